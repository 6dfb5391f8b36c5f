import Plan

/// A test asked for one text, where only what is beyond doubt counts.
extension Clause.Test {
    /// True only where the test surely does not hold.
    var refusal: (String) -> Bool {
        switch self {
        case .matches(let pattern):
            guard let made = ComparablePattern(pattern) else { return { _ in false } }
            return { made.matches($0) == false }
        case .matchesNot(let pattern):
            guard let made = ComparablePattern(pattern) else { return { _ in false } }
            return { made.matches($0) == true }
        case .endsWith(let ending):
            return { !$0.mayEnd(with: ending) }
        default:
            let evaluator = ClauseEvaluator(self)
            return { evaluator.holds(for: $0) == false }
        }
    }

    /// True only where the test surely holds. A pattern that may take for ever is not tried.
    var proof: (String) -> Bool {
        let evaluator = ClauseEvaluator(self)
        switch self {
        case .matches(let pattern), .matchesNot(let pattern):
            guard let made = ComparablePattern(pattern) else { return { _ in false } }
            return { made.matches($0) != nil && evaluator.holds(for: $0) == true }
        default:
            return { evaluator.holds(for: $0) == true }
        }
    }

    /// About how many steps the test takes for each byte of a text.
    var cost: Int {
        switch self {
        case .includes(let text), .endsWith(let text): text.utf8.count
        case .matches, .matchesNot: 10_000
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
