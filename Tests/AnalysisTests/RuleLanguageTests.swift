import Microsoft
import Testing

/// Rules over users, in the two languages of Microsoft's services.
@Suite struct RuleLanguageTests {
    /// Those that Microsoft's pages show, and their like.
    static let workflowRules = [
        "(department eq 'Marketing')", "(department ne 'Marketing')", "(department in ('Marketing'))", "(accountEnabled eq true)",
        "(employeeOrgData/costCenter eq '100')", "(otherMails/any(p:startsWith(p, 'Av')))",
        "(department eq 'Marketing') and (accountEnabled in (true))", "(department eq 'Marketing') or (not (city eq 'Redmond'))",
        "(customSecurityAttributes/OnsightLocation/CustomerOnsite eq true)", "department eq 'O''Brien'", "companyName eq null",
        "assignedPlans/any(a:a/service eq 'exchange' and a/capabilityStatus eq 'Enabled')",
        "extension_0123456789abcdef0123456789abcdef_site eq 'Oslo'",
    ]
    static let membershipRules = [
        "user.department -eq \"Sales\"", "(user.department -eq \"Sales\") -or (user.department -eq \"Marketing\")",
        "(user.department -eq \"Sales\") -and -not (user.jobTitle -startsWith \"SDE\")", "user.department -in [\"50001\",\"50002\"]",
        "user.mail –ne null", "user.employeehiredate -ge system.now -plus p1d", "user.employeehiredate -le 2020-06-10T18:13:20Z",
        "user.assignedPlans -any (assignedPlan.servicePlanId -eq \"efb87545-963c-4e0d-99df-69c6916d9eb0\" -and assignedPlan.capabilityStatus -eq \"Enabled\")",
        "(user.proxyAddresses -any (_ -startsWith \"contoso\"))", "user.memberOf -any (group.objectId -in ['value'])", "user.accountEnabled -eq true",
        "user.department eq \"Sales\" and user.extensionAttribute15 -ne null", "user.extension_0123456789abcdef0123456789abcdef_site -eq \"Oslo\"",
        "user.displayName -match \"^Da.*\"",
    ]

    @Test(arguments: workflowRules) func workflowRuleIsTaken(_ rule: String) { #expect(WorkflowRule.problem(in: rule) == nil) }

    @Test(arguments: membershipRules) func membershipRuleIsTaken(_ rule: String) { #expect(MembershipRule.problem(in: rule) == nil) }

    /// Whatever is cut off, doubled or turned into the other language is answered, with a place inside the rule.
    @Test(arguments: workflowRules + membershipRules) func everyBeginningIsAnswered(_ rule: String) {
        for length in 0...rule.count {
            for text in [String(rule.prefix(length)), String(rule.suffix(length)), String(rule.prefix(length)) + rule] {
                for problem in [WorkflowRule.problem(in: text), MembershipRule.problem(in: text)].compactMap({ $0 }) {
                    #expect(problem.range.lowerBound >= 0 && problem.range.upperBound <= text.utf8.count)
                    #expect(!problem.message.isEmpty && !problem.help.isEmpty)
                }
            }
        }
    }

    /// A stack has an end.
    @Test func depthIsBounded() {
        let deep = String(repeating: "(", count: 100_000)
        #expect(WorkflowRule.problem(in: deep)?.message == "the rule is nested too deeply")
        #expect(WorkflowRule.problem(in: String(repeating: "not ", count: 100_000))?.message == "the rule is nested too deeply")
        #expect(MembershipRule.problem(in: String(repeating: "(", count: 3_000))?.message == "the rule is nested too deeply")
    }
}
