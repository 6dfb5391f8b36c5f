/// What changed in a staging table since MIM's last successful delta import, for the built-in SQL management agent.
///
/// The agent wants a view with the table's columns and one more that says what happened to the object; the change of single attributes
/// is left to full rows (connectors reference, D.4, from the agent's help). A row of the log is offered before an import and cleared
/// behind it: what is committed in between was not offered and stays. A number as high-water mark would lose changes, because a
/// transaction may commit behind one that has a higher number.
struct ChangeLog: Hashable, Sendable {
    static let identity = "ChangeId"
    static let word = "ChangeType"
    static let instant = "ChangedUtc"
    static let offered = "IsOffered"
    /// Names that the connector's attributes can't have.
    static let reserved = [identity, word, instant, offered]
    static let maximumWordLength = 20

    struct Words: Hashable, Sendable {
        var add = "Add"
        var modify = "Modify"
        var delete = "Delete"
    }

    /// The staging table.
    let source: SQLName
    /// The log.
    let table: SQLTable
    /// What MIM reads; nil where the log is for the ECMA host alone.
    let view: SQLName?
    let anchor: String
    /// The columns that MIM sees.
    let columns: [SQLColumn]
    let words: Words
    /// The trigger that keeps ModifiedUtc: in SQL Server it writes the row once more.
    let modificationTrigger: String?

    init(
        of source: SQLName, view: SQLName?, anchor: String, columns: [SQLColumn], words: Words, modificationTrigger: String?, in dialect: Dialect
    ) {
        self.source = source
        self.view = view
        self.anchor = anchor
        self.columns = columns
        self.words = words
        self.modificationTrigger = modificationTrigger
        table = SQLTable(
            name: ChangeLog.name(of: source, in: dialect),
            columns: [
                SQLColumn(name: ChangeLog.identity, type: .integer, isNullable: false, note: "The order of the changes.", isIdentity: true),
                SQLColumn(name: ChangeLog.word, type: .text(ChangeLog.maximumWordLength), isNullable: false, note: "What happened."),
                SQLColumn(name: ChangeLog.instant, type: .instant(decimals: 3), isNullable: false, defaultValue: .now, note: "When, in UTC."),
                SQLColumn(
                    name: ChangeLog.offered, type: .boolean, isNullable: false, defaultValue: .no,
                    note: "Whether an import may have read it."),
            ] + columns.map { column in
                var copy = column
                copy.isNullable = column.name != anchor
                copy.defaultValue = nil
                copy.note = column.name == anchor ? "Whose change it is." : "The value of a row that is gone."
                return copy
            },
            key: ChangeLog.identity,
            note: "Changes of \(source.title). Kept by triggers, cleared behind a successful delta import.")
    }

    /// `HRStaging_Log`
    static func name(of source: SQLName, in dialect: Dialect) -> SQLName {
        SQLName(schema: source.schema, name: dialect.fitted("\(source.name)_Log"))
    }

    /// `TR_HRStaging_Log`, and with an event where the dialect wants a trigger for each.
    func trigger(_ event: String = "", in dialect: Dialect) -> String { source.part("TR", "Log" + event, in: dialect) }
}

enum ChangeLogStatement: Hashable, Sendable {
    case createTriggers(ChangeLog)
    case createView(ChangeLog)
    /// Before an import: what is committed now may be read.
    case offer(ChangeLog)
    /// Behind a successful import: what was offered is done.
    case clear(ChangeLog)
}

extension SQLWriter {
    mutating func write(_ statement: ChangeLogStatement) {
        switch statement {
        case .createTriggers(let log):
            switch dialect {
            case .sqlServer: createTriggerInSQLServer(log)
            case .postgresql: createTriggerInPostgreSQL(log)
            case .mysql: createTriggersInMySQL(log)
            case .oracle: createTriggerInOracle(log)
            case .db2: createTriggersInDb2(log)
            }
        case .createView(let log):
            if let view = log.view { createDeltaView(view, log) }
        case .offer(let log):
            self.statement([
                "UPDATE \(id(log.table.name)) SET \(id(ChangeLog.offered)) = \(value(.boolean(true)))",
                "WHERE \(id(ChangeLog.offered)) = \(value(.boolean(false)))",
            ])
        case .clear(let log):
            self.statement(["DELETE FROM \(id(log.table.name)) WHERE \(id(ChangeLog.offered)) = \(value(.boolean(true)))"])
        }
    }

