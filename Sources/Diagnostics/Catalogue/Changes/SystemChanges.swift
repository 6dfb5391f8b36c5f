extension ChangeRule {
    private static let host = "entra-docs: on-premises-application-provisioning-architecture; Microsoft's connectors for ECMA"

    // MARK: The tenant

    public static let tenantChanged = ChangeRule(
        "tenant-changed", .destructive, "The plan is for another tenant.",
        reason: "Everyone is provisioned into another directory, and the first one is left alone.")
    public static let tenantDescribed = ChangeRule(
        "tenant-described", .cosmetic, "The plan says something else of the tenant: its further domains, its licences, its synchronization.",
        reason: "The plan is checked against it; nothing in the tenant changes.")
    public static let domainChanged = ChangeRule(
        "domain-changed", .disruptive, "The domain of user principal names changes.",
        reason: "People sign in by another name wherever a mapping writes it always.")
    public static let planRenamed = ChangeRule(
        "plan-renamed", .disruptive, "The plan has another name.",
        reason: "It is a part of the names of applications and of the SCIM extension: bundles would set up everything a second time.")

    // MARK: Sources

    public static let sourceAdded = ChangeRule(
        "source-added", .additive, "A source is new.", reason: "Nothing is read from it before a mapping does.")
    public static let sourceRemoved = ChangeRule(
        "source-removed", .disruptive, "A source is gone.", reason: "People whom only this source knows are no longer sent.")
    public static let sourceMoved = ChangeRule(
        "source-moved", .disruptive, "A source is read from another place or in another way.",
        reason: "Whoever is missing there is no longer sent; compare the keys of both before the first cycle.")
    public static let keyChanged = ChangeRule(
        "key-changed", .destructive, "People of a source are told apart by another attribute.",
        reason: "The key travels as externalId: with another one everyone is a new person to the job.")
    public static let sourceAttributeAdded = ChangeRule(
        "source-attribute-added", .additive, "A source has one more attribute.", reason: "Nothing reads it before a mapping does.")
    public static let sourceAttributeRemoved = ChangeRule(
        "source-attribute-removed", .cosmetic, "A source's attribute is gone.",
        reason: "Mappings that read it can no longer be checked, so none does; what they lost is told there.")
    public static let sourceNarrowed = ChangeRule(
        "source-narrowed", .disruptive, "Less may stand in an attribute of a source.",
        reason: "Rows that do not fit are rejected: their people are not created, and not corrected.")
    public static let sourceTypeChanged = ChangeRule(
        "source-type-changed", .disruptive, "An attribute of a source has another type.",
        reason: "Values are read otherwise, and rows that do not fit are rejected.")
    public static let sourceWidened = ChangeRule(
        "source-widened", .additive, "More may stand in an attribute of a source.",
        reason: "Rows that were rejected so far are sent.")
    public static let consolidationChanged = ChangeRule(
        "consolidation-changed", .destructive, "People of several sources are put together otherwise.",
        reason: "Two people may become one, or one person two.")

    public static let precedenceChanged = ChangeRule(
        "precedence-changed", .destructive, "Another source counts where several know a person, and it decides who is in scope or a leaver.",
        reason: "Whoever the other source takes for a leaver, or for somebody out of scope, is disabled or deleted.")
    public static let consolidatedValue = ChangeRule(
        "consolidated-value", .disruptive, "An attribute of a person comes from another source of a consolidation.",
        reason: "Everyone whose sources disagree gets another value, or is set aside until a person decides.")
    public static let consolidationMoved = ChangeRule(
        "consolidation-moved", .disruptive, "People of several sources are put together by another engine.",
        reason: "It is set up anew there; the old one has to be stopped, or everyone is sent twice.")
    public static let sourcesApart = ChangeRule(
        "sources-apart", .additive, "The plan says of other sources that they share nobody.",
        reason: "A key that stands in both is two people's there, and no check compares them.")

    // MARK: Extensions

    public static let extensionAdded = ChangeRule(
        "extension-added", .additive, "A directory extension is new.", reason: "It is empty until a mapping fills it.")
    public static let extensionRemoved = ChangeRule(
        "extension-removed", .destructive, "A directory extension is gone.",
        reason: "When it is deleted in the tenant, the values of everyone go with it.",
        source: "graph-docs: extensionProperty")
    public static let extensionTypeChanged = ChangeRule(
        "extension-type-changed", .destructive, "A directory extension has another type.",
        reason: "An extension's type is fixed: it is deleted with the values of everyone, and made anew.",
        source: "graph-docs: extensionProperty")
    public static let extensionBoundChanged = ChangeRule(
        "extension-bound-changed", .additive, "A directory extension may hold texts of another length.",
        reason: "The directory knows no bound below 256; only what may be mapped to it changes.")

    // MARK: Agents

    public static let agentAdded = ChangeRule(
        "agent-added", .additive, "A provisioning agent is new.", reason: "A server is set up; nothing runs there before a mapping starts.")
    public static let agentRemoved = ChangeRule(
        "agent-removed", .disruptive, "A provisioning agent is gone.",
        reason: "Its applications stand still until another agent is assigned to them.")
    public static let agentMoved = ChangeRule(
        "agent-moved", .disruptive, "A provisioning agent runs elsewhere or is reached otherwise.",
        reason: "The host, its connectors and their cache are set up anew there, and the applications are pointed at it.", source: host)
    public static let agentSettings = ChangeRule(
        "agent-settings", .cosmetic, "The plan says something else of an agent's server.",
        reason: "The checklist asks for it; what is provisioned stays the same.")

    // MARK: Connectors

    public static let connectorAdded = ChangeRule(
        "connector-added", .additive, "A connector is new.",
        reason: "It is set up in the host; nobody is provisioned before a mapping starts.")
    public static let connectorRemoved = ChangeRule(
        "connector-removed", .destructive, "A connector is gone.",
        reason: "Accounts in its target are left to themselves, those of leavers too; a staging table goes with its rows.")
    public static let connectorRecreated = ChangeRule(
        "connector-recreated", .disruptive, "A setting changes that is fixed when a connector is created.",
        reason: "The connector is removed from the host and created anew, its cache is read again, and its application begins with an initial cycle.",
        source: host)
    public static let anchorChanged = ChangeRule(
        "anchor-changed", .destructive, "Objects of a connector are told apart by another attribute.",
        reason: "With another anchor every object is a new one to the host: everyone is created again, and the old objects are left or deleted.",
        source: host)
    public static let targetMoved = ChangeRule(
        "target-moved", .disruptive, "A connector writes to another place.",
        reason: "Everyone is created there in an initial cycle; what is in the old place is left alone.")
    public static let mimSourceMoved = ChangeRule(
        "mim-source-moved", .destructive, "The table that MIM reads is another one.",
        reason: "MIM takes a missing row for a person who left: before the new table is full, a full import deletes everyone.")
    public static let credentialsChanged = ChangeRule(
        "credentials-changed", .disruptive, "A connector uses another account or secret.",
        reason: "Until it is typed in and has its rights, every cycle fails, and the job goes into quarantine.")
    public static let connectorSettings = ChangeRule(
        "connector-settings", .disruptive, "A setting of a connector changes.",
        reason: "It has to be typed into the wizard or the scripts; the cache is then read again.")
    public static let scriptChanged = ChangeRule(
        "script-changed", .disruptive, "A script that a connector runs is another one.",
        reason: "It is typed into the wizard again; what it reads, writes and deletes is for a person to read.", source: host)
    public static let connectorTuning = ChangeRule(
        "connector-tuning", .cosmetic, "How often or in what portions a connector works changes.",
        reason: "What is provisioned stays the same.")
    public static let leaverFlowDeletes = ChangeRule(
        "leaver-flow-deletes", .destructive, "A connector deletes where it did not.",
        reason: "An account that was kept or marked so far is deleted in the target.", source: host)
    public static let leaverFlowChanged = ChangeRule(
        "leaver-flow-changed", .disruptive, "A connector does something else with leavers.",
        reason: "The flows for disabling and deleting are set in the host; leavers are marked otherwise from then on, or not at all.", source: host)

    // MARK: Columns

    public static let columnAdded = ChangeRule(
        "column-added", .additive, "A connector's target has one more attribute.",
        reason: "A column is added, or a schema read again; what is there stays.")
    public static let columnDropped = ChangeRule(
        "column-dropped", .destructive, "A connector's target has one attribute less.",
        reason: "The column's values are lost when it is dropped, and whoever reads it finds nothing.")
    public static let columnNarrowed = ChangeRule(
        "column-narrowed", .destructive, "Less may stand in an attribute of a connector's target.",
        reason: "Values that do not fit are cut, or stop the column from being changed.")
    public static let columnTypeChanged = ChangeRule(
        "column-type-changed", .destructive, "An attribute of a connector's target has another type.",
        reason: "The column is converted or made anew; values that can't be converted are lost.")
    public static let columnRequired = ChangeRule(
        "column-required", .disruptive, "An attribute of a connector's target must have a value.",
        reason: "Rows without one stop the column from being changed; people without one are no longer written.")
    public static let columnWidened = ChangeRule(
        "column-widened", .additive, "More may stand in an attribute of a connector's target.",
        reason: "What is there stays.")
    public static let columnRenamed = ChangeRule(
        "column-renamed", .disruptive, "An attribute of a connector's target has another name.",
        reason: "The column is renamed by hand, or filled anew; whoever reads the old name finds nothing.")

    static let systemChanges: [ChangeRule] = [
        tenantChanged, tenantDescribed, domainChanged, planRenamed, sourceAdded, sourceRemoved, sourceMoved, keyChanged, sourceAttributeAdded,
        sourceAttributeRemoved, sourceNarrowed, sourceTypeChanged, sourceWidened, consolidationChanged, precedenceChanged,
        consolidatedValue, consolidationMoved, sourcesApart, extensionAdded, extensionRemoved,
        extensionTypeChanged, extensionBoundChanged, agentAdded, agentRemoved, agentMoved, agentSettings, connectorAdded, connectorRemoved,
        connectorRecreated, anchorChanged, targetMoved, mimSourceMoved, credentialsChanged, connectorSettings, scriptChanged, connectorTuning,
        leaverFlowDeletes, leaverFlowChanged, columnAdded, columnDropped, columnNarrowed, columnTypeChanged, columnRequired, columnWidened,
        columnRenamed,
    ]
}
