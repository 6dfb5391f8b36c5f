import CByteMarks
import Glibc

/// ``CSVReader`` for many rows: the same records, lines and problems, handed out as places in the file's own bytes. A test holds the two against
/// each other.
///
/// A row without anything unusual is walked from mark to mark; every other is looked at again byte by byte, and only that second look
/// judges.
struct CSVScanner: RowScanner {
    static let badRow = "bad-csv"

    private let separator: UInt8 = UInt8(ascii: ",")
    private let needle: UInt64
    private let width: Int
    private var start: UnsafePointer<UInt8>
    private var count = 0
    private var isAtEnd = false
    private var isLongest = false
    private(set) var at = 0
    private(set) var line: Int

    private let marks = ByteMarks()
    private let fields: Fields
    // Those of `fields`, at hand.
    private let slices: UnsafeMutablePointer<Slice>
    private(set) var row = ScannedRow()
    private var problem = Problem.none
    private var usesScratch = false
    private var hasNUL = false
    var seen: [Bool]? { nil }

    private enum Problem {
        case none, strayQuote, neverClosed, behindQuote, notUTF8, nul, openQuote, tooLong
    }

    var reason: String {
        switch problem {
        case .none: ""
        case .strayQuote: "a quotation mark stands inside a field without quotation marks"
        case .neverClosed: "a quotation mark is never closed"
        case .behindQuote: "something stands behind a closing quotation mark"
        case .notUTF8: "the text is not UTF-8"
        case .nul: CSVReader.nul
        case .openQuote: "a quotation mark in this line is not closed where a field ends"
        case .tooLong: "the row is longer than \(RowLimits.longest >> 20) MiB, or a quotation mark in it is not closed"
        }
    }

    private final class Fields {
        let slices: UnsafeMutablePointer<Slice>
        let scratch = ByteBuffer()
        init(_ count: Int, _ empty: UnsafePointer<UInt8>) {
            slices = .allocate(capacity: count)
            slices.initialize(repeating: Slice(start: empty, count: 0), count: count)
        }
        deinit { slices.deallocate() }
    }

    /// - Parameters:
    ///   - width: how many fields a record has; of more, the first are kept and all are counted.
    ///   - line: of the first byte.
    init(width: Int, line: Int) {
        self.width = width
        self.line = line
        needle = Words.low &* UInt64(separator)
        start = UnsafePointer(ScannedRow.nothing)
        fields = Fields(width, UnsafePointer(ScannedRow.nothing))
        slices = fields.slices
    }

    mutating func use(_ bytes: UnsafeBufferPointer<UInt8>, isAtEnd: Bool, isLongest: Bool) {
        start = bytes.baseAddress ?? UnsafePointer(ScannedRow.nothing)
        count = bytes.count
        at = 0
        // Almost no file has one; those that do are looked at field by field.
        hasNUL = memchr(start, 0, count) != nil
        marks.find(bytes)
        self.isAtEnd = isAtEnd
        self.isLongest = isLongest
    }

    mutating func begin(line: Int) { self.line = line }

    func field(_ position: Int) -> Slice { slices[position] }

    mutating func skipBlank() -> Bool {
        while at < count, start[at] == 0x0A || start[at] == 0x0D {
            if start[at] == 0x0A { line += 1 }
            at += 1
        }
        return at < count
    }

    mutating func skipToBreak() -> Bool {
        while at < count, start[at] != 0x0A, start[at] != 0x0D { at += 1 }
        return at < count
    }

