import Foundation
import Testing
import TestSupport

/// Staging tables with hostile names, made, filled, changed and dropped by real servers: an old table and its migration are the new one.
@Suite struct MigrationTests {
    @Test(arguments: [("postgresql", "with-postgres"), ("mysql", "with-mariadb")])
    func oldAndItsMigrationAreNew(_ dialect: String, _ server: String) throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let plans = "Tests/Fixtures/staging"
        let result = try Program.run(
            """
            set -e
            for plan in old new; do
                entrain compile \(plans)/$plan -e \(dialect) -o \(folder.path)/compiled-$plan
                cp -r \(folder.path)/compiled-$plan/2-stage/sql/stage \(folder.path)/$plan
            done
            entrain migrate \(plans)/old \(plans)/new -e \(dialect) -o \(folder.path)/migrated
            cp -r \(folder.path)/migrated/stage \(folder.path)/migration
            Tests/Support/\(server) Tests/Support/migrated-table \(dialect) \(folder.path)
            """, in: Repository.root)
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("migrated-table: old and its migration are new, in \(dialect)"))
    }

    /// The engines that are not here get the same steps; their scripts are at least written for every dialect.
    @Test(arguments: ["sql-server", "oracle", "db2"])
    func everyDialectHasItsMigration(_ dialect: String) throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let result = try Program.run(
            "entrain migrate Tests/Fixtures/staging/old Tests/Fixtures/staging/new -e \(dialect) -o \(folder.path)/out 2>/dev/null",
            in: Repository.root)
        #expect(result.status == 0)
        #expect(result.output.contains("25 steps, 18 safe, 4 checked, 3 lossy"), "\(result.output)")
    }
}
