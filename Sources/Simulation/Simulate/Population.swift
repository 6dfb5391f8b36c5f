import Analysis
import Plan

/// The people of one source, in the order of their keys: rows as they are, or what a consolidation makes of several.
///
/// Of each row only its key, its place in the file and a digest are kept; its values are read again when its turn comes. So neither the
/// order of the rows matters nor, much, how many there are.
struct Population {
    /// What one source says of one person.
    struct Arrival {
        let number: Int
        let key: String
        let rows: [SourceRow]
        /// By ``Population/columns``.
        let fields: [String]
        /// As it stands in the file; nil for people who were consolidated.
        let record: CSVReader.Record?
        /// What a consolidation says of it; nil where no rule does, and for rows as they are.
        let isActive: Bool?
    }

    /// Rows that become nobody, and why.
    struct Refusal {
        let key: String?
        let rows: [SourceRow]
        let code: String
        let column: String?
        let reason: String
    }

    private struct Entry {
        let folded: String
        let key: String
        let line: Int
        let offset: Int
        let digest: UInt64
    }

    let source: CheckedSource
    /// The first line of the file, or the attributes of the consolidation.
    let columns: [String]
    private(set) var rowCount = 0
    private let files: [String: [UInt8]]
    private let today: Day
    private var entries: [Entry] = []
    private(set) var refusals: [Refusal] = []
    /// Folded key → its person's number.
    private(set) var numbers: [String: Int] = [:]
    private(set) var count = 0

    /// - Throws: ``Simulator/Problem``, ``HeaderError``; what ``Consolidator`` throws.
    init(_ source: CheckedSource, files: [String: [UInt8]], today: Day) throws {
        self.source = source
        self.files = files
        self.today = today
        if let rules = source.consolidation {
            columns = rules.attributes.map(\.attribute.name)
            try readPeople(rules)
        } else {
            guard let bytes = files[source.name] else { throw Simulator.Problem("there are no rows of `\(source.name)`") }
            columns = try Population.header(bytes, of: source.name)
            try readRows(bytes)
        }
    }

