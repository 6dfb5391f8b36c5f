import Analysis
import Plan

/// The file DSN of each SQL connector that a phase needs for the first time; the host's wizard asks for it on its Connectivity page.
///
/// User name and password are typed there and win over the file's, so the file holds neither (connectors reference, C.1). Keywords
/// and drivers are those of C.2 and C.3, ports the products' own.
public struct FileDSNEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        phase.newConnectors.compactMap { connector in
            guard case .sql(let target) = connector.target else { return nil }
            return Artifact(
                "\(phase.folder)/odbc/\(connector.name).dsn", FileDSN(target).text,
                summary: "\(connector.title): file DSN for the ECMA host's wizard", origins: [connector.span])
        }
    }
}

extension FileDSN {
    init(_ target: CheckedConnector.SQLTarget) {
        self.init(
            dialect: target.dialect, server: target.server, database: target.database, usesWindowsAccount: target.user.contains("\\"),
            odbc: target.odbc)
    }

    init(dialect: SQLDialect, server: String, database: String, usesWindowsAccount: Bool, odbc: CheckedConnector.ODBCTarget) {
        driver = odbc.driver
        func port(_ keyword: String, _ usual: Int) -> Entry { .fixed(keyword, String(odbc.port ?? usual)) }
        switch dialect {
        case .sqlServer:
            // A port stands behind the name; a named instance keeps its backslash.
            let address = odbc.port.map { "tcp:\(server),\($0)" } ?? server
            // Left out rather than `No`: connectors before 1.1.1346 failed when it was denied in words (C.2).
            let trusted = usesWindowsAccount ? [Entry.fixed("Trusted_Connection", "Yes")] : []
            let trust = odbc.trustsServerCertificate ? [Entry.fixed("TrustServerCertificate", "yes")] : []
            entries = [.plan("SERVER", address), .plan("DATABASE", database), .fixed("Encrypt", odbc.encrypt ?? "yes")] + trust + trusted
                + [.fixed("APP", "Entrain ECMA host")]
        case .postgresql:
            // BoolsAsChar=0: otherwise the wizard detects Booleans as texts (C.3).
            entries = [
                .plan("Servername", server), port("Port", 5432), .plan("Database", database), .fixed("SSLmode", "require"),
                .fixed("ReadOnly", "0"), .fixed("BoolsAsChar", "0"),
            ]
        case .mariadb:
            entries = [
                .plan("SERVER", server), port("PORT", 3306), .plan("DATABASE", database), .fixed("CHARSET", "utf8mb4"), .fixed("ForceTls", "1"),
            ]
        case .mysql:
            // Both are needed with 8.0.32 (C.3): the connector prepares statements, and sends several at a time.
            entries = [
                .plan("SERVER", server), port("PORT", 3306), .plan("DATABASE", database), .fixed("SSLMODE", "REQUIRED"),
                .fixed("CHARSET", "utf8mb4"), .fixed("NO_SSPS", "1"), .fixed("MULTI_STATEMENTS", "1"),
            ]
        case .oracle:
            entries = [.plan("DBQ", "//\(server):\(odbc.port ?? 1521)/\(database)"), .fixed("DBA", "W")]
        case .db2:
            entries = [
                .plan("DATABASE", database), .plan("HOSTNAME", server), port("PORT", 50000), .fixed("PROTOCOL", "TCPIP"),
            ]
        }
    }
}
