import Diagnostics
import Microsoft
import Plan

extension CheckedConnector {
    /// How the ECMA host reaches a database, with what the plan leaves to the products filled in.
    public struct ODBCTarget: Sendable {
        public let driver: String
        public let port: Int?
        /// As the driver spells it.
        public let encrypt: String?
        public let trustsServerCertificate: Bool
        public let serverVersion: String?
        public let clientVersion: String?

        public init(
            driver: String, port: Int? = nil, encrypt: String? = nil, trustsServerCertificate: Bool = false, serverVersion: String? = nil,
            clientVersion: String? = nil
        ) {
            self.driver = driver
            self.port = port
            self.encrypt = encrypt
            self.trustsServerCertificate = trustsServerCertificate
            self.serverVersion = serverVersion
            self.clientVersion = clientVersion
        }
    }
}

extension SQLDialect {
    /// The driver that is taken where the plan names none.
    public var usualDriver: String {
        switch self {
        case .sqlServer: ODBCDriver.sqlServer[0]
        case .postgresql: ODBCDriver.postgreSQL[0]
        case .mysql: ODBCDriver.mySQL[0]
        case .mariadb: ODBCDriver.mariaDB[0]
        case .oracle: ODBCDriver.oracle[0]
        case .db2: ODBCDriver.db2[0]
        }
    }

    /// Drivers that speak to this kind of database.
    var drivers: [String] {
        switch self {
        case .sqlServer: ODBCDriver.sqlServer + ODBCDriver.retired
        case .postgresql: ODBCDriver.postgreSQL
        case .mysql: ODBCDriver.mySQL
        case .mariadb: ODBCDriver.mariaDB
        case .oracle: ODBCDriver.oracle
        case .db2: ODBCDriver.db2
        }
    }

    /// Versions of a vendor's driver come and go; a name that begins like a known one is taken for a newer one.
    func hasDriver(_ name: String) -> Bool {
        if drivers.contains(name) { return true }
        switch self {
        case .oracle: return name.hasPrefix(ODBCDriver.oraclePrefix)
        case .mysql: return name.hasPrefix("MySQL ODBC ") && name.hasSuffix(" Driver")
        case .mariadb: return name.hasPrefix("MariaDB ODBC ") && name.hasSuffix(" Driver")
        case .sqlServer, .postgresql, .db2: return false
        }
    }
}

/// Rules X083 to X093 of the connectors reference: driver, encryption, and databases that nobody has tested.
extension Checker {
    mutating func odbcTarget(_ connector: Connector, _ settings: SQLSettings, _ dialect: Spanned<SQLDialect>) -> CheckedConnector.ODBCTarget {
        let odbc = settings.odbc
        let driver = odbc.driver?.value ?? dialect.value.usualDriver
        if let name = odbc.driver {
            if !dialect.value.hasDriver(name.value) {
                report.add(.odbcDriver(name, dialect))
            } else if ODBCDriver.retired.contains(name.value) {
                addUnlessAccepted(.retiredDriver(name, connector), at: connector.name.value)
            }
        }
        if dialect.value == .sqlServer {
            checkEncryption(connector, settings, driver: driver)
        } else if let encrypt = odbc.encrypt {
            report.add(.encryptElsewhere("encrypt", encrypt.span, dialect))
        } else if let trust = odbc.trustServerCertificate {
            report.add(.encryptElsewhere("trust-server-certificate", trust.span, dialect))
        }
        if dialect.value == .mariadb {
            addUnlessAccepted(.unlistedDatabase(dialect, connector), at: connector.name.value)
        } else if let version = odbc.serverVersion {
            checkListed(version, dialect, connector)
        }
        if dialect.value == .oracle { checkOracleClient(odbc) }
        return CheckedConnector.ODBCTarget(
            driver: driver, port: odbc.port?.value, encrypt: odbc.encrypt?.value.rawValue,
            trustsServerCertificate: odbc.trustServerCertificate?.value ?? false, serverVersion: odbc.serverVersion?.value,
            clientVersion: odbc.clientVersion?.value)
    }

    private mutating func checkEncryption(_ connector: Connector, _ settings: SQLSettings, driver: String) {
        let odbc = settings.odbc
        if let encrypt = odbc.encrypt, !ODBCDriver.retired.contains(driver) {
            if !ODBCDriver.encryption(driver).contains(encrypt.value.rawValue) {
                report.add(.encryptWord(encrypt, driver))
            } else if encrypt.value == .no || encrypt.value == .optional {
                addUnlessAccepted(.unencrypted(encrypt, connector), at: connector.name.value)
            }
        }
        if let trust = odbc.trustServerCertificate, trust.value {
            addUnlessAccepted(.trustsAnyCertificate(trust, connector), at: connector.name.value)
        } else if let certificate = odbc.serverCertificate, certificate.value == .selfSigned, driver == ODBCDriver.sqlServer[0],
            odbc.encrypt.map({ $0.value != .no && $0.value != .optional }) ?? true
        {
            addUnlessAccepted(.untrustedCertificate(certificate, connector), at: connector.name.value)
        }
        if let server = settings.server, let user = settings.user, user.value.contains("\\"), isAzure(server.value) {
            report.add(.azureWindows(user, server))
        }
    }

