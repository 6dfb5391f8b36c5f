import Analysis
import Microsoft
import Plan

/// Access packages and lifecycle workflows: made, tried by a few, opened.
struct GovernanceSections {
    let phase: CheckedPhase

    var sections: [ChecklistSection] { [packages, workflows].compactMap { $0 } }

    private var packages: ChecklistSection? {
        guard !phase.packages.isEmpty else { return nil }
        var steps: [ChecklistStep] = [
            .init(
                id: "ap.0",
                action: "Everyone who asks, approves or reviews has a Microsoft Entra ID Governance licence; groups that packages give are groups of the cloud, with assigned members.",
                actors: [.security, .application], evidence: "count of licences; \(Markdown.code("onPremisesSyncEnabled")) and \(Markdown.code("groupTypes")) of the groups"),
            .init(
                id: "ap.1", action: "Create catalogues, packages and policies; packages stay hidden.", actors: [.security], artifact: "graph/bundle.json",
                evidence: "no step of the run is open"),
        ]
        for package in phase.packages {
            let number = "ap.2.\(package.name)"
            steps.append(.init(
                id: number, action: "\(Markdown.text(package.title)): \(words(package))", actors: [.owner, .security],
                evidence: "request, approval, refusal and end were tried by a test user"))
            if let holders = package.holders {
                steps.append(.init(
                    id: "\(number).holders",
                    action: "Assign \(Markdown.text(package.title)) to the members of \(Markdown.code(holders)) by its policy \(Markdown.code(package.title(of: .administrator))) (package, Assignments, New assignment, or \(Markdown.code("POST /identityGovernance/entitlementManagement/assignmentRequests")) for each).",
                    actors: [.security], evidence: "assignments after = members before"))
            }
            if let replaces = package.replaces {
                steps.append(.init(
                    id: "\(number).replaces", action: "Stop what it replaces in MIM: \(Markdown.text(replaces)).", actors: [.mim], evidence: "the last request of MIM is closed"))
            }
        }
        steps.append(.init(id: "ap.3", action: "Show the packages.", actors: [.security], artifact: "graph/open.json", evidence: "a person outside the pilot sees them at myaccess.microsoft.com"))
        return .init(
            id: "access", title: "Access packages",
            introduction: "An assignment that ends takes the right away, also from members who had it before: current holders are assigned first.", steps: steps)
    }

    private func words(_ package: CheckedPackage) -> String {
        let resources = package.resources.map { resource in
            switch resource {
            case .group(let name, let role, _): "\(role?.value == .owner ? "owner" : "member") of the group \(Markdown.code(name.value))"
            case .application(let name, let role, _): "\(Markdown.code(role?.value ?? "")) of \(Markdown.code(name.value))"
            }
        }.joined(separator: ", ")
        var parts = ["gives \(resources)"]
        if !package.ask.isEmpty { parts.append("\(people(package.ask)) may ask") }
        if let rule = package.assignedTo { parts.append("whoever meets \(Markdown.code(rule)) has it, and loses it 7 days after they no longer do") }
        if !package.approve.isEmpty { parts.append("approved by \(people(package.approve))") }
        if let fallback = package.fallback { parts.append("\(people([fallback])) where the manager is not known") }
        parts.append(package.duration.map { "ends after \($0) days" } ?? "does not end by time")
        if let review = package.review, let every = review.every?.value, let by = review.by?.value, let from = review.from?.value {
            parts.append("reviewed by \(people([by])) each \(every.rawValue) from \(from) on")
        }
        return parts.joined(separator: "; ") + "."
    }

    private func people(_ people: [AccessPackage.People]) -> String { people.map { Markdown.text($0.words) }.joined(separator: ", then ") }

    private var workflows: ChecklistSection? {
        guard !phase.workflows.isEmpty else { return nil }
        var steps: [ChecklistStep] = [
            .init(
                id: "lcw.1", action: "Create the workflows; they run for nobody yet.", actors: [.security], artifact: "graph/bundle.json",
                evidence: "no step of the run is open")
        ]
        for workflow in phase.workflows {
            let tasks = workflow.tasks.map { Markdown.text($0.task.title) + ($0.values.isEmpty ? "" : " (\(Markdown.text($0.values.joined(separator: ", "))))") }
            var action = "\(Markdown.text(workflow.title)): \(moment(workflow)), for \(people(workflow.people)): \(tasks.joined(separator: "; ")). Run it on demand for at most 10 people, and look at each task's result."
            if workflow.tasks.contains(where: \.task.wantsCloudAccount) {
                action += " Enabling, disabling and deleting work on accounts of the cloud; synchronized ones are left to Active Directory."
            }
            steps.append(.init(id: "lcw.2.\(workflow.name)", action: action, actors: [.security, .operations], evidence: "run history"))
        }
        steps.append(.init(
            id: "lcw.3", action: "Let them run by themselves: every 3 hours; whoever's day is up to 3 days past is still worked on.", actors: [.security],
            artifact: "graph/open.json", evidence: "the next scheduled run"))
        return .init(id: "workflows", title: "Lifecycle workflows", steps: steps)
    }

    private func moment(_ workflow: CheckedWorkflow) -> String {
        switch workflow.trigger {
        case .moment(let moment, let days):
            let attribute = Markdown.code(moment.attribute)
            return days == 0 ? "on the day of \(attribute)" : "\(abs(days)) days \(days < 0 ? "before" : "after") \(attribute)"
        case .changes(let attributes): return "when \(attributes.map(Markdown.code).joined(separator: ", ")) changes"
        }
    }

    private func people(_ people: LifecycleWorkflow.People) -> String {
        switch people {
        case .rule(let rule): "whoever meets \(Markdown.code(rule.value))"
        case .group(let name): "the group \(Markdown.code(name.value))"
        }
    }
}
