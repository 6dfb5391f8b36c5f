import Analysis
import Artifacts
import Delivery
import Diagnostics
import Foundation
import Testing
import TestSupport

/// The example plan and what is committed of it.
@Suite struct GeneratorTests {
    private func contoso(_ environment: String) throws -> (artifacts: [Artifact], manifest: Manifest) {
        let (plan, sources) = try Plans.checked("contoso", environment: environment)
        let artifacts = Generator.artifacts(of: plan, sources: sources)
        return (artifacts, Delivery.manifest(of: artifacts, in: EmissionContext(plan: plan, sources: sources)))
    }

    /// `generated/` is what the compiler makes of `plans/`. Run `make compile` and review the difference.
    @Test func generatedIsUpToDate() throws {
        let (artifacts, manifest) = try contoso("production")
        let drift = Delivery.drift(of: artifacts, manifest: manifest, from: Repository.root.appendingPathComponent("generated/contoso").path)
        #expect(drift.missing == [])
        #expect(drift.different == [])
        #expect(drift.surplus == [])
    }

    @Test func thePlanIsClean() throws {
        let result = FrontEnd(today: "2026-11-24").check(try Plans.files("contoso"))
        #expect(TextRenderer().render(result.report, sources: result.sources) == "")
        #expect(result.environments == ["production", "test"])
    }

    @Test func samePlanSameBytes() throws {
        let first = try contoso("test")
        let second = try contoso("test")
        #expect(first.artifacts.map(\.path) == second.artifacts.map(\.path))
        #expect(first.artifacts.map(\.bytes) == second.artifacts.map(\.bytes))
        #expect(first.manifest.text == second.manifest.text)
    }

    /// The order in which a file system names the files makes no difference.
    @Test func orderOfFilesDoesNotMatter() throws {
        let files = try Plans.files("contoso")
        let forward = FrontEnd().check(files, environments: .one("production"))
        let backward = FrontEnd().check(files.reversed(), environments: .one("production"))
        let a = Generator.artifacts(of: try #require(forward.plans.first), sources: forward.sources)
        let b = Generator.artifacts(of: try #require(backward.plans.first), sources: backward.sources)
        #expect(a.map(\.bytes) == b.map(\.bytes))
    }

    @Test func environmentsDifferOnlyInTheirValues() throws {
        let production = try contoso("production").artifacts
        let test = try contoso("test").artifacts
        #expect(production.map(\.path) == test.map(\.path))
        for artifact in test {
            let text = String(decoding: artifact.bytes, as: UTF8.self)
            #expect(!text.contains("sql01.contoso.com"), "\(artifact.path) names a server of production")
        }
    }

    /// Secrets are named where they are typed or asked for, and there is nothing else that could be one.
    @Test func noFileHoldsASecret() throws {
        for artifact in try contoso("production").artifacts {
            let text = String(decoding: artifact.bytes, as: UTF8.self)
            #expect(!text.lowercased().contains("pwd="), "\(artifact.path)")
            for line in text.split(separator: "\n") where line.contains("\"SecretToken\"") || line.contains("\"Password\"") {
                #expect(!line.contains("\"value\": \"") || line.contains("${secret:"), "\(artifact.path): \(line)")
            }
        }
    }

    /// What a person or another program links to is there.
    @Test func linksLead() throws {
        let artifacts = try contoso("production").artifacts
        let paths = Set(artifacts.map(\.path))
        var links = 0
        for artifact in artifacts where artifact.path.hasSuffix(".md") {
            let folder = artifact.path.split(separator: "/").dropLast().map(String.init)
            for match in String(decoding: artifact.bytes, as: UTF8.self).matches(of: /\]\(([^)#\s]+)\)/) {
                var parts = folder
                for part in match.1.split(separator: "/") {
                    if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
                }
                links += 1
                #expect(paths.contains(parts.joined(separator: "/")), "\(artifact.path) links to \(match.1)")
            }
        }
        #expect(links > 50)
    }

    /// Every step of the road that the plan takes is in a checklist: the numbers of the migration article. The pass over the accounts that
    /// are there, ad.3, is rows.1 and rows.2 of the mapping.
    @Test func everyNumberedStepIsThere() throws {
        let text = try contoso("production").artifacts.filter { $0.path.hasSuffix("checklist.md") }
            .map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
        let steps = (1...5).map { "agent.\($0)" } + (1...8).map { "ps.\($0)" } + (0...6).map { "sql.\($0)" } + (1...7).map { "app.\($0)" }
            + (1...10).map { "cut.\($0)" } + [1, 2, 4, 5, 6, 7].map { "ad.\($0)" } + (1...7).map { "ret.\($0)" }
        for step in steps { #expect(text.contains("/\(step)**"), "no \(step)") }
    }

    /// A step keeps its id from compile to compile, and no two steps of a checklist share one.
    @Test func stepsHaveNamesOfTheirOwn() throws {
        for artifact in try contoso("production").artifacts where artifact.path.hasSuffix("checklist.md") {
            let ids = String(decoding: artifact.bytes, as: UTF8.self).matches(of: /- \[ \] \*\*([^*]+)\*\*/).map { String($0.1) }
            #expect(Set(ids).count == ids.count, "\(artifact.path): \(ids)")
            #expect(ids.count > 20)
        }
    }
}
