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

    static func afterDeleting(_ task: LifecycleWorkflow.Task, _ deleted: Span) -> Diagnostic {
        Diagnostic(
            .workflowTask, "`\(task.word.value)` comes when the account is gone", at: Label(task.span), and: [Label(deleted, "deleted here")],
            why: "Tasks run in their order; one that finds no account fails, and the workflow with it.",
            help: [FixIt("put `delete` at the end")])
    }

    static func takesBack(_ one: LifecycleWorkflow.Task, _ other: LifecycleWorkflow.Task) -> Diagnostic {
        let (first, second) = one.span.start < other.span.start ? (one, other) : (other, one)
        return Diagnostic(
            .workflowTask, "`\(second.word.value)` takes back what `\(first.word.value)` did", at: Label(second.span), and: [Label(first.span, "done here")],
            why: "Both run for the same people, one behind the other.",
            help: [FixIt("keep one of them, or give them workflows of their own")])
    }

    static func beforeCreation(_ days: Spanned<Int>) -> Diagnostic {
        Diagnostic(
            .workflowDays, "the workflow would run \(-days.value) days before the account is created", at: Label(days.span),
            why: "Of somebody who has no account the service knows nothing.",
            help: [FixIt("write `days: 0` or more; or `on: hire-date`, which is known before the first day")])
    }

    static func titleTwice(_ title: String, _ what: String, at span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            .duplicateName, "two \(what)s are called `\(title)`", at: Label(span), and: [Label(first, "the first")],
            why: "People choose by the title, and the bundle finds what is there by it: the second would be taken for the first.",
            help: [FixIt("give one of them another `title`")])
    }

    static func longTitle(_ title: String, _ length: Int, at span: Span) -> Diagnostic {
        let most = GovernanceLimits.title
        return Diagnostic(
            .longTitle, "the title has \(length) characters", at: Label(span, "\(title.prefix(40))…"),
            why: "How long a name the service takes is documented nowhere; \(most) is what users, groups and applications have, and what is assumed here.",
            help: [FixIt("say in a line what it is, and the rest in `because`")])
    }

    static func resourceTwice(_ resource: AccessPackage.Resource, _ first: Span) -> Diagnostic {
        Diagnostic(
            .namedTwice, "the package gives \(resource.words) twice", at: Label(resource.span), and: [Label(first, "here first")],
            why: "A role of a resource is in a package once; Graph refuses the second.",
            help: [FixIt("remove one of the two, or correct it: another may be meant")])
    }

    static func everyoneAsks(_ everyone: Span, _ other: Span) -> Diagnostic {
        Diagnostic(
            .eitherOr, "whoever is named beside `everyone` may ask anyway", at: Label(other), and: [Label(everyone, "every member of the tenant")],
            help: [FixIt("leave one of the two out")])
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

    static func nobodyDeletes(_ rule: DeprovisioningRule, _ action: DeprovisioningRule.Action, _ days: Int) -> Diagnostic {
        let can = days <= LifecycleTask.days.upperBound
        return Diagnostic(
            .nobodyDeletes, "nothing deletes in Entra ID what `\(rule.name.value)` says is deleted", at: Label(action.span),
            why: "API-driven provisioning disables whoever is sent as inactive, and has no operation that deletes.",
            help: [
                FixIt(can
                    ? "add a workflow with the task `delete`: `on: leave-date, days: \(days)`, for whom in `people`, and a mapping that writes employeeLeaveDateTime"
                    : "write \(LifecycleTask.days.upperBound) days at most, which is as long as a workflow can wait"),
                FixIt("write `delete: never`, where somebody deletes by hand"),
                acceptance("nobody-deletes", "\(rule.name.value).entra"),
            ])
    }

    static func deletesOnAnotherDay(
        _ rule: DeprovisioningRule, _ action: DeprovisioningRule.Action, _ days: Int, _ workflow: CheckedWorkflow, _ other: Int
    ) -> Diagnostic {
        func text(_ days: Int) -> String { days == 0 ? "on the last day" : "\(days) day\(days == 1 ? "" : "s") after it" }
        return Diagnostic(
            .nobodyDeletes, "`\(rule.name.value)` says that accounts are deleted \(text(days)), and `\(workflow.name)` deletes them \(text(other))",
            at: Label(action.span), and: [Label(workflow.span, "deletes")], why: "What the workflow says is what happens.",
            help: [FixIt("write the same number of days in both"), acceptance("nobody-deletes", "\(rule.name.value).entra")])
    }

    static func nobodyDeletesInDirectory(_ rule: DeprovisioningRule, _ action: DeprovisioningRule.Action) -> Diagnostic {
        Diagnostic(
            .nobodyDeletes, "nothing deletes in `\(action.system.value)` what `\(rule.name.value)` says is deleted", at: Label(action.span),
            why: "The job's action Delete stays off, because in Active Directory it deletes for good; leavers are disabled, and moved.",
            help: [
                FixIt("write `delete: never`, and give the container of leavers an owner who cleans it up"),
                acceptance("nobody-deletes", "\(rule.name.value).\(action.system.value)"),
            ])
    }
}
