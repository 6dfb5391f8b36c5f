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

    /// As DDL writes it, and as `verify.sql` builds it from INFORMATION_SCHEMA.
    func spelled(in dialect: Dialect) -> String {
        switch (self, dialect) {
        case (.text(let length?), .sqlServer): "nvarchar(\(length))"
        case (.text(nil), .sqlServer): "nvarchar(max)"
        case (.text(let length?), .postgresql): "varchar(\(length))"
        case (.text(nil), .postgresql): "text"
        case (.integer, _): "bigint"
        case (.boolean, .sqlServer): "bit"
        case (.boolean, .postgresql): "boolean"
        case (.day, _): "date"
        case (.instant(let decimals), .sqlServer): "datetime2(\(decimals))"
        case (.instant(let decimals), .postgresql): "timestamp(\(decimals))"
        case (.bytes, .sqlServer): "varbinary(max)"
        case (.bytes, .postgresql): "bytea"
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

    let name: String
    let type: SQLType
    var isNullable = true
    var defaultValue: Default?
    /// One sentence, for the database's own catalogue.
    var note = ""
    /// Kept by the database: no attribute of the connector.
    var isHousekeeping = false
}

/// A table as it is created.
struct SQLTable: Hashable, Sendable {
    let name: SQLName
    let columns: [SQLColumn]
    /// The column of the primary key.
    let key: String?
}
