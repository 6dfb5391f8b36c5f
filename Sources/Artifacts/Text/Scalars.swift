extension String {
    /// With every occurrence of a code point written otherwise, whatever follows it.
    ///
    /// To Swift an apostrophe with an accent behind it is another character than an apostrophe; to a shell, a database and every other reader
    /// of what is generated it still ends the text. So what quotes looks at code points, never at characters.
    package func writing(_ mark: Unicode.Scalar, as text: String) -> String {
        guard unicodeScalars.contains(mark) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            if scalar == mark { result += text } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }
}
