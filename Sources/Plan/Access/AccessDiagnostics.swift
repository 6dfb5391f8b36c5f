import Diagnostics

extension Diagnostic {
    static func eitherOr(_ first: String, _ second: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .eitherOr, "`\(second)` stands beside `\(first)`", at: Label(span, "one of the two"),
            help: [FixIt("write two entries, or leave one of the keys out")])
    }

    static func badPeople(_ text: Spanned<String>, words: [String]) -> Diagnostic {
        let known = words.isEmpty ? "" : "`\(words.joined(separator: "`, `"))`, "
        return Diagnostic(
            .badPeople, "`\(text.value)` names nobody for certain", at: Label(text.span),
            why: "A group and a user can have the same name, and Graph takes ids of the one or the other.",
            help: [FixIt("write \(known)`{group: \(text.value)}` or `{user: NAME@DOMAIN}`")])
    }

    static func badDuration(_ text: Spanned<String>, most: Int) -> Diagnostic {
        Diagnostic(
            .badDuration, "`\(text.value)` is no number of days from 1 to \(most)", at: Label(text.span),
            why: "An assignment of an access package ends after whole days, \(most) at most.",
            help: [FixIt("write `365 days`, or leave `for` out where access does not end by time")])
    }

    static func daysOfChange(_ span: Span) -> Diagnostic {
        Diagnostic(
            .eitherOr, "`days` stands beside a change", at: Label(span, "a change has no days before or behind it"),
            why: "An attribute's change triggers the workflow when it is seen.",
            help: [FixIt("leave `days` out, or write `on: leave-date`")])
    }
}
