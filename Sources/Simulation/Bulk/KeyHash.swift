/// Numbers for keys: keys that are the same but for case have the same number. Others may, too, and then are looked at again.
///
/// Which number it is changes from run to run, so that no file can be made whose keys all have one; no output depends on it.
struct KeyHash: Sendable {
    private let seed = UInt64.random(in: 1...UInt64.max) | 1

    /// Keys are compared without regard to case: so does the directory's look-up.
    static func folded(_ key: Slice) -> String { key.text.lowercased() }

    func of(_ key: Slice) -> UInt64 {
        if key.isASCII { return of(key.buffer, fold: true) }
        let folded = KeyHash.folded(key)
        // Some letters beyond ASCII become ASCII, and some are written in two ways.
        if folded.utf8.allSatisfy({ $0 < 0x80 }) { return Array(folded.utf8).withUnsafeBufferPointer { of($0, fold: false) } }
        var hasher = Hasher()
        folded.hash(into: &hasher)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    /// Bytes as they are.
    func ofExact(_ value: Slice) -> UInt64 { of(value.buffer, fold: false) }

    func joined(_ first: UInt64, _ second: UInt64) -> UInt64 { mix(first &+ 0x9E37_79B9_7F4A_7C15, second) }

    private func of(_ bytes: UnsafeBufferPointer<UInt8>, fold: Bool) -> UInt64 {
        var state = seed ^ UInt64(bytes.count)
        var at = 0
        while at < bytes.count {
            var word: UInt64 = 0
            let size = min(8, bytes.count - at)
            for i in 0..<size {
                var byte = bytes[at + i]
                if fold, byte >= 0x41, byte <= 0x5A { byte |= 0x20 }
                word |= UInt64(byte) << UInt64(8 * i)
            }
            state = mix(state, word)
            at += 8
        }
        return mix(state, 0x94D0_49BB_1331_11EB)
    }

    private func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
        let product = (state ^ word).multipliedFullWidth(by: 0xBF58_476D_1CE4_E5B9 ^ seed)
        return product.high ^ product.low ^ (state >> 29)
    }
}

/// A set of numbers, 8 bytes each and a fifth more.
struct HashSet {
    private var table: [UInt64]
    private var count = 0

    init(expecting count: Int) {
        table = Array(repeating: 0, count: max(64, count + count / 5))
    }

    /// Whether it is new.
    mutating func insert(_ hash: UInt64) -> Bool {
        // 0 is an empty place.
        let hash = max(hash, 1)
        if count * 10 >= table.count * 9 { grow() }
        return table.withUnsafeMutableBufferPointer { table in
            guard HashSet.put(hash, table) else { return false }
            count += 1
            return true
        }
    }

    private static func put(_ hash: UInt64, _ table: UnsafeMutableBufferPointer<UInt64>) -> Bool {
        var place = Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(table.count)).high)
        while table[place] != 0 {
            if table[place] == hash { return false }
            place += 1
            if place == table.count { place = 0 }
        }
        table[place] = hash
        return true
    }

    private mutating func grow() {
        var larger = [UInt64](repeating: 0, count: table.count * 3 / 2)
        larger.withUnsafeMutableBufferPointer { larger in
            for hash in table where hash != 0 { _ = HashSet.put(hash, larger) }
        }
        table = larger
    }
}
