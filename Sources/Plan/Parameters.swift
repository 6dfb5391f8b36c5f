import Diagnostics
import YAMLSyntax

/// What differs between environments: the declarations, and the values of each environment.
public struct Parameters: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case text, uuid, domain, host, url, email, integer, boolean, path
    }

    public struct Declaration: Sendable {
        public var name: Spanned<String>
        public var kind: Kind
        public var defaultValue: Spanned<String>?
    }

    public struct Environment: Sendable {
        public var name: String
        public var values: [String: Spanned<String>]
        public var span: Span
    }

    public private(set) var declarations: [Declaration] = []
    /// By name.
    public private(set) var environments: [Environment] = []

    /// Reads `parameters` of the plan's files, and the files of `environments/`.
    public static func decode(
        plan files: [PlanFile], environments: [PlanFile], sources: SourceMap, isComplete: Bool, into report: inout Report
    ) -> Parameters {
        var decoder = Decoder(sources: sources, parameters: [:])
        // The declarations may be in the file that could not be read.
        decoder.lostSomething = !isComplete
        var result = Parameters()
        for file in files {
            guard let node = file.tree.root?["parameters"] else { continue }
            for (name, value) in decoder.named(node, "parameters", anyName: true) {
                if let first = result.declarations.first(where: { $0.name.value == name.value }) {
                    decoder.report.add(.duplicateName(name.value, name.span, first: first.name.span, "parameter"))
                } else if let declaration = decoder.parameter(name, value) {
                    result.declarations.append(declaration)
                }
            }
        }
        for file in environments {
            guard let root = file.tree.root else { continue }
            let name = file.path.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } ?? file.path
            result.environments.append(decoder.environment(name, root, declared: result.declarations))
        }
        result.environments.sort { $0.name < $1.name }
        report.add(contentsOf: decoder.report)
        return result
    }

    /// The values for one environment; what has none was reported.
    public func values(for environment: Environment?, into report: inout Report) -> [String: String] {
        var values: [String: String] = [:]
        for declaration in declarations {
            if let value = environment?.values[declaration.name.value] ?? declaration.defaultValue {
                values[declaration.name.value] = value.value
            } else {
                report.add(.missingValue(declaration, environment: environment))
                values[declaration.name.value] = declaration.placeholder
            }
        }
        return values
    }
}

extension Parameters.Declaration {
    /// Stands in where a value is missing, so that the rest of the plan is still checked. Nothing is emitted then.
    fileprivate var placeholder: String {
        switch kind {
        case .text, .path, .host: name.value
        case .uuid: "00000000-0000-0000-0000-000000000000"
        case .domain: "example.com"
        case .url: "https://example.com"
        case .email: "nobody@example.com"
        case .integer: "1"
        case .boolean: "true"
        }
    }
}

extension Decoder {
    fileprivate mutating func parameter(_ name: Spanned<String>, _ node: YAMLNode) -> Parameters.Declaration? {
        if node.kind == .mapping {
            guard let fields = fields(node, Vocabulary.parameter),
                let kind: Spanned<Parameters.Kind> = word(fields["type"], "type of parameter")
            else { return nil }
            let value = text(fields["default"])
            if let value { check(value, kind.value, name.value) }
            return .init(name: name, kind: kind.value, defaultValue: value)
        }
        let kind: Spanned<Parameters.Kind>? = word(node, "type of parameter")
        return kind.map { .init(name: name, kind: $0.value, defaultValue: nil) }
    }

    fileprivate mutating func environment(
        _ name: String, _ root: YAMLNode, declared: [Parameters.Declaration]
    ) -> Parameters.Environment {
        var values: [String: Spanned<String>] = [:]
        for (key, node) in named(root, "an environment", anyName: true) {
            guard let declaration = declared.first(where: { $0.name.value == key.value }) else {
                if !lostSomething { report.add(.undeclaredParameter(key.value, key.span, known: declared.map(\.name.value).filter { root[$0] == nil })) }
                continue
            }
            guard let value = text(node) else { continue }
            check(value, declaration.kind, key.value)
            values[key.value] = value
        }
        return .init(name: name, values: values, span: root.span.startPoint)
    }

    private mutating func check(_ value: Spanned<String>, _ kind: Parameters.Kind, _ name: String) {
        if let problem = kind.problem(with: value.value) {
            report.add(.badParameter(name, kind, value.span, problem))
        }
    }
}

extension Parameters.Kind {
    /// Why a text is no value of this kind, as a fragment; nil when it is one.
    public func problem(with text: String) -> String? {
        switch self {
        case .text, .path:
            return text.isEmpty ? "it is empty" : nil
        case .uuid:
            let groups = text.split(separator: "-", omittingEmptySubsequences: false).map(\.count)
            let isHex = text.allSatisfy { $0 == "-" || $0.isHexDigit }
            return groups == [8, 4, 4, 4, 12] && isHex ? nil : "a GUID has the form 8-4-4-4-12 of hexadecimal digits"
        case .domain, .host:
            let letters = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "." || $0 == "_" || $0 == "\\") }
            let isHost = !text.isEmpty && letters && !text.hasPrefix(".") && !text.hasSuffix(".") && !text.hasPrefix("-")
            if !isHost { return "letters, digits, hyphens and dots only" }
            return self == .domain && !text.contains(".") ? "a domain has a dot" : nil
        case .url:
            return text.hasPrefix("https://") || text.hasPrefix("http://") ? nil : "it begins with https:// or http://"
        case .email:
            let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") ? nil : "an address has one @ and a domain"
        case .integer:
            return Int(text) == nil ? "digits only" : nil
        case .boolean:
            return text == "true" || text == "false" ? nil : "true or false"
        }
    }
}
