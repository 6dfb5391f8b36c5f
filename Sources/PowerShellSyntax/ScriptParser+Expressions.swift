import Diagnostics

extension ScriptParser {
    /// One element of an expression; false where none begins, then nothing was read.
    @discardableResult
    mutating func expressionElement(_ elements: inout [Element]) -> Bool {
        let start = index
        func symbol(_ text: String, _ length: Int? = nil) -> Bool {
            index = start + (length ?? text.unicodeScalars.count)
            elements.append(Element(kind: .symbol(text), span: span(from: start)))
            return true
        }
        switch current {
        case "$", "(", "@", "{", "[": return value(&elements)
        case _ where isQuote(current): return value(&elements)
        case ",": return symbol(",")
        case "=": return symbol("=")
        case "|": return symbol(peek(1) == "|" ? "||" : "|")
        case "&": return symbol(peek(1) == "&" ? "&&" : "&")
        case "!": return symbol("!")
        case ".": return peek(1) == "." ? symbol("..") : symbol(".")
        case ":": return symbol(":")
        case "?": return symbol("?")
        case "<": return symbol("<")
        case ">": return symbol(">", peek(1) == ">" ? 2 : 1)
        case "+": return symbol(peek(1) == "+" ? "++" : peek(1) == "=" ? "+=" : "+")
        case "*", "/", "%": return symbol(peek(1) == "=" ? "\(current)=" : String(current))
        case _ where Characters.isDash(current):
            if Characters.isDash(peek(1)) { return symbol("--") }
            if peek(1) == "=" { return symbol("-=") }
            guard Characters.isLetter(peek(1)) else { return symbol("-") }
            index += 1
            let name = index
            while Characters.isLetter(current) { index += 1 }
            elements.append(Element(kind: .symbol("-" + text(from: name).lowercased()), span: span(from: start)))
            return true
        case _ where Characters.isDigit(current):
            while !isAtEnd, Characters.isName(current) || (current == "." && Characters.isDigit(peek(1))) { index += 1 }
            elements.append(Element(kind: .word(text(from: start)), span: span(from: start)))
            suffixes(&elements)
            return true
        case _ where Characters.isName(current):
            while !isAtEnd, Characters.isName(current) || current == "-" { index += 1 }
            elements.append(Element(kind: .word(text(from: start)), span: span(from: start)))
            return true
        default:
            return false
        }
    }

    /// A variable, string, bracket or type, and what is attached to it.
    mutating func value(_ elements: inout [Element]) -> Bool {
        let start = index
        switch current {
        case "$":
            elements.append(variable())
        case "(":
            index += 1
            let inner = block(closer: ")", openedAt: start)
            elements.append(Element(kind: .parentheses(inner), span: span(from: start)))
        case "{":
            index += 1
            let inner = block(closer: "}", openedAt: start)
            elements.append(Element(kind: .scriptBlock(inner), span: span(from: start)))
        case "@":
            guard atSign(&elements) else { return false }
        case "[":
            bracket(&elements)
        case _ where isQuote(current):
            elements.append(string())
        default:
            return false
        }
        suffixes(&elements)
        return true
    }

    private mutating func atSign(_ elements: inout [Element]) -> Bool {
        let start = index
        switch peek(1) {
        case "(":
            index += 2
            let inner = block(closer: ")", openedAt: start + 1)
            elements.append(Element(kind: .array(inner), span: span(from: start)))
        case "{":
            elements.append(hash())
        case _ where isQuote(peek(1)):
            elements.append(hereString() ?? { index += 1; return string() }())
        case _ where Characters.isName(peek(1)):
            index += 1
            let name = index
            while !isAtEnd, Characters.isName(current) { index += 1 }
            elements.append(Element(kind: .splat(text(from: name)), span: span(from: start)))
        default:
            return false
        }
        return true
    }

    /// `.Member`, `::Member`, `[index]` and `(arguments)` directly behind a value.
    private mutating func suffixes(_ elements: inout [Element]) {
        while !isAtEnd {
            let start = index
            if current == ".", peek(1) != ".", Characters.isName(peek(1)) || peek(1) == "$" || peek(1) == "(" || isQuote(peek(1)) {
                index += 1
                memberName(start, &elements, isStatic: false)
            } else if current == ":", peek(1) == ":" {
                index += 2
                memberName(start, &elements, isStatic: true)
            } else if current == "[", !isType(elements.last) {
                index += 1
                let inner = block(closer: "]", openedAt: start, .expressions)
                elements.append(Element(kind: .index(inner), span: span(from: start)))
            } else if current == "(", isMember(elements.last) {
                index += 1
                let inner = block(closer: ")", openedAt: start, .expressions)
                elements.append(Element(kind: .call(inner), span: span(from: start)))
            } else {
                return
            }
        }
    }

