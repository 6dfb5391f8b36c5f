@testable import Expressions
import Testing

/// Loops that can be told in ever more ways are found, and only those.
@Suite struct PatternAmbiguityTests {
    @Test(arguments: [
        "(a+)+", "^(a+)+$", "(a*)*b", "(?:x+y?)*", "((a)+)*", "(a|a)*b", "(\\w|x)+", "(?<g>a|a)+", "(a+|b){2,}", "([a-z]+)*", "(a?a?)*", "(a{1,3})*",
        "(a|aa)+", "(?:\\d|\\p{Nd})*", "(.*,)*.*x*(?:y|\\w)*z|(\\s|\\W)*", "(?=(a+)+b)", "(?>(a+)+b)", "(?i)(a|A)*", "(?:é|\\w)*", "(a{1,20})+", "(x?y?)*",
        "(?:a*b?)*c",
    ])
    func canBeToldInManyWays(_ pattern: String) throws {
        #expect(try Pattern(pattern).repeatsAmbiguously)
    }

    @Test(arguments: [
        "a+", "^[a-z]+@[a-z]+$", "(foo|bar)+", "(a+)b", "(ab)*", "^(EMP|CTR)-[0-9]{3,6}$", "[(+]+", "\\(+a\\)+", "(?<id>[0-9]+)x", "(a{1,3})?", "",
        "(?:de|en)*", "(\\d+,)*", "(x*y)*z", "(a|ab)*c", "(?:[A-Z]\\d+)+", "^(?:\\w+[-.])*\\w+@", "(\\d{3}-)*", "(?>a+)+", "\\s*\\s*x", "(?:\\\\.|[^\\\\])*",
        "(a{2})*", "(?:a|b|c)*", "(?:[a-c]|[d-f])*", "(a+b)+", "(a+){1,3}",
    ])
    func canBeToldInOneWay(_ pattern: String) throws {
        #expect(try !Pattern(pattern).repeatsAmbiguously)
    }

    @Test(arguments: ["(", ")", "(?", "(?<", "(?<a", "(|", "[", "\\", "(?'a", "|)*", "a{", "a{,", "(a){", "(?(", "(?(a", "(?(1", "(?<a-", "\\k<", "\\p{", "[a-", "[^", "(?#"])
    func anythingIsAnswered(_ pattern: String) {
        _ = try? Pattern(pattern)
    }

    @Test func largePatternsAreAnswered() throws {
        let branches = (0..<400).map { "x\($0)+" }.joined(separator: "|")
        _ = try Pattern("(?:\(branches))*")
        _ = try Pattern(String(repeating: "(", count: 60) + "a|b" + String(repeating: "){2,4}", count: 60))
        _ = try Pattern("(?:" + (0..<200).map { _ in "[a-z]" }.joined(separator: "|") + ")*")
    }
}

/// Groups have .NET's numbers: those without a name first, then the named ones.
@Suite struct GroupNumberTests {
    @Test(arguments: [
        ("(?<n>a)(b)(c)", "$1|$2|$3", "b|c|a"), ("(?<n>a)(b)", "$1", "b"), ("(a)(b)", "$2$1", "ba"), ("(a)b", "$2", "$2"),
        ("(a)b", "$$1", "$1"), ("(?<n>a)b", "${n}${m}", "a${m}"), ("a(b)", "$&$0", "abab"),
    ])
    func replaces(_ pattern: String, _ template: String, _ result: String) throws {
        let text = pattern.contains("(c)") ? "abc" : "ab"
        #expect(try Pattern(pattern).replacingAll(in: text, with: template) == result)
    }
}
