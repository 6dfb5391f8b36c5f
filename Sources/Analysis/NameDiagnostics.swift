import Diagnostics
import Expressions
import Microsoft
import Plan

extension Diagnostic {
    static func missingHeader(_ key: String, _ example: String) -> Diagnostic {
        Diagnostic(.missingKey, "the plan has no `\(key)`", at: nil, help: [FixIt("write into plan.yaml:\n\(example)")])
    }

    static func badTenant(_ key: String, _ span: Span, _ problem: String) -> Diagnostic {
        Diagnostic(
            .badParameter, "this is not the \(key) of a tenant", at: Label(span, problem),
            help: [FixIt(key == "id" ? "write the GUID that the Entra admin center shows as tenant ID" : "write a verified domain, such as contoso.com")])
    }

    static func unknownName(_ name: String, _ span: Span, what: String, known: [String]) -> Diagnostic {
        let near = nearest(to: name, among: known)
        let few = known.count <= 12 && !known.isEmpty
        return Diagnostic(
            .unknownName, "there is no \(what) named `\(name)`",
            at: Label(span),
            help: [
                near.map { FixIt("did you mean `\($0)`?", replace: span, with: $0) }
                    ?? FixIt(few ? "the names are \(known.joined(separator: ", "))" : "the names are \(known.prefix(12).joined(separator: ", "))\(known.count > 12 ? " …" : "")")
            ])
    }

    static func noIdentifier(_ key: Spanned<String>, _ type: Spanned<AttributeType>) -> Diagnostic {
        Diagnostic(
            .noIdentifier, "`\(key.value)` can't tell one person from another", at: Label(key.span), and: [Label(type.span, "\(type.value)")],
            why: "Whoever has the same value is the same person to every job: people who began on one day would share an account.",
            help: [FixIt("name a number that HR gives once, of type string or integer")])
    }

    static func unusedSource(_ name: Spanned<String>, isConsolidation: Bool) -> Diagnostic {
        Diagnostic(
            .unusedSource, "nothing begins at `\(name.value)`", at: Label(name.span, isConsolidation ? "a consolidation" : "a source"),
            why: isConsolidation ? "Its people are worked out, and go nowhere; nothing is generated for it." : "No mapping and no consolidation reads it; its people go nowhere.",
            help: [FixIt("map from it: from: \(name.value); or remove it"), acceptance("unused-source", name.value)])
    }

    static func keyMayBeAbsent(_ key: Spanned<String>, _ type: Span) -> Diagnostic {
        Diagnostic(
            .keyMayBeAbsent, "the key `\(key.value)` may be absent",
            at: Label(type, "declared optional or with many values"),
            and: [Label(key.span, "the key of this source")],
            why: "A row without its key can't be matched with a person; it would be rejected, or create a second account.",
            help: [FixIt("declare it required: drop `?` or `[]`, if every row has exactly one")])
    }

    static func extensionShadows(_ name: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .extensionShadows, "Entra ID already has a user attribute `\(name.value)`",
            at: Label(name.span, "declared as an extension"),
            help: [FixIt("use the built-in attribute, or choose another name")])
    }

    static func extensionTooLong(_ span: Span, _ length: Int?) -> Diagnostic {
        Diagnostic(
            .extensionType, "a directory extension holds at most 256 characters",
            at: Label(span, length.map { "\($0) characters" } ?? "no length"),
            why: "Graph refuses longer values for `extension_…` attributes of type String.",
            help: [FixIt("write `string(256)` or less", replace: span, with: "string(256)")])
    }

    static func extensionType(_ type: Spanned<AttributeType>) -> Diagnostic {
        Diagnostic(
            .extensionType, "a directory extension can't be `\(type.value)`",
            at: Label(type.span),
            why: "Extensions are text, integers, Booleans or instants; there are no references among them, and binary values can't be provisioned.",
            help: [FixIt("use string(16) for a key, datetime for a date")])
    }

    static func extensionMultiValued(_ span: Span) -> Diagnostic {
        Diagnostic(
            .extensionType, "a directory extension with many values can't be provisioned",
            at: Label(span),
            why: "Graph can create it, but attribute mappings and scoping filters don't take it.",
            help: [FixIt("declare one value, for example joined with `;`")])
    }

    static func acceptanceEnded(_ until: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .acceptanceEnded, "this acceptance ended on \(until.value)",
            at: Label(until.span),
            help: [FixIt("review the risk again: remove the acceptance, or give it a new end and reason")])
    }

    /// A change of people's accounts is accepted by somebody who can be asked.
    static func nobodyAccepts(_ finding: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .missingKey, "the acceptance of the change `\(finding.value)` does not say who decided",
            at: Label(finding.span, "a change that `entrain diff` tells"),
            help: [FixIt("add `by:` with a person's name")])
    }

    static func acceptanceUnused(_ finding: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .acceptanceUnused, "nothing to accept: `\(finding)` is not found there",
            at: Label(span),
            help: [FixIt("remove the acceptance, or correct `at`")])
    }
}
