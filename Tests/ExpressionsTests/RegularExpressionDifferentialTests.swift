@testable import Expressions
import Foundation
import Testing

/// Random patterns in the part of the language that .NET and ICU read alike, over random texts: both engines find the same matches
/// and the same groups.
///
/// `ENTRAIN_SEEDS` raises the number of patterns.
@Suite struct RegularExpressionDifferentialTests {
    @Test func findsWhatICUFinds() throws {
        let seeds = (ProcessInfo.processInfo.environment["ENTRAIN_SEEDS"].flatMap { Int($0) } ?? 800)
        var compared = 0
        for seed in 0..<seeds {
            var maker = PatternMaker(random: SplitMix(seed: UInt64(seed)))
            let text = maker.choice(3)
            let other: NSRegularExpression
            do { other = try NSRegularExpression(pattern: text) } catch { continue }
            let pattern = try Pattern(text)
            for _ in 0..<4 {
                let value = maker.text()
                let units = Array(value.utf16)
                guard let found = try? pattern.allMatches(in: units, steps: 20_000) else { continue }
                let expected = other.matches(in: value, range: NSRange(location: 0, length: units.count)).map { match in
                    (0..<match.numberOfRanges).map { Range(match.range(at: $0)) }
                }
                compared += 1
                #expect(found == expected, "seed \(seed): \(text) in \(value)")
            }
        }
        #expect(compared > seeds)
    }

    /// Balanced parentheses by a balancing group, against a count.
    @Test func balancingGroupsCount() throws {
        let pattern = try Pattern("^(?:[^()]|(?<open>\\()|(?<-open>\\)))*(?(open)(?!))$")
        var random = SplitMix(seed: 7)
        for _ in 0..<1_000 {
            let text = String((0..<random.below(12)).map { _ in random.pick(["(", ")", "a"] as [Character]) })
            var depth = 0
            var isBalanced = true
            for character in text {
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
                if depth < 0 { isBalanced = false }
            }
            #expect(try pattern.matches(text) == (isBalanced && depth == 0), "\(text)")
        }
    }

    /// What looks behind, read from right to left, against what looks ahead in the mirrored text.
    @Test func lookingBehindMirrorsLookingAhead() throws {
        for seed in 0..<600 {
            var maker = PatternMaker(random: SplitMix(seed: UInt64(seed) + 1_000_000))
            let tree = maker.mirrored(3)
            let ahead = try Pattern("(?=\(tree.text))"), behind = try Pattern("(?<=\(tree.mirror))")
            let units = Array(maker.text().utf16)
            guard let one = try? ahead.allMatches(in: units, steps: 20_000), let other = try? behind.allMatches(in: units.reversed(), steps: 20_000) else { continue }
            let places = one.compactMap { $0[0]?.lowerBound }.map { units.count - $0 }.sorted()
            #expect(other.compactMap { $0[0]?.lowerBound } == places, "seed \(seed): \(tree.text) and \(tree.mirror) in \(String(decoding: units, as: UTF16.self))")
        }
    }
}

private struct PatternMaker {
    var random: SplitMix
    /// How many groups are open or closed before here.
    private var groups = 0

    init(random: SplitMix) { self.random = random }

    mutating func text() -> String {
        (0..<random.below(10)).map { _ in random.pick(["a", "b", "c", "a", "b", "1", "-", " ", "\n", "é"]) }.joined()
    }

    mutating func choice(_ depth: Int) -> String {
        (0..<(random.below(4) == 0 ? 2 : 1)).map { _ in sequence(depth) }.joined(separator: "|")
    }

    private mutating func sequence(_ depth: Int) -> String {
        (0..<random.below(4)).map { _ in repeated(depth) }.joined()
    }

    private mutating func repeated(_ depth: Int) -> String {
        let one = atom(depth)
        guard random.below(3) == 0, !one.isEmpty, !["^", "$", "\\b", "\\B", "\\A", "\\z"].contains(one), !one.hasPrefix("(?=") else { return one }
        let sign = random.pick(["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?", "{2,}"])
        // ICU goes round for ever in a lazy loop whose rounds may match nothing, and then says that there is no match.
        return (one.hasPrefix("(") && (sign == "*?" || sign == "+?") ? "(?:[ab]\(one))" : one) + sign
    }

    private mutating func atom(_ depth: Int) -> String {
        if depth > 0, random.below(3) == 0 {
            switch random.below(5) {
            case 0: return "(?:\(choice(depth - 1)))"
            case 1: return "(?>\(choice(depth - 1)))"
            case 2: return "(?=\(choice(depth - 1)))"
            case 3: return "(?!\(choice(depth - 1)))"
            default:
                let inside = choice(depth - 1)
                groups += 1
                return "(\(inside))"
            }
        }
        return random.pick([
            "a", "b", "c", "a", "b", ".", "[ab]", "[^a]", "\\d", "\\s", "\\S", "\\w", "[a-c1]", "^", "\\b", "\\A", "\\z", "é", "\\n", "(?i:B)",
        ])
    }

    /// A pattern and the one that matches its mirror images.
    mutating func mirrored(_ depth: Int) -> (text: String, mirror: String) {
        let parts = (0..<random.below(4)).map { _ -> (String, String) in
            var one: (String, String)
            if depth > 0, random.below(3) == 0 {
                let inside = mirrored(depth - 1), other = mirrored(depth - 1)
                one = random.below(2) == 0 ? ("(\(inside.text))", "(\(inside.mirror))")
                    : ("(?:\(inside.text)|\(other.text))", "(?:\(inside.mirror)|\(other.mirror))")
            } else {
                let letter = random.pick(["a", "b", ".", "[ab]", "\\d", "\\w", "[^a]"])
                one = (letter, letter)
            }
            if random.below(3) == 0 {
                let sign = random.pick(["*", "+", "?", "*?", "+?", "{2}", "{1,2}"])
                one = (one.0 + sign, one.1 + sign)
            }
            return one
        }
        return (parts.map(\.0).joined(), parts.reversed().map(\.1).joined())
    }
}
