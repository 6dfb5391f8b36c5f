import Testing

@testable import Artifacts

@Suite("Text for Markdown")
struct MarkdownTests {
    static let hostile = PowerShellWriterTests.hostile + [
        "a | b", "\\| c", "\\\\|", "```", "`code`", "| --- |", "<script>", "[x](javascript:y)", "![x](y)", "# heading", "- item", "1. item",
        "&lt;", "*b* _i_ ~~s~~", "<!-- x", "C:\\", "\\", "x\\", "`", "``|``", " padded ", "   ", "> quotation", "===", "---", "www.example.com", "http://x|y", "https://a\\|b", "`https://a`|`",
    ]

    @Test("running text has no meaning to Markdown", arguments: [
        ("plain text, with commas; and (brackets)", "plain text, with commas; and (brackets)"),
        ("a|b", "a\\|b"), ("C:\\x", "C:\\\\x"), ("`x`", "\\`x\\`"), ("<b>&amp;", "&lt;b>&amp;amp;"), ("*_~", "\\*\\_\\~"),
        ("[x](y)", "\\[x\\](y)"), ("# x", "\\# x"), ("x # y", "x # y"), ("- x", "\\- x"), ("+ x", "\\+ x"), ("> x", "\\> x"),
        ("1. x", "1\\. x"), ("12) x", "12\\) x"), ("1.5 of 2", "1\\.5 of 2"), ("about 1. x", "about 1. x"), ("===", "\\==="),
        ("  two\r\n lines\t", "two lines"), ("", ""), (" \n ", ""),
        ("http://evil", "`http://evil`"), ("www.evil.com", "www\\.evil.com"), ("ftp://x", "ftp\\://x"), ("xhttp://y", "xhttp\\://y"),
        ("see https://a.com/b_c*d?e=f&g.", "see `https://a.com/b_c`\\*d?e=f&amp;g."), ("(http://a.com/x).", "(`http://a.com/x`)."),
        ("http://a`b|c", "`http://a`\\`b\\|c"), ("`http://a`", "\\``http://a`\\`"), ("http://", "http\\://"), ("https://...", "https\\://..."),
        ("x\u{202E}y", "x\u{FFFD}y"),
    ])
    func text(text: String, markdown: String) {
        #expect(Markdown.text(text) == markdown)
    }

    @Test("a cell starts no block, so its start needs no backslash", arguments: [
        ("-dn-", "-dn-"), ("1.3.6", "1.3.6"), ("# x", "# x"), ("a|b", "a\\|b"), ("a\nb", "a b"), ("ServiceAddress_Global", "ServiceAddress\\_Global"),
    ])
    func cell(text: String, markdown: String) {
        #expect(Markdown.cell(text) == markdown)
    }

    @Test("code has a fence that is longer than any in it", arguments: [
        ("Person", "`Person`"), ("a`b", "``a`b``"), ("`x", "`` `x ``"), ("x``", "``` x`` ```"), ("a\nb", "`a b`"), (" x ", "`  x  `"),
        (" ", "` `"), ("a|b", "`a|b`"), ("C:\\x", "`C:\\x`"), ("", ""), ("<b>", "`<b>`"),
        // In a table this could not be told from a pipe of its own.
        ("a\\|b", "a\\\\\\|b"),
    ])
    func code(text: String, markdown: String) {
        #expect(Markdown.code(text) == markdown)
    }

    @Test("a table has as many cells in each row as its head", arguments: hostile)
    func table(text: String) {
        let table = Markdown.table(
            header: ["Field", "Value", "Note"], rows: [[Markdown.cell(text), Markdown.code(text)], [Markdown.cell(text), "x", "y"]])
        let lines = table.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 5)
        for line in lines.dropLast() {
            #expect(openPipes(in: line) == 4, "\(line)")
            #expect(line.hasPrefix("|") && line.hasSuffix("|"))
        }
    }

    @Test("short rows are filled, cells are not padded")
    func shape() {
        #expect(Markdown.table(header: ["A", "B"], rows: [["1"], ["long value", "2"]]) == """
            | A | B |
            | --- | --- |
            | 1 |  |
            | long value | 2 |

            """)
    }

    @Test("a sentence shows its names as code")
    func prose() {
        let account = "CONTOSO\\svc|x"
        let sentence: Prose = "1. The account \(code: account) of \("Müller & Co") may \(code: "read") it."
        #expect(Markdown.text(sentence) == "1\\. The account `CONTOSO\\svc|x` of Müller &amp; Co may `read` it.")
        #expect(sentence.plain == "1. The account CONTOSO\\svc|x of Müller & Co may read it.")
    }

    /// Pipes that end a cell, as GitHub's parser counts them: not those behind an odd number of backslashes.
    private func openPipes(in line: Substring) -> Int {
        var count = 0
        var backslashes = 0
        for scalar in line.unicodeScalars {
            if scalar == "|", backslashes % 2 == 0 { count += 1 }
            backslashes = scalar == "\\" ? backslashes + 1 : 0
        }
        return count
    }
}
