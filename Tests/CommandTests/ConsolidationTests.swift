import Foundation
import Testing
import TestSupport

/// The rules of a consolidation, run here and run by a database.
@Suite struct ConsolidationTests {
    static let rows = "--rows employees=Tests/Fixtures/hr/employeeData.csv --rows contractors=Tests/Fixtures/hr/contractorData.csv "
        + "--rows interns=Tests/Fixtures/hr/internData.csv"

    /// The sample files become the same people by the plan's rules as by SQL written by hand, row for row and value for value.
    @Test func peopleAreThoseOfTheSameRulesInSQL() throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let result = try Program.run(
            "set -e; Tests/Support/with-postgres Tests/Support/consolidated-people Tests/Fixtures/hr > \(folder.path)/sql.csv; "
                + "entrain consolidate Tests/Fixtures/plans/consolidated \(Self.rows) > \(folder.path)/people.csv; "
                + "diff \(folder.path)/sql.csv \(folder.path)/people.csv; wc -l < \(folder.path)/people.csv",
            in: Repository.root)
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.hasSuffix("\n533\n"), "\(result.output)")
    }

    @Test(arguments: ["consolidated", "interim", "workday"])
    func thePlanCompilesIntoWhatIsCommitted(_ plan: String) throws {
        let result = try Program.run(
            "entrain compile Tests/Fixtures/plans/\(plan) --output generated/\(plan) --check", in: Repository.root)
        #expect(result.status == 0, "\(result.output)")
    }

    /// A form that is not read is named, before anything is read or written.
    @Test(arguments: ["consolidate Tests/Fixtures/plans/consolidated", "bundle Tests/Fixtures/plans/consolidated --mapping people-to-entra --output out"])
    func linesOfJSONAreRefused(_ command: String) throws {
        let rows = Self.rows.replacing("employeeData.csv", with: "people.jsonl")
        let result = try Program.run("entrain \(command) \(rows)", in: Repository.root)
        #expect(result.status == 2)
        #expect(result.output.contains("are JSON Lines, and a consolidation reads CSV"), "\(result.output)")
    }

    /// What is written is what is printed, and every row is somewhere.
    @Test func theBundleHoldsThePeople() throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let result = try Program.run(
            "set -e; entrain consolidate Tests/Fixtures/plans/consolidated \(Self.rows) --output \(folder.path)/people; "
                + "entrain bundle Tests/Fixtures/plans/consolidated --mapping people-to-entra \(Self.rows) --output \(folder.path)/bulk; "
                + "entrain consolidate Tests/Fixtures/plans/consolidated \(Self.rows) 2>&- | diff - \(folder.path)/people/people.csv; "
                + "cat \(folder.path)/bulk/bulk-*.json | grep -o '\"bulkId\"' | wc -l",
            in: Repository.root)
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("532 people of 1000 rows (332 of employees, 331 of contractors, 337 of interns); 133 in more than one source"))
        #expect(result.output.contains("1000 rows: 532 sent in 11 requests, 246 rejected"))
        #expect(result.output.hasSuffix("\n532\n"), "\(result.output)")
    }
}
