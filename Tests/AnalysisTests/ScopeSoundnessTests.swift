import Analysis
import Expressions
import Foundation
@testable import Plan
import Testing

/// Random scopes against every assignment of a small world: no proof that an example refutes, no example that the evaluator refuses.
///
/// `ENTRAIN_SEEDS` raises the number of scopes.
@Suite struct ScopeSoundnessTests {
    struct Attribute {
        let name: String
        let type: AttributeType?
        /// Besides what clauses name it holds at least one value that none of them does.
        let values: [String?]
        let named: [String]
    }

    static let world: [Attribute] = [
        Attribute(
            name: "short", type: AttributeType(.string(maxLength: 3)), values: ["x", "xy", "yx", "Xy", "\u{E9}", "e\u{301}", "zz"],
            named: ["x", "xy", "Xy", "\u{E9}", "e\u{301}", "long", ""]),
        Attribute(
            name: "free", type: AttributeType(.string(maxLength: nil), optional: true), values: [nil, "a", "ab", "ba", "AB", "abab"],
            named: ["a", "ab", "ba", "AB", ""]),
        Attribute(
            name: "count", type: AttributeType(.integer, optional: true),
            values: [nil, "-5", "0", "5", "6", "7", "8", String(Int.max - 1), String(Int.max)], named: ["0", "5", "7", "x", String(Int.max)]),
        Attribute(
            name: "flag", type: AttributeType(.boolean), values: ["True", "true", "TRUE", "tRue", "False", "false", "FALSE", "fAlse"],
            named: ["True", "true", "false", "yes"]),
        Attribute(
            name: "end", type: AttributeType(.date(format: nil), optional: true), values: [nil, "2026-01-01", "2027-01-01"],
            named: ["2026-01-01", "2027-01-01", "x"]),
        Attribute(name: "unknown", type: nil, values: [nil, "a", "ab", "b"], named: ["a", "b", ""]),
    ]

    static let types: [String: AttributeType] = Dictionary(
        uniqueKeysWithValues: world.compactMap { item in item.type.map { (item.name, $0) } })

    static let seeds = Int(ProcessInfo.processInfo.environment["ENTRAIN_SEEDS"] ?? "") ?? 3_000

    private static func evaluator(_ test: Clause.Test) -> ClauseEvaluator {
        ClauseEvaluator(test) { day in day.hasPrefix("20") ? day < "2026-11-24" : nil }
    }

    @Test func groupsAgreeWithEveryAssignment() {
        var never = 0, exact = 0, witnesses = 0
        for seed in 0..<Self.seeds {
            var random = Seeded(seed)
            let onlyPlain = random.below(2) == 0
            let group = random.group([random.pick(Self.world), random.pick(Self.world)], onlyPlain: onlyPlain)
            let holds = Self.assignments(of: [group]).contains { Self.holds(group, for: $0) }
            switch ScopeSatisfiability.canHold(group, types: Self.types) {
            case .never(let reason):
                never += 1
                #expect(!holds, "seed \(seed): \(Self.text(group)) holds for somebody")
                // What is named as the reason is one by itself, and no clause of it is to spare.
                #expect(Self.isNever(reason.clauses), "seed \(seed)")
                for index in reason.clauses.indices {
                    var fewer = reason.clauses
                    fewer.remove(at: index)
                    #expect(!Self.isNever(fewer), "seed \(seed): a clause to spare")
                }
            case .possible(let witness):
                if let witness {
                    witnesses += 1
                    #expect(Self.holds(group, for: witness), "seed \(seed): \(witness) is not in \(Self.text(group))")
                    #expect(Self.fits(witness, group), "seed \(seed): \(witness) is not of its types")
                }
                guard onlyPlain, group.allSatisfy({ $0.attribute.value != "end" && $0.attribute.value != "unknown" }) else { continue }
                exact += 1
                #expect(holds, "seed \(seed): \(Self.text(group)) holds for nobody")
            }
        }
        // The world is one in which all of this happens.
        #expect(never > Self.seeds / 10 && exact > Self.seeds / 10 && witnesses > Self.seeds / 10)
    }

