extension Rule {
    private static let names = "entra-docs: plan-cloud-hr-provision, hr-user-creation-issues"

    public static let containerOutsideDomain = Rule(
        "container-outside-domain",
        law: "Containers of Active Directory lie in the domain of their connector.",
        reason: "A job writes one domain; elsewhere AD answers that there is no superior reference, and nobody is created.",
        wrong: "ad: {kind: active-directory, domain: contoso.com, container: 'OU=People,DC=fabrikam,DC=com', …}",
        right: "ad: {kind: active-directory, domain: contoso.com, container: 'OU=People,DC=contoso,DC=com', …}",
        source: names
    )
    public static let containerMayBeAbsent = Rule(
        "container-may-be-absent", .warning,
        law: "A mapping that places people in Active Directory places everybody.",
        reason: "Where it gives nothing the connector's container counts, but on creation only: whoever loses the value stays where they were.",
        wrong: #"parentDistinguishedName: '=IIF(IsPresent([Site]), Join("", "OU=", [Site], ",DC=contoso,DC=com"), [Site])'"#,
        right: #"parentDistinguishedName: '=Switch([Site], "OU=People,DC=contoso,DC=com", "Oslo", "OU=Oslo,DC=contoso,DC=com")'"#,
        source: names
    )
    public static let renamesAccounts = Rule(
        "renames-accounts", .warning,
        law: "Names of accounts in Active Directory are given once, or the mapping says how they are changed.",
        reason: "A changed name is another sign-in or another path: profiles, shares and applications know people by the old one.",
        wrong: "sAMAccountName: '=Left([Alias], 20)'",
        right: "sAMAccountName: {expression: 'Left([Alias], 20)', apply: on-create}",
        source: names
    )
    public static let candidatesRunOut = Rule(
        "candidates-run-out", .warning,
        law: "The last candidate of SelectUniqueValue holds the person's key.",
        reason: "Otherwise all of them may be taken, and two of one name who come at once get the same.",
        wrong: #"sAMAccountName: {expression: 'SelectUniqueValue([Alias], Join("", [Alias], "2"))', apply: on-create}"#,
        right: #"sAMAccountName: {expression: 'SelectUniqueValue([Alias], Join("", "E", [EmployeeID]))', apply: on-create}"#
    )
    public static let noFirstPassword = Rule(
        "no-first-password", .warning,
        law: "Whoever gets an account in Active Directory gets a first password by a road that the plan names.",
        reason: "The agent gives a new account a random password that is written down nowhere.",
        wrong: "ad: {kind: active-directory, domain: contoso.com, container: 'OU=People,DC=contoso,DC=com', agent: directory}",
        right: "ad: {kind: active-directory, first-password: service-desk, domain: contoso.com, container: 'OU=People,DC=contoso,DC=com', agent: directory}",
        source: names
    )
    public static let unverifiedDomain = Rule(
        "unverified-domain",
        law: "User principal names end in a domain that the tenant has verified.",
        reason: "A user whose name ends in another domain is not created.",
        wrong: "tenant: {domain: contoso.com, …}\n" + #"userPrincipalName: '=Join("@", [Alias], "contoso.net")'"#,
        right: #"tenant: {domain: contoso.com, domains: [contoso.net], …}"#,
        source: names
    )

    public static let accountName = Rule(
        "account-name",
        law: "A sAMAccountName holds the characters that Active Directory takes.",
        reason: "The account manager refuses some signs, and a dot at the end: nobody would be created.",
        wrong: "sAMAccountName: '=Join(\"/\", [Site], [UserID])'",
        right: "sAMAccountName: '=Join(\"-\", [Site], [UserID])'",
        source: "Windows: naming conventions for users (sAMAccountName)"
    )

    static let activeDirectoryRules: [Rule] = [
        containerOutsideDomain, containerMayBeAbsent, renamesAccounts, candidatesRunOut, noFirstPassword, unverifiedDomain,
        accountName,
    ]
}
