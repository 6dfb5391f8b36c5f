/// Sources: each product's chapter on ALTER TABLE; sql-docs on `sp_rename`; IBM's on the states of a table that wants a REORG.
extension SQLWriter {
    mutating func write(_ statement: MigrationStatement) {
        switch statement {
        case .renameTable(let old, let new): renameTable(old, new)
        case .renameConstraint(let old, let new, let table, let key): renameConstraint(old, new, table, key)
        case .renameColumn(let table, let old, let new): renameColumn(table, old.name, new.name)
        case .addColumn(let table, let column):
            run(["ALTER TABLE \(id(table)) ADD \(dialect == .oracle ? "" : columnWord)\(definition(column, of: table))"], when: .absent(.column(table, column.name)))
        case .dropColumn(let table, let column):
            dropDefault(of: column, table)
            run(["ALTER TABLE \(id(table)) DROP COLUMN \(id(column.name))"], when: .present(.column(table, column.name)))
            reorganize(table)
        case .dropFormerColumn(let table, let column):
            dropDefault(of: column, table)
            run(["ALTER TABLE \(id(table)) DROP COLUMN \(id(column.name))"], when: .present(.typedColumn(table, column.name, column.type)))
            reorganize(table)
        case .alterColumn(let table, let old, let new, let isKey): alter(table, old, new, isKey: isKey)
        case .fill(let table, let column, let constant):
            self.statement(["UPDATE \(id(table)) SET \(id(column.name)) = \(value(constant))", "WHERE \(id(column.name)) IS NULL"])
        case .stop(let reason, let table): stop(reason, table)
        case .dropIndex(let name, let table):
            switch dialect {
            case .sqlServer, .mysql: run(["DROP INDEX \(id(name)) ON \(id(table))"], when: .present(.index(name, on: table)))
            case .postgresql, .oracle, .db2:
                run(["DROP INDEX \(id(SQLName(schema: table.schema, name: name)))"], when: .present(.index(name, on: table)))
            }
        case .dropTriggers(let names, let table): for name in names { dropTrigger(name, table) }
        case .createInsertTrigger(let table): if dialect == .db2 { createInsertTrigger(table) }
        case .revoke(let name, let account): if dialect == .mysql { revokeInMySQL(on: name, from: account) }
        case .takeBack(let rights, let name, let account): takeBack(rights, on: name, from: account)
        case .dropView(let name): run(["DROP VIEW \(id(name))"], when: .present(.view(name)))
        case .dropTable(let name): run(["DROP TABLE \(id(name))"], when: .present(.table(name)))
        case .describeAgain(let table, let note, let columns):
            guard dialect == .mysql else { break }
            line("ALTER TABLE \(id(table))")
            list(["COMMENT = \(dialect.note(note))"] + columns.map { "MODIFY COLUMN \(mySQLDefinition($0))" }, indent: "    ", end: ";")
        }
    }

    /// T-SQL has no COLUMN behind ADD.
    private var columnWord: String { dialect == .sqlServer ? "" : "COLUMN " }

    func definition(_ column: SQLColumn, of table: SQLName) -> String {
        switch dialect {
        case .sqlServer: sqlServerDefinition(column, of: table)
        case .postgresql: postgreSQLDefinition(column)
        case .mysql: mySQLDefinition(column)
        case .oracle: "(\(oracleDefinition(column, of: table)))"
        case .db2: db2Definition(column)
        }
    }

    /// Db2 lets nobody read or write a table whose rows are still laid out as before.
    private mutating func reorganize(_ table: SQLName) {
        if dialect == .db2 { statement(["CALL SYSPROC.ADMIN_CMD(\(string("REORG TABLE \(id(table))")))"]) }
    }

    // MARK: Names

    /// - Parameter kind: `COLUMN`, or nothing for an object. `sp_rename` takes variables, and no sums.
    private mutating func spRename(_ old: String, _ new: String, _ kind: String?, when condition: Condition) {
        line("DECLARE @old nvarchar(1035) = \(string(old)), @new sysname = \(string(new));")
        run(["EXEC sys.sp_rename @old, @new\(kind.map { ", '\($0)'" } ?? "")"], when: condition)
    }

