/// What Unicode says of single UTF-16 units. A surrogate is one of its own category, whatever stands beside it.
enum UnitProperties {
    /// The two letters of the general categories; their order numbers the bits of a set.
    static let names = [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn", "Pc", "Pd", "Ps",
        "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So",
    ]

    static func category(_ unit: UInt16) -> UInt8 { table[Int(unit)] }

    private static let table: [UInt8] = (UInt16.min...UInt16.max).map { unit in
        Unicode.Scalar(unit).map { number($0.properties.generalCategory) } ?? 16
    }

    private static func number(_ category: Unicode.GeneralCategory) -> UInt8 {
        switch category {
        case .uppercaseLetter: 0
        case .lowercaseLetter: 1
        case .titlecaseLetter: 2
        case .modifierLetter: 3
        case .otherLetter: 4
        case .nonspacingMark: 5
        case .spacingMark: 6
        case .enclosingMark: 7
        case .decimalNumber: 8
        case .letterNumber: 9
        case .otherNumber: 10
        case .spaceSeparator: 11
        case .lineSeparator: 12
        case .paragraphSeparator: 13
        case .control: 14
        case .format: 15
        case .surrogate: 16
        case .privateUse: 17
        case .unassigned: 18
        case .connectorPunctuation: 19
        case .dashPunctuation: 20
        case .openPunctuation: 21
        case .closePunctuation: 22
        case .initialPunctuation: 23
        case .finalPunctuation: 24
        case .otherPunctuation: 25
        case .mathSymbol: 26
        case .currencySymbol: 27
        case .modifierSymbol: 28
        case .otherSymbol: 29
        @unknown default: 18
        }
    }

    /// The bits of a category (`Lu`) or of all that begin with a letter (`L`); nil where there is none.
    static func categories(_ name: String) -> UInt32? {
        var bits: UInt32 = 0
        for (index, known) in names.enumerated() where known == name || name.utf8.count == 1 && known.hasPrefix(name) {
            bits |= 1 << UInt32(index)
        }
        return bits == 0 ? nil : bits
    }

    static func isWhiteSpace(_ unit: UInt16) -> Bool {
        switch unit {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// `\w`: letters, nonspacing marks, decimal digits and connecting punctuation.
    static let word = UnitSet.Property(categories: 0x8013F)
    static let digit = UnitSet.Property(categories: 1 << 8)
    static let whiteSpace = UnitSet.Property(isWhiteSpace: true)

    /// For `\b`, and for names of groups: a word's unit, or one of the two joiners of zero width.
    static func isWord(_ unit: UInt16) -> Bool {
        if unit < 0x80 {
            switch unit {
            case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: return true
            default: return false
            }
        }
        return word.contains(unit) || unit == 0x200C || unit == 0x200D
    }
}
