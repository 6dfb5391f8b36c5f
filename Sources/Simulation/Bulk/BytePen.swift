import CByteMarks

/// Writes where there is room already; see ``ByteBuffer/reserve(_:)``. What is copied is copied sixteen bytes at a step: there is room for
/// what is too much (``ByteBuffer/slack``), and it is written over.
struct BytePen {
    private(set) var to: UnsafeMutablePointer<UInt8>
    /// Where the texts stand that are the same for all rows.
    private let texts: UnsafePointer<UInt8>

    /// One of them.
    struct Text {
        var start: Int
        var count: Int
    }

    init(at place: UnsafeMutablePointer<UInt8>, _ texts: UnsafePointer<UInt8>) {
        to = place
        self.texts = texts
    }

    @inline(__always) mutating func put(_ byte: UInt8) {
        to[0] = byte
        to += 1
    }

    @inline(__always) mutating func put(_ text: Text, without first: Int = 0) {
        var from = UnsafeRawPointer(texts + (text.start + first))
        var place = UnsafeMutableRawPointer(to)
        var left = text.count - first
        to += left
        while left > 0 {
            place.storeBytes(of: from.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
            from += 16
            place += 16
            left -= 16
        }
    }

    mutating func putWord(_ text: String) {
        for byte in text.utf8 { put(byte) }
    }

    /// The same as `JSONWriter.writeString`, whose escapes are meant. A slice lies in a ``ByteBuffer``: what is behind it can be read.
    @inline(__always) mutating func putString(_ value: Slice) {
        var from = value.start
        var left = value.count
        put(UInt8(ascii: "\""))
        while true {
            let plain = Int(entrain_json_plain(from, to))
            if left <= plain {
                to += left
                break
            }
            from += plain
            to += plain
            left -= plain
            if plain < 16 {
                let one = BytePen.escaped(from, left, at: to)
                from += one.read
                left -= one.read
                to += one.written
            }
        }
        put(UInt8(ascii: "\""))
    }

    /// One character that is written otherwise, or looked like it.
    @inline(never) private static func escaped(
        _ from: UnsafePointer<UInt8>, _ left: Int, at to: UnsafeMutablePointer<UInt8>
    ) -> (read: Int, written: Int) {
        let byte = from[0]
        let isSeparator = byte == 0xE2 && left > 2 && from[1] == 0x80 && from[2] & 0xFE == 0xA8
        var short: UInt8 = 0
        switch byte {
        case 0x22, 0x5C: short = byte
        case 0x0A: short = UInt8(ascii: "n")
        case 0x0D: short = UInt8(ascii: "r")
        case 0x09: short = UInt8(ascii: "t")
        default: break
        }
        if short != 0 {
            to[0] = UInt8(ascii: "\\")
            to[1] = short
            return (1, 2)
        }
        guard byte < 0x20 || byte == 0x7F || isSeparator else {
            to[0] = byte
            return (1, 1)
        }
        let code = isSeparator ? 0x2000 | UInt32(from[2] & 0x3F) : UInt32(byte)
        to[0] = UInt8(ascii: "\\")
        to[1] = UInt8(ascii: "u")
        for digit in 0..<4 {
            let value = UInt8(truncatingIfNeeded: code >> UInt32(12 - 4 * digit)) & 0xF
            to[2 + digit] = value < 10 ? 0x30 + value : 0x57 + value
        }
        return (isSeparator ? 3 : 1, 6)
    }
}
