/// Turns libyaml's places, which count code points, into byte offsets.
struct ByteOffsets {
    private static let stride = 64
    /// Byte offset of every 64th code point; empty when the text is ASCII and the two counts agree.
    private var samples: [Int32] = []
    private let bytes: UnsafeBufferPointer<UInt8>

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        guard bytes.contains(where: { $0 >= 0x80 }) else { return }
        var points = 0
        for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
            if points % Self.stride == 0 { samples.append(Int32(offset)) }
            points += 1
        }
    }

    func offset(ofCodePoint index: Int) -> Int {
        guard !samples.isEmpty else { return min(index, bytes.count) }
        let sample = index / Self.stride
        guard sample < samples.count else { return bytes.count }
        var offset = Int(samples[sample])
        var left = index % Self.stride
        while left > 0, offset < bytes.count {
            offset += 1
            while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
            left -= 1
        }
        return offset
    }
}

/// The offset of the first byte that is not UTF-8, or nil.
func firstInvalidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var i = 0
    let count = bytes.count
    while i < count {
        let first = bytes[i]
        if first < 0x80 {
            i += 1
            continue
        }
        let length: Int
        let low: UInt8
        let high: UInt8
        switch first {
        case 0xC2...0xDF: (length, low, high) = (2, 0x80, 0xBF)
        case 0xE0: (length, low, high) = (3, 0xA0, 0xBF)
        case 0xE1...0xEC, 0xEE...0xEF: (length, low, high) = (3, 0x80, 0xBF)
        case 0xED: (length, low, high) = (3, 0x80, 0x9F)
        case 0xF0: (length, low, high) = (4, 0x90, 0xBF)
        case 0xF1...0xF3: (length, low, high) = (4, 0x80, 0xBF)
        case 0xF4: (length, low, high) = (4, 0x80, 0x8F)
        default: return i
        }
        guard i + length <= count, bytes[i + 1] >= low, bytes[i + 1] <= high else { return i }
        for k in 2..<max(2, length) where bytes[i + k] & 0xC0 != 0x80 { return i }
        i += length
    }
    return nil
}
