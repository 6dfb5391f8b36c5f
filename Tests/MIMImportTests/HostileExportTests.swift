import Diagnostics
import MIMImport
import Testing

/// Exports that were damaged on purpose: whatever is read, nothing breaks, and a draft that comes out passes its check.
@Suite struct HostileExportTests {
    /// A small generator of numbers, the same in every run.
    struct Random {
        var state: UInt64

        mutating func next(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(1, below)))
        }
    }

    private static let junk: [[UInt8]] = [
        "<", ">", "&", "\"", "'", "/", "]]>", "<!--", "-->", "<a>", "</a>", "<![CDATA[", "<?x ?>", "<!DOCTYPE a>", "&#0;", "&#x202E;", "&lt;", "${x}", "=", "[", "]",
        " ", "\n", "ä", "💥", "type=\"scripted\"", "declared-last", "equal", "<fn id=\"+\"/>", "<arg>", "{", "}", ": ", " #", "\u{85}", "\\", "'", "%", "<mv-data>",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0x00], [0xED, 0xA0, 0x80]]

    @Test(arguments: 0..<8)
    func damageIsSurvived(_ seed: Int) {
        var random = Random(state: UInt64(seed) &+ 1)
        let small = Exports.files("tinyhr").filter { $0.bytes.count < 100_000 }
        for _ in 0..<40 {
            let files = small.map { file in
                var bytes = file.bytes
                for _ in 0...random.next(4) {
                    let at = random.next(bytes.count)
                    switch random.next(5) {
                    case 0: bytes.removeSubrange(at..<min(bytes.count, at + 1 + random.next(40)))
                    case 1: bytes.insert(contentsOf: Self.junk[random.next(Self.junk.count)], at: at)
                    case 2: bytes[at] = UInt8(random.next(256))
                    case 3:
                        let from = random.next(bytes.count)
                        bytes.insert(contentsOf: bytes[from..<min(bytes.count, from + random.next(400))], at: at)
                    default: if random.next(6) == 0 { bytes.removeSubrange(at...) }
                    }
                    if bytes.isEmpty { bytes = [0x20] }
                }
                return (file.path, bytes)
            }
            let result = Exports.read(files)
            _ = TextRenderer().render(result.report, sources: result.sources)
            survives(result)
        }
    }

    /// Damage inside names and values, so that the XML stays whole and the rest of the way is walked.
    @Test(arguments: 0..<6)
    func strangeTextsAreSurvived(_ seed: Int) {
        var random = Random(state: UInt64(seed) &+ 1_000)
        let words = [
            "FirstName", "person", "UserID", "SyncObject", "equality", "Dave", "declared", "direct-mapping", "Title", "TinyHR", "Alias", "ranked", "DisplayName",
            "Contact", "structural", "true", "Delimited", "default", "1.3.6.1.4.1.1466.115.121.1.15", "full-import",
        ]
        let strange = [
            "${domain}", "[a]", "a]b", "=Join(", "x(y)", "a: b", "# x", "'", "&quot;", "ÄÖÜ", "中文", "", " ", "a.b.c", "entra", "legacy", "&#x202E;x", "&#x85;", "no", "-dn-",
            "x" + String(repeating: "y", count: 300), "manual", "scripted", "bit-on", "1.3.6.1.4.1.1466.115.121.1.12", "1.3.6.1.4.1.1466.115.121.1.7", "AD", "FIM", "MSSQL", "Extensible2",
        ]
        let small = Exports.files("tinyhr").filter { $0.bytes.count < 100_000 }.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) }
        for _ in 0..<25 {
            var replacements: [String: String] = [:]
            for _ in 0...random.next(3) { replacements[words[random.next(words.count)]] = strange[random.next(strange.count)] }
            let files = small.map { path, text -> (path: String, bytes: [UInt8]) in
                var text = text
                for (word, other) in replacements.sorted(by: { $0.key < $1.key }) {
                    text = text.split(separator: ">\(word)<", omittingEmptySubsequences: false).joined(separator: ">\(other)<")
                    text = text.split(separator: "\"\(word)\"", omittingEmptySubsequences: false).joined(separator: "\"\(other)\"")
                }
                return (path, Array(text.utf8))
            }
            survives(Exports.read(files), "\(replacements)")
        }
    }

    private func survives(_ result: ExportReader.Result, _ note: String = "") {
        let inventory = InventoryJSON(result.export).value
        guard result.isUsable else { return }
        let estate = MIMEstate(result.export)
        let draft = DraftPlan.settled(estate, check: Exports.check)
        #expect(draft.left.map { "\($0.code): \($0.message)" } == [], "\(note)")
        _ = InventoryReport(estate, draft.plan).text
        #expect(InventoryComparison(estate).changes(from: inventory, to: inventory) == [])
    }
}
