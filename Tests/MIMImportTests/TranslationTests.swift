import Diagnostics
import Expressions
import Foundation
import MIMImport
import Testing
import XML

/// MIM's functions in Entra's words, through an export: what comes out is an expression that Entra's parser reads.
@Suite struct TranslationTests {
    static let cases: [(fn: String, entra: String?)] = [
        (#"<fn id="+"><arg>a</arg><arg>b</arg></fn>"#, #"Join("", [a], [b])"#),
        (#"<fn id="+"><arg>a</arg><arg>" "</arg><arg>b</arg></fn>"#, #"Join(" ", [a], [b])"#),
        (#"<fn id="+"><arg>a</arg><arg>"-"</arg><arg><fn id="+"><arg>b</arg><arg>"."</arg></fn></arg></fn>"#, #"Join("", [a], "-", [b], ".")"#),
        (#"<fn id="IIF"><arg><fn id="IsPresent"><arg>a</arg></fn></arg><arg>a</arg><arg>b</arg></fn>"#, #"Switch([a], [a], "", [b])"#),
        (#"<fn id="IIF"><arg><fn id="Eq"><arg>a</arg><arg>"x"</arg></fn></arg><arg>"1"</arg><arg><fn id="IIF"><arg><fn id="Eq"><arg>a</arg><arg>"y"</arg></fn></arg><arg>"2"</arg><arg>"3"</arg></fn></arg></fn>"#,
         #"Switch([a], "3", "x", "1", "y", "2")"#),
        (#"<fn id="IIF"><arg><fn id="NotEquals"><arg>a</arg><arg>b</arg></fn></arg><arg>"1"</arg><arg>"2"</arg></fn>"#, #"IIF([a] <> [b], "1", "2")"#),
        (#"<fn id="IIF"><arg><fn id="GreaterThanOrEquals"><arg>a</arg><arg>5</arg></fn></arg><arg>"1"</arg><arg>"2"</arg></fn>"#, #"IIF([a] >= 5, "1", "2")"#),
        (#"<fn id="UpperCase"><arg>a</arg></fn>"#, "ToUpper([a])"),
        (#"<fn id="LowerCase"><arg>a</arg></fn>"#, "ToLower([a])"),
        (#"<fn id="ProperCase"><arg>a</arg></fn>"#, #"PCase([a], " ")"#),
        (#"<fn id="Left"><arg>a</arg><arg>3</arg></fn>"#, "Left([a], 3)"),
        (#"<fn id="Mid"><arg>a</arg><arg>2</arg><arg>3</arg></fn>"#, "Mid([a], 2, 3)"),
        (#"<fn id="Word"><arg>a</arg><arg>1</arg><arg>"@"</arg></fn>"#, #"Word([a], 1, "@")"#),
        (#"<fn id="Trim"><arg>a</arg></fn>"#, #"Replace(Replace([a], , "^\\s+", , "", , ), , "\\s+$", , "", , )"#),
        (#"<fn id="ReplaceString"><arg>a</arg><arg>"x"</arg><arg>"y"</arg></fn>"#, #"Replace([a], "x", , , "y", , )"#),
        (#"<fn id="+"><arg>a</arg><arg>"say &quot;hi&quot; \ "</arg></fn>"#, #"Join("", [a], "say \"hi\" \\ ")"#),
        // No equal, or not quite.
        (#"<fn id="Right"><arg>a</arg><arg>3</arg></fn>"#, nil),
        (#"<fn id="Left"><arg>a</arg><arg>-1</arg></fn>"#, nil),
        (#"<fn id="Mid"><arg>a</arg><arg>0</arg><arg>3</arg></fn>"#, nil),
        (#"<fn id="RightPad"><arg>a</arg><arg>8</arg><arg>"0"</arg></fn>"#, nil),
        (#"<fn id="DateTimeFormat"><arg>a</arg><arg>"yyyy"</arg></fn>"#, nil),
        (#"<fn id="IIF"><arg><fn id="IsPresent"><arg>a</arg></fn></arg><arg>a</arg><arg><fn id="Null"/></arg></fn>"#, nil),
        (#"<fn id="RandomNum"><arg>1</arg><arg>9</arg></fn>"#, nil),
        (#"<fn id="EscapeDNComponent"><arg>a</arg></fn>"#, nil),
        (#"<fn id="+"><arg>a</arg><arg>$OU$</arg></fn>"#, nil),
        (#"<fn id="Invented"><arg>a</arg></fn>"#, nil),
    ]

    @Test(arguments: cases.indices)
    func hasItsEqual(_ index: Int) throws {
        let (fn, entra) = Self.cases[index]
        let root = try XMLReader().tree(of: fn)
        let expression = try #require(RuleExpression(root))
        let found = expression.entra
        switch found {
        case .success(let text):
            #expect(text == entra)
            #expect(ExpressionParser.parse(text).errors.isEmpty)
        case .failure(let failure): #expect(entra == nil, "\(failure.reason)")
        }
    }
}
