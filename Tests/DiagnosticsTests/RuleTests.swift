import Diagnostics
import Testing

/// The catalogue as a whole.
@Suite struct RuleTests {
    @Test func codesAreUniqueWords() {
        #expect(Set(Rule.all.map(\.code)).count == Rule.all.count)
        for rule in Rule.all {
            #expect(rule.code.allSatisfy { $0.isLowercase || $0 == "-" }, "\(rule.code)")
            #expect(Rule.named(rule.code) == rule)
        }
    }

    @Test(arguments: Rule.all)
    func tellsItsStory(_ rule: Rule) {
        #expect(rule.law.hasSuffix("."), "a law is a sentence")
        #expect(rule.law.first?.isLowercase == false)
        #expect(rule.reason.hasSuffix("."))
        #expect(!rule.wrong.isEmpty && !rule.right.isEmpty && rule.wrong != rule.right)
        #expect(!rule.source.isEmpty)
        #expect(rule.explanation.contains(rule.law))
    }

    @Test func unknownCodesHaveNoStory() {
        #expect(Rule.named("no-such-code") == nil)
    }
}
