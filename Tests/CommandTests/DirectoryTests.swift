import Foundation
import Testing
import TestSupport

/// The LDIF of a directory's connector, in a real OpenLDAP whose schema is the one that the plan assumes.
@Suite("Directories, in a real server")
struct DirectoryTests {
    private func compiled(_ plan: String, _ options: String = "") throws -> URL {
        let output = try Program.temporaryFolder()
        let result = try Program.run("entrain compile \(plan) \(options) --output '\(output.path)'", in: Repository.root)
        #expect(result.status == 0, "\(result.output)")
        return output
    }

    private func rehearse(_ folder: URL, suffix: String, schema: String, personClass: String, mandatory: [String]) throws -> Program.Result {
        try Program.run(
            """
            Tests/Support/with-slapd \(suffix) --schema Tests/Fixtures/ldap/\(schema).schema \
            Tests/Support/rehearse-directory '\(folder.path)' \(personClass) \(mandatory.joined(separator: " "))
            """, in: Repository.root)
    }

    @Test("inetOrgPerson with POSIX attributes and an own class: taken whole, refused without any mandatory attribute")
    func openLDAP() throws {
        let output = try compiled("Tests/Fixtures/connectors/openldap")
        defer { try? FileManager.default.removeItem(at: output) }
        let result = try rehearse(
            output.appendingPathComponent("2-applications/ldap/posix"), suffix: "dc=contoso,dc=com", schema: "contoso", personClass: "inetOrgPerson",
            mandatory: ["sn", "cn", "uidNumber", "gidNumber", "homeDirectory", "contosoNumber"])
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("contained, refused, taken, found, removed"))
    }

    /// What other languages read as theirs: commas, semicolons, commands, signs of comments, letters beyond the basic plane.
    @Test("a container whose name is hostile")
    func hostile() throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let plan = try String(contentsOf: Repository.root.appendingPathComponent("Tests/Fixtures/connectors/openldap/plan.yaml"), encoding: .utf8)
        try plan.replacingOccurrences(of: "ou=People", with: #"ou=A\, $(id)\;--#\3Cé𝒳`"#)
            .write(to: folder.appendingPathComponent("plan.yaml"), atomically: true, encoding: .utf8)
        let output = try compiled("'\(folder.path)'")
        defer { try? FileManager.default.removeItem(at: output) }
        let result = try rehearse(
            output.appendingPathComponent("2-applications/ldap/posix"), suffix: "dc=contoso,dc=com", schema: "contoso", personClass: "inetOrgPerson",
            mandatory: [])
        #expect(result.status == 0, "\(result.output)")
    }

    @Test("users of AD LDS")
    func activeDirectoryLDS() throws {
        let output = try compiled("Tests/Fixtures/connectors/lds")
        defer { try? FileManager.default.removeItem(at: output) }
        let result = try rehearse(
            output.appendingPathComponent("2-applications/ldap/lds"), suffix: "CN=App,DC=contoso,DC=local", schema: "ad-lds",
            personClass: "user", mandatory: [])
        #expect(result.status == 0, "\(result.output)")
    }

    @Test("what is committed for Northwind")
    func northwind() throws {
        let result = try Program.run(
            """
            Tests/Support/with-slapd dc=northwind Tests/Support/rehearse-directory \
            generated/northwind/4-directory-and-services/ldap/linux inetOrgPerson sn cn uidNumber gidNumber homeDirectory
            """, in: Repository.root)
        #expect(result.status == 0, "\(result.output)")
    }

    @Test("what is committed for Contoso")
    func contoso() throws {
        let result = try rehearse(
            Repository.root.appendingPathComponent("generated/contoso/3-retire-mim/ldap/lds"), suffix: "DC=Contoso,DC=local", schema: "ad-lds",
            personClass: "user", mandatory: [])
        #expect(result.status == 0, "\(result.output)")
    }
}
