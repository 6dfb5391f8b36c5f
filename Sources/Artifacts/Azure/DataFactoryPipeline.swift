import JSON
import Microsoft

/// The pipeline: copies tables that Azure can't reach, runs the data flow, looks at its sums, and posts the requests.
///
/// **Within the rate limit by construction.** Each request takes at least ``pause`` seconds, ``parallel`` run beside each other: 25 calls in
/// 5 seconds at most, where 40 are allowed. Whoever else sends to the tenant shares the limit.
struct DataFactoryPipeline {
    struct Copy {
        let source: String
        let table: String
        let file: String
    }

    static let parallel = 10
    static let pause = 2

    let flowName: String
    let sinks: [String]
    let copies: [Copy]

    private static let consolidate = "Consolidate"

    var json: JSON {
        [
            "description": "Rows of HR systems become people, and people become requests of API-driven provisioning.",
            // Two runs at once would send two states of the same people.
            "concurrency": 1,
            "parameters": .object([
                parameter("servicePrincipalId", "string"), parameter("jobId", "string"), parameter("minimumPeople", "int"),
                parameter("maximumInactive", "int"), parameter("maximumSetAside", "int"), parameter("maximumRequests", "int"),
            ]),
            "activities": .array(copies.map(copy) + [consolidate, sums, guardSums, list, guardRequests, send]),
        ]
    }

    /// The template's parameter is the pipeline's default: a run by hand may take another value.
    private func parameter(_ name: String, _ type: String) -> JSON.Member {
        .init(name, ["type": .string(type), "defaultValue": ARMText.parameter(name)])
    }

    private func after(_ names: [String]) -> JSON {
        .array(names.map { ["activity": .string($0), "dependencyConditions": ["Succeeded"]] })
    }

    private func policy(_ timeout: String, retry: Int, private isPrivate: Bool = false) -> JSON {
        // What a person is called must not stand in the monitor's log.
        [
            "timeout": .string(timeout), "retry": .integer(retry), "retryIntervalInSeconds": 60, "secureInput": .bool(isPrivate),
            "secureOutput": .bool(isPrivate),
        ]
    }

    private func folder(_ sink: String) -> JSON { ARMText.dynamic("concat(pipeline().RunId, \(ARMText.literal("/\(sink)")))") }

    private func work(_ folder: JSON, file: JSON? = nil) -> JSON {
        [
            "referenceName": .string(file == nil ? DataFactoryTemplate.workFolder : DataFactoryTemplate.workFile), "type": "DatasetReference",
            "parameters": .compact(["folder": folder, "file": file]),
        ]
    }

    // MARK: Activities

    /// At most 55 characters; the number keeps long names apart.
    private func name(of copy: Copy) -> String {
        let number = (copies.firstIndex { $0.source == copy.source } ?? 0) + 1
        return "Copy rows \(number) \(copy.source.prefix(40))"
    }

    private func copy(_ copy: Copy) -> JSON {
        [
            "name": .string(name(of: copy)),
            "type": "Copy",
            "dependsOn": .array([]),
            "policy": policy("0.02:00:00", retry: 2),
            "inputs": [["referenceName": .string(copy.table), "type": "DatasetReference"]],
            "outputs": [["referenceName": .string(copy.file), "type": "DatasetReference"]],
            "typeProperties": [
                "source": ["type": "SqlServerSource"],
                "sink": [
                    "type": "DelimitedTextSink",
                    "storeSettings": ["type": "AzureBlobStorageWriteSettings"],
                    "formatSettings": ["type": "DelimitedTextWriteSettings", "quoteAllText": true, "fileExtension": ".csv"],
                ],
                // Columns of a day's type are written as the data flow reads them.
                "translator": [
                    "type": "TabularTranslator", "typeConversion": true,
                    "typeConversionSettings": ["allowDataTruncation": false, "treatBooleanAsNumber": false, "dateTimeFormat": "yyyy-MM-dd"],
                ],
            ],
        ]
    }

    private var consolidate: JSON {
        [
            "name": .string(Self.consolidate),
            "type": "ExecuteDataFlow",
            "dependsOn": after(copies.map(name)),
            "policy": policy("0.04:00:00", retry: 0),
            "typeProperties": [
                "dataFlow": [
                    "referenceName": .string(flowName), "type": "DataFlowReference",
                    "datasetParameters": .object(sinks.map { .init($0, ["folder": folder($0)]) }),
                ],
                "compute": ["coreCount": 8, "computeType": "General"],
                "traceLevel": "None",
            ],
        ]
    }

