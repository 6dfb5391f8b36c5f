import Analysis
import Diagnostics
import Expressions
@testable import Plan
import Review
import Testing

@Suite struct ScopeComparisonTests {
    /// An answer is a proof: held against every combination of a few values, it is never wrong.
    @Test func provesOnlyWhatHolds() throws {
        var generator = SeededGenerator(seed: 41)
        let values: [String?] = [nil, "", "a", "b", "c", "ab", "true", "7", "12"]
        let tests: [Clause.Test] = [
            .equals("a"), .equals("b"), .isOneOf(["a", "b"]), .isOneOf(["a", "b", "c"]), .isNot("a"), .isNot("c"), .matches("^a"), .matchesNot("b"),
            .isPresent(true), .isPresent(false), .includes("a"), .endsWith("b"), .isTrue(true), .isTrue(false), .isAbove(5), .isAbove(9), .isAtLeast(6),
        ]
        let span = Span(file: FileID(index: 0), start: 0, end: 0)
        func random(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }
        func scope() throws -> [ScopeGroup] {
            let groups = (0..<random(3)).map { _ in
                (0..<1 + random(2)).map { _ in (["X", "Y"][random(2)], tests[random(tests.count)]) }
            }
            return try groups.map { try Self.group($0, span) }
        }
        func holds(_ scope: [ScopeGroup], _ person: [String: String?]) -> Bool {
            scope.isEmpty || scope.contains { group in
                group.clauses.allSatisfy { ClauseEvaluator($0.test).holds(for: person[$0.attribute.value] ?? nil) == true }
            }
        }
        var decided = 0
        for _ in 0..<1_000 {
            let old = try scope(), new = try scope()
            let relation = ScopeComparison.relation(from: old, to: new, types: [:])
            if relation != .unclear { decided += 1 }
            for x in values {
                for y in values {
                    let before = holds(old, ["X": x, "Y": y]), after = holds(new, ["X": x, "Y": y])
                    let holds = switch relation {
                    case .same: before == after
                    case .wider: !before || after
                    case .narrower: before || !after
                    case .disjoint: !(before && after)
                    case .unclear: true
                    }
                    if !holds { Issue.record("\(relation) is refuted by \(String(describing: x)), \(String(describing: y)): \(old), \(new)") }
                }
            }
        }
        #expect(decided > 300)
    }

    private static func group(_ clauses: [(String, Clause.Test)], _ span: Span) throws -> ScopeGroup {
        ScopeGroup(clauses: clauses.map { Clause(attribute: Spanned($0, span), test: $1, span: span) }, span: span)
    }
}
