@testable import Expressions
import Testing

/// What .NET's documentation says of regular expressions, a line for each statement. The topic is the page of the .NET guide
/// "Regular expression language" that it stands on.
@Suite struct RegularExpressionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let topic: String
        let pattern: String
        let text: String
        /// Every match, or its groups joined by `;` where they are asked for.
        let expected: [String]
        var groups = false

        init(_ topic: String, _ pattern: String, _ text: String, _ expected: [String], groups: Bool = false) {
            self.topic = topic
            self.pattern = pattern
            self.text = text
            self.expected = expected
            self.groups = groups
        }

        var testDescription: String { "\(topic): \(pattern)" }
    }

    @Test(arguments: escapes + classes + anchors + groups + looks + conditions + loops + options)
    func findsWhatIsDocumented(_ item: Case) throws {
        let units = Array(item.text.utf16)
        let matches = try Pattern(item.pattern).allMatches(in: units).map { groups -> String in
            let texts = groups.map { $0.map { String(decoding: units[$0], as: UTF16.self) } ?? "-" }
            return item.groups ? texts.dropFirst().joined(separator: ";") : texts[0]
        }
        #expect(matches.map { Array($0.utf16) } == item.expected.map { Array($0.utf16) }, "\(matches)")
    }

    static let escapes: [Case] = [
        Case("escapes", "\\t\\v\\f\\r\\n", "\t\u{B}\u{C}\r\n", ["\t\u{B}\u{C}\r\n"]),
        Case("escapes", "\\a\\e", "\u{7}\u{1B}", ["\u{7}\u{1B}"]),
        Case("escapes: \\b in a class is a backspace", "[\\b]", "a\u{8}", ["\u{8}"]),
        Case("escapes: octal", "\\101\\x42\\u0043", "ABC", ["ABC"]),
        Case("escapes: \\0", "\\0", "a\u{0}", ["\u{0}"]),
        Case("escapes: octal takes three digits", "\\0601", "01", ["01"]),
        Case("escapes: octal ends at 377", "\\777", "\u{FF}", ["\u{FF}"]),
        Case("escapes: control", "\\cM\\cj\\c[", "\r\n\u{1B}", ["\r\n\u{1B}"]),
        Case("escapes: others stand for themselves", "\\.\\*\\+\\?\\(\\)\\[\\{\\|\\^\\$\\\\\\#\\ ", ".*+?()[{|^$\\# ", [".*+?()[{|^$\\# "]),
        Case("escapes: two digits without a group are octal", "a\\12", "a\n", ["a\n"]),
        Case("escapes: a digit beside a group", "(a)\\1", "aa", ["aa"]),
        Case("escapes: ten groups make \\10 a reference", "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\10", "abcdefghijj", ["abcdefghijj"]),
        Case("escapes: nine groups make \\10 a backspace", "(a)\\10", "a\u{8}", ["a\u{8}"]),
        Case("escapes: a closing bracket needs none", "]}", "]}", ["]}"]),
    ]

    static let classes: [Case] = [
        Case("character classes: range", "[a-c]+", "xabcabd", ["abcab"]),
        Case("character classes: negated", "[^a-c]+", "abxyc", ["xy"]),
        Case("character classes: first bracket is itself", "[]a]+", "a]b", ["a]"]),
        Case("character classes: first bracket, negated", "[^]a]+", "a]bc", ["bc"]),
        Case("character classes: dash at the ends", "[-a]+|[b-]+", "a-b-", ["a-", "b-"]),
        Case("character classes: escaped dash", "[a\\-c]+", "a-bc", ["a-", "c"]),
        Case("character classes: bracket inside is itself", "[a[]+", "[a]", ["[a"]),
        Case("character classes: caret elsewhere is itself", "[a^]+", "^ab", ["^a"]),
        Case("character classes: shorthand in a class", "[\\d\\s]+", "a1 2b", ["1 2"]),
        Case("character classes: dash behind a shorthand", "[\\w-.]+", "a-.b c", ["a-.b", "c"]),
        Case("character classes: subtraction", "[a-z-[aeiou]]+", "education", ["d", "c", "t", "n"]),
        Case("character classes: nested subtraction", "[a-z-[d-w-[m-o]]]+", "abcdmnoxyzq", ["abc", "mnoxyz"]),
        Case("character classes: subtraction from a negated class", "[^0-9-[a]]+", "a1b2c", ["b", "c"]),
        Case("character classes: subtraction of a shorthand", "[\\w-[\\d]]+", "a1b", ["a", "b"]),
        Case("character classes: \\d is Nd", "\\d+", "1٣½", ["1٣"]),
        Case("character classes: \\D", "\\D+", "1٣½", ["½"]),
        Case("character classes: \\w", "\\w+", "naïve_名1 e\u{301}\u{203F}-x", ["naïve_名1", "e\u{301}\u{203F}", "x"]),
        Case("character classes: \\w has no spacing mark", "\\w+", "\u{915}\u{93E}", ["\u{915}"]),
        Case("character classes: \\W", "\\W+", "a -b", [" -"]),
        Case("character classes: \\s", "\\s+", "a \t\u{85}\u{A0}\u{2003}\u{2028}b\u{200B}", [" \t\u{85}\u{A0}\u{2003}\u{2028}"]),
        Case("character classes: \\S", "\\S+", "a \u{3000}b", ["a", "b"]),
        Case("character classes: dot stops at line feeds only", ".+", "a\rb\u{2028}c\nd", ["a\rb\u{2028}c", "d"]),
        Case("character classes: category", "\\p{Lu}\\p{Ll}+", "Ärger ÄRGER", ["Ärger"]),
        Case("character classes: group of categories", "\\p{P}+", "a!?b$", ["!?"]),
        Case("character classes: not in a category", "\\P{L}+", "a12b", ["12"]),
        Case("character classes: block", "\\p{IsGreek}+", "abγδ", ["γδ"]),
        Case("character classes: not in a block", "\\P{IsBasicLatin}+", "abγδ", ["γδ"]),
        Case("character classes: block in a class", "[\\p{IsCyrillic}\\p{Nd}]+", "aд7", ["д7"]),
        Case("character classes: block with a dash", "\\p{IsLatin-1Supplement}", "aé", ["é"]),
        Case("character classes: a surrogate is one unit", "^..$", "😀", ["😀"]),
        Case("character classes: surrogates have their category", "\\p{Cs}{2}", "a😀", ["😀"]),
    ]

    static let anchors: [Case] = [
        Case("anchors: ^ and $", "^a$", "a", ["a"]),
        Case("anchors: $ before the last line feed", "a$", "a\n", ["a"]),
        Case("anchors: $ not before two", "a$", "a\n\n", []),
        Case("anchors: $ not before a return", "a$", "a\r\n", []),
        Case("anchors: $ matches at both places", "$", "a\n", ["", ""]),
        Case("anchors: \\Z as $", "a\\Z", "a\n", ["a"]),
        Case("anchors: \\z is the end", "a\\z", "a\n", []),
        Case("anchors: multiline", "(?m)^\\w+$", "ab\ncd\n", ["ab", "cd"]),
        Case("anchors: multiline knows line feeds only", "(?m)^\\w+\\r?$", "ab\r\ncd\re", ["ab\r"]),
        Case("anchors: \\A in multiline", "(?m)\\Aa", "a\na", ["a"]),
        Case("anchors: \\Z in multiline", "(?m)a\\Z", "a\na\n", ["a"]),
        Case("anchors: \\G goes on where the last match ended", "\\G\\(\\d\\)", "(1)(3)(5)[7](9)", ["(1)", "(3)", "(5)"]),
        Case("anchors: \\b", "\\bare\\w*\\b", "area bare arena mare", ["area", "arena"]),
        Case("anchors: \\B", "\\Bqu\\w+", "equity queen equip acquaint quiet", ["quity", "quip", "quaint"]),
        Case("anchors: joiners belong to words for \\b", "a\\b.", "a\u{200D}b a.", ["a."]),
        Case("anchors: may be repeated", "^*a", "ba", ["a"]),
    ]

    static let groups: [Case] = [
        Case("grouping: numbered", "(\\w)(\\d)", "a1", ["a;1"], groups: true),
        Case("grouping: repeated words", "(\\w+)\\s(\\1)\\W", "He said that that was the the correct answer.", ["that;that", "the;the"], groups: true),
        Case("grouping: named after unnamed", "(?<n>a)(b)(?<m>c)(d)", "abcd", ["b;d;a;c"], groups: true),
        Case("grouping: quoted name", "(?'n'a)\\k'n'\\k<n>", "aaa", ["aaa"]),
        Case("grouping: given numbers", "(?<2>a)(b)(?<9>c)", "abc", ["b;a;-;-;-;-;-;-;c"], groups: true),
        Case("grouping: a given number is shared with what counts to it", "(?<1>a)(b)", "ab", ["b"], groups: true),
        Case("grouping: one name twice", "(?<n>a)|(?<n>b)", "ab", ["a", "b"], groups: true),
        Case("grouping: the last capture counts", "(?:(a)|b)*", "ab", ["a", "-"], groups: true),
        Case("grouping: the last of many", "(\\w)+", "abc", ["c"], groups: true),
        Case("grouping: noncapturing", "(?:a)(b)", "ab", ["b"], groups: true),
        Case("grouping: explicit capture", "(?n)(a)(?<x>b)", "ab", ["b"], groups: true),
        Case("grouping: explicit capture in a group", "(?n:(a))(b)", "ab", ["b"], groups: true),
        Case("grouping: atomic", "(?>(\\w)\\1+).\\b", "aaad aaaa", ["aaad"]),
        Case("grouping: atomic gives nothing back", "(?>a+)a", "aaaa", []),
        Case("grouping: atomic keeps captures", "(?>(a)|b)c", "ac", ["a"], groups: true),
        Case(
            "grouping: balancing", "^[^<>]*(((?'Open'<)[^<>]*)+((?'Close-Open'>)[^<>]*)+)*(?(Open)(?!))$", "<abc><mno<xyz>>",
            ["<abc><mno<xyz>>"]),
        Case("grouping: balancing, unbalanced", "^[^<>]*(((?'Open'<)[^<>]*)+((?'Close-Open'>)[^<>]*)+)*(?(Open)(?!))$", "<abc><mno<xyz>", []),
        Case("grouping: nothing lies between neighbours", "(?<o>\\()(?<c-o>[^)]*\\))", "(ab)", ["-;"], groups: true),
        Case("grouping: what lies between ends where the second begins", "(?<o>a)x+(?<c-o>b)", "axxb", ["-;xx"], groups: true),
        Case("grouping: balancing without a name", "^(?:(?<o>a)|(?<-o>b))*(?(o)(?!))$", "aabb", ["-"], groups: true),
        Case("grouping: nothing to release", "^(?<-o>b)(?<o>a)?", "b", []),
        Case("grouping: options in a group end with it", "((?i)a)b", "Ab AB", ["Ab"]),
        Case("grouping: options of a group", "(?i:a)b", "Ab AB", ["Ab"]),
        Case("grouping: options switched off", "(?i)a(?-i)b", "Ab AB", ["Ab"]),
        Case("grouping: options go on in the next branch", "a(?i)b|c", "aB C", ["aB", "C"]),
        Case("backreferences: unmatched never match", "(a)?\\1b", "b ab aab", ["aab"]),
        Case("backreferences: forward", "(?:\\2b|(c)(a))+", "caab", ["caab"]),
        Case("backreferences: without case", "(?i)(a)\\1", "aA", ["aA"]),
        Case("backreferences: by number in brackets", "(a)\\k<1>", "aa", ["aa"]),
        Case("backreferences: old spelling", "(?<n>a)\\<n>", "aa", ["aa"]),
        Case("backreferences: the last captured", "(?<1>a)(?<1>\\1b)*", "aababb", ["aababb"]),
    ]

    static let looks: [Case] = [
        Case("lookahead", "\\b\\w+(?=\\sis\\b)", "The dog is a Malamute.", ["dog"]),
        Case("negative lookahead", "\\b(?!un)\\w+\\b", "unite one unethical ethics", ["one", "ethics"]),
        Case("lookbehind", "(?<=\\b20)\\d{2}\\b", "2010 1999 1861 2140 2009", ["10", "09"]),
        Case("lookbehind of any width", "(?<=a.*)b", "xb ab ccb", ["b", "b"]),
        Case("negative lookbehind", "(?<!(Saturday|Sunday) )\\b\\w+ \\d", "Monday Feb 1 Saturday Feb 2", ["Feb 1"]),
        Case("lookbehind reads from right to left", "(?<=(\\d+)(\\d+))x", "123x", ["1;23"], groups: true),
        Case("lookbehind, backreference to the right", "(?<=\\1(a))b", "aab", ["a"], groups: true),
        Case("lookahead inside of lookbehind", "(?<=a(?=b))b", "ab", ["b"]),
        Case("lookahead keeps captures", "(?=(a+))a*b\\1", "baaabac", ["aba"]),
        Case("negative lookahead forgets captures", "(?!(a)b)\\w", "ac", ["-", "-"], groups: true),
        Case("lookbehind across a line", "(?<=\\n)b", "a\nb", ["b"]),
        Case("lookbehind with a choice and a loop", "(?<=(?:ab|c)+)d", "xabcd", ["d"]),
        Case("lookbehind, lazy", "(?<=(\\w+?))d", "abd", ["b"], groups: true),
    ]

    static let conditions: [Case] = [
        Case("alternation", "gr(a|e)y", "gray grey", ["gray", "grey"]),
        Case("alternation: the first that matches", "a|ab", "ab", ["a"]),
        Case("alternation: expression", "\\b(?(\\d{2}-)\\d{2}-\\d{7}|\\d{3}-\\d{2}-\\d{4})\\b", "01-9999999 020-333333 777-88-9999", ["01-9999999", "777-88-9999"]),
        Case("alternation: expression captures nothing", "(?(a)a(b)|c)", "ab c", ["b", "-"], groups: true),
        Case("alternation: lookahead as expression", "(?(?=\\d)\\d+|[a-z]+)", "12ab", ["12", "ab"]),
        Case("alternation: no second branch", "a(?(b)b)", "ab ac", ["ab", "a"]),
        Case("alternation: captured group", "\\b(?<n2>\\d{2}-)?(?(n2)\\d{7}|\\d{3}-\\d{2}-\\d{4})\\b", "01-9999999 020-333333 777-88-9999", ["01-9999999", "777-88-9999"]),
        Case("alternation: captured number", "(<)?a(?(1)>|!)", "<a> a! <a!", ["<a>", "a!", "a!"]),
    ]

    static let loops: [Case] = [
        Case("quantifiers: greedy", "<.*>", "<a><b>", ["<a><b>"]),
        Case("quantifiers: lazy", "<.*?>", "<a><b>", ["<a>", "<b>"]),
        Case("quantifiers: {n}", "a{2}", "aaaaa", ["aa", "aa"]),
        Case("quantifiers: {n,}", "a{2,}", "a aa aaa", ["aa", "aaa"]),
        Case("quantifiers: {n,m}", "a{1,2}", "aaa", ["aa", "a"]),
        Case("quantifiers: {n,m}?", "a{1,2}?b", "aab", ["aab"]),
        Case("quantifiers: lazy from the left", "^\\s*(System.)??Console.Write(Line)??\\(??", "System.Console.WriteLine(", ["System.Console.Write"]),
        Case("quantifiers: {0}", "ab{0}c", "ac", ["ac"]),
        Case("quantifiers: a brace for itself", "a{,2}b{x}{", "a{,2}b{x}{", ["a{,2}b{x}{"]),
        Case("quantifiers: a brace at the start", "{a}", "{a}", ["{a}"]),
        Case("quantifiers: empty matches", "a*", "baac", ["", "aa", "", ""]),
        Case("quantifiers: a round that matches nothing ends the loop", "(a?)*", "aab", ["", "", ""], groups: true),
        Case("quantifiers: but is made where it must be", "(a\\1|(?(1)\\1)){0,2}", "aaa", ["", "", "", ""], groups: true),
        Case("quantifiers: an empty round where two must be made", "(a\\1|(?(1)\\1)){2}", "aaa", ["a", "a", "a", ""], groups: true),
        Case("quantifiers: nested", "(?:(?:ab){1,2}c){2}", "ababcabc", ["ababcabc"]),
        Case("quantifiers: nested lazy", "(?:a{1,2}?b)+?c", "aababc", ["aababc"]),
        Case("quantifiers: counted group gives back", "(?:ab?){2,3}b", "aabab", ["aabab"]),
        Case("quantifiers: group with a lower limit", "(?:ab){2,}", "ab abab", ["abab"]),
        Case("quantifiers: optional group", "(?:ab)?c", "abc c", ["abc", "c"]),
        Case("quantifiers: empty group", "(?:)*a|()+b", "ab", ["a", "b"]),
    ]

    static let options: [Case] = [
        Case("options: without case", "(?i)straße", "STRAßE strasse", ["STRAßE"]),
        Case("options: without case, class", "(?i)[a-c]+", "aBCd", ["aBC"]),
        Case("options: without case, negated class", "(?i)[^a]+", "aAb", ["b"]),
        Case("options: without case, the Kelvin sign", "(?i)k", "\u{212A}", ["\u{212A}"]),
        Case("options: without case, invariant i", "(?i)i", "iIıİ", ["i", "I"]),
        Case("options: without case, Greek sigma", "(?i)σ", "Σς", ["Σ"]),
        Case("options: without case, category", "(?i)\\p{Lu}+", "aB1", ["aB"]),
        Case("options: single line", "(?s)a.b", "a\nb", ["a\nb"]),
        Case("options: white space", "(?x) a b # comment\n c", "abc", ["abc"]),
        Case("options: white space counts in a class", "(?x)a[ ]b", "a b", ["a b"]),
        Case("options: escaped white space", "(?x)a\\ b", "a b", ["a b"]),
        Case("options: white space before a quantifier", "(?x)a {2}", "aa", ["aa"]),
        Case("options: several", "(?im-s:^A.)", "ab\nac", ["ab", "ac"]),
        Case("options: capital letters", "(?I)a", "A", ["A"]),
        Case("comments", "a(?#comment)b", "ab", ["ab"]),
        Case("comments: before a quantifier", "a(?#c)+", "aa", ["aa"]),
        Case("comments: to the end of the line", "(?x)a#b", "a", ["a"]),
    ]

    @Test(arguments: [
        ("(", "parenthesis", 0), ("a(b", "parenthesis", 1), ("a)", "parenthesis", 1), ("[a", "bracket", 0), ("[]", "bracket", 0), ("a++", "repetition", 2),
        ("a**", "repetition", 2), ("a{2}{3}", "repetition", 4), ("*a", "before this repetition", 0), ("(*a)", "before this repetition", 1), ("a|*", "before", 2),
        ("(?i)*", "before", 4), ("\\h", "\\h", 0), ("\\X", "\\X", 0), ("\\R", "\\R", 0), ("\\Qa.b\\E", "\\Q", 0), ("\\K", "\\K", 0), ("\\", "backslash", 0),
        ("\\N", "\\N", 0), ("\\y", "\\y", 0), ("[\\h]", "\\h", 1), ("\\é", "\\é", 0), ("\\x4", "\\x", 0), ("\\u12G4", "\\u", 0), ("\\c", "\\c", 0), ("\\c1", "\\c", 0),
        ("\\p{IsKlingon}", "IsKlingon", 3), ("\\p{lu}", "lu", 3), ("\\p{Greek}", "Greek", 3), ("\\pL", "\\p", 0), ("\\p{L", "never closed", 0), ("[b-a]", "backwards", 1),
        ("[a-\\d]", "end a range", 1), ("[a-z-[b]c]", "taken away", 4), ("a{2,1}", "wrong order", 1), ("\\1", "no group `1`", 1), ("(a)\\2", "no group `2`", 4),
        ("\\k<x>", "no group `x`", 3), ("\\k", "\\k", 0), ("(?<x-y>a)", "no group `y`", 5), ("(?<>a)", "name", 3), ("(?<0>a)", "group 0", 3), ("(?<a b>c)", "name", 3),
        ("(?P<n>a)", "(?P", 0), ("(?|a)", "(?|", 0), ("(?R)", "call itself", 0), ("(?", "opens no group", 0), ("(?y)", "opens no group", 0), ("(?#a", "comment", 0),
        ("(?(1)a)", "no group `1`", 3), ("(?(a)b|c|d)", "two branches", 0), ("(?(?<n>a)b)", "captures nothing", 3), ("(?(1a)b)", "number", 3),
        ("a{99999999999}", "larger", 2), ("(?(a)(?i)b)", "opens no group", 5),
    ])
    func refusesWhatDotNetRefuses(_ pattern: String, _ reason: String, _ offset: Int) {
        do {
            _ = try Pattern(pattern)
            Issue.record("\(pattern) is taken")
        } catch {
            #expect("\(error.reason)".contains(reason), "\(error)")
            #expect(error.offset == offset, "\(error)")
        }
    }

    /// Of other engines' writings, those that .NET reads in another meaning.
    @Test func readsOtherEnginesWritingsItsOwnWay() throws {
        #expect(try Pattern("[[:alpha:]]").matches(":]"))
        #expect(try !Pattern("[[:alpha:]]").matches("b]"))
        #expect(try Pattern("[a&&b]").matches("&"))
        #expect(try !Pattern("\\a").matches("a"))
    }

    @Test(arguments: [
        ("(a)(b)", "$2$1", "ab", "ba"), ("a", "$$", "a", "$"), ("a", "[$&]", "bab", "b[a]b"), ("b", "[$`]", "abc", "a[a]c"), ("b", "[$']", "abc", "a[c]c"),
        ("(a)(b)?", "[$+]", "a", "[]"), ("(a)(?<n>b)", "$+", "ab", "b"), ("b", "[$_]", "abc", "a[abc]c"), ("(a)", "$10", "a", "$10"), ("(a)", "${1}0", "a", "a0"),
        ("(a)", "$1a", "a", "aa"), ("(?<n>a)", "${n}${1}$1", "a", "aaa"), ("a", "${n}", "a", "${n}"), ("a", "$", "a", "$"), ("a", "${", "a", "${"), ("a", "${0}$0", "a", "aa"),
        ("(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)", "$10", "abcdefghij", "j"), ("(a)|b", "<$1>", "ab", "<a><>"), ("a*", "-", "baac", "-b--c-"), ("$", "!", "a\n", "a!\n!"),
        ("(?m)^", "> ", "a\nb", "> a\n> b"), ("a", "$ $x", "a", "$ $x"), ("(a)", "$99999999999", "a", "$99999999999"), ("\\b", "|", "ab c", "|ab| |c|"),
    ])
    func replaces(_ pattern: String, _ template: String, _ text: String, _ expected: String) throws {
        #expect(try Pattern(pattern).replacingAll(in: text, with: template) == expected)
    }

    // MARK: Sizes

    @Test(arguments: ["^(a+)+$", "(a|a)*b", "(a*)*b", "((a?)+)+b", "(?<=b(a+)+)!", "^(?:a?){40}a{40}$", "(?:(?:a+)+)+?b"])
    func aCatastropheEnds(_ pattern: String) throws {
        let text = String(repeating: "a", count: 39) + "!"
        #expect(throws: PatternTookTooLong.self) { try Pattern(pattern).matches(text, steps: 100_000) }
    }

    @Test func deepNestingIsRefused() throws {
        let depth = PatternParser.maximumDepth
        _ = try Pattern(String(repeating: "(", count: depth) + "a" + String(repeating: ")*", count: depth)).matches("aaab")
        #expect(throws: PatternError.self) { try Pattern(String(repeating: "(?:", count: 100_000) + "a" + String(repeating: ")", count: 100_000)) }
        #expect(throws: PatternError.self) { try Pattern(String(repeating: "[a-", count: 100_000)) }
        _ = try Pattern(String(repeating: "[a-", count: depth - 1) + "[b]" + String(repeating: "]", count: depth - 1))
    }

    @Test(arguments: ["(?:a|b)*c", "(a)*c", "(?:ab?)+?c", ".*c", "[ab]+c", "(?>(?:a|b)*)c", "(?<=^(?:a|b)*)c", "(?:(?=a)a|b)*c", "^(?:(a)|b)*?c$"])
    func longTextsAreSearched(_ pattern: String) throws {
        let text = String(repeating: "ab", count: 50_000)
        #expect(try Pattern(pattern).matches(text + "c"))
    }

    @Test func longPatternsAreRead() throws {
        let letters = String(repeating: "abc", count: 30_000)
        #expect(try Pattern(letters).matches(letters))
        let branches = (0..<5_000).map { "x\($0)" }.joined(separator: "|")
        #expect(try Pattern("^(?:\(branches))$").matches("x4999"))
    }

    @Test func surrogates() throws {
        let smile: [UInt16] = [0xD83D, 0xDE00]
        #expect(try Pattern("\\uD83D\\uDE00").allMatches(in: smile) == [[0..<2]])
        #expect(try Pattern("[\\uD800-\\uDBFF]").allMatches(in: [0xD83D]) == [[0..<1]])
        #expect(try Pattern("\\p{Cs}").allMatches(in: [0x61, 0xDE00]) == [[1..<2]])
        #expect(try Pattern("\\p{IsHighSurrogates}\\p{IsLowSurrogates}").allMatches(in: smile) == [[0..<2]])
        #expect(try Pattern("(?i).").allMatches(in: [0xD83D]) == [[0..<1]])
        #expect(try Pattern("\\b").allMatches(in: smile).isEmpty)
        #expect(try Pattern("😀+").allMatches(in: smile + [0xDE00]) == [[0..<3]])
        #expect(try Pattern("(?<=\\uDE00)").allMatches(in: smile) == [[2..<2]])
    }
}
