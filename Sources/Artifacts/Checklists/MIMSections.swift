import Analysis
import Microsoft
import Plan

/// MIM's side of a phase.
struct MIMSections {
    let phase: CheckedPhase
    let plan: CheckedPlan

    /// MIM's HR agent reads a staging table instead of the HR system (`cut.1` to `cut.10`).
    func redirect(_ agent: Legacy.Agent, to connector: CheckedConnector) -> ChecklistSection {
        let title = agent.notes.title ?? agent.name.value
        let old = [agent.server, agent.database, agent.table].compactMap { $0 }.joined(separator: " / ")
        var new = Markdown.code(connector.name)
        var attributes = connector.attributes.map(\.name).joined(separator: ", ")
        var isStaging = false
        if case .sql(let target) = connector.target {
            isStaging = true
            new = Markdown.code("\(target.server) / \(target.database) / \(target.view ?? target.table)")
            if let reader = target.reader { new += ", read as \(Markdown.code(reader))" }
        }
        let read = plan.legacy.map { legacy in
            legacy.imports.filter { $0.agent.value == agent.name.value }.flatMap { flow -> [String] in
                switch flow.value {
                case .direct(let name): [name]
                case .rule(_, let reads), .script(_, let reads): reads
                case .constant, .secret: []
                }
            }
        } ?? []
        attributes = connector.attributes.map(\.name).filter(read.contains).map { Markdown.code($0) }.joined(separator: ", ")
        var ends: [String] = []
        for name in read where connector.attribute(name) == nil && !ends.contains("import of \(Markdown.code(name))") {
            ends.append("import of \(Markdown.code(name))")
        }
        let exports = plan.legacy?.exports.filter { $0.agent.value == agent.name.value }.map(\.attribute.value) ?? []
        ends += exports.map { "export of \(Markdown.code($0))" }
        let anchor = agent.anchor ?? connector.anchor
        var steps: [ChecklistStep] = [
            .init(id: "cut.1", action: "Announce: no changes that HR drives until the cutover is over.", actors: [.lead], evidence: "the announcement"),
            .init(
                id: "cut.2", action: "Run MIM a last time from HR, and export; nothing stays pending.", actors: [.mim],
                evidence: "pending exports of every agent: 0"),
            .init(
                id: "cut.3", action: "Save the agent \(Markdown.code(title)) and the server configuration; back up MIM's databases.",
                actors: [.mim, .database], evidence: "the files and the backup's name"),
            .init(
                id: "cut.4",
                action: "Point the agent away from \(Markdown.code(old)) to \(new). The anchor and the join rule stay on \(Markdown.code(anchor)); the flows of the columns that are in the view stay as they are."
                    + (ends.isEmpty ? "" : " Delete the flows that end: \(ends.joined(separator: ", "))."),
                actors: [.mim], artifact: isStaging ? "mim/\(agent.name.value).md" : nil, evidence: "the agent's properties, read by a second person"),
            .init(
                id: "cut.5",
                action: "The view holds everyone whom MIM has: the job's scope was widened to everyone, and its log is quiet. Full import without synchronization. Compare with the connector space before: adds, deletes and updates are 0 or explained. The flows read \(attributes).",
                actors: [.mim, .hr], evidence: "the counts; as many people in the view as in MIM's connector space of HR"),
            .init(id: "cut.6", action: "Full synchronization in preview for the sample people.", actors: [.mim], evidence: "previews of a joiner, a mover and a leaver"),
            .init(
                id: "cut.7", action: "Full synchronization; hold the pending exports against the limit of the plan.", actors: [.mim],
                evidence: "pending deletes: 0"),
            .init(id: "cut.8", action: "Export in small batches.", actors: [.mim, .owner], evidence: "no error; the owners see no unplanned change"),
            .init(
                id: "cut.9", action: "Restore the schedules, behind Entra's cycle of about 40 minutes.", actors: [.mim], evidence: "the schedule"),
            .init(
                id: "cut.10", action: "Keep the old configuration for the way back. Do not delete the old connector space.", actors: [.mim],
                evidence: "note"),
        ]
        if isStaging, plan.mappings.contains(where: { $0.from.isEntraTenant && $0.to.name == connector.name }),
            let place = steps.firstIndex(where: { $0.id == "cut.5" })
        {
            // A disabled user is never created in an application (entra-docs: on-premises-application-provisioning).
            steps.insert(.init(
                id: "cut.leavers",
                action: "Whoever left before this job began, and still is a row of \(Markdown.code(old)), is not in \(new): Entra ID never creates a disabled user in an application, and to MIM each of them would be a row that vanished, and so somebody to delete. List them, by the rule for leavers of the plan and MIM's connector space. Insert their rows into the table by hand, as MIM knows them; or let HR sign that MIM may do to them at once what its deprovisioning does.",
                actors: [.mim, .hr, .database], evidence: "the list, each with a row in the view or a signature"), at: place)
        }
        return .init(
            id: agent.name.value, title: "MIM: \(title) reads \(connector.title)",
            introduction: "MIM takes a missing row for a person who left: nothing is synchronized before the counts agree.", steps: steps)
    }

