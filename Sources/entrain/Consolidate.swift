import Analysis
import ArgumentParser
import Delivery
import Diagnostics
import JSON
import Simulation

struct Consolidate: ParsableCommand {
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case csv
        case jsonl
    }

    static let configuration = CommandConfiguration(
        abstract: "Make people of the rows of several sources.",
        discussion: """
            Runs the rules of a consolidation here, row for row as the generated engine does, so that the people can be seen before \
            anything is deployed. Without --output the people are printed: as CSV, or as JSON Lines that say of each value which row \
            it comes from, why that one counts, and what the others say. With --output both are written, with set-aside.jsonl (rows \
            that become nobody, and why) and summary.json.

            Exit status: 0 consolidated, also with rows set aside; 1 errors in the plan or in a file's header; 2 could not run.
            """
    )

    @OptionGroup var options: PlanOptions

    @Option(help: ArgumentHelp("The consolidation; may be left out where the plan has one.", valueName: "name"))
    var consolidation: String?

    @Option(help: ArgumentHelp("The rows of a source, a CSV file whose first line names the columns: hr=FILE. Once for each source.", valueName: "source=file"))
    var rows: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write.", valueName: "folder"), completion: .directory)
    var output: String?

    @Option(help: "How people are printed: csv or jsonl.")
    var form: Form = .csv

    @Option(help: ArgumentHelp("The day for rules about dates that are past, yyyy-MM-dd; the day of the computer's clock, in UTC, if left out.", valueName: "day"))
    var today: String?

    func run() throws {
        let result = try options.check()
        if result.report.hasErrors {
            options.show(result, toStandardOutput: options.format == .json)
            throw ExitCode(1)
        }
        let plan = try result.onePlan()
        if let output { try options.refuse(outputOverPlan: output) }
        let source = try chosen(plan)
        guard let rules = source.consolidation else { throw ExitCode(2) }
        let day = try PlanOptions.day(today)
        do {
            let files = try RowFiles(rows, of: rules, named: source.name)
            do {
                if let output {
                    try write(plan, source, rules, files, day, output)
                } else {
                    try print(rules, files, day)
                }
            } catch let error as Consolidator.PartHeaderError {
                Terminal.printError(RowFiles.text(error.error, file: files.files[error.source] ?? error.source))
                throw ExitCode(1)
            }
        } catch let code as ExitCode {
            throw code
        } catch {
            Terminal.printError("entrain: \(error)\n" + (output.map { "Nothing in \($0) was changed.\n" } ?? ""))
            throw ExitCode(2)
        }
    }

    private func chosen(_ plan: CheckedPlan) throws -> CheckedSource {
        let all = plan.sources.filter { $0.consolidation != nil }
        let names = all.map(\.name)
        if let consolidation {
            if let found = all.first(where: { $0.name == consolidation }) { return found }
            let near = nearest(to: consolidation, among: names)
            Terminal.printError("entrain: the plan has no consolidation `\(consolidation)`; "
                + (near.map { "did you mean `\($0)`?" } ?? (names.isEmpty ? "it has none" : "it has \(names.joined(separator: ", "))")) + "\n")
            throw ExitCode(2)
        }
        guard let only = all.first, all.count == 1 else {
            Terminal.printError(all.isEmpty
                ? "entrain: the plan consolidates nothing; `consolidation:` makes one source of several\n"
                : "entrain: which consolidation? The plan has \(names.joined(separator: ", ")); add --consolidation \(names[0])\n")
            throw ExitCode(2)
        }
        return only
    }

    private func print(_ rules: CheckedConsolidation, _ files: RowFiles, _ day: Day) throws {
        let names = rules.attributes.map(\.attribute.name)
        var csv = CSVWriter()
        if form == .csv { csv.write(PeopleFile.header(rules)) }
        let summary = try Consolidator(rules, today: day).run(try files.bytes()) { person in
            switch form {
            case .csv:
                csv.write(PeopleFile.record(person))
                if csv.bytes.count > 1 << 16 { Terminal.print(String(decoding: csv.take(), as: UTF8.self)) }
            case .jsonl:
                Terminal.print(person.json(names: names).compactText + "\n")
            }
        } setAside: { _ in }
        Terminal.print(String(decoding: csv.take(), as: UTF8.self))
        Terminal.printError(text(summary))
    }

    private func write(
        _ plan: CheckedPlan, _ source: CheckedSource, _ rules: CheckedConsolidation, _ files: RowFiles, _ day: Day, _ output: String
    ) throws {
        let names = rules.attributes.map(\.attribute.name)
        var csv = CSVWriter()
        csv.write(PeopleFile.header(rules))
        var lines: [UInt8] = []
        var aside: [UInt8] = []
        let summary = try Consolidator(rules, today: day).run(try files.bytes()) { person in
            csv.write(PeopleFile.record(person))
            lines.append(contentsOf: person.json(names: names).compactText.utf8)
            lines.append(0x0A)
        } setAside: { item in
            aside.append(contentsOf: item.json.compactText.utf8)
            aside.append(0x0A)
        }
        let json = Array(summary.json(consolidation: source.name, environment: plan.environment).prettyText.utf8)
        let tree = try StagedTree(output: output)
        var entries: [Manifest.Entry] = []
        for (path, bytes, summary) in [
            ("people.csv", csv.bytes, "People"), ("people.jsonl", lines, "People, and where each value comes from"),
            ("set-aside.jsonl", aside, "Rows that become nobody"), ("summary.json", json, "Every row counted"),
        ] {
            try tree.write(path, bytes)
            entries.append(.init(path: path, bytes: bytes, summary: summary, from: []))
        }
        _ = try tree.commit(Manifest(command: "consolidate", plan: plan.name, environment: plan.environment, entries: entries))
        Terminal.print(options.format == .json ? String(decoding: json, as: UTF8.self) : text(summary))
    }

    private func text(_ summary: Consolidator.Summary) -> String {
        let rows = summary.rows.map { "\($0.count) of \($0.source)" }.joined(separator: ", ")
        var text = "\(summary.people) people of \(count(summary.rows.reduce(0) { $0 + $1.count }, "row")) (\(rows)); \(summary.merged) in more than one source\n"
        if summary.active + summary.inactive > 0 { text += "  \(summary.active) work, \(summary.inactive) left\n" }
        if summary.disagreements > 0 { text += "  \(count(summary.disagreements, "value")) where the sources disagree\n" }
        for (code, number) in summary.setAside.sorted(by: { $0.key < $1.key }) { text += "  \(number) set aside: \(code)\n" }
        return text
    }
}
