/// Text of a plan in a bundle: `${` begins a variable there, so a plan's own is written `$${`.
enum BundleText {
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var wasDollar = false
        for scalar in text.unicodeScalars {
            if wasDollar, scalar == "{" { result.append("$") }
            result.append(scalar)
            wasDollar = scalar == "$"
        }
        return String(result)
    }
}

/// OData text in a URL: a quotation mark is written twice, and what a URL can't hold is percent-encoded.
enum OData {
    static func filter(_ property: String, equals text: String) -> String {
        "$filter=\(property)%20eq%20'\(literal(text))'"
    }

    static func literal(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "'"): result += "''"
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                result += "%" + (hex.count == 1 ? "0" : "") + hex
            }
        }
        return result
    }
}
