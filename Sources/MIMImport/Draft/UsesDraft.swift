import Plan

/// `legacy.uses`: what MIM does beside its flows, as far as an export shows it. Of what the portal's policy would say nothing is written
/// where the policy is not at hand; what no export holds (certificates, reports, photos that people load up) is for a person to add.
struct UsesDraft {
    struct Use {
        let capability: Legacy.Capability
        /// Where it was seen, as a sentence.
        let evidence: String
    }

    let uses: [Use]

    init(_ estate: MIMEstate) {
        let export = estate.export
        var uses: [Use] = []
        func add(_ capability: Legacy.Capability, _ evidence: String) { uses.append(Use(capability: capability, evidence: evidence)) }

        var synchronizing = export.agents.filter(\.passwordSync).map(\.name)
        if export.metaverse.passwordSync == true { synchronizing.insert("the metaverse", at: 0) }
        if !synchronizing.isEmpty { add(.passwordSync, "on for \(synchronizing.joined(separator: ", "))") }
        let lists = export.agents.filter { $0.category.lowercased() == "ad gal" }.map(\.name)
        if !lists.isEmpty { add(.addressLists, "agents of address lists: \(lists.joined(separator: ", "))") }
        let roles = estate.members.filter { $0.role == .roleManagement }.map(\.agent.name)
        if !roles.isEmpty { add(.roles, "BHOLD: \(roles.joined(separator: ", "))") }
        if let service = export.service { uses += UsesDraft.uses(of: service) }
        self.uses = uses
    }

    // MARK: The portal's policy

    private static func uses(of service: PortalService) -> [Use] {
        let activities = Dictionary(service.workflows.map { ($0.id, $0.activities.map(\.name)) }, uniquingKeysWith: { first, _ in first })
        func does(_ rule: PortalService.PolicyRule) -> [String] { rule.workflows.flatMap { activities[$0] ?? [] } }
        let enabled = service.policyRules.filter { !$0.isDisabled }
        let own = enabled.filter { !InstalledRules.names.contains($0.name) }
        var uses: [Use] = []
        func add(_ capability: Legacy.Capability, _ rules: [PortalService.PolicyRule]) {
            guard !rules.isEmpty else { return }
            let names = rules.prefix(5).map(\.name).joined(separator: "; ")
            uses.append(Use(
                capability: capability,
                evidence: "\(rules.count == 1 ? "the rule" : "the rules") \(names)\(rules.count > 5 ? "; and \(rules.count - 5) more" : "")"))
        }
        // Installed, and disabled until somebody wants it.
        add(.selfServiceReset, enabled.filter { does($0).contains("PWResetActivity") })
        add(.selfServiceGroups, enabled.filter { InstalledRules.ofGroups.has($0.name) })
        add(.distributionLists, enabled.filter { InstalledRules.ofLists.has($0.name) })
        // A rule that only starts synchronization rules is provisioning, which mappings do.
        let working = own.filter { !Set(does($0)).subtracting(["SynchronizationRuleActivity"]).isEmpty }
        add(.requests, own.filter { does($0).contains("ApprovalActivity") })
        add(.notifications, own.filter { does($0).contains("EmailNotificationActivity") })
        add(.workflows, working.filter { !Set(does($0)).subtracting(["SynchronizationRuleActivity", "ApprovalActivity", "EmailNotificationActivity", "PWResetActivity"]).isEmpty })
        // Who may do what, without a workflow.
        add(.policies, own.filter { $0.workflows.isEmpty })
        return uses
    }
}
