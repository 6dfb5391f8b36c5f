import Testing

@testable import Artifacts

@Suite("Text for PowerShell")
struct PowerShellWriterTests {
    /// Texts that end a string, a comment or a line in some shell, or look like something else.
    static let hostile = [
        "", "'", "''", "it's", "a'; Remove-Item C:\\ -Recurse; '", "$(whoami)", "$env:PATH", "`$x`n", "\"quoted\"", "a\nb", "a\r\nb",
        "\n", "tab\there", "null\u{0}byte", "\u{1B}[2J", "\u{2018}left\u{2019}right\u{201A}low\u{201B}turned", "\u{201C}double\u{201D}",
        "en\u{2013}dash\u{2014}", "zero\u{200B}width\u{200D}\u{FEFF}", "bidi \u{202E}txt.exe", "Müller", "東京", "e\u{301}",
        "😀 and 👩‍👩‍👧", "combining '\u{301} `\u{301} #\u{301}>", "line\u{2028}separator\u{85}", "#> <#", "@{ }", "--%", "\u{7F}", "ends with a backtick `", "^(Straße|Weg)$",
    ]

    @Test("printable ASCII stands as it is, an apostrophe twice", arguments: [
        ("Person", "'Person'"), ("", "''"), ("O'Brien", "'O''Brien'"), ("$(whoami) `n \"x\"", "'$(whoami) `n \"x\"'"),
        ("http://mim:5725", "'http://mim:5725'"),
    ])
    func plain(text: String, literal: String) {
        #expect(PowerShellWriter.literal(text) == literal)
    }

    @Test("anything else stands as its number", arguments: [
        ("a\nb", "('a' + [char]0x000A + 'b')"), ("\u{2019}", "('' + [char]0x2019)"), ("x\u{2019}\u{200B}", "('x' + [char]0x2019 + [char]0x200B)"),
        ("😀!", "('' + [char]0xD83D + [char]0xDE00 + '!')"), ("'\t'", "('''' + [char]0x0009 + '''')"),
    ])
    func numbered(text: String, literal: String) {
        #expect(PowerShellWriter.literal(text) == literal)
    }

    @Test("a literal is one line of ASCII and its value is the text", arguments: hostile)
    func roundTrip(text: String) throws {
        let literal = PowerShellWriter.literal(text)
        #expect(literal.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        let value = try #require(evaluated(literal), "not a literal: \(literal)")
        // By scalars: Swift takes é and e with an accent for equal, PowerShell does not.
        #expect(value.unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test("a comment is one line of ASCII and does not end", arguments: hostile)
    func comments(text: String) {
        let comment = PowerShellWriter.comment(text)
        #expect(comment.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        #expect(!comment.contains("#>"))
    }

    @Test("what a comment looks like", arguments: [
        ("plan contoso", "plan contoso"), ("a\r\n  b", "a   b"), ("x #> rm", "x # > rm"), ("##>>", "## >>"), ("#\n>", "# >"),
        ("O\u{2019}Brien", "O\\u{2019}Brien"), ("#\u{200B}>", "#\\u{200B}>"),
    ])
    func comment(text: String, comment: String) {
        #expect(PowerShellWriter.comment(text) == comment)
    }

    @Test("a script quotes what is put into it")
    func script() {
        let name = "O'Brien #>\n$(x)"
        let script: PowerShellScript = #"""
            # \#(comment: name)
            $name = \#(literal: name)
            "$name costs $(1 + 1)"
            """#
        #expect(script.text == """
            # O'Brien # > $(x)
            $name = ('O''Brien #>' + [char]0x000A + '$(x)')
            "$name costs $(1 + 1)"
            """)
    }

    @Test("the columns of a table are below one another")
    func table() {
        let table = PowerShellScript.table(["Name", "Key"], [["Mail", ""], ["O'Neil", "x"], ["\u{E9}", "y"]])
        #expect(table.text.split(separator: "\n") == [
            "    @{ Name = 'Mail';              Key = '' }",
            "    @{ Name = 'O''Neil';           Key = 'x' }",
            "    @{ Name = ('' + [char]0x00E9); Key = 'y' }",
        ])
    }

    /// What PowerShell makes of a literal of ours, read without the writer: strings in apostrophes and `[char]0x…`, joined by ` + `.
    private func evaluated(_ literal: String) -> String? {
        var rest = Substring(literal)
        if rest.hasPrefix("(") {
            guard rest.hasSuffix(")") else { return nil }
            rest = rest.dropFirst().dropLast()
        }
        var units: [UInt16] = []
        while true {
            if rest.hasPrefix("'") {
                rest = rest.dropFirst()
                while true {
                    guard let next = rest.popFirst() else { return nil }
                    if next == "'" {
                        guard rest.hasPrefix("'") else { break }
                        rest = rest.dropFirst()
                    }
                    units += String(next).utf16
                }
            } else if rest.hasPrefix("[char]0x") {
                // PowerShell would add up the numbers of two characters; the first operand has to be a string.
                guard literal.hasPrefix("('") else { return nil }
                rest = rest.dropFirst("[char]0x".count)
                guard rest.count >= 4, let unit = UInt16(rest.prefix(4), radix: 16) else { return nil }
                rest = rest.dropFirst(4)
                units.append(unit)
            } else {
                return nil
            }
            if rest.isEmpty { return String(decoding: units, as: UTF16.self) }
            guard rest.hasPrefix(" + ") else { return nil }
            rest = rest.dropFirst(3)
        }
    }
}
