import Expressions
import Microsoft

/// A plan's first draft from an export: what has an equal is written, what has none is marked, and every part says where it came from.
///
/// The parts are built from what was decided before: sources, the mapping of each into Entra ID, then what Entra feeds.
public struct DraftPlan {
    let estate: MIMEstate
    let gaps: Gaps
    public let name: String
    /// The sources of people, in the order of the export.
    let chains: [PersonChain]
    private(set) var inbound: [InboundDraft] = []
    private(set) var targets: [TargetDraft] = []
    /// Extensions by name, in the order in which they were needed: type, and what they are for.
    var extensions: [(name: String, type: String, because: String)] = []
    let leavers: [(source: String, test: LeaverTest)]

    /// - Parameters:
    ///   - name: the plan's name, where nothing better is known.
    ///   - gaps: parts that a checker refused when they were written out.
    public init(_ estate: MIMEstate, gaps: Gaps = [:]) {
        self.estate = estate
        self.gaps = gaps
        var taken: Set<String> = []
        let domain = DraftPlan.domain(estate.export)
        name = PlanText.slug(
            domain?.split(separator: ".").first.map(String.init) ?? estate.export.server ?? "mim", spare: "mim", taken: &taken)
        chains = estate.members.filter { $0.role == .hrSource }.map { PersonChain($0, in: estate) }.filter { $0.key != nil }
        leavers = DraftPlan.leavers(estate, chains)
        targets = TargetDraft.all(in: estate, chains: chains)
        for chain in chains {
            var draft = InboundDraft(chain, estate: estate, leaver: leavers.first { $0.source == chain.member.slug }?.test, gaps: gaps)
            draft.build(extensions: &extensions, targets: targets)
            inbound.append(draft)
        }
        for i in targets.indices { targets[i].build(from: inbound, leavers: leavers, gaps: gaps) }
    }

    /// The DNS name of the one forest, or of the server's.
    static func domain(_ export: MIMExport) -> String? {
        for agent in export.agents where agent.category.lowercased() == "ad" {
            guard case .directory(let directory) = agent.connection, let forest = directory.forest?.lowercased(), forest.contains("."),
                forest.unicodeScalars.allSatisfy({ ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "." || $0 == "-" })
            else { continue }
            return forest
        }
        return nil
    }

    /// The word of a status by which accounts are disabled today, for each source that gives the status.
    private static func leavers(_ estate: MIMEstate, _ chains: [PersonChain]) -> [(source: String, test: LeaverTest)] {
        var result: [(source: String, test: LeaverTest)] = []
        for member in estate.members {
            for flow in member.agent.exportFlows where flow.metaverseType == estate.peopleType {
                guard case .expression(let expression) = flow.mapping.value, let test = LeaverTest(expression, flag: flow.attribute) else { continue }
                for chain in chains where !result.contains(where: { $0.source == chain.member.slug }) {
                    if let source = chain.copied(by: test.attribute) {
                        result.append((chain.member.slug, LeaverTest(attribute: source, word: test.word)))
                    }
                }
            }
        }
        return result
    }

    // MARK: Files

    public var files: [DraftFile] {
        var files: [DraftFile] = []
        func add(_ path: String, _ entries: [YAMLEntry], _ header: [String], _ summary: String, isSpaced: Bool = true) {
            guard !entries.isEmpty else { return }
            var writer = YAMLWriter()
            writer.write(entries, header: header, isSpaced: isSpaced)
            files.append(DraftFile(path: path, text: writer.text, marks: writer.marks, summary: summary))
        }
        let legacy = LegacyDraft(estate)
        add("plan.yaml", planEntries, planHeader, "Name, tenant, parameters, extensions")
        add("legacy.yaml", legacy.entries, legacy.header, "What MIM does today")
        add("sources.yaml", sourceEntries, ["Where people come from."], "HR systems")
        add("connectors.yaml", connectorEntries, ["What MIM provisions, as targets of Entra ID."], "Agents and connectors")
        for draft in inbound {
            add("mappings/\(draft.name).yaml", [YAMLEntry("mappings", .map([draft.entry]))], [], "Mapping \(draft.name)")
        }
        for target in targets where target.isUsable {
            for mapping in target.mappings {
                add("mappings/\(mapping.key).yaml", [YAMLEntry("mappings", .map([mapping]))], [], "Mapping \(mapping.key)")
            }
        }
        add("deprovisioning.yaml", deprovisioningEntries, ["Who left, and what becomes of the accounts."], "Leavers")
        add("phases.yaml", PhasesDraft(self).entries, PhasesDraft.header, "The road")
        add("environments/production.yaml", environmentEntries, environmentHeader, "Values of the parameters", isSpaced: false)
        return files
    }

    // MARK: The plan

    private var planHeader: [String] {
        [
            "A draft that `entrain import` wrote from MIM's configuration" + (estate.export.server.map { " of server \($0)" } ?? "") + ".",
            "Read inventory.md first. `entrain check` lists what is unresolved; `compile` waits for it.",
        ]
    }