    /// One row for each object. Its first change says whether MIM can know it; whether the row is still there says what became of it. A
    /// row that came and went in between is a delete: to miss one would be worse than to delete what MIM never had.
    private mutating func createDeltaView(_ view: SQLName, _ log: ChangeLog) {
        let table = id(log.table.name), anchor = id(log.anchor), number = id(ChangeLog.identity), word = id(ChangeLog.word)
        let offered = "\(id(ChangeLog.offered)) = \(value(.boolean(true)))"
        let verb = dialect == .sqlServer ? "CREATE OR ALTER VIEW \(id(view))" : "CREATE OR REPLACE VIEW \(id(view))"
        statement(
            [verb, "AS", "SELECT"] + log.columns.map { "    t.\(id($0.name))," } + [
                "    CASE WHEN f.\(word) = \(string(log.words.add)) THEN \(changeWord(log.words.add)) ELSE \(changeWord(log.words.modify)) END AS \(word)",
                "FROM (SELECT \(anchor) AS object_key, MIN(\(number)) AS first_change FROM \(table) WHERE \(offered) GROUP BY \(anchor)) c",
                "    INNER JOIN \(table) f ON f.\(number) = c.first_change",
                "    INNER JOIN \(id(log.source)) t ON t.\(anchor) = c.object_key",
                "UNION ALL", "SELECT",
            ] + log.columns.map { "    l.\(id($0.name))," } + [
                "    l.\(word)",
                "FROM (SELECT \(anchor) AS object_key, MAX(\(number)) AS last_change FROM \(table)",
                "        WHERE \(offered) AND \(word) = \(string(log.words.delete)) GROUP BY \(anchor)) c",
                "    INNER JOIN \(table) l ON l.\(number) = c.last_change",
                "WHERE NOT EXISTS (SELECT 1 FROM \(id(log.source)) t WHERE t.\(anchor) = l.\(anchor))",
            ])
    }

    /// Both halves of a union want one type; Oracle parts national texts from others.
    private func changeWord(_ word: String) -> String {
        let type = SQLType.text(ChangeLog.maximumWordLength).spelled(in: dialect)
        return switch dialect {
        case .postgresql, .oracle, .db2: "CAST(\(string(word)) AS \(type))"
        case .sqlServer, .mysql: string(word)
        }
    }

    private func kept(_ log: ChangeLog, _ prefix: String) -> String { log.columns.map { "\(prefix)\(id($0.name))" }.joined(separator: ", ") }

    /// `INSERT INTO log (…)` of a change that leaves the row in place.
    private func into(_ log: ChangeLog, everything: Bool) -> String {
        let columns = everything ? log.columns.map(\.name) : [log.anchor]
        return "INSERT INTO \(id(log.table.name)) (\(columnList([ChangeLog.word] + columns)))"
    }

    private mutating func createTriggerInSQLServer(_ log: ChangeLog) {
        let anchor = id(log.anchor)
        line("CREATE OR ALTER TRIGGER \(id(SQLName(schema: log.source.schema, name: log.trigger(in: dialect)))) ON \(id(log.source))")
        line("AFTER INSERT, UPDATE, DELETE")
        line("AS")
        line("BEGIN")
        line("    SET NOCOUNT ON;")
        if let other = log.modificationTrigger {
            line("    -- The trigger that keeps ModifiedUtc writes the row once more.")
            line("    IF TRIGGER_NESTLEVEL(OBJECT_ID(\(string(id(SQLName(schema: log.source.schema, name: other)))))) > 0 RETURN;")
        }
        line("    \(into(log, everything: false))")
        line("    SELECT \(string(log.words.add)), i.\(anchor) FROM inserted i")
        line("    WHERE NOT EXISTS (SELECT 1 FROM deleted d WHERE d.\(anchor) = i.\(anchor));")
        line("    \(into(log, everything: false))")
        line("    SELECT \(string(log.words.modify)), i.\(anchor) FROM inserted i")
        line("    WHERE EXISTS (SELECT 1 FROM deleted d WHERE d.\(anchor) = i.\(anchor));")
        line("    \(into(log, everything: true))")
        line("    SELECT \(string(log.words.delete)), \(kept(log, "d.")) FROM deleted d")
        line("    WHERE NOT EXISTS (SELECT 1 FROM inserted i WHERE i.\(anchor) = d.\(anchor));")
        statement(["END"])
    }

