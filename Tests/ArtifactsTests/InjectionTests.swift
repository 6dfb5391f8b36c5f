import Diagnostics
import Foundation
import JSON
import LDAP
import PowerShellSyntax
import Simulation
import Testing
import TestSupport

@testable import Artifacts

/// Hostile texts through every writer and back out of the language's own reader: the value that comes out is the value that went in.
///
/// `docs/security.md` says which reader stands for which language.
@Suite("Injection: what a reader of each language makes of hostile texts")
struct InjectionTests {
    /// What ends, escapes, splits or begins something in one language or another. Marks with an accent behind them are there because to Swift
    /// they are other characters, and to no reader of what is generated.
    static let hostile: [String] = [
        "plain", "'", "''", "\"", "\"\"", "`", "\\", "\\\\", "\\'", "\\\"", "'\u{301}", "\"\u{301}", "`\u{301}", "]\u{301}", "@\u{301}{x}", "[\u{301}x]", "$\u{301}(id)", ",\u{301}", "<\u{301}b>",
        "a'\u{301}; touch hacked; '", "' OR 1=1 --", "'; DROP TABLE people; --", "\"; DROP TABLE people; --", "`; DROP TABLE people; -- ", "]; DROP TABLE people; --", "$$; $entrain$;", "*/ /*", "%s %n %d",
        "$(touch hacked)", "`touch hacked`", "${HOME}", "$HOME", "a; touch hacked", "a && touch hacked", "a | touch hacked", "> hacked", "!!", "~root", "*", "?", "-rf", "--help",
        "$(Remove-Item x)", "$env:PATH", "@{ }", "#> <#", "\u{2019}; Remove-Item x; \u{2018}", "\u{201C}x\u{201D}",
        "<script>alert(1)</script>", "</p><script>alert(1)</script>", "\" onload=\"x", "]]>", "<![CDATA[x]]>", "<!-- x -->", "-->", "&lt;", "&#60;", "&", "<?xml?>", "<!DOCTYPE a>",
        "a | b", "\\| c", "```", "# heading", "- item", "1. item", "[x](javascript:y)", "![x](y)", "*b* _i_ ~~s~~", "> quotation", "===", "www.example.com", "https://example.com", "a@example.com",
        "a,b", "a;b", "=1+1", "+1", "-1", "@SUM(A1)", "\ttab", "a: b", "a #b", "{a: b}", "[a]", "[concat('x')]", "@{concat('x')}", "@concat('x')", "@@", "[[", "null", "true", "0", "",
        "*)(uid=*", "a\\2a", "ou=x,dc=y", "#04", " leading", "trailing ", "a  b", "x=y", "x;PWD=secret", "{x}", "}x{", "a}b", "[ODBC]", "(x)",
        "line\nbreak", "carriage\rreturn", "both\r\nof them", "PWD\nx", "separator\u{2028}line", "next\u{85}line", "\u{7F}", "\u{1B}[31m",
        "zero\u{200B}width", "bidi \u{202E}txt.exe", "\u{FEFF}mark", "e\u{301}", "Müller", "東京", "😀", "👩‍👩‍👧", "ʼʹ", "NULL", "select", "user", String(repeating: "x", count: 128), String(repeating: "'", count: 40),
    ]

    /// Of a language whose text is one line of what can be shown, the texts that are that already.
    private static let visible = hostile.filter { text in
        !text.isEmpty && text.unicodeScalars.allSatisfy { ![.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory) }
    }

    private func read(_ language: String, _ text: String, by server: String = "") throws -> String {
        try read(language, Array(text.utf8), by: server)
    }

