/// A declarative rule as the engine's files show it: what it does, without its name.
struct EngineRule {
    let id: String
    var agents: [String] = []
    var objectTypes: [String] = []
    var metaverseTypes: [String] = []
    var importFlows = 0
    var exportFlows = 0
    var joins = 0
    var projects = false
    var initialFlows = 0
    var setsDN = false
    var isBuiltIn = false

    var direction: String { importFlows > 0 ? (exportFlows > 0 ? "both" : "inbound") : "outbound" }

    /// Every rule that flows name, by id.
    static func all(in export: MIMExport) -> [EngineRule] {
        var rules: [String: EngineRule] = [:]
        for flow in export.importFlows {
            guard let origin = flow.mapping.origin else { continue }
            rules[origin.rule, default: EngineRule(id: origin.rule)].note(flow.agent, flow.objectType, flow.metaverseType, origin)
            rules[origin.rule]?.importFlows += 1
        }
        for agent in export.agents {
            for flow in agent.exportFlows {
                guard let origin = flow.mapping.origin else { continue }
                rules[origin.rule, default: EngineRule(id: origin.rule)].note(agent.id, flow.objectType, flow.metaverseType, origin)
                rules[origin.rule]?.exportFlows += 1
                if origin.isInitialOnly { rules[origin.rule]?.initialFlows += 1 }
                if flow.attribute == "dn" { rules[origin.rule]?.setsDN = true }
            }
            for join in agent.joins { if let id = join.syncRule { rules[id]?.joins += 1 } }
            for projection in agent.projections { if let id = projection.syncRule { rules[id]?.projects = true } }
        }
        return rules.values.sorted { $0.id < $1.id }
    }

    private mutating func note(_ agent: String, _ objectType: String, _ metaverseType: String, _ origin: FlowMapping.Origin) {
        if !agents.contains(agent) { agents.append(agent) }
        if !objectTypes.contains(objectType) { objectTypes.append(objectType) }
        if !metaverseTypes.contains(metaverseType) { metaverseTypes.append(metaverseType) }
        if origin.isBuiltIn { isBuiltIn = true }
    }
}
