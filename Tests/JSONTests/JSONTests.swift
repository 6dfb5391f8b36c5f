import JSON
import Testing

@Suite struct JSONTests {
    @Test(arguments: [
        ("plain", "\"plain\""),
        ("a \"quoted\" \\ text", #""a \"quoted\" \\ text""#),
        ("line\nbreak\r\ttab", #""line\nbreak\r\ttab""#),
        ("\u{0}\u{1F}\u{7F}", #""\u0000\u001f\u007f""#),
        ("\u{2028}\u{2029}", #""\u2028\u2029""#),
        ("Zoë 🧑‍🚀", "\"Zoë 🧑‍🚀\""),
    ])
    func quotesStrings(_ text: String, _ json: String) {
        #expect(JSON.string(text).compactText == json)
    }

    @Test func keepsTheOrderOfMembers() {
        let value: JSON = ["b": 1, "a": [true, .null], "c": [:]]
        #expect(value.compactText == #"{"b":1,"a":[true,null],"c":{}}"#)
        #expect(value.prettyText == "{\n  \"b\": 1,\n  \"a\": [\n    true,\n    null\n  ],\n  \"c\": {}\n}\n")
    }

    @Test func leavesOutWhatIsNil() {
        #expect(JSON.compact(["a": nil, "b": "x"]).compactText == #"{"b":"x"}"#)
    }
}
