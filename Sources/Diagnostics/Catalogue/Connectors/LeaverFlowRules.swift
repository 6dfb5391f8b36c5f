extension Rule {
    public static let leaversStay = Rule(
        "leavers-stay", .warning,
        law: "A connector is told of leavers: by a mapping of IsSoftDeleted, or by the host's disable flow.",
        reason: "Entra sends one flag for a leaver. Where nothing takes it, the account stays as it is.",
        wrong: "hr-staging: {on-disable: nothing, …}     # and no mapping reads IsSoftDeleted",
        right: "entra-to-hr-staging: {attributes: {IsSoftDeleted: IsSoftDeleted, …}, …}",
        source: "entra-docs: how-provisioning-works"
    )
    public static let twoDisables = Rule(
        "two-disables", .warning,
        law: "One mechanism disables people in a target.",
        reason: "The host's disable flow and a mapped IsSoftDeleted are alternatives; how they meet is documented nowhere.",
        wrong: "on-disable: delete\nattributes: {IsSoftDeleted: IsSoftDeleted}",
        right: "on-disable: nothing\nattributes: {IsSoftDeleted: IsSoftDeleted}"
    )
    public static let neverPurged = Rule(
        "never-purged", .warning,
        law: "Where the host keeps deleted people, the deprovisioning rule says so.",
        reason: "Old rows pile up, and people who were unassigned are never deleted anyway.",
        wrong: "hr-staging: {on-delete: nothing, …}     # no rule names hr-staging",
        right: "deprovisioning: {leavers: {hr-staging: {disable: at once, delete: never}, …}}",
        source: "entra-docs: how-provisioning-works"
    )
    public static let deleteMismatch = Rule(
        "delete-mismatch",
        law: "The deprovisioning rule and the host's delete flow say the same.",
        reason: "Entra sends one delete, 30 days after its own; the host deletes then, or never.",
        wrong: "lds: {on-delete: nothing, …}\nleavers: {lds: {delete: after 30 days}, …}",
        right: "lds: {on-delete: delete, …}\nleavers: {lds: {delete: after 30 days}, …}",
        source: "entra-docs: how-provisioning-works"
    )
    public static let objectType = Rule(
        "object-type",
        law: "A hosted connector provisions people.",
        reason: "The ECMA host takes one object type, the user's.",
        wrong: "object-type: group",
        right: "object-type: user",
        source: "entra-docs: known-issues of on-premises provisioning"
    )
    public static let stagingUnread = Rule(
        "staging-unread", .warning,
        law: "A phase redirects MIM's HR agent to the table that is made for it.",
        reason: "Until then HR reaches MIM on two roads.",
        wrong: "hr-staging: {reader: CORP\\svc-mimsync, …}     # no phase redirects an agent to it",
        right: "redirects: {legacy.hr-system: hr-staging}"
    )

    public static let noThreshold = Rule(
        "no-threshold", .warning,
        law: "A deprovisioning rule has a threshold of accidental deletions.",
        reason: "Over it the job goes into quarantine and a person decides; without one it disables whoever the data says.",
        wrong: "leavers: {when: {EmployeeStatus: Terminated}}",
        right: "leavers: {when: {EmployeeStatus: Terminated}, at-most: 50}",
        source: "entra-docs: accidental-deletions"
    )

    static let leaverFlowRules: [Rule] = [noThreshold, leaversStay, twoDisables, neverPurged, deleteMismatch, objectType, stagingUnread]
}
