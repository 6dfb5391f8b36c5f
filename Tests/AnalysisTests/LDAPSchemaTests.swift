import Microsoft
import Testing

@Suite("Object classes")
struct LDAPSchemaTests {
    private let standard = LDAPSchema(.openLDAP)

    @Test("what a POSIX person must have")
    func mandatory() {
        let found = standard.mandatory(["inetOrgPerson", "posixAccount", "shadowAccount"]).map(\.attribute)
        #expect(found == ["sn", "cn", "uid", "uidNumber", "gidNumber", "homeDirectory"])
        #expect(LDAPSchema(.adLDS).mandatory(["user"]).map(\.attribute) == ["cn"])
        #expect(LDAPSchema(.adLDS).mandatory(["inetOrgPerson"]).map(\.attribute) == ["cn"])
    }

    @Test("names have no case, and attributes several")
    func names() {
        #expect(standard.named("INETORGPERSON")?.name == "inetOrgPerson")
        #expect(standard.allows("surname", ["person"]))
        #expect(standard.allows("MAIL", ["inetOrgPerson"]))
        #expect(!standard.allows("uidNumber", ["inetOrgPerson"]))
        #expect(standard.allows("uidNumber", ["inetOrgPerson", "posixAccount"]))
    }

    @Test("what is not known whole allows anything")
    func open() {
        #expect(LDAPSchema(.adLDS).allows("anything", ["user"]))
        #expect(standard.allows("anything", ["inetOrgPerson", "extensibleObject"]))
        #expect(standard.allows("anything", ["unheardOf"]))
    }

    @Test("own classes extend others, and a circle ends")
    func own() {
        let own = [
            LDAPObjectClass("a", under: "b", must: ["x"]), LDAPObjectClass("b", under: "a", must: ["y"]),
            LDAPObjectClass("contosoPerson", under: "inetOrgPerson", must: ["contosoNumber"]),
        ]
        let schema = LDAPSchema(.openLDAP, own: own)
        #expect(schema.lineage(of: "a").map(\.name) == ["a", "b"])
        #expect(schema.mandatory(["contosoPerson"]).map(\.attribute) == ["contosoNumber", "sn", "cn"])
    }

    /// Every class that another extends is there, and none is there twice.
    @Test(arguments: LDAPDirectory.allCases)
    func tables(_ directory: LDAPDirectory) {
        let schema = LDAPSchema(directory)
        for name in schema.names {
            let lineage = schema.lineage(of: name)
            #expect(lineage.last?.name == "top", "\(name)")
        }
        #expect(schema.named(directory.personClass)?.kind == .structural)
    }
}
