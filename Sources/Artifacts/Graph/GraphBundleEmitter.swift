import Analysis
import JSON
import Microsoft
import Plan

/// `graph/bundle.json` of a phase: extensions first, then each mapping that starts.
public struct GraphBundleEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        guard !phase.starts.isEmpty || !phase.stopsMappings.isEmpty else { return [] }
        let plan = context.plan
        var bundle = GraphBundle(
            plan: plan.name, environment: plan.environment, phase: phase.name, tenantID: plan.tenantID)
        if phase.starts.contains(where: { usesExtensions($0, plan) }) {
            bundle.steps += ExtensionSteps(plan: plan).steps
        }
        for mapping in phase.stopsMappings {
            bundle.steps += StopSteps(mapping: mapping, plan: plan).steps
        }
        for mapping in phase.starts {
            bundle.steps += ApplicationSteps(mapping: mapping, phase: phase, plan: plan).steps
        }
        let origins = (phase.starts + phase.stopsMappings).map(\.span)
        return [
            Artifact(
                "\(phase.folder)/graph/bundle.json", bundle.json.prettyText, summary: "Requests to Microsoft Graph, in order",
                origins: origins + [phase.span])
        ]
    }

    private func usesExtensions(_ mapping: CheckedMapping, _ plan: CheckedPlan) -> Bool {
        let names = Set(plan.extensions.map(\.name))
        return mapping.attributes.contains { item in
            if names.contains(item.target.name), case .entra = mapping.to { return true }
            guard case .entra = mapping.from else { return false }
            switch item.value {
            case .direct(let source): return names.contains(source.name)
            case .expression(let tree): return tree.attributes.contains { names.contains($0.name) }
            case .constant: return false
            }
        } || mapping.scope.flatMap(\.clauses).contains { names.contains($0.attribute.value) }
    }
}

/// The application that owns the plan's directory extensions, and the extensions themselves.
struct ExtensionSteps {
    let plan: CheckedPlan

    var steps: [GraphBundle.Step] {
        let name = "Entrain \(plan.name): directory extensions"
        var steps: [GraphBundle.Step] = [
            .request(.init(
                id: "extensions/find-application", title: "Look for the application that owns the extensions", method: .get,
                url: "/applications?\(OData.filter("displayName", equals: name))&$select=id,appId", expect: [200],
                take: [
                    .init(variable: "extensionApplicationId", pointer: "/value/0/id", isOptional: true),
                    .init(variable: "extensionAppId", pointer: "/value/0/appId", isOptional: true, transform: "without-hyphens"),
                ],
                permission: "Application.Read.All")),
            .request(.init(
                id: "extensions/create-application", title: "Create it", method: .post, url: "/applications",
                body: ["displayName": .string(name), "signInAudience": "AzureADMyOrg"], expect: [201],
                take: [
                    .init(variable: "extensionApplicationId", pointer: "/id"),
                    .init(variable: "extensionAppId", pointer: "/appId", transform: "without-hyphens"),
                ],
                unless: "extensionApplicationId", permission: "Application.ReadWrite.OwnedBy")),
        ]
        for item in plan.extensions {
            steps.append(.request(.init(
                id: "extensions/find-\(item.name)", title: "Look for the extension \(item.name)", method: .get,
                url: "/applications/${extensionApplicationId}/extensionProperties?"
                    + "$filter=name%20eq%20'extension_${extensionAppId}_\(OData.literal(item.name))'",
                expect: [200],
                take: [.init(variable: "extension.\(item.name)", pointer: "/value/0/name", isOptional: true)],
                permission: "Application.Read.All")))
            steps.append(.request(.init(
                id: "extensions/create-\(item.name)", title: "Create it", method: .post,
                url: "/applications/${extensionApplicationId}/extensionProperties",
                body: [
                    "name": .string(item.name),
                    "dataType": .string(dataType(item)),
                    "targetObjects": ["User"],
                ],
                expect: [201], take: [.init(variable: "extension.\(item.name)", pointer: "/name")],
                unless: "extension.\(item.name)", permission: "Application.ReadWrite.OwnedBy")))
        }
        return steps
    }

