import Testing

@testable import Artifacts

@Suite("Scripts of a PowerShell connector")
struct PowerShellConnectorEmitterTests {
    private func scripts(attributes: String, more: String = "") throws -> (schema: String, import: String, export: String) {
        let plan = try ConnectorPlan("""
            kind: powershell
            service: http://mim.contoso.com:5725
            user: CONTOSO\\svc-mim
            password: {secret: MIM_PASSWORD}
            attributes: {Id: string(36), Login: string(113), \(attributes)}
            \(more)
            """)
        let files = plan.files(PowerShellConnectorEmitter())
        #expect(files.count == 3)
        return (
            try #require(files["1-first/powershell/target/schema.ps1"]), try #require(files["1-first/powershell/target/import.ps1"]),
            try #require(files["1-first/powershell/target/export.ps1"])
        )
    }

    @Test("each type has its word, for the host and for MIM")
    func types() throws {
        let scripts = try scripts(attributes: "Age: integer?, Gone: boolean?, Start: datetime?, Day: date?")
        for line in [
            "    @{ Name = 'Id';    Type = 'String' }", "    @{ Name = 'Age';   Type = 'Integer' }",
            "    @{ Name = 'Gone';  Type = 'Boolean' }", "    @{ Name = 'Start'; Type = 'String' }",
            "    @{ Name = 'Day';   Type = 'String' }",
        ] {
            #expect(scripts.schema.contains(line))
        }
        #expect(scripts.import.contains("    @{ Name = 'Start'; Source = 'Start'; Type = 'DateTime'; Key = '' }"))
        #expect(scripts.export.contains("    @{ Name = 'Age';   Target = 'Age';   Type = 'Integer';  Key = '' }"))
    }

    @Test("a look-up is by EmployeeID where there is one, else by the anchor")
    func lookups() throws {
        let lookups = "lookups: {Boss: Manager}"
        let anchor = try scripts(attributes: "Boss: string(36)?", more: lookups)
        #expect(anchor.export.contains("    @{ Name = 'Boss';  Target = 'Manager'; Type = 'Reference'; Key = 'Id' }"))
        #expect(anchor.schema.contains("    @{ Name = 'Boss';  Type = 'String' }"))
        let number = try scripts(attributes: "Boss: string(36)?, EmployeeID: string(16)?", more: lookups)
        #expect(number.import.contains("Source = 'Manager';    Type = 'Reference'; Key = 'EmployeeID' }"))
    }

    @Test("a delete deletes, marks or keeps, as the plan says", arguments: [
        ("delete", "nothing", true, false), ("nothing", "nothing", false, false), ("nothing", "delete", true, false),
        ("set Gone", "nothing", false, true), ("set Gone", "delete", true, false),
    ])
    func deletes(onDelete: String, onDisable: String, deletes: Bool, marks: Bool) throws {
        let scripts = try scripts(attributes: "Gone: boolean?", more: "on-delete: \(onDelete)\non-disable: \(onDisable)")
        #expect(scripts.export.contains("Remove-Resource") == deletes)
        #expect(scripts.export.contains("$person.('Gone') = $true") == marks)
        #expect(scripts.export.contains("): creates, changes and deletes Person") == deletes)
    }

    @Test("a flag that only the host sets is in the schema")
    func flag() throws {
        let scripts = try scripts(attributes: "Age: integer?", more: "on-disable: set Frozen")
        #expect(scripts.schema.contains("    @{ Name = 'Frozen'; Type = 'Boolean' }"))
    }

    @Test("the import asks for people who have the anchor")
    func filter() throws {
        #expect(try scripts(attributes: "Age: integer?").import.contains("$ImportFilter = '/Person[starts-with(Id, ''%'')]'"))
    }

    @Test("names of a plan stay inside their literals", arguments: ["it's", "$(whoami)", "x`'\\u2019; rm", "a #> b", "\\u200Bx"])
    func hostile(name: String) throws {
        let scripts = try scripts(attributes: "\"\(name)\": string(8)?", more: "object-type: \"\(name)\"")
        for script in [scripts.schema, scripts.import, scripts.export] {
            #expect(script.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0A })
            #expect(script.split(separator: "\n").count { $0 == "#>" } == 1)
            let type = script.split(separator: "\n").first { $0.hasPrefix("$ObjectType = ") }
            let value = try #require(type).dropFirst("$ObjectType = ".count)
            #expect(value.hasPrefix("'") || value.hasPrefix("('"))
        }
    }

    @Test("a connector of another kind has no scripts")
    func others() throws {
        let plan = try ConnectorPlan("""
            kind: ecma2
            library: Custom.dll
            attributes: {Id: string(36), Login: string(113)}
            """)
        #expect(plan.files(PowerShellConnectorEmitter()).isEmpty)
    }
}
