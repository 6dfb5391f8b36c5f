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

    static let promiseRules: [Rule] = [keyReused, leaverTooLate, feedTooLate, licenceTooSmall]
}
