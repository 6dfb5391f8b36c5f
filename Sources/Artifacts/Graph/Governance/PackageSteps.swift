import Analysis
import JSON
import Plan

/// An access package: its resources join the catalogue, it gives their roles, and policies say who gets it and how.
///
/// A package that is there already keeps its resources: taking roles from people who have them is nothing that a bundle does.
/// Requests: graph.md, section 8 (Microsoft Graph, entitlement management).
struct PackageSteps {
    let package: CheckedPackage
    let names: GovernanceNames

    private var id: String { "access.\(package.name)" }
    private var variable: String { GovernanceNames.package(package.name) }
    private var catalog: JSON { ["id": .string("${\(names.catalog(package.catalog))}")] }
    private var record: String { "\(id) was made" }

    var steps: [GraphBundle.Step] {
        resources.flatMap(\.join) + [.request(find()), .request(create)] + GraphBundle.Step.together(
            "\(id)/roles", "Give the roles of \(package.title)", resources.map(\.give))
            + package.policies.enumerated().flatMap { [.request(find($1, isFirst: $0 == 0)), .request(create($1))] }
    }

    /// - Parameter isOptional: not when what is looked for was made before.
    func find(isOptional: Bool = true) -> GraphBundle.Request {
        .init(
            id: "\(id)/find", title: "Look for the access package \(package.title)", method: .get,
            url: "\(GovernanceNames.entitlements)/accessPackages?\(OData.filter("displayName", equals: package.title))&$select=id", expect: [200],
            take: [.hit(variable, optional: isOptional)], permission: "EntitlementManagement.Read.All")
    }

    private var create: GraphBundle.Request {
        .init(
            id: "\(id)/create", title: "Create it, hidden", method: .post, url: "\(GovernanceNames.entitlements)/accessPackages",
            body: [
                "displayName": .string(BundleText.escaped(package.title)),
                "description": .string(BundleText.escaped(package.because ?? package.title)), "isHidden": true, "catalog": catalog,
            ], expect: [201], take: [.init(variable: variable, pointer: "/id")], unless: variable,
            permission: "EntitlementManagement.ReadWrite.All", record: record)
    }

    /// From here on people see it.
    func show(_ isShown: Bool, when: [GraphBundle.Precondition] = []) -> GraphBundle.Request {
        .init(
            id: "\(id)/\(isShown ? "show" : "hide")", title: isShown ? "Show \(package.title)" : "Hide \(package.title): nobody can ask for it",
            method: .patch, url: "\(GovernanceNames.entitlements)/accessPackages/${\(variable)}", body: ["isHidden": .bool(!isShown)],
            expect: [200, 204], when: when, permission: "EntitlementManagement.ReadWrite.All")
    }

    // MARK: Resources

    private struct Resource {
        let join: [GraphBundle.Step]
        let give: GraphBundle.Request
    }

