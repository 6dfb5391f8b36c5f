@testable import Expressions
import Testing

/// One mistake gives one message, which names it and says what to type.
@Suite struct FindingTests {
    static let attributes: [String: AttributeType] = [
        "a": AttributeType(.string(maxLength: 10), optional: true), "n": AttributeType(.integer), "m": AttributeType(.integer, optional: true),
    ]

    @Test(arguments: [
        ("IIF(([a]=\"1\"),\"x\",\"y\")", ["syntax"], "write [a]=\"1\""),
        ("IIF((([a]=\"1\")),\"x\",\"y\")", ["syntax"], "write [a]=\"1\""),
        ("Left((\"abc\"), 1)", ["syntax"], "write \"abc\""),
        ("Join('-', [a], [a])", ["bad-quotes"], "write \"-\""),
        ("Join('a, \"b\"', [a], [a])", ["bad-quotes"], "write \"a, \\\"b\\\"\""),
        ("Append([a], “x, y”)", ["bad-quotes"], "write \"x, y\""),
        ("Append([a], ‘x’)", ["bad-quotes"], "write \"x\""),
        ("Append([a], “x\")", ["bad-quotes"], "write \"x\""),
        ("Append([a], 'x)", ["bad-quotes"], "double quotation marks"),
        ("Left([a], +5)", ["syntax"], "write `5`"),
        ("Append([a], \"abc)", ["unterminated-string"], "close it"),
        ("Left([a], 99999999999999999999)", ["out-of-range"], "9223372036854775807"),
        ("Left([a], &HFFFFFFFFFFFFFFFFFF)", ["out-of-range"], "9223372036854775807"),
        ("Left([a], \"99999999999999999999\")", ["out-of-range"], "9223372036854775807"),
        ("Mid([a], 0, 1)", ["out-of-range"], "the first character is 1"),
        ("DateAdd(\"day\", 1, Now())", ["bad-interval"], "did you mean \"d\"?"),
        ("DateAdd(\"minute\", 1, Now())", ["bad-interval"], "did you mean \"n\"?"),
        ("DateAdd(\"q\", 1, Now())", ["bad-interval"], "\"yyyy\""),
        ("FormatDateTime(\"2020-01-01\", , \"yyyy/MM/dd\", \"yyyy\")", ["bad-date"], "the input format"),
        ("FormatDateTime([a], \"yyyy-MM-dd\", \"yyyy-MM-dd\", \"yyyy\")", ["bad-enum"], "leave the slot empty"),
        ("FormatDateTime([a], , \"q\", \"yyyy\")", ["bad-date"], "yyyy-MM-dd"),
        ("NumFromDate(\"9999-12-31\")", ["out-of-range"], "9223372036854775807"),
        ("NumFromDate(CDate(\"1600-12-31\"))", ["out-of-range"], "9223372036854775807"),
        ("IIF([m] > 5, \"x\", \"y\")", ["type-mismatch"], "Switch([m], [m], \"\", \"0\")"),
        ("IIF(5 >= [m], \"x\", \"y\")", ["type-mismatch"], "Switch([m], [m], \"\", \"0\")"),
        ("Replace([a], , \"(x\", , \"y\", , )", ["bad-regex"], "close it with `)`"),
        ("Replace([a], , \"x++\", , \"y\", , )", ["bad-regex"], "(?>x+)"),
        ("Replace([a], , \"(x+)+y\", , \"y\", , )", ["bad-regex"], "repeat once"),
        ("Replace([a], \"x\", , , , , )", ["bad-replace-combination"], "template: Replace"),
    ])
    func saysWhatIsWrong(_ text: String, _ kinds: [String], _ help: String) {
        let findings = ExpressionChecker.check(text, in: ExpressionContext(attributes: Self.attributes)).findings
        #expect(findings.map(\.kind) == kinds, "\(findings.map(\.message))")
        #expect(findings.first?.help?.contains(help) == true, "\(findings.first?.help ?? "none")")
        if let finding = findings.first, let replacement = finding.replacement {
            let bytes = Array(text.utf8)
            let fixed = String(decoding: bytes[..<finding.range.lowerBound] + Array(replacement.utf8) + bytes[finding.range.upperBound...], as: UTF8.self)
            #expect(ExpressionChecker.check(fixed, in: ExpressionContext(attributes: Self.attributes)).findings.isEmpty, "\(fixed)")
        }
    }

