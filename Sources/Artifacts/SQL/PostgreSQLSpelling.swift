/// SQL for PostgreSQL 14 and later. What needs an `IF` stands in a `DO` block, so that any client can run it, not only psql.
extension SQLWriter {
    mutating func writePostgreSQL(_ statement: SQLStatement) {
        switch statement {
        case .comment: break
        case .settings:
            line("")
            line("SET client_encoding = 'UTF8';")
            line("SET standard_conforming_strings = on;")
        // A client of PostgreSQL names its database when it connects, and stays there.
        case .requireDatabase: break
        case .begin: line("BEGIN;")
        case .commit: line("COMMIT;")
        case .createSchema(let name): line("CREATE SCHEMA IF NOT EXISTS \(id(name));")
        case .createTable(let table): create(table)
        case .createUniqueIndex(let name, let table, let column):
            line("CREATE UNIQUE INDEX IF NOT EXISTS \(id(name)) ON \(id(table)) (\(id(column)))")
            line("    WHERE \(id(column)) IS NOT NULL;")
        case .createModificationTrigger(let name, let table, let column, _): createTrigger(name, on: table, column: column)
        case .createView(let view, let table, let columns):
            line("CREATE OR REPLACE VIEW \(id(view)) AS")
            line("SELECT")
            list(columns.map(id), indent: "    ")
            line("FROM \(id(table));")
        case .describe(let table, let note, let columns):
            line("COMMENT ON TABLE \(id(table)) IS \(string(note));")
            for column in columns { line("COMMENT ON COLUMN \(id(table)).\(id(column.name)) IS \(string(column.note));") }
        case .grant(let rights, let object, let account): grant(rights, on: object, to: account)
        case .showColumnDifferences(let object, let columns, let comparison): compare(object, columns, comparison)
        case .countRows(let table): line("SELECT count(*) AS rows FROM \(id(table));")
        case .showDuplicates(let table, let column):
            line("SELECT \(id(column)), count(*) AS rows FROM \(id(table))")
            line("WHERE \(id(column)) IS NOT NULL GROUP BY \(id(column)) HAVING count(*) > 1;")
        case .showRowsWithout(let column, let table, let key):
            line("SELECT \(key.map(id) ?? "*") FROM \(id(table))")
            line("WHERE \(isAbsent(column));")
        case .drop(let table, let view, let trigger, let changes, _):
            drop(table, views: [view, changes?.view].compactMap { $0 }, trigger: trigger, changes: changes)
        case .trackChanges, .changeLog, .testRows, .migrate: break
        }
    }

    /// An anonymous block. Its body is written first, because the marks around it must not occur in it.
    mutating func block(declaring declarations: [String] = [], _ body: (inout SQLWriter) -> Void) {
        var inner = SQLWriter(dialect)
        if !declarations.isEmpty { inner.line("DECLARE") }
        for declaration in declarations { inner.line("    " + declaration) }
        inner.line("BEGIN")
        body(&inner)
        inner.line("END")
        line("DO \(Dialect.dollarQuoted(inner.text));")
    }

    /// `name type NULL DEFAULT …`
    func postgreSQLDefinition(_ column: SQLColumn) -> String {
        var item = "\(id(column.name)) \(column.type.spelled(in: dialect)) \(column.isNullable ? "NULL" : "NOT NULL")"
        if column.isIdentity { item += " GENERATED ALWAYS AS IDENTITY" }
        if let value = column.defaultValue { item += " DEFAULT \(value == .no ? "false" : "(now() AT TIME ZONE 'utc')")" }
        return item
    }

    private mutating func create(_ table: SQLTable) {
        line("CREATE TABLE IF NOT EXISTS \(id(table.name)) (")
        var items = table.columns.map(postgreSQLDefinition)
        if let key = table.key {
            items.append("CONSTRAINT \(id(table.name.part("PK", in: dialect))) PRIMARY KEY (\(id(key)))")
        }
        list(items, indent: "    ")
        line(");")
    }

