/// The keys of the plan language, section by section.
public enum Vocabulary {
    public static let plan = KeySet("a plan file", [
        .init("entrain", "the language's version: 1"),
        .init("name", "the plan's name"),
        .init("title", "how people call the plan"),
        .init("because", "why this road was taken"),
        .init("tenant", "the Entra tenant"),
        .init("parameters", "what differs between environments: a name and a type each"),
        .init("sources", "HR systems"),
        .init("consolidation", "several sources, one person"),
        .init("extensions", "directory extensions: what Entra's fixed attributes have no place for"),
        .init("legacy", "what MIM does today"),
        .init("agents", "provisioning agents and their servers"),
        .init("connectors", "what is provisioned"),
        .init("mappings", "attribute mappings"),
        .init("deprovisioning", "leavers"),
        .init("access", "access packages"),
        .init("accepts", "risks that were reviewed"),
        .init("phases", "the road from today to the day MIM is switched off"),
    ])

    public static let tenant = KeySet("the tenant", [
        .init("id", required: true, "the tenant's id, a GUID"),
        .init("domain", required: true, "the verified domain of user principal names"),
        .init("notify", "who is mailed about a job in quarantine"),
    ])

    public static let parameter = KeySet("a parameter", [
        .init("type", required: true, "text, uuid, domain, host, url, email, integer, boolean or path"),
        .init("default", "its value where an environment gives none"),
    ], notes: true)

    public static let source = KeySet("a source", [
        .init("kind", required: true, "csv, sql, rest, workday, successfactors or oracle-hcm"),
        .init("key", required: true, "the attribute that identifies a person for good"),
        .init("attributes", required: true, "each attribute's name and type"),
        .init("server", "where it runs"),
        .init("database", "the database of a sql source"),
        .init("table", "the table or view of a sql source"),
        .init("file", "the file of a csv source"),
        .init("url", "the address of a rest source"),
    ], notes: true)

    public static let consolidation = KeySet("a consolidation", [
        .init("from", required: true, "the sources, at least two"),
        .init("same-person", required: true, "the attribute of each source by which people are the same"),
        .init("precedence", required: true, "which source wins"),
        .init("runs-on", required: true, "data-factory, logic-apps or mim"),
    ], notes: true)

    public static let extensionAttribute = KeySet("a directory extension", [
        .init("type", required: true, "string up to 256, integer, boolean or datetime"),
    ], notes: true)

    public static let agent = KeySet("a provisioning agent", [
        .init("server", required: true, "the Windows server's name"),
        .init("port", "the port of the ECMA host there; 8585"),
        .init("certificate", "self-signed or authority"),
    ], notes: true)

    private static let anyConnector: [KeySet.Key] = [
        .init("kind", required: true, "sql, powershell, ldap, web-service, ecma2, scim or active-directory"),
        .init("attributes", "names and types; left out, they come from the mapping that feeds it"),
    ]

    private static let hostConnector: [KeySet.Key] = anyConnector + [
        .init("agent", required: true, "which provisioning agent and ECMA host serve it"),
        .init("anchor", required: true, "the attribute that identifies an object and never changes"),
        .init("connector-name", "its name in the ECMA host; letters and digits"),
        .init("object-type", "the type it provisions"),
        .init("token", required: true, "the host's secret token, named"),
        .init("autosync", "minutes between two refreshes of the host's cache; at least 120"),
        .init("page-size", "objects of one import call"),
        .init("on-disable", "nothing, delete, or set and a Boolean attribute: set Disabled"),
        .init("on-delete", "nothing or delete; delete where nothing is said"),
    ]

    public static func connector(_ kind: ConnectorKind) -> KeySet {
        let keys: [KeySet.Key] = switch kind {
        case .sql: hostConnector + [
            .init("dialect", required: true, "sql-server, postgresql, mysql, oracle or db2"),
            .init("server", required: true, "the database server"),
            .init("database", required: true, "the database"),
            .init("table", required: true, "the staging table, with its schema"),
            .init("view", "the view that MIM reads"),
            .init("user", required: true, "the account of the connector"),
            .init("password", "the account's password, named; left out for Windows authentication"),
            .init("reader", "the account of MIM's management agent"),
            .init("rehearse-on", "another dialect in which the same DDL is written for a rehearsal"),
        ]
        case .powershell: hostConnector + [
            .init("service", required: true, "the address of the MIM Service"),
            .init("user", required: true, "the account that calls the MIM Service"),
            .init("password", required: true, "the account's password, named"),
            .init("lookups", "reference attributes that the script finds by a text key"),
            .init("adopt-by", "the attribute by which people who are there already are found, to get their anchor"),
        ]
        case .ldap: hostConnector + [
            .init("directory", required: true, "ad-lds, openldap, 389-directory or another of the supported servers"),
            .init("server", required: true, "the directory server"),
            .init("port", "636 with tls, 389 else"),
            .init("security", "tls, start-tls or none"),
            .init("base-dn", required: true, "the partition"),
            .init("container", required: true, "where people are created"),
            .init("user", required: true, "the DN of the account that binds"),
            .init("password", required: true, "the account's password, named"),
        ]
        case .webService: hostConnector + [
            .init("project", required: true, "the .wsconfig file"),
            .init("server", required: true, "the web service's host"),
            .init("port", "its port"),
            .init("user", required: true, "the account that calls it"),
            .init("password", required: true, "the account's password, named"),
        ]
        case .ecma2: hostConnector + [
            .init("library", required: true, "the connector's DLL"),
            .init("from", "the management agent of MIM that it is taken from"),
        ]
        case .scim: anyConnector + [
            .init("url", required: true, "the SCIM endpoint"),
            .init("token", required: true, "the bearer token, named"),
            .init("agent", "the provisioning agent, for an endpoint on premises"),
            .init("anchor", "the attribute that identifies an object"),
        ]
        case .activeDirectory: anyConnector + [
            .init("agent", required: true, "the provisioning agent joined to the domain"),
            .init("domain", required: true, "the AD domain"),
            .init("container", required: true, "where people are created when no mapping says otherwise"),
            .init("anchor", "the attribute that identifies an object"),
        ]
        }
        return KeySet("a connector of kind `\(kind.rawValue)`", keys, notes: true)
    }

