import Foundation
import Testing
import TestSupport

/// The PostgreSQL form of the staging table, in a real PostgreSQL.
@Suite struct StagingTableTests {
    /// The file DSN that the ECMA host gets, opened by a real driver manager and driver.
    @Test func isOpenedThroughItsFileDSN() throws {
        let folder = "generated/northwind/3-databases"
        let result = try Program.run(
            "Tests/Support/with-postgres Tests/Support/file-dsn \(folder)/odbc/canteen.dsn \(folder)/sql/canteen", in: Repository.root)
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("file-dsn: opened, written, read"))
    }

    @Test func livesThroughItsLife() throws {
        let result = try Program.run(
            "Tests/Support/with-postgres Tests/Support/staging-table generated/contoso/2-replace-hr-agents/sql/hr-staging/rehearsal-postgresql",
            in: Repository.root)
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("staging-table: created, filled, changed, read, refused, dropped"))
    }
}
