import Expressions
import Plan

/// One test of a scoping filter, prepared once and asked for many values.
///
/// An absent value, and an empty text is one, makes every test false but `{present: false}`. Texts are compared scalar by scalar,
/// with regard to case; a pattern is searched for anywhere in the text. Booleans are told by `true` and `false` in any case.
///
/// Source: entra-docs, define-conditional-rules-for-provisioning-user-accounts. That NOT EQUALS is false on an absent value follows
/// from its general note and is stated for NOT REGEX MATCH only; that ENDS_WITH regards case is taken over from the other operators.
public struct ClauseEvaluator: Sendable {
    private let test: Clause.Test
    private let texts: Set<ExactText>
    private let pattern: Pattern?
    private let steps: Int
    private let isPast: (@Sendable (String) -> Bool?)?

    /// - Parameters:
    ///   - steps: how many the search for a pattern may take in one value.
    ///   - isPast: whether the day that a text names is over; nil where the text names no day, which makes the test false. Without it no
    ///     test of a date can be answered.
    public init(_ test: Clause.Test, steps: Int = 5_000_000, isPast: (@Sendable (String) -> Bool?)? = nil) {
        self.test = test
        switch test {
        case .isOneOf(let list): texts = Set(list.map(ExactText.init))
        default: texts = []
        }
        switch test {
        case .matches(let text), .matchesNot(let text):
            pattern = try? Pattern(text)
        default: pattern = nil
        }
        self.steps = steps
        self.isPast = isPast
    }

    /// Whether the clause holds for a value; nil where nobody can say: the pattern is none, its search in this value takes too long,
    /// or the test asks for a clock and there is none.
    public func holds(for value: String?) -> Bool? {
        guard let value, !value.isEmpty else { return test == .isPresent(false) }
        switch test {
        case .equals(let text): return ExactText(value) == ExactText(text)
        case .isNot(let text): return ExactText(value) != ExactText(text)
        case .isOneOf: return texts.contains(ExactText(value))
        case .matches: return try? pattern?.matches(value, steps: steps)
        case .matchesNot: return (try? pattern?.matches(value, steps: steps)).map { !$0 }
        case .isPresent(let wanted): return wanted
        case .isTrue(let flag): return value.lowercased() == (flag ? "true" : "false")
        case .includes(let text): return value.exactlyContains(text)
        case .endsWith(let text): return value.exactlyEnds(with: text)
        case .isAbove(let number): return Int(value).map { $0 > number } ?? false
        case .isAtLeast(let number): return Int(value).map { $0 >= number } ?? false
        case .isPast(let past): return isPast.map { $0(value) == past }
        }
    }
}
