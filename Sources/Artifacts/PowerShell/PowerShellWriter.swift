/// Quotes text for PowerShell: the only place of the program that does.
///
/// What comes out is ASCII, whatever goes in. Windows PowerShell 5.1 reads a script without a byte-order mark as ANSI, the scripts
/// are pasted through a wizard whose encoding nobody documents, and PowerShell takes the quotes U+2018 to U+201B for apostrophes:
/// none of that can touch a character that is not there.
enum PowerShellWriter {
    /// An expression whose value is exactly the text: `'Person'`, or `('a' + [char]0x000A + 'b')` where a character is not
    /// printable ASCII. It is one operand wherever it stands, and always one line.
    static func literal(_ text: String) -> String {
        // The first part is a string even when it is empty: [char] + [char] would not be a text.
        var parts: [String] = []
        var run = ""
        for scalar in text.unicodeScalars {
            if isPrintableASCII(scalar) {
                // Nothing else has a meaning inside single quotes: not $( ), not the backtick.
                run += scalar == "'" ? "''" : String(scalar)
            } else {
                if !run.isEmpty || parts.isEmpty { parts.append("'\(run)'") }
                run = ""
                // A .NET character is a UTF-16 unit; what lies beyond the basic plane is two.
                parts += String(scalar).utf16.map { "[char]0x\(hexadecimal(UInt32($0), digits: 4))" }
            }
        }
        if !run.isEmpty || parts.isEmpty { parts.append("'\(run)'") }
        return parts.count == 1 ? parts[0] : "(\(parts.joined(separator: " + ")))"
    }

    /// Text for the inside of a comment, after `# ` or between `<#` and `#>`. One line; `#>` is taken apart, and a character that
    /// is not printable ASCII is written as its number, `\u{2019}`: a comment that looks harmless to the eye is harmless.
    static func comment(_ text: String) -> String {
        var result = ""
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r", "\t", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}":
                if previous != " " { result += " " }
                previous = " "
                continue
            case ">" where previous == "#":
                result += " >"
            default:
                result += isPrintableASCII(scalar) ? String(scalar) : "\\u{\(hexadecimal(scalar.value, digits: 1))}"
            }
            previous = scalar
        }
        return result
    }

    private static func isPrintableASCII(_ scalar: Unicode.Scalar) -> Bool {
        (0x20...0x7E).contains(scalar.value)
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
