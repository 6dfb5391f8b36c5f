/// A growing run of bytes at a place that does not move while a row is written: room for all of the row is made before, and
/// nothing is checked after. The one owner of a buffer is the worker that made it.
final class ByteBuffer {
    // Behind a pointer that never changes, so that a byte is put without a question whether somebody else is at it.
    private let box: UnsafeMutablePointer<Room>

    private struct Room {
        var start: UnsafeMutablePointer<UInt8>
        var capacity: Int
        var count = 0
    }

    /// Whole words are copied, so that short texts need no loop; what they write behind the end is written over.
    static let slack = 16

    init(capacity: Int = 1 << 16) {
        box = .allocate(capacity: 1)
        box.initialize(to: Room(start: .allocate(capacity: capacity + ByteBuffer.slack), capacity: capacity))
    }

    deinit {
        start.deallocate()
        box.deallocate()
    }

    var start: UnsafeMutablePointer<UInt8> { box.pointee.start }
    var count: Int {
        get { box.pointee.count }
        set { box.pointee.count = newValue }
    }

    var end: UnsafeMutablePointer<UInt8> { start + count }
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    /// Makes room for so many bytes more. Pointers into the buffer are no longer good after it.
    func reserve(_ more: Int) {
        guard count + more > box.pointee.capacity else { return }
        grow(more)
    }

    private func grow(_ more: Int) {
        let capacity = max(count + more, box.pointee.capacity * 2)
        let new = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + ByteBuffer.slack)
        new.update(from: start, count: count)
        start.deallocate()
        box.pointee.start = new
        box.pointee.capacity = capacity
    }

    func append(_ other: UnsafeRawBufferPointer) {
        reserve(other.count)
        if let base = other.baseAddress { UnsafeMutableRawPointer(end).copyMemory(from: base, byteCount: other.count) }
        count += other.count
    }

    func append(_ text: String) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { append($0) }
    }

    /// A buffer that one long row made large does not stay large.
    func clear(keeping most: Int = 1 << 22) {
        count = 0
        guard box.pointee.capacity > most else { return }
        start.deallocate()
        box.pointee.start = .allocate(capacity: most + ByteBuffer.slack)
        box.pointee.capacity = most
    }
}

/// Bytes that somebody else owns: a field of a row, good as long as the row is.
struct Slice {
    var start: UnsafePointer<UInt8>
    var count: Int

    var isEmpty: Bool { count == 0 }
    var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }
    var text: String { String(decoding: buffer, as: UTF8.self) }

    func equals(_ other: [UInt8]) -> Bool {
        count == other.count && other.withUnsafeBufferPointer { other in
            for i in 0..<count where start[i] != other[i] { return false }
            return true
        }
    }

    var isASCII: Bool { Words.isASCII(start, count) }
}

/// Eight bytes at once.
enum Words {
    static let low: UInt64 = 0x0101_0101_0101_0101
    static let high: UInt64 = 0x8080_8080_8080_8080
    static let seven: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

    @inline(__always) static func load(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
    }

    /// The highest bit of each byte that is zero.
    @inline(__always) static func zeros(_ word: UInt64) -> UInt64 { ~(((word & seven) &+ seven) | word | seven) }

    /// ASCII's capital letters become small ones.
    @inline(__always) static func lowercased(_ word: UInt64) -> UInt64 {
        let ascii = word & seven
        let isCapital = (ascii &+ low &* (0x80 - 0x41)) & ~(ascii &+ low &* (0x80 - 0x5B)) & ~word & high
        return word | isCapital >> 2
    }

    static func isASCII(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var at = 0
        while at + 8 <= count {
            if load(start + at) & high != 0 { return false }
            at += 8
        }
        while at < count {
            if start[at] & 0x80 != 0 { return false }
            at += 1
        }
        return true
    }
}
