@testable import Expressions
import Testing

/// Patterns that may take for ever are told from those that do not.
@Suite struct PatternTests {
    @Test(arguments: [
        "(a+)+", "^(a+)+$", "(a*)*b", "(?:x+y?)*", "((a)+)*", "(a|a)*b", "(a|ab)*c", "(\\w|x)+", "(?<g>a|a)+", "(a+|b){2,}", "([a-z]+)*",
    ])
    func mayTakeForEver(_ pattern: String) {
        #expect(Pattern.repeatsRepetition(pattern))
    }

    @Test(arguments: [
        "a+", "^[a-z]+@[a-z]+$", "(foo|bar)+", "(a+)b", "(ab)*", "^(EMP|CTR)-[0-9]{3,6}$", "[(+]+", "\\(+a\\)+", "(?<id>[0-9]+)x", "(a{1,3})?", "",
        "(?:de|en)*",
    ])
    func comesToAnEnd(_ pattern: String) {
        #expect(!Pattern.repeatsRepetition(pattern))
    }

    @Test(arguments: ["(", ")", "(?", "(?<", "(?<a", "(|", "[", "\\", "(?'a", "|)*", "a{", "a{,", "(a){"])
    func anythingIsAnswered(_ pattern: String) {
        _ = Pattern.repeatsRepetition(pattern)
        _ = Pattern(pattern)
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
        #expect(try #require(Pattern(pattern)).replacingAll(in: text, with: template) == result)
    }
}