    @Test func pairsOfScopesAgreeWithEveryAssignment() {
        var never = 0
        for seed in 0..<Self.seeds {
            var random = Seeded(seed &+ 1_000_000)
            let attributes = [random.pick(Self.world), random.pick(Self.world)]
            let a = random.scope(attributes), b = random.scope(attributes)
            let holds = Self.assignments(of: (a + b).map(\.clauses)).contains { row in
                (a.isEmpty || a.contains { Self.holds($0.clauses, for: row) }) && (b.isEmpty || b.contains { Self.holds($0.clauses, for: row) })
            }
            switch ScopeSatisfiability.canBothHold(a, b, types: Self.types) {
            case .never:
                never += 1
                #expect(!holds, "seed \(seed)")
            case .possible(let witness?):
                #expect(a.isEmpty || a.contains { Self.holds($0.clauses, for: witness) }, "seed \(seed)")
                #expect(b.isEmpty || b.contains { Self.holds($0.clauses, for: witness) }, "seed \(seed)")
            case .possible(nil): break
            }
        }
        #expect(never > Self.seeds / 10)
    }

    // MARK: Brute force

    private static func assignments(of groups: [[Clause]]) -> [[String: String]] {
        let used = Set(groups.joined().map(\.attribute.value))
        return world.filter { used.contains($0.name) }.reduce([[:]]) { rows, attribute in
            rows.flatMap { row in
                attribute.values.map { value in
                    var row = row
                    row[attribute.name] = value
                    return row
                }
            }
        }
    }

    private static func holds(_ group: [Clause], for row: [String: String]) -> Bool {
        group.allSatisfy { evaluator($0.test).holds(for: row[$0.attribute.value]) == true }
    }

    private static func isNever(_ group: [Clause]) -> Bool {
        if case .never = ScopeSatisfiability.canHold(group, types: types) { true } else { false }
    }

    private static func fits(_ row: [String: String], _ group: [Clause]) -> Bool {
        group.allSatisfy { clause in
            guard let type = types[clause.attribute.value] else { return true }
            guard let value = row[clause.attribute.value] else { return type.isOptional }
            switch type.base {
            case .string(let limit): return value.utf16.count <= limit ?? .max
            case .integer: return Int(value) != nil
            case .boolean: return ["true", "false"].contains(value.lowercased())
            default: return true
            }
        }
    }

    private static func text(_ group: [Clause]) -> String { group.map { "\($0.attribute.value) \($0.test)" }.joined(separator: ", ") }

    // MARK: Random scopes

    struct Seeded {
        private var state: UInt64

        init(_ seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 }

        mutating func below(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((z ^ (z >> 31)) % UInt64(bound))
        }

        mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

        /// One to four clauses on few attributes, so that they meet.
        mutating func group(_ attributes: [Attribute], onlyPlain: Bool) -> [Clause] {
            AnalysisTests.clauses((0...below(4)).map { _ in
                let attribute = pick(attributes)
                return (attribute.name, test(attribute, onlyPlain: onlyPlain))
            })
        }

        mutating func scope(_ attributes: [Attribute]) -> [ScopeGroup] {
            (0..<below(3)).map { _ in ScopeGroup(clauses: group(attributes, onlyPlain: false), span: place(0)) }
        }

        private mutating func test(_ attribute: Attribute, onlyPlain: Bool) -> Clause.Test {
            switch below(onlyPlain ? 6 : 13) {
            case 0: .equals(pick(attribute.named))
            case 1: .isOneOf((0..<below(4)).map { _ in pick(attribute.named) })
            case 2, 3: .isNot(pick(attribute.named))
            case 4: attribute.name == "flag" ? .isTrue(below(2) == 0) : .isNot(pick(attribute.named))
            case 5: .isPresent(below(2) == 0)
            case 6: .includes(pick(attribute.named))
            case 7, 8: .endsWith(pick(attribute.named))
            case 9: .matches(pick(["^x", "y$", "a.*b", "^(xy|ab)$", "[0-9]+", "^(a+)+$", "(?i)AB", "[a-c-[b]]"]))
            case 10: .matchesNot(pick(["^x", "y$", "a.*b", "^(xy|ab)$", "[0-9]+", "\\d", "^.{2}$"]))
            case 11: attribute.name == "count" ? .isAbove(pick([-1, 5, Int.max - 1, Int.max])) : .isPast(below(2) == 0)
            default: attribute.name == "count" ? .isAtLeast(pick([-1, 5, 7, Int.max])) : .isPast(below(2) == 0)
            }
        }
    }
}
