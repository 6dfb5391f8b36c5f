import Diagnostics
@testable import Plan
import Testing

@testable import Simulation

@Suite struct StatusDoubtTests {
    private func doubt(_ clauses: [String]..., of value: String) -> String? {
        let nowhere = Span(file: FileID(index: 0), start: 0, end: 0)
        let groups = clauses.map { texts in
            ScopeGroup(clauses: [Clause(attribute: Spanned("Status", nowhere), test: .isOneOf(texts), span: nowhere)], span: nowhere)
        }
        return StatusDoubt(groups) { _ in 0 }.doubt(in: [value])?.code
    }

    /// A rule may list several spellings of one word.
    @Test func aSpellingThatIsListedIsClear() {
        #expect(doubt(["Left", "LEFT"], of: "LEFT") == nil)
        #expect(doubt(["Left", "LEFT"], of: "Left") == nil)
        #expect(doubt(["Left", "LEFT"], of: "left") == "doubtful-status")
        #expect(doubt(["Left"], of: "Here") == nil)
        #expect(doubt(["Left"], of: "") == "missing-status")
    }

    /// Two rules may each list one of them.
    @Test func aSpellingOfAnotherRuleIsClear() {
        for value in ["Left", "left"] { #expect(doubt(["Left"], ["left"], of: value) == nil) }
        #expect(doubt(["Left"], ["left"], of: "LEFT") == "doubtful-status")
        #expect(doubt(["Left"], ["Gone"], of: "gone ") == "doubtful-status")
    }
}
