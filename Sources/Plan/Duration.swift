import Diagnostics
import YAMLSyntax

extension Decoder {
    /// `15 minutes`, `1 hour`, `2 days`, in minutes.
    mutating func minutes(_ node: YAMLNode?) -> Spanned<Int>? {
        guard let text = text(node) else { return nil }
        let words = text.value.split(separator: " ")
        let units = ["minute": 1, "hour": 60, "day": 1_440]
        if words.count == 2, let count = Int(words[0]), (1...10_000).contains(count) {
            let unit = words[1].hasSuffix("s") ? words[1].dropLast() : words[1]
            if let size = units[String(unit)] { return Spanned(count * size, text.span) }
        }
        report.add(.badSpan(text))
        return nil
    }
}

/// Minutes as a plan writes them.
public enum Minutes {
    public static func text(_ minutes: Int) -> String {
        func count(_ number: Int, _ unit: String) -> String { "\(number) \(unit)\(number == 1 ? "" : "s")" }
        if minutes % 1_440 == 0 { return count(minutes / 1_440, "day") }
        if minutes % 60 == 0 { return count(minutes / 60, "hour") }
        if minutes > 120 { return "\(count(minutes / 60, "hour")) and \(count(minutes % 60, "minute"))" }
        return count(minutes, "minute")
    }
}

extension Diagnostic {
    fileprivate static func badSpan(_ text: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .badDuration, "`\(text.value)` is no span of time", at: Label(text.span),
            help: [FixIt("write a number and minutes, hours or days, for example 15 minutes")])
    }
}
