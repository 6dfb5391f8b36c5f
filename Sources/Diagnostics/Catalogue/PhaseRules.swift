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
    public static let neverStarted = Rule(
        "never-started", .warning,
        law: "A phase starts every mapping.",
        reason: "Nothing is generated for one that no phase starts.",
        wrong: "phases: []",
        right: "phases:\n  - {name: hr-direct, starts: [hr-to-entra]}"
    )

    static let phaseRules: [Rule] = [phaseOrder, lostAttribute, pilotOrder, noPilot, neverStarted]
}
