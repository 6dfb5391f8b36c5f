import Expressions
import Plan

/// The dialects in which staging scripts are written, and how each spells a name and a text. Nothing else quotes SQL.
///
/// Sources: each product's chapters on identifiers and string constants. Scalars are looked at, not characters: to Swift `]` with a
/// combining accent behind it is another character, to a database it is still `]`.
enum Dialect: Sendable, Hashable, CaseIterable {
    /// SQL Server 2016 SP1 or later (`CREATE OR ALTER`, `DROP … IF EXISTS`), Azure SQL.
    case sqlServer
    /// PostgreSQL 14 or later (`CREATE OR REPLACE TRIGGER`).
    case postgresql
    /// What MySQL 8.0.13 and MariaDB 10.5.2 both take (defaults that are expressions, `RENAME COLUMN`).
    case mysql
    /// Oracle Database 12.2 or later (names of 128 bytes, identity columns), by SQL*Plus.
    case oracle
    /// Db2 11.5 for Linux, UNIX and Windows, a Unicode database, by its command line.
    case db2

    init(_ dialect: SQLDialect) {
        switch dialect {
        case .sqlServer: self = .sqlServer
        case .postgresql: self = .postgresql
        case .mysql, .mariadb: self = .mysql
        case .oracle: self = .oracle
        case .db2: self = .db2
        }
    }

    /// The word of the plan language, for folders.
    var word: String {
        switch self {
        case .sqlServer: SQLDialect.sqlServer.rawValue
        case .postgresql: SQLDialect.postgresql.rawValue
        case .mysql: SQLDialect.mysql.rawValue
        case .oracle: SQLDialect.oracle.rawValue
        case .db2: SQLDialect.db2.rawValue
        }
    }

    var title: String {
        switch self {
        case .sqlServer: "SQL Server"
        case .postgresql: "PostgreSQL"
        case .mysql: "MySQL"
        case .oracle: "Oracle"
        case .db2: "Db2"
        }
    }

    /// The schema of a name that has none, where it is the same in every database; nil: the one that the session is in.
    var defaultSchema: String? {
        switch self {
        case .sqlServer: "dbo"
        case .postgresql: "public"
        case .mysql, .oracle, .db2: nil
        }
    }

    /// Whether a change of tables can be taken back with everything else of its transaction.
    var hasTransactionalDDL: Bool {
        switch self {
        case .sqlServer, .postgresql: true
        case .mysql, .oracle, .db2: false
        }
    }
}

// MARK: Quoting

extension Dialect {
    /// A name between the dialect's quotes: `[a]]b]`, `"a""b"`.
    ///
    /// What a dialect's names can't hold becomes U+FFFD: NUL in all of them, the quote and control characters in Oracle's, what lies
    /// beyond the Basic Multilingual Plane in MySQL's. A plan with such a name is refused before; this keeps a script whole all the same.
    func identifier(_ name: String) -> String {
        let name = String(String.UnicodeScalarView((name.isEmpty ? "\u{FFFD}" : name).unicodeScalars.map { canName($0) ? $0 : "\u{FFFD}" }))
        switch self {
        case .sqlServer: return "[" + doubled("]", in: name) + "]"
        case .mysql: return "`" + doubled("`", in: name) + "`"
        case .postgresql, .db2: return "\"" + doubled("\"", in: name) + "\""
        case .oracle: return "\"" + name + "\""
        }
    }

