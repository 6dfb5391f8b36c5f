import Diagnostics
import Expressions
import Plan

/// The estate of today and after each phase, from the flows of MIM and the mappings of the plan.
struct EstateBuilder {
    let plan: Plan
    let links: SystemLinks
    private var running: [CheckedMapping] = []
    private var stoppedAgents: Set<String> = []
    private var redirects: [String: String] = [:]
    /// What running mappings have taken over from MIM: by agent, how many write an attribute (in lower case).
    private var takenOver: [String: [String: Int]] = [:]
    /// Flows that stay the same from phase to phase: of a mapping, and MIM's exports in their order.
    private var mappingFlows: [String: [Flow]] = [:]
    private let exports: [Export]
    /// By what stands for an agent now; redirected agents change it.
    private var imports: [Flow?] = []

    /// What MIM writes, and what decides in each phase whether it still does.
    private struct Export {
        let agent: String
        /// In lower case; nil of objects that no mapping takes over.
        let attribute: String?
        let flow: Flow
    }

    init(plan: Plan) {
        self.plan = plan
        let links = SystemLinks(plan: plan)
        self.links = links
        exports = plan.legacy?.exports.map { flow in
            Export(
                agent: flow.agent.value, attribute: EstateBuilder.isPerson(flow.metaverseType) ? flow.attribute.value.lowercased() : nil,
                flow: Flow(
                    engine: .managementAgent(flow.agent.value),
                    reads: EstateBuilder.names(flow.value).map { AttributeRef(EstateBuilder.metaverse, "\(flow.metaverseType).\($0)") },
                    writes: EstateBuilder.target(of: flow, links), rank: nil, isOnCreate: flow.onCreate, span: flow.span))
        } ?? []
        imports = Array(repeating: nil, count: plan.legacy?.imports.count ?? 0)
    }

    static let metaverse = "metaverse"

    /// - Returns: today first, then one for each phase.
    mutating func estates(_ phases: [CheckedPhase]) -> [Estate] {
        var result = [Estate(phase: 0, flows: legacyFlows())]
        for phase in phases {
            let stopped = Set(phase.stopsMappings.map(\.name))
            if !stopped.isEmpty {
                for mapping in running where stopped.contains(mapping.name) { takeOver(mapping, by: -1) }
                running.removeAll { stopped.contains($0.name) }
            }
            running += phase.starts
            for mapping in phase.starts { takeOver(mapping, by: 1) }
            for agent in phase.stopsAgents { stoppedAgents.insert(agent.name.value) }
            for (agent, connector) in phase.redirects { redirects[agent.name.value] = connector.name }
            if !phase.redirects.isEmpty { imports = Array(repeating: nil, count: imports.count) }
            var flows = legacyFlows()
            var consolidated: Set<String> = []
            for mapping in running {
                if case .source(let source) = mapping.from, let rules = source.consolidation, consolidated.insert(source.name).inserted {
                    flows += consolidationFlows(source, rules)
                }
                flows += self.flows(of: mapping)
            }
            if running.contains(where: { $0.to.isEntraTenant }) { flows.append(softDeletion) }
            result.append(Estate(phase: phase.number, flows: flows))
        }
        return result
    }

    // MARK: MIM

    private mutating func legacyFlows() -> [Flow] {
        guard let legacy = plan.legacy else { return [] }
        var flows: [Flow] = []
        flows.reserveCapacity(legacy.imports.count + exports.count)
        for (index, flow) in legacy.imports.enumerated() where !stoppedAgents.contains(flow.agent.value) {
            if let known = imports[index] {
                flows.append(known)
                continue
            }
            let system = redirects[flow.agent.value] ?? links.system(of: flow.agent.value)
            let made = Flow(
                engine: .managementAgent(flow.agent.value), reads: EstateBuilder.names(flow.value).map { AttributeRef(system, $0) },
                writes: AttributeRef(EstateBuilder.metaverse, "\(flow.metaverseType).\(flow.metaverseAttribute.value)"), rank: flow.rank,
                isOnCreate: false, span: flow.span)
            imports[index] = made
            flows.append(made)
        }
        // Exports of one agent stand together: what is asked of the agent is asked once.
        var agent: String?
        var isRunning = false
        var taken: [String: Int] = [:]
        for export in exports {
            if export.agent != agent {
                agent = export.agent
                isRunning = !stoppedAgents.contains(export.agent) && redirects[export.agent] == nil
                taken = takenOver[export.agent] ?? [:]
            }
            if isRunning, taken.isEmpty || export.attribute.map({ taken[$0, default: 0] == 0 }) ?? true { flows.append(export.flow) }
        }
        return flows
    }

