import XML

/// `Results`: objects of the MIM Service, one at a time, of each only what is wanted.
struct ServiceReading {
    var service = PortalService()
    /// Agents that rules refer to: by the object's id, name and the agent's id in the engine.
    private var agents: [String: (name: String?, id: String?, category: String?)] = [:]
    private var objectTypes: [String: String] = [:]
    private var attributeTypes: [String: (name: String, type: String, isMultivalued: Bool)] = [:]
    private var bindings: [(object: String, attribute: String)] = []
    private var ruleAgents: [(rule: Int, reference: String)] = []

    // The object that is being read.
    private var id = ""
    private var type = ""
    private var isPlaceholder = false
    private var attribute: String?
    private var values: [String: [String]] = [:]
    private var memberCount = 0

    private static let wanted: [String: Set<String>] = [
        "SynchronizationRule": [
            "DisplayName", "FlowType", "ManagementAgentID", "ConnectedSystem", "ConnectedObjectType", "ILMObjectType", "Precedence",
            "CreateILMObject", "CreateConnectedSystemObject", "DisconnectConnectedSystemObject", "RelationshipCriteria",
            "ConnectedSystemScope", "msidmOutboundIsFilterBased", "msidmOutboundScopingFilters", "PersistentFlow", "InitialFlow",
            "SynchronizationRuleParameters",
        ],
        "Set": ["DisplayName", "Filter"],
        "ManagementPolicyRule": [
            "DisplayName", "ManagementPolicyRuleType", "ActionType", "Disabled", "ActionWorkflowDefinition",
            "AuthenticationWorkflowDefinition", "AuthorizationWorkflowDefinition", "ResourceCurrentSet", "ResourceFinalSet",
        ],
        "WorkflowDefinition": ["DisplayName", "RequestPhase", "XOML"],
        "Function": ["DisplayName", "FunctionName", "ReturnType", "FunctionParameters"],
        "ma-data": ["DisplayName", "SyncConfig-id", "SyncConfig-category"],
        "ObjectTypeDescription": ["Name"],
        "AttributeTypeDescription": ["Name", "DataType", "Multivalued"],
        "BindingDescription": ["BoundObjectType", "BoundAttributeType"],
    ]

    /// - Parameter path: below `Results`.
    mutating func interest(in name: String, path: ArraySlice<String>) -> XMLInterest {
        switch path.count {
        case 0: return name == "ExportObject" ? .enter : .skip
        case 1:
            (id, type, isPlaceholder, values, memberCount) = ("", "", false, [:], 0)
            return name == "ResourceManagementObject" ? .enter : .skip
        case 2:
            switch name {
            case "ObjectIdentifier", "ObjectType", "IsPlaceholder": return .take
            case "ResourceManagementAttributes": return .enter
            default: return .skip
            }
        case 3:
            attribute = nil
            return name == "ResourceManagementAttribute" ? .enter : .skip
        case 4:
            switch name {
            case "AttributeName": return .take
            case "Value": return isWanted ? .take : .skip
            case "Values": return isWanted || attribute == "ExplicitMember" ? .enter : .skip
            default: return .skip
            }
        case 5:
            if attribute == "ExplicitMember" {
                memberCount += 1
                return .skip
            }
            return .take
        default: return .skip
        }
    }

    private var isWanted: Bool {
        guard let attribute else { return true }
        return ServiceReading.wanted[type]?.contains(attribute) ?? false
    }

    mutating func take(_ element: XMLElement) {
        switch element.name {
        case "ObjectIdentifier": id = engineID(element.text)
        case "ObjectType": type = element.text
        case "IsPlaceholder": isPlaceholder = element.text.lowercased() == "true"
        case "AttributeName": attribute = element.text
        default: values[attribute ?? "", default: []].append(element.text)
        }
    }

    mutating func leave(_ name: String) {
        if name == "ResourceManagementObject" { finishObject() }
    }

    private func first(_ name: String) -> String? { values[name]?.first.flatMap { $0.isEmpty ? nil : $0 } }

    private func isTrue(_ name: String) -> Bool { first(name)?.lowercased() == "true" }

