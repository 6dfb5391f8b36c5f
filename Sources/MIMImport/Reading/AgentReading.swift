import XML

/// `ma-data`: one agent.
struct AgentReading {
    var agent: ManagementAgent
    /// What Entra Connect's files lack.
    var hasCleanup = false
    private var schema = SchemaReading(keepsAttributes: false)
    /// The element that configures the connection, and what is wanted of its content.
    private var configuration: String?
    private var settings: [XMLElement] = []
    private var partition: ManagementAgent.Partition?
    private var runs: [XMLElement] = []
    private var flowTypes = (object: "", metaverse: "")

    init(file: String) {
        agent = ManagementAgent(file: file, name: "", id: "", category: "")
    }

    /// - Parameter path: below `ma-data`.
    mutating func interest(in name: String, _ attributes: XMLAttributes, path: ArraySlice<String>) -> XMLInterest {
        switch (path.first, path.count) {
        case (nil, _):
            switch name {
            case "schema", "join", "export-attribute-flow", "private-configuration", "ma-partition-data", "ma-run-data": return .enter
            case "provisioning-cleanup":
                hasCleanup = true
                return .take
            case "id", "name", "category", "subtype", "ma-listname", "ma-companyname", "description", "last-modification-time",
                "attribute-inclusion", "stay-disconnector", "projection", "extension", "password-sync-allowed", "dn-construction":
                return .take
            default: return .skip
            }
        case ("schema", 3): return SchemaReading.interest(in: name)
        case ("schema", _): return .enter
        case ("join", 1), ("ma-run-data", 1): return .take
        case ("export-attribute-flow", 1):
            flowTypes = (attributes["cd-object-type"] ?? "", attributes["mv-object-type"] ?? "")
            return .enter
        case ("export-attribute-flow", 2): return name == "export-flow" ? .take : .skip
        case ("private-configuration", 1):
            configuration = name
            return .enter
        case ("private-configuration", 2):
            switch name {
            // The wizard's memory: sample data of real people among it.
            case "ui-data": return .enter
            case "parameter-definitions", "password-extension-config": return .skip
            case "mms-info" where configuration == "fimma-configuration": return .skip
            default: return .take
            }
        case ("private-configuration", 3): return name == "xmlwizard" ? .enter : .skip
        case ("private-configuration", 4): return name == "properties" ? .take : .skip
        case ("ma-partition-data", 1):
            partition = .init(id: "", name: "", isSelected: false, objectTypes: [], include: [], exclude: [])
            return .enter
        case ("ma-partition-data", 2): return ["id", "name", "selected", "filter"].contains(name) ? .take : .skip
        default: return .skip
        }
    }

    mutating func take(_ element: XMLElement, path: ArraySlice<String>) {
        switch path.first {
        case nil: takeTop(element)
        case "schema": schema.take(element)
        case "join": agent.joins += joinRules(element)
        case "ma-run-data": runs.append(element)
        case "private-configuration": settings.append(element)
        case "ma-partition-data": takePartition(element)
        case "export-attribute-flow":
            let attribute = element["cd-attribute"] ?? ""
            guard let mapping = MappingReading(isSecret: takesPassword(attribute)).mapping(of: element) else { return }
            // On a flow that runs on creation only it says nothing.
            let suppressed = mapping.isInitialOnly ? nil : element["suppress-deletions"]
            agent.exportFlows.append(ExportFlow(
                metaverseType: flowTypes.metaverse, objectType: flowTypes.object, attribute: attribute, mapping: mapping,
                allowsNull: suppressed.map { $0 != "true" }))
        default: break
        }
    }

    mutating func leave(_ name: String) {
        if name == "partition", let partition {
            agent.partitions.append(partition)
            self.partition = nil
        }
    }

    var result: ManagementAgent {
        var agent = agent
        agent.schema = schema.result
        (agent.connection, agent.anchor) = ConnectionReading(category: agent.category, configuration: configuration, settings: settings).result
        agent.runProfiles = runs.map { RunProfileReading(partitions: agent.partitions).profile($0) }
        // What the schema marks as encrypted is a password, whatever its name.
        for i in agent.exportFlows.indices where agent.schema.attribute(agent.exportFlows[i].attribute)?.isEncrypted == true {
            switch agent.exportFlows[i].mapping.value {
            case .constant: agent.exportFlows[i].mapping.value = .secret(isExpression: false)
            case .expression: agent.exportFlows[i].mapping.value = .secret(isExpression: true)
            default: break
            }
        }
        return agent
    }

