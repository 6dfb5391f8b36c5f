import Analysis
import Plan

/// Clauses of a plan over the columns of a file: worked out once, then asked for every row.
struct RowScope {
    private struct Test {
        let column: Int
        let clause: ClauseEvaluator
    }

    private let groups: [[Test]]

    /// - Parameters:
    ///   - column: the position of an attribute in a row.
    ///   - format: how the column's days are written (.NET); nil for `yyyy-MM-dd`.
    ///   - today: the day for `past`.
    init(_ groups: [ScopeGroup], column: (String) -> Int?, format: (String) -> String? = { _ in nil }, today: Day) {
        self.groups = groups.map { group in
            group.clauses.compactMap { clause in
                guard let position = column(clause.attribute.value) else { return nil }
                let format = format(clause.attribute.value) ?? "yyyy-MM-dd"
                let evaluator = ClauseEvaluator(clause.test) { text in Day(text, format: format).map { $0 < today } }
                return Test(column: position, clause: evaluator)
            }
        }
    }

    /// Whether one of the groups holds; nil where nobody can say, because the search for a pattern takes too long on this row.
    func holds(for row: [String]) -> Bool? {
        var isUnsure = false
        for tests in groups {
            let answers = tests.lazy.map { $0.clause.holds(for: row[$0.column]) }
            var answer: Bool? = true
            for one in answers {
                if one == false {
                    answer = false
                    break
                }
                if one == nil { answer = nil }
            }
            if answer == true { return true }
            if answer == nil { isUnsure = true }
        }
        return isUnsure ? nil : false
    }
}
