import Analysis
import ArgumentParser
import Artifacts
import Delivery
import Diagnostics
import Glibc
import Simulation
import Synchronization

struct Bundle: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Turn HR rows into SCIM bulk requests.",
        discussion: """
            Reads the rows of a mapping's source, CSV or JSON Lines (*.jsonl, *.ndjson), and writes the bodies of bulkUpload requests, at most 50 people each: \
            bulk-00001.json and so on. Rows that can't be sent go to rejected.jsonl with line, column and reason, and stop \
            nothing; summary.json counts every row. deploy.sh sends the requests: ./deploy.sh send.json --state FOLDER. Where the mapping \
            begins at a consolidation, the rows of all its sources are made people first (see `entrain consolidate`).

            Exit status: 0 written, also with rejected rows; 1 errors in the plan or in the file's header; 2 could not run.
            """
    )

    @OptionGroup var options: PlanOptions

    @Option(help: ArgumentHelp("The mapping whose source the rows are of.", valueName: "name"))
    var mapping: String

    @Option(help: ArgumentHelp(
        "The rows: a CSV file whose first line names the columns, or JSON Lines. Once for each source of a consolidation: hr=FILE.", valueName: "file"),
        completion: .file())
    var rows: [String]

    @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write.", valueName: "folder"), completion: .directory)
    var output: String

    @Option(help: ArgumentHelp("The day for rules about dates that are past, yyyy-MM-dd; the day of the computer's clock, in UTC, if left out.", valueName: "day"))
    var today: String?

    func run() throws {
        let result = try options.check()
        if result.report.hasErrors {
            options.show(result, toStandardOutput: options.format != .text)
            throw ExitCode(1)
        }
        let plan = try result.onePlan()
        try options.refuse(outputOverPlan: output)
        guard let chosen = plan.mapping(mapping) else {
            let names = plan.mappings.map(\.name)
            let near = nearest(to: mapping, among: names)
            Terminal.printError("entrain: the plan has no mapping `\(mapping)`; " + (near.map { "did you mean `\($0)`?" } ?? "it has \(names.joined(separator: ", "))") + "\n")
            throw ExitCode(2)
        }
        let open = plan.unresolved.filter { $0.mapping == mapping }
        guard open.isEmpty else {
            Terminal.printError("entrain: \(count(open.count, "rule")) of MIM in `\(mapping)` \(open.count == 1 ? "is" : "are") unresolved: \(open.map(\.place).joined(separator: ", "))\n")
            throw ExitCode(1)
        }
        let day = try PlanOptions.day(today)
        do {
            try write(chosen, plan, day, try RowFiles(rows, of: chosen.from))
        } catch let error as HeaderError {
            Terminal.printError(RowFiles.text(error, file: rows[0]))
            throw ExitCode(1)
        } catch let error as Consolidator.PartHeaderError {
            Terminal.printError(RowFiles.text(error.error, file: try RowFiles(rows, of: chosen.from).files[error.source] ?? error.source))
            throw ExitCode(1)
        } catch {
            Terminal.printError("entrain: \(error)\nNothing in \(output) was changed.\n")
            throw ExitCode(2)
        }
    }

    private func write(_ chosen: CheckedMapping, _ plan: CheckedPlan, _ day: Day, _ files: RowFiles) throws {
        let bundle = try BulkBundle(chosen, in: plan, today: day)
        let tree = try StagedTree(output: output)
        let sink = try BundleFiles(tree)
        let progress = Progress()
        let summary = if files.files.count == 1, let path = files.files.values.first {
            try bundle.run(
                RowFile(path), form: RowFiles.form(of: path), threads: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), to: sink, progress: progress.show)
        } else {
            try bundle.run(consolidating: files.bytes(), to: sink)
        }
        var entries = sink.finish()
        let json = Array(summary.json(mapping: chosen.name, rowsFile: files.names, environment: plan.environment).prettyText.utf8)
        try tree.write("summary.json", json)
        entries.append(.init(path: "summary.json", bytes: json, summary: "Every row counted", from: []))
        if summary.requests > 0 {
            let send = UploadSteps.bundle(for: chosen, in: plan, count: summary.requests).json.prettyText
            let summary = "Requests to Microsoft Graph: send the rows"
            for file in [Artifact(UploadSteps.fileName, send, summary: summary, origins: [])] + GraphRunner.scripts(origins: []) {
                try tree.write(file.path, file.bytes, isExecutable: file.isExecutable)
                entries.append(.init(path: file.path, bytes: file.bytes, summary: file.summary, from: []))
            }
        }
        progress.clear()
        _ = try tree.commit(Manifest(command: "bundle", plan: plan.name, environment: plan.environment, entries: entries))
        Terminal.print(options.format == .json ? String(decoding: json, as: UTF8.self) : text(summary))
    }

    private func text(_ summary: BulkBundle.Summary) -> String {
        var text = """
            \(count(summary.rows, "row")): \(summary.sent) sent in \(count(summary.requests, "request")), \(summary.rejected) rejected

            """
        if summary.active + summary.inactive > 0 { text += "  \(summary.active) enabled, \(summary.inactive) disabled\n" }
        for (code, number) in summary.reasons.sorted(by: { $0.key < $1.key }) { text += "  \(number) rejected: \(code)\n" }
        if summary.rejected > 0 { text += "Each rejected row is in \(output)/rejected.jsonl, with its reason.\n" }
        return text
    }
}

