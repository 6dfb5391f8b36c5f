import Analysis
import Expressions
import Plan

/// Rows of several sources → people, by the rules of ``CheckedConsolidation``.
///
/// Neither the order of the rows nor that of the files matters, and people come out in the order of their keys. The rows are read
/// twice: once to find out who is who, keeping a few numbers of each, and once to make each person.
public struct Consolidator {
    public struct Summary: Sendable {
        /// By source, in the order of precedence.
        public var rows: [(source: String, count: Int)] = []
        public var people = 0
        public var active = 0
        public var inactive = 0
        /// People in more than one source.
        public var merged = 0
        /// Values of people about which the sources disagree.
        public var disagreements = 0
        /// By code: people, or rows that belong to nobody.
        public var setAside: [String: Int] = [:]

        public init() {}
    }

    /// What the run can't begin with.
    public struct Problem: Error, CustomStringConvertible, Sendable {
        public let description: String
    }

    /// A header that does not fit, and of which source's file.
    public struct PartHeaderError: Error, Sendable {
        public let source: String
        public let error: HeaderError
    }

    private let rules: CheckedConsolidation
    private let today: Day
    private let names: [String]

    public init(_ rules: CheckedConsolidation, today: Day) {
        self.rules = rules
        self.today = today
        names = rules.attributes.map(\.attribute.name)
    }

    /// A row, as far as it must be known to find its person.
    private struct Row {
        let part: Int
        let line: Int
        let offset: Int
        let newest: Int
        let isLeaver: Bool
        /// A place in `problems`.
        var problem: Int?
        let key: String
        let keys: [String]
        let sourceKey: String?
    }

    private struct Person {
        let key: String
        var rows: [Int] = []
        /// Several people have an identifier of its rows.
        var isAmbiguous = false
    }

    /// - Parameters:
    ///   - files: by source, the bytes of its CSV file.
    ///   - person, setAside: take the results, in order.
    /// - Throws: ``Problem``, ``PartHeaderError``; whatever the two throw.
    public func run(
        _ files: [String: [UInt8]], person: (ConsolidatedPerson) throws -> Void, setAside: (SetAside) throws -> Void
    ) throws -> Summary {
        var summary = Summary()
        var readers: [PartReader] = []
        var rows: [Row] = []
        var problems: [PartReader.Problem] = []
        var people: [Person] = []
        // By place of the identifier: the people who have it.
        var found = [[String: Set<Int>]](repeating: [:], count: rules.keyCount)
        var bySourceKey = [[String: Set<Int>]](repeating: [:], count: rules.parts.count)

        for (index, part) in rules.parts.enumerated() {
            guard let bytes = files[part.name] else { throw Problem(description: "there are no rows of `\(part.name)`") }
            let first = rows.count
            let reader = try self.reader(bytes, part, index)
            readers.append(reader)
            summary.rows.append((part.name, 0))
            try read(bytes, reader, index, into: &rows, problems: &problems, count: &summary.rows[index].count) { aside in
                summary.setAside[aside.code, default: 0] += 1
                try setAside(aside)
            }
            identify(first..<rows.count, rows, &people, found: found)
            for (place, person) in people.enumerated() {
                for row in person.rows where row >= first {
                    for (k, key) in rows[row].keys.enumerated() where !key.isEmpty { found[k][key, default: []].insert(place) }
                    if let key = rows[row].sourceKey { bySourceKey[index][key, default: []].insert(place) }
                }
            }
        }

        var merger = PersonMerger(rules: rules, readers: readers, files: rules.parts.map { files[$0.name] ?? [] }, today: today) { part, value in
            // Where identifiers are tried one after the other, a person's key may be another source's.
            guard let places = bySourceKey[part][PartReader.folded(value)], places.count == 1, let place = places.first else { return nil }
            return people[place].key
        }
        let order = people.indices.sorted { people[$0].key.utf8.lexicographicallyPrecedes(people[$1].key.utf8) }
        for place in order {
            let own = people[place].rows.map { rows[$0] }
            let facts = own.map { row in
                PersonMerger.Row(
                    part: row.part, line: row.line, offset: row.offset, newest: row.newest, isLeaver: row.isLeaver,
                    problem: row.problem.map { problems[$0] })
            }
            switch merger.merge(key: people[place].key, facts, isAmbiguous: people[place].isAmbiguous) {
            case .success(let one):
                summary.people += 1
                if one.isActive == true { summary.active += 1 }
                if one.isActive == false { summary.inactive += 1 }
                if one.rows.count > 1 { summary.merged += 1 }
                summary.disagreements += one.values.count { $0.map { !$0.others.isEmpty } ?? false }
                try person(one)
            case .failure(let failure):
                summary.setAside[failure.aside.code, default: 0] += 1
                try setAside(failure.aside)
            }
        }
        return summary
    }

