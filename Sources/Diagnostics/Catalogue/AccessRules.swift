extension Rule {
    public static let eitherOr = Rule(
        "either-or",
        law: "Of two keys that say the same thing in two ways, one is written.",
        reason: "Which one counts would be a guess.",
        wrong: "resources: [{group: Ledger, application: SAP}]",
        right: "resources: [{group: Ledger}, {application: SAP, role: User}]"
    )
    public static let badPeople = Rule(
        "bad-people",
        law: "Who asks, approves or reviews is `everyone`, `manager`, a group or a user.",
        reason: "A group and a user can have the same name, and Graph takes ids of the one or the other.",
        wrong: "approve: [Ledger owners]",
        right: "approve: [{group: Ledger owners}]"
    )
    public static let badDuration = Rule(
        "bad-duration",
        law: "Access by a package lasts a number of days, or does not end by time.",
        reason: "Entitlement management takes 1 to 3660 days.",
        wrong: "for: one year",
        right: "for: 365 days",
        source: "Microsoft Entra ID Governance: change lifecycle settings for an access package"
    )
    public static let applicationRole = Rule(
        "application-role",
        law: "A package that gives an application says which of its roles.",
        reason: "Graph binds a package to a role of the application; whoever has none is not provisioned where the application defines roles.",
        wrong: "resources: [{application: Salesforce}]",
        right: "resources: [{application: Salesforce, role: Standard User}]",
        source: "Microsoft Graph: accessPackageResourceRole"
    )
    public static let noFallback = Rule(
        "no-fallback",
        law: "Where the manager approves or reviews, somebody does who stands in.",
        reason: "Somebody without a manager in Entra ID can't be answered: the portal refuses such a policy, and the request would be stuck.",
        wrong: "approve: [manager]",
        right: "approve: [manager]\nfallback: {group: Service desk}",
        source: "Microsoft Entra ID Governance: approval for an access package"
    )
    public static let approvalStages = Rule(
        "approval-stages",
        law: "A request is approved in at most three stages, and only where somebody asks.",
        reason: "The service takes no fourth stage; an automatic assignment asks nobody.",
        wrong: "approve: [manager, {group: A}, {group: B}, {group: C}]",
        right: "approve: [manager, {group: A}, {group: B}]",
        source: "Microsoft Entra ID Governance: approval for an access package"
    )
    public static let holdersLoseAccess = Rule(
        "holders-lose-access", .warning,
        law: "A package that replaces a right of MIM says who holds it today.",
        reason: "Members of the group keep it until their first assignment ends, and then lose it; whoever is never assigned can't be reviewed.",
        wrong: "ledger: {replaces: MIM role Ledger clerk, resources: [{group: Ledger}], …}",
        right: "ledger: {replaces: MIM role Ledger clerk, resources: [{group: Ledger}], holders: Ledger, …}",
        source: "Microsoft Entra ID Governance: existing members of a resource"
    )
    public static let workflowNeverStarts = Rule(
        "workflow-never-starts",
        law: "The date that a workflow waits for is written by a mapping.",
        reason: "A workflow on a date that nobody has starts for nobody, and says nothing.",
        wrong: "workflows:\n  last-day: {on: leave-date, people: {group: Staff}, tasks: [disable]}      # no mapping writes employeeLeaveDateTime",
        right: "mappings:\n  hr-to-entra: {attributes: {employeeLeaveDateTime: LastDay, …}, …}",
        source: "Microsoft Entra ID Governance: synchronize attributes for lifecycle workflows"
    )
    public static let workflowTask = Rule(
        "workflow-task",
        law: "A workflow has at most 25 tasks, each of its own category, with what it needs.",
        reason: "Graph refuses the workflow as a whole.",
        wrong: "workflows:\n  first-day: {on: hire-date, people: {group: Staff}, tasks: [remove-all-licences]}",
        right: "workflows:\n  first-day: {on: hire-date, people: {group: Staff}, tasks: [enable, {add-to-groups: Everyone}]}",
        source: "Microsoft Entra ID Governance: lifecycle workflow tasks"
    )
    public static let workflowDays = Rule(
        "workflow-days",
        law: "A workflow for leavers does not delete before the last day.",
        reason: "Whoever is deleted can't work; after 30 days the account is gone for good.",
        wrong: "last-week: {on: leave-date, days: -7, people: {group: Staff}, tasks: [delete]}",
        right: "gone: {on: leave-date, days: 30, people: {group: Staff}, tasks: [delete]}"
    )
    public static let sessionsStay = Rule(
        "sessions-stay", .warning,
        law: "Whoever is disabled is signed out, too.",
        reason: "A disabled account keeps its open sessions until its tokens end: refresh tokens live for days.",
        wrong: "tasks: [disable]",
        right: "tasks: [disable, revoke-tokens]",
        source: "Microsoft Entra ID Governance: lifecycle workflow tasks"
    )
    public static let nobodyDeletes = Rule(
        "nobody-deletes", .warning,
        law: "What a rule for leavers says of deleting in Entra ID, something does.",
        reason: "API-driven provisioning disables and never deletes: accounts of leavers would stay, licensed, until somebody finds them.",
        wrong: "leavers: {entra: {disable: at once, delete: after 30 days}, …}      # and no workflow deletes",
        right: "workflows:\n  gone: {on: leave-date, days: 30, people: {group: Staff}, tasks: [delete]}",
        source: "Microsoft Entra ID: API-driven inbound provisioning; lifecycle workflow tasks"
    )

    public static let badRule = Rule(
        "bad-rule",
        law: "A rule over users is written in the language of the service that reads it.",
        reason: "Workflows read OData's filter language, packages the rules of dynamic groups. Graph refuses another language, a bracket too few, and properties that are not in its list.",
        wrong: "people: {rule: \"(user.department -eq 'Sales'\"}",
        right: "people: {rule: \"(department eq 'Sales')\"}",
        source: "Microsoft Graph: ruleBasedSubjectSet; entra-docs: groups-dynamic-membership"
    )
    public static let longTitle = Rule(
        "long-title", .warning,
        law: "What people choose by has a name of a line.",
        reason: "Of packages, catalogues and workflows no page says how long a name may be. 256 characters, which users, groups and applications have, are assumed here.",
        wrong: "ledger: {title: Whoever works in one of the offices of the northern region and …, …}",
        right: "ledger: {title: Ledger clerk, because: Whoever works in one of the offices of the northern region and …, …}"
    )

    static let accessRules: [Rule] = [
        eitherOr, badPeople, badDuration, applicationRole, noFallback, approvalStages, holdersLoseAccess, workflowNeverStarts, workflowTask,
        workflowDays, sessionsStay, nobodyDeletes,
        badRule, longTitle,
    ]
}
