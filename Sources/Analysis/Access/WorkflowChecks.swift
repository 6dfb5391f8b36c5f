import Diagnostics
import Microsoft
import Plan

/// Lifecycle workflows: limits of the service, categories of tasks, and dates that somebody must write.
extension Checker {
    mutating func checkWorkflows() -> [CheckedWorkflow] {
        if plan.workflows.count > LifecycleTask.mostWorkflows {
            report.add(.tooManyWorkflows(plan.workflows.count, at: plan.workflows[LifecycleTask.mostWorkflows].span))
        }
        return plan.workflows.compactMap { workflow in
            guard let written = workflow.trigger, let people = workflow.people else { return nil }
            let findings = report.diagnostics.count
            let trigger: CheckedWorkflow.Trigger
            let category: LifecycleTask.Category
            switch written {
            case .moment(let moment, let days):
                trigger = .moment(moment.value, days: days?.value ?? 0)
                category = moment.value.category
            case .changes(let attributes, _):
                for name in attributes where EntraUserAttribute.named(name.value) == nil {
                    unknownName(name, "attribute of users in Entra ID", known: EntraUserAttribute.all.map(\.name))
                }
                trigger = .changes(attributes.map(\.value))
                category = .mover
            }
            let tasks = workflow.tasks.compactMap { task($0, in: category) }
            if workflow.tasks.count > LifecycleTask.mostInWorkflow {
                report.add(.tooManyTasks(workflow.tasks[LifecycleTask.mostInWorkflow].span, workflow.tasks.count))
            }
            checkSequence(of: workflow)
            if case .moment(.created, let days) = trigger, days < 0, case .moment(_, let place?)? = workflow.trigger {
                report.add(.beforeCreation(place))
            }
            func place(_ task: LifecycleTask) -> Span? { workflow.tasks.first { $0.word.value == task.rawValue }?.span }
            if case .moment(.leaveDate, let days) = trigger, days < 0, let delete = place(.delete) {
                report.add(.deletesBeforeTheLastDay(delete, days))
            }
            if let disable = place(.disable), place(.revokeTokens) == nil {
                addUnlessAccepted(.sessionsStay(disable), at: "workflows.\(workflow.name.value)")
            }
            guard report.diagnostics[findings...].allSatisfy({ $0.severity != .error }) else { return nil }
            return CheckedWorkflow(
                name: workflow.name.value, title: workflow.notes.title ?? workflow.name.value, because: workflow.notes.because,
                trigger: trigger, category: category, people: people, tasks: tasks, span: workflow.span)
        }
    }

    /// Tasks run one after the other: none twice, none that takes back another, and none on an account that is gone.
    private mutating func checkSequence(of workflow: LifecycleWorkflow) {
        var seen: [String: Span] = [:]
        var deleted: Span?
        for task in workflow.tasks {
            let words = ([task.word.value] + task.values.map(\.value)).joined(separator: " ")
            if let first = seen.updateValue(task.span, forKey: words) {
                report.add(.namedTwice(Spanned(task.word.value, task.span), first, "among the tasks of `\(workflow.name.value)`"))
                continue
            }
            // Mails go to somebody else.
            if let deleted, let known = LifecycleTask(rawValue: task.word.value), known != .mailManagerAfter { report.add(.afterDeleting(task, deleted)) }
            if task.word.value == LifecycleTask.delete.rawValue { deleted = deleted ?? task.span }
        }
        for (one, other) in [(LifecycleTask.disable, LifecycleTask.enable), (.addToGroups, .removeFromGroups), (.requestPackage, .removePackage)] {
            for task in workflow.tasks where task.word.value == one.rawValue {
                let opposite = workflow.tasks.first { candidate in
                    candidate.word.value == other.rawValue
                        && (task.values.isEmpty || candidate.values.contains { value in task.values.contains { $0.value.lowercased() == value.value.lowercased() } })
                }
                if let opposite { report.add(.takesBack(task, opposite)) }
            }
        }
    }

