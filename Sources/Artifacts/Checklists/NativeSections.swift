import Analysis
import Microsoft
import Plan

/// Workday or SuccessFactors into Entra ID or Active Directory through Microsoft's own connector: preparing, the application, the pilot.
struct NativeSections {
    let system: NativeHRSystem
    let mapping: CheckedMapping
    let phase: CheckedPhase
    let plan: CheckedPlan

    private var isToActiveDirectory: Bool { mapping.connector?.kind == .activeDirectory }
    private var application: String { ApplicationNames(mapping: mapping, plan: plan).displayName }
    private var match: (source: String, target: String) {
        let first = mapping.attributes.first { $0.matchingPriority == 1 }
        return (CheckedSource.name(of: first), first?.target.name ?? "")
    }

    var sections: [ChecklistSection] {
        let mim = MIMSections(phase: phase, plan: plan)
        if isToActiveDirectory { return [prepare, app, mim.containers(mapping), pilot, mim.accounts(mapping), everybody] }
        let populations = PopulationSections(phase: phase, plan: plan)
        return [prepare, app, populations.conversionOfPilot, pilot, populations.conversionOfEverybody, everybody].compactMap { $0 }
    }

    private var account: String {
        switch system {
        case .workday:
            "Make an integration system user and its security group in Workday, with Get on the domains of what is read; at first the group is constrained to the pilot's organisations."
        case .successFactors:
            "Make an API user and its permission role in SuccessFactors; at first the role reaches the pilot's people only."
        }
    }

    private var prepare: ChecklistSection {
        var steps: [ChecklistStep] = [
            .init(id: "data.1", action: account, actors: [.hr, .security], evidence: "the user's name, and who is seen with it"),
            .init(
                id: "data.2",
                action: "Fill \(Markdown.code(match.target)) of everyone who already has an account with \(Markdown.code(match.source)) of \(system.rawValue); nobody is created twice who can be matched.",
                actors: [isToActiveDirectory ? .activeDirectory : .application],
                evidence: "count of accounts without \(Markdown.code(match.target)): 0, or each explained"),
            .init(id: "data.3", action: lifecycle, actors: [.hr, .lead], evidence: "signature by name and date"),
            .init(
                id: "data.4", action: "Emergency and service accounts are out of scope.", actors: [.security],
                evidence: "list of the excluded accounts"),
        ]
        if isToActiveDirectory {
            steps.append(.init(
                id: "data.5", action: "`employeeID` is indexed in the AD schema before the first full cycle.", actors: [.activeDirectory],
                evidence: "searchFlags of employeeID has bit 1"))
        }
        return .init(id: mapping.name, title: "\(mapping.title): the data", steps: steps)
    }

    private var lifecycle: String {
        switch system {
        case .workday:
            "HR signs how rehires, withdrawn hires and people with several jobs are handled; a conversion on a future day needs a provisioning group in Workday, and a scope that leaves the future profile out."
        case .successFactors:
            "HR signs how rehires, conversions, global assignments and people with several jobs are handled: each adds an employment, and the paths say which counts."
        }
    }

