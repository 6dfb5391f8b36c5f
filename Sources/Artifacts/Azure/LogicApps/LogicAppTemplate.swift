import Analysis
import JSON
import Microsoft
import Plan

/// The Azure Resource Manager template of a logic app (Consumption): the workflow, and a connection for each table.
///
/// The workflow's own identity reads the storage and calls Graph. What only the deployment knows is a parameter; a password is a parameter
/// that a key vault fills, without a default.
///
/// Source of the shapes: azure-docs, logic-apps-workflow-definition-language and logic-apps-azure-resource-manager-templates-overview.
struct LogicAppTemplate {
    let name: String
    let title: String
    let workflow: ConsolidationWorkflow
    let header: [String]

    private var tables: [PartWorkflow] { workflow.parts.filter(\.isTable) }

    var json: JSON {
        [
            "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
            "contentVersion": "1.0.0.0",
            "metadata": ["comments": .string(header.joined(separator: " "))],
            "parameters": .object(parameters),
            "resources": .array(tables.map(connection) + [app]),
        ]
    }

    // MARK: Parameters

    /// What the workflow reads, too.
    private var shared: [(name: String, type: String, what: String, value: JSON?)] {
        [
            ("storageUrl", "String", "The storage account, with a slash at its end: https://NAME.blob.core.windows.net/", nil),
            ("inbox", "String", "The container into which files of rows are dropped.", "inbox"),
            ("servicePrincipalId", "String", "The object id of the application's service principal; not its client id.", nil),
            ("jobId", "String", "The id of its provisioning job; begins with API2AAD or API2AD.", nil),
            ("minimumPeople", "Int", "Fewer people than this: nothing is sent.", nil),
            ("maximumInactive", "Int", "More leavers than this: nothing is sent.", nil),
            ("maximumSetAside", "Int", "More people set aside, and rows without a key, than this: nothing is sent.", nil),
            (
                "maximumRequests", "Int",
                "More requests than this: nothing is sent. \(ProvisioningLimits.bulkCallsPerDay) a day and tenant, 6000 with a Governance licence, over all senders.",
                .integer(ProvisioningLimits.bulkCallsPerDay)
            ),
            ("maximumFailures", "Int", "More failures in the provisioning log than this: the run fails, after everything was sent.", 0),
        ].filter { $0.0 != "storageUrl" && $0.0 != "inbox" || tables.count < workflow.parts.count }
    }

    private var parameters: [JSON.Member] {
        func parameter(_ name: String, _ type: String, _ what: String, _ value: JSON? = nil, isCount: Bool = false) -> JSON.Member {
            .init(name, .compact([
                "type": .string(type), "defaultValue": value, "minValue": isCount ? 0 : nil, "metadata": ["description": .string(what)],
            ]))
        }
        return [
            parameter("logicAppName", "string", "The logic app's name, unique in its resource group."),
            parameter("location", "string", "Where it runs; by default, where the resource group is.", ARMText.expression("resourceGroup().location")),
        ] + shared.map { parameter($0.name, $0.type.lowercased(), $0.what, $0.value, isCount: $0.type == "Int") } + tables.flatMap { part in
            let title = part.part.source.title
            return [
                parameter("gatewayOf_\(part.name)", "string", "The resource id of the on-premises data gateway that reaches \(title)."),
                parameter("accountOf_\(part.name)", "string", "A Windows account that only reads \(title): DOMAIN\\name."),
                parameter("passwordOf_\(part.name)", "securestring", "Its password: a reference to a key vault in the parameters' file, never a text."),
            ]
        }
    }

    // MARK: Resources

    private func connection(_ part: PartWorkflow) -> JSON {
        let name = PartWorkflow.connectionName(part.name)
        let source = part.part.source.plan
        return [
            "type": "Microsoft.Web/connections",
            "apiVersion": "2016-06-01",
            "name": .string(name),
            "location": ARMText.parameter("location"),
            "properties": [
                "displayName": ARMText.plain(part.part.source.title),
                "api": ["id": ARMText.expression("subscriptionResourceId('Microsoft.Web/locations/managedApis', parameters('location'), 'sql')")],
                "parameterValues": [
                    "server": ARMText.plain(source?.server?.value ?? ""), "database": ARMText.plain(source?.database?.value ?? ""),
                    "authType": "windows", "username": ARMText.parameter("accountOf_\(part.name)"),
                    "password": ARMText.parameter("passwordOf_\(part.name)"), "gateway": ["id": ARMText.parameter("gatewayOf_\(part.name)")],
                ],
            ],
        ]
    }

    private func connectionId(_ part: PartWorkflow) -> JSON {
        ARMText.expression("resourceId('Microsoft.Web/connections', \(ARMText.literal(PartWorkflow.connectionName(part.name))))")
    }

    private var app: JSON {
        let connections = JSON.object(tables.map { part in
            .init(PartWorkflow.connectionName(part.name), [
                "connectionId": connectionId(part), "connectionName": .string(PartWorkflow.connectionName(part.name)),
                "id": ARMText.expression("subscriptionResourceId('Microsoft.Web/locations/managedApis', parameters('location'), 'sql')"),
            ])
        })
        var values = shared.map { JSON.Member($0.name, ["value": ARMText.parameter($0.name)]) }
        var declared = shared.map { JSON.Member($0.name, ["type": .string($0.type)]) }
        if !tables.isEmpty {
            values.append(.init("$connections", ["value": connections]))
            declared.append(.init("$connections", ["type": "Object", "defaultValue": .object([])]))
        }
        return .compact([
            "type": "Microsoft.Logic/workflows",
            "apiVersion": "2019-05-01",
            "name": ARMText.parameter("logicAppName"),
            "location": ARMText.parameter("location"),
            "identity": ["type": "SystemAssigned"],
            "dependsOn": tables.isEmpty ? nil : .array(tables.map(connectionId)),
            "properties": [
                // Started when a run by hand was right.
                "state": "Disabled",
                "definition": [
                    "$schema": "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
                    "contentVersion": "1.0.0.0",
                    "description": ARMText.plain(title),
                    "parameters": .object(declared),
                    "triggers": ["Every_night": [
                        "type": "Recurrence",
                        "recurrence": ["frequency": "Day", "interval": 1, "startTime": "2026-01-01T03:00:00Z", "timeZone": "UTC"],
                        // Two runs at once would send two states of the same people.
                        "operationOptions": "SingleInstance",
                    ]],
                    "actions": workflow.actions.json,
                    "outputs": .object([]),
                ],
                "parameters": .object(values),
            ],
        ])
    }
}
