import Diagnostics
import Expressions
import Microsoft
import Plan

/// The proofs over the estates of a plan; each is a file of its own.
extension Checker {
    /// - Returns: the estates, today's first; none where the plan has errors.
    mutating func checkFlows(_ phases: inout [CheckedPhase], sources: [CheckedSource], populations: [CheckedPopulation]) -> [Estate] {
        checkFlowNames()
        // A mapping that could not be read would be missed as a writer, and its attributes as lost.
        guard plan.isComplete, !missesMappings, !report.hasErrors, !phases.isEmpty else { return [] }
        var builder = EstateBuilder(plan: plan)
        let estates = builder.estates(phases)
        let today = estates[0]
        var running: [CheckedMapping] = []
        if let legacy = plan.legacy, phases.contains(where: { !$0.stopsAgents.isEmpty }) {
            for agent in builder.links.strangers(legacy) { addUnlessAccepted(.unlinkedAgent(agent), at: agent.name.value) }
        }
        for (index, (before, after)) in zip(phases.indices, zip(estates, estates.dropFirst())) {
            let phase = phases[index]
            verdicts = []
            checkOneWriter(phase, before, after, sources: sources)
            let stopped = Set(phase.stopsMappings.map(\.name))
            running = running.filter { !stopped.contains($0.name) } + phase.starts
            checkOneHome(phase, running, populations)
            checkNoLoop(phase, before, after)
            // What an open phase loses is what is still to be decided.
            guard !isOpen(phase.name) else { continue }
            checkNothingLost(phase, before, after, today: today, builder.links)
            countOrder(phase)
            countFits(phase)
            checkMIMCanGo(phase, running)
            phases[index].verdicts = verdicts
        }
        return estates
    }

    /// That names are known, that Entra is filled before it feeds anything, and that nothing is stopped before it runs are errors of their
    /// own (`phase-order`): a plan that comes this far has none.
    private mutating func countOrder(_ phase: CheckedPhase) {
        let changes = phase.starts.count + phase.stopsMappings.count + phase.stopsAgents.count + phase.redirects.count
        if changes > 0 { count(.order, looked: changes) }
    }

    /// Each value of a mapping was compared with the attribute that takes it; what does not fit is an error of its own.
    private mutating func countFits(_ phase: CheckedPhase) {
        let values = phase.starts.reduce(0) { $0 + $1.attributes.count }
        if values > 0 { count(.fits, looked: values) }
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
        let known = Set(agents)
        for name in plan.sources.compactMap(\.today) + plan.connectors.compactMap(\.today) where !known.contains(name.value) {
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
        let agent = SystemLinks.agentName(name.value)
        guard name.value.hasPrefix("legacy."), plan.legacy?.agents.contains(where: { $0.name.value == agent }) == true else {
            unknownName(name, "management agent of MIM", known: plan.legacy?.agents.map { "legacy.\($0.name.value)" } ?? [])
            return nil
        }
        return agent
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
