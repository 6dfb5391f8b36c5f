import Analysis
import Expressions
import Plan

/// Why a row is not sent.
public struct Rejection: Sendable {
    public let line: Int
    public let key: String?
    public let column: String?
    public let code: String
    public let reason: String
}

/// The rows of a CSV file, held against the source's declaration.
struct RowReader {
    /// Positions of the layout's columns in a record of the file.
    let positions: [Int]
    /// By column of the layout.
    private let rules: [FieldValue.Rule]
    let keyPosition: Int
    let layout: InboundLayout
    let width: Int
    /// The names of the columns, and where each stands.
    let header: [String]
    let status: StatusDoubt
    /// The values that a row carries, in the order of `layout.columns`; dates are ISO 8601.
    typealias Values = [String]

    /// - Throws: ``HeaderError`` when a column that the mapping needs is not in the file.
    init(header: [String], layout: InboundLayout, leavers: [ScopeGroup]) throws(HeaderError) {
        var index: [String: Int] = [:]
        for (position, name) in header.enumerated() {
            if index.updateValue(position, forKey: name) != nil { throw HeaderError(name: name, header: header, isTwice: true) }
        }
        var positions: [Int] = []
        for column in layout.columns {
            guard let position = index[column.attribute.name] else {
                throw HeaderError(name: column.attribute.name, header: header, isTwice: false)
            }
            positions.append(position)
        }
        for clause in leavers.flatMap(\.clauses) where index[clause.attribute.value] == nil {
            throw HeaderError(name: clause.attribute.value, header: header, isTwice: false)
        }
        status = StatusDoubt(leavers) { index[$0] }
        guard let key = index[layout.key.name] else { throw HeaderError(name: layout.key.name, header: header, isTwice: false) }
        self.positions = positions
        rules = layout.columns.map { FieldValue.Rule($0.attribute.type) }
        keyPosition = key
        self.layout = layout
        width = header.count
        self.header = header
    }

    func position(_ name: String) -> Int? { header.firstIndex(of: name) }

    /// Whether anyone can say from the row if the person left.
    func doubt(_ record: CSVReader.Record) -> Rejection? {
        status.doubt(in: record.fields).map { doubt in
            Rejection(line: record.line, key: record.fields[keyPosition], column: doubt.column, code: doubt.code, reason: doubt.reason)
        }
    }

    /// The values to send, or why not. The first problem decides; one is enough to keep a row back.
    func values(_ record: CSVReader.Record) -> Result<Values, RejectionError> {
        let key = record.fields[keyPosition]
        var values: Values = []
        values.reserveCapacity(positions.count)
        for index in positions.indices {
            let raw = record.fields[positions[index]]
            if rules[index].isPlain(raw) {
                values.append(raw)
                continue
            }
            let attribute = layout.columns[index].attribute
            switch FieldValue.read(raw, as: attribute) {
            case .success(let value): values.append(value)
            case .failure(let problem):
                return .failure(RejectionError(Rejection(
                    line: record.line, key: key, column: attribute.name, code: problem.code, reason: problem.reason)))
            }
        }
        return .success(values)
    }
}

struct RejectionError: Error {
    let rejection: Rejection

    init(_ rejection: Rejection) {
        self.rejection = rejection
    }
}

/// The file's first line does not name what the plan needs.
public struct HeaderError: Error, Sendable {
    public let name: String
    /// The names of the columns; none for rows that each name their own.
    public let header: [String]
    public let isTwice: Bool
}
