import Analysis
import JSON
import Microsoft
import Plan

/// The article's seven steps for one mapping: create, enable, assign the agent, connect, map, put a test user in scope, test.
struct ApplicationSteps {
    let mapping: CheckedMapping
    let phase: CheckedPhase
    let plan: CheckedPlan

    var names: ApplicationNames { ApplicationNames(mapping: mapping, plan: plan) }
    private var schema: JobSchema {
        JobSchema(
            mapping: mapping, plan: plan, layout: mapping.native == nil ? InboundLayout(mapping, customURN: plan.customURN) : nil)
    }

    /// The name of the gallery item: the plan's, or the one that belongs to the road. nil for any other SCIM application.
    private var galleryName: String? { mapping.gallery ?? gallery?.rawValue }

    /// The gallery item of the road. Its id is published nowhere, so it is found by name.
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

    var steps: [GraphBundle.Step] { create + agent + (mapping.native.map(connectByHand) ?? connect) + map + firstScope + start }

    func id(_ step: String) -> String { "\(mapping.name)/\(step)" }

    // MARK: 1 and 2: create the application, switch provisioning on

    private var create: [GraphBundle.Step] {
        var steps: [GraphBundle.Step] = [.request(names.findApplication(isOptional: true))]
        let template: String
        if let known = mapping.template {
            template = known.lowercased()
        } else if let item = galleryName {
            template = names.value("templateId")
            steps.append(.request(.init(
                id: id("find-template"), title: "Find the gallery item \(BundleText.escaped(item))", method: .get,
                url: "/applicationTemplates?\(OData.filter("displayName", equals: item))&$select=id,displayName",
                expect: [200], take: [.hit(names.variable("templateId"), optional: false)],
                unless: names.variable("servicePrincipalId"), permission: "Application.Read.All")))
        } else {
            // Any custom SCIM application, commercial cloud (Graph documentation of applicationTemplate: instantiate).
            template = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"
        }
        steps += [
            .request(.init(
                id: id("create-application"), title: "Create the enterprise application", method: .post,
                url: "/applicationTemplates/\(template)/instantiate", body: ["displayName": .string(BundleText.escaped(names.displayName))], expect: [201],
                take: [.init(variable: names.variable("servicePrincipalId"), pointer: "/servicePrincipal/id")],
                unless: names.variable("servicePrincipalId"), permission: "Application.ReadWrite.OwnedBy")),
            .request(.init(
                id: id("await-application"), title: "Wait until the tenant knows it everywhere, and read its roles", method: .get,
                url: "\(names.principalURL)?$select=id,appRoles", expect: [200],
                take: mapping.isInbound ? [] : [names.takeRole],
                wait: .init(
                    until: .status([200]), everySeconds: 5, atMostSeconds: 180, because: "new objects are not known everywhere at once; 404 until then"),
                permission: "Application.Read.All")),
            .request(names.findJob(isOptional: true)),
            .request(.init(
                id: id("find-job-template"), title: "Find the template of its provisioning job", method: .get,
                url: "\(names.synchronizationURL)/templates", expect: [200],
                take: [.hit(names.variable("jobTemplateId"), optional: false, prefer: ["default": true])],
                unless: names.variable("jobId"), retry: .replicated, permission: "Synchronization.Read.All")),
            .request(.init(
                id: id("create-job"), title: "Switch provisioning to automatic: create the job", method: .post,
                url: "\(names.synchronizationURL)/jobs", body: ["templateId": .string(names.value("jobTemplateId"))], expect: [201],
                take: [.init(variable: names.variable("jobId"), pointer: "/id")],
                unless: names.variable("jobId"), retry: .replicated, permission: "Synchronization.ReadWrite.All")),
        ]
        return steps
    }

    // MARK: 3: assign the agent

