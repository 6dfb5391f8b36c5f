import Diagnostics

extension ScriptParser {
    /// `$name`, `${name}`, `$(…)`.
    mutating func variable() -> Element {
        let start = index
        index += 1
        if current == "(" {
            let open = index
            index += 1
            let inner = block(closer: ")", openedAt: open)
            return Element(kind: .subexpression(inner), span: span(from: start))
        }
        if current == "{" {
            index += 1
            let name = index
            while !isAtEnd, current != "}" { index += current == "`" ? 2 : 1 }
            if isAtEnd { fail(.notClosed("{", by: nil), span(from: start + 1, to: start + 2)) }
            let element = Element(kind: .variable(text(from: name, to: min(index, scalars.count))), span: span(from: start, to: index + 1))
            index = min(index + 1, scalars.count)
            return element
        }
        if "$?^".unicodeScalars.contains(current) {
            index += 1
            return Element(kind: .variable(text(from: start + 1)), span: span(from: start))
        }
        let name = index
        while !isAtEnd {
            if Characters.isName(current) {
                index += 1
            } else if current == ":", peek(1) != ":", Characters.isName(peek(1)), index > name {
                // A scope or a drive.
                index += 1
            } else {
                break
            }
        }
        return Element(kind: .variable(text(from: name)), span: span(from: start))
    }

    /// A string in quotes of either kind.
    mutating func string() -> Element {
        let start = index
        let isSingle = Characters.isSingleQuote(current)
        index += 1
        var value = ""
        var parts: [Element] = []
        while true {
            if isAtEnd {
                fail(.unterminatedString, span(from: start, to: start + 1))
                break
            }
            if isSingle ? Characters.isSingleQuote(current) : Characters.isDoubleQuote(current) {
                // Two quotes stand for one, even of another shape.
                let next = peek(1)
                guard isSingle ? Characters.isSingleQuote(next) : Characters.isDoubleQuote(next) else {
                    index += 1
                    break
                }
                value.unicodeScalars.append(next)
                index += 2
                continue
            }
            if !isSingle, expandable(&value, &parts) { continue }
            value.unicodeScalars.append(current)
            index += 1
        }
        let literal = StringLiteral(value: parts.isEmpty ? value : nil, parts: parts)
        return Element(kind: .string(literal), span: span(from: start))
    }

    /// `@"` or `@'`, a line break, lines, and the quote again at the start of a line; nil where none begins.
    mutating func hereString() -> Element? {
        let start = index
        let isSingle = Characters.isSingleQuote(peek(1))
        var at = index + 2
        while at < scalars.count, Characters.isBlank(scalars[at]) { at += 1 }
        guard at < scalars.count, scalars[at] == "\n" || scalars[at] == "\r" else { return nil }
        index = at + (scalars[at] == "\r" && at + 1 < scalars.count && scalars[at + 1] == "\n" ? 2 : 1)
        var value = ""
        var parts: [Element] = []
        var isLineStart = true
        while true {
            if isAtEnd {
                fail(.unterminatedHereString, span(from: start, to: start + 2))
                break
            }
            if isLineStart, isSingle ? Characters.isSingleQuote(current) : Characters.isDoubleQuote(current), peek(1) == "@" {
                index += 2
                if value.unicodeScalars.last == "\n" { value.unicodeScalars.removeLast() }
                if value.unicodeScalars.last == "\r" { value.unicodeScalars.removeLast() }
                break
            }
            isLineStart = current == "\n"
            if !isSingle, expandable(&value, &parts) { continue }
            value.unicodeScalars.append(current)
            index += 1
        }
        let literal = StringLiteral(value: parts.isEmpty ? value : nil, parts: parts)
        return Element(kind: .string(literal), span: span(from: start))
    }

    /// Escapes, variables and subexpressions of a string that expands them; false where none stands.
    private mutating func expandable(_ value: inout String, _ parts: inout [Element]) -> Bool {
        if current == "`" {
            let next = peek(1)
            let escaped: Unicode.Scalar = switch next {
            case "n": "\n"
            case "r": "\r"
            case "t": "\t"
            case "0": "\0"
            case "a": "\u{07}"
            case "b": "\u{08}"
            case "f": "\u{0C}"
            case "v": "\u{0B}"
            default: next
            }
            if index + 1 < scalars.count { value.unicodeScalars.append(escaped) }
            index = min(index + 2, scalars.count)
            return true
        }
        guard current == "$", peek(1) == "(" || peek(1) == "{" || Characters.isName(peek(1)) || peek(1) == "$" || peek(1) == "?" else { return false }
        parts.append(variable())
        return true
    }
}
