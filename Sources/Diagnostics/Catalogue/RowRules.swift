extension Rule {
    public static let rowsHeader = Rule(
        "rows-header",
        law: "The first line of a file of rows names the source's attributes.",
        reason: "A column that is missing, or named otherwise, would leave an attribute empty for everyone.",
        wrong: "Worker,First,Last",
        right: "WorkerID,FirstName,LastName"
    )

    static let rowRules: [Rule] = [rowsHeader]
}
