import Plan

/// A test asked for one text, where only what is beyond doubt counts.
extension Clause.Test {
    /// How many steps a pattern is tried for.
    private static let steps = 10_000

    /// True only where the test surely does not hold.
    var refusal: (String) -> Bool {
        if case .endsWith(let ending) = self { return { !$0.mayEnd(with: ending) } }
        let evaluator = ClauseEvaluator(self, steps: Self.steps)
        return { evaluator.holds(for: $0) == false }
    }

    /// True only where the test surely holds.
    var proof: (String) -> Bool {
        let evaluator = ClauseEvaluator(self, steps: Self.steps)
        return { evaluator.holds(for: $0) == true }
    }

    /// About how many steps the test takes for each byte of a text.
    var cost: Int {
        switch self {
        case .includes(let text), .endsWith(let text): text.utf8.count
        case .matches, .matchesNot: Self.steps
        default: 1
        }
    }
}

extension String {
    /// Whether ENDS_WITH can hold here, whatever it makes of case: that is not documented.
    func mayEnd(with ending: String) -> Bool {
        exactlyEnds(with: ending) || uppercased().lowercased().exactlyEnds(with: ending.uppercased().lowercased())
    }
}
