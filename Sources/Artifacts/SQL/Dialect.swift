import Expressions
import Plan

/// The dialects in which staging scripts are written, and how each spells a name and a text. Nothing else quotes SQL.
///
/// Sources: SQL Server's and PostgreSQL's chapters on identifiers and string constants. Scalars are looked at, not characters:
/// to Swift `]` with a combining accent behind it is another character, to a database it is still `]`.
enum Dialect: Sendable, Hashable {
    /// SQL Server 2016 SP1 or later (`CREATE OR ALTER`, `DROP … IF EXISTS`), Azure SQL.
    case sqlServer
    /// PostgreSQL 14 or later (`CREATE OR REPLACE TRIGGER`).
    case postgresql

    /// nil for dialects of the plan language that have no scripts yet.
    init?(_ dialect: SQLDialect) {
        switch dialect {
        case .sqlServer: self = .sqlServer
        case .postgresql: self = .postgresql
        case .mysql, .oracle, .db2: return nil
        }
    }

    /// The word of the plan language, for folders.
    var word: String {
        switch self {
        case .sqlServer: SQLDialect.sqlServer.rawValue
        case .postgresql: SQLDialect.postgresql.rawValue
        }
    }

    var title: String {
        switch self {
        case .sqlServer: "SQL Server"
        case .postgresql: "PostgreSQL"
        }
    }

    /// The schema of a name that has none. It is there in every database.
    var defaultSchema: String {
        switch self {
        case .sqlServer: "dbo"
        case .postgresql: "public"
        }
    }
}

// MARK: Quoting

extension Dialect {
    /// A name between the dialect's quotes: `[a]]b]`, `"a""b"`.
    ///
    /// Any character can stand there but NUL, which no script can hold; it becomes U+FFFD, and so does a name without characters.
    func identifier(_ name: String) -> String {
        let name = name.isEmpty ? "\u{FFFD}" : name
        switch self {
        case .sqlServer: return "[" + doubled("]", in: name) + "]"
        case .postgresql: return "\"" + doubled("\"", in: name) + "\""
        }
    }

    /// `[dbo].[HRStaging]`
    func identifier(_ name: SQLName) -> String {
        "\(identifier(name.schema)).\(identifier(name.name))"
    }

    /// A text constant: `N'it''s'`, `'it''s'`.
    ///
    /// PostgreSQL reads it right with `standard_conforming_strings`, which ``SQLStatement/settings`` turns on. In T-SQL it may be a
    /// sum of constants: a backslash before a line break would swallow both, and `$(` would start a variable of sqlcmd. So it
    /// stands only where an expression may, never as an argument of `EXEC procedure`.
    func string(_ text: String) -> String {
        let quoted = doubled("'", in: text)
        switch self {
        case .postgresql: return "'" + quoted + "'"
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
        }
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
    static func comment(_ text: String) -> String {
        var result = ""
        var last: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            let isBreak = scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}"
            if last == "$", scalar == "(" { result += " " }
            result.unicodeScalars.append(isBreak ? " " : scalar)
            last = scalar
        }
        return result
    }

    private func doubled(_ quote: Unicode.Scalar, in text: String) -> String {
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
    /// The longest name: 128 UTF-16 units (`sysname`), 63 bytes of UTF-8 (`NAMEDATALEN`).
    private var maximumNameLength: Int {
        switch self {
        case .sqlServer: 128
        case .postgresql: 63
        }
    }

    private func length(_ scalar: Unicode.Scalar) -> Int {
        switch self {
        case .sqlServer: UTF16.width(scalar)
        case .postgresql: UTF8.width(scalar)
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
