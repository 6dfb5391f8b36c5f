extension Casing {
    /// What `PCase` makes: every word with a capital first and small letters behind it, in the invariant culture.
    ///
    /// Without separators, .NET's `ToTitleCase` of the text in lower case: the first *letter* behind a separator becomes a capital, also
    /// behind a digit (`3rd` gives `3Rd`), but a digit or an apostrophe inside a word ends no word. With separators only these
    /// characters end a word, and only its very first character is touched.
    static func title(_ text: String, separators: String? = nil) -> String {
        var result = String.UnicodeScalarView()
        var isInWord = false
        for scalar in lower(text).unicodeScalars {
            let starts: Bool
            if let separators {
                let separates = separators.unicodeScalars.contains(scalar)
                starts = !separates && !isInWord
                isInWord = !separates
            } else {
                starts = !isInWord && scalar.isLetter
                isInWord = starts || isInWord && (scalar == "'" || !scalar.endsWord)
            }
            result.append(starts ? titleLetter(scalar) : scalar)
        }
        return String(result)
    }

    /// The digraphs have a form of their own for the start of a word; all else takes its capital.
    private static func titleLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "ǆ": "ǅ"
        case "ǉ": "ǈ"
        case "ǌ": "ǋ"
        case "ǳ": "ǲ"
        default: Rules.invariant.upper(scalar)
        }
    }
}

extension Unicode.Scalar {
    var isLetter: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }

    /// The categories that separate words in `ToTitleCase`.
    fileprivate var endsWord: Bool {
        switch properties.generalCategory {
        case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format, .connectorPunctuation, .dashPunctuation,
            .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol,
            .currencySymbol, .modifierSymbol, .otherSymbol:
            true
        default: false
        }
    }
}
