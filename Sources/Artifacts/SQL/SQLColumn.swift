import Expressions

/// What a column of a staging table holds.
enum SQLType: Hashable, Sendable {
    /// At most so many characters; nil for any length.
    case text(Int?)
    /// 64 bits, as in the connector.
    case integer
    case boolean
    case day
    /// UTC, with so many decimals of a second.
    case instant(decimals: Int)
    case bytes

    /// The longest text that an index takes in both dialects: 900 bytes of a SQL Server primary key, UTF-16.
    static let maximumKeyLength = 450

    /// The longest `nvarchar` with a length.
    private static let maximumTextLength = 4_000

    /// Binaries, references and lists are refused before anything is emitted, because the ECMA host has none (B.1); they map to
    /// what would hold them.
    init(_ type: AttributeType) {
        switch type.base {
        case .string(let length): self = .text(length.flatMap { $0 > SQLType.maximumTextLength ? nil : $0 })
        case .integer: self = .integer
        case .boolean: self = .boolean
        case .date: self = .day
        case .datetime: self = .instant(decimals: 0)
        case .binary: self = .bytes
        case .reference: self = .text(SQLType.maximumKeyLength)
        }
    }

    /// The same, short enough to be indexed.
    var asKey: SQLType {
        guard case .text(let length) = self else { return self }
        return .text(min(length ?? SQLType.maximumKeyLength, SQLType.maximumKeyLength))
    }

    /// Whether people can be told apart by it.
    var isIdentifying: Bool {
        switch self {
        case .text, .integer: true
        case .boolean, .day, .instant, .bytes: false
        }
    }

    /// As DDL writes it, and as `verify.sql` builds it from the catalogue. By the table of the connectors reference, D.5.
    ///
    /// Oracle's `NVARCHAR2` takes 2000 characters in two bytes each, so what may be longer is a large object there.
    func spelled(in dialect: Dialect) -> String {
        switch (self, dialect) {
        case (.text(let length?), .sqlServer): "nvarchar(\(length))"
        case (.text(nil), .sqlServer): "nvarchar(max)"
        case (.text(let length?), .postgresql): "varchar(\(length))"
        case (.text(nil), .postgresql): "text"
        case (.text(let length?), .mysql): "varchar(\(length))"
        case (.text(nil), .mysql): "longtext"
        case (.text(let length?), .oracle): length <= 2_000 ? "NVARCHAR2(\(length))" : "NCLOB"
        case (.text(nil), .oracle): "NCLOB"
        case (.text(let length?), .db2): "VARGRAPHIC(\(length))"
        case (.text(nil), .db2): "CLOB(1048576)"
        case (.integer, .sqlServer), (.integer, .postgresql), (.integer, .mysql): "bigint"
        case (.integer, .oracle): "NUMBER(19,0)"
        case (.integer, .db2): "BIGINT"
        case (.boolean, .sqlServer): "bit"
        case (.boolean, .postgresql): "boolean"
        case (.boolean, .mysql): "tinyint(1)"
        case (.boolean, .oracle): "NUMBER(1,0)"
        case (.boolean, .db2): "BOOLEAN"
        case (.day, .sqlServer), (.day, .postgresql), (.day, .mysql): "date"
        case (.day, .oracle), (.day, .db2): "DATE"
        case (.instant(let decimals), .sqlServer): "datetime2(\(decimals))"
        case (.instant(let decimals), .postgresql): "timestamp(\(decimals))"
        case (.instant(0), .mysql): "datetime"
        case (.instant(let decimals), .mysql): "datetime(\(decimals))"
        case (.instant(let decimals), .oracle), (.instant(let decimals), .db2): "TIMESTAMP(\(decimals))"
        case (.bytes, .sqlServer): "varbinary(max)"
        case (.bytes, .postgresql): "bytea"
        case (.bytes, .mysql): "longblob"
        case (.bytes, .oracle), (.bytes, .db2): "BLOB"
        }
    }
}

/// A column of a staging table, with what it is for.
struct SQLColumn: Hashable, Sendable {
    enum Default: Hashable, Sendable {
        case no
        /// The instant of the insert, in UTC.
        case now
    }

    var name: String
    var type: SQLType
    var isNullable = true
    var defaultValue: Default?
    /// One sentence, for the database's own catalogue.
    var note = ""
    /// Kept by the database: no attribute of the connector.
    var isHousekeeping = false
    /// Numbered by the database.
    var isIdentity = false
}

/// A table as it is created.
struct SQLTable: Hashable, Sendable {
    let name: SQLName
    let columns: [SQLColumn]
    /// The column of the primary key.
    let key: String?
    /// One sentence, for the database's own catalogue.
    var note = ""
}
