import Analysis
import Diagnostics
import Foundation
import Review
import Testing
import TestSupport

/// Each fixture is the base plan, what is replaced in it, and what must be told of it.
@Suite struct DiffFixtureTests {
    static let fixtures = Fixture.all(in: "diff")
    static let today = "2026-11-24"

    static let base: String = (try? String(contentsOf: Repository.fixtures.appendingPathComponent("diff/base.yaml"), encoding: .utf8)) ?? ""

    static func version(_ text: String) throws -> [Version] {
        try version([SourceFile(path: "plan.yaml", bytes: Array(text.utf8))])
    }

    static func version(_ files: [SourceFile]) throws -> [Version] {
        let result = FrontEnd(today: today).check(files)
        guard !result.plans.isEmpty else { throw Failure(TextRenderer().render(result.report, sources: result.sources)) }
        return result.plans.map { Version(plan: $0, sources: result.sources) }
    }

    /// The base plan with a fixture's replacements.
    static func changed(_ fixture: Fixture) throws -> String {
        var text = base
        var old = ""
        for file in fixture.files {
            let part = String(file.text.dropLast())
            if file.path == "replace" {
                old = part
            } else {
                guard text.components(separatedBy: old).count == 2 else { throw Failure("\(fixture.name): not once in the base plan: \(old)") }
                text = text.replacingOccurrences(of: old, with: part)
            }
        }
        return text
    }

    @Test(arguments: fixtures)
    func tellsAsReviewed(_ fixture: Fixture) throws {
        var versions = [try Self.version(Self.base), try Self.version(try Self.changed(fixture))]
        // The way back.
        if fixture.name.hasPrefix("undo-") { versions.reverse() }
        let comparison = Comparison(from: versions[0], to: versions[1], today: Self.today)
        let text = ReviewText().render(comparison, plan: "small")
        if Repository.acceptsSnapshots, text != fixture.expected { try fixture.accept(text) }
        #expect(text == fixture.expected || Repository.acceptsSnapshots)
    }

    /// Fixtures whose name says so are no change at all.
    @Test(arguments: fixtures.filter { $0.name.hasPrefix("same-") })
    func saysNothing(_ fixture: Fixture) throws {
        let text = try Self.changed(fixture)
        #expect(text != Self.base)
        let comparison = Comparison(from: try Self.version(Self.base), to: try Self.version(text), today: Self.today)
        #expect(comparison.isEmpty, "\(comparison.changes.map(\.text))")
    }

    @Test func everyKindOfChangeHasAFixture() {
        let told = Self.fixtures.map(\.expected).joined()
        // Scripts are files of their own; see `tellsOfScripts`.
        for rule in ChangeRule.all where rule != .scriptChanged { #expect(told.contains("\(rule.risk.rawValue)[\(rule.code)]:"), "no fixture tells \(rule.code)") }
    }

    @Test func thereAreFortyPairs() {
        #expect(Self.fixtures.count { $0.name.hasPrefix("same-") } >= 20)
        #expect(Self.fixtures.count { !$0.name.hasPrefix("same-") } >= 20)
    }

    /// A plan cut into files, each section its own, is the same plan.
    @Test func filesAreNoChange() throws {
        let sections = Self.base.components(separatedBy: "\n\n").filter { !$0.hasPrefix(" ") }
        var blocks: [String] = []
        for block in Self.base.components(separatedBy: "\n\n") {
            if block.hasPrefix(" "), !blocks.isEmpty { blocks[blocks.count - 1] += "\n\n" + block } else { blocks.append(block) }
        }
        #expect(blocks.count == sections.count)
        let files = blocks.enumerated().map { SourceFile(path: "parts/\($0).yaml", bytes: Array(($1 + "\n").utf8)) }
        let comparison = Comparison(from: try Self.version(Self.base), to: try Self.version(files), today: Self.today)
        #expect(comparison.isEmpty, "\(comparison.changes.map(\.text))")
    }

    /// A connector's own scripts are a part of the plan; their layout is not.
    @Test func tellsOfScripts() throws {
        let files = try ["plan.yaml", "schema.ps1", "import.ps1", "export.ps1", "module.psm1"].map { name in
            let path = name == "plan.yaml" ? name : "scripts/badges/\(name)"
            return SourceFile(path: path, bytes: Array(try Data(contentsOf: Repository.fixtures.appendingPathComponent("connectors/badges/\(path)"))))
        }
        func edited(_ change: (String) -> String) throws -> [Version] {
            try Self.version(files.map { file in
                guard file.path.hasSuffix("export.ps1") else { return file }
                return SourceFile(path: file.path, bytes: Array(change(String(decoding: file.bytes, as: UTF8.self)).utf8))
            })
        }
        let base = try Self.version(files)
        let layout = Comparison(from: base, to: try edited { $0.replacingOccurrences(of: "\n", with: "  \r\n") + "\r\n" }, today: Self.today)
        #expect(layout.isEmpty, "\(layout.changes.map(\.text))")
        let comparison = Comparison(from: base, to: try edited { $0 + "\nWrite-Verbose 'done'\n" }, today: Self.today)
        #expect(ReviewText().render(comparison, plan: "badges") == """
            disruptive[script-changed]: script `export.ps1` of `badges` does something else
              now     +2 −0 lines
              where   scripts/badges/export.ps1:1
              whom    users of Entra ID where `{displayName: {present: true}, employeeId: {present: true}}`
              when    phase badges
              why     It is typed into the wizard again; what it reads, writes and deletes is for a person to
                      read.

            badges: 1 disruptive change

            """)
    }

    /// The plan against itself is nothing, in whatever environment.
    @Test func theExampleIsTheSameAsItself() throws {
        let files = try Plans.files("contoso")
        let comparison = Comparison(from: try Self.version(files), to: try Self.version(files), today: Self.today)
        #expect(comparison.isEmpty)
        #expect(comparison.reviews.count == 2)
    }
}
