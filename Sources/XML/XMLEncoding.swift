/// Turns the bytes of a file into UTF-8, piece by piece.
///
/// The reader behind it is told UTF-8 whatever the declaration says, so places mean the same everywhere, and a file whose
/// declaration is a lie (`utf-16` in a file that an editor saved as UTF-8) is read for what it is.
struct XMLEncoding {
    enum Name: Equatable {
        case utf8
        case utf16(bigEndian: Bool)
        case windows1252
        case latin1
        case unknown(String)
    }

    let name: Name
    /// What is left of the last piece: half a code unit, or half a surrogate pair.
    private var rest: [UInt8] = []

    /// - Parameter start: the first bytes of the file, at least 512 where it has so many.
    init(start: [UInt8]) {
        name = XMLEncoding.detect(start)
    }

    private static func detect(_ start: [UInt8]) -> Name {
        if start.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
        if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0x3C, 0x00]) { return .utf16(bigEndian: false) }
        if start.starts(with: [0xFE, 0xFF]) || start.starts(with: [0x00, 0x3C]) { return .utf16(bigEndian: true) }
        guard let declared = declaration(in: start)?.lowercased() else { return .utf8 }
        switch declared {
        // A declaration that can be read byte by byte is not UTF-16.
        case "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be", "unicode": return .utf8
        case "windows-1252", "cp1252": return .windows1252
        case "iso-8859-1", "latin1": return .latin1
        default: return .unknown(declared)
        }
    }

    /// The encoding of `<?xml version="1.0" encoding="…"?>`.
    private static func declaration(in start: [UInt8]) -> String? {
        guard start.starts(with: Array("<?xml".utf8)), let end = start.prefix(512).firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let parts = String(decoding: start[..<end], as: UTF8.self).split(separator: "encoding", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let quoted = parts[1].drop { $0 == " " || $0 == "=" || $0 == "\t" || $0 == "\n" || $0 == "\r" }
        guard let quote = quoted.first, quote == "\"" || quote == "'" else { return nil }
        let value = quoted.dropFirst().prefix { $0 != quote }
        return value.isEmpty ? nil : String(value)
    }

    /// - Parameter isLast: nothing follows; half a character at the end becomes U+FFFD.
    mutating func utf8(_ piece: [UInt8], isLast: Bool) -> [UInt8] {
        switch name {
        case .utf8, .unknown: return piece
        case .windows1252, .latin1:
            var result: [UInt8] = []
            result.reserveCapacity(piece.count + piece.count / 8)
            for byte in piece {
                if byte < 0x80 {
                    result.append(byte)
                } else {
                    let scalar = name == .latin1 || byte >= 0xA0 ? UInt32(byte) : XMLEncoding.windows1252High[Int(byte) - 0x80]
                    result.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
                }
            }
            return result
        case .utf16(let bigEndian):
            let bytes = rest + piece
            var units: [UInt16] = []
            units.reserveCapacity(bytes.count / 2)
            var i = 0
            while i + 1 < bytes.count {
                let (a, b) = (UInt16(bytes[i]), UInt16(bytes[i + 1]))
                units.append(bigEndian ? a << 8 | b : b << 8 | a)
                i += 2
            }
            rest = Array(bytes[i...])
            if !isLast, let last = units.last, last & 0xFC00 == 0xD800 {
                units.removeLast()
                rest = Array(bytes[(i - 2)...])
            }
            var text = String(decoding: units, as: UTF16.self)
            if isLast, !rest.isEmpty { text += "\u{FFFD}" }
            return Array(text.utf8)
        }
    }

    /// 0x80 to 0x9F, as the Encoding Standard has them; the five that it leaves open are control characters.
    private static let windows1252High: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]
}
