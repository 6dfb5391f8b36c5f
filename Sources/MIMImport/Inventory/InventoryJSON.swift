import JSON

/// `inventory.json`: the export as one object, in the files' own names, for tools and for a comparison with the next export.
public struct InventoryJSON {
    private let export: MIMExport

    public init(_ export: MIMExport) {
        self.export = export
    }

    public var value: JSON {
        let hasEngine = !export.agents.isEmpty || export.metaverse.isPresent
        return .compact([
            "kind": .string(export.kind.rawValue),
            "server": export.server.map(JSON.string),
            "exported": export.exported.map(JSON.string),
            "files": .strings(export.files),
            "agents": list(export.agents.map(agent)),
            "metaverse": hasEngine ? metaverse : nil,
            "importFlows": list(export.importFlows.map(importFlow)),
            "syncRules": list(EngineRule.all(in: export).map(engineRule)),
            "danglingAgents": list(export.danglingAgents.map(JSON.string)),
            "service": export.service.map(service),
            "rulesExtensionUses": list(ScriptUse.all(in: export).map(scriptUse)),
            "totals": InventoryTotals(export).json,
        ])
    }

    /// An empty list is left out.
    private func list(_ items: [JSON]) -> JSON? { items.isEmpty ? nil : .array(items) }

    // MARK: Agents

    private func agent(_ agent: ManagementAgent) -> JSON {
        .compact([
            "file": .string(agent.file),
            "name": agent.name.isEmpty ? nil : .string(agent.name),
            "id": .string(agent.id),
            "category": .string(agent.category),
            "subtype": agent.subtype.map(JSON.string),
            "listName": agent.listName.map(JSON.string),
            "company": agent.company.map(JSON.string),
            "packaged": agent.isPackage ? true : nil,
            "description": agent.description.map(JSON.string),
            "modified": agent.modified.map(JSON.string),
            "objectTypes": list(agent.objectTypes.map(JSON.string)),
            "schemaObjectTypes": list(agent.schema.classes.map { .string($0.name) }),
            "attributes": list(agent.selectedAttributes.map { attribute($0, of: agent) }),
            "anchor": list(agent.anchor.map(JSON.string)),
            "connection": connection(agent.connection),
            "partitions": list(agent.partitions.map(partition)),
            "runProfiles": list(agent.runProfiles.map(runProfile)),
            "connectorFilters": list(agent.filters.map(filter)),
            "joins": list(agent.joins.map(join)),
            "projections": list(agent.projections.map(projection)),
            "exportFlows": list(agent.exportFlows.map(exportFlow)),
            "deprovisioning": agent.deprovisioning.map { action in
                .compact(["kind": action == .scripted ? "rules-extension" : "declared", "action": action.action.map(JSON.string)])
            },
            "rulesExtension": agent.rulesExtension.map(JSON.string),
            "passwordSync": .bool(agent.passwordSync),
            "recall": export.metaverse.recall.first { $0.agent == agent.id }.map { .bool($0.isOn) },
        ])
    }

    private func attribute(_ name: String, of agent: ManagementAgent) -> JSON {
        guard let attribute = agent.schema.attribute(name) else { return ["name": .string(name)] }
        return .compact([
            "name": .string(name),
            "type": .string(attribute.type.rawValue),
            "multivalued": .bool(attribute.isMultivalued),
            // Of other types the schema's bound is one of values or of bytes.
            "length": attribute.type == .string ? attribute.length.map(JSON.integer) : nil,
            "immutable": attribute.isImmutable ? true : nil,
            "exportOnly": attribute.isExportOnly ? true : nil,
            "encrypted": attribute.isEncrypted ? true : nil,
        ])
    }

