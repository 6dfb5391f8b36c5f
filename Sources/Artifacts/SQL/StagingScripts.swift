/// The scripts of a staging table, as statements.
struct StagingScripts {
    let staging: StagingTable
    /// Where the database is.
    let server: String
    /// The database that they are for; nil for a rehearsal, which may run anywhere.
    let database: String?

    private var dialect: Dialect { staging.dialect }
    private var table: SQLName { staging.name }

    // MARK: create.sql

    func create(header: [String]) -> [SQLStatement] {
        var steps = opening(.schema, header + [
            "", "Run it as often as you like: what is there already stays as it is, and nothing is dropped.",
            "Where the table is older than the plan, verify.sql shows what differs.",
        ] + staging.shortened.map { "Too long a name for \(dialect.title): \($0.name) is here \($0.to)." } + usage("create.sql"))

        let schemas = [table.schema, staging.view?.schema, staging.changes?.view?.schema].compactMap { $0 }.filter { $0 != dialect.defaultSchema }
        for (index, schema) in schemas.enumerated() where !schemas[..<index].contains(schema) { steps.append(.createSchema(schema)) }

        steps.append(.createTable(staging.table))
        if let join = staging.joinColumn, join.name != staging.table.key {
            steps.append(.comment(["MIM joins people by \(join.name): no two rows may share one."]))
            steps.append(.createUniqueIndex(table.part("UX", join.name, in: dialect), on: table, column: join.name))
        }
        if let trigger = staging.triggerName, let column = staging.modifiedColumn, let key = staging.table.key {
            steps.append(.comment(["Shows which rows changed since an import, and serves as a watermark."]))
            steps.append(.createModificationTrigger(trigger, on: table, column: column, key: key))
        }
        if let view = staging.view {
            steps.append(.comment(["What MIM's management agent reads."]))
            steps.append(.createView(view, of: table, columns: staging.sharedColumns.map(\.name)))
        }
        steps.append(.describe(table, note: staging.note, columns: staging.table.columns))
        steps += changeLog
        if staging.tracksChanges {
            steps.append(.comment(["What the ECMA host's delta import reads."]))
            steps.append(.trackChanges(of: table, for: staging.writer))
        }
        return steps + grants + [.commit(.schema)]
    }

    /// The log of changes, its triggers and MIM's delta view.
    private var changeLog: [SQLStatement] {
        guard let changes = staging.changes else { return [] }
        var steps: [SQLStatement] = [
            .comment(["What changed, for a delta import: kept by triggers, offered and cleared by scripts of their own."]),
            .createTable(changes.table), .describe(changes.table.name, note: changes.table.note, columns: changes.table.columns),
            .changeLog(.createTriggers(changes)),
        ]
        if changes.view != nil {
            steps.append(.comment(["What MIM's management agent reads in a delta import."]))
            steps.append(.changeLog(.createView(changes)))
        }
        return steps
    }

    private var grants: [SQLStatement] {
        var steps: [SQLStatement] = [.comment(["The account of the ECMA host."])] + staging.writerRights.map(\.grant)
        if staging.reader != nil { steps += [.comment(["The account of MIM's management agent."])] + staging.readerRights.map(\.grant) }
        return steps
    }

    // MARK: verify.sql

    func verify(header: [String]) -> [SQLStatement] {
        var steps = opening(.reading, header + ["", "It only reads."] + usage("verify.sql"))
        steps.append(.comment(["Columns of the table that are not as planned. No row: good."]))
        steps.append(.showColumnDifferences(table, staging.table.columns, .everything))
        if let view = staging.view {
            steps.append(.comment(["Columns of MIM's view that are not as planned. No row: good."]))
            steps.append(.showColumnDifferences(view, staging.sharedColumns, .names))
        }
        steps.append(.comment(["Compare with the number of people in scope, and with what MIM imported from HR."]))
        steps.append(.countRows(table))
        if let join = staging.joinColumn {
            steps.append(.comment(["Two rows with one \(join.name) would join one person twice. No row: good."]))
            steps.append(.showDuplicates(table, column: join.name))
            steps.append(.comment(["Without \(join.name) MIM joins nobody and may project a second person. No row: good."]))
            steps.append(.showRowsWithout(join, of: table, key: staging.table.key))
        }
        if let changes = staging.changes {
            steps.append(.comment(["Columns of the change log that are not as planned. No row: good."]))
            steps.append(.showColumnDifferences(changes.table.name, changes.table.columns, .everything))
            if let view = changes.view {
                let word = changes.table.columns.filter { $0.name == ChangeLog.word }
                steps.append(.comment(["Columns of MIM's delta view that are not as planned. No row: good."]))
                steps.append(.showColumnDifferences(view, staging.sharedColumns + word, .names))
            }
            steps.append(.comment(["Changes that no delta import has read yet."]))
            steps.append(.countRows(changes.table.name))
        }
        if let rows = TestRows(of: staging) {
            steps.append(.comment(["Rows of seed.sql that are still there; unseed.sql takes them out. No row: good."]))
            steps.append(.testRows(.show(rows)))
        }
        return steps + [.commit(.reading)]
    }

