import Diagnostics
import Testing

@Suite struct RendererTests {
    private func report(_ text: String, _ range: Range<Int>, label: String = "here") -> (Report, SourceMap) {
        var sources = SourceMap()
        let file = sources.add(SourceFile(path: "plan.yaml", bytes: Array(text.utf8)))
        var report = Report()
        let span = Span(file: file, start: Int32(range.lowerBound), end: Int32(range.upperBound))
        report.add(Diagnostic(.unknownKey, "a thing has no key", at: Label(span, label), help: [FixIt("write it", replace: span, with: "x")]))
        return (report, sources)
    }

    @Test func underlinesByWhatATerminalShows() {
        // A combining accent takes no column, a Chinese character two, a tab four.
        let (report, sources) = report("\tna\u{308}me 名: x\n", 8..<11)
        let lines = TextRenderer().render(report, sources: sources).split(separator: "\n")
        #expect(lines[2] == "1│     na\u{308}me 名: x")
        #expect(lines[3] == " │          ^^ here")
    }

    @Test func takesControlCharactersForNothingElse() {
        let (report, sources) = report("a\u{1B}[31m\u{202E}b: x\n", 0..<1, label: "say \u{1B}[2J")
        let text = TextRenderer().render(report, sources: sources)
        #expect(!text.contains("\u{1B}"))
        #expect(!text.contains("\u{202E}"))
    }

    @Test func coloursOnlyWhereAsked() {
        let (report, sources) = report("key: x\n", 0..<3)
        #expect(!TextRenderer().render(report, sources: sources).contains("\u{1B}"))
        #expect(TextRenderer(color: true).render(report, sources: sources).contains("\u{1B}[1;31m"))
    }

    @Test func capsWhatItPrintsAndCountsTheRest() {
        var sources = SourceMap()
        let file = sources.add(SourceFile(path: "plan.yaml", bytes: Array(String(repeating: "x", count: 100).utf8)))
        var report = Report()
        for i in 0..<80 {
            report.add(Diagnostic(.unknownKey, "number \(i)", at: Label(Span(file: file, start: Int32(i), end: Int32(i + 1)))))
        }
        let text = TextRenderer(limit: 50).render(report, sources: sources)
        #expect(text.contains("number 49") && !text.contains("number 50"))
        #expect(text.contains("… and 30 more."))
    }

    @Test func jsonCountsFromOneInBytes() {
        let (report, sources) = report("ä: 1\nkey: x\n", 6..<9)
        let text = JSONRenderer().render(report, sources: sources)
        let numbers = text.split(separator: "\n").filter { $0.contains("\"line\"") || $0.contains("\"column\"") }
            .compactMap { Int($0.filter(\.isNumber)) }
        #expect(Array(numbers.prefix(4)) == [2, 1, 2, 4])
        #expect(text.contains("\"newText\": \"x\""))
    }

    @Test func sortsByFileAndPlaceAndSaysThingsOnce() {
        var sources = SourceMap()
        let a = sources.add(SourceFile(path: "a.yaml", bytes: Array("abcdef".utf8)))
        let b = sources.add(SourceFile(path: "b.yaml", bytes: Array("abcdef".utf8)))
        var report = Report()
        func add(_ file: FileID, _ start: Int32) {
            report.add(Diagnostic(.unknownKey, "\(start)", at: Label(Span(file: file, start: start, end: start + 1))))
        }
        add(b, 1)
        add(a, 4)
        add(a, 2)
        add(a, 4)
        report.add(Diagnostic(.missingKey, "nowhere", at: nil))
        #expect(report.sorted().map(\.message) == ["nowhere", "2", "4", "1"])
    }
}
