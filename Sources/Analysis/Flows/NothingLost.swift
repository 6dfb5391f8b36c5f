import Diagnostics
import Plan

/// What a system gets from MIM today it gets afterwards, from the same HR attributes, or the plan says why not.
extension Checker {
    mutating func checkNothingLost(_ phase: CheckedPhase, _ before: Estate, _ after: Estate, today: Estate, _ links: SystemLinks) {
        guard let legacy = plan.legacy else { return }
        let stopped = Dictionary(phase.stopsAgents.map { ($0.name.value, $0) }, uniquingKeysWith: { first, _ in first })
        guard !stopped.isEmpty else { return }
        let ends = Endpoints(plan)
        var seen: Set<AttributeRef> = []
        for flow in legacy.exports where EstateBuilder.isPerson(flow.metaverseType) {
            guard let agent = stopped[flow.agent.value] else { continue }
            let target = EstateBuilder.target(of: flow, links)
            guard before.isWritten(target), seen.insert(target).inserted else { continue }
            // The portal goes with MIM itself.
            if agent.kind?.value == .mimService, phase.retiresMIM { continue }
            count(.nothingLost, looked: 1)
            let heirs = Checker.heirs(of: target, kind: agent.kind?.value).flatMap { after.flows(into: $0) }.filter {
                if case .mapping = $0.engine { true } else { false }
            }
            let subject = "\(flow.agent.value).\(flow.attribute.value)"
            guard !heirs.isEmpty else {
                count(.nothingLost, accepted: addUnlessAccepted(
                    .lostExport(flow, target, phase, at: placeOfStop(flow.agent.value, in: phase)), at: subject, or: flow.agent.value))
                continue
            }
            checkSameValue(flow, target, heirs, today, after, subject, ends)
        }
    }

    /// Where values begin: the sources of the plan, and the agents of MIM's own portal.
    private struct Endpoints {
        let sources: Set<String>
        let portals: Set<String>

        init(_ plan: Plan) {
            sources = Set(plan.sources.map(\.name.value))
            portals = Set(plan.legacy?.agents.filter { $0.kind?.value == .mimService }.map(\.name.value) ?? [])
        }
    }

    /// What stands for an attribute where it has another name in the new flow.
    private static func heirs(of target: AttributeRef, kind: Legacy.AgentKind?) -> [AttributeRef] {
        var result = [target]
        switch (kind, target.attribute.lowercased()) {
        // In Entra's jobs to AD the name and the container are two attributes, and the enabled flag one of its own.
        case (.activeDirectory?, "dn"): result += [AttributeRef(target.system, "parentDistinguishedName"), AttributeRef(target.system, "cn")]
        case (.activeDirectory?, "useraccountcontrol"): result.append(AttributeRef(target.system, "accountDisabled"))
        case (.ldap?, "dn"): result.append(AttributeRef(target.system, "-dn-"))
        default: break
        }
        return result
    }

    /// Whether the value still comes from the same attributes of HR. A mapping with a reason was decided with open eyes.
    private mutating func checkSameValue(
        _ flow: Legacy.ExportFlow, _ target: AttributeRef, _ heirs: [Flow], _ today: Estate, _ after: Estate, _ subject: String, _ ends: Endpoints
    ) {
        let (systems, own) = (ends.sources, ends.portals)
        // People change values in the portal themselves: what MIM takes from there first has its origin there.
        func isOrigin(_ read: AttributeRef, _ flow: Flow?) -> Bool {
            if systems.contains(read.system) { return true }
            if case .managementAgent(let agent)? = flow?.engine, own.contains(agent), flow?.rank == 1, !flow.isOnlyEcho(of: read, in: today) { return true }
            return false
        }
        let old = today.roots(of: target, isOrigin: isOrigin)
        guard !old.isEmpty else { return }
        count(.sameValue, looked: 1)
        var new: Set<AttributeRef> = []
        for heir in heirs {
            for read in heir.reads {
                if systems.contains(read.system) { new.insert(read) } else { new.formUnion(after.roots(of: read) { read, _ in systems.contains(read.system) }) }
            }
        }
        // People of other sources were not MIM's.
        let sources = Set(old.map(\.system))
        new = new.filter { sources.contains($0.system) }
        // Where a root has no name in the plan there is nothing to compare with; `unlinked-agent` says so.
        guard let heir = heirs.first, old != new, !old.contains(where: { $0.system.hasPrefix("legacy.") }) else { return }
        let mapping = plan.mappings.first { mapping in if case .mapping(let name) = heir.engine { mapping.name.value == name } else { false } }
        let isDecided = mapping?.attributes.contains { item in
            item.because != nil && heirs.contains { $0.writes.attribute.lowercased() == item.target.value.lowercased() }
        } ?? false
        let isAccepted = isDecided || addUnlessAccepted(.valueChanges(flow, target, heir, old, new), at: subject, or: flow.agent.value)
        count(.sameValue, accepted: isAccepted)
    }

    private func placeOfStop(_ agent: String, in phase: CheckedPhase) -> Span {
        let written = plan.phases.first { $0.name.value == phase.name }?.stops ?? []
        return written.first { $0.value == "legacy.\(agent)" }?.span ?? written.first { $0.value == "legacy" }?.span ?? phase.span
    }
}

extension Optional where Wrapped == Flow {
    /// Whether the attribute that is read is a copy that the metaverse itself wrote: nobody else is known to write it.
    fileprivate func isOnlyEcho(of read: AttributeRef, in estate: Estate) -> Bool {
        guard let flow = self else { return false }
        let back = estate.flows(into: read)
        return !back.isEmpty && estate.flows(into: flow.writes).count == 1 && back.allSatisfy { $0.reads == [flow.writes] }
    }
}

extension Diagnostic {
    static func lostExport(_ flow: Legacy.ExportFlow, _ target: AttributeRef, _ phase: CheckedPhase, at span: Span) -> Diagnostic {
        Diagnostic(
            .lostExport, "nobody writes `\(flow.attribute.value)` of `\(flow.agent.value)` any more",
            at: Label(span, "MIM stops here"), and: [Label(flow.span, "MIM writes it today")],
            why: "New people would not get it, and for the others it stays at its last value.",
            help: [
                FixIt("map it in the mapping to `\(target.system)`"),
                acceptance("lost-export", "\(flow.agent.value).\(flow.attribute.value)"),
            ])
    }

    static func valueChanges(
        _ flow: Legacy.ExportFlow, _ target: AttributeRef, _ heir: Flow, _ old: Set<AttributeRef>, _ new: Set<AttributeRef>
    ) -> Diagnostic {
        func list(_ refs: Set<AttributeRef>) -> String {
            refs.isEmpty ? "no attribute of HR" : refs.map { "`\($0.description)`" }.sorted().joined(separator: ", ")
        }
        return Diagnostic(
            .valueChanges, "`\(flow.attribute.value)` of `\(flow.agent.value)` will be made of other values",
            at: Label(heir.span, "then from \(list(new))"), and: [Label(flow.span, "today from \(list(old))")],
            why: "People whose values differ are changed in the first cycle.",
            help: [
                FixIt("map it from the same attributes, or give the mapping a reason: `because: …`"),
                acceptance("value-changes", "\(flow.agent.value).\(flow.attribute.value)"),
            ])
    }
}
