import Testing

@testable import Simulation

@Suite struct KeyHashTests {
    private func hash(_ text: String, _ hash: KeyHash) -> UInt64 {
        let buffer = ByteBuffer()
        buffer.reserve(text.utf8.count)
        return hash.of(buffer.put(text))
    }

    @Test func keysThatAreTheSameHaveOneNumber() {
        let one = KeyHash()
        for (left, right) in [("abcDEFghi1", "ABCdefGHI1"), ("ÄB", "äb"), ("k", "\u{212A}"), ("é", "e\u{301}"), ("", "")] {
            #expect(hash(left, one) == hash(right, one), "\(left) \(right)")
        }
        #expect(hash("abcdefgh", one) != hash("abcdefgi", one))
        #expect(hash("a", one) != hash("a\0", one))
    }

    @Test func theSetKnowsWhatIsInIt() {
        var set = HashSet(expecting: 0)
        let numbers = (0..<5_000).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
        let isNew = numbers.map { set.insert($0) }
        #expect(!isNew.contains(false))
        let isNewAgain = numbers.map { set.insert($0) }
        #expect(!isNewAgain.contains(true))
    }
}
