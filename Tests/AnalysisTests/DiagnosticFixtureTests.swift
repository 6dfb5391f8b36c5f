import Analysis
import Diagnostics
import Testing
import TestSupport

/// Each fixture is a plan and the text that it must be answered with.
@Suite struct DiagnosticFixtureTests {
    static let fixtures = Fixture.all(in: "diagnostics")
    /// Acceptances are held against this day.
    static let today = "2026-11-24"

    @Test(arguments: fixtures)
    func rendersAsReviewed(_ fixture: Fixture) throws {
        let result = FrontEnd(today: Self.today).check(fixture.sources)
        let text = TextRenderer(limit: 100).render(result.report, sources: result.sources)
        if Repository.acceptsSnapshots, text != fixture.expected { try fixture.accept(text) }
        #expect(text == fixture.expected || Repository.acceptsSnapshots)
    }

    /// An exact fix, applied, makes its finding go away and brings no other error of its kind.
    @Test(arguments: fixtures)
    func fixesFix(_ fixture: Fixture) throws {
        let before = FrontEnd(today: Self.today).check(fixture.sources)
        for diagnostic in before.report.sorted() {
            for fix in diagnostic.help where !fix.edits.isEmpty {
                let after = FrontEnd(today: Self.today).check(apply(fix, to: before.sources))
                let same = after.report.sorted().contains {
                    $0.code == diagnostic.code && $0.message == diagnostic.message && $0.primary?.span.start == diagnostic.primary?.span.start
                }
                #expect(!same, "`\(fix.title)` leaves \(diagnostic.code)")
                // Mending one thing may let a later stage see the next; fixtures with a single finding end clean.
                if before.report.sorted().count == 1 {
                    #expect(!after.report.hasErrors, "`\(fix.title)` leads to other errors")
                }
            }
        }
    }

    private func apply(_ fix: FixIt, to sources: SourceMap) -> [SourceFile] {
        sources.files.enumerated().map { index, file in
            var bytes = file.bytes
            let edits = fix.edits.filter { $0.span.file.index == Int32(index) }.sorted { $0.span.start > $1.span.start }
            for edit in edits { bytes.replaceSubrange(Int(edit.span.start)..<Int(edit.span.end), with: edit.replacement.utf8) }
            return SourceFile(path: file.path, bytes: bytes)
        }
    }

    /// Codes whose cases need more than a text: too large, not UTF-8, or an argument of a command.
    static let elsewhere: Set<String> = [
        "yaml-file-size", "yaml-encoding", "yaml-depth", "yaml-alias-expansion", "unknown-environment", "rows-header",
    ]

    @Test func everyRuleHasAFixture() {
        // Rules that hold between two plans are raised by sessions of `migrate`.
        let raised = (Self.fixtures + Fixture.all(in: "sessions")).map(\.expected).joined()
        // Rules about exports have fixtures that are exports.
        for rule in Rule.all where !Self.elsewhere.contains(rule.code) && !Rule.importRules.contains(rule) {
            #expect(raised.contains("\(rule.severity.rawValue)[\(rule.code)]:"), "no fixture raises \(rule.code)")
        }
    }

    @Test func thereAreFixtures() {
        #expect(Self.fixtures.count >= 100)
    }
}
