/// A file of rows of which any part can be read, by several workers at once.
public protocol RowBytes: Sendable {
    var size: Int { get }

    /// Fills the buffer from an offset on, and returns how much there was: less than asked for only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int
}

/// Rows that are in memory already.
public struct BytesInMemory: RowBytes {
    private let bytes: [UInt8]

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    public var size: Int { bytes.count }

    public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
        let count = max(0, min(buffer.count, bytes.count - offset))
        if count > 0 { buffer.copyBytes(from: bytes[offset..<offset + count]) }
        return count
    }
}

/// Reads the rows that begin in a part of a file.
struct PartScanner<Scanner: RowScanner> {
    var scanner: Scanner
    private let input: any RowBytes
    private let buffer: ByteBuffer
    private let margin: Int
    /// Of the buffer in the file.
    private var offset = 0

    /// - Parameter margin: how much is read behind a part, for the row that crosses its end.
    init(_ input: any RowBytes, _ scanner: Scanner, margin: Int = RowLimits.margin) {
        self.input = input
        self.scanner = scanner
        self.margin = margin
        buffer = ByteBuffer(capacity: RowLimits.chunk + RowLimits.margin)
    }

    /// Where the rows after the part begin.
    struct End {
        var offset: Int
        var line: Int
    }

    /// - Parameter body: takes each row that begins before the limit, with its offset in the file.
    mutating func read(from start: Int, before limit: Int, line: Int, _ body: (inout Scanner, Int) throws -> Void) throws -> End {
        var size = min(limit, input.size) - start + margin
        scanner.begin(line: line)
        try load(start, size)
        while true {
            guard scanner.skipBlank() else {
                if offset + scanner.at >= input.size { return End(offset: input.size, line: scanner.line) }
                try load(offset + scanner.at, size)
                continue
            }
            if offset + scanner.at >= limit { return End(offset: offset + scanner.at, line: scanner.line) }
            switch scanner.next() {
            case .row:
                try body(&scanner, offset + scanner.row.offset)
                if scanner.row.isCut { try skipLine(size) }
            case .more:
                // The row fills the buffer and is not at its end.
                if scanner.at == 0 { size = min(size * 4, RowLimits.longest) }
                try load(offset + scanner.at, size)
            case .end: return End(offset: offset + scanner.at, line: scanner.line)
            }
        }
    }

    /// Where the line after the first line feed begins; nil where there is none in the range.
    mutating func lineBreak(from start: Int, before limit: Int) throws -> Int? {
        var at = start
        while at < min(limit, input.size) {
            let size = min(1 << 12, limit - at)
            try load(at, size)
            if let place = UnsafeBufferPointer(start: buffer.start, count: buffer.count).firstIndex(of: 0x0A) { return at + place + 1 }
            at += size
        }
        return nil
    }

    private mutating func load(_ from: Int, _ size: Int) throws {
        buffer.clear()
        buffer.reserve(size)
        let count = try input.read(into: UnsafeMutableRawBufferPointer(start: buffer.start, count: size), at: from)
        buffer.count = count
        offset = from
        scanner.use(
            UnsafeBufferPointer(start: buffer.start, count: count), isAtEnd: count < size || from + count >= input.size,
            isLongest: size >= RowLimits.longest)
    }

    /// Goes to the break at the end of a line that no buffer holds.
    private mutating func skipLine(_ size: Int) throws {
        while offset + buffer.count < input.size {
            try load(offset + buffer.count, RowLimits.chunk)
            if scanner.skipToBreak() { return }
        }
    }
}
