import Analysis
import Plan
import _StringProcessing

/// Clauses of a plan over the columns of a file: worked out once, then asked for every row.
///
/// As in Entra's filter a clause on an absent value is false; texts are compared with regard to case.
struct RowScope {
    private struct Test {
        let column: Int
        let format: String?
        let holds: (String) -> Bool
        let wantsAbsence: Bool
    }

    private let groups: [[Test]]

    /// - Parameters:
    ///   - column: the position of an attribute in a row.
    ///   - today: the day for `past`.
    init(_ groups: [ScopeGroup], column: (String) -> Int?, today: Day) throws {
        self.groups = try groups.map { group in
            try group.clauses.compactMap { clause in
                guard let position = column(clause.attribute.value) else { return nil }
                return Test(
                    column: position, format: nil, holds: try RowScope.predicate(clause.test, today: today),
                    wantsAbsence: clause.test == .isPresent(false))
            }
        }
    }

    func holds(for row: [String]) -> Bool {
        groups.contains { tests in
            tests.allSatisfy { test in
                let value = row[test.column]
                return value.isEmpty ? test.wantsAbsence : test.holds(value)
            }
        }
    }

    private static func predicate(_ test: Clause.Test, today: Day) throws -> (String) -> Bool {
        switch test {
        case .equals(let text): return { $0 == text }
        case .isOneOf(let texts): return { texts.contains($0) }
        case .isNot(let text): return { $0 != text }
        case .matches(let pattern):
            nonisolated(unsafe) let regex = try Regex(pattern)
            return { (try? regex.firstMatch(in: $0)) != nil }
        case .matchesNot(let pattern):
            nonisolated(unsafe) let regex = try Regex(pattern)
            return { (try? regex.firstMatch(in: $0)) == nil }
        case .isPresent(let present): return { _ in present }
        case .isTrue(let flag): return { $0.lowercased() == (flag ? "true" : "false") }
        case .includes(let text): return { $0.contains(text) }
        case .endsWith(let text): return { $0.hasSuffix(text) }
        case .isAbove(let number): return { Int($0).map { $0 > number } ?? false }
        case .isAtLeast(let number): return { Int($0).map { $0 >= number } ?? false }
        case .isPast(let past): return { Day($0, format: "yyyy-MM-dd").map { ($0 < today) == past } ?? false }
        }
    }
}
