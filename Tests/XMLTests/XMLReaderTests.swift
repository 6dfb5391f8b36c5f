import Testing
import XML

@Suite struct XMLReaderTests {
    @Test func readsATree() throws {
        let root = try XMLReader().tree(of: "<p:a x='1' p:y=\"2\"><!-- no --><b>one</b><b> two </b><c><![CDATA[<3>]]>&amp;&#x41;</c></p:a>")
        #expect(root.name == "a")
        #expect(root["x"] == "1")
        #expect(root["y"] == "2")
        #expect(root.children("b").map(\.text) == ["one", "two"])
        #expect(root.children("b")[1].rawText == " two ")
        #expect(root.text("c") == "<3>&A")
        #expect(root.children("b")[1].place == XMLPlace(line: 1, column: 41))
    }

    /// Whatever the pieces, the text is the same.
    @Test(arguments: [1, 2, 3, 5, 7, 64, 4_096])
    func readsInPieces(_ size: Int) throws {
        let text = "<?xml version=\"1.0\"?>\r\n<räume n='Ö'><raum>Žluťoučký 🦊 \u{FFFD}</raum>\r\n<x/></räume>"
        var source = BytesInMemory(Array(text.utf8), pieces: size)
        var whole = Whole()
        try XMLReader().read(&source, into: &whole)
        #expect(whole.root?["n"] == "Ö")
        #expect(whole.root?.text("raum") == "Žluťoučký 🦊 \u{FFFD}")
    }

    static let text = "<?xml version=\"1.0\"?><a b=\"Kärnten\">Łódź – „x“ 🦊</a>"

    static let encoded: [(name: String, bytes: [UInt8])] = [
        ("UTF-8", Array(text.utf8)),
        ("UTF-8 with a mark", [0xEF, 0xBB, 0xBF] + Array(text.utf8)),
        ("UTF-16 little end first", [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
        ("UTF-16 big end first", [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }),
        ("UTF-16 without a mark", text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
        ("UTF-16 big end first without a mark", text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }),
        // A declaration that is a lie: an editor saved the file as UTF-8.
        ("declared UTF-16", Array("<?xml version=\"1.0\" encoding=\"utf-16\"?><a b=\"Kärnten\">Łódź – „x“ 🦊</a>".utf8)),
    ]

    @Test(arguments: encoded.indices, [1, 3, 1_024])
    func readsEncodings(_ index: Int, _ size: Int) throws {
        var source = BytesInMemory(Self.encoded[index].bytes, pieces: size)
        var whole = Whole()
        try XMLReader().read(&source, into: &whole)
        #expect(whole.root?["b"] == "Kärnten")
        #expect(whole.root?.text == "Łódź – „x“ 🦊")
    }

    @Test func readsWindows1252() throws {
        let head = Array("<?xml version='1.0' encoding='Windows-1252'?><a>".utf8)
        var source = BytesInMemory(head + [0x80, 0x20, 0xE4, 0x96, 0x9F] + Array("</a>".utf8), pieces: 2)
        var whole = Whole()
        try XMLReader().read(&source, into: &whole)
        #expect(whole.root?.text == "€ ä–Ÿ")
    }

    static let broken: [(text: String, kind: XMLProblem.Kind, line: Int, column: Int)] = [
        ("", .truncated, 1, 1),
        ("   ", .truncated, 1, 4),
        ("<a>\n <b>x</c>\n</a>", .malformed, 2, 8),
        ("<a>\n <b>x", .truncated, 2, 6),
        ("<a>\n <b x='1", .truncated, 2, 2),
        ("<a/><b/>", .malformed, 1, 5),
        ("<a>1 & 2</a>", .malformed, 1, 7),
        ("<a>&nbsp;</a>", .malformed, 1, 4),
        ("<a x='1' x='2'/>", .malformed, 1, 10),
        ("hello", .malformed, 1, 1),
        ("<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>", .documentType, 1, 13),
        ("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", .documentType, 1, 40),
        ("<?xml version=\"1.0\" encoding=\"koi8-r\"?><a/>", .encoding, 1, 1),
    ]

    @Test(arguments: broken.indices)
    func saysWhatIsWrongAndWhere(_ index: Int) {
        let (text, kind, line, column) = Self.broken[index]
        let problem = failure(Array(text.utf8))
        #expect(problem?.kind == kind, "\(text): \(problem?.message ?? "read")")
        #expect(problem?.place == XMLPlace(line: line, column: column), "\(text): \(String(describing: problem?.place))")
    }

    @Test func tellsBytesThatAreNotUTF8() {
        let problem = failure(Array("<a>K".utf8) + [0xE4] + Array("rnten</a>".utf8))
        #expect(problem?.kind == .encoding)
        #expect(problem?.place.column == 5)
    }

    @Test func refusesDepth() {
        #expect(failure(Array(String(repeating: "<a>", count: 100_000).utf8))?.kind == .tooLarge)
    }

    @Test func refusesAnElementThatIsTooLarge() {
        var limits = XMLReader.Limits()
        limits.element = 10_000
        let problem = failure(Array(("<a>" + String(repeating: "<b>x</b>", count: 1_000) + "</a>").utf8), limits)
        #expect(problem?.kind == .tooLarge)
    }

    @Test func refusesATagThatIsTooLong() {
        var limits = XMLReader.Limits()
        limits.token = 200_000
        #expect(failure(Array(("<a x='" + String(repeating: "y", count: 2_000_000) + "'/>").utf8), limits)?.kind == .tooLarge)
        #expect(failure(Array(("<a><!--" + String(repeating: "y", count: 2_000_000) + "--></a>").utf8), limits)?.kind == .tooLarge)
    }

    /// Only what is taken is kept; what is entered is seen, what is skipped is not.
    @Test func takesWhatAVisitorWants() throws {
        struct Items: XMLVisitor {
            var found: [String] = []
            var left: [String] = []

            func interest(in name: String, _ attributes: XMLAttributes, path: [String], at place: XMLPlace) -> XMLInterest {
                switch (path.count, name) {
                case (0, _), (1, "list"): .enter
                case (2, "item"): .take
                default: .skip
                }
            }
            mutating func take(_ element: XMLElement, path: [String]) { found.append(path.joined(separator: "/") + ":" + element.text) }
            mutating func leave(_ name: String, path: [String]) { left.append(name) }
        }
        var source = BytesInMemory(Array("<r><list><item>1</item><other><item>2</item></other></list><x><item>3</item></x><list/></r>".utf8))
        var items = Items()
        try XMLReader().read(&source, into: &items)
        #expect(items.found == ["r/list:1"])
        #expect(items.left == ["list", "list", "r"])
    }

    private func failure(_ bytes: [UInt8], _ limits: XMLReader.Limits = XMLReader.Limits()) -> XMLProblem? {
        var source = BytesInMemory(bytes)
        var whole = Whole()
        do throws(XMLProblem) {
            try XMLReader(limits: limits).read(&source, into: &whole)
            return nil
        } catch {
            return error
        }
    }

    struct Whole: XMLVisitor {
        var root: XMLElement?

        func interest(in name: String, _ attributes: XMLAttributes, path: [String], at place: XMLPlace) -> XMLInterest { .take }
        mutating func take(_ element: XMLElement, path: [String]) { root = element }
    }
}
