import Analysis
import ArgumentParser
import Delivery
import Diagnostics
import Glibc
import JSON
import MIMImport

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read MIM's exported configuration into an inventory and a draft plan.",
        discussion: """
            Reads the synchronization engine's export (MV.xml, MA-*.xml), a single agent's, and the MIM Service's policy and schema; \
            each file is told by its content. Writes inventory.json and inventory.md, and a plan that `entrain check` accepts: what has \
            an equal in Entra is written, what has none is marked `unresolved`, and `compile` waits for it.

            Run again on a newer export, it prints what MIM's administrators changed since. Files that somebody edited are never \
            written over.

            Exit status: 0 written; 1 the export has errors; 2 what was given is no export of MIM, or could not be read.
            """
    )

    @Argument(help: ArgumentHelp("The export: a folder, or one file.", valueName: "export"), completion: .file())
    var export: String

    @Option(name: .shortAndLong, help: ArgumentHelp("The folder of the plan.", valueName: "folder"), completion: .directory)
    var output: String

    @Option(help: "How findings are printed: text or json.")
    var format: Format = .text

    func run() throws {
        let result: ExportReader.Result
        do {
            var reader = ExportReader()
            for (path, file) in try ExportFiles.list(export) {
                var source = try FileBytes(file)
                reader.add(path, &source)
            }
            result = reader.finish()
        } catch {
            Terminal.printError("entrain: \(error)\n")
            throw ExitCode(2)
        }
        show(result)
        guard result.isUsable else { throw ExitCode(result.export.files.isEmpty || !result.report.hasErrors || isForeign(result) ? 2 : 1) }
        let estate = MIMEstate(result.export)
        let draft = DraftPlan.settled(estate, check: check)
        guard draft.left.isEmpty else {
            for refusal in draft.left { Terminal.printError("entrain: the draft is refused: \(refusal.message) [\(refusal.code)]\n") }
            Terminal.printError("This is a fault of entrain. Nothing was written.\n")
            throw ExitCode(2)
        }
        do {
            try write(estate, draft.plan, draft.files)
        } catch {
            Terminal.printError("entrain: \(error)\nNothing in \(output) was changed.\n")
            throw ExitCode(2)
        }
    }

    /// What is whole, and is not MIM's.
    private func isForeign(_ result: ExportReader.Result) -> Bool {
        result.report.sorted().contains { $0.code == Rule.notMIM.code || $0.code == Rule.nothingToImport.code }
    }

    private func show(_ result: ExportReader.Result) {
        switch format {
        case .json: Terminal.print(JSONRenderer().render(result.report, sources: result.sources))
        case .text:
            Terminal.printError(TextRenderer(color: Terminal.wantsColor(2), columns: Terminal.width(2)).render(result.report, sources: result.sources))
        }
    }

    /// The one front end, as `entrain check` has it; nobody looks at a clock here.
    private func check(_ files: [DraftFile]) -> [Refusal] {
        let result = FrontEnd().check(files.map { SourceFile(path: $0.path, bytes: Array($0.text.utf8)) })
        return result.report.sorted().filter { $0.severity == .error }.map { diagnostic in
            let labels = [diagnostic.primary].compactMap { $0 } + diagnostic.others
            return Refusal(
                code: diagnostic.code, message: diagnostic.message,
                places: labels.map { (result.sources[$0.span.file].path, Int($0.span.start)) })
        }
    }

    private func write(_ estate: MIMEstate, _ plan: DraftPlan, _ files: [DraftFile]) throws {
        let inventory = InventoryJSON(estate.export).value
        var all = files.map { file in
            ImportDelivery.File(path: file.path, bytes: Array(file.text.utf8), summary: file.summary, isFact: file.path == "legacy.yaml")
        }
        all.append(.init(
            path: "inventory.json", bytes: Array(inventory.prettyText.utf8), summary: "The export as one object", isFact: true))
        all.append(.init(
            path: "inventory.md", bytes: Array(InventoryReport(estate, plan).text.utf8), summary: "The export for people", isFact: true))
        let last = ImportDelivery.lastInventory(in: output).flatMap { try? JSONReader.read($0) }
        let outcome = try ImportDelivery.write(all, plan: plan.name, to: output)
        // With --format json standard output holds the findings and nothing else.
        let tell = format == .json ? Terminal.printError : Terminal.print
        if let last { tell(changes(InventoryComparison(estate).changes(from: last, to: inventory))) }
        tell(summary(estate, plan, outcome))
    }

    private func changes(_ changes: [InventoryComparison.Change]) -> String {
        if changes.isEmpty { return "Nothing has changed in MIM since the last import.\n\n" }
        return "Changed in MIM since the last import:\n" + changes.map { "  \($0.text)\n" }.joined() + "\n"
    }

    private func summary(_ estate: MIMEstate, _ plan: DraftPlan, _ outcome: ImportDelivery.Outcome) -> String {
        let imports = estate.export.importFlows.count
        let exports = estate.export.agents.reduce(0) { $0 + $1.exportFlows.count }
        var text = "\(count(estate.members.count, "agent")), \(count(imports, "import flow")), \(count(exports, "export flow")), "
            + "\(count(ScriptUse.all(in: estate.export).count, "use")) of code\n"
        text += "\(count(outcome.written.count, "file")) written in \(output)"
        if !outcome.removed.isEmpty { text += ", \(outcome.removed.count) of the last time removed" }
        text += "\n"
        for path in outcome.kept { text += "kept: \(path) was edited, and is as it was\n" }
        for path in outcome.stale { text += "kept: \(path) would be different now; the plan was edited, so it is yours\n" }
        if outcome.isFirst { text += "Begin with \(output)/inventory.md, then `entrain check \(output)`\n" }
        return text
    }
}
