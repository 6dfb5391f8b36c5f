import Analysis
import ArgumentParser
import Artifacts
import Delivery

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write the design report: one page, with pictures, proofs, attributes, risks and decisions.",
        discussion: """
            compile writes the same page among the artifacts. Alone it can be had of a draft, too: what is unresolved is among its \
            open questions.

            Exit status: 0 written, 1 the plan has errors, 2 could not run.
            """
    )

    @OptionGroup var options: PlanOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("The page to write.", valueName: "file"))
    var output: String

    func run() throws {
        let result = try options.check()
        guard let plan = result.plans.first else {
            options.show(result, toStandardOutput: options.format != .text)
            throw ExitCode(1)
        }
        let page = ReportEmitter().emit(in: EmissionContext(plan: plan, sources: result.sources))
        do {
            // What is there is replaced in one step, or left as it was.
            if PlanReader.exists(output) { try FileReplacement.write(page.bytes, to: output) } else { try FileReplacement.create(page.bytes, at: output) }
        } catch {
            Terminal.printError("entrain: \(error)\n")
            throw ExitCode(2)
        }
    }
}