    private mutating func renameTable(_ old: SQLName, _ new: SQLName) {
        let middle = SQLName(schema: new.schema, name: old.name)
        switch dialect {
        case .sqlServer:
            if old.schema != new.schema {
                run(["ALTER SCHEMA \(id(new.schema ?? "dbo")) TRANSFER \(id(old))"], when: .present(.table(old)))
            }
            if old.name != new.name { spRename(id(middle), new.name, nil, when: .present(.table(middle))) }
        case .postgresql:
            if old.schema != new.schema {
                run(["ALTER TABLE \(id(old)) SET SCHEMA \(id(new.schema ?? "public"))"], when: .present(.table(old)))
            }
            if old.name != new.name { run(["ALTER TABLE \(id(middle)) RENAME TO \(id(new.name))"], when: .present(.table(middle))) }
        case .mysql: run(["RENAME TABLE \(id(old)) TO \(id(new))"], when: .present(.table(old)))
        case .oracle: run(["ALTER TABLE \(id(old)) RENAME TO \(id(new.name))"], when: .present(.table(old)))
        case .db2: run(["RENAME TABLE \(id(old)) TO \(id(new.name))"], when: .present(.table(old)))
        }
    }

    private mutating func renameConstraint(_ old: String, _ new: String, _ table: SQLName, _ key: String?) {
        let condition = Condition.present(.constraint(old, on: table))
        switch dialect {
        case .sqlServer: spRename(id(SQLName(schema: table.schema, name: old)), new, "OBJECT", when: condition)
        case .postgresql, .oracle: run(["ALTER TABLE \(id(table)) RENAME CONSTRAINT \(id(old)) TO \(id(new))"], when: condition)
        // A primary key is called PRIMARY there, and a default has no name.
        case .mysql: break
        case .db2:
            guard let key else { break }
            run(["ALTER TABLE \(id(table)) DROP PRIMARY KEY"], when: condition)
            run(["ALTER TABLE \(id(table)) ADD CONSTRAINT \(id(new)) PRIMARY KEY (\(id(key)))"], when: .absent(.constraint(new, on: table)))
        }
    }

    private mutating func renameColumn(_ table: SQLName, _ old: String, _ new: String) {
        let condition = Condition.present(.column(table, old))
        if dialect == .sqlServer {
            spRename("\(id(table)).\(id(old))", new, "COLUMN", when: condition)
        } else {
            run(["ALTER TABLE \(id(table)) RENAME COLUMN \(id(old)) TO \(id(new))"], when: condition)
        }
    }

    // MARK: Rights

    /// Oracle and Db2 refuse to take what was not given, so each right is asked for; the others take several at once.
    private mutating func takeBack(_ rights: [SQLStatement.Right], on object: SQLName, from account: String) {
        let all = rights.map(\.rawValue).joined(separator: ", ")
        let present = Condition.present(.right(nil, on: object, of: account))
        switch dialect {
        case .sqlServer: run(["REVOKE \(all) ON OBJECT::\(id(object)) FROM \(id(account))"], when: present)
        case .postgresql: run(["REVOKE \(all) ON TABLE \(id(object)) FROM \(id(account))"], when: present)
        case .mysql: run(["REVOKE \(all) ON \(id(object)) FROM \(mySQLName(of: account))"], when: present)
        case .oracle, .db2:
            let name = id(account.uppercased())
            for right in rights {
                let tail = dialect == .oracle ? "ON \(id(object)) FROM \(name)" : "ON TABLE \(id(object)) FROM USER \(name)"
                run(["REVOKE \(right.rawValue) \(tail)"], when: .present(.right(right, on: object, of: account)))
            }
        }
    }

    // MARK: Types

    /// The default's constraint stands in the way of T-SQL's changes.
    private mutating func dropDefault(of column: SQLColumn, _ table: SQLName) {
        guard dialect == .sqlServer, column.defaultValue != nil else { return }
        let name = table.part("DF", column.name, in: dialect)
        run(["ALTER TABLE \(id(table)) DROP CONSTRAINT \(id(name))"], when: .present(.constraint(name, on: table)))
    }

