import Diagnostics
import Microsoft
import Plan

/// An access package whose policy the service takes.
public struct CheckedPackage: Sendable {
    public let name: String
    public let title: String
    public let because: String?
    public let catalog: String
    public let resources: [AccessPackage.Resource]
    public let ask: [AccessPackage.People]
    /// A membership rule.
    public let assignedTo: String?
    /// Stage by stage; 3 at most.
    public let approve: [AccessPackage.People]
    public let fallback: AccessPackage.People?
    /// In days; nil where access does not end by time.
    public let duration: Int?
    public let review: AccessPackage.Review?
    /// The group whose members have it today.
    public let holders: String?
    public let replaces: String?
    public let span: Span

    /// How somebody gets a package; each way is a policy of it.
    public enum Policy: String, Sendable {
        case request = "on request"
        case rule = "by rule"
        case administrator = "by an administrator"
    }

    /// The first is the one that workflows ask by.
    public var policies: [Policy] {
        var policies: [Policy] = []
        if !ask.isEmpty { policies.append(.request) }
        if assignedTo != nil { policies.append(.rule) }
        if policies.isEmpty || holders != nil { policies.append(.administrator) }
        return policies
    }

    /// The display name of a policy, by which later runs find it.
    public func title(of policy: Policy) -> String { "\(title): \(policy.rawValue)" }
}

/// A lifecycle workflow whose tasks may stand in it.
public struct CheckedWorkflow: Sendable {
    public enum Trigger: Sendable {
        case moment(LifecycleWorkflow.Moment, days: Int)
        /// Names of user attributes as Graph has them.
        case changes([String])
    }

    public struct Task: Sendable {
        public let task: LifecycleTask
        /// Groups by display name, the name of a package, or minutes.
        public let values: [String]
    }

    public let name: String
    public let title: String
    public let because: String?
    public let trigger: Trigger
    public let category: LifecycleTask.Category
    public let people: LifecycleWorkflow.People
    public let tasks: [Task]
    public let span: Span
}

extension LifecycleWorkflow.Moment {
    /// The user attribute that holds it.
    public var attribute: String {
        switch self {
        case .hireDate: "employeeHireDate"
        case .leaveDate: "employeeLeaveDateTime"
        case .created: "createdDateTime"
        }
    }

    var category: LifecycleTask.Category { self == .leaveDate ? .leaver : .joiner }
}
