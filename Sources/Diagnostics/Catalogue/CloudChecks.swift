/// One cross-check of Microsoft's documentation for the cloud half, and what this compiler does about it: the page
/// `docs/cloud-checks.md` is made from this table.
public struct CloudCheck: Sendable {
    public enum Answer: Sendable {
        /// Findings of a plan.
        case rules([Rule])
        /// Told of rows, by `entrain bundle` and `entrain consolidate`.
        case rows(String)
        /// What is generated can't be otherwise, or the checklist asks for it.
        case construction(String)
        /// A plan does not say it, and need not.
        case unsaid(String)
        /// Not checked yet.
        case open(String)
    }

    /// `Y001`
    public let id: String
    /// What must hold.
    public let law: String
    public let answer: Answer

    init(_ id: String, _ law: String, _ answer: Answer) {
        self.id = id
        self.law = law
        self.answer = answer
    }
}

extension CloudCheck {
    public static let all: [CloudCheck] = sourceChecks + jobChecks + budgetChecks + directoryChecks + engineChecks + cutoverChecks + throughChecks

    // Sources and data
    private static let sourceChecks: [CloudCheck] = [
        .init("Y001", "Each source declares one key", .rules([.missingKey, .unknownName])),
        .init("Y002", "Keys are unique", .rows("`duplicate-key`, `repeated-row`; of consolidated people `several-rows`, `same-newest`")),
        .init("Y003", "A key has at most 16 characters", .rules([.tooLong])),
        .init("Y004", "A key is without characters that a search reads otherwise", .rows("`bad-key` of consolidated people; not of a single source yet")),
        .init("Y005", "A key is no number where others keep leading zeros", .rules([.keyTypes])),
        .init("Y006", "A key is never reused, or the plan says what happens", .rules([.keyReused])),
        .init("Y007", "Every column that is named is in the source, and in the file", .rules([.unknownName, .rowsHeader])),
        .init("Y008", "The file's header is the declared one", .rules([.rowsHeader])),
        .init("Y009", "A status that is not known enables nobody", .rows("`missing-status`, `doubtful-status`")),
        .init("Y010", "A date has a format, and a zone where it becomes an instant", .rules([.badType, .dayBecomesMoment])),
        .init("Y011", "Dates can be read and are near today", .rows("`bad-date`; how near is not asked")),
        .init("Y012", "A manager is in the file", .rows("`missing-manager` of `entrain simulate`")),
        .init("Y013", "Nobody manages themselves, and managers form no ring", .rows("`manager-circle` of `entrain simulate`")),
        .init("Y014", "A manager is provisioned by the same application", .rows("`manager-not-provisioned` of `entrain simulate`")),
        .init("Y015", "A person who works has a manager who works", .rows("`manager-left` of `entrain simulate`")),
        .init("Y016", "Countries are ISO 3166", .rules([.badConstant])),
        .init("Y017", "Languages are ISO 639", .unsaid("values of rows; a constant is not looked up")),
        .init("Y018", "One number in two sources is one person", .rows("`sources-disagree` where the plan says `on-conflict: reject`; else listed as `others` in `people.jsonl`")),
        .init("Y019", "Sources that overlap have a precedence", .rules([.precedenceGap])),
        .init("Y020", "Precedence is total, and nothing is a tie", .rules([.precedenceGap, .newestByWhat])),
        .init("Y021", "More than 30,000 people begin in stages", .unsaid("the plan does not know how many rows a file has; the checklist widens the pilot by what is sent")),
        .init("Y022", "One creator of people", .rules([.twoWriters])),
        .init("Y023", "Workday: termination look-ahead east of UTC", .rules([.lookAheadUnsaid])),
        .init("Y024", "Workday: future hires are not enabled by Active alone", .rules([.futureHireEnabled])),
        .init("Y025", "SuccessFactors: matched by personIdExternal", .rules([.preHireMatch])),
        .init("Y026", "SuccessFactors: paths choose the row that counts", .rules([.whichEmployment])),
        .init("Y027", "Workday: attributes outside the transaction log", .construction("a step of the checklist restarts the job from time to time: which attributes the transaction log leaves out is not published")),
        .init("Y028", "A source without a connector of Microsoft's takes the API-driven road", .rules([.wrongVia])),
        .init("Y029", "A full load is small against the quota", .unsaid("the plan does not know how many rows a file has")),
    ]

