/// Every cross-check of connectors that Microsoft's documentation, samples and sources give, and what of Entrain answers it.
public struct CrossCheck: Sendable {
    public enum Answer: Sendable {
        /// A diagnostic, or several, by code; and what else there is to say.
        case codes([String], String)
        /// A plan can't break it.
        case byConstruction(String)
        /// A plan can't express it.
        case notExpressible(String)
    }

    public let id: String
    /// Of the rule: error, warning, or nil for what is only shown.
    public let severity: Severity?
    public let law: String
    public let answer: Answer

    init(_ id: String, _ severity: Severity?, _ law: String, _ answer: Answer) {
        self.id = id
        self.severity = severity
        self.law = law
        self.answer = answer
    }
}

extension CrossCheck {
    /// By section, in the order of the reference.
    public static let sections: [(title: String, checks: [CrossCheck])] = [
        ("Names, agents and the host", namesAndHost),
        ("The objects", objects),
        ("Run profiles and leavers", runsAndLeavers),
        ("Generic SQL, DSN files, tables", databases),
        ("MIM reads the table", stagingReader),
        ("PowerShell and the MIM Service", powerShell),
        ("LDAP, web services, custom connectors, the road", directoriesAndRoad),
    ]

    private static let namesAndHost: [CrossCheck] = [
        CrossCheck("X001", .error, "Connector names are unique in the plan, whatever their case.", .codes(["connector-name"], "")),
        CrossCheck("X002", .warning, "A connector's name is letters and digits.", .codes(["connector-name"], "an error here: the name goes into a URL and a folder")),
        CrossCheck("X003", .error, "Every address that names a connector keeps its case.", .byConstruction("one function writes the address, from the connector's name")),
        CrossCheck("X004", .error, "A tenant URL is `https://HOST:PORT/ecma2host_NAME/scim`.", .byConstruction("the same function")),
        CrossCheck("X005", .error, "The URL's port is the host's.", .byConstruction("both come from the agent's `port`")),
        CrossCheck("X006", .error, "With a certificate of an authority the URL names its subject, not `localhost`.", .codes(["host-certificate"], "")),
        CrossCheck("X007", .error, "The certificate's subject is the server's name.", .codes(["host-certificate"], "")),
        CrossCheck("X008", .warning, "In production the host has no self-signed certificate.", .codes(["self-signed-certificate"], "")),
        CrossCheck("X009", .warning, "The certificate's last day is in the checklist.", .byConstruction("step agent.4, with `certificate-ends`; certificate-ended warns when it is over")),
        CrossCheck("X010", .error, "A secret token is named, not written.", .codes(["literal-secret"], "")),
        CrossCheck("X011", .error, "A token has 12 characters or more.", .notExpressible("a plan knows a token's name, not its value; sheet and checklist ask for 16 to 20 letters and digits")),
        CrossCheck("X012", .error, "No two connectors share a token.", .codes(["shared-token"], "")),
        CrossCheck("X013", .warning, "The cache is refreshed every 120 minutes or less often.", .codes(["autosync"], "")),
        CrossCheck("X014", .error, "An agent of applications serves neither Cloud Sync nor HR.", .codes(["agent-serves-both"], "")),
        CrossCheck("X015", .error, "The server is Windows Server 2016 or later, with desktop.", .codes(["agent-server"], "")),
        CrossCheck("X016", .error, ".NET Framework is 4.7.2 or later, 4.8 with LithnetRMA 2.", .codes(["agent-server"], "")),
        CrossCheck("X017", .warning, "The server has 3 GB of memory.", .codes(["agent-memory"], "")),
        CrossCheck("X018", .error, "Unsigned scripts run under the execution policy RemoteSigned.", .codes(["execution-policy"], "")),
        CrossCheck("X019", .error, "The host's Debug setting is false.", .codes(["host-debug"], "")),
        CrossCheck("X020", .warning, "With SQL authentication the host logs errors only.", .codes(["host-logging"], "")),
        CrossCheck("X021", .error, "The agent is as new as its connectors ask for.", .codes(["agent-version"], "")),
        CrossCheck("X022", .warning, "An application has one active agent.", .byConstruction("an agent has one `server`; a passive one is its `standby`")),
        CrossCheck("X023", .error, "The tenant is a workforce tenant.", .codes(["tenant-kind"], "")),
        CrossCheck("X024", .warning, "One enterprise application for each connector.", .codes(["two-feeders"], "")),
        CrossCheck("X025", .warning, "The server reaches the outbound names, without TLS inspection.", .byConstruction("step agent.2 of the checklist")),
    ]

