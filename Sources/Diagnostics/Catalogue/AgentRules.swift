extension Rule {
    public static let badVersion = Rule(
        "bad-version",
        law: "A version is numbers with dots between them.",
        reason: "It is compared with the version that brought a feature.",
        wrong: "version: latest",
        right: "version: 1.1.2334.0"
    )
    public static let agentServesBoth = Rule(
        "agent-serves-both",
        law: "An agent serves applications, or HR-driven provisioning and Cloud Sync, never both.",
        reason: "Microsoft supports the two on separate agents only.",
        wrong: "lds: {kind: ldap, agent: headquarters, …}\nad: {kind: active-directory, agent: headquarters, …}",
        right: "lds: {kind: ldap, agent: headquarters, …}\nad: {kind: active-directory, agent: domain-agent, …}",
        source: "entra-docs: known-issues of on-premises provisioning"
    )
    public static let agentServer = Rule(
        "agent-server",
        law: "The agent's server is Windows Server 2016 or later, with desktop and .NET Framework 4.7.2.",
        reason: "Agent and host do not install, or do not run, on anything older.",
        wrong: "headquarters: {server: ecma01.contoso.com, os: windows-server-2012-r2}",
        right: "headquarters: {server: ecma01.contoso.com, os: windows-server-2022}",
        source: "entra-docs: app-provisioning-sql, prerequisites; how-to-prerequisites of Cloud Sync"
    )
    public static let agentMemory = Rule(
        "agent-memory", .warning,
        law: "The agent's server has 3 GB of memory.",
        reason: "The ECMA host keeps a copy of every target's users in memory.",
        wrong: "headquarters: {server: ecma01.contoso.com, memory: 2}",
        right: "headquarters: {server: ecma01.contoso.com, memory: 8}",
        source: "entra-docs: app-provisioning-sql, prerequisites"
    )
    public static let agentVersion = Rule(
        "agent-version",
        law: "The agent is as new as the connectors that it serves.",
        reason: "SQL, LDAP and SCIM came with 1.1.1107.0, PowerShell, web services and custom connectors with 1.1.1365.0.",
        wrong: "headquarters: {server: ecma01.contoso.com, version: 1.1.1107.0}     # serves a powershell connector",
        right: "headquarters: {server: ecma01.contoso.com, version: 1.1.2102.0}",
        source: "entra-docs: cloud-sync-version-history"
    )
    public static let executionPolicy = Rule(
        "execution-policy",
        law: "A server that runs a PowerShell connector has the execution policy RemoteSigned.",
        reason: "The connector wants RemoteSigned or Unrestricted, the agent Undefined or RemoteSigned.",
        wrong: "headquarters: {server: ecma01.contoso.com, execution-policy: Unrestricted}",
        right: "headquarters: {server: ecma01.contoso.com, execution-policy: RemoteSigned}",
        source: "entra-docs: on-premises-powershell-connector; how-to-prerequisites of Cloud Sync"
    )
    public static let selfSignedCertificate = Rule(
        "self-signed-certificate", .warning,
        law: "The ECMA host has a certificate of an authority.",
        reason: "The wizard's own is for tests: it ends after two years, nothing renews it, and it can't be revoked.",
        wrong: "headquarters: {server: ecma01.contoso.com, certificate: self-signed}",
        right: "headquarters: {server: ecma01.contoso.com, certificate: authority}",
        source: "entra-docs: on-premises-ecma-troubleshoot"
    )
    public static let hostCertificate = Rule(
        "host-certificate",
        law: "The host's certificate is made out to the server's name, by which the tenant URL calls it.",
        reason: "With any other name the test of the connection fails.",
        wrong: "headquarters: {server: ecma01.contoso.com, certificate: authority, certificate-subject: ecma.contoso.com}",
        right: "headquarters: {server: ecma01.contoso.com, certificate: authority, certificate-subject: ecma01.contoso.com}",
        source: "entra-docs: on-premises-ecma-troubleshoot"
    )
    public static let certificateEnded = Rule(
        "certificate-ended", .warning,
        law: "The host's certificate is valid.",
        reason: "It is renewed by hand, and provisioning stops when it is forgotten.",
        wrong: "certificate-ends: 2024-05-01",
        right: "certificate-ends: 2028-05-01",
        source: "entra-docs: on-premises-ecma-troubleshoot"
    )
    public static let hostDebug = Rule(
        "host-debug",
        law: "The host's Debug setting is false.",
        reason: "It switches the host's authentication off.",
        wrong: "headquarters: {server: ecma01.contoso.com, debug: true}",
        right: "headquarters: {server: ecma01.contoso.com}",
        source: "entra-docs: on-premises-ecma-troubleshoot"
    )
    public static let hostLogging = Rule(
        "host-logging", .warning,
        law: "A host that serves a SQL connector with user and password logs errors only.",
        reason: "Above that level the connection string, password included, is written to the event log.",
        wrong: "headquarters: {server: ecma01.contoso.com, logging: Verbose}",
        right: "headquarters: {server: ecma01.contoso.com, logging: Error}",
        source: "entra-docs: app-provisioning-sql"
    )
    public static let tenantKind = Rule(
        "tenant-kind",
        law: "On-premises applications are provisioned from a workforce tenant.",
        reason: "Azure AD B2C and External ID tenants have no provisioning to on-premises applications.",
        wrong: "tenant: {id: …, domain: contoso.com, kind: b2c}",
        right: "tenant: {id: …, domain: contoso.com}",
        source: "entra-docs: on-premises-application-provisioning-architecture"
    )

    static let agentRules: [Rule] = [
        badVersion, agentServesBoth, agentServer, agentMemory, agentVersion, executionPolicy, selfSignedCertificate, hostCertificate,
        certificateEnded, hostDebug, hostLogging, tenantKind,
    ]
}
