import Diagnostics

/// Reads a script. What it can't make sense of it passes over: an error is only what PowerShell refuses for certain.
public struct ScriptParser {
    /// Deeper nesting is refused: nobody writes it, and the stack has an end.
    static let maximumDepth = 100

    let file: FileID
    /// The text and where each of its characters begins, in bytes.
    let scalars: [Unicode.Scalar]
    let offsets: [Int32]
    var index = 0
    var depth = 0
    var errors: [ScriptError] = []

    /// - Parameter bytes: UTF-8; a byte-order mark is passed over.
    public static func parse(_ bytes: [UInt8], file: FileID) -> ScriptTree {
        var parser = ScriptParser(bytes, file: file)
        let body = parser.block(closer: nil, openedAt: 0)
        return ScriptTree(body: body, errors: parser.errors)
    }

    private init(_ bytes: [UInt8], file: FileID) {
        self.file = file
        var scalars: [Unicode.Scalar] = []
        var offsets: [Int32] = []
        scalars.reserveCapacity(bytes.count)
        offsets.reserveCapacity(bytes.count + 1)
        var offset: Int32 = 0
        var rest = bytes.makeIterator()
        var decoder = Unicode.UTF8.ForwardParser()
        reading: while true {
            offsets.append(offset)
            switch decoder.parseScalar(from: &rest) {
            case .valid(let encoded):
                scalars.append(Unicode.UTF8.decode(encoded))
                offset += Int32(encoded.count)
            // What is no UTF-8 reads as U+FFFD, and is as long as it was written.
            case .error(let length):
                scalars.append("\u{FFFD}")
                offset += Int32(length)
            case .emptyInput: break reading
            }
        }
        self.scalars = scalars
        self.offsets = offsets
    }

    // MARK: The text

    var isAtEnd: Bool { index >= scalars.count }
    var current: Unicode.Scalar { index < scalars.count ? scalars[index] : "\0" }

    func peek(_ distance: Int) -> Unicode.Scalar {
        index + distance < scalars.count && index + distance >= 0 ? scalars[index + distance] : "\0"
    }

    func span(from start: Int, to end: Int? = nil) -> Span {
        Span(file: file, start: offsets[min(start, scalars.count)], end: offsets[min(end ?? index, scalars.count)])
    }