    private static let objects: [CrossCheck] = [
        CrossCheck("X030", .error, "A connector has one object type.", .byConstruction("`object-type` is one text")),
        CrossCheck("X031", .error, "The object type is a person.", .codes(["object-type"], "")),
        CrossCheck("X032", .error, "A connector has one partition.", .byConstruction("the sheet ticks one")),
        CrossCheck("X033", .error, "The anchor is one attribute.", .byConstruction("`anchor` is one text")),
        CrossCheck("X034", .error, "The anchor is an attribute of the connector.", .codes(["unknown-name"], "")),
        CrossCheck("X035", .error, "The anchor is no Boolean and has one value.", .codes(["anchor"], "")),
        CrossCheck("X036", .error, "The anchor is not long text.", .codes(["anchor-too-long"], "")),
        CrossCheck("X037", .error, "Entra brings the anchor, or the target makes it.", .codes(["anchor"], "")),
        CrossCheck("X038", .warning, "The anchor's source does not change.", .codes(["mutable-anchor"], "")),
        CrossCheck("X039", .error, "The anchor is unique.", .byConstruction("it is the table's primary key")),
        CrossCheck("X040", .error, "No attribute has many values.", .codes(["host-cannot"], "")),
        CrossCheck("X041", .error, "No attribute is a reference.", .codes(["host-cannot"], "")),
        CrossCheck("X042", .error, "No attribute is binary.", .codes(["host-cannot"], "")),
        CrossCheck("X043", .error, "Names of attributes hold no `.` and no `[`.", .codes(["attribute-name"], "")),
        CrossCheck("X044", .warning, "Names of attributes differ in more than case.", .codes(["attribute-name"], "an error for tables")),
        CrossCheck("X045", .error, "Every target of a mapping is an attribute of the connector.", .codes(["unknown-name"], "")),
        CrossCheck("X046", .warning, "Every attribute is mapped.", .codes(["attribute-not-fed"], "")),
        CrossCheck("X047", .error, "There is a matching attribute; precedences differ.", .byConstruction("`match` is required, and its order is the precedence")),
        CrossCheck("X048", .error, "A matching attribute has one value, for everyone.", .codes(["match-may-be-absent"], "")),
        CrossCheck("X049", .warning, "Account Discovery wants a direct match.", .byConstruction("`match` takes attributes, no expressions")),
        CrossCheck("X050", .error, "What the target requires is mapped from what is always there.", .codes(["required-target", "may-be-absent"], "")),
        CrossCheck("X051", .warning, "Nothing relies on clearing a value when its source is empty.", .notExpressible("every optional attribute does; docs/language.md says that an absent value is not sent")),
        CrossCheck("X052", .error, "Sources that Entra does not offer are not read.", .codes(["hidden-source"], "")),
        CrossCheck("X053", .error, "Names of extensions keep their form and case.", .byConstruction("the bundle writes them, from `extensions`")),
        CrossCheck("X054", .error, "An expression has 10,000 characters at most.", .codes(["bad-expression"], "")),
        CrossCheck("X055", .error, "An initial password is redacted, and written on creation only.", .codes(["initial-password"], "")),
        CrossCheck("X056", .error, "No password synchronisation is promised.", .byConstruction("the language has no word for it")),
        CrossCheck("X057", .error, "The placeholder mapping is replaced.", .byConstruction("the schema is written whole")),
        CrossCheck("X058", .warning, "A default counts on creation only.", .notExpressible("the language says so of `default`; what a person expects can't be seen")),
        CrossCheck("X059", .error, "Types of value and column agree.", .codes(["type-mismatch"], "")),
    ]

