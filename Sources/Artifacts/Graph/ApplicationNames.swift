import Analysis
import JSON

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

    /// What the schema was before the first of our changes; a file of the run.
    var schemaBackup: String { "\(mapping.name).schema.backup.json" }

    /// People without a role are not provisioned in applications that define roles.
    var takeRole: GraphBundle.Take {
        .init(variable: variable("appRoleId"), list: "/appRoles", prefer: ["displayName": "User", "isEnabled": true], pointer: "/id")
    }

    /// - Parameter isOptional: nothing need be there yet, and what follows makes it or is left out.
    func findApplication(isOptional: Bool) -> GraphBundle.Request {
        .init(
            id: "\(mapping.name)/find-application", title: "Look for the application \(displayName)", method: .get,
            url: "/servicePrincipals?\(OData.filter("displayName", equals: displayName))&$select=id,appId", expect: [200],
            take: [.hit(variable("servicePrincipalId"), optional: isOptional)], permission: "Application.Read.All")
    }

    func findJob(isOptional: Bool, when: [GraphBundle.Precondition] = []) -> GraphBundle.Request {
        .init(
            id: "\(mapping.name)/find-job", title: "Look for its provisioning job", method: .get,
            url: "\(synchronizationURL)/jobs", expect: [200], take: [.hit(variable("jobId"), optional: isOptional)], when: when,
            retry: .replicated, permission: "Synchronization.Read.All")
    }

    func readStatus(when: [GraphBundle.Precondition] = []) -> GraphBundle.Request {
        .init(
            id: "\(mapping.name)/read-status", title: "See what the job does", method: .get, url: jobURL, expect: [200],
            take: [.init(variable: variable("status"), pointer: "/status/code")], when: when, permission: "Synchronization.Read.All")
    }

    /// A job in one of these states has been started.
    var isStarted: GraphBundle.Precondition { .isOneOf(variable("status"), ["NotRun", "Active", "Quarantine"]) }

    /// This phase paused the job.
    var pauseRecord: String { "\(mapping.name) was paused" }
}
