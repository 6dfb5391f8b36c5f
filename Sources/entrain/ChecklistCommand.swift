import Analysis
import ArgumentParser
import Artifacts
import Delivery
import Simulation

struct ChecklistCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checklist",
        abstract: "Print the checklist of a phase, keeping what was ticked.",
        discussion: """
            The checklist is the one that compile writes: Markdown with boxes to tick, for an issue or a pull request. With --carry the \
            ticks and notes of an earlier one are kept, step by step; a step that says something else now has to be ticked again. \
            As CSV it goes into a project plan, a line for each step.

            Exit status: 0 printed, 1 the plan has errors, 2 could not run.
            """
    )

    enum Form: String, ExpressibleByArgument, CaseIterable {
        case markdown, csv
    }

    @Argument(help: ArgumentHelp("The plan: a folder, or one file.", valueName: "plan"))
    var plan: String

    @Option(name: .shortAndLong, help: ArgumentHelp("The environment whose parameter values are used.", valueName: "name"))
    var environment: String?

    @Option(help: ArgumentHelp("The phase.", valueName: "name"))
    var phase: String

    @Option(help: ArgumentHelp("An earlier checklist of the phase, in Markdown.", valueName: "file"))
    var carry: String?

    @Option(help: "markdown, or csv.")
    var format: Form = .markdown

    func run() throws {
        let result = try PlanOptions.check(plan, environment: environment)
        if result.report.hasErrors {
            PlanOptions.show(result.report, result.sources, .text, toStandardOutput: false)
            throw ExitCode(1)
        }
        let checked = try result.onePlan()
        guard let phase = checked.phases.first(where: { $0.name == phase }) else {
            try fail("the plan has no phase `\(phase)`; it has \(checked.phases.map(\.name).joined(separator: ", "))")
        }
        var old: String?
        if let carry {
            do {
                old = String(decoding: try PlanReader.bytes(of: carry, limit: ChecklistCommand.limit), as: UTF8.self)
            } catch {
                try fail("\(error)")
            }
        }
        let context = EmissionContext(plan: checked, sources: result.sources)
        let carried: CarriedTicks
        switch format {
        case .markdown:
            let made = ChecklistEmitter().markdown(phase, in: context, carrying: old)
            Terminal.print(made.text)
            carried = made.carried
        case .csv:
            let made = ChecklistEmitter().rows(phase, in: context, carrying: old)
            var csv = CSVWriter()
            csv.write(ChecklistEmitter.columns)
            for row in made.rows { csv.write(row.map(ChecklistCommand.cell)) }
            Terminal.print(String(decoding: csv.bytes, as: UTF8.self))
            carried = made.carried
        }
        guard old != nil else { return }
        Terminal.printError("\(count(carried.kept.count, "tick")) kept\n")
        for id in carried.changed { Terminal.printError("tick again, it says something else now: \(id)\n") }
        for id in carried.gone { Terminal.printError("ticked, and no step any more: \(id)\n") }
    }

    private static let limit = 4 << 20

    /// A spreadsheet takes such a beginning for a formula.
    private static func cell(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, ["=", "+", "-", "@", "\t"].contains(first) else { return text }
        return "'" + text
    }

    private func fail(_ text: String) throws -> Never {
        Terminal.printError("entrain: \(text)\n")
        throw ExitCode(2)
    }
}
