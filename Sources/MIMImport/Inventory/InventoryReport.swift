import Artifacts

/// `inventory.md`: what a migration engineer needs to see of an export before reading anything else.
public struct InventoryReport {
    private let estate: MIMEstate
    private let draft: DraftPlan
    private var export: MIMExport { estate.export }

    public init(_ estate: MIMEstate, _ draft: DraftPlan) {
        self.estate = estate
        self.draft = draft
    }

    public var text: String {
        var lines = ["# What MIM does today", ""]
        var origin = "From \(export.files.count) file\(export.files.count == 1 ? "" : "s")"
        if let server = export.server { origin += " of server \(Markdown.code(server))" }
        if let date = export.exported { origin += ", exported \(Markdown.text(date))" }
        lines += [origin + ". `inventory.json` has everything; this page has what matters.", ""]
        lines += numbers + agents + people + scripts + immovable + questions + deadWood + unseen
        return lines.joined(separator: "\n") + "\n"
    }

    private func table(_ header: [String], _ rows: [[String]]) -> [String] {
        [Markdown.table(header: header, rows: rows)]
    }

    private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    // MARK: Numbers

    private var numbers: [String] {
        let imports = export.importFlows
        let exports = export.agents.flatMap(\.exportFlows)
        var types: [String] = []
        for type in imports.map(\.metaverseType) + exports.map(\.metaverseType) where !types.contains(type) { types.append(type) }
        guard !types.isEmpty else { return ["Nothing flows: no agent brings or takes anything.", ""] }
        func kinds(_ mappings: [FlowMapping]) -> [String] {
            ["direct", "constant", "expression", "rules-extension", "dn-part"].map { kind in
                let number = mappings.count { $0.kind == kind }
                return number == 0 ? "" : String(number)
            }
        }
        let rows = types.map { type -> [String] in
            let own = imports.filter { $0.metaverseType == type }.map(\.mapping) + exports.filter { $0.metaverseType == type }.map(\.mapping)
            return [
                Markdown.code(type) + (type == estate.peopleType ? " (people)" : MIMExport.machinery.contains(type) ? " (MIM's own)" : ""),
                String(imports.count { $0.metaverseType == type }), String(exports.count { $0.metaverseType == type }),
            ] + kinds(own)
        }
        return ["## Numbers", ""]
            + table(["object type", "import flows", "export flows", "direct", "constant", "expression", "code", "part of the DN"], rows)
    }

    // MARK: Agents

    private var agents: [String] {
        guard !estate.members.isEmpty else { return [] }
        let rows = estate.members.map { member -> [String] in
            let (effort, why) = effort(of: member)
            let flows = export.importFlows.count { $0.agent == member.agent.id && !$0.isMachinery }
            return [
                Markdown.cell(member.agent.name.isEmpty ? member.agent.id : member.agent.name), Markdown.code("legacy.\(member.slug)"),
                Markdown.cell(member.agent.subtype ?? member.agent.category), member.role.rawValue, String(flows),
                String(member.agent.exportFlows.count { !$0.isMachinery }), effort.name, Markdown.cell(why), phase(of: member),
            ]
        }
        return ["## Agents", ""]
            + table(["agent", "in the plan", "kind", "is", "gives", "takes", "effort", "why", "phase"], rows)
    }

