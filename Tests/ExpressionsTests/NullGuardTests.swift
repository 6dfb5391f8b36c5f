import Expressions
import Testing

/// The forms that guard against a missing value are seen through; others are not.
@Suite struct NullGuardTests {
    private func type(_ text: String) throws -> Inferred {
        let context = ExpressionContext(attributes: ["a": AttributeType(.string(maxLength: 10), optional: true), "b": AttributeType(.string(maxLength: 10))])
        let (typed, findings) = ExpressionChecker.check(text, in: context)
        #expect(!findings.contains { !$0.isWarning })
        return try #require(typed).type
    }

    @Test(arguments: [
        #"Switch([a], [a], "", "none")"#, #"Switch([a], "none", "", [b])"#, #"IIF(IsPresent([a]), [a], "none")"#,
        #"IIF(Not(IsPresent([a])), "none", [a])"#, #"IIF(IsNullOrEmpty([a]), "none", [a])"#, #"Switch(IsPresent([a]), "none", "True", [a])"#,
        #"Switch(IsPresent([a]), [a], "False", "none")"#, #"Switch([a], "none", "x", [a])"#, #"Coalesce([a], "none")"#,
        #"IIF(IsPresent([a]), Switch([b], [a], "x", "y"), "none")"#,
    ])
    func isNeverAbsent(_ text: String) throws {
        #expect(try type(text).mayBeAbsent == false)
    }

    @Test(arguments: [
        #"Switch([a], [a], "x", "none")"#, #"IIF(IsPresent([a]), "x", [a])"#, #"Switch([b], [a], "", "none")"#,
        #"IIF(IsPresent([b]), [a], "none")"#, #"Switch([a], "none", "", [a])"#, #"IIF(IsNull([a]), [a], "none")"#,
        #"Switch(IsPresent([a]), [a], "True", "none")"#,
    ])
    func mayBeAbsent(_ text: String) throws {
        #expect(try type(text).mayBeAbsent)
    }

    /// What a guard says ends with its branch.
    @Test func endsWithTheBranch() throws {
        #expect(try type(#"Coalesce(IIF(IsPresent([a]), [a], [a]))"#).mayBeAbsent)
        #expect(try type(#"Switch(IIF(IsPresent([a]), "x", "y"), [a], "x", "z")"#).mayBeAbsent)
    }
}