    private var planEntries: [YAMLEntry] {
        var entries = [
            YAMLEntry("entrain", .word("1")),
            YAMLEntry("name", .text(name)),
            YAMLEntry("title", .text("From MIM to Entra ID")),
            YAMLEntry(
                "tenant",
                .map([
                    YAMLEntry("id", .text("${tenantId}")), YAMLEntry("domain", .text("${domain}")), YAMLEntry("notify", .text("${notify}")),
                ])),
            YAMLEntry("parameters", .map(parameters.map { YAMLEntry($0.name, .text($0.type), beside: $0.comment) })),
        ]
        if !extensions.isEmpty {
            entries.append(YAMLEntry(
                "extensions",
                .map(extensions.map { item in
                    YAMLEntry(item.name, .map([YAMLEntry("type", .text(item.type)), YAMLEntry("because", .text(PlanText.escaped(item.because)))]))
                }),
                above: ["What Entra's fixed attributes have no place for, and MIM still reads or writes."]))
        }
        return entries
    }

    struct Parameter {
        let name: String
        let type: String
        let value: String
        let comment: String?
    }

    var parameters: [Parameter] {
        let domain = DraftPlan.domain(estate.export) ?? "example.com"
        var result = [
            Parameter(name: "tenantId", type: "uuid", value: "00000000-0000-0000-0000-000000000000", comment: nil),
            Parameter(name: "domain", type: "domain", value: domain, comment: "of user principal names; verified in the tenant"),
            Parameter(name: "notify", type: "email", value: "identity@\(domain)", comment: "who hears of a job in quarantine"),
        ]
        let usable = targets.filter(\.isUsable)
        if usable.contains(where: { $0.isHosted }) {
            result.append(.init(name: "ecmaServer", type: "host", value: "ecma01.\(domain)", comment: "the Windows server of the provisioning agent and the ECMA host"))
        }
        if usable.contains(where: { !$0.isHosted }) {
            result.append(.init(name: "adAgentServer", type: "host", value: "agent01.\(domain)", comment: "another one: the same agent must not serve applications and AD"))
        }
        for target in usable {
            for item in target.parameters(domain: domain) where !result.contains(where: { $0.name == item.name }) { result.append(item) }
        }
        return result
    }

    private var environmentHeader: [String] {
        ["Values for production. Server names are those of the export; what was not in it is made up: look at each."]
    }

    private var environmentEntries: [YAMLEntry] {
        parameters.map { YAMLEntry($0.name, .text(PlanText.escaped($0.value))) }
    }

    // MARK: Sources

    private var sourceEntries: [YAMLEntry] {
        guard !inbound.isEmpty else { return [] }
        return [YAMLEntry("sources", .map(inbound.map(\.sourceEntry)))]
    }

    // MARK: Connectors

    private var connectorEntries: [YAMLEntry] {
        let usable = targets.filter(\.isUsable)
        guard !usable.isEmpty else { return [] }
        var agents: [YAMLEntry] = []
        if usable.contains(where: \.isHosted) {
            agents.append(YAMLEntry(
                "headquarters",
                .map([
                    YAMLEntry("title", .text("Provisioning agent and ECMA host")), YAMLEntry("server", .text("${ecmaServer}")),
                    YAMLEntry("certificate", .text("authority")),
                ])))
        }
        if usable.contains(where: { !$0.isHosted }) {
            agents.append(YAMLEntry(
                "domain-agent",
                .map([YAMLEntry("title", .text("Provisioning agent for Active Directory")), YAMLEntry("server", .text("${adAgentServer}"))])))
        }
        return [YAMLEntry("agents", .map(agents)), YAMLEntry("connectors", .map(usable.map(\.connectorEntry)))]
    }

    // MARK: Leavers

    private var deprovisioningEntries: [YAMLEntry] {
        guard !leavers.isEmpty else { return [] }
        var entries = [
            YAMLEntry("title", .text("People who left")),
            YAMLEntry(
                "when",
                .map(leavers.map { leaver in
                    YAMLEntry(
                        leaver.source, .inlineMap([YAMLEntry(PlanText.escaped(leaver.test.attribute), .text(PlanText.escaped(leaver.test.word)))]),
                        beside: "the word by which MIM disables accounts today")
                })),
            YAMLEntry("entra", .inlineMap([YAMLEntry("disable", .text("at once")), YAMLEntry("delete", .text("after 30 days"))])),
        ]
        for target in targets where target.isUsable {
            if let action = target.leaverAction { entries.append(action) }
        }
        entries.append(YAMLEntry("at-most", .word("50"), beside: "deletions in one cycle, beyond which the job stops and asks"))
        return [YAMLEntry("deprovisioning", .map([YAMLEntry("leavers", .map(entries), above: deletionNotes)]))]
    }

    /// What MIM itself does today when somebody goes.
    private var deletionNotes: [String] {
        let export = estate.export
        guard let rule = export.metaverse.deletionRules.first(where: { $0.metaverseType == estate.peopleType }), rule.kind == .declaredAny else { return [] }
        let deleting = estate.members.filter { $0.agent.deprovisioning == .delete }.map(\.slug)
        var lines = ["In MIM a person goes when \(rule.agents.map { estate.slug(id: $0) ?? $0 }.joined(separator: " or ")) no longer has them"]
        lines += LegacyDraft.wrapped("and is then deleted at once in \(deleting.isEmpty ? "no system" : deleting.joined(separator: ", ")). Ask whether that is still wanted.")
        return lines
    }
}
