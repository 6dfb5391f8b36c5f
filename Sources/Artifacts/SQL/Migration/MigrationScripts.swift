/// The files of one table's migration: there, back, the check, and what a person has to know.
struct MigrationScripts {
    let pair: ConnectorMigration
    let diff: StagingDiff
    let steps: [MigrationStep]
    let back: [MigrationStep]
    let server: String
    /// nil for a rehearsal.
    let database: String?

    private var dialect: Dialect { diff.new.dialect }
    private var connector: String { pair.new.name }

    func artifacts(in folder: String) -> [Artifact] {
        let place = database == nil ? "\(dialect.title), for a rehearsal" : dialect.title
        let origin = pair.new.span
        func header(_ summary: String) -> [String] { pair.context.header(summary + ".", from: origin) }
        let there = "Changes the staging table of \(connector) in \(place)"
        let undo = "Takes the change of the staging table of \(connector) in \(place) back"
        let check = "Checks the staging table of \(connector) in \(place)"
        let asked = "What the change of the staging table of \(connector) in \(place) asks of people"
        let verify = StagingScripts(staging: diff.new, server: server, database: database)
        return [
            .script("\(folder)/migrate.sql", script(steps, header(there), "migrate.sql", warning: nil), dialect, there, origin),
            .script(
                "\(folder)/undo.sql",
                script(back, header(undo), "undo.sql", warning: "Columns that migrate.sql made go with their values; those that it dropped come back empty."),
                dialect, undo, origin),
            .script("\(folder)/verify.sql", verify.verify(header: header(check)), dialect, check, origin),
            Artifact("\(folder)/plan.md", guide(header(asked)), summary: asked, origins: [origin]),
        ]
    }

    private func script(_ steps: [MigrationStep], _ header: [String], _ file: String, warning: String?) -> [SQLStatement] {
        var lines = header + ["", "Stop the provisioning job, and let MIM's agent not run, until verify.sql was read."]
        lines.append(
            dialect.hasTransactionalDDL
                ? "All or nothing: where a step fails, the table is as it was."
                : "Each step is committed by itself and asks what is there: where one stops, run the script again when the reason is gone.")
        if let warning { lines.append(warning) }
        lines += ScriptUsage(dialect: dialect, server: server, database: database).lines(for: file)
        var statements: [SQLStatement] = [.comment(lines), .settings] + (database.map { [.requireDatabase($0)] } ?? []) + [.begin(.migration)]
        for step in steps where !step.statements.isEmpty {
            statements.append(.comment(["\(step.kind.rawValue): \(step.title)"]))
            statements += step.statements
        }
        return statements + [.commit(.migration)]
    }

    private func guide(_ header: [String]) -> String {
        var text = header.dropFirst().map { Markdown.comment($0) + "\n" }.joined()
        text += "\n# \(Markdown.text("Change of the staging table of \(connector)"))\n\n"
        text += Markdown.text("Table \(diff.old.name.title)" + (diff.old.name == diff.new.name ? "" : ", from now on \(diff.new.name.title)") + ", \(dialect.title).") + "\n\n"
        text += dialect.hasTransactionalDDL
            ? "`migrate.sql` is one transaction: where a step fails, the table is as it was.\n\n"
            : "`migrate.sql` commits each step by itself, because \(dialect.title) does; where one stops, the script is run again when the reason is gone.\n\n"
        let rows = steps.filter { !$0.statements.isEmpty }.enumerated().map { index, step in
            [String(index + 1), step.kind.rawValue, Markdown.cell(step.title), Markdown.cell(step.needs ?? "")]
        }
        text += Markdown.table(header: ["", "class", "step", "needs"], rows: rows)
        text += """

            A _safe_ step touches no value, a _checked_ one stops where the rows do not allow it, and what a _lossy_ one loses was accepted in the plan.

            1. Stop the provisioning job, and MIM's runs.
            2. Back the table up.
            3. Run `migrate.sql`, then `verify.sql`: the first queries return no row.
            4. Where columns changed: refresh the schema of the connector in the ECMA host's wizard and of MIM's agent.
            5. Start the job; when a cycle is over, let MIM run a full import, and look at it before it synchronizes.

            `undo.sql` is the way back. Columns that `migrate.sql` made go with their values; those that it dropped come back empty.

            """
        return text
    }
}