    private func isMember(_ element: Element?) -> Bool {
        switch element?.kind {
        case .member, .staticMember: true
        default: false
        }
    }

    /// Behind `[type]` another bracket is a type of its own: `[Parameter()][string] $name`.
    private func isType(_ element: Element?) -> Bool {
        switch element?.kind {
        case .type, .attribute: true
        default: false
        }
    }

    private mutating func memberName(_ start: Int, _ elements: inout [Element], isStatic: Bool) {
        var name = ""
        var inner: [Element] = []
        if Characters.isName(current) {
            let from = index
            while !isAtEnd, Characters.isName(current) { index += 1 }
            name = text(from: from)
        } else if isQuote(current) {
            let literal = string()
            name = literal.stringValue ?? ""
            inner = name.isEmpty ? [literal] : []
        } else if current == "$" {
            inner = [variable()]
        } else if current == "(" {
            let from = index
            index += 1
            let content = block(closer: ")", openedAt: from)
            inner = [Element(kind: .parentheses(content), span: span(from: from))]
        }
        elements.append(Element(kind: isStatic ? .staticMember(name) : .member(name), span: span(from: start)))
        // What the name is worked out from is looked at, too, where it stands.
        if !inner.isEmpty, let last = elements.popLast() { elements += inner + [last] }
    }

    // MARK: Types and attributes

    private mutating func bracket(_ elements: inout [Element]) {
        let start = index
        index += 1
        var level = 1
        var name = ""
        while !isAtEnd {
            switch current {
            case "[":
                level += 1
                name += "["
            case "]":
                level -= 1
                if level == 0 {
                    index += 1
                    elements.append(Element(kind: .type(name), span: span(from: start)))
                    return
                }
                name += "]"
            case "(":
                let open = index
                index += 1
                let arguments = block(closer: ")", openedAt: open, .expressions)
                skipBlanks(breaks: true)
                if current == "]" {
                    index += 1
                } else {
                    fail(.notClosed("[", by: isAtEnd ? nil : String(current)), span(from: start, to: start + 1), isAtEnd ? nil : span(from: index, to: index + 1))
                }
                elements.append(Element(kind: .attribute(Attribute(name: name, arguments: arguments)), span: span(from: start)))
                return
            case _ where Characters.isBlank(current) || isAtBreak:
                break
            case _ where Characters.isName(current), ".", "+", ",", "`", "*", "&", "\\", "-", "=":
                name.unicodeScalars.append(current)
            default:
                // No type; PowerShell has no such thing here, but what it is matters to nobody.
                index = start + 1
                let inner = block(closer: "]", openedAt: start, .expressions)
                elements.append(Element(kind: .index(inner), span: span(from: start)))
                return
            }
            index += 1
        }
        fail(.notClosed("[", by: nil), span(from: start, to: start + 1))
    }

    // MARK: Hash tables

    private mutating func hash() -> Element {
        let start = index
        index += 2
        depth += 1
        defer { depth -= 1 }
        var entries: [HashEntry] = []
        while depth <= Self.maximumDepth {
            skipBlanks(breaks: true)
            if isAtEnd {
                fail(.notClosed("{", by: nil), span(from: start + 1, to: start + 2))
                break
            }
            if current == "}" {
                index += 1
                break
            }
            if current == ";" {
                index += 1
                continue
            }
            if current == ")" || current == "]" {
                fail(.notClosed("{", by: String(current)), span(from: start + 1, to: start + 2), span(from: index, to: index + 1))
                break
            }
            let keyStart = index
            var key: [Element] = []
            if Characters.isName(current) {
                let word = bareWord()
                key = [Element(kind: .word(word), span: span(from: keyStart))]
            } else {
                _ = expressionElement(&key)
            }
            let keySpan = span(from: keyStart)
            skipBlanks(breaks: true)
            var value: [Element] = []
            if current == "=" {
                index += 1
                skipBlanks(breaks: true)
                value = statement(.statements)
            }
            if index == keyStart { index += 1 }
            entries.append(HashEntry(key: key.count == 1 ? key[0].text : nil, keySpan: keySpan, value: value))
        }
        return Element(kind: .hash(entries), span: span(from: start))
    }
}
