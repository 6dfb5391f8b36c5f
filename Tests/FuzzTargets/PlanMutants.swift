import Analysis
import Artifacts
import Diagnostics
import Review

/// A plan with something in it changed, over and over: each mutant gets a plan or a reason, and no misspelt word goes unnoticed.
public struct PlanMutants {
    private let files: [SourceFile]
    /// Those that are changed: a plan's values and its own tests stay as they are.
    private let victims: [SourceFile]
    private let environment: String
    private let original: Outcome

    /// What comes of a plan, as far as people see it.
    private struct Outcome {
        let findings: String
        let versions: [Version]
        let artifacts: [String: [UInt8]]
    }

    /// - Parameter environment: the one that the mutants are compiled for.
    public init(_ files: [SourceFile], environment: String) {
        self.files = files
        victims = files.filter { $0.path.hasSuffix(".yaml") && !$0.path.hasPrefix("environments/") && !$0.path.hasPrefix("tests/") }
        self.environment = environment
        original = Self.outcome(files, environment)
    }

    /// Damages a file, and takes the plan all the way.
    ///
    /// - Throws: ``BrokenPromise``, with what was done to which file.
    public func damage(_ seed: Int) throws {
        var random = Dice(seed: seed)
        let victim = random.pick(victims)
        let (text, what) = damaged(String(decoding: victim.bytes, as: UTF8.self), &random)
        do {
            try FuzzTarget.answered(with(text, for: victim), .one(environment))
        } catch {
            throw BrokenPromise("damage \(seed): \(victim.path), \(what): \(error)")
        }
    }

    /// Misspells one word that is no comment: it is told, or what is generated is different, or `entrain diff` tells a change. A word that can be
    /// misspelt without any of these is one that nobody reads.
    ///
    /// - Throws: ``BrokenPromise``, with the word and its place.
    public func misspell(_ seed: Int) throws {
        var random = Dice(seed: seed)
        let victim = random.pick(victims)
        var lines = victim.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        let at = random.below(lines.count)
        let said = Self.withoutComment(lines[at])
        let words = said.matches(of: /[A-Za-z][A-Za-z0-9]{2,}/)
        guard !words.isEmpty else { return }
        let word = words[random.below(words.count)]
        let other = random.below(2) == 0 ? word.output + "x" : word.output.dropLast()
        // 365 day is 365 days.
        if ["days", "hours", "weeks", "months", "minutes", "years"].contains(word.output), other == word.output.dropLast() { return }
        lines[at] = String(lines[at][..<word.range.lowerBound]) + other + lines[at][word.range.upperBound...]
        let outcome = Self.outcome(with(lines.joined(separator: "\n"), for: victim), environment)
        if outcome.findings != original.findings || outcome.artifacts != original.artifacts { return }
        try promise(
            !Comparison(from: original.versions, to: outcome.versions, today: "2026-11-24").isEmpty,
            "misspelling \(seed): \(victim.path):\(at + 1): `\(word.output)` as `\(other)` changes nothing: \(lines[at])")
    }

    private func with(_ text: String, for victim: SourceFile) -> [SourceFile] {
        files.map { $0.path == victim.path ? SourceFile(path: $0.path, bytes: Array(text.utf8)) : $0 }
    }

    private static func outcome(_ files: [SourceFile], _ environment: String) -> Outcome {
        let result = FrontEnd(today: "2026-11-24").check(files, environments: .one(environment))
        let artifacts = result.plans.first.map { Generator.artifacts(of: $0, sources: result.sources) } ?? []
        return Outcome(
            findings: TextRenderer().render(result.report, sources: result.sources), versions: result.plans.map { Version(plan: $0, sources: result.sources) },
            artifacts: Dictionary(artifacts.map { ($0.path, $0.bytes) }) { $1 })
    }

    /// A line up to a `#` with a blank before it. One in quotation marks cuts the line short, and costs a few words.
    private static func withoutComment(_ line: String) -> Substring {
        var before: Character = " "
        for index in line.indices {
            if line[index] == "#", before == " " { return line[..<index] }
            before = line[index]
        }
        return line[...]
    }

    // MARK: Damage

    private static let odd = [
        "", "~", "null", "[]", "{}", "- -", "*x", "&a", "!!binary x", "'", "\"", "${", "${domain}", "$${", "\u{0}", "\u{FEFF}", "\u{202E}", "名", "🧑", "\t", "|", ">", "%",
        "9223372036854775808", "-1", "1e999", "0x", "yes", "2026-13-40", "string(0)", "string(999999999999999999999)", "reference()", "=", "=[", "=IIF(", "(a+)+$",
        String(repeating: "a", count: 5_000), String(repeating: "[", count: 300), String(repeating: "(", count: 300),
    ]

    private func damaged(_ text: String, _ random: inout Dice) -> (text: String, what: String) {
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
            guard !words.isEmpty else { return (text + random.pick(Self.odd), "an odd end") }
            lines[at] = lines[at].replacing(random.pick(words), with: random.pick(Self.odd))
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
}
