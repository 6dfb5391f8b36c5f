import Diagnostics
import Expressions
import Foundation
import Plan
import Testing
import TestSupport

/// Pages of `docs/` that are made from the compiler's own tables.
@Suite struct DocumentationTests {
    private func page(_ name: String, is text: String) throws {
        let url = Repository.root.appendingPathComponent("docs/\(name)")
        if Repository.acceptsSnapshots { try text.write(to: url, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: url, encoding: .utf8) == text, "docs/\(name) is stale: UPDATE_SNAPSHOTS=1 swift test --filter DocumentationTests")
    }

    @Test func everyDiagnostic() throws {
        var text = """
            # Every diagnostic

            Made from the catalogue of rules; `entrain explain CODE` prints the same. Errors stop artifacts from being written.

            """
        for rule in Rule.all {
            text += "\n## \(rule.code)\n\n\(rule.severity.rawValue.prefix(1).uppercased() + rule.severity.rawValue.dropFirst()). \(rule.law)\n\n\(rule.reason)\n\n"
            text += "Wrong:\n\n```yaml\n\(rule.wrong)\n```\n\nRight:\n\n```yaml\n\(rule.right)\n```\n\nSource: \(rule.source)\n"
        }
        try page("diagnostics.md", is: text)
    }

    @Test func everyChange() throws {
        var text = """
            # Every kind of change

            Made from the catalogue; `entrain explain CODE` prints the same. [review.md](review.md) says how a change is told and accepted.

            """
        for risk in Risk.allCases.reversed() {
            text += "\n## \(risk.rawValue.prefix(1).uppercased() + risk.rawValue.dropFirst())\n\n| code | change | what it does |\n| --- | --- | --- |\n"
            for rule in ChangeRule.all where rule.risk == risk { text += "| `\(rule.code)` | \(rule.change) | \(rule.reason) |\n" }
        }
        try page("changes.md", is: text)
    }

