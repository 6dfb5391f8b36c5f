/// The two procedures of a script that has to decide: MySQL has no `IF` outside of one. They hold no name of a plan, and go again at
/// the end.
enum MySQLHelpers {
    static let run = "entrain_run"
    static let stop = "entrain_stop"

    static let creation = """
        DROP PROCEDURE IF EXISTS entrain_run;
        DROP PROCEDURE IF EXISTS entrain_stop;
        DELIMITER //
        CREATE PROCEDURE entrain_run(IN wanted BOOLEAN, IN step LONGTEXT CHARACTER SET utf8mb4)
        BEGIN
            IF wanted THEN
                SET @entrain_step = step;
                PREPARE entrain_step FROM @entrain_step;
                EXECUTE entrain_step;
                DEALLOCATE PREPARE entrain_step;
            END IF;
        END//
        CREATE PROCEDURE entrain_stop(IN wanted BOOLEAN, IN reason LONGTEXT CHARACTER SET utf8mb4)
        BEGIN
            DECLARE message VARCHAR(128) CHARACTER SET utf8mb4 DEFAULT LEFT(reason, 128);
            IF wanted THEN
                SELECT reason AS stopped;
                SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = message;
            END IF;
        END//
        DELIMITER ;
        """

    static let removal = ["DROP PROCEDURE IF EXISTS entrain_run", "DROP PROCEDURE IF EXISTS entrain_stop"]
}

/// SQL for MySQL 8.0.13 and later and MariaDB 10.5.2 and later, by their command lines. A statement of DDL cannot be taken back there.
///
/// Sources: MySQL 8.0 reference, chapters on data types, CREATE TABLE, CREATE TRIGGER (one statement needs no BEGIN, and so no other
/// delimiter), PREPARE, SIGNAL; MariaDB's knowledge base on the same.
extension SQLWriter {
    mutating func writeMySQL(_ statement: SQLStatement) {
        switch statement {
        case .settings:
            line("")
            line("SET NAMES utf8mb4;")
            line("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES,NO_ENGINE_SUBSTITUTION';")
        case .requireDatabase(let name): line("USE \(id(name));")
        case .begin(let work):
            switch work {
            case .reading: break
            case .rows: line("START TRANSACTION;")
            case .schema, .migration: line(MySQLHelpers.creation)
            }
        case .commit(let work):
            switch work {
            case .reading: break
            case .rows: line("COMMIT;")
            case .schema, .migration: lines(MySQLHelpers.removal.map { $0 + ";" }, end: "")
            }
        case .createSchema(let name): line("CREATE DATABASE IF NOT EXISTS \(id(name));")
        case .createTable(let table): create(table)
        case .createUniqueIndex(let name, let table, let column):
            run(["CREATE UNIQUE INDEX \(id(name)) ON \(id(table)) (\(id(column)))"], when: .absent(.index(name, on: table)))
        case .createModificationTrigger(let name, let table, let column, _):
            let trigger = id(SQLName(schema: table.schema, name: name))
            line("DROP TRIGGER IF EXISTS \(trigger);")
            line("CREATE TRIGGER \(trigger) BEFORE UPDATE ON \(id(table))")
            line("    FOR EACH ROW SET NEW.\(id(column)) = UTC_TIMESTAMP(3);")
        case .createView(let view, let table, let columns): createView(view, table, columns)
        // The notes stand in the definition of the table: MySQL keeps a column's only together with its whole definition.
        case .describe: break
        case .grant(let rights, let object, let account): grant(rights, on: object, to: account)
        case .showColumnDifferences(let object, let columns, let comparison): compare(object, columns, comparison)
        default: writeCommon(statement)
        }
    }

    /// `name type NULL DEFAULT … COMMENT …`
    func mySQLDefinition(_ column: SQLColumn) -> String {
        var item = "\(id(column.name)) \(column.type.spelled(in: dialect)) \(column.isNullable ? "NULL" : "NOT NULL")"
        if column.isIdentity { item += " AUTO_INCREMENT" }
        if let value = column.defaultValue { item += " DEFAULT \(value == .no ? "0" : "(UTC_TIMESTAMP(3))")" }
        return item + (column.note.isEmpty ? "" : " COMMENT \(dialect.note(column.note))")
    }

