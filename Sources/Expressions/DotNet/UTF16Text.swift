/// Positions and lengths as .NET counts them, in UTF-16 units; all positions start at 0.
///
/// The string keeps its own index of UTF-16 positions, and none is needed for ASCII, which it knows itself to be. A cut between the
/// halves of a character outside of the basic plane leaves U+FFFD in its place.
enum UTF16Text {
    static func length(_ text: String) -> Int { text.utf16.count }

    /// The first units; all of them when there are fewer, none for a negative number.
    static func prefix(_ text: String, _ count: Int) -> String {
        slice(text, from: 0, count: count)
    }

    /// Up to `count` units from a position, as far as they exist.
    static func slice(_ text: String, from start: Int, count: Int) -> String {
        let units = text.utf16
        let start = max(0, start)
        guard start < units.count, count > 0 else { return "" }
        let from = units.index(units.startIndex, offsetBy: start)
        let to = units.index(from, offsetBy: min(count, units.count - start))
        // A cut between characters, the usual case, shares or copies the bytes as they are.
        return String(units[from..<to]) ?? String(decoding: units[from..<to], as: UTF16.self)
    }

    /// Where a text occurs first at or after a position. An empty text is found at once. Case is ignored as .NET's `OrdinalIgnoreCase`
    /// does, unit by unit in the invariant culture.
    static func firstIndex(of wanted: String, in text: String, from start: Int = 0, ignoringCase: Bool = false) -> Int? {
        if ignoringCase {
            return firstIndex(of: Casing.upper(wanted), in: Casing.upper(text), from: start)
        }
        return ExactSearch.firstIndex(of: Array(wanted.utf16), in: text.utf16, from: start)
    }

    /// The parts between any of these units, empty ones included; the whole text if none of them occurs.
    static func split(_ text: String, anyOf delimiters: String) -> [String] {
        let delimiters = Set(delimiters.utf16)
        return text.utf16.split(omittingEmptySubsequences: false) { delimiters.contains($0) }
            .map { String($0) ?? String(decoding: $0, as: UTF16.self) }
    }
}
