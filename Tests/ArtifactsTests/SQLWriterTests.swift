import Testing

@testable import Artifacts

/// Names and texts that try to leave their quotes.
private let hostile = [
    "; DROP TABLE x;--", "]]", "]", "a]b", "\"", "\"\"", "'", "it's", "''", "][", "*/", "/*", "--", "line\nbreak", "carriage\r\nreturn\rGO\nGO\n",
    "back\\", "back\\\nslash", "\\\r\n", "$(variable)", "$entrain$", "$entrain1$", "tab\tstop", "%s %d", "😀", "]\u{301}", "'\u{301}", "\"\u{301}",
    "\u{2028}", "\u{85}", "ʼ’“”", "select", "user", "order", " ", "N'", "E'", String(repeating: "x", count: 128),
]

struct DialectTests {
    @Test(arguments: hostile)
    func `a quoted name is read back as it was`(_ name: String) throws {
        for (dialect, open, close) in [(Dialect.sqlServer, "[", "]"), (.postgresql, "\"", "\"")] as [(Dialect, Unicode.Scalar, Unicode.Scalar)] {
            let read = try #require(unquoted(dialect.identifier(name), open: open, close: close))
            #expect(read == Array(name.unicodeScalars), "\(dialect)")
        }
    }

    @Test(arguments: hostile)
    func `a quoted text is read back as it was`(_ text: String) throws {
        let postgres = try #require(unquoted(Dialect.postgresql.string(text), open: "'", close: "'"))
        #expect(postgres == Array(text.unicodeScalars))

        let sum = Dialect.sqlServer.string(text)
        #expect(try valueOfSum(sum) == Array(text.unicodeScalars))
        #expect(!sum.contains("$(") && !sum.contains("\\\n") && !sum.contains("\\\r"))
    }

    /// Names and texts of the dialects that came later, each by its own rules.
    @Test(arguments: hostile)
    func `a name of MySQL, Oracle or Db2 is read back, or has marks where it can't be held`(_ name: String) throws {
        func marked(_ isHeld: (Unicode.Scalar) -> Bool) -> [Unicode.Scalar] { name.unicodeScalars.map { isHeld($0) ? $0 : "\u{FFFD}" } }
        let isPlain: (Unicode.Scalar) -> Bool = { $0.properties.generalCategory != .control }
        #expect(try #require(unquoted(Dialect.mysql.identifier(name), open: "`", close: "`")) == marked { $0.value <= 0xFFFF })
        #expect(try #require(unquoted(Dialect.db2.identifier(name), open: "\"", close: "\"")) == marked(isPlain))
        let oracle = try #require(unquoted(Dialect.oracle.identifier(name), open: "\"", close: "\""))
        #expect(oracle == marked { isPlain($0) && $0 != "\"" })
        #expect(!Dialect.oracle.identifier(name).unicodeScalars.dropFirst().dropLast().contains("\""))
    }

    @Test(arguments: hostile)
    func `a text of MySQL, Oracle or Db2 is read back as it was`(_ text: String) throws {
        #expect(try #require(unquoted(Dialect.mysql.string(text), open: "'", close: "'")) == Array(text.unicodeScalars))
        for dialect in [Dialect.oracle, .db2] {
            let sum = dialect.string(text)
            #expect(try valueOfConcatenation(sum) == Array(text.unicodeScalars), "\(dialect)")
            // No command line gets to see a line of the text.
            #expect(!sum.unicodeScalars.contains { $0 == "\n" || $0 == "\r" })
        }
    }

