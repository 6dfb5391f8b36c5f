import Analysis
import Microsoft
import Plan

/// Whose accounts live where: who leaves MIM in a phase, and whose source of authority moves to the cloud.
struct PopulationSections {
    let phase: CheckedPhase
    let plan: CheckedPlan

    private func names(_ populations: [CheckedPopulation]) -> String { populations.map { Markdown.text($0.title) }.joined(separator: ", ") }

    private func words(_ population: CheckedPopulation) -> String {
        let scope = Markdown.text(ScopeWords(population.scope, of: population.source).sentence)
        return "\(Markdown.text(population.title)) (people of \(Markdown.code(population.source.name)): \(scope))"
    }

    // MARK: Who leaves MIM

    /// Who lives outside Active Directory from this phase on, and is provisioned by HR from this phase on.
    private var leaving: [CheckedPopulation] {
        plan.populations.filter { population in
            guard population.isOutsideDirectory(after: phase.number) else { return false }
            let begins = phase.starts.contains { $0.to.isEntraTenant && population.isTaken(by: $0) }
            return begins || population.convertedIn == phase.number
        }
    }

    /// Cloud-only people leave MIM, without being deprovisioned by it: who they are, and how MIM is told. Whom MIM itself sends stays in it,
    /// and leaves only what MIM writes; and where MIM writes other systems than Active Directory alone, people need it for those.
    var leaveMIM: ChecklistSection? {
        let leaving = leaving
        guard plan.legacy != nil, !leaving.isEmpty else { return nil }
        if plan.isMIMApartFromDirectory { return needed(leaving) }
        let mim = MIMSections(phase: phase, plan: plan)
        let sent = leaving.filter(\.isSentByMIM)
        let areSent = sent.count == leaving.count
        var steps: [ChecklistStep] = []
        for population in leaving { steps += population.isSentByMIM ? staying(population, mim) : self.steps(population) }
        steps.append(areSent ? mim.cloudOnlyRun : .init(
            id: "cloud.4", action: "Run, and watch the pending exports.", actors: [.mim],
            evidence: sent.isEmpty
                ? "pending deletes in all agents: 0; metaverse count equals the AD population"
                : "pending deletes in all agents: 0; metaverse count equals the AD population and whom MIM sends"))
        return .init(
            id: "mim", title: areSent ? "MIM: cloud-only people stay in it, as long as it sends them" : "MIM: cloud-only people leave it",
            introduction: "\(leaving.map(words).joined(separator: "; ")): managed by Entra ID alone from here on."
                + (sent.isEmpty ? "" : " MIM's metaverse is where it sends \(names(sent)) from: whoever leaves it is sent no more."), steps: steps)
    }

    private func needed(_ populations: [CheckedPopulation]) -> ChecklistSection {
        let systems = plan.agentsOfMIMWritingPeople.map(title).joined(separator: ", ")
        return .init(
            id: "mim", title: "MIM: cloud-only people stay in it, as long as it writes their accounts",
            introduction: "\(populations.map(words).joined(separator: "; ")): in Entra ID alone. MIM writes no Active Directory, and keeps their accounts of \(systems): whoever left it would lose them.",
            steps: [
                .init(
                    id: "cloud.3", action: "No filter of an import keeps anybody out until something else writes \(systems). See that no code of MIM makes an account in Active Directory.",
                    actors: [.mim], evidence: "the list of MIM's agents and of its rules in code")
            ])
    }

    private func staying(_ population: CheckedPopulation, _ mim: MIMSections) -> [ChecklistStep] {
        let name = population.name
        return [
            list(population),
            .init(
                id: "cloud.2.\(name)", action: "Read the deprovisioning rules of the systems that MIM writes before anybody is taken out of one.", actors: [.mim],
                evidence: "note on what a disconnect would delete"),
            .init(
                id: "cloud.3.\(name)", action: mim.takeOut(Markdown.text(population.title)), actors: [.mim],
                evidence: "preview of one person: nothing but the sender's export"),
        ]
    }

