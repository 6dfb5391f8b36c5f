import JSON

/// A row of one source.
public struct SourceRow: Hashable, Sendable {
    public let source: String
    /// From 1.
    public let line: Int

    public init(source: String, line: Int) {
        self.source = source
        self.line = line
    }

    var json: JSON { ["source": .string(source), "line": .integer(line)] }
}

/// One person, made of rows of several sources.
public struct ConsolidatedPerson: Sendable {
    /// Why a value is the one that counts.
    public enum Reason: String, Sendable {
        /// No other source has one.
        case only
        /// All sources that have one say the same.
        case agreed
        /// Its source comes first.
        case first
        /// A stronger source has one, but the person left there.
        case working
        /// Its row is the newest.
        case newest
    }

    /// A value and where it comes from.
    public struct Value: Sendable {
        public let text: String
        public let row: SourceRow
        /// The source's name of the attribute.
        public let attribute: String
        public let reason: Reason
        /// What other sources say that is not the same.
        public let others: [(row: SourceRow, text: String)]
    }

    public let key: String
    /// In the order of the consolidation's attributes; nil where the person has none.
    public let values: [Value?]
    /// nil where no rule says who left.
    public let isActive: Bool?
    /// The rows that count, the strongest source first.
    public let rows: [SourceRow]

    public func json(names: [String]) -> JSON {
        let members = zip(names, values).compactMap { name, value in
            value.map { value in
                JSON.Member(name, JSON.compact([
                    "value": .string(value.text),
                    "source": .string(value.row.source),
                    "line": .integer(value.row.line),
                    "attribute": value.attribute == name ? nil : .string(value.attribute),
                    "why": .string(value.reason.rawValue),
                    "others": value.others.isEmpty ? nil : .array(value.others.map { $0.row.json.with("value", .string($0.text)) }),
                ]))
            }
        }
        return .compact([
            "key": .string(key),
            "active": isActive.map { .bool($0) },
            "rows": .array(rows.map(\.json)),
            "values": .object(members),
        ])
    }
}

/// Rows that become nobody, and why.
public struct SetAside: Sendable {
    /// nil where the row has none that can be read.
    public let key: String?
    public let column: String?
    public let code: String
    public let reason: String
    /// By source, in the order of precedence, then by line.
    public let rows: [SourceRow]

    public var json: JSON {
        .compact([
            "key": key.map { .string($0) },
            "column": column.map { .string($0) },
            "code": .string(code),
            "reason": .string(reason),
            "rows": .array(rows.map(\.json)),
        ])
    }
}
