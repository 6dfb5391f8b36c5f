/// Quotes text for Markdown (CommonMark with the tables of GitHub): the only place of the program that does.
///
/// Whatever goes in, what comes out is inline content of one line: it ends no cell, no code span and no list item, and starts no
/// heading, no link to a page and no HTML. (GitHub makes a mail link of every address with an @, however it is escaped.) The address of
/// a page is shown as code: to be read and copied as it is, and nothing to click at, because a plan may name any.
package enum Markdown {
    /// One line that is not shown. Nothing in it ends it: no `--`, no `>`, no control character.
    package static func comment(_ text: String) -> String {
        var result = ""
        var last: Unicode.Scalar = "-"
        for scalar in text.unicodeScalars.map(visible) {
            let isMark = scalar == "<" || scalar == ">" || (scalar == "-" && last == "-")
            result.unicodeScalars.append(isMark || scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
            last = scalar
        }
        return "<!-- \(result) -->"
    }

    /// Text of a table's cell.
    package static func cell(_ text: String) -> String {
        escaped(oneLine(text))
    }

    /// Running text. Line breaks and runs of blanks become one blank.
    package static func text(_ text: String) -> String {
        let scalars = oneLine(text)
        let digits = scalars.prefix { ("0"..."9").contains($0) }.count
        // Only at the start of a line: headings, lists, quotations, rules, and the underline of a heading.
        if let first = scalars.first, ["#", "+", "-", ">", "="].contains(first) { return "\\" + escaped(scalars) }
        if digits > 0, digits < scalars.count, scalars[digits] == "." || scalars[digits] == ")" {
            return escaped(Array(scalars[..<digits])) + "\\" + escaped(Array(scalars[digits...]))
        }
        return escaped(scalars)
    }

    /// A sentence with its code; see ``Prose``.
    package static func text(_ prose: Prose) -> String {
        prose.pieces.enumerated().map { index, piece in
            switch piece {
            case .code(let code): self.code(code)
            // Blanks at the ends of a piece are those between words.
            case .text(let text):
                (index > 0 && text.unicodeScalars.first == " " ? " " : "") + (index == 0 ? self.text(text) : cell(text))
                    + (text.unicodeScalars.last == " " && text != " " ? " " : "")
            }
        }.joined()
    }

    private static func escaped(_ scalars: [Unicode.Scalar]) -> String {
        var result = ""
        var end = 0
        for (index, scalar) in scalars.enumerated() where index >= end {
            if let address = address(in: scalars, at: index) {
                result += "`" + String(String.UnicodeScalarView(scalars[index..<address])) + "`"
                end = address
                continue
            }
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case "\\", "`", "*", "_", "[", "]", "|", "~": result += "\\\(scalar)"
            // GitHub makes links of bare addresses, too.
            case ":" where scalars[index...].starts(with: [":", "/", "/"]): result += "\\:"
            case "." where index >= 3 && scalars[..<index].suffix(3).allSatisfy({ $0 == "w" || $0 == "W" }): result += "\\."
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The end of an address of the web that begins here: `http://` or `https://` and what such an address is made of (RFC 3986), without the
    /// stop of a sentence. No backtick, no pipe and no blank is among it, so that it stands in a code span as it is.
    private static func address(in scalars: [Unicode.Scalar], at start: Int) -> Int? {
        guard scalars[start] == "h" || scalars[start] == "H", start == 0 || !isWord(scalars[start - 1]) else { return nil }
        let word = scalars[start...].prefix { ("a"..."z").contains($0) || ("A"..."Z").contains($0) }
        guard ["http", "https"].contains(String(String.UnicodeScalarView(word)).lowercased()),
            scalars[word.endIndex...].starts(with: [":", "/", "/"])
        else { return nil }
        let body = word.endIndex + 3
        var end = scalars[body...].firstIndex { !isPart($0) } ?? scalars.endIndex
        while end > body, [".", ",", ";", ":", "!", "?", "'", ")"].contains(scalars[end - 1]) { end -= 1 }
        return end > body ? end : nil
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        isWord(scalar)
            || ["-", ".", "_", "~", ":", "/", "?", "#", "@", "!", "$", "&", "'", "(", ")", "+", ",", ";", "=", "%"].contains(scalar)
    }

    /// Text as code: a name, a path, something to type. The fence is one backtick longer than any run in the text. Empty for no
    /// text: a code span cannot be empty.
    package static func code(_ text: String) -> String {
        // Most are names.
        if !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "`") && $0 != UInt8(ascii: "|") && $0 != UInt8(ascii: "\\") }) {
            return "`" + text + "`"
        }
        // Scalars, not characters: to Swift a backtick with an accent is another character, to Markdown it is a backtick.
        let content = text.unicodeScalars.map(visible)
        // In a table a pipe is always written with a backslash before it, so one that has its own backslash has no spelling as code.
        guard let first = content.first, let last = content.last, !hasEscapedPipe(content) else { return self.text(text) }
        var longest = 0
        var run = 0
        for scalar in content {
            run = scalar == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        // One blank at each end is not shown: it keeps a backtick off the fence, and saves blanks that belong to the text.
        let isPadded = first == " " && last == " " && !content.allSatisfy { $0 == " " }
        let room = first == "`" || last == "`" || isPadded ? " " : ""
        return fence + room + String(String.UnicodeScalarView(content)) + room + fence
    }

    /// A table of cells that are Markdown already, from ``cell(_:)``, ``code(_:)`` or both. Short rows are filled with empty cells.
    /// Cells are not padded: a longer value in one row must not change all the others in a review.
    package static func table(header: [String], rows: [[String]]) -> String {
        let width = max(header.count, rows.map(\.count).max() ?? 0)
        func line(_ cells: [String]) -> String {
            let filled = cells.map(withoutOpenPipes) + [String](repeating: "", count: width - cells.count)
            return "|" + filled.map { $0.isEmpty ? "  |" : " \($0) |" }.joined() + "\n"
        }
        return line(header) + "|" + String(repeating: " --- |", count: width) + "\n" + rows.map(line).joined()
    }

    // MARK: Characters

    /// Without what breaks a line, and without a blank at either end.
    private static func oneLine(_ text: String) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars.map(visible) where scalar != " " || result.last != " " && !result.isEmpty {
            result.append(scalar)
        }
        if result.last == " " { result.removeLast() }
        return result
    }

    /// Line breaks and control characters as blanks. What turns the direction of writing is replaced by U+FFFD: text must read as
    /// what it is.
    private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029: " "
        case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
        default: scalar
        }
    }

    // MARK: Pipes

    private static func hasEscapedPipe(_ text: [Unicode.Scalar]) -> Bool {
        var backslashes = 0
        for scalar in text {
            if scalar == "|", backslashes % 2 == 1 { return true }
            backslashes = scalar == "\\" ? backslashes + 1 : 0
        }
        return false
    }

    /// With a backslash before each pipe that has none: a pipe ends a cell even inside a code span.
    private static func withoutOpenPipes(_ cell: String) -> String {
        guard cell.utf8.contains(UInt8(ascii: "|")) else { return cell }
        var result = ""
        var backslashes = 0
        for scalar in cell.unicodeScalars {
            if scalar == "|", backslashes % 2 == 0 { result += "\\" }
            result.unicodeScalars.append(scalar)
            backslashes = scalar == "\\" ? backslashes + 1 : 0
        }
        return result
    }
}

