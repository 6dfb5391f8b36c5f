import Expressions
import Plan

/// Who is in one scope and in none of others.
extension ScopeSatisfiability {
    public enum Remainder: Sendable, Equatable {
        /// A proof: everybody in the scope is in one of the others.
        case nobody
        /// Somebody whom ``ClauseEvaluator`` finds in the scope and in none of the others; an attribute that is not named is absent.
        case somebody([String: String])
        /// Neither was found.
        case unknown
    }

    /// How many ways of not being in the other scopes are tried.
    private static let remainderLimit = 4_096

    /// - Parameters:
    ///   - scope: no group at all is everyone.
    ///   - covers: groups of the other scopes, all together; whoever is in one of them is covered.
    ///   - types: by attribute, of the one system that all of them read.
    public static func remainder(of scope: [ScopeGroup], without covers: [ScopeGroup], types: [String: AttributeType]) -> Remainder {
        if covers.contains(where: \.clauses.isEmpty) { return .nobody }
        var search = RemainderSearch(scope: scope, covers: covers, types: types, budget: remainderLimit)
        var result = Remainder.nobody
        for group in scope.isEmpty ? [[]] : scope.map(\.clauses) {
            switch search.look(group, from: 0) {
            case .somebody(let witness): return .somebody(witness)
            case .unknown: result = .unknown
            case .nobody: break
            }
        }
        return result
    }
}

/// Leaves one group of the covers after the other, by one of its clauses each.
private struct RemainderSearch {
    let scope: [ScopeGroup]
    let covers: [ScopeGroup]
    let types: [String: AttributeType]
    var budget: Int

    mutating func look(_ clauses: [Clause], from index: Int) -> ScopeSatisfiability.Remainder {
        budget -= 1
        if budget < 0 { return .unknown }
        guard case .possible(let witness) = ScopeSatisfiability.canHold(clauses, types: types) else { return .nobody }
        guard index < covers.count else {
            // The clauses that could not be turned round are asked here.
            guard let witness, isIn(scope.isEmpty ? [] : scope, witness, whenEmpty: true), !isIn(covers, witness, whenEmpty: false) else {
                return .unknown
            }
            return .somebody(witness)
        }
        var result = ScopeSatisfiability.Remainder.nobody
        for clause in covers[index].clauses {
            for opposite in RemainderSearch.opposites(of: clause) {
                switch look(clauses + opposite, from: index + 1) {
                case .somebody(let witness): return .somebody(witness)
                case .unknown: result = .unknown
                case .nobody: break
                }
            }
        }
        return result
    }

    private func isIn(_ groups: [ScopeGroup], _ person: [String: String], whenEmpty: Bool) -> Bool {
        if groups.isEmpty { return whenEmpty }
        return groups.contains { group in
            group.clauses.allSatisfy { ClauseEvaluator($0.test).holds(for: person[$0.attribute.value]) == true }
        }
    }

    /// The ways in which a clause does not hold: its value is absent, or another one. What no clause says is only its presence here.
    private static func opposites(of clause: Clause) -> [[Clause]] {
        func made(_ tests: Clause.Test...) -> [Clause] {
            tests.map { Clause(attribute: clause.attribute, test: $0, span: clause.span) }
        }
        let isAbsent = made(.isPresent(false))
        switch clause.test {
        case .isPresent(let wanted): return [made(.isPresent(!wanted))]
        case .equals(let text): return [made(.isNot(text)), isAbsent]
        case .isNot(let text): return [made(.equals(text)), isAbsent]
        case .isOneOf(let texts):
            let others = texts.map { Clause(attribute: clause.attribute, test: .isNot($0), span: clause.span) }
            return [others.isEmpty ? made(.isPresent(true)) : others, isAbsent]
        case .matches(let pattern): return [made(.matchesNot(pattern)), isAbsent]
        case .matchesNot(let pattern): return [made(.matches(pattern)), isAbsent]
        case .isTrue(let flag): return [made(.isTrue(!flag)), isAbsent]
        case .isPast(let past): return [made(.isPast(!past)), isAbsent]
        case .includes, .endsWith, .isAbove, .isAtLeast: return [made(.isPresent(true)), isAbsent]
        }
    }
}
