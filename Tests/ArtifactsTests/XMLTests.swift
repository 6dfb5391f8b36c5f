import Testing

@testable import Artifacts

@Suite("XML")
struct XMLTests {
    @Test("text is escaped, whatever it holds", arguments: [
        ("a]]>b", "a]]&gt;b"), ("<![CDATA[x]]>", "&lt;![CDATA[x]]&gt;"), ("&amp;", "&amp;amp;"), ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("\"'", "\"'"),
        ("\u{0}\u{1B}\u{7F}\u{FFFE}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"), ("😀\u{200B}Müller", "😀\u{200B}Müller"), ("<?xml?>", "&lt;?xml?&gt;"), ("\t x ", "\t x "),
    ])
    func text(text: String, escaped: String) {
        #expect(XMLElement.escaped(text) == escaped)
    }

    @Test("an attribute keeps its blanks and ends at its quote")
    func attribute() {
        #expect(XMLElement.escaped("a\"b\n\tc", isAttribute: true) == "a&quot;b&#10;&#9;c")
    }

    @Test("a comment does not end", arguments: ["-->", "--", "a---b", "-", "x\ny", "--!>"])
    func comment(text: String) {
        let comment = XMLElement.comment(text)
        #expect(!comment.contains("--"))
        #expect(!comment.contains("\n"))
        #expect(!comment.hasPrefix("-"))
    }

    @Test("a document")
    func document() {
        let root = XMLElement("A", [("b", "1 & 2")], [XMLElement("C", "x < y"), XMLElement("D", ""), XMLElement("E", [])])
        #expect(root.document(comment: ["made by -- somebody"]) == """
            <?xml version="1.0"?>
            <!-- made by -  somebody -->
            <A b="1 &amp; 2">
              <C>x &lt; y</C>
              <D />
              <E />
            </A>

            """)
    }
}

@Suite("UUIDs from names")
struct NameUUIDTests {
    /// Against another implementation of the same document.
    @Test(arguments: [
        ("", "1b4db7eb-4057-5ddf-91e0-36dec72071f5"),
        ("urn:entrain:contoso:mim-portal:run/Export", "f3fdbc0e-d3ff-5c0e-8fb8-d5212c4a0a2e"),
        (String(repeating: "x", count: 200), "cd3580b9-d244-586a-8077-74317319b48d"),
    ])
    func knownValues(name: String, uuid: String) {
        #expect(NameUUID.text(for: name) == uuid)
    }
}