    private mutating func finishObject() {
        switch type {
        case "ma-data": agents[id] = (first("DisplayName"), first("SyncConfig-id").map(engineID), first("SyncConfig-category"))
        case "ObjectTypeDescription": objectTypes[id] = first("Name")
        case "AttributeTypeDescription":
            if let name = first("Name") { attributeTypes[id] = (name, first("DataType") ?? "", isTrue("Multivalued")) }
        default: break
        }
        if isPlaceholder {
            service.placeholders[type, default: 0] += 1
            return
        }
        service.objects[type, default: 0] += 1
        let title = first("DisplayName") ?? id
        switch type {
        case "SynchronizationRule": addRule(title)
        case "Set": service.sets.append(.init(id: id, name: title, filter: first("Filter").map(ServiceReading.filterText), members: memberCount))
        case "WorkflowDefinition":
            service.workflows.append(.init(
                id: id, name: title, phase: first("RequestPhase"), activities: first("XOML").map(ServiceReading.activities) ?? []))
        case "ManagementPolicyRule":
            service.policyRules.append(.init(
                id: id, name: title, kind: first("ManagementPolicyRuleType"), isDisabled: isTrue("Disabled"), actions: values["ActionType"] ?? [],
                workflows: ["AuthenticationWorkflowDefinition", "AuthorizationWorkflowDefinition", "ActionWorkflowDefinition"]
                    .flatMap { values[$0] ?? [] }.map(engineID),
                currentSet: first("ResourceCurrentSet").map(engineID), finalSet: first("ResourceFinalSet").map(engineID)))
        case "Function":
            let parameters = first("FunctionParameters").map(ServiceReading.functionParameters) ?? []
            service.functions.append(.init(name: first("FunctionName") ?? title, returns: first("ReturnType"), parameters: parameters))
        case "BindingDescription":
            if let object = first("BoundObjectType"), let attribute = first("BoundAttributeType") {
                bindings.append((engineID(object), engineID(attribute)))
            }
        default: break
        }
    }

    private mutating func addRule(_ name: String) {
        let directions = ["0": "inbound", "1": "outbound", "2": "both"]
        var rule = PortalService.SyncRule(
            id: id, name: name, direction: directions[first("FlowType") ?? ""] ?? first("FlowType") ?? "",
            agentID: first("ConnectedSystem").map(engineID), objectType: first("ConnectedObjectType"), metaverseType: first("ILMObjectType"),
            precedence: first("Precedence").flatMap { Int($0) }, createsInMetaverse: isTrue("CreateILMObject"),
            createsInExternal: isTrue("CreateConnectedSystemObject"), deprovisions: isTrue("DisconnectConnectedSystemObject"),
            isFilterBased: first("msidmOutboundIsFilterBased").map { $0.lowercased() == "true" })
        rule.inboundScope = (values["ConnectedSystemScope"] ?? []).flatMap(FragmentReading.scope)
        rule.outboundScope = (values["msidmOutboundScopingFilters"] ?? []).flatMap(FragmentReading.scope)
        rule.persistentFlows = (values["PersistentFlow"] ?? []).compactMap(FragmentReading.flow)
        rule.initialFlows = (values["InitialFlow"] ?? []).compactMap(FragmentReading.flow)
        rule.parameters = (values["SynchronizationRuleParameters"] ?? []).compactMap { text in
            guard let element = try? XMLReader().tree(of: text), let name = element.text("name") else { return nil }
            return (name, element.text("type") ?? "")
        }
        if let text = first("RelationshipCriteria"), let root = try? XMLReader().tree(of: text) {
            rule.relationship = root.children("condition").compactMap { condition in
                guard let metaverse = condition.text("ilmAttribute"), let external = condition.text("csAttribute") else { return nil }
                return (metaverse, external)
            }
        }
        if let reference = first("ManagementAgentID") { ruleAgents.append((service.syncRules.count, engineID(reference))) }
        service.syncRules.append(rule)
    }

    /// With the names of what objects refer to.
    var result: PortalService {
        var result = service
        for (rule, reference) in ruleAgents {
            guard let agent = agents[reference] else { continue }
            result.syncRules[rule].agent = agent.name
            result.syncRules[rule].agentCategory = agent.category
            result.syncRules[rule].agentID = agent.id ?? result.syncRules[rule].agentID
        }
        for (object, attribute) in bindings {
            guard let object = objectTypes[object], let attribute = attributeTypes[attribute] else { continue }
            result.schema[object, default: []].append(
                .init(name: attribute.name, type: attribute.type, isMultivalued: attribute.isMultivalued))
        }
        for key in result.schema.keys { result.schema[key]?.sort { $0.name < $1.name } }
        return result
    }

    /// The XPath inside `<Filter …>`.
    private static func filterText(_ text: String) -> String {
        (try? XMLReader().tree(of: text))?.text ?? text
    }

    private static func functionParameters(_ text: String) -> [String] {
        guard let root = try? XMLReader().tree(of: text) else { return [] }
        return root.children("parameter").map { $0["type"] ?? "" }
    }

    /// The activities of a workflow, in order; elements with a dot in their names are properties.
    private static func activities(_ text: String) -> [PortalService.Activity] {
        guard let root = try? XMLReader().tree(of: text) else { return [] }
        return root.children.filter { !$0.name.contains(".") }.map { element in
            let rule = element["SynchronizationRuleId"].map(engineID)
            let isRule = element.name == "SynchronizationRuleActivity"
            return .init(
                name: element.name, syncRule: isRule ? rule : nil, action: isRule ? element["Action"] : nil,
                computes: element.name == "FunctionActivity" ? element["Destination"].map { "\($0) = \(element["FunctionExpression"] ?? "")" } : nil)
        }
    }
}