    /// It runs with the rights of its owner: the connector's account has none on the log.
    private mutating func createTriggerInPostgreSQL(_ log: ChangeLog) {
        let name = log.trigger(in: dialect)
        let function = id(SQLName(schema: log.source.schema, name: name))
        var body = SQLWriter(dialect)
        body.line("BEGIN")
        body.line("    IF TG_OP = 'INSERT' THEN")
        body.line("        \(into(log, everything: false)) VALUES (\(string(log.words.add)), NEW.\(id(log.anchor)));")
        body.line("    ELSIF TG_OP = 'UPDATE' THEN")
        body.line("        \(into(log, everything: false)) VALUES (\(string(log.words.modify)), NEW.\(id(log.anchor)));")
        body.line("    ELSE")
        body.line("        \(into(log, everything: true))")
        body.line("        VALUES (\(string(log.words.delete)), \(kept(log, "OLD.")));")
        body.line("    END IF;")
        body.line("    RETURN NULL;")
        body.line("END")
        line("CREATE OR REPLACE FUNCTION \(function)() RETURNS trigger LANGUAGE plpgsql")
        line("    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS \(Dialect.dollarQuoted(body.text));")
        line("CREATE OR REPLACE TRIGGER \(id(name)) AFTER INSERT OR UPDATE OR DELETE ON \(id(log.source))")
        line("    FOR EACH ROW EXECUTE FUNCTION \(function)();")
    }

    private mutating func createTriggersInMySQL(_ log: ChangeLog) {
        let events: [(String, String)] = [
            ("Insert", "\(into(log, everything: false)) VALUES (\(string(log.words.add)), NEW.\(id(log.anchor)))"),
            ("Update", "\(into(log, everything: false)) VALUES (\(string(log.words.modify)), NEW.\(id(log.anchor)))"),
            ("Delete", "\(into(log, everything: true)) VALUES (\(string(log.words.delete)), \(kept(log, "OLD.")))"),
        ]
        for (event, insert) in events {
            let name = id(SQLName(schema: log.source.schema, name: log.trigger(event, in: dialect)))
            line("DROP TRIGGER IF EXISTS \(name);")
            line("CREATE TRIGGER \(name) AFTER \(event.uppercased()) ON \(id(log.source))")
            line("    FOR EACH ROW \(insert);")
        }
    }

    private mutating func createTriggerInOracle(_ log: ChangeLog) {
        let name = id(SQLName(schema: log.source.schema, name: log.trigger(in: dialect)))
        line("CREATE OR REPLACE TRIGGER \(name) AFTER INSERT OR UPDATE OR DELETE ON \(id(log.source)) FOR EACH ROW")
        line("BEGIN")
        line("    IF INSERTING THEN")
        line("        \(into(log, everything: false)) VALUES (\(string(log.words.add)), :NEW.\(id(log.anchor)));")
        line("    ELSIF UPDATING THEN")
        line("        \(into(log, everything: false)) VALUES (\(string(log.words.modify)), :NEW.\(id(log.anchor)));")
        line("    ELSE")
        line("        \(into(log, everything: true))")
        line("        VALUES (\(string(log.words.delete)), \(kept(log, ":OLD.")));")
        line("    END IF;")
        line("END;")
        line("/")
    }

    private mutating func createTriggersInDb2(_ log: ChangeLog) {
        trigger(
            log.trigger("Insert", in: dialect), "AFTER INSERT", on: log.source, "NEW AS N",
            "\(into(log, everything: false)) VALUES (\(string(log.words.add)), N.\(id(log.anchor)))")
        trigger(
            log.trigger("Update", in: dialect), "AFTER UPDATE", on: log.source, "NEW AS N",
            "\(into(log, everything: false)) VALUES (\(string(log.words.modify)), N.\(id(log.anchor)))")
        trigger(
            log.trigger("Delete", in: dialect), "AFTER DELETE", on: log.source, "OLD AS O",
            "\(into(log, everything: true)) VALUES (\(string(log.words.delete)), \(kept(log, "O.")))")
    }
}
