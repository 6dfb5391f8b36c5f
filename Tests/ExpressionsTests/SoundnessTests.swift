@testable import Expressions
import Testing

/// Random expressions over random rows: no crash, and no result that the checker's type, absence, length or values exclude.
///
/// `ENTRAIN_SEEDS` raises the number of expressions.
@Suite struct SoundnessTests {
    static let attributes: [String: AttributeType] = [
        "name": AttributeType(.string(maxLength: 12)),
        "nick": AttributeType(.string(maxLength: 8), optional: true),
        "free": AttributeType(.string(maxLength: nil), optional: true),
        "count": AttributeType(.integer),
        "active": AttributeType(.boolean, optional: true),
        "hired": AttributeType(.datetime(format: nil), optional: true),
        "mails": AttributeType(.string(maxLength: 10), optional: true, multiValued: true),
    ]
    static let names = attributes.keys.sorted()

    @Test func resultsStayInsideTheirTypes() {
        let seeds = Int(ProcessInfo.environment("ENTRAIN_SEEDS") ?? "") ?? 4_000
        var evaluated = 0
        for seed in 0..<seeds {
            var random = SplitMix(seed: UInt64(seed))
            var maker = ExpressionMaker(random: random)
            let text = maker.call(depth: 3)
            random = maker.random
            let (tree, errors) = ExpressionParser.parse(text)
            guard let tree, errors.isEmpty else {
                Issue.record("seed \(seed): \(text) does not parse: \(errors.map(\.message))")
                continue
            }
            #expect(ExpressionParser.parse(tree.description).expression?.description == tree.description, "seed \(seed)")
            let typed = ExpressionChecker.check(tree, in: ExpressionContext(attributes: Self.attributes))
            let evaluator = Evaluator(tree) { name in Self.names.firstIndex(of: name) }
            for _ in 0..<8 {
                let row = Self.names.map { random.value(of: Self.attributes[$0]) }
                var bits = random
                let state = Box(bits.next())
                let world = EvaluationEnvironment(
                    now: Instant(year: 2026, month: 11, day: 24) ?? .init(ticks: 0)!, isTaken: { $0.utf8.count % 3 == 0 },
                    random: { state.next() })
                let outcome = evaluator.evaluate(row, world)
                evaluated += 1
                if let problem = contradiction(outcome, typed.type), !typed.hasErrors {
                    Issue.record("seed \(seed): \(text)\n  row \(row)\n  gives \(outcome)\n  but \(typed.type) min \(typed.type.minLength): \(problem)")
                    return
                }
            }
        }
        #expect(evaluated == seeds * 8)
    }

    private func contradiction(_ outcome: Outcome, _ type: Inferred) -> String? {
        switch outcome {
        case .failure, .escrow: return nil
        case .ignoreAttribute, .ignoreObject, .value(.absent):
            return type.mayBeAbsent ? nil : "it is never absent"
        case .value(.list(let values)):
            if !type.isMultiValued { return "it has one value" }
            return values.lazy.compactMap { contradiction(.value($0), element(type)) }.first
        case .value(.roles): return type.base == .complex ? nil : "it is no role"
        case .value(let value):
            if type.isMultiValued { return nil }
            guard let text = value.text else { return "it has no text" }
            let length = text.utf16.count
            if length < type.minLength { return "\(length) is below its length" }
            if let most = type.maxLength, length > most { return "\(length) is above its length" }
            if let values = type.values, !values.contains(where: { $0.utf8.elementsEqual(text.utf8) }) { return "it is none of its values" }
            switch (value, type.base) {
            case (.integer, .string), (.integer, .number), (.boolean, .boolean), (.boolean, .string), (.date, .datetime), (.date, .string),
                (.text, .string), (.text, .number), (.text, .datetime):
                return nil
            default: return "it is of another type"
            }
        }
    }

    private func element(_ type: Inferred) -> Inferred {
        var type = type
        type.isMultiValued = false
        type.mayBeAbsent = true
        type.minLength = 0
        return type
    }
}

import Foundation

