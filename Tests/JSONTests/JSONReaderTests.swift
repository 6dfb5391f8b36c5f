import JSON
import Testing

@Suite struct JSONReaderTests {
    @Test(arguments: [
        (#"{"a":[1,-2,true,false,null,"x"],"b":{}}"#, #"{"a":[1,-2,true,false,null,"x"],"b":{}}"#),
        (" [ ] ", "[]"),
        (#""\u00e9\ud83e\uddd1\n\/""#, "\"é🧑\\n/\""),
        ("1.5e3", "1.5e3"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("\u{FEFF}0", "0"),
    ])
    func reads(_ text: String, _ again: String) throws {
        #expect(try JSONReader.read(Array(text.utf8)).compactText == again)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":1,}", "{a:1}", "'x'", "01", "1.", "-", "nul", "\"\n\"", #""\x""#, #""\ud800""#, #""\u12""#, "[1] 2", "\"",
        String(repeating: "[", count: 100_000),
    ])
    func refuses(_ text: String) {
        #expect(throws: JSONError.self) { try JSONReader.read(Array(text.utf8)) }
    }

    @Test func refusesWhatIsNotUTF8() {
        #expect(throws: JSONError.self) { try JSONReader.read([0x22, 0xFF, 0x22]) }
    }
}