    /// Cloud-only people leave MIM, without being deprovisioned by it; or, while MIM sends them, what else MIM writes.
    var cloudOnly: ChecklistSection {
        guard !phase.starts.contains(where: { $0.to.isEntraTenant && $0.isSentByMIM }) else { return staying }
        return .init(
            id: "mim", title: "MIM: cloud-only people leave it",
            introduction: "Whoever has no AD account is managed by Entra ID alone from here on.",
            steps: [
                .init(
                    id: "cloud.1", action: "List the people without an AD account; HR and the owners agree.", actors: [.mim, .hr],
                    evidence: "the list, signed"),
                .init(
                    id: "cloud.2", action: "Read the deprovisioning rules and the object deletion rule before anything is filtered.", actors: [.mim],
                    evidence: "note on what a disconnect would delete"),
                .init(
                    id: "cloud.3", action: "Filter them out of the HR import, in a way that does not deprovision.", actors: [.mim],
                    evidence: "preview of one person: no export is added"),
                .init(
                    id: "cloud.4", action: "Run, and watch the pending exports.", actors: [.mim],
                    evidence: "pending deletes in all agents: 0; metaverse count equals the AD population"),
            ])
    }

    private var staying: ChecklistSection {
        .init(
            id: "mim", title: "MIM: cloud-only people stay in it, as long as it sends them",
            introduction: "Whoever has no AD account is managed by Entra ID alone from here on. MIM's metaverse is where it sends them from: whoever leaves it is sent no more.",
            steps: [
                .init(
                    id: "cloud.1", action: "List the people without an AD account; HR and the owners agree.", actors: [.mim, .hr],
                    evidence: "the list, signed"),
                .init(
                    id: "cloud.2", action: "Read the deprovisioning rules of the systems that MIM writes before anybody is taken out of one.", actors: [.mim],
                    evidence: "note on what a disconnect would delete"),
                .init(id: "cloud.3", action: takeOut("them"), actors: [.mim], evidence: "preview of one person: nothing but the sender's export"),
                cloudOnlyRun,
            ])
    }

    /// Out of what MIM writes, not out of what it reads.
    ///
    /// - Parameter whom: Markdown.
    func takeOut(_ whom: String) -> String {
        let written = plan.agentsOfMIMWritingPeople.map { $0.notes.title ?? $0.name.value }
        let stay = "No filter of an import keeps \(whom) out: MIM sends them."
        guard !written.isEmpty else { return "\(stay) In the plan MIM writes people nowhere else; where it does all the same, take them out of its outbound rules there." }
        return "\(stay) Take them out of what MIM writes beside that, \(written.map { Markdown.code($0) }.joined(separator: ", ")): by the sets of its outbound rules, or a condition in its provisioning code, in a way that disconnects and does not deprovision."
    }

    var cloudOnlyRun: ChecklistStep {
        .init(
            id: "cloud.4", action: "Run, and watch the pending exports.", actors: [.mim],
            evidence: "pending deletes in all agents: 0; the sender's connector space has as many people as `summary.json` of who.1")
    }

    /// AD accounts come from HR through Entra: what is there before anybody is sent (`ad.0` to `ad.2`).
    func containers(_ mapping: CheckedMapping) -> ChecklistSection {
        let places = mapping.containers.map { Markdown.code($0) }.joined(separator: ", ")
        var steps: [ChecklistStep] = [
            .init(
                id: "ad.0",
                action: "The containers are there: \(places). The agent's group managed service account may create, move and delete accounts in each; accounts that AdminSDHolder protects are out of scope, because they inherit no rights. Synchronization has the containers in its scope or out of it as before.",
                actors: [.activeDirectory], evidence: "`Get-ADObject` of each; the rights of the account"),
            .init(id: "ad.1", action: "Divide the people into classes, and the OUs with them.", actors: [.activeDirectory, .hr], evidence: "the list"),
        ]
        if mimWritesDirectory {
            steps.append(.init(
                id: "ad.2", action: "Stop MIM's flows into AD for the pilot's OU: filter, no deprovisioning.", actors: [.mim],
                evidence: "MIM's pending exports to that OU: 0"))
        }
        return .init(id: "ad", title: mimWritesDirectory ? "Active Directory: from MIM to Entra" : "Active Directory: before anybody is sent", steps: steps)
    }

