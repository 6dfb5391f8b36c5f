import Diagnostics
import YAMLSyntax

public enum SQLDialect: String, Sendable, CaseIterable {
    case sqlServer = "sql-server"
    case postgresql, mysql, mariadb, oracle, db2
}

/// How the ECMA host finds what changed in the table since its last import; the words of the Generic SQL connector's Global page.
public enum DeltaImport: String, Sendable, CaseIterable {
    case watermark, trigger, snapshot
    case changeTracking = "change-tracking"
}

/// The words of a change log: what MIM's management agent is configured to read.
public struct ChangeWords: Sendable {
    public var add: Spanned<String>?
    public var modify: Spanned<String>?
    public var delete: Spanned<String>?
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
    public var deltaView: Spanned<String>?
    public var changeWords: ChangeWords?
    public var deltaImport: Spanned<DeltaImport>?
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
            deltaView: text(fields["delta-view"]),
            changeWords: changeWords(fields["change-words"]),
            deltaImport: word(fields["delta-import"], "way to find changes"),
            odbc: odbcSettings(fields))
    }

    private mutating func changeWords(_ node: YAMLNode?) -> ChangeWords? {
        guard let node, let fields = fields(node, Vocabulary.changeWords) else { return nil }
        return ChangeWords(add: text(fields["add"]), modify: text(fields["modify"]), delete: text(fields["delete"]))
    }
}

extension Vocabulary {
    static let sqlConnector: [KeySet.Key] = [
        .init("dialect", required: true, "sql-server, postgresql, mysql, mariadb, oracle or db2"),
        .init("server", required: true, "the database server"),
        .init("database", required: true, "the database"),
        .init("table", required: true, "the staging table, with its schema"),
        .init("view", "the view that MIM reads"),
        .init("user", required: true, "the account of the connector"),
        .init("password", "the account's password, named; left out for Windows authentication"),
        .init("reader", "the account of MIM's management agent"),
        .init("delta-view", "the view of changes that MIM's delta import reads; a change log is kept for it"),
        .init("change-words", "what the change log calls a change: add, modify, delete"),
        .init("delta-import", "how the ECMA host itself finds changes: watermark, trigger, snapshot or change-tracking"),
        .init("rehearse-on", "another dialect in which the same DDL is written for a rehearsal"),
    ] + odbc

    /// The words of a change log.
    public static let changeWords = KeySet("`change-words`", [
        .init("add", "a new row; Add"),
        .init("modify", "a changed row; Modify"),
        .init("delete", "a row that is gone; Delete"),
    ])
}
