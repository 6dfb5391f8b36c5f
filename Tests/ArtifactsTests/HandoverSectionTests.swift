import Analysis
import Foundation
import Plan
import Testing
import TestSupport

@testable import Artifacts

/// Who does what MIM did beside people, as a checklist says it.
@Suite struct HandoverSectionTests {
    private func contoso() throws -> (CheckedPhase, EmissionContext) {
        let (plan, sources) = try Plans.checked("contoso", environment: "production")
        return (try #require(plan.phases.last), EmissionContext(plan: plan, sources: sources))
    }

    @Test func everyWordHasSteps() {
        #expect(Set(Heir.all.map(\.word)).count == Heir.all.count)
        for heir in Heir.all { #expect(!heir.steps.isEmpty && !heir.steps.contains { $0.evidence.isEmpty }, "\(heir.word)") }
        // Of everything that MIM is used for somebody is known who can do it.
        for use in Legacy.Capability.allCases {
            #expect(Heir.of(use.rawValue).contains { $0.word != "script" && $0.word != "nobody" }, "\(use.rawValue)")
        }
        #expect(Heir.of("computer").map(\.word) == ["script", "nobody"])
        #expect(Heir.of("organizationalUnit").map(\.word) == ["script", "nobody"])
    }

    @Test func theLanguagePageHasEveryWord() throws {
        let page = try String(contentsOf: Repository.root.appendingPathComponent("docs/language.md"), encoding: .utf8)
        for word in Heir.all.map(\.word) + Legacy.Capability.allCases.map(\.rawValue) { #expect(page.contains(word), "\(word)") }
    }

    @Test func eachIsHandedOverInItsOwnSteps() throws {
        let (phase, context) = try contoso()
        let text = ChecklistEmitter().markdown(phase, in: context).text
        let ids = text.matches(of: /\*\*(over\/[^*]+)\*\*/).map { String($0.output.1) }
        #expect(ids.count == Set(ids).count)
        #expect(ids.first == "over/over.group.cloud-sync.1")
        #expect(ids.contains("over/over.requests.access-packages") && ids.contains("over/over.organization.nobody"))
        // The old way ends after the new one is there.
        let over = try #require(text.range(of: "## What MIM did beside people")), off = try #require(text.range(of: "## MIM: switched off"))
        #expect(over.lowerBound < off.lowerBound)
    }
}