    /// `extensionProperty.dataType` of Graph.
    private func dataType(_ item: CheckedAttribute) -> String {
        switch item.type.base {
        case .integer: "Integer"
        case .boolean: "Boolean"
        case .datetime, .date: "DateTime"
        default: "String"
        }
    }
}

/// A mapping that ends: its job is paused, not deleted, so that the way back stays open.
struct StopSteps {
    let mapping: CheckedMapping
    let plan: CheckedPlan

    var steps: [GraphBundle.Step] {
        let names = ApplicationNames(mapping: mapping, plan: plan)
        return [
            .request(names.findApplication(isOptional: false)),
            .request(names.findJob(isOptional: false)),
            .request(.init(
                id: "\(mapping.name)/pause", title: "Pause the job", method: .post, url: "\(names.jobURL)/pause", expect: [204],
                permission: "Synchronization.ReadWrite.All")),
        ]
    }
}

/// What is called how, in every bundle alike: a later phase finds what an earlier one made.
struct ApplicationNames {
    let mapping: CheckedMapping
    let plan: CheckedPlan

    var displayName: String { "Entrain \(plan.name): \(mapping.title)" }
    func variable(_ name: String) -> String { "\(mapping.name).\(name)" }
    func value(_ name: String) -> String { "${\(variable(name))}" }
    var principalURL: String { "/servicePrincipals/\(value("servicePrincipalId"))" }
    var synchronizationURL: String { "\(principalURL)/synchronization" }
    var jobURL: String { "\(synchronizationURL)/jobs/\(value("jobId"))" }

    func findApplication(isOptional: Bool) -> GraphBundle.Request {
        .init(
            id: "\(mapping.name)/find-application", title: "Look for the application \(displayName)", method: .get,
            url: "/servicePrincipals?\(OData.filter("displayName", equals: displayName))&$select=id,appId,appRoles", expect: [200],
            take: [
                .init(variable: variable("servicePrincipalId"), pointer: "/value/0/id", isOptional: isOptional),
            ],
            permission: "Application.Read.All")
    }

    func findJob(isOptional: Bool) -> GraphBundle.Request {
        .init(
            id: "\(mapping.name)/find-job", title: "Look for its provisioning job", method: .get,
            url: "\(synchronizationURL)/jobs", expect: [200],
            take: [.init(variable: variable("jobId"), pointer: "/value/0/id", isOptional: isOptional)],
            permission: "Synchronization.Read.All")
    }
}

/// The article's seven steps for one mapping: create, enable, assign the agent, connect, map, put a test user in scope, test.
struct ApplicationSteps {
    let mapping: CheckedMapping
    let phase: CheckedPhase
    let plan: CheckedPlan

    private var names: ApplicationNames { ApplicationNames(mapping: mapping, plan: plan) }
    private var schema: JobSchema { JobSchema(mapping: mapping, layout: InboundLayout(mapping, customURN: plan.customURN)) }

    /// The gallery item. Its id is published nowhere, so it is found by name.
    var gallery: GalleryApplication? {
        switch (mapping.via, mapping.to) {
        case (.ecmaHost, _): .onPremisesECMA
        case (.scim, .connector(let connector)): connector.agent == nil ? nil : .onPremisesSCIM
        case (.apiDriven, .entra), (.mim, .entra): .apiDrivenToEntra
        case (.apiDriven, .connector): .apiDrivenToActiveDirectory
        case (.workday, .entra): .workdayToEntra
        case (.workday, .connector): .workdayToActiveDirectory
        case (.successfactors, .entra): .successFactorsToEntra
        case (.successfactors, .connector): .successFactorsToActiveDirectory
        default: nil
        }
    }

    var steps: [GraphBundle.Step] {
        create + agent + connect + map + scope + start
    }

    private func id(_ step: String) -> String { "\(mapping.name)/\(step)" }

    // MARK: 1 and 2: create the application, switch provisioning on

