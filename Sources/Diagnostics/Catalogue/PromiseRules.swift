extension Rule {
    public static let keyReused = Rule(
        "key-reused",
        law: "A key of HR is given to nobody else, not even when its person has left.",
        reason: "Somebody new with an old key is the old person to the job: the stranger's account is enabled again, with its mailbox and its rights.",
        wrong: "sources: {hr: {key: EmployeeID, key-reuse: after-leaving, …}}",
        right: "sources: {hr: {key: EmployeeID, key-reuse: never, …}}",
        source: "entra-docs: plan-cloud-hr-provision"
    )
    public static let leaverTooLate = Rule(
        "leaver-too-late", .warning,
        law: "What is promised of leavers is longer than the longest chain of waits.",
        reason: "A source is read every so often, the job takes some minutes, and applications have cycles: the sum decides, not the wish.",
        wrong: "sources: {hr: {every: 1 day, …}}\ndeprovisioning: {leavers: {entra: {disable: at once, within: 1 hour}, …}}",
        right: "sources: {hr: {every: 15 minutes, …}}\ndeprovisioning: {leavers: {entra: {disable: at once, within: 1 hour}, …}}",
        source: "entra-docs: inbound-provisioning-api-faqs, how-provisioning-works"
    )
    public static let feedTooLate = Rule(
        "feed-too-late", .warning,
        law: "HR delivers people before the workflows of their first day run.",
        reason: "Whoever has no account on that day is passed over; a run catches up for three days only.",
        wrong: "sources: {hr: {ahead: 2 days, …}}\nworkflows: {welcome: {on: hire-date, days: -7, …}}",
        right: "sources: {hr: {ahead: 14 days, …}}\nworkflows: {welcome: {on: hire-date, days: -7, …}}",
        source: "entra-docs: understanding-lifecycle-workflows"
    )
    public static let licenceTooSmall = Rule(
        "licence-too-small", .warning,
        law: "People are licensed for what the plan starts.",
        reason: "Lifecycle workflows and access by a rule need Entra ID Governance, access packages P2; without it the feature is missing, or refused.",
        wrong: "tenant: {licence: p1, …}\nphases: [{name: hr-direct, starts: [workflows.welcome]}]",
        right: "tenant: {licence: governance, …}",
        source: "entra-docs: licensing-fundamentals"
    )

    public static let severalThresholds = Rule(
        "several-thresholds", .warning,
        law: "The accidental-deletion threshold is said once.",
        reason: "A job has one, and counts everybody whom it disables or deletes in a cycle: of two numbers the smaller counts, for both rules together.",
        wrong: "leavers: {when: {hr: …}, at-most: 50}\nagency: {when: {contractors: …}, at-most: 20}",
        right: "leavers: {when: {hr: …, contractors: …}, at-most: 50}",
        source: "entra-docs: accidental-deletions"
    )
    public static let disableMismatch = Rule(
        "disable-mismatch",
        law: "What a rule says of disabling is what the job does.",
        reason: "Whoever is a leaver by the rule is sent as inactive, and disabled in the next cycle. No job waits some days, and none leaves the account open.",
        wrong: "leavers: {when: {Status: Left}, entra: {disable: after 7 days}}",
        right: "leavers: {when: {LastDay: {past: true}}, entra: {disable: at once}}",
        source: "entra-docs: API-driven inbound provisioning"
    )
    public static let noEffect = Rule(
        "no-effect",
        law: "What a rule says of leavers, something carries out.",
        reason: "A rule decides who is a leaver. Values of an account in Entra ID come from mappings, and only accounts of Active Directory are in containers.",
        wrong: "leavers: {entra: {disable: at once, set: {jobTitle: Left}}, …}",
        right: "attributes: {jobTitle: '=Switch([Status], [Title], \"Left\", \"Left\")'}"
    )
    public static let neverMoved = Rule(
        "never-moved", .warning,
        law: "Whoever is to be moved, a mapping gives another container.",
        reason: "The agent moves an account when `parentDistinguishedName` changes; it knows no rule for leavers.",
        wrong: "leavers: {directory: {disable: at once, move: 'OU=Left,DC=contoso,DC=com'}, …}\nmappings: {hr-to-ad: {attributes: {parentDistinguishedName: {constant: 'OU=People,DC=contoso,DC=com'}, …}, …}}",
        right: "parentDistinguishedName: '=Switch([Status], \"OU=People,DC=contoso,DC=com\", \"Left\", \"OU=Left,DC=contoso,DC=com\")'",
        source: "entra-docs: workday-inbound-tutorial (parentDistinguishedName)"
    )
    public static let everybodyLeaves = Rule(
        "everybody-leaves",
        law: "A rule for leavers leaves somebody.",
        reason: "A clause that holds for everyone, such as {present: true} on what is never absent, disables everybody in the first cycle.",
        wrong: "leavers: {when: {EmployeeID: {present: true}}}",
        right: "leavers: {when: {EmployeeStatus: Terminated}}"
    )
    public static let leaverDisagrees = Rule(
        "leaver-disagrees",
        law: "A rule for leavers and the mapping that carries it out say the same.",
        reason: "The rule says who left, the mapping what becomes of the account, and nothing compares the two when they run: people who left stay enabled, or all who work are disabled in the first cycle.",
        wrong: "plants-leave: {when: {plants: {activeEmploymentsCount: '0'}}, at-most: 20}\naccountDisabled: '=Switch([activeEmploymentsCount], \"True\", \"0\", \"False\")'",
        right: "plants-leave: {when: {plants: {activeEmploymentsCount: '0'}}, at-most: 20}\naccountDisabled: '=Switch([activeEmploymentsCount], \"False\", \"0\", \"True\")'"
    )
    public static let dayBecomesMoment = Rule(
        "day-becomes-moment", .warning,
        law: "A day that becomes a moment has an hour and a zone.",
        reason: "Workflows start by the moment. Of a day alone it is the first, in UTC: on their last day people would be shut out when it begins. Microsoft's advice is an early hour for the first day and a late one for the last.",
        wrong: "employeeLeaveDateTime: LastDay",
        right: "employeeLeaveDateTime: '=Switch([LastDay], Join(\"\", [LastDay], \"T21:00:00+01:00\"), \"\", \"\")'",
        source: "entra-docs: how-to-lifecycle-workflow-sync-attributes"
    )

    static let promiseRules: [Rule] = [
        keyReused, leaverTooLate, feedTooLate, licenceTooSmall, severalThresholds, disableMismatch, noEffect, neverMoved, everybodyLeaves,
        leaverDisagrees, dayBecomesMoment,
    ]
}
