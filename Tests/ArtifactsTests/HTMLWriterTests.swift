import Testing

@testable import Artifacts

@Suite("Text for HTML and SVG")
struct HTMLWriterTests {
    static let hostile = MarkdownTests.hostile + [
        "</title><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onload='x", "]]>", "&lt;", "&#60;", "<!--", "-->", "\u{0}\u{1B}[31m",
        "\u{202E}abc", "\u{FFFE}", "</style>", "a\nb\tc", "💥<💥>",
    ]

    @Test("text ends nothing", arguments: hostile)
    func text(text: String) {
        var writer = HTMLWriter()
        writer.element("p", ["title": text]) { $0.write(text) }
        let html = writer.text
        for mark in ["<", ">", "\""] { #expect(html.ranges(of: mark).count == 2, "\(html)") }
        for scalar in html.unicodeScalars { #expect(scalar.value >= 0x20 && !(0x202A...0x202E).contains(scalar.value) && scalar.value != 0xFFFE) }
    }

    @Test("what was meant can be read back", arguments: [
        ("a & b", "a &amp; b"), ("<b>", "&lt;b&gt;"), ("\"it's\"", "&quot;it&#39;s&quot;"), ("Müller", "Müller"), ("plain", "plain"), ("a\nb", "a b"),
        ("x\u{202E}y", "x\u{FFFD}y"), ("\u{7}", "\u{FFFD}"),
    ])
    func escaped(text: String, html: String) {
        #expect(HTMLWriter.escaped(text) == html)
    }

    @Test("identifiers that differ stay different")
    func identifiers() {
        let names = ["a b", "a_b", "a-b", "ab", "a.b", "ä", "a/b", ""]
        #expect(Set(names.map(\.pageID)).count == names.count)
        for character in names.map(\.pageID).joined() { #expect(character.isASCII && (character.isLetter || character.isNumber || "-_".contains(character))) }
    }
}
