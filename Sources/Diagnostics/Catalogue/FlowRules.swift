extension Rule {
    public static let twoWriters = Rule(
        "two-writers",
        law: "An attribute of a person has one writer.",
        reason: "Two take turns: the value goes to and fro with every cycle, and each change triggers others.",
        wrong: "- {name: portal, starts: [entra-to-mim-portal]}     # MIM goes on writing the portal's DisplayName",
        right: "entra-to-mim-portal: {takes-over: legacy.portal, …}"
    )
    public static let lostExport = Rule(
        "lost-export",
        law: "What a system gets from MIM today it gets from somebody when MIM stops writing it.",
        reason: "New people would be without it, and for all others it stays at its last value.",
        wrong: "stops: [legacy]      # MIM writes thumbnailPhoto to AD, no mapping does",
        right: "accepts:\n  - {finding: lost-export, at: ad.thumbnailPhoto, until: 2027-06-30, because: photos live in Microsoft 365}"
    )
    public static let valueChanges = Rule(
        "value-changes", .warning,
        law: "A value is made of the same attributes of HR as MIM makes it of, or the mapping gives a reason.",
        reason: "Everybody for whom the two differ is changed in the first cycle.",
        wrong: "officeLocation: OfficeLocation      # MIM takes Address",
        right: "officeLocation: {from: OfficeLocation, because: MIM's flow is a slip of 2012}"
    )
    public static let attributeLoop = Rule(
        "attribute-loop",
        law: "No attribute feeds itself through other systems.",
        reason: "A change made in between is overwritten, and a wrong value never leaves.",
        wrong: "hr-to-entra: {attributes: {mobilePhone: Mobile}, …}     # and MIM writes HR's Mobile from a table that Entra fills",
        right: "redirects: {legacy.hr-system: hr-staging}      # MIM writes HR no more"
    )
    public static let interimRemains = Rule(
        "interim-remains", .warning,
        law: "What only MIM reads ends with MIM.",
        reason: "A job into a staging table or the portal would go on into a system that is switched off.",
        wrong: "- {name: retire, stops: [legacy]}      # and entra-to-hr-staging goes on",
        right: "- {name: retire, stops: [legacy, entra-to-hr-staging]}",
        source: "the migration road: the staging tables are a bridge, and go with MIM"
    )

    public static let stillInMIM = Rule(
        "still-in-mim",
        law: "When MIM is switched off, every type of object that it manages, and all else that it is used for, has somebody else.",
        reason: "Entra provisions users to applications, and nothing else.",
        wrong: "- {name: retire, stops: [legacy]}      # and MIM still manages groups",
        right: "- {name: retire, stops: [legacy], hands-over: {group: [cloud-sync, exchange-online]}}",
        source: "the migration road: object types beside users are what keeps MIM"
    )

    public static let wrongHeir = Rule(
        "wrong-heir",
        law: "What MIM did beside people is handed over to somebody who can do it, and whom the plan has.",
        reason: "From that phase on people find neither the old nor the new.",
        wrong: "hands-over: {computer: cloud-sync}      # it writes groups",
        right: "hands-over: {computer: script}",
        source: "entra-docs: migrate-from-microsoft-identity-manager"
    )

    public static let unlinkedAgent = Rule(
        "unlinked-agent", .warning,
        law: "For each agent that brings people to MIM the plan knows which source it reads.",
        reason: "Whether a value stays the same can only be told when the attributes that MIM reads are those of a source.",
        wrong: "legacy: {agents: {people: {kind: text-file, file: hr.csv, …}}}\nsources: {hr: {kind: csv, …}, agency: {…}}",
        right: "sources: {hr: {kind: csv, today: legacy.people, …}, agency: {…}}"
    )

    static let flowRules: [Rule] = [unlinkedAgent, twoWriters, lostExport, valueChanges, attributeLoop, stillInMIM, interimRemains, wrongHeir]
}