    private mutating func create(_ table: SQLTable) {
        line("CREATE TABLE IF NOT EXISTS \(id(table.name)) (")
        var items = table.columns.map(mySQLDefinition)
        if let key = table.key { items.append("PRIMARY KEY (\(id(key)))") }
        list(items, indent: "    ")
        let note = table.note.isEmpty ? "" : " COMMENT = \(dialect.note(table.note))"
        line(") ENGINE = InnoDB, DEFAULT CHARACTER SET = utf8mb4\(note.isEmpty ? "" : ",\(note)");")
    }

    /// `name` is somebody from anywhere, `name@host` from there.
    func account(_ text: String) -> (user: String, host: String) {
        guard let at = text.lastIndex(of: "@") else { return (text, "%") }
        return (String(text[..<at]), String(text[text.index(after: at)...]))
    }

    /// `'user'@'host'`
    func mySQLName(of text: String) -> String {
        let (user, host) = account(text)
        return "\(string(user))@\(string(host))"
    }

    /// MySQL keeps rights on a name, whatever becomes of the table that had it.
    mutating func revokeInMySQL(on object: SQLName, from text: String) {
        let (user, host) = account(text)
        line("CALL \(MySQLHelpers.run)(")
        line("    (SELECT COUNT(*) FROM mysql.tables_priv WHERE Db = \(schema(of: object)) AND Table_name = \(string(object.name))")
        line("        AND User = \(string(user)) AND Host = \(string(host))) > 0,")
        line("    \(string("REVOKE ALL PRIVILEGES ON \(id(object)) FROM \(string(user))@\(string(host))")));")
    }

    private mutating func grant(_ rights: [SQLStatement.Right], on object: SQLName, to text: String) {
        let (user, host) = account(text)
        let tail = "FROM mysql.user WHERE User = \(string(user)) AND Host = \(string(host))"
        let name = "\(string(user))@\(string(host))"
        line("CALL \(MySQLHelpers.run)(")
        line("    (SELECT COUNT(*) \(tail)) > 0,")
        line("    \(string("GRANT \(spelled(rights)) ON \(id(object)) TO \(name)")));")
        line("SELECT \(string("The account \(name) does not exist: create it, then run this script again.")) AS note")
        line("FROM DUAL WHERE NOT EXISTS (SELECT 1 \(tail));")
    }

    /// MySQL has no full join. Names are compared byte for byte; the display width of an integer depends on the version.
    private mutating func compare(_ object: SQLName, _ columns: [SQLColumn], _ comparison: SQLStatement.Comparison) {
        line("WITH expected AS (")
        let rows = columns.enumerated().map { index, column in
            let names = index == 0 ? [" AS column_name", " AS column_type", " AS nullable"] : ["", "", ""]
            let values = [column.name, column.type.spelled(in: dialect), column.isNullable ? "YES" : "NO"]
            return "SELECT " + zip(values, names).map { string($0) + $1 }.joined(separator: ", ")
        }
        for (index, row) in rows.enumerated() { line("    " + (index == 0 ? "" : "UNION ALL ") + row) }
        line("), found AS (")
        line("    SELECT column_name, CASE WHEN data_type = 'bigint' THEN 'bigint' ELSE column_type END AS column_type, is_nullable AS nullable")
        line("    FROM information_schema.columns")
        line("    WHERE table_schema = \(schema(of: object)) AND table_name = \(string(object.name))")
        line(")")
        func same(_ name: String) -> String { "CAST(f.\(name) AS BINARY) = CAST(e.\(name) AS BINARY)" }
        var differs = "f.column_name IS NULL"
        if comparison == .everything { differs += " OR NOT \(same("column_type")) OR NOT \(same("nullable"))" }
        line("SELECT e.column_name AS expected_column, e.column_type AS expected_type, e.nullable AS expected_nullable,")
        line("    f.column_name AS found_column, f.column_type AS found_type, f.nullable AS found_nullable")
        line("FROM expected AS e LEFT JOIN found AS f ON \(same("column_name"))")
        line("WHERE \(differs)")
        line("UNION ALL")
        line("SELECT NULL, NULL, NULL, f.column_name, f.column_type, f.nullable")
        line("FROM found AS f LEFT JOIN expected AS e ON \(same("column_name"))")
        line("WHERE e.column_name IS NULL;")
    }
}
