/// Why a text is no distinguished name, and where.
public struct DistinguishedNameError: Error, Sendable, Hashable {
    /// UTF-8 offsets into the text.
    public let range: Range<Int>
    /// A fragment, for the label under the place.
    public let problem: String

    public init(range: Range<Int>, problem: String) {
        self.range = range
        self.problem = problem
    }
}

extension DistinguishedName {
    /// Reads RFC 4514, and the blanks beside `,`, `+` and `=` that directories let through. Semicolons between names, an older form
    /// that RFC 4514 no longer has, are an error.
    public static func parse(_ text: String) -> Result<DistinguishedName, DistinguishedNameError> {
        var parser = DistinguishedNameParser(bytes: Array(text.utf8))
        do throws(DistinguishedNameError) {
            return .success(try parser.name())
        } catch {
            return .failure(error)
        }
    }
}

private struct DistinguishedNameParser {
    let bytes: [UInt8]
    var index = 0

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func name() throws(DistinguishedNameError) -> DistinguishedName {
        skipBlanks()
        if current == nil { return DistinguishedName([]) }
        var names: [DistinguishedName.RelativeName] = []
        while true {
            var pairs = [try pair()]
            while current == UInt8(ascii: "+") {
                index += 1
                pairs.append(try pair())
            }
            names.append(.init(pairs))
            guard let sign = current else { return DistinguishedName(names) }
            if sign == UInt8(ascii: ";") { throw error(at: index, "a comma goes between names, not a semicolon") }
            index += 1
        }
    }

    private mutating func pair() throws(DistinguishedNameError) -> DistinguishedName.Pair {
        skipBlanks()
        let start = index
        while let byte = current, isKeyByte(byte) { index += 1 }
        let attribute = String(decoding: bytes[start..<index], as: UTF8.self)
        if attribute.isEmpty {
            throw error(at: index, index < bytes.count ? "an attribute's name begins with a letter" : "a name is missing behind the comma")
        }
        if !isAttribute(attribute) { throw .init(range: start..<index, problem: "not the name of an attribute") }
        let end = index
        skipBlanks()
        guard current == UInt8(ascii: "=") else {
            let problem = "`=` and a value are missing" + (start > 0 ? "; a comma inside a value is written \\," : "")
            throw .init(range: start..<max(end, start + 1), problem: problem)
        }
        index += 1
        skipBlanks()
        return .init(attribute, try value())
    }

    private mutating func value() throws(DistinguishedNameError) -> String {
        if current == UInt8(ascii: "#") { return try encodedValue() }
        let start = index
        var value: [UInt8] = []
        // Blanks at the end are not part of the value, unless they are escaped.
        var kept = 0
        while let byte = current {
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: ";"):
                return try text(Array(value.prefix(kept)), start)
            case UInt8(ascii: "\\"):
                value.append(try escape())
                kept = value.count
                continue
            case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), 0:
                throw error(at: index, "this character is written with \\ before it")
            default:
                value.append(byte)
                if byte != UInt8(ascii: " ") { kept = value.count }
            }
            index += 1
        }
        return try text(Array(value.prefix(kept)), start)
    }

    /// One byte: `\,` or `\2C`.
    private mutating func escape() throws(DistinguishedNameError) -> UInt8 {
        guard index + 1 < bytes.count else { throw error(at: index, "nothing stands behind the backslash") }
        let next = bytes[index + 1]
        if let high = digit(next) {
            guard index + 2 < bytes.count, let low = digit(bytes[index + 2]) else {
                throw .init(range: index..<index + 2, problem: "two digits make a byte: \\2C")
            }
            index += 3
            return high << 4 | low
        }
        guard "\"+,;<>\\= #".utf8.contains(next) else {
            throw .init(range: index..<min(index + 2, bytes.count), problem: "this character has no escape; write \\5C for a backslash")
        }
        index += 2
        return next
    }

    /// `#04024869`: a value in BER. What it means depends on the schema, so it is refused rather than guessed.
    private func encodedValue() throws(DistinguishedNameError) -> String {
        throw error(at: index, "a value in BER can't be compared; write it as text, or \\# for the sign itself")
    }

    private func text(_ value: [UInt8], _ start: Int) throws(DistinguishedNameError) -> String {
        if value.isEmpty { throw .init(range: max(0, start - 1)..<start, problem: "the value is missing") }
        guard let text = String(validating: value, as: UTF8.self) else {
            throw .init(range: start..<index, problem: "the escaped bytes are not UTF-8")
        }
        return text
    }

    private mutating func skipBlanks() {
        while current == UInt8(ascii: " ") { index += 1 }
    }

    /// The character at a place, whole.
    private func error(at place: Int, _ problem: String) -> DistinguishedNameError {
        var end = min(place + 1, bytes.count)
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return .init(range: min(place, bytes.count)..<end, problem: problem)
    }

    private func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// A keyword of RFC 4512, 1.4, or an object identifier.
    private func isAttribute(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return false }
        if digit(first) != nil, first <= UInt8(ascii: "9") {
            return text.utf8.allSatisfy { $0 == UInt8(ascii: ".") || ($0 >= 0x30 && $0 <= 0x39) } && !text.hasSuffix(".")
        }
        return first != UInt8(ascii: "-") && first != UInt8(ascii: ".") && first != UInt8(ascii: "_")
            && !text.utf8.contains(UInt8(ascii: ".")) && !text.utf8.contains(UInt8(ascii: "_"))
    }

    private func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
