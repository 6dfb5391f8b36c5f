import Simulation
import Testing

@Suite struct CSVReaderTests {
    private func records(_ text: String) -> [CSVReader.Record] {
        var reader = CSVReader(Array(text.utf8))
        var records: [CSVReader.Record] = []
        while let record = reader.next() { records.append(record) }
        return records
    }

    @Test(arguments: [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("\u{FEFF}a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
        ("a\r1\r", [["a"], ["1"]]),
        ("\"a,b\",\"c\"\"d\"\n", [["a,b", "c\"d"]]),
        ("\"line\nbreak\",x\n", [["line\nbreak", "x"]]),
        ("a,\n,b\n", [["a", ""], ["", "b"]]),
        ("a,", [["a", ""]]),
        ("\n\na\n\n", [["a"]]),
        ("\"\",\"\"\n", [["", ""]]),
        ("", []),
    ])
    func reads(_ text: String, _ fields: [[String]]) {
        #expect(records(text).map(\.fields) == fields)
        #expect(records(text).allSatisfy { $0.problem == nil })
    }

    @Test func countsLinesThroughQuotedBreaks() {
        #expect(records("h\n\"a\nb\nc\"\nd\n").map(\.line) == [1, 2, 5])
    }

    @Test(arguments: ["\"open\n", "\"a\"b,c\n", "a\"b\n"])
    func tellsOfBrokenQuotes(_ text: String) {
        #expect(records(text).first?.problem != nil)
    }

    /// A mark that is never closed, or closed far below, takes no other row with it.
    @Test(arguments: ["1,\"x\n2,y\n3,z\n", "1,\"x\n2,y\n3,\"z\n", "1,\"x\r\n2,y\r\n3,z"])
    func givesUpOneLine(_ text: String) {
        var reader = CSVReader(Array(("a,b\n" + text).utf8))
        reader.width = reader.next()?.fields.count
        var records: [CSVReader.Record] = []
        while let record = reader.next() { records.append(record) }
        #expect(records.map(\.line) == [2, 3, 4])
        #expect(records[0].problem != nil)
    }

    @Test func tellsOfBrokenText() {
        var reader = CSVReader([0x61, 0x2C, 0xFC, 0x0A])
        #expect(reader.next()?.problem == "the text is not UTF-8")
    }

    /// Bytes of any kind come to an end, and no record is lost without a word.
    @Test func anythingIsAnswered() {
        var state: UInt64 = 7
        for _ in 0..<2_000 {
            var bytes: [UInt8] = []
            for _ in 0..<40 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append([0x22, 0x2C, 0x0A, 0x0D, 0x61, 0xC3, 0xA9, 0x00][Int(state >> 33) % 8])
            }
            var reader = CSVReader(bytes)
            var count = 0
            while reader.next() != nil { count += 1 }
            #expect(count <= bytes.count)
        }
    }
}

@Suite struct DayTests {
    @Test(arguments: [
        ("2024-02-29", "yyyy-MM-dd", "2024-02-29"),
        ("29/02/2024", "dd/MM/yyyy", "2024-02-29"),
        ("3/5/2024", "M/d/yyyy", "2024-03-05"),
        ("20240305", "yyyyMMdd", "2024-03-05"),
    ])
    func reads(_ text: String, _ format: String, _ iso: String) {
        #expect(Day(text, format: format)?.text == iso)
    }

    @Test(arguments: [
        ("2023-02-29", "yyyy-MM-dd"), ("2024-13-01", "yyyy-MM-dd"), ("2024-1-1", "yyyy-MM-dd"), ("2024-01-01T00:00", "yyyy-MM-dd"),
        ("", "yyyy-MM-dd"), ("01.02.2024", "dd/MM/yyyy"), ("١٢/٠١/٢٠٢٤", "dd/MM/yyyy"), ("1900-02-29", "yyyy-MM-dd"),
    ])
    func refuses(_ text: String, _ format: String) {
        #expect(Day(text, format: format) == nil)
    }
}