    /// How hard an agent is to move, and why.
    private func effort(of member: MIMEstate.Member) -> (AgentRole.Effort, String) {
        let agent = member.agent
        let code = ScriptUse.all(in: export).count { $0.agent == agent.name }
        let expressions = agent.exportFlows.count { $0.mapping.kind == "expression" } + export.importFlows.count { $0.agent == agent.id && $0.mapping.kind == "expression" }
        var effort = AgentRole.Effort.low
        var reasons: [String] = []
        func note(_ level: AgentRole.Effort, _ reason: String) {
            effort = max(effort, level)
            reasons.append(reason)
        }
        switch member.role {
        case .idle, .package: return (.none, "gives and takes nothing of people")
        case .roleManagement: return (.medium, "replaced by access packages, not by provisioning")
        case .organisationSource: return (.low, "its objects are no users: \(export.importFlows.filter { $0.agent == agent.id }.map(\.metaverseType).uniqued.joined(separator: ", "))")
        case .hrSource, .directory, .applicationDirectory, .portal, .application: break
        }
        if code > 0 { note(.high, count(code, "use") + " of code") }
        if case .other = agent.connection { note(.high, "its kind is not read") }
        if agent.category.lowercased() == "extensible" { note(.high, "a connector of the first generation: code of its own") }
        if case .ecma2 = agent.connection { note(.medium, "its library has to run in the ECMA host") }
        if member.role == .portal { note(.medium, "sets, policies and self-service end with it") }
        let groups = agent.exportFlows.contains { $0.metaverseType.lowercased() == "group" }
        if groups { note(.medium, "groups take another road: Cloud Sync") }
        if expressions > 0 { note(expressions > 10 ? .medium : .low, count(expressions, "expression")) }
        if agent.exportFlows.contains(where: { if case .secret = $0.mapping.value { true } else { false } }) { note(.low, "initial passwords") }
        if reasons.isEmpty { reasons.append("copies only") }
        return (effort, reasons.joined(separator: "; "))
    }

    private func phase(of member: MIMEstate.Member) -> String {
        switch member.role {
        case .hrSource: "1 `hr-direct`, 2 `replace-hr-agents`"
        case .portal: "2 `replace-hr-agents`, then off"
        case .directory, .applicationDirectory, .application: "3 `retire-mim`"
        case .roleManagement, .organisationSource: "ends with MIM"
        case .idle, .package: "—"
        }
    }

    // MARK: People

    private var people: [String] {
        guard let type = estate.peopleType else { return [] }
        var attributes: [String] = []
        for flow in export.importFlows where flow.metaverseType == type && !flow.isMachinery && !attributes.contains(flow.metaverseAttribute) {
            attributes.append(flow.metaverseAttribute)
        }
        guard !attributes.isEmpty else { return [] }
        let rows = attributes.sorted { $0.lowercased() < $1.lowercased() }.map { attribute -> [String] in
            let sources = export.importFlows.filter { $0.metaverseType == type && $0.metaverseAttribute == attribute }.map { flow in
                let slug = estate.slug(id: flow.agent) ?? flow.agent
                return "\(flow.of > 1 && flow.precedence == "ranked" ? "\(flow.rank). " : "")\(slug): \(MIMWords.describe(flow.mapping))"
            }
            var targets: [String] = []
            for member in estate.members {
                for flow in member.agent.exportFlows
                where flow.metaverseType == type && !flow.isMachinery && flow.mapping.sources.contains(attribute) && !targets.contains("\(member.slug).\(flow.attribute)") {
                    targets.append("\(member.slug).\(flow.attribute)")
                }
            }
            let entra = draft.inbound.compactMap { $0.entraNames[attribute] }.uniqued
            return [
                Markdown.code(attribute), sources.map { Markdown.cell($0) }.joined(separator: "<br>"),
                targets.map { Markdown.cell($0) }.joined(separator: "<br>"), entra.map { Markdown.code($0) }.joined(separator: ", "),
            ]
        }
        return ["## Every attribute of people", "", "Where it comes from today, to where it goes, and what it becomes in Entra ID in the draft.", ""]
            + table(["metaverse", "from, best first", "to", "Entra ID"], rows)
    }

    // MARK: What is in code

    private var scripts: [String] {
        let uses = ScriptUse.all(in: export)
        guard !uses.isEmpty else { return [] }
        let rows = uses.map { use -> [String] in
            let proposal = use.attribute.flatMap { ScriptProposal.proposal(attribute: $0, inputs: use.inputs) }
            return [
                Markdown.cell(use.agent ?? "metaverse"), use.what.rawValue, use.objectType.map { Markdown.code($0) } ?? "",
                use.rule.map { Markdown.code($0) } ?? "", use.inputs.map { Markdown.code($0) }.joined(separator: ", "),
                use.attribute.map { Markdown.code($0) } ?? "", proposal.map { Markdown.code($0) } ?? "",
                use.place.map { place in Markdown.cell("\(use.file ?? ""):\(place.line):\(place.column)") } ?? "",
            ]
        }
        return [
            "## Rules in code", "",
            "An export holds the names that a DLL is given, never what it does: ask for the projects' sources. Proposals are guesses from names.", "",
        ] + table(["agent", "what", "object type", "rule", "reads", "writes", "probably", "where"], rows)
    }