    // The job and what is sent
    private static let jobChecks: [CloudCheck] = [
        .init("Y030", "50 operations a request", .construction("senders cut requests at 50")),
        .init("Y031", "Requests of a day stay in the quota", .construction("Data Factory's pipeline and the workflow of Logic Apps count them before they send; the plan does not know how many rows a file has")),
        .init("Y032", "40 calls in 5 seconds", .construction("so many senders with such a pause, in Data Factory, Logic Apps and MIM's script; a test holds the arithmetic")),
        .init("Y033", "The address holds the service principal's object id and the job's", .construction("parameters of the template, described")),
        .init("Y034", "Who sends may upload, who reads may read logs", .construction("a step of the checklist")),
        .init("Y035", "No client secret sends", .construction("Azure sends by a managed identity, MIM by a certificate")),
        .init("Y036", "Secrets are named, never written", .rules([.literalSecret, .badSecretName])),
        .init("Y037", "Each operation is a POST to /Users with its own ids", .construction("the one writer of requests; a test holds it")),
        .init("Y038", "Every record says `active`", .rules([.requiredTarget])),
        .init("Y039", "The plan's own URN begins as the service wants it, and is declared", .construction("one function makes it, and the synchronization schema declares every column")),
        .init("Y040", "Twenty own attributes by hand at most", .construction("the bundle writes them by script, whatever their number")),
        .init("Y041", "One mapping writes an attribute", .rules([.writtenTwice, .twoWriters])),
        .init("Y042", "Matches have an order without gaps", .construction("the order of `match`")),
        .init("Y043", "What is matched is unique and single", .rules([.badMatchTarget])),
        .init("Y044", "`userType` is no worker type", .rules([.userType])),
        .init("Y045", "No mapping to what another service keeps", .rules([.unwritableAttribute, .unreliableAttribute])),
        .init("Y046", "What a user is not created without is mapped", .rules([.requiredTarget, .mayBeAbsent])),
        .init("Y047", "User principal names end in a verified domain", .rules([.unverifiedDomain])),
        .init("Y048", "User principal names do not collide", .rows("`not-unique` and `next-candidate` of `entrain simulate`")),
        .init("Y049", "User principal names hold what they may", .rows("`bad-name`, `unverified-domain` of `entrain simulate`")),
        .init("Y050", "A value is no longer than its target takes", .rules([.tooLong])),
        .init("Y051", "A length is known", .rules([.unknownLength])),
        .init("Y052", "A value has its target's type", .rules([.typeMismatch])),
        .init("Y053", "A manager is mapped directly", .rules([.typeMismatch])),
        .init("Y054", "SelectUniqueValue stands where it may", .rules([.badExpression])),
        .init("Y055", "A default counts on creation only", .unsaid("what `default` means, and the language page says")),
        .init("Y056", "IIF reads nothing that may be absent", .rules([.questionableExpression])),
        .init("Y057", "Functions are spelt, called and as long as the service takes", .rules([.badExpression])),
        .init("Y058", "No empty text reaches AD", .rules([.mayBeEmpty])),
        .init("Y059", "Null flow is not on for what must be there", .construction("null flow is never switched on")),
        .init("Y060", "Null flow does not meet partial records", .construction("as Y059")),
        .init("Y061", "flowType is a member of the enumeration", .construction("one table of words")),
        .init("Y062", "The Delete action is off", .construction("the bundle leaves it off; the checklist says so")),
        .init("Y063", "Somebody is notified", .rules([.nobodyNotified])),
        .init("Y064", "There is an accidental-deletion threshold", .rules([.noThreshold, .severalThresholds])),
        .init("Y065", "A scope tests what Entra's filter can", .rules([.filterCannot, .clauseType])),
        .init("Y066", "A filter's text is spelt as the rows are", .open("rows are not held against scopes yet")),
        .init("Y067", "A clause on an absent value is false", .unsaid("what the language means; a clause is taken as saying who is in scope")),
        .init("Y068", "A changed filter does not disable who leaves it", .construction("`out-of-scope: keep` sets SkipOutOfScopeDeletions; without it the language page says what becomes of who leaves")),
        .init("Y069", "After a restart everything is sent again", .construction("every run sends everybody")),
        .init("Y070", "Provision on demand is no test of API-driven provisioning", .construction("the checklist sends one row instead")),
        .init("Y071", "Logs are read ten minutes after sending", .construction("waiting times of the checklist")),
    ]

