import JSON

/// The numbers of an export.
struct InventoryTotals {
    private let export: MIMExport

    init(_ export: MIMExport) {
        self.export = export
    }

    var json: JSON {
        let exports = export.agents.flatMap(\.exportFlows)
        let imports = export.importFlows
        let rules = EngineRule.all(in: export)
        let fed = Dictionary(grouping: imports) { [$0.metaverseType, $0.metaverseAttribute] }
        return .compact([
            "agents": .integer(export.agents.count),
            "agentsByCategory": counts(export.agents.map(\.category)),
            "importFlows": .integer(imports.count),
            "importFlowsByKind": counts(imports.map { kind($0.mapping) }),
            "importFlowsOutsideMachinery": .integer(imports.count { !MIMExport.machinery.contains($0.metaverseType) }),
            "importFlowsByMetaverseType": counts(imports.map(\.metaverseType)),
            "metaverseAttributesFed": .integer(fed.count),
            "metaverseAttributesWithSeveralSources": .integer(fed.values.count { $0.count > 1 }),
            "exportFlows": .integer(exports.count),
            "exportFlowsByKind": counts(exports.map { kind($0.mapping) }),
            "exportFlowsOutsideMachinery": .integer(exports.count { !MIMExport.machinery.contains($0.metaverseType) }),
            "exportFlowsByMetaverseType": counts(exports.map(\.metaverseType)),
            "joins": .integer(export.agents.reduce(0) { $0 + $1.joins.count }),
            "projections": .integer(export.agents.reduce(0) { $0 + $1.projections.count }),
            "connectorFilters": .integer(export.agents.reduce(0) { $0 + $1.filters.count }),
            "runProfiles": .integer(export.agents.reduce(0) { $0 + $1.runProfiles.count }),
            "syncRules": .integer(rules.count),
            "syncRulesBuiltIn": .integer(rules.count { $0.isBuiltIn }),
            "rulesExtensionUses": .integer(ScriptUse.all(in: export).count),
            "metaverseObjectTypes": .integer(export.metaverse.schema.classes.count),
            "metaverseAttributes": .integer(export.metaverse.schema.attributes.count),
        ])
    }

    private func kind(_ mapping: FlowMapping) -> String { (mapping.origin == nil ? "" : "sync-rule ") + mapping.kind }

    private func counts(_ names: [String]) -> JSON? {
        var counts: [String: Int] = [:]
        for name in names { counts[name, default: 0] += 1 }
        return counts.isEmpty ? nil : .object(counts.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) })
    }
}
