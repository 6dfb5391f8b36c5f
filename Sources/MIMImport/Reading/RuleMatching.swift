/// Which rule of the portal a rule of the engine is. The engine names a rule by its metaverse object, the portal by another id; what
/// a rule does tells them apart: the agent, the two types, and the targets it writes, on creation or always.
enum RuleMatching {
    private struct Deed: Hashable {
        let isExport: Bool
        let target: String
        let isInitial: Bool
    }

    private struct Ends: Hashable {
        let agent: String
        let objectType: String
        let metaverseType: String
    }

    static func match(_ export: inout MIMExport) {
        guard var service = export.service else { return }
        var deeds: [String: Set<Deed>] = [:]
        var ends: [String: Set<Ends>] = [:]
        for flow in export.importFlows {
            guard let origin = flow.mapping.origin, !origin.isBuiltIn else { continue }
            deeds[origin.rule, default: []].insert(Deed(isExport: false, target: flow.metaverseAttribute, isInitial: false))
            ends[origin.rule, default: []].insert(Ends(agent: flow.agent, objectType: flow.objectType, metaverseType: flow.metaverseType))
        }
        for agent in export.agents {
            for flow in agent.exportFlows {
                guard let origin = flow.mapping.origin, !origin.isBuiltIn, !origin.isExistenceTest else { continue }
                deeds[origin.rule, default: []].insert(Deed(isExport: true, target: flow.attribute, isInitial: origin.isInitialOnly))
                ends[origin.rule, default: []].insert(Ends(agent: agent.id, objectType: flow.objectType, metaverseType: flow.metaverseType))
            }
        }
        for i in service.syncRules.indices {
            let rule = service.syncRules[i]
            var own: Set<Deed> = []
            for flow in rule.persistentFlows { own.insert(Deed(isExport: flow.direction == "export", target: flow.target, isInitial: false)) }
            for flow in rule.initialFlows { own.insert(Deed(isExport: flow.direction == "export", target: flow.target, isInitial: true)) }
            let end = Ends(agent: rule.agentID ?? "", objectType: rule.objectType ?? "", metaverseType: rule.metaverseType ?? "")
            let found = deeds.filter { $0.value == own && ends[$0.key]?.contains(end) == true }.map(\.key)
            if found.count == 1 { service.syncRules[i].engineMatch = found[0] }
        }
        export.service = service
    }
}
