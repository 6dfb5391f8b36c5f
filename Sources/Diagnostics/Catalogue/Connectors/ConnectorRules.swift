extension Rule {
    public static let connectorName = Rule(
        "connector-name",
        law: "A connector's name in the ECMA host is letters and digits, and unique without regard to case.",
        reason: "It goes into the tenant URL, a folder and a case-sensitive path.",
        wrong: "connector-name: HR Staging",
        right: "connector-name: HRStaging",
        source: "entra-docs: on-premises-ecma-troubleshoot; the character set is Entrain's own rule"
    )
    public static let badServer = Rule(
        "bad-server",
        law: "A server is named by a host name, or an address of IPv6; for SQL Server an instance may follow.",
        reason: "It goes into addresses, DSN files and commands. A port, a protocol or a driver's option in it would be taken for a part of the name.",
        wrong: "server: sql01.contoso.com,1433",
        right: "server: sql01.contoso.com\nport: 1433"
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

    static let connectorRules: [Rule] = [
        connectorName, badServer, sharedToken, autosync, hostCannot, anchor, mutableAnchor, attributeNotFed, unusedConnector, twoFeeders, hostFlag,
    ] + leaverFlowRules + sqlConnectorRules + odbcRules + powerShellConnectorRules + ldapConnectorRules + webServiceConnectorRules
        + customConnectorRules + scimConnectorRules
}
