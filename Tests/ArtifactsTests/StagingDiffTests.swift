import Testing

@testable import Artifacts

/// The rules of types between two tables; whole migrations are sessions and run in real servers.
struct StagingDiffTests {
    @Test(arguments: [
        (SQLType.text(64), SQLType.text(64), SQLType.Change.none), (.text(64), .text(65), .widened), (.text(64), .text(nil), .widened),
        (.text(64), .text(63), .narrowed), (.text(nil), .text(64), .narrowed), (.text(64), .integer, .other), (.boolean, .integer, .other),
        (.day, .instant(decimals: 0), .other), (.instant(decimals: 0), .instant(decimals: 3), .widened),
    ])
    func `what becomes of values`(_ old: SQLType, _ new: SQLType, _ change: SQLType.Change) {
        for dialect in Dialect.allCases { #expect(old.change(to: new, in: dialect) == change, "\(dialect)") }
    }

    @Test func `two lengths that Oracle keeps alike are no change`() {
        #expect(SQLType.text(2_500).change(to: .text(3_000), in: .oracle) == .none)
        #expect(SQLType.text(2_500).change(to: .text(3_000), in: .sqlServer) == .widened)
    }

    @Test func `a text that becomes a large object moves beside itself in Oracle and Db2`() {
        let table = SQLName(schema: "HR", name: "PEOPLE")
        let old = SQLColumn(name: "NOTE", type: .text(64))
        let new = SQLColumn(name: "NOTE", type: .text(nil))
        let step = SQLStatement.migrate(.alterColumn(table, from: old, to: new, isKey: false))
        for dialect in [Dialect.oracle, .db2] {
            let script = SQLWriter.script([step], in: dialect)
            #expect(script.contains("\"NOTE_moved\""))
            #expect(!script.contains("MODIFY (\"NOTE\" NCLOB)") && !script.contains("SET DATA TYPE CLOB"))
        }
        #expect(SQLWriter.script([step], in: .mysql) == "ALTER TABLE `HR`.`PEOPLE` MODIFY COLUMN `NOTE` longtext NULL;\n")
    }

    @Test func `a transaction of T-SQL stops behind the step that failed`() {
        let script = SQLWriter.script([.begin(.migration), .migrate(.dropView(SQLName(schema: "dbo", name: "v"))), .commit(.migration)], in: .sqlServer)
        #expect(script == """
            SET XACT_ABORT ON;
            BEGIN TRANSACTION;
            GO

            IF EXISTS (SELECT 1 FROM sys.views WHERE object_id = OBJECT_ID(N'[dbo].[v]'))
                DROP VIEW [dbo].[v];
            GO
            IF @@TRANCOUNT = 0 SET NOEXEC ON;
            GO

            COMMIT TRANSACTION;
            GO
            SET NOEXEC OFF;
            GO

            """)
    }
}