    private var agent: [GraphBundle.Step] {
        guard let connector = mapping.connector, let agent = connector.agent else { return [] }
        var domain = ""
        if case .activeDirectory(let target) = connector.target {
            domain = " Choose the domain \(target.domain) and the default container \(target.container)."
        }
        return [
            .manual(.init(
                id: id("assign-agent"), title: "Assign the provisioning agent",
                place: "Entra admin center, Enterprise applications, \(names.displayName), Provisioning, On-premises connectivity",
                instruction: "Choose the agent on \(agent.server) and assign it.\(domain) Then wait 10 to 20 minutes, or restart the agent's "
                    + "service. No documented request does this.",
                check: "The agent is shown as assigned and active."))
        ]
    }

    // MARK: 4: connect

    /// Keys and values that the plan knows; others of the set stay as they are.
    private func secrets(everyone: Bool = false) -> [JSON] {
        var secrets: [JSON] = []
        func add(_ key: String, _ value: String) { secrets.append(["key": .string(key), "value": .string(value)]) }
        if let connector = mapping.connector, let token = connector.token {
            if let url = connector.tenantURL {
                add("BaseAddress", BundleText.escaped(url))
                add("SecretToken", "${secret:\(token.name)}")
            } else if case .scim(let target) = connector.target {
                add("BaseAddress", BundleText.escaped(target.url))
                add("SecretToken", "${secret:\(token.name)}")
            }
        }
        if let mail = plan.notify {
            // The service wants this JSON as a text.
            let settings: JSON = [
                "Enabled": true,
                "Recipients": .string(mail),
                "DeleteThresholdEnabled": .bool(mapping.deletionThreshold != nil),
                "DeleteThresholdValue": .integer(mapping.deletionThreshold ?? ProvisioningLimits.deletionThreshold),
            ]
            add("SyncNotificationSettings", BundleText.escaped(settings.compactText))
        }
        // Microsoft documents the value as this text (skip-out-of-scope-deletions).
        if mapping.keepsOutOfScope { add("SkipOutOfScopeDeletions", "True") }
        if hasCredentials { add("SyncAll", everyone ? "true" : "false") }
        return secrets
    }

    private var hasCredentials: Bool { mapping.connector?.token != nil && !mapping.isInbound }

    /// The service replaces the whole set of secrets, so what it has is read first and kept. Tokens do not come back in an answer;
    /// they are given again.
    private func save(_ secrets: [JSON], step: String, title: String) -> [GraphBundle.Step] {
        guard !secrets.isEmpty else { return [] }
        return [
            .request(.init(
                id: id("read-\(step)"), title: "Read the settings that the job has", method: .get,
                url: "\(names.synchronizationURL)/secrets", expect: [200],
                take: [.init(variable: names.variable("secrets"), pointer: "/value")], retry: .replicated,
                permission: "Synchronization.Read.All")),
            .request(.init(
                id: id("save-\(step)"), title: title, method: .put, url: "\(names.synchronizationURL)/secrets",
                body: ["value": ["$merge": [
                    "into": .string(names.value("secrets")),
                    "rule": "By key: ours replace, all others stay.",
                    "values": .array(secrets),
                ]]],
                expect: [204], retry: .replicated, permission: "Synchronization.ReadWrite.All")),
        ]
    }

    private var connect: [GraphBundle.Step] {
        let steps = save(secrets(), step: "secrets", title: "Save the connection, the notification mail and the deletion threshold")
        return hasCredentials ? steps + [testConnection] : steps
    }

    private var testConnection: GraphBundle.Step {
        .request(.init(
            id: id("test-connection"), title: "Test the connection", method: .post, url: "\(names.jobURL)/validateCredentials",
            body: ["useSavedCredentials": true], expect: [204],
            wait: .init(
                until: .status([204]), everySeconds: 60, atMostSeconds: 1_500, because: "a newly assigned agent takes 10 to 20 minutes to be used"),
            permission: "Synchronization.ReadWrite.All"))
    }

