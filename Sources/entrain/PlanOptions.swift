import Analysis
import ArgumentParser
import Delivery
import Diagnostics
import Glibc

enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// How findings are printed: for people, for tools, for code scanning, and as a build's log commands.
enum FindingFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, sarif, github, azure
}

/// What every command that reads a plan takes.
struct PlanOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The plan: a folder, or one file.", valueName: "plan"), completion: .file())
    var plan: String

    @Option(name: .shortAndLong, help: ArgumentHelp("The environment whose parameter values are used.", valueName: "name"))
    var environment: String?

    @Option(help: "How diagnostics are printed: text, json, sarif, or github or azure for annotations.")
    var format: FindingFormat = .text

    /// What stands before the paths of the plan's files in a repository whose root is the current folder.
    var prefix: String { PlanPath.prefix(plan) }

    /// Reads and checks the plan. A plan that can't be read ends the command with status 2.
    func check(defaultEnvironments: FrontEnd.Environments = .all) throws -> FrontEnd.Result {
        try PlanOptions.check(plan, environment: environment, defaultEnvironments: defaultEnvironments)
    }

    static func check(
        _ plan: String, environment: String?, defaultEnvironments: FrontEnd.Environments = .all
    ) throws -> FrontEnd.Result {
        let files: [SourceFile]
        do {
            files = try PlanReader.read(plan)
        } catch {
            Terminal.printError("entrain: \(error)\n")
            throw ExitCode(2)
        }
        guard files.contains(where: { [".yaml", ".yml"].contains(where: $0.path.lowercased().hasSuffix) }) || files.count == 1 else {
            Terminal.printError("entrain: \(plan) holds no .yaml file. A plan is a folder of YAML files; `entrain explain` lists what can be wrong with one.\n")
            throw ExitCode(2)
        }
        return FrontEnd(today: PlanOptions.today()).check(files, environments: environment.map { .one($0) } ?? defaultEnvironments)
    }

    /// The output is Entrain's to replace; a plan is not.
    func refuse(outputOverPlan output: String) throws {
        if Delivery.contains(output, plan) {
            Terminal.printError("entrain: the output folder \(output) holds the plan itself. Choose another one.\n")
            throw ExitCode(2)
        }
    }

    /// Prints the findings: JSON to standard output, text to standard error or output as the command says.
    func show(_ result: FrontEnd.Result, toStandardOutput: Bool) {
        PlanOptions.show(result.report, result.sources, format, toStandardOutput: toStandardOutput, prefix: prefix)
    }

    static func show(_ report: Report, _ sources: SourceMap, _ format: FindingFormat, toStandardOutput: Bool, prefix: String = "") {
        switch format {
        case .json:
            Terminal.print(JSONRenderer().render(report, sources: sources))
        case .sarif:
            Terminal.print(SARIFRenderer(prefix: prefix).render(report, sources: sources))
        case .github, .azure:
            Terminal.print(AnnotationRenderer(format == .github ? .github : .azure, prefix: prefix).render(report, sources: sources))
        case .text:
            let stream: Int32 = toStandardOutput ? 1 : 2
            let text = TextRenderer(color: Terminal.wantsColor(stream), columns: Terminal.width(stream)).render(report, sources: sources)
            if !text.isEmpty { toStandardOutput ? Terminal.print(text) : Terminal.printError(text) }
        }
    }

    /// The one place where a clock is read: acceptances have an end.
    static func today() -> String {
        var now = time(nil)
        var parts = tm()
        gmtime_r(&now, &parts)
        func digits(_ number: Int32, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        return "\(digits(parts.tm_year + 1900, 4))-\(digits(parts.tm_mon + 1, 2))-\(digits(parts.tm_mday, 2))"
    }
}

enum PlanPath {
    /// `plans/contoso/` for a folder of that name; nothing for the current one. A single file's path is its own: the folder it is in.
    static func prefix(_ path: String) -> String {
        var parts = path.split(separator: "/").map(String.init).filter { $0 != "." }
        var status = stat()
        let isFolder = stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFDIR
        if !isFolder, !parts.isEmpty { parts.removeLast() }
        return (path.hasPrefix("/") ? "/" : "") + parts.map { $0 + "/" }.joined()
    }
}

/// `1 error`, `2 errors`
func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
}
