import Expressions

extension FuzzTarget {
    /// A regular expression in the first line, the text that is searched in the others.
    static let pattern = FuzzTarget("pattern") { bytes in
        let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        let text = String(decoding: parts[0], as: UTF8.self)
        let pattern: Pattern
        do throws(PatternError) {
            pattern = try Pattern(text)
        } catch {
            try promise(error.offset >= 0 && error.offset <= text.utf16.count, "the reason lies outside the pattern: \(error.offset)")
            return
        }
        _ = pattern.repeatsAmbiguously
        let subject = parts.count > 1 ? String(decoding: parts[1].prefix(200), as: UTF8.self) : text
        // Whether it is found must not depend on how often one looks.
        let first = try? pattern.matches(subject, steps: 20_000)
        try promise(first == (try? pattern.matches(subject, steps: 20_000)), "`\(text)` is found once and not again")
    }
}