extension ProcessInfo {
    fileprivate static func environment(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }
}

private final class Box: @unchecked Sendable {
    private var mix: SplitMix

    init(_ seed: UInt64) { mix = SplitMix(seed: seed) }

    func next() -> UInt64 { mix.next() }
}

/// SplitMix64: the same numbers on every machine.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }

    private static let pieces = ["a", "B", "é", "e\u{301}", "ß", "İ", "ı", "ﬁ", "名", "🧑", "\u{301}", " ", "-", "'", "@", ".", "1", "0", "x", "Æ", "ǆ"]

    mutating func text(_ most: Int) -> String {
        var result = ""
        for _ in 0..<below(8) {
            let piece = pick(Self.pieces)
            if (result + piece).utf16.count <= most { result += piece }
        }
        return result
    }

    /// A value that the type allows.
    mutating func value(of type: AttributeType?) -> Value {
        guard let type else { return .absent }
        if type.isOptional, below(3) == 0 { return .absent }
        func one(_ random: inout SplitMix) -> Value {
            switch type.base {
            case .string(let length):
                let text = random.text(length ?? 40)
                return .text(text.isEmpty && !type.isOptional ? "q" : text)
            case .integer: return .integer(random.pick([0, 1, -1, 7, 132_537_600_000_000_000, .max, .min]))
            case .boolean: return .boolean(random.below(2) == 0)
            default: return .text(random.pick(["2026-11-24", "2024-02-29T23:59:59Z", "2021-06-30+08:00", "1/2/2024 3:04:05 PM"]))
            }
        }
        if type.isMultiValued { return .list((0..<below(4)).map { _ in one(&self) }) }
        return one(&self)
    }
}

/// Texts of the language that parse, well typed more often than not.
struct ExpressionMaker {
    var random: SplitMix

    mutating func text(_ depth: Int) -> String {
        if depth <= 0 || random.below(4) == 0 {
            return random.pick(["[name]", "[nick]", "[free]", "[count]", "[active]", literal(), literal()])
        }
        return call(depth: depth)
    }

    private mutating func literal() -> String { Expression.string(random.text(6), 0..<0).description }
    private mutating func number() -> String { random.pick(["0", "1", "2", "3", "5", "-1", "\"4\"", "[count]", "300"]) }
    private mutating func date(_ depth: Int) -> String {
        switch random.below(depth > 0 ? 4 : 2) {
        case 0: "Now()"
        case 1: "CDate([hired])"
        case 2: "DateAdd(\(interval()), \(number()), \(date(depth - 1)))"
        default: "DateFromNum(132537600000000000)"
        }
    }
    private mutating func interval() -> String { random.pick(["\"yyyy\"", "\"m\"", "\"d\"", "\"ww\"", "\"h\"", "\"n\"", "\"s\""]) }
    private mutating func list(_ depth: Int) -> String { random.below(2) == 0 ? "[mails]" : "Split(\(text(depth - 1)), \"\(random.pick([",", "a", "-", "@"]))\")" }
    private mutating func condition(_ depth: Int) -> String {
        switch random.below(4) {
        case 0: "\(text(depth - 1)) \(random.pick(["=", "<>", "<", ">=", ">", "<="])) \(text(depth - 1))"
        case 1: "IsPresent(\(text(depth - 1)))"
        case 2: "[active]"
        default: "DateDiff(\(interval()), \(date(1)), \(date(1))) > \(number())"
        }
    }

    private static let patterns = [
        "[aeé]", ".", "a*", "(?<g>.)x?", "^.", "..", "(a)|b", "(?=(.+))", "(?<=(.*))a", "[\\\\w-[aeiou]]+", "(?i)b+?", "\\\\b", "(?<g>a)(.)?", "(?<o>a)*(?<-o>.)", "\\\\P{L}", "(?(a)a|.)",
    ].map { "\"\($0)\"" }
    private static let templates = ["", "zz", "$0", "[$1]", "$&$&", "x$+", "${g}", "$$", "$9$"].map { "\"\($0)\"" }

