import Testing

@testable import LDAP

@Suite("Distinguished names")
struct DistinguishedNameTests {
    private func name(_ text: String) throws -> DistinguishedName { try DistinguishedName.parse(text).get() }

    @Test("what RFC 4514 gives as examples", arguments: [
        ("UID=jsmith,DC=example,DC=net", "UID=jsmith,DC=example,DC=net"),
        ("OU=Sales+CN=J.  Smith,DC=example,DC=net", "OU=Sales+CN=J.  Smith,DC=example,DC=net"),
        (#"CN=James \"Jim\" Smith\, III,DC=example,DC=net"#, #"CN=James \"Jim\" Smith\, III,DC=example,DC=net"#),
        (#"CN=Before\0dAfter,DC=example,DC=net"#, #"CN=Before\0DAfter,DC=example,DC=net"#),
        (#"CN=Lu\C4\8Di\C4\87"#, "CN=Lučić"),
        ("", ""),
        (" cn = a , dc=b ", "cn=a,dc=b"),
        (#"cn=\ two blanks \ ,dc=x"#, #"cn=\ two blanks \ ,dc=x"#),
        (##"2.5.4.3=\#1"##, ##"2.5.4.3=\#1"##),
        ("cn=a=b", #"cn=a\=b"#),
    ])
    func examples(text: String, written: String) throws {
        let parsed = try name(text)
        #expect(parsed.description == written)
        #expect(try name(written) == parsed)
    }

    @Test("the place of an error is exact", arguments: [
        ("cn=a,,dc=b", 5, "an attribute's name begins with a letter"),
        ("cn=a,dc=b,", 10, "a name is missing behind the comma"),
        ("cn=a;dc=b", 4, "a comma goes between names, not a semicolon"),
        ("cn=Lovelace, Ada,dc=b", 13, #"`=` and a value are missing; a comma inside a value is written \,"#),
        ("cn=,dc=b", 2, "the value is missing"),
        ("cn=a<b", 4, #"this character is written with \ before it"#),
        (#"cn=a\zb"#, 4, #"this character has no escape; write \5C for a backslash"#),
        (#"cn=a\2"#, 4, #"two digits make a byte: \2C"#),
        (#"cn=a\"#, 4, "nothing stands behind the backslash"),
        (#"cn=\FF"#, 3, "the escaped bytes are not UTF-8"),
        ("c_n=a", 0, "not the name of an attribute"),
        ("cn=#04024869", 3, ##"a value in BER can't be compared; write it as text, or \# for the sign itself"##),
    ])
    func errors(text: String, place: Int, problem: String) {
        guard case .failure(let error) = DistinguishedName.parse(text) else {
            Issue.record("\(text) is read")
            return
        }
        #expect(error.range.lowerBound == place)
        #expect(error.problem == problem)
        #expect(error.range.upperBound <= text.utf8.count)
    }

    @Test("hostile values go through and come back", arguments: [
        ",ou=Admins", "a+b=c", #"\"#, #"\,"#, "#1", " ", "  x  ", "\"quoted\"", "<a>", "line\nbreak", "null\u{0}", "\u{202E}rtl", "é𝒳", ";x",
        "\u{200B}", "=", "*()\\",
    ])
    func hostile(value: String) throws {
        let written = DistinguishedName([.init("cn", value), .init("dc", "x")])
        let parsed = try name(written.description)
        #expect(parsed == written)
        #expect(!written.description.contains("\n"))
    }

    @Test("names are compared level by level, without regard to case")
    func comparison() throws {
        let base = try name("DC=Contoso,DC=local")
        #expect(try name("ou=People, dc=contoso, dc=LOCAL").isAtOrBelow(base))
        #expect(try !name("ou=People,dc=mycontoso,dc=local").isAtOrBelow(base))
        #expect(try !name("dc=local").isAtOrBelow(base))
        #expect(try name(#"cn=Ada  B"#).isSame(as: name("CN=ada b")))
        #expect(try name("ou=a+cn=b").isSame(as: name("cn=B+OU=A")))
        let container = try name("ou=b,ou=a,dc=contoso,dc=local")
        #expect(container.path(below: base).map(\.description) == ["ou=a,dc=contoso,dc=local", "ou=b,ou=a,dc=contoso,dc=local"])
        #expect(base.path(below: base).isEmpty)
    }
}