    private static let runsAndLeavers: [CrossCheck] = [
        CrossCheck("X060", .error, "The run profile Export is on.", .byConstruction("the sheet ticks it")),
        CrossCheck("X061", .error, "The run profile Full Import is on.", .byConstruction("the sheet ticks it")),
        CrossCheck("X062", .error, "Delta Import is on only with a strategy.", .codes(["delta-import", "script-delta-import"], "")),
        CrossCheck("X063", .error, "Import and export are enabled.", .byConstruction("the sheet ticks both")),
        CrossCheck("X064", .error, "A page has objects, 9,999 at most for PowerShell.", .codes(["bad-number", "page-size"], "")),
        CrossCheck("X065", .error, "Disable flow and delete flow are both said.", .codes(["missing-key"], "")),
        CrossCheck("X066", .error, "`set` names a Boolean.", .codes(["host-flag"], "")),
        CrossCheck("X067", .error, "That Boolean is no selected attribute.", .codes(["host-flag"], "")),
        CrossCheck("X068", .warning, "One mechanism disables people.", .codes(["two-disables"], "")),
        CrossCheck("X069", .warning, "No row that MIM reads is deleted for a leaver.", .codes(["delete-reaches-mim"], "")),
        CrossCheck("X070", .warning, "Leavers are disabled.", .codes(["leavers-stay"], "")),
        CrossCheck("X071", .warning, "Kept leavers are a decision.", .codes(["never-purged"], "")),
        CrossCheck("X072", .warning, "There is a threshold of accidental deletions.", .codes(["no-threshold"], "")),
        CrossCheck("X073", .error, "A threshold has somebody to notify.", .codes(["nobody-notified"], "")),
        CrossCheck("X074", .warning, "Deletes out of scope are not skipped where leavers must go.", .byConstruction("the bundle sets SkipOutOfScopeDeletions where a mapping says `out-of-scope: keep`, and nowhere else")),
        CrossCheck("X075", .error, "The rule and the connector's delete flow agree.", .codes(["delete-mismatch"], "")),
        CrossCheck("X076", nil, "The 30 days before a delete are in the checklist.", .byConstruction("section The way back")),
    ]

    private static let databases: [CrossCheck] = [
        CrossCheck("X080", .error, "A DSN file has the section `[ODBC]` and `DRIVER`.", .byConstruction("FileDSN writes both first")),
        CrossCheck("X081", .error, "A DSN file has no password.", .byConstruction("FileDSN has no such keyword")),
        CrossCheck("X082", .error, "A DSN file is UTF-8.", .byConstruction("ASCII, without a byte-order mark")),
        CrossCheck("X083", .error, "The driver belongs to the database.", .codes(["odbc-driver"], "")),
        CrossCheck("X084", .warning, "The driver is not retired.", .codes(["retired-driver"], "")),
        CrossCheck("X085", .error, "A Windows account has no password here, a login has one.", .codes(["sql-authentication"], "")),
        CrossCheck("X086", .warning, "The connection is encrypted, and the certificate checked.", .codes(["unprotected-connection"], "")),
        CrossCheck("X087", .warning, "With driver 18 the server's certificate is trusted.", .codes(["untrusted-certificate"], "")),
        CrossCheck("X088", .error, "`strict` only with driver 18.", .codes(["odbc-driver"], "")),
        CrossCheck("X089", .error, "No Windows account for Azure SQL.", .codes(["azure-sql-authentication"], "")),
        CrossCheck("X090", .error, "MySQL's driver has NO_SSPS and MULTI_STATEMENTS.", .byConstruction("the DSN file sets both")),
        CrossCheck("X091", .error, "Oracle's client fits the server, and NLS_LANG says AL32UTF8.", .codes(["oracle-client"], "the sheet asks for NLS_LANG")),
        CrossCheck("X092", .error, "A Db2 file DSN names protocol, host, port and database; no delta.", .codes(["delta-import"], "")),
        CrossCheck("X093", .warning, "The database is on Entra's list.", .codes(["untested-database"], "")),
        CrossCheck("X094", .error, "On Schema 3 the DN differs from the anchor.", .byConstruction("Schema 3 takes another unique column where there is one; the DN is generated")),
        CrossCheck("X095", .warning, "`DN is Anchor` and `Export Type:Object Replace` are off.", .byConstruction("the sheet leaves both unchecked")),
        CrossCheck("X096", .error, "The DN is generated, or mapped.", .byConstruction("Autogenerated is checked")),
        CrossCheck("X097", .error, "`DN is Anchor` and Autogenerated are not both on.", .byConstruction("the first is unchecked")),
        CrossCheck("X098", .error, "Export and import name the object of Schema 2.", .byConstruction("all come from `table`")),
        CrossCheck("X099", .error, "Names are spelled as in the database.", .codes(["folded-name", "database-name"], "DDL and sheet come from the same attributes")),
        CrossCheck("X100", .error, "An import query is a single line.", .notExpressible("the Table method has no query")),
        CrossCheck("X101", .error, "A paging query uses both indexes.", .notExpressible("the Table method has no query")),
        CrossCheck("X102", .error, "All three procedures are named.", .notExpressible("the Table method has no procedures")),
        CrossCheck("X103", .error, "All three statements are given.", .notExpressible("the Table method has no statements of its own")),
        CrossCheck("X104", .error, "Updates and deletes name the anchor.", .notExpressible("the connector writes them, by the anchor")),
        CrossCheck("X105", .warning, "No named parameters with Oracle or MySQL.", .notExpressible("the Table method has no procedures")),
        CrossCheck("X106", .error, "Snapshot and ChangeTracking only on SQL Server.", .codes(["delta-import"], "")),
        CrossCheck("X107", .warning, "WaterMark sees no deletes.", .codes(["delta-sees-no-deletes"], "")),
        CrossCheck("X108", .error, "The watermark's column is kept by the database.", .codes(["delta-import"], "")),
        CrossCheck("X109", .error, "A date-time column has the type DateTime and a .NET format.", .byConstruction("the sheet says both")),
        CrossCheck("X110", .warning, "The format has no `hh`, `YYYY`, `DD` or `mm` by mistake.", .byConstruction("the format is fixed")),
        CrossCheck("X111", .error, "No table of many values.", .byConstruction("the sheet leaves it empty")),
        CrossCheck("X112", .error, "Parent and child table share no column.", .notExpressible("there is no child table")),
        CrossCheck("X113", .error, "A column that is not selected has a default.", .byConstruction("housekeeping columns and flags have one")),
        CrossCheck("X114", .error, "Columns of the database are not written.", .byConstruction("housekeeping columns are ImportOnly")),
        CrossCheck("X115", .warning, "A column is as wide as its source.", .codes(["too-long"], "an error here")),
        CrossCheck("X116", .error, "Reserved words are quoted.", .codes(["reserved-word"], "")),
        CrossCheck("X117", .error, "The account may read, write and see the schema.", .byConstruction("create.sql grants it, the sheet asks for it")),
        CrossCheck("X118", .warning, "Nothing drops a table that is there.", .codes(["table-dropped", "column-dropped", "column-narrowed", "column-retyped", "anchor-changed"], "create.sql drops nothing")),
    ]

