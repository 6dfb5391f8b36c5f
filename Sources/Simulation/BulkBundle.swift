import Analysis
import JSON
import Microsoft
import Plan

/// HR rows → SCIM bulk requests, a list of what was kept back and why, and the sums.
///
/// Every row is sent or rejected. Two rows with the same key that say different things are both rejected: nothing in the file
/// tells which of the two persons the key belongs to, and sending one would give the account of one person to the other.
public struct BulkBundle {
    public struct Summary: Sendable {
        public var rows = 0
        public var sent = 0
        public var rejected = 0
        public var requests = 0
        public var active = 0
        public var inactive = 0
        /// By code, sorted.
        public var reasons: [String: Int] = [:]

        public func json(mapping: String, rowsFile: String, environment: String?) -> JSON {
            .compact([
                "mapping": .string(mapping),
                "environment": environment.map { .string($0) },
                "rowsFile": .string(rowsFile),
                "rows": .integer(rows),
                "sent": .integer(sent),
                "rejected": .integer(rejected),
                "requests": .integer(requests),
                "active": .integer(active),
                "inactive": .integer(inactive),
                "rejectedBy": .object(reasons.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) }),
            ])
        }
    }

    public struct Problem: Error, CustomStringConvertible, Sendable {
        public let description: String
    }

    private let mapping: CheckedMapping
    private let layout: InboundLayout
    private let today: Day

    /// - Throws: ``Problem`` for a mapping that does not begin at HR.
    public init(_ mapping: CheckedMapping, in plan: CheckedPlan, today: Day) throws {
        guard mapping.via == .apiDriven || mapping.via == .mim else {
            throw Problem(description: "mapping `\(mapping.name)` does not take rows: it runs through \(mapping.via.rawValue), not api-driven")
        }
        guard let layout = InboundLayout(mapping, customURN: plan.customURN) else {
            throw Problem(description: "mapping `\(mapping.name)` does not begin at a source")
        }
        self.mapping = mapping
        self.layout = layout
        self.today = today
    }

    /// Writes the files through `write`, in order, and returns the sums.
    ///
    /// - Throws: ``HeaderError`` for a file whose first line does not fit; whatever `write` throws.
    public func run(
        _ rows: [UInt8], progress: (Int) -> Void = { _ in }, write: (String, [UInt8]) throws -> Void
    ) throws -> Summary {
        if rows.starts(with: [0xFF, 0xFE]) || rows.starts(with: [0xFE, 0xFF]) {
            throw Problem(description: "the file of rows is UTF-16; save it as UTF-8")
        }
        var csv = CSVReader(rows)
        guard let header = csv.next() else { throw Problem(description: "the file of rows is empty") }
        if let problem = header.problem { throw Problem(description: "the first line of the rows, which names the columns, can't be read: \(problem)") }
        csv.width = header.fields.count
        let reader = try RowReader(header: header.fields, layout: layout, leavers: mapping.leavers)
        let leavers = RowScope(mapping.leavers, column: { header.fields.firstIndex(of: $0) }, format: dateFormat, today: today)
        let hasRule = !mapping.leavers.isEmpty && !mapping.attributes.contains { $0.target.name == "accountEnabled" }

        let duplicates = KeyIndex(rows: rows, reader: reader)
        var output = Output(layout)
        while let record = csv.next() {
            output.summary.rows += 1
            if output.summary.rows % 4_096 == 0 { progress(output.summary.rows) }
            if let rejection = reader.structure(record) ?? duplicates.rejection(record, reader) ?? reader.doubt(record) {
                output.reject(rejection.json, code: rejection.code)
                continue
            }
            switch reader.values(record) {
            case .failure(let error): output.reject(error.rejection.json, code: error.rejection.code)
            case .success(let values):
                let key = record.fields[reader.keyPosition]
                let isLeaver = hasRule ? leavers.holds(for: record.fields) : false
                guard let isLeaver else {
                    let rejection = Rejection(
                        line: record.line, key: key, column: nil, code: "slow-pattern",
                        reason: "a pattern of the rule for leavers takes too long on this row, so nobody can say whether the person left")
                    output.reject(rejection.json, code: rejection.code)
                    continue
                }
                try output.send(key: key, values: values, active: hasRule ? !isLeaver : nil, write)
            }
        }
        try output.finish(write)
        progress(output.summary.rows)
        return output.summary
    }

    /// The same for people who are consolidated of several files first, by source.
    ///
    /// - Throws: ``Problem`` for a mapping that begins at one source; what ``Consolidator`` throws; whatever `write` throws.
    public func run(consolidating files: [String: [UInt8]], write: (String, [UInt8]) throws -> Void) throws -> Summary {
        guard case .source(let source) = mapping.from, let rules = source.consolidation else {
            throw Problem(description: "mapping `\(mapping.name)` begins at one source, not at a consolidation")
        }
        let mapsEnabled = mapping.attributes.contains { $0.target.name == "accountEnabled" }
        let places = layout.columns.map { column in rules.attributes.firstIndex { $0.attribute.name == column.attribute.name } }
        var output = Output(layout)
        let consolidated = try Consolidator(rules, today: today).run(files) { person in
            let values = places.map { $0.flatMap { person.values[$0]?.text } ?? "" }
            try output.send(key: person.key, values: values, active: mapsEnabled ? nil : person.isActive, write)
        } setAside: { aside in
            // Rows that become nobody are counted as rows; people who are set aside, with all of theirs.
            output.reject(aside.json, code: aside.code, rows: aside.rows.count)
        }
        try output.finish(write)
        output.summary.rows = consolidated.rows.reduce(0) { $0 + $1.count }
        return output.summary
    }

    /// The files of a run, as they grow.
    private struct Output {
        var summary = Summary()
        private let users: SCIMUserWriter
        private var rejected: [UInt8] = []
        private var operations: [JSON] = []

        init(_ layout: InboundLayout) {
            users = SCIMUserWriter(layout)
        }

        mutating func send(key: String, values: [String], active: Bool?, _ write: (String, [UInt8]) throws -> Void) throws {
            summary.sent += 1
            if active == true { summary.active += 1 }
            if active == false { summary.inactive += 1 }
            operations.append([
                "method": "POST", "bulkId": .string(key), "path": "/Users",
                "data": users.user(key: key, values: values, active: active),
            ])
            if operations.count == ProvisioningLimits.bulkOperations { try flush(write) }
        }

        mutating func reject(_ json: JSON, code: String, rows: Int = 1) {
            summary.rejected += rows
            summary.reasons[code, default: 0] += rows
            rejected.append(contentsOf: json.compactText.utf8)
            rejected.append(UInt8(ascii: "\n"))
        }

        mutating func finish(_ write: (String, [UInt8]) throws -> Void) throws {
            try flush(write)
            try write("rejected.jsonl", rejected)
        }

        private mutating func flush(_ write: (String, [UInt8]) throws -> Void) throws {
            guard !operations.isEmpty else { return }
            summary.requests += 1
            let body: JSON = ["schemas": [.string(SCIMSlot.bulkURN)], "Operations": .array(operations), "failOnErrors": .null]
            try write(BulkBundle.fileName(summary.requests), Array((body.compactText + "\n").utf8))
            operations.removeAll(keepingCapacity: true)
        }
    }

    /// How the source writes the days of a column.
    private func dateFormat(of column: String) -> String? {
        guard case .source(let source) = mapping.from, case .date(let format)? = source.attribute(column)?.type.base else { return nil }
        return format
    }

    /// Sorted by name they are in the order of the rows, up to 99,999 requests.
    static func fileName(_ number: Int) -> String {
        let digits = String(number)
        return "bulk-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits + ".json"
    }
}

