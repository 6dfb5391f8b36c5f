/// Upper and lower case as .NET maps them: one UTF-16 unit to one, so a text never changes its length and `ß` has no capital.
///
/// Without a culture the invariant one is meant, in which `ı` and `İ` stand outside of the pair `i`/`I`. Turkish and Azeri pair `i`
/// with `İ` and `ı` with `I`; all other cultures map alike.
enum Casing {
    static func upper(_ text: String, culture: String? = nil) -> String {
        map(text, Rules(culture)) { $1.upper($0) }
    }

    static func lower(_ text: String, culture: String? = nil) -> String {
        map(text, Rules(culture)) { $1.lower($0) }
    }

    private static func map(
        _ text: String, _ rules: Rules, _ change: (Unicode.Scalar, Rules) -> Unicode.Scalar
    ) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(change(scalar, rules)) }
        return String(result)
    }

    enum Rules {
        case invariant, turkic, other

        init(_ culture: String?) {
            guard let culture, !culture.isEmpty else {
                self = .invariant
                return
            }
            let language = culture.prefix { $0 != "-" }.lowercased()
            self = language == "tr" || language == "az" ? .turkic : .other
        }

        func upper(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
            switch (scalar, self) {
            case ("i", .turkic): "İ"
            case ("ı", .invariant): scalar
            default: scalar.simpleUpper
            }
        }

        func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
            switch (scalar, self) {
            case ("I", .turkic): "ı"
            case ("İ", .turkic), ("İ", .other): "i"
            default: scalar.simpleLower
            }
        }
    }
}

extension Unicode.Scalar {
    /// Unicode's simple upper case. The standard library has only the full mapping; where that has several letters (`ᾳ` to `ΑΙ`),
    /// the simple one is the title case if that is one letter (`ᾼ`), and otherwise there is none (`ß`).
    fileprivate var simpleUpper: Unicode.Scalar {
        if isASCII { return "a"..."z" ~= self ? Unicode.Scalar(UInt8(value) - 32) : self }
        return only(properties.uppercaseMapping) ?? only(properties.titlecaseMapping) ?? self
    }

    fileprivate var simpleLower: Unicode.Scalar {
        if isASCII { return "A"..."Z" ~= self ? Unicode.Scalar(UInt8(value) + 32) : self }
        return only(properties.lowercaseMapping) ?? self
    }

    /// The one letter of a mapping, if it takes as many UTF-16 units as this one.
    private func only(_ mapping: String) -> Unicode.Scalar? {
        let scalars = mapping.unicodeScalars
        guard let first = scalars.first, scalars.count == 1, UTF16.width(first) == UTF16.width(self) else { return nil }
        return first
    }
}
