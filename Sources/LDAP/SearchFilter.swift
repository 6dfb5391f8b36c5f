/// Quotes text for search filters (RFC 4515): the only place of the program that does.
public enum SearchFilter {
    /// `(cn=Ada \28test\29)`
    public static func equality(_ attribute: String, _ value: String) -> String {
        let name = String(attribute.unicodeScalars.filter { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", ".", ";": true
            default: false
            }
        }.map(Character.init))
        return "(\(name)=\(escaped(value)))"
    }

    public static func all(_ filters: [String]) -> String { "(&\(filters.joined()))" }

    private static func escaped(_ value: String) -> String {
        var result = ""
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "*"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"), 0...0x1F, 0x7F...0xFF:
                result += "\\" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            default: result.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return result
    }
}
