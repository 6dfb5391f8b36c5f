import Analysis
import JSON
import Microsoft
import Plan

/// The Azure Resource Manager template of a factory: linked services, datasets, the data flow, the pipeline and its trigger.
///
/// Secrets are named in a key vault; the factory's own identity opens the vault and the storage, and calls Graph. What only the
/// deployment knows is a parameter.
///
/// Source of the shapes: azure-docs, data-factory; resource schema Microsoft.DataFactory 2018-06-01.
struct DataFactoryTemplate {
    let name: String
    let title: String
    let flow: ConsolidationFlow
    let header: [String]

    /// Names of Data Factory's things: letters, digits and underscores.
    private let vault = "key_vault"
    private let storage = "storage"
    private let runtime = "on_premises"
    private var flowName: String { "consolidate_" + identifier(name) }
    private var pipelineName: String { "provision_" + identifier(name) }

    private func identifier(_ text: String) -> String {
        String(text.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }

    private func stagedName(_ part: PartFlow) -> String { "rows_of_" + identifier(part.part.name) }
    private func tableName(_ part: PartFlow) -> String { "table_of_" + identifier(part.part.name) }
    private func databaseName(_ part: PartFlow) -> String { "database_of_" + identifier(part.part.name) }

    private var tables: [PartFlow] { flow.parts.filter { $0.part.source.kind == .sql } }

    var json: JSON {
        [
            "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
            "contentVersion": "1.0.0.0",
            "metadata": ["comments": .string(header.joined(separator: " "))],
            "parameters": .object(parameters),
            "resources": .array(resources),
        ]
    }

    // MARK: Parameters

    private var parameters: [JSON.Member] {
        func text(_ name: String, _ what: String, _ value: JSON? = nil) -> JSON.Member {
            .init(name, .compact(["type": "string", "defaultValue": value, "metadata": ["description": .string(what)]]))
        }
        func number(_ name: String, _ what: String, _ value: Int? = nil) -> JSON.Member {
            .init(name, .compact([
                "type": "int", "defaultValue": value.map { .integer($0) }, "minValue": 0, "metadata": ["description": .string(what)],
            ]))
        }
        return [
            text("factoryName", "The factory's name, unique in Azure."),
            text("location", "Where it runs; by default, where the resource group is.", ARMText.expression("resourceGroup().location")),
            text("storageUrl", "The storage account: https://NAME.blob.core.windows.net/"),
            text("keyVaultUrl", "The key vault that holds the secrets: https://NAME.vault.azure.net/"),
            text("inbox", "The container into which files of rows are dropped.", "inbox"),
            text("work", "The container for what a run makes. It holds people's data: give it a life-cycle rule.", "consolidation"),
            text("servicePrincipalId", "The object id of the application's service principal; not its client id."),
            text("jobId", "The id of its provisioning job; begins with API2AAD or API2AD."),
            number("minimumPeople", "Fewer people than this: nothing is sent."),
            number("maximumInactive", "More leavers than this: nothing is sent."),
            number("maximumSetAside", "More people set aside than this: nothing is sent."),
            number(
                "maximumRequests", "More requests than this: nothing is sent. \(ProvisioningLimits.bulkCallsPerDay) a day and tenant, 6000 with a Governance licence, over all senders.",
                ProvisioningLimits.bulkCallsPerDay),
        ] + tables.map { part in
            text(secretParameter(part), "The secret that holds the connection string of \(part.part.source.title).", .string("\(part.part.name)-connection-string"))
        }
    }

    private func secretParameter(_ part: PartFlow) -> String { "secretOf_" + identifier(part.part.name) }

    // MARK: Resources

    private var resources: [JSON] {
        [factory] + (tables.isEmpty ? [] : [child("integrationRuntimes", runtime, [
            "type": "SelfHosted", "description": "Reads tables that Azure can't reach. Install it on a server beside them.",
        ], after: [])])
            + [keyVault, blobStorage] + tables.map(database) + tables.map(table) + flow.parts.map(rows) + workDatasets + [dataFlow, pipeline, trigger]
    }

    private var factory: JSON {
        [
            "type": "Microsoft.DataFactory/factories",
            "apiVersion": "2018-06-01",
            "name": ARMText.parameter("factoryName"),
            "location": ARMText.parameter("location"),
            "identity": ["type": "SystemAssigned"],
            "properties": .object([]),
        ]
    }

    /// - Parameter after: kinds and names of what must be there first; the factory always.
    private func child(_ kind: String, _ name: String, _ properties: JSON, after: [(kind: String, name: String)]) -> JSON {
        let before = [ARMText.expression("resourceId('Microsoft.DataFactory/factories', parameters('factoryName'))")] + after.map {
            ARMText.expression("resourceId('Microsoft.DataFactory/factories/\($0.kind)', parameters('factoryName'), \(ARMText.literal($0.name)))")
        }
        return [
            "type": .string("Microsoft.DataFactory/factories/\(kind)"),
            "apiVersion": "2018-06-01",
            "name": ARMText.expression("concat(parameters('factoryName'), \(ARMText.literal("/\(name)")))"),
            "dependsOn": .array(before),
            "properties": properties,
        ]
    }

    private func linked(_ name: String) -> JSON { ["referenceName": .string(name), "type": "LinkedServiceReference"] }

    private var keyVault: JSON {
        child("linkedservices", vault, [
            "type": "AzureKeyVault", "typeProperties": ["baseUrl": ARMText.parameter("keyVaultUrl")],
        ], after: [])
    }

    private var blobStorage: JSON {
        child("linkedservices", storage, [
            "type": "AzureBlobStorage",
            // No key: the factory's identity is a Storage Blob Data Contributor.
            "typeProperties": ["serviceEndpoint": ARMText.parameter("storageUrl"), "accountKind": "StorageV2"],
        ], after: [])
    }

    private func database(_ part: PartFlow) -> JSON {
        child("linkedservices", databaseName(part), [
            "type": "SqlServer",
            "connectVia": ["referenceName": .string(runtime), "type": "IntegrationRuntimeReference"],
            "typeProperties": [
                "connectionString": ["type": "AzureKeyVaultSecret", "store": linked(vault), "secretName": ARMText.parameter(secretParameter(part))],
            ],
        ], after: [("linkedservices", vault), ("integrationRuntimes", runtime)])
    }

    private func table(_ part: PartFlow) -> JSON {
        let source = part.part.source.plan
        let words = (source?.table?.value ?? part.part.name).split(separator: ".", maxSplits: 1).map(String.init)
        return child("datasets", tableName(part), [
            "type": "SqlServerTable",
            "linkedServiceName": linked(databaseName(part)),
            "schema": .array([]),
            "typeProperties": [
                "schema": ARMText.plain(words.count == 2 ? words[0] : "dbo"), "table": ARMText.plain(words.last ?? ""),
            ],
        ], after: [("linkedservices", databaseName(part))])
    }

    /// The file of rows that the data flow reads: dropped into the inbox, or copied from a table.
    private func rows(_ part: PartFlow) -> JSON {
        let file: JSON
        if part.part.source.kind == .sql {
            file = location(container: "work", folder: ARMText.plain("staged"), name: ARMText.plain("\(part.part.name).csv"))
        } else {
            let path = (part.part.source.plan?.file?.value ?? "\(part.part.name).csv").split(separator: "/").map(String.init)
            let folder = path.dropLast().joined(separator: "/")
            file = location(container: "inbox", folder: folder.isEmpty ? nil : ARMText.plain(folder), name: ARMText.plain(path.last ?? ""))
        }
        return dataset(stagedName(part), "DelimitedText", delimited(file), parameters: [])
    }

    private func location(container: String, folder: JSON?, name: JSON?) -> JSON {
        .compact(["type": "AzureBlobStorageLocation", "container": ARMText.parameter(container), "folderPath": folder, "fileName": name])
    }

    private func delimited(_ location: JSON) -> JSON {
        [
            "location": location, "columnDelimiter": ",", "quoteChar": "\"", "escapeChar": "\"", "firstRowAsHeader": true, "encodingName": "UTF-8",
        ]
    }

    private func dataset(_ name: String, _ type: String, _ typeProperties: JSON, parameters: [String]) -> JSON {
        child("datasets", name, .compact([
            "type": .string(type),
            "linkedServiceName": linked(storage),
            "parameters": parameters.isEmpty ? nil : .object(parameters.map { .init($0, ["type": "string"]) }),
            "schema": .array([]),
            "typeProperties": typeProperties,
        ]), after: [("linkedservices", storage)])
    }

    static let workFolder = "work_folder"
    static let workTable = "work_table"
    static let workFile = "work_file"

    /// What a run writes and reads again, in a folder of its own.
    private var workDatasets: [JSON] {
        let folder = ARMText.dynamic("dataset().folder")
        return [
            dataset(Self.workFolder, "Json", ["location": location(container: "work", folder: folder, name: nil)], parameters: ["folder"]),
            dataset(Self.workTable, "DelimitedText", delimited(location(container: "work", folder: folder, name: nil)), parameters: ["folder"]),
            dataset(
                Self.workFile, "Json", ["location": location(container: "work", folder: folder, name: ARMText.dynamic("dataset().file"))],
                parameters: ["folder", "file"]),
        ]
    }

    // MARK: The flow, the pipeline and its trigger

    static func datasetOfSink(_ sink: String) -> String {
        sink == ConsolidationFlow.requests || sink == ConsolidationFlow.sums ? workFolder : workTable
    }

    private var dataFlow: JSON {
        func end(_ name: String, _ dataset: String) -> JSON {
            ["name": .string(name), "dataset": ["referenceName": .string(dataset), "type": "DatasetReference"]]
        }
        let script = flow.script
        let sources = script.sources.map { source in
            end(source, flow.parts.first { $0.name == source }.map(stagedName) ?? "")
        }
        return child("dataflows", flowName, [
            "type": "MappingDataFlow",
            "description": ARMText.plain(title),
            "typeProperties": [
                "sources": .array(sources),
                "sinks": .array(script.sinks.map { end($0, Self.datasetOfSink($0)) }),
                "transformations": .array(script.transformations.map { ["name": .string($0)] }),
                "scriptLines": .strings(script.lines),
            ],
        ], after: flow.parts.map { ("datasets", stagedName($0)) } + [("datasets", Self.workFolder), ("datasets", Self.workTable)])
    }

    private var pipeline: JSON {
        let pipeline = DataFactoryPipeline(
            flowName: flowName, sinks: flow.script.sinks,
            copies: tables.map { .init(source: $0.part.name, table: tableName($0), file: stagedName($0)) })
        return child("pipelines", pipelineName, pipeline.json, after: [("dataflows", flowName), ("datasets", Self.workFile)]
            + tables.map { ("datasets", tableName($0)) })
    }

    private var trigger: JSON {
        child("triggers", "nightly_" + identifier(name), [
            "type": "ScheduleTrigger",
            "description": "Deployed stopped; started when a run by hand was right.",
            "pipelines": [["pipelineReference": ["referenceName": .string(pipelineName), "type": "PipelineReference"]]],
            "typeProperties": [
                "recurrence": ["frequency": "Day", "interval": 1, "startTime": "2026-01-01T03:00:00Z", "timeZone": "UTC"],
            ],
        ], after: [("pipelines", pipelineName)])
    }
}
