import Diagnostics
import YAMLSyntax

/// How the ECMA host's machine reaches a database.
public struct ODBCSettings: Sendable {
    public enum Encryption: String, Sendable, CaseIterable {
        case yes, no, mandatory, optional, strict
    }

    /// As it is registered: `ODBC Driver 18 for SQL Server`.
    public var driver: Spanned<String>?
    public var port: Spanned<Int>?
    public var encrypt: Spanned<Encryption>?
    public var trustServerCertificate: Spanned<Bool>?
    public var serverCertificate: Spanned<Agent.Certificate>?
    /// `2019`, `azure`, `19c`, `11.5`
    public var serverVersion: Spanned<String>?
    /// Of the vendor's client on the agent's server.
    public var clientVersion: Spanned<String>?
}

extension Decoder {
    mutating func odbcSettings(_ fields: Fields) -> ODBCSettings {
        ODBCSettings(
            driver: text(fields["driver"]), port: integer(fields["port"], in: 1...65_535), encrypt: word(fields["encrypt"], "encryption"),
            trustServerCertificate: boolean(fields["trust-server-certificate"]),
            serverCertificate: word(fields["server-certificate"], "certificate"), serverVersion: text(fields["server-version"]),
            clientVersion: text(fields["client-version"]))
    }
}

extension Vocabulary {
    static let odbc: [KeySet.Key] = [
        .init("driver", "the 64-bit ODBC driver on the agent's server, by its registered name"),
        .init("port", "where the database listens, if not where its kind does"),
        .init("encrypt", "SQL Server's drivers: yes or no; with driver 18 also mandatory, optional or strict"),
        .init("trust-server-certificate", "true: the database server's certificate is not looked at"),
        .init("server-certificate", "of the database server: authority or self-signed"),
        .init("server-version", "of the database: 2022, azure, 16, 8.0, 19c, 11.5"),
        .init("client-version", "of Oracle's client on the agent's server"),
    ]
}
