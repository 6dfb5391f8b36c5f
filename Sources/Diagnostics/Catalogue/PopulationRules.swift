extension Rule {
    private static let authority = "entra-docs: user-source-of-authority-guidance"

    public static let populationContradiction = Rule(
        "population-contradiction",
        law: "Whoever lives in the cloud has no AD account, needs none, and has nothing to convert.",
        reason: "Who may write an account depends on where it lives; a population that lives in two places says nothing.",
        wrong: "agency: {from: contractors, lives: cloud, needs-ad-for: [mailbox]}",
        right: "agency: {from: contractors, lives: cloud}"
    )
    public static let populationsOverlap = Rule(
        "populations-overlap",
        law: "Nobody is in two populations of a source.",
        reason: "An account lives in one place, and has one writer there.",
        wrong: "interns:   {from: hr, scope: {Kind: Intern}, lives: cloud}\nstaff:     {from: hr, lives: hybrid}",
        right: "interns:   {from: hr, scope: {Kind: Intern}, lives: cloud}\nstaff:     {from: hr, scope: {Kind: {not: Intern}}, lives: hybrid}"
    )
    public static let populationMissing = Rule(
        "population-missing",
        law: "Where a plan has populations, everybody whom HR's mappings take is in one.",
        reason: "Who may write an account depends on where it lives.",
        wrong: "populations: {staff: {from: hr, scope: {Kind: Staff}, lives: cloud}}      # and hr-to-entra takes everyone",
        right: "populations: {staff: {from: hr, scope: {Kind: Staff}, lives: cloud}, others: {from: hr, scope: {Kind: {not: Staff}}, lives: hybrid}}"
    )
    public static let writesSynchronized = Rule(
        "writes-synchronized",
        law: "HR fills the accounts that the cloud owns.",
        reason: "Entra ID refuses changes to whom Active Directory synchronizes: every update of theirs fails, and the job ends in quarantine.",
        wrong: "populations: {staff: {from: hr, lives: hybrid}}\nphases: [{name: hr-direct, starts: [hr-to-entra]}]",
        right: "populations: {staff: {from: hr, lives: hybrid}}\nphases: [{name: hr-direct, converts: [staff], starts: [hr-to-entra]}]",
        source: authority
    )
    public static let cloudPeopleInAD = Rule(
        "cloud-people-in-ad",
        law: "No mapping writes AD accounts for people who live outside Active Directory.",
        reason: "Synchronization takes the cloud account over by its name, or makes a second one.",
        wrong: "populations: {agency: {from: contractors, lives: cloud}}\nmappings: {contractors-to-ad: {from: contractors, to: ad, …}}",
        right: "mappings: {contractors-to-entra: {from: contractors, to: entra, …}}"
    )
    public static let cloudPeopleInMIM = Rule(
        "cloud-people-in-mim",
        law: "Whoever lives outside Active Directory does not come back into MIM through Entra ID.",
        reason: "MIM would take them for new people, and make AD accounts for them.",
        wrong: "entra-to-hr-staging: {scope: {employeeId: {present: true}}, …}      # agency workers have one, too",
        right: "entra-to-hr-staging: {scope: {employeeId: {present: true}, employeeType: {not: Agency}}, …}"
    )
    public static let notConvertible = Rule(
        "not-convertible",
        law: "Whoever needs Active Directory is not converted.",
        reason: "A mailbox on premises, a password that applications check in AD, AD FS and applications that take only Kerberos end with AD's authority.",
        wrong: "populations: {plant: {from: hr, lives: hybrid, needs-ad-for: [mailbox]}}\nphases: [{name: hr-direct, converts: [plant]}]",
        right: "phases: [{name: hr-direct, converts: [office]}]      # the plant stays hybrid until its mailboxes have moved",
        source: authority
    )
    public static let conversionOrder = Rule(
        "conversion-order",
        law: "Groups are converted before the people who depend on them, or with them.",
        reason: "A group that AD owns can't take changes of members whom the cloud owns.",
        wrong: "- {name: people, converts: [staff]}\n- {name: groups, converts: [{group: Finance}]}",
        right: "- {name: groups, converts: [{group: Finance}]}\n- {name: people, converts: [staff]}",
        source: authority
    )
    public static let synchronizationTooOld = Rule(
        "synchronization-too-old",
        law: "What synchronizes AD knows the source of authority before anything is converted.",
        reason: "Connect Sync before 2.5.76.0 and the Cloud Sync agent before 1.1.1370.0 go on writing AD's values over the cloud's.",
        wrong: "tenant: {synchronization: {by: connect-sync, version: 2.4.18.0}, …}\nphases: [{name: hr-direct, converts: [staff]}]",
        right: "tenant: {synchronization: {by: connect-sync, version: 2.5.76.0}, …}",
        source: authority
    )

    public static let synchronizationUnsaid = Rule(
        "synchronization-unsaid", .warning,
        law: "Before anybody is converted the plan says what synchronizes Active Directory, and its version.",
        reason: "An older version goes on writing what was converted, and nobody sees it until values change back.",
        wrong: "tenant: {id: …, domain: …}\nphases: [{converts: [employees], …}]",
        right: "tenant: {synchronization: {by: connect-sync, version: 2.5.76.0}, …}",
        source: "entra-docs: user-source-of-authority-guidance"
    )

    static let populationRules: [Rule] = [
        populationContradiction, populationsOverlap, populationMissing, writesSynchronized, cloudPeopleInAD, cloudPeopleInMIM, notConvertible,
        conversionOrder, synchronizationTooOld,
        synchronizationUnsaid,
    ]
}
