import Analysis
import Diagnostics
import Foundation
import JSON
import Plan
import Testing
import TestSupport
import YAMLSyntax

/// The JSON Schema says of a file what the checker says of its form.
@Suite struct PlanSchemaTests {
    private static let validator = SchemaValidator(root: PlanSchema.json)

    private static func value(_ file: SourceFile) -> JSON? {
        var sources = SourceMap()
        var report = Report()
        let id = sources.add(file)
        return YAMLParser().parse(id, of: sources, into: &report)?.root?.json
    }

    private static func isValid(_ files: [SourceFile]) throws -> Bool {
        try files.filter { $0.path.hasSuffix(".yaml") && !$0.path.hasPrefix("environments/") && !$0.path.hasPrefix("tests/") }.allSatisfy { file in
            guard let value = value(file) else { return true }
            return try validator.isValid(value)
        }
    }

    static let plans = (try? FileManager.default.contentsOfDirectory(atPath: Repository.root.appendingPathComponent("plans").path).sorted()) ?? []

    @Test func thereArePlans() { #expect(Self.plans.contains("contoso")) }

    @Test(arguments: plans)
    func takesEveryPlan(_ name: String) throws {
        for file in try Plans.files(name) where file.path.hasSuffix(".yaml") && !file.path.hasPrefix("environments/") && !file.path.hasPrefix("tests/") {
            let value = try #require(Self.value(file))
            #expect(try Self.validator.isValid(value), "\(file.path)")
        }
    }

    @Test(arguments: plans)
    func takesEveryPlansTests(_ name: String) throws {
        let validator = SchemaValidator(root: PlanSchema.tests)
        for file in try Plans.files(name) where file.path.hasPrefix("tests/") {
            #expect(try validator.isValid(try #require(Self.value(file))), "\(file.path)")
        }
        #expect(try !validator.isValid(["tests": ["a": ["rows": [:], "expect": ["p": ["1": ["entra": "creatd"]]]]]]))
        #expect(try !validator.isValid(["tests": ["a": ["row": [:], "expect": [:]]]]))
    }

    /// Findings about the form of one file, which an editor can see.
    static let shapes: Set<String> = [
        "unknown-key", "wrong-shape", "bad-word", "bad-type", "bad-number", "bad-boolean", "literal-secret", "bad-name", "list-as-attribute",
        "one-value", "one-test", "bad-delay", "bad-secret-name", "language-version", "bad-legacy-source", "bad-version", "missing-key",
    ]

    /// Cases of those codes that only the whole plan shows.
    static let beyond: Set<String> = [
        // A section that no file has; a secret within an address, a connection string, a script, a flow or an expression; a name of a phase is one of
        // the plan's own.
        "missing-key-tenant", "missing-key-phases", "literal-secret-url", "literal-secret-script", "literal-secret-legacy", "literal-secret-password",
        "literal-secret-connection", "bad-server",
    ]

    @Test(arguments: DiagnosticFixtureTests.fixtures)
    func refusesWhatTheCheckerRefuses(_ fixture: Fixture) throws {
        let report = FrontEnd(today: DiagnosticFixtureTests.today).check(fixture.sources).report.sorted()
        let codes = Set(report.map(\.code)).intersection(Self.shapes)
        if codes.isEmpty {
            // What has no fault of form is taken, whatever else is wrong with it.
            let isYAML = !report.contains { $0.code.hasPrefix("yaml-") || $0.code.hasPrefix("bad-") || $0.code.hasSuffix("-parameter") }
            if isYAML { #expect(try Self.isValid(fixture.sources), "the schema refuses more than the checker: \(fixture.name)") }
        } else if !Self.beyond.contains(fixture.name) {
            #expect(try !Self.isValid(fixture.sources), "the schema takes what is \(codes.sorted())")
        }
    }

    /// What is committed for editors is what the compiler prints.
    @Test func isCommitted() throws {
        let url = Repository.root.appendingPathComponent("docs/entrain.schema.json")
        let text = PlanSchema.json.prettyText
        if Repository.acceptsSnapshots { try text.write(to: url, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: url, encoding: .utf8) == text, "docs/entrain.schema.json is stale: UPDATE_SNAPSHOTS=1 swift test --filter PlanSchemaTests")
    }
}
