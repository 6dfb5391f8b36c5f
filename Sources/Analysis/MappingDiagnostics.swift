import Diagnostics
import Expressions
import Microsoft
import Plan

extension Diagnostic {
    /// Source: entra-docs, how-to-lifecycle-workflow-sync-attributes (early in the day for hire dates, late for leave dates, and where the source's time
    /// zone is).
    static func dayBecomesMoment(_ source: CheckedAttribute, _ target: CheckedAttribute, at span: Span, _ mapping: String) -> Diagnostic {
        let leaves = target.name == "employeeLeaveDateTime"
        let time = leaves ? "T21:00:00+01:00" : "T05:00:00+01:00"
        let joined = "Join(\"\", [\(source.name)], \"\(time)\")"
        let expression = source.type.isOptional ? "Switch([\(source.name)], \(joined), \"\", \"\")" : joined
        return Diagnostic(
            .dayBecomesMoment, "nothing says at what hour of `\(source.name)` `\(target.name)` is", at: Label(span, "a day"),
            why: leaves
                ? "A day alone is taken for its first moment, in UTC: a workflow on the last day would shut people out when it begins."
                : "A day alone is taken for its first moment, in UTC: in America that is the evening before, in Asia the morning.",
            help: [
                FixIt("say hour and zone: \(target.name): '=\(expression)'"),
                FixIt("or why the hour does not matter: \(target.name): {from: \(source.name), because: …}"),
                acceptance("day-becomes-moment", "\(mapping).\(target.name)"),
            ])
    }

    static func noRoad(_ end: Spanned<String>, _ between: String, why: String, help: String) -> Diagnostic {
        Diagnostic(.noRoad, "there is no road \(between)", at: Label(end.span), why: why, help: [FixIt(help)])
    }

    static func wrongVia(_ via: Spanned<Via>, from: System, to: System, allowed: [Via]) -> Diagnostic {
        let words = allowed.filter { $0 != .mim }.map { "`\($0.rawValue)`" }.joined(separator: " or ")
        return Diagnostic(
            .wrongVia, "\(via.value.rawValue) does not lead from `\(from.name)` to `\(to.name)`",
            at: Label(via.span),
            why: "Each road of Microsoft's serves one kind of source and one kind of target.",
            help: [allowed.count == 1 || (allowed.count == 2 && allowed[1] == .mim)
                ? FixIt("write `\(allowed[0].rawValue)`", replace: via.span, with: allowed[0].rawValue) : FixIt("write \(words)")])
    }

    static func matchMayBeAbsent(_ source: Spanned<String>, _ type: AttributeType) -> Diagnostic {
        Diagnostic(
            .matchMayBeAbsent, "people are matched by `\(source.value)`, which may be absent",
            at: Label(source.span, "\(type)"),
            why: "Who has no value finds no match, and is created a second time.",
            help: [FixIt("match by an attribute that every person has, such as the key")])
    }

    static func matchDiffers(_ target: Spanned<String>, _ match: Span) -> Diagnostic {
        Diagnostic(
            .matchDiffers, "`\(target.value)` gets another value than the one it is matched by",
            at: Label(target.span, "mapped here"),
            and: [Label(match, "matched here")],
            why: "The match would find a person by one value and write another over it; the next cycle would no longer find the person.",
            help: [FixIt("remove it here: what is matched is also written")])
    }