extension RowFile: RowBytes {}

/// The files of a run on their way into the output folder.
private final class BundleFiles: BulkSink, @unchecked Sendable {
    private let tree: StagedTree
    // Written by one worker after the other, in the order of the rows.
    private let rejected: GrowingFile
    private let requests = Mutex<[Request]>([])

    /// Of a million people there are 20,000.
    private struct Request {
        let number: Int
        let digest: QuickDigest
        let size: Int
    }

    init(_ tree: StagedTree) throws {
        self.tree = tree
        rejected = try tree.open("rejected.jsonl")
    }

    func write(request number: Int, _ pieces: [UnsafeRawBufferPointer]) throws {
        try tree.write(BulkBundle.fileName(number), pieces)
        let request = Request(number: number, digest: QuickDigest(of: pieces), size: pieces.reduce(0) { $0 + $1.count })
        requests.withLock { $0.append(request) }
    }

    func reject(_ bytes: UnsafeRawBufferPointer) throws { try rejected.append(bytes) }

    func restart() throws {
        let written = requests.withLock { requests in
            defer { requests = [] }
            return requests
        }
        for request in written { try tree.remove(BulkBundle.fileName(request.number)) }
        try rejected.restart()
    }

    func finish() -> [Manifest.Entry] {
        requests.withLock { $0 }.map {
            Manifest.Entry(path: BulkBundle.fileName($0.number), digest: $0.digest.hex, size: $0.size, summary: "Bulk request", from: [])
        } + [
            Manifest.Entry(path: "rejected.jsonl", digest: rejected.finish(), size: rejected.size, summary: "Rows that are not sent", from: [])
        ]
    }
}

/// A bar on a terminal; nothing in a pipe.
final class Progress: Sendable {
    private static let width = 30
    private static let fewest = 10_000
    private let isTerminal = isatty(2) == 1
    private let shown = Mutex(-1)

    /// Shows how many rows are done, where that is more to see than before.
    func show(_ rows: Int, of total: Int) {
        guard total > Progress.fewest else { return }
        show("\(rows) of \(total) rows", rows, of: total)
    }

    /// The same where it is known only how much of the file is read.
    func show(_ rows: Int, bytes: Int, of total: Int) {
        guard total > Progress.fewest * 100 else { return }
        show("\(rows) rows", bytes, of: total)
    }

    private func show(_ text: @autoclosure () -> String, _ done: Int, of total: Int) {
        guard isTerminal else { return }
        let part = min(Progress.width, done * Progress.width / total)
        shown.withLock { shown in
            guard part != shown else { return }
            shown = part
            let bar = String(repeating: "█", count: part) + String(repeating: "░", count: Progress.width - part)
            Terminal.printError("\r\u{1B}[2K\(bar) \(text())")
        }
    }

    func clear() {
        if isTerminal, shown.withLock({ $0 >= 0 }) { Terminal.printError("\r\u{1B}[2K") }
    }
}
