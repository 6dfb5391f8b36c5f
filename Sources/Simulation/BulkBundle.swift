import Analysis
import JSON
import Microsoft
import Plan

/// HR rows → SCIM bulk requests, a list of what was kept back and why, and the sums.
///
/// Every row is sent or rejected. Two rows with the same key that say different things are both rejected: nothing in the file
/// tells which of the two persons the key belongs to, and sending one would give the account of one person to the other.
public struct BulkBundle: Sendable {
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

    /// Writes the files and returns the sums. The rows are read once, and everything is written; 8 bytes of each key are kept while it lasts, and
    /// nothing else grows with the file. Where keys stand more than once, they are looked at, and everything is written again. Neither the number of
    /// threads nor that of the bytes that are read at once shows in the files.
    ///
    /// - Parameters:
    ///   - progress: takes how many rows are done, and how many bytes of how many.
    /// - Throws: ``HeaderError`` for a file whose columns do not fit; ``Problem``; whatever the input and the sink throw.
    public func run(
        _ rows: any RowBytes, form: RowForm = .csv, threads: Int = 1, chunk: Int = RowBytesLimits.chunk, to sink: any BulkSink,
        progress: @escaping @Sendable (_ rows: Int, _ bytes: Int, _ of: Int) -> Void = { _, _, _ in }
    ) throws -> Summary {
        var first = [UInt8](repeating: 0, count: min(rows.size, 1 << 16))
        let firstCount = try first.withUnsafeMutableBytes { try rows.read(into: $0, at: 0) }
        first.removeLast(first.count - firstCount)
        if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) {
            throw Problem(description: "the file of rows is UTF-16; save it as UTF-8")
        }
        switch form {
        case .csv:
            let header = try self.header(of: rows, first)
            let reader = try RowReader(header: header.names, layout: layout, leavers: mapping.leavers)
            return try run(rows, from: header.end, line: header.line, reader, threads, chunk, sink, progress) { [width = reader.width] in
                CSVScanner(width: width, line: 1)
            }
        case .jsonLines:
            guard case .source(let source) = mapping.from else { throw Problem(description: "rows are of a source") }
            let names = source.attributes.map(\.name)
            let reader = try RowReader(header: names, layout: layout, leavers: mapping.leavers)
            let start = first.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            if !first.dropFirst(start).contains(where: { $0 > 0x20 }), rows.size <= first.count { throw Problem(description: "the file of rows is empty") }
            return try run(rows, from: start, line: 1, reader, threads, chunk, sink, progress) { JSONLinesScanner(names: names) }
        }
    }

    private func header(of rows: any RowBytes, _ first: [UInt8]) throws -> (names: [String], end: Int, line: Int) {
        var first = first
        var csv = CSVReader(first)
        var header = csv.next()
        // A long first line, or one with a quotation mark that is not closed so soon.
        while csv.at >= first.count || header?.problem != nil, first.count < min(rows.size, RowLimits.longest) {
            let size = min(first.count * 8, RowLimits.longest, rows.size)
            first = [UInt8](repeating: 0, count: size)
            let count = try first.withUnsafeMutableBytes { try rows.read(into: $0, at: 0) }
            first.removeLast(size - count)
            csv = CSVReader(first)
            header = csv.next()
            if count < size { break }
        }
        guard let header else { throw Problem(description: "the file of rows is empty") }
        if let problem = header.problem { throw Problem(description: "the first line of the rows, which names the columns, can't be read: \(problem)") }
        return (header.fields, csv.at, csv.line)
    }

    private func run<Scanner: RowScanner>(
        _ rows: any RowBytes, from start: Int, line: Int, _ reader: RowReader, _ threads: Int, _ chunk: Int, _ sink: any BulkSink,
        _ progress: @escaping @Sendable (Int, Int, Int) -> Void, scanner: @escaping @Sendable () -> Scanner
    ) throws -> Summary {
        let hasRule = !mapping.leavers.isEmpty && !mapping.attributes.contains { $0.target.name == "accountEnabled" }
        let leavers: @Sendable () -> ByteScope = { [leavers = mapping.leavers, today] in
            ByteScope(leavers, column: reader.position, format: dateFormat, today: today)
        }
        let rules = RowRules(reader, leavers: hasRule ? leavers : nil)
        let pass = RowPass(
            input: rows, start: start, line: line, rules: rules, layout: layout, hash: KeyHash(), threads: threads, chunk: chunk, scanner: scanner)
        let first = try pass.first(to: sink, progress)
        if let seen = first.seen, first.readable > 0 {
            for position in rules.positions where !seen[position] {
                throw HeaderError(name: reader.header[position], header: [], isTwice: false)
            }
        }
        let duplicates = try DuplicateKeys(rows, parts: first.parts, hashes: first.repeated, hash: pass.hash, rules: rules, scanner: scanner)
        if duplicates.isEmpty { return first.summary }
        try sink.restart()
        return try pass.second(first.parts, without: duplicates, to: sink, progress)
    }

    /// The same for people who are consolidated of several files first, by source.
    ///
    /// - Throws: ``Problem`` for a mapping that begins at one source; what ``Consolidator`` throws; whatever `write` throws.
    public func run(consolidating files: [String: [UInt8]], to sink: any BulkSink) throws -> Summary {
        guard case .source(let source) = mapping.from, let rules = source.consolidation else {
            throw Problem(description: "mapping `\(mapping.name)` begins at one source, not at a consolidation")
        }
        let mapsEnabled = mapping.attributes.contains { $0.target.name == "accountEnabled" }
        let places = layout.columns.map { column in rules.attributes.firstIndex { $0.attribute.name == column.attribute.name } }
        let program = SCIMUserProgram(layout)
        let total = BulkPart.Total()
        let part = BulkPart()
        let texts = ByteBuffer()
        func flush(at most: Int) throws {
            guard part.ends.count >= most || part.rejected.count > RowLimits.chunk else { return }
            try part.write(try total.add(part, lines: 0, sink), to: sink)
            part.clear()
        }
        let consolidated = try Consolidator(rules, today: today).run(files) { person in
            let active = mapsEnabled ? nil : person.isActive
            let values = places.map { $0.flatMap { person.values[$0]?.text } ?? "" }
            texts.count = 0
            let size = values.reduce(0) { $0 + $1.utf8.count }
            texts.reserve(size + person.key.utf8.count)
            let key = texts.put(person.key)
            var slices = values.map { texts.put($0) }
            slices.withUnsafeMutableBufferPointer { program.append(key: key, values: $0, size: size, active: active, to: part.operations) }
            part.close(active: active)
            try flush(at: 1_000)
        } setAside: { aside in
            // Rows that become nobody are counted as rows; people who are set aside, with all of theirs.
            part.reject(aside.json, code: aside.code, rows: aside.rows.count)
            try flush(at: 1_000)
        }
        try part.write(try total.add(part, lines: 0, sink), to: sink)
        try total.finish(sink)
        var summary = total.summary
        summary.rows = consolidated.rows.reduce(0) { $0 + $1.count }
        return summary
    }

    /// How the source writes the days of a column.
    private func dateFormat(of column: String) -> String? {
        guard case .source(let source) = mapping.from, case .date(let format)? = source.attribute(column)?.type.base else { return nil }
        return format
    }

    /// Sorted by name they are in the order of the rows, up to 99,999 requests.
    public static func fileName(_ number: Int) -> String {
        let digits = String(number)
        return "bulk-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits + ".json"
    }
}

extension Rejection {
    /// Without the line.
    var json: JSON {
        .compact([
            "key": key.map { .string($0) },
            "column": column.map { .string($0) },
            "code": .string(code),
            "reason": .string(reason),
        ])
    }
}

/// How rows are written down.
public enum RowForm: Sendable {
    /// The first line names the columns.
    case csv
    /// An object on each line.
    case jsonLines
}

public enum RowBytesLimits {
    /// How much of a file a worker takes at once.
    public static let chunk = RowLimits.chunk
}
