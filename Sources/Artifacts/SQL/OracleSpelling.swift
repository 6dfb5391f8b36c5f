/// SQL for Oracle Database 12.2 and later, by SQL*Plus or SQLcl. A statement of DDL commits there, so each asks first.
///
/// Sources: Oracle Database SQL language reference (CREATE TABLE, COMMENT, ALTER TABLE), PL/SQL language reference (EXECUTE IMMEDIATE,
/// triggers), SQL*Plus user's guide (SET DEFINE, SQLBLANKLINES, WHENEVER SQLERROR, `/`).
extension SQLWriter {
    mutating func writeOracle(_ statement: SQLStatement) {
        switch statement {
        case .settings:
            line("")
            line("SET SQLBLANKLINES ON")
            line("SET SERVEROUTPUT ON")
            line("WHENEVER SQLERROR EXIT FAILURE ROLLBACK")
        // Whoever connects names the service, and stays there.
        case .requireDatabase, .begin: break
        case .commit(let work):
            if work == .rows { line("COMMIT;") }
        case .createSchema(let name):
            // A schema is a user, with a password and a quota: the DBA's to make.
            let missing = "The user \(id(name)) does not exist. In Oracle it is the schema: create it, then run this script again."
            stop(whereFound: "FROM dual WHERE NOT EXISTS (SELECT 1 FROM all_users WHERE username = \(string(name)))", missing)
        case .createTable(let table): create(table)
        case .createUniqueIndex(let name, let table, let column):
            // Rows without a value are not in the index.
            run(
                ["CREATE UNIQUE INDEX \(id(SQLName(schema: table.schema, name: name))) ON \(id(table)) (\(id(column)))"],
                when: .absent(.index(name, on: table)))
        case .createModificationTrigger(let name, let table, let column, _):
            line("CREATE OR REPLACE TRIGGER \(id(SQLName(schema: table.schema, name: name))) BEFORE UPDATE ON \(id(table)) FOR EACH ROW")
            line("BEGIN")
            line("    :NEW.\(id(column)) := SYS_EXTRACT_UTC(SYSTIMESTAMP);")
            line("END;")
            line("/")
        case .createView(let view, let table, let columns): createView(view, table, columns)
        case .describe(let table, let note, let columns): describeByComment(table, note, columns)
        case .grant(let rights, let object, let account):
            // A login that nobody quotes is upper case.
            let user = account.uppercased()
            let tail = "FROM all_users WHERE username = \(string(user))"
            line("DECLARE")
            line("    found NUMBER;")
            line("BEGIN")
            line("    SELECT COUNT(*) INTO found \(tail);")
            line("    IF found > 0 THEN")
            immediately(["GRANT \(spelled(rights)) ON \(id(object)) TO \(id(user))"], indent: "        ")
            line("    ELSE")
            line("        DBMS_OUTPUT.PUT_LINE(\(string("The user \(id(user)) does not exist: create it, then run this script again.")));")
            line("    END IF;")
            line("END;")
            line("/")
        case .showColumnDifferences(let object, let columns, let comparison): compare(object, columns, comparison)
        default: writeCommon(statement)
        }
    }

    /// `name type DEFAULT … NOT NULL CONSTRAINT … CHECK (…)`
    func oracleDefinition(_ column: SQLColumn, of table: SQLName) -> String {
        var item = "\(id(column.name)) \(column.type.spelled(in: dialect))"
        if column.isIdentity { return item + " GENERATED ALWAYS AS IDENTITY" }
        if let value = column.defaultValue { item += " DEFAULT \(value == .no ? "0" : "SYS_EXTRACT_UTC(SYSTIMESTAMP)")" }
        if !column.isNullable { item += " NOT NULL" }
        if column.type == .boolean {
            item += " CONSTRAINT \(id(table.part("CK", column.name, in: dialect))) CHECK (\(id(column.name)) IN (0, 1))"
        }
        return item
    }

    private mutating func create(_ table: SQLTable) {
        var items = table.columns.map { oracleDefinition($0, of: table.name) }
        if let key = table.key { items.append("CONSTRAINT \(id(table.name.part("PK", in: dialect))) PRIMARY KEY (\(id(key)))") }
        run(["CREATE TABLE \(id(table.name)) ("] + listed(items) + [")"], when: .absent(.table(table.name)))
    }

    private mutating func compare(_ object: SQLName, _ columns: [SQLColumn], _ comparison: SQLStatement.Comparison) {
        line("SELECT e.column_name AS expected_column, e.column_type AS expected_type, e.nullable AS expected_nullable,")
        line("    f.column_name AS found_column, f.column_type AS found_type, f.nullable AS found_nullable")
        line("FROM (")
        for (index, column) in columns.enumerated() {
            let names = index == 0 ? [" AS column_name", " AS column_type", " AS nullable"] : ["", "", ""]
            let values = [column.name, column.type.spelled(in: dialect), column.isNullable ? "YES" : "NO"]
            line("    \(index == 0 ? "" : "UNION ALL ")SELECT \(zip(values, names).map { string($0) + $1 }.joined(separator: ", ")) FROM dual")
        }
        line(") e FULL JOIN (")
        line("    SELECT column_name, CASE nullable WHEN 'Y' THEN 'YES' ELSE 'NO' END AS nullable, CASE data_type")
        line("        WHEN 'NVARCHAR2' THEN 'NVARCHAR2(' || char_length || ')'")
        line("        WHEN 'NUMBER' THEN 'NUMBER(' || data_precision || ',' || data_scale || ')'")
        line("        ELSE data_type END AS column_type")
        line("    FROM all_tab_columns")
        line("    WHERE owner = \(schema(of: object)) AND table_name = \(string(object.name))")
        line(") f ON f.column_name = e.column_name")
        var differs = "e.column_name IS NULL OR f.column_name IS NULL"
        if comparison == .everything { differs += " OR e.column_type <> f.column_type OR e.nullable <> f.nullable" }
        line("WHERE \(differs)")
        line("ORDER BY e.column_name, f.column_name;")
    }
}
