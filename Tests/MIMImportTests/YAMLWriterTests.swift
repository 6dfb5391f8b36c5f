import Diagnostics
import MIMImport
import Testing
import YAMLSyntax

/// What is read back is what was written, whatever stands in it.
@Suite struct YAMLWriterTests {
    static let texts = [
        "plain", "two words", "", " ", "  x  ", "'", "''", "\"", "a'b\"c", "no", "No", "true", "null", "~", "1", "1.10", "0x1F", "2026-11-24", "12:30",
        "a: b", "a:b", "a:", ":a", "a #b", "#a", "- a", "-", "?", "? a", "! a", "!tag", "&a", "*a", "%a", "@a", "`a", "{a}", "[a]", "a, b", "a]", "a}",
        "|", ">", "|-\n x", "=Join(\"\", [a])", "\\", "a\\b", "${x}", "$${x}", "äöü", "Žluťoučký", "中文", "🦊", "\u{FFFD}", "<dn>", "--- a", "...", "a\nb", "a\tb",
        "\u{85}", "\u{2028}", "\u{202E}x", "\u{0}", "\u{7F}", "\u{FEFF}", "x\u{FEFF}", "key: [a, {b: c}] # d", "https://a.b/c?d=e#f", "a  b", "trailing ", "\ttab",
        "Hans-Jörg O'Neill", "CN=x,OU=y\\, z,DC=w", "string(64)[]?", "date(\"dd/MM/yyyy\")", "'quoted'", "a''b", "'\u{301}: x #", "a: '\u{301}", "y", "n", "1e3", "+1", "-1", ".5", "0o17", "<<", "=",
    ]

    @Test(arguments: texts)
    func aTextComesBack(_ text: String) throws {
        // YAML refuses some characters wherever they stand; a plan does not hold them.
        let entries = [
            YAMLEntry("block", .text(text), above: [text], beside: text),
            YAMLEntry("list", .list([.text(text), .map([YAMLEntry("x", .text(text))])])),
            YAMLEntry("inside", .inlineList([.text(text), .inlineMap([YAMLEntry("x", .text(text))])])),
        ]
        let root = try read(entries)
        #expect(root["block"]?.text == text)
        #expect(root["list"]?.items.first?.text == text)
        #expect(root["list"]?.items.last?["x"]?.text == text)
        #expect(root["inside"]?.items.first?.text == text)
        #expect(root["inside"]?.items.last?["x"]?.text == text)
    }

    @Test(arguments: texts.filter { $0 != "<<" })
    func aKeyComesBack(_ text: String) throws {
        let root = try read([YAMLEntry("map", .map([YAMLEntry(text, .text("1"))])), YAMLEntry("inside", .inlineMap([YAMLEntry(text, .text("2"))]))])
        #expect(root["map"]?.entries.map { $0.key.text } == [text])
        #expect(root["inside"]?.entries.map { $0.key.text } == [text])
    }

    @Test func emptyThingsComeBack() throws {
        let root = try read([YAMLEntry("map", .map([])), YAMLEntry("list", .list([])), YAMLEntry("text", .text(""))])
        #expect(root["map"]?.kind == .mapping)
        #expect(root["list"]?.kind == .sequence)
        #expect(root["text"]?.text == "")
        #expect(root["text"]?.isNull == false)
    }

    @Test func marksSayWhereEntriesAre() {
        var writer = YAMLWriter()
        writer.write([YAMLEntry("a", .map([YAMLEntry("ä", .text("1"), above: ["note"], mark: "inner")]), mark: "outer")])
        let places = Dictionary(writer.marks.map { ($0.mark, $0.place) }, uniquingKeysWith: { first, _ in first })
        func text(_ mark: String) -> String { places[mark].map { String(decoding: Array(writer.text.utf8)[$0], as: UTF8.self) } ?? "" }
        #expect(text("inner") == "  ä: '1'\n")
        #expect(text("outer").hasPrefix("a:\n"))
    }

    private func read(_ entries: [YAMLEntry]) throws -> YAMLNode {
        var writer = YAMLWriter()
        writer.write(entries, header: ["header"])
        var sources = SourceMap()
        var report = Report()
        let file = sources.add(SourceFile(path: "x.yaml", bytes: Array(writer.text.utf8)))
        let tree = YAMLParser().parse(file, of: sources, into: &report)
        #expect(report.sorted().map(\.message) == [], "\(writer.text)")
        return try #require(tree?.root, "\(writer.text)")
    }
}
