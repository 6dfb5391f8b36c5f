import Analysis
import ArgumentParser
import Artifacts
import Delivery
import Diagnostics

struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the scripts that turn one plan's staging tables into another's.",
        discussion: """
            Compares the staging table of each SQL connector in two plans and writes migrate.sql, undo.sql, verify.sql and plan.md \
            for each table that differs: safe steps first, then those that look at the rows, then those that lose values. The last \
            are refused unless the new plan accepts them.

            Exit status: 0 written, or nothing to migrate; 1 errors in a plan, or a step that is not accepted; 2 could not run.
            """
    )

    @Argument(help: ArgumentHelp("The plan that the tables were made by: a folder, or one file.", valueName: "old"), completion: .file())
    var old: String

    @Argument(help: ArgumentHelp("The plan that they are to follow.", valueName: "new"), completion: .file())
    var new: String

    @Option(name: .shortAndLong, help: ArgumentHelp("The environment whose parameter values are used, in both plans.", valueName: "name"))
    var environment: String?

    @Option(help: ArgumentHelp("One connector only.", valueName: "name"))
    var connector: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write.", valueName: "folder"), completion: .directory)
    var output: String

    @Option(help: "How diagnostics are printed: text or json.")
    var format: Format = .text

    func run() throws {
        let former = try checked(old, what: "the old plan")
        let current = try checked(new, what: "the new plan")
        for plan in [old, new] where Delivery.contains(output, plan) {
            Terminal.printError("entrain: the output folder \(output) holds the plan itself. Choose another one.\n")
            throw ExitCode(2)
        }
        let names = (former.plan.connectors + current.plan.connectors).filter { $0.kind == .sql }.map(\.name)
        if let connector, !names.contains(connector) {
            let near = nearest(to: connector, among: names)
            let hint = near.map { "did you mean `\($0)`?" } ?? (names.isEmpty ? "the plans have none" : "they have \(Array(Set(names)).sorted().joined(separator: ", "))")
            Terminal.printError("entrain: there is no SQL connector `\(connector)`; \(hint)\n")
            throw ExitCode(2)
        }
        var report = current.report
        let migration = StagingMigration(from: former.plan, to: current.plan, sources: current.sources, connector: connector)
        report.add(contentsOf: migration.report)
        PlanOptions.show(report, current.sources, format == .json ? .json : .text, toStandardOutput: false)
        if migration.report.hasErrors {
            Terminal.printError("\n\(count(migration.report.sorted().count, "step")) not accepted: nothing was written\n")
            throw ExitCode(1)
        }
        let tell = format == .json ? Terminal.printError : Terminal.print
        for remark in migration.remarks { tell("\(remark)\n") }
        guard !migration.artifacts.isEmpty else {
            tell(migration.remarks.isEmpty ? "nothing to migrate: the staging tables of both plans are the same\n" : "nothing to migrate\n")
            return
        }
        try write(migration, EmissionContext(plan: current.plan, sources: current.sources), tell)
    }

    /// A plan without errors, and what else was found in it: the new plan's warnings are shown with what the migration finds.
    private func checked(_ path: String, what: String) throws -> (plan: CheckedPlan, sources: SourceMap, report: Report) {
        let result = try PlanOptions.check(path, environment: environment)
        if result.report.hasErrors {
            PlanOptions.show(result.report, result.sources, format == .json ? .json : .text, toStandardOutput: false)
            Terminal.printError("\nentrain: \(what) has errors: nothing was written\n")
            throw ExitCode(1)
        }
        let plan = try result.onePlan(what)
        return (plan, result.sources, result.report)
    }

    private func write(
        _ migration: StagingMigration, _ context: EmissionContext, _ tell: (String) -> Void
    ) throws {
        let manifest = Delivery.manifest(of: migration.artifacts, in: context, command: "migrate")
        let outcome: StagedTree.Outcome
        do {
            outcome = try Delivery.write(migration.artifacts, manifest: manifest, to: output)
        } catch {
            Terminal.printError("entrain: \(error)\nNothing in \(output) was changed.\n")
            throw ExitCode(2)
        }
        for table in migration.tables {
            let kinds = [(table.safe, "safe"), (table.checked, "checked"), (table.lossy, "lossy")].filter { $0.0 > 0 }
            let list = kinds.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
            let place = table.dialect + (table.isRehearsal ? ", for a rehearsal" : "")
            tell("\(table.connector) in \(place): \(count(table.safe + table.checked + table.lossy, "step")), \(list)\n")
        }
        tell("\(count(outcome.written, "file")) in \(output)\n")
    }
}