    /// The clock, not `now()`, which stands still within a transaction: an insert and an update must differ.
    private mutating func createTrigger(_ name: String, on table: SQLName, column: String) {
        let function = id(SQLName(schema: table.schema, name: name))
        var body = SQLWriter(dialect)
        body.line("BEGIN")
        body.line("    NEW.\(id(column)) := (clock_timestamp() AT TIME ZONE 'utc');")
        body.line("    RETURN NEW;")
        body.line("END")
        line("CREATE OR REPLACE FUNCTION \(function)() RETURNS trigger LANGUAGE plpgsql AS \(Dialect.dollarQuoted(body.text));")
        line("CREATE OR REPLACE TRIGGER \(id(name)) BEFORE UPDATE ON \(id(table))")
        line("    FOR EACH ROW EXECUTE FUNCTION \(function)();")
    }

    /// Rights on a table are worth nothing without USAGE on its schema.
    private mutating func grant(_ rights: [SQLStatement.Right], on object: SQLName, to account: String) {
        block { writer in
            let missing = "The role \(writer.id(account)) does not exist: create it, then run this script again."
            writer.line("    IF EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = \(writer.string(account))) THEN")
            writer.line("        GRANT USAGE ON SCHEMA \(writer.id(object.schema ?? "public")) TO \(writer.id(account));")
            writer.line("        GRANT \(writer.spelled(rights)) ON TABLE \(writer.id(object)) TO \(writer.id(account));")
            writer.line("    ELSE")
            writer.line("        RAISE NOTICE '%', \(writer.string(missing));")
            writer.line("    END IF;")
        }
    }

    private mutating func compare(_ object: SQLName, _ columns: [SQLColumn], _ comparison: SQLStatement.Comparison) {
        line("SELECT e.column_name AS expected_column, e.column_type AS expected_type, e.nullable AS expected_nullable,")
        line("    f.column_name AS found_column, f.column_type AS found_type, f.nullable AS found_nullable")
        line("FROM (VALUES")
        list(expectation(columns), indent: "    ")
        line(") AS e (column_name, column_type, nullable)")
        line("FULL JOIN (")
        line("    SELECT column_name::text AS column_name, is_nullable::text AS nullable, CASE data_type")
        line("        WHEN 'character varying' THEN 'varchar'")
        line("        WHEN 'timestamp without time zone' THEN 'timestamp(' || datetime_precision || ')'")
        line("        ELSE data_type END || COALESCE('(' || character_maximum_length || ')', '') AS column_type")
        line("    FROM information_schema.columns")
        line("    WHERE table_schema = \(schema(of: object)) AND table_name = \(string(object.name))")
        line(") AS f ON f.column_name = e.column_name")
        var differs = "e.column_name IS NULL OR f.column_name IS NULL"
        if comparison == .everything { differs += " OR e.column_type <> f.column_type OR e.nullable <> f.nullable" }
        line("WHERE \(differs)")
        line("ORDER BY e.column_name, f.column_name;")
    }

    /// The lock keeps out rows that would come between counting and dropping.
    private mutating func drop(_ table: SQLName, views: [SQLName], trigger: String?, changes: ChangeLog?) {
        block(declaring: ["row_count bigint := 0;"]) { writer in
            let name = writer.id(table)
            writer.line("    IF to_regclass(\(writer.string(name))) IS NOT NULL THEN")
            writer.line("        LOCK TABLE \(name) IN ACCESS EXCLUSIVE MODE;")
            writer.line("        SELECT count(*) INTO row_count FROM \(name);")
            writer.line("    END IF;")
            writer.line("    IF row_count > 0 AND COALESCE(current_setting('entrain.confirm', true), '') <> 'yes' THEN")
            writer.line("        RAISE EXCEPTION 'Nothing was dropped: % has % rows.', \(writer.string(name)), row_count")
            writer.line("            USING HINT = 'If they may be lost: SET entrain.confirm = ''yes''; then run this script in the same session.';")
            writer.line("    END IF;")
            for view in views { writer.line("    DROP VIEW IF EXISTS \(writer.id(view));") }
            if let trigger { writer.line("    DROP TRIGGER IF EXISTS \(writer.id(trigger)) ON \(name);") }
            writer.line("    DROP TABLE IF EXISTS \(name);")
            if let log = changes?.table.name { writer.line("    DROP TABLE IF EXISTS \(writer.id(log));") }
            for function in [trigger, changes?.trigger(in: writer.dialect)].compactMap({ $0 }) {
                writer.line("    DROP FUNCTION IF EXISTS \(writer.id(SQLName(schema: table.schema, name: function)))();")
            }
        }
    }
}
