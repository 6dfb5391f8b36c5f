import Testing

@testable import Delivery

@Suite struct QuickDigestTests {
    private func digest(_ pieces: [[UInt8]]) -> String {
        // Each in memory of its own, as the pieces of a request are.
        let buffers = pieces.map { piece in
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: piece.count, alignment: 1)
            buffer.copyBytes(from: piece)
            return buffer
        }
        defer { for buffer in buffers { buffer.deallocate() } }
        return QuickDigest(of: buffers.map { UnsafeRawBufferPointer($0) }).hex
    }

    private func text(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) } }

    @Test(arguments: [0, 1, 63, 64, 65, 128, 200, 1_000])
    func whereThePiecesWereCutDoesNotShow(_ count: Int) {
        let bytes = text(count)
        let whole = digest([bytes])
        for cut in stride(from: 0, through: count, by: 7) {
            #expect(digest([Array(bytes[..<cut]), Array(bytes[cut...])]) == whole)
            #expect(digest([[], Array(bytes[..<(cut / 2)]), Array(bytes[(cut / 2)..<cut]), Array(bytes[cut...]), []]) == whole)
        }
    }

    @Test func everyEditShows() {
        let bytes = text(700)
        var seen: Set<String> = [digest([bytes]), digest([bytes + [0]]), digest([Array(bytes.dropLast())])]
        #expect(seen.count == 3)
        for place in bytes.indices {
            var edited = bytes
            edited[place] ^= 1
            #expect(seen.insert(digest([edited])).inserted, "at \(place)")
        }
        // Blocks that change places.
        #expect(seen.insert(digest([Array(bytes[64..<128]), Array(bytes[..<64]), Array(bytes[128...])])).inserted)
    }

    /// The same on every machine and at every time: manifests are kept.
    @Test func theNumberIsThatOfTheFormat() {
        #expect(digest([[]]).count == 16)
        #expect(digest([text(100)]) == "28905ee6d1abdbee")
    }
}
