import Diagnostics
import Testing
import YAMLSyntax

@Suite struct YAMLParserTests {
    private func parse(_ text: String, limits: YAMLLimits = YAMLLimits()) -> (tree: YAMLTree?, report: Report, sources: SourceMap) {
        parse(Array(text.utf8), limits: limits)
    }

    private func parse(_ bytes: [UInt8], limits: YAMLLimits = YAMLLimits()) -> (tree: YAMLTree?, report: Report, sources: SourceMap) {
        var sources = SourceMap()
        let file = sources.add(SourceFile(path: "plan.yaml", bytes: bytes))
        var report = Report()
        let tree = YAMLParser(limits: limits).parse(file, of: sources, into: &report)
        return (tree, report, sources)
    }

    @Test func scalarsStayText() throws {
        let root = try #require(parse("a: no\nb: 1.10\nc: ~\nd: '~'\ne:\nf: 0x1F\n").tree?.root)
        #expect(root["a"]?.text == "no")
        #expect(root["b"]?.text == "1.10")
        #expect(root["c"]?.isNull == true)
        #expect(root["d"]?.isNull == false)
        #expect(root["e"]?.isNull == true)
        #expect(root["f"]?.text == "0x1F")
    }

    @Test func placesAreExact() throws {
        let (tree, _, sources) = parse("\u{FEFF}ä: [x, 'ÿ z']\nlist:\n  - {k: v}\n")
        let root = try #require(tree?.root)
        #expect(sources.text(of: try #require(root["ä"]?.items[1].span)) == "'ÿ z'")
        #expect(sources.text(of: try #require(root["list"]?.items[0].span)) == "{k: v}")
        #expect(sources.text(of: try #require(root["list"]?.items[0].entries[0].key.span)) == "k")
        #expect(sources.text(of: try #require(root.entries.first?.key.span)) == "ä")
    }

    @Test func placesInsideScalarsSurviveQuoting() throws {
        let (tree, _, sources) = parse(#"""
            plain: abc def
            single: 'it''s [here]'
            double: "a \"b\" [here]"
            folded: >-
              one
              [here] two
            """#)
        let root = try #require(tree?.root)
        for key in ["single", "double", "folded"] {
            let node = try #require(root[key])
            let text = try #require(node.text)
            let start = try #require(text.utf8.firstRange(of: "[here]".utf8)).lowerBound
            let offset = text.utf8.distance(from: text.utf8.startIndex, to: start)
            let span = node.place(of: offset..<offset + 6, in: sources)
            #expect(sources.text(of: span) == "[here]" || key == "folded", "\(key): \(sources.text(of: span))")
        }
    }

    @Test func anchorsAliasesAndMergeKeys() throws {
        let root = try #require(parse("""
            base: &base {agent: hq, port: 1}
            more: &more {port: 2, user: x}
            one: {<<: *base, port: 3}
            two: {<<: [*base, *more]}
            """).tree?.root)
        #expect(root["one"]?["agent"]?.text == "hq")
        #expect(root["one"]?["port"]?.text == "3")
        #expect(root["two"]?["port"]?.text == "1")
        #expect(root["two"]?["user"]?.text == "x")
        #expect(root["two"]?["<<"] == nil)
    }

    @Test(arguments: [
        ("a: 1\na: 2\n", "yaml-duplicate-key"),
        ("a: &x [*x]\n", "yaml-alias"),
        ("a: *nothing\n", "yaml-alias"),
        ("a: 1\n---\nb: 2\n", "yaml-documents"),
        ("a: 'x\n", "yaml-unterminated-quote"),
        ("a: \"x\n", "yaml-unterminated-quote"),
        ("a:\n\tb: 1\n", "yaml-tab"),
        ("{a: 1}: 2\n", "yaml-key"),
        ("a: !secret x\n", "yaml-tag"),
        ("a: [1, 2\n", "yaml-syntax"),
        ("a: @x\n", "yaml-syntax"),
        ("a: x\u{1}y\n", "yaml-syntax"),
        ("a: \"\\d\"\n", "yaml-escape"),
        ("a: b: c\n", "yaml-colon"),
    ])
    func eachMistakeHasItsDiagnostic(_ text: String, _ code: String) {
        let (tree, report, _) = parse(text)
        #expect(tree == nil)
        #expect(report.sorted().map(\.code) == [code])
    }

    @Test func refusesWhatIsNotUTF8() {
        for bytes: [UInt8] in [
            [0x61, 0x3A, 0x20, 0xFC], [0xFF, 0xFE, 0x61, 0x00], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x61, 0xE2, 0x82],
        ] {
            #expect(parse(bytes).report.sorted().map(\.code) == ["yaml-encoding"])
        }
    }

    @Test func refusesAFileAboveTheLimit() {
        var limits = YAMLLimits()
        limits.fileSize = 10
        #expect(parse("a: 12345678\n", limits: limits).report.sorted().map(\.code) == ["yaml-file-size"])
        #expect(parse("a: 1234567", limits: limits).tree != nil)
        #expect(YAMLLimits().fileSize == 64 << 20)
    }

    @Test func refusesDeepNesting() {
        let limit = YAMLLimits().depth
        #expect(limit == 128)
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(parse(nested(limit)).tree != nil)
        #expect(parse(nested(limit + 1)).report.sorted().map(\.code) == ["yaml-depth"])
        #expect(parse(nested(100_000)).report.sorted().map(\.code) == ["yaml-depth"])
    }

    @Test func refusesABillionLaughs() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for i in 1...40 { text += "a\(i): &a\(i) [" + Array(repeating: "*a\(i - 1)", count: 10).joined(separator: ", ") + "]\n" }
        #expect(parse(text).report.sorted().map(\.code) == ["yaml-alias-expansion"])
    }

    @Test func emptyFilesAreEmpty() throws {
        for text in ["", "\n\n", "# only a comment\n", "\u{FEFF}"] {
            let (tree, report, _) = parse(text)
            #expect(try #require(tree).root == nil)
            #expect(report.diagnostics.isEmpty)
        }
    }

    /// Whatever stands in a file, there is a tree or a diagnostic, and every place is inside the file.
    @Test func anythingIsAnswered() {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let pieces = [
            "a", ": ", "\n", "  ", "- ", "[", "]", "{", "}", "'", "\"", "&x ", "*x", "<<", "\t", "#", "|", ">", "?", "\u{FEFF}", "é", "\u{2028}", "---", "!t", "%", "\\",
        ]
        for _ in 0..<3_000 {
            let text = (0..<random(30)).map { _ in pieces[random(pieces.count)] }.joined()
            let (tree, report, sources) = parse(text)
            #expect(tree != nil || report.hasErrors)
            for diagnostic in report.diagnostics {
                for span in ([diagnostic.primary].compactMap { $0 } + diagnostic.others).map(\.span) {
                    #expect(span.start >= 0 && Int(span.end) <= text.utf8.count, "\(text.debugDescription)")
                }
            }
            _ = TextRenderer().render(report, sources: sources)
        }
    }
}
