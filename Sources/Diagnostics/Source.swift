import Synchronization

/// Names a file of a ``SourceMap``. Files keep the order in which they were added.
public struct FileID: Hashable, Comparable, Sendable {
    public let index: Int32

    public init(index: Int32) {
        self.index = index
    }

    public static func < (left: FileID, right: FileID) -> Bool { left.index < right.index }
}

/// A half-open range of UTF-8 byte offsets in one file.
///
/// Offsets, not lines: a line and a column are worked out only when a diagnostic is printed, so a clean plan,
/// the common case, never pays for a line table.
public struct Span: Hashable, Sendable {
    public let file: FileID
    public let start: Int32
    public let end: Int32

    public init(file: FileID, start: Int32, end: Int32) {
        self.file = file
        self.start = start
        self.end = max(start, end)
    }

    /// The empty place just before this one.
    public var startPoint: Span { Span(file: file, start: start, end: start) }

    /// The empty place just behind this one.
    public var endPoint: Span { Span(file: file, start: end, end: end) }

    /// From the start of this place to the end of the other, which is in the same file.
    public func union(_ other: Span) -> Span {
        Span(file: file, start: min(start, other.start), end: max(end, other.end))
    }
}

/// A value and where it was written.
public struct Spanned<Value> {
    public var value: Value
    public var span: Span

    public init(_ value: Value, _ span: Span) {
        self.value = value
        self.span = span
    }

    public func map<Other>(_ transform: (Value) throws -> Other) rethrows -> Spanned<Other> {
        Spanned<Other>(try transform(value), span)
    }
}

extension Spanned: Sendable where Value: Sendable {}
extension Spanned: Equatable where Value: Equatable {}
extension Spanned: Hashable where Value: Hashable {}

/// A line and a column, both counted from 1. The column counts UTF-8 bytes, as editors that speak UTF-8 do.
public struct Position: Hashable, Sendable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// One text that was read. `path` is what people see: relative to the plan's folder, with `/`.
public struct SourceFile: Sendable {
    public let path: String
    public let bytes: [UInt8]
    /// Where the text begins in the file: not at 1, 1 for an excerpt of a file that is too large to be kept.
    let origin: Position
    private let lines = LineTable()

    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        origin = Position(line: 1, column: 1)
    }

    /// A part of a file, for a finding about it.
    ///
    /// - Parameters:
    ///   - line: the line of the file in which the excerpt begins.
    ///   - column: the column of that line.
    public init(excerpt bytes: [UInt8], of path: String, line: Int, column: Int) {
        self.path = path
        self.bytes = bytes
        origin = Position(line: line, column: column)
    }

    /// The place in the file of a place in the text.
    func inFile(_ position: Position) -> Position {
        Position(line: position.line + origin.line - 1, column: position.line == 1 ? position.column + origin.column - 1 : position.column)
    }
}

extension SourceFile {
    /// Where a byte offset stands. The first question costs a walk over the text, every other a few comparisons.
    func position(of offset: Int32) -> Position {
        let starts = lines.starts(in: bytes)
        let offset = min(Int(offset), bytes.count)
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return inFile(Position(line: low + 1, column: offset - starts[low] + 1))
    }
}

/// Where the lines of a text begin, found when somebody asks: a clean plan that is only checked never does.
private final class LineTable: Sendable {
    private let found = Mutex<[Int]?>(nil)

    func starts(in bytes: [UInt8]) -> [Int] {
        found.withLock { found in
            if let found { return found }
            var starts = [0]
            for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(index + 1) }
            found = starts
            return starts
        }
    }
}

/// All texts of one run.
public struct SourceMap: Sendable {
    public private(set) var files: [SourceFile] = []

    public init() {}

    public mutating func add(_ file: SourceFile) -> FileID {
        files.append(file)
        return FileID(index: Int32(files.count - 1))
    }

    public subscript(id: FileID) -> SourceFile { files[Int(id.index)] }

    /// The text of a place; invalid UTF-8 comes back as U+FFFD.
    public func text(of span: Span) -> String {
        let bytes = self[span.file].bytes
        let start = min(Int(span.start), bytes.count)
        let end = min(Int(span.end), bytes.count)
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    public func position(of offset: Int32, in file: FileID) -> Position { self[file].position(of: offset) }

    /// The bytes of a line without its break, and the offset at which it starts.
    func line(containing offset: Int32, in file: FileID) -> (start: Int, bytes: ArraySlice<UInt8>) {
        let bytes = self[file].bytes
        let offset = min(Int(offset), bytes.count)
        var start = offset
        while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        var end = offset
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return (start, bytes[start..<end])
    }
}