    @Test func `a comment ends in nothing that a command line obeys`() {
        for end in [";", "@", "/", "-", "\\", "@  "] { #expect(Dialect.comment("text \(end)").hasSuffix(" .")) }
        #expect(Dialect.comment("text") == "text")
    }

    @Test func `Db2 keeps notes of 254 bytes`() {
        #expect(Dialect.db2.note(String(repeating: "ä", count: 200)).utf8.count <= 254 + 2)
        #expect(Dialect.db2.note("it's") == "'it''s'")
        #expect(Dialect.oracle.note(String(repeating: "x", count: 300)).utf8.count == 302)
    }

    @Test func `SQL*Plus asks for no value`() {
        let script = SQLWriter.script([.comment(["R&D"]), .settings], in: .oracle)
        #expect(script.hasPrefix("SET DEFINE OFF\n-- R&D\n"))
    }

    @Test func `what no script can hold is replaced, never dropped`() {
        #expect(Dialect.sqlServer.identifier("a\0b") == "[a\u{FFFD}b]")
        #expect(Dialect.postgresql.identifier("a\0b") == "\"a\u{FFFD}b\"")
        #expect(Dialect.sqlServer.string("\0") == "N'\u{FFFD}'")
        #expect(Dialect.sqlServer.identifier("") == "[\u{FFFD}]")
    }

    @Test(arguments: hostile)
    func `a comment stays on its line`(_ text: String) {
        let comment = Dialect.comment(text)
        #expect(!comment.unicodeScalars.contains { ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains($0) })
        #expect(!comment.contains("$("))
    }

    @Test func `dollar quotes avoid what they hold`() {
        #expect(Dialect.dollarQuoted("BEGIN END\n") == "$entrain$\nBEGIN END\n$entrain$")
        #expect(Dialect.dollarQuoted("\"$entrain$\" \"$entrain1$\"\n").hasPrefix("$entrain2$\n"))
    }

    @Test func `long names are cut to what the dialect holds, and stay apart`() {
        let long = String(repeating: "ä", count: 140)
        #expect(Dialect.sqlServer.fitted(String(repeating: "x", count: 128)).utf16.count == 128)
        #expect(Dialect.sqlServer.fitted(long).utf16.count == 128)
        #expect(Dialect.postgresql.fitted(long).utf8.count <= 63)
        #expect(Dialect.sqlServer.fitted(String(repeating: "😀", count: 65)).utf16.count <= 128)
        #expect(Dialect.postgresql.fitted(long + "1") != Dialect.postgresql.fitted(long + "2"))
        #expect(Dialect.postgresql.fitted(String(repeating: "x", count: 64)) == String(repeating: "x", count: 54) + "_d19b1ac5")
    }

    /// What stands between the quotes, or nil where the text ends too early or too late.
    private func unquoted(_ text: String, open: Unicode.Scalar, close: Unicode.Scalar) -> [Unicode.Scalar]? {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count >= 3, scalars.first == open, scalars.last == close else { return nil }
        var result: [Unicode.Scalar] = []
        var index = 1
        while index < scalars.count - 1 {
            if scalars[index] == close {
                guard index + 1 < scalars.count - 1, scalars[index + 1] == close else { return nil }
                index += 1
            }
            result.append(scalars[index])
            index += 1
        }
        return result
    }

    /// The value of `'…' || CHR(10) || '…'`.
    private func valueOfConcatenation(_ text: String) throws -> [Unicode.Scalar] {
        var rest = Array(text.unicodeScalars)[...]
        var value: [Unicode.Scalar] = []
        while true {
            if rest.starts(with: "CHR(".unicodeScalars) {
                let digits = rest.dropFirst(4).prefix { $0 != ")" }
                let code = try #require(UInt32(String(String.UnicodeScalarView(digits))))
                value.append(try #require(Unicode.Scalar(code)))
                rest = rest.dropFirst(5 + digits.count)
            } else {
                try #require(rest.popFirst() == "'")
                while let scalar = rest.popFirst() {
                    if scalar == "'" {
                        guard rest.first == "'" else { break }
                        rest = rest.dropFirst()
                    }
                    value.append(scalar)
                }
            }
            if rest.isEmpty { return value }
            try #require(rest.starts(with: " || ".unicodeScalars))
            rest = rest.dropFirst(4)
        }
    }

    /// The value of `N'…' + N'…'`.
    private func valueOfSum(_ text: String) throws -> [Unicode.Scalar] {
        var rest = Array(text.unicodeScalars)[...]
        var value: [Unicode.Scalar] = []
        while true {
            try #require(rest.starts(with: "N'".unicodeScalars))
            rest = rest.dropFirst(2)
            while let scalar = rest.popFirst() {
                if scalar == "'" {
                    guard rest.first == "'" else { break }
                    rest = rest.dropFirst()
                }
                value.append(scalar)
            }
            if rest.isEmpty { return value }
            try #require(rest.starts(with: " + ".unicodeScalars))
            rest = rest.dropFirst(3)
        }
    }
}

struct SQLNameTests {
    @Test func `the first dot parts schema and name`() {
        #expect(SQLName("dbo.HRStaging", in: .postgresql) == SQLName(schema: "dbo", name: "HRStaging"))
        #expect(SQLName("HRStaging", in: .sqlServer) == SQLName(schema: "dbo", name: "HRStaging"))
        #expect(SQLName("HRStaging", in: .postgresql) == SQLName(schema: "public", name: "HRStaging"))
        #expect(SQLName("a.b.c", in: .sqlServer) == SQLName(schema: "a", name: "b.c"))
        #expect(SQLName(".x", in: .sqlServer) == SQLName(schema: "dbo", name: ".x"))
        #expect(SQLName("x.", in: .sqlServer) == SQLName(schema: "dbo", name: "x."))
    }
}

struct SQLWriterTests {
    private let table = SQLTable(
        name: SQLName(schema: "dbo", name: "T]\"able"),
        columns: [
            SQLColumn(name: "Id", type: .text(36), isNullable: false),
            SQLColumn(name: "Is it's]\"", type: .boolean, isNullable: false, defaultValue: .no),
            SQLColumn(name: "ModifiedUtc", type: .instant(decimals: 3), isNullable: false, defaultValue: .now, isHousekeeping: true),
        ],
        key: "Id")

    @Test func `a table in T-SQL`() {
        #expect(SQLWriter.script([.createTable(table)], in: .sqlServer) == """
            IF OBJECT_ID(N'[dbo].[T]]"able]', N'U') IS NULL
            CREATE TABLE [dbo].[T]]"able] (
                [Id] nvarchar(36) NOT NULL,
                [Is it's]]"] bit NOT NULL CONSTRAINT [DF_T]]"able_Is it's]]"] DEFAULT (0),
                [ModifiedUtc] datetime2(3) NOT NULL CONSTRAINT [DF_T]]"able_ModifiedUtc] DEFAULT (sysutcdatetime()),
                CONSTRAINT [PK_T]]"able] PRIMARY KEY CLUSTERED ([Id])
            );
            GO

            """)
    }

    @Test func `a table in PostgreSQL`() {
        #expect(SQLWriter.script([.createTable(table)], in: .postgresql) == #"""
            CREATE TABLE IF NOT EXISTS "dbo"."T]""able" (
                "Id" varchar(36) NOT NULL,
                "Is it's]""" boolean NOT NULL DEFAULT false,
                "ModifiedUtc" timestamp(3) NOT NULL DEFAULT (now() AT TIME ZONE 'utc'),
                CONSTRAINT "PK_T]""able" PRIMARY KEY ("Id")
            );

            """#)
    }

    @Test func `a schema is quoted twice where it is made by a batch of text`() {
        #expect(SQLWriter.script([.createSchema("a]'b")], in: .sqlServer) == """
            IF SCHEMA_ID(N'a]''b') IS NULL
                EXEC (N'CREATE SCHEMA [a]]''b]');
            GO

            """)
    }

    @Test func `rights for a Windows account`() {
        let grant = SQLStatement.grant([.select, .insert], on: table.name, to: "DOM\\it's]")
        #expect(SQLWriter.script([grant], in: .sqlServer) == """
            IF DATABASE_PRINCIPAL_ID(N'DOM\\it''s]') IS NULL AND SUSER_ID(N'DOM\\it''s]') IS NOT NULL
                CREATE USER [DOM\\it's]]] FOR LOGIN [DOM\\it's]]];
            IF DATABASE_PRINCIPAL_ID(N'DOM\\it''s]') IS NULL
                PRINT N'The login [DOM\\it''s]]] does not exist: create it, then run this script again.';
            ELSE
                GRANT SELECT, INSERT ON OBJECT::[dbo].[T]]"able] TO [DOM\\it's]]];
            GO

            """)
        #expect(SQLWriter.script([grant], in: .postgresql) == """
            DO $entrain$
            BEGIN
                IF EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'DOM\\it''s]') THEN
                    GRANT USAGE ON SCHEMA "dbo" TO "DOM\\it's]";
                    GRANT SELECT, INSERT ON TABLE "dbo"."T]""able" TO "DOM\\it's]";
                ELSE
                    RAISE NOTICE '%', 'The role "DOM\\it''s]" does not exist: create it, then run this script again.';
                END IF;
            END
            $entrain$;

            """)
    }

    @Test func `a comment stays with its statement, statements are parted`() {
        let script = SQLWriter.script(
            [.comment(["one", "", "two\nGO"]), .countRows(table.name), .comment(["three"]), .countRows(table.name)], in: .postgresql)
        #expect(script == """
            -- one
            --
            -- two GO
            SELECT count(*) AS rows FROM "dbo"."T]""able";

            -- three
            SELECT count(*) AS rows FROM "dbo"."T]""able";

            """)
    }

    @Test(arguments: [
        (SQLType.text(64), "nvarchar(64)", "varchar(64)"), (.text(nil), "nvarchar(max)", "text"), (.integer, "bigint", "bigint"),
        (.boolean, "bit", "boolean"), (.day, "date", "date"), (.instant(decimals: 0), "datetime2(0)", "timestamp(0)"),
    ])
    func `types`(_ type: SQLType, _ sqlServer: String, _ postgresql: String) {
        #expect(type.spelled(in: .sqlServer) == sqlServer)
        #expect(type.spelled(in: .postgresql) == postgresql)
    }

    @Test func `long texts have no length, and keys a short one`() {
        #expect(SQLType(.init(.string(maxLength: 4_000))) == .text(4_000))
        #expect(SQLType(.init(.string(maxLength: 4_001))) == .text(nil))
        #expect(SQLType(.text).asKey == .text(450))
        #expect(SQLType(.init(.string(maxLength: 36))).asKey == .text(36))
    }
}