    /// Azure SQL Database in each of Microsoft's clouds.
    private func isAzure(_ server: String) -> Bool {
        let host = server.lowercased().split(separator: ",").first.map(String.init) ?? ""
        return [".database.windows.net", ".database.usgovcloudapi.net", ".database.chinacloudapi.cn"].contains { host.hasSuffix($0) }
    }

    /// The numbers at the beginning: 19 of `19c`, 11 and 5 of `11.5`.
    private func numbers(_ version: String) -> (major: Int, minor: Int)? {
        let parts = version.split(separator: ".").map { part in Int(part.prefix { $0.isASCII && $0.isNumber }.prefix(7)) }
        guard let first = parts.first, let major = first else { return nil }
        return (major, parts.count > 1 ? parts[1] ?? 0 : 0)
    }

    private mutating func checkListed(_ version: Spanned<String>, _ dialect: Spanned<SQLDialect>, _ connector: Connector) {
        let listing: ListedDatabases.Listing
        switch (dialect.value, numbers(version.value)) {
        case (.sqlServer, _), (.postgresql, _), (.mariadb, _): listing = .entra
        case (_, nil):
            report.add(.badDatabaseVersion(version, dialect))
            return
        case (.mysql, let number?): listing = ListedDatabases.mySQL(number.major, number.minor)
        case (.oracle, let number?): listing = ListedDatabases.oracle(number.major, number.minor)
        case (.db2, let number?): listing = ListedDatabases.db2(number.major, number.minor)
        }
        if listing != .entra { addUnlessAccepted(.untestedDatabase(version, dialect, connector, listing), at: connector.name.value) }
    }

    /// A client reads servers of its own family and older ones.
    private mutating func checkOracleClient(_ odbc: ODBCSettings) {
        guard let client = odbc.clientVersion, let server = odbc.serverVersion, let clientNumber = numbers(client.value),
            let serverNumber = numbers(server.value)
        else { return }
        // Instant Client 12.2 for 12c, 18 or later for 18c to 23c (connectors reference C.3).
        let least = serverNumber.major >= 18 ? (18, 0) : (12, 2)
        if (clientNumber.major, clientNumber.minor) < least { report.add(.oracleClient(client, server, least: "\(least.0).\(least.1)")) }
    }

    /// MIM's own SQL Server agent reads SQL Server up to 2017, and no Azure SQL (X124).
    mutating func checkReadByMIM(_ connector: Connector, agent: Legacy.Agent, at span: Span) {
        guard case .sql(let settings) = connector.settings, settings.dialect?.value == .sqlServer, agent.kind?.value == .sql,
            let server = settings.server
        else { return }
        let version = settings.odbc.serverVersion
        let isTooNew = version.flatMap { numbers($0.value) }.map { $0.major > ListedDatabases.newestForMIM } ?? false
        let isCloud = isAzure(server.value) || version?.value.lowercased() == "azure"
        guard isTooNew || isCloud else { return }
        addUnlessAccepted(.tooNewForMIM(connector, version ?? server, isCloud: isCloud, at: span), at: connector.name.value)
    }
}

extension Diagnostic {
    static func odbcDriver(_ name: Spanned<String>, _ dialect: Spanned<SQLDialect>) -> Diagnostic {
        let known = dialect.value.drivers.filter { !ODBCDriver.retired.contains($0) }
        let near = nearest(to: name.value, among: known)
        let other = SQLDialect.allCases.first { $0 != dialect.value && $0.hasDriver(name.value) }
        return Diagnostic(
            .odbcDriver, "`\(name.value)` is no driver of \(dialect.value.title)",
            at: Label(name.span, other.map { "a driver of \($0.title)" } ?? ""), and: [Label(dialect.span)],
            why: "The wizard fails with SQLSTATE IM002 when no 64-bit driver is registered under that name.",
            help: [
                near.map { FixIt("did you mean `\($0)`?", replace: name.span, with: $0) }
                    ?? FixIt("write \(known.prefix(2).map { "`\($0)`" }.joined(separator: " or "))")
            ])
    }

    static func retiredDriver(_ name: Spanned<String>, _ connector: Connector) -> Diagnostic {
        Diagnostic(
            .retiredDriver, "`\(name.value)` is retired", at: Label(name.span),
            why: "Microsoft supports ODBC Driver 17 and 18 for SQL Server; older ones know no current TLS.",
            help: [
                FixIt("install and write `\(ODBCDriver.sqlServer[0])`", replace: name.span, with: ODBCDriver.sqlServer[0]),
                acceptance("retired-driver", connector.name.value),
            ])
    }

    static func encryptElsewhere(_ key: String, _ span: Span, _ dialect: Spanned<SQLDialect>) -> Diagnostic {
        Diagnostic(
            .odbcDriver, "`\(key)` is a keyword of SQL Server's drivers", at: Label(span), and: [Label(dialect.span)],
            why: "The driver of \(dialect.value.title) has words of its own; the file DSN asks for an encrypted connection where it can.",
            help: [FixIt("remove the key")])
    }

