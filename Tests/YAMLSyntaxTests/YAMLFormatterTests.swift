import Foundation
import Testing
import YAMLSyntax

@Suite struct YAMLFormatterTests {
    private func format(_ text: String) -> String? { YAMLFormatter.format(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) } }

    @Test func indentsByTwo() {
        #expect(format("a:\n    b:\n          c: 1\n    d:\n    - x\n    -   y: 1\n        z: 2\n") == "a:\n  b:\n    c: 1\n  d:\n    - x\n    - y: 1\n      z: 2\n")
    }

    @Test func writesOneBlankBehindAColon() {
        #expect(format("a:    1\nb:\n  c :  2\n") == "a: 1\nb:\n  c: 2\n")
    }

    @Test func leavesColumnsAlone() {
        let text = "attributes:\n  EmployeeID:   string(16)\n  FirstName:    string(64)\n  EmployeeType: string(20)\n"
        #expect(format(text) == text)
    }

    @Test func keepsComments() {
        let text = "# first\na:   # behind\n\n\n      # above b\n      b: 'x # no comment'   # after\n      # below b\nc: 1\n# last\n"
        #expect(format(text) == "# first\na:   # behind\n\n  # above b\n  b: 'x # no comment'   # after\n  # below b\nc: 1\n# last\n")
    }

    @Test func keepsBlocks() {
        #expect(format("a:\n     b: |\n        one\n          two\n\n        three\n     c: >-\n         folded\n         text\n") == "a:\n  b: |\n    one\n      two\n\n    three\n  c: >-\n    folded\n    text\n")
    }

    @Test func endsLinesAsUnixDoes() {
        #expect(format("a: 1\r\nb: 2   \r\n\r\n\r\n") == "a: 1\nb: 2\n")
    }

    @Test func leavesWhatIsNoYAML() {
        #expect(format("a: [1\n") == nil)
        #expect(format("a:\n\t- 1\n") == nil)
    }

    /// Forms of the YAML specification and of its test suite (https://github.com/yaml/yaml-test-suite, MIT), and what people write.
    static let documents: [String] = [
        "- Mark McGwire\n- Sammy Sosa\n- Ken Griffey\n",
        "american:\n  - Boston Red Sox\n  - Detroit Tigers\nnational:\n- New York Mets\n- Chicago Cubs\n",
        "-\n  name: Mark McGwire\n  hr:   65\n-\n  name: Sammy Sosa\n  hr:   63\n",
        "- [name        , hr, avg  ]\n- [Mark McGwire, 65, 0.278]\n",
        "Mark McGwire: {hr: 65, avg: 0.278}\nSammy Sosa: {\n    hr: 63,\n    avg: 0.288\n  }\n",
        "---\nhr: # 1998 hr ranking\n  - Mark McGwire\n  - Sammy Sosa\nrbi:\n  # 1998 rbi ranking\n  - Sammy Sosa\n",
        "hr:\n  - Mark McGwire\n  # Following node labeled SS\n  - &SS Sammy Sosa\nrbi:\n  - *SS # Subsequent occurrence\n",
        "? - Detroit Tigers\n  - Chicago cubs\n:\n  - 2001-07-23\n\n? [ New York Yankees,\n    Atlanta Braves ]\n: [ 2001-07-02, 2001-08-12 ]\n",
        "---\n# Products purchased\n- item    : Super Hoop\n  quantity: 1\n- item    : Basketball\n  quantity: 4\n",
        "# ASCII Art\n--- |\n  \\//||\\/||\n  // ||  ||__\n",
        "--- >\n  Mark McGwire's\n  year was crippled\n  by a knee injury.\n",
        ">\n Sammy Sosa completed another\n fine season with great stats.\n\n   63 Home Runs\n   0.288 Batting Average\n\n What a year!\n",
        "name: Mark McGwire\naccomplishment: >\n  Mark set a major league\n  home run record in 1998.\nstats: |\n  65 Home Runs\n  0.278 Batting Average\n",
        "plain:\n  This unquoted scalar\n  spans many lines.\n\nquoted: \"So does this\n  quoted scalar.\\n\"\n",
        "not-date: !!str 2002-04-28\npicture: !!binary |\n R0lGODlhDAAMAIQAAP//9/X17unp5WZmZgAAAOfn515eXv\n",
        "a: &a\n    b: 1\nc:\n    <<: *a\n",
        "- - a\n  - b\n-   - c\n    -   d: e\n        f: g\n",
        "a: |2\n    two more\n  none\n", "a: |+\n  keep\n\n\nb: 1\n", "a: |-\n\n  x\n", "a: ''\nb: \"\"\nc:\nd: ~\n",
        "'a b':   \"c: d # e\"\n\"f\" : g\n", "a: b: c\n".replacingOccurrences(of: "b: c", with: "'b: c'"), "key: [a, b,\n\n   # in a list\n   c]\n",
        "a:\n  - b:\n    - c\n  -\n    d: 1\n", "---\na: 1\n...\n---\nb: 2\n", "# only a comment\n", "", "\n\n", "a:\n#c1\n  b: 1\n   #c2\n#c3\n",
        "x: >\n\n    indented\n  less\n\n  # no comment\n\n# a comment\ny: 1\n", "a:    # c\n    - 1\n", "a: 'one\n\n  two'\nb: 3\n", "\u{FEFF}a:  1\n",
        "{a: 1,\nb: 2}\n", "- |+\n   ", "&a a: &b b\n*b : *a\n", "-\n  &c : &a\n-\n  ? &e\n  : &a\n", "a:   1\n  ", "[a,\n  {b: c},\n d]\n", "a: !local {x: 1}\nb: !local\n    y: 2\n", "ä:   ö\nüü: [ß]\n",
    ]

    @Test(arguments: documents)
    func keepsWhatIsSaid(_ text: String) throws {
        let before = YAMLEvents(Array(text.utf8))
        guard let before else {
            #expect(format(text) == nil)
            return
        }
        let once = try #require(format(text))
        let after = try #require(YAMLEvents(Array(once.utf8)))
        #expect(after.isSame(as: before), "\(once)")
        #expect(format(once) == once, "\(once)")
        #expect(comments(text) == comments(once), "\(once)")
    }

    /// As far as a reader without a parser can tell: for the documents above that is enough.
    private func comments(_ text: String) -> [String] {
        text.replacingOccurrences(of: "\r", with: "").split(separator: "\n").compactMap { line in
            line.firstRange(of: "#").map { line[$0.lowerBound...].trimmingCharacters(in: .whitespaces) }
        }
    }
}
