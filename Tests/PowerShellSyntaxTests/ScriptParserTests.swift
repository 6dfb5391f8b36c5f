import Diagnostics
import Testing

@testable import PowerShellSyntax

@Suite("Reading PowerShell")
struct ScriptParserTests {
    private func tree(_ text: String) -> ScriptTree {
        ScriptParser.parse(Array(text.utf8), file: FileID(index: 0))
    }

    private func commands(_ text: String) -> [String] {
        tree(text).body.commands().map { $0.name ?? "?" }
    }

    private func problem(_ text: String) -> ScriptError.Problem? { tree(text).errors.first?.problem }

    @Test("what PowerShell takes is taken", arguments: [
        "", "\u{FEFF}param()", "# only a comment", "<# a #> Get-Item", "$x = @'\nit's\n'@", "$x = @\"\n$(Get-Date) \"quoted\"\n\"@\n$y",
        "'it''s' + \"a \"\"b\"\"\"", "\"$($x['a'])\"", "\"$($x -replace '\"', \"(\")\"", "Get-Item C:\\(x)", "Write-Host [x", "Write-Host a#b",
        "if ($a) { 'b' }\nelseif ($c) { 'd' }\nelse\n{\n}", "try { a }\ncatch [System.Exception], [A.B] { b }\nfinally { c }",
        "switch -Regex ($x) { '^a' { 1 } default { 2 } }", "foreach ($a in Get-Item x) { $a }", "for ($i = 0; $i -lt 3; $i++) { }",
        "do { $x } while ($true)", "& { 'x' } | Out-Null", ". .\\other.ps1", "$a.b[0].c($d, 'e').f", "[int]::Parse('1')", "$x::Create(1)",
        "@{ a = 1; 'b' = @(1, 2); c = if ($x) { 1 } else { 2 } }", "$a = 1,\n2", "Get-Item |\nOut-Null", "Get-Item `\n-Path x", "function f($a, [int] $b = 2) { }",
        "[CmdletBinding()] param([Parameter(Mandatory)] [string] $x)", "class A { [int] $B\n static [void] C() { } }", "enum E { A; B }",
        "git log --% --format=\"%h", "$x = \u{201C}curly\u{201D}", "Get-Item \u{2013}Path x", "\"a`\"b\"", "$h.'key with blanks'", "$($x).y", "$x ? 1 : 2",
        "1..3 | % { $_ }", "Get-Item 2>&1 > $null", ":outer foreach ($x in 1) { break outer }", "using namespace System.Text\nparam($x)",
        "${a b} = 1", "@(\n'a'\n'b'\n)", "$a[-1]", "throw \"x: $($_.Exception.Message)\"", "-not $x", "!$x", ", $list", "return\n", "{ } ",
    ])
    func valid(text: String) {
        #expect(tree(text).errors == [])
    }

    @Test("what PowerShell refuses is refused, at its place", arguments: [
        ("if ($a) {\n'b'", ScriptError.Problem.notClosed("{", by: nil), Int32(8)), ("foo (a}", .notClosed("(", by: "}"), 4),
        ("$x = [int", .notClosed("[", by: nil), 5), ("}", .nothingToClose("}"), 0), ("$x = 'abc", .unterminatedString, 5),
        ("$x = \u{2018}abc\"", .unterminatedString, 5), ("@'\nx\n '@", .unterminatedHereString, 0), ("<# x", .unterminatedComment, 0),
        ("\"$(a", .notClosed("(", by: nil), 2), ("@{ a = (1 }", .notClosed("(", by: "}"), 7), ("a { ) }", .notClosed("{", by: ")"), 2),
    ])
    func invalid(text: String, problem: ScriptError.Problem, offset: Int32) {
        let error = tree(text).errors.first
        #expect(error?.problem == problem)
        #expect(error?.span.start == offset)
    }

    @Test("commands are told from expressions, keywords, keys and labels")
    func names() {
        #expect(commands("Get-Item x; $a = Get-Date | Out-Null; if (Test-Path x) { Remove-Item x }") == ["Get-Item", "Get-Date", "Out-Null", "Test-Path", "Remove-Item"])
        #expect(commands("@{ Name = 'x'; Type = Get-Kind }") == ["Get-Kind"])
        #expect(commands("switch ($x) { Boolean { Get-A } default { Get-B } }") == ["Get-A", "Get-B"])
        #expect(commands("\"a $(Get-C) b\"") == ["Get-C"])
        #expect(commands("return Get-D; throw 'x'") == ["Get-D"])
        #expect(commands("foreach ($x in Get-E) { ForEach-Object { Get-F } }") == ["Get-E", "ForEach-Object", "Get-F"])
        #expect(commands("& $operation; & 'Get-G'; . ./x.ps1") == ["?", "Get-G", "./x.ps1"])
        #expect(commands("[A.B]::Create($x, (Get-H))") == ["Get-H"])
        #expect(commands("enum E { Get; Set }\nclass C { [int] $Size }") == [])
    }