    // The budget of attributes
    private static let budgetChecks: [CloudCheck] = [
        .init("Y072", "One meaning an extension attribute", .rules([.writtenTwice, .twoWriters])),
        .init("Y073", "Attributes fit the budget", .rules([.extensionBudget])),
        .init("Y074", "An extension is declared once, and spelt as it is", .rules([.duplicateName, .unknownName])),
        .init("Y075", "An extension holds 256 characters", .rules([.extensionType])),
        .init("Y076", "Custom security attributes are texts", .unsaid("the language has none")),
        .init("Y077", "Extension attributes of hybrid people have one owner", .rules([.writesSynchronized])),
        .init("Y078", "Sensitive columns go to custom security attributes", .unsaid("what is sensitive is not in the plan")),
        .init("Y079", "Columns without a target are told", .rules([.lostAttribute, .lostExport])),
        .init("Y080", "What a target reads, a mapping from HR fills", .rules([.lostAttribute, .nobodyFills, .attributeNotFed])),
    ]

    // Active Directory
    private static let directoryChecks: [CloudCheck] = [
        .init("Y081", "sAMAccountName has 20 characters and no forbidden one", .rules([.tooLong, .accountName])),
        .init("Y082", "cn has 64 characters", .rules([.tooLong])),
        .init("Y083", "Containers exist and lie in the domain", .rules([.containerOutsideDomain, .containerMayBeAbsent, .dnParentVaries, .dnUnescaped])),
        .init("Y084", "Names of accounts are written on creation only", .rules([.renamesAccounts])),
        .init("Y085", "employeeID is indexed", .construction("a step of the checklist")),
        .init("Y086", "Two agents a forest", .construction("a step of the checklist installs a second one")),
        .init("Y087", "One agent serves applications or AD", .rules([.agentServesBoth])),
        .init("Y088", "AD gets dates as texts", .construction("a day travels as text; where AD wants a number it is `type-mismatch`")),
        .init("Y089", "Protected accounts are out of scope", .construction("a step of the checklist asks for emergency and service accounts; protected ones are not named")),
        .init("Y090", "The HR agent writes no group memberships", .rules([.unknownName])),
    ]

    // What runs a consolidation
    private static let engineChecks: [CloudCheck] = [
        .init("Y091", "The script's names are the JSON's", .construction("both are made from one list; a test parses the script")),
        .init("Y092", "Inputs of a union have the same columns", .construction("a test runs the script, which refuses others")),
        .init("Y093", "What Azure can't reach is copied first", .construction("a Copy activity through a self-hosted runtime")),
        .init("Y094", "The answer 202 is not polled", .construction("`turnOffAsync`; `DisableAsyncPattern`")),
        .init("Y095", "No loop in a loop, and within Data Factory's bounds", .construction("requests are listed, not looked up; one loop of ten")),
        .init("Y096", "Logic Apps write no variable side by side", .construction("the generated workflow has no variable at all; a test looks")),
        .init("Y097", "Half a file disables nobody", .construction("the pipeline and the workflow stop where people are too few, leavers or set-aside people too many; `entrain` wants every source's file")),
        .init("Y098", "One schedule a quota", .unsaid("other senders of the tenant are not in the plan")),
    ]

