extension Rule {
    public static let noRoad = Rule(
        "no-road",
        law: "A mapping leads from HR into Entra ID or Active Directory, or from Entra ID into an application.",
        reason: "Entra ID provisions applications from its own users; HR data reaches them through it.",
        wrong: "hr-to-staging: {from: hr, to: hr-staging, …}",
        right: "hr-to-entra: {from: hr, to: entra, …}\nentra-to-staging: {from: entra, to: hr-staging, …}",
        source: "entra-docs: on-premises-application-provisioning-architecture"
    )
    public static let wrongVia = Rule(
        "wrong-via",
        law: "`via` names a road of Microsoft's that leads from this source to this target.",
        reason: "Workday and SuccessFactors have connectors of their own; other HR systems use API-driven inbound provisioning; applications are reached by the ECMA host or SCIM.",
        wrong: "hr-to-entra: {from: hr, to: entra, via: ecma-host, …}",
        right: "hr-to-entra: {from: hr, to: entra, via: api-driven, …}",
        source: "entra-docs: plan-cloud-hr-provision"
    )
    public static let matchMayBeAbsent = Rule(
        "match-may-be-absent",
        law: "People are matched by an attribute that every one of them has.",
        reason: "Who has no value finds no match, and is created a second time.",
        wrong: "match: {BadgeID: employeeId}     # BadgeID: string(8)?",
        right: "match: {EmployeeID: employeeId}",
        source: "entra-docs: customize-application-attributes"
    )
    public static let matchDiffers = Rule(
        "match-differs",
        law: "An attribute that is matched gets the value that it is matched by.",
        reason: "Otherwise the next cycle would not find the person again.",
        wrong: "match: {EmployeeID: employeeId}\nattributes: {employeeId: BadgeID}",
        right: "match: {EmployeeID: employeeId}"
    )
    public static let badMatchTarget = Rule(
        "bad-match-target",
        law: "A matching attribute of Entra ID is unique and can be searched.",
        reason: "employeeId, userPrincipalName and mailNickname can; extensionAttribute1 to 15 and most others cannot.",
        wrong: "match: {EmployeeID: extensionAttribute1}",
        right: "match: {EmployeeID: employeeId}",
        source: "entra-docs: inbound-provisioning-api-concepts"
    )
    public static let hiddenSource = Rule(
        "hidden-source",
        law: "A mapping reads attributes that Entra's provisioning offers.",
        reason: "userType and the synchronized sAMAccountName are not among them.",
        wrong: "attributes: {Kind: userType}",
        right: "extensions: {workerKind: string(20)}\nattributes: {Kind: workerKind}",
        source: "entra-docs: known-issues of on-premises provisioning"
    )
    public static let unwritableAttribute = Rule(
        "unwritable-attribute",
        law: "A mapping writes attributes that inbound provisioning can write.",
        reason: "Some are kept by Microsoft's services, some are set through Microsoft Graph only.",
        wrong: "attributes: {proxyAddresses: Mail}",
        right: "attributes: {mailNickname: Alias}",
        source: "Microsoft Graph: user resource type"
    )
    public static let unreliableAttribute = Rule(
        "unreliable-attribute", .warning,
        law: "A mapping writes attributes that it governs.",
        reason: "`mail` is ignored by the directory; others are overwritten by the service that owns them.",
        wrong: "attributes: {mail: Email}",
        right: "attributes: {mailNickname: Alias}",
        source: "entra-docs: inbound provisioning"
    )
    public static let attributeName = Rule(
        "attribute-name",
        law: "Attributes of a hosted connector have no dot and no bracket in their names.",
        reason: "The ECMA host does not take them.",
        wrong: "attributes: {Name.First: givenName}",
        right: "attributes: {FirstName: givenName}",
        source: "entra-docs: known-issues of on-premises provisioning"
    )
    public static let typeNeeded = Rule(
        "type-needed",
        law: "A connector's attribute that an expression feeds has a declared type.",
        reason: "From the type follow the column's width and the schema that the host shows to Entra.",
        wrong: "hr-staging: {kind: sql, …}                       # without attributes\nattributes: {EmployeeStatus: '=Switch(…)'}",
        right: "hr-staging: {kind: sql, attributes: {EmployeeStatus: string(20)}, …}"
    )
    public static let writtenTwice = Rule(
        "written-twice",
        law: "A mapping writes each target attribute once.",
        reason: "Some of Entra's attributes have two names, the one of Graph and the one of the synchronization schema.",
        wrong: "attributes: {mobilePhone: Mobile, mobile: Mobile2}",
        right: "attributes: {mobilePhone: Mobile}",
        source: "Microsoft Graph: synchronizationSchema"
    )
    public static let tooLong = Rule(
        "too-long",
        law: "A value is never longer than its target takes.",
        reason: "The service refuses the person's whole update, not only the long value.",
        wrong: "EmployeeID: string(50)      # and match: {EmployeeID: employeeId}, which takes 16",
        right: "EmployeeID: string(16)",
        source: "Microsoft Graph: user resource type; AD schema"
    )
    public static let unknownLength = Rule(
        "unknown-length", .warning,
        law: "Where a target has a limit, the source has a declared length.",
        reason: "Without it nobody can say that no value is refused.",
        wrong: "Department: string",
        right: "Department: string(64)"
    )
    public static let typeMismatch = Rule(
        "type-mismatch",
        law: "A direct mapping joins attributes of one type, or writes anything into a text.",
        reason: "The service does not guess what `Y` or `01/02/2027` mean.",
        wrong: "accountEnabled: Status           # string(10)",
        right: "accountEnabled: '=Switch([Status], \"False\", \"Active\", \"True\")'",
        source: "Microsoft Graph: attributeMapping"
    )
    public static let mayBeAbsent = Rule(
        "may-be-absent",
        law: "A required target gets a value for every person.",
        reason: "A person without it is not created at all.",
        wrong: "displayName: PreferredName      # string(64)?",
        right: "displayName: {from: PreferredName, default: New hire}",
        source: "Microsoft Graph: create user"
    )
    public static let mayBeEmpty = Rule(
        "may-be-empty", .warning,
        law: "No expression gives an empty text to Active Directory.",
        reason: "Active Directory refuses an empty value, and the person's whole update with it. Functions make an empty text of what is absent.",
        wrong: "postalCode: '=Left([Postcode], 40)'",
        right: "postalCode: '=IgnoreFlowIfNullOrEmpty(Left([Postcode], 40))'",
        source: "entra-docs: functions-for-customizing-application-data (IgnoreFlowIfNullOrEmpty)"
    )
    public static let badConstant = Rule(
        "bad-constant",
        law: "A constant is a value of its target's type.",
        reason: "The same wrong value would go to everyone.",
        wrong: "usageLocation: {constant: UK}",
        right: "usageLocation: {constant: GB}",
        source: "Microsoft Graph: user resource type"
    )
    public static let userType = Rule(
        "user-type",
        law: "Entra's `userType` says Member or Guest, and nothing else.",
        reason: "It is the directory's class of a user and decides what they may see; whether somebody is an employee or a contractor stands in employeeType.",
        wrong: "attributes: {userType: WorkerType}",
        right: "attributes: {employeeType: WorkerType}",
        source: "Microsoft Graph: user resource type"
    )
    public static let waitsForMidnight = Rule(
        "waits-for-midnight", .warning,
        law: "What a person gets from API-driven provisioning does not change by the clock alone.",
        reason: "A mapping is worked out when a record arrives, and an unchanged record is skipped: at midnight nothing happens.",
        wrong: "accountEnabled: '=IIF(DateDiff(\"d\", Now(), CDate([LastDay])) > 0, \"True\", \"False\")'",
        right: "deprovisioning:\n  leavers:\n    when: {LastDay: {past: true}}",
        source: "entra-docs: inbound-provisioning-api-faqs; that nothing happens in between is our conclusion"
    )
    public static let galleryItem = Rule(
        "gallery-item",
        law: "`gallery` is the display name of an item of Microsoft's gallery, `template` its id.",
        reason: "The application is made of that item; a name that no item has stops the bundle before anything is made.",
        wrong: "entra-to-crm: {from: entra, to: crm, template: salesforce, …}",
        right: "entra-to-crm: {from: entra, to: crm, gallery: Salesforce, …}",
        source: "Microsoft Graph: applicationTemplate"
    )
    public static let requiredTarget = Rule(
        "required-target",
        law: "A mapping feeds every attribute that its target requires.",
        reason: "Entra ID creates no user without userPrincipalName, displayName, mailNickname and accountEnabled; a connector's required attributes are refused when empty.",
        wrong: "attributes: {displayName: Name}",
        right: "attributes:\n  displayName: Name\n  mailNickname: Alias\n  userPrincipalName: '=Join(\"@\", [Alias], \"contoso.com\")'",
        source: "Microsoft Graph: create user"
    )
    public static let filterCannot = Rule(
        "filter-cannot",
        law: "A scope uses what Entra's scoping filter can compare.",
        reason: "It compares single texts, numbers and Booleans; no dates, references or attributes with many values.",
        wrong: "scope: {TerminationDate: {past: true}}",
        right: "scope: {EmployeeStatus: {not: Terminated}}",
        source: "entra-docs: define-conditional-rules-for-provisioning-user-accounts"
    )
    public static let clauseType = Rule(
        "clause-type",
        law: "A clause tests an attribute in a way that fits its type.",
        reason: "IS TRUE takes Booleans, Greater_Than takes integers.",
        wrong: "scope: {OnLeave: true}          # OnLeave: string(5)",
        right: "scope: {OnLeave: 'True'}",
        source: "entra-docs: define-conditional-rules-for-provisioning-user-accounts"
    )
    public static let slowPattern = Rule(
        "slow-pattern", .warning,
        law: "A pattern tells in one way what it repeats.",
        reason: "Where it can be told in many, a text that almost matches makes the search try every one of them, and their number doubles with each few characters. How long the service waits is not documented. Entrain gives the search up after some million steps and sets the row aside.",
        wrong: "scope: {CostCenter: {matches: '^([0-9]+)+$'}}",
        right: "scope: {CostCenter: {matches: '^[0-9]+$'}}",
        source: "dotnet docs: backtracking-in-regular-expressions"
    )
    public static let clauseNeverHolds = Rule(
        "clause-never-holds",
        law: "A clause can hold for somebody.",
        reason: "With a clause that never holds nobody is in scope, and whoever was is disabled.",
        wrong: "scope: {Country: United States}     # Country: string(2)",
        right: "scope: {Country: US}"
    )
    public static let nobodyNotified = Rule(
        "nobody-notified",
        law: "Where HR is provisioned, the tenant says who is mailed.",
        reason: "API-driven provisioning goes into quarantine at its start when no notification address is set, and nobody learns of it.",
        wrong: "tenant: {id: …, domain: contoso.com}",
        right: "tenant: {id: …, domain: contoso.com, notify: identity@contoso.com}",
        source: "entra-docs: inbound-provisioning-api-configure-app"
    )
    public static let unresolvedRule = Rule(
        "unresolved-rule", .warning,
        law: "Every rule of MIM has been put into Entra's words, or somebody decided that it goes.",
        reason: "`entrain import` writes what it can't translate as it found it. What needs such a rule would be half made, so it is not generated.",
        wrong: "mailNickname: {unresolved: 'RightPad(alias, 8, \"0\")', reads: [alias], at: 'MV.xml:41:12'}",
        right: "mailNickname: '=Left(Join(\"\", [alias], \"00000000\"), 8)'"
    )
    public static let expressionTooLong = Rule(
        "expression-too-long",
        law: "An expression has at most 10,000 characters.",
        reason: "Entra's job refuses to save a longer one. Columns of HR count with their full names in the schema, urn:ietf:params:scim:schemas:extension:PLAN:1.0:User:COLUMN.",
        wrong: "department: '=Switch([CostCenter], …a thousand cases…)'",
        right: "department: Department           # looked up where the rows are made",
        source: "entra-docs: known-issues"
    )
    public static let nobodyFills = Rule(
        "nobody-fills", .warning,
        law: "A mapping from HR fills every extension.",
        reason: "Whatever reads one that nothing fills finds it empty for everyone.",
        wrong: "extensions: {managerEmployeeId: string(16)}      # no mapping writes it",
        right: "hr-to-entra: {attributes: {managerEmployeeId: Manager}, …}"
    )

    static let mappingRules: [Rule] = [
        noRoad, wrongVia, matchMayBeAbsent, matchDiffers, badMatchTarget, hiddenSource, unwritableAttribute, unreliableAttribute, userType, waitsForMidnight, galleryItem,
        attributeName, typeNeeded, writtenTwice, tooLong, unknownLength, typeMismatch, mayBeAbsent, mayBeEmpty, badConstant, requiredTarget,
        filterCannot, clauseType, slowPattern, clauseNeverHolds,
        nobodyNotified, nobodyFills, unresolvedRule, expressionTooLong,
    ]
}