    /// Counts what running mappings write in MIM's place: MIM writes an attribute as long as no mapping has taken it over.
    private mutating func takeOver(_ mapping: CheckedMapping, by count: Int) {
        guard let agent = mapping.takesOver else { return }
        for name in Set(mapping.attributes.map { $0.target.name.lowercased() }) { takenOver[agent, default: [:]][name, default: 0] += count }
    }

    /// People share attribute names with groups in one system; only theirs are compared with mappings.
    static func target(of flow: Legacy.ExportFlow, _ links: SystemLinks) -> AttributeRef {
        let system = links.system(of: flow.agent.value)
        return isPerson(flow.metaverseType)
            ? AttributeRef(system, flow.attribute.value) : AttributeRef(system, "\(flow.objectType).\(flow.attribute.value)")
    }

    static func isPerson(_ type: String) -> Bool { ["person", "user", "employee", "inetorgperson"].contains(type.lowercased()) }

    static func names(_ value: Legacy.Value) -> [String] {
        switch value {
        case .direct(let name): [name]
        case .rule(_, let reads), .script(_, let reads): reads
        case .constant, .secret: []
        }
    }

    // MARK: Entra

    private mutating func flows(of mapping: CheckedMapping) -> [Flow] {
        if let known = mappingFlows[mapping.name] { return known }
        let engine = Flow.Engine.mapping(mapping.name)
        func ref(_ system: System, _ attribute: CheckedAttribute) -> AttributeRef {
            AttributeRef(system.name, attribute.name, key: attribute.schemaName)
        }
        var flows = mapping.attributes.map { item in
            Flow(
                engine: engine, reads: EstateBuilder.reads(item.value, of: mapping.from), writes: ref(mapping.to, item.target), rank: nil,
                isOnCreate: item.onCreate, span: item.span)
        }
        // The sender works out who has left, and Entra or AD disables them.
        let deciding = EstateBuilder.deciding(mapping)
        if mapping.isInbound, !deciding.isEmpty {
            let flag = mapping.to.isEntraTenant ? "accountEnabled" : "accountDisabled"
            flows.append(Flow(
                engine: engine, reads: deciding, writes: AttributeRef(mapping.to.name, flag), rank: nil, isOnCreate: false, span: mapping.span))
        }
        mappingFlows[mapping.name] = flows
        return flows
    }

    /// The attributes that say who has left: the mapping's own, or those of each source that is consolidated.
    private static func deciding(_ mapping: CheckedMapping) -> [AttributeRef] {
        func refs(_ system: String, _ groups: [ScopeGroup]) -> [AttributeRef] {
            Set(groups.flatMap(\.clauses).map(\.attribute.value)).sorted().map { AttributeRef(system, $0) }
        }
        if case .source(let source) = mapping.from, let rules = source.consolidation, case .allRows = rules.leavers {
            return rules.parts.flatMap { refs($0.name, $0.leavers) }
        }
        return refs(mapping.from.name, mapping.leavers)
    }

    /// A person's attribute from each of its origins: one engine, which knows which of them counts.
    private func consolidationFlows(_ source: CheckedSource, _ rules: CheckedConsolidation) -> [Flow] {
        rules.attributes.map { attribute in
            Flow(
                engine: .consolidation(source.name), reads: attribute.from.map { AttributeRef(rules.parts[$0.part].name, $0.attribute.name) },
                writes: AttributeRef(source.name, attribute.attribute.name), rank: nil, isOnCreate: false, span: source.span)
        }
    }

    static func reads(_ value: CheckedAttributeMapping.Value, of system: System) -> [AttributeRef] {
        func ref(_ name: String) -> AttributeRef {
            if case .entra = system, let schemaName = Checker.entraSchemaName(name) { return AttributeRef(system.name, name, key: schemaName) }
            return AttributeRef(system.name, name)
        }
        switch value {
        case .direct(let attribute): return [AttributeRef(system.name, attribute.name, key: attribute.schemaName)]
        case .constant: return []
        case .expression(let tree):
            var names: [String] = []
            for attribute in tree.attributes where !names.contains(attribute.name) { names.append(attribute.name) }
            return names.map(ref)
        }
    }

    /// Entra tells applications of a disabled, deleted or unassigned user by one flag.
    private var softDeletion: Flow {
        Flow(
            engine: .entra, reads: [AttributeRef("entra", "accountEnabled")], writes: AttributeRef("entra", "IsSoftDeleted"), rank: nil,
            isOnCreate: false, span: plan.tenant?.span ?? Span(file: FileID(index: 0), start: 0, end: 0))
    }
}
