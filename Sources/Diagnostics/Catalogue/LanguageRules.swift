extension Rule {
    public static let wrongShape = Rule(
        "wrong-shape",
        law: "Each part of a plan has one shape: a mapping, a list or a text.",
        reason: "The language reference shows the shape of each section.",
        wrong: "phases:\n  hr-direct:\n    starts: [hr-to-entra]",
        right: "phases:\n  - name: hr-direct\n    starts: [hr-to-entra]"
    )
    public static let unknownKey = Rule(
        "unknown-key",
        law: "A mapping holds only keys that the language knows there.",
        reason: "A misspelt key would be ignored, and what it was meant to say would be missing on the day of the cutover.",
        wrong: "sources:\n  hr: {kind: sql, keys: EmployeeID, attributes: {EmployeeID: string(16)}}",
        right: "sources:\n  hr: {kind: sql, key: EmployeeID, attributes: {EmployeeID: string(16)}}"
    )
    public static let missingKey = Rule(
        "missing-key",
        law: "Each section has the keys without which it means nothing.",
        reason: "What a deployment needs is said in the plan, never guessed.",
        wrong: "sources:\n  hr: {kind: sql, attributes: {EmployeeID: string(16)}}",
        right: "sources:\n  hr: {kind: sql, key: EmployeeID, attributes: {EmployeeID: string(16)}}"
    )
    public static let badName = Rule(
        "bad-name",
        law: "Names are lower-case letters, digits and hyphens, a letter first, at most 64.",
        reason: "They become folder names, step ids and parts of addresses. What people call the thing goes into `title`.",
        wrong: "mappings:\n  HR to Entra: {…}",
        right: "mappings:\n  hr-to-entra: {title: HR to Entra, …}"
    )
    public static let badText = Rule(
        "bad-text",
        law: "A text of a plan can be seen: no control characters, nothing that turns the direction of writing, one line.",
        reason: "Names and addresses become lines of scripts and settings. What a reviewer sees must be what is deployed. `because`, constants and defaults may have lines.",
        wrong: "table: \"dbo.HR\\nGO\"",
        right: "table: dbo.HR"
    )
    public static let unknownParameter = Rule(
        "unknown-parameter",
        law: "`${name}` names a declared parameter, and an environment gives values to declared parameters only.",
        reason: "Otherwise the text `${name}` itself would be deployed.",
        wrong: "parameters: {sqlServer: host}\nconnectors:\n  hr-staging: {server: ${sqlSrver}, …}",
        right: "parameters: {sqlServer: host}\nconnectors:\n  hr-staging:\n    server: ${sqlServer}"
    )
    public static let missingParameter = Rule(
        "missing-parameter",
        law: "Every environment gives every parameter a value, or the parameter has a default.",
        reason: "A plan that can't be filled in can't be checked, much less deployed.",
        wrong: "# environments/test.yaml\ntenantId: 11111111-2222-3333-4444-555555555555     # domain is missing",
        right: "# environments/test.yaml\ntenantId: 11111111-2222-3333-4444-555555555555\ndomain: test.contoso.com"
    )
    public static let badParameter = Rule(
        "bad-parameter",
        law: "A parameter's value fits its type.",
        reason: "A tenant id that is no GUID would be noticed only by the service, in the middle of a deployment.",
        wrong: "tenantId: contoso",
        right: "tenantId: 11111111-2222-3333-4444-555555555555"
    )
    public static let badNumber = Rule(
        "bad-number",
        law: "A number is whole and within its bounds.",
        reason: "Ports, page sizes and thresholds have limits on Microsoft's side.",
        wrong: "at-most: many",
        right: "at-most: 50"
    )
    public static let badBoolean = Rule(
        "bad-boolean",
        law: "A Boolean is `true` or `false`.",
        reason: "YAML readers disagree about yes, no, on and off; Norway's country code is the best-known victim.",
        wrong: "CostCenter: {present: yes}",
        right: "CostCenter: {present: true}",
        source: "YAML 1.1 and 1.2 differ"
    )
    public static let badWord = Rule(
        "bad-word",
        law: "Where the language has a fixed choice of words, one of them is written.",
        reason: "Each word stands for something that Microsoft's side offers.",
        wrong: "kind: mysql",
        right: "kind: sql\ndialect: mysql"
    )
    public static let badType = Rule(
        "bad-type",
        law: "A type is string(N), string, integer, boolean, date, datetime, binary or reference(system), with [] for many values and ? for optional.",
        reason: "From the types follow the columns' widths, and the proof that no value is cut or missing.",
        wrong: "EmployeeID: varchar(16)",
        right: "EmployeeID: string(16)"
    )
    public static let literalSecret = Rule(
        "literal-secret",
        law: "A secret is only ever named.",
        reason: "A plan is committed, reviewed and mailed; whoever reads it could sign in as that account. Generated files name the secret, too.",
        wrong: "password: Pa55w.rd",
        right: "password: {secret: ECMA_SQL_PASSWORD}"
    )
    public static let badSecretName = Rule(
        "bad-secret-name",
        law: "A secret's name is capital letters, digits and underscores, a letter first.",
        reason: "It becomes the name of an environment variable, and a value typed in its place by mistake rarely looks like this.",
        wrong: "password: {secret: Pa55w.rd}",
        right: "password: {secret: ECMA_SQL_PASSWORD}"
    )
    public static let duplicateName = Rule(
        "duplicate-name",
        law: "A name is declared once across all files of a plan; sources, consolidations and connectors share one name space.",
        reason: "Mappings and rules refer to things by name, from any file.",
        wrong: "sources: {hr: {…}}\nconnectors: {hr: {…}}",
        right: "sources: {hr: {…}}\nconnectors: {hr-staging: {…}}"
    )
    public static let languageVersion = Rule(
        "language-version",
        law: "`entrain: 1` is the version of the plan language.",
        reason: "A later version may mean something else by the same words.",
        wrong: "entrain: 2",
        right: "entrain: 1"
    )
    public static let badDate = Rule(
        "bad-date",
        law: "A day is written as yyyy-MM-dd.",
        reason: "03/04/2027 is two different days on the two sides of an ocean.",
        wrong: "until: 03/01/2027",
        right: "until: 2027-03-01"
    )
    public static let badDelay = Rule(
        "bad-delay",
        law: "When something happens to a leaver is `at once`, `after N days` or `never`.",
        reason: "Accounts are disabled and deleted by this.",
        wrong: "delete: 30",
        right: "delete: after 30 days"
    )
    public static let listAsAttribute = Rule(
        "list-as-attribute",
        law: "A mapping's value is an attribute's name, an expression behind `=`, or a mapping such as {constant: …}.",
        reason: "In expressions brackets mean an attribute; in YAML they make a list.",
        wrong: "department: [Department]",
        right: "department: Department"
    )
    public static let expressionWithoutSign = Rule(
        "expression-without-sign",
        law: "An expression begins with `=`.",
        reason: "Without it a text is the name of an attribute.",
        wrong: "displayName: Join(\" \", [FirstName], [LastName])",
        right: "displayName: =Join(\" \", [FirstName], [LastName])"
    )
    public static let oneValue = Rule(
        "one-value",
        law: "A mapping of an attribute says one value: from, constant or expression.",
        reason: "Entra has one source for each target attribute.",
        wrong: "country: {from: Country, constant: US}",
        right: "country: {from: Country, default: US}"
    )
    public static let oneTest = Rule(
        "one-test",
        law: "A clause makes one test of an attribute.",
        reason: "Entra's filter has one operator in a clause; clauses of a group all hold, and of several groups one.",
        wrong: "Department: {not: Sales, present: true}",
        right: "- {Department: {present: true}, DepartmentCode: {not: SALES}}"
    )
    public static let badLegacySource = Rule(
        "bad-legacy-source",
        law: "An import flow names the agent and its attribute.",
        reason: "Several agents feed the metaverse; the order of the list is MIM's precedence.",
        wrong: "firstName: [FirstName]",
        right: "firstName: [hr-system.FirstName, portal.FirstName]"
    )
    public static let badExpression = Rule(
        "bad-expression",
        law: "An expression is a function call of Entra's attribute-mapping language.",
        reason: "The portal and the service parse it with the same rules: names are case-sensitive, texts stand in double quotation marks, attributes in brackets, and there are no operators but comparisons in IIF.",
        wrong: "displayName: '=[FirstName] & \" \" & [LastName]'",
        right: "displayName: =Join(\" \", [FirstName], [LastName])",
        source: "entra-docs: functions-for-customizing-application-data"
    )

    public static let questionableExpression = Rule(
        "questionable-expression", .warning,
        law: "An expression does what it says for every value.",
        reason: "Microsoft documents some forms as unsupported, or a value that does not fit fails only when the mapping runs.",
        wrong: "department: '=IIF(IsPresent([Department]), [Department], \"Other\")'",
        right: "department: '=Switch([Department], [Department], \"\", \"Other\")'",
        source: "entra-docs: functions-for-customizing-application-data"
    )

    public static let emptyValue = Rule(
        "empty-value",
        law: "What is written says something.",
        reason: "An empty name is nobody's, and an empty list asks for nothing: what was meant to stand there would be missing on the day of the cutover.",
        wrong: "match: {}",
        right: "match: {EmployeeID: employeeId}"
    )
    public static let namedTwice = Rule(
        "named-twice",
        law: "A list names a thing once.",
        reason: "The second is a slip of the finger, or stands where another was meant.",
        wrong: "resources: [{group: Ledger}, {group: Ledger}]",
        right: "resources: [{group: Ledger}, {group: Invoices}]"
    )
    public static let emptyScope = Rule(
        "empty-scope",
        law: "A scope, and a rule for leavers, has a clause.",
        reason: "Without clauses a filter holds for everyone: everybody would be provisioned, or be a leaver, where perhaps nobody was meant.",
        wrong: "scope: [{}]",
        right: "scope: {EmployeeType: Employee}",
        source: "entra-docs: define-conditional-rules-for-provisioning-user-accounts"
    )

    static let languageRules: [Rule] = [
        wrongShape, unknownKey, missingKey, badName, badText, unknownParameter, missingParameter, badParameter, badNumber, badBoolean,
        badWord, badType, literalSecret, badSecretName, duplicateName, languageVersion, badDate, badDelay, listAsAttribute,
        expressionWithoutSign, oneValue, oneTest, badLegacySource, badExpression,
        questionableExpression,
        emptyValue, namedTwice, emptyScope,
    ]
}
