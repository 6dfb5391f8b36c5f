import Analysis
import Microsoft
import Plan

/// `checklist.md` of a phase: what people do, in order, with the file that each step uses.
public struct ChecklistEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        [
            Artifact(
                "\(phase.folder)/checklist.md", markdown(phase, in: context).text, summary: "What people do, step by step",
                origins: [phase.span] + phase.starts.map(\.span))
        ]
    }

    /// The checklist with boxes to tick.
    ///
    /// - Parameter old: an earlier checklist of the phase, whose ticks and notes are kept.
    public func markdown(_ phase: CheckedPhase, in context: EmissionContext, carrying old: String? = nil) -> (text: String, carried: CarriedTicks) {
        var carried = CarriedTicks(old ?? "")
        let header = context.header("Checklist of phase \(phase.number)", from: phase.span)
        let picture = context.plan.estates.isEmpty ? "" : MermaidEstate(map: context.map ?? EstateMap(context.plan)).text(phase.number)
        let text = ChecklistMarkdown(checklist(phase, context.plan), header: header, picture: picture, carried: &carried).text
        return (text, carried)
    }

    /// A line for each step, for a project plan: ``columns``.
    public func rows(_ phase: CheckedPhase, in context: EmissionContext, carrying old: String? = nil) -> (rows: [[String]], carried: CarriedTicks) {
        var carried = CarriedTicks(old ?? "")
        let rows = checklist(phase, context.plan).parts.flatMap { part in
            part.steps.map { step in
                let id = "\(part.id)/\(step.id)"
                return [
                    "\(phase.number)/\(id)", phase.title, Markdown.plain(part.title), Markdown.plain(step.action),
                    step.actors.map(\.title).joined(separator: "; "), step.artifact.map { "\(phase.folder)/\($0)" } ?? "",
                    step.wait.map(Markdown.plain) ?? "", step.evidence.map(Markdown.plain) ?? "", step.isPointOfNoReturn ? "yes" : "",
                    carried.take(id, action: step.action).isTicked ? "yes" : "",
                ]
            }
        }
        return (rows, carried)
    }

    public static let columns = ["Id", "Phase", "Part", "Step", "Roles", "File", "Wait", "Evidence", "Point of no return", "Done"]

    private func checklist(_ phase: CheckedPhase, _ plan: CheckedPlan) -> Checklist {
        let mim = MIMSections(phase: phase, plan: plan)
        var sections: [ChecklistSection] = []
        for agent in phase.newAgents {
            let isHost = phase.newConnectors.contains { $0.agent?.name == agent.name && $0.kind.isHosted }
            let servesApplications = plan.connectors.contains { $0.agent?.name == agent.name && $0.kind != .activeDirectory }
            sections.append(AgentSection(agent: agent, isHost: isHost, servesApplications: servesApplications).section)
        }
        sections += phase.newConnectors.compactMap { ConnectorSection(connector: $0, plan: plan).section }
        let populations = PopulationSections(phase: phase, plan: plan)
        if let conversion = populations.conversion { sections.append(conversion) }
        for mapping in phase.starts {
            if mapping.isInbound {
                if let system = mapping.native {
                    sections += NativeSections(system: system, mapping: mapping, phase: phase, plan: plan).sections
                } else {
                    sections += InboundSections(mapping: mapping, phase: phase, plan: plan).sections
                }
            } else {
                sections.append(ApplicationSection(mapping: mapping, phase: phase, plan: plan).section)
            }
        }
        // Without rows of a job that begins, the rest is converted when the first people are well.
        if !phase.starts.contains(where: { $0.isInbound && $0.to.isEntraTenant }), let rest = populations.conversionOfEverybody { sections.append(rest) }
        sections += GovernanceSections(phase: phase).sections
        sections += phase.redirects.map { mim.redirect($0.agent, to: $0.connector) }
        let entersEntra = phase.starts.contains { if case .entra = $0.to { true } else { false } }
        if !plan.populations.isEmpty {
            if let leaving = populations.leaveMIM { sections.append(leaving) }
        } else if entersEntra, plan.legacy != nil {
            sections.append(mim.cloudOnly)
        }
        if !phase.stopsMappings.isEmpty { sections.append(stop(phase)) }
        if let handover = HandoverSection(phase: phase).section { sections.append(handover) }
        if phase.retiresMIM { sections.append(mim.retirement) }

        var introduction: [String] = []
        if let because = phase.because { introduction.append(Markdown.text(because)) }
        let starts = phase.starts.map { Markdown.text($0.title) }.joined(separator: ", ")
        let converts = (phase.convertsGroups + phase.converts.map(\.title)).map { Markdown.text($0) }.joined(separator: ", ")
        let stops = (phase.stopsMappings.map { Markdown.text($0.title) } + (phase.retiresMIM ? ["MIM"] : phase.stopsAgents.map {
            Markdown.text($0.notes.title ?? $0.name.value)
        })).joined(separator: ", ")
        introduction.append("Starts: \(starts.isEmpty ? "nothing" : starts). Stops: \(stops.isEmpty ? "nothing" : stops).\(converts.isEmpty ? "" : " Converts: \(converts).")")
        return Checklist(
            title: "Phase \(phase.number): \(phase.title)", introduction: introduction, preconditions: preconditions(phase, plan),
            sections: sections, rollback: rollback(phase, plan), exit: exit(phase))
    }

    /// What ended is paused last, when everyone has the new road.
    private func stop(_ phase: CheckedPhase) -> ChecklistSection {
        let names = phase.stopsMappings.map { Markdown.text($0.title) }.joined(separator: ", ")
        return .init(
            id: "stop", title: "What ends",
            steps: [
                .init(
                    id: "stop.1", action: "Everyone is on the new road: the pilot's last step was taken, and a leaver of the day arrived everywhere.",
                    actors: [.lead], evidence: "by name and date"),
                .init(
                    id: "stop.2", action: "Pause the jobs of \(names).", actors: [.application], artifact: "graph/stop.json", evidence: "status Paused"),
            ])
    }

    private func preconditions(_ phase: CheckedPhase, _ plan: CheckedPlan) -> [ChecklistStep] {
        var steps: [ChecklistStep] = []
        func add(_ id: String, _ action: String, _ actors: [Role], _ evidence: String) {
            steps.append(.init(id: id, action: action, actors: actors, evidence: evidence))
        }
        if phase.number > 1, plan.phases.indices.contains(phase.number - 2) {
            let before = plan.phases[phase.number - 2]
            add(
                "phase", "Phase \(before.number), \(Markdown.text(before.title)), is over: its last section is ticked.", [.lead],
                "[its checklist](../\(before.folder)/checklist.md)")
        }
        let check = "entrain compile PLAN\(plan.environment.map { " --environment \($0)" } ?? "") --output DIR --check"
        add("plan", "The plan is the one that was reviewed: \(Markdown.code(check)) says that this folder is up to date.", [.application], "the commit")
        if phase.starts.contains(where: { !$0.isInbound }) {
            add(
                "people", "Everyone in scope has a licence (P1 or P2) and the attributes that the target requires, and is enabled: a disabled user is never created.",
                [.application], "query of the people in scope")
        }
        // Files that need the same are named together.
        var files: [(names: [String], permissions: [String])] = []
        for part in GraphBundleEmitter.parts(of: phase, in: plan) {
            if let index = files.firstIndex(where: { $0.permissions == part.bundle.permissions }) {
                files[index].names.append(part.name)
            } else {
                files.append(([part.name], part.bundle.permissions))
            }
        }
        if !files.isEmpty {
            let needs = files.map { file in
                file.names.map { Markdown.code("\($0).json") }.joined(separator: ", ") + " " + file.permissions.map(Markdown.code).joined(separator: ", ")
            }
            add(
                "permissions", "Whoever runs the files of `graph/` has these permissions of Microsoft Graph, no others, and no longer than the run: "
                    + needs.joined(separator: "; ") + ".",
                [.privilegedRole], "the consent, and when it ends")
        }
        add("service-desk", "The service desk knows what happens when, and whom to call.", [.operations, .lead], "the note to the service desk")
        return steps
    }

    private func rollback(_ phase: CheckedPhase, _ plan: CheckedPlan) -> [ChecklistStep] {
        var steps: [ChecklistStep] = []
        func add(_ id: String, _ action: String, _ actors: [Role], _ evidence: String, artifact: String? = nil) {
            steps.append(.init(id: id, action: action, actors: actors, artifact: artifact, evidence: evidence))
        }
        for mapping in phase.starts {
            let name = Markdown.code(ApplicationNames(mapping: mapping, plan: plan).displayName)
            add(
                "pause.\(mapping.name)", "Pause the job of \(name), and write back \(Markdown.code("\(mapping.name).schema.backup.json")).", [.application],
                "status Paused", artifact: "graph/rollback.json")
        }
        if phase.starts.contains(where: { if case .entra = $0.to { true } else { false } }) {
            add(
                "users", "Enable users who were disabled wrongly, and restore deleted ones from the recycle bin within \(ProvisioningLimits.softDeleteDays) days.",
                [.application], "the users")
        }
        steps += PopulationSections(phase: phase, plan: plan).rollback
        if !phase.packages.isEmpty || !phase.workflows.isEmpty {
            add(
                "access", "Hide the access packages and stop the workflows; what people have they keep. Whoever loses an assignment loses the right: put members back first.",
                [.security], "packages hidden, workflows disabled", artifact: "graph/rollback.json")
        }
        for (agent, _) in phase.redirects {
            add(
                "agent.\(agent.name.value)", "Import the saved agent \(Markdown.code(agent.notes.title ?? agent.name.value)), full import from HR, synchronize. Works while the old connector space is kept.",
                [.mim], "counts as before the cutover")
        }
        for connector in phase.newConnectors {
            guard case .sql = connector.target else { continue }
            add(
                "table.\(connector.name)", phase.redirects.isEmpty ? "Drop the staging table." : "Drop the staging table, after MIM reads HR again.", [.database], "the script refuses while rows are left",
                artifact: "sql/\(connector.name)/rollback.sql")
        }
        for mapping in phase.stopsMappings {
            add("start.\(mapping.name)", "Start the job of \(Markdown.code(ApplicationNames(mapping: mapping, plan: plan).displayName)) again.", [.application], "status Active")
        }
        if phase.retiresMIM {
            add("mim", "Start MIM's services and schedules again; possible until it is uninstalled.", [.mim], "a run of every agent without error")
        }
        return steps
    }

    private func exit(_ phase: CheckedPhase) -> [ChecklistStep] {
        var used: [String: Int] = [:]
        return phase.checks.map { check in
            let name = ChecklistEmitter.name(of: check)
            used[name, default: 0] += 1
            let number = used[name] ?? 1
            return .init(id: number == 1 ? name : "\(name)-\(number)", action: Markdown.text(check), actors: [.lead], evidence: "by name and date")
        }
    }

    /// The first words of a sentence, as a name that stays when others are added before it.
    static func name(of text: String) -> String {
        let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.isEmpty ? "check" : words.prefix(5).joined(separator: "-")
    }
}