    /// What is looked at in AD beside the steps of the pilot (`ad.4` to `ad.7`).
    func accounts(_ mapping: CheckedMapping) -> ChecklistSection {
        let moves = plan.plan.deprovisioning.flatMap(\.actions).filter { $0.system.value == mapping.to.name }.compactMap { $0.move?.value }
        let leaver = "The leaver's account is disabled\(moves.first.map { ", and stands in \(Markdown.code($0))" } ?? "")."
            + (mapping.movesAccounts ? " The mover's stands where the mapping puts it." : "")
        var steps: [ChecklistStep] = [
            .init(
                id: "ad.4", action: "Compare what the pilot changed with what was expected.", actors: [.activeDirectory],
                evidence: "no attribute changes back and forth over two cycles"),
            .init(
                id: "ad.5", action: "The joiner's first password is random, and nobody sees it. \(firstPassword(mapping))",
                actors: [.hybridIdentity, .operations], evidence: "the joiner of rows.4 signed in"),
            .init(id: "ad.6", action: leaver, actors: [.hybridIdentity, .activeDirectory], evidence: "the accounts of rows.4"),
        ]
        if mimWritesDirectory {
            steps.append(.init(
                id: "ad.7", action: "With each OU that the pilot is widened by, stop MIM's flows into it first, as in ad.2, until MIM exports no user.",
                actors: [.hybridIdentity, .mim], evidence: "MIM's AD agent has no pending exports"))
        }
        return .init(id: "ad", title: "Active Directory: the accounts of the pilot", steps: steps)
    }

    /// MIM has an agent of Active Directory today.
    private var mimWritesDirectory: Bool { plan.legacy?.agents.contains { $0.kind?.value == .activeDirectory } ?? false }

    private func firstPassword(_ mapping: CheckedMapping) -> String {
        guard case .activeDirectory(let target)? = mapping.connector?.target, let road = target.firstPassword else {
            return "They get one by the agreed road."
        }
        return switch road {
        case .accessPass: "They sign in at Entra ID with a temporary access pass, and set a password by self-service; password writeback is on."
        case .selfService: "They set one by self-service reset, with what HR knows of them as contact; password writeback is on."
        case .manager: "The service desk sets one and hands it to the manager; it is changed at the first sign-in."
        case .serviceDesk: "The service desk sets one and hands it over; it is changed at the first sign-in."
        }
    }

    /// MIM is switched off (`ret.1` to `ret.7`).
    var retirement: ChecklistSection {
        .init(
            id: "mim", title: "MIM: switched off",
            introduction: "Support for MIM 2016 ends on \(ProvisioningLimits.mimSupportEnds).",
            steps: [
                .init(
                    id: "ret.0", action: "Agents that end: \(phase.stopsAgents.map { Markdown.code($0.notes.title ?? $0.name.value) }.joined(separator: ", ")). For each object type beside people there is a new owner.",
                    actors: [.mim, .owner], evidence: "the list of object types with their owners"),
                .init(id: "ret.1", action: "Stop the run schedules.", actors: [.mim], evidence: "no run since"),
                .init(
                    id: "ret.2", action: "Keep the services stopped over one month's end and one date with many leavers.", actors: [.mim],
                    evidence: "no ticket that MIM would have prevented", wait: "at least 30 days"),
                .init(
                    id: "ret.3", action: "Take MIM's rights in AD, SQL and the applications: accounts disabled, not deleted.",
                    actors: [.activeDirectory, .database, .owner], evidence: "the list of accounts"),
                .init(id: "ret.4", action: "Take a last backup of configuration and databases, for as long as the retention rule says.", actors: [.mim, .database], evidence: "its name and place"),
                .init(
                    id: "ret.5", action: "Uninstall; delete the service accounts after the period.", actors: [.mim, .activeDirectory],
                    evidence: "signature of lead and security officer", isPointOfNoReturn: true),
            ] + (phase.stopsMappings.isEmpty ? [] : [
                .init(
                    id: "ret.6", action: "Remove the interim connectors to MIM, their applications and their assignments.", actors: [.hybridIdentity, .application],
                    evidence: phase.stopsMappings.map { Markdown.code($0.name) }.joined(separator: ", ") + " are gone"),
            ]) + [
                .init(id: "ret.7", action: "Remove the staging database.", actors: [.database], evidence: "`rollback.sql` of its connector ran", isPointOfNoReturn: true),
            ])
    }
}