    private mutating func task(_ written: LifecycleWorkflow.Task, in category: LifecycleTask.Category) -> CheckedWorkflow.Task? {
        guard let task = LifecycleTask(rawValue: written.word.value) else {
            unknownName(written.word, "task", known: LifecycleTask.allCases.filter { $0.categories.contains(category) }.map(\.rawValue))
            return nil
        }
        guard task.categories.contains(category) else {
            report.add(.taskOfAnotherCategory(written.word, task, category))
            return nil
        }
        switch task.argument {
        case .none:
            if let value = written.values.first { report.add(.taskTakesNothing(value, task)) }
        case .groups:
            if written.values.isEmpty { report.add(.taskWants(written.span, task, "groups", "[Sales]")) }
        case .minutes:
            let minutes = written.values.first.flatMap { Int($0.value) }
            if written.values.count != 1 || !(minutes.map(LifecycleTask.accessPassMinutes.contains) ?? false) {
                report.add(.taskWants(written.span, task, "minutes, from 10 to 43200", "480"))
            }
        case .package:
            if written.values.count != 1 {
                report.add(.taskWants(written.span, task, "a package of the plan", plan.accessPackages.first?.name.value ?? "NAME"))
            } else if !plan.accessPackages.contains(where: { $0.name.value == written.values[0].value }) {
                unknownName(written.values[0], "access package", known: plan.accessPackages.map(\.name.value))
            }
        }
        return .init(task: task, values: written.values.map(\.value))
    }

    mutating func resolveWorkflow(_ name: Spanned<String>, _ workflows: [CheckedWorkflow]) -> CheckedWorkflow? {
        guard name.value.hasPrefix("workflows.") else { return nil }
        let wanted = name.value.dropFirst("workflows.".count)
        if !plan.workflows.contains(where: { $0.name.value == wanted }) { unknownName(name, "workflow", known: accessNames) }
        return workflows.first { $0.name == wanted }
    }

    /// A date is written, by a mapping that runs by then; a package is there, when a workflow asks for it.
    mutating func checkDates(of phases: [CheckedPhase]) {
        guard plan.isComplete else { return }
        var written: Set<String> = ["createdDateTime"]
        var packages: Set<String> = []
        for phase in phases {
            // By what is written: what has a fault of its own writes it all the same.
            let starts = Set(plan.phases.first { $0.name.value == phase.name }?.starts.map(\.value) ?? [])
            for mapping in plan.mappings where mapping.to?.value == "entra" && starts.contains(mapping.name.value) {
                written.formUnion(mapping.attributes.map(\.target.value) + mapping.match.map(\.target.value))
            }
            packages.formUnion(phase.packages.map(\.name))
            for workflow in phase.workflows {
                if case .moment(let moment, _) = workflow.trigger, !written.contains(moment.attribute) {
                    let isTried = plan.mappings.contains { $0.to?.value == "entra" && $0.attributes.contains { $0.target.value == moment.attribute } }
                    report.add(.workflowNeverStarts(workflow, moment.attribute, isLater: isTried))
                }
                for task in workflow.tasks {
                    if case .package = task.task.argument, let name = task.values.first, !packages.contains(name),
                        plan.accessPackages.contains(where: { $0.name.value == name })
                    {
                        report.add(.packageIsNotThere(workflow, name))
                    }
                }
            }
        }
    }

    /// API-driven provisioning has no operation that deletes, and in Active Directory the action is off (cloud-hr.md, B.8 and D.4).
    mutating func checkDeleting(_ phases: [CheckedPhase]) {
        guard plan.isComplete else { return }
        let started = phases.flatMap(\.starts)
        let isSent = started.contains { $0.to.isEntraTenant && $0.via == .apiDriven }
        let directories = Set(started.filter(\.isInbound).compactMap(\.connector).filter { $0.kind == .activeDirectory }.map(\.name))
        let deleting = phases.flatMap(\.workflows).filter { $0.category == .leaver && $0.tasks.contains { $0.task == .delete } }
        for rule in plan.deprovisioning {
            for action in rule.actions {
                let delay: Int
                switch action.delete {
                case nil, .never?: continue
                case .atOnce?: delay = 0
                case .days(let days)?: delay = days
                }
                let place = "\(rule.name.value).\(action.system.value)"
                if directories.contains(action.system.value) {
                    addUnlessAccepted(.nobodyDeletesInDirectory(rule, action), at: place)
                } else if action.system.value == "entra", isSent {
                    let days = deleting.compactMap { workflow -> Int? in
                        if case .moment(.leaveDate, let days) = workflow.trigger { days } else { nil }
                    }
                    if let first = deleting.first, !days.contains(delay) {
                        addUnlessAccepted(.deletesOnAnotherDay(rule, action, delay, first, days.first ?? 0), at: place)
                    } else if deleting.isEmpty {
                        addUnlessAccepted(.nobodyDeletes(rule, action, delay), at: place)
                    }
                }
            }
        }
    }
}
