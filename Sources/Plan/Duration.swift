import Diagnostics
import YAMLSyntax

extension Decoder {
    /// Minutes of a leap year: no source is read, and nothing is promised, at longer intervals.
    private static let longest = 366 * 1_440

    /// `15 minutes`, `1 hour`, `2 days`, in minutes.
    mutating func minutes(_ node: YAMLNode?) -> Spanned<Int>? {
        guard let text = text(node) else { return nil }
        let words = text.value.split(separator: " ")
        let units = ["minute": 1, "hour": 60, "day": 1_440]
        if words.count == 2, let count = Int(words[0]), (1...10_000).contains(count) {
            let unit = words[1].hasSuffix("s") ? words[1].dropLast() : words[1]
            if let size = units[String(unit)] {
                if count * size > Decoder.longest { report.add(.longSpan(text)) }
                return Spanned(count * size, text.span)
            }
        }
        report.add(.badSpan(text))
        return nil
    }

    /// How long a step of the pilot lasts: `2 weeks`. It goes into the checklist as it is.
    mutating func pilotDuration(_ node: YAMLNode?) -> String? {
        guard let text = text(node) else { return nil }
        let words = text.value.split(separator: " ")
        let units = ["hour": 24 * 366, "day": 366, "week": 52, "month": 12]
        let isSpan = words.count == 2 && Int(words[0]).map { count in
            let unit = words[1].hasSuffix("s") ? words[1].dropLast() : words[1]
            return units[String(unit)].map { (1...$0).contains(count) } ?? false
        } ?? false
        if !isSpan { report.add(.badPilotDuration(text)) }
        return text.value
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

    fileprivate static func longSpan(_ text: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .badDuration, "`\(text.value)` is longer than a year", at: Label(text.span),
            why: "It is held against days and hours; nobody who reads a source once in years has told it as it is.",
            help: [FixIt("write what is meant, for example 14 days")])
    }

    fileprivate static func badPilotDuration(_ text: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .badDuration, "`\(text.value)` does not say how long the step lasts", at: Label(text.span),
            why: "Whoever ticks the step in the checklist counts the days; a step of more than a year is no pilot.",
            help: [FixIt("write a number and hours, days, weeks or months, for example 2 weeks")])
    }
}
