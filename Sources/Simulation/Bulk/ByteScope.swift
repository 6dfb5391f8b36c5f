import Analysis
import Plan

/// ``RowScope`` for many rows: comparisons are made on the bytes, the other tests on texts.
final class ByteScope: @unchecked Sendable {
    // Never changed after `init`, so that workers may share it.
    private enum Kind {
        case equals, isNot, isOneOf, isPresent, isAbsent, isPast, isNotPast, other
    }

    /// Nothing in it is counted: a row costs no more than the comparison.
    private struct Test {
        var column: Int
        var kind: Kind
        /// In `texts`.
        var first = 0
        var count = 0
        /// In `formats` or `others`.
        var place = 0
        var isLastOfGroup = false
    }

    private let tests: UnsafeMutableBufferPointer<Test>
    private let texts: UnsafeMutableBufferPointer<Slice>
    private let formats: [DayFormat]
    private let others: [ClauseEvaluator]
    private let bytes: ByteBuffer
    private let today: Day
    private let holdsForAll: Bool

    /// Parameters as of ``RowScope``.
    init(_ groups: [ScopeGroup], column: (String) -> Int?, format: (String) -> String?, today: Day) {
        self.today = today
        let bytes = ByteBuffer(capacity: 256)
        let clauses = groups.map { group in
            group.clauses.compactMap { clause in column(clause.attribute.value).map { (column: $0, clause: clause) } }
        }
        // A group of which nothing is asked holds.
        holdsForAll = clauses.contains(where: \.isEmpty)
        func words(_ test: Clause.Test) -> [String] {
            switch test {
            case .equals(let text), .isNot(let text): [text]
            case .isOneOf(let texts): texts
            default: []
            }
        }
        // All at once: a buffer that grows moves what is in it.
        var tests: [Test] = []
        var texts: [Slice] = []
        var formats: [DayFormat] = []
        var others: [ClauseEvaluator] = []
        bytes.reserve(clauses.joined().reduce(0) { $0 + words($1.clause.test).reduce(0) { $0 + $1.utf8.count } })
        for group in clauses {
            for (column, clause) in group {
                var test = Test(column: column, kind: .other, first: texts.count)
                texts += words(clause.test).map { bytes.put($0) }
                test.count = texts.count - test.first
                switch clause.test {
                case .equals: test.kind = .equals
                case .isNot: test.kind = .isNot
                case .isOneOf: test.kind = .isOneOf
                case .isPresent(let wanted): test.kind = wanted ? .isPresent : .isAbsent
                case .isPast(let past):
                    test.kind = past ? .isPast : .isNotPast
                    test.place = formats.count
                    formats.append(DayFormat(format(clause.attribute.value) ?? "yyyy-MM-dd"))
                default:
                    test.place = others.count
                    others.append(ClauseEvaluator(clause.test))
                }
                tests.append(test)
            }
            if !tests.isEmpty { tests[tests.count - 1].isLastOfGroup = true }
        }
        self.bytes = bytes
        self.formats = formats
        self.others = others
        // Neither counted nor checked: they are asked for each row.
        self.tests = .allocate(capacity: tests.count)
        _ = self.tests.initialize(from: tests)
        self.texts = .allocate(capacity: texts.count)
        _ = self.texts.initialize(from: texts)
    }

    deinit {
        tests.deallocate()
        texts.deallocate()
    }

    /// Whether one of the groups holds; nil where nobody can say, because the search for a pattern takes too long on this row.
    func holds(_ row: some RowScanner) -> Bool? {
        if holdsForAll { return true }
        var isUnsure = false
        var answer: Bool? = true
        for test in tests {
            if answer != false {
                let one = holds(test, row.field(test.column))
                if one == false { answer = false } else if one == nil { answer = nil }
            }
            guard test.isLastOfGroup else { continue }
            if answer == true { return true }
            if answer == nil { isUnsure = true }
            answer = true
        }
        return isUnsure ? nil : false
    }

    private func holds(_ test: Test, _ value: Slice) -> Bool? {
        if value.isEmpty { return test.kind == .isAbsent }
        switch test.kind {
        case .equals: return value.equals(texts[test.first])
        case .isNot: return !value.equals(texts[test.first])
        case .isOneOf:
            for place in test.first..<test.first + test.count where value.equals(texts[place]) { return true }
            return false
        case .isPresent: return true
        case .isAbsent: return false
        case .isPast: return formats[test.place].day(value.buffer).map { $0 < today } ?? false
        case .isNotPast: return formats[test.place].day(value.buffer).map { $0 >= today } ?? false
        case .other: return others[test.place].holds(for: value.text)
        }
    }
}

/// ``StatusDoubt`` for many rows. A status has few values: those that were clear are known again.
struct ByteDoubt {
    private static let most = 8
    private static let longest = 64

    private let status: StatusDoubt
    private let columns: [Int]
    /// For each column the values that were clear, one after the other.
    private var clear: [Slice] = []
    private var counts: [Int]
    private let bytes: ByteBuffer

    init(_ status: StatusDoubt) {
        self.status = status
        columns = status.positions
        counts = columns.map { _ in 0 }
        bytes = ByteBuffer(capacity: columns.count * ByteDoubt.most * ByteDoubt.longest)
        clear = Array(repeating: Slice(start: UnsafePointer(bytes.start), count: 0), count: columns.count * ByteDoubt.most)
    }

    mutating func doubt(_ row: some RowScanner, width: Int) -> (column: String, code: String, reason: String)? {
        var isKnown = true
        for place in columns.indices where isKnown { isKnown = knows(row.field(columns[place]), place) }
        if isKnown { return nil }
        if let doubt = status.doubt(in: (0..<width).map { row.field($0).text }) { return doubt }
        for place in columns.indices { learn(row.field(columns[place]), place) }
        return nil
    }

    private func knows(_ value: Slice, _ place: Int) -> Bool {
        let first = place * ByteDoubt.most
        for index in first..<first + counts[place] where clear[index].equals(value) { return true }
        return false
    }

    private mutating func learn(_ value: Slice, _ place: Int) {
        guard counts[place] < ByteDoubt.most, value.count <= ByteDoubt.longest, !knows(value, place) else { return }
        clear[place * ByteDoubt.most + counts[place]] = bytes.put(value.text)
        counts[place] += 1
    }
}