    private var create: [GraphBundle.Step] {
        var find = names.findApplication(isOptional: true)
        find.take.append(.init(variable: names.variable("appRoleId"), pointer: "/value/0/appRoles/0/id", isOptional: true))
        var steps: [GraphBundle.Step] = [.request(find)]
        let template: String
        if let gallery {
            template = names.value("templateId")
            steps.append(.request(.init(
                id: id("find-template"), title: "Find the gallery item \(gallery.rawValue)", method: .get,
                url: "/applicationTemplates?\(OData.filter("displayName", equals: gallery.rawValue))&$select=id,displayName",
                expect: [200], take: [.init(variable: names.variable("templateId"), pointer: "/value/0/id")],
                unless: names.variable("servicePrincipalId"), permission: "Application.Read.All")))
        } else {
            // Any custom SCIM application, commercial cloud (Graph documentation of applicationTemplate: instantiate).
            template = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"
        }
        steps.append(.request(.init(
            id: id("create-application"), title: "Create the enterprise application", method: .post,
            url: "/applicationTemplates/\(template)/instantiate", body: ["displayName": .string(names.displayName)], expect: [201],
            take: [
                .init(variable: names.variable("servicePrincipalId"), pointer: "/servicePrincipal/id"),
                .init(variable: names.variable("appRoleId"), pointer: "/servicePrincipal/appRoles/0/id", isOptional: true),
            ],
            unless: names.variable("servicePrincipalId"), permission: "Application.ReadWrite.OwnedBy")))
        steps.append(.request(.init(
            id: id("await-application"), title: "Wait until the tenant knows it everywhere", method: .get, url: names.principalURL,
            expect: [200],
            wait: .init(until: "status 200", everySeconds: 5, atMostSeconds: 180, because: "new objects are replicated; 404 until then"),
            permission: "Application.Read.All")))
        steps.append(.request(names.findJob(isOptional: true)))
        steps.append(.request(.init(
            id: id("find-job-template"), title: "Find the template of its provisioning job", method: .get,
            url: "\(names.synchronizationURL)/templates", expect: [200],
            take: [.init(variable: names.variable("jobTemplateId"), pointer: "/value/0/id")],
            unless: names.variable("jobId"), permission: "Synchronization.Read.All")))
        steps.append(.request(.init(
            id: id("create-job"), title: "Switch provisioning to automatic: create the job", method: .post,
            url: "\(names.synchronizationURL)/jobs", body: ["templateId": .string(names.value("jobTemplateId"))], expect: [201],
            take: [.init(variable: names.variable("jobId"), pointer: "/id")],
            unless: names.variable("jobId"), permission: "Synchronization.ReadWrite.All")))
        return steps
    }

    // MARK: 3: assign the agent

    private var agent: [GraphBundle.Step] {
        guard let connector = mapping.connector, let agent = connector.agent else { return [] }
        return [
            .manual(.init(
                id: id("assign-agent"), title: "Assign the provisioning agent",
                place: "Entra admin center, Enterprise applications, \(names.displayName), Provisioning, On-premises connectivity",
                instruction: "Choose the agent on \(agent.server) and assign it; then wait 10 to 20 minutes, or restart the agent's "
                    + "service. No documented request does this.",
                check: "The agent is shown as assigned and active."))
        ]
    }

    // MARK: 4: connect

