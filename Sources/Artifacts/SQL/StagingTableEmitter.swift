import Analysis
import Plan

/// Scripts that make, check, fill for a test and remove the staging table of each SQL connector that a phase needs for the first time.
///
/// A connector's `rehearse-on` gives the same scripts in another dialect, in a folder of their own.
public struct StagingTableEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        phase.newConnectors.flatMap { connector -> [Artifact] in
            guard case .sql(let target) = connector.target else { return [] }
            let folder = "\(phase.folder)/sql/\(connector.name)"
            var artifacts = scripts(connector, target, Dialect(target.dialect), in: folder, database: target.database, context)
            if let dialect = target.rehearsal.map(Dialect.init) {
                artifacts += scripts(connector, target, dialect, in: "\(folder)/rehearsal-\(dialect.word)", database: nil, context)
            }
            return artifacts
        }
    }

    private func scripts(
        _ connector: CheckedConnector, _ target: CheckedConnector.SQLTarget, _ dialect: Dialect, in folder: String, database: String?,
        _ context: EmissionContext
    ) -> [Artifact] {
        let staging = StagingTable(connector, target, in: dialect, of: context.plan)
        let scripts = StagingScripts(staging: staging, server: target.server, database: database)
        let place = database == nil ? "\(dialect.title), for a rehearsal" : dialect.title
        let origins = [connector.span] + context.plan.mappings.filter { $0.connector?.name == connector.name }.map(\.span)

        func artifact(_ file: String, _ does: String, _ statements: ([String]) -> [SQLStatement]?) -> Artifact? {
            let summary = "\(does) the staging table of \(connector.name) in \(place)"
            return statements(context.header(summary + ".", from: connector.span)).map { statements in
                Artifact(
                    "\(folder)/\(file)", StagingTableEmitter.marked(SQLWriter.script(statements, in: dialect), for: dialect), summary: summary,
                    origins: origins)
            }
        }
        var artifacts = [
            artifact("create.sql", "Creates", scripts.create),
            artifact("verify.sql", "Checks", scripts.verify),
            artifact("seed.sql", "Puts test rows into", scripts.seed),
            artifact("unseed.sql", "Takes the test rows out of", scripts.unseed),
            artifact("rollback.sql", "Drops", scripts.rollback),
        ]
        if let changes = staging.changes, changes.view != nil {
            artifacts.append(artifact("delta-offer.sql", "Offers MIM the changes of") { scripts.offerChanges(changes, header: $0) })
            artifacts.append(artifact("delta-clear.sql", "Clears the imported changes of") { scripts.clearChanges(changes, header: $0) })
        }
        return artifacts.compactMap { $0 }
    }

    /// The editors of SQL Server take a file without a byte-order mark for the machine's own code page; psql takes one for a letter.
    static func marked(_ text: String, for dialect: Dialect) -> String {
        dialect == .sqlServer && !text.utf8.allSatisfy({ $0 < 0x80 }) ? "\u{FEFF}" + text : text
    }
}