    private var app: ChecklistSection {
        let bundle = "graph/bundle.json"
        var steps: [ChecklistStep] = [
            .init(
                id: "in.0", action: "Everyone who will be provisioned has a licence (P1 at least).", actors: [.application],
                evidence: "count of licences against the people of \(Markdown.text(mapping.from.title))"),
            .init(
                id: "in.1", action: "Create the application \(Markdown.code(application)) from the gallery and switch provisioning to automatic.",
                actors: [.application], artifact: bundle, evidence: "the application's object id"),
        ]
        if let connector = mapping.connector, let agent = connector.agent, case .activeDirectory(let target) = connector.target {
            steps.append(.init(
                id: "in.2",
                action: "Assign the agent on \(Markdown.code(agent.server)) in the portal (Provisioning, On-premises connectivity), with the domain \(Markdown.code(target.domain)) and the default container \(Markdown.code(target.container)).",
                actors: [.hybridIdentity], evidence: "the agent is shown as active", wait: "10 to 20 minutes, or restart the agent's service"))
        }
        steps.append(.init(
            id: "in.3", action: Markdown.text(NativeConnection(system: system, mapping: mapping, plan: plan).instruction) + " The Delete action stays off.",
            actors: [.application, .hr], evidence: "the connection test of the bundle"))
        let added = mapping.attributesWithPath
        if !added.isEmpty {
            steps.append(.init(
                id: "in.4",
                action: "Add to the connector's list of attributes: " + added.map { "\(Markdown.code($0.name.value)) at \(Markdown.code($0.path?.value ?? ""))" }.joined(separator: "; ") + ".",
                actors: [.application], evidence: "the list after a reload"))
        }
        steps += [
            .init(
                id: "in.5",
                action: "Keep the schema as it is, then write the attribute mappings, the match and the scope; at first the job only updates people who are there.",
                actors: [.application], artifact: bundle,
                evidence: "\(Markdown.code("\(mapping.name).schema.backup.json")) and the schema after the PUT"),
            .init(id: "in.6", action: "Start the job.", actors: [.application], artifact: bundle, evidence: "status Active"),
        ]
        return .init(id: mapping.name, title: "\(mapping.title): the application", steps: steps)
    }

    private var isTriedByBundle: Bool {
        if case .users? = phase.pilot.first { mapping.findsWorkersOnDemand } else { false }
    }

    private var pilot: ChecklistSection {
        let key = system == .workday ? "WorkerID or WID" : "personIdExternal"
        let steps: [ChecklistStep] = [
            .init(
                id: "rows.1",
                action: isTriedByBundle
                    ? "Look at what the bundle provisioned on demand before it started the job: the worker of each test user, by the number in `employeeId`."
                    : "Provision one test person who has an account on demand, by \(key).",
                actors: [.application], artifact: isTriedByBundle ? "graph/bundle.json" : nil,
                evidence: "one update, with the values that HR has"),
            .init(
                id: "rows.2", action: "Let a full cycle pass. The job only updates: whoever has no account is reported, not created.",
                actors: [.application], evidence: "the log shows updates only; whoever was not matched is new, or has a wrong key",
                wait: "a full cycle, and another of about 40 minutes"),
            .init(
                id: "rows.3", action: "Let the job create people, too.", actors: [.application], artifact: "graph/allow-creation.json",
                evidence: "flowTypes of the schema: Add, Update"),
            .init(
                id: "rows.4", action: "Follow a hire, a future hire, a leaver, a rehire, a conversion and a change of manager through a cycle each.",
                actors: [.hr, .application], evidence: "the log's action for each is the one that HR expects"),
        ]
        return .init(
            id: mapping.name, title: "\(mapping.title): the pilot",
            introduction: "Nobody sends rows: whom the connector sees is in the pilot.", steps: steps)
    }

    private var everybody: ChecklistSection {
        var steps: [ChecklistStep] = [
            .init(
                id: "rows.5", action: "Widen the pilot: \(system == .workday ? "take the constraint off the security group" : "let the permission role reach everyone"), in stages where there are more than 30,000 people.",
                actors: [.hr, .lead], evidence: "failures below 1 %"),
        ]
        if system == .workday {
            steps.append(.init(
                id: "rows.6",
                action: "Restart the job from time to time: what Workday's transaction log does not cover, calculated fields among it, changes in a full cycle only. Weekends of Workday's maintenance show as quarantine.",
                actors: [.operations], evidence: "a date in the calendar"))
        }
        return .init(id: mapping.name, title: "\(mapping.title): everybody", steps: steps)
    }
}

extension CheckedSource {
    /// The attribute that a mapping takes directly.
    fileprivate static func name(of item: CheckedAttributeMapping?) -> String {
        if case .direct(let attribute)? = item?.value { attribute.name } else { "" }
    }
}