    private var connect: [GraphBundle.Step] {
        var secrets: [JSON] = []
        func add(_ key: String, _ value: String) { secrets.append(["key": .string(key), "value": .string(value)]) }
        var credentials = false
        if let connector = mapping.connector {
            if connector.kind.isHosted, let agent = connector.agent, let token = connector.token {
                // With a certificate of an authority the host part is the certificate's name (entra-docs: on-premises connectors).
                let host = agent.hasAuthorityCertificate ? agent.server : "localhost"
                add("BaseAddress", ECMAHost.tenantURL(host: host, port: agent.port, connector: connector.hostName))
                add("SecretToken", "${secret:\(token.name)}")
                credentials = true
            } else if case .scim(let url) = connector.target, let token = connector.token {
                add("BaseAddress", url)
                add("SecretToken", "${secret:\(token.name)}")
                credentials = true
            }
        }
        if let mail = plan.notify {
            let settings = JSON.compact([
                "Enabled": true,
                "Recipients": .string(mail),
                "DeleteThresholdEnabled": .bool(mapping.deletionThreshold != nil),
                "DeleteThresholdValue": .integer(mapping.deletionThreshold ?? ProvisioningLimits.deletionThreshold),
            ])
            // The service wants this JSON as a text.
            add("SyncNotificationSettings", settings.compactText)
        }
        if credentials { add("SyncAll", "false") }
        guard !secrets.isEmpty else { return [] }
        var steps: [GraphBundle.Step] = [
            .request(.init(
                id: id("save-secrets"), title: "Save the connection and the deletion threshold; this replaces the whole set", method: .put,
                url: "\(names.synchronizationURL)/secrets", body: ["value": .array(secrets)], expect: [204],
                permission: "Synchronization.ReadWrite.All"))
        ]
        if credentials {
            steps.append(.request(.init(
                id: id("test-connection"), title: "Test the connection", method: .post, url: "\(names.jobURL)/validateCredentials",
                body: ["useSavedCredentials": true], expect: [204],
                wait: .init(
                    until: "status 204", everySeconds: 60, atMostSeconds: 1_500,
                    because: "a newly assigned agent takes 10 to 20 minutes to be used"),
                permission: "Synchronization.ReadWrite.All")))
        }
        return steps
    }

    // MARK: 5: map

    private var map: [GraphBundle.Step] {
        var steps: [GraphBundle.Step] = [
            .request(.init(
                id: id("read-schema"), title: "Read the schema, and keep it: it is the way back", method: .get,
                url: "\(names.jobURL)/schema", expect: [200],
                take: [
                    .init(variable: names.variable("schema"), pointer: ""),
                    .init(variable: names.variable("ruleId"), pointer: "/synchronizationRules/0/id"),
                ],
                wait: waitForDiscovery, permission: "Synchronization.Read.All", keepAs: "\(mapping.name).schema.backup.json")),
            .request(.init(
                id: id("read-filter-operators"), title: "Read which filter operators the service has", method: .get,
                url: "\(names.jobURL)/schema/filterOperators", expect: [200],
                take: [.init(variable: names.variable("filterOperators"), pointer: "/value")],
                permission: "Synchronization.Read.All")),
        ]
        for (target, text) in schema.expressions {
            steps.append(.request(.init(
                id: id("parse-\(target)"), title: "Let the service parse the expression of \(target)", method: .post,
                url: "\(names.jobURL)/schema/parseExpression",
                body: ["expression": .string(text), "targetAttributeDefinition": .null, "testInputObject": .null], expect: [200],
                take: [.init(variable: names.variable("expression.\(target)"), pointer: "/parsedExpression")],
                permission: "Synchronization.ReadWrite.All")))
        }
        steps.append(.request(.init(
            id: id("write-schema"), title: "Write the attribute mappings and the scope", method: .put, url: "\(names.jobURL)/schema",
            body: mergedSchema, expect: [204], permission: "Synchronization.ReadWrite.All")))
        return steps
    }

    /// The host's attributes appear only after the first connection.
    private var waitForDiscovery: GraphBundle.Wait? {
        guard mapping.connector?.kind.isHosted == true, let anchor = mapping.connector?.attributes.first?.name else { return nil }
        return .init(
            until: "the schema names \(ECMAHost.targetName(anchor))", everySeconds: 60, atMostSeconds: 900,
            because: "the target's attributes are read from the host after the connection was tested")
    }

