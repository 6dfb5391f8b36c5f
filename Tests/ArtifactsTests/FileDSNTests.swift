import Plan
import Testing

@testable import Artifacts

struct FileDSNTests {
    @Test func `SQL Server with a Windows account`() {
        let dsn = FileDSN(dialect: .sqlServer, server: "sql01.contoso.com", database: "IdentityStaging", usesWindowsAccount: true)
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
        let dsn = FileDSN(dialect: .sqlServer, server: "sql01", database: "d", usesWindowsAccount: false)
        #expect(!dsn.text.contains("Trusted_Connection"))
    }

    @Test func `PostgreSQL`() {
        let dsn = FileDSN(dialect: .postgresql, server: "pg01.contoso.com", database: "staging", usesWindowsAccount: false)
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
        let dsn = FileDSN(dialect: dialect, server: hostile, database: hostile, usesWindowsAccount: true).text
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
}
