/// A file data source name: what the ODBC driver manager needs to find a database, but never a password.
///
/// Rules (connectors reference C.1, from the ODBC documentation): one `[ODBC]` section, `DRIVER` in it, keywords once, UTF-8. We write
/// ASCII without a byte-order mark and CRLF, which every reader takes. No comment: the wizard reads the file's lines itself.
struct FileDSN: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        let keyword: String
        let value: String

        /// A value that the product fixes, written as it is: a driver's name keeps its parentheses bare.
        static func fixed(_ keyword: String, _ value: String) -> Entry { Entry(keyword: keyword, value: value) }

        /// A value out of a plan.
        static func plan(_ keyword: String, _ value: String) -> Entry { Entry(keyword: keyword, value: FileDSN.quoted(value)) }
    }

    let driver: String
    let entries: [Entry]

    var text: String {
        (["[ODBC]", "DRIVER=\(FileDSN.name(driver))"] + entries.map { "\($0.keyword)=\($0.value)" }).map { $0 + "\r\n" }.joined()
    }

    /// A driver's name keeps its parentheses bare, as the drivers' own setup writes it.
    private static func name(_ driver: String) -> String {
        let isPlain = driver.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || [0x20, 0x28, 0x29, 0x2E, 0x5F].contains(byte)
        }
        return isPlain ? driver : quoted(driver)
    }

    /// The value in braces where ODBC wants them; a closing brace is doubled.
    ///
    /// Line breaks, control characters and what is not ASCII have no spelling here: each becomes `_`, so that a wrong name fails to
    /// connect instead of starting another keyword.
    static func quoted(_ value: String) -> String {
        let special: Set<Unicode.Scalar> = ["[", "]", "{", "}", "(", ")", ",", ";", "?", "*", "=", "!", "@"]
        var result = ""
        var needsBraces = false
        for scalar in value.unicodeScalars {
            let isPrintable = scalar.isASCII && scalar.properties.generalCategory != .control
            let written: Unicode.Scalar = isPrintable ? scalar : "_"
            if special.contains(written) { needsBraces = true }
            if written == "}" { result += "}" }
            result.unicodeScalars.append(written)
        }
        // Blanks at the ends would be cut off; a quote at both ends, too, by Windows' reader of such files.
        if result.first == " " || result.last == " " || result.first == "'" || result.first == "\"" { needsBraces = true }
        return needsBraces ? "{\(result)}" : result
    }
}