    mutating func call(depth: Int) -> String {
        let d = depth - 1
        switch random.below(36) {
        case 0: return "Append(\(text(d)), \(text(d)))"
        case 1: return "Join(\(text(0)), \(text(d)), \(text(d)), \(text(d)))"
        case 2: return "Left(\(text(d)), \(number()))"
        case 3: return "Mid(\(text(d)), \(random.pick(["1", "2", "5", "[count]"])), \(random.pick(["0", "1", "3", "[count]"])))"
        case 4: return "StripSpaces(\(text(d)))"
        case 5: return "ToUpper(\(text(d)), \(random.pick(["", "\"tr\"", "\"de-CH\""])))"
        case 6: return "ToLower(\(text(d)))"
        case 7: return "PCase(\(text(d)))"
        case 8: return "PCase(\(text(d)), \"- \")"
        case 9: return "NormalizeDiacritics(\(text(d)))"
        case 10: return "Word(\(text(d)), \(number()), \" -@\")"
        case 11: return "InStr(\(text(d)), \(text(0)), \(random.pick(["", "1", "2"])), \(random.pick(["", "vbTextCompare", "vbBinaryCompare"])))"
        case 12: return "ConvertToBase64(\(text(d)))"
        case 13: return "ConvertToUTF8Hex(\(text(d)))"
        case 14: return "Replace(\(text(d)), \(literal()), , , \(text(0)), , )"
        case 15: return "Replace(\(text(d)), , \(random.pick(Self.patterns)), , \(random.pick(Self.templates)), , )"
        // The whole text at each match makes it longer and longer, so not one inside of another.
        case 34: return "Replace(\(text(0)), , \(random.pick(Self.patterns)), , \(random.pick(["\"$_\"", "\"$`|$'\""])), , )"
        case 16: return "Replace(\(text(d)), , \(random.pick(["\"(?<g>[a-z])\"", "\"(?<g>.)x?\"", "\"(?<=(?<g>a*)).\"", "\"(?<g>a|)b*\"", "\"(?<h>a)*(?<g-h>b)\""])), \"g\", \(text(0)), , )"
        case 17: return "Replace(\(text(d)), , \"(?<g>[a-z]+)\", \"g\", , [nick], )"
        case 18: return "IIF(\(condition(d)), \(text(d)), \(text(d)))"
        case 19: return "IIF(\(condition(d)), \(text(d)), \(random.pick(["IgnoreAttributeFlow", "IgnoreObjectFlow"])))"
        case 20: return "Switch(\(text(d)), \(text(d)), \(literal()), \(text(d)), \"\", \(text(d)))"
        case 21: return "Switch(\(text(d)), , \(literal()), \(text(d)))"
        case 22: return "Switch([active], , \"True\", \(text(d)), \"False\", \(text(d)), \"\", \(literal()))"
        case 23: return "Coalesce(\(text(d)), \(text(d)))"
        case 24: return "IgnoreFlowIfNullOrEmpty(\(text(d)))"
        case 25: return random.pick(["IsNull", "IsNullOrEmpty", "IsPresent", "IsString"]) + "(\(text(d)))"
        case 26: return "Not([active])"
        case 27: return "CStr(\(text(d)))"
        case 28: return "FormatDateTime(\(random.pick(["\"2026-11-24\"", "[hired]"])), , \"yyyy-MM-dd\", \(random.pick(["\"d MMMM yyyy\"", "\"yyyyMMddHHmmss.fZ\"", "\"ddd h:m tt\""])))"
        case 29: return "Item(\(list(d)), \(random.pick(["1", "2"])))"
        case 30: return "Count(\(list(d)))"
        case 31: return "RemoveDuplicates(\(list(d)))"
        case 32: return "RandomString(\(random.pick(["8", "12", "0"])), 0, 0, 0, 0, )"
        case 33: return "BitAnd(\(random.pick(["[count]", "2", "-5", "255"])), \(random.pick(["[count]", "6", "-1", "0"])))"
        default: return "DateDiff(\(interval()), \(date(d)), \(date(d)))"
        }
    }
}
