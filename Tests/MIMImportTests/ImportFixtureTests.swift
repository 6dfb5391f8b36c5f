import Diagnostics
import Foundation
import MIMImport
import Testing
import TestSupport

/// Each fixture is an export and the text that it must be answered with.
@Suite struct ImportFixtureTests {
    static let fixtures = Fixture.all(in: "import")

    @Test(arguments: fixtures)
    func rendersAsReviewed(_ fixture: Fixture) throws {
        let result = Exports.read(fixture.files.map { ($0.path, Array($0.text.utf8)) })
        let text = TextRenderer(limit: 100).render(result.report, sources: result.sources)
        if Repository.acceptsSnapshots, text != fixture.expected { try fixture.accept(text) }
        #expect(text == fixture.expected || Repository.acceptsSnapshots)
    }

    @Test func everyRuleHasAFixture() {
        let raised = Self.fixtures.map(\.expected).joined()
        for rule in Rule.importRules {
            #expect(raised.contains("\(rule.severity.rawValue)[\(rule.code)]:"), "no fixture raises \(rule.code)")
        }
    }
}
