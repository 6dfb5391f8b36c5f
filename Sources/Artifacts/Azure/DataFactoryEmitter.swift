import Analysis
import Plan

/// What runs a consolidation in Azure Data Factory: one template a mapping.
public struct DataFactoryEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        phase.starts.compactMap { mapping in
            guard case .source(let source) = mapping.from, let rules = source.consolidation, rules.engine == .dataFactory,
                let layout = InboundLayout(mapping, customURN: context.plan.customURN)
            else { return nil }
            let flow = ConsolidationFlow(
                rules, layout: layout, mapsEnabled: mapping.attributes.contains { $0.target.name == "accountEnabled" })
            let header = context.header("Data Factory of \(source.title), for \(mapping.name)", from: source.span)
            let template = DataFactoryTemplate(name: mapping.name, title: source.title, flow: flow, header: header)
            return Artifact(
                "\(phase.folder)/azure/\(mapping.name).data-factory.json", template.json.prettyText,
                summary: "Data Factory that makes \(source.title) and sends them", origins: [source.span, mapping.span])
        }
    }
}
