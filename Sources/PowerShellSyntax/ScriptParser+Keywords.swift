import Diagnostics

extension ScriptParser {
    /// Reads a statement that begins with a keyword; false, and nothing read, where none does.
    mutating func keywordStatement(_ elements: inout [Element]) -> Bool {
        // `:label foreach (…)`
        if current == ":", Characters.isLetter(peek(1)) {
            index += 1
            _ = bareWord()
            skipBlanks(breaks: true)
        }
        guard let word = wordAhead() else { return false }
        let start = index
        switch word {
        case "if", "while", "switch", "for", "foreach":
            take(word, &elements)
            parenthesized(&elements, afterForeach: word == "foreach")
            body(&elements, word == "switch" ? .switchBody : .statements)
            if word == "if" { alternatives(&elements) }
        case "do":
            take(word, &elements)
            body(&elements)
            if follows(["while", "until"], &elements) { parenthesized(&elements) }
        case "try":
            take(word, &elements)
            body(&elements)
            while follows(["catch"], &elements) { exceptionTypes(&elements) ; body(&elements) }
            if follows(["finally"], &elements) { body(&elements) }
        case "trap":
            take(word, &elements)
            exceptionTypes(&elements)
            body(&elements)
        case "begin", "process", "end", "dynamicparam", "clean":
            guard nextAfterWord(word) == "{" else { return false }
            take(word, &elements)
            body(&elements)
        case "function", "filter", "workflow", "configuration":
            index += word.unicodeScalars.count
            elements.append(function(start))
        case "param":
            guard nextAfterWord(word) == "(" else { return false }
            index += word.unicodeScalars.count
            skipBlanks(breaks: true)
            let parameters = parameterList()
            elements.append(Element(kind: .parameters(parameters), span: span(from: start)))
        case "class", "enum":
            take(word, &elements)
            while !isAtEnd, current != "{", !isAtBreak { index += 1 }
            body(&elements, .classBody)
        case "using":
            take(word, &elements)
            while !isAtEnd, !isAtBreak, current != ";" {
                skipBlanks()
                let from = index
                if Characters.isSingleQuote(current) || Characters.isDoubleQuote(current) {
                    elements.append(string())
                } else {
                    let name = bareWord()
                    if index == from { break }
                    elements.append(Element(kind: .word(name), span: span(from: from)))
                }
            }
        case "return", "throw", "exit", "break", "continue":
            take(word, &elements)
        default:
            return false
        }
        return true
    }

    private mutating func take(_ word: String, _ elements: inout [Element]) {
        let start = index
        index += word.unicodeScalars.count
        elements.append(Element(kind: .keyword(word), span: span(from: start)))
    }

    private func nextAfterWord(_ word: String) -> Unicode.Scalar {
        var ahead = self
        ahead.index += word.unicodeScalars.count
        ahead.skipBlanks(breaks: true)
        return ahead.current
    }

    /// A keyword that goes on with the statement, on this or a later line.
    private mutating func follows(_ words: Set<String>, _ elements: inout [Element]) -> Bool {
        let start = index
        skipBlanks(breaks: true)
        if let word = wordAhead(), words.contains(word) {
            take(word, &elements)
            return true
        }
        index = start
        return false
    }

    private mutating func alternatives(_ elements: inout [Element]) {
        while follows(["elseif"], &elements) {
            parenthesized(&elements)
            body(&elements)
        }
        if follows(["else"], &elements) { body(&elements) }
    }

    /// The condition of a statement. Switches may have parameters before it, `switch -Regex (…)`.
    private mutating func parenthesized(_ elements: inout [Element], afterForeach: Bool = false) {
        skipBlanks(breaks: true)
        while Characters.isDash(current) {
            let start = index
            index += 1
            let name = bareWord()
            elements.append(Element(kind: .parameter(name), span: span(from: start)))
            skipBlanks(breaks: true)
            // `switch -File $path { … }`
            if name.lowercased() == "file", current != "(" {
                let before = index
                _ = expressionElement(&elements)
                if index == before { return }
                skipBlanks(breaks: true)
            }
        }
        guard current == "(" else { return }
        let start = index
        index += 1
        if afterForeach {
            // `$name in pipeline`
            skipBlanks(breaks: true)
            var inner: [Element] = []
            _ = expressionElement(&inner)
            skipBlanks(breaks: true)
            if wordAhead() == "in" { take("in", &inner) }
            let rest = block(closer: ")", openedAt: start)
            let first = inner + (rest.statements.first?.elements ?? [])
            let all = [Statement(elements: first)] + rest.statements.dropFirst()
            elements.append(Element(kind: .parentheses(Block(statements: all, span: span(from: start))), span: span(from: start)))
        } else {
            let condition = block(closer: ")", openedAt: start)
            elements.append(Element(kind: .parentheses(condition), span: span(from: start)))
        }
    }

    private mutating func exceptionTypes(_ elements: inout [Element]) {
        skipBlanks(breaks: true)
        while current == "[" || current == "," {
            let before = index
            _ = expressionElement(&elements)
            if index == before { return }
            skipBlanks(breaks: true)
        }
    }

    private mutating func body(_ elements: inout [Element], _ context: Context = .statements) {
        let before = index
        skipBlanks(breaks: true)
        guard current == "{" else {
            index = before
            return
        }
        let start = index
        index += 1
        let block = block(closer: "}", openedAt: start, context)
        elements.append(Element(kind: .scriptBlock(block), span: span(from: start)))
    }

    // MARK: Functions and parameters

    private mutating func function(_ start: Int) -> Element {
        skipBlanks(breaks: true)
        let nameStart = index
        let name = bareWord()
        let nameSpan = span(from: nameStart)
        skipBlanks(breaks: true)
        let inline = current == "(" ? parameterList() : nil
        skipBlanks(breaks: true)
        var content = Block(statements: [], span: span(from: index, to: index))
        if current == "{" {
            let open = index
            index += 1
            content = block(closer: "}", openedAt: open)
        }
        let definition = FunctionDefinition(name: name, nameSpan: nameSpan, inlineParameters: inline, body: content)
        return Element(kind: .function(definition), span: span(from: start))
    }

    /// `([type] $name = default, …)`
    private mutating func parameterList() -> [ParameterDeclaration] {
        let open = index
        index += 1
        let content = block(closer: ")", openedAt: open, .expressions)
        var result: [ParameterDeclaration] = []
        for part in content.statements.flatMap(\.elements).split(whereSeparator: { $0.isSymbol(",") }) {
            guard let at = part.firstIndex(where: { $0.variable != nil }), case .variable(let name) = part[at].kind,
                let first = part.first, let last = part.last
            else { continue }
            result.append(ParameterDeclaration(
                name: name, nameSpan: part[at].span, decorations: Array(part[..<at]), hasDefault: at != part.index(before: part.endIndex),
                span: first.span.union(last.span)))
        }
        return result
    }
}
