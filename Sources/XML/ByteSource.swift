/// Hands a text out in pieces, so that a large file is never held as a whole. Whoever makes one opens the file.
public protocol ByteSource {
    /// The next bytes; nil at the end.
    mutating func next() throws -> [UInt8]?
}

/// A text that is in memory already.
public struct BytesInMemory: ByteSource {
    private let bytes: [UInt8]
    private let size: Int
    private var at = 0

    public init(_ bytes: [UInt8], pieces size: Int = 1 << 16) {
        self.bytes = bytes
        self.size = max(1, size)
    }

    public mutating func next() -> [UInt8]? {
        guard at < bytes.count else { return nil }
        let end = min(bytes.count, at + size)
        defer { at = end }
        return Array(bytes[at..<end])
    }
}