    private var resources: [Resource] {
        package.resources.enumerated().map { index, resource in
            let key = "\(id).resource-\(index + 1)"
            let origin: String, system: String, roleName: String, roleOrigin: String, title: String
            var before: [GraphBundle.Step] = []
            switch resource {
            case .group(let name, let role, _):
                origin = "${\(names.group(name.value))}"
                system = "AadGroup"
                roleName = role?.value == .owner ? "Owner" : "Member"
                roleOrigin = "\(roleName)_\(origin)"
                title = "the group \(name.value)"
            case .application(let name, let role, _):
                origin = "${\(names.application(name.value))}"
                system = "AadApplication"
                roleName = role?.value ?? ""
                roleOrigin = "${\(key).role}"
                title = "the application \(name.value)"
                let wanted: JSON = ["displayName": .string(BundleText.escaped(roleName)), "isEnabled": true]
                before = [
                    .request(.init(
                        id: "\(key)/find-role", title: "Find the role \(roleName) of \(name.value)", method: .get,
                        url: "/servicePrincipals/\(origin)?$select=appRoles", expect: [200],
                        take: [.init(variable: "\(key).role", list: "/appRoles", prefer: wanted, pointer: "/id")],
                        require: [.init(pointer: "/appRoles", contains: wanted)], permission: "Application.Read.All"))
                ]
            }
            let inCatalog = "\(GovernanceNames.entitlements)/catalogs/${\(names.catalog(package.catalog))}/resources?$filter=originId%20eq%20'\(origin)'&$select=id,originId,originSystem"
            let variable = "\(key).id"
            let reference: JSON = ["originId": .string(origin), "originSystem": .string(system)]
            return Resource(
                join: before + [
                    .request(.init(
                        id: "\(key)/find", title: "Look for \(title) in the catalogue", method: .get, url: inCatalog, expect: [200],
                        take: [.hit(variable)], permission: "EntitlementManagement.Read.All")),
                    .request(.init(
                        id: "\(key)/join", title: "Put \(title) into the catalogue", method: .post, url: "\(GovernanceNames.entitlements)/resourceRequests",
                        body: ["requestType": "adminAdd", "catalog": catalog, "resource": reference], expect: [201], unless: variable,
                        permission: "EntitlementManagement.ReadWrite.All")),
                    .request(.init(
                        id: "\(key)/wait", title: "Wait until it is there", method: .get, url: inCatalog, expect: [200], take: [.hit(variable, optional: false)],
                        wait: .init(
                            until: .found(["originSystem": .string(system)]), everySeconds: 5, atMostSeconds: 300,
                            because: "a resource request is delivered after it was answered"),
                        permission: "EntitlementManagement.Read.All")),
                ],
                give: .init(
                    id: "\(key)/give", title: "Give \(roleName) of \(title)", method: .post,
                    url: "\(GovernanceNames.entitlements)/accessPackages/${\(self.variable)}/resourceRoleScopes",
                    body: [
                        "role": [
                            "displayName": .string(BundleText.escaped(roleName)), "originSystem": .string(system), "originId": .string(roleOrigin),
                            "resource": ["id": .string("${\(variable)}"), "originId": .string(origin), "originSystem": .string(system)],
                        ],
                        "scope": ["originId": .string(origin), "originSystem": .string(system), "isRootScope": true],
                    ], expect: [201], when: [.wasRecorded(record)], permission: "EntitlementManagement.ReadWrite.All"))
        }
    }

    // MARK: Policies

    private func variable(of policy: CheckedPackage.Policy) -> String {
        policy == package.policies[0] ? GovernanceNames.policy(package.name) : "\(id).\(key(policy))"
    }

    private func key(_ policy: CheckedPackage.Policy) -> String {
        switch policy {
        case .request: "policy-request"
        case .rule: "policy-automatic"
        case .administrator: "policy-direct"
        }
    }

    private func body(_ policy: CheckedPackage.Policy) -> [JSON.Member] {
        let reviews = review.map { [JSON.Member("reviewSettings", $0)] } ?? []
        switch policy {
        case .request:
            let isForAll = package.ask.contains(.everyone)
            return [
                .init("allowedTargetScope", isForAll ? "allMemberUsers" : "specificDirectoryUsers"),
                .init("specificAllowedTargets", isForAll ? [] : .array(package.ask.map(set))), .init("requestorSettings", asking(true)),
                .init("requestApprovalSettings", approval), .init("expiration", expiration),
            ] + reviews
        case .rule:
            return [
                .init("allowedTargetScope", "specificDirectoryUsers"),
                .init("specificAllowedTargets", [[
                    "@odata.type": "#microsoft.graph.attributeRuleMembers", "description": .string(BundleText.escaped(package.title)),
                    "membershipRule": .string(BundleText.escaped(package.assignedTo ?? "")),
                ]]),
                .init("automaticRequestSettings", [
                    "requestAccessForAllowedTargets": true, "removeAccessWhenTargetLeavesAllowedTargets": true, "gracePeriodBeforeAccessRemoval": "P7D",
                ]),
            ]
        case .administrator:
            return [
                .init("allowedTargetScope", "notSpecified"), .init("specificAllowedTargets", []), .init("requestorSettings", asking(false)),
                .init("expiration", expiration),
            ] + reviews
        }
    }

    private func asking(_ isOpen: Bool) -> JSON {
        let settings: JSON = [
            "enableTargetsToSelfAddAccess": .bool(isOpen), "enableTargetsToSelfUpdateAccess": .bool(isOpen), "enableTargetsToSelfRemoveAccess": .bool(isOpen),
        ]
        return isOpen ? settings.with("allowCustomAssignmentSchedule", false) : settings
    }

