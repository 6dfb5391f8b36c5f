extension Rule {
    public static let odbcDriver = Rule(
        "odbc-driver",
        law: "The ODBC driver belongs to the database, and its keywords to the driver.",
        reason: "The driver manager finds a driver by its exact name, and the host wants the 64-bit one.",
        wrong: "dialect: sql-server\ndriver: PostgreSQL Unicode(x64)",
        right: "dialect: sql-server\ndriver: ODBC Driver 18 for SQL Server",
        source: "sql-docs: DSN and connection string keywords; the vendors' driver pages"
    )
    public static let retiredDriver = Rule(
        "retired-driver", .warning,
        law: "A connector to SQL Server uses ODBC Driver 17 or 18.",
        reason: "The Native Client and the driver called `SQL Server` are retired.",
        wrong: "driver: SQL Server Native Client 11.0",
        right: "driver: ODBC Driver 18 for SQL Server",
        source: "sql-docs: SQL Server Native Client is retired"
    )
    public static let unprotectedConnection = Rule(
        "unprotected-connection", .warning,
        law: "The connection to the database is encrypted, and the server's certificate is checked.",
        reason: "Names, numbers and employment of everyone travel on it.",
        wrong: "encrypt: no",
        right: "encrypt: yes",
        source: "sql-docs: DSN and connection string keywords"
    )
    public static let untrustedCertificate = Rule(
        "untrusted-certificate", .warning,
        law: "With ODBC Driver 18 the database server has a certificate that the agent's server trusts.",
        reason: "Driver 18 encrypts by default and checks the certificate; the connection fails otherwise.",
        wrong: "server-certificate: self-signed",
        right: "server-certificate: authority",
        source: "sql-docs: DSN and connection string keywords"
    )
    public static let azureSQLAuthentication = Rule(
        "azure-sql-authentication",
        law: "A connector to Azure SQL signs in with a SQL login.",
        reason: "Windows authentication needs a server in the domain.",
        wrong: "server: staging.database.windows.net\nuser: CORP\\svc-ecma",
        right: "server: staging.database.windows.net\nuser: svc_ecma\npassword: {secret: ECMA_SQL_PASSWORD}"
    )
    public static let oracleClient = Rule(
        "oracle-client",
        law: "Oracle's client on the agent's server is no older than the server's family asks for.",
        reason: "Instant Client 12.2 speaks to 12c, 18 or later to 18c and newer.",
        wrong: "server-version: 19c\nclient-version: 12.2",
        right: "server-version: 19c\nclient-version: 19.21",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-genericsql"
    )
    public static let untestedDatabase = Rule(
        "untested-database", .warning,
        law: "The database is on Entra's list.",
        reason: "SQL Server and Azure SQL, Db2 9, 10 and 11.5, Oracle 10g to 18c, MySQL 5 and 8, and PostgreSQL are.",
        wrong: "dialect: db2\nserver-version: 11.1",
        right: "dialect: db2\nserver-version: 11.5",
        source: "entra-docs: app-provisioning-sql"
    )
    public static let tooNewForMIM = Rule(
        "too-new-for-mim", .warning,
        law: "A staging table that MIM's SQL Server agent reads is on SQL Server 2017 or older.",
        reason: "Newer servers and Azure SQL are not supported for that agent; Generic SQL reads them.",
        wrong: "server-version: 2022\n# redirects: {legacy.hr-system: hr-staging}",
        right: "server-version: 2017",
        source: "MIMDocs: supported-management-agents"
    )

    static let odbcRules: [Rule] = [
        odbcDriver, retiredDriver, unprotectedConnection, untrustedCertificate, azureSQLAuthentication, oracleClient, untestedDatabase,
        tooNewForMIM,
    ]
}
