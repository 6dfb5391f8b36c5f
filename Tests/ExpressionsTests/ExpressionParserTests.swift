import Diagnostics
import Expressions
import Foundation
import Testing
import TestSupport
import YAMLSyntax

@Suite struct ExpressionParserTests {
    static let cases = ReferenceTables.cases.map(\.expression)

    @Test func theTableIsThere() {
        #expect(Self.cases.count >= 250)
    }

    @Test(arguments: cases)
    func parsesAndPrintsItsOwnPrint(_ text: String) throws {
        let (tree, errors) = ExpressionParser.parse(text)
        #expect(errors.isEmpty, "\(text): \(errors.map(\.message))")
        let printed = try #require(tree).description
        let again = try #require(ExpressionParser.parse(printed).expression)
        #expect(again.description == printed)
    }

    @Test(arguments: [
        ("Join(\" \", [a], [b]", ["syntax"]),
        ("Join(\" \", [a], \"b)", ["unterminated-string"]),
        ("Join(\" \", [a, \"x\")", ["unterminated-attribute"]),
        ("[a]", ["not-a-function"]),
        ("\"a\"", ["not-a-function"]),
        ("join(\",\", [a])", ["unknown-function"]),
        ("Left([a])", ["too-few-arguments"]),
        ("Left([a], 1, 2)", ["too-many-arguments"]),
        ("Left(, 1)", ["missing-argument"]),
        ("Switch([a], \"x\", \"y\")", ["switch-unpaired"]),
        ("Join(\"\", [a] & [b])", ["unsupported-operator"]),
        ("IIF([a] == \"x\", \"1\", \"2\")", ["unsupported-operator"]),
        ("Join(\"\", [a] = \"x\", [b])", ["unsupported-operator"]),
        ("Left('abc', 1)", ["bad-quotes"]),
        ("Left(“abc”, 1)", ["bad-quotes"]),
        ("", ["empty-expression"]),
        ("Left([a], 1.5)", ["syntax"]),
    ])
    func namesWhatIsWrong(_ text: String, _ kinds: [String]) {
        let found = ExpressionParser.parse(text).errors.map(\.kind)
        for kind in kinds { #expect(found.contains(kind), "\(text): \(found)") }
    }

    @Test func findsSeveralMistakesInOne() {
        let errors = ExpressionParser.parse("join(\" \", Left([FirstName]), True, [LastName)").errors
        #expect(errors.count >= 3)
    }

    @Test func emptySlotsStay() throws {
        let tree = try #require(ExpressionParser.parse("Replace([a], \"-\", , , \"_\", , )").expression)
        #expect(tree.description == "Replace([a], \"-\", , , \"_\", , )")
    }

    @Test func backslashesAreKept() throws {
        let tree = try #require(ExpressionParser.parse(#"Replace([a], , "\\+(\d) \"x\"", , "", , )"#).expression)
        guard case .call(let call) = tree, case .string(let pattern, _)? = call.arguments[2] else {
            Issue.record("no pattern")
            return
        }
        #expect(pattern == #"\+(\d) "x""#)
    }

    @Test func renamesAttributes() throws {
        let tree = try #require(ExpressionParser.parse("IIF([a] = \"x\", Left([b], 2), [a])").expression)
        #expect(tree.printed { "urn:\($0)" } == "IIF([urn:a] = \"x\", Left([urn:b], 2), [urn:a])")
    }

    @Test func survivesDepthAndLength() {
        let deep = String(repeating: "Not(", count: 3_000) + "[a]" + String(repeating: ")", count: 3_000)
        #expect(!ExpressionParser.parse(deep).errors.isEmpty)
        let long = "Join(\"\", " + String(repeating: "[a], ", count: 3_000) + "[a])"
        #expect(ExpressionParser.parse(long).errors.map(\.kind) == ["expression-too-long"])
    }

    /// Whatever is typed, the parser ends, and every range is inside the text.
    @Test func anythingIsAnswered() {
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let pieces = ["Join", "(", ")", ",", "[a]", "[", "]", "\"", "\\", "x", " ", "=", "<>", "-1", "&H", "é", "“", "IIF", "1.5", "\n", "Switch("]
        for _ in 0..<5_000 {
            let text = (0..<random(25)).map { _ in pieces[random(pieces.count)] }.joined()
            let (tree, errors) = ExpressionParser.parse(text)
            #expect(tree != nil || !errors.isEmpty)
            for error in errors {
                #expect(error.range.lowerBound >= 0 && error.range.upperBound <= text.utf8.count, "\(text.debugDescription)")
            }
        }
    }
}
