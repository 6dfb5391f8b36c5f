/// Workday and SuccessFactors through Microsoft's own connectors.
extension Rule {
    public static let nativeAttribute = Rule(
        "native-attribute",
        law: "A mapping by way of `workday` or `successfactors` reads what their connectors know, or says where it stands.",
        reason: "They read a list of attributes by names of their own. For any other the application's list of attributes gets a name and a path, which a person types.",
        wrong: "hr: {kind: workday, attributes: {Alias: string(32), …}}",
        right: "hr: {kind: workday, attributes: {UserID: string(32), …}}",
        source: "entra-docs: workday-attribute-reference, sap-successfactors-attribute-reference"
    )
    public static let nativeOnly = Rule(
        "native-only",
        law: "`path` is for attributes of Workday and SuccessFactors, `termination-look-ahead` for Workday.",
        reason: "Rows of other systems are sent, and have columns. A key that means nothing would look as if it did.",
        wrong: "hr: {kind: csv, termination-look-ahead: true, …}",
        right: "hr: {kind: csv, …}"
    )
    public static let nativeEnabled = Rule(
        "native-enabled",
        law: "A mapping by way of `workday` or `successfactors` says who is enabled.",
        reason: "There the job reads HR itself, and no sender works out `active`. Without an expression nobody who leaves would be disabled.",
        wrong: "attributes: {displayName: PreferredNameData}",
        right: "attributes: {displayName: PreferredNameData, accountEnabled: '=Switch([Active], , \"1\", \"True\", \"0\", \"False\")'}",
        source: "entra-docs: workday-inbound-tutorial"
    )
    public static let futureHireEnabled = Rule(
        "future-hire-enabled", .warning,
        law: "Workday's people are enabled by their day of hire, not by `Active` alone.",
        reason: "Whoever begins in the future is read as of the first day, when `Active` is 1: the account would be open weeks before.",
        wrong: "accountEnabled: '=Switch([Active], , \"1\", \"True\", \"0\", \"False\")'",
        right: "accountEnabled: '=Switch([Active], , \"1\", IIF(DateDiff(\"d\", Now(), CDate([StatusHireDate])) > 5, \"False\", \"True\"), \"0\", \"False\")'",
        source: "entra-docs: workday-integration-reference"
    )
    public static let lookAheadUnsaid = Rule(
        "look-ahead-unsaid", .warning,
        law: "The plan says whether Workday is asked ahead for people who leave.",
        reason: "Terminations are asked for by the time of Workday's service account, of the American west coast. Whoever leaves in Asia was disabled 12 to 18 hours late; the query a day ahead, a preview, finds them in time.",
        wrong: "hr: {kind: workday, …}                # via: workday",
        right: "hr: {kind: workday, termination-look-ahead: true, …}",
        source: "entra-docs: workday-integration-reference"
    )
    public static let preHireMatch = Rule(
        "pre-hire-match",
        law: "People of SuccessFactors are matched by personIdExternal.",
        reason: "It is there before the first day and stays when somebody is hired again; userId and empId belong to an employment.",
        wrong: "match: {userId: employeeId}",
        right: "match: {personIdExternal: employeeId}",
        source: "entra-docs: sap-successfactors-integration-reference"
    )
    public static let whichEmployment = Rule(
        "which-employment", .warning,
        law: "What SuccessFactors keeps for each employment is read by a path that says which employment counts.",
        reason: "Somebody who was hired again, or has two jobs, has two rows whose order is not told. `[-1:]` takes the last; a filter takes the active one.",
        wrong: "jobTitle: string(100)",
        right: "jobTitle: {type: string(100), path: '$.employmentNav.results[-1:].jobInfoNav.results[0].jobTitle'}",
        source: "entra-docs: sap-successfactors-integration-reference"
    )

    public static let nativeAddress = Rule(
        "native-address",
        law: "Microsoft's connector for an HR system is told where that is, in the form that it reads.",
        reason: "Of Workday's address the connector takes the tenant and the version of the service; of SuccessFactors it wants the host.",
        wrong: "url: https://fabrikam.workday.com/home",
        right: "url: https://wd3-services1.workday.com/ccx/service/fabrikam/Human_Resources/v34.0",
        source: "entra-docs: workday-inbound-tutorial, sap-successfactors-inbound-provisioning-tutorial"
    )
    public static let nativePath = Rule(
        "native-path",
        law: "A path is XPath for Workday and JSONPath for SuccessFactors, and whole.",
        reason: "The connector of Workday reads XML, that of SuccessFactors JSON. A path that finds nothing leaves the attribute empty for everyone, without an error.",
        wrong: "CostCenter: {type: string(64)?, path: $.costCenter}      # of workday",
        right: "CostCenter: {type: string(64)?, path: 'wd:Worker/wd:Worker_Data/…/text()'}",
        source: "entra-docs: workday-attribute-reference, sap-successfactors-attribute-reference"
    )

    static let nativeRoadRules: [Rule] = [
        nativeAttribute, nativeOnly, nativeEnabled, futureHireEnabled, lookAheadUnsaid, preHireMatch, whichEmployment,
        nativeAddress, nativePath,
    ]
}
