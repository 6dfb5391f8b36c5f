/// 64 bits that tell whether somebody edited a file of which there are tens of thousands, eight bytes at a step. The same on every machine. For
/// other files, and wherever somebody might want to deceive, there is ``SHA256``.
public enum QuickDigest {
    /// In lower-case hexadecimal, 16 digits.
    public static func hex(of bytes: UnsafeRawBufferPointer) -> String {
        // Two of them, so that one multiplication need not wait for the other.
        var (one, two): (UInt64, UInt64) = (0x9E37_79B9_7F4A_7C15, UInt64(bytes.count))
        var at = 0
        while at + 16 <= bytes.count {
            one = mix(one, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
            two = mix(two, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self)))
            at += 16
        }
        while at < bytes.count {
            one = mix(one, UInt64(bytes[at]))
            at += 1
        }
        let text = String(mix(one, two), radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }

    private static func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
        let product = (state ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low &+ 0x2545_F491_4F6C_DD1D
    }
}
