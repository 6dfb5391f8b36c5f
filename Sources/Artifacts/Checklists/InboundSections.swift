import Analysis
import Microsoft
import Plan

/// HR into Entra ID or Active Directory: preparing the data, the inbound application, the pilot.
struct InboundSections {
    let mapping: CheckedMapping
    let phase: CheckedPhase
    let plan: CheckedPlan

    private var key: String {
        if case .source(let source) = mapping.from { source.key } else { "" }
    }

    private var isToActiveDirectory: Bool { mapping.connector?.kind == .activeDirectory }
    private var application: String { ApplicationNames(mapping: mapping, plan: plan).displayName }
    private var match: String {
        mapping.attributes.first { $0.matchingPriority == 1 }.map(\.target.name) ?? ""
    }

    private var consolidation: ConsolidationSection? { ConsolidationSection(mapping: mapping, plan: plan) }

    /// The application, then who sends; the test person, then everybody, then every night.
    var sections: [ChecklistSection] {
        // MIM stops writing a person before Entra begins: one writer at any time.
        let mim = MIMSections(phase: phase, plan: plan)
        var sections: [ChecklistSection] = []
        if let consolidation { sections.append(consolidation.look) }
        sections += [prepare, app]
        if let consolidation { sections.append(consolidation.sender) }
        if isToActiveDirectory { sections.append(mim.containers(mapping)) }
        let (pilot, everybody) = rows
        let populations = PopulationSections(phase: phase, plan: plan)
        if mapping.to.isEntraTenant, let others = populations.conversionOfPilot { sections.append(others) }
        sections.append(pilot)
        if isToActiveDirectory { sections.append(mim.accounts(mapping)) }
        if mapping.to.isEntraTenant, let rest = populations.conversionOfEverybody { sections.append(rest) }
        sections.append(everybody)
        if let consolidation {
            sections.append(consolidation.schedule)
            if let move = consolidation.moveToAzure { sections.append(move) }
        } else {
            sections.append(schedule)
        }
        return sections
    }

    private var environment: String { plan.environment.map { " --environment \($0)" } ?? "" }

    private var prepare: ChecklistSection {
        var steps: [ChecklistStep] = [
            .init(
                id: "data.1",
                action: "HR reads the quality of \(Markdown.text(mapping.from.title)): every row has \(Markdown.code(key)), no two rows share one, none is over-long.",
                actors: [.hr], evidence: "`rejected.jsonl` of a run of `entrain bundle` is empty, or each line is explained"),
            .init(
                id: "data.2",
                action: "Fill \(Markdown.code(match)) of everyone who already has an account; nobody is created twice who can be matched.",
                actors: [isToActiveDirectory ? .activeDirectory : .application],
                evidence: "count of accounts without \(Markdown.code(match)): 0, or each explained"),
            .init(
                id: "data.3", action: "HR signs how rehires, conversions, future hires and withdrawn hires are handled.", actors: [.hr, .lead],
                evidence: "signature by name and date"),
            .init(
                id: "data.4", action: "Emergency and service accounts are out of scope.", actors: [.security],
                evidence: "list of the excluded accounts"),
        ]
        if case .source(let source) = mapping.from, source.kind == .oracleHCM {
            // cloud-hr.md, A.8: weakly known.
            steps.append(.init(
                id: "data.6",
                action: "Make the rows from HCM Extracts or Atom feeds, as of the day; asking `workers` again and again misses changes. Of several work relationships and assignments the one with PrimaryFlag counts.",
                actors: [.hr], evidence: "a person with two assignments, and one hired for next month, in the rows"))
        }
        if isToActiveDirectory {
            steps.append(.init(
                id: "data.5", action: "`employeeID` is indexed in the AD schema before the first full cycle.", actors: [.activeDirectory],
                evidence: "searchFlags of employeeID has bit 1"))
        }
        return .init(id: mapping.name, title: "\(mapping.title): the data", steps: steps)
    }