    /// The values that the language's own reader finds, as JSON.
    private func read(_ language: String, _ bytes: [UInt8], beside: [String: String] = [:], by server: String = "") throws -> String {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(bytes).write(to: folder.appendingPathComponent("document.\(language)"))
        for (name, text) in beside { try Data(text.utf8).write(to: folder.appendingPathComponent("document.\(language).\(name)")) }
        let support = Repository.root.appendingPathComponent("Tests/Support").path
        let result = try Program.run("\(server) '\(support)/read-back' \(language) document.\(language) 2>error || { cat error; exit 1; }", in: folder)
        guard result.status == 0 else { throw Failure(result.output) }
        #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("hacked").path), "a command was carried out")
        return result.output
    }

    private func decoded<Value: Decodable>(_ json: String) throws -> Value { try JSONDecoder().decode(Value.self, from: Data(json.utf8)) }

    /// By code points: to Swift, é and e with an accent are equal.
    private func expectSame(_ found: [String], _ wanted: [String]) {
        #expect(found.count == wanted.count)
        for (found, wanted) in zip(found, wanted) where !found.unicodeScalars.elementsEqual(wanted.unicodeScalars) { Issue.record("\(wanted.debugDescription) came back as \(found.debugDescription)") }
    }

    @Test("shell: a word is one word")
    func shell() throws {
        let words = Self.hostile
        let script = "printf '%s\\0' " + words.map(ShellWriter.literal).joined(separator: " ") + "\n"
        expectSame(try decoded(try read("shell", script)), words)
    }

    @Test("PowerShell: a literal is one value, and no command")
    func powerShell() throws {
        for text in Self.hostile {
            let script = "$x = \(PowerShellWriter.literal(text)) # \(PowerShellWriter.comment(text))\n<# \(PowerShellWriter.comment(text)) #>\n"
            let tree = ScriptParser.parse(Array(script.utf8), file: FileID(index: 0))
            #expect(tree.errors == [], "\(script)")
            #expect(tree.body.commands().isEmpty && tree.body.statements.count == 1, "\(script)")
        }
    }

