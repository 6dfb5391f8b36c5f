extension Rule {
    public static let tableName = Rule(
        "table-name",
        law: "A table is named schema.table.",
        reason: "The database has a key of its own; brackets and quotes are added where the dialect needs them.",
        wrong: "table: IdentityStaging.dbo.HRStaging",
        right: "database: IdentityStaging\ntable: dbo.HRStaging"
    )

    public static let sqlAuthentication = Rule(
        "sql-authentication",
        law: "A SQL Server account is DOMAIN\\account without a password, or a SQL login with one.",
        reason: "The DSN says Trusted_Connection for Windows accounts; the connector types user and password for the others.",
        wrong: "user: CORP\\svc-ecma\npassword: {secret: ECMA_SQL_PASSWORD}",
        right: "user: CORP\\svc-ecma",
        source: "sql-docs: DSN and connection string keywords"
    )

    public static let databaseName = Rule(
        "database-name",
        law: "Names of tables and columns are such that the database can hold them.",
        reason: "Oracle has no spelling for a quotation mark in a name. MySQL takes no character beyond the Basic Multilingual Plane and no blank at the end, and calls a database what others call a schema.",
        wrong: "dialect: mysql\ndatabase: staging\ntable: hr.people",
        right: "dialect: mysql\ndatabase: staging\ntable: people",
        source: "Oracle Database SQL language reference: database object names; MySQL 8.0 reference: schema object names"
    )

    public static let foldedName = Rule(
        "folded-name", .warning,
        law: "A name is written as the database keeps one that nobody quotes: in upper case for Oracle and Db2, in lower case for PostgreSQL.",
        reason: "Whether the Generic SQL connector quotes names is not documented. Such a name is found either way.",
        wrong: "dialect: oracle\ntable: Staging.People",
        right: "dialect: oracle\ntable: STAGING.PEOPLE"
    )

    public static let reservedWord = Rule(
        "reserved-word",
        law: "A table or a column is not named like a word of the database's language.",
        reason: "The connector's documentation wants such names in brackets, or avoided.",
        wrong: "dialect: sql-server\ntable: dbo.User",
        right: "dialect: sql-server\ntable: dbo.People",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-genericsql"
    )

    public static let anchorTooLong = Rule(
        "anchor-too-long",
        law: "A column by which rows are told apart has at most 450 characters.",
        reason: "It is indexed, and SQL Server's keys have 900 bytes: long texts are no anchors.",
        wrong: "anchor: Link\nattributes: {Link: string(1024)}",
        right: "anchor: EntraObjectId\nattributes: {EntraObjectId: string(36)}",
        source: "FIM 2010 R2 help: SQL Server management agent"
    )

    public static let deltaView = Rule(
        "delta-view",
        law: "A delta view has the columns of MIM's view and one that says what happened; MIM's account reads both.",
        reason: "MIM's management agent reads full and delta imports from two views with the same columns.",
        wrong: "table: dbo.HRStaging\ndelta-view: dbo.vwHRDelta",
        right: "table: dbo.HRStaging\nview: dbo.vwHR\ndelta-view: dbo.vwHRDelta\nreader: CONTOSO\\svc-mimsync",
        source: "FIM 2010 R2 help: SQL Server management agent, delta view"
    )

    public static let changeWords = Rule(
        "change-words",
        law: "A change log has three different words of at most 20 characters.",
        reason: "MIM's management agent tells adds, changes and deletes apart by them; a word that it does not know is the error invalid-change-type.",
        wrong: "change-words: {modify: M, delete: M}",
        right: "change-words: {modify: M, delete: D}",
        source: "MIMDocs: maerrorcodes"
    )

    public static let deltaImport = Rule(
        "delta-import",
        law: "The ECMA host finds changes in a way that the database has.",
        reason: "Snapshots and change tracking are SQL Server's; for Db2 the connector has no delta import; a watermark is a column that the database keeps.",
        wrong: "dialect: db2\ndelta-import: watermark",
        right: "dialect: db2          # without delta-import: full imports fill the host's cache",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-genericsql"
    )

    public static let deltaSeesNoDeletes = Rule(
        "delta-sees-no-deletes", .warning,
        law: "Where rows are deleted, changes are not found by a watermark.",
        reason: "A row that is gone has no watermark: the host's cache keeps it until the next full import.",
        wrong: "on-delete: delete\ndelta-import: watermark",
        right: "on-delete: nothing\ndelta-import: watermark",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-genericsql"
    )

    public static let rowTooLarge = Rule(
        "row-too-large",
        law: "A row fits into what MySQL or MariaDB gives it: 1017 columns, 65,535 bytes, and in MariaDB half a page.",
        reason: "The server counts the longest text that each column may hold, at four bytes a character, and refuses to create the table.",
        wrong: "dialect: mysql\nattributes: {Note: string(4000), Address: string(4000), Skills: string(4000), Remarks: string(4000), Plan: string(4000)}",
        right: "dialect: mysql\nattributes: {Note: string, Address: string(1024), Skills: string, Remarks: string, Plan: string}",
        source: "MySQL 8.0 reference: limits on table column count and row size; MariaDB: row size too large"
    )

    public static let longName = Rule(
        "long-name",
        law: "A table's or column's name is as short as its database asks for.",
        reason: "63 bytes in PostgreSQL, 64 characters in MySQL and MariaDB, 128 elsewhere; a name that is cut off is another name.",
        wrong: "dialect: postgresql\nattributes: {EmployeeNumberOfTheManagerWhoApprovesTravelExpensesInTheSubsidiary: string(16)}",
        right: "dialect: postgresql\nattributes: {expense_approver: string(16)}"
    )

    public static let invisibleCharacter = Rule(
        "invisible-character", .warning,
        law: "Names of tables, columns and attributes can be seen.",
        reason: "A zero-width blank or a soft hyphen comes along when a name is copied from a document, and looks like nothing.",
        wrong: "attributes: {\"Cost\u{200B}Center\": string(64)}     # a zero-width blank in the middle",
        right: "attributes: {CostCenter: string(64)}"
    )

    static let sqlConnectorRules: [Rule] = [
        longName, invisibleCharacter, tableName, sqlAuthentication, databaseName, foldedName, reservedWord, anchorTooLong, rowTooLarge, deltaView, changeWords, deltaImport,
        deltaSeesNoDeletes,
    ]
}
