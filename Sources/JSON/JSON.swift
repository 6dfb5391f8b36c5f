/// A JSON value whose objects keep the order in which they were written: what we emit is read by people, too, and must be the
/// same bytes on every machine.
public enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    /// A number with a fraction or an exponent, or beyond 64 bits, as it was written.
    case decimal(String)
    case string(String)
    case array([JSON])
    case object([Member])

    public struct Member: Sendable, Hashable {
        public let key: String
        public let value: JSON

        public init(_ key: String, _ value: JSON) {
            self.key = key
            self.value = value
        }
    }

    /// The value of a key of an object; nil for anything else.
    public subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
}

extension JSON {
    /// A list of texts.
    public static func strings(_ values: some Sequence<String>) -> JSON {
        .array(values.map(JSON.string))
    }

    /// An object without the members whose value is nil.
    public static func compact(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        .object(members.compactMap { key, value in value.map { Member(key, $0) } })
    }

    /// The object with one more member at its end.
    public func with(_ key: String, _ value: JSON?) -> JSON {
        guard case .object(let members) = self, let value else { return self }
        return .object(members + [Member(key, value)])
    }

    /// Two spaces an indent, a line break at the end: a file that is reviewed in a pull request.
    public var prettyText: String {
        var writer = JSONWriter()
        writer.write(self, indent: 0)
        writer.bytes.append(UInt8(ascii: "\n"))
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// One line without blanks.
    public var compactText: String {
        var writer = JSONWriter()
        writer.write(self, indent: nil)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

/// Writes JSON into one growing buffer of UTF-8. The only place where a JSON string is quoted.
public struct JSONWriter {
    public var bytes: [UInt8] = []

    public init() {}

    public mutating func write(_ value: JSON, indent: Int?) {
        switch value {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        case .integer(let number): bytes.append(contentsOf: String(number).utf8)
        case .decimal(let text): bytes.append(contentsOf: text.utf8)
        case .string(let text): writeString(text)
        case .array(let items):
            list(items, indent: indent, open: "[", close: "]") { writer, item, inner in
                writer.write(item, indent: inner)
            }
        case .object(let members):
            list(members, indent: indent, open: "{", close: "}") { writer, member, inner in
                writer.writeString(member.key)
                writer.bytes.append(UInt8(ascii: ":"))
                if inner != nil { writer.bytes.append(UInt8(ascii: " ")) }
                writer.write(member.value, indent: inner)
            }
        }
    }

    /// A quoted JSON string. Control characters, quotation marks and backslashes are escaped; U+2028 and U+2029 too, which
    /// older JavaScript readers take for line breaks.
    public mutating func writeString(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            // Runs of bytes that mean themselves are copied as a whole.
            var start = 0
            var index = 0
            while index < utf8.count {
                let byte = utf8[index]
                let isSeparator = byte == 0xE2 && index + 2 < utf8.count && utf8[index + 1] == 0x80 && utf8[index + 2] & 0xFE == 0xA8
                guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F || isSeparator else {
                    index += 1
                    continue
                }
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
                switch byte {
                case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
                case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
                case 0x0A: bytes.append(contentsOf: "\\n".utf8)
                case 0x0D: bytes.append(contentsOf: "\\r".utf8)
                case 0x09: bytes.append(contentsOf: "\\t".utf8)
                default:
                    let value = isSeparator ? 0x2000 | UInt32(utf8[index + 2] & 0x3F) : UInt32(byte)
                    let hex = String(value, radix: 16)
                    bytes.append(contentsOf: "\\u".utf8)
                    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - hex.utf8.count))
                    bytes.append(contentsOf: hex.utf8)
                }
                index += isSeparator ? 3 : 1
                start = index
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func list<Element>(
        _ elements: [Element],
        indent: Int?,
        open: Unicode.Scalar,
        close: Unicode.Scalar,
        _ body: (inout JSONWriter, Element, Int?) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        let inner = indent.map { $0 + 1 }
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            newLine(inner)
            body(&self, element, inner)
        }
        if !elements.isEmpty { newLine(indent) }
        bytes.append(UInt8(ascii: close))
    }

    private mutating func newLine(_ indent: Int?) {
        guard let indent else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * 2))
    }
}
