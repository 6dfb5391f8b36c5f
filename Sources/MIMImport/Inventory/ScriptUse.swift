import XML

/// One place where code decides. An export holds the names that a DLL is given, never the code.
public struct ScriptUse: Sendable {
    public enum What: String, Sendable {
        case filter = "connector filter"
        case joinMapping = "join mapping"
        case joinResolution = "join resolution"
        case projection
        case exportFlow = "export flow"
        case importFlow = "import flow"
        case deprovisioning
        case deletion = "metaverse deletion"
        case provisioning
    }

    public var agent: String?
    public var what: What
    public var objectType: String?
    public var attribute: String?
    public var rule: String?
    /// What the code is handed.
    public var inputs: [String] = []
    public var file: String?
    public var place: XMLPlace?

    public static func all(in export: MIMExport) -> [ScriptUse] {
        var uses: [ScriptUse] = []
        for agent in export.agents {
            func use(_ what: What, _ type: String?, attribute: String? = nil, rule: String? = nil, inputs: [String] = [], at place: XMLPlace? = nil) {
                uses.append(ScriptUse(
                    agent: agent.name, what: what, objectType: type, attribute: attribute, rule: rule, inputs: inputs, file: agent.file, place: place))
            }
            for filter in agent.filters where filter.isScripted { use(.filter, filter.objectType, at: filter.place) }
            for join in agent.joins {
                for (_, mapping) in join.mappings {
                    if case .script(let rule) = mapping.value { use(.joinMapping, join.objectType, rule: rule, inputs: mapping.sources, at: mapping.place) }
                }
                if join.hasResolution { use(.joinResolution, join.objectType, rule: join.resolution, at: join.place) }
            }
            for projection in agent.projections where projection.kind == .scripted { use(.projection, projection.objectType) }
            for flow in agent.exportFlows {
                if case .script(let rule) = flow.mapping.value {
                    use(.exportFlow, flow.objectType, attribute: flow.attribute, rule: rule, inputs: flow.mapping.sources, at: flow.mapping.place)
                }
            }
            if agent.deprovisioning == .scripted { use(.deprovisioning, nil, rule: agent.rulesExtension) }
        }
        for flow in export.importFlows {
            guard case .script(let rule) = flow.mapping.value else { continue }
            uses.append(ScriptUse(
                agent: export.agentName(flow.agent), what: .importFlow, objectType: flow.objectType, attribute: flow.metaverseAttribute,
                rule: rule, inputs: flow.mapping.sources, file: flow.file, place: flow.mapping.place))
        }
        for rule in export.metaverse.deletionRules where rule.kind == .scripted {
            uses.append(ScriptUse(what: .deletion, objectType: rule.metaverseType, file: export.metaverse.file))
        }
        if let type = export.metaverse.provisioning, type == "scripted" || type == "both" {
            uses.append(ScriptUse(what: .provisioning, rule: export.metaverse.rulesExtension, file: export.metaverse.file))
        }
        return uses
    }
}
