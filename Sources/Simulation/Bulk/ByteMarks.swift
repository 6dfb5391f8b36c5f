import CByteMarks

/// Where in a buffer the bytes stand that matter to CSV, found 64 at a time.
final class ByteMarks {
    private let box: UnsafeMutablePointer<Places>

    private struct Places {
        var marks: UnsafeMutablePointer<UInt64>
        var high: UnsafeMutablePointer<UInt64>
        /// Of 64 bytes each.
        var words = 0
        var capacity = 0
    }

    init() {
        box = .allocate(capacity: 1)
        box.initialize(to: Places(marks: .allocate(capacity: 0), high: .allocate(capacity: 0)))
    }

    deinit {
        box.pointee.marks.deallocate()
        box.pointee.high.deallocate()
        box.deallocate()
    }

    func find(_ bytes: UnsafeBufferPointer<UInt8>) {
        let words = (bytes.count + 63) / 64
        // A buffer that one long row made large does not stay large.
        if words > box.pointee.capacity || box.pointee.capacity > 4 * max(words, RowLimits.chunk / 32) {
            box.pointee.marks.deallocate()
            box.pointee.high.deallocate()
            box.pointee.marks = .allocate(capacity: words)
            box.pointee.high = .allocate(capacity: words)
            box.pointee.capacity = words
        }
        box.pointee.words = words
        if let start = bytes.baseAddress { entrain_csv_marks(start, bytes.count, box.pointee.marks, box.pointee.high) }
    }

    /// Goes from mark to mark.
    struct Cursor {
        fileprivate let marks: UnsafePointer<UInt64>
        fileprivate let words: Int
        fileprivate var word: Int
        fileprivate var bits: UInt64

        @inline(__always) mutating func next() -> Int? {
            while bits == 0 {
                word += 1
                guard word < words else { return nil }
                bits = marks[word]
            }
            let place = word << 6 | bits.trailingZeroBitCount
            bits &= bits &- 1
            return place
        }
    }

    /// - Parameter at: a place in the buffer; the first mark is the first there or behind.
    @inline(__always) func cursor(at place: Int) -> Cursor {
        let word = place >> 6
        let bits = box.pointee.marks[word] & (UInt64.max << UInt64(place & 63))
        return Cursor(marks: UnsafePointer(box.pointee.marks), words: box.pointee.words, word: word, bits: bits)
    }

    /// From the first byte beyond ASCII in a range, which is not empty, to the last; nil where there is none. All bytes of a character beyond ASCII
    /// are.
    @inline(__always) func high(from: Int, to: Int) -> Range<Int>? {
        let high = box.pointee.high
        let last = (to - 1) >> 6
        var word = from >> 6
        var bits = high[word] & (UInt64.max << UInt64(from & 63))
        var range: Range<Int>?
        while true {
            if word == last { bits &= UInt64.max >> UInt64(63 - (to - 1) & 63) }
            if bits != 0 {
                let end = (word << 6) + 64 - bits.leadingZeroBitCount
                range = (range?.lowerBound ?? (word << 6) + bits.trailingZeroBitCount)..<end
            }
            if word == last { return range }
            word += 1
            bits = high[word]
        }
    }
}