    private mutating func alter(_ table: SQLName, _ old: SQLColumn, _ new: SQLColumn, isKey: Bool) {
        let name = id(new.name)
        let type = new.type.spelled(in: dialect)
        let isTyped = old.type.spelled(in: dialect) != type
        switch dialect {
        case .sqlServer: alterInSQLServer(table, old, new, isKey: isKey)
        case .postgresql:
            var changes: [String] = isTyped ? ["ALTER COLUMN \(name) TYPE \(type)"] : []
            if old.isNullable != new.isNullable { changes.append("ALTER COLUMN \(name) \(new.isNullable ? "DROP" : "SET") NOT NULL") }
            if old.defaultValue != new.defaultValue {
                changes.append(new.defaultValue == .no ? "ALTER COLUMN \(name) SET DEFAULT false" : "ALTER COLUMN \(name) DROP DEFAULT")
            }
            line("ALTER TABLE \(id(table))")
            list(changes, indent: "    ", end: ";")
        case .mysql: statement(["ALTER TABLE \(id(table)) MODIFY COLUMN \(mySQLDefinition(new))"])
        case .oracle:
            if isTyped { retype(table, old, new) }
            if old.defaultValue != new.defaultValue {
                statement(["ALTER TABLE \(id(table)) MODIFY (\(name) DEFAULT \(new.defaultValue == .no ? "0" : "NULL"))"])
            }
            guard old.isNullable != new.isNullable || (isTyped && isLarge(old) != isLarge(new) && !new.isNullable) else { break }
            let nullable = CatalogueObject.nullableColumn(table, new.name)
            run(
                ["ALTER TABLE \(id(table)) MODIFY (\(name) \(new.isNullable ? "NULL" : "NOT NULL"))"],
                when: new.isNullable ? .absent(nullable) : .present(nullable))
        case .db2:
            if isTyped { retype(table, old, new) }
            if old.defaultValue != new.defaultValue {
                statement(["ALTER TABLE \(id(table)) ALTER COLUMN \(name) \(new.defaultValue == .no ? "SET DEFAULT FALSE" : "DROP DEFAULT")"])
            }
            guard old.isNullable != new.isNullable || (isTyped && isLarge(old) != isLarge(new) && !new.isNullable) else { break }
            let nullable = CatalogueObject.nullableColumn(table, new.name)
            run(
                ["ALTER TABLE \(id(table)) ALTER COLUMN \(name) \(new.isNullable ? "DROP" : "SET") NOT NULL"],
                when: new.isNullable ? .absent(nullable) : .present(nullable))
            reorganize(table)
        }
    }

    /// A key's column can't be changed below its key; one with a default only without it.
    private mutating func alterInSQLServer(_ table: SQLName, _ old: SQLColumn, _ new: SQLColumn, isKey: Bool) {
        let key = table.part("PK", in: dialect)
        if isKey { run(["ALTER TABLE \(id(table)) DROP CONSTRAINT \(id(key))"], when: .present(.constraint(key, on: table))) }
        if old.defaultValue != new.defaultValue { dropDefault(of: old, table) }
        let type = new.type.spelled(in: dialect)
        if old.type.spelled(in: dialect) != type || old.isNullable != new.isNullable {
            statement(["ALTER TABLE \(id(table)) ALTER COLUMN \(id(new.name)) \(type) \(new.isNullable ? "NULL" : "NOT NULL")"])
        }
        if old.defaultValue != new.defaultValue, new.defaultValue == .no {
            let name = table.part("DF", new.name, in: dialect)
            run(
                ["ALTER TABLE \(id(table)) ADD CONSTRAINT \(id(name)) DEFAULT (0) FOR \(id(new.name))"],
                when: .absent(.constraint(name, on: table)))
        }
        if isKey {
            run(
                ["ALTER TABLE \(id(table)) ADD CONSTRAINT \(id(key)) PRIMARY KEY CLUSTERED (\(id(new.name)))"],
                when: .absent(.constraint(key, on: table)))
        }
    }

    private func isLarge(_ column: SQLColumn) -> Bool { column.type.spelled(in: dialect).hasPrefix(dialect == .oracle ? "NCLOB" : "CLOB") }

    /// Oracle and Db2 turn no text into a large object in place: the values move to a column beside it, which takes its name.
    private mutating func retype(_ table: SQLName, _ old: SQLColumn, _ new: SQLColumn) {
        let type = new.type.spelled(in: dialect)
        guard isLarge(old) != isLarge(new) else {
            switch dialect {
            case .oracle: statement(["ALTER TABLE \(id(table)) MODIFY (\(id(new.name)) \(type))"])
            default: statement(["ALTER TABLE \(id(table)) ALTER COLUMN \(id(new.name)) SET DATA TYPE \(type)"])
            }
            return reorganize(table)
        }
        var beside = new
        beside.name = dialect.fitted("\(new.name)_moved")
        beside.isNullable = true
        beside.defaultValue = nil
        run(["ALTER TABLE \(id(table)) ADD \(dialect == .oracle ? "" : "COLUMN ")\(definition(beside, of: table))"], when: .absent(.column(table, beside.name)))
        let source = dialect == .oracle ? id(new.name) : "CAST(\(id(new.name)) AS \(type))"
        run(["UPDATE \(id(table)) SET \(id(beside.name)) = \(source)"], when: .present(.column(table, new.name)))
        run(["ALTER TABLE \(id(table)) DROP COLUMN \(id(new.name))"], when: .present(.column(table, new.name)))
        reorganize(table)
        renameColumn(table, beside.name, new.name)
    }