    // Leavers, access, cutover
    private static let cutoverChecks: [CloudCheck] = [
        .init("Y099", "Somebody writes the date that starts a leavers' workflow", .rules([.workflowNeverStarts])),
        .init("Y100", "Workflows are within the limits", .rules([.workflowTask])),
        .init("Y101", "Workflow tasks on synchronized users", .construction("a step of the checklist: tasks that enable, disable or delete are for accounts of the cloud; groups are found with what owns them")),
        .init("Y102", "Disabled means signed out, too", .rules([.sessionsStay])),
        .init("Y103", "Delays add up to what was promised", .rules([.leaverTooLate])),
        .init("Y104", "Packages hold groups of the cloud", .construction("the bundle stops at a group that Active Directory owns; a step of the checklist asks for assigned members")),
        .init("Y105", "Approvals have somebody who answers", .rules([.noFallback, .approvalStages])),
        .init("Y106", "Automatic policies are within the limits", .construction("a package has one rule; how many people it holds for is not in the plan")),
        .init("Y107", "Holders of a replaced role keep it", .rules([.holdersLoseAccess])),
        .init("Y108", "A class of people has one writer", .rules([.twoWriters, .lostExport])),
        .init("Y109", "HR writes no synchronized people", .rules([.writesSynchronized, .populationMissing])),
        .init("Y110", "HR and MIM do not create the same person", .rules([.createsTwice, .twoWriters])),
        .init("Y111", "Steps of the source of authority are in order", .rules([.conversionOrder, .synchronizationTooOld, .synchronizationUnsaid, .cloudPeopleInAD])),
        .init("Y112", "Who needs a mailbox or a password on premises is not converted", .rules([.notConvertible])),
        .init("Y113", "Cloud Sync does not write users whose source is on premises", .rules([.noRoad])),
        .init("Y114", "Default account names do not collide", .unsaid("Cloud Sync as a road for users is none of a plan's (`no-road`), so its default names are never given")),
        .init("Y115", "Every step has a way back and evidence", .construction("every checklist has both")),
        .init("Y116", "There is a pilot", .rules([.noPilot, .pilotOrder])),
        .init("Y117", "Whoever has an account can be matched", .construction("a step of the checklist")),
        .init("Y118", "What can't move holds MIM", .rules([.stillInMIM, .wrongHeir])),
        .init("Y119", "The schema is kept before it changes", .construction("the bundle saves it")),
        .init("Y120", "Previews are chosen, not met", .construction("nothing that is generated needs a preview: null flow is never on, Cloud Sync for users is refused (`no-road`), no workflow has a task that is one")),
        .init("Y121", "Licences suffice", .rules([.licenceTooSmall])),
        .init("Y122", "Who moves keeps the account", .rules([.keyChanges])),
        .init("Y123", "Feeds look further ahead than workflows", .rules([.feedTooLate])),
        .init("Y124", "Ids are in the plan, or a parameter", .construction("bundle variables and parameters of the template; the template's test holds references")),
    ]

    // End to end
    private static let throughChecks: [CloudCheck] = [
        .init("Y125", "No mapping waits for midnight", .rules([.waitsForMidnight])),
        .init("Y126", "Future hires are there on day one", .construction("whoever has not left is created enabled, future hires too, so that the ECMA host creates them before day one")),
        .init("Y127", "The longest chain is told", .rules([.leaverTooLate])),
        .init("Y128", "Join keys of MIM are filled", .rules([.lostAnchor, .joinMayBeAbsent])),
        .init("Y129", "Lengths fit all the way", .rules([.tooLong, .columnNarrowed])),
        .init("Y130", "MIM's manager is a key", .rules([.hostCannot])),
    ]
}