    static func encryptWord(_ word: Spanned<ODBCSettings.Encryption>, _ driver: String) -> Diagnostic {
        Diagnostic(
            .odbcDriver, "`\(driver)` does not take Encrypt=\(word.value.rawValue)", at: Label(word.span),
            why: "`strict`, `mandatory` and `optional` came with driver 18; 17 takes yes and no.",
            help: [FixIt("write `yes`, or use `\(ODBCDriver.sqlServer[0])`")])
    }

    static func unencrypted(_ word: Spanned<ODBCSettings.Encryption>, _ connector: Connector) -> Diagnostic {
        Diagnostic(
            .unprotectedConnection, "people's data goes to `\(connector.name.value)` in the clear", at: Label(word.span),
            why: "With Encrypt=\(word.value.rawValue) only the sign-in is encrypted, unless the server insists.",
            help: [FixIt("write `yes`", replace: word.span, with: "yes"), acceptance("unprotected-connection", connector.name.value)])
    }

    static func trustsAnyCertificate(_ trust: Spanned<Bool>, _ connector: Connector) -> Diagnostic {
        Diagnostic(
            .unprotectedConnection, "any server can pose as the database of `\(connector.name.value)`", at: Label(trust.span),
            why: "TrustServerCertificate=yes encrypts without asking who is at the other end.",
            help: [
                FixIt("give the database server a certificate of your authority, and write `false`", replace: trust.span, with: "false"),
                acceptance("unprotected-connection", connector.name.value),
            ])
    }

    static func untrustedCertificate(_ certificate: Spanned<Agent.Certificate>, _ connector: Connector) -> Diagnostic {
        Diagnostic(
            .untrustedCertificate, "the connection to `\(connector.name.value)` will fail", at: Label(certificate.span, "no authority vouches for it"),
            why: "ODBC Driver 18 encrypts by default, and then checks the server's certificate.",
            help: [
                FixIt("give the database server a certificate of your authority; for a test write `trust-server-certificate: true`"),
                acceptance("untrusted-certificate", connector.name.value),
            ])
    }

    static func azureWindows(_ user: Spanned<String>, _ server: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .azureSQLAuthentication, "Azure SQL knows no Windows accounts", at: Label(user.span, "a backslash makes it one"),
            and: [Label(server.span, "Azure SQL")],
            why: "Trusted_Connection needs a server in the domain.",
            help: [FixIt("write a SQL login and `password: {secret: …}`")])
    }

    static func badDatabaseVersion(_ version: Spanned<String>, _ dialect: Spanned<SQLDialect>) -> Diagnostic {
        Diagnostic(
            .badVersion, "`\(version.value)` is no version of \(dialect.value.title)", at: Label(version.span),
            help: [FixIt("begin with its number, for example \(dialect.value == .oracle ? "19c" : dialect.value == .db2 ? "11.5" : "8.0")")])
    }

    static func untestedDatabase(
        _ version: Spanned<String>, _ dialect: Spanned<SQLDialect>, _ connector: Connector, _ listing: ListedDatabases.Listing
    ) -> Diagnostic {
        Diagnostic(
            .untestedDatabase, "\(dialect.value.title) \(version.value) is not on Entra's list of databases", at: Label(version.span),
            why: listing == .mim
                ? "The reference of MIM's connector, which is the same code, does list it."
                : "No list of Microsoft's names it: it may work, and support may decline to help.",
            help: [FixIt("test every operation before the pilot"), acceptance("untested-database", connector.name.value)])
    }

    static func unlistedDatabase(_ dialect: Spanned<SQLDialect>, _ connector: Connector) -> Diagnostic {
        Diagnostic(
            .untestedDatabase, "\(dialect.value.title) is not on Entra's list of databases", at: Label(dialect.span),
            why: "MySQL is. Old drivers of MariaDB did not take several statements at once, which the connector sends.",
            help: [FixIt("test every operation before the pilot"), acceptance("untested-database", connector.name.value)])
    }

    static func oracleClient(_ client: Spanned<String>, _ server: Spanned<String>, least: String) -> Diagnostic {
        Diagnostic(
            .oracleClient, "Oracle's client \(client.value) is too old for the server", at: Label(client.span),
            and: [Label(server.span, "needs \(least) or later")],
            why: "Instant Client 12.2 speaks to 12c, 18 or later with its ODBC package to 18c and newer.",
            help: [FixIt("install \(least) or later on the agent's server, and write its version")])
    }

    static func tooNewForMIM(_ connector: Connector, _ version: Spanned<String>, isCloud: Bool, at span: Span) -> Diagnostic {
        Diagnostic(
            .tooNewForMIM, isCloud ? "MIM's SQL Server agent does not read Azure SQL" : "MIM's SQL Server agent does not read SQL Server \(version.value)",
            at: Label(version.span), and: [Label(span, "reads it from here on")],
            why: "Its built-in agent is supported up to SQL Server \(ListedDatabases.newestForMIM).",
            help: [
                FixIt("keep the staging table on an older server, or replace the agent by one of Generic SQL; MIM then imports everyone anew"),
                acceptance("too-new-for-mim", connector.name.value),
            ])
    }
}
