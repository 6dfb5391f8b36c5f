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
        .init("populations", "people of a source, and where their accounts live"),
        .init("extensions", "directory extensions: what Entra's fixed attributes have no place for"),
        .init("legacy", "what MIM does today"),
        .init("agents", "provisioning agents and their servers"),
        .init("connectors", "what is provisioned"),
        .init("mappings", "attribute mappings"),
        .init("deprovisioning", "leavers"),
        .init("access", "access packages"),
        .init("workflows", "what Entra does at moments of a working life"),
        .init("accepts", "risks that were reviewed"),
        .init("phases", "the road from today to the day MIM is switched off"),
    ])

    public static let tenant = KeySet("the tenant", [
        .init("id", required: true, "the tenant's id, a GUID"),
        .init("domain", required: true, "the verified domain of user principal names"),
        .init("domains", "further verified domains"),
        .init("notify", "who is mailed about a job in quarantine"),
        .init("kind", "workforce, external-id or b2c; workforce where nothing is said"),
        .init("licence", "p1, p2 or governance: what the plan's people are licensed for"),
        .init("synchronization", "what synchronizes Active Directory to the tenant"),
    ])

    public static let synchronization = KeySet("the synchronization of Active Directory", [
        .init("by", required: true, "connect-sync or cloud-sync"),
        .init("version", "of Connect Sync, or of the Cloud Sync agent"),
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
        .init("file", "the file of a csv source, or one that another system drops every night"),
        .init("url", "the address of a rest source"),
        .init("termination-look-ahead", "of workday: true where it is asked a day ahead for people who leave"),
        .init("apart-from", "sources with whom it shares nobody: their keys never meet"),
        .init("every", "how often it is read or sent, for example 15 minutes"),
        .init("ahead", "how long before their first day people are delivered, for example 14 days"),
        .init("key-reuse", "never, or after-leaving: whether a key is given to somebody else"),
        .init("today", "the agent of MIM that reads it today, if neither table nor name tells"),
    ], notes: true)

    public static let consolidation = KeySet("a consolidation", [
        .init("from", required: true, "the sources, at least two"),
        .init("same-person", required: true, "source: the attribute by which its people are the same as the others', or several in the order in which they are tried"),
        .init("precedence", required: true, "the sources, the strongest first"),
        .init("several-rows", "rows of one source that are one person: reject, or {newest-by: attribute}; also by source"),
        .init("on-conflict", "sources that disagree: first, reject, or {newest-by: attribute}; first where nothing is said"),
        .init("leavers-last", "true: a row of somebody who left counts after rows of sources where the person works"),
        .init("attributes", "a person's attribute: [source.attribute, …], the strongest first; the others are taken under their own names"),
        .init("runs-on", required: true, "data-factory, logic-apps or mim"),
    ], notes: true)

    public static let consolidatedAttribute = KeySet("an attribute of a consolidation", [
        .init("from", required: true, "[source.attribute, …], the strongest first"),
        .init("on-conflict", "sources that disagree: first, reject, or {newest-by: attribute}"),
        .init("because", "the reason of the decision; it goes into the report"),
    ])

    public static let newestBy = KeySet("this choice", [
        .init("newest-by", required: true, "a date or an integer: the latest, or greatest, counts"),
    ])

    public static let population = KeySet("a population", [
        .init("from", required: true, "the source or consolidation that knows them"),
        .init("scope", "which of its people; left out, everyone"),
        .init("lives", required: true, "cloud: in Entra ID alone; hybrid: in Active Directory, synchronized to Entra ID"),
        .init("needs-ad-for", "what ties them to Active Directory: mailbox, password, federation, kerberos"),
        .init("ad-account", "once they are converted: frozen, or written by MIM or a mapping; frozen where nothing is said"),
    ], notes: true)

    public static let convertedGroup = KeySet("what is converted", [.init("group", required: true, "a group, by its display name")])

    public static let extensionAttribute = KeySet("a directory extension", [
        .init("type", required: true, "string up to 256, integer, boolean or datetime"),
    ], notes: true)

    public static let attributeDeclaration = KeySet("an attribute", [
        .init("type", required: true, "its type"),
        .init("path", "of workday and successfactors: where their connectors find what they don't know by name, XPath or JSONPath"),
    ], notes: true)

    public static let mapping = KeySet("a mapping", [
        .init("from", required: true, "a source, a consolidation, or entra"),
        .init("to", required: true, "entra, a connector, or a source that is written back to"),
        .init("via", "workday, successfactors, api-driven, ecma-host, scim or mim"),
        .init("match", required: true, "source attribute: target attribute, in the order in which they are tried"),
        .init("scope", "the people it is for; left out, everyone"),
        .init("out-of-scope", "what becomes of accounts whose people leave the scope: deprovision, or keep; left out, deprovision"),
        .init("gallery", "the gallery item of which the application is made, by its display name, as `Salesforce`; left out, the one that belongs to the road"),
        .init("template", "the id of the gallery item; left out, it is looked up by its name when the bundle runs"),
        .init("takes-over", "the agent of MIM whose own exports of the same attributes end when this starts"),
        .init("attributes", required: true, "target attribute: value"),
        .init("unresolved", "joins and filters of MIM that a person still has to put into words"),
    ], notes: true)

    public static let attributeValue = KeySet("a value", [
        .init("from", "a source attribute"),
        .init("constant", "a text, the same for everyone"),
        .init("expression", "an expression of Entra's language, with or without ="),
        .init("unresolved", "a rule of MIM in MIM's words, until a person puts it into Entra's"),
        .init("reads", "the attributes that an unresolved rule reads"),
        .init("at", "where an unresolved rule was found in the export"),
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
        .init("disable", "at once: in the next cycle that sees a leaver"),
        .init("delete", "at once, after N days, or never"),
        .init("set", "attributes to set"),
        .init("move", "the container to move to"),
        .init("keep", "true: nothing happens"),
        .init("within", "what was promised, for example 1 hour; held against how often sources are read"),
    ])

    public static let access = KeySet("access", [.init("packages", required: true, "access packages by name")])

    public static let accessPackage = KeySet("an access package", [
        .init("catalog", required: true, "the catalogue it belongs to"),
        .init("resources", required: true, "groups and applications, each with the role that it gives"),
        .init("ask", "who may ask: everyone, or groups and users"),
        .init("assigned-to", "a membership rule of Entra: who has it without asking"),
        .init("approve", "who approves, stage by stage: manager, groups, users"),
        .init("fallback", "who approves and reviews where the manager is not known"),
        .init("for", "how long it lasts, for example 365 days"),
        .init("review", "how often, and by whom, it is asked whether people still need it"),
        .init("holders", "the group whose members have it today"),
        .init("replaces", "the set, rule or role of MIM"),
    ], notes: true)

    public static let accessResource = KeySet("a resource", [
        .init("group", "a group of the cloud, by its display name"),
        .init("application", "an application, by its display name"),
        .init("role", "in a group member (where nothing is said) or owner; of an application the role's display name"),
    ])

    public static let accessPeople = KeySet("people", [
        .init("group", "a group, by its display name"),
        .init("user", "a user principal name"),
    ])

    public static let accessReview = KeySet("a review", [
        .init("every", required: true, "month, quarter, half-year or year"),
        .init("by", required: true, "who answers: manager, a group or a user"),
        .init("from", required: true, "the first day of the first review, yyyy-MM-dd"),
        .init("otherwise", "keep or remove, where nobody answers; remove where nothing is said"),
    ])

    public static let workflow = KeySet("a workflow", [
        .init("on", required: true, "hire-date, leave-date or created; {changes: [attribute]}"),
        .init("days", "so many days behind it; before it where negative"),
        .init("people", required: true, "whom it is for: {rule: …} or {group: …}"),
        .init("tasks", required: true, "what is done, in order"),
    ], notes: true)

    public static let workflowChange = KeySet("a change", [.init("changes", required: true, "attributes of users, by Graph's names")])

    public static let workflowPeople = KeySet("people of a workflow", [
        .init("rule", "over a user's properties, for example (department eq 'Sales')"),
        .init("group", "a group, by its display name"),
    ])

    public static let accept = KeySet("an acceptance", [
        .init("finding", required: true, "the code of the finding"),
        .init("at", required: true, "the thing it is about"),
        .init("until", required: true, "the day it ends, yyyy-MM-dd"),
        .init("because", required: true, "the reason"),
        .init("by", "who decided; required for a change that `entrain diff` tells"),
    ])

    public static let phase = KeySet("a phase", [
        .init("name", required: true, "its name"),
        .init("starts", "mappings that begin to run"),
        .init("stops", "mappings, agents of MIM, or legacy"),
        .init("redirects", "agents of MIM that read a connector's target instead of HR"),
        .init("converts", "populations whose source of authority moves to the cloud, and {group: NAME}"),
        .init("pilot", "who comes first: users, then groups, then everyone"),
        .init("checks", "what a person must confirm before the next phase"),
        .init("hands-over", "a type of objects, or a use of MIM, and who does it from here on: a word that the compiler knows, several, or a sentence"),
        .init("unresolved", "what must be decided before the phase can be generated"),
    ], notes: true)

    public static let pilotStep = KeySet("a step of the pilot", [
        .init("users", "user principal names"),
        .init("group", "a group"),
        .init("for", "how long, for example 2 weeks"),
    ])

    public static let legacy = KeySet("legacy", [
        .init("agents", required: true, "MIM's management agents"),
        .init("uses", "what MIM is used for beside its flows: password-sync, self-service-reset, requests and so on"),
        .init("flows", "import and export flows"),
    ])

    public static let legacyAgent = KeySet("a management agent of MIM", [
        .init("kind", required: true, "sql, active-directory, ldap, mim-service, text-file, ecma1, ecma2 or other"),
        .init("server", "where it connects"),
        .init("port", "the port"),
        .init("forest", "the AD forest"),
        .init("database", "the database"),
        .init("table", "the table or view it reads"),
        .init("anchor", "its anchor"),
        .init("object-types", "the types it holds"),
        .init("partitions", "its partitions"),
        .init("multi-valued", "its attributes with many values"),
        .init("references", "its attributes that name other objects"),
        .init("rules-extension", "the DLL of its rules extension"),
        .init("file-based", "true: an ecma2 agent that exchanges files, instead of calling for each page"),
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