    private static let stagingReader: [CrossCheck] = [
        CrossCheck("X120", .error, "The HR agent's anchor is unique and unchanging in the table.", .codes(["lost-anchor"], "")),
        CrossCheck("X121", .error, "The delta view has every column and the change type.", .codes(["delta-view"], "")),
        CrossCheck("X122", .error, "View and agent use the same change words.", .codes(["change-words"], "")),
        CrossCheck("X123", .warning, "The table is not emptied and reloaded.", .byConstruction("no script of ours does; the host writes row by row")),
        CrossCheck("X124", .warning, "MIM's own SQL agent reads SQL Server up to 2017.", .codes(["too-new-for-mim"], "")),
        CrossCheck("X125", .warning, "No attribute comes from HR and from the table.", .byConstruction("a redirected agent reads one place")),
        CrossCheck("X126", .error, "The join attribute is there, and unique.", .codes(["join-may-be-absent"], "")),
        CrossCheck("X127", .warning, "Nobody comes back through AD and Entra Connect.", .notExpressible("the language does not know yet what Entra Connect carries")),
        CrossCheck("X128", .warning, "The old HR agent ends with the switch.", .codes(["staging-unread"], "")),
    ]

    private static let powerShell: [CrossCheck] = [
        CrossCheck("X130", .error, "The schema script returns exactly the plan's attributes.", .codes(["script-attributes", "unseen-schema"], "")),
        CrossCheck("X131", .error, "Import and export scripts are there.", .codes(["missing-script"], "")),
        CrossCheck("X132", .error, "Scripts declare the parameters that they are called with.", .codes(["script-parameters"], "")),
        CrossCheck("X133", .error, "Additional parameters are unique, and read as `NAME_Global`.", .codes(["script-parameter-name"], "")),
        CrossCheck("X134", .error, "Secret parameters are encrypted, and read as SecureValue.", .codes(["script-configuration", "unused-script-parameter", "literal-secret"], "")),
        CrossCheck("X135", .error, "A module ends in `.psm1`.", .codes(["script-module"], "")),
        CrossCheck("X136", .error, "A script outputs its one result.", .codes(["stray-output", "script-result"], "")),
        CrossCheck("X137", .error, "Each entry has its anchor and its type.", .codes(["script-anchor"], "")),
        CrossCheck("X138", .error, "Import ends.", .codes(["endless-import"], "")),
        CrossCheck("X139", .warning, "More than 9,999 objects are paged.", .codes(["unpaged-import", "page-size"], "")),
        CrossCheck("X140", .error, "Types in the scripts are those of the schema.", .codes(["script-value-type"], "")),
        CrossCheck("X141", .error, "Error codes are members of MAExportError and MAImportError.", .codes(["unknown-member"], "")),
        CrossCheck("X142", .error, "Partitions, hierarchy and DN as anchor only with LDAP names.", .codes(["script-capabilities"], "")),
        CrossCheck("X143", .warning, "The connector's account is not impersonated.", .codes(["impersonation"], "")),
        CrossCheck("X144", .error, "Signed scripts are signed.", .byConstruction("with `signed-scripts` step script.sign of the checklist comes first")),
        CrossCheck("X145", .error, "Capabilities of a connector do not change.", .notExpressible("one plan does not know what was before; the sheet says that another choice means a new connector")),
        CrossCheck("X146", .error, "LithnetRMA's version is pinned.", .byConstruction("the generated scripts pin LithnetRMA and ask for its pager")),
        CrossCheck("X147", .error, "Every search names its attributes.", .byConstruction("the generated scripts name them")),
        CrossCheck("X148", .error, "A request that waits for approval is a failure.", .byConstruction("the generated scripts hand out an error")),
        CrossCheck("X149", .error, "A look-up copes with none and with many.", .byConstruction("the generated scripts search instead of getting")),
        CrossCheck("X150", .error, "Date-times are written as MIM takes them.", .byConstruction("the generated scripts write UTC text")),
        CrossCheck("X151", .error, "XPath literals are escaped.", .byConstruction("one function of the generated scripts writes them")),
        CrossCheck("X152", .warning, "The import is bounded.", .byConstruction("the import asks for people with an anchor")),
        CrossCheck("X153", .error, "The MIM Service is at port 5725.", .codes(["mim-address"], "")),
        CrossCheck("X154", .warning, "A text of a Person has 448 characters at most.", .codes(["long-portal-text"], "")),
        CrossCheck("X155", .error, "The account has policy rules in MIM.", .byConstruction("step ps.0 of the checklist")),
    ]