    private func connection(_ connection: AgentConnection) -> JSON {
        switch connection {
        case .database(let it):
            .compact([
                "kind": "database", "server": it.server.map(JSON.string), "database": it.database.map(JSON.string),
                "dataSource": it.dataSource.map(JSON.string), "table": it.table.map(JSON.string),
                "deltaTable": it.deltaTable.map(JSON.string), "multivaluedTable": it.multivaluedTable.map(JSON.string),
                "authentication": it.authentication.map(JSON.string), "objectType": it.objectType.map(JSON.string),
                "objectTypeColumn": it.objectTypeColumn.map(JSON.string),
                "columns": list(it.columns.map { column in
                    .compact([
                        "name": .string(column.name), "type": .string(column.type), "databaseType": column.databaseType.map(JSON.string),
                        "length": column.length.map(JSON.integer), "nullable": .bool(column.isNullable),
                        "readOnly": .bool(column.isReadOnly), "reference": .bool(column.isReference),
                    ])
                }),
                "multivaluedColumns": list(it.multivaluedColumns.map { column in
                    ["name": .string(column.name), "type": .string(column.type), "reference": .bool(column.isReference)]
                }),
            ])
        case .directory(let it):
            .compact([
                "kind": "directory", "forest": it.forest.map(JSON.string), "port": it.port.map(JSON.string),
                "exchange": it.exchange.map(JSON.string), "exchangeServer": it.exchangeServer.map(JSON.string),
            ])
        case .portal(let it):
            .compact([
                "kind": "mim-service", "server": it.server.map(JSON.string), "database": it.database.map(JSON.string),
                "serviceHost": it.serviceHost.map(JSON.string),
            ])
        case .textFile(let it):
            .compact([
                "kind": "file", "sampleFile": it.sampleFile.map(JSON.string), "delimiter": it.delimiter.map(JSON.string),
                "codePage": it.codePage.map(JSON.string), "headers": it.hasHeaders.map(JSON.bool), "columns": list(it.columns.map(JSON.string)),
                "objectTypeColumn": it.objectTypeColumn.map(JSON.string),
            ])
        case .ecma2(let it):
            .compact([
                "kind": "ecma2", "assembly": it.assembly.map(JSON.string), "import": .bool(it.imports), "export": .bool(it.exports),
                "parameters": list(it.parameters.map(parameter)),
            ])
        case .other(let configuration):
            .compact(["kind": "other", "configuration": configuration.map(JSON.string)])
        }
    }

    private func parameter(_ parameter: AgentConnection.Parameter) -> JSON {
        let base: JSON = ["name": .string(parameter.name), "use": .string(parameter.use), "type": .string(parameter.type)]
        return switch parameter.value {
        case .text(let text): base.with("value", .string(text))
        case .script(let length): base.with("length", .integer(length))
        case .secret: base.with("secret", true)
        }
    }

    private func partition(_ partition: ManagementAgent.Partition) -> JSON {
        .compact([
            "name": .string(partition.name), "selected": .bool(partition.isSelected),
            "objectTypes": list(partition.objectTypes.map(JSON.string)), "include": list(partition.include.map(JSON.string)),
            "exclude": list(partition.exclude.map(JSON.string)),
        ])
    }

    private func runProfile(_ profile: ManagementAgent.RunProfile) -> JSON {
        [
            "name": .string(profile.name),
            "steps": .array(profile.steps.map { step in
                .compact([
                    "does": .string(step.does), "partition": step.partition.map(JSON.string), "inputFile": step.inputFile.map(JSON.string),
                    "outputFile": step.outputFile.map(JSON.string), "objects": step.objects.map(JSON.integer),
                    "deletions": step.deletions.map(JSON.integer),
                ])
            }),
        ]
    }

    private func filter(_ filter: ManagementAgent.ConnectorFilter) -> JSON {
        .compact([
            "objectType": .string(filter.objectType), "kind": filter.isScripted ? "rules-extension" : "declared",
            "importFilter": .bool(filter.isImportFilter),
            "anyOf": list(filter.alternatives.map { alternative in
                .array(alternative.map { condition in
                    .compact([
                        "attribute": .string(condition.attribute), "operator": .string(condition.operator),
                        "value": condition.value.map(JSON.string),
                    ])
                })
            }),
        ])
    }

    private func join(_ join: ManagementAgent.JoinRule) -> JSON {
        .compact([
            "objectType": .string(join.objectType), "order": .integer(join.order), "metaverseType": join.metaverseType.map(JSON.string),
            "syncRule": join.syncRule.map(JSON.string),
            "mappings": list(join.mappings.map { item in
                merged(["metaverseAttribute": .string(item.metaverseAttribute)], mapping(item.mapping))
            }),
            "resolution": join.hasResolution
                ? .compact(["kind": "rules-extension", "rule": join.resolution.map(JSON.string)]) : nil,
        ])
    }

    private func projection(_ projection: ManagementAgent.Projection) -> JSON {
        .compact([
            "objectType": .string(projection.objectType), "kind": .string(projection.kind.rawValue),
            "metaverseType": projection.metaverseType.map(JSON.string), "syncRule": projection.syncRule.map(JSON.string),
        ])
    }

    // MARK: Flows

