import Analysis
import Diagnostics
import Foundation
import Review
import Testing
import TestSupport

@Suite struct DifferencesTests {
    /// Differences of random walks through the fixtures' changes compose: first to second and second to third is first to third.
    @Test func compose() throws {
        let plans = try DiffFixtureTests.fixtures
            // Names that change are compared under the new name, which a step later may be another one.
            .filter { !$0.name.hasPrefix("renamed-") && !$0.name.hasPrefix("column-renamed") }
            .map { try DiffFixtureTests.version(try DiffFixtureTests.changed($0))[0] } + [try DiffFixtureTests.version(DiffFixtureTests.base)[0]]
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<60 {
            let walk = (0..<3).map { _ in plans[Int(generator.next() % UInt64(plans.count))] }
            let first = Review(from: walk[0], to: walk[1]).differences
            let second = Review(from: walk[1], to: walk[2]).differences
            let whole = Review(from: walk[0], to: walk[2]).differences
            #expect(first.followed(by: second) == whole)
        }
    }

    /// There and back is nothing, and the way back is told by the same things.
    @Test func returnToNothing() throws {
        let base = try DiffFixtureTests.version(DiffFixtureTests.base)[0]
        for fixture in DiffFixtureTests.fixtures where !fixture.name.contains("renamed") {
            let other = try DiffFixtureTests.version(try DiffFixtureTests.changed(fixture))[0]
            let there = Review(from: base, to: other), back = Review(from: other, to: base)
            #expect(there.differences.followed(by: back.differences).isEmpty, "\(fixture.name)")
            #expect(Set(there.differences.facts.keys) == Set(back.differences.facts.keys), "\(fixture.name)")
        }
    }
}

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
