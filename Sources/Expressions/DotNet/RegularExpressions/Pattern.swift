/// A regular expression with the meaning that .NET's `Regex` gives it without options, read once for many texts.
public struct Pattern: Sendable {
    /// Behind one reference, because patterns are kept in values that are copied row by row.
    private final class Parts: Sendable {
        let program: PatternProgram
        let groups: PatternGroups
        let tree: PatternTree

        init(_ tree: PatternTree, _ groups: PatternGroups) {
            self.tree = tree
            self.groups = groups
            program = PatternProgram(tree, highestGroup: groups.highest)
        }
    }

    private let parts: Parts
    private var program: PatternProgram { parts.program }
    private var groups: PatternGroups { parts.groups }
    private var tree: PatternTree { parts.tree }

    /// - Throws: why .NET refuses the pattern, and where.
    public init(_ text: String) throws(PatternError) {
        let (tree, groups) = try PatternParser.parse(Array(text.utf16))
        parts = Parts(tree, groups)
    }

    /// Whether something in it can be repeated in so many ways that a text which almost matches takes longer than anybody waits:
    /// `(a+)+`, `(a|a)*`. See ``PatternAmbiguity``. Worked out when asked for, which the search never does.
    public var repeatsAmbiguously: Bool { PatternAmbiguity.isExponential(tree) }

    var lengths: PatternLengths { PatternLengths(tree) }

    func template(_ text: String) -> ReplacementTemplate { ReplacementTemplate(text, groups) }

    func number(ofGroup name: String) -> Int? { groups.group(name) }

    /// Whether the pattern has a group of this name or number.
    public func hasGroup(_ name: String) -> Bool { groups.group(name) != nil }

    /// Whether the pattern matches somewhere in the text.
    ///
    /// - Parameter steps: how many the search may take, beside some for each character.
    public func matches(_ text: String, steps: Int = 5_000_000) throws(PatternTookTooLong) -> Bool {
        var matcher = PatternMatcher(program, Array(text.utf16), steps: steps)
        return try matcher.search(from: 0, origin: 0)
    }

    /// Every match from the left, as its groups by number: where each was captured last.
    func allMatches(in units: [UInt16], steps: Int = PatternMatcher.steps) throws(PatternTookTooLong) -> [[Range<Int>?]] {
        var matcher = PatternMatcher(program, units, steps: steps)
        var found: [[Range<Int>?]] = []
        try matcher.forEachMatch { match in
            found.append((0...groups.highest).map { match.range(ofGroup: $0) })
        }
        return found
    }

    /// Every match replaced by what the template makes of it.
    func replacingAll(in text: String, with template: String) throws(PatternTookTooLong) -> String {
        let template = self.template(template)
        return try replacing(in: text) { match, result in
            template.append(to: &result, match)
            return match.range
        }
    }

    /// In every match only the group's part replaced, literally.
    func replacingGroup(_ name: String, in text: String, with replacement: String) throws(PatternTookTooLong) -> String {
        let replacement = Array(replacement.utf16)
        guard let group = groups.group(name) else { return text }
        return try replacing(in: text) { match, result in
            guard let range = match.range(ofGroup: group) else { return nil }
            result += replacement
            return range
        }
    }

    /// The group's part of the first match.
    func firstGroup(_ name: String, in text: String) throws(PatternTookTooLong) -> String? {
        var matcher = PatternMatcher(program, Array(text.utf16))
        guard let group = groups.group(name), try matcher.search(from: 0, origin: 0), let range = matcher.range(ofGroup: group) else { return nil }
        return String(decoding: matcher.text[range], as: UTF16.self)
    }

    /// - Parameter replace: appends what stands in the place of a part of the match, and says which part.
    private func replacing(
        in text: String, _ replace: (PatternMatcher, inout [UInt16]) -> Range<Int>?
    ) throws(PatternTookTooLong) -> String {
        var matcher = PatternMatcher(program, Array(text.utf16))
        var result: [UInt16] = []
        var end = 0
        var isChanged = false
        try matcher.forEachMatch { match in
            var part: [UInt16] = []
            // What lies before the end of the last part was replaced already.
            if let range = replace(match, &part), range.lowerBound >= end {
                result += match.text[end..<range.lowerBound]
                result += part
                end = range.upperBound
                isChanged = true
            }
        }
        guard isChanged else { return text }
        result += matcher.text[end...]
        return String(decoding: result, as: UTF16.self)
    }
}
