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

    /// Over more than one block of a group and more than one list; a number may be added twice to one list or once to each of two.
    @Test func whatStandsTwiceIsFound() throws {
        let (one, other) = (KeyNumbers(), KeyNumbers())
        let hash = { (number: Int) in UInt64(number) &* 0x9E37_79B9_7F4A_7C15 }
        try one.add((1...200_000).map(hash))
        try other.add((200_001...300_000).map(hash))
        #expect(KeyNumbers.repeated(in: [one, other]).isEmpty)
        try one.add([hash(7)])
        try other.add([hash(199_999), hash(250_000)])
        #expect(KeyNumbers.repeated(in: [one, other]) == [hash(7), hash(199_999), hash(250_000)])
        #expect(KeyNumbers.repeated(in: []).isEmpty)
    }
}
