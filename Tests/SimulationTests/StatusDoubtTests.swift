import Diagnostics
@testable import Plan
import Testing

@testable import Simulation

@Suite struct StatusDoubtTests {
    private func doubt(_ texts: [String], _ value: String) -> String? {
        let nowhere = Span(file: FileID(index: 0), start: 0, end: 0)
        let clause = Clause(attribute: Spanned("Status", nowhere), test: .isOneOf(texts), span: nowhere)
        return StatusDoubt([ScopeGroup(clauses: [clause], span: nowhere)]) { _ in 0 }.doubt(in: [value])?.code
    }

    /// A rule may list several spellings of one word.
    @Test func aSpellingThatIsListedIsClear() {
        #expect(doubt(["Left", "LEFT"], "LEFT") == nil)
        #expect(doubt(["Left", "LEFT"], "Left") == nil)
        #expect(doubt(["Left", "LEFT"], "left") == "doubtful-status")
        #expect(doubt(["Left"], "Here") == nil)
        #expect(doubt(["Left"], "") == "missing-status")
    }
}
