import Foundation
import JSON
import Testing
import TestSupport
import YAMLSyntax

/// The reference's tables once more, through `entrain eval`.
@Suite struct EvalCommandTests {
    private func eval(_ expression: String, _ options: [String], files: [String: String]) throws -> (answer: JSON, status: Int32) {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            try text.write(to: folder.appendingPathComponent(name), atomically: false, encoding: .utf8)
        }
        let words = ["entrain", "eval", "--format", "json"] + options + ["--", expression]
        let command = words.map { "'" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'" }.joined(separator: " ")
        let result = try Program.run(command, in: folder)
        return (try JSONReader.read(Array(result.output.utf8)), result.status)
    }

    @Test(arguments: ReferenceTables.cases)
    func yieldsWhatIsDocumented(_ item: ReferenceTables.Case) throws {
        var files = ["input.json": json(item.node["inputs"]).compactText]
        var options = ["--input", "input.json", "--default-domain", item.node["default_domain"]?.text ?? "contoso.com"]
        if let now = item.node["now"]?.text { options += ["--now", now] }
        if let existing = item.node["existing_values"] {
            files["existing.json"] = json(existing).compactText
            options += ["--existing", "existing.json"]
        }
        let (answer, status) = try eval(item.expression, options, files: files)
        #expect(status == 0, "\(answer.compactText)")
        let value = try #require(answer["value"])
        if let pattern = item.node["expected_pattern"]?.text {
            guard case .string(let text) = value else {
                Issue.record("\(value.compactText)")
                return
            }
            #expect(try Regex(pattern).wholeMatch(in: text) != nil, "\(text)")
        } else {
            #expect(plain(value) == plain(json(item.node["expected"])), "\(item.expression)")
        }
    }

    @Test(arguments: ReferenceTables.errors)
    func refusesWhatTheServiceRefuses(_ item: ReferenceTables.Case) throws {
        var options = ["--schema", "schema.json"]
        let flow = item.node["flow"]
        for (key, option) in [("via", "--via"), ("to", "--to"), ("target", "--target"), ("target_type", "--target-type"),
                              ("apply", "--apply"), ("assignment", "--assignment")] {
            if let value = flow?[key]?.text { options += [option, value] }
        }
        if flow?["match"]?.text == "true" { options.append("--match") }
        let schema = item.node["attributes_known"].map { json($0) } ?? .object([])
        let (answer, status) = try eval(item.expression, options, files: ["schema.json": schema.compactText])
        let kind = item.node["error"]?.text ?? ""
        let severity = item.node["severity"]?.text ?? "error"
        guard case .array(let diagnostics)? = answer["diagnostics"] else {
            Issue.record("\(answer.compactText)")
            return
        }
        #expect(diagnostics.contains { $0["kind"] == .string(kind) && $0["severity"] == .string(severity) }, "\(answer.compactText)")
        if severity == "error" { #expect(status == 1) }
    }

    /// YAML as the JSON that means the same.
    private func json(_ node: YAMLNode?) -> JSON {
        guard let node else { return .object([]) }
        switch node.kind {
        case .sequence: return .array(node.items.map(json))
        case .mapping: return .object(node.entries.map { .init($0.key.text ?? "", json($0.value)) })
        case .scalar:
            let text = node.text ?? ""
            if node.isNull { return .null }
            if node.isPlain, text == "true" || text == "false" { return .bool(text == "true") }
            if node.isPlain, let number = Int(text), String(number) == text { return .integer(number) }
            return .string(text)
        }
    }

    /// Scalars are compared as text, as the table has it.
    private func plain(_ value: JSON) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .decimal(let text), .string(let text): text
        case .array(let items): "[" + items.map(plain).joined(separator: ", ") + "]"
        case .object(let members): "{" + members.map { "\($0.key): \(plain($0.value))" }.sorted().joined(separator: ", ") + "}"
        }
    }
}
