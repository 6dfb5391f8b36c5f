import Foundation
import Simulation
import Testing
import TestSupport

@Suite struct SourceProfileTests {
    private func profile(_ name: String, _ rows: String) throws -> SourceProfile {
        try SourceProfile(name, rows: Array(rows.utf8), in: try Plans.twoJobs().plan)
    }

    @Test func columnsAreCounted() throws {
        let profile = try profile("new-one", "Id,Name,Day,Flag,Code,Note\n01,Zoë,2026-01-31,true,1234,\n02,Иван,2026-02-28,FALSE,5678, x\n02,Ann,,true,5678,\n")
        #expect(profile.rows == 3 && !profile.isDeclared)
        let columns = profile.columns
        #expect(columns.map(\.filled) == [3, 3, 2, 3, 3, 1])
        #expect(columns.map(\.distinct) == [2, 3, 2, 2, 2, 1])
        #expect(columns.map { $0.type().description } == ["string(4)", "string(4)", "date?", "boolean", "string(4)", "string(4)?"])
        #expect(columns[1].characters == [.letters, .accents, .otherScripts])
        #expect(columns[5].padded == 1)
        #expect(profile.candidates == ["Name"])
        #expect(columns[0].repeated == 1)
    }

    @Test func thePlanHearsWhatDoesNotFit() throws {
        let text = try String(contentsOf: Repository.fixtures.appendingPathComponent("hr/csv-with-1000-records.csv"), encoding: .utf8)
        let profile = try profile("contractors", text + "\n1,Active,Contractor,U,A,B,A B,,,2026-13-01,,,,,,,,,,USA,,,,\nshort\n")
        #expect(profile.rows == 1_002 && profile.broken == 1)
        #expect(profile.misfits.map(\.column) == ["CountryCode", "HireDate"])
        #expect(profile.misfits.map(\.line) == [1_002, 1_002])
        let arm = try #require(profile.uncovered.first { $0.attribute == "usageLocation" })
        #expect(arm.rows == 805 && arm.values.first?.text == "US" && arm.values.first?.count == 214)
    }

    /// What is proposed for a new source is a plan that checks clean.
    @Test func theProposedTypesAreAPlan() throws {
        let text = try String(contentsOf: Repository.fixtures.appendingPathComponent("simulate/hr.csv"), encoding: .utf8)
        let declaration = try profile("people", "Nr,\(text.split(separator: "\n")[0])\n" + text.split(separator: "\n").dropFirst().enumerated().map { "P\($0),\($1)\n" }.joined()).declaration
        #expect(declaration.contains("    key: Nr\n"))
        #expect(declaration.contains("      MiddleName:     string("))
        #expect(declaration.hasPrefix("sources:\n  people:\n    kind: csv\n"))
    }
}