    private func exportFlow(_ flow: ExportFlow) -> JSON {
        merged(
            [
                "metaverseType": .string(flow.metaverseType), "objectType": .string(flow.objectType), "attribute": .string(flow.attribute),
            ], mapping(flow.mapping)
        ).with("allowsNull", flow.allowsNull.map(JSON.bool))
    }

    private func importFlow(_ flow: ImportFlow) -> JSON {
        merged(
            .compact([
                "metaverseType": .string(flow.metaverseType), "metaverseAttribute": .string(flow.metaverseAttribute),
                "agent": export.agent(id: flow.agent).map { .string($0.name) }, "agentId": .string(flow.agent),
                "objectType": .string(flow.objectType), "precedence": .string(flow.precedence), "rank": .integer(flow.rank),
                "of": .integer(flow.of),
            ]), mapping(flow.mapping))
    }

    private func mapping(_ mapping: FlowMapping) -> JSON {
        merged(
            .compact([
                "kind": .string(mapping.kind),
                "from": list(mapping.sources.map(JSON.string)),
                "syncRule": mapping.origin.map { .string($0.rule) },
                "initialOnly": mapping.origin.map { .bool($0.isInitialOnly) },
                "existenceTest": mapping.origin.map { .bool($0.isExistenceTest) },
            ]), value(mapping.value))
    }

    private func value(_ value: FlowMapping.Value) -> JSON {
        switch value {
        case .direct, .unknown: .object([])
        case .constant(let text): ["constant": .string(text)]
        case .secret: ["secret": true]
        case .dnPart(let part): ["part": .integer(part)]
        case .script(let rule): ["rule": .string(rule)]
        case .expression(let expression): ["expression": .string(expression.text), "tree": tree(expression)]
        }
    }

    private func tree(_ expression: RuleExpression) -> JSON {
        switch expression {
        case .function(let name, let arguments):
            arguments.isEmpty ? ["function": .string(name)] : ["function": .string(name), "arguments": .array(arguments.map(tree))]
        case .attribute(let name): ["attribute": .string(name)]
        case .string(let text): ["string": .string(text)]
        case .number(let number): ["number": .integer(number)]
        case .parameter(let name): ["parameter": .string(name)]
        }
    }

    private func engineRule(_ rule: EngineRule) -> JSON {
        [
            "id": .string(rule.id), "agents": .strings(rule.agents.map(export.agentName)), "objectTypes": .strings(rule.objectTypes),
            "metaverseTypes": .strings(rule.metaverseTypes), "importFlows": .integer(rule.importFlows),
            "exportFlows": .integer(rule.exportFlows), "joins": .integer(rule.joins), "projects": .bool(rule.projects),
            "initialFlows": .integer(rule.initialFlows), "setsDN": .bool(rule.setsDN), "direction": .string(rule.direction),
            "builtIn": .bool(rule.isBuiltIn),
        ]
    }

    private func scriptUse(_ use: ScriptUse) -> JSON {
        .compact([
            "agent": use.agent.map(JSON.string), "what": .string(use.what.rawValue), "objectType": use.objectType.map(JSON.string),
            "attribute": use.attribute.map(JSON.string), "rule": use.rule.map(JSON.string),
        ])
    }

    // MARK: The metaverse

    private var metaverse: JSON {
        let it = export.metaverse
        return .compact([
            "objectTypes": list(it.schema.classes.map { type in
                .compact([
                    "name": .string(type.name), "attributes": .integer(type.attributes.count), "required": list(type.required.map(JSON.string)),
                ])
            }),
            "attributes": list(it.schema.attributes.map { attribute in
                .compact([
                    "name": .string(attribute.name), "type": .string(attribute.type.rawValue), "multivalued": .bool(attribute.isMultivalued),
                    "indexed": attribute.isIndexed ? true : nil,
                ])
            }),
            "attributesOf": it.schema.classes.isEmpty
                ? nil : .object(it.schema.classes.map { .init($0.name, .strings($0.attributes)) }),
            "provisioning": it.provisioning.map(JSON.string),
            "rulesExtension": it.rulesExtension.map(JSON.string),
            "passwordSync": it.passwordSync == true ? true : nil,
            "deletionRules": list(it.deletionRules.map { rule in
                .compact([
                    "metaverseType": .string(rule.metaverseType), "kind": .string(rule.kind.name),
                    "agentIds": list(rule.agents.map(JSON.string)), "agents": list(rule.agents.map { .string(export.agentName($0)) }),
                ])
            }),
            "recall": it.recall.isEmpty ? nil : .object(it.recall.map { .init($0.agent, .bool($0.isOn)) }),
        ])
    }

