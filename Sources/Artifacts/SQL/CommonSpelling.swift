/// What MySQL, Oracle and Db2 spell alike.
extension SQLWriter {
    mutating func writeCommon(_ statement: SQLStatement) {
        switch statement {
        case .countRows(let table): self.statement(["SELECT COUNT(*) AS number_of_rows FROM \(id(table))"])
        case .showDuplicates(let table, let column):
            self.statement([
                "SELECT \(id(column)), COUNT(*) AS number_of_rows FROM \(id(table))",
                "WHERE \(id(column)) IS NOT NULL GROUP BY \(id(column)) HAVING COUNT(*) > 1",
            ])
        case .showRowsWithout(let column, let table, let key):
            self.statement(["SELECT \(key.map(id) ?? "*") FROM \(id(table))", "WHERE \(isAbsent(column))"])
        case .drop(let table, let view, _, let changes, _):
            let views = [view, changes?.view].compactMap { $0 }
            switch dialect {
            case .oracle: dropInOracle(table, views: views, log: changes?.table.name)
            case .db2: dropInDb2(table, views: views, log: changes?.table.name)
            default: dropInMySQL(table, views: views, log: changes?.table.name)
            }
        default: break
        }
    }

    mutating func createView(_ view: SQLName, _ table: SQLName, _ columns: [String]) {
        statement(["CREATE OR REPLACE VIEW \(id(view)) AS", "SELECT"] + listed(columns.map(id)) + ["FROM \(id(table))"])
    }

    mutating func describeByComment(_ table: SQLName, _ note: String, _ columns: [SQLColumn]) {
        statement(["COMMENT ON TABLE \(id(table)) IS \(dialect.note(note))"])
        for column in columns { statement(["COMMENT ON COLUMN \(id(table)).\(id(column.name)) IS \(dialect.note(column.note))"]) }
    }

    // MARK: The way back. Triggers and indexes go with their table.

    private mutating func dropInMySQL(_ table: SQLName, views: [SQLName], log: SQLName?) {
        line("SET @entrain_rows = 0;")
        run(["SET @entrain_rows = (SELECT COUNT(*) FROM \(id(table)))"], when: .present(.table(table)))
        line("CALL \(MySQLHelpers.stop)(")
        line("    @entrain_rows > 0 AND COALESCE(@entrain_confirm, '') <> 'yes',")
        line("    \(string("Nothing was dropped, there are rows: SET @entrain_confirm = 'yes' first if they may be lost. \(id(table))")));")
        for view in views { line("DROP VIEW IF EXISTS \(id(view));") }
        line("DROP TABLE IF EXISTS \(id(table));")
        if let log { line("DROP TABLE IF EXISTS \(id(log));") }
    }

    private mutating func dropInOracle(_ table: SQLName, views: [SQLName], log: SQLName?) {
        line("DECLARE")
        line("    -- 'yes': drop the table although it has rows.")
        line("    confirm CONSTANT VARCHAR2(3) := 'no';")
        line("    found NUMBER;")
        line("    row_count NUMBER := 0;")
        line("BEGIN")
        line("    SELECT COUNT(*) INTO found \(presence(of: .table(table)));")
        line("    IF found > 0 THEN")
        line("        EXECUTE IMMEDIATE \(string("SELECT COUNT(*) FROM \(id(table))")) INTO row_count;")
        line("    END IF;")
        line("    IF row_count > 0 AND confirm <> 'yes' THEN")
        line("        RAISE_APPLICATION_ERROR(-20000, \(string("Nothing was dropped: \(id(table)) has rows. Set confirm to yes at the top if they may be lost.")));")
        line("    END IF;")
        let tables = [table, log].compactMap { $0 }
        let objects: [(CatalogueObject, String)] = views.map { (.view($0), "DROP VIEW \(id($0))") } + tables.map { (.table($0), "DROP TABLE \(id($0))") }
        for (object, drop) in objects {
            line("    SELECT COUNT(*) INTO found \(presence(of: object));")
            line("    IF found > 0 THEN")
            immediately([drop], indent: "        ")
            line("    END IF;")
        }
        line("END;")
        line("/")
    }

    private mutating func dropInDb2(_ table: SQLName, views: [SQLName], log: SQLName?) {
        line("BEGIN")
        line("    -- 'yes': drop the table although it has rows.")
        line("    DECLARE confirm VARCHAR(3) DEFAULT 'no';")
        line("    DECLARE row_count BIGINT DEFAULT 0;")
        line("    DECLARE counting STATEMENT;")
        line("    DECLARE counter CURSOR FOR counting;")
        line("    IF EXISTS (SELECT 1 \(presence(of: .table(table)))) THEN")
        line("        PREPARE counting FROM \(string("SELECT COUNT(*) FROM \(id(table))"));")
        line("        OPEN counter;")
        line("        FETCH counter INTO row_count;")
        line("        CLOSE counter;")
        line("    END IF;")
        line("    IF row_count > 0 AND confirm <> 'yes' THEN")
        line("        SIGNAL SQLSTATE '75000' SET MESSAGE_TEXT = 'Nothing was dropped: there are rows. Set confirm to yes first.';")
        line("    END IF;")
        let tables = [table, log].compactMap { $0 }
        let objects: [(CatalogueObject, String)] = views.map { (.view($0), "DROP VIEW \(id($0))") } + tables.map { (.table($0), "DROP TABLE \(id($0))") }
        for (object, drop) in objects {
            line("    IF EXISTS (SELECT 1 \(presence(of: object))) THEN")
            immediately([drop], indent: "        ")
            line("    END IF;")
        }
        line("END")
        line("@")
    }
}
