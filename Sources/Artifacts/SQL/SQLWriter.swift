/// Statements → the text of a script, in one dialect.
struct SQLWriter {
    let dialect: Dialect
    private(set) var text = ""
    private var needsBlankLine = false
    /// Whether the script is one transaction of several T-SQL batches.
    var isOneTransaction = false

    init(_ dialect: Dialect) {
        self.dialect = dialect
    }

    static func script(_ statements: [SQLStatement], in dialect: Dialect) -> String {
        var writer = SQLWriter(dialect)
        // Before the first comment: SQL*Plus asks for the value of `&name`, in comments, too.
        if dialect == .oracle { writer.line("SET DEFINE OFF") }
        for statement in statements { writer.write(statement) }
        return writer.text
    }

    mutating func write(_ statement: SQLStatement) {
        if case .comment(let lines) = statement {
            for content in lines { comment(content) }
            return
        }
        let length = text.utf8.count
        switch statement {
        case .changeLog(let statement): write(statement)
        case .testRows(let statement): write(statement)
        case .migrate(let statement): write(statement)
        default:
            switch dialect {
            case .sqlServer: writeSQLServer(statement)
            case .postgresql: writePostgreSQL(statement)
            case .mysql: writeMySQL(statement)
            case .oracle: writeOracle(statement)
            case .db2: writeDb2(statement)
            }
        }
        if text.utf8.count > length { needsBlankLine = true }
    }

    /// Statements are parted by a blank line; a comment stays with what it is about.
    mutating func line(_ content: String) {
        if needsBlankLine { text += "\n" }
        needsBlankLine = false
        text += content
        text += "\n"
    }

    mutating func comment(_ content: String) {
        line(content.isEmpty ? "--" : "-- " + Dialect.comment(content))
    }

    /// The items, each on a line of its own, with commas between them.
    mutating func list(_ items: [String], indent: String) {
        for item in listed(items, indent: indent) { line(item) }
    }

    func listed(_ items: [String], indent: String = "    ") -> [String] {
        items.enumerated().map { index, item in indent + item + (index == items.count - 1 ? "" : ",") }
    }

    // What the spellings share.

    func id(_ name: String) -> String { dialect.identifier(name) }
    func id(_ name: SQLName) -> String { dialect.identifier(name) }
    func string(_ text: String) -> String { dialect.string(text) }

    func columnList(_ names: [String]) -> String { names.map(id).joined(separator: ", ") }

    func spelled(_ rights: [SQLStatement.Right]) -> String { rights.map(\.rawValue).joined(separator: ", ") }

    /// Rows of a `VALUES` list: name, type and nullability of each column, as the catalogue gives them.
    func expectation(_ columns: [SQLColumn]) -> [String] {
        columns.map { column in
            let type = column.type.spelled(in: dialect)
            return "(\(string(column.name)), \(string(type)), \(string(column.isNullable ? "YES" : "NO")))"
        }
    }

    /// A column without a value, as a condition. Oracle takes an empty text for none, and its large objects compare with nothing.
    func isAbsent(_ column: SQLColumn) -> String {
        guard case .text = column.type, dialect != .oracle else { return "\(id(column.name)) IS NULL" }
        return "\(id(column.name)) IS NULL OR \(id(column.name)) = \(string(""))"
    }
}