extension Rejection {
    var json: JSON {
        .compact([
            "line": .integer(line),
            "key": key.map { .string($0) },
            "column": column.map { .string($0) },
            "code": .string(code),
            "reason": .string(reason),
        ])
    }
}

/// Which keys stand in more than one row of a file. Keys are compared without regard to case: so does the directory's look-up.
private struct KeyIndex {
    /// The lines of a key that occurs more than once, and whether all its rows say the same.
    private var lines: [String: (lines: [Int], isSame: Bool, first: [String])] = [:]

    init(rows: [UInt8], reader: RowReader) {
        var csv = CSVReader(rows)
        csv.width = csv.next()?.fields.count
        while let record = csv.next() {
            guard reader.structure(record) == nil else { continue }
            let key = record.fields[reader.keyPosition].lowercased()
            if let known = lines[key] {
                // In place: a copy of a list that grows would cost its length each time.
                lines[key]?.lines.append(record.line)
                if known.first != record.fields { lines[key]?.isSame = false }
            } else {
                lines[key] = ([record.line], true, record.fields)
            }
        }
        lines = lines.filter { $0.value.lines.count > 1 }
    }

    func rejection(_ record: CSVReader.Record, _ reader: RowReader) -> Rejection? {
        let key = record.fields[reader.keyPosition]
        guard let known = lines[key.lowercased()] else { return nil }
        if known.isSame {
            // The same row again: the first is sent.
            if record.line == known.lines.first { return nil }
            return Rejection(
                line: record.line, key: key, column: reader.layout.key.name, code: "repeated-row",
                reason: "the row is the same as that of line \(known.lines[0]), which is sent")
        }
        // Some of the lines: with thousands of rows of one key every rejection would name thousands.
        let few = known.lines.prefix(6).filter { $0 != record.line }.prefix(5)
        let more = known.lines.count - 1 - few.count
        let others = few.map(String.init).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        return Rejection(
            line: record.line, key: key, column: reader.layout.key.name, code: "duplicate-key",
            reason: "the same \(reader.layout.key.name) stands in line \(others), with other values; none of them is sent")
    }
}