    /// Under which keys a job keeps the connection to HR is published nowhere, and a PUT of the set without the password loses it. So a
    /// person types it, and the bundle looks whether it is there and works.
    private func connectByHand(_ system: NativeHRSystem) -> [GraphBundle.Step] {
        let native = NativeConnection(system: system, mapping: mapping, plan: plan)
        let place = "Entra admin center, Enterprise applications, \(names.displayName), Provisioning"
        var steps: [GraphBundle.Step] = [
            .manual(.init(
                id: id("connect"), title: "Enter the connection to \(system.rawValue)", place: place, instruction: native.instruction,
                check: "Test connection succeeds, and the settings are shown after a reload."))
        ]
        if !native.settings.isEmpty {
            steps.append(.request(.init(
                id: id("read-settings"), title: "See that the settings are saved", method: .get, url: "\(names.synchronizationURL)/secrets",
                expect: [200], require: native.settings.map { .init(pointer: "/value", contains: ["key": .string($0)]) }, retry: .replicated,
                permission: "Synchronization.Read.All")))
        }
        steps.append(testConnection)
        let added = mapping.attributesWithPath
        if !added.isEmpty {
            steps.append(.manual(.init(
                id: id("add-native-attributes"), title: "Tell the connector where other attributes stand",
                place: "\(place), Mappings, Show advanced options, Edit attribute list for \(system.rawValue)",
                instruction: added.map { "\($0.name.value), \(JobSchema.schemaType($0.type.value)), API expression \($0.path?.value ?? "")" }
                    .joined(separator: "; ") + ". One that is there already gets this expression.",
                check: "The list shows each of them after a reload.")))
        }
        return steps
    }

    // MARK: 5: map

    private func readSchema(_ step: String, keep: Bool) -> GraphBundle.Step {
        .request(.init(
            id: id(step), title: keep ? "Read the schema, and keep it: it is the way back" : "Read the schema", method: .get,
            url: "\(names.jobURL)/schema", expect: [200],
            take: [.init(variable: names.variable("schema"), pointer: "")]
                // Only provisioning on demand names the rule.
                + (testUsers.isEmpty || !runsOnDemand || (mapping.isInbound && !keep) ? [] : [.init(variable: names.variable("ruleId"), list: "/synchronizationRules", pointer: "/id")]),
            wait: keep ? waitForDiscovery : nil, retry: .replicated, permission: "Synchronization.Read.All",
            keepAs: keep ? names.schemaBackup : nil))
    }

    private var map: [GraphBundle.Step] {
        var steps = [readSchema("read-schema", keep: true)]
        if !schema.operators.isEmpty {
            steps.append(.request(.init(
                id: id("read-filter-operators"), title: "See that the service has the operators of the scope", method: .get,
                url: "\(names.jobURL)/schema/filterOperators", expect: [200],
                require: schema.operators.map { .init(pointer: "/value", contains: ["name": .string($0)]) },
                permission: "Synchronization.Read.All")))
        }
        if let added = schema.addedAttributes {
            // Expressions are parsed against the schema: the names that they use come first.
            steps.append(.request(.init(
                id: id("add-attributes"), title: "Add the attributes that the template does not have", method: .put,
                url: "\(names.jobURL)/schema",
                body: ["$merge": [
                    "into": .string(names.value("schema")),
                    "rule": "An attribute is added to the object of its side, where none of that name is there.",
                    "objectMapping": userMapping,
                    "addAttributes": added,
                ]],
                expect: [204], permission: "Synchronization.ReadWrite.All")))
            steps.append(readSchema("read-schema-again", keep: false))
        }
        steps += GraphBundle.Step.together(id("parse-expressions"), "Let the service parse the expressions", schema.expressions.map { target, text in
            .init(
                id: id("parse-\(target)"), title: "Let the service parse the expression of \(target)", method: .post,
                url: "\(names.jobURL)/schema/parseExpression",
                body: ["expression": .string(text), "targetAttributeDefinition": .null, "testInputObject": .null], expect: [200],
                take: [.init(variable: names.variable("expression.\(target)"), pointer: "/parsedExpression")],
                require: [.init(pointer: "/parsingSucceeded", equals: true)], permission: "Synchronization.ReadWrite.All")
        })
        // From HR the first pass changes only people who are there: whoever is not matched shows in the log, and is not created twice.
        steps.append(writeSchema("write-schema", "Write the attribute mappings and the scope", set: [
            "enabled": true,
            "flowTypes": mapping.isInbound ? "Update" : "Add, Update, Delete",
            "scope": schema.filter,
            "attributeMappings": schema.attributeMappings { names.value("expression.\($0)") },
        ]))
        return steps
    }

