import Diagnostics
import YAMLSyntax

public enum SQLDialect: String, Sendable, CaseIterable {
    case sqlServer = "sql-server"
    case postgresql, mysql, oracle, db2
}

/// A table of a database, through the Generic SQL connector.
public struct SQLSettings: Sendable {
    public var dialect: Spanned<SQLDialect>?
    public var rehearseOn: Spanned<SQLDialect>?
    public var server: Spanned<String>?
    public var database: Spanned<String>?
    public var table: Spanned<String>?
    public var view: Spanned<String>?
    public var user: Spanned<String>?
    public var password: Spanned<SecretName>?
    public var reader: Spanned<String>?
    public var odbc: ODBCSettings
}

extension Decoder {
    mutating func sqlSettings(_ fields: Fields) -> SQLSettings {
        SQLSettings(
            dialect: word(fields["dialect"], "dialect"),
            rehearseOn: word(fields["rehearse-on"], "dialect"),
            server: text(fields["server"]),
            database: text(fields["database"]),
            table: text(fields["table"]),
            view: text(fields["view"]),
            user: text(fields["user"]),
            password: secret(fields["password"]),
            reader: text(fields["reader"]),
            odbc: odbcSettings(fields))
    }
}

extension Vocabulary {
    static let sqlConnector: [KeySet.Key] = [
        .init("dialect", required: true, "sql-server, postgresql, mysql, oracle or db2"),
        .init("server", required: true, "the database server"),
        .init("database", required: true, "the database"),
        .init("table", required: true, "the staging table, with its schema"),
        .init("view", "the view that MIM reads"),
        .init("user", required: true, "the account of the connector"),
        .init("password", "the account's password, named; left out for Windows authentication"),
        .init("reader", "the account of MIM's management agent"),
        .init("rehearse-on", "another dialect in which the same DDL is written for a rehearsal"),
    ] + odbc
}
