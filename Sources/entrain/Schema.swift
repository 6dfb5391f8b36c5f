import ArgumentParser
import Plan

struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the JSON Schema of the plan language, for editors.",
        discussion: """
            A YAML editor completes, checks and explains keys by it. Name it in the first line of a plan's file:

              # yaml-language-server: $schema=entrain.schema.json

            Exit status: 0 printed; 2 could not run.
            """
    )

    @Flag(help: "The schema of the files below environments/ instead.")
    var environments = false

    @Flag(help: "The schema of the files below tests/ instead.")
    var tests = false

    func run() throws {
        if tests, environments {
            Terminal.printError("entrain: --tests and --environments are two schemas; print one after the other\n")
            throw ExitCode(2)
        }
        Terminal.print((tests ? PlanSchema.tests : environments ? PlanSchema.environment : PlanSchema.json).prettyText)
    }
}