    /// The host's attributes appear only after the first connection.
    private var waitForDiscovery: GraphBundle.Wait? {
        guard mapping.connector?.kind.isHosted == true, let first = mapping.connector?.attributes.first?.name else { return nil }
        return .init(
            until: .found(["name": .string(ECMAHost.targetName(first))]), everySeconds: 60, atMostSeconds: 900,
            because: "the target's attributes are read from the host after the connection was tested")
    }

    /// The object mapping of people, by its name on Entra's or Active Directory's side.
    private var userMapping: JSON {
        .object([.init(
            mapping.isInbound ? "targetObjectName" : "sourceObjectName",
            mapping.connector?.kind == .activeDirectory ? "user" : "User")])
    }

    /// The schema is written whole, never patched. What we do not mention stays as it was read.
    private func writeSchema(_ step: String, _ title: String, set members: JSON) -> GraphBundle.Step {
        .request(.init(
            id: id(step), title: title, method: .put, url: "\(names.jobURL)/schema",
            body: ["$merge": [
                "into": .string(names.value("schema")),
                "rule": "In the object mapping of users our members replace what is there; everything else stays.",
                "objectMapping": userMapping.with("set", members),
            ]],
            expect: [204], permission: "Synchronization.ReadWrite.All"))
    }

    /// After the update-only pass: whoever is new is created from here on.
    var creation: [GraphBundle.Step] {
        [
            .request(names.findApplication(isOptional: false)),
            .request(names.findJob(isOptional: false)),
            readSchema("read-schema", keep: false),
            // Deleting accounts of people stays in human hands on the way in.
            writeSchema("allow-creation", "Let the job create people, too", set: ["flowTypes": "Add, Update"]),
        ]
    }

    // MARK: 6 and 7: people in scope, and the test

    private var testUsers: [String] {
        if case .users(let users, _, _)? = phase.pilot.first { users.map(\.value) } else { [] }
    }

    /// Whether a request can provision one person: for API-driven jobs none does, and of SuccessFactors nobody documents the object's name.
    private var runsOnDemand: Bool { mapping.isInbound ? mapping.findsWorkersOnDemand : true }

    private var firstScope: [GraphBundle.Step] {
        guard !mapping.isInbound else { return [] }
        return assignments("test-users", "the test users", people(testUsers, key: "test-user"))
    }

    /// Looks people or groups up, and whether they are assigned, and assigns those who are not.
    private func assignments(_ key: String, _ whom: String, _ principals: [Principal]) -> [GraphBundle.Step] {
        GraphBundle.Step.together(id("find-\(key)"), "Find \(whom)", principals.map { $0.find(isOptional: false) })
            + GraphBundle.Step.together(
                id("find-assignments-of-\(key)"), "Look whether \(whom) are assigned", principals.map { $0.findAssignment() })
            + GraphBundle.Step.together(id("assign-\(key)"), "Put \(whom) in scope", principals.map(\.assign))
    }

    private func people(_ users: [String], key: String) -> [Principal] {
        users.enumerated().map { index, user in Principal(key: "\(key)-\(index + 1)", kind: .user, name: user, application: names) }
    }

    /// Whom the phase puts in scope, step by step.
    func principals(of step: Int) -> [Principal] {
        switch phase.pilot[step] {
        case .users(let users, _, _): people(users.map(\.value), key: step == 0 ? "test-user" : "pilot-user")
        case .group(let group, _, _): [Principal(key: "pilot-group", kind: .group, name: group.value, application: names)]
        case .everyone: []
        }
    }

