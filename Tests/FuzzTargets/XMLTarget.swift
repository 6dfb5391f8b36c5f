import Analysis
import Diagnostics
import MIMImport
import XML

extension FuzzTarget {
    /// An export of MIM, its files behind `-- path --` lines: the same is read however it comes in pieces, and a draft that comes out passes its check.
    static let xml = FuzzTarget("xml") { bytes in
        let files = FileBundle.files(bytes, alone: "MV.xml")
        let whole = read(files, pieces: 1 << 16)
        let pieces = read(files, pieces: 7)
        let printed = TextRenderer().render(whole.report, sources: whole.sources)
        // Where exactly expat finds a text behind the root element, and how much of a line is shown, depends on what had come by then; what is wrong does not.
        try promise(findings(whole) == findings(pieces), "other findings, when it comes in pieces")
        try promise(whole.isUsable == pieces.isUsable, "usable or not, by the pieces in which it comes")
        let inventory = InventoryJSON(whole.export).value
        try promise(inventory == InventoryJSON(pieces.export).value, "another inventory, when it comes in pieces")
        guard whole.isUsable else { return try promise(!printed.isEmpty, "nothing is made of it, and no reason") }

        let estate = MIMEstate(whole.export)
        let draft = DraftPlan.settled(estate, check: refusals)
        try promise(draft.left.isEmpty, "the draft is refused: \(draft.left.map { "\($0.code): \($0.message)" })")
        _ = InventoryReport(estate, draft.plan).text
        try promise(InventoryComparison(estate).changes(from: inventory, to: inventory).isEmpty, "an export differs from itself")
    }

    private static func read(_ files: [(path: String, bytes: [UInt8])], pieces: Int) -> ExportReader.Result {
        var reader = ExportReader()
        for file in files {
            var source = XML.BytesInMemory(file.bytes, pieces: pieces)
            reader.add(file.path, &source)
        }
        return reader.finish()
    }

    private static func findings(_ result: ExportReader.Result) -> [String] {
        result.report.sorted().map { finding in
            "\(finding.primary.map { result.sources[$0.span.file].path } ?? ""): \(finding.code)"
        }
    }

    private static func refusals(_ files: [DraftFile]) -> [Refusal] {
        let result = FrontEnd().check(files.map { SourceFile(path: $0.path, bytes: Array($0.text.utf8)) })
        return result.report.sorted().filter { $0.severity == .error }.map { diagnostic in
            Refusal(
                code: diagnostic.code, message: diagnostic.message,
                places: ([diagnostic.primary].compactMap { $0 } + diagnostic.others).map { (result.sources[$0.span.file].path, Int($0.span.start)) })
        }
    }
}
