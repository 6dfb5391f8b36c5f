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
        right: "sources: {hr: {kind: rest, file: workers.csv, …}}      # a nightly export of the service"
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
    public static let engineCannotFind = Rule(
        "engine-cannot-find",
        law: "What runs a consolidation can find who is who by its rules.",
        reason: "A workflow of Logic Apps goes through all rows at once: it looks a key up, and does not try a second one where the first finds nobody. Data Factory and this program do.",
        wrong: "same-person: {hr: [EmployeeID, TaxNumber], contractors: [BadgeID, TaxNumber]}\nruns-on: logic-apps",
        right: "same-person: {hr: [EmployeeID, TaxNumber], contractors: [BadgeID, TaxNumber]}\nruns-on: data-factory"
    )
    public static let engineCannotDate = Rule(
        "engine-cannot-date",
        law: "What runs a consolidation can read the days of its sources.",
        reason: "The language of Logic Apps has no regular expressions. A day is taken apart by the places of its parts, and 1/2/2027 and 11/12/2027 have them at different ones.",
        wrong: "sources: {hr: {attributes: {HireDate: 'date(\"d/M/yyyy\")'}, …}}",
        right: "sources: {hr: {attributes: {HireDate: 'date(\"dd/MM/yyyy\")'}, …}}"
    )
    public static let engineCannotDecide = Rule(
        "engine-cannot-decide",
        law: "While MIM sends, a consolidation has rules that the metaverse has, too.",
        reason: "MIM's attribute flow precedence is one order of sources for everybody, and a management agent has one object for an anchor. It can't take the newest row, compare sources, or put leavers last.",
        wrong: "several-rows: {newest-by: ValidFrom}\nruns-on: mim",
        right: "several-rows: reject\nruns-on: mim"
    )
    public static let senderEnds = Rule(
        "sender-ends",
        law: "Who sends people to Entra ID is there as long as it sends.",
        reason: "MIM as the sender is an interim: when MIM is switched off, nobody is created, changed or disabled any more, and no job reports what was never sent.",
        wrong: "people: {runs-on: mim, …}\nphases: [{name: retire-mim, stops: [legacy]}]",
        right: "people: {runs-on: data-factory, …}\nphases: [{name: retire-mim, stops: [legacy]}]"
    )
    public static let keyChanges = Rule(
        "key-changes", .warning,
        law: "Who moves from one source to another is still found by what the account knows.",
        reason: "A contractor who becomes an employee gets the employee's number as key. The account holds the old one, so it is not found, and a second one is created.",
        wrong: "same-person: {hr: [EmployeeID, TaxNumber], contractors: [BadgeID, TaxNumber]}\nmatch: {EmployeeID: employeeId}",
        right: "same-person: {hr: [EmployeeID, TaxNumber], contractors: [BadgeID, TaxNumber]}\nmatch: {EmployeeID: employeeId, PersonGuid: personGuid}"
    )

    public static let noIdentifier = Rule(
        "no-identifier",
        law: "People are told apart by a number or a text.",
        reason: "Many have the same day, and half of all people the same Boolean: they would be one person, with one account.",
        wrong: "key: HireDate",
        right: "key: EmployeeID"
    )
    public static let unusedSource = Rule(
        "unused-source", .warning,
        law: "Every source and every consolidation is read by something.",
        reason: "Nothing is generated for one that no mapping begins at: its people have no accounts, and nothing says so.",
        wrong: "consolidation:\n  people: {from: [hr, contractors], …}\nmappings:\n  hr-to-entra: {from: hr, …}",
        right: "mappings:\n  people-to-entra: {from: people, …}"
    )

    static let consolidationRules: [Rule] = [
        badOrigin, consolidationSources, precedenceGap, keyTypes, consolidatedType, newestByWhat, engineCannotRead,
        engineCannotTest, engineCannotName, engineCannotFind, engineCannotDate, engineCannotDecide, senderEnds, keyChanges,
        noIdentifier, unusedSource,
    ]
}
