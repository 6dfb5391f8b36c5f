import Diagnostics
import Microsoft
import Plan

extension Diagnostic {
    static func startedTwice(_ name: Spanned<String>, _ first: Span) -> Diagnostic {
        Diagnostic(
            .phaseOrder, "`\(name.value)` starts twice",
            at: Label(name.span), and: [Label(first, "it already runs from here on")],
            help: [FixIt("start it once; to widen it, use the pilot")])
    }

    static func stoppedTwice(_ name: Spanned<String>, _ first: Span) -> Diagnostic {
        Diagnostic(
            .phaseOrder, "`\(name.value)` stops twice",
            at: Label(name.span), and: [Label(first, "it already stopped here")],
            help: [FixIt("remove one of the two")])
    }

    static func stoppedBeforeStart(_ name: Spanned<String>, _ stopped: Span?) -> Diagnostic {
        Diagnostic(
            .phaseOrder, "`\(name.value)` does not run when it is stopped",
            at: Label(name.span), and: stopped.map { [Label($0, "it already stopped here")] } ?? [],
            help: [FixIt("start it in an earlier phase, or remove it here")])
    }

    static func entraEmpty(_ name: Spanned<String>, feeder: CheckedMapping?) -> Diagnostic {
        Diagnostic(
            .phaseOrder, "`\(name.value)` starts before anyone is provisioned into Entra ID",
            at: Label(name.span),
            and: feeder.map { [Label($0.span, "this mapping fills Entra ID")] } ?? [],
            why: "Entra provisions the people that it has; from an empty or stale directory leavers would stay and joiners be missing.",
            help: [FixIt(feeder.map { "start `\($0.name)` in this phase or an earlier one" } ?? "add a mapping from HR to entra, and start it first")])
    }

    static func redirectedAfterStop(_ name: Spanned<String>, _ place: Span) -> Diagnostic {
        Diagnostic(
            .phaseOrder, "`\(name.value)` is redirected although it has stopped",
            at: Label(name.span), and: [Label(place, "stopped here")],
            help: [FixIt("redirect it in the phase before, or do not stop it")])
    }

