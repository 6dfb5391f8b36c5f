/// PowerShell's characters. It takes typographic quotes for quotes and typographic dashes for dashes, wherever they stand.
enum Characters {
    static func isSingleQuote(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "'" || (0x2018...0x201B).contains(scalar.value)
    }

    static func isDoubleQuote(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\"" || (0x201C...0x201E).contains(scalar.value)
    }

    static func isDash(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "-" || (0x2013...0x2015).contains(scalar.value)
    }

    /// What separates words and is no line break.
    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x09, 0x0B, 0x0C, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000, 0xFEFF: true
        default: false
        }
    }

    static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || (scalar.value > 0x7F && scalar.properties.isAlphabetic)
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar)
    }

    /// Of a variable or a member.
    static func isName(_ scalar: Unicode.Scalar) -> Bool {
        isLetter(scalar) || isDigit(scalar) || scalar == "_"
    }

    /// What ends a bare word.
    static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "{", "}", "(", ")", ";", ",", "|", "&", "\n", "\r": true
        default: isBlank(scalar)
        }
    }
}
