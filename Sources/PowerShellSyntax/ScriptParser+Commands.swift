import Diagnostics

extension ScriptParser {
    /// Whether a pipeline that begins here begins with a command.
    var startsCommand: Bool {
        switch current {
        case "&": peek(1) != "&"
        case "_", "\\", "/", "~", "*", "?", "%": true
        // `. ./script.ps1`, `.\script.ps1`
        case ".": !Characters.isDigit(peek(1))
        default: Characters.isLetter(current)
        }
    }

    /// A command with its arguments, up to the pipe or the end of the statement.
    mutating func command() -> Element {
        let start = index
        var invocation = Command.Invocation.plain
        if current == "&" || (current == "." && (Characters.isBlank(peek(1)) || peek(1) == "$" || peek(1) == "(" || isQuote(peek(1)))) {
            invocation = current == "&" ? .call : .dotSource
            index += 1
            skipBlanks()
        }
        let nameStart = index
        var arguments: [Element] = []
        if invocation == .plain {
            _ = argument(&arguments)
        } else {
            _ = argument(&arguments)
        }
        // Members behind a worked-out name belong to it.
        let name = arguments.count == 1 ? arguments[0].text : nil
        let nameSpan = span(from: nameStart)
        if name != nil { arguments = [] }
        while true {
            skipBlanks(breaks: arguments.last?.isSymbol(",") == true)
            if isAtEnd || isAtBreak || current == ";" || current == ")" || current == "}" || current == "|" { break }
            if current == "&", peek(1) == "&" { break }
            let before = index
            _ = argument(&arguments)
            if index == before { break }
        }
        return Element(
            kind: .command(Command(name: name, nameSpan: nameSpan, invocation: invocation, arguments: arguments)), span: span(from: start))
    }

    func isQuote(_ scalar: Unicode.Scalar) -> Bool {
        Characters.isSingleQuote(scalar) || Characters.isDoubleQuote(scalar)
    }

    /// One argument with what is attached to it; false where none begins.
    private mutating func argument(_ elements: inout [Element]) -> Bool {
        let start = index
        switch current {
        case ",":
            index += 1
            elements.append(Element(kind: .symbol(","), span: span(from: start)))
            return true
        case ">", "<":
            redirection(&elements)
            return true
        case "&":
            index += 1
            elements.append(Element(kind: .symbol("&"), span: span(from: start)))
            return true
        case "(", "{":
            return value(&elements)
        case "$" where peek(1) == "(" || peek(1) == "{" || Characters.isName(peek(1)) || "$?^:".unicodeScalars.contains(peek(1)):
            return value(&elements)
        case "@" where peek(1) == "(" || peek(1) == "{" || Characters.isName(peek(1)) || isQuote(peek(1)):
            return value(&elements)
        case _ where isQuote(current):
            return value(&elements)
        default:
            break
        }
        if "123456*".unicodeScalars.contains(current), peek(1) == ">" {
            redirection(&elements)
            return true
        }
        if Characters.isDash(current) {
            // `--%`: the rest of the line is somebody else's.
            if Characters.isDash(peek(1)), peek(2) == "%" {
                while !isAtEnd, !isAtBreak { index += 1 }
                elements.append(Element(kind: .word(text(from: start)), span: span(from: start)))
                return true
            }
            if Characters.isLetter(peek(1)) || peek(1) == "_" || peek(1) == "?" {
                index += 1
                let nameStart = index
                while !isAtEnd, Characters.isName(current) || Characters.isDash(current) || current == "?" { index += 1 }
                elements.append(Element(kind: .parameter(text(from: nameStart)), span: span(from: start)))
                if current == ":" { index += 1 }
                return true
            }
        }
        return word(&elements)
    }

    private mutating func redirection(_ elements: inout [Element]) {
        let start = index
        if current != ">", current != "<" { index += 1 }
        index += 1
        if current == ">" { index += 1 }
        if current == "&", Characters.isDigit(peek(1)) { index += 2 }
        elements.append(Element(kind: .symbol(">"), span: span(from: start)))
    }

    /// A bare word. One that holds variables or quotes is a string that depends on them.
    private mutating func word(_ elements: inout [Element]) -> Bool {
        let start = index
        var value = ""
        var parts: [Element] = []
        while !isAtEnd, !Characters.endsWord(current) {
            if current == "`" {
                index += 1
                if !isAtEnd {
                    value.unicodeScalars.append(current)
                    index += 1
                }
            } else if isQuote(current) {
                let inner = string()
                parts.append(inner)
                value += inner.stringValue ?? ""
            } else if current == "$", Characters.isName(peek(1)) || peek(1) == "{" || peek(1) == "(" {
                parts.append(variable())
            } else {
                value.unicodeScalars.append(current)
                index += 1
            }
        }
        guard index > start else { return false }
        let depends = parts.contains { $0.stringValue == nil }
        elements.append(Element(
            kind: parts.isEmpty ? .word(value) : .string(StringLiteral(value: depends ? nil : value, parts: parts)), span: span(from: start)))
        return true
    }

    /// A bare word without looking into it: names of functions, labels, keys.
    mutating func bareWord() -> String {
        let start = index
        while !isAtEnd, !Characters.endsWord(current), current != "=" { index += 1 }
        return text(from: start)
    }
}
