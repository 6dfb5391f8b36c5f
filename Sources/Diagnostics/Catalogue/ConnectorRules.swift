extension Rule {
    public static let connectorName = Rule(
        "connector-name",
        law: "A connector's name in the ECMA host is letters and digits, and unique without regard to case.",
        reason: "It goes into the tenant URL, a folder and a case-sensitive path.",
        wrong: "connector-name: HR Staging",
        right: "connector-name: HRStaging",
        source: "entra-docs: on-premises-ecma-troubleshoot; the character set is Entrain's own rule"
    )
    public static let sharedToken = Rule(
        "shared-token",
        law: "Each connector has a secret token of its own.",
        reason: "The token is what Entra shows the host; who has one connector's must not have another's.",
        wrong: "hr-staging: {token: {secret: ECMA_TOKEN}, …}\nmim-portal: {token: {secret: ECMA_TOKEN}, …}",
        right: "hr-staging: {token: {secret: ECMA_TOKEN_STAGING}, …}\nmim-portal: {token: {secret: ECMA_TOKEN_PORTAL}, …}",
        source: "entra-docs: on-premises-sql-connector-configure"
    )
    public static let autosync = Rule(
        "autosync", .warning,
        law: "The host's cache is refreshed every 120 minutes or less often.",
        reason: "Each refresh reads the whole target. 120 is the default, and the least that the preview's documentation gives.",
        wrong: "autosync: 15",
        right: "autosync: 120",
        source: "entra-docs, preview of 2022"
    )
    public static let pageSize = Rule(
        "page-size", .warning,
        law: "A page of a PowerShell import has at most 9,999 objects.",
        reason: "The connector hands no more to one call.",
        wrong: "page-size: 50000",
        right: "page-size: 1000",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-powershell"
    )
    public static let hostCannot = Rule(
        "host-cannot",
        law: "Attributes of a hosted connector are single-valued text, numbers, Booleans or dates.",
        reason: "On-premises provisioning supports no references, no many-valued and no binary attributes.",
        wrong: "attributes: {Manager: reference(hr-staging)?}",
        right: "attributes: {ManagerEmployeeID: string(16)?}",
        source: "entra-docs: known-issues of on-premises provisioning"
    )
    public static let anchor = Rule(
        "anchor",
        law: "An anchor is one attribute that every object has, that never changes, and that Entra brings or the target makes.",
        reason: "The host finds an object again by its anchor.",
        wrong: "anchor: Email\nattributes: {Email: string(256)?}",
        right: "anchor: EntraObjectId\nattributes: {EntraObjectId: string(36)}",
        source: "entra-docs: on-premises-sql-connector-configure, on-premises-ldap-connector-configure"
    )
    public static let mutableAnchor = Rule(
        "mutable-anchor", .warning,
        law: "An anchor comes from an attribute that does not change.",
        reason: "Renames are not supported. A person with a new name becomes a second object, and the first is left behind.",
        wrong: "match: {userPrincipalName: Login}      # anchor: Login",
        right: "match: {objectId: EntraObjectId}       # anchor: EntraObjectId",
        source: "entra-docs: known-issues of on-premises provisioning"
    )
    public static let attributeNotFed = Rule(
        "attribute-not-fed", .warning,
        law: "Every attribute of a connector is written by its mapping.",
        reason: "One that is not stays empty for everyone.",
        wrong: "hr-staging: {attributes: {EntraObjectId: string(36), Fax: string(64)?}, …}     # no mapping writes Fax",
        right: "hr-staging: {attributes: {EntraObjectId: string(36)}, …}"
    )
    public static let unusedConnector = Rule(
        "unused-connector", .warning,
        law: "A mapping leads to every connector.",
        reason: "Nothing is generated for a connector that nothing feeds.",
        wrong: "connectors: {lds: {…}}      # no mapping has `to: lds`",
        right: "mappings: {entra-to-lds: {from: entra, to: lds, …}}"
    )
    public static let tableName = Rule(
        "table-name",
        law: "A table is named schema.table.",
        reason: "The database has a key of its own; brackets and quotes are added where the dialect needs them.",
        wrong: "table: IdentityStaging.dbo.HRStaging",
        right: "database: IdentityStaging\ntable: dbo.HRStaging"
    )
    public static let sqlAuthentication = Rule(
        "sql-authentication",
        law: "A SQL Server account is DOMAIN\\account without a password, or a SQL login with one.",
        reason: "The DSN says Trusted_Connection for Windows accounts; the connector types user and password for the others.",
        wrong: "user: CORP\\svc-ecma\npassword: {secret: ECMA_SQL_PASSWORD}",
        right: "user: CORP\\svc-ecma",
        source: "sql-docs: DSN and connection string keywords"
    )
    public static let mimAddress = Rule(
        "mim-address",
        law: "The MIM Service is reached at `http://HOST:5725`.",
        reason: "The ECMA host runs Windows PowerShell, which speaks WS-HTTP to that port; messages are signed and encrypted.",
        wrong: "service: https://mim.contoso.com",
        right: "service: http://mim.contoso.com:5725",
        source: "LithnetRMA: Set-ResourceManagementClient"
    )
    public static let createsTwice = Rule(
        "creates-twice", .warning,
        law: "A connector to the MIM Service says how the people who are there already are found.",
        reason: "They carry no anchor of Entra's yet. The host would not find them and create every one a second time.",
        wrong: "mim-portal: {kind: powershell, anchor: EntraObjectId, …}",
        right: "mim-portal: {kind: powershell, anchor: EntraObjectId, adopt-by: EmployeeID, …}"
    )
    public static let unknownDirectory = Rule(
        "unknown-directory",
        law: "An LDAP connector names one of the servers that Microsoft lists; Active Directory is not among them.",
        reason: "Accounts in AD would be carried back into Entra ID by Entra Connect or Cloud Sync.",
        wrong: "kind: ldap\ndirectory: active-directory",
        right: "kind: active-directory",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-genericldap"
    )
    public static let containerOutsideBase = Rule(
        "container-outside-base",
        law: "People are created below the base DN.",
        reason: "A connector serves one partition.",
        wrong: "base-dn: DC=apps,DC=contoso,DC=com\ncontainer: OU=People,DC=contoso,DC=com",
        right: "base-dn: DC=contoso,DC=com\ncontainer: OU=People,DC=contoso,DC=com",
        source: "entra-docs: on-premises-ldap-connector-configure"
    )

    public static let twoFeeders = Rule(
        "two-feeders",
        law: "One mapping leads to a connector of the ECMA host.",
        reason: "A connector has one address and one token, and so one application with one mapping of users.",
        wrong: "staff: {from: entra, to: hr-staging, …}\nguests: {from: entra, to: hr-staging, …}",
        right: "people: {from: entra, to: hr-staging, …}",
        source: "entra-docs: on-premises-ecma-troubleshoot"
    )
    public static let hostFlag = Rule(
        "host-flag",
        law: "What the host sets for a leaver is a Boolean that is not among the connector's attributes.",
        reason: "The wizard offers only Boolean attributes that were not chosen on Select Attributes.",
        wrong: "on-disable: set IsDisabled\nattributes: {IsDisabled: boolean, …}",
        right: "on-disable: set IsDisabled\nattributes: {…}          # without IsDisabled; its column is made",
        source: "entra-docs: on-premises-sql-connector-configure"
    )
    public static let dialectNotGenerated = Rule(
        "dialect-not-generated", .warning,
        law: "Scripts of a staging table are written for SQL Server and PostgreSQL.",
        reason: "For the other databases the settings sheet lists the columns.",
        wrong: "dialect: oracle",
        right: "dialect: postgresql"
    )

    static let connectorRules: [Rule] = [
        connectorName, sharedToken, autosync, pageSize, hostCannot, anchor, mutableAnchor, attributeNotFed, unusedConnector,
        tableName, sqlAuthentication, mimAddress, createsTwice, unknownDirectory, containerOutsideBase,
        twoFeeders, hostFlag, dialectNotGenerated,
    ]
}
