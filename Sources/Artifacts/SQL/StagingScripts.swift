/// The three scripts of a staging table, as statements.
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
        var steps = opening(header + [
            "", "Run it as often as you like: what is there already stays as it is, and nothing is dropped.",
            "Where the table is older than the plan, verify.sql shows what differs.",
        ] + staging.shortened.map { "Too long a name for \(dialect.title): \($0.name) is here \($0.to)." } + usage("create.sql"))

        let schemas = [table.schema, staging.view?.schema].compactMap { $0 }.filter { $0 != dialect.defaultSchema }
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
        steps.append(.comment(["The account of the ECMA host."]))
        steps.append(.grant(SQLStatement.Right.allCases, on: table, to: staging.writer))
        if let reader = staging.reader {
            steps.append(.comment(["The account of MIM's management agent."]))
            steps.append(.grant([.select], on: staging.view ?? table, to: reader))
        }
        return steps + [.commit]
    }

    // MARK: verify.sql

    func verify(header: [String]) -> [SQLStatement] {
        var steps = opening(header + ["", "It only reads."] + usage("verify.sql"))
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
        return steps + [.commit]
    }

    // MARK: rollback.sql

    func rollback(header: [String]) -> [SQLStatement] {
        let reader = staging.view ?? table
        var warning = [
            "", "BEFORE you run it: MIM's management agent must read from HR again, with a full import and a synchronization",
            "behind it, and the provisioning job that writes here must be stopped. To an agent that still reads",
            "\(reader.schema).\(reader.name), a missing row is a deleted person.",
            "", "It refuses while the table has rows.",
        ]
        switch dialect {
        case .sqlServer: warning.append("To drop them, too, set @Confirm to 1 below.")
        case .postgresql:
            warning.append("To drop them, too, run SET entrain.confirm = 'yes'; before it in the same session, or with psql:")
            warning.append("    PGOPTIONS=\"-c entrain.confirm=yes\" psql ...")
        }
        warning.append("The schema, the accounts and their users stay.")
        let comment = SQLStatement.comment(header + warning + usage("rollback.sql"))
        let drop = SQLStatement.drop(table, view: staging.view, trigger: staging.triggerName, database: database)
        switch dialect {
        // One batch, which starts with what the operator is to change.
        case .sqlServer: return [comment, drop]
        case .postgresql: return [comment, .settings, drop]
        }
    }

    // MARK: What all begin with

    private func opening(_ header: [String]) -> [SQLStatement] {
        [.comment(header), .settings, .begin] + (database.map { [.requireDatabase($0)] } ?? [])
    }

    /// Where and how to run a script from a command line. The plan's names stay out of the command: they are not quoted for a shell.
    ///
    /// `-x` and `-X`: sqlcmd would replace `$(…)` even inside quotes, and obey `!!` at the start of a line.
    private func usage(_ file: String) -> [String] {
        let place = database.map { "For the database \($0) on \(server):" } ?? "For any database that may be thrown away:"
        return switch dialect {
        case .sqlServer: ["", place, "    sqlcmd -S SERVER -d DATABASE -b -x -X -f 65001 -i \(file)"]
        case .postgresql: ["", place, "    psql -h SERVER -d DATABASE -v ON_ERROR_STOP=1 -f \(file)"]
        }
    }
}
