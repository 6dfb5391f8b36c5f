import Analysis
import Artifacts
import Diagnostics
import Foundation
import Testing
import TestSupport

/// Mutants of the example plans: each gets a diagnostic or a compile, never a crash, and never silence about a name that is not there.
///
/// `ENTRAIN_MUTANTS` raises their number.
@Suite struct MutationTests {
    private static let count = Int(ProcessInfo.processInfo.environment["ENTRAIN_MUTANTS"] ?? "") ?? 150

    @Test(arguments: ["contoso", "northwind"])
    func everyMutantIsAnswered(_ name: String) throws {
        let files = try Plans.files(name)
        let fixtures = files.filter { !$0.path.hasPrefix("environments/") && !$0.path.hasPrefix("tests/") }
        var silent: [String] = []
        for seed in 0..<Self.count {
            var random = Random(seed: UInt64(seed))
            let victim = random.pick(fixtures)
            let (text, what) = mutate(String(decoding: victim.bytes, as: UTF8.self), &random)
            let mutant = files.map { $0.path == victim.path ? SourceFile(path: $0.path, bytes: Array(text.utf8)) : $0 }
            let result = FrontEnd(today: "2026-11-24").check(mutant, environments: .one("production"))
            // What is printed can be printed: places lie inside their files.
            let printed = TextRenderer().render(result.report, sources: result.sources)
            if result.plans.isEmpty, printed.isEmpty { silent.append("seed \(seed): \(what): no plan, and no reason") }
            for plan in result.plans { _ = Generator.artifacts(of: plan, sources: result.sources) }
        }
        #expect(silent == [])
    }

    /// A word of a plan that names something, spelt otherwise in one place only, is found.
    @Test(arguments: ["contoso", "northwind"])
    func namesThatAreNotThereAreTold(_ name: String) throws {
        let files = try Plans.files(name)
        let (plan, _) = try Plans.checked(name, environment: "production")
        let names = plan.mappings.map(\.name) + plan.connectors.map(\.name) + plan.sources.map(\.name) + plan.agents.map(\.name)
        var tried = 0
        for name in names {
            for file in files where !file.path.hasPrefix("environments/") && !file.path.hasPrefix("tests/") {
                let text = String(decoding: file.bytes, as: UTF8.self)
                // Where it is referred to: the value of a key, or a member of a list. A comment or a text with spaces says what it likes.
                for match in text.matches(of: /(?m)^ *(?:- )?(?:from|to|agent|starts|stops): (?:\[[^\]\n]*|[^\n\[]*)/) {
                    guard let range = text[match.range].range(of: "(?<![\\w.-])\(NSRegularExpression.escapedPattern(for: name))(?![\\w-])", options: .regularExpression)
                    else { continue }
                    tried += 1
                    let broken = text.replacingCharacters(in: range, with: name + "x")
                    let mutant = files.map { $0.path == file.path ? SourceFile(path: $0.path, bytes: Array(broken.utf8)) : $0 }
                    let report = FrontEnd(today: "2026-11-24").check(mutant, environments: .one("production")).report
                    #expect(report.diagnostics.contains { $0.severity == .error && $0.message.contains(name + "x") }, "\(file.path): \(text[match.range])")
                }
            }
        }
        #expect(tried >= names.count)
    }

    // MARK: Mutations

    private static let odd = [
        "", "~", "null", "[]", "{}", "- -", "*x", "&a", "!!binary x", "'", "\"", "${", "${domain}", "$${", "\u{0}", "\u{FEFF}", "\u{202E}", "名", "🧑", "\t", "|", ">", "%",
        "9223372036854775808", "-1", "1e999", "0x", "yes", "2026-13-40", "string(0)", "string(999999999999999999999)", "reference()", "=", "=[", "=IIF(", "(a+)+$",
        String(repeating: "a", count: 5_000), String(repeating: "[", count: 300), String(repeating: "(", count: 300),
    ]

    private func mutate(_ text: String, _ random: inout Random) -> (String, String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let at = random.below(lines.count)
        switch random.below(8) {
        case 0:
            lines.remove(at: at)
            return (lines.joined(separator: "\n"), "without line \(at + 1)")
        case 1:
            lines.insert(lines[at], at: at)
            return (lines.joined(separator: "\n"), "line \(at + 1) twice")
        case 2:
            lines.swapAt(at, random.below(lines.count))
            return (lines.joined(separator: "\n"), "line \(at + 1) elsewhere")
        case 3:
            lines[at] = String(repeating: " ", count: random.below(9)) + lines[at].drop { $0 == " " }
            return (lines.joined(separator: "\n"), "line \(at + 1) at another depth")
        case 4:
            // The value of a key is another.
            guard let colon = lines[at].firstIndex(of: ":") else { fallthrough }
            lines[at] = lines[at][...colon] + " " + random.pick(Self.odd)
            return (lines.joined(separator: "\n"), "line \(at + 1) has an odd value")
        case 5:
            let words = lines[at].split(separator: " ")
            guard let word = words.isEmpty ? nil : random.pick(words) else { return (text + random.pick(Self.odd), "an odd end") }
            lines[at] = lines[at].replacingOccurrences(of: word, with: random.pick(Self.odd))
            return (lines.joined(separator: "\n"), "line \(at + 1) has an odd word")
        case 6:
            var bytes = Array(text.utf8)
            for _ in 0...random.below(3) where !bytes.isEmpty { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            return (String(decoding: bytes, as: UTF8.self), "other bytes")
        default:
            let cut = random.below(text.utf8.count + 1)
            return (String(decoding: text.utf8.prefix(cut), as: UTF8.self), "the first \(cut) bytes")
        }
    }

    /// The same numbers on every machine (SplitMix64, by its published constants).
    private struct Random {
        private var state: UInt64

        init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

        mutating func below(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var bits = state
            bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
            bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((bits ^ (bits >> 31)) % UInt64(bound))
        }

        mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
    }
}