extension Markdown {
    /// Inline Markdown of the program's own making as plain text: without the marks of code, emphasis and links.
    package static func plain(_ markdown: String) -> String {
        var result = ""
        var rest = Substring(markdown)
        while let character = rest.first {
            switch character {
            case "\\":
                rest.removeFirst()
                if let escaped = rest.popFirst() { result.append(escaped) }
            case "`":
                let fence = rest.prefix { $0 == "`" }
                let inside = rest.dropFirst(fence.count)
                guard let end = inside.firstRange(of: String(fence)) else {
                    result += fence
                    rest = inside
                    continue
                }
                var code = inside[..<end.lowerBound]
                if code.count > 2, code.first == " ", code.last == " ", code.contains("`") { code = code.dropFirst().dropLast() }
                result += code
                rest = inside[end.upperBound...]
            case "[":
                // The text of a link.
                guard let middle = rest.firstRange(of: "]("), let end = rest[middle.upperBound...].firstIndex(of: ")") else {
                    result.append(character)
                    rest.removeFirst()
                    continue
                }
                result += plain(String(rest[rest.index(after: rest.startIndex)..<middle.lowerBound]))
                rest = rest[rest.index(after: end)...]
            case "_", "*":
                rest.removeFirst()
            case "&" where rest.hasPrefix("&amp;"):
                result += "&"
                rest.removeFirst(5)
            case "&" where rest.hasPrefix("&lt;"):
                result += "<"
                rest.removeFirst(4)
            default:
                result.append(character)
                rest.removeFirst()
            }
        }
        return result
    }
}
