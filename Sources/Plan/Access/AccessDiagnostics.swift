import Diagnostics
import Microsoft

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

    static func badRule(_ problem: RuleProblem, at span: Span, exact: Bool) -> Diagnostic {
        let near = problem.replacement ?? problem.known.first.flatMap { _ in
            let parts = problem.message.split(separator: "`")
            return parts.count > 1 ? nearest(to: String(parts[1]), among: problem.known) : nil
        }
        guard let near else { return Diagnostic(.badRule, problem.message, at: Label(span), why: problem.why, help: [FixIt(problem.help)]) }
        // A quotation mark may end the YAML text that the rule stands in.
        let isPlain = exact && !near.contains { "'\"\\".contains($0) }
        let title = problem.replacement == nil ? "did you mean `\(near)`?" : problem.help
        return Diagnostic(.badRule, problem.message, at: Label(span), why: problem.why, help: [FixIt(title, edits: isPlain ? [.init(span, near)] : [])])
    }

    static func badUser(_ user: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .badPeople, "`\(user.value)` is no user principal name", at: Label(user.span),
            why: "Graph finds a user by the whole name; by another text it finds nobody, and the run stops there.",
            help: [FixIt("write the name that people sign in with, as ada@contoso.com")])
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
