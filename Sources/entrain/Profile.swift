import Analysis
import ArgumentParser
import Delivery
import Diagnostics
import JSON
import Simulation

struct Profile: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what the rows of a source look like, and what that means for the plan.",
        discussion: """
            For each column: how many rows have a value, how long values are, how many differ, which characters they have. Then what the \
            plan should know: values that are none of the declared type, values that no arm of a Switch covers, columns that could identify \
            a person. A name that the plan does not have is a new source: its declaration is printed with the types that the rows suggest. \
            Short lists of values are printed; they may be personal data.

            Exit status: 0 profiled; 1 errors in the plan; 2 could not run.
            """
    )

    @OptionGroup var options: PlanOptions

    @Option(help: ArgumentHelp("The rows of a source, a CSV file whose first line names the columns: hr=FILE. Once for each source.", valueName: "source=file"))
    var rows: [String]

    @Flag(help: "Print the source's declaration, with the types that the rows suggest, and nothing else.")
    var types = false

    func run() throws {
        let result = try options.check()
        if result.report.hasErrors {
            options.show(result, toStandardOutput: false)
            throw ExitCode(1)
        }
        // What differs between environments is no matter of rows.
        guard let plan = result.plans.first else { throw ExitCode(2) }
        let places = PlanPlaces(result.sources)
        var profiles: [JSON] = []
        for argument in rows {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let names = plan.plan.sources.map(\.name.value)
            guard parts.count == 2 || names.count == 1 else {
                throw refuse("which source is `\(argument)` of? Write \(names.map { "--rows \($0)=FILE" }.joined(separator: " or ")), or a new name")
            }
            let name = parts.count == 2 ? parts[0] : names[0]
            guard name.utf8.first.map({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }) == true,
                name.utf8.allSatisfy({ ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z")) || ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "-") })
            else { throw refuse("`\(name)` is no name of a source: small letters, digits and hyphens") }
            let profile: SourceProfile
            do {
                profile = try SourceProfile(name, rows: try PlanReader.bytes(of: parts.count == 2 ? parts[1] : argument, limit: .max), in: plan)
            } catch {
                throw refuse("\(error)")
            }
            if options.format == .json {
                profiles.append(profile.json(places))
            } else if types {
                Terminal.print(profile.declaration)
            } else {
                Terminal.print(profile.text(places))
                if !profile.isDeclared { Terminal.print("\nThe plan has no source `\(name)`; it could be declared so:\n\n\(profile.declaration)") }
            }
        }
        if options.format == .json { Terminal.print(JSON.array(profiles).prettyText) }
    }

    private func refuse(_ message: String) -> ExitCode {
        Terminal.printError("entrain: \(message)\n")
        return ExitCode(2)
    }
}
