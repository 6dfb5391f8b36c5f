import Analysis
import Plan

/// Scripts that make, check and remove the staging table of each SQL connector that a phase needs for the first time.
///
/// SQL Server and PostgreSQL; connectors of other dialects get none yet. A connector's `rehearse-on` gives the same scripts in
/// another dialect, in a folder of their own.
public struct StagingTableEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        phase.newConnectors.flatMap { connector -> [Artifact] in
            guard case .sql(let target) = connector.target else { return [] }
            let folder = "\(phase.folder)/sql/\(connector.name)"
            var artifacts: [Artifact] = []
            if let dialect = Dialect(target.dialect) {
                artifacts += scripts(connector, target, dialect, in: folder, database: target.database, context)
            }
            if let dialect = target.rehearsal.flatMap(Dialect.init) {
                artifacts += scripts(connector, target, dialect, in: "\(folder)/rehearsal-\(dialect.word)", database: nil, context)
            }
            return artifacts
        }
    }

    private func scripts(
        _ connector: CheckedConnector, _ target: CheckedConnector.SQLTarget, _ dialect: Dialect, in folder: String, database: String?,
        _ context: EmissionContext
    ) -> [Artifact] {
        let notes = ColumnNotes(connector, in: context.plan)
        // MIM's redirected agent knows people by its anchor: no two rows may share one.
        let joinKey = context.plan.phases.flatMap(\.redirects).first { $0.connector.name == connector.name }?.agent.anchor
        let staging = StagingTable(connector, target, in: dialect, notes: notes, joinKey: joinKey)
        let scripts = StagingScripts(staging: staging, server: target.server, database: database)
        let place = database == nil ? "\(dialect.title), for a rehearsal" : dialect.title

        func artifact(_ file: String, _ does: String, _ statements: ([String]) -> [SQLStatement]) -> Artifact {
            let summary = "\(does) the staging table of \(connector.name) in \(place)"
            let text = SQLWriter.script(statements(context.header(summary + ".", from: connector.span)), in: dialect)
            return Artifact(
                "\(folder)/\(file)", StagingTableEmitter.marked(text, for: dialect), summary: summary,
                origins: [connector.span] + notes.mappings.map(\.span))
        }
        return [
            artifact("create.sql", "Creates", scripts.create),
            artifact("verify.sql", "Checks", scripts.verify),
            artifact("rollback.sql", "Drops", scripts.rollback),
        ]
    }

    /// The editors of SQL Server take a file without a byte-order mark for the machine's own code page; psql takes one for a letter.
    private static func marked(_ text: String, for dialect: Dialect) -> String {
        dialect == .sqlServer && !text.utf8.allSatisfy({ $0 < 0x80 }) ? "\u{FEFF}" + text : text
    }
}
