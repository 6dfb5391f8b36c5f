/// A text in the LDAP Data Interchange Format (RFC 2849): the only place of the program that quotes for it.
///
/// Whatever goes in, a value ends no line and starts no record: what is not plain ASCII, or begins like something else, is written
/// in base64.
public struct LDIFWriter {
    public private(set) var text: String

    /// Begins with the version line, which a reader needs to know how names are encoded.
    public init(comment lines: [String] = []) {
        text = ""
        for line in lines { comment(line) }
        if !lines.isEmpty { text += "\n" }
        text += "version: 1\n"
    }

    /// A remark of one line. Control characters are taken out; a long line stays long, because tools that fold comments are rare.
    public mutating func comment(_ line: String) {
        let visible = String(String.UnicodeScalarView(line.unicodeScalars.map { LDIFWriter.isLineSafe($0) ? $0 : " " }))
        text += visible.isEmpty ? "#\n" : "# \(visible)\n"
    }

    /// An entry that is added; attributes keep their order.
    public mutating func add(_ name: DistinguishedName, _ attributes: [(name: String, value: String)]) {
        text += "\n"
        line("dn", name.description)
        line("changetype", "add")
        for attribute in attributes { line(attribute.name, attribute.value) }
    }

    public mutating func delete(_ name: DistinguishedName) {
        text += "\n"
        line("dn", name.description)
        line("changetype", "delete")
    }

    private mutating func line(_ attribute: String, _ value: String) {
        // The name is of the same few characters everywhere; anything else would begin another line or another field.
        let key = String(attribute.unicodeScalars.filter(LDIFWriter.isAttributeScalar).map(Character.init))
        text += LDIFWriter.folded(
            LDIFWriter.isSafe(value) ? (value.isEmpty ? "\(key):" : "\(key): \(value)") : "\(key):: \(Base64.encoded(Array(value.utf8)))")
        text += "\n"
    }

    /// SAFE-STRING of RFC 2849, and no blank at the end, which an editor would take away.
    static func isSafe(_ value: String) -> Bool {
        let bytes = value.utf8
        guard let first = bytes.first, let last = bytes.last else { return true }
        if first == UInt8(ascii: " ") || first == UInt8(ascii: ":") || first == UInt8(ascii: "<") { return false }
        return last != UInt8(ascii: " ") && bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    private static func isAttributeScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-", ".", ";": true
        default: false
        }
    }

    private static func isLineSafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    /// Lines of at most 76 characters; a continuation begins with a blank. What is folded is ASCII.
    private static func folded(_ line: String) -> String {
        let bytes = Array(line.utf8)
        guard bytes.count > 76 else { return line }
        var lines = [String(decoding: bytes.prefix(76), as: UTF8.self)]
        var rest = bytes.dropFirst(76)
        while !rest.isEmpty {
            lines.append(" " + String(decoding: rest.prefix(75), as: UTF8.self))
            rest = rest.dropFirst(75)
        }
        return lines.joined(separator: "\n")
    }
}
