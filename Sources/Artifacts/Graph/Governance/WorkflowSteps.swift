import Analysis
import JSON
import Microsoft
import Plan

/// A lifecycle workflow. It is made without its schedule: people run it by hand for a few, and then it is switched on.
///
/// Requests: graph.md, section 9 (Microsoft Graph, lifecycle workflows).
struct WorkflowSteps {
    let workflow: CheckedWorkflow
    let names: GovernanceNames
    /// Of the plan, for tasks that name one.
    let packages: [CheckedPackage]

    private var id: String { "workflows.\(workflow.name)" }
    private var variable: String { GovernanceNames.workflow(workflow.name) }
    private var displayName: String { "Entrain \(names.plan): \(workflow.title)" }

    var steps: [GraphBundle.Step] {
        findPackages + [
            .request(find()),
            .request(.init(
                id: "\(id)/create", title: "Create it, without its schedule", method: .post, url: GovernanceNames.workflows,
                body: [
                    "category": .string(workflow.category.rawValue), "displayName": .string(BundleText.escaped(displayName)),
                    "description": .string(BundleText.escaped(workflow.because ?? workflow.title)), "isEnabled": true, "isSchedulingEnabled": false,
                    "executionConditions": [
                        "@odata.type": "#microsoft.graph.identityGovernance.triggerAndScopeBasedConditions", "scope": scope, "trigger": trigger,
                    ],
                    "tasks": .array(workflow.tasks.map(task)),
                ], expect: [201], take: [.init(variable: variable, pointer: "/id")], unless: variable,
                permission: "LifecycleWorkflows.ReadWrite.All")),
        ]
    }

    func find() -> GraphBundle.Request {
        .init(
            id: "\(id)/find", title: "Look for the workflow \(displayName)", method: .get,
            url: "\(GovernanceNames.workflows)?\(OData.filter("displayName", equals: displayName))&$select=id", expect: [200],
            take: [.hit(variable)], permission: "LifecycleWorkflows.Read.All")
    }

    /// From here on it runs by itself.
    func schedule(_ isOn: Bool, when: [GraphBundle.Precondition] = []) -> GraphBundle.Request {
        .init(
            id: "\(id)/\(isOn ? "schedule" : "stop")", title: isOn ? "Let \(workflow.title) run by itself" : "Stop \(workflow.title)",
            method: .patch, url: "\(GovernanceNames.workflows)/${\(variable)}", body: ["isEnabled": .bool(isOn), "isSchedulingEnabled": .bool(isOn)],
            expect: [200, 204], when: when, permission: "LifecycleWorkflows.ReadWrite.All")
    }

    /// Packages of an earlier phase have their ids in no variable of this one.
    private var findPackages: [GraphBundle.Step] {
        let named: Set<String> = Set(workflow.tasks.flatMap { task -> [String] in if case .package = task.task.argument { task.values } else { [] } })
        return packages.filter { named.contains($0.name) }.flatMap { package in
            func find(_ what: String, _ title: String, _ collection: String, _ name: String, _ variable: String) -> GraphBundle.Step {
                .request(.init(
                    id: "\(id)/find-\(what)-\(package.name)", title: title, method: .get,
                    url: "\(GovernanceNames.entitlements)/\(collection)?\(OData.filter("displayName", equals: name))&$select=id", expect: [200],
                    take: [.hit(variable, optional: false)], permission: "EntitlementManagement.Read.All"))
            }
            return [
                find("package", "Find the access package \(package.title)", "accessPackages", package.title, GovernanceNames.package(package.name)),
                find("policy", "Find its policy", "assignmentPolicies", package.title(of: package.policies[0]), GovernanceNames.policy(package.name)),
            ]
        }
    }

    private var scope: JSON {
        switch workflow.people {
        case .rule(let rule):
            ["@odata.type": "#microsoft.graph.identityGovernance.ruleBasedSubjectSet", "rule": .string(BundleText.escaped(rule.value))]
        case .group(let name):
            [
                "@odata.type": "#microsoft.graph.identityGovernance.groupBasedSubjectSet",
                "groups": [["id": .string("${\(names.group(name.value))}")]],
            ]
        }
    }

    private var trigger: JSON {
        switch workflow.trigger {
        case .moment(let moment, let days):
            [
                "@odata.type": "#microsoft.graph.identityGovernance.timeBasedAttributeTrigger", "timeBasedAttribute": .string(moment.attribute),
                "offsetInDays": .integer(days),
            ]
        case .changes(let attributes):
            [
                "@odata.type": "#microsoft.graph.identityGovernance.attributeChangeTrigger",
                "triggerAttributes": .array(attributes.map { ["name": .string($0)] }),
            ]
        }
    }

    private func task(_ task: CheckedWorkflow.Task) -> JSON {
        func argument(_ name: String, _ value: String) -> JSON { ["name": .string(name), "value": .string(value)] }
        let arguments: [JSON]
        switch task.task.argument {
        case .none: arguments = []
        case .groups: arguments = [argument("groupID", task.values.map { "${\(names.group($0))}" }.joined(separator: ","))]
        case .minutes: arguments = [argument("tapLifetimeMinutes", task.values.first ?? ""), argument("tapIsUsableOnce", "true")]
        case .package:
            let name = task.values.first ?? ""
            let package = argument("accessPackageId", "${\(GovernanceNames.package(name))}")
            arguments = task.task == .requestPackage ? [argument("assignmentPolicyId", "${\(GovernanceNames.policy(name))}"), package] : [package]
        }
        return [
            "taskDefinitionId": .string(task.task.id), "displayName": .string(task.task.title), "isEnabled": true, "continueOnError": false,
            "arguments": .array(arguments),
        ]
    }
}
