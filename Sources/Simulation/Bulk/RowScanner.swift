/// Finds the rows of a file in a buffer that holds a part of it.
protocol RowScanner: SendableMetatype {
    /// The code of a row that can't be read.
    static var badRow: String { get }

    /// The row that ``next()`` found. It and its fields are good until the next call.
    var row: ScannedRow { get }
    /// Why the row can't be trusted, as a clause.
    var reason: String { get }
    /// Where the next row begins in the buffer, once ``skipBlank()`` was called.
    var at: Int { get }
    /// The line of the file there, from 1.
    var line: Int { get }

    /// Goes on in another buffer. The line stays.
    ///
    /// - Parameters:
    ///   - isAtEnd: the file ends where the buffer does.
    ///   - isLongest: no buffer is longer, so that a row that does not fit must be given up.
    mutating func use(_ bytes: UnsafeBufferPointer<UInt8>, isAtEnd: Bool, isLongest: Bool)
    mutating func begin(line: Int)
    /// Goes to the beginning of the next row; false where the buffer ends before.
    mutating func skipBlank() -> Bool
    /// Goes to the next line break; false where the buffer ends before.
    mutating func skipToBreak() -> Bool
    mutating func next() -> Scan
    /// Whether a column stood in any row since the last ``begin(line:)``; nil where the header says which there are.
    var seen: [Bool]? { get }
    /// A column of the row, by its place in the header; empty where the row has none.
    func field(_ position: Int) -> Slice
}

enum Scan {
    case row
    /// A row begins at ``RowScanner/at``, and the buffer ends before it does.
    case more
    case end
}

struct ScannedRow {
    var line = 0
    /// In the buffer.
    var offset = 0
    var length = 0
    var fieldCount = 0
    /// The row can't be trusted; see ``RowScanner/reason``.
    var hasProblem = false
    /// Its line goes on behind the buffer.
    var isCut = false

    /// A place for slices without bytes.
    nonisolated(unsafe) static let nothing: UnsafeMutablePointer<UInt8> = {
        let place = UnsafeMutablePointer<UInt8>.allocate(capacity: ByteBuffer.slack)
        place.initialize(repeating: 0, count: ByteBuffer.slack)
        return place
    }()
}

enum RowLimits {
    /// In bytes. No row that a person has is longer; a quotation mark that is never closed would take in the rest of the file.
    static let longest = 8 << 20
    /// How much of the file a worker takes at once.
    static let chunk = 1 << 16
    /// Read behind a chunk, for the row that crosses its end.
    static let margin = 1 << 12
}

extension Slice {
    var holdsNUL: Bool { buffer.contains(0) }

    /// As the standard library judges.
    var isUTF8: Bool { (try? UTF8Span(validating: buffer.span)) != nil }
}
