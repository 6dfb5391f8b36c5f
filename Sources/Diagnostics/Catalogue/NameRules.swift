extension Rule {
    public static let unknownName = Rule(
        "unknown-name",
        law: "What a plan names is declared somewhere in the plan, or is an attribute that Microsoft's side has.",
        reason: "A mapping to a name that does not exist deploys nothing, and nobody notices until a person is missing.",
        wrong: "mappings:\n  hr-to-entra:\n    attributes: {departmnt: Department}",
        right: "mappings:\n  hr-to-entra:\n    attributes: {department: Department}",
        source: "Microsoft Graph: user resource type"
    )
    public static let unknownEnvironment = Rule(
        "unknown-environment",
        law: "`--environment` names a file of `environments/`.",
        reason: "The environment's values say which tenant is changed.",
        wrong: "entrain check plans/contoso --environment prod",
        right: "entrain check plans/contoso --environment production"
    )
    public static let keyMayBeAbsent = Rule(
        "key-may-be-absent",
        law: "A source's key is required and has one value.",
        reason: "It is what makes a row the same person tomorrow.",
        wrong: "key: EmployeeID\nattributes: {EmployeeID: string(16)?}",
        right: "key: EmployeeID\nattributes: {EmployeeID: string(16)}"
    )
    public static let extensionShadows = Rule(
        "extension-shadows",
        law: "An extension has a name that Entra's own attributes don't have.",
        reason: "The budget of attributes is spent on built-in ones first; they show in the portal and in every application.",
        wrong: "extensions: {department: string(64)}",
        right: "mappings: {hr-to-entra: {attributes: {department: Department}}}",
        source: "Microsoft Graph: user resource type"
    )
    public static let extensionType = Rule(
        "extension-type",
        law: "A directory extension is string up to 256, integer, boolean or datetime, with one value.",
        reason: "Graph's extension properties have these types; provisioning takes single-valued ones only.",
        wrong: "extensions: {manager: reference(hr)}",
        right: "extensions: {managerEmployeeId: string(16)}",
        source: "Microsoft Graph: extensionProperty; entra-docs: known-issues"
    )
    public static let extensionBudget = Rule(
        "extension-budget",
        law: "A user has at most 100 values of directory extensions.",
        reason: "The limit is one for all applications of the tenant; Graph refuses the value that is one too many.",
        wrong: "extensions: {a1: string(20), a2: string(20), …}     # 101 of them",
        right: "extensions: {a1: string(20), …}     # what a target reads, and nothing else",
        source: "Microsoft Graph: extensibility overview"
    )
    public static let acceptanceEnded = Rule(
        "acceptance-ended", .warning,
        law: "An acceptance has an end, and is reviewed when it comes.",
        reason: "A risk that was right to take last year may not be this year.",
        wrong: "accepts:\n  - {finding: mutable-anchor, at: hr-staging.Upn, until: 2024-01-01, because: …}",
        right: "accepts:\n  - {finding: mutable-anchor, at: hr-staging.Upn, until: 2027-03-01, because: …}"
    )
    public static let acceptanceUnused = Rule(
        "acceptance-unused", .warning,
        law: "An acceptance overrules a finding that is there.",
        reason: "One that overrules nothing would hide the next finding of its kind at the same place.",
        wrong: "accepts:\n  - {finding: lost-attribute, at: hr-system.Firstname, until: 2027-03-01, because: …}   # Firstname is mapped",
        right: "accepts: []"
    )

    static let nameRules: [Rule] = [
        unknownName, unknownEnvironment, keyMayBeAbsent, extensionShadows, extensionType, extensionBudget, acceptanceEnded, acceptanceUnused,
    ]
}