    private mutating func takeTop(_ element: XMLElement) {
        let text = element.text.isEmpty ? nil : element.text
        switch element.name {
        case "id": agent.id = engineID(element.text)
        case "name": agent.name = element.text
        case "category": agent.category = element.text
        case "subtype": agent.subtype = text
        case "ma-listname": agent.listName = text
        case "ma-companyname": agent.company = text
        case "description": agent.description = text
        case "last-modification-time": agent.modified = text
        case "attribute-inclusion": agent.selectedAttributes = element.children("attribute").map(\.text)
        case "extension": agent.rulesExtension = element.text("assembly-name")
        case "password-sync-allowed": agent.passwordSync = element.text == "1"
        case "dn-construction": agent.dnAttributes = element.children("attribute").map(\.text)
        case "stay-disconnector": agent.filters = element.children("filter-set").map(filter)
        case "projection": agent.projections = element.children("class-mapping").map(projection)
        case "provisioning-cleanup":
            agent.deprovisioning = switch (element["type"], element.text("action")) {
            case ("scripted", _): .scripted
            case (_, "make-normal-disconnector"): .disconnect
            case (_, "make-explicit-disconnector"): .explicitDisconnect
            case (_, "delete-object"): .delete
            case (_, let other): .unknown(other ?? "")
            }
        default: break
        }
    }

    private func filter(_ element: XMLElement) -> ManagementAgent.ConnectorFilter {
        .init(
            objectType: element["cd-object-type"] ?? "", isScripted: element["type"] == "scripted",
            isImportFilter: element["import-filter"] == "1",
            alternatives: element.children("filter-alternative").map { alternative in
                alternative.children("condition").map { condition in
                    .init(
                        attribute: condition["cd-attribute"] ?? condition["intrinsic-attribute"].map { "<\($0)>" } ?? "",
                        operator: condition["operator"] ?? "", value: condition.text("value"))
                }
            }, place: element.place)
    }

    private func projection(_ element: XMLElement) -> ManagementAgent.Projection {
        let kind: ManagementAgent.Projection.Kind = switch element["type"] {
        case "scripted": .scripted
        case "sync-rule": .syncRule
        default: .declared
        }
        return .init(
            objectType: element["cd-object-type"] ?? "", kind: kind, metaverseType: element.text("mv-object-type"),
            syncRule: element["sync-rule-id"].map(engineID))
    }

    private func joinRules(_ profile: XMLElement) -> [ManagementAgent.JoinRule] {
        let type = profile["cd-object-type"] ?? ""
        let before = agent.joins.count { $0.objectType == type }
        return profile.children("join-criterion").enumerated().map { index, criterion in
            let search = criterion.child("search")
            let mappings = (search?.children("attribute-mapping") ?? []).compactMap { element -> (metaverseAttribute: String, mapping: FlowMapping)? in
                guard let mapping = MappingReading(isSecret: false).mapping(of: element) else { return nil }
                let name = element["mv-attribute"] ?? ""
                return (element["intrinsic-attribute"] == "true" ? "<\(name)>" : name, mapping)
            }
            let resolution = criterion.child("resolution")
            return .init(
                objectType: type, order: before + index + 1, metaverseType: search?["mv-object-type"],
                syncRule: criterion["sync-rule-id"].map(engineID), mappings: mappings, resolution: resolution?.text("script-context"),
                hasResolution: resolution?["type"] == "scripted", place: criterion.place)
        }
    }

    private mutating func takePartition(_ element: XMLElement) {
        switch element.name {
        case "id": partition?.id = engineID(element.text)
        case "name": partition?.name = element.text
        case "selected": partition?.isSelected = element.text == "1"
        case "filter":
            partition?.objectTypes = element.child("object-classes")?.children("object-class").map(\.text) ?? []
            let containers = element.child("containers")
            partition?.include = containers?.child("inclusions")?.children("inclusion").map(\.text).filter { !$0.isEmpty } ?? []
            partition?.exclude = containers?.child("exclusions")?.children("exclusion").map(\.text).filter { !$0.isEmpty } ?? []
        default: break
        }
    }
}
