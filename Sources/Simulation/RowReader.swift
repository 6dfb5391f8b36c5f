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
    let keyPosition: Int
    let layout: InboundLayout
    let width: Int
    /// Columns that decide who is a leaver: position, name, and the texts that the rule compares with.
    let decisive: [(position: Int, name: String, texts: [String])]
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
        var decisive: [(position: Int, name: String, texts: [String])] = []
        for clause in leavers.flatMap(\.clauses) {
            let name = clause.attribute.value
            guard let position = index[name] else { throw HeaderError(name: name, header: header, isTwice: false) }
            // An absent value decides where the rule asks for one.
            if case .isPresent = clause.test { continue }
            if case .isPast = clause.test { continue }
            let texts: [String] = switch clause.test {
            case .equals(let text), .isNot(let text): [text]
            case .isOneOf(let texts): texts
            default: []
            }
            decisive.append((position, name, texts))
        }
        self.decisive = decisive
        guard let key = index[layout.key.name] else { throw HeaderError(name: layout.key.name, header: header, isTwice: false) }
        self.positions = positions
        keyPosition = key
        self.layout = layout
        width = header.count
    }

    /// What is wrong with a record before its values are looked at.
    func structure(_ record: CSVReader.Record) -> Rejection? {
        if let problem = record.problem {
            return Rejection(line: record.line, key: nil, column: nil, code: "bad-csv", reason: problem)
        }
        if record.fields.count != width {
            return Rejection(
                line: record.line, key: nil, column: nil, code: "column-count",
                reason: "the row has \(record.fields.count) columns, the header \(width)")
        }
        if record.fields[keyPosition].isEmpty {
            return Rejection(
                line: record.line, key: nil, column: layout.key.name, code: "missing-key", reason: "the row has no \(layout.key.name)")
        }
        return nil
    }

    /// Whether anyone can say from the row if the person left. A blank or misspelt status would keep a leaver's account open.
    func doubt(_ record: CSVReader.Record) -> Rejection? {
        let key = record.fields[keyPosition]
        for (position, name, texts) in decisive {
            let value = record.fields[position]
            if value.isEmpty {
                return Rejection(
                    line: record.line, key: key, column: name, code: "missing-status", reason: "\(name) says who left, and is empty")
            }
            let folded = value.lowercased().filter { $0 != " " && $0 != "\t" }
            for text in texts where text != value && text.lowercased().filter({ $0 != " " && $0 != "\t" }) == folded {
                return Rejection(
                    line: record.line, key: key, column: name, code: "doubtful-status",
                    reason: "\(name) is almost `\(text)`, which the rule for leavers compares with letter by letter")
            }
        }
        return nil
    }

    /// The values to send, or why not. The first problem decides; one is enough to keep a row back.
    func values(_ record: CSVReader.Record) -> Result<Values, RejectionError> {
        let key = record.fields[keyPosition]
        func reject(_ column: CheckedAttribute, _ code: String, _ reason: String) -> Result<Values, RejectionError> {
            .failure(RejectionError(Rejection(line: record.line, key: key, column: column.name, code: code, reason: reason)))
        }
        var values: Values = []
        values.reserveCapacity(positions.count)
        for (column, position) in zip(layout.columns, positions) {
            let attribute = column.attribute
            var value = record.fields[position]
            if value.isEmpty {
                if !attribute.type.isOptional { return reject(attribute, "missing-value", "\(attribute.name) is required and empty") }
                values.append(value)
                continue
            }
            switch attribute.type.base {
            case .string(let limit?):
                let length = value.utf16.count
                if length > limit {
                    return reject(attribute, "too-long", "\(attribute.name) has \(length) characters, the plan says at most \(limit)")
                }
            case .integer:
                guard Int(value) != nil else { return reject(attribute, "bad-integer", "\(attribute.name) is not a whole number") }
            case .boolean:
                switch value.lowercased() {
                case "true": value = "true"
                case "false": value = "false"
                default: return reject(attribute, "bad-boolean", "\(attribute.name) is neither true nor false")
                }
            case .date(let format):
                let format = format ?? "yyyy-MM-dd"
                guard let day = Day(value, format: format) else {
                    return reject(attribute, "bad-date", "\(attribute.name) is no day of the form \(format)")
                }
                value = day.text
            case .string(nil), .datetime, .binary, .reference: break
            }
            values.append(value)
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
    public let header: [String]
    public let isTwice: Bool
}
