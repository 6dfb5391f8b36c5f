import Expressions
import Plan

/// Clauses that no value satisfies together, on one attribute.
public struct Contradiction: Sendable {
    /// In the order in which they were written, none of them to spare: one that its attribute's type rules out, two that exclude
    /// each other, seldom more (a list whose every text another clause forbids).
    public let clauses: [Clause]
    /// The type of their attribute, where it is known.
    public let type: AttributeType?
}

/// Whether scopes can hold for anybody, by the values that attributes can have.
///
/// The answer `never` is a proof; `possible` is the answer to everything else. It is exact for clauses that compare whole texts
/// and ask for Booleans and presence, on attributes of one value of type string or Boolean; on integers, where the texts are
/// written as numbers are (`5`, not `05`). Bounds are exact too. Parts and endings of texts are compared where a list or another
/// ending gives something to compare with, patterns where a list does and the search ends soon.
///
/// Limits: lists are held against parts and endings up to some twenty million comparisons of bytes and against a pattern up to some
/// two thousand bytes, scopes against each other up to ``pairLimit`` clauses and texts of lists; beyond that everything is possible.
///
/// Source: entra-docs, define-conditional-rules-for-provisioning-user-accounts.
public enum ScopeSatisfiability {
    public enum Verdict: Sendable {
        /// With a value for each attribute, where one was found that passes ``ClauseEvaluator``; an attribute that is not named is absent.
        case possible(witness: [String: String]?)
        case never(because: Contradiction)
    }

    public enum JointVerdict: Sendable {
        case possible(witness: [String: String]?)
        /// For each pair of groups, why it holds for nobody.
        case never(because: [Contradiction])
    }

    /// How many clauses, and texts of their lists, are looked at when two scopes are held against each other.
    public static let pairLimit = 100_000

    /// Whether all clauses can hold at once. No clause at all holds for everyone.
    ///
    /// - Parameter types: by attribute; one that is not named may be absent and have any value.
    public static func canHold(_ group: [Clause], types: [String: AttributeType]) -> Verdict {
        var witness: [String: String]? = [:]
        for (attribute, clauses) in byAttribute(group) {
            let set = ClauseSet(clauses, type: types[attribute])
            if set.isEmpty { return .never(because: contradiction(among: clauses, type: types[attribute])) }
            switch set.witness {
            case .absent: break
            case .text(let text): witness?[attribute] = text
            case nil: witness = nil
            }
        }
        return .possible(witness: witness)
    }

    /// Why a group can't hold: one contradiction for each attribute that has one.
    public static func contradictions(in group: [Clause], types: [String: AttributeType]) -> [Contradiction] {
        byAttribute(group).compactMap { attribute, clauses in
            ClauseSet(clauses, type: types[attribute]).isEmpty ? contradiction(among: clauses, type: types[attribute]) : nil
        }
    }

    /// Whether somebody can be in both scopes: some group of the one holds together with some group of the other. An empty scope
    /// is everyone.
    ///
    /// - Parameter types: by attribute, of the one system that both scopes read.
    public static func canBothHold(_ a: [ScopeGroup], _ b: [ScopeGroup], types: [String: AttributeType]) -> JointVerdict {
        let left = a.isEmpty ? [[]] : a.map(\.clauses)
        let right = b.isEmpty ? [[]] : b.map(\.clauses)
        let leftSizes = left.map(size), rightSizes = right.map(size)
        var budget = pairLimit
        var reasons: [Contradiction] = []
        for (one, oneSize) in zip(left, leftSizes) {
            for (other, otherSize) in zip(right, rightSizes) {
                budget -= oneSize + otherSize
                if budget < 0 { return .possible(witness: nil) }
                switch canHold(one + other, types: types) {
                case .possible(let witness): return .possible(witness: witness)
                case .never(let reason): reasons.append(reason)
                }
            }
        }
        return .never(because: reasons)
    }

    private static func size(_ group: [Clause]) -> Int {
        group.reduce(1) { sum, clause in
            if case .isOneOf(let texts) = clause.test { sum + 1 + texts.count } else { sum + 1 }
        }
    }

    /// In the order in which attributes are first named.
    private static func byAttribute(_ group: [Clause]) -> [(attribute: String, clauses: [Clause])] {
        var order: [String] = []
        var found: [String: [Clause]] = [:]
        for clause in group {
            if found[clause.attribute.value] == nil { order.append(clause.attribute.value) }
            found[clause.attribute.value, default: []].append(clause)
        }
        return order.map { ($0, found[$0] ?? []) }
    }

    /// The smallest reason that a short search finds: one clause, two, else what is left when every clause to spare is taken away.
    private static func contradiction(among clauses: [Clause], type: AttributeType?) -> Contradiction {
        func excludes(_ some: [Clause]) -> Bool { ClauseSet(some, type: type).isEmpty }
        if let one = clauses.first(where: { excludes([$0]) }) { return Contradiction(clauses: [one], type: type) }
        // The search looks at every pair; nobody writes so many clauses on one attribute by hand.
        guard clauses.count <= 32 else { return Contradiction(clauses: clauses, type: type) }
        for (index, later) in clauses.enumerated() {
            for earlier in clauses[..<index] where excludes([earlier, later]) {
                return Contradiction(clauses: [earlier, later], type: type)
            }
        }
        var needed = clauses
        for index in clauses.indices.reversed() {
            var fewer = needed
            fewer.remove(at: index)
            if excludes(fewer) { needed = fewer }
        }
        return Contradiction(clauses: needed, type: type)
    }
}
