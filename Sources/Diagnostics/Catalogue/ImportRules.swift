/// About exports of MIM, not about plans.
extension Rule {
    public static let xmlSyntax = Rule(
        "xml-syntax",
        law: "An export is well-formed XML, whole, and in an encoding that its declaration names.",
        reason: "Half an export would make half a plan, and nobody would see which half.",
        wrong: "<saved-mv-configuration><mv-data></saved-mv-configuration>",
        right: "<saved-mv-configuration><mv-data></mv-data></saved-mv-configuration>",
        source: "W3C: Extensible Markup Language (XML) 1.0"
    )
    public static let xmlDocumentType = Rule(
        "xml-document-type",
        law: "An export declares no document type.",
        reason: "MIM writes none. One can make a reader load files and addresses, or expand a few lines to gigabytes.",
        wrong: "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
        right: "<saved-mv-configuration server='SERVER1' …>"
    )
    public static let xmlSize = Rule(
        "xml-size",
        law: "Elements of an export are nested at most 200 deep, and one of them is at most 64 MB.",
        reason: "No export of MIM comes near; whatever does was not made by MIM.",
        wrong: "<a><a><a>…",
        right: "<saved-ma-configuration><ma-data>…"
    )
    public static let notMIM = Rule(
        "not-mim",
        law: "What is imported is an export of MIM.",
        reason: "Entra Connect's files have the same names and much of the same form, but it is not what is being left.",
        wrong: "entrain import AzureADConnectSyncConfig --output plans/contoso",
        right: "entrain import SyncConfig --output plans/contoso"
    )
    public static let nothingToImport = Rule(
        "nothing-to-import",
        law: "An export configures something.",
        reason: "A connector's installation package looks like an agent's export, and holds neither flows nor rules.",
        wrong: "entrain import Lithnet.GoogleApps.MA.PackagedMA.xml --output plans/contoso",
        right: "entrain import SyncConfig --output plans/contoso"
    )
    public static let twiceInExport = Rule(
        "twice-in-export",
        law: "The metaverse and each agent are in an export once.",
        reason: "Two exports of one server in one folder may differ, and nothing says which is today's.",
        wrong: "SyncConfig/MV.xml and SyncConfig-old/MV.xml in one folder",
        right: "one folder for each export"
    )
    public static let otherExport = Rule(
        "other-export", .warning,
        law: "Only configuration is imported.",
        reason: "Run histories, search results and schema exports of the console say nothing of rules.",
        wrong: "SyncConfig/run-history.xml",
        right: "SyncConfig with MV.xml and MA-*.xml"
    )
    public static let agentWithoutFile = Rule(
        "agent-without-file", .warning,
        law: "Each agent that flows name has a file.",
        reason: "Without it nothing is known of its connection, joins, filters and deprovisioning, and its name is only an id.",
        wrong: "MV.xml with src-ma=\"{44ADA013-…}\", and no MA-{44ADA013-…}.xml",
        right: "every MA-*.xml that the export wrote, in one folder"
    )
    public static let unknownAgentKind = Rule(
        "unknown-agent-kind", .warning,
        law: "An agent is of a kind that has a road to Entra ID.",
        reason: "How it connects can't be read, so a person has to choose what takes its place.",
        wrong: "<category>Notes</category>",
        right: "<category>MSSQL</category>"
    )

    public static let importRules: [Rule] = [
        xmlSyntax, xmlDocumentType, xmlSize, notMIM, nothingToImport, twiceInExport, otherExport, agentWithoutFile, unknownAgentKind,
    ]
}
