extension Rule {
    public static let badOrigin = Rule(
        "bad-origin",
        law: "An attribute of a consolidated person comes from `source.attribute`.",
        reason: "Two sources may have attributes of one name that mean different things.",
        wrong: "attributes: {Phone: [Telephone, OfficePhone]}",
        right: "attributes: {Phone: [badges.Telephone, hr.OfficePhone]}"
    )
    public static let consolidationSources = Rule(
        "consolidation-sources",
        law: "A consolidation has two sources or more, each once, and says of each how its people are found.",
        reason: "A source whose people nobody can find among the others' gives every one of them a second account.",
        wrong: "from: [hr, contractors]\nsame-person: {hr: EmployeeID}",
        right: "from: [hr, contractors]\nsame-person: {hr: EmployeeID, contractors: BadgeID}"
    )
    public static let precedenceGap = Rule(
        "precedence-gap",
        law: "Precedence is a total order: it names every source once.",
        reason: "Where two sources have a value and none comes first, the order of the files, or of a cluster's workers, would decide, and differently every night.",
        wrong: "from: [hr, contractors, interns]\nprecedence: [hr, contractors]",
        right: "from: [hr, contractors, interns]\nprecedence: [hr, contractors, interns]"
    )
    public static let keyTypes = Rule(
        "key-types", .warning,
        law: "Attributes by which people are the same have one type.",
        reason: "A system that keeps numbers drops leading zeros: 00123 in one file and 123 in the other are two people, and the second gets an account of its own.",
        wrong: "hr: {attributes: {EmployeeID: integer}, …}\ncontractors: {attributes: {BadgeID: string(8)}, …}\npeople: {same-person: {hr: EmployeeID, contractors: BadgeID}, …}",
        right: "hr: {attributes: {EmployeeID: string(8)}, …}      # a view pads it: 00000123"
    )
    public static let consolidatedType = Rule(
        "consolidated-type",
        law: "What several sources say of one attribute has one type, and one value.",
        reason: "A person's attribute is written to one target. Text in one source and a date in the other can't both fit it.",
        wrong: "hr: {attributes: {HireDate: date}, …}\ncontractors: {attributes: {HireDate: string(10)}, …}",
        right: "contractors: {attributes: {HireDate: 'date(\"dd/MM/yyyy\")'}, …}"
    )
    public static let newestByWhat = Rule(
        "newest-by-what",
        law: "The newest row is told by a date or an integer that every row has.",
        reason: "Texts sort by their letters: 9/1/2027 would come after 10/1/2027. A row without a value is neither newer nor older.",
        wrong: "several-rows: {newest-by: ValidFrom}      # ValidFrom: string(10)",
        right: "several-rows: {newest-by: ValidFrom}      # ValidFrom: date"
    )
    public static let engineCannotRead = Rule(
        "engine-cannot-read",
        law: "What runs a consolidation can read its sources, as this version generates it.",
        reason: "Files are read from storage and tables through a gateway. A web service has a login, pages and an answer of its own; a pipeline made without knowing them would not run.",
        wrong: "sources: {hr: {kind: rest, …}}\npeople: {from: [hr, contractors], runs-on: data-factory, …}",
        right: "sources: {hr: {kind: csv, file: workers.csv, …}}      # a nightly export of the service"
    )
    public static let engineCannotTest = Rule(
        "engine-cannot-test",
        law: "A rule about rows makes tests that every engine answers alike.",
        reason: "Regular expressions of .NET and of Data Factory's Spark differ, and what differs here is who is disabled.",
        wrong: "when: {contractors: {WorkerStatus: {matches: '^Act'}}}",
        right: "when: {contractors: {WorkerStatus: {in: [Terminated, Withdrawn]}}}"
    )

    public static let engineCannotName = Rule(
        "engine-cannot-name",
        law: "What runs a consolidation can write the names of its columns.",
        reason: "A data flow writes a column's name in braces, and nothing says how a brace or a backslash inside is written.",
        wrong: "sources: {hr: {attributes: {\"Phone {work}\": string(20)}, …}}",
        right: "sources: {hr: {attributes: {Phone work: string(20)}, …}}"
    )
    public static let engineNotGenerated = Rule(
        "engine-not-generated", .warning,
        law: "A consolidation runs on an engine that this version generates.",
        reason: "For Data Factory everything is generated. For Logic Apps and MIM the rules are checked and run here, and `entrain bundle` makes the requests; what would run them every night is not made yet.",
        wrong: "people: {runs-on: logic-apps, …}",
        right: "people: {runs-on: data-factory, …}"
    )
    public static let keyChanges = Rule(
        "key-changes", .warning,
        law: "Who moves from one source to another is still found by what the account knows.",
        reason: "A contractor who becomes an employee gets the employee's number as key. The account holds the old one, so it is not found, and a second one is created.",
        wrong: "same-person: {hr: [EmployeeID, TaxNumber], contractors: [BadgeID, TaxNumber]}\nmatch: {EmployeeID: employeeId}",
        right: "same-person: {hr: [EmployeeID, TaxNumber], contractors: [BadgeID, TaxNumber]}\nmatch: {EmployeeID: employeeId, PersonGuid: personGuid}"
    )

    static let consolidationRules: [Rule] = [
        badOrigin, consolidationSources, precedenceGap, keyTypes, consolidatedType, newestByWhat, engineCannotRead,
        engineCannotTest, engineCannotName, engineNotGenerated, keyChanges,
    ]
}