    private var app: ChecklistSection {
        let bundle = "graph/bundle.json"
        var steps: [ChecklistStep] = [
            .init(
                id: "in.0", action: "Everyone who will be provisioned has a licence (P1 at least).", actors: [.application],
                evidence: "count of licences against the rows of \(Markdown.text(mapping.from.title))"),
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
        // Who sends by an engine has its own identity, which is given the roles where it is made.
        let sender: String? = switch consolidation {
        case nil: "Give the sending identity"
        case let consolidation? where consolidation.sendsPilotByHand: "Give whoever posts the pilot's requests, until everybody is sent,"
        default: nil
        }
        steps += [
            .init(
                id: "in.3",
                action: "Set the notification mail and the accidental-deletion threshold"
                    + (mapping.deletionThreshold.map { " (\($0))" } ?? "") + "; the Delete action stays off.",
                actors: [.application], artifact: bundle, evidence: "GET of the job's settings"),
            .init(
                id: "in.4",
                action: "Keep the schema as it is, then write the attribute mappings, the match and the scope; at first the job only updates people who are there.",
                actors: [.application], artifact: bundle,
                evidence: "\(Markdown.code("\(mapping.name).schema.backup.json")) and the schema after the PUT"),
        ]
        if let sender {
            steps.append(.init(
                id: "in.5", action: "\(sender) the app role `SynchronizationData-User.Upload`, and `ProvisioningLog.Read.All` to read results.",
                actors: [.privilegedRole], evidence: "the app role assignment"))
        }
        steps.append(.init(id: "in.6", action: "Start the job; it listens.", actors: [.application], artifact: bundle, evidence: "status Active"))
        return .init(id: mapping.name, title: "\(mapping.title): the application", steps: steps)
    }

    /// The pilot's rows, then everybody's.
    private var rows: (pilot: ChecklistSection, everybody: ChecklistSection) {
        var rows = "--rows ROWS.csv"
        if case .source(let source) = mapping.from, let rules = source.consolidation { rows = ConsolidationSection.rows(rules) }
        let command = "entrain bundle PLAN\(environment) --mapping \(mapping.name) \(rows) --output DIR"
        let bySender = consolidation.flatMap { $0.sendsPilotByHand ? nil : $0 }
        let one: String, pilot: String, cases: String
        var everyone: String
        var whole = "`summary.json`: sent plus rejected equals the rows of the file; failures below 1 %"
        switch bySender?.engine {
        case nil:
            let file = consolidation == nil ? "the header and that row into a file of its own" : "the headers and that row into files of their own"
            one = "Send the row of one test person who has an account: put \(file), \(Markdown.code(command)), and post the one request to `bulkUpload`."
            pilot = "Send the pilot's rows, \(consolidation == nil ? "a file of their own" : "files of their own"): \(pilotText)."
            cases = "Send"
            everyone = "Send everyone's rows"
        case .mim?:
            one = "Provision one test person who has an account into the agent's connector space, and export; then the full import that confirms it."
            pilot = "Provision the pilot into it, and export: \(pilotText)."
            cases = "Export"
            everyone = "Provision everyone into it, and export"
            whole = "`summary.json` of who.1: as many people as the agent exported; failures below 1 %"
        case .dataFactory?, .logicApps?:
            one = "Put files with their headers, and the row of one test person who has an account, into `inbox`; set \(bySender?.guardsOfPilot ?? ""), \(isLogicApp ? "enable the workflow, run it by hand, and disable it again" : "and run the pipeline by hand")."
            pilot = "The same with files of the pilot's rows: \(pilotText)."
            cases = "Drop files with"
            everyone = "Drop everyone's files, set \(bySender?.guardsOfEverybody ?? ""), and \(runWord)"
            whole = "the run's sums are those of who.1; failures below 1 %"
        }
        if let consolidation, bySender == nil {
            everyone = "Let the sender take over: set \(consolidation.guardsOfEverybody), and \(runWord)"
            whole = "the run's sums are those of who.1; failures below 1 %"
        }
        let steps: [ChecklistStep] = [
            .init(
                id: "rows.1", action: one + " Provision on demand does not exist for this kind of application.",
                actors: bySender?.engine == .mim ? [.mim, .operations] : [.operations], evidence: "provisioning log: one update of the test person",
                wait: "5 to 10 minutes until the log shows it"),
            .init(
                id: "rows.2",
                action: pilot + " The job only updates: whoever has no account is reported, not created.",
                actors: [.operations], evidence: "the log shows updates only; whoever was not matched is new, or has a wrong key",
                wait: "at least two cycles of the sender"),
            .init(
                id: "rows.3", action: "Let the job create people, too.", actors: [.application], artifact: "graph/allow-creation.json",
                evidence: "flowTypes of the schema: Add, Update"),
            .init(
                id: "rows.4",
                action: "\(cases) a joiner, a mover, a leaver, a rehire and a conversion, and a manager before and after the people who report.",
                actors: [.operations, .hr], evidence: "the log's action for each is the one that HR expects"),
        ]
        let last: [ChecklistStep] = [
            .init(
                id: "rows.5", action: "\(everyone): requests of \(ProvisioningLimits.bulkOperations), at most "
                    + "\(ProvisioningLimits.bulkCallsPer5Seconds) calls in 5 seconds and \(ProvisioningLimits.bulkCallsPerDay) in 24 hours "
                    + "(6,000 with a Governance licence); restart the job once so that managers are linked.",
                actors: [.operations], evidence: whole),
        ]
        return (
            .init(
                id: mapping.name, title: "\(mapping.title): the pilot",
                introduction: "Whoever is not sent is not touched: the pilot is widened by what is sent.", steps: steps),
            .init(id: mapping.name, title: "\(mapping.title): everybody", steps: last)
        )
    }

    /// Rows that no engine puts together go on being sent by a scheduler of the organisation.
    private var schedule: ChecklistSection {
        let every: String
        if case .source(let source) = mapping.from, let minutes = source.plan?.every?.value {
            every = "every \(Minutes.text(minutes)), as often as \(Markdown.text(mapping.from.title)) is read"
        } else {
            every = "as often as \(Markdown.text(mapping.from.title)) changes"
        }
        let command = "entrain bundle PLAN\(environment) --mapping \(mapping.name) --rows ROWS.csv --output DIR"
        return .init(id: mapping.name, title: "\(mapping.title): from now on", steps: [
            .init(
                id: "send.1",
                action: "Let a scheduler send, \(every): the rows into a file, \(Markdown.code(command)), and \(Markdown.code("./deploy.sh DIR/send.json")) with the identity of in.5; all runs of a day stay below the \(ProvisioningLimits.bulkCallsPerDay) calls of rows.5, each for \(ProvisioningLimits.bulkOperations) people. It stops before it sends where a command ends with another status than 0, or where \(Markdown.code("summary.json")) has fewer `sent` than nine tenths of the run before.",
                actors: [.operations], evidence: "a run that nobody started, and one that a cut file stopped"),
            .init(
                id: "send.2", action: "An alert for a run that stopped, and for one that did not begin: nobody joins and nobody leaves as long as nothing is sent.",
                actors: [.operations], evidence: "the alert of a run that was left out"),
        ])
    }

    private var isLogicApp: Bool { consolidation?.engine == .logicApps }

    private var runWord: String { isLogicApp ? "enable the workflow and run it by hand" : "run the pipeline by hand" }

    private var pilotText: String {
        phase.pilot.compactMap { step in
            switch step {
            case .users(let users, _, _): users.map { Markdown.code($0.value) }.joined(separator: ", ")
            case .group(let group, _, _): "the members of \(Markdown.code(group.value))"
            case .everyone: nil
            }
        }.joined(separator: ", then ")
    }
}
