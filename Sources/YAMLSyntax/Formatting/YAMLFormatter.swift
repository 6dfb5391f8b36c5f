/// Formats YAML: two blanks an indent, one blank behind a colon, no blanks at the ends of lines, one blank line where there were more.
///
/// It never changes what is said. Scalars, flow collections and comments stay as they were written; values that stand in a column stay
/// in it. A way of formatting whose result does not say the same, comments included, is left out, and the next weaker one is taken; the
/// weakest is the text as it is.
public enum YAMLFormatter {
    /// The formatted text; nil for what is no YAML, or none that libyaml reads.
    public static func format(_ bytes: [UInt8]) -> [UInt8]? {
        guard let events = YAMLEvents(bytes) else { return nil }
        if FormattedLines(bytes, events).endsInBlock { return bytes }
        var text = bytes
        // Formatting what is formatted changes nothing; a text that would go on changing is left as it is.
        for _ in 0..<4 {
            guard let next = once(text, saying: events) else { return nil }
            if next == text { return text }
            text = next
        }
        return bytes
    }

    private static func once(_ bytes: [UInt8], saying events: YAMLEvents) -> [UInt8]? {
        guard let own = YAMLEvents(bytes) else { return nil }
        let lines = FormattedLines(bytes, own)
        let comments = lines.comments
        for way in [lines.indented, lines.tidied] {
            guard let result = way(), let after = YAMLEvents(result), after.isSame(as: events) else { continue }
            if FormattedLines(result, after).comments == comments { return result }
        }
        return bytes
    }
}