    static func badMatchTarget(_ target: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .badMatchTarget, "Entra ID can't match people by `\(target.value)`",
            at: Label(target.span),
            why: "A matching attribute must be unique and searchable; the service looks a person up by it.",
            help: [FixIt("match by employeeId")])
    }

    static func hiddenSource(_ name: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .hiddenSource, "`\(name.value)` is not available to applications",
            at: Label(name.span),
            why: "Entra's provisioning does not offer this attribute as a source.",
            help: [FixIt("carry the value in an extension that a mapping from HR fills")])
    }

    static func unwritable(_ name: Spanned<String>, _ inbound: EntraUserAttribute.Inbound) -> Diagnostic {
        let graph = if case .graphOnly = inbound { true } else { false }
        return Diagnostic(
            .unwritableAttribute, "no mapping can write `\(name.value)`",
            at: Label(name.span),
            why: graph ? "It is set through Microsoft Graph, not by provisioning." : "It is kept by Microsoft's services themselves.",
            help: [FixIt(graph ? "set it with Graph after the user is created" : "write an attribute that HR owns, or an extension")])
    }

    static func unreliable(_ name: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .unreliableAttribute, "a mapping to `\(name.value)` does not do what it says",
            at: Label(name.span),
            why: name.value == "mail"
                ? "The directory ignores it: the mail address is set by Exchange when a mailbox is made."
                : "Another service governs the value; what is written here is ignored or overwritten.",
            help: [FixIt("remove the mapping, and let the owning service set it")])
    }

    static func dottedAttribute(_ name: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .attributeName, "the ECMA host can't take an attribute named `\(name.value)`",
            at: Label(name.span),
            why: "Names with a dot or a bracket are not supported in on-premises provisioning.",
            help: [FixIt("rename the column, or give it an alias in a view")])
    }

    static func typeNeeded(_ name: Spanned<String>, connector: String) -> Diagnostic {
        Diagnostic(
            .typeNeeded, "the type of `\(name.value)` must be declared",
            at: Label(name.span, "nobody says how long its value is"),
            help: [FixIt("declare the connector's attributes: connectors: {\(connector): {attributes: {\(name.value): string(64)}}}")])
    }

    static func writtenTwice(_ target: Spanned<String>, _ first: Span) -> Diagnostic {
        Diagnostic(
            .writtenTwice, "`\(target.value)` is written twice by this mapping",
            at: Label(target.span),
            and: [Label(first, "first here; the two names mean the same attribute")],
            why: "Entra has one source for each target attribute.",
            help: [FixIt("keep one of the two")])
    }

    static func tooLong(_ source: CheckedAttribute, _ length: Int, _ target: CheckedAttribute, _ limit: Int, _ span: Span, isOwn: Bool) -> Diagnostic {
        Diagnostic(
            .tooLong, "`\(target.name)` takes \(limit) characters, `\(source.name)` has up to \(length)",
            at: Label(span, "\(source.type)"),
            why: "A longer value is refused, and the person's whole update with it.",
            help: [
                FixIt("cut it: \(target.name): '=Left([\(source.name)], \(limit))'"),
                FixIt(isOwn ? "or, if no value is that long, declare `\(source.name): string(\(limit))`"
                    : "or make `\(target.name)` wider: string(\(length))"),
            ])
    }

    static func unknownLength(_ source: CheckedAttribute, _ target: CheckedAttribute, _ limit: Int, _ span: Span) -> Diagnostic {
        Diagnostic(
            .unknownLength, "`\(target.name)` takes \(limit) characters, and nobody says how many `\(source.name)` has",
            at: Label(span, "\(source.type), without a length"),
            why: "A longer value is refused, and the person's whole update with it.",
            help: [FixIt("declare its length, for example string(\(limit)); or cut it: '=Left([\(source.name)], \(limit))'")])
    }

    static func typeMismatch(_ source: CheckedAttribute, _ target: CheckedAttribute, _ span: Span) -> Diagnostic {
        var help = "map an attribute of that type"
        if case .boolean = target.type.base {
            help = "write which texts mean yes: '=Switch([\(source.name)], \"False\", \"Active\", \"True\")'"
        } else if case .datetime = target.type.base {
            help = "declare the source's format, date(\"dd/MM/yyyy\"), so that the sender writes ISO 8601"
        } else if case .reference = target.type.base {
            help = "declare the source as reference(…): a reference takes the other person's key"
        }
        return Diagnostic(
            .typeMismatch, "`\(source.name)` is \(source.type), `\(target.name)` wants \(target.type)",
            at: Label(span),
            why: "The service does not guess: a value of another type is refused.",
            help: [FixIt(help)])
    }

    static func manyIntoOne(_ source: CheckedAttribute, _ target: CheckedAttribute, _ span: Span) -> Diagnostic {
        Diagnostic(
            .typeMismatch, "`\(source.name)` has many values, `\(target.name)` takes one",
            at: Label(span, "\(source.type)"),
            help: [FixIt("choose one: '=Item([\(source.name)], 1)'; or join them: '=Join(\";\", [\(source.name)])'")])
    }

    static func mayBeAbsent(
        _ source: CheckedAttribute, _ target: CheckedAttribute, _ span: Span, fromEntra: Bool
    ) -> Diagnostic {
        Diagnostic(
            .mayBeAbsent, "`\(target.name)` is required, but `\(source.name)` may be absent",
            at: Label(span, "\(source.type)"),
            why: "A person without the value is not created at all.",
            help: [
                FixIt("give it a value for that case: \(target.name): {from: \(source.name), default: …}"),
                FixIt(fromEntra
                    ? "or let the mapping's scope leave those people out: {\(source.name): {present: true}}"
                    : "or, if every row has one, declare `\(source.name)` without `?`"),
            ])
    }

    static func constantTooLong(_ text: Spanned<String>, _ target: CheckedAttribute, _ limit: Int) -> Diagnostic {
        Diagnostic(
            .tooLong, "this constant has \(text.value.utf16.count) characters, `\(target.name)` takes \(limit)",
            at: Label(text.span), help: [FixIt("shorten it")])
    }

    static func badConstant(_ text: Spanned<String>, _ target: CheckedAttribute, _ rule: String) -> Diagnostic {
        let meant: String? = if case .boolean = target.type.base {
            switch text.value.lowercased() {
            case "true", "yes", "1": "True"
            case "false", "no", "0": "False"
            default: nil
            }
        } else if target.name == "usageLocation", text.value == "UK" { "GB" } else { nil }
        return Diagnostic(
            .badConstant, "`\(text.value)` is no value for `\(target.name)`",
            at: Label(text.span, rule),
            help: meant.map { [FixIt("write `\($0)`", replace: text.span, with: $0)] } ?? [])
    }

    static func requiredTarget(_ name: String, _ mapping: Mapping, to: System) -> Diagnostic {
        let example: String = switch name {
        case "userPrincipalName": "'=Join(\"@\", …, \"contoso.com\")'"
        default: "…"
        }
        return Diagnostic(
            .requiredTarget, "mapping `\(mapping.name.value)` gives `\(name)` no value",
            at: Label(mapping.name.span),
            why: to.isEntraTenant ? "Entra ID creates no user without it." : "`\(to.name)` declares it required: an object without it is refused.",
            help: [FixIt("add under attributes: `\(name): \(example)`")])
    }

    static func noLeaverRule(_ mapping: Mapping, source: String) -> Diagnostic {
        Diagnostic(
            .requiredTarget, "nothing says who of `\(source)` is a leaver",
            at: Label(mapping.name.span, "`accountEnabled` gets no value"),
            why: "Entra ID creates no user without it, and a leaver's account would stay open.",
            help: [FixIt("add a rule: deprovisioning: {leavers: {when: {\(source): {EmployeeStatus: Terminated}}}}\nor map accountEnabled yourself")])
    }
}

