import Expressions
import LDAP
import Testing

@testable import Analysis

@Suite("What is known of a mapped distinguished name")
struct NameTemplateTests {
    private func templates(_ text: String) throws -> [NameTemplate] {
        let tree = try #require(ExpressionParser.parse(text).expression)
        return NameTemplate.all(.expression(tree))
    }

    private func pattern(_ text: String) throws -> NamePattern? {
        let templates = try templates(text)
        try #require(templates.count == 1)
        return try NamePattern(templates[0])
    }

    @Test("constants and holes, merged")
    func pieces() throws {
        #expect(try templates(#"Join("", "CN=", [a], ",OU=", "x", ",DC=y")"#) == [NameTemplate([.text("CN="), .hole("[a]"), .text(",OU=x,DC=y")])])
        #expect(try templates(#"Append(Append("CN=", ToLower([a])), ",DC=y")"#) == [NameTemplate([.text("CN="), .hole("ToLower([a])"), .text(",DC=y")])])
        // Whether a separator stands depends on which values are there.
        #expect(try templates(#"Join(",", "CN=a", "DC=y")"#) == [NameTemplate([.hole(#"Join(",", "CN=a", "DC=y")"#)])])
    }

    @Test("a branch each")
    func branches() throws {
        let found = try templates(#"Join("", "CN=", [a], Switch([b], ",OU=else", "1", ",OU=one", "2", ",OU=two"), IIF(IsPresent([c]), ",DC=x", ",DC=y"))"#)
        #expect(found.count == 6)
        #expect(found.contains(NameTemplate([.text("CN="), .hole("[a]"), .text(",OU=two,DC=x")])))
    }

    @Test("too many branches say nothing")
    func limit() throws {
        let branch = #"IIF(IsPresent([c]), "x", "y")"#
        let text = "Join(\"\", " + Array(repeating: branch, count: 7).joined(separator: ", ") + ")"
        #expect(try templates(text).isEmpty)
    }

    @Test("the parent is known where no hole is above the entry")
    func parents() throws {
        #expect(try pattern(#"Join("", "CN=", [a], ",OU=x,DC=y")"#)?.parent?.description == "OU=x,DC=y")
        let varying = try #require(try pattern(#"Join("", "CN=", [a], ",OU=", [b], ",DC=y,DC=z")"#))
        #expect(varying.parent == nil)
        #expect(varying.constantTail.description == "DC=y,DC=z")
        #expect(varying.fillingsAbove == ["[b]"])
        // A hole may hold whole levels.
        #expect(try pattern(#"Join("", [dn], ",DC=y")"#) == nil)
        #expect(try pattern("[dn]") == nil)
    }

    @Test("the own name's value is the template that stands there")
    func ownName() throws {
        let own = try #require(try pattern(#"Join("", "UID=", ToLower([a]), "-x+CN=", [b], ",DC=y")"#)).ownName
        #expect(own.map(\.attribute) == ["UID", "CN"])
        #expect(own[0].value == NameTemplate([.hole("ToLower([a])"), .text("-x")]))
        #expect(own[1].value == NameTemplate([.hole("[b]")]))
    }

    @Test("what is wrong without any hole is an error")
    func errors() throws {
        let constant = try templates(#"Join("", "CN=x", ";DC=y")"#)
        #expect(throws: DistinguishedNameError.self) { try NamePattern(constant[0]) }
    }
}
