import Analysis
import ArgumentParser
import Delivery
import Diagnostics
import Glibc
import Simulation

struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run rows through the phases: who is created, changed, disabled, refused, and why.",
        discussion: """
            The rows of the HR sources go through consolidation, scope, matching and mappings, phase after phase, against what exists \
            already: --existing names an export of a system that is written to (CSV, or JSON as Microsoft Graph answers). A system \
            without an export is taken to be empty. Each phase says what it changes after the ones before it.

            Without more the sums are printed. --format json prints every outcome, one JSON object a line, the sums last. --person KEY tells \
            one person's whole story, with the value of each part of every expression. --html FILE writes a page with filters. All but \
            the sums is personal data: keep it where the HR files may be kept.

            Exit status: 0 simulated, also with people refused; 1 errors in the plan or in a file's header, nobody with the key; 2 could not run; \
            3 people are refused or a job goes over its threshold, and --strict was given.
            """
    )

    @OptionGroup var options: PlanOptions

    @Option(help: ArgumentHelp("The last phase to walk; all phases if left out.", valueName: "name"))
    var phase: String?

    @Option(help: ArgumentHelp("The rows of a source, a CSV file whose first line names the columns: hr=FILE. Once for each source.", valueName: "source=file"))
    var rows: [String] = []

    @Option(help: ArgumentHelp("What a system holds already, CSV or JSON: entra=FILE. Once for each system.", valueName: "system=file"))
    var existing: [String] = []

    @Option(help: ArgumentHelp("Tell the whole story of the person with this key.", valueName: "key"))
    var person: String?

    @Option(help: ArgumentHelp("Write a page with filters for data stewards; it holds personal data.", valueName: "file"))
    var html: String?

    @Flag(help: "End with status 3 where people are refused or a job goes over its threshold.")
    var strict = false

    @Option(help: ArgumentHelp("The day for rules about dates that are past, yyyy-MM-dd; the day of the computer's clock, in UTC, if left out.", valueName: "day"))
    var today: String?

    func run() throws {
        let result = try options.check()
        if result.report.hasErrors {
            options.show(result, toStandardOutput: false)
            throw ExitCode(1)
        }
        let plan = try result.onePlan()
        let day = try PlanOptions.day(today)
        let last = try phase.map { try number(of: $0, in: plan) }
        if let html { try PersonalData.refuse(html, plan: options.plan) }
        let files = try named(rows, "--rows", among: sources(plan, last), of: "source")
        let exports = try named(existing, "--existing", among: targets(plan), of: "system")
        do {
            try simulate(plan, result.sources, last, day, files, exports)
        } catch let code as ExitCode {
            throw code
        } catch let error as Simulator.RowsHeaderError {
            Terminal.printError(RowFiles.text(error.error, file: files[error.source] ?? error.source))
            throw ExitCode(1)
        } catch {
            throw refuse("\(error)")
        }
    }

    private func simulate(
        _ plan: CheckedPlan, _ sources: SourceMap, _ last: Int?, _ day: Day, _ files: [String: String], _ exports: [String: String]
    ) throws {
        let bytes = try files.mapValues { try PlanReader.bytes(of: $0, limit: .max) }
        let total = bytes.values.reduce(0) { $0 + $1.count { $0 == UInt8(ascii: "\n") } }
        let progress = Progress()
        var simulator = try Simulator(plan, rows: bytes, existing: try exports.mapValues { try PlanReader.bytes(of: $0, limit: .max) }, through: last, today: day)
        simulator.threads = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let places = PlanPlaces(sources)
        let outline = simulator.outline
        var page = SimulationPage(title: "\(plan.title): what will happen to people", places: places)
        var stories: [PersonStory] = []
        if let person { simulator.tracing = .person(person) }
        let wantsLines = options.format == .json && person == nil
        var lines = ""
        let summary = try simulator.run(progress: { progress.show($0, of: total) }) { story in
            if let person {
                if story.key?.lowercased() == person.lowercased() { stories.append(story) }
            } else if wantsLines {
                for object in story.json(outline, places) { lines += object.compactText + "\n" }
                if lines.utf8.count > 1 << 16 {
                    Terminal.print(lines)
                    lines = ""
                }
            }
            if html != nil { page.add(story, outline) }
        }
        progress.clear()
        if let html {
            try FileReplacement.put(page.render(summary), at: html)
            // Nobody else's to read.
            chmod(html, 0o600)
            Terminal.printError("\(html) holds personal data: keep it where the HR files may be kept, and delete it when you have read it.\n")
        }
        if let person {
            guard !stories.isEmpty else {
                Terminal.printError("entrain: nobody has the key `\(person)`\n")
                throw ExitCode(1)
            }
            for story in stories {
                Terminal.print(options.format == .json
                    ? story.json(outline, places).map { $0.compactText + "\n" }.joined() : story.text(outline, places))
            }
        } else if wantsLines {
            Terminal.print(lines + summary.json.compactText + "\n")
        } else {
            Terminal.print(SimulationText().render(summary))
        }
        if strict, summary.refused > 0 || summary.isOverThreshold { throw ExitCode(3) }
    }

    // MARK: Names

    private func number(of name: String, in plan: CheckedPlan) throws -> Int {
        if let found = plan.phases.first(where: { $0.name == name }) { return found.number }
        let names = plan.phases.map(\.name)
        throw refuse("the plan has no phase `\(name)`; " + (nearest(to: name, among: names).map { "did you mean `\($0)`?" } ?? "it has \(names.joined(separator: ", "))"))
    }

    /// The files of rows that the phases ask for: those of a consolidation are its sources'.
    private func sources(_ plan: CheckedPlan, _ last: Int?) -> [String] {
        var names: [String] = []
        for source in Simulator.sources(plan, through: last) {
            for name in source.consolidation?.parts.map(\.name) ?? [source.name] where !names.contains(name) { names.append(name) }
        }
        return names
    }

    private func targets(_ plan: CheckedPlan) -> [String] {
        var names: [String] = []
        for mapping in plan.mappings where !names.contains(mapping.to.name) { names.append(mapping.to.name) }
        return names
    }

    private func named(_ arguments: [String], _ option: String, among names: [String], of what: String) throws -> [String: String] {
        var files: [String: String] = [:]
        for argument in arguments {
            guard let equals = argument.firstIndex(of: "=") else {
                if names.count == 1, what == "source" {
                    files[names[0]] = argument
                    continue
                }
                throw refuse("which \(what) is `\(argument)` of? Write \(names.map { "\(option) \($0)=FILE" }.joined(separator: " or "))")
            }
            let name = String(argument[..<equals])
            guard names.contains(name) else {
                throw refuse("`\(name)` is no \(what) that the phases use; "
                    + (nearest(to: name, among: names).map { "did you mean `\($0)`?" } ?? "they use \(names.joined(separator: ", "))"))
            }
            if files.updateValue(String(argument[argument.index(after: equals)...]), forKey: name) != nil {
                throw refuse("`\(name)` has two files; put them into one")
            }
        }
        if what == "source", files.isEmpty { throw refuse("there are no rows: \(names.map { "\(option) \($0)=FILE" }.joined(separator: " "))") }
        return files
    }

    private func refuse(_ message: String) -> ExitCode {
        Terminal.printError("entrain: \(message)\n")
        return ExitCode(2)
    }
}

/// Files with people's data stay out of what is generated, reviewed and committed.
enum PersonalData {
    static func refuse(_ path: String, plan: String) throws {
        func stop(_ reason: String) -> ExitCode {
            Terminal.printError("entrain: \(path) would hold personal data, and \(reason). Choose a place where the HR files may be kept.\n")
            return ExitCode(2)
        }
        // A file that is there may be a link to somewhere else.
        var path = path
        if let target = realpath(path, nil) {
            path = String(cString: target)
            free(target)
        }
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let start = folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
        guard let real = realpath(start, nil) else {
            Terminal.printError("entrain: there is no folder \(start) for \(path)\n")
            throw ExitCode(2)
        }
        defer { free(real) }
        var at = String(cString: real)
        if Delivery.contains(plan, at) { throw stop("this is the plan's folder") }
        while true {
            if at.split(separator: "/").last == "generated" { throw stop("this is a folder of generated files") }
            if PlanReader.exists(at + "/" + Manifest.fileName) { throw stop("this is a folder that Entrain generates") }
            guard let slash = at.lastIndex(of: "/"), at != "/" else { break }
            at = slash == at.startIndex ? "/" : String(at[..<slash])
        }
    }
}
