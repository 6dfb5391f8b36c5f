extension ChangeRule {
    private static let filters = "entra-docs: define-conditional-rules-for-provisioning-user-accounts, skip-out-of-scope-deletions"
    private static let cycles = "entra-docs: how-provisioning-works"

    // MARK: Who

    public static let scopeNarrowed = ChangeRule(
        "scope-narrowed", .destructive, "Fewer people are in the scope of a mapping.",
        reason: "Whoever falls out of scope is disabled or deleted in the target.", source: filters)
    public static let scopeReplaced = ChangeRule(
        "scope-replaced", .destructive, "Nobody who was in the scope of a mapping still is.",
        reason: "Everyone whom the mapping provisioned falls out of scope, and is disabled or deleted in the target.", source: filters)
    public static let scopeChanged = ChangeRule(
        "scope-changed", .destructive, "The scope of a mapping is another one, and people may fall out of it.",
        reason: "Nobody can prove that all who were in scope still are; whoever falls out is disabled or deleted in the target.", source: filters)
    public static let scopeWidened = ChangeRule(
        "scope-widened", .disruptive, "More people are in the scope of a mapping.",
        reason: "They are matched or created in the next cycle, which is a full one.", source: filters)
    public static let scopeRewritten = ChangeRule(
        "scope-rewritten", .cosmetic, "A scope is written otherwise and lets the same people through.",
        reason: "Saving a filter starts a full cycle, in which nothing changes.", source: filters)
    public static let scopeLeft = ChangeRule(
        "scope-left", .disruptive, "People fall out of the scope of a mapping that keeps accounts.",
        reason: "With `out-of-scope: keep` their accounts stay as they are: nobody corrects or disables them any more.", source: filters)
    public static let outOfScopeDeprovisioned = ChangeRule(
        "out-of-scope-deprovisioned", .destructive, "A mapping deprovisions people who leave its scope, and did not.",
        reason: "Everyone who is outside today and was kept is disabled or deleted in the target.", source: filters)
    public static let outOfScopeKept = ChangeRule(
        "out-of-scope-kept", .disruptive, "A mapping keeps accounts whose people leave its scope.",
        reason: "Nobody disables the accounts of people who leave the scope; leavers need a rule of their own.", source: filters)
    public static let matchChanged = ChangeRule(
        "match-changed", .destructive, "People are matched by another attribute.",
        reason: "A wrong match gives the account of one person to another, and a missing one creates everyone a second time.", source: cycles)

    // MARK: What

    public static let attributeAdded = ChangeRule(
        "attribute-added", .additive, "A mapping writes one more attribute.",
        reason: "It is filled in the next cycle, which is a full one; what other attributes hold stays.", source: cycles)
    public static let attributeRemoved = ChangeRule(
        "attribute-removed", .disruptive, "A mapping no longer writes an attribute.",
        reason: "What the target holds stays there and grows old: nobody corrects it any more.", source: cycles)
    public static let valueChanged = ChangeRule(
        "value-changed", .disruptive, "An attribute gets its value from elsewhere.",
        reason: "A changed mapping starts a full cycle, which writes the new value for everyone in scope.", source: cycles)
    public static let valueOnCreateChanged = ChangeRule(
        "value-on-create-changed", .additive, "An attribute that is written on creation only gets another value.",
        reason: "Only people who are created from now on have it.", source: cycles)
    public static let enablementChanged = ChangeRule(
        "enablement-changed", .destructive, "What says whether an account is enabled changes.",
        reason: "A wrong value disables everyone in scope, or opens the accounts of leavers.", source: cycles)
    public static let overwritesValues = ChangeRule(
        "overwrites-values", .destructive, "An attribute that was written on creation only is written always.",
        reason: "The values that people have today are overwritten in the next cycle, and nothing keeps the old ones.", source: cycles)
    public static let noLongerUpdated = ChangeRule(
        "no-longer-updated", .disruptive, "An attribute that was written always is written on creation only.",
        reason: "Later changes in the source no longer reach the target.", source: cycles)
    public static let defaultChanged = ChangeRule(
        "default-changed", .additive, "Another value stands in where the source has none.",
        reason: "A default counts on creation only; people who are there keep what they have.", source: cycles)

    // MARK: The job

    public static let newApplication = ChangeRule(
        "new-application", .disruptive, "A mapping is new.",
        reason: "It is an application and a job of its own, with an initial cycle over everyone in scope.", source: cycles)
    public static let mappingRemoved = ChangeRule(
        "mapping-removed", .disruptive, "A mapping is gone.",
        reason: "Nobody is created, corrected or disabled through it any more; its application has to be removed by hand.")
    public static let mappingRerouted = ChangeRule(
        "mapping-rerouted", .destructive, "A mapping begins or ends at another system.",
        reason: "Its people are other people, or they are created anew in another place, while those in the old one are left alone.")
    public static let roadChanged = ChangeRule(
        "road-changed", .disruptive, "A mapping takes another road.",
        reason: "Each road is an application of its own kind: this one is set up anew, and begins with an initial cycle.")
    public static let applicationRenamed = ChangeRule(
        "application-renamed", .disruptive, "The name of an application in Entra ID changes.",
        reason: "The bundle finds its application by that name: under a new one it would make a second. Rename the old one first.")

    static let mappingChanges: [ChangeRule] = [
        scopeNarrowed, scopeReplaced, scopeChanged, scopeWidened, scopeRewritten, scopeLeft, outOfScopeDeprovisioned,
        outOfScopeKept, matchChanged, attributeAdded, attributeRemoved,
        valueChanged, valueOnCreateChanged, enablementChanged, overwritesValues, noLongerUpdated, defaultChanged, newApplication,
        mappingRemoved, mappingRerouted, roadChanged, applicationRenamed,
    ]
}
