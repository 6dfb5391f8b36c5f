/// `NormalizeDiacritics`: Latin letters without their marks.
///
/// The functions page has a table of letters; its marks fall off alike whether they are composed with the letter or follow it. Letters
/// outside of it lose their marks too, as far as they are Latin; whatever is no mark stays (`đ`, `þ`, `ß` as a capital). Other
/// scripts stay wholly, because there a mark often makes another letter (`й`).
enum Diacritics {
    static func normalize(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count)
        /// A Latin letter whose marks may still follow.
        var pending: Unicode.Scalar?
        var hasMacron = false
        func flush() {
            if let letter = pending { result.unicodeScalars.append(contentsOf: spelling(letter, hasMacron: hasMacron).unicodeScalars) }
            pending = nil
        }
        for scalar in text.unicodeScalars {
            if pending != nil, !scalar.isASCII, scalar.properties.generalCategory == .nonspacingMark {
                if scalar == "\u{304}" { hasMacron = true }
                continue
            }
            flush()
            let base = scalar.isASCII ? scalar : bases[scalar] ?? scalar
            if isLatin(base) {
                pending = base
                hasMacron = false
            } else {
                result.unicodeScalars.append(base)
            }
        }
        flush()
        return result
    }

    /// Whether a letter that is not ASCII outlives the normalization: an address made of the result will be refused.
    static func leavesNonASCIILetter(_ text: String) -> Bool {
        normalize(text).unicodeScalars.contains { !$0.isASCII && $0.isLetter }
    }

    /// The table's letters that are not just a base and marks. It has `œ` only with a macron, and no capital `ß`.
    private static func spelling(_ base: Unicode.Scalar, hasMacron: Bool) -> String {
        switch base {
        case "æ": "ae"
        case "Æ": "AE"
        case "ø": "oe"
        case "Ø": "OE"
        case "œ" where hasMacron: "oe"
        case "Œ" where hasMacron: "OE"
        case "ß": "ss"
        case "ł": "l"
        case "Ł": "L"
        case "ı": "i"
        default: String(base)
        }
    }

    /// ASCII letters and Unicode's blocks of Latin letters: Latin-1 to IPA, Additional, Extended-C, -D and -E.
    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A: true
        case 0xC0...0x2AF, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA722...0xA7FF, 0xAB30...0xAB6F: scalar.isLetter
        default: false
        }
    }
}