    @Test("arguments are words, parameters, strings and values")
    func arguments() throws {
        let command = try #require(tree("Set-Thing -Name:'x' -Force a$b.txt 'it''s' C:\\d $e.f(1) @splat -1").body.commands().first)
        let kinds = command.arguments.map { element -> String in
            switch element.kind {
            case .parameter(let name): "-\(name)"
            case .word(let word): word
            case .string(let literal): literal.value.map { "'\($0)'" } ?? "\"…\""
            case .variable(let name): "$\(name)"
            case .member(let name): ".\(name)"
            case .call: "()"
            case .splat(let name): "@\(name)"
            default: "?"
            }
        }
        #expect(kinds == ["-Name", "'x'", "-Force", "\"…\"", "'it's'", "C:\\d", "$e", ".f", "()", "@splat", "-1"])
    }

    @Test("the parameters of a script, with aliases and attributes")
    func parameters() throws {
        let script = tree("""
            <# help #>
            [CmdletBinding()]
            param(
                # why
                [System.Collections.ObjectModel.KeyedCollection[string, A.B]]
                $ConfigParameters,
                [Parameter(Mandatory = $true)] [Alias('PSCredential', 'Cred')] [pscredential] $Credential,
                [string] $Folder = (Join-Path a b)
            )
            """)
        let block = try #require(script.body.parameterBlock)
        #expect(script.errors == [])
        #expect(block.attributes.map(\.name) == ["CmdletBinding"])
        #expect(block.parameters.map(\.name) == ["ConfigParameters", "Credential", "Folder"])
        #expect(block.parameters.map(\.aliases) == [[], ["PSCredential", "Cred"], []])
        #expect(block.parameters.map(\.isMandatory) == [false, true, false])
        #expect(block.parameters.map(\.hasDefault) == [false, false, true])
    }

    @Test("functions, their parameters and places")
    func functions() {
        let text = "function Get-A { param($x) }\nfunction Get-B($y, $z) { function Get-C { } }"
        let functions = tree(text).body.functions
        #expect(functions.map(\.name) == ["Get-A", "Get-B", "Get-C"])
        #expect(functions.map { $0.parameters.map(\.name) } == [["x"], ["y", "z"], []])
        #expect(functions[0].nameSpan == Span(file: FileID(index: 0), start: 9, end: 14))
    }

    @Test("strings are read", arguments: [
        ("'it''s'", "it's"), ("'a\u{2019}\u{2019}b'", "a\u{2019}b"), ("\"a`nb`\"c\"", "a\nb\"c"), ("@'\na\n'b'\n'@", "a\n'b'"), ("\"x\"\"y\"", "x\"y"),
        ("\u{201C}q\u{201D}", "q"), ("\"100$\"", "100$"),
    ])
    func strings(text: String, value: String) {
        #expect(tree(text).body.statements.first?.elements.first?.stringValue == value)
    }

    @Test("a string that expands has no value of its own")
    func expandable() {
        for text in ["\"$x\"", "\"a$(1)b\"", "\"${y}\"", "@\"\n$z\n\"@"] {
            guard case .string(let literal)? = tree(text).body.statements.first?.elements.first?.kind else {
                Issue.record("no string: \(text)")
                continue
            }
            #expect(literal.value == nil)
            #expect(literal.parts.count == 1)
        }
    }

    @Test("a place counts bytes, whatever stands before it")
    func places() {
        let error = tree("'Müller 東京 😀' }").errors.first
        #expect(error?.span.start == Int32("'Müller 東京 😀' ".utf8.count))
    }

    @Test("deep nesting ends with a finding")
    func deep() {
        let text = String(repeating: "(", count: 10_000)
        #expect(tree(text).errors.contains { $0.problem == .tooDeep })
        #expect(!tree(String(repeating: "@{a=", count: 10_000)).errors.isEmpty)
        #expect(!tree(String(repeating: "\"$(", count: 10_000)).errors.isEmpty)
    }

    @Test("whatever stands in a file, reading it ends")
    func arbitrary() {
        var state: UInt64 = 42
        let pieces = ["(", ")", "{", "}", "[", "]", "'", "\"", "@", "$", "a", "-", ".", ":", "=", ",", "|", "\n", " ", "`", "#", "<", ">", "if", "function ", "param(", "switch", "\u{2019}"]
        for _ in 0..<2_000 {
            var text = ""
            for _ in 0..<30 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += pieces[Int(state >> 33) % pieces.count]
            }
            _ = tree(text)
        }
    }
}
