import Analysis
import Plan

/// The access packages and lifecycle workflows of a phase.
struct GovernanceSteps {
    let phase: CheckedPhase
    let plan: CheckedPlan

    var isEmpty: Bool { phase.packages.isEmpty && phase.workflows.isEmpty }
    private var names: GovernanceNames { GovernanceNames(phase, plan: plan.name) }
    private var packages: [PackageSteps] { phase.packages.map { PackageSteps(package: $0, names: names) } }
    private var workflows: [WorkflowSteps] {
        let all = plan.phases.flatMap(\.packages)
        return phase.workflows.map { WorkflowSteps(workflow: $0, names: names, packages: all) }
    }

    /// Made, and seen by nobody yet.
    var steps: [GraphBundle.Step] {
        guard !isEmpty else { return [] }
        let given = Set(phase.packages.flatMap(\.resources).compactMap { if case .group(let name, _, _) = $0 { name.value } else { nil } })
        return names.find(givesAway: given) + names.createCatalogs + packages.flatMap(\.steps) + workflows.flatMap(\.steps)
    }

    /// Packages are shown, workflows scheduled.
    var open: [GraphBundle.Step] {
        find + GraphBundle.Step.together(
            "governance/open", "Open what was made",
            packages.map { $0.show(true, when: [.hasValue(GovernanceNames.package($0.package.name))]) }
                + workflows.map { $0.schedule(true, when: [.hasValue(GovernanceNames.workflow($0.workflow.name))]) })
    }

    /// Packages are hidden, workflows stopped. What people have they keep.
    var close: [GraphBundle.Step] {
        find + GraphBundle.Step.together(
            "governance/close", "Close what was opened",
            packages.map { $0.show(false, when: [.hasValue(GovernanceNames.package($0.package.name))]) }
                + workflows.map { $0.schedule(false, when: [.hasValue(GovernanceNames.workflow($0.workflow.name))]) })
    }

    private var find: [GraphBundle.Step] {
        GraphBundle.Step.together("governance/find-again", "Look for what was made", packages.map { $0.find() } + workflows.map { $0.find() })
    }
}
