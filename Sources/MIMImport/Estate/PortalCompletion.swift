import XML

extension MIMExport {
    /// With the flows of the portal's own rules where the engine's files are not there: a service alone still says what its rules do.
    var completedFromPortal: MIMExport {
        guard kind == .serviceOnly, let service, !service.syncRules.isEmpty else { return self }
        var result = self
        let place = XMLPlace(line: 1, column: 1)
        let file = files.first ?? ""
        var ranks: [[String]: Int] = [:]
        for rule in service.syncRules.sorted(by: { ($0.precedence ?? .max, $0.name) < ($1.precedence ?? .max, $1.name) }) {
            guard let id = rule.agentID, let objectType = rule.objectType, let metaverseType = rule.metaverseType else { continue }
            if result.agent(id: id) == nil {
                var agent = ManagementAgent(file: file, name: rule.agent ?? id, id: id, category: rule.agentCategory ?? "unknown")
                agent.connection = MIMExport.unseenConnection(agent.category)
                result.agents.append(agent)
            }
            guard let index = result.agents.firstIndex(where: { $0.id == id }) else { continue }
            if rule.createsInMetaverse {
                result.agents[index].projections.append(
                    .init(objectType: objectType, kind: .syncRule, metaverseType: metaverseType, syncRule: rule.id))
            }
            let flows = rule.initialFlows.map { ($0, true) } + rule.persistentFlows.map { ($0, false) }
            for (flow, isInitial) in flows {
                let mapping = FlowMapping(
                    value: flow.value, sources: flow.sources,
                    origin: .init(rule: rule.id, mapping: "", isInitialOnly: isInitial, isExistenceTest: false), place: place)
                if flow.direction == "export" {
                    result.agents[index].exportFlows.append(ExportFlow(
                        metaverseType: metaverseType, objectType: objectType, attribute: flow.target, mapping: mapping, allowsNull: flow.allowsNull))
                } else {
                    ranks[[metaverseType, flow.target], default: 0] += 1
                    result.importFlows.append(ImportFlow(
                        metaverseType: metaverseType, metaverseAttribute: flow.target, agent: id, objectType: objectType, mapping: mapping,
                        precedence: "ranked", rank: ranks[[metaverseType, flow.target]] ?? 1, of: 1, file: file))
                }
            }
            if rule.relationship.count > 0 {
                let mappings = rule.relationship.map { pair in
                    (metaverseAttribute: pair.metaverse, mapping: FlowMapping(value: .direct, sources: [pair.external], origin: nil, place: place))
                }
                result.agents[index].joins.append(.init(
                    objectType: objectType, order: 1, metaverseType: metaverseType, syncRule: rule.id, mappings: mappings, resolution: nil,
                    hasResolution: false, place: place))
            }
        }
        result.agents.sort { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
        return result
    }

    /// What is known of a connection by its kind alone.
    private static func unseenConnection(_ category: String) -> AgentConnection {
        switch category.lowercased() {
        case "ad", "ad gal", "adam": .directory(.init())
        case "mssql", "oracle", "db2": .database(.init())
        case "fim": .portal(.init())
        case "extensible2": .ecma2(.init())
        default: .other(configuration: nil)
        }
    }
}

extension FlowMapping {
    /// What of a flow serves MIM itself: its lists of rules, its own ids, the name it gives to objects of its portal.
    static let machineryAttributes: Set<String> = [
        "csobjectid", "mvobjectid", "expectedruleslist", "detectedruleslist", "<object-id>",
    ]
}

extension ImportFlow {
    var isMachinery: Bool {
        MIMExport.machinery.contains(metaverseType) || FlowMapping.machineryAttributes.contains(metaverseAttribute.lowercased())
    }
}

extension ExportFlow {
    var isMachinery: Bool {
        MIMExport.machinery.contains(metaverseType) || FlowMapping.machineryAttributes.contains(attribute.lowercased())
            || (mapping.origin?.isBuiltIn ?? false) || mapping.isExistenceTest
            || mapping.sources.contains { FlowMapping.machineryAttributes.contains($0.lowercased()) } && mapping.kind == "direct"
    }
}
