import Analysis
import ArgumentParser
import Delivery
import Diagnostics
import Simulation

struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the plan's own tests, and say what no test reaches.",
        discussion: """
            A test in tests/*.yaml gives rows and existing objects and says what must come of each person, by phase and target. Each is \
            simulated as `entrain simulate` does. Coverage tells which mappings, which ways of an expression, which scopes and which rules \
            for leavers no test has reached.

            Exit status: 0 all tests pass; 1 a test fails, or the plan has errors; 2 could not run, or the plan has no tests; \
            3 all pass, and --complete-coverage was given and something is not reached.
            """
    )

    @OptionGroup var options: PlanOptions

    @Option(help: ArgumentHelp("Write the results as JUnit XML.", valueName: "file"))
    var junit: String?

    @Flag(help: "End with status 3 where no test reaches some part of the plan.")
    var completeCoverage = false

    @Option(help: ArgumentHelp("The day for tests that name none, yyyy-MM-dd; the day of the computer's clock, in UTC, if left out.", valueName: "day"))
    var today: String?

    func run() throws {
        let result = try options.check()
        if result.report.hasErrors {
            options.show(result, toStandardOutput: false)
            throw ExitCode(1)
        }
        let plan = try result.onePlan()
        let day = try PlanOptions.day(today)
        guard !plan.plan.tests.isEmpty else {
            Terminal.printError("entrain: the plan has no tests; they stand in \(options.plan)/tests/*.yaml (docs/simulate.md)\n")
            throw ExitCode(2)
        }
        let run = TestRun(plan, today: day)
        let places = PlanPlaces(result.sources)
        if let junit {
            do {
                try FileReplacement.put(Array(run.junit(plan.name, places).utf8), at: junit)
            } catch {
                Terminal.printError("entrain: \(error)\n")
                throw ExitCode(2)
            }
        }
        Terminal.print(options.format == .json
            ? run.json(plan.name, environment: plan.environment, places).prettyText : run.text(plan.name, places))
        if !run.hasPassed { throw ExitCode(1) }
        if completeCoverage, !run.coverage.isComplete { throw ExitCode(3) }
    }
}