extension Diagnostic {
    static func referenceToHost(_ source: CheckedAttribute, _ target: CheckedAttribute, _ span: Span) -> Diagnostic {
        Diagnostic(
            .hostCannot, "`\(source.name)` is a reference, and the ECMA host takes none",
            at: Label(span),
            why: "On-premises provisioning supports single-valued text, numbers, Booleans and dates only.",
            help: [FixIt("carry the other person's key in an extension that a mapping from HR fills:\nextensions: {managerEmployeeId: string(16)}\nand map `\(target.name): managerEmployeeId`")])
    }

    static func nobodyNotified(_ mapping: Spanned<String>, _ tenant: Span?) -> Diagnostic {
        Diagnostic(
            .nobodyNotified, "nobody is notified when the job of `\(mapping.value)` fails",
            at: Label(mapping.span), and: tenant.map { [Label($0, "the tenant says no `notify`")] } ?? [],
            why: "API-driven provisioning goes into quarantine at its start when no notification address is set.",
            help: [FixIt("add `notify: identity@contoso.com` to the tenant")])
    }

    static func expressionTooLong(_ length: Int, _ span: Span) -> Diagnostic {
        Diagnostic(
            .expressionTooLong, "the expression has \(length) characters; Entra takes \(ProvisioningLimits.expressionLength)",
            at: Label(span, "with the names that the job's schema has"),
            why: "A mapping that is longer is not saved.",
            help: [FixIt("let the sender work out a part of it: a column of the source that holds the result")])
    }

    static func nobodyFills(_ name: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .nobodyFills, "no mapping fills the extension `\(name.value)`",
            at: Label(name.span, "declared here"),
            why: "Whatever reads it finds it empty for everyone.",
            help: [FixIt("map it from HR, or remove it")])
    }
}

extension System {
    var isHRSource: Bool {
        if case .source = self { true } else { false }
    }

    /// Consolidated people of whom the sources' rules say, row by row, who left.
    var leavesByRow: Bool {
        if case .source(let source) = self, case .allRows? = source.consolidation?.leavers { true } else { false }
    }

    public var isEntraTenant: Bool {
        if case .entra = self { true } else { false }
    }
}