    // MARK: What does not move

    private var immovable: [String] {
        var rows: [[String]] = []
        func add(_ what: String, _ where_: String, _ instead: String) { rows.append([Markdown.cell(what), Markdown.cell(where_), Markdown.cell(instead)]) }
        var types: [String] = []
        for type in export.importFlows.map(\.metaverseType) + export.agents.flatMap(\.exportFlows).map(\.metaverseType)
        where type != estate.peopleType && !MIMExport.machinery.contains(type) && !types.contains(type) { types.append(type) }
        for type in types {
            let numbers = (export.importFlows.count { $0.metaverseType == type }, export.agents.flatMap(\.exportFlows).count { $0.metaverseType == type })
            add(
                "objects of type \(type)", "\(count(numbers.0, "import flow")), \(count(numbers.1, "export flow"))",
                type.lowercased() == "group" ? "groups of Entra ID; Cloud Sync writes them to AD" : type.lowercased() == "contact" ? "cross-tenant synchronization, or contacts of Exchange Online" : "Entra provisions users only")
        }
        for member in estate.members where member.role == .roleManagement { add("BHOLD", member.agent.name, "access packages and role assignment") }
        for agent in export.agents {
            let secrets = agent.exportFlows.filter { if case .secret = $0.mapping.value { true } else { false } }.map(\.attribute).uniqued
            if !secrets.isEmpty { add("a password in clear", "\(agent.name): \(secrets.joined(separator: ", "))", "a temporary access pass; change the password, it is in every export") }
            if agent.exportFlows.contains(where: { $0.attribute == "homeMDB" || $0.attribute.hasPrefix("msExch") }) {
                add("Exchange on premises", "\(agent.name): \(agent.exportFlows.map(\.attribute).filter { $0 == "homeMDB" || $0.hasPrefix("msExch") }.uniqued.joined(separator: ", "))", "mailboxes of Exchange Online, or a remote mailbox made by a script")
            }
            if agent.passwordSync { add("password synchronization", agent.name, "password hash synchronization, or none") }
            if agent.category.lowercased() == "ad gal" { add("address list synchronization", agent.name, "cross-tenant synchronization") }
        }
        if export.metaverse.passwordSync == true { add("password synchronization", "metaverse", "password hash synchronization, or none") }
        if let service = export.service {
            let custom = service.workflows.flatMap { workflow in
                workflow.activities.filter { !Self.installedActivities.contains($0.name) }.map { "\(workflow.name): \($0.name)" }
            }
            for item in custom.prefix(40) { add("a workflow's activity", item, "lifecycle workflows, access packages, or a script") }
        }
        guard !rows.isEmpty else { return [] }
        return ["## What does not move by itself", ""] + table(["what", "where", "instead"], rows)
    }

    /// Activities that a MIM has as it is installed, and rules that are told elsewhere.
    private static let installedActivities: Set<String> = [
        "PWResetActivity", "AuthenticationGateActivity", "FilterValidationActivity", "GroupValidationActivity", "ApprovalActivity",
        "RequestorValidationActivity", "PAMRequestHandlerActivity", "AddUserToGroupActivity", "PAMRequestValidationActivity",
        "PAMRequestMFASequenceActivity", "PAMRequestApprovalSequenceActivity", "PAMRequestDelayedValidationSequenceActivity",
        "PAMRequestAvailabilityWindowValidationActivity", "EmailNotificationActivity", "DeleteResourceActivity", "SynchronizationRuleActivity",
    ]

    // MARK: Questions