    // MARK: seed.sql and unseed.sql

    /// nil where no row can be marked.
    func seed(header: [String]) -> [SQLStatement]? {
        guard let rows = TestRows(of: staging) else { return nil }
        let warning = [
            "", "For a test environment only: to MIM these rows are people. unseed.sql takes them out again.",
            "Run it as often as you like: the rows are replaced.",
        ]
        return opening(.rows, header + warning + usage("seed.sql")) + [.testRows(.delete(rows)), .testRows(.insert(rows)), .commit(.rows)]
    }

    func unseed(header: [String]) -> [SQLStatement]? {
        guard let rows = TestRows(of: staging) else { return nil }
        let note = ["", "It deletes the rows of seed.sql and nothing else."]
        return opening(.rows, header + note + usage("unseed.sql")) + [.testRows(.delete(rows)), .commit(.rows)]
    }

    // MARK: delta-offer.sql and delta-clear.sql

    func offerChanges(_ changes: ChangeLog, header: [String]) -> [SQLStatement] {
        let note = [
            "", "Before each delta import of MIM: the delta view shows what was committed up to now, and keeps showing it until",
            "delta-clear.sql ran. After an import that failed, run this again and import again.",
        ]
        return opening(.rows, header + note + usage("delta-offer.sql")) + [.changeLog(.offer(changes)), .commit(.rows)]
    }

    func clearChanges(_ changes: ChangeLog, header: [String]) -> [SQLStatement] {
        let note = [
            "", "Behind a delta import of MIM that succeeded, and behind no other: what the import could read is done. Changes that came in",
            "the meantime were not offered, and stay for the next one.",
        ]
        return opening(.rows, header + note + usage("delta-clear.sql")) + [.changeLog(.clear(changes)), .commit(.rows)]
    }

    // MARK: rollback.sql

    func rollback(header: [String]) -> [SQLStatement] {
        let reader = staging.view ?? table
        var warning = [
            "", "BEFORE you run it: MIM's management agent must read from HR again, with a full import and a synchronization",
            "behind it, and the provisioning job that writes here must be stopped. To an agent that still reads",
            "\(reader.title), a missing row is a deleted person.",
            "", "It refuses while the table has rows.",
        ]
        switch dialect {
        case .sqlServer: warning.append("To drop them, too, set @Confirm to 1 below.")
        case .postgresql:
            warning.append("To drop them, too, run SET entrain.confirm = 'yes'; before it in the same session, or with psql:")
            warning.append("    PGOPTIONS=\"-c entrain.confirm=yes\" psql ...")
        case .mysql:
            warning.append("To drop them, too, run SET @entrain_confirm = 'yes'; before it in the same session, or:")
            warning.append("    mysql --init-command=\"SET @entrain_confirm = 'yes'\" ...")
            warning.append("MySQL keeps rights on the names that are gone: revoke them where the names come back for something else.")
        case .oracle, .db2: warning.append("To drop them, too, set confirm to 'yes' below.")
        }
        warning.append("The schema, the accounts and their users stay.")
        let comment = SQLStatement.comment(header + warning + usage("rollback.sql"))
        let drop = SQLStatement.drop(
            table, view: staging.view, trigger: staging.triggerName, changes: staging.changes, database: database)
        switch dialect {
        // One batch, which starts with what the operator is to change.
        case .sqlServer: return [comment, drop]
        case .postgresql: return [comment, .settings, drop]
        case .mysql, .oracle, .db2: return opening(.schema, header + warning + usage("rollback.sql")) + [drop, .commit(.schema)]
        }
    }

    // MARK: What all begin with

    private func opening(_ work: SQLStatement.Work, _ header: [String]) -> [SQLStatement] {
        [.comment(header), .settings] + (database.map { [.requireDatabase($0)] } ?? []) + [.begin(work)]
    }

    private func usage(_ file: String) -> [String] {
        ScriptUsage(dialect: dialect, server: server, database: database).lines(for: file)
    }
}
