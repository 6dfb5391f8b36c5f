import Analysis
import JSON
import Microsoft
import Plan

/// The requests of a phase, one file for each moment at which somebody decides to go on:
///
/// - `graph/bundle.json`: set up, with the first step of the pilot in scope;
/// - `graph/allow-creation.json`: after the update-only pass, the jobs from HR may create people;
/// - `graph/widen-2.json` and so on: a further step of the pilot;
/// - `graph/stop.json`: when everyone has moved, the jobs that end are paused.
public struct GraphBundleEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        let plan = context.plan
        var artifacts: [Artifact] = []
        func add(_ name: String, _ summary: String, _ mappings: [CheckedMapping], _ steps: [GraphBundle.Step]) {
            guard !steps.isEmpty else { return }
            var bundle = GraphBundle(plan: plan.name, environment: plan.environment, phase: phase.name, tenantID: plan.tenantID)
            bundle.steps = steps
            artifacts.append(Artifact(
                "\(phase.folder)/graph/\(name).json", bundle.json.prettyText, summary: summary, origins: mappings.map(\.span) + [phase.span]))
        }
        let applications = phase.starts.map { ApplicationSteps(mapping: $0, phase: phase, plan: plan) }
        let extensions = ExtensionSteps(plan: plan)
        add(
            "bundle", "Requests to Microsoft Graph: set up, and the first people", phase.starts,
            (phase.starts.contains { extensions.areUsed(by: $0) } ? extensions.steps : []) + applications.flatMap(\.steps))
        let inbound = applications.filter(\.mapping.isInbound)
        add(
            "allow-creation", "Requests to Microsoft Graph: the jobs from HR may create people", inbound.map(\.mapping),
            inbound.flatMap(\.creation))
        let outbound = applications.filter { !$0.mapping.isInbound }
        for (index, step) in phase.pilot.enumerated().dropFirst() {
            add(
                "widen-\(index + 1)", "Requests to Microsoft Graph: \(PilotText.of(step)) in scope", outbound.map(\.mapping),
                outbound.flatMap { $0.widening(to: step) })
        }
        add(
            "stop", "Requests to Microsoft Graph: what ends", phase.stopsMappings,
            phase.stopsMappings.flatMap { StopSteps(mapping: $0, plan: plan).steps })
        return artifacts
    }
}

/// A step of the pilot in words.
enum PilotText {
    static func of(_ step: Phase.PilotStep) -> String {
        switch step {
        case .users(let users, _, _): users.map(\.value).joined(separator: ", ")
        case .group(let group, _, _): "the group \(group.value)"
        case .everyone: "everyone"
        }
    }
}

/// The application that owns the plan's directory extensions, and the extensions themselves.
struct ExtensionSteps {
    let plan: CheckedPlan

    func areUsed(by mapping: CheckedMapping) -> Bool {
        JobSchema(mapping: mapping, plan: plan, layout: nil).addedAttributes != nil
    }

    var steps: [GraphBundle.Step] {
        let name = "Entrain \(plan.name): directory extensions"
        var steps: [GraphBundle.Step] = [
            .request(.init(
                id: "extensions/find-application", title: "Look for the application that owns the extensions", method: .get,
                url: "/applications?\(OData.filter("displayName", equals: name))&$select=id,appId", expect: [200],
                take: [.hit("extensionApplicationId"), .hit("extensionAppId", "/appId", transform: "without-hyphens")],
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
                expect: [200], take: [.hit("extension.\(item.name)", "/name")], permission: "Application.Read.All")))
            steps.append(.request(.init(
                id: "extensions/create-\(item.name)", title: "Create it", method: .post,
                url: "/applications/${extensionApplicationId}/extensionProperties",
                body: ["name": .string(item.name), "dataType": .string(dataType(item)), "targetObjects": ["User"]],
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
            url: "/servicePrincipals?\(OData.filter("displayName", equals: displayName))&$select=id,appId", expect: [200],
            take: [.hit(variable("servicePrincipalId"), optional: isOptional)], permission: "Application.Read.All")
    }

    func findJob(isOptional: Bool) -> GraphBundle.Request {
        .init(
            id: "\(mapping.name)/find-job", title: "Look for its provisioning job", method: .get,
            url: "\(synchronizationURL)/jobs", expect: [200], take: [.hit(variable("jobId"), optional: isOptional)],
            permission: "Synchronization.Read.All")
    }
}