    private static let directoriesAndRoad: [CrossCheck] = [
        CrossCheck("X160", .error, "The directory is not AD, nor Oracle Internet Directory.", .codes(["unknown-directory"], "")),
        CrossCheck("X161", .error, "The anchor is the server's.", .codes(["anchor"], "")),
        CrossCheck("X162", .error, "Port and binding agree.", .codes(["ldap-port", "plain-password"], "")),
        CrossCheck("X163", .error, "Kerberos has a realm, Anonymous no account.", .codes(["ldap-authentication"], "")),
        CrossCheck("X164", .error, "`-dn-` is mapped on creation, below a container that is there.", .codes(["anchor", "dn-outside-container", "dn-parent-varies"], "")),
        CrossCheck("X165", .error, "The target object is a structural class.", .codes(["object-class", "object-class-mapping"], "")),
        CrossCheck("X166", .error, "`objectClass` has many values, by Split.", .codes(["object-class-mapping"], "")),
        CrossCheck("X167", .error, "All mandatory attributes are mapped.", .codes(["mandatory-attribute"], "")),
        CrossCheck("X168", .warning, "No password for AD LDS.", .codes(["lds-password"], "")),
        CrossCheck("X169", .error, "Delta import as the server can.", .codes(["no-delta", "delta-misses-deletes", "change-log"], "")),
        CrossCheck("X170", .warning, "The directory is no source of Entra Connect.", .notExpressible("no key says what Entra Connect reads; the sheet asks")),
        CrossCheck("X171", .error, "A project file is named.", .codes(["web-service-project"], "")),
        CrossCheck("X172", .error, "Web services have no delta import.", .byConstruction("the kind has no such key")),
        CrossCheck("X173", .error, "A custom connector is ECMA2.", .codes(["not-exportable", "custom-library"], "")),
        CrossCheck("X174", .warning, "What the host would drop is said.", .codes(["dropped-by-host"], "")),
        CrossCheck("X175", .error, "Only ECMA agents are exported.", .codes(["not-exportable"], "")),
        CrossCheck("X176", .warning, "Rules extensions have no successor.", .codes(["no-rules-extension"], "")),
        CrossCheck("X177", .warning, "MIM retires when nothing else is left to it.", .codes(["still-in-mim"], "")),
        CrossCheck("X178", .error, "HR comes first, then MIM's agents, then applications.", .codes(["phase-order"], "")),
        CrossCheck("X179", .warning, "Groups of AD have Cloud Sync.", .notExpressible("the language has no Cloud Sync yet")),
        CrossCheck("X180", .warning, "Cloud Sync of users is a preview.", .codes(["no-road"], "")),
        CrossCheck("X181", .error, "One AD domain for a user.", .notExpressible("the language has no Cloud Sync yet")),
        CrossCheck("X182", .error, "An Application Administrator assigns users.", .byConstruction("the checklist's roles")),
        CrossCheck("X183", .warning, "Users who are there are assigned.", .byConstruction("the pilot's steps, in the bundle")),
        CrossCheck("X184", nil, "MIM's support ends on 2029-01-09.", .byConstruction("the checklist of the phase that retires MIM")),
    ]
}
