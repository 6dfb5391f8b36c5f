extension ChangeRule {
    private static let deletions = "entra-docs: accidental-deletions"

    // MARK: Leavers

    public static let leaversWidened = ChangeRule(
        "leavers-widened", .destructive, "More people are leavers.", reason: "Their accounts are disabled, and later deleted.")
    public static let leaversChanged = ChangeRule(
        "leavers-changed", .destructive, "Other people are leavers.",
        reason: "Nobody can prove that only those who were leavers still are: accounts of others may be disabled, and later deleted.")
    public static let leaversNarrowed = ChangeRule(
        "leavers-narrowed", .disruptive, "Fewer people are leavers.",
        reason: "Accounts that would have been disabled stay open; those that were are enabled again.")
    public static let leaversRewritten = ChangeRule(
        "leavers-rewritten", .cosmetic, "A rule for leavers is written otherwise and finds the same people.", reason: "Nothing changes.")
    public static let ruleAdded = ChangeRule(
        "leaver-rule-added", .destructive, "A deprovisioning rule is new.", reason: "The accounts of whom it finds are disabled, and later deleted.")
    public static let ruleRemoved = ChangeRule(
        "leaver-rule-removed", .disruptive, "A deprovisioning rule is gone.", reason: "The accounts of leavers stay open.")
    public static let thresholdRaised = ChangeRule(
        "threshold-raised", .destructive, "More deletions are let through in one cycle, or the threshold is gone.",
        reason: "The threshold is what stops a wrong scope or an empty source from disabling everyone.", source: deletions)
    public static let thresholdLowered = ChangeRule(
        "threshold-lowered", .additive, "Fewer deletions are let through in one cycle.",
        reason: "A job stops sooner and waits for a person; nobody is disabled who would not have been.", source: deletions)
    public static let leaverActionHarder = ChangeRule(
        "leaver-action-harder", .destructive, "Accounts of leavers are disabled or deleted where they were not, or sooner.",
        reason: "There is less time to notice a mistake, or none.")
    public static let leaverActionSofter = ChangeRule(
        "leaver-action-softer", .disruptive, "Accounts of leavers are kept longer, or treated otherwise.",
        reason: "People who left may sign in for longer.")

    public static let promiseChanged = ChangeRule(
        "promise-changed", .cosmetic, "Something else is promised: how soon leavers are gone, how often a source is read.",
        reason: "The plan is checked against it; nothing is generated from it.")

    // MARK: Phases

    public static let phaseAdded = ChangeRule(
        "phase-added", .additive, "A phase is new.", reason: "What it starts, stops and redirects is told apart from it.")
    public static let phaseRemoved = ChangeRule(
        "phase-removed", .cosmetic, "A phase is gone.", reason: "What is no longer started, stopped or redirected is told apart from it.")
    public static let phasesReordered = ChangeRule(
        "phases-reordered", .disruptive, "Phases are walked in another order.",
        reason: "Folders and checklists are numbered anew, and what a phase relies on may come later.")
    public static let startsElsewhere = ChangeRule(
        "starts-elsewhere", .disruptive, "A mapping starts in another phase, or in none.",
        reason: "Its job is set up sooner or later, or not at all.")
    public static let stopsElsewhere = ChangeRule(
        "stops-elsewhere", .disruptive, "A mapping stops in another phase, or runs on.",
        reason: "A job that stops no longer corrects or disables anybody.")
    public static let mimStops = ChangeRule(
        "mim-stops", .disruptive, "A management agent of MIM stops in another phase, or runs on.",
        reason: "What it did until now is done by another job from then on, or by nobody.")
    public static let redirectChanged = ChangeRule(
        "redirect-changed", .destructive, "A management agent of MIM reads from elsewhere.",
        reason: "MIM takes a missing row for a person who left, and deletes what it provisioned.")
    public static let redirectAdded = ChangeRule(
        "redirect-added", .disruptive, "A management agent of MIM is pointed at a connector's target.",
        reason: "From that phase on MIM reads there what it read from HR; its first full import must show no delete.")
    public static let pilotWidened = ChangeRule(
        "pilot-widened", .disruptive, "A phase reaches more people sooner.",
        reason: "A wrong mapping reaches every account in its first cycle.")
    public static let pilotChanged = ChangeRule(
        "pilot-changed", .additive, "The steps of a pilot are other ones.", reason: "Other people come first; in the end it is everyone.")
    public static let pilotTime = ChangeRule(
        "pilot-time", .cosmetic, "A step of a pilot lasts for another time.", reason: "The checklist says how long to wait.")
    public static let handsOverChanged = ChangeRule(
        "hands-over-changed", .cosmetic, "What MIM does beside people is handed over to somebody else.",
        reason: "Nothing is generated for it: whoever is named has to do it from the day MIM ends.")
    public static let decisionChanged = ChangeRule(
        "decision-changed", .additive, "Something that waited for a decision no longer does, or something new waits.",
        reason: "What is not decided is not generated.")
    public static let checksChanged = ChangeRule(
        "checks-changed", .cosmetic, "A person confirms other things before the next phase.", reason: "The checklist asks for them.")

    public static let conversionChanged = ChangeRule(
        "conversion-changed", .disruptive, "The source of authority of other people or groups moves to the cloud in a phase.",
        reason: "What Active Directory says of them no longer counts from then on; giving it back takes a synchronization.")
    public static let populationAdded = ChangeRule(
        "population-added", .additive, "The plan says where people live.",
        reason: "Nothing is provisioned by it: checks hold mappings against it, and checklists say who is meant.")
    public static let populationChanged = ChangeRule(
        "population-changed", .disruptive, "Other people are said to live in the cloud or in Active Directory.",
        reason: "Who leaves MIM, who is converted and who may be written by HR is told by it.")
    public static let populationRemoved = ChangeRule(
        "population-removed", .disruptive, "The plan no longer says where people live.",
        reason: "Nothing proves any more that HR writes nobody whom Active Directory synchronizes.")

    // MARK: Access

    public static let accessAdded = ChangeRule(
        "access-added", .additive, "An access package is new.", reason: "People may ask for it.")
    public static let accessRemoved = ChangeRule(
        "access-removed", .destructive, "An access package, or a resource of one, is gone.", reason: "Whoever has it by the package loses it.")
    public static let accessChanged = ChangeRule(
        "access-changed", .disruptive, "Other people may ask for an access package, approve it, or keep it for another time.",
        reason: "Requests that wait and assignments that end are treated by the new policy.")

    public static let workflowAdded = ChangeRule(
        "workflow-added", .additive, "A lifecycle workflow is new.", reason: "It runs for people as soon as its schedule is switched on.")
    public static let workflowTakesAway = ChangeRule(
        "workflow-takes-away", .destructive, "A workflow that disables, deletes or takes something away is new, or does it to others or at another time.",
        reason: "Whoever it runs for loses an account, a group or a licence.")
    public static let workflowChanged = ChangeRule(
        "workflow-changed", .disruptive, "A workflow does other things, for others, or at another time.",
        reason: "A bundle makes no new version of a workflow that is there: change it in the portal, or give it another title.")
    public static let workflowRemoved = ChangeRule(
        "workflow-removed", .disruptive, "A workflow is gone.", reason: "What is not generated any more still runs in the tenant until somebody ends it.")

    // MARK: What is written for people

    public static let acceptanceChanged = ChangeRule(
        "acceptance-changed", .additive, "A risk is accepted, or for another time or reason.",
        reason: "A finding that would stop or warn no longer does: read the reason.")
    public static let acceptanceRemoved = ChangeRule(
        "acceptance-removed", .cosmetic, "A risk is no longer accepted.", reason: "The finding is told again where it is still there.")
    public static let legacyChanged = ChangeRule(
        "legacy-changed", .cosmetic, "The plan says something else of what MIM does today.",
        reason: "MIM itself stays as it is; what must not be lost is checked against it.")
    public static let renamed = ChangeRule(
        "renamed", .cosmetic, "A thing has another name in the plan.", reason: "What it is stays the same.")
    public static let wordsChanged = ChangeRule(
        "words-changed", .cosmetic, "A title, a reason or an address for notes changes.", reason: "It is written for people.")

    static let roadChanges: [ChangeRule] = [
        leaversWidened, leaversChanged, leaversNarrowed, leaversRewritten, ruleAdded, ruleRemoved, thresholdRaised, thresholdLowered,
        leaverActionHarder, leaverActionSofter, promiseChanged, phaseAdded, phaseRemoved, phasesReordered, startsElsewhere, stopsElsewhere, mimStops,
        redirectChanged, redirectAdded, pilotWidened, pilotChanged, pilotTime, handsOverChanged, conversionChanged, populationAdded, populationChanged, populationRemoved, decisionChanged, checksChanged, accessAdded,
        accessRemoved, accessChanged, workflowAdded, workflowTakesAway, workflowChanged, workflowRemoved, acceptanceChanged,
        acceptanceRemoved, legacyChanged, renamed, wordsChanged,
    ]

    /// Every kind of change, by code.
    public static let all: [ChangeRule] = (mappingChanges + systemChanges + roadChanges).sorted { $0.code < $1.code }
}
