/// Reads CSV as RFC 4180 has it, and as real systems write it: a byte-order mark, CRLF or LF, quoted fields with commas, quotation
/// marks and line breaks inside, no break at the end.
public struct CSVReader {
    public struct Record: Sendable {
        /// The line on which the record begins, from 1.
        public let line: Int
        /// Where it begins in the file, in bytes.
        public let offset: Int
        public let fields: [String]
        /// Why the record can't be trusted, as a clause.
        public let problem: String?
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    /// How many fields a record has, once the header said it.
    public var width: Int?
    /// Where the next record is looked for, in bytes, and on which line.
    private(set) var at: Int
    private(set) var line = 1

    public init(_ bytes: [UInt8], separator: UInt8 = UInt8(ascii: ",")) {
        self.bytes = bytes
        self.separator = separator
        at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// Continues at a record that was read before, of which only the fields are wanted: lines are not counted from there.
    public mutating func seek(to offset: Int) {
        at = offset
    }

    /// The next record; nil at the end. Blank lines are skipped.
    public mutating func next() -> Record? {
        let all = bytes
        return all.withUnsafeBufferPointer { next(in: $0) }
    }

    private mutating func next(in bytes: UnsafeBufferPointer<UInt8>) -> Record? {
        while at < bytes.count, bytes[at] == 0x0A || bytes[at] == 0x0D {
            if bytes[at] == 0x0A { line += 1 }
            at += 1
        }
        guard at < bytes.count else { return nil }
        let start = line
        let begin = at
        var fields: [String] = []
        fields.reserveCapacity(width ?? 0)
        var problem: String?
        while true {
            let (field, issue) = field(in: bytes)
            fields.append(field)
            if problem == nil, let issue { problem = issue.text }
            guard at < bytes.count else { break }
            let end = bytes[at]
            at += 1
            if end == separator {
                // A separator at the very end has an empty field behind it.
                if at == bytes.count { fields.append("") }
                if at == bytes.count { break }
                continue
            }
            if end == 0x0D, at < bytes.count, bytes[at] == 0x0A { at += 1 }
            line += 1
            break
        }
        if problem != nil || width.map({ $0 != fields.count }) == true, holdsBreak(begin, at) {
            // A quotation mark that is never closed, or closed by the next one far below, would swallow the rows between. Only the
            // line on which it stands is given up.
            at = begin
            while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
            fields = [String(decoding: bytes[begin..<at], as: UTF8.self)]
            line = start
            problem = "a quotation mark in this line is not closed where a field ends"
        }
        return Record(line: start, offset: begin, fields: fields, problem: problem)
    }

    /// Whether there is a line break between two places, other than the one at the end.
    private func holdsBreak(_ start: Int, _ end: Int) -> Bool {
        var end = end
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return bytes[start..<end].contains { $0 == 0x0A || $0 == 0x0D }
    }

    private enum Issue {
        case strayQuote, behindQuote, neverClosed, nul, notUTF8

        var text: String {
            switch self {
            case .strayQuote: "a quotation mark stands inside a field without quotation marks"
            case .behindQuote: "something stands behind a closing quotation mark"
            case .neverClosed: "a quotation mark is never closed"
            case .nul: CSVReader.nul
            case .notUTF8: "the text is not UTF-8"
            }
        }
    }

    /// Stops before a separator, a line break or the end.
    private mutating func field(in bytes: UnsafeBufferPointer<UInt8>) -> (String, Issue?) {
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
            let start = at
            var sawQuote = false
            while at < bytes.count, bytes[at] != separator, bytes[at] != 0x0A, bytes[at] != 0x0D {
                if bytes[at] == UInt8(ascii: "\"") { sawQuote = true }
                at += 1
            }
            return text(UnsafeBufferPointer(rebasing: bytes[start..<at]), sawQuote ? .strayQuote : nil)
        }
        at += 1
        let start = at
        // Only a field with doubled marks is put together anew.
        var content: [UInt8] = []
        var copied = start
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == UInt8(ascii: "\"") {
                if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
                    content += bytes[copied..<at]
                    at += 1
                    copied = at
                    continue
                }
                let end = at - 1
                var issue: Issue?
                if at < bytes.count, bytes[at] != separator, bytes[at] != 0x0A, bytes[at] != 0x0D {
                    while at < bytes.count, bytes[at] != separator, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
                    issue = .behindQuote
                }
                return text(bytes, content, copied..<end, issue)
            }
            if byte == 0x0A { line += 1 }
        }
        return text(bytes, content, copied..<at, .neverClosed)
    }

    private func text(
        _ bytes: UnsafeBufferPointer<UInt8>, _ first: [UInt8], _ rest: Range<Int>, _ issue: Issue?
    ) -> (String, Issue?) {
        let rest = UnsafeBufferPointer(rebasing: bytes[rest])
        if first.isEmpty { return text(rest, issue) }
        return (first + rest).withUnsafeBufferPointer { text($0, issue) }
    }

    static let nul = "the text holds a NUL byte, as UTF-16 has them; save the file as UTF-8"

    private func text(_ bytes: UnsafeBufferPointer<UInt8>, _ issue: Issue?) -> (String, Issue?) {
        var bits: UInt8 = 0
        var hasNUL = false
        for byte in bytes {
            bits |= byte
            hasNUL = hasNUL || byte == 0
        }
        let text = String(decoding: bytes, as: UTF8.self)
        // What is no UTF-8 was mended, and so is other bytes now.
        if bits >= 0x80, !text.utf8.elementsEqual(bytes) { return (text, issue ?? .notUTF8) }
        return (text, issue ?? (hasNUL ? .nul : nil))
    }
}