    static func header(_ bytes: [UInt8], of source: String) throws -> [String] {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw Simulator.Problem("the rows of `\(source)` are UTF-16; save the file as UTF-8")
        }
        var csv = CSVReader(bytes)
        guard let header = csv.next() else { throw Simulator.Problem("the file of `\(source)` is empty") }
        if let problem = header.problem {
            throw Simulator.Problem("the first line of the rows of `\(source)`, which names the columns, can't be read: \(problem)")
        }
        return header.fields
    }

    // MARK: Who is there

    private mutating func readPeople(_ rules: CheckedConsolidation) throws {
        var refusals: [Refusal] = []
        var numbers: [String: Int] = [:]
        let summary = try Consolidator(rules, today: today).run(files) { person in
            numbers[person.key.lowercased()] = numbers.count
        } setAside: { aside in
            refusals.append(Refusal(key: aside.key, rows: aside.rows, code: aside.code, column: aside.column, reason: aside.reason))
        }
        rowCount = summary.rows.reduce(0) { $0 + $1.count }
        count = summary.people
        self.numbers = numbers
        self.refusals = refusals
        sortRefusals()
    }

    private mutating func readRows(_ bytes: [UInt8]) throws {
        guard let keyColumn = columns.firstIndex(of: source.key) else {
            throw HeaderError(name: source.key, header: columns, isTwice: false)
        }
        if let twice = Dictionary(grouping: columns, by: { $0 }).filter({ $0.value.count > 1 }).keys.min() {
            throw HeaderError(name: twice, header: columns, isTwice: true)
        }
        var csv = CSVReader(bytes)
        _ = csv.next()
        try CSVRecords.forEach(in: bytes, from: csv.at, line: csv.line, width: columns.count) { scanner, offset in
            rowCount += 1
            let found = scanner.row
            func refuse(_ code: String, _ column: String?, _ reason: String) {
                let row = SourceRow(source: source.name, line: found.line)
                refusals.append(Refusal(key: nil, rows: [row], code: code, column: column, reason: reason))
            }
            if found.hasProblem {
                refuse("bad-csv", nil, scanner.reason)
            } else if found.fieldCount != columns.count {
                refuse("column-count", nil, "the row has \(found.fieldCount) columns, the header \(columns.count)")
            } else if scanner.field(keyColumn).isEmpty {
                refuse("missing-key", source.key, "the row has no \(source.key)")
            } else {
                let key = scanner.field(keyColumn).text
                entries.append(Entry(
                    folded: key.lowercased(), key: key, line: found.line, offset: offset, digest: Population.digest(scanner, count: columns.count)))
            }
        }
        entries.sort { ($0.folded, $0.key, $0.digest, $0.line) < ($1.folded, $1.key, $1.digest, $1.line) }
        setDuplicatesAside()
        count = entries.count
        numbers.reserveCapacity(count)
        for (number, entry) in entries.enumerated() { numbers[entry.folded] = number }
        sortRefusals()
    }

    /// The same row again is one person; two rows that say different things of one key are nobody, because nothing tells whose it is.
    private mutating func setDuplicatesAside() {
        var kept: [Entry] = []
        kept.reserveCapacity(entries.count)
        var start = 0
        while start < entries.count {
            var end = start + 1
            while end < entries.count, entries[end].folded == entries[start].folded { end += 1 }
            let group = entries[start..<end].sorted { $0.line < $1.line }
            let first = group[0]
            if group.count == 1 {
                kept.append(first)
            } else if group.allSatisfy({ $0.digest == first.digest && $0.key == first.key }) {
                kept.append(first)
                for other in group.dropFirst() {
                    refuse(other, "repeated-row", "the row is the same as that of line \(first.line), which counts")
                }
            } else {
                for entry in group {
                    let lines = group.lazy.map(\.line).filter { $0 != entry.line }
                    let more = group.count - 1 - min(5, group.count - 1)
                    let others = lines.prefix(5).map(String.init).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
                    refuse(entry, "duplicate-key", "the same \(source.key) stands in line \(others), with other values; none of them counts")
                }
            }
            start = end
        }
        entries = kept
    }

    private mutating func refuse(_ entry: Entry, _ code: String, _ reason: String) {
        refusals.append(Refusal(
            key: entry.key, rows: [SourceRow(source: source.name, line: entry.line)], code: code, column: source.key, reason: reason))
    }

    private mutating func sortRefusals() {
        refusals.sort { left, right in
            let (a, b) = (left.rows.first, right.rows.first)
            return (a?.source ?? "", a?.line ?? 0, left.code) < (b?.source ?? "", b?.line ?? 0, right.code)
        }
    }

    /// FNV-1a over the fields, each ended by a byte that UTF-8 does not have.
    private static func digest(_ row: CSVScanner, count: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for field in 0..<count {
            for byte in row.field(field).buffer { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        return hash
    }

    // MARK: One after the other

    func forEach(_ visit: (Arrival) throws -> Void) throws {
        if let rules = source.consolidation {
            var number = 0
            _ = try Consolidator(rules, today: today).run(files) { person in
                try visit(Arrival(
                    number: number, key: person.key, rows: person.rows, fields: person.values.map { $0?.text ?? "" }, record: nil,
                    isActive: person.isActive))
                number += 1
            } setAside: { _ in }
            return
        }
        guard var rows = rows() else { return }
        for number in entries.indices {
            if let arrival = arrival(number, &rows) { try visit(arrival) }
        }
    }

    /// A reader of the file's rows for one thread; nil where people are consolidated, one after the other.
    func rows() -> CSVReader? {
        guard source.consolidation == nil, let bytes = files[source.name] else { return nil }
        var csv = CSVReader(bytes)
        csv.width = columns.count
        return csv
    }

    /// What the source says of a person, whoever came before.
    func arrival(_ number: Int, _ csv: inout CSVReader) -> Arrival? {
        let entry = entries[number]
        csv.seek(to: entry.offset)
        guard let read = csv.next() else { return nil }
        let record = CSVReader.Record(line: entry.line, offset: entry.offset, fields: read.fields, problem: read.problem)
        return Arrival(
            number: number, key: entry.key, rows: [SourceRow(source: source.name, line: entry.line)], fields: record.fields, record: record,
            isActive: nil)
    }
}
