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

    public static let dialectNotGenerated = Rule(
        "dialect-not-generated", .warning,
        law: "Scripts of a staging table are written for SQL Server and PostgreSQL.",
        reason: "For the other databases the settings sheet lists the columns.",
        wrong: "dialect: oracle",
        right: "dialect: postgresql"
    )

    static let sqlConnectorRules: [Rule] = [
        tableName, sqlAuthentication, dialectNotGenerated,
    ]
}
