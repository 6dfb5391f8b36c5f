/// Why a text is no JSON, and where: a byte offset.
public struct JSONError: Error, Sendable, CustomStringConvertible {
    public let offset: Int
    public let problem: String

    public var description: String { "\(problem) at byte \(offset)" }
}

/// Reads JSON (RFC 8259) from bytes. Strict: no comments, no trailing commas, no lone surrogates, UTF-8 only.
public struct JSONReader {
    private static let maximumDepth = 256
    private let bytes: [UInt8]
    private var at = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    public static func read(_ bytes: [UInt8]) throws(JSONError) -> JSON {
        var reader = JSONReader(bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.at = 3 }
        let value = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.at == bytes.count else { throw reader.error("something stands behind the value") }
        return value
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSON {
        guard depth < Self.maximumDepth else { throw error("the value is nested too deep") }
        skipBlanks()
        guard at < bytes.count else { throw error("the text ends too early") }
        switch bytes[at] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSON {
        at += 1
        var members: [JSON.Member] = []
        skipBlanks()
        if take("}") { return .object([]) }
        repeat {
            skipBlanks()
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw error("a name in quotation marks is missing") }
            let key = try string()
            skipBlanks()
            guard take(":") else { throw error("a colon is missing") }
            members.append(.init(key, try value(depth: depth + 1)))
            skipBlanks()
        } while take(",")
        guard take("}") else { throw error("a comma or `}` is missing") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSON {
        at += 1
        var items: [JSON] = []
        skipBlanks()
        if take("]") { return .array([]) }
        repeat {
            items.append(try value(depth: depth + 1))
            skipBlanks()
        } while take(",")
        guard take("]") else { throw error("a comma or `]` is missing") }
        return .array(items)
    }

    private mutating func string() throws(JSONError) -> String {
        let start = at
        at += 1
        var content: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw JSONError(offset: start, problem: "the text is not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): try escape(into: &content)
            case 0..<0x20: throw JSONError(offset: at - 1, problem: "a control character stands in a text")
            default: content.append(byte)
            }
        }
        throw JSONError(offset: start, problem: "a text is never closed")
    }

    private mutating func escape(into content: inout [UInt8]) throws(JSONError) {
        guard at < bytes.count else { throw error("the text ends too early") }
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"):
            var unit = try hex()
            if (0xD800...0xDBFF).contains(unit) {
                guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
                    throw error("half of a surrogate pair is missing")
                }
                at += 2
                let low = try hex()
                guard (0xDC00...0xDFFF).contains(low) else { throw error("half of a surrogate pair is missing") }
                unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(unit) else { throw error("half of a surrogate pair is missing") }
            content.append(contentsOf: String(scalar).utf8)
        default: throw JSONError(offset: at - 1, problem: "there is no such escape")
        }
    }

    private mutating func hex() throws(JSONError) -> UInt32 {
        guard at + 4 <= bytes.count, let unit = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16),
            bytes[at] != UInt8(ascii: "+"), bytes[at] != UInt8(ascii: "-")
        else { throw error("four hexadecimal digits are missing") }
        at += 4
        return unit
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = at
        if at < bytes.count, bytes[at] == UInt8(ascii: "-") { at += 1 }
        let digits = at
        while let byte = next, byte >= 0x30, byte <= 0x39 { at += 1 }
        guard at > digits, at == digits + 1 || bytes[digits] != UInt8(ascii: "0") else {
            throw JSONError(offset: start, problem: "this is no value")
        }
        var isWhole = true
        if take(".") {
            isWhole = false
            try takeDigits()
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("+") { _ = take("-") }
            try takeDigits()
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if isWhole, let number = Int(text) { return .integer(number) }
        return .decimal(text)
    }

    private mutating func takeDigits() throws(JSONError) {
        let start = at
        while let byte = next, byte >= 0x30, byte <= 0x39 { at += 1 }
        guard at > start else { throw error("a digit is missing") }
    }

    private mutating func word(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
        guard bytes[at...].starts(with: word.utf8) else { throw error("this is no value") }
        at += word.utf8.count
        return value
    }

    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { at += 1 }
    }

    private func error(_ problem: String) -> JSONError { JSONError(offset: at, problem: problem) }
}