    // MARK: Triggers and guards

    private mutating func dropTrigger(_ name: String, _ table: SQLName) {
        let trigger = id(SQLName(schema: table.schema, name: name))
        switch dialect {
        case .sqlServer, .mysql: statement(["DROP TRIGGER IF EXISTS \(trigger)"])
        case .postgresql:
            run(["DROP TRIGGER IF EXISTS \(id(name)) ON \(id(table))"], when: .present(.table(table)))
            statement(["DROP FUNCTION IF EXISTS \(trigger)()"])
        case .oracle, .db2: run(["DROP TRIGGER \(trigger)"], when: .present(.trigger(name, on: table)))
        }
    }

    private mutating func stop(_ reason: MigrationGuard, _ table: SQLName) {
        let from = "FROM \(id(table))"
        switch reason {
        case .absent(let column):
            stop(
                whereFound: "\(from) WHERE \(id(column.name)) IS NULL",
                "Rows without a value in \(column.name): fill them, then run this script again.")
        case .longer(let column, let length):
            stop(
                whereFound: "\(from) WHERE \(self.length(of: column.name)) > \(length)",
                "Texts of more than \(length) characters in \(column.name): shorten them, then run this script again.")
        case .duplicates(let column):
            stop(
                whereFound: "FROM (SELECT \(id(column)) AS v \(from) WHERE \(id(column)) IS NOT NULL GROUP BY \(id(column)) HAVING COUNT(*) > 1) d",
                "Rows share a value of \(column): make them differ, then run this script again.")
        case .rows: stopIfRows(in: table)
        }
    }

    /// The table may be gone already, so its rows are counted only where it is there.
    private mutating func stopIfRows(in table: SQLName) {
        let message = string("Rows are left in \(table.name): see that they may go, then run this script again.")
        let isThere = presence(of: .table(table))
        switch dialect {
        case .sqlServer:
            line("IF EXISTS (SELECT 1 \(isThere))")
            line("    IF EXISTS (SELECT 1 FROM \(id(table)))")
            line("    BEGIN")
            line("        DECLARE @stop nvarchar(2000) = \(message);")
            line("        THROW 50000, @stop, 1;")
            statement(["    END"])
        case .postgresql:
            block { writer in
                writer.line("    IF EXISTS (SELECT 1 \(isThere)) THEN")
                writer.line("        IF EXISTS (SELECT 1 FROM \(writer.id(table))) THEN")
                writer.line("            RAISE EXCEPTION '%', \(message);")
                writer.line("        END IF;")
                writer.line("    END IF;")
            }
        case .mysql:
            line("SET @entrain_rows = 0;")
            run(["SET @entrain_rows = (SELECT COUNT(*) FROM \(id(table)))"], when: .present(.table(table)))
            line("CALL \(MySQLHelpers.stop)(@entrain_rows > 0, \(message));")
        case .oracle:
            line("DECLARE")
            line("    found NUMBER;")
            line("    row_count NUMBER := 0;")
            line("BEGIN")
            line("    SELECT COUNT(*) INTO found \(isThere);")
            line("    IF found > 0 THEN")
            line("        EXECUTE IMMEDIATE \(string("SELECT COUNT(*) FROM \(id(table))")) INTO row_count;")
            line("    END IF;")
            line("    IF row_count > 0 THEN")
            line("        RAISE_APPLICATION_ERROR(-20000, \(message));")
            line("    END IF;")
            line("END;")
            line("/")
        case .db2:
            line("BEGIN")
            line("    DECLARE row_count BIGINT DEFAULT 0;")
            line("    DECLARE counting STATEMENT;")
            line("    DECLARE counter CURSOR FOR counting;")
            line("    IF EXISTS (SELECT 1 \(isThere)) THEN")
            line("        PREPARE counting FROM \(string("SELECT COUNT(*) FROM \(id(table))"));")
            line("        OPEN counter;")
            line("        FETCH counter INTO row_count;")
            line("        CLOSE counter;")
            line("    END IF;")
            line("    IF row_count > 0 THEN")
            line("        SIGNAL SQLSTATE '75000' SET MESSAGE_TEXT = \(message);")
            line("    END IF;")
            line("END")
            line("@")
        }
    }

    private func length(of column: String) -> String {
        switch dialect {
        case .sqlServer: "DATALENGTH(\(id(column))) / 2"
        case .postgresql, .mysql: "CHAR_LENGTH(\(id(column)))"
        case .oracle, .db2: "LENGTH(\(id(column)))"
        }
    }

    private mutating func list(_ items: [String], indent: String, end: String) {
        lines(listed(items, indent: indent), end: end)
    }
}