    private var questions: [String] {
        var items: [String] = []
        guard let people = estate.peopleType else { return [] }
        for flow in export.importFlows where flow.metaverseType == people && flow.rank == 1 && !flow.isMachinery {
            guard let member = estate.member(id: flow.agent), member.role == .portal else { continue }
            let others = export.importFlows.filter { $0.metaverseType == people && $0.metaverseAttribute == flow.metaverseAttribute && $0.rank > 1 }
            if let hr = others.first(where: { estate.member(id: $0.agent)?.role == .hrSource }) {
                items.append(
                    "\(Markdown.code(flow.metaverseAttribute)): today the portal comes before \(Markdown.code(estate.slug(id: hr.agent) ?? "HR")). Who may write it tomorrow?")
            }
        }
        for chain in draft.chains {
            for name in chain.order {
                guard let source = chain.copied(by: name) else { continue }
                let twin = chain.member.agent.selectedAttributes.first { $0.lowercased() == name.lowercased() && $0 != source }
                if let twin, !chain.readAttributes.contains(twin) {
                    items.append(
                        "\(Markdown.code(name)) is made of \(Markdown.code(source)), and \(Markdown.code(chain.member.slug)) has \(Markdown.code(twin)), which nothing reads. On purpose?")
                }
            }
        }
        for rule in export.metaverse.deletionRules where rule.metaverseType == people && rule.kind == .declaredAny {
            let deleting = estate.members.filter { $0.agent.deprovisioning == .delete }.map { Markdown.code($0.slug) }
            if !deleting.isEmpty { items.append("A leaver is deleted at once in \(deleting.joined(separator: ", ")). Is that still wanted?") }
        }
        if people.lowercased() != "person" { items.append("People seem to be objects of type \(Markdown.code(people)). Is that so?") }
        if draft.chains.count > 1 {
            items.append("Do \(draft.chains.map { Markdown.code($0.member.slug) }.joined(separator: " and ")) share people? Then they must be consolidated.")
        }
        if draft.leavers.isEmpty, !draft.chains.isEmpty { items.append("How is a leaver told? No flow disables an account by a status.") }
        if draft.chains.isEmpty, !export.agents.isEmpty { items.append("Where do people come from? No agent of this export is an HR source.") }
        guard !items.isEmpty else { return [] }
        return ["## Questions", ""] + items.enumerated().map { "\($0.offset + 1). \($0.element)" } + [""]
    }

    // MARK: Dead wood

    private var deadWood: [String] {
        var items: [String] = []
        for chain in draft.chains {
            let unused = chain.member.agent.selectedAttributes.filter { !chain.readAttributes.contains($0) && !takesPassword($0) && chain.key?.source != $0 }
                .filter { name in !chain.member.agent.exportFlows.contains { $0.attribute == name } }
            if !unused.isEmpty { items.append("\(Markdown.code(chain.member.slug)) selects and nothing reads: \(unused.map { Markdown.code($0) }.joined(separator: ", "))") }
        }
        if let people = estate.peopleType {
            let read = Set(export.agents.flatMap(\.exportFlows).filter { $0.metaverseType == people }.flatMap(\.mapping.sources))
            let dead = export.importFlows.filter { $0.metaverseType == people && !$0.isMachinery }.map(\.metaverseAttribute).uniqued.filter { !read.contains($0) }
            if !dead.isEmpty { items.append("Attributes that arrive and that nobody gets: \(dead.map { Markdown.code($0) }.joined(separator: ", "))") }
        }
        for rule in export.metaverse.deletionRules where !export.importFlows.contains(where: { $0.metaverseType == rule.metaverseType }) {
            items.append("A deletion rule for \(Markdown.code(rule.metaverseType)), which no agent brings")
        }
        guard !items.isEmpty else { return [] }
        return ["## Dead wood", "", "Leaving it behind should be a decision."] + [""] + items.map { "- \($0)" } + [""]
    }

    // MARK: What was not seen

    private var unseen: [String] {
        var items: [String] = []
        let rules = EngineRule.all(in: export).filter { !$0.isBuiltIn }
        if !rules.isEmpty, export.service?.syncRules.isEmpty ?? true {
            items.append("The portal's policy: \(count(rules.count, "declarative rule")) without a name, scope or relationship. Export it with `Export-FIMConfig -policyConfig`.")
        }
        for (id, slug) in estate.dangling { items.append("The file of agent \(Markdown.code(id)), in the plan \(Markdown.code("legacy.\(slug)"))") }
        if export.kind == .singleAgent { items.append("The rest of the server: this is the export of one agent") }
        if export.kind == .serviceOnly { items.append("The synchronization engine: connections, joins, filters, precedence and deletion rules") }
        items.append("Schedules: MIM has none; a task or a tool starts its run profiles")
        items.append("Volumes: how many objects there are is not in an export")
        return ["## Not in this export", ""] + items.map { "- \($0)" }
    }
}

extension Array where Element: Hashable {
    /// Each once, in order.
    var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