    @Test(arguments: [
        "IIF([n] > 5, \"x\", \"y\")", "Join(\"\", 99999999999999999999)", "Replace([a], , \"(\\d+,)*\", , \"\", , )", "Replace([a], , \"[a-z-[aeiou]](?<=x)\", , \"\", , )",
        "FormatDateTime([a], \"AllowWhiteSpaces, AssumeUniversal\", \"yyyy-MM-dd\", \"yyyy\")", "NumFromDate(\"2027-03-01\")", "DateFromNum(132537600000000000)",
        "Replace([a], \"x\", , , , , \"Dear x\")",
    ])
    func saysNothing(_ text: String) {
        let findings = ExpressionChecker.check(text, in: ExpressionContext(attributes: Self.attributes)).findings
        #expect(findings.isEmpty, "\(findings.map(\.message))")
    }

    @Test(arguments: [
        ("BitAnd([n], 2)", 1), ("BitAnd(255, [n])", 3), ("BitAnd([n], -1)", 20), ("BitAnd(6, 3)", 1), ("BitAnd([n], [n])", 20),
        ("Replace([a], , \"[ -]\", , \"_\", , )", 10), ("Replace([a], , \"[ -]\", , \"\", , )", 10), ("Replace([a], , \".\", , \"xy\", , )", 20), ("Replace([a], , \"..\", , \"xyz\", , )", 15),
        ("Replace([a], , \"x*\", , \"y\", , )", 21), ("Replace([a], , \"(.)\", , \"$1$1\", , )", 20), ("Replace([a], , \"a\", , \"$_\", , )", 110), ("Replace([a], , \"(?<g>.)x\", \"g\", \"\", , )", 10),
        ("Replace([a], , \"(?<g>.)x\", \"g\", \"yz\", , )", 15), ("Replace([a], , \"aaa\", , \"b\", , )", 10),
    ])
    func lengthIsBounded(_ text: String, _ length: Int) {
        let type = ExpressionChecker.check(text, in: ExpressionContext(attributes: Self.attributes)).typed?.type
        #expect(type?.maxLength == length)
    }

    /// A key that only looks like the source, its accent written apart, is another text.
    @Test func lookalikesCoverNothing() {
        let text = "Switch(\"\u{E9}\", , \"e\u{301}\", \"x\")"
        #expect(ExpressionChecker.check(text, in: ExpressionContext(attributes: Self.attributes)).typed?.type.mayBeAbsent == true)
    }

    @Test func mistypedTypesAreGuessed() {
        for (text, meant) in [("strng", "string"), ("strng(64)?", "string(64)?"), ("intger", "integer"), ("booleen", "boolean")] {
            guard case .failure(let error) = AttributeType.parse(text) else {
                Issue.record("\(text) is taken")
                continue
            }
            #expect(error.suggestion == meant)
        }
    }

    @Test func deepParenthesesEnd() {
        let text = "IIF(" + String(repeating: "([a]=", count: 1_900) + "1"
        #expect(ExpressionParser.parse(text).errors.map(\.kind) == ["too-deep"])
        #expect(!ExpressionParser.parse("IIF(" + String(repeating: "(", count: 9_000)).errors.isEmpty)
    }

    @Test func longTextsAreNormalized() {
        let accents = String(repeating: "é", count: 500_000)
        #expect(Diacritics.normalize(accents) == String(repeating: "e", count: 500_000))
        let marks = "e" + String(repeating: "\u{301}", count: 200_000) + "x"
        #expect(Diacritics.normalize(marks) == "ex")
    }

    /// A search that takes too long fails for this value, with the reason.
    @Test func aSlowSearchFails() throws {
        let tree = try #require(ExpressionParser.parse("Replace([a], , \"^(a+)+$\", , \"x\", , )").expression)
        let evaluator = Evaluator(tree) { _ in 0 }
        let world = EvaluationEnvironment(now: try #require(Instant(year: 2026, month: 1, day: 1)), random: { 0 })
        guard case .failure(let reason) = evaluator.evaluate([.text(String(repeating: "a", count: 40) + "!")], world) else {
            Issue.record("it ends with a value")
            return
        }
        #expect(reason.contains("too long"))
        #expect(evaluator.evaluate([.text("aaaa")], world) == .value(.text("x")))
    }
}
