extension UTF16Text {
    /// The parts between occurrences of a delimiter; not empty.
    static func split(_ text: String, by delimiter: String) -> [String] {
        let units = Array(text.utf16)
        let mark = Array(delimiter.utf16)
        guard !mark.isEmpty else { return [text] }
        var parts: [String] = []
        var start = 0
        var at = 0
        while at + mark.count <= units.count {
            if units[at..<at + mark.count].elementsEqual(mark) {
                parts.append(String(decoding: units[start..<at], as: UTF16.self))
                at += mark.count
                start = at
            } else {
                at += 1
            }
        }
        parts.append(String(decoding: units[start...], as: UTF16.self))
        return parts
    }

    /// Without blanks, tabs and line breaks at both ends.
    static func trimmed(_ text: String) -> String {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        let bytes = text.utf8
        guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(text[first...last])
    }

    /// Every occurrence of a text replaced, from the left, unit by unit. An empty text occurs nowhere.
    static func replacing(_ old: String, in text: String, with new: String) -> String {
        guard !old.isEmpty else { return text }
        let units = Array(text.utf16)
        let mark = Array(old.utf16)
        guard units.count >= mark.count else { return text }
        let replacement = Array(new.utf16)
        var result: [UInt16] = []
        result.reserveCapacity(units.count)
        var at = 0
        var found = false
        while at < units.count {
            if at + mark.count <= units.count, units[at] == mark[0], units[at..<at + mark.count].elementsEqual(mark) {
                result.append(contentsOf: replacement)
                at += mark.count
                found = true
            } else {
                result.append(units[at])
                at += 1
            }
        }
        return found ? String(decoding: result, as: UTF16.self) : text
    }
}
