/// MIM's texts on their way into a plan.
enum PlanText {
    /// The text with what no plan may hold replaced: control characters, line breaks, and marks that turn the direction of writing.
    static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isForbidden) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: " "
            case _ where isForbidden(scalar): "\u{FFFD}"
            default: scalar
            }
        }))
    }

    /// The same, where `${` must stay what it is: it begins a parameter in a plan.
    static func escaped(_ text: String) -> String {
        let text = clean(text)
        guard text.contains("${") else { return text }
        return text.split(separator: "${", omittingEmptySubsequences: false).joined(separator: "$${")
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Lower-case letters, digits and hyphens, as names in a plan are; stable, and free among those that are taken.
    ///
    /// - Parameter spare: what the name is made of where nothing of the text can be kept.
    static func slug(_ text: String, spare: String, taken: inout Set<String>) -> String {
        var result = ""
        for scalar in text.lowercased().unicodeScalars {
            if ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) {
                result.unicodeScalars.append(scalar)
            } else if let base = bases[scalar] {
                result += base
            } else if !result.isEmpty, !result.hasSuffix("-") {
                result += "-"
            }
            if result.utf8.count >= 48 { break }
        }
        while result.hasSuffix("-") { result.removeLast() }
        if result.isEmpty { result = spare }
        if let first = result.unicodeScalars.first, !("a"..."z").contains(first) { result = "x-" + result }
        var name = result
        var number = 2
        while !taken.insert(name).inserted {
            name = "\(result)-\(number)"
            number += 1
        }
        return name
    }

    private static let bases: [Unicode.Scalar: String] = [
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "a", "æ": "ae", "ø": "o", "é": "e", "è": "e", "ê": "e", "ë": "e", "á": "a",
        "à": "a", "â": "a", "ã": "a", "í": "i", "ì": "i", "î": "i", "ï": "i", "ó": "o", "ò": "o", "ô": "o", "õ": "o", "ú": "u", "ù": "u",
        "û": "u", "ç": "c", "ñ": "n", "š": "s", "ž": "z", "č": "c", "ř": "r", "ý": "y", "ł": "l", "ń": "n", "ś": "s", "ż": "z", "ź": "z",
        "ą": "a", "ę": "e",
    ]

    /// `costCenter` of `CostCenter` or `Cost Center`: a name for an extension.
    static func camel(_ text: String) -> String {
        var result = ""
        var capital = false
        for scalar in text.unicodeScalars {
            let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
            guard isLetter || ("0"..."9").contains(scalar) && !result.isEmpty else {
                capital = !result.isEmpty
                continue
            }
            let character = String(scalar)
            result += result.isEmpty ? character.lowercased() : capital ? character.uppercased() : character
            capital = false
        }
        return result.isEmpty ? "attribute" : String(result.prefix(60))
    }
}
