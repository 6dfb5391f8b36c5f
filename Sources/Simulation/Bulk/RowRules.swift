import Analysis
import Plan

/// What is asked of each row of a source, worked out once for all workers.
struct RowRules: Sendable {
    let width: Int
    let keyPosition: Int
    let keyName: String
    /// Of the layout's columns in a row.
    let positions: [Int]
    /// Made once for each worker: what two of them count at once is slow.
    let columns: @Sendable () -> ColumnReaders
    let columnNames: [String]
    let status: StatusDoubt
    /// The same; nil where nothing says who left, or the plan maps `accountEnabled` itself.
    let leavers: (@Sendable () -> ByteScope)?

    init(_ reader: RowReader, leavers: (@Sendable () -> ByteScope)?) {
        width = reader.width
        keyPosition = reader.keyPosition
        keyName = reader.layout.key.name
        positions = reader.positions
        columns = { [attributes = reader.layout.columns.map(\.attribute)] in ColumnReaders(attributes) }
        columnNames = reader.layout.columns.map(\.attribute.name)
        status = reader.status
        self.leavers = leavers
    }

    /// What is wrong with a row before its values are looked at.
    func structure(_ scanner: some RowScanner) -> RowFault? {
        if scanner.row.hasProblem { return .unreadable }
        if scanner.row.fieldCount != width { return .width }
        if scanner.field(keyPosition).isEmpty { return .noKey }
        return nil
    }

    func rejection<Scanner: RowScanner>(_ fault: RowFault, _ scanner: Scanner) -> Rejection {
        let row = scanner.row
        return switch fault {
        case .unreadable: Rejection(line: row.line, key: nil, column: nil, code: Scanner.badRow, reason: scanner.reason)
        case .width:
            Rejection(
                line: row.line, key: nil, column: nil, code: "column-count",
                reason: "the row has \(row.fieldCount) columns, the header \(width)")
        case .noKey: Rejection(line: row.line, key: nil, column: keyName, code: "missing-key", reason: "the row has no \(keyName)")
        }
    }
}

enum RowFault {
    case unreadable, width, noKey
}
