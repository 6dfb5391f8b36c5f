import Diagnostics
import Microsoft
import Plan

extension Diagnostic {
    static func applicationRole(_ name: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .applicationRole, "the package gives `\(name.value)`, and does not say which role", at: Label(name.span),
            why: "Graph binds a package to a role of the application; there is none that stands for all.",
            help: [FixIt("add `role:` with the display name of one of its roles, as the application's registration lists them")])
    }

    static func noFallback(_ package: AccessPackage, _ manager: Span) -> Diagnostic {
        Diagnostic(
            .noFallback, "nobody stands in where the manager is not known", at: Label(manager, "the manager of whoever asks"),
            and: [Label(package.span, "no `fallback`")],
            why: "Somebody without a manager in Entra ID could not be answered; the service refuses such a policy.",
            help: [FixIt("add `fallback: {group: …}` to the package")])
    }

    static func tooManyStages(_ span: Span, _ count: Int) -> Diagnostic {
        Diagnostic(
            .approvalStages, "\(count) stages of approval are more than three", at: Label(span, "the fourth"),
            why: "Entitlement management has three stages at most.",
            help: [FixIt("let a group stand for several people: one answer of any member ends a stage")])
    }

    static func approvalOfNobody(_ span: Span, _ package: AccessPackage) -> Diagnostic {
        Diagnostic(
            .approvalStages, "somebody approves, and nobody may ask", at: Label(span),
            and: [Label(package.span, "no `ask`")],
            why: "Who gets a package by a rule, or from an administrator, asks for nothing.",
            help: [FixIt("say who may ask: `ask: everyone`, or leave `approve` out")])
    }

    static func holdersLoseAccess(_ package: AccessPackage, _ replaces: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .holdersLoseAccess, "who holds `\(replaces.value)` today is not said", at: Label(replaces.span),
            why: "Whoever has the right without an assignment keeps it unseen by reviews; whoever asks later loses it when that assignment ends.",
            help: [FixIt("name the group whose members have it today: `holders: …`"), acceptance("holders-lose-access", "access.\(package.name.value)")])
    }

    static func accessNeverStarted(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .neverStarted, "no phase starts `\(name)`", at: Label(span), why: "Nothing is generated for it.",
            help: [FixIt("name `\(name)` in `starts` of a phase, or remove it")])
    }

    static func tooManyWorkflows(_ count: Int, at span: Span) -> Diagnostic {
        Diagnostic(
            .workflowTask, "\(count) workflows are more than a tenant takes", at: Label(span, "the \(LifecycleTask.mostWorkflows + 1)th"),
            why: "Microsoft Entra ID has at most \(LifecycleTask.mostWorkflows).", help: [FixIt("let one workflow serve several groups of people by its rule")])
    }

    static func tooManyTasks(_ span: Span, _ count: Int) -> Diagnostic {
        Diagnostic(
            .workflowTask, "\(count) tasks are more than a workflow takes", at: Label(span, "the \(LifecycleTask.mostInWorkflow + 1)th"),
            why: "A workflow has at most \(LifecycleTask.mostInWorkflow).", help: [FixIt("cut it in two; they run in no order of their own")])
    }

    static func noTask(_ workflow: LifecycleWorkflow) -> Diagnostic {
        Diagnostic(
            .workflowTask, "the workflow does nothing", at: Label(workflow.span), why: "Graph refuses a workflow without a task.",
            help: [FixIt("add `tasks: […]`, or remove it")])
    }

    static func taskOfAnotherCategory(_ word: Spanned<String>, _ task: LifecycleTask, _ category: LifecycleTask.Category) -> Diagnostic {
        let own = LifecycleTask.Category.allCases.filter(task.categories.contains).map { "\($0.rawValue)s" }.joined(separator: " and ")
        let near = LifecycleTask.allCases.filter { $0.categories.contains(category) }.map(\.rawValue).joined(separator: ", ")
        return Diagnostic(
            .workflowTask, "`\(word.value)` is for \(own), and this workflow for \(category.rawValue)s", at: Label(word.span),
            why: "Each task belongs to categories of workflows; what a workflow waits for makes its category.",
            help: [FixIt("tasks for \(category.rawValue)s are \(near)")])
    }

    static func taskTakesNothing(_ value: Spanned<String>, _ task: LifecycleTask) -> Diagnostic {
        Diagnostic(
            .workflowTask, "`\(task.rawValue)` takes nothing", at: Label(value.span), help: [FixIt("write the word alone: `- \(task.rawValue)`")])
    }

    static func taskWants(_ span: Span, _ task: LifecycleTask, _ what: String, _ example: String) -> Diagnostic {
        Diagnostic(
            .workflowTask, "`\(task.rawValue)` wants \(what)", at: Label(span), why: "Graph refuses the task without them.",
            help: [FixIt("write `- {\(task.rawValue): \(example)}`")])
    }

    static func deletesBeforeTheLastDay(_ span: Span, _ days: Int) -> Diagnostic {
        Diagnostic(
            .workflowDays, "accounts are deleted \(-days) days before the last day", at: Label(span),
            why: "Whoever is deleted can't work; after 30 days the account is gone for good.",
            help: [FixIt("write `days: 30`, or another number that is not negative")])
    }

    static func sessionsStay(_ span: Span) -> Diagnostic {
        Diagnostic(
            .sessionsStay, "open sessions outlive the account", at: Label(span, "disabled, and not signed out"),
            why: "A disabled account can't sign in anew; what is open stays until its tokens end.",
            help: [FixIt("add the task `revoke-tokens` behind it")])
    }

    static func workflowNeverStarts(_ workflow: CheckedWorkflow, _ attribute: String, isLater: Bool) -> Diagnostic {
        Diagnostic(
            .workflowNeverStarts,
            isLater ? "`\(workflow.name)` waits for \(attribute), which no mapping writes yet" : "`\(workflow.name)` waits for \(attribute), which no mapping writes",
            at: Label(workflow.span),
            why: "Nobody has the date, so the workflow starts for nobody, and says nothing.",
            help: [
                FixIt(isLater ? "start it in the phase that starts the mapping, or after it" : "map a date of HR to \(attribute) of `entra`, or remove the workflow")
            ])
    }

    static func packageIsNotThere(_ workflow: CheckedWorkflow, _ package: String) -> Diagnostic {
        Diagnostic(
            .phaseOrder, "`\(workflow.name)` works with the package `\(package)`, which no phase has started by then", at: Label(workflow.span),
            why: "The task holds the ids of the package and its policy; there are none yet.",
            help: [FixIt("name `access.\(package)` in `starts` of the same phase, or of one before it")])
    }

    static func nobodyDeletes(
        _ rule: DeprovisioningRule, _ action: DeprovisioningRule.Action, _ delete: DeprovisioningRule.Delay
    ) -> Diagnostic {
        let days = if case .days(let days) = delete { days } else { 0 }
        return Diagnostic(
            .nobodyDeletes, "nothing deletes in Entra ID what `\(rule.name.value)` says is deleted", at: Label(action.span),
            why: "API-driven provisioning disables whoever is sent as inactive, and has no operation that deletes.",
            help: [
                FixIt("add a workflow with the task `delete`: `on: leave-date, days: \(days)`, for whom in `people`, and a mapping that writes employeeLeaveDateTime"),
                FixIt("write `delete: never`, where somebody deletes by hand"),
                acceptance("nobody-deletes", "\(rule.name.value).entra"),
            ])
    }
}