    public static let attributeDeclaration = KeySet("an attribute", [
        .init("type", required: true, "its type"),
        .init("column", "its name where it is stored, if that differs"),
    ], notes: true)

    public static let mapping = KeySet("a mapping", [
        .init("from", required: true, "a source, a consolidation, or entra"),
        .init("to", required: true, "entra, a connector, or a source that is written back to"),
        .init("via", "workday, successfactors, api-driven, ecma-host, scim or mim"),
        .init("match", required: true, "source attribute: target attribute, in the order in which they are tried"),
        .init("scope", "the people it is for; left out, everyone"),
        .init("attributes", required: true, "target attribute: value"),
    ], notes: true)

    public static let attributeValue = KeySet("a value", [
        .init("from", "a source attribute"),
        .init("constant", "a text, the same for everyone"),
        .init("expression", "an expression of Entra's language, with or without ="),
        .init("apply", "always or on-create"),
        .init("default", "the value where the source has none; on creation only"),
    ], notes: true)

    public static let clause = KeySet("a clause", [
        .init("in", "one of these texts"),
        .init("not", "any other text"),
        .init("matches", "a regular expression"),
        .init("not-matches", "a regular expression that must not match"),
        .init("present", "true: has a value; false: has none"),
        .init("includes", "a part of the text"),
        .init("ends-with", "the end of the text"),
        .init("above", "a number below it"),
        .init("at-least", "a number not above it"),
        .init("past", "a date that is over; only where the sender computes it"),
    ])

    public static let deprovisioning = KeySet("a deprovisioning rule", [
        .init("when", required: true, "clauses over a source's attributes; by source where there are several"),
        .init("at-most", "the accidental-deletion threshold"),
    ], notes: true)

    public static let deprovisioningAction = KeySet("what happens to a leaver in a system", [
        .init("disable", "at once, or after N days"),
        .init("delete", "at once, after N days, or never"),
        .init("set", "attributes to set"),
        .init("move", "the container to move to"),
        .init("keep", "true: nothing happens"),
    ])

    public static let access = KeySet("access", [.init("packages", required: true, "access packages by name")])

    public static let accessPackage = KeySet("an access package", [
        .init("catalog", required: true, "the catalogue it belongs to"),
        .init("resources", required: true, "groups and applications, with the role"),
        .init("ask", "who may ask"),
        .init("approve", "who approves, stage by stage"),
        .init("for", "how long it lasts"),
        .init("replaces", "the set, rule or role of MIM"),
    ], notes: true)

    public static let accept = KeySet("an acceptance", [
        .init("finding", required: true, "the code of the finding"),
        .init("at", required: true, "the thing it is about"),
        .init("until", required: true, "the day it ends, yyyy-MM-dd"),
        .init("because", required: true, "the reason"),
    ])

    public static let phase = KeySet("a phase", [
        .init("name", required: true, "its name"),
        .init("starts", "mappings that begin to run"),
        .init("stops", "mappings, agents of MIM, or legacy"),
        .init("redirects", "agents of MIM that read a connector's target instead of HR"),
        .init("pilot", "who comes first: users, then groups, then everyone"),
        .init("checks", "what a person must confirm before the next phase"),
    ], notes: true)

    public static let pilotStep = KeySet("a step of the pilot", [
        .init("users", "user principal names"),
        .init("group", "a group"),
        .init("for", "how long, for example 2 weeks"),
    ])

    public static let legacy = KeySet("legacy", [
        .init("agents", required: true, "MIM's management agents"),
        .init("flows", "import and export flows"),
    ])

    public static let legacyAgent = KeySet("a management agent of MIM", [
        .init("kind", required: true, "sql, active-directory, ldap, mim-service, text-file or ecma2"),
        .init("server", "where it connects"),
        .init("port", "the port"),
        .init("forest", "the AD forest"),
        .init("database", "the database"),
        .init("table", "the table or view it reads"),
        .init("anchor", "its anchor"),
        .init("object-types", "the types it holds"),
        .init("deprovisioning", "delete or disconnect"),
        .init("file", "the file of a text-file agent"),
    ], notes: true)

    public static let legacyFlows = KeySet("legacy flows", [
        .init("import", "into the metaverse, by metaverse type and attribute"),
        .init("export", "out of it, by agent and object type"),
    ])

    public static let legacyExport = KeySet("the export flows of an object type", [
        .init("from", required: true, "the metaverse type"),
        .init("attributes", required: true, "the agent's attribute: where its value comes from"),
    ])

    public static let legacyFlow = KeySet("a flow of MIM", [
        .init("from", "the agent, or the metaverse attribute"),
        .init("rule", "an expression of MIM"),
        .init("reads", "the attributes that the rule reads"),
        .init("constant", "a constant"),
        .init("secret", "a secret constant, named"),
        .init("script", "a rules extension"),
        .init("equal", "sources of equal precedence"),
        .init("apply", "on-create"),
    ])
}
