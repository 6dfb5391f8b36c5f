import Analysis
import Expressions
import Plan

/// The rows of one source of a consolidation, held against its declaration.
struct PartReader {
    struct Problem {
        let column: String?
        let code: String
        let reason: String
    }

    let part: CheckedConsolidation.Part
    /// The attributes that the consolidation reads, in the order of the declaration.
    let columns: [CheckedAttribute]
    private let positions: [Int]
    private let keyColumns: [Int]
    private let newestColumn: Int?
    private let sourceKeyColumn: Int?
    private let width: Int
    private let leavers: RowScope
    private let status: StatusDoubt

    /// - Throws: ``HeaderError`` when a column is not in the file.
    init(header: [String], part: CheckedConsolidation.Part, read names: Set<String>, today: Day) throws(HeaderError) {
        var index: [String: Int] = [:]
        for (position, name) in header.enumerated() {
            if index.updateValue(position, forKey: name) != nil { throw HeaderError(name: name, header: header, isTwice: true) }
        }
        self.part = part
        columns = part.source.attributes.filter { names.contains($0.name) }
        var positions: [Int] = []
        for column in columns {
            guard let position = index[column.name] else { throw HeaderError(name: column.name, header: header, isTwice: false) }
            positions.append(position)
        }
        self.positions = positions
        let names = columns.map(\.name)
        keyColumns = part.keys.compactMap { names.firstIndex(of: $0.name) }
        if case .newest(let by) = part.severalRows { newestColumn = names.firstIndex(of: by.name) } else { newestColumn = nil }
        sourceKeyColumn = names.firstIndex(of: part.source.key)
        width = header.count
        // Values are in their own form here: days are ISO 8601, whatever the source writes.
        leavers = RowScope(part.leavers, column: { names.firstIndex(of: $0) }, today: today)
        status = StatusDoubt(part.leavers) { names.firstIndex(of: $0) }
    }

    func column(_ name: String) -> Int? { columns.firstIndex { $0.name == name } }

    /// What keeps a row from belonging to anybody.
    func structure(_ record: CSVReader.Record) -> Problem? {
        if let problem = record.problem { return Problem(column: nil, code: "bad-csv", reason: problem) }
        if record.fields.count != width {
            return Problem(column: nil, code: "column-count", reason: "the row has \(record.fields.count) columns, the header \(width)")
        }
        let name = part.keys[0].name
        let key = record.fields[positions[keyColumns[0]]]
        if key.isEmpty { return Problem(column: name, code: "missing-key", reason: "the row has no \(name)") }
        // The service finds accounts by a search in which such characters mean something else (hr-user-creation-issues); and what the
        // eye can't tell apart must not be two people.
        let isPlain = key.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) } && key.first != " " && key.last != " "
        if !isPlain {
            return Problem(column: name, code: "bad-key", reason: "\(name) begins or ends with a blank, or holds a character that is not printable ASCII")
        }
        return nil
    }

    /// A row's values in the order of ``columns``, and the first thing that is wrong with them.
    func values(_ record: CSVReader.Record) -> (values: [String], problem: Problem?) {
        var values: [String] = []
        values.reserveCapacity(positions.count)
        var problem: Problem?
        for (column, position) in zip(columns, positions) {
            switch FieldValue.read(record.fields[position], as: column) {
            case .success(let value): values.append(value)
            case .failure(let found):
                values.append(record.fields[position])
                problem = problem ?? Problem(column: column.name, code: found.code, reason: found.reason)
            }
        }
        return (values, problem ?? status.doubt(in: values).map { Problem(column: $0.column, code: $0.code, reason: $0.reason) })
    }

    /// The identifiers, folded; an absent one is empty.
    func keys(_ values: [String]) -> [String] { keyColumns.map { PartReader.folded(values[$0]) } }

    func key(_ values: [String]) -> String { values[keyColumns[0]] }

    func sourceKey(_ values: [String]) -> String? { sourceKeyColumn.map { PartReader.folded(values[$0]) } }

    /// nil where nobody can say.
    func isLeaver(_ values: [String]) -> Bool? { leavers.holds(for: values) }

    func newest(_ values: [String]) -> Int { newestColumn.map { PartReader.order(values[$0]) } ?? 0 }

    /// A to Z as a to z, and nothing else: the same in every engine.
    static func folded(_ text: String) -> String {
        guard text.utf8.contains(where: { (0x41...0x5A).contains($0) }) else { return text }
        return String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// A whole number, or a day as the number yyyyMMdd.
    static func order(_ text: String) -> Int { Int(text) ?? Int(text.filter { $0 != "-" }) ?? Int.min }
}