    func text(from start: Int, to end: Int? = nil) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[start..<min(end ?? index, scalars.count)])
        return String(view)
    }

    mutating func fail(_ problem: ScriptError.Problem, _ span: Span, _ other: Span? = nil) {
        errors.append(ScriptError(problem: problem, span: span, other: other))
    }

    // MARK: Trivia

    var isAtBreak: Bool { current == "\n" || current == "\r" }

    /// Blanks, comments and continued lines; with `breaks` the ends of lines as well.
    mutating func skipBlanks(breaks: Bool = false) {
        while !isAtEnd {
            if Characters.isBlank(current) {
                index += 1
            } else if breaks, isAtBreak {
                index += 1
            } else if current == "`", peek(1) == "\n" || peek(1) == "\r" {
                index += peek(1) == "\r" && peek(2) == "\n" ? 3 : 2
            } else if current == "#" {
                while !isAtEnd, !isAtBreak { index += 1 }
            } else if current == "<", peek(1) == "#" {
                let start = index
                index += 2
                while !isAtEnd, !(current == "#" && peek(1) == ">") { index += 1 }
                if isAtEnd { fail(.unterminatedComment, span(from: start, to: start + 2)) }
                index = min(index + 2, scalars.count)
            } else {
                return
            }
        }
    }

    /// The word that begins here, if one does; nothing is read.
    func wordAhead() -> String? {
        var end = index
        while end < scalars.count, Characters.isLetter(scalars[end]) { end += 1 }
        guard end > index, end >= scalars.count || !(Characters.isName(scalars[end]) || Characters.isDash(scalars[end])) else { return nil }
        return text(from: index, to: end).lowercased()
    }

    // MARK: Blocks

    /// How the statements of a block are read.
    enum Context {
        case statements
        /// Only expressions; the ends of lines mean nothing. Arguments of methods and attributes, indexes.
        case expressions
        /// `label { … }` instead of commands.
        case switchBody
        /// Declarations: words are no commands.
        case classBody
    }

    /// Statements up to a closing bracket, which is read, or to the end of the text.
    mutating func block(closer: Unicode.Scalar?, openedAt start: Int, _ context: Context = .statements) -> Block {
        depth += 1
        defer { depth -= 1 }
        var statements: [Statement] = []
        guard depth <= Self.maximumDepth else {
            fail(.tooDeep, span(from: start, to: start + 1))
            index = scalars.count
            return Block(statements: [], span: span(from: start))
        }
        while true {
            skipBlanks(breaks: true)
            if isAtEnd {
                if let closer { fail(.notClosed(Self.opener(of: closer), by: nil), span(from: start, to: min(start + 1, scalars.count))) }
                break
            }
            if current == ";" {
                index += 1
                continue
            }
            if current == ")" || current == "}" || current == "]" {
                if current == closer {
                    index += 1
                    break
                }
                if let closer {
                    fail(
                        .notClosed(Self.opener(of: closer), by: String(current)), span(from: start, to: start + 1),
                        span(from: index, to: index + 1))
                    // The bracket may close one further out.
                    break
                }
                fail(.nothingToClose(String(current)), span(from: index, to: index + 1))
                index += 1
                continue
            }
            let before = index
            let elements = statement(context)
            if !elements.isEmpty { statements.append(Statement(elements: elements)) }
            // A character that begins nothing is passed over.
            if index == before { index += 1 }
        }
        return Block(statements: statements, span: span(from: start))
    }

    private static func opener(of closer: Unicode.Scalar) -> String {
        switch closer {
        case ")": "("
        case "]": "["
        default: "{"
        }
    }

    // MARK: Statements

    /// The elements up to the end of the statement.
    mutating func statement(_ context: Context) -> [Element] {
        var elements: [Element] = []
        var isStart = true
        while true {
            skipBlanks(breaks: context == .expressions || (isStart && !elements.isEmpty) || elements.last.map(continues) == true)
            if isAtEnd || isAtBreak || current == ";" || current == ")" || current == "}" || current == "]" { return elements }
            if isStart {
                isStart = false
                switch context {
                case .statements:
                    if keywordStatement(&elements) {
                        // `return`, `throw` and the like begin a pipeline; the others are whole.
                        guard case .keyword(let word)? = elements.last?.kind, Self.beforePipeline.contains(word) else { return elements }
                        isStart = true
                        // What they return stands on the same line.
                        skipBlanks()
                        if isAtBreak { return elements }
                        continue
                    }
                    if startsCommand {
                        elements.append(command())
                        continue
                    }
                case .switchBody:
                    if Characters.isLetter(current) || Characters.isDigit(current) {
                        let start = index
                        elements.append(Element(kind: .word(bareWord()), span: span(from: start)))
                        continue
                    }
                case .classBody, .expressions:
                    break
                }
            }
            // `[CmdletBinding()] param (…)` on one line.
            if context == .statements, !elements.isEmpty, elements.allSatisfy(isAttribute), wordAhead() == "param", keywordStatement(&elements) {
                return elements
            }
            let before = index
            if expressionElement(&elements), let last = elements.last, case .symbol(let symbol) = last.kind, context == .statements {
                // Behind an assignment and a pipe stands a pipeline of its own.
                isStart = Self.beginsPipeline.contains(symbol)
            }
            if index == before { return elements }
            // The body of a clause ends it.
            if context == .switchBody || context == .classBody, case .scriptBlock? = elements.last?.kind { return elements }
        }
    }

    private static let beforePipeline: Set<String> = ["return", "throw", "exit"]
    private static let beginsPipeline: Set<String> = ["=", "+=", "-=", "*=", "/=", "%=", "|", "||", "&&"]

    private func isAttribute(_ element: Element) -> Bool {
        if case .attribute = element.kind { true } else { false }
    }

    /// Whether the next line still belongs to it.
    private func continues(_ element: Element) -> Bool {
        guard case .symbol(let symbol) = element.kind else { return false }
        return symbol != "++" && symbol != "--" && symbol != "&"
    }
}