    private func list(_ population: CheckedPopulation) -> ChecklistStep {
        let words = ScopeWords(population.scope, of: population.source)
        var list = "List them: \(Markdown.text(words.sentence))"
        if population.source.consolidation != nil {
            list += ", in \(Markdown.code("people.csv")) of \(Markdown.code("entrain consolidate"))"
        } else if let sql = words.sql, population.source.kind == .sql {
            let table = population.source.plan?.table?.value ?? population.source.name
            list += ", \(Markdown.code("SELECT \"\(population.source.key)\" FROM \(table) WHERE \(sql)"))"
        }
        return .init(
            id: "cloud.1.\(population.name)", action: "\(list). HR and the owners agree; none of them has an AD account that somebody needs.", actors: [.mim, .hr],
            evidence: "the list of \(Markdown.code(population.source.key)), signed")
    }

    private func steps(_ population: CheckedPopulation) -> [ChecklistStep] {
        let name = population.name
        let agents = plan.agentsOfMIM(reading: population).map { ($0, AgentKnowledge(of: population, by: $0, in: plan)) }
        var why = agents.map { agent, knowledge -> String? in
            guard case .nobody(let columns) = knowledge else { return nil }
            return "No row of \(title(agent)) is one of them, because each has \(columns.map { Markdown.code($0) }.joined(separator: ", "))."
        }
        if agents.isEmpty { why = ["MIM reads nothing of \(Markdown.text(population.source.title))."] }
        if why.allSatisfy({ $0 != nil }) {
            return [
                .init(
                    id: "cloud.1.\(name)",
                    action: "\(why.compactMap { $0 }.joined(separator: " ")) Look for \(Markdown.text(population.title)) in the metaverse all the same, by \(Markdown.code(population.source.key)) and by name: who was found there was typed in by hand, and is disconnected without deprovisioning.",
                    actors: [.mim, .hr], evidence: "the search: nobody, or a list with what was done")
            ]
        }
        var steps = [
            list(population),
            ChecklistStep(
                id: "cloud.2.\(name)", action: "Read the deprovisioning rules and the object deletion rule before anything is filtered.", actors: [.mim],
                evidence: "note on what a disconnect would delete"),
        ]
        for (agent, knowledge) in agents {
            guard let action = keepOut(population, of: agent, knowledge) else { continue }
            let id = agents.count == 1 ? "cloud.3.\(name)" : "cloud.3.\(name).\(agent.name.value)"
            steps.append(.init(id: id, action: action, actors: [.mim], evidence: "preview of one person: disconnected, and no export is added"))
        }
        return steps
    }

    private func title(_ agent: Legacy.Agent) -> String { Markdown.code(agent.notes.title ?? agent.name.value) }

    /// How an agent is kept from reading them, in its own columns; nil where it reads none of them.
    private func keepOut(_ population: CheckedPopulation, of agent: Legacy.Agent, _ knowledge: AgentKnowledge) -> String? {
        let start = "Keep them out of \(title(agent))"
        guard let source = plan.source(of: population, readBy: agent) else { return nil }
        switch knowledge {
        case .nobody: return nil
        case .untold(let missing, let groups):
            let names = missing.map { Markdown.code($0) }.joined(separator: " and ")
            let known = groups.isEmpty ? "" : ", of rows of which \(Markdown.text(ScopeWords(groups, of: source).sentence))"
            let key = source.consolidationKey(in: population)
            var way = "Let whoever makes its file leave out the keys of the list of cloud.1.\(population.name)\(known)."
            if source.kind == .sql {
                way = "Put the keys of the list of cloud.1.\(population.name) into a table beside it, and let it read a view without them\(known): \(Markdown.code("WHERE \"\(key)\" NOT IN (SELECT \"\(key)\" FROM cloud_people)"))."
            }
            return "\(start). No filter of its own can: it does not read \(names), which other sources say of them. \(way) A row that goes is, to MIM, a person who left."
        case .told(let groups):
            let words = ScopeWords(groups, of: source)
            var unread: [String] = []
            let read = plan.columns(readBy: agent)
            for clause in groups.flatMap(\.clauses) where !read.contains(clause.attribute.value) && !unread.contains(clause.attribute.value) {
                unread.append(clause.attribute.value)
            }
            let select = unread.isEmpty ? "" : " No flow reads \(unread.map { Markdown.code($0) }.joined(separator: ", ")): select \(unread.count == 1 ? "it" : "them") in the agent first."
            if groups.isEmpty {
                return "\(start): whomever it brings is one of them. Disable its runs, then disconnect them without deprovisioning."
            } else if let filters = words.mimFilters {
                let lines = filters.prefix(20).map { Markdown.text($0) }.joined(separator: "; ")
                return "\(start) by connector filters, one for each of: \(lines)\(filters.count > 20 ? "; and \(filters.count - 20) more" : "").\(select)"
            } else if let sql = words.sql, source.kind == .sql {
                return "\(start): let it read a view with \(Markdown.code("WHERE CASE WHEN \(sql) THEN 1 ELSE 0 END = 0")). A row that goes is, to MIM, a person who left."
            } else {
                return "\(start) by a view or a filter in code; MIM's own filters have no such condition."
            }
        }
    }

    // MARK: Source of authority

    /// The steps in the order of Microsoft's guidance: groups, then out of every job that writes AD, then people.
    var conversion: ChecklistSection? {
        let people = phase.converts
        guard !people.isEmpty || !phase.convertsGroups.isEmpty else { return nil }
        let frozen = people.filter { $0.directoryAccount == .frozen }, written = people.filter { $0.directoryAccount == .written }
        var steps: [ChecklistStep] = [version, permission]
        func add(_ id: String, _ action: String, _ actors: [Role], _ evidence: String, artifact: String? = nil, wait: String? = nil) {
            steps.append(.init(id: id, action: action, actors: actors, artifact: artifact, evidence: evidence, wait: wait))
        }
        for population in people {
            add(
                "soa.ties.\(population.name)",
                "Nobody of \(Markdown.text(population.title)) needs Active Directory for more than an account: mailboxes are in Exchange Online, sign-in is at Entra ID and not AD FS, no application checks the password of AD, and Kerberos has its replacement. Whoever does stays hybrid.",
                [.owner, .security], "the list of applications and mailboxes, signed")
        }
        let groups = phase.convertsGroups.map { Markdown.code($0) }.joined(separator: ", ")
        if phase.convertsGroups.isEmpty {
            add("soa.groups", "Groups that they depend on are of the cloud already, or converted: groups come before people.", [.hybridIdentity], "`onPremisesSyncEnabled` of those groups")
        } else {
            add(
                "soa.groups", "Convert the groups \(groups). What AD still needs of them is provisioned back by Cloud Sync.", [.hybridIdentity],
                "`isCloudManaged` is true; members before = members after", artifact: "graph/convert.json")
        }
        if !frozen.isEmpty {
            add("soa.stop", "Take \(names(frozen)) out of every job that writes AD\(isMIMOnRoad ? ": HR's, and MIM's exports" : ""); nobody is deprovisioned by it.", isMIMOnRoad ? [.mim, .hybridIdentity] : [.hybridIdentity, .activeDirectory], "preview of one person: no export")
        }
        if !written.isEmpty {
            add(
                "soa.written",
                "AD accounts of \(names(written)) go on being written for what reads AD; Entra ID takes nothing back. New accounts that are made in AD for people whom Entra ID already has are out of the scope of synchronization (their container is deselected), and soft match is blocked; otherwise they would be taken over.",
                [.hybridIdentity, .activeDirectory], "the scope of synchronization; `blockSoftMatchEnabled` of `onPremisesDirectorySynchronization` is true")
        }
        if !people.isEmpty {
            add(
                "soa.quiet", isMIMOnRoad ? "No export to AD is pending, and a synchronization is over." : "Nobody changes AD by hand any more, and a synchronization is over.",
                isMIMOnRoad ? [.mim, .hybridIdentity] : [.hybridIdentity, .activeDirectory],
                isMIMOnRoad ? "pending exports of the AD agent: 0" : "the last change of an account", wait: cycle)
            add(
                "soa.scope", "Leave them in the scope of synchronization: taken out of it, or moved to a container outside of it, their accounts in Entra ID would be deleted.",
                [.hybridIdentity], "the scope before and after is the same")
            if !frozen.isEmpty {
                add(
                    "soa.ou", "Move the AD accounts of \(names(frozen)) to a container of their own that is in that scope, and freeze it: nobody edits there.",
                    [.hybridIdentity, .activeDirectory], "the container is selected in the synchronization; its rights")
            }
            if pilotUsers.isEmpty {
                add("soa.first", "Convert one test person: \(Markdown.code("PATCH /users/{id}/onPremisesSyncBehavior")) with \(Markdown.code("{\"isCloudManaged\": true}")).", [.hybridIdentity], "`isCloudManaged` is true")
            } else {
                add("soa.first", "Convert the first people: \(pilotUsers.map { Markdown.code($0) }.joined(separator: ", ")).", [.hybridIdentity], "`isCloudManaged` is true", artifact: "graph/convert.json")
            }
            add(
                "soa.audit", logs, [.hybridIdentity], "the entries", wait: cycle)
            add(
                "soa.edit", "Change a value of a converted person in AD and synchronize: Entra ID keeps its own. Change one in Entra ID: it is taken.", [.hybridIdentity, .operations],
                "both values before and after")
        }
        return .init(
            id: "soa", title: "Source of authority: from Active Directory to the cloud",
            introduction: "Entra ID refuses changes to whom AD synchronizes. Who is converted is written by HR from then on, and what AD says of them no longer counts.", steps: steps)
    }

    private var engine: Synchronization.Engine? { plan.plan.tenant?.synchronization?.engine?.value }

    /// Source: phases.md (30 minutes with Connect, 2 with Cloud Sync).
    private var cycle: String {
        switch engine {
        case .connectSync: "one cycle of synchronization: 30 minutes with Connect Sync"
        case .cloudSync: "one cycle of synchronization: 2 minutes with Cloud Sync"
        case nil: "one cycle of synchronization: 30 minutes with Connect Sync, 2 with Cloud Sync"
        }
    }

    private var logs: String {
        let audit = "the audit log of Entra ID (source of authority, from AD to cloud)"
        return switch engine {
        case .cloudSync: "The change is in \(audit)."
        default: "The change is in both logs: \(audit), and event 6956 on the server of Connect Sync."
        }
    }

    /// Those behind the first people are converted with the step of the pilot that sends their rows, never long before: Entra ID refuses what HR says
    /// of whom Active Directory owns, and nobody disables who is converted and not sent.
    private func widening(_ title: String, _ id: String, _ whom: String, before rows: String) -> ChecklistSection? {
        guard !phase.converts.isEmpty else { return nil }
        return .init(
            id: "soa", title: "Source of authority: \(title)",
            introduction: "Whoever is converted, and whose row is not sent, is disabled by nobody: conversion and rows go together.",
            steps: phase.converts.map { population in
                .init(
                    id: "soa.\(id).\(population.name)",
                    action: "Right before \(rows): convert \(whom) of \(words(population)), by \(Markdown.code("PATCH /users/{id}/onPremisesSyncBehavior")) with \(Markdown.code("{\"isCloudManaged\": true}")) for each.",
                    actors: [.hybridIdentity], evidence: "users with `onPremisesSyncEnabled` true among them: 0")
            })
    }

    /// Before the pilot's rows; nil where nobody is converted, or the pilot is the first people only.
    var conversionOfPilot: ChecklistSection? {
        for case .group(let group, _, _) in phase.pilot {
            return widening("the pilot", "pilot", "the members of \(Markdown.code(group.value))", before: "their rows are sent (rows.2)")
        }
        return nil
    }

    /// Before everybody's rows; nil where nobody is converted.
    var conversionOfEverybody: ChecklistSection? { widening("everybody", "all", "the rest", before: "everybody's rows are sent (rows.5)") }

    /// MIM writes Active Directory, or may.
    private var isMIMOnRoad: Bool { plan.legacy != nil && !plan.isMIMApartFromDirectory }

    private var hasRequests: Bool { !phase.convertsGroups.isEmpty || !pilotUsers.isEmpty }

    /// The first step of the pilot, where people are converted at all.
    var pilotUsers: [String] {
        if phase.converts.isEmpty { return [] }
        for case .users(let users, _, _) in phase.pilot { return users.map(\.value) }
        return []
    }

    private var version: ChecklistStep {
        let said = plan.plan.tenant?.synchronization
        let text: String = switch said?.engine?.value {
        case .connectSync?: "Connect Sync is \(SynchronizationGates.conversion(.connectSync)) or newer"
        case .cloudSync?: "The agent of Cloud Sync is \(SynchronizationGates.conversion(.cloudSync)) or newer"
        case nil: "Connect Sync is \(SynchronizationGates.conversion(.connectSync)) or newer, or the agent of Cloud Sync \(SynchronizationGates.conversion(.cloudSync))"
        }
        return .init(
            id: "soa.version", action: "\(text)\(said?.version.map { " (the plan says \(Markdown.code($0.value)))" } ?? "").", actors: [.hybridIdentity],
            evidence: "the version, read on the server")
    }

    private var permission: ChecklistStep {
        .init(
            id: "soa.permission",
            action: "Whoever converts has the role Hybrid Administrator, and the consent \(Markdown.code("User-OnPremisesSyncBehavior.ReadWrite.All"))\(phase.convertsGroups.isEmpty ? "" : " and \(Markdown.code("Group-OnPremisesSyncBehavior.ReadWrite.All"))"). Take it back at the end.",
            actors: [.privilegedRole], evidence: "the consent, and its end")
    }

    /// The way back of the conversion.
    var rollback: [ChecklistStep] {
        var steps: [ChecklistStep] = []
        if !phase.converts.isEmpty {
            steps.append(.init(
                id: "soa.references", action: "Take what only the cloud knows from whom is converted back: memberships of cloud groups, a manager who lives in the cloud, access packages.",
                actors: [.hybridIdentity, .security], evidence: "the lists, kept for the next attempt"))
            steps.append(.init(
                id: "soa.back",
                action: "Give the source of authority back to AD: the first people by the bundle, the others by the same request with \(Markdown.code("{\"isCloudManaged\": false}")); then synchronize. AD's values win again.",
                actors: [.hybridIdentity], artifact: hasRequests ? "graph/rollback.json" : nil, evidence: "`isCloudManaged` is false; `onPremisesSyncEnabled` is true after the cycle"))
        } else if !phase.convertsGroups.isEmpty {
            steps.append(.init(
                id: "soa.back", action: "Give the source of authority of the groups back to AD, and synchronize.", actors: [.hybridIdentity],
                artifact: "graph/rollback.json", evidence: "`isCloudManaged` is false"))
        }
        return steps
    }
}

extension CheckedSource {
    /// The column by which a population's people are found in the rows of this source.
    fileprivate func consolidationKey(in population: CheckedPopulation) -> String {
        population.source.consolidation?.parts.first { $0.name == name }?.keys.first?.name ?? key
    }
}
