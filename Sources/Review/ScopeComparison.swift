import Analysis
import Expressions
import Plan

/// How the people whom two scopes let through relate. Wider: everybody is still let through, and nobody can prove that no more are;
/// narrower: the other way round.
public enum ScopeRelation: String, Sendable {
    case same, wider, narrower, disjoint
    /// Neither can be proven to hold the other.
    case unclear
}

/// Compares two scopes over the same attributes.
///
/// An answer but ``ScopeRelation/unclear`` is a proof: whoever is in a group of the one is in a group of the other, because their
/// clauses and the opposite of any clause of the other exclude each other.
public enum ScopeComparison {
    /// How many pairs of groups are held against each other.
    static let pairLimit = 2_000

    /// - Parameters:
    ///   - types: by attribute; one that is not named may be absent and have any value.
    ///   - emptyIsEveryone: a mapping without a scope is for everyone; a rule without clauses for nobody.
    public static func relation(
        from old: [ScopeGroup], to new: [ScopeGroup], types: [String: AttributeType], emptyIsEveryone: Bool = true
    ) -> ScopeRelation {
        let before = clauses(old, emptyIsEveryone), after = clauses(new, emptyIsEveryone)
        guard before.count * after.count <= pairLimit else { return .unclear }
        let grows = isWithin(before, after, types), shrinks = isWithin(after, before, types)
        switch (grows, shrinks) {
        case (true, true): return .same
        case (true, false): return .wider
        case (false, true): return .narrower
        case (false, false): break
        }
        for one in before {
            for other in after {
                if case .possible = ScopeSatisfiability.canHold(one + other, types: types) { return .unclear }
            }
        }
        return .disjoint
    }

    private static func clauses(_ groups: [ScopeGroup], _ emptyIsEveryone: Bool) -> [[Clause]] {
        groups.isEmpty && emptyIsEveryone ? [[]] : groups.map(\.clauses)
    }

    /// Whether every group of the one lies within a group of the other.
    private static func isWithin(_ inner: [[Clause]], _ outer: [[Clause]], _ types: [String: AttributeType]) -> Bool {
        inner.flatMap(singled).allSatisfy { group in
            if case .never = ScopeSatisfiability.canHold(group, types: types) { return true }
            return outer.contains { other in other.allSatisfy { implies(group, $0, types) } }
        }
    }

    /// A group for each text of its lists: people of one list may be those of several groups.
    private static func singled(_ group: [Clause]) -> [[Clause]] {
        var result: [[Clause]] = [[]]
        for clause in group {
            guard case .isOneOf(let texts) = clause.test, !texts.isEmpty, texts.count * result.count <= 200 else {
                for index in result.indices { result[index].append(clause) }
                continue
            }
            let singles = texts.map { text in
                var single = clause
                single.test = .equals(text)
                return single
            }
            result = result.flatMap { clauses in singles.map { clauses + [$0] } }
        }
        return result
    }

    /// Whether everybody for whom the group holds passes the clause.
    private static func implies(_ group: [Clause], _ clause: Clause, _ types: [String: AttributeType]) -> Bool {
        let same = group.filter { $0.attribute.value == clause.attribute.value }
        if same.contains(where: { $0.test == clause.test || $0.test.impliesNumber(clause.test) }) { return true }
        guard let opposites = clause.test.opposites else { return false }
        return opposites.allSatisfy { tests in
            let against = same + tests.map { test in
                var opposite = clause
                opposite.test = test
                return opposite
            }
            if case .never = ScopeSatisfiability.canHold(against, types: types) { return true }
            return false
        }
    }
}

extension Clause.Test {
    /// Tests of which some set holds whenever this one does not; nil where the language has no such tests. A clause on an absent
    /// value is false, whatever its test, so absence is always one of them.
    fileprivate var opposites: [[Clause.Test]]? {
        switch self {
        case .equals(let text): [[.isNot(text)], [.isPresent(false)]]
        case .isOneOf(let texts): [texts.map { .isNot($0) }, [.isPresent(false)]]
        case .isNot(let text): [[.equals(text)], [.isPresent(false)]]
        case .matches(let pattern): [[.matchesNot(pattern)], [.isPresent(false)]]
        case .matchesNot(let pattern): [[.matches(pattern)], [.isPresent(false)]]
        case .isPresent(let wanted): [[.isPresent(!wanted)]]
        case .isTrue(let wanted): [[.isTrue(!wanted)], [.isPresent(false)]]
        case .isPast(let wanted): [[.isPast(!wanted)], [.isPresent(false)]]
        case .includes, .endsWith, .isAbove, .isAtLeast: nil
        }
    }

    fileprivate func impliesNumber(_ other: Clause.Test) -> Bool {
        switch (self, other) {
        case (.isAbove(let a), .isAbove(let b)): a >= b
        case (.isAtLeast(let a), .isAtLeast(let b)): a >= b
        case (.isAbove(let a), .isAtLeast(let b)): a >= b - 1 || a >= b
        case (.isAtLeast(let a), .isAbove(let b)): a > b
        default: false
        }
    }
}
