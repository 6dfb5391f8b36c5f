import Analysis
import Plan
import Testing

@testable import Artifacts

struct FileDSNTests {
    private func usual(_ dialect: SQLDialect) -> CheckedConnector.ODBCTarget { .init(driver: dialect.usualDriver) }

    @Test func `SQL Server with a Windows account`() {
        let dsn = FileDSN(dialect: .sqlServer, server: "sql01.contoso.com", database: "IdentityStaging", usesWindowsAccount: true, odbc: usual(.sqlServer))
        #expect(dsn.text == """
            [ODBC]\r
            DRIVER=ODBC Driver 18 for SQL Server\r
            SERVER=sql01.contoso.com\r
            DATABASE=IdentityStaging\r
            Encrypt=yes\r
            Trusted_Connection=Yes\r
            APP=Entrain ECMA host\r

            """)
    }

    @Test func `no word of trust for an account of the database`() {
        let dsn = FileDSN(dialect: .sqlServer, server: "sql01", database: "d", usesWindowsAccount: false, odbc: usual(.sqlServer))
        #expect(!dsn.text.contains("Trusted_Connection"))
    }

    @Test func `PostgreSQL`() {
        let dsn = FileDSN(dialect: .postgresql, server: "pg01.contoso.com", database: "staging", usesWindowsAccount: false, odbc: usual(.postgresql))
        #expect(dsn.text == """
            [ODBC]\r
            DRIVER=PostgreSQL Unicode(x64)\r
            Servername=pg01.contoso.com\r
            Port=5432\r
            Database=staging\r
            SSLmode=require\r
            ReadOnly=0\r
            BoolsAsChar=0\r

            """)
    }

    @Test(arguments: SQLDialect.allCases)
    func `one section, each keyword once, no secret, plain ASCII`(_ dialect: SQLDialect) {
        let hostile = "x\r\nPWD=secret\r\n[ODBC]\nDSN=other;PWD=é😀\0}{"
        let dsn = FileDSN(dialect: dialect, server: hostile, database: hostile, usesWindowsAccount: true, odbc: usual(dialect)).text
        #expect(dsn.utf8.allSatisfy { $0 == 13 || $0 == 10 || (32..<127).contains($0) })
        #expect(dsn.utf8.filter { $0 == 10 }.count == dsn.utf8.filter { $0 == 13 }.count)

        let lines = dsn.unicodeScalars.split(separator: "\n").map { String($0.dropLast()) }
        #expect(lines.first == "[ODBC]")
        #expect(lines.dropFirst().allSatisfy { !$0.hasPrefix("[") })
        let keywords = lines.dropFirst().map { line in String(line.prefix { $0 != "=" }).uppercased() }
        #expect(keywords.first == "DRIVER")
        #expect(Set(keywords).count == keywords.count)
        #expect(Set(keywords).isDisjoint(with: ["PWD", "PASSWORD", "UID", "DSN", "FILEDSN"]))
    }

    @Test(arguments: [
        ("sql01.contoso.com", "sql01.contoso.com"), ("sql01\\MIM", "sql01\\MIM"), ("it's", "it's"), ("tcp:sql01,1433", "{tcp:sql01,1433}"),
        ("a;PWD=b", "{a;PWD=b}"), ("a}b", "{a}}b}"), ("}", "{}}}"), ("a\r\nb", "a__b"), ("a\0b", "a_b"), ("Straße", "Stra_e"), ("😀", "_"),
        ("}\u{301}", "{}}_}"), (" x ", "{ x }"), ("'x'", "{'x'}"), ("\"x\"", "{\"x\"}"), ("[ODBC]", "{[ODBC]}"), ("", ""),
    ])
    func `a value of a plan`(_ value: String, _ written: String) {
        #expect(FileDSN.quoted(value) == written)
    }

    @Test func `what the plan says of driver, port and encryption`() {
        let odbc = CheckedConnector.ODBCTarget(driver: "ODBC Driver 17 for SQL Server", port: 14330, encrypt: "no", trustsServerCertificate: true)
        let dsn = FileDSN(dialect: .sqlServer, server: "sql01", database: "d", usesWindowsAccount: false, odbc: odbc)
        #expect(dsn.text == """
            [ODBC]\r
            DRIVER=ODBC Driver 17 for SQL Server\r
            SERVER={tcp:sql01,14330}\r
            DATABASE=d\r
            Encrypt=no\r
            TrustServerCertificate=yes\r
            APP=Entrain ECMA host\r

            """)
    }

    @Test func `MariaDB's driver has words of its own, and a strange name stays one value`() {
        let mariaDB = FileDSN(
            dialect: .mariadb, server: "s", database: "d", usesWindowsAccount: false, odbc: .init(driver: "MariaDB ODBC 3.2 Driver"))
        #expect(mariaDB.entries.contains { $0.keyword == "ForceTls" } && !mariaDB.entries.contains { $0.keyword == "NO_SSPS" })
        let odd = FileDSN(dialect: .oracle, server: "s", database: "d", usesWindowsAccount: false, odbc: .init(driver: "Oracle in x;PWD=y"))
        #expect(odd.text.contains("DRIVER={Oracle in x;PWD=y}\r\n"))
    }
}
