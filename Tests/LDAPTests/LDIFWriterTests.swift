import Testing

@testable import LDAP

@Suite("LDIF")
struct LDIFWriterTests {
    private let name = DistinguishedName([.init("cn", "x"), .init("dc", "y")])

    private func lines(_ value: String) -> [String] {
        var writer = LDIFWriter()
        writer.add(name, [("cn", value)])
        return writer.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test("plain text stays readable")
    func plain() {
        #expect(lines("Ada") == ["version: 1", "", "dn: cn=x,dc=y", "changetype: add", "cn: Ada", ""])
        #expect(lines("")[4] == "cn:")
    }

    @Test("what would be read as something else is base64", arguments: [
        (" x", "IHg="), (":x", "Ong="), ("<file:///etc/passwd", "PGZpbGU6Ly8vZXRjL3Bhc3N3ZA=="), ("x ", "eCA="),
        ("a\n-\ndelete: cn", "YQotCmRlbGV0ZTogY24="), ("é", "w6k="), ("\u{0}", "AA=="),
    ])
    func encoded(value: String, written: String) {
        #expect(lines(value)[4] == "cn:: \(written)")
    }

    @Test("long values are folded, and unfold to what they were")
    func folded() {
        let value = String(repeating: "abcdefghij", count: 20)
        let written = lines(value).dropFirst(4).dropLast()
        #expect(written.allSatisfy { $0.utf8.count <= 76 })
        #expect(written.dropFirst().allSatisfy { $0.hasPrefix(" ") })
        #expect(written.enumerated().map { $0 == 0 ? $1 : String($1.dropFirst()) }.joined() == "cn: \(value)")
    }

    @Test("a comment is one line, and an attribute's name one word")
    func lineBreaks() {
        var writer = LDIFWriter(comment: ["a\nb\u{2028}c", ""])
        writer.add(name, [("cn\nchangetype: delete", "x")])
        #expect(writer.text == "# a b c\n#\n\nversion: 1\n\ndn: cn=x,dc=y\nchangetype: add\ncnchangetypedelete: x\n")
    }

    @Test("a DN with letters beyond ASCII is base64, too")
    func names() {
        var writer = LDIFWriter()
        writer.delete(DistinguishedName([.init("cn", "Zoë")]))
        #expect(writer.text == "version: 1\n\ndn:: Y249Wm/Dqw==\nchangetype: delete\n")
    }

    @Test("filters are quoted")
    func filters() {
        #expect(SearchFilter.equality("cn", "a*(b)\\é") == #"(cn=a\2a\28b\29\5c\c3\a9)"#)
        #expect(SearchFilter.all(["(a=1)", "(b=2)"]) == "(&(a=1)(b=2))")
    }
}