    mutating func next() -> Scan {
        guard skipBlank() else { return isAtEnd ? .end : .more }
        let begin = at
        let first = line
        row.line = first
        problem = .none
        row.isCut = false
        if !hasNUL, plainRow() { return .row }
        if usesScratch {
            fields.scratch.count = 0
            usesScratch = false
        }
        var found = 0
        var broke = false
        let count = count
        let start = start

        scan: while true {
            // One field.
            var slice: Slice
            if at < count, start[at] == UInt8(ascii: "\"") {
                let (quoted, isWhole, high) = quotedField(&broke)
                guard let quoted else {
                    return endsTooEarly(begin, first)
                }
                slice = quoted
                if problem == .none {
                    if !isClosed {
                        problem = .neverClosed
                    } else if !isWhole {
                        problem = .behindQuote
                    } else if high, !slice.isUTF8 {
                        problem = .notUTF8
                    }
                }
            } else {
                let from = at
                var marks: UInt64 = 0
                var bits: UInt64 = 0
                // Whole words, then bytes: the end of the buffer may be the end of the memory.
                find: while true {
                    if at + 8 <= count {
                        let word = Words.load(start + at)
                        let ends = Words.zeros(word ^ needle) | Words.zeros(word ^ (Words.low &* 0x0A)) | Words.zeros(word ^ (Words.low &* 0x0D))
                        let quotes = Words.zeros(word ^ (Words.low &* 0x22))
                        if ends == 0 {
                            marks |= quotes
                            bits |= word
                            at += 8
                            continue
                        }
                        let place = ends.trailingZeroBitCount & ~7
                        let before = place == 0 ? 0 : UInt64.max >> UInt64(64 - place)
                        marks |= quotes & before
                        bits |= word & before
                        at += place >> 3
                        break find
                    }
                    if at >= count { break }
                    let byte = start[at]
                    if byte == separator || byte == 0x0A || byte == 0x0D { break }
                    if byte == 0x22 { marks = 1 }
                    bits |= UInt64(byte)
                    at += 1
                }
                slice = Slice(start: start + from, count: at - from)
                if problem == .none {
                    if marks != 0 {
                        problem = .strayQuote
                    } else if bits & Words.high != 0, !slice.isUTF8 {
                        problem = .notUTF8
                    }
                }
            }
            if hasNUL, problem == .none, slice.holdsNUL { problem = .nul }
            if found < width { slices[found] = slice }
            found += 1
            guard at < count else {
                if isAtEnd { break scan }
                return endsTooEarly(begin, first)
            }
            let end = start[at]
            if end == separator {
                at += 1
                if at == count {
                    guard isAtEnd else {
                        return endsTooEarly(begin, first)
                    }
                    // A separator at the very end has an empty field behind it.
                    if found < width { slices[found] = Slice(start: start + at, count: 0) }
                    found += 1
                    break scan
                }
                continue
            }
            at += 1
            if end == 0x0D {
                if at == count, !isAtEnd {
                    return endsTooEarly(begin, first)
                }
                if at < count, start[at] == 0x0A { at += 1 }
            }
            line += 1
            break
        }
        if broke, problem != .none || found != width, holdsBreak(begin, at) {
            // See CSVReader: only the line on which the quotation mark stands is given up.
            at = begin
            while at < count, start[at] != 0x0A, start[at] != 0x0D { at += 1 }
            line = first
            problem = .openQuote
            found = 1
        }
        row.hasProblem = problem != .none
        row.fieldCount = found
        row.length = at - begin
        row.offset = begin
        return .row
    }

    /// The row at ``at``, where it ends in the buffer with a line feed, each quotation mark in it opens a field or closes one, no field holds a line
    /// break or a doubled mark, and all of it is UTF-8. Otherwise nothing has happened.
    @inline(__always) private mutating func plainRow() -> Bool {
        let (start, count, width, slices) = (start, count, width, slices)
        var from = at
        var found = 0
        var cursor = marks.cursor(at: from)
        walk: while true {
            guard let place = cursor.next() else { return false }
            var slice = Slice(start: start + from, count: place - from)
            var end = place
            if start[place] == 0x22 {
                guard place == from else { return false }
                repeat {
                    guard let mark = cursor.next(), start[mark] != 0x0A, start[mark] != 0x0D else { return false }
                    end = mark
                } while start[end] != 0x22
                slice = Slice(start: start + from + 1, count: end - from - 1)
                // What follows must end the field, and so be marked, too.
                guard let behind = cursor.next(), behind == end + 1, start[behind] != 0x22 else { return false }
                end = behind
            }
            if found < width { slices[found] = slice }
            found += 1
            from = end + 1
            switch start[end] {
            case separator: continue
            case 0x0A: break walk
            default:
                guard from < count, start[from] == 0x0A else { return false }
                from += 1
                break walk
            }
        }
        if let high = marks.high(from: at, to: from), !Slice(start: start + high.lowerBound, count: high.count).isUTF8 { return false }
        row.hasProblem = false
        row.fieldCount = found
        row.length = from - at
        row.offset = at
        line += 1
        at = from
        return true
    }