    @Test("JSON: a text is one string")
    func json() throws {
        let value = JSON.strings(Self.hostile)
        expectSame(try decoded(try read("json", value.compactText)), Self.hostile)
        expectSame(try decoded(try read("json", value.prettyText)), Self.hostile)
        let keys = JSON.object(Self.hostile.map { JSON.Member($0, .string($0)) })
        let found: [String: String] = try decoded(try read("json", keys.compactText))
        expectSame(found.values.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }, Self.hostile.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) })
    }

    @Test("XML: text and attribute are one value each")
    func xml() throws {
        let texts = Self.visible
        let root = XMLElement("list", [], texts.map { XMLElement("item", [("value", $0)], text: $0) })
        let found: [[String]] = try decoded(try read("xml", root.document(comment: Self.hostile)))
        expectSame(found.map { $0[0] }, texts)
        expectSame(found.map { $0[1] }, texts)
    }

    @Test("HTML: text and attribute are one value each, as a browser reads them")
    func html() throws {
        var writer = HTMLWriter()
        writer.raw("<!DOCTYPE html><body>")
        for text in Self.visible { writer.element("p", ["title": text], text) }
        // The mark says that it is UTF-8, as the page's own head does.
        let found: [[String]] = try decoded(try read("html", "\u{FEFF}" + writer.text))
        expectSame(found.map { $0[0] }, Self.visible)
        expectSame(found.map { $0[1] }, Self.visible)
    }

    @Test("SVG: the same as XML")
    func svg() throws {
        var writer = HTMLWriter()
        writer.element("svg") { svg in for text in Self.visible { svg.element("text", ["value": text], text) } }
        let found: [[String]] = try decoded(try read("xml", writer.text))
        expectSame(found.map { $0[0] }, Self.visible)
        expectSame(found.map { $0[1] }, Self.visible)
    }

    @Test("Markdown: a paragraph, a cell and a code span are their text, as GitHub reads them")
    func markdown() throws {
        // Blanks at the ends and runs of them are no part of running text.
        let texts = Self.visible.filter { !$0.contains("  ") && $0.first != " " && $0.last != " " }
        let paragraphs: [[String]] = try decoded(try read("markdown", texts.map { Markdown.text($0) }.joined(separator: "\n\n") + "\n"))
        expectSame(paragraphs.map { $0[0] }, texts)
        let table = Markdown.table(header: ["text", "code"], rows: texts.map { [Markdown.cell($0), Markdown.code($0)] })
        let cells: [[String]] = try decoded(try read("markdown", table))
        expectSame(cells.map { $0[0] }, texts)
        expectSame(cells.map { $0[1] }, texts)
    }

    @Test("CSV: a field is one field")
    func csv() throws {
        var writer = CSVWriter()
        for text in Self.hostile { writer.write([text, "x", text]) }
        writer.write([""])
        let found: [[String]] = try decoded(try read("csv", writer.take()))
        expectSame(found.flatMap { $0 }, Self.hostile.flatMap { [$0, "x", $0] } + [""])
    }

    @Test("OData in a URL: a filter is one comparison")
    func odata() throws {
        let urls = Self.hostile.map { "https://graph.example/v1.0/groups?\(OData.filter("displayName", equals: $0))&$select=id\n" }.joined()
        expectSame(try decoded(try read("odata", urls)), Self.hostile)
    }

    @Test("file DSN: a value starts no keyword and ends no section", arguments: hostile)
    func dsn(text: String) throws {
        let dsn = FileDSN(dialect: .postgresql, server: text, database: text, usesWindowsAccount: false, odbc: .init(driver: "PostgreSQL Unicode(x64)"))
        let quoted = FileDSN.quoted(text)
        let found: [String] = try decoded(try read("dsn", dsn.text))
        // unixODBC cuts blanks; those that count are inside braces.
        expectSame(found, ["PostgreSQL Unicode(x64)", quoted, "5432", quoted, "", ""])
    }

    @Test("LDIF, distinguished names and filters: an OpenLDAP server holds and finds the value")
    func ldif() throws {
        // A directory takes no empty value. Blanks are one blank to it.
        let texts = Self.hostile.filter { !$0.isEmpty && !$0.contains("  ") && $0.trimmingCharacters(in: .whitespaces) == $0 }
        var writer = LDIFWriter(comment: Self.hostile)
        var filters = ""
        for (number, text) in texts.enumerated() {
            // The number keeps apart what a directory takes for equal: letters in either case, é and e with an accent.
            let name = DistinguishedName([.init("ou", "\(text)\(number)"), .init("dc", "example")])
            writer.add(name, [("objectClass", "organizationalUnit"), ("ou", "\(text)\(number)"), ("description", text)])
            filters += SearchFilter.all([SearchFilter.equality("ou", "\(text)\(number)"), SearchFilter.equality("description", text)]) + "\n"
        }
        let server = "'\(Repository.root.path)/Tests/Support/with-slapd' dc=example"
        let found: [[[String]]] = try decoded(try read("ldif", Array(writer.text.utf8), beside: ["filters": filters], by: server))
        expectSame(found.flatMap { $0[0] }, texts.enumerated().map { "\($1)\($0)" })
        expectSame(found.flatMap { $0[1] }, texts)
    }

    @Test("SQL: a server holds the value and the names", arguments: [("postgresql", "with-postgres"), ("mysql", "with-mariadb")])
    func sql(dialect name: String, server: String) throws {
        let isMySQL = name == "mysql"
        let dialect = isMySQL ? Dialect.mysql : .postgresql
        let texts = Self.hostile
        // What a name can hold: 63 bytes in PostgreSQL; 64 characters of the basic plane and no blank at the end in MySQL. Some read alike there.
        let names = texts.filter { text in
            !text.isEmpty && text.utf8.count <= 63 && (!isMySQL || (text.last != " " && text.unicodeScalars.allSatisfy { $0.value <= 0xFFFF }))
        }.enumerated().map { "\($0)\($1)" }.filter { $0.utf8.count <= 63 }
        let table = SQLTable(
            name: SQLName(schema: isMySQL ? nil : "public", name: "t"), columns: names.map { SQLColumn(name: $0, type: .text(8), note: $0) }, key: nil, note: texts[24])
        var script = SQLWriter.script([.comment(texts), .settings, .createTable(table), .describe(table.name, note: texts[24], columns: table.columns)], in: dialect)
        func hex(_ value: String) -> String { isMySQL ? "SELECT HEX(CONVERT(\(value) USING utf8mb4))" : "SELECT upper(encode(convert_to((\(value))::text, 'UTF8'), 'hex'))" }
        script += texts.map { hex(dialect.string($0)) + ";\n" }.joined()
        script += hex("column_name") + " FROM information_schema.columns WHERE table_name = 't' ORDER BY ordinal_position;\n"
        script += isMySQL
            ? hex("column_comment") + " FROM information_schema.columns WHERE table_name = 't' ORDER BY ordinal_position;\n"
            : hex("col_description('t'::regclass, ordinal_position)") + " FROM information_schema.columns WHERE table_name = 't' ORDER BY ordinal_position;\n"
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(script.utf8).write(to: folder.appendingPathComponent("script.sql"))
        // In the other mode the client makes a line feed of each CRLF before the server sees it.
        let mariadb = "mariadb --no-defaults -u root --default-character-set=utf8mb4 --batch --skip-column-names --binary-mode"
        let client = isMySQL
            ? "\(mariadb) -e \"CREATE DATABASE staging\" && \(mariadb) staging < script.sql" : "psql -X -q -At -v ON_ERROR_STOP=1 -f script.sql"
        let result = try Program.run("'\(Repository.root.path)/Tests/Support/\(server)' sh -c '\(client)'", in: folder)
        guard result.status == 0 else { throw Failure(result.output) }
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
            var bytes: [UInt8] = []
            var rest = line[...]
            while rest.count >= 2, let byte = UInt8(rest.prefix(2), radix: 16) {
                bytes.append(byte)
                rest = rest.dropFirst(2)
            }
            return rest.isEmpty ? String(decoding: bytes, as: UTF8.self) : "no hexadecimal: \(line)"
        }
        expectSame(lines, texts + names + names)
        #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("hacked").path))
    }

    @Test("expressions of Data Factory, Logic Apps and templates: a literal is one text", arguments: hostile)
    func expressions(text: String) throws {
        func same(_ found: String, _ language: String) { #expect(found.unicodeScalars.elementsEqual(text.unicodeScalars), "\(language): \(found.debugDescription)") }
        guard case .text(let flow) = try DataFlowParser.expression(DataFlowWriter.literal(text)) else { throw Failure("no literal of a data flow") }
        same(flow, "data flow")
        // A template's literals are written as a workflow's; those are read here.
        if !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            guard case .text(let template) = try WorkflowParser.expression("@" + ARMText.literal(text)) else { throw Failure("no literal of a template") }
            same(template, "template")
        }
        // What means itself is no expression; both engines take one mark off again.
        guard case .string(let plain) = ARMText.plain(text) else { throw Failure("no text") }
        let first = plain.unicodeScalars.first, second = plain.unicodeScalars.dropFirst().first
        #expect(first != "[" || second == "[", "\(plain)")
        #expect(first != "@" || second == "@", "\(plain)")
    }

    @Test("Mermaid: a label ends no quotation mark and starts no entity", arguments: hostile)
    func mermaid(text: String) {
        let label = MermaidEstate.label(text)
        #expect(!label.unicodeScalars.contains { "\"<>&`\\\n\r".unicodeScalars.contains($0) })
        // A number sign begins an entity of its own, or there is none.
        // By code points; an accent behind a mark would hide it.
        let signs = String(String.UnicodeScalarView(label.unicodeScalars.map { $0.isASCII ? $0 : "x" }))
        #expect(signs.replacing(/#[0-9]+;/, with: "").allSatisfy { $0 != "#" && $0 != ";" })
    }
}
