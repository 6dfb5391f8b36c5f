import Foundation
import Testing
import TestSupport

@testable import Artifacts

@Suite("The file for the wizard's Import")
struct ConfigurationFileTests {
    private static let hostile = "it's ]]> <b> & \"q\" $(x) `n \u{2019} 😀"

    private func service() throws -> ConnectorPlan {
        try ConnectorPlan("""
            kind: powershell
            service: http://mim.contoso.com:5725
            user: CONTOSO\\svc-mim
            password: {secret: MIM_PASSWORD}
            object-type: "it's ]]> <b> & $(x)"
            attributes: {Id: string(36), Login: string(113), Age: integer?, Gone: boolean?}
            """)
    }

    /// The value of a parameter of the configuration, read by another program.
    private func value(_ expression: String, of xml: String) throws -> String {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try xml.write(to: folder.appendingPathComponent("c.xml"), atomically: true, encoding: .utf8)
        let result = try Program.run("xmllint --noout c.xml && xmllint --xpath '\(expression)' c.xml", in: folder)
        #expect(result.status == 0, "\(result.output)")
        return result.output.hasSuffix("\n") ? String(result.output.dropLast()) : result.output
    }

    private func parameter(_ name: String) -> String { "string(/Configuration/Connectors/Connector/ConnectorConfig/Parameters/Parameter[Name=\"\(name)\"]/Value)" }

    @Test("scripts come out of it as they went in")
    func scripts() throws {
        let plan = try service()
        let xml = try #require(plan.files(ConfigurationFileEmitter())["1-first/ecma/target.xml"])
        let scripts = plan.files(PowerShellConnectorEmitter())
        for (setting, file) in [("Schema Script", "schema"), ("Import Script", "import"), ("Export Script", "export")] {
            let text = try #require(scripts["1-first/powershell/target/\(file).ps1"])
            let found = try value(parameter(setting), of: xml)
            #expect(found + "\n" == text || found == text)
        }
        #expect(try value("string(//EntrySchema/ObjectType)", of: xml) == "it's ]]> <b> & $(x)")
        #expect(try value("count(//AttributeSchema[DataType=\"Integer\"])", of: xml) == "1")
        #expect(try value("string(//AttributeSchema[IsAnchor=\"true\"]/Name)", of: xml) == "Id")
    }

    @Test("no secret, no thumbprint, no clock")
    func blank() throws {
        let xml = try #require(try service().files(ConfigurationFileEmitter())["1-first/ecma/target.xml"])
        #expect(try value(parameter("Password"), of: xml) == "")
        #expect(try value("string(//SecretToken)", of: xml) == "")
        #expect(try value("string(//Certificate)", of: xml) == "")
        #expect(!xml.contains("MIM_PASSWORD"))
        #expect(!xml.contains("THE_TOKEN"))
        #expect(try service().files(ConfigurationFileEmitter())["1-first/ecma/target.xml"] == xml)
    }

    @Test("parameters of one's own, and the module")
    func ownScripts() throws {
        let plan = try ConnectorPlan(
            """
            kind: powershell
            scripts: s
            parameters: {Server: "a ]]> b", Key: {secret: A_KEY}}
            capabilities: {export-type: attribute-update, delta-import: true}
            attributes: {Id: string(36), Login: string(113)}
            """,
            scripts: OwnScripts.texts.merging(["s/module.psm1": "\u{FEFF}function Get-It { $ConfigParameters['Server_Global'].Value; 'Key_Global', 'Delta' }\n"]) { $1 })
        let xml = try #require(plan.files(ConfigurationFileEmitter())["1-first/ecma/target.xml"])
        #expect(try value(parameter("Server_Global"), of: xml) == "a ]]> b")
        #expect(try value(parameter("Key_Global"), of: xml) == "")
        #expect(try value("string(//Parameters/Parameter[Name=\"Key_Global\"]/Type)", of: xml) == "EncryptedString")
        #expect(try value(parameter("Additional Config Parameter Names"), of: xml) == "Server")
        #expect(try value(parameter("Additional Encrypted Config Parameter Names"), of: xml) == "Key")
        #expect(try value(parameter("Common Module Script Name (with extension)"), of: xml) == "Target.psm1")
        #expect(try value(parameter("Export Type"), of: xml) == "AttributeUpdate")
        #expect(try value(parameter("Enable Delta Import"), of: xml) == "1")
        // The mark of the file is not a part of the text.
        #expect(try value("starts-with(//Parameter[Name=\"Common Module Script\"]/Value, \"function\")", of: xml) == "true")
        let sheet = try #require(plan.files(SettingsSheetEmitter())["1-first/ecma/target.md"])
        #expect(sheet.contains("type these again: Secret Token, Key\\_Global."))
        #expect(sheet.contains("| Common Module Script | paste `../powershell/target/module.psm1` |"))
        #expect(sheet.contains("DeltaImport"))
    }

