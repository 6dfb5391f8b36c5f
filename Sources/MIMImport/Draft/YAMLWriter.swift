import Artifacts
/// Writes YAML. The only place where a YAML scalar is quoted: what is read back is what was given, whatever stands in it.
public struct YAMLWriter {
    public private(set) var text = ""
    /// Where the entries that have a name were written, in bytes; entries inside others lie inside their places.
    public private(set) var marks: [(mark: String, place: Range<Int>)] = []

    public init() {}

    /// A document: comments on top, then its entries, with a blank line between them.
    ///
    /// - Parameter isSpaced: whether the blank lines are wanted.
    public mutating func write(_ entries: [YAMLEntry], header: [String] = [], isSpaced: Bool = true) {
        for line in header { comment(line, 0) }
        if !header.isEmpty, !entries.isEmpty { text += "\n" }
        for (index, item) in entries.enumerated() {
            if index > 0, isSpaced { text += "\n" }
            entry(item, 0)
        }
    }

    // MARK: Blocks

    private mutating func entry(_ item: YAMLEntry, _ indent: Int, first prefix: String? = nil) {
        for line in item.above { comment(line, indent) }
        let start = text.utf8.count
        text += prefix ?? String(repeating: " ", count: indent)
        text += YAMLWriter.key(item.key) + ":"
        value(item.value, indent + 2, beside: item.beside)
        if let mark = item.mark { marks.append((mark, start..<text.utf8.count)) }
    }

    /// Behind a colon or a dash.
    private mutating func value(_ value: YAMLValue, _ indent: Int, beside: String? = nil) {
        switch value {
        case .map(let entries) where !entries.isEmpty:
            endLine(beside)
            for item in entries { entry(item, indent) }
        case .list(let items) where !items.isEmpty:
            endLine(beside)
            for item in items { listItem(item, indent) }
        case .commented(_, let inner): self.value(inner, indent, beside: beside)
        default:
            text += " " + YAMLWriter.inline(value, isInside: false)
            endLine(beside)
        }
    }

    private mutating func listItem(_ item: YAMLValue, _ indent: Int) {
        switch item {
        case .commented(let lines, let inner):
            for line in lines { comment(line, indent) }
            listItem(inner, indent)
        case .map(let entries) where !entries.isEmpty:
            for line in entries[0].above { comment(line, indent) }
            for (index, each) in entries.enumerated() {
                var each = each
                if index == 0 { each.above = [] }
                entry(each, indent + 2, first: index == 0 ? String(repeating: " ", count: indent) + "- " : nil)
            }
        default:
            text += String(repeating: " ", count: indent) + "- " + YAMLWriter.inline(item, isInside: false)
            endLine(nil)
        }
    }

    private mutating func endLine(_ comment: String?) {
        if let comment { text += "   # " + YAMLWriter.commentText(comment) }
        text += "\n"
    }

    private mutating func comment(_ line: String, _ indent: Int) {
        if line.isEmpty {
            text += "\n"
        } else {
            let content = YAMLWriter.commentText(line)
            text += String(repeating: " ", count: indent) + (content == " " ? "#" : "# " + content) + "\n"
        }
    }

    /// A comment ends with its line, and holds nothing that a reader of YAML refuses.
    static func commentText(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isPrintable($0) ? $0 : " " }))
    }

    // MARK: On one line

    private static func inline(_ value: YAMLValue, isInside: Bool) -> String {
        switch value {
        case .text(let text): scalar(text, isInside: isInside)
        case .word(let word): word
        case .map(let entries), .inlineMap(let entries):
            "{" + entries.map { key($0.key) + ": " + inline($0.value, isInside: true) }.joined(separator: ", ") + "}"
        case .list(let items), .inlineList(let items): "[" + items.map { inline($0, isInside: true) }.joined(separator: ", ") + "]"
        case .commented(_, let inner): inline(inner, isInside: isInside)
        }
    }

    static func key(_ text: String) -> String { scalar(text, isInside: true) }

    /// - Parameter isInside: in braces or brackets, or a key, where more characters have a meaning.
    static func scalar(_ text: String, isInside: Bool) -> String {
        if isPlain(text, isInside: isInside) { return text }
        if text.unicodeScalars.allSatisfy(isPrintable) {
            return "'" + text.writing("'", as: "''") + "'"
        }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where isPrintable(scalar): result.unicodeScalars.append(scalar)
            default:
                let hex = String(scalar.value, radix: 16, uppercase: true)
                let (letter, width) = scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
                result += "\\\(letter)" + String(repeating: "0", count: width - hex.count) + hex
            }
        }
        return result + "\""
    }

    /// Words that one YAML reader or another takes for something else than a text.
    private static let words: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"]

    private static func isPlain(_ text: String, isInside: Bool) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, last != " ", last != ":" else { return false }
        guard isLetter(first) || first == "_" || first == "$" && !isInside && text.hasPrefix("${") || isDigit(first) else { return false }
        if words.contains(text.lowercased()) { return false }
        // Numbers, dates and times are texts here, and numbers elsewhere.
        if isDigit(first), text.unicodeScalars.allSatisfy({ isDigit($0) || ".-+:_xXoOeEaAbBcCdDfFTZ ".unicodeScalars.contains($0) }) { return false }
        var before: Unicode.Scalar = " "
        for (index, scalar) in text.unicodeScalars.enumerated() {
            switch scalar {
            case " ": if before == ":" { return false }
            case "_", "-", ".", "/", "@", "\\", "+", "(", ")", ";": break
            case ":": if isInside { return false }
            case "$", "{", "}", "=", ",", "?", "'", "<", ">": if isInside || index == 0 && scalar != "$" { return false }
            case _ where isLetter(scalar) || isDigit(scalar): break
            default: return false
            }
            before = scalar
        }
        return true
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar.value >= 0xC0 && scalar.properties.isAlphabetic && isPrintable(scalar)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// What may stand as itself in a YAML text (YAML 1.2, c-printable), without breaks and without what turns the direction of writing.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0x2027, 0x202F...0x2065, 0x206A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