    /// Whether a character can stand in a quoted name.
    private func canName(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .sqlServer, .postgresql: scalar != "\0"
        // Its command line ends a statement with a line that ends in the terminator, inside quotes or not.
        case .db2: scalar.properties.generalCategory != .control
        case .mysql: scalar != "\0" && scalar.value <= 0xFFFF
        case .oracle: scalar != "\"" && scalar.properties.generalCategory != .control
        }
    }

    /// `[dbo].[HRStaging]`
    func identifier(_ name: SQLName) -> String {
        name.schema.map { "\(identifier($0)).\(identifier(name.name))" } ?? identifier(name.name)
    }

    /// A text constant: `N'it''s'`, `'it''s'`.
    ///
    /// PostgreSQL reads it right with `standard_conforming_strings`, MySQL with `NO_BACKSLASH_ESCAPES`; ``SQLStatement/settings`` turns
    /// both on. Elsewhere it may be a sum of constants, and stands only where an expression may: T-SQL would swallow a backslash
    /// before a line break and sqlcmd would look for variables behind `$(`; SQL*Plus and Db2's command line end a statement at certain
    /// lines, even inside quotes.
    func string(_ text: String) -> String {
        let quoted = doubled("'", in: text)
        switch self {
        case .postgresql, .mysql: return "'" + quoted + "'"
        // Nearly every text has none of the bytes that matter below.
        case .sqlServer where !quoted.utf8.contains { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "\\") }: return "N'" + quoted + "'"
        case .oracle where !quoted.utf8.contains { $0 < 0x20 || $0 == 0x7F }, .db2 where !quoted.utf8.contains { $0 < 0x20 || $0 == 0x7F }:
            return "'" + quoted + "'"
        case .sqlServer:
            var result = "N'"
            var last: Unicode.Scalar = " "
            for scalar in quoted.unicodeScalars {
                let isContinuation = last == "\\" && (scalar == "\n" || scalar == "\r")
                if isContinuation || (last == "$" && scalar == "(") { result += "' + N'" }
                result.unicodeScalars.append(scalar)
                last = scalar
            }
            return result + "'"
        case .oracle, .db2:
            var result = "'"
            for scalar in quoted.unicodeScalars {
                if scalar.isASCII, scalar.properties.generalCategory == .control {
                    result += "' || CHR(\(scalar.value)) || '"
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
            return result + "'"
        }
    }

    /// A text for the database's catalogue: one constant, no longer than the catalogue keeps. The text has one line.
    func note(_ text: String) -> String {
        let limit: Int? = switch self {
        case .sqlServer, .postgresql, .mysql, .oracle: nil
        case .db2: 254
        }
        guard let limit, text.utf8.count > limit else { return string(text) }
        var result = String.UnicodeScalarView()
        var room = limit - 4
        for scalar in text.unicodeScalars {
            room -= UTF8.width(scalar)
            if room < 0 { break }
            result.append(scalar)
        }
        return string(String(result) + " ...")
    }

    /// The body of a PostgreSQL function, between a mark that does not occur in it.
    static func dollarQuoted(_ body: String) -> String {
        var mark = "$entrain$"
        var number = 1
        // Bytes are searched, not characters: a combining character beside the mark would hide it.
        while ExactSearch.contains(mark, in: body) {
            mark = "$entrain\(number)$"
            number += 1
        }
        return mark + "\n" + body + mark
    }

    /// What can stand behind `--`: one line, and no variable of sqlcmd, which looks into comments, too.
    ///
    /// It ends in nothing that a command line takes for the end of a statement: SQL*Plus and Db2's look at the ends of comments as well.
    static func comment(_ text: String) -> String {
        var result = ""
        var last: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            let isBreak = scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}"
            if last == "$", scalar == "(" { result += " " }
            result.unicodeScalars.append(isBreak ? " " : scalar)
            last = scalar
        }
        var end = result.unicodeScalars[...]
        while end.last == " " { end = end.dropLast() }
        if let mark = end.last, [";", "@", "/", "-", "\\"].contains(mark) { result += " ." }
        return result
    }

    private func doubled(_ quote: Unicode.Scalar, in text: String) -> String {
        let byte = UInt8(ascii: quote)
        guard text.utf8.contains(where: { $0 == byte || $0 == 0 }) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == quote { result.append(quote) }
            result.append(scalar == "\0" ? "\u{FFFD}" : scalar)
        }
        return String(result)
    }
}

// MARK: Lengths

extension Dialect {
    /// The longest name: 128 UTF-16 units (`sysname`), 63 bytes of UTF-8 (`NAMEDATALEN`), 64 characters, 128 bytes.
    private var maximumNameLength: Int {
        switch self {
        case .sqlServer, .oracle, .db2: 128
        case .postgresql: 63
        case .mysql: 64
        }
    }

    private func length(_ scalar: Unicode.Scalar) -> Int {
        switch self {
        case .sqlServer: UTF16.width(scalar)
        case .postgresql, .oracle, .db2: UTF8.width(scalar)
        case .mysql: 1
        }
    }

    /// The name, or its beginning and a fingerprint of the whole where it is too long.
    ///
    /// PostgreSQL would cut such a name with a mere notice, so that two of them could meet; SQL Server would refuse it.
    func fitted(_ name: String) -> String {
        guard name.unicodeScalars.reduce(0, { $0 + length($1) }) > maximumNameLength else { return name }
        let mark = "_" + Dialect.fingerprint(name)
        var room = maximumNameLength - mark.utf8.count
        var result = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            room -= length(scalar)
            if room < 0 { break }
            result.append(scalar)
        }
        return String(result) + mark
    }

    /// FNV-1a, 32 bits, as eight hexadecimal digits. Swift's own hash differs from run to run.
    private static func fingerprint(_ text: String) -> String {
        var hash: UInt32 = 2_166_136_261
        for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }
}
