import Testing

@testable import Simulation

/// The fast reader finds what the plain one finds, wherever its buffer ends.
@Suite struct CSVScannerTests {
    private struct Found: Equatable {
        var line: Int
        var offset: Int
        var fields: [String]
        var problem: String?
    }

    private func plain(_ bytes: [UInt8], width: Int) -> [Found] {
        var reader = CSVReader(bytes)
        reader.width = width
        var found: [Found] = []
        while let record = reader.next() {
            // Of a row with a problem only the place matters, and how many fields a row has is told apart by its number alone.
            let isGood = record.problem == nil && record.fields.count == width
            found.append(Found(
                line: record.line, offset: record.offset, fields: isGood ? record.fields : record.problem == nil ? ["\(record.fields.count)"] : [],
                problem: record.problem))
        }
        return found
    }

    private func fast(_ bytes: [UInt8], width: Int, cuts: [Int]) throws -> [Found] {
        var reader = PartScanner(BytesInMemory(bytes), CSVScanner(width: width, line: 1), margin: 3)
        var found: [Found] = []
        var (start, line) = (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0, 1)
        for cut in cuts + [bytes.count] where cut >= start {
            let end = try reader.read(from: start, before: cut, line: line) { scanner, offset in
                let row = scanner.row
                let isGood = !row.hasProblem && row.fieldCount == width
                let fields = isGood ? (0..<width).map { scanner.field($0).text } : row.hasProblem ? [] : ["\(row.fieldCount)"]
                found.append(Found(line: row.line, offset: offset, fields: fields, problem: row.hasProblem ? scanner.reason : nil))
            }
            (start, line) = (end.offset, end.line)
        }
        return found
    }

    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    @Test func everySoupOfCharacters() throws {
        let pieces: [[UInt8]] = [
            Array(",".utf8), Array(",".utf8), Array("\n".utf8), Array("\r\n".utf8), Array("\r".utf8), Array("\"".utf8), Array("\"\"".utf8),
            Array("a".utf8), Array("longer than eight".utf8), Array("ü".utf8), Array("€".utf8), [0xFF], [0x00], Array("\",\"".utf8), Array("x,y,z\n".utf8),
            Array("\"q\n2\",y,z\r\n".utf8),
        ]
        var dice = Dice(state: 20_261_124)
        for _ in 0..<4_000 {
            var bytes: [UInt8] = Bool.random(using: &dice) ? [] : [0xEF, 0xBB, 0xBF]
            for _ in 0..<Int.random(in: 0..<40, using: &dice) { bytes += pieces[Int.random(in: 0..<pieces.count, using: &dice)] }
            let cuts = (0..<3).map { _ in Int.random(in: 0...bytes.count, using: &dice) }.sorted()
            let (expected, found) = (plain(bytes, width: 3), try fast(bytes, width: 3, cuts: cuts))
            #expect(expected == found, "\(bytes)")
            if expected != found { return }
        }
    }

    /// A mark that nobody closes gives up its line, however much follows.
    @Test func anEndlessQuote() throws {
        let tail = Array(repeating: Array("1,2,3\n".utf8), count: 1_600_000).flatMap(\.self)
        let found = try fast(Array("\"a,b,c\n".utf8) + tail, width: 3, cuts: [])
        #expect(found.count == 1_600_001)
        #expect(found.first?.problem != nil)
        #expect(found.dropFirst().allSatisfy { $0.problem == nil })
        #expect(found.last?.line == 1_600_001)
    }

    /// A line that no buffer holds is one bad row, and the next line is read.
    @Test func anEndlessLine() throws {
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: RowLimits.longest + 1_000_000)
        let found = try fast(line + Array("\n1,2,3\n".utf8), width: 3, cuts: [10])
        #expect(found.count == 2)
        #expect(found.first?.problem?.contains("8 MiB") == true)
        #expect(found.last?.fields == ["1", "2", "3"])
        #expect(found.last?.line == 2)
    }
}
