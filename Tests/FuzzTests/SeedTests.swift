import Foundation
import FuzzTargets
import Testing
import TestSupport

/// Every seed of `Tests/Fixtures/fuzz`, and some changes of each, through the target that the fuzzer runs. `make fuzz` goes on where this ends.
///
/// `ENTRAIN_FUZZ_INPUTS` raises the number of changes.
@Suite struct SeedTests {
    private static let count = Int(ProcessInfo.processInfo.environment["ENTRAIN_FUZZ_INPUTS"] ?? "") ?? 150

    @Test(arguments: FuzzTarget.all.map(\.name))
    func everyInputIsTaken(_ name: String) throws {
        let target = try #require(FuzzTarget.named(name))
        let folder = Repository.fixtures.appendingPathComponent("fuzz/\(name)")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let seeds = try files.map { Array(try Data(contentsOf: folder.appendingPathComponent($0))) }
        let words = try Self.dictionary(name)
        #expect(!seeds.isEmpty && !words.isEmpty)
        for (file, seed) in zip(files, seeds) {
            #expect(throws: Never.self, "\(name)/\(file)") { try target.take(seed) }
        }
        for number in 0..<Self.count {
            var dice = Dice(seed: number)
            var input = dice.pick(seeds)
            for _ in 0...dice.below(4) { Self.change(&input, words, seeds, &dice) }
            #expect(throws: Never.self, "\(name), change \(number): \(String(decoding: input, as: UTF8.self))") { try target.take(input) }
        }
    }

    private static func change(_ input: inout [UInt8], _ words: [[UInt8]], _ seeds: [[UInt8]], _ dice: inout Dice) {
        let at = dice.below(input.count + 1)
        let end = min(input.count, at + 1 + dice.below(20))
        switch dice.below(7) {
        case 0: input.removeSubrange(at..<end)
        case 1: input.insert(contentsOf: dice.pick(words), at: at)
        case 2: input.replaceSubrange(at..<end, with: dice.pick(words))
        case 3: input.insert(UInt8(dice.below(256)), at: at)
        case 4: input.insert(contentsOf: input[at..<end], at: dice.below(input.count + 1))
        case 5: input.removeSubrange(at...)
        default:
            let other = dice.pick(seeds)
            let from = dice.below(other.count + 1)
            input.insert(contentsOf: other[from..<min(other.count, from + 40)], at: at)
        }
    }

    /// The words of a dictionary in libFuzzer's form: one in quotation marks each line, `\xAB` for a byte.
    private static func dictionary(_ name: String) throws -> [[UInt8]] {
        let url = Repository.fixtures.appendingPathComponent("fuzz/\(name).dict")
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { line in
            var word: [UInt8] = []
            var rest = line.dropFirst().dropLast()
            while let first = rest.utf8.first {
                if rest.hasPrefix("\\x"), let byte = UInt8(rest.dropFirst(2).prefix(2), radix: 16) {
                    word.append(byte)
                    rest = rest.dropFirst(4)
                } else {
                    word.append(first)
                    rest = rest.dropFirst()
                }
            }
            return word
        }
    }
}
