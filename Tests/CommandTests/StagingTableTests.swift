import Foundation
import Testing
import TestSupport

/// The PostgreSQL form of the staging table, in a real PostgreSQL.
@Suite struct StagingTableTests {
    @Test func livesThroughItsLife() throws {
        let result = try Program.run(
            "Tests/Support/with-postgres Tests/Support/staging-table generated/contoso/2-replace-hr-agents/sql/hr-staging/rehearsal-postgresql",
            in: Repository.root)
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("staging-table: created, filled, changed, read, refused, dropped"))
    }
}
