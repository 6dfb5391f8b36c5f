import Glibc

/// Numbers for keys: keys that are the same but for case have the same number. Others may, too, and then are looked at again.
///
/// Which number it is changes from run to run, so that no file can be made whose keys all have one; no output depends on it.
struct KeyHash: Sendable {
    private let seed = UInt64.random(in: 1...UInt64.max) | 1

    /// Keys are compared without regard to case: so does the directory's look-up.
    static func folded(_ key: Slice) -> String { key.text.lowercased() }

    func of(_ key: Slice) -> UInt64 {
        if key.isASCII { return of(key, fold: true) }
        let folded = KeyHash.folded(key)
        // Some letters beyond ASCII become ASCII, and some are written in two ways.
        if folded.utf8.allSatisfy({ $0 < 0x80 }) {
            let buffer = ByteBuffer(capacity: folded.utf8.count)
            return of(buffer.put(folded), fold: false)
        }
        var hasher = Hasher()
        folded.hash(into: &hasher)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    /// Bytes as they are.
    func ofExact(_ value: Slice) -> UInt64 { of(value, fold: false) }

    func joined(_ first: UInt64, _ second: UInt64) -> UInt64 { mix(first &+ 0x9E37_79B9_7F4A_7C15, second) }

    // A slice lies in a ``ByteBuffer``: what is behind it can be read.
    private func of(_ value: Slice, fold: Bool) -> UInt64 {
        var state = seed ^ UInt64(value.count)
        var at = 0
        while at < value.count {
            var word = Words.load(value.start + at)
            let left = value.count - at
            if left < 8 { word &= UInt64.max >> UInt64(64 - 8 * left) }
            state = mix(state, fold ? Words.lowercased(word) : word)
            at += 8
        }
        return mix(state, 0x94D0_49BB_1331_11EB)
    }

    private func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
        let product = (state ^ word).multipliedFullWidth(by: 0xBF58_476D_1CE4_E5B9 ^ seed)
        return product.high ^ product.low ^ (state >> 29)
    }
}

/// The numbers of a file's keys, of which it is asked in the end which stand more than once. 8 bytes each; by their first byte, so that each
/// group of them is looked at within the processor's cache.
final class KeyNumbers {
    private static let groups = 256
    private static let block = 256
    /// In numbers. The system gives such a piece, and takes it back.
    private static let slab = 1 << 15

    private struct Group {
        var blocks: [UnsafeMutablePointer<UInt64>] = []
        var count = 0
        /// Where the next one goes; nowhere, where a block is full.
        var next: UnsafeMutablePointer<UInt64>?
    }

    // One worker has a list at a time.
    private let groups: UnsafeMutablePointer<Group>
    private var slabs: [UnsafeMutablePointer<UInt64>] = []
    private var used = KeyNumbers.slab

    init() {
        groups = .allocate(capacity: KeyNumbers.groups)
        groups.initialize(repeating: Group(), count: KeyNumbers.groups)
    }

    deinit {
        groups.deinitialize(count: KeyNumbers.groups)
        groups.deallocate()
        for slab in slabs { munmap(slab, KeyNumbers.slab * 8) }
    }

    private func newBlock() throws(BulkBundle.Problem) -> UnsafeMutablePointer<UInt64> {
        if used == KeyNumbers.slab {
            guard let slab = mmap(nil, KeyNumbers.slab * 8, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), slab != MAP_FAILED else {
                throw BulkBundle.Problem(description: "there is not enough memory for the keys of the rows: 8 bytes each; give the process more")
            }
            slabs.append(slab.bindMemory(to: UInt64.self, capacity: KeyNumbers.slab))
            used = 0
        }
        defer { used += KeyNumbers.block }
        return slabs[slabs.count - 1] + used
    }

    /// - Throws: ``BulkBundle/Problem`` where the system has no memory left.
    func add(_ numbers: [UInt64]) throws(BulkBundle.Problem) {
        for number in numbers {
            let group = groups + Int(number >> 56)
            guard let place = group.pointee.next else {
                let block = try newBlock()
                group.pointee.blocks.append(block)
                block[0] = number
                group.pointee.count += 1
                group.pointee.next = block + 1
                continue
            }
            place[0] = number
            group.pointee.count += 1
            group.pointee.next = group.pointee.count % KeyNumbers.block == 0 ? nil : place + 1
        }
    }

    /// Those that were added more than once to any of the lists.
    static func repeated(in lists: [KeyNumbers]) -> Set<UInt64> {
        var repeated: Set<UInt64> = []
        for group in 0..<groups {
            var set = HashSet(expecting: lists.reduce(0) { $0 + $1.groups[group].count })
            for list in lists {
                let numbers = list.groups[group]
                for index in 0..<numbers.count {
                    let number = numbers.blocks[index / block][index % block]
                    if !set.insert(number) { repeated.insert(number) }
                }
            }
        }
        return repeated
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
        // Not of the first byte, which is the same in a group.
        var place = Int(truncatingIfNeeded: (hash << 8).multipliedFullWidth(by: UInt64(table.count)).high)
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
