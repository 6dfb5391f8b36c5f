import Diagnostics
import Plan
import YAMLSyntax

/// The one way from plan files to a checked plan: every command goes through here.
public struct FrontEnd: Sendable {
    /// What one run found.
    public struct Result: Sendable {
        public let sources: SourceMap
        public let report: Report
        /// The checked plan of each environment that was asked for; empty when there are errors.
        public let plans: [CheckedPlan]
        /// The environments that the plan has, sorted.
        public let environments: [String]
        /// How much was read.
        public let fileCount: Int
        public let lineCount: Int
    }

    public enum Environments: Sendable {
        case all
        case one(String)
    }

    /// `yyyy-MM-dd`, for acceptances that have ended; nil where nobody should look at a clock.
    public var today: String?
    public var limits: YAMLLimits

    /// Bytes of a script that a connector uses.
    public static let scriptLimit = 1 << 20

    public init(today: String? = nil, limits: YAMLLimits = YAMLLimits()) {
        self.today = today
        self.limits = limits
    }

    /// - Parameter files: the plan's files, paths relative to its folder with `/`. Files below `environments/` give parameters
    ///   their values, files below `tests/` are the plan's own tests. Scripts (`*.ps1`, `*.psm1`) are read where a connector uses them.
    public func check(_ files: [SourceFile], environments wanted: Environments = .all) -> Result {
        var sources = SourceMap()
        var report = Report()
        var plan: [PlanFile] = []
        var environmentFiles: [PlanFile] = []
        var testFiles: [PlanFile] = []
        var isComplete = true
        var lines = 0
        var scripts = PlanScripts()
        let parser = YAMLParser(limits: limits)
        for file in files.sorted(by: { $0.path < $1.path }) {
            let id = sources.add(file)
            if PlanScripts.isScript(file.path) {
                scripts.add(file, id)
                continue
            }
            lines += file.bytes.count { $0 == UInt8(ascii: "\n") }
            guard let tree = parser.parse(id, of: sources, into: &report) else {
                isComplete = false
                continue
            }
            // A folder that is almost named `environments` is meant to be it; its values would be taken for the plan's keys.
            if let folder = file.path.split(separator: "/").first, file.path.contains("/"), folder != "environments",
                nearest(to: String(folder), among: ["environments"]) != nil
            {
                report.add(.misnamedEnvironments(String(folder), tree.root?.span.startPoint ?? Span(file: id, start: 0, end: 0)))
                isComplete = false
                continue
            }
            PlanSecrets.check(tree, into: &report)
            if file.path.hasPrefix("environments/") {
                environmentFiles.append(PlanFile(path: file.path, tree: tree))
            } else if file.path.hasPrefix("tests/") {
                testFiles.append(PlanFile(path: file.path, tree: tree))
            } else {
                plan.append(PlanFile(path: file.path, tree: tree))
            }
        }

        let fileCount = files.count - scripts.count
        scripts.isBesideOneFile = fileCount == 1
        let parameters = Parameters.decode(plan: plan, environments: environmentFiles, sources: sources, isComplete: isComplete, into: &report)
        let names = parameters.environments.map(\.name)
        var chosen: [Parameters.Environment?] = parameters.environments
        if case .one(let name) = wanted {
            chosen = parameters.environments.filter { $0.name == name }
            if chosen.isEmpty {
                report.add(.unknownEnvironment(name, known: names))
                return Result(
                    sources: sources, report: report, plans: [], environments: names, fileCount: fileCount, lineCount: lines)
            }
        }
        if chosen.isEmpty { chosen = [nil] }

        var checked: [CheckedPlan] = []
        for environment in chosen {
            let values = parameters.values(for: environment, into: &report)
            var decoded = Plan.decode(plan, sources: sources, parameters: values, environment: environment?.name, into: &report)
            decoded.isComplete = decoded.isComplete && isComplete
            decoded.tests = Plan.decodeTests(testFiles, sources: sources, parameters: values, into: &report)
            if let plan = Checker.check(decoded, scripts: scripts, today: today, into: &report) { checked.append(plan) }
        }
        return Result(
            sources: sources, report: report, plans: report.hasErrors ? [] : checked, environments: names, fileCount: fileCount,
            lineCount: lines)
    }
}

extension Diagnostic {
    fileprivate static func misnamedEnvironments(_ folder: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .unknownEnvironment, "the values of environments stand in the folder `environments`, not `\(folder)`",
            at: Label(span, "in this file"), help: [FixIt("rename the folder: environments/")])
    }

    fileprivate static func unknownEnvironment(_ name: String, known: [String]) -> Diagnostic {
        let near = nearest(to: name, among: known)
        return Diagnostic(
            .unknownEnvironment, "the plan has no environment `\(name)`", at: nil,
            help: [
                FixIt(near.map { "did you mean `\($0)`?" }
                    ?? (known.isEmpty ? "add environments/\(name).yaml with the parameters' values" : "it has \(known.joined(separator: ", "))"))
            ])
    }
}
