import Diagnostics
import Expressions
import Microsoft
import Plan

/// The proofs over the estates of a plan; each is a file of its own.
extension Checker {
    /// - Returns: the estates, today's first; none where the plan has errors.
    mutating func checkFlows(_ phases: inout [CheckedPhase], sources: [CheckedSource]) -> [Estate] {
        checkFlowNames()
        // A mapping that could not be read would be missed as a writer, and its attributes as lost.
        guard plan.isComplete, !report.hasErrors, !phases.isEmpty else { return [] }
        var builder = EstateBuilder(plan: plan)
        let estates = builder.estates(phases)
        let today = estates[0]
        if let legacy = plan.legacy, phases.contains(where: { !$0.stopsAgents.isEmpty }) {
            for agent in builder.links.strangers(legacy) { addUnlessAccepted(.unlinkedAgent(agent), at: agent.name.value) }
        }
        for (index, (before, after)) in zip(phases.indices, zip(estates, estates.dropFirst())) {
            let phase = phases[index]
            verdicts = []
            checkOneWriter(phase, before, after, sources: sources)
            checkNoLoop(phase, before, after)
            // What an open phase loses is what is still to be decided.
            guard !isOpen(phase.name) else { continue }
            checkNothingLost(phase, before, after, today: today, builder.links)
            checkMIMCanGo(phase)
            phases[index].verdicts = verdicts
        }
        return estates
    }

    /// Counts for the verdict of a proof.
    mutating func count(_ proof: Verdict.Proof, looked: Int = 0, accepted: Bool? = nil) {
        if !verdicts.contains(where: { $0.proof == proof }) { verdicts.append(Verdict(proof: proof)) }
        guard let index = verdicts.firstIndex(where: { $0.proof == proof }) else { return }
        verdicts[index].looked += looked
        switch accepted {
        case true?: verdicts[index].accepted += 1
        case false?: verdicts[index].open += 1
        case nil: break
        }
    }

    private mutating func checkFlowNames() {
        let agents = plan.legacy?.agents.map { "legacy.\($0.name.value)" } ?? []
        for name in plan.sources.compactMap(\.today) + plan.connectors.compactMap(\.today) where !agents.contains(name.value) {
            unknownName(name, "management agent of MIM", known: agents)
        }
        for source in plan.sources {
            for name in source.apartFrom where !plan.sources.contains(where: { $0.name.value == name.value && name.value != source.name.value }) {
                unknownName(name, "other source", known: plan.sources.map(\.name.value).filter { $0 != source.name.value })
            }
        }
    }

    mutating func takenOver(_ mapping: Mapping) -> String? {
        guard let name = mapping.takesOver else { return nil }
        let agents = plan.legacy?.agents.map { "legacy.\($0.name.value)" } ?? []
        guard agents.contains(name.value) else {
            unknownName(name, "management agent of MIM", known: agents)
            return nil
        }
        return SystemLinks.agentName(name.value)
    }

    static func entraSchemaName(_ name: String) -> String? {
        EntraSourceAttribute.named(name)?.schemaName ?? "extension_${extensionAppId}_\(name)"
    }

    /// Where a phase names a mapping that it starts.
    func placeOfStart(_ mapping: String, in phase: CheckedPhase) -> Span {
        plan.phases.first { $0.name.value == phase.name }?.starts.first { $0.value == mapping }?.span ?? phase.span
    }
}

extension Diagnostic {
    static func unlinkedAgent(_ agent: Legacy.Agent) -> Diagnostic {
        Diagnostic(
            .unlinkedAgent, "nothing says which source `legacy.\(agent.name.value)` reads", at: Label(agent.span),
            why: "Whether a value stays the same can only be told when the attributes that MIM reads are those of a source.",
            help: [
                FixIt("say it at the source: `today: legacy.\(agent.name.value)`"), acceptance("unlinked-agent", agent.name.value),
            ])
    }
}
