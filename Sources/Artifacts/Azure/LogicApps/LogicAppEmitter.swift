import Analysis
import Plan

/// What runs a consolidation in Logic Apps: one template a mapping.
public struct LogicAppEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        phase.starts.compactMap { mapping in
            guard case .source(let source) = mapping.from, let rules = source.consolidation, rules.engine == .logicApps,
                let layout = InboundLayout(mapping, customURN: context.plan.customURN)
            else { return nil }
            let workflow = ConsolidationWorkflow(
                rules, layout: layout, mapsEnabled: mapping.attributes.contains { $0.target.name == "accountEnabled" })
            let header = context.header("Logic app of \(source.title), for \(mapping.name)", from: source.span)
            let template = LogicAppTemplate(name: mapping.name, title: source.title, workflow: workflow, header: header)
            return Artifact(
                "\(phase.folder)/azure/\(mapping.name).logic-app.json", template.json.prettyText,
                summary: "Logic app that makes \(source.title) and sends them", origins: [source.span, mapping.span])
        }
    }
}
