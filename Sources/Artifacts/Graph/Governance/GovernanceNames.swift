import Analysis
import JSON
import Plan

/// Whom and what the access packages and workflows of a phase name: each is looked up once, and has one variable.
struct GovernanceNames {
    static let entitlements = "/identityGovernance/entitlementManagement"
    static let workflows = "/identityGovernance/lifecycleWorkflows/workflows"

    private(set) var catalogs: [String] = []
    private(set) var groups: [String] = []
    private(set) var users: [String] = []
    private(set) var applications: [String] = []
    let plan: String

    init(_ phase: CheckedPhase, plan: String) {
        self.plan = plan
        func add(_ name: String, to list: inout [String]) {
            if !list.contains(name) { list.append(name) }
        }
        func add(_ people: AccessPackage.People?) {
            switch people {
            case .group(let name)?: add(name, to: &groups)
            case .user(let name)?: add(name, to: &users)
            case .everyone?, .manager?, nil: break
            }
        }
        for package in phase.packages {
            add(package.catalog, to: &catalogs)
            for resource in package.resources {
                switch resource {
                case .group(let name, _, _): add(name.value, to: &groups)
                case .application(let name, _, _): add(name.value, to: &applications)
                }
            }
            for people in package.ask + package.approve { add(people) }
            add(package.fallback)
            add(package.review?.by?.value)
        }
        for workflow in phase.workflows {
            if case .group(let name) = workflow.people { add(name.value, to: &groups) }
            for task in workflow.tasks {
                if case .groups = task.task.argument { for name in task.values { add(name, to: &groups) } }
            }
        }
    }

    func catalog(_ name: String) -> String { variable("catalog", name, catalogs) }
    func group(_ name: String) -> String { variable("group", name, groups) }
    func user(_ name: String) -> String { variable("user", name, users) }
    func application(_ name: String) -> String { variable("application", name, applications) }

    private func variable(_ kind: String, _ name: String, _ names: [String]) -> String {
        "\(kind).\((names.firstIndex(of: name) ?? 0) + 1)"
    }

    static func package(_ name: String) -> String { "access.\(name).id" }
    static func policy(_ name: String) -> String { "access.\(name).policy" }
    static func workflow(_ name: String) -> String { "workflows.\(name).id" }

    /// Requests that find them all; whoever is not there stops the run before anything is made.
    ///
    /// - Parameter givesAway: groups that a package gives must be groups of the cloud.
    func find(givesAway: Set<String>) -> [GraphBundle.Step] {
        var requests: [GraphBundle.Request] = catalogs.map { name in
            .init(
                id: "governance/find-\(catalog(name))", title: "Look for the catalogue \(name)", method: .get,
                url: "\(Self.entitlements)/catalogs?\(OData.filter("displayName", equals: name))&$select=id", expect: [200],
                take: [.hit(catalog(name))], permission: "EntitlementManagement.Read.All")
        }
        requests += groups.map { name in
            .init(
                id: "governance/find-\(group(name))", title: "Find the group \(name)", method: .get,
                url: "/groups?\(OData.filter("displayName", equals: name))&$select=id,onPremisesSyncEnabled", expect: [200],
                take: [.hit(group(name), optional: false)],
                // A group that AD owns can't be given away: its members are written on premises.
                require: givesAway.contains(name) ? [.init(pointer: "/value/0/onPremisesSyncEnabled", equals: .null)] : [],
                permission: "GroupMember.Read.All")
        }
        requests += users.map { name in
            .init(
                id: "governance/find-\(user(name))", title: "Find \(name)", method: .get, url: "/users/\(OData.literal(name))?$select=id",
                expect: [200], take: [.init(variable: user(name), pointer: "/id")], permission: "User.ReadBasic.All")
        }
        requests += applications.map { name in
            .init(
                id: "governance/find-\(application(name))", title: "Find the application \(name)", method: .get,
                url: "/servicePrincipals?\(OData.filter("displayName", equals: name))&$select=id", expect: [200],
                take: [.hit(application(name), optional: false)], permission: "Application.Read.All")
        }
        return GraphBundle.Step.together("governance/find", "Find catalogues, groups, people and applications", requests)
    }

    var createCatalogs: [GraphBundle.Step] {
        GraphBundle.Step.together("governance/create-catalogs", "Create the catalogues that are missing", catalogs.map { name in
            .init(
                id: "governance/create-\(catalog(name))", title: "Create the catalogue \(name)", method: .post, url: "\(Self.entitlements)/catalogs",
                body: [
                    "displayName": .string(BundleText.escaped(name)), "description": .string("Made from the plan \(plan) by Entrain."), "state": "published",
                    "isExternallyVisible": false,
                ], expect: [201], take: [.init(variable: catalog(name), pointer: "/id")], unless: catalog(name),
                permission: "EntitlementManagement.ReadWrite.All")
        })
    }
}