    /// Each cross-check of the connectors stands once, and the codes that answer it exist.
    @Test func everyConnectorCheck() throws {
        let ranges: [ClosedRange<Int>] = [1...25, 30...59, 60...76, 80...118, 120...128, 130...155, 160...184]
        let checks = CrossCheck.sections.flatMap(\.checks)
        let ids = ranges.flatMap { $0 }.map { "X" + String(repeating: "0", count: 3 - String($0).count) + String($0) }
        #expect(checks.map(\.id) == ids)
        var text = """
            # Every cross-check of connectors

            What Microsoft's documentation, samples and sources ask of agents, hosts, connectors, tables, scripts and directories, and what of
            Entrain answers it: a diagnostic by its [code](diagnostics.md); nothing, because a plan can't break it; or nothing, because a plan
            can't say it.

            """
        for section in CrossCheck.sections {
            text += "\n## \(section.title)\n\n| | rule | severity | answer |\n| --- | --- | --- | --- |\n"
            for check in section.checks {
                let answer: String
                switch check.answer {
                case .codes(let codes, let more):
                    for code in codes { #expect(Rule.named(code) != nil, "\(check.id): there is no code \(code)") }
                    answer = codes.map { "[\($0)](diagnostics.md#\($0))" }.joined(separator: ", ") + (more.isEmpty ? "" : "; \(more)")
                case .byConstruction(let why): answer = "can't be broken: \(why)"
                case .notExpressible(let why): answer = "can't be said: \(why)"
                }
                text += "| \(check.id) | \(check.law) | \(check.severity?.rawValue ?? "shown") | \(answer) |\n"
            }
        }
        try page("connector-checks.md", is: text)
    }

    @Test func everyFunction() throws {
        var text = """
            # Every function

            Made from the compiler's table of Entra's expression language. `?` may be left out, `…` repeats. An optional slot in the middle
            is left empty between its commas: `Replace([mail], "@old", , , "@new", , )`. `entrain eval` tries an expression, and with
            `--explain` shows what is known of each of its parts.

            """
        for family in Function.Family.allCases {
            text += "\n## \(family.rawValue)\n"
            for function in FunctionTable.all.filter({ $0.family == family }).sorted(by: { $0.name < $1.name }) {
                text += "\n### \(function.name)\n\n`\(function.signature)` gives \(function.returns).\n\n\(function.summary)\n"
                if let restriction = function.restriction { text += "\n\(restriction)\n" }
                guard !function.parameters.isEmpty else { continue }
                text += "\n| slot | takes |\n| --- | --- |\n"
                for parameter in function.parameters {
                    let takes = parameter.kind.rawValue + (parameter.isOptional ? ", optional" : "") + (parameter.isRepeating ? ", as often as wanted" : "")
                    text += "| `\(parameter.name)` | \(takes) |\n"
                }
            }
        }
        text += "\n## Words\n\n" + FunctionTable.keywords.sorted().map { "`\($0)`" }.joined(separator: ", ") + "\n"
        try page("functions.md", is: text)
    }

    /// The cross-checks of the cloud half, each once: what enforces it, or why nothing does.
    @Test func everyCloudCheck() throws {
        #expect(CloudCheck.all.map(\.id) == (1...130).map { "Y" + String(repeating: "0", count: 3 - String($0).count) + String($0) })
        var text = """
            # Cross-checks of the cloud half

            Made from the compiler's table. What Microsoft's documentation and practice ask of HR sources, provisioning jobs, consolidation,
            leavers, access and the cutover, and what this compiler does about it: a finding of `entrain check`; something told of rows by
            `entrain bundle`, `entrain consolidate` or `entrain simulate`; something that what is generated can't get wrong; nothing that a plan says; or
            not yet.

            | id | what holds | |
            | --- | --- | --- |

            """
        for check in CloudCheck.all {
            let answer = switch check.answer {
            case .rules(let rules): rules.map { "[`\($0.code)`](diagnostics.md#\($0.code))" }.joined(separator: ", ")
            case .rows(let text): "rows: \(text)"
            case .construction(let text): "by construction: \(text)"
            case .unsaid(let text): "not said by a plan: \(text)"
            case .open(let text): "not yet: \(text)"
            }
            text += "| \(check.id) | \(check.law) | \(answer) |\n"
        }
        try page("cloud-checks.md", is: text)
    }

    @Test func everyKey() throws {
        var text = "# Every key\n\nMade from the decoder's own vocabulary. [language.md](language.md) says what they mean together.\n"
        let sets: [(String, KeySet)] = [
            ("A plan file", Vocabulary.plan), ("tenant", Vocabulary.tenant), ("parameters", Vocabulary.parameter),
            ("sources", Vocabulary.source), ("consolidation", Vocabulary.consolidation),
            ("consolidation: an attribute", Vocabulary.consolidatedAttribute), ("extensions", Vocabulary.extensionAttribute),
            ("agents", Vocabulary.agent),
        ] + ConnectorKind.allCases.map { ("connectors: \($0.rawValue)", Vocabulary.connector($0)) } + [
            ("connectors: change-words", Vocabulary.changeWords),
            ("An attribute of a source or connector", Vocabulary.attributeDeclaration), ("mappings", Vocabulary.mapping),
            ("A value of a mapping", Vocabulary.attributeValue), ("unresolved", Vocabulary.unresolved), ("A clause", Vocabulary.clause),
            ("deprovisioning", Vocabulary.deprovisioning), ("What happens to a leaver in a system", Vocabulary.deprovisioningAction),
            ("access: packages", Vocabulary.accessPackage), ("access: a resource", Vocabulary.accessResource),
            ("access: people", Vocabulary.accessPeople), ("access: a review", Vocabulary.accessReview), ("workflows", Vocabulary.workflow),
            ("workflows: a change", Vocabulary.workflowChange), ("workflows: people", Vocabulary.workflowPeople), ("accepts", Vocabulary.accept), ("phases", Vocabulary.phase),
            ("A step of a pilot", Vocabulary.pilotStep), ("legacy", Vocabulary.legacy), ("legacy: agents", Vocabulary.legacyAgent),
            ("legacy: flows", Vocabulary.legacyFlows), ("legacy: export flows of a type", Vocabulary.legacyExport),
            ("legacy: a flow", Vocabulary.legacyFlow), ("A file below tests/", Vocabulary.testFile), ("tests", Vocabulary.test),
            ("tests: an expected outcome", Vocabulary.expectation),
        ]
        for (title, keys) in sets {
            text += "\n## \(title)\n\n| key | | means |\n| --- | --- | --- |\n"
            for key in keys.keys { text += "| `\(key.name)` | \(key.isRequired ? "required" : "") | \(key.summary) |\n" }
        }
        try page("keys.md", is: text)
    }
}
