/// SQL for Db2 11.5 for Linux, UNIX and Windows, by its command line with `@` behind a statement, which a compound statement needs.
///
/// Sources: IBM's Db2 11.5 SQL reference (CREATE TABLE, CREATE INDEX with EXCLUDE NULL KEYS, CREATE TRIGGER, COMMENT, compound SQL,
/// SIGNAL), catalogue views SYSCAT, and the chapter on the command line processor.
extension SQLWriter {
    mutating func writeDb2(_ statement: SQLStatement) {
        switch statement {
        case .settings: line("")
        case .begin: break
        case .commit(let work):
            if work == .rows { self.statement(["COMMIT"]) }
        case .requireDatabase(let name):
            // Names of databases are upper case.
            stop(
                whereFound: "FROM sysibm.sysdummy1 WHERE CURRENT SERVER <> \(string(name.uppercased()))",
                "Nothing was done: connect to the database first.")
        case .createSchema(let name):
            line("BEGIN")
            line("    IF NOT EXISTS (SELECT 1 FROM syscat.schemata WHERE schemaname = \(string(name))) THEN")
            immediately(["CREATE SCHEMA \(id(name))"], indent: "        ")
            line("    END IF;")
            line("END")
            line("@")
        case .createTable(let table): create(table)
        case .createUniqueIndex(let name, let table, let column):
            // Without EXCLUDE NULL KEYS only one row might have no value.
            run(
                ["CREATE UNIQUE INDEX \(id(SQLName(schema: table.schema, name: name))) ON \(id(table)) (\(id(column))) EXCLUDE NULL KEYS"],
                when: .absent(.index(name, on: table)))
        case .createModificationTrigger(let name, let table, let column, _):
            trigger(name, "BEFORE UPDATE", on: table, "NEW AS N", "SET N.\(id(column)) = CURRENT TIMESTAMP - CURRENT TIMEZONE")
        case .createView(let view, let table, let columns): createView(view, table, columns)
        case .describe(let table, let note, let columns): describeByComment(table, note, columns)
        // Accounts are the operating system's; an authorization name is upper case.
        case .grant(let rights, let object, let account):
            self.statement(["GRANT \(spelled(rights)) ON TABLE \(id(object)) TO USER \(id(account.uppercased()))"])
        case .showColumnDifferences(let object, let columns, let comparison): compare(object, columns, comparison)
        default: writeCommon(statement)
        }
    }

    mutating func trigger(_ name: String, _ event: String, on table: SQLName, _ referencing: String, _ body: String) {
        statement([
            "CREATE OR REPLACE TRIGGER \(id(SQLName(schema: table.schema, name: name))) \(event) ON \(id(table))",
            "    REFERENCING \(referencing) FOR EACH ROW", "    \(body)",
        ])
    }

    /// A default is a special register and no sum, so the clock of a new row is UTC only by the server's time zone; a trigger sets it.
    func db2Definition(_ column: SQLColumn) -> String {
        var item = "\(id(column.name)) \(column.type.spelled(in: dialect))"
        if !column.isNullable { item += " NOT NULL" }
        if column.isIdentity { item += " GENERATED ALWAYS AS IDENTITY" }
        if let value = column.defaultValue { item += " DEFAULT \(value == .no ? "FALSE" : "CURRENT TIMESTAMP")" }
        return item
    }

    private mutating func create(_ table: SQLTable) {
        var items = table.columns.map(db2Definition)
        if let key = table.key { items.append("CONSTRAINT \(id(table.name.part("PK", in: dialect))) PRIMARY KEY (\(id(key)))") }
        run(["CREATE TABLE \(id(table.name)) ("] + listed(items) + [")"], when: .absent(.table(table.name)))
        createInsertTrigger(table)
    }

    mutating func createInsertTrigger(_ table: SQLTable) {
        let stamps = table.columns.filter { $0.defaultValue == .now }.map { "N.\(id($0.name)) = CURRENT TIMESTAMP - CURRENT TIMEZONE" }
        if !stamps.isEmpty {
            trigger(table.name.part("TI", in: dialect), "BEFORE INSERT", on: table.name, "NEW AS N", "SET \(stamps.joined(separator: ", "))")
        }
    }

    private mutating func compare(_ object: SQLName, _ columns: [SQLColumn], _ comparison: SQLStatement.Comparison) {
        line("SELECT e.column_name AS expected_column, e.column_type AS expected_type, e.nullable AS expected_nullable,")
        line("    f.column_name AS found_column, f.column_type AS found_type, f.nullable AS found_nullable")
        line("FROM (VALUES")
        list(expectation(columns), indent: "    ")
        line(") AS e (column_name, column_type, nullable)")
        line("FULL JOIN (")
        line("    SELECT colname AS column_name, CASE nulls WHEN 'Y' THEN 'YES' ELSE 'NO' END AS nullable, typename || CASE")
        line("        WHEN typename IN ('VARGRAPHIC', 'CLOB') THEN '(' || RTRIM(CHAR(length)) || ')'")
        line("        WHEN typename = 'TIMESTAMP' THEN '(' || RTRIM(CHAR(scale)) || ')'")
        line("        ELSE '' END AS column_type")
        line("    FROM syscat.columns")
        line("    WHERE tabschema = \(schema(of: object)) AND tabname = \(string(object.name))")
        line(") AS f ON f.column_name = e.column_name")
        var differs = "e.column_name IS NULL OR f.column_name IS NULL"
        if comparison == .everything { differs += " OR e.column_type <> f.column_type OR e.nullable <> f.nullable" }
        line("WHERE \(differs)")
        statement(["ORDER BY e.column_name, f.column_name"])
    }
}
