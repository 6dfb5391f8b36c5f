/// Findings as commands in a build's log, which the service shows beside the lines of a pull request.
public struct AnnotationRenderer {
    public enum Service: Sendable {
        /// Source: GitHub docs, Workflow commands for GitHub Actions.
        case github
        /// Source: Azure Pipelines docs, Logging commands, task.logissue.
        case azure
    }

    public struct Annotation {
        /// `error`, `warning` or `notice`
        public var level: String
        public var code: String
        public var message: String
        public var file: String?
        public var start: Position?
        public var end: Position?

        public init(level: String, code: String, message: String, file: String? = nil, start: Position? = nil, end: Position? = nil) {
            self.level = level
            self.code = code
            self.message = message
            self.file = file
            self.start = start
            self.end = end
        }
    }

    public let service: Service
    /// What stands before the paths of the plan's files: services want them from the repository's root.
    public let prefix: String

    public init(_ service: Service, prefix: String = "") {
        self.service = service
        self.prefix = prefix
    }

    public func render(_ report: Report, sources: SourceMap) -> String {
        report.sorted().map { diagnostic in
            var words = [diagnostic.message]
            if let why = diagnostic.why { words.append(why) }
            words += diagnostic.help.prefix(1).map { "Help: " + $0.title }
            let level = diagnostic.severity == .note ? "notice" : diagnostic.severity.rawValue
            var annotation = Annotation(level: level, code: diagnostic.code, message: words.joined(separator: "\n"))
            if let span = diagnostic.primary?.span {
                annotation.file = prefix + sources[span.file].path
                annotation.start = sources.characterPosition(of: span.start, in: span.file)
                annotation.end = sources.characterPosition(of: span.end, in: span.file)
            }
            return render(annotation)
        }.joined()
    }

    public func render(_ annotation: Annotation) -> String {
        var properties: [(String, String)] = []
        switch service {
        case .github:
            if let file = annotation.file { properties.append(("file", file)) }
            if let start = annotation.start {
                properties.append(("line", String(start.line)))
                // Columns of two lines would be shown as a range in one.
                if let end = annotation.end, end.line == start.line {
                    properties += [("endLine", String(end.line)), ("col", String(start.column)), ("endColumn", String(max(end.column, start.column)))]
                }
            }
            properties.append(("title", annotation.code))
            let list = properties.map { "\($0)=\(escaped($1, isProperty: true))" }.joined(separator: ",")
            return "::\(annotation.level) \(list)::\(escaped(annotation.message, isProperty: false))\n"
        case .azure:
            properties.append(("type", annotation.level == "error" ? "error" : "warning"))
            if let file = annotation.file { properties.append(("sourcepath", file)) }
            if let start = annotation.start { properties += [("linenumber", String(start.line)), ("columnnumber", String(start.column))] }
            properties.append(("code", annotation.code))
            let list = properties.map { "\($0)=\(escaped($1, isProperty: true))" }.joined(separator: ";")
            return "##vso[task.logissue \(list)]\(escaped(annotation.message, isProperty: false))\n"
        }
    }

    /// A text of a plan must not end the command or begin another one.
    private func escaped(_ text: String, isProperty: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += service == .github ? "%25" : "%AZP25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            case ":" where isProperty && service == .github: result += "%3A"
            case "," where isProperty && service == .github: result += "%2C"
            case ";" where isProperty && service == .azure: result += "%3B"
            case "]" where isProperty && service == .azure: result += "%5D"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
