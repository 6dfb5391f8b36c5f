import Expressions
import Testing

@Suite struct AttributeTypeTests {
    @Test(arguments: [
        "string", "string(64)", "string(64)?", "string(64)[]", "string(64)[]?", "integer", "integer?", "boolean", "date", "date?",
        "date(\"dd/MM/yyyy\")", "datetime", "binary?", "reference(hr)", "reference(hr)?",
    ])
    func readsWhatItWrites(_ text: String) throws {
        #expect(try AttributeType.parse(text).get().description == text)
    }

    @Test(arguments: [
        ("varchar(16)", "string(16)"), ("bool?", "boolean?"), ("String(5)", "string(5)"), ("string(64", "string(64)"),
        ("string(0)", "string(64)"), ("integer(4)", "integer"), ("reference", "reference(hr)"), ("string?[]", "string[]?"),
    ])
    func suggestsWhatWasMeant(_ text: String, _ meant: String) {
        guard case .failure(let error) = AttributeType.parse(text) else {
            Issue.record("\(text) was taken")
            return
        }
        #expect(error.suggestion == meant)
    }
}
