import Analysis
import ArgumentParser
import Diagnostics

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a plan and print what is wrong with it.",
        discussion: """
            Checks the plan for one environment, or for all that it has. Nothing is written.

            Exit status: 0 clean or warnings, 1 errors, 2 could not run.
            """
    )

    @OptionGroup var options: PlanOptions

    func run() throws {
        let result = try options.check()
        options.show(result, toStandardOutput: true)
        if options.format == .text { Terminal.print(summary(result)) }
        if result.report.hasErrors { throw ExitCode(1) }
    }

    private func summary(_ result: FrontEnd.Result) -> String {
        let errors = result.report.sorted().count { $0.severity == .error }
        let warnings = result.report.sorted().count { $0.severity == .warning }
        let files = "\(count(result.fileCount, "file")), \(count(result.lineCount, "line"))"
        if errors + warnings > 0 {
            return "\n\(count(errors, "error")), \(count(warnings, "warning")) in \(files)\n"
        }
        guard let plan = result.plans.first else { return "nothing is wrong in \(files)\n" }
        let environments = result.environments.isEmpty ? "" : ", for \(result.plans.compactMap(\.environment).joined(separator: " and "))"
        return """
            \(plan.title): nothing is wrong\(environments)
            \(count(plan.mappings.count, "mapping")), \(count(plan.connectors.count, "connector")), \(count(plan.phases.count, "phase")) in \(files)

            """
    }
}