    /// X144
    @Test("signed scripts: the first step signs them, the wizard asks for it, and a signature travels as it is", arguments: [true, false])
    func signed(_ isSigned: Bool) throws {
        let signature = "\r\n# SIG # Begin signature block\r\n# MIIFuQYJKoZIhvcNAQcCoIIFqjCCBaYCAQExDzANBglghkgB\r\n# SIG # End signature block\r\n"
        let export = try #require(OwnScripts.texts["s/export.ps1"]) + signature
        let plan = try ConnectorPlan(
            """
            kind: powershell
            scripts: s
            capabilities: {signed-scripts: \(isSigned)}
            attributes: {Id: string(36), Login: string(113)}
            """,
            scripts: OwnScripts.texts.merging(["s/export.ps1": export]) { $1 })
        let checklist = try #require(plan.files(ChecklistEmitter())["1-first/checklist.md"])
        let steps = checklist.split(separator: "\n").filter { $0.contains("**target/script.") }
        #expect(steps.first?.contains("**target/script.sign** Sign every script of the folder") == isSigned)
        #expect(steps.count { $0.contains("script.sign") } == (isSigned ? 1 : 0))
        #expect(checklist.contains("`Get-AuthenticodeSignature` says Valid on the host for each") == isSigned)
        let sheet = try #require(plan.files(SettingsSheetEmitter())["1-first/ecma/target.md"])
        #expect(sheet.contains("| Signed Scripts Only | \(isSigned ? "checked | plan" : "unchecked | default") |"))
        #expect(sheet.contains("signed by a certificate") == isSigned)
        let xml = try #require(plan.files(ConfigurationFileEmitter())["1-first/ecma/target.xml"])
        #expect(try value(parameter("Signed Scripts Only"), of: xml) == (isSigned ? "1" : "0"))
        #expect(plan.files(PowerShellConnectorEmitter())["1-first/powershell/target/export.ps1"] == export)
    }

    @Test("connectors of other kinds have none")
    func others() throws {
        let plan = try ConnectorPlan("kind: ecma2\nlibrary: Custom.dll\nattributes: {Id: string(36), Login: string(113)}")
        #expect(plan.files(ConfigurationFileEmitter()).isEmpty)
    }
}

/// The smallest scripts that pass.
enum OwnScripts {
    static let texts: [String: String] = [
        "s/schema.ps1": """
            param($ConfigParameters, [Alias('PSCredential')] $Credential)
            $type = [Microsoft.MetadirectoryServices.SchemaType]::Create('Person', $true)
            $type.Attributes.Add([Microsoft.MetadirectoryServices.SchemaAttribute]::CreateAnchorAttribute('Id', 'String'))
            $type.Attributes.Add([Microsoft.MetadirectoryServices.SchemaAttribute]::CreateSingleValuedAttribute('Login', 'String'))
            $schema = [Microsoft.MetadirectoryServices.Schema]::Create()
            $schema.Types.Add($type)
            $schema

            """,
        "s/import.ps1": """
            param($ConfigParameters, $Schema, $OpenImportConnectionRunStep, $GetImportEntriesRunStep, [Alias('PSCredential')] $Credential)
            $results = New-Object 'Microsoft.MetadirectoryServices.GetImportEntriesResults'
            $entry.AnchorAttributes.Add([Microsoft.MetadirectoryServices.AnchorAttribute]::Create('Id', $id))
            if ($OpenImportConnectionRunStep.ImportType -eq 'Delta') { $since = $OpenImportConnectionRunStep.CustomData }
            $results.MoreToImport = $false
            $results

            """,
        "s/export.ps1": """
            param($ConfigParameters, $Schema, $OpenExportConnectionRunStep, $CSEntries, [Alias('PSCredential')] $Credential)
            [Activator]::CreateInstance([Microsoft.MetadirectoryServices.PutExportEntriesResults], [object[]] (, $results))

            """,
    ]
}
