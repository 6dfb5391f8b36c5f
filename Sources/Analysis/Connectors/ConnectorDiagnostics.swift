import Diagnostics
import Expressions
import Microsoft
import Plan

extension Diagnostic {
    static func badConnectorName(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .connectorName, "`\(name)` is not safe as a connector's name",
            at: Label(span, "letters and digits only"),
            why: "The name goes into the tenant URL, a folder and a case-sensitive path of the ECMA host.")
    }

    static func sameConnectorName(_ name: String, _ span: Span, _ first: Span) -> Diagnostic {
        Diagnostic(
            .connectorName, "two connectors are named `\(name)` in the ECMA host",
            at: Label(span), and: [Label(first, "the first one")],
            why: "Entra addresses a connector by its name.",
            help: [FixIt("give one of them another `connector-name`")])
    }

    static func sharedToken(_ token: Spanned<SecretName>, _ first: Span) -> Diagnostic {
        Diagnostic(
            .sharedToken, "two connectors share the token `\(token.value.name)`",
            at: Label(token.span), and: [Label(first, "first used here")],
            why: "The token is unique for each application; who has one connector's must not have another's.",
            help: [FixIt("name a token of its own")])
    }

    static func autosync(_ minutes: Spanned<Int>) -> Diagnostic {
        Diagnostic(
            .autosync, "the cache is refreshed every \(minutes.value) minutes",
            at: Label(minutes.span),
            why: "Documentation of the host's preview gives 120 minutes as the least; each refresh reads the whole target.",
            help: [FixIt("write 120 or more", replace: minutes.span, with: "120")])
    }

    static func pageSize(_ size: Spanned<Int>) -> Diagnostic {
        Diagnostic(
            .pageSize, "a page of \(size.value) objects is larger than the host takes",
            at: Label(size.span),
            why: "The PowerShell connector is handed at most 9,999 objects per import call.",
            help: [FixIt("write 9999 or less", replace: size.span, with: "1000")])
    }

    static func hostCannot(_ what: String, _ type: Spanned<AttributeType>) -> Diagnostic {
        Diagnostic(
            .hostCannot, "the ECMA host can't provision an attribute that \(what)",
            at: Label(type.span),
            why: "On-premises provisioning supports single-valued text, numbers, Booleans and dates only.",
            help: [FixIt("carry a text key instead, for example string(16), and resolve it in the target")])
    }

    static func booleanAnchor(_ anchor: Spanned<String>, _ type: Span) -> Diagnostic {
        Diagnostic(
            .anchor, "a Boolean can't be an anchor",
            at: Label(anchor.span), and: [Label(type, "declared here")],
            help: [FixIt("choose an attribute that is different for every person")])
    }

    static func anchorMayBeAbsent(_ anchor: Spanned<String>, _ type: Span) -> Diagnostic {
        Diagnostic(
            .anchor, "the anchor `\(anchor.value)` may be absent",
            at: Label(type, "declared optional"), and: [Label(anchor.span, "the anchor")],
            why: "The host finds an object again by its anchor; one without it is created once more in every cycle.",
            help: [FixIt("declare it required")])
    }

    static func anchorNotMapped(_ connector: CheckedConnector, _ mapping: CheckedMapping) -> Diagnostic {
        Diagnostic(
            .anchor, "mapping `\(mapping.name)` gives the anchor `\(connector.anchor)` no value",
            at: Label(mapping.span), and: [Label(connector.span, "its connector")],
            why: "A new object without an anchor is refused.",
            help: [FixIt("map it from an attribute that never changes: match: {objectId: \(connector.anchor)}")])
    }

    static func mutableAnchor(_ connector: CheckedConnector, _ source: CheckedAttribute, _ span: Span) -> Diagnostic {
        Diagnostic(
            .mutableAnchor, "the anchor of `\(connector.name)` comes from `\(source.name)`, which changes when people marry or move",
            at: Label(span),
            why: "Renames are not supported: a person with a new name becomes a second object, and the first is left behind.",
            help: [FixIt("take objectId or employeeId"), acceptance("mutable-anchor", "\(connector.name).\(connector.anchor)")])
    }

    static func attributeNotFed(_ attribute: CheckedAttribute, _ connector: CheckedConnector, at span: Span) -> Diagnostic {
        Diagnostic(
            .attributeNotFed, "nothing writes `\(attribute.name)` of `\(connector.name)`",
            at: Label(span, "declared here"),
            why: "It would stay empty for everyone.",
            help: [FixIt("map it, or drop it from the connector"), acceptance("attribute-not-fed", "\(connector.name).\(attribute.name)")])
    }

    static func unusedConnector(_ connector: CheckedConnector) -> Diagnostic {
        Diagnostic(
            .unusedConnector, "no mapping leads to `\(connector.name)`",
            at: Label(connector.span),
            help: [FixIt("add a mapping with `to: \(connector.name)`, or remove the connector")])
    }

    static func twoFeeders(_ connector: CheckedConnector, _ first: CheckedMapping, _ second: CheckedMapping) -> Diagnostic {
        Diagnostic(
            .twoFeeders, "two mappings lead to `\(connector.name)`",
            at: Label(second.span), and: [Label(first.span, "the first one")],
            why: "A connector has one address and one token, and so one application with one mapping of users.",
            help: [FixIt("put both into one mapping, or give the second a connector of its own")])
    }

    static func sameColumn(_ name: Spanned<String>, _ first: Span) -> Diagnostic {
        Diagnostic(
            .attributeName, "`\(name.value)` differs from another column in case only",
            at: Label(name.span), and: [Label(first, "the other one")],
            why: "Databases take the two for one column.",
            help: [FixIt("rename one of the two")])
    }

    static func flagIsSelected(_ text: Spanned<String>, _ declared: AttributeDeclaration) -> Diagnostic {
        let isBoolean = declared.type.value.base == .boolean
        return Diagnostic(
            .hostFlag, isBoolean ? "the host can't set `\(declared.name.value)`, which Entra writes" : "the host can set Booleans only",
            at: Label(text.span), and: [Label(declared.name.span, isBoolean ? "among the attributes of the connector" : "\(declared.type.value)")],
            why: "The wizard offers Boolean attributes that were not chosen on Select Attributes.",
            help: [FixIt("name a Boolean that is not among the connector's attributes; its column is made")])
    }

    static func badHostFlow(_ text: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .badWord, "`\(text.value)` does not say what happens in the target", at: Label(text.span),
            help: [FixIt("write `nothing`, `delete`, or `set` and a Boolean attribute")])
    }

    // MARK: Acceptances

    /// The line to add when a person has looked at the finding and overrules it.
    static func acceptance(_ code: String, _ at: String) -> FixIt {
        FixIt("if this was reviewed, accept it:\naccepts:\n  - {finding: \(code), at: \(at), until: YYYY-MM-DD, because: …}")
    }
}
