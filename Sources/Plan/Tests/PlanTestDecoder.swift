import Diagnostics
import YAMLSyntax

extension Vocabulary {
    public static let testFile = KeySet("a file of tests", [
        .init("tests", required: true, "what must come out for given people"),
    ])

    public static let test = KeySet("a test", [
        .init("today", "the day for rules about dates that are past: 2026-11-24"),
        .init("rows", required: true, "source: its rows, each an attribute and a value"),
        .init("existing", "system: the objects that it has already"),
        .init("expect", required: true, "phase: the person's key: the target: the outcome"),
    ], notes: true)

    public static let expectation = KeySet("an expected outcome", [
        .init("outcome", required: true, "created, updated, unchanged, disabled, deleted, out-of-scope or refused"),
        .init("values", "attributes that the target has afterwards; ~ for one that it has not"),
        .init("finding", "the code of what must be found, or several"),
    ])
}

extension Plan {
    /// The tests of files below `tests/`, with the values of one environment.
    public static func decodeTests(_ files: [PlanFile], sources: SourceMap, parameters: [String: String], into report: inout Report) -> [PlanTest] {
        var decoder = Decoder(sources: sources, parameters: parameters)
        var tests: [PlanTest] = []
        for file in files {
            guard let root = file.tree.root, !root.isNull, let fields = decoder.fields(root, Vocabulary.testFile) else { continue }
            for (name, node) in decoder.named(fields["tests"], "tests") {
                if let first = tests.first(where: { $0.name.value == name.value }) {
                    decoder.report.add(.duplicateName(name.value, name.span, first: first.name.span, "test"))
                } else if let test = decoder.test(name, node) {
                    tests.append(test)
                }
            }
        }
        report.add(contentsOf: decoder.report)
        return tests
    }
}

extension Decoder {
    fileprivate mutating func test(_ name: Spanned<String>, _ node: YAMLNode) -> PlanTest? {
        guard let fields = fields(node, Vocabulary.test) else { return nil }
        let today = text(fields["today"])
        if let finding = today.flatMap(Diagnostic.badDay) { report.add(finding) }
        return PlanTest(
            name: name, notes: notes(fields), today: today,
            rows: named(fields["rows"], "rows").map { source, node in (source, objects(node)) },
            existing: named(fields["existing"], "existing").map { system, node in (system, objects(node)) },
            expectations: expectations(fields["expect"]), span: name.span)
    }

    private mutating func objects(_ node: YAMLNode) -> [PlanTest.Object] {
        items(node, "a list of rows").map { object($0) }
    }

    private mutating func object(_ node: YAMLNode?) -> PlanTest.Object {
        var seen: Set<String> = []
        return named(node, "a row", anyName: true).compactMap { name, value in
            // What a merge key brings stands behind what is written.
            guard seen.insert(name.value).inserted else { return nil }
            if value.isNull { return (name, "") }
            return text(value).map { (name, $0.value) }
        }
    }

    private mutating func expectations(_ node: YAMLNode?) -> [PlanTest.Expectation] {
        var result: [PlanTest.Expectation] = []
        for (phase, people) in named(node, "expect") {
            for (key, targets) in named(people, "people by their keys", anyName: true, isFilled: true) {
                for (target, value) in named(targets, "targets") {
                    var one = PlanTest.Expectation(phase: phase, key: Spanned(substituted(key.value, targets, unknownIsText: true), key.span), target: target, outcome: nil, values: [], findings: [])
                    if value.kind == .mapping {
                        guard let fields = fields(value, Vocabulary.expectation) else { continue }
                        one.outcome = word(fields["outcome"], "outcome")
                        one.values = object(fields["values"])
                        one.findings = texts(fields["finding"])
                    } else {
                        one.outcome = word(value, "outcome")
                    }
                    result.append(one)
                }
            }
        }
        return result
    }
}
