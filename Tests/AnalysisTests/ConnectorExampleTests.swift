import Analysis
import Delivery
import Diagnostics
import Testing
import TestSupport

/// Plans that show one kind of connector, whole, as they lie on the disk.
@Suite struct ConnectorExampleTests {
    @Test(arguments: ["badges"])
    func nothingIsWrong(_ name: String) throws {
        let files = try PlanReader.read(Repository.fixtures.appendingPathComponent("connectors/\(name)").path)
        let result = FrontEnd(today: "2026-11-24").check(files)
        #expect(TextRenderer().render(result.report, sources: result.sources) == "")
        #expect(result.plans.count == 1)
    }

    @Test func scriptsThatNobodyUsesAreLeftAlone() throws {
        var files = try PlanReader.read(Repository.fixtures.appendingPathComponent("connectors/badges").path)
        files.append(SourceFile(path: "tools/broken.ps1", bytes: Array("if (".utf8)))
        files.append(SourceFile(path: "scripts/badges/old/import.ps1", bytes: [0xFF, 0xFE]))
        #expect(!FrontEnd().check(files).report.hasErrors)
    }

    @Test func aScriptThatIsTooLongOrNoTextIsRefused() throws {
        let files = try PlanReader.read(Repository.fixtures.appendingPathComponent("connectors/badges").path)
        for bytes in [[UInt8](repeating: 0x20, count: FrontEnd.scriptLimit + 1), [0xFF, 0xFE, 0x20, 0x00]] {
            let changed = files.map { $0.path.hasSuffix("import.ps1") ? SourceFile(path: $0.path, bytes: bytes) : $0 }
            #expect(FrontEnd().check(changed).report.sorted().map(\.code) == ["unreadable-script"])
        }
    }
}
