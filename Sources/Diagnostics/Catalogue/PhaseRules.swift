extension Rule {
    public static let phaseOrder = Rule(
        "phase-order",
        law: "A phase starts what its predecessors have made possible, and stops what runs.",
        reason: "Entra provisions the people that it has; MIM takes a missing row for a person who left.",
        wrong: "phases:\n  - {name: replace-hr-agents, starts: [entra-to-hr-staging]}\n  - {name: hr-direct, starts: [hr-to-entra]}",
        right: "phases:\n  - {name: hr-direct, starts: [hr-to-entra]}\n  - {name: replace-hr-agents, starts: [entra-to-hr-staging]}",
        source: "the migration road: HR first, then MIM's HR agents, then applications"
    )
    public static let lostAttribute = Rule(
        "lost-attribute",
        law: "What MIM reads from HR it finds in the place that it is pointed at instead.",
        reason: "The next full import would clear the value for everyone, in MIM and in whatever MIM feeds.",
        wrong: "redirects: {legacy.hr-system: hr-staging}      # MIM reads CostCenter, hr-staging has none",
        right: "hr-staging: {attributes: {CostCenter: string(50)?, …}, …}"
    )
    public static let pilotOrder = Rule(
        "pilot-order",
        law: "A pilot widens: test users, then groups, then everyone.",
        reason: "A wrong mapping reaches every account in its first cycle, and whoever falls out of scope is disabled.",
        wrong: "pilot: [everyone, {users: [ada@contoso.com]}]",
        right: "pilot: [{users: [ada@contoso.com]}, {group: Pilot}, everyone]",
        source: "the migration road: a test user first, a group later"
    )
    public static let noPilot = Rule(
        "no-pilot", .warning,
        law: "A phase that starts something has a pilot.",
        reason: "A wrong mapping reaches every account in its first cycle.",
        wrong: "- {name: hr-direct, starts: [hr-to-entra]}",
        right: "- {name: hr-direct, starts: [hr-to-entra], pilot: [{users: [ada@contoso.com]}, everyone]}"
    )
    public static let idlePhase = Rule(
        "idle-phase",
        law: "A phase starts, redirects or stops something.",
        reason: "A step of the road at which nothing changes has nothing to check and nothing to deploy.",
        wrong: "- {name: later}",
        right: "- {name: later, starts: [entra-to-lds], pilot: [{users: [ada@contoso.com]}, everyone]}"
    )
    public static let neverStarted = Rule(
        "never-started", .warning,
        law: "A phase starts every mapping.",
        reason: "Nothing is generated for one that no phase starts.",
        wrong: "phases: []",
        right: "phases:\n  - {name: hr-direct, starts: [hr-to-entra]}"
    )

    public static let lostAnchor = Rule(
        "lost-anchor",
        law: "A redirected agent of MIM finds its anchor in the place that it reads instead.",
        reason: "With another anchor every person would be a new object to MIM, and every old one a leaver.",
        wrong: "redirects: {legacy.hr-system: hr-staging}      # the agent's anchor EmployeeID is not in hr-staging",
        right: "hr-staging: {attributes: {EmployeeID: string(16), …}, …}"
    )
    public static let writeBackEnds = Rule(
        "write-back-ends",
        law: "What MIM writes back to HR has another road before its agent is redirected.",
        reason: "The redirected agent reads a view that nobody writes to; an export would fail for everyone.",
        wrong: "redirects: {legacy.hr-system: hr-staging}      # MIM exports email to HR through it",
        right: "accepts:\n  - {finding: write-back-ends, at: hr-system.email, until: 2027-06-30, because: HR reads addresses from the directory}"
    )
    public static let deleteReachesMIM = Rule(
        "delete-reaches-mim", .warning,
        law: "A table that MIM reads keeps its rows.",
        reason: "A row that vanishes is, to MIM, a person who left: its deletion rule may deprovision every account at once.",
        wrong: "hr-staging: {on-delete: delete, …}\nredirects: {legacy.hr-system: hr-staging}",
        right: "hr-staging: {on-delete: nothing, …}"
    )

    public static let joinMayBeAbsent = Rule(
        "join-may-be-absent", .warning,
        law: "What MIM's agent knows people by is in every row of the table that it is pointed at.",
        reason: "A row without it joins nobody: MIM may project a second person, or refuse the row.",
        wrong: "redirects: {legacy.hr-system: hr-staging}     # whose anchor is EmployeeID: string(16)?",
        right: "EmployeeID: string(16)                        # and a scope in which everyone has it"
    )

    static let phaseRules: [Rule] = [
        joinMayBeAbsent,
        phaseOrder, lostAttribute, lostAnchor, writeBackEnds, deleteReachesMIM, pilotOrder, noPilot, idlePhase, neverStarted,
    ]
}
