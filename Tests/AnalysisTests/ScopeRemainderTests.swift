import Diagnostics
import Expressions
import Testing

@testable import Analysis
@testable import Plan

/// Who is in one scope and in none of others, against every person there can be.
@Suite struct ScopeRemainderTests {
    private static let attributes = ["A", "B", "C"]
    private static let values = ["x", "y", "xy", nil]
    /// `C` is never absent.
    private static let types: [String: AttributeType] = [
        "A": AttributeType(.string(maxLength: nil), optional: true), "B": AttributeType(.string(maxLength: nil), optional: true),
        "C": AttributeType(.string(maxLength: nil)),
    ]

    private static func clause(_ dice: inout ProofOracleTests.Dice) -> Clause {
        let texts = ["x", "y", "xy", "z"]
        func text() -> String { texts[dice.roll(texts.count)] }
        let test: Clause.Test = switch dice.roll(8) {
        case 0: .equals(text())
        case 1: .isOneOf([text(), text()])
        case 2: .isNot(text())
        case 3: .isPresent(true)
        case 4: .isPresent(false)
        case 5: .matches("^x")
        case 6: .includes("y")
        default: .matchesNot("^x")
        }
        let span = Span(file: FileID(index: 0), start: 0, end: 0)
        return Clause(attribute: Spanned(attributes[dice.roll(3)], span), test: test, span: span)
    }

    private static func scope(_ dice: inout ProofOracleTests.Dice, _ most: Int) -> [ScopeGroup] {
        (0..<1 + dice.roll(most)).map { _ in
            ScopeGroup(clauses: (0..<1 + dice.roll(2)).map { _ in clause(&dice) }, span: Span(file: FileID(index: 0), start: 0, end: 0))
        }
    }

    private static func isIn(_ groups: [ScopeGroup], _ person: [String: String]) -> Bool {
        groups.contains { group in group.clauses.allSatisfy { ClauseEvaluator($0.test).holds(for: person[$0.attribute.value]) == true } }
    }

    @Test func agreesWithEverybody() {
        var dice = ProofOracleTests.Dice(state: 7)
        var proven = 0, shown = 0
        for _ in 0..<2_000 {
            let scope = Self.scope(&dice, 2), covers = Self.scope(&dice, 4)
            let left = ScopeSatisfiability.remainder(of: scope, without: covers, types: Self.types)
            switch left {
            case .nobody:
                proven += 1
                for a in Self.values {
                    for b in Self.values {
                        for c in Self.values.compactMap({ $0 }) + ["w"] {
                            var person = ["C": c]
                            person["A"] = a
                            person["B"] = b
                            #expect(!Self.isIn(scope, person) || Self.isIn(covers, person), "\(person) is left")
                        }
                    }
                }
            case .somebody(let person):
                shown += 1
                #expect(Self.isIn(scope, person) && !Self.isIn(covers, person))
            case .unknown: break
            }
        }
        // Seldom is nothing known.
        #expect(proven > 300 && shown > 800 && proven + shown > 1_600, "\(proven) proven, \(shown) shown")
    }

    @Test func everyoneNeedsEveryone() {
        var dice = ProofOracleTests.Dice(state: 3)
        let everyone = ScopeGroup(clauses: [], span: Span(file: FileID(index: 0), start: 0, end: 0))
        #expect(ScopeSatisfiability.remainder(of: [], without: [everyone], types: [:]) == .nobody)
        #expect(ScopeSatisfiability.remainder(of: [], without: [], types: [:]) == .somebody([:]))
        #expect(ScopeSatisfiability.remainder(of: Self.scope(&dice, 3), without: [everyone], types: [:]) == .nobody)
    }

    /// What takes too long is not known, and takes no longer.
    @Test func manyGroupsEnd() {
        var dice = ProofOracleTests.Dice(state: 11)
        let covers = (0..<200).flatMap { _ in Self.scope(&dice, 2) }
        _ = ScopeSatisfiability.remainder(of: [], without: covers, types: Self.types)
    }
}
