import Analysis
import Diagnostics
import Microsoft
import Expressions

/// One of the two versions that are compared: a checked plan and the texts that it was read from.
public struct Version: Sendable {
    public let plan: CheckedPlan
    public let sources: SourceMap
    let mappings: [String: CheckedMapping]
    let connectors: [String: CheckedConnector]
    /// By mapping: the phases in which it runs.
    let running: [String: [String]]

    public init(plan: CheckedPlan, sources: SourceMap) {
        self.plan = plan
        self.sources = sources
        mappings = Dictionary(plan.mappings.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        connectors = Dictionary(plan.connectors.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var running: [String: [String]] = [:]
        var active: [String] = []
        for phase in plan.phases {
            active += phase.starts.map(\.name)
            for name in active { running[name, default: []].append(phase.name) }
            let stopped = Set(phase.stopsMappings.map(\.name))
            active.removeAll { stopped.contains($0) }
        }
        self.running = running
    }

    func place(_ span: Span, isOld: Bool) -> Change.Place {
        Change.Place(
            file: sources[span.file].path, line: sources.position(of: span.start, in: span.file).line, isOld: isOld, span: span)
    }

    /// The phases in which any of some mappings runs, in their order.
    func phases(of mappings: [CheckedMapping]) -> [String] {
        let names = Set(mappings.flatMap { running[$0.name] ?? [] })
        return plan.phases.map(\.name).filter(names.contains)
    }

    /// The phases in which a thing has an effect.
    func phases(of subject: Subject) -> [String] {
        switch subject.kind {
        case .plan, .tenant, .acceptance, .mimFlow, .package, .workflow: []
        case .mapping, .value: mappings[subject.owner].map { phases(of: [$0]) } ?? []
        case .connector, .column: phases(of: plan.mappings.filter { $0.to.name == subject.owner })
        case .source, .sourceAttribute, .consolidation: phases(of: plan.mappings.filter { $0.from.name == subject.owner })
        case .population:
            phases(of: plan.mappings.filter { mapping in
                plan.populations.first { $0.name == subject.owner }.map { $0.isTaken(by: mapping) } ?? false
            })
        case .agent: phases(of: plan.mappings.filter { $0.connector?.agent?.name == subject.owner })
        case .rule, .action: phases(of: plan.mappings.filter { !$0.leavers.isEmpty })
        case .extensionAttribute:
            phases(of: plan.mappings.filter { mapping in
                mapping.attributes.contains { item in
                    item.target.name == subject.owner || item.value.reads(subject.owner)
                }
            })
        case .phase: plan.phases.contains { $0.name == subject.owner } ? [subject.owner] : []
        case .mimAgent:
            plan.phases.filter { phase in
                phase.redirects.contains { $0.agent.name.value == subject.owner } || phase.stopsAgents.contains { $0.name.value == subject.owner }
            }.map(\.name)
        }
    }

    /// The types of what scopes over a system read.
    func types(of system: System, _ names: some Sequence<String>) -> [String: AttributeType] {
        var types: [String: AttributeType] = [:]
        for name in names {
            switch system {
            case .source(let source): types[name] = source.attribute(name)?.type
            case .entra:
                types[name] = plan.extensions.first { $0.name == name }?.type ?? EntraSourceAttribute.named(name)?.type
            case .connector: break
            }
        }
        return types
    }
}

extension CheckedAttributeMapping.Value {
    func reads(_ name: String) -> Bool {
        switch self {
        case .direct(let attribute): attribute.name == name
        case .constant: false
        case .expression(let tree): tree.attributes.contains { $0.name == name }
        }
    }
}
