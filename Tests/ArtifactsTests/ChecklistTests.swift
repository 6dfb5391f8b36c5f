import Analysis
import Testing
import TestSupport

@testable import Artifacts

@Suite("Checklists that were begun")
struct ChecklistTests {
    private func contoso() throws -> (CheckedPhase, EmissionContext) {
        let (plan, sources) = try Plans.checked("contoso", environment: "production")
        return (try #require(plan.phases.last), EmissionContext(plan: plan, sources: sources))
    }

    @Test func aTickIsKept() throws {
        let (phase, context) = try contoso()
        let fresh = ChecklistEmitter().markdown(phase, in: context).text
        let ticked = fresh.replacing("- [ ] **mim/ret.1**", with: "- [x] **mim/ret.1**").replacing("- [ ] **before/plan**", with: "- [X] **before/plan**")
        let again = ChecklistEmitter().markdown(phase, in: context, carrying: ticked)
        #expect(again.text == ticked.replacing("[X]", with: "[x]"))
        #expect(again.carried.kept == ["before/plan", "mim/ret.1"])
        #expect(again.carried.changed == [] && again.carried.gone == [])
    }

    @Test func whatAStepSaysNowHasToBeTickedAgain() throws {
        let (phase, context) = try contoso()
        let old = "- [x] **mim/ret.1** Stop some schedules. _(MIMA)_\n- [x] **mim/ret.99** Was once. _(MIMA)_\n- [x] not a step\n"
        let again = ChecklistEmitter().markdown(phase, in: context, carrying: old)
        #expect(!again.text.contains("- [x]"))
        #expect(again.carried.changed == ["mim/ret.1"])
        #expect(again.carried.gone == ["mim/ret.99"])
    }

    @Test func notesStayBelowTheirStep() throws {
        let (phase, context) = try contoso()
        let fresh = ChecklistEmitter().markdown(phase, in: context).text
        let line = try #require(fresh.split(separator: "\n").first { $0.contains("**mim/ret.1**") })
        let noted = fresh.replacing(line, with: line + "\n  - Ada: stopped on Friday, ticket 4711")
        let again = ChecklistEmitter().markdown(phase, in: context, carrying: noted)
        #expect(again.text.contains("  - Evidence: no run since\n  - Ada: stopped on Friday, ticket 4711\n"))
        // And once more: it is not doubled.
        let third = ChecklistEmitter().markdown(phase, in: context, carrying: again.text)
        #expect(third.text == again.text)
    }

    @Test("anything can be handed in as an earlier checklist", arguments: [
        "", "\u{0}", "- [x] **", "- [x] ****", "- [x] **a** ", "  - [x] **mim/ret.1** x", "- [x] **mim/ret.1**", String(repeating: "- [x] **a/b** c _(\n", count: 1000),
    ])
    func hostile(text: String) throws {
        let (phase, context) = try contoso()
        let fresh = ChecklistEmitter().markdown(phase, in: context).text
        #expect(ChecklistEmitter().markdown(phase, in: context, carrying: text).text == fresh)
    }

    @Test func everyStepIsALineOfTheProjectPlan() throws {
        let (phase, context) = try contoso()
        let text = ChecklistEmitter().markdown(phase, in: context).text
        let rows = ChecklistEmitter().rows(phase, in: context, carrying: text.replacing("- [ ] **mim/ret.1**", with: "- [x] **mim/ret.1**")).rows
        let ids = text.matches(of: /- \[ \] \*\*([^*]+)\*\*/).map { "3/" + String($0.1) }
        #expect(rows.map { $0[0] } == ids)
        for row in rows { #expect(row.count == ChecklistEmitter.columns.count) }
        #expect(rows.filter { $0[9] == "yes" }.map { $0[0] } == ["3/mim/ret.1"])
        #expect(rows.filter { $0[8] == "yes" }.count == 2)
        // Plain text, without the marks of Markdown.
        let steps = rows.map { $0[3] }.joined(separator: "\n")
        #expect(steps.contains("entrain compile PLAN --environment production --output DIR --check"))
        #expect(!steps.contains("`"))
    }

    /// A check that is added before others changes no name.
    @Test func namesOfChecks() {
        #expect(ChecklistEmitter.name(of: "No change in AD, AD LDS or the portal") == "no-change-in-ad-ad")
        #expect(ChecklistEmitter.name(of: "…") == "check")
    }

    @Test("Markdown as plain text", arguments: [
        ("a `b` c", "a b c"), ("``a`b``", "a`b"), ("_x_ **y**", "x y"), ("[its checklist](../a.md)", "its checklist"), ("a \\| b\\_c", "a | b_c"),
        ("&lt;x> &amp; y", "<x> & y"), ("`open", "`open"), ("[open", "[open"), ("\\", ""), ("`` `x ``", "`x"),
    ])
    func plain(markdown: String, text: String) {
        #expect(Markdown.plain(markdown) == text)
    }
}
