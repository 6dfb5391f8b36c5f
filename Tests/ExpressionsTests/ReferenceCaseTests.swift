@testable import Expressions
import Testing
import TestSupport
import YAMLSyntax

/// What an expression yields, by Microsoft's documentation: all cases of the reference.
@Suite struct ReferenceCaseTests {
    @Test func theTablesAreThere() {
        #expect(ReferenceTables.cases.count == 270)
        #expect(ReferenceTables.errors.count == 100)
    }

    @Test(arguments: ReferenceTables.cases)
    func yieldsWhatIsDocumented(_ item: ReferenceTables.Case) throws {
        let (tree, errors) = ExpressionParser.parse(item.expression)
        #expect(errors.isEmpty, "\(errors.map(\.message))")
        let names = try #require(tree).attributes.map(\.name)
        let row = names.map { item.node["inputs"]?[$0].map(value) ?? .absent }
        let now = try item.node["now"]?.text.map { try #require(Instant.parseISO($0) ?? CDate.parse($0)) } ?? Instant(year: 2026, month: 1, day: 1)
        let taken = Set(item.node["existing_values"]?.items.compactMap { $0.text?.lowercased() } ?? [])
        let world = EvaluationEnvironment(
            now: try #require(now), defaultDomain: item.node["default_domain"]?.text ?? "contoso.com",
            isTaken: { taken.contains($0.lowercased()) }, random: { UInt64.random(in: .min ... .max) })
        let outcome = Evaluator(try #require(tree)) { name in names.firstIndex(of: name) }.evaluate(row, world)
        if let pattern = item.node["expected_pattern"]?.text {
            guard case .value(let value) = outcome, let text = value.text else {
                Issue.record("\(outcome)")
                return
            }
            #expect(try Regex(pattern).wholeMatch(in: text) != nil, "\(text)")
        } else {
            #expect(plain(outcome) == plain(try #require(item.node["expected"])), "\(item.expression)")
        }
    }

    /// The checker has nothing against what the documentation shows.
    @Test(arguments: ReferenceTables.cases)
    func isNoError(_ item: ReferenceTables.Case) {
        let findings = ExpressionChecker.check(item.expression, in: ExpressionContext()).findings.filter { !$0.isWarning }
        #expect(findings.isEmpty, "\(item.expression): \(findings.map(\.message))")
    }

    @Test(arguments: ReferenceTables.errors)
    func refusesWhatTheServiceRefuses(_ item: ReferenceTables.Case) throws {
        var attributes: [String: AttributeType] = [:]
        for entry in item.node["attributes_known"]?.entries ?? [] {
            attributes[entry.key.text ?? ""] = try AttributeType.parse(entry.value.text ?? "", bareReference: true).get()
        }
        var context = ExpressionContext(attributes: attributes)
        let flow = item.node["flow"]
        context.via = flow?["via"]?.text.flatMap(ExpressionContext.Road.init)
        context.to = flow?["to"]?.text.flatMap(ExpressionContext.Destination.init)
        context.target = flow?["target"]?.text
        context.targetType = try flow?["target_type"]?.text.map { try AttributeType.parse($0).get() }
        context.onCreate = flow?["apply"]?.text.map { $0 == "on-create" }
        context.isMatch = flow?["match"]?.text == "true"
        context.isForAll = flow?["assignment"]?.text == "all"
        let findings = ExpressionChecker.check(item.expression, in: context).findings
        let kind = try #require(item.node["error"]?.text)
        let isWarning = item.node["severity"]?.text == "warning"
        #expect(findings.contains { $0.kind == kind && $0.isWarning == isWarning }, "\(item.expression): \(findings.map { "\($0.kind)\($0.isWarning ? " (warning)" : "")" })")
    }

    private func value(_ node: YAMLNode) -> Value {
        if node.kind == .sequence { return .list(node.items.map(value)) }
        if node.isNull { return .absent }
        let text = node.text ?? ""
        guard node.isPlain else { return .text(text) }
        if text == "true" || text == "false" { return .boolean(text == "true") }
        if let number = Int(text) { return .integer(number) }
        return .text(text)
    }

    private func plain(_ outcome: Outcome) -> String {
        switch outcome {
        case .ignoreAttribute: "{ignore: attribute}"
        case .ignoreObject: "{ignore: object}"
        case .escrow: "{escrow: true}"
        case .failure(let reason): "failure: \(reason)"
        case .value(let value): plain(value)
        }
    }

    private func plain(_ value: Value) -> String {
        switch value {
        case .absent: "null"
        case .list(let values): "[" + values.map(plain).joined(separator: ", ") + "]"
        case .roles(let names, let key):
            "[" + names.map { "{\(key): \($0), primary: false, type: WindowsAzureActiveDirectoryRole, value: \($0)}" }.joined(separator: ", ") + "]"
        default: value.text ?? ""
        }
    }

    private func plain(_ node: YAMLNode) -> String {
        switch node.kind {
        case .sequence: "[" + node.items.map(plain).joined(separator: ", ") + "]"
        case .mapping:
            "{" + node.entries.map { "\($0.key.text ?? ""): \(plain($0.value))" }.sorted().joined(separator: ", ") + "}"
        case .scalar: node.isNull ? "null" : node.text ?? ""
        }
    }
}