    /// A later step of the pilot.
    func widening(to step: Int) -> [GraphBundle.Step] {
        let look: [GraphBundle.Step] = [
            .request(names.findApplication(isOptional: false)),
            .request(names.findJob(isOptional: false)),
        ]
        if case .everyone = phase.pilot[step] {
            guard hasCredentials else { return [] }
            return look + save(secrets(everyone: true), step: "scope", title: "Put everyone in the mapping's scope") + [
                .request(.init(
                    id: id("restart"), title: "Restart the job, so that it looks at everyone", method: .post, url: "\(names.jobURL)/restart",
                    body: ["criteria": ["resetScope": "Watermark, Escrows, QuarantineState"]], expect: [204],
                    permission: "Synchronization.ReadWrite.All"))
            ]
        }
        let roles = GraphBundle.Step.request(.init(
            id: id("read-roles"), title: "Read the application's roles", method: .get, url: "\(names.principalURL)?$select=id,appRoles",
            expect: [200], take: [names.takeRole], permission: "Application.Read.All"))
        return look + [roles] + assignments("pilot", PilotText.of(phase.pilot[step]), principals(of: step))
    }

    private var start: [GraphBundle.Step] {
        var steps: [GraphBundle.Step] = []
        if mapping.isInbound, mapping.findsWorkersOnDemand {
            let users = testUsers.enumerated().map { (key: "test-user-\($0 + 1)", name: $1) }
            // Data of an earlier step: everybody who has an account has the worker's number there.
            steps += GraphBundle.Step.together(id("find-test-users"), "Find the workers of the test users", users.map { user in
                .init(
                    id: id("find-\(user.key)"), title: "Find the worker of \(user.name)", method: .get,
                    url: "/users/\(OData.literal(user.name))?$select=id,employeeId", expect: [200],
                    take: [.init(variable: "\(names.variable(user.key)).worker", pointer: "/employeeId")], permission: "User.Read.All")
            })
            steps += users.map { user in
                onDemand(user.key, user.name, object: "${\(names.variable(user.key)).worker}", type: "Worker", because: "the job's schema was just written")
            }
        } else if !mapping.isInbound {
            steps += testUsers.enumerated().map { index, user in
                let key = "test-user-\(index + 1)"
                return onDemand(key, user, object: "${\(names.variable(key))}", type: "User", because: "an assignment takes up to a few minutes to be seen")
            }
        }
        steps.append(.request(.init(
            id: id("start"), title: "Start the job", method: .post, url: "\(names.jobURL)/start", expect: [204],
            permission: "Synchronization.ReadWrite.All")))
        steps.append(.request(.init(
            id: id("watch"), title: "See that it is active", method: .get, url: names.jobURL, expect: [200],
            wait: .init(
                until: .value(pointer: "/status/code", equals: "Active"), everySeconds: 60, atMostSeconds: 2_700,
                because: "the first cycle begins within 40 minutes"),
            permission: "Synchronization.Read.All")))
        return steps
    }

    /// One person through the job, before it starts.
    ///
    /// Source: Microsoft Graph, synchronizationJobSubject: the id of a user, or the worker's number for Workday, and the name of the object.
    private func onDemand(_ key: String, _ user: String, object: String, type: String, because: String) -> GraphBundle.Step {
        .request(.init(
            id: id("try-\(key)"), title: "Provision \(user) on demand", method: .post, url: "\(names.jobURL)/provisionOnDemand",
            body: [
                "parameters": [[
                    "ruleId": .string(names.value("ruleId")),
                    "subjects": [["objectId": .string(object), "objectTypeName": .string(type)]],
                ]]
            ],
            expect: [200],
            wait: .init(
                // Whoever was provisioned before has nothing to export.
                until: .any([
                    .found(["statusInfo": ["status": "Success"]]),
                    .found(["statusInfo": ["status": "Skipped", "errorCode": "RedundantExport"]]),
                ]),
                everySeconds: 60, atMostSeconds: 600, because: because),
            permission: "Synchronization.ReadWrite.All", keepAs: "\(mapping.name).\(key).json"))
    }
}
