import Diagnostics
import Foundation
import JSON
import MIMImport
import Testing
import TestSupport
import XML

@Suite struct InventoryTests {
    /// What an independent script read from each export, and nothing else.
    @Test(arguments: Exports.names + ["googleapps-packaged-agent"])
    func equalsTheReference(_ name: String) throws {
        let inventory = InventoryJSON(Exports.read(name).export).value
        let expected = try Exports.json("expected/\(name).json")
        #expect(inventory.differences(from: expected) == [])
    }

    /// The same numbers, counted in the XML by another reader.
    @Test(arguments: Exports.names)
    func countsWhatIsInTheXML(_ name: String) throws {
        let result = try Program.run(
            "python3 Tests/Support/export-counts '\(Exports.folder.appendingPathComponent(name).path)'", in: Repository.root)
        #expect(result.status == 0, "\(result.output)")
        let counted = try JSONReader.read(Array(result.output.utf8))
        let inventory = InventoryJSON(Exports.read(name).export).value
        for key in ["agents", "importFlows", "exportFlows", "metaverseAttributesFed", "metaverseAttributesWithSeveralSources", "joins", "projections",
            "connectorFilters", "runProfiles", "metaverseObjectTypes", "metaverseAttributes"]
        {
            #expect(inventory["totals"]?[key] == counted[key], "\(key)")
        }
        for key in ["importFlowsByMetaverseType", "exportFlowsByMetaverseType"] {
            #expect((inventory["totals"]?[key] ?? .object([])).isSame(as: counted[key] ?? .null), "\(key)")
        }
        for key in ["objects", "placeholders"] {
            #expect((inventory["service"]?[key] ?? .object([])).isSame(as: counted[key] ?? .null), "\(key)")
        }
    }

    @Test func theOrderOfFilesDoesNotMatter() {
        let files = Exports.files("contoso")
        let one = InventoryJSON(Exports.read(files).export).value
        let other = InventoryJSON(Exports.read(files.reversed()).export).value
        #expect(one == other)
    }

    /// Names of files mean nothing: an export whose files are called otherwise says the same of its rules.
    @Test func namesOfFilesDoNotMatter() {
        let files = Exports.files("tinyhr").enumerated().map { ("\($0.offset).xml", $0.element.bytes) }
        let export = Exports.read(files).export
        #expect(export.agents.map(\.name) == ["GrandHR", "Litware", "TinyHR"])
        #expect(export.importFlows.count == 14)
    }

    /// The rules of the portal are found in the engine by what they do.
    @Test func rulesOfThePortalAreFoundInTheEngine() {
        let export = Exports.read(Exports.files("contoso") + Exports.files("synthetic-contoso-service").map { ("Policy/" + $0.path, $0.bytes) }).export
        let matches = export.service?.syncRules.compactMap(\.engineMatch) ?? []
        #expect(Set(matches).count == 8)
    }

    /// Nothing that is made of an export repeats a password in it.
    @Test func passwordsStayWhereTheyAre() throws {
        let text = Exports.files("contoso").map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
        let secrets = Set(text.components(separatedBy: "cd-attribute=\"unicodePwd\"").dropFirst().compactMap { part -> String? in
            guard let start = part.range(of: "<sync-rule-value>"), let end = part.range(of: "</sync-rule-value>") else { return nil }
            return String(part[start.upperBound..<end.lowerBound]).trimmed
        })
        #expect(!secrets.isEmpty)
        for name in ["contoso", "synthetic-contoso-service"] {
            let result = Exports.read(name)
            let estate = MIMEstate(result.export)
            let draft = DraftPlan.settled(estate, check: Exports.check)
            let written = [InventoryJSON(result.export).value.prettyText, InventoryReport(estate, draft.plan).text] + draft.files.map(\.text)
            for secret in secrets { #expect(!written.contains { $0.contains(secret) }, "\(name)") }
        }
    }

    @Test func entraConnectIsNotMIM() {
        let result = Exports.read("entra-connect-contoso")
        #expect(!result.isUsable)
        #expect(result.report.sorted().map(\.code) == ["not-mim"])
    }

    @Test func aPackageConfiguresNothing() {
        let result = Exports.read("googleapps-packaged-agent")
        #expect(!result.isUsable)
        #expect(result.report.sorted().map(\.code) == ["nothing-to-import"])
    }
}