    // MARK: The service

    private func service(_ service: PortalService) -> JSON {
        func counts(_ counts: [String: Int]) -> JSON? {
            counts.isEmpty ? nil : .object(counts.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) })
        }
        return .compact([
            "syncRules": list(service.syncRules.map(portalRule)),
            "functions": list(service.functions.sorted { $0.name < $1.name }.map { function in
                .compact([
                    "name": .string(function.name), "returns": function.returns.map(JSON.string),
                    "parameters": list(function.parameters.map(JSON.string)),
                ])
            }),
            "workflows": list(service.workflows.map { workflow in
                .compact([
                    "name": .string(workflow.name), "phase": workflow.phase.map(JSON.string),
                    "activities": list(workflow.activities.map { activity in
                        .compact([
                            "activity": .string(activity.name),
                            "syncRule": activity.syncRule.map { id in .string(service.syncRules.first { $0.id == id }?.name ?? id) },
                            "action": activity.action.map(JSON.string), "computes": activity.computes.map(JSON.string),
                        ])
                    }),
                ])
            }),
            "policyRules": list(service.policyRules.map { rule in
                .compact([
                    "name": .string(rule.name), "kind": rule.kind.map(JSON.string), "disabled": .bool(rule.isDisabled),
                    "actions": list(rule.actions.map(JSON.string)),
                    "workflows": list(rule.workflows.map { id in .string(service.workflows.first { $0.id == id }?.name ?? id) }),
                ])
            }),
            "sets": list(service.sets.map { set in
                .compact(["name": .string(set.name), "filter": set.filter.map(JSON.string), "members": .integer(set.members)])
            }),
            "schema": service.schema.isEmpty
                ? nil
                : .object(service.schema.sorted { $0.key < $1.key }.map { type, bindings in
                    .init(type, .array(bindings.map { binding in
                        ["name": .string(binding.name), "type": .string(binding.type), "multivalued": .bool(binding.isMultivalued)]
                    }))
                }),
            "objects": counts(service.objects),
            "placeholders": counts(service.placeholders),
        ])
    }

    private func portalRule(_ rule: PortalService.SyncRule) -> JSON {
        func scope(_ conditions: [PortalService.ScopeCondition]) -> JSON? {
            list(conditions.map { condition in
                .compact([
                    "attribute": .string(condition.attribute), "operator": .string(condition.operator), "value": condition.value.map(JSON.string),
                ])
            })
        }
        return .compact([
            "id": .string(rule.id), "name": .string(rule.name), "direction": .string(rule.direction), "agent": rule.agent.map(JSON.string),
            "agentId": rule.agentID.map(JSON.string), "objectType": rule.objectType.map(JSON.string),
            "metaverseType": rule.metaverseType.map(JSON.string), "precedence": rule.precedence.map(JSON.integer),
            "createsInMetaverse": .bool(rule.createsInMetaverse), "createsInExternal": .bool(rule.createsInExternal),
            "deprovisions": .bool(rule.deprovisions), "filterBased": rule.isFilterBased.map(JSON.bool),
            "inboundScope": scope(rule.inboundScope), "outboundScope": scope(rule.outboundScope),
            "parameters": list(rule.parameters.map { ["name": .string($0.name), "type": .string($0.type)] }),
            "relationship": list(rule.relationship.map { ["metaverse": .string($0.metaverse), "external": .string($0.external)] }),
            "persistentFlows": list(rule.persistentFlows.map(ruleFlow)), "initialFlows": list(rule.initialFlows.map(ruleFlow)),
            "engineMatch": .string(rule.engineMatch ?? "none"),
        ])
    }

    private func ruleFlow(_ flow: PortalService.RuleFlow) -> JSON {
        let kind = FlowMapping(value: flow.value, sources: [], origin: nil, place: .init(line: 1, column: 1)).kind
        return merged(
            .compact([
                "direction": .string(flow.direction), "to": .string(flow.target), "from": list(flow.sources.map(JSON.string)),
                "kind": .string(kind),
            ]), value(flow.value)
        ).with("allowsNull", flow.allowsNull.map(JSON.bool)).with("custom", flow.isCustom.map(JSON.bool))
    }

    private func merged(_ first: JSON, _ second: JSON) -> JSON {
        guard case .object(let a) = first, case .object(let b) = second else { return first }
        return .object(a + b)
    }
}