    /// The schema is written whole, never patched. What we do not mention stays as it was read.
    private var mergedSchema: JSON {
        .compact([
            "$merge": .compact([
                "into": .string(names.value("schema")),
                "rule": "In the object mapping of users our attribute mappings and scope replace what is there; everything else stays.",
                "objectMapping": .object([
                    .init(mapping.isInbound ? "targetObjectName" : "sourceObjectName", .string("User")),
                    .init("set", .object([
                        .init("enabled", true),
                        // Deleting accounts of people stays in human hands on the way in.
                        .init("flowTypes", .string(mapping.isInbound ? "Add, Update" : "Add, Update, Delete")),
                        .init("scope", schema.filter),
                        .init("attributeMappings", schema.attributeMappings { names.value("expression.\($0)") }),
                    ])),
                ]),
                "addSourceAttributes": schema.addedSourceAttributes == [] ? nil : schema.addedSourceAttributes,
            ])
        ])
    }

    // MARK: 6 and 7: a test user in scope, and the test

    private var testUsers: [String] {
        for step in phase.pilot {
            if case .users(let users, _, _) = step { return users.map(\.value) }
        }
        return []
    }

    private var scope: [GraphBundle.Step] {
        guard !mapping.isInbound else { return [] }
        var steps: [GraphBundle.Step] = []
        for (index, user) in testUsers.enumerated() {
            let variable = names.variable("testUser\(index + 1)")
            steps.append(.request(.init(
                id: id("find-test-user-\(index + 1)"), title: "Find \(user)", method: .get,
                url: "/users/\(OData.literal(user))?$select=id", expect: [200],
                take: [.init(variable: variable, pointer: "/id")], permission: "User.ReadBasic.All")))
            steps.append(.request(.init(
                id: id("find-assignment-\(index + 1)"), title: "Look whether \(user) is assigned", method: .get,
                url: "/users/${\(variable)}/appRoleAssignments?$filter=resourceId%20eq%20\(names.value("servicePrincipalId"))",
                expect: [200],
                take: [.init(variable: "\(variable).assignment", pointer: "/value/0/id", isOptional: true)],
                permission: "Directory.Read.All")))
            steps.append(.request(.init(
                id: id("assign-test-user-\(index + 1)"), title: "Put \(user) in scope", method: .post,
                url: "\(names.principalURL)/appRoleAssignedTo",
                body: [
                    "principalId": .string("${\(variable)}"),
                    "resourceId": .string(names.value("servicePrincipalId")),
                    "appRoleId": .string(names.value("appRoleId")),
                ],
                expect: [201], take: [.init(variable: "\(variable).assignment", pointer: "/id")],
                unless: "\(variable).assignment", permission: "AppRoleAssignment.ReadWrite.All")))
        }
        return steps
    }

    private var start: [GraphBundle.Step] {
        var steps: [GraphBundle.Step] = []
        if !mapping.isInbound {
            for index in testUsers.indices {
                steps.append(.request(.init(
                    id: id("try-test-user-\(index + 1)"), title: "Provision \(testUsers[index]) on demand", method: .post,
                    url: "\(names.jobURL)/provisionOnDemand",
                    body: [
                        "parameters": [[
                            "ruleId": .string(names.value("ruleId")),
                            "subjects": [[
                                "objectId": .string("${\(names.variable("testUser\(index + 1)"))}"),
                                "objectTypeName": "User",
                            ]],
                        ]]
                    ],
                    expect: [200],
                    wait: .init(
                        until: "the answer's status is Success", everySeconds: 60, atMostSeconds: 300,
                        because: "an assignment takes up to a few minutes to be seen"),
                    permission: "Synchronization.ReadWrite.All", keepAs: "\(mapping.name).test-user-\(index + 1).json")))
            }
        }
        steps.append(.request(.init(
            id: id("start"), title: "Start the job", method: .post, url: "\(names.jobURL)/start", expect: [204],
            permission: "Synchronization.ReadWrite.All")))
        steps.append(.request(.init(
            id: id("watch"), title: "See that it is active", method: .get, url: names.jobURL, expect: [200],
            take: [.init(variable: names.variable("status"), pointer: "/status/code")],
            wait: .init(
                until: "\(names.variable("status")) is Active", everySeconds: 60, atMostSeconds: 2_700,
                because: "the first cycle begins within 40 minutes"),
            permission: "Synchronization.Read.All")))
        return steps
    }
}
