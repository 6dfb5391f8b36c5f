/// A constant of a row.
enum SQLValue: Hashable, Sendable {
    case none
    case text(String)
    case integer(Int)
    case boolean(Bool)
    /// `yyyy-MM-dd`
    case day(String)
    /// `yyyy-MM-dd HH:mm:ss`
    case instant(String)
}

/// Three rows that nobody can take for people, for a test environment: one with every value, one with those that must be there, and
/// one with texts as long as they may be. They come from the plan alone, so they are the same every time.
struct TestRows: Hashable, Sendable {
    static let mark = "ENTRAIN-TEST-"
    /// SQL*Plus takes no line of more than 2499 characters.
    private static let longestText = 200

    let table: SQLName
    let key: SQLColumn
    let columns: [SQLColumn]
    let rows: [[SQLValue]]

    /// nil for a table without a key that can be marked.
    init?(of staging: StagingTable) {
        guard let name = staging.table.key, let key = staging.table.columns.first(where: { $0.name == name }), key.type.isIdentifying else {
            return nil
        }
        let columns = staging.sharedColumns
        let unique = [name, staging.joinColumn?.name]
        self.table = staging.name
        self.key = key
        self.columns = columns
        rows = (1...3).map { number in
            columns.map { TestRows.value(of: $0, in: number, isUnique: unique.contains($0.name)) }
        }
    }

    /// The keys of the rows.
    var keys: [SQLValue] { (1...3).map { TestRows.value(of: key, in: $0, isUnique: true) } }

    private static func value(of column: SQLColumn, in row: Int, isUnique: Bool) -> SQLValue {
        if row == 2, column.isNullable, !isUnique { return .none }
        switch column.type {
        case .text(let length):
            let marked = mark + String(row)
            guard let length else { return .text(marked) }
            if isUnique || row != 3 { return .text(String(marked.suffix(length))) }
            return .text(String(decoding: [UInt8](repeating: UInt8(ascii: "x"), count: min(length, longestText)), as: UTF8.self))
        case .integer: return .integer(-row)
        case .boolean: return .boolean(row == 1)
        case .day: return .day("2000-01-0\(row)")
        case .instant: return .instant("2000-01-0\(row) 08:00:00")
        case .bytes: return .none
        }
    }
}

enum TestRowStatement: Hashable, Sendable {
    case insert(TestRows)
    case delete(TestRows)
    case show(TestRows)
}

extension SQLWriter {
    mutating func write(_ statement: TestRowStatement) {
        switch statement {
        case .insert(let rows):
            for row in rows.rows {
                self.statement([
                    "INSERT INTO \(id(rows.table)) (\(columnList(rows.columns.map(\.name))))",
                    "VALUES (\(row.map(value).joined(separator: ", ")))",
                ])
            }
        case .delete(let rows): self.statement(["DELETE FROM \(id(rows.table)) WHERE \(isMarked(rows))"])
        case .show(let rows): self.statement(["SELECT \(id(rows.key.name)) FROM \(id(rows.table)) WHERE \(isMarked(rows))"])
        }
    }

    private func isMarked(_ rows: TestRows) -> String { "\(id(rows.key.name)) IN (\(rows.keys.map(value).joined(separator: ", ")))" }

    /// A constant as an `INSERT` takes it.
    func value(_ value: SQLValue) -> String {
        switch (value, dialect) {
        case (.none, _): "NULL"
        case (.text(let text), _): string(text)
        case (.integer(let number), _): String(number)
        case (.boolean(let flag), .postgresql), (.boolean(let flag), .db2): flag ? "TRUE" : "FALSE"
        case (.boolean(let flag), _): flag ? "1" : "0"
        case (.day(let day), .oracle): "DATE \(string(day))"
        case (.instant(let instant), .oracle): "TIMESTAMP \(string(instant))"
        case (.day(let text), _), (.instant(let text), _): string(text)
        }
    }
}
