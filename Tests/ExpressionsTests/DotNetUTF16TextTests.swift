import Testing
@testable import Expressions

@Suite struct DotNetUTF16TextTests {
    @Test(arguments: [("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 2), ("😀", 2), ("a\r\nb", 4), ("👩‍👩‍👧", 8), ("日本", 2)])
    func countsUnits(_ text: String, _ length: Int) {
        #expect(UTF16Text.length(text) == length)
    }

    @Test(arguments: [
        ("abc", 2, "ab"), ("abc", 0, ""), ("abc", -1, ""), ("abc", 9, "abc"), ("abc", Int.max, "abc"), ("😀b", 1, "\u{FFFD}"), ("😀b", 2, "😀"),
        ("e\u{301}x", 1, "e"), ("a\r\nb", 2, "a\r"), ("", 3, ""),
    ])
    func cutsThePrefix(_ text: String, _ count: Int, _ expected: String) {
        #expect(Array(UTF16Text.prefix(text, count).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(arguments: [
        ("abcdef", 1, 3, "bcd"), ("abcdef", 4, 9, "ef"), ("abcdef", 6, 1, ""), ("abcdef", 7, 1, ""), ("abcdef", -2, 3, "abc"), ("abcdef", 2, 0, ""),
        ("abcdef", 2, -1, ""), ("abcdef", Int.max, Int.max, ""), ("abcdef", Int.min, Int.max, "abcdef"), ("a😀b", 2, 2, "\u{FFFD}b"), ("a😀b", 1, 1, "\u{FFFD}"), ("a😀b", 1, 2, "😀"),
        ("äöü", 1, 1, "ö"),
    ])
    func slices(_ text: String, _ from: Int, _ count: Int, _ expected: String) {
        #expect(UTF16Text.slice(text, from: from, count: count) == expected)
    }

    @Test(arguments: [
        ("e", "repEated", 0, false, 1), ("e", "repEated", 2, false, 6), ("e", "repEated", 2, true, 3), ("E", "repEated", 0, false, 3), ("x", "repEated", 0, false, nil),
        ("", "abc", 0, false, 0), ("", "abc", 3, false, 3), ("", "abc", 4, false, nil), ("a", "", 0, false, nil), ("", "", 0, false, 0), ("abc", "ab", 0, false, nil),
        ("a", "abc", -5, false, 0), ("a", "abc", Int.max, false, nil), ("b", "😀b", 0, false, 2), ("aab", "aaaab", 0, false, 2), ("É", "caféÉ", 0, true, 3),
        ("ss", "ß", 0, true, nil), ("\u{301}", "e\u{301}", 0, false, 1), ("\n", "a\r\nb", 0, false, 2), ("ababaca", "abababaca", 0, false, 2),
    ] as [(String, String, Int, Bool, Int?)])
    func finds(_ wanted: String, _ text: String, _ from: Int, _ ignoringCase: Bool, _ expected: Int?) {
        #expect(UTF16Text.firstIndex(of: wanted, in: text, from: from, ignoringCase: ignoringCase) == expected)
    }

    @Test func findsWhatATrivialSearchFinds() {
        var random = Sequence64(seed: 5)
        func word(_ length: ClosedRange<Int>) -> String {
            String((0..<Int.random(in: length, using: &random)).map { _ in "abé".randomElement(using: &random)! })
        }
        for _ in 0..<2000 {
            let (text, wanted, start) = (word(0...20), word(1...4), Int.random(in: 0...5, using: &random))
            let (units, pattern) = (Array(text.utf16), Array(wanted.utf16))
            let expected = (start..<max(start, units.count)).first { units[$0...].starts(with: pattern) }
            #expect(UTF16Text.firstIndex(of: wanted, in: text, from: start) == expected)
        }
    }

    @Test func aHostilePatternIsNotSlow() {
        let text = String(repeating: "a", count: 200_000)
        let pattern = String(repeating: "a", count: 100_000) + "b"
        #expect(UTF16Text.firstIndex(of: pattern, in: text) == nil)
    }

    @Test(arguments: [
        ("a,b;c", ",;", ["a", "b", "c"]), ("a,,b", ",", ["a", "", "b"]), (",a,", ",", ["", "a", ""]), ("abc", ",", ["abc"]), ("abc", "", ["abc"]), ("", ",", [""]),
        ("a\r\nb", "\n", ["a\r", "b"]), ("a😀b", "😀", ["a", "", "b"]), ("aéb", "é", ["a", "b"]), ("ae\u{301}b", "e", ["a", "\u{301}b"]),
        ("This,string!has&many separators", ",!&#", ["This", "string", "has", "many separators"]),
    ])
    func splits(_ text: String, _ delimiters: String, _ expected: [String]) {
        #expect(UTF16Text.split(text, anyOf: delimiters).map { Array($0.unicodeScalars) } == expected.map { Array($0.unicodeScalars) })
    }

    @Test func thePartsMakeTheWhole() {
        var random = Sequence64(seed: 6)
        for _ in 0..<1000 {
            let text = String((0..<Int.random(in: 0...12, using: &random)).map { _ in "ab, é\r\n日".randomElement(using: &random)! })
            #expect(UTF16Text.split(text, anyOf: ",").joined(separator: ",") == text)
            let cut = Int.random(in: 0...14, using: &random)
            #expect(UTF16Text.prefix(text, cut) + UTF16Text.slice(text, from: cut, count: .max) == text)
            #expect(UTF16Text.length(UTF16Text.prefix(text, cut)) == min(cut, UTF16Text.length(text)))
        }
    }
}