    /// Set by ``quotedField(_:)``.
    private var isClosed = true

    /// The field, whether nothing but the end of the field follows its closing mark, whether it has bytes beyond ASCII. No field where the
    /// buffer ends too early.
    private mutating func quotedField(_ broke: inout Bool) -> (Slice?, Bool, Bool) {
        at += 1
        let from = at
        var escapes = 0
        var bits: UInt64 = 0
        isClosed = true
        while true {
            if at + 8 <= count {
                let word = Words.load(start + at)
                let stops = Words.zeros(word ^ (Words.low &* 0x22)) | Words.zeros(word ^ (Words.low &* 0x0A)) | Words.zeros(word ^ (Words.low &* 0x0D))
                if stops == 0 {
                    bits |= word
                    at += 8
                    continue
                }
                let place = stops.trailingZeroBitCount & ~7
                bits |= place == 0 ? 0 : word & (UInt64.max >> UInt64(64 - place))
                at += place >> 3
            }
            guard at < count else {
                guard isAtEnd else { return (nil, true, false) }
                isClosed = false
                return (unescaped(from, at, escapes, bits), true, bits & Words.high != 0)
            }
            let byte = start[at]
            at += 1
            switch byte {
            case 0x22:
                if at < count, start[at] == 0x22 {
                    escapes += 1
                    at += 1
                    continue
                }
                // Another mark might follow.
                if at == count, !isAtEnd { return (nil, true, false) }
                let slice = unescaped(from, at - 1, escapes, bits)
                if at < count, start[at] != separator, start[at] != 0x0A, start[at] != 0x0D {
                    while at < count, start[at] != separator, start[at] != 0x0A, start[at] != 0x0D { at += 1 }
                    return (slice, false, bits & Words.high != 0)
                }
                return (slice, true, bits & Words.high != 0)
            case 0x0A:
                broke = true
                line += 1
            case 0x0D: broke = true
            default: bits |= UInt64(byte)
            }
        }
    }

    private mutating func unescaped(_ from: Int, _ to: Int, _ escapes: Int, _ bits: UInt64) -> Slice {
        var slice = Slice(start: start + from, count: to - from)
        if escapes > 0 {
            // The row's own room: a row never needs more than its length.
            let scratch = fields.scratch
            usesScratch = true
            if scratch.count == 0 { scratch.reserve(max(count - from, 0)) }
            let begin = scratch.count
            var i = from
            while i < to {
                let byte = start[i]
                (scratch.start + scratch.count).pointee = byte
                scratch.count += 1
                i += byte == 0x22 ? 2 : 1
            }
            slice = Slice(start: UnsafePointer(scratch.start + begin), count: scratch.count - begin)
        }
        return slice
    }

    private func holdsBreak(_ from: Int, _ to: Int) -> Bool {
        var to = to
        while to > from, start[to - 1] == 0x0A || start[to - 1] == 0x0D { to -= 1 }
        for i in from..<to where start[i] == 0x0A || start[i] == 0x0D { return true }
        return false
    }

    /// The buffer holds only a part of the record that begins here.
    private mutating func endsTooEarly(_ begin: Int, _ first: Int) -> Scan {
        at = begin
        line = first
        guard isLongest, begin == 0 else { return .more }
        // No buffer will hold it: its first line is given up.
        while at < count, start[at] != 0x0A, start[at] != 0x0D { at += 1 }
        row.isCut = at == count
        problem = .tooLong
        row.hasProblem = true
        row.fieldCount = 1
        row.length = at - begin
        row.offset = begin
        return .row
    }
}