    static func redirectedToNothing(_ target: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .phaseOrder, "nothing fills `\(target.value)` when MIM begins to read it",
            at: Label(target.span),
            why: "MIM takes a missing row for a person who left, and deprovisions.",
            help: [FixIt("start the mapping to `\(target.value)` in this phase or an earlier one")])
    }

    static func lostAttribute(
        _ name: String, agent: String, connector: CheckedConnector, flow: Legacy.ImportFlow, at span: Span
    ) -> Diagnostic {
        Diagnostic(
            .lostAttribute, "MIM reads `\(name)` from HR, and `\(connector.name)` does not have it",
            at: Label(span, "redirected to `\(connector.name)`"),
            and: [Label(flow.span, "feeds `\(flow.metaverseType).\(flow.metaverseAttribute.value)`")],
            why: "The next full import would clear the value for everyone, in MIM and in whatever MIM feeds.",
            help: [
                FixIt("add `\(name)` to `\(connector.name)` and map it"),
                acceptance("lost-attribute", "\(agent).\(name)"),
            ])
    }

    static func joinMayBeAbsent(
        _ attribute: CheckedAttribute, _ agent: Legacy.Agent, _ connector: CheckedConnector, at span: Span
    ) -> Diagnostic {
        let declared = connector.declarations.first { $0.name.value == attribute.name }?.type.span ?? connector.span
        return Diagnostic(
            .joinMayBeAbsent, "MIM's `\(agent.name.value)` knows people by `\(attribute.name)`, which `\(connector.name)` may lack",
            at: Label(span, "redirected here"), and: [Label(declared, "may be absent")],
            why: "A row without it joins nobody: MIM may project a second person, or refuse the row.",
            help: [
                FixIt("declare it required, with a scope in which everyone has it: scope: {employeeId: {present: true}}"),
                acceptance("join-may-be-absent", "\(connector.name).\(attribute.name)"),
            ])
    }

    static func lostAnchor(_ anchor: String, _ agent: Legacy.Agent, _ connector: CheckedConnector, at span: Span) -> Diagnostic {
        Diagnostic(
            .lostAnchor, "MIM's agent knows people by `\(anchor)`, and `\(connector.name)` does not have it",
            at: Label(span), and: [Label(agent.span, "its anchor")],
            why: "With another anchor every person would be a new object to MIM, and every old one a leaver.",
            help: [FixIt("add `\(anchor)` to the attributes of `\(connector.name)` and map it")])
    }

    static func writeBackEnds(_ flow: Legacy.ExportFlow, _ agent: String, _ connector: CheckedConnector, at span: Span) -> Diagnostic {
        Diagnostic(
            .writeBackEnds, "MIM writes `\(flow.attribute.value)` back to HR through this agent, and that ends here",
            at: Label(span, "redirected to `\(connector.name)`"), and: [Label(flow.span, "the export flow")],
            why: "The agent reads a view that nobody writes to; an export would fail for everyone.",
            help: [
                FixIt("bring the value to HR by another road, and delete the flow in MIM"),
                acceptance("write-back-ends", "\(agent).\(flow.attribute.value)"),
            ])
    }

    static func deleteReachesMIM(_ connector: CheckedConnector, at span: Span) -> Diagnostic {
        Diagnostic(
            .deleteReachesMIM, "deletes in `\(connector.name)` reach MIM",
            at: Label(span, "MIM reads it from here on"), and: [Label(connector.span, "rows are deleted here")],
            why: "A row that vanishes is, to MIM, a person who left: its deletion rule may deprovision every account at once.",
            help: [
                FixIt("write `on-delete: nothing` (and no `on-disable: delete`): a flag says who left, and a person removes old rows"),
                acceptance("delete-reaches-mim", connector.name),
            ])
    }

    static func entraDriesUp(_ stopped: Spanned<String>, _ orphan: CheckedMapping) -> Diagnostic {
        Diagnostic(
            .phaseOrder, "nothing fills Entra ID any more when `\(stopped.value)` stops, and `\(orphan.name)` still provisions from it",
            at: Label(stopped.span), and: [Label(orphan.span, "provisions from Entra ID")],
            why: "Leavers would stay and joiners be missing everywhere.",
            help: [FixIt("start its successor in this phase, or do not stop it")])
    }

    static func pilotOrder(_ span: Span) -> Diagnostic {
        Diagnostic(
            .pilotOrder, "the pilot narrows here",
            at: Label(span),
            why: "Whoever falls out of scope is disabled.",
            help: [FixIt("name users first, then groups, then everyone")])
    }

    static func pilotWithoutTest(_ span: Span) -> Diagnostic {
        Diagnostic(
            .pilotOrder, "the pilot begins without a test user",
            at: Label(span),
            why: "A wrong mapping would reach every account in its first cycle.",
            help: [FixIt("begin with a test user: - {users: [ada@contoso.com]}")])
    }

    static func noPilot(_ phase: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .noPilot, "phase `\(phase.value)` starts without a pilot",
            at: Label(phase.span),
            why: "A wrong mapping would reach every account in its first cycle.",
            help: [FixIt("add pilot: [{users: [ada@contoso.com]}, {group: Pilot}, everyone]")])
    }

    static func idlePhase(_ phase: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .idlePhase, "phase `\(phase.value)` does nothing", at: Label(phase.span, "starts, redirects and stops nothing"),
            help: [FixIt("say what it starts, redirects or stops, or take it out")])
    }

    static func noPhases() -> Diagnostic {
        Diagnostic(
            .missingKey, "the plan has no `phases`", at: nil,
            help: [FixIt("write at least one:\nphases:\n  - name: hr-direct\n    starts: [hr-to-entra]")])
    }

    static func neverStarted(_ mapping: CheckedMapping) -> Diagnostic {
        Diagnostic(
            .neverStarted, "no phase starts `\(mapping.name)`",
            at: Label(mapping.span),
            why: "Nothing is generated for it, and nothing would run.",
            help: [FixIt("name it in `starts` of a phase, or remove it")])
    }
}