    /// - Parameter isFirst: behind the roles, which are given once.
    private func find(_ policy: CheckedPackage.Policy, isFirst: Bool) -> GraphBundle.Request {
        .init(
            id: "\(id)/find-\(key(policy))", title: "Look for the policy \(package.title(of: policy))", method: .get,
            url: "\(GovernanceNames.entitlements)/assignmentPolicies?\(OData.filter("displayName", equals: package.title(of: policy)))&$select=id", expect: [200],
            take: [.hit(variable(of: policy))], permission: "EntitlementManagement.Read.All", forget: isFirst ? record : nil)
    }

    private func create(_ policy: CheckedPackage.Policy) -> GraphBundle.Request {
        .init(
            id: "\(id)/create-\(key(policy))", title: "Create the policy \(package.title(of: policy))", method: .post,
            url: "\(GovernanceNames.entitlements)/assignmentPolicies",
            body: .object(
                [
                    .init("displayName", .string(BundleText.escaped(package.title(of: policy)))),
                    .init("description", .string(BundleText.escaped(package.because ?? package.title(of: policy)))),
                ] + body(policy) + [.init("accessPackage", ["id": .string("${\(variable)}")])]),
            expect: [201], take: [.init(variable: variable(of: policy), pointer: "/id")], unless: variable(of: policy),
            permission: "EntitlementManagement.ReadWrite.All")
    }

    private var expiration: JSON {
        package.duration.map { ["type": "afterDuration", "duration": .string("P\($0)D")] } ?? ["type": "noExpiration"]
    }

    /// Fourteen days for each answer, and no escalation: both are the portal's own.
    private var approval: JSON {
        [
            "isApprovalRequiredForAdd": .bool(!package.approve.isEmpty), "isApprovalRequiredForUpdate": .bool(!package.approve.isEmpty),
            "isRequestorJustificationRequired": .bool(!package.approve.isEmpty),
            "stages": .array(package.approve.map { people in
                [
                    "durationBeforeAutomaticDenial": "P14D", "isApproverJustificationRequired": false, "isEscalationEnabled": false,
                    "primaryApprovers": [set(people)], "fallbackPrimaryApprovers": fallback(of: people), "escalationApprovers": [],
                    "fallbackEscalationApprovers": [],
                ]
            }),
        ]
    }

    private var review: JSON? {
        guard let review = package.review, let every = review.every?.value, let by = review.by?.value, let from = review.from?.value else { return nil }
        let months: Int
        switch every {
        case .month: months = 1
        case .quarter: months = 3
        case .halfYear: months = 6
        case .year: months = 12
        }
        return [
            "isEnabled": true, "isSelfReview": false, "isRecommendationEnabled": true, "isReviewerJustificationRequired": false,
            "expirationBehavior": review.otherwise?.value == .keep ? "keepAccess" : "removeAccess", "primaryReviewers": [set(by)],
            "fallbackReviewers": fallback(of: by),
            "schedule": [
                "startDateTime": .string("\(from)T00:00:00Z"), "expiration": ["type": "afterDuration", "duration": "P14D"],
                "recurrence": [
                    "pattern": ["type": "absoluteMonthly", "interval": .integer(months), "dayOfMonth": .integer(Int(from.suffix(2)) ?? 1)],
                    "range": ["type": "noEnd", "startDate": .string(from)],
                ],
            ],
        ]
    }

    private func fallback(of people: AccessPackage.People) -> JSON {
        if case .manager = people, let fallback = package.fallback { [set(fallback)] } else { [] }
    }

    private func set(_ people: AccessPackage.People) -> JSON {
        switch people {
        case .manager: ["@odata.type": "#microsoft.graph.requestorManager", "managerLevel": 1]
        case .group(let name): ["@odata.type": "#microsoft.graph.groupMembers", "groupId": .string("${\(names.group(name))}")]
        case .user(let name): ["@odata.type": "#microsoft.graph.singleUser", "userId": .string("${\(names.user(name))}")]
        case .everyone: ["@odata.type": "#microsoft.graph.groupMembers"]
        }
    }
}