    // MARK: Reading

    private func reader(_ bytes: [UInt8], _ part: CheckedConsolidation.Part, _ index: Int) throws -> PartReader {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw Problem(description: "the rows of `\(part.name)` are UTF-16; save the file as UTF-8")
        }
        var csv = CSVReader(bytes)
        guard let header = csv.next() else { throw Problem(description: "the file of `\(part.name)` is empty") }
        if let problem = header.problem {
            throw Problem(description: "the first line of the rows of `\(part.name)`, which names the columns, can't be read: \(problem)")
        }
        do {
            return try PartReader(header: header.fields, part: part, read: rules.columns(ofPart: index), today: today)
        } catch {
            throw PartHeaderError(source: part.name, error: error)
        }
    }

    private func read(
        _ bytes: [UInt8], _ reader: PartReader, _ part: Int, into rows: inout [Row], problems: inout [PartReader.Problem], count: inout Int,
        setAside: (SetAside) throws -> Void
    ) throws {
        var csv = CSVReader(bytes)
        csv.width = csv.next()?.fields.count
        while let record = csv.next() {
            count += 1
            if let problem = reader.structure(record) {
                try setAside(SetAside(
                    key: nil, column: problem.column, code: problem.code, reason: problem.reason,
                    rows: [SourceRow(source: reader.part.name, line: record.line)]))
                continue
            }
            var (values, problem) = reader.values(record)
            let isLeaver = reader.isLeaver(values)
            if isLeaver == nil, problem == nil {
                problem = .init(
                    column: nil, code: "slow-pattern",
                    reason: "a pattern of the rule for leavers takes too long on this row, so nobody can say whether the person left")
            }
            if let problem { problems.append(problem) }
            rows.append(Row(
                part: part, line: record.line, offset: record.offset, newest: reader.newest(values), isLeaver: isLeaver ?? false,
                problem: problem == nil ? nil : problems.count - 1, key: reader.key(values), keys: reader.keys(values),
                sourceKey: reader.sourceKey(values)))
        }
    }

    // MARK: Who is who

    /// Gives the rows of one source to the people of stronger sources, or makes new people of them.
    private func identify(_ range: Range<Int>, _ rows: [Row], _ people: inout [Person], found: [[String: Set<Int>]]) {
        // Rows with the same first identifier are one person, whatever else they say.
        var groups: [String: [Int]] = [:]
        for row in range { groups[rows[row].keys[0], default: []].append(row) }
        for (_, members) in groups.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            var candidates: Set<Int> = []
            for place in 0..<rules.keyCount {
                for row in members where rows[row].keys.count > place {
                    candidates.formUnion(found[place][rows[row].keys[place]] ?? [])
                }
                if !candidates.isEmpty { break }
            }
            if candidates.count == 1, let place = candidates.first {
                people[place].rows += members
            } else {
                // Of several spellings of one key, the first by its letters: the order of the rows must not matter.
                let key = members.map { rows[$0].key }.min { $0.utf8.lexicographicallyPrecedes($1.utf8) } ?? ""
                people.append(Person(key: key, rows: members, isAmbiguous: !candidates.isEmpty))
            }
        }
    }
}
