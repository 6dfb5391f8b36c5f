import Analysis
import Diagnostics
import Foundation
import FuzzTargets
import Testing
import TestSupport

/// Mutants of the example plans: each gets a diagnostic or a compile, never a crash, and never silence about a name that is not there.
///
/// `ENTRAIN_MUTANTS` raises their number; `make fuzz` takes ten thousand.
@Suite struct MutationTests {
    private static let count = Int(ProcessInfo.processInfo.environment["ENTRAIN_MUTANTS"] ?? "") ?? 100

    @Test(arguments: ["contoso", "northwind"])
    func everyMutantIsAnswered(_ name: String) throws {
        let mutants = PlanMutants(try Plans.files(name), environment: "production")
        for seed in 0..<Self.count {
            #expect(throws: Never.self) { try mutants.damage(seed) }
            if seed % 3 == 0 { #expect(throws: Never.self) { try mutants.misspell(seed) } }
        }
    }

    /// A word of a plan that names something, spelt otherwise in one place only, is found.
    @Test(arguments: ["contoso", "northwind"])
    func namesThatAreNotThereAreTold(_ name: String) throws {
        let files = try Plans.files(name)
        let (plan, _) = try Plans.checked(name, environment: "production")
        let names = plan.mappings.map(\.name) + plan.connectors.map(\.name) + plan.sources.map(\.name) + plan.agents.map(\.name)
        var tried = 0
        for name in names {
            for file in files where !file.path.hasPrefix("environments/") && !file.path.hasPrefix("tests/") {
                let text = String(decoding: file.bytes, as: UTF8.self)
                // Where it is referred to: the value of a key, or a member of a list. A comment or a text with spaces says what it likes.
                for match in text.matches(of: /(?m)^ *(?:- )?(?:from|to|agent|starts|stops): (?:\[[^\]\n]*|[^\n\[]*)/) {
                    guard let range = text[match.range].range(of: "(?<![\\w.-])\(NSRegularExpression.escapedPattern(for: name))(?![\\w-])", options: .regularExpression)
                    else { continue }
                    tried += 1
                    let broken = text.replacingCharacters(in: range, with: name + "x")
                    let mutant = files.map { $0.path == file.path ? SourceFile(path: $0.path, bytes: Array(broken.utf8)) : $0 }
                    let report = FrontEnd(today: "2026-11-24").check(mutant, environments: .one("production")).report
                    #expect(report.diagnostics.contains { $0.severity == .error && $0.message.contains(name + "x") }, "\(file.path): \(text[match.range])")
                }
            }
        }
        #expect(tried >= names.count)
    }
}