    private var sums: JSON {
        [
            "name": "Read the sums",
            "type": "Lookup",
            "dependsOn": after([Self.consolidate]),
            "policy": policy("0.00:10:00", retry: 2),
            "typeProperties": [
                "source": jsonSource,
                "dataset": work(folder(ConsolidationFlow.sums), file: "sums.json"),
                "firstRowOnly": true,
            ],
        ]
    }

    private var jsonSource: JSON {
        [
            "type": "JsonSource", "storeSettings": ["type": "AzureBlobStorageReadSettings", "recursive": false],
            "formatSettings": ["type": "JsonReadSettings"],
        ]
    }

    private func sum(_ name: String) -> String { "activity('Read the sums').output.firstRow.\(name)" }

    /// The service has no guard against a status column gone wrong: this is it.
    private var guardSums: JSON {
        let tooFew = "less(\(sum("people")), pipeline().parameters.minimumPeople)"
        let tooMany = "greater(\(sum("inactive")), pipeline().parameters.maximumInactive)"
        let aside = "greater(\(sum("setAside")), pipeline().parameters.maximumSetAside)"
        return stop(
            "Stop where the sums are wrong", after: ["Read the sums"], when: "or(or(\(tooFew), \(tooMany)), \(aside))",
            message: "concat('Nothing was sent. People: ', string(\(sum("people"))), ', of them inactive: ', string(\(sum("inactive"))), ', set aside: ', string(\(sum("setAside"))))",
            code: "sums")
    }

    private var list: JSON {
        [
            "name": "List the requests",
            "type": "GetMetadata",
            "dependsOn": after(["Stop where the sums are wrong"]),
            "policy": policy("0.00:10:00", retry: 2),
            "typeProperties": [
                "dataset": work(folder(ConsolidationFlow.requests)),
                "fieldList": ["childItems"],
                "storeSettings": ["type": "AzureBlobStorageReadSettings", "recursive": false],
                "formatSettings": ["type": "JsonReadSettings"],
            ],
        ]
    }

    private var guardRequests: JSON {
        let count = "length(activity('List the requests').output.childItems)"
        return stop(
            "Stop where the quota is too small", after: ["List the requests"], when: "greater(\(count), pipeline().parameters.maximumRequests)",
            message: "concat('Nothing was sent. Requests: ', string(\(count)))", code: "quota")
    }

    private func stop(_ name: String, after: [String], when condition: String, message: String, code: String) -> JSON {
        [
            "name": .string(name),
            "type": "IfCondition",
            "dependsOn": self.after(after),
            "typeProperties": [
                "expression": ARMText.dynamic(condition),
                "ifTrueActivities": [[
                    "name": .string("Fail for \(code)"),
                    "type": "Fail",
                    "dependsOn": .array([]),
                    "typeProperties": ["message": ARMText.dynamic(message), "errorCode": .string(code)],
                ]],
            ],
        ]
    }

    private var send: JSON {
        [
            "name": "Send the requests",
            "type": "ForEach",
            "dependsOn": after(["Stop where the quota is too small"]),
            "typeProperties": [
                "items": ARMText.dynamic("activity('List the requests').output.childItems"),
                "isSequential": false,
                "batchCount": .integer(Self.parallel),
                "activities": [
                    [
                        "name": "Read a request",
                        "type": "Lookup",
                        "dependsOn": .array([]),
                        "policy": policy("0.00:10:00", retry: 2, private: true),
                        "typeProperties": [
                            "source": jsonSource,
                            "dataset": work(folder(ConsolidationFlow.requests), file: ARMText.dynamic("item().name")),
                            "firstRowOnly": true,
                        ],
                    ],
                    [
                        "name": "Keep the rate",
                        "type": "Wait",
                        "dependsOn": after(["Read a request"]),
                        "typeProperties": ["waitTimeInSeconds": .integer(Self.pause)],
                    ],
                    [
                        "name": "Post it to bulkUpload",
                        "type": "WebActivity",
                        "dependsOn": after(["Keep the rate"]),
                        "policy": policy("0.00:10:00", retry: 3, private: true),
                        "typeProperties": [
                            "url": ARMText.dynamic(
                                "concat('https://graph.microsoft.com/v1.0/servicePrincipals/', pipeline().parameters.servicePrincipalId, '/synchronization/jobs/', pipeline().parameters.jobId, '/bulkUpload')"),
                            "method": "POST",
                            "headers": ["Content-Type": "application/scim+json"],
                            "body": ARMText.dynamic("activity('Read a request').output.firstRow.body"),
                            "authentication": ["type": "MSI", "resource": "https://graph.microsoft.com"],
                            // The answer is 202 with the address of a log, which is no operation to be waited for.
                            "turnOffAsync": true,
                        ],
                    ],
                ],
            ],
        ]
    }
}
