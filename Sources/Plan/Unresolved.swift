import Diagnostics
import YAMLSyntax

/// A rule of MIM that stands in the plan in MIM's own words, because Entra has no equal for it or a person has to decide.
///
/// The plan is checked around it; what needs it is not generated.
public struct Unresolved: Sendable {
    /// MIM's words: an expression, or the name of a rule in code.
    public var rule: Spanned<String>
    /// The attributes that it reads.
    public var reads: [String]
    /// Where it was found: a file of the export, a line and a column.
    public var at: String?
    public var because: String?
    public var span: Span
}

extension Decoder {
    /// A list of open rules.
    mutating func unresolvedRules(_ node: YAMLNode?) -> [Unresolved] {
        guard let node else { return [] }
        return items(node, "`unresolved`").compactMap { item in
            guard let fields = fields(item, Vocabulary.unresolved), let rule = text(fields["rule"], mayBreak: true) else { return nil }
            return unresolved(rule, fields, span: item.span)
        }
    }

    mutating func unresolved(_ rule: Spanned<String>, _ fields: Fields, span: Span) -> Unresolved {
        Unresolved(
            rule: rule, reads: texts(fields["reads"]).map(\.value), at: text(fields["at"])?.value,
            because: text(fields["because"], mayBreak: true)?.value, span: span)
    }
}

extension Vocabulary {
    public static let unresolved = KeySet("an unresolved rule", [
        .init("rule", required: true, "what MIM does, in MIM's words"),
        .init("reads", "the attributes that it reads"),
        .init("at", "where it was found in the export"),
        .init("because", "why it has no equal"),
    ])
}
