import Analysis

/// A page for each management agent that a phase points at a staging table.
public struct ManagementAgentEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        guard let legacy = context.plan.legacy else { return [] }
        return phase.redirects.compactMap { agent, connector in
            guard case .sql(let target) = connector.target else { return nil }
            let title = agent.notes.title ?? agent.name.value
            let sheet = ManagementAgentSheet(
                agent: agent, connector: connector, target: target, legacy: legacy,
                header: context.header("What changes in MIM's \(title)", from: agent.span))
            return Artifact(
                "\(phase.folder)/mim/\(agent.name.value).md", sheet.text, summary: "MIM's \(title) reads \(connector.title), page by page",
                origins: [agent.span, connector.span, phase.span])
        }
    }
}
