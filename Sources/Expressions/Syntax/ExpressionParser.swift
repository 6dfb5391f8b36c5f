/// What is wrong with an expression's text. Several may be found in one.
public struct ExpressionError: Error, Sendable, Hashable {
    /// One of the kinds of the reference: `unclosed-string`, `unknown-function`, …
    public let kind: String
    public let range: Range<Int>
    public let message: String
    public let label: String
    public let help: String?
    /// An exact replacement of `range`, where there is one.
    public let replacement: String?
    /// Something that the service takes, but that seldom does what was meant.
    public let isWarning: Bool
    /// Why, on Microsoft's side.
    public let why: String?

    public init(
        kind: String, range: Range<Int>, message: String, label: String, help: String? = nil, replacement: String? = nil,
        isWarning: Bool = false, why: String? = nil
    ) {
        self.isWarning = isWarning
        self.why = why
        self.kind = kind
        self.range = range
        self.message = message
        self.label = label
        self.help = help
        self.replacement = replacement
    }
}

/// Text → ``Expression``. Never stops at the first error: an argument that can't be read is skipped to its comma or parenthesis.
public struct ExpressionParser {
    /// The service refuses longer texts (known issues of provisioning).
    public static let maximumLength = 10_000
    private static let maximumDepth = 100

    private let bytes: [UInt8]
    private var at = 0
    private var depth = 0
    private var errors: [ExpressionError] = []

    private init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The tree, and what is wrong. With errors the tree holds what could be read, so that later checks see its attributes.
    public static func parse(_ text: String) -> (expression: Expression?, errors: [ExpressionError]) {
        var parser = ExpressionParser(text)
        let (tree, errors) = parser.parse()
        // Reading stops there; that its parentheses are open is no news.
        if let tooDeep = errors.first(where: { $0.kind == "too-deep" }) { return (nil, [tooDeep]) }
        return (tree, errors)
    }

    private mutating func parse() -> (Expression?, [ExpressionError]) {
        if bytes.count > Self.maximumLength {
            fail("expression-too-long", 0..<bytes.count, "the expression has more than 10,000 characters", "all of this",
                 help: "compute part of it where the rows are sent from")
            return (nil, errors)
        }
        skipBlanks()
        guard at < bytes.count else {
            fail("empty-expression", 0..<bytes.count, "the expression is empty", "nothing stands behind the `=`")
            return (nil, errors)
        }
        let result = operandOrComparison(comparisonAllowed: false)
        skipBlanks()
        if at < bytes.count, errors.isEmpty {
            let rest = at..<bytes.count
            switch bytes[at] {
            case UInt8(ascii: "&"), UInt8(ascii: "+"):
                fail("unsupported-operator", at..<at + 1, "this language has no operator `\(character(at))`", "here",
                     help: "put texts together with Join(\"\", …, …) or Append(…, …)")
            case UInt8(ascii: ")"):
                fail("syntax", at..<at + 1, "one parenthesis too many", "closes nothing", help: "remove it", replacement: "")
            case UInt8(ascii: "["), UInt8(ascii: "\""):
                fail("syntax", rest, "the arguments of a function stand in parentheses", "this stands outside")
            default:
                fail("trailing-input", rest, "something stands behind the end of the expression", "this is left over",
                     help: "an expression is one function call; a quotation mark or parenthesis may be missing before this")
            }
        }
        if let result, errors.isEmpty {
            switch result {
            case .call: break
            case .keyword(let word, let range) where !FunctionTable.keywords.contains(word):
                fail("not-a-function", range, "an expression is a function call", "this is a bare word",
                     help: "write the attribute's name without `=` for a direct mapping")
            case .attribute(let name, let range):
                fail("not-a-function", range, "an expression is a function call", "this is a plain attribute",
                     help: "write `\(name)` without `=` and brackets: a direct mapping")
            default:
                fail("not-a-function", result.range, "an expression is a function call", "this is a constant",
                     help: "write {constant: …}: a constant mapping")
            }
        }
        return (result, errors)
    }

    // MARK: Grammar

    private mutating func operandOrComparison(comparisonAllowed: Bool) -> Expression? {
        guard let left = operand() else { return nil }
        let mark = at
        skipBlanks()
        guard let sign = comparisonSign() else {
            at = mark
            return left
        }
        let signRange = at..<at + sign.rawValue.utf8.count
        at = signRange.upperBound
        if byte(at) == UInt8(ascii: "="), sign == .equal || sign == .notEqual {
            fail("unsupported-operator", signRange.lowerBound..<at + 1, "equality is written `=`", "here", help: "write `=`", replacement: "=")
            at += 1
        }
        if !comparisonAllowed {
            fail("unsupported-operator", signRange, "a comparison stands only in the condition of IIF or in CBool", "here",
                 help: "write IIF(… \(sign.rawValue) …, …, …)")
        }
        skipBlanks()
        guard let right = operand() else { return left }
        return .comparison(left, sign, right, left.range.lowerBound..<right.range.upperBound)
    }

    private mutating func operand() -> Expression? {
        skipBlanks()
        guard at < bytes.count else {
            fail("syntax", bytes.count..<bytes.count, "the expression ends too early", "a value is missing here")
            return nil
        }
        switch bytes[at] {
        case UInt8(ascii: "["): return attribute()
        case UInt8(ascii: "\""): return string()
        case UInt8(ascii: "'"): return misquoted(opening: 1, closing: ["'"], "a text stands between double quotation marks", "between single ones")
        case UInt8(ascii: "("): return parenthesized()
        case UInt8(ascii: "+") where isDigit(byte(at + 1)):
            let start = at
            at += 1
            while isDigit(byte(at)) { at += 1 }
            let digits = String(decoding: bytes[start + 1..<at], as: UTF8.self)
            fail("syntax", start..<at, "a number has no plus sign", "here", help: "write `\(digits)`", replacement: digits)
            return .number(digits, start..<at)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "&"): return number()
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): return word()
        default:
            let end = characterEnd(at)
            let character = String(decoding: bytes[at..<end], as: UTF8.self)
            let message = "a typographic quotation mark delimits nothing", label = "pasted from a document?"
            if "“”„‟«»".contains(character) { return misquoted(opening: end - at, closing: ["”", "“", "»", "«", "\""], message, label) }
            if "‘’‚‛".contains(character) { return misquoted(opening: end - at, closing: ["’", "‘", "'"], message, label) }
            fail("syntax", at..<end, "`\(character)` starts no value", "here",
                 help: "a value is an [attribute], a \"text\", a number or a function call")
            return nil
        }
    }

    /// A text between marks that delimit none; read as what was meant, so that nothing else seems to be wrong.
    private mutating func misquoted(opening: Int, closing: [String], _ message: String, _ label: String) -> Expression? {
        let start = at
        var end = at + opening
        while end < bytes.count {
            if let mark = closing.first(where: { bytes[end...].starts(with: $0.utf8) }) {
                let content = String(decoding: bytes[start + opening..<end], as: UTF8.self)
                at = end + mark.utf8.count
                let correct = Expression.quoted(content)
                fail("bad-quotes", start..<at, message, label, help: "write \(correct)", replacement: correct)
                return .string(content, start..<at)
            }
            end += 1
        }
        fail("bad-quotes", start..<start + opening, message, label, help: "write straight double quotation marks on both sides")
        return nil
    }

    /// Parentheses stand behind names only; what they hold is read all the same.
    private mutating func parenthesized() -> Expression? {
        let start = at
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            fail("too-deep", start..<start + 1, "parentheses are nested more than \(Self.maximumDepth) deep", "here")
            at = bytes.count
            return nil
        }
        // Several are one mistake.
        var open = 0
        while byte(at) == UInt8(ascii: "(") {
            at += 1
            open += 1
            skipBlanks()
        }
        let before = errors.count
        let inner = operandOrComparison(comparisonAllowed: true)
        while open > 0 {
            skipBlanks()
            guard byte(at) == UInt8(ascii: ")") else { break }
            at += 1
            open -= 1
        }
        guard let inner, errors.count == before else { return inner }
        let text = String(decoding: bytes[inner.range], as: UTF8.self)
        var what = "a value"
        if case .comparison = inner { what = "a comparison" }
        fail("syntax", start..<at, "\(what) stands without parentheses", "this language has them behind a function's name only",
             help: "write \(text)", replacement: open == 0 ? text : nil)
        return inner
    }

    private mutating func attribute() -> Expression? {
        let start = at
        var depth = 0
        var quoted = false
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""): quoted.toggle()
            case UInt8(ascii: "[") where !quoted: depth += 1
            case UInt8(ascii: "]") where !quoted:
                depth -= 1
                if depth == 0 {
                    at += 1
                    let name = String(decoding: bytes[start + 1..<at - 1], as: UTF8.self)
                    if name.isEmpty {
                        fail("empty-attribute-name", start..<at, "an attribute reference needs a name", "nothing between the brackets")
                    }
                    return .attribute(name, start..<at)
                }
            default: break
            }
            at += 1
        }
        fail("unterminated-attribute", start..<start + 1, "a bracket is never closed", "opened here", help: "close it with `]`")
        return nil
    }

    private mutating func string() -> Expression? {
        let start = at
        at += 1
        var content: [UInt8] = []
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at += 1
                return .string(String(decoding: content, as: UTF8.self), start..<at)
            case UInt8(ascii: "\\") where byte(at + 1) == UInt8(ascii: "\\") || byte(at + 1) == UInt8(ascii: "\""):
                content.append(bytes[at + 1])
                at += 2
            default:
                content.append(bytes[at])
                at += 1
            }
        }
        fail("unterminated-string", start..<start + 1, "a text is never closed", "opened here",
             help: "close it with a quotation mark; a quotation mark inside is written \\\"")
        return nil
    }

    private mutating func number() -> Expression? {
        let start = at
        if bytes[at] == UInt8(ascii: "&") {
            guard byte(at + 1) == UInt8(ascii: "H") || byte(at + 1) == UInt8(ascii: "h"), isHex(byte(at + 2)) else {
                fail("unsupported-operator", at..<at + 1, "this language has no operator `&`", "here",
                     help: "put texts together with Join(\"\", …, …) or Append(…, …)")
                at += 1
                return nil
            }
            at += 2
            while isHex(byte(at)) { at += 1 }
        } else {
            if bytes[at] == UInt8(ascii: "-") { at += 1 }
            guard isDigit(byte(at)) else {
                fail("syntax", start..<start + 1, "a minus sign stands only before digits", "here")
                return nil
            }
            while isDigit(byte(at)) { at += 1 }
            if byte(at) == UInt8(ascii: "."), isDigit(byte(at + 1)) {
                let dot = at
                at += 1
                while isDigit(byte(at)) { at += 1 }
                fail("syntax", dot..<at, "numbers are whole in this language", "a fraction", help: "quote it if it is a text")
            }
        }
        return .number(String(decoding: bytes[start..<at], as: UTF8.self), start..<at)
    }

    private mutating func word() -> Expression? {
        let start = at
        while isWord(byte(at)) { at += 1 }
        let nameRange = start..<at
        let name = String(decoding: bytes[nameRange], as: UTF8.self)
        let mark = at
        skipBlanks()
        guard byte(at) == UInt8(ascii: "(") else {
            at = mark
            // Whether it is one of the keywords, or an attribute without its brackets, the checker knows: it has the schema.
            return .keyword(name, nameRange)
        }
        return call(name, nameRange)
    }

    private mutating func call(_ name: String, _ nameRange: Range<Int>) -> Expression? {
        let function = FunctionTable.named(name)
        if function == nil { failUnknown(name, nameRange) }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            fail("too-deep", nameRange, "functions are nested more than \(Self.maximumDepth) deep", "here")
            at = bytes.count
            return nil
        }
        let open = at
        at += 1
        var arguments: [Expression?] = []
        /// Slots whose content could not be read: what is wrong with them was said.
        var unreadable: Set<Int> = []
        var sawComma = false
        while true {
            skipBlanks()
            guard at < bytes.count else {
                // A text or bracket without its end has swallowed the parenthesis, too.
                if !errors.contains(where: { $0.kind == "unterminated-string" || $0.kind == "unterminated-attribute" || $0.kind == "bad-quotes" }) {
                    fail("syntax", open..<open + 1, "the parenthesis of `\(name)` is never closed", "opened here",
                         help: "close it with `)`")
                }
                return .call(.init(name: name, nameRange: nameRange, arguments: arguments, range: nameRange.lowerBound..<at))
            }
            if bytes[at] == UInt8(ascii: ")") {
                at += 1
                if sawComma { arguments.append(nil) }
                break
            }
            if bytes[at] == UInt8(ascii: ",") {
                at += 1
                arguments.append(nil)
                sawComma = true
                continue
            }
            let allowsComparison = (name == "IIF" && arguments.isEmpty) || name == "CBool"
            let before = errors.count
            let argument = operandOrComparison(comparisonAllowed: allowsComparison)
            arguments.append(argument)
            if argument == nil, errors.count > before {
                unreadable.insert(arguments.count - 1)
                skipToArgumentEnd()
            }
            skipBlanks()
            sawComma = false
            switch byte(at) {
            case UInt8(ascii: ","):
                at += 1
                sawComma = true
            case UInt8(ascii: ")"): continue
            case nil: continue
            default:
                if let word = wordAhead(), ["and", "or", "not"].contains(word.lowercased()) {
                    fail("unsupported-operator", at..<at + word.utf8.count, "this language has no operator `\(word)`", "here",
                         help: word.lowercased() == "or" ? "nest IIF in the third argument: IIF(a, x, IIF(b, x, y))"
                             : "nest IIF in the second argument: IIF(a, IIF(b, x, y), y)")
                } else if bytes[at] == UInt8(ascii: "!"), byte(at + 1) == UInt8(ascii: "=") {
                    fail("unsupported-operator", at..<at + 2, "inequality is written `<>`", "here", help: "write `<>`", replacement: "<>")
                } else if bytes[at] == UInt8(ascii: "&") || bytes[at] == UInt8(ascii: "+") {
                    fail("unsupported-operator", at..<at + 1, "this language has no operator `\(character(at))`", "here",
                         help: "put texts together with Join(\"\", …, …) or Append(…, …)")
                } else {
                    fail("syntax", at..<characterEnd(at), "a comma or a parenthesis is missing", "before this")
                }
                skipToArgumentEnd()
                if byte(at) == UInt8(ascii: ",") {
                    at += 1
                    sawComma = true
                }
            }
        }
        let call = Expression.Call(name: name, nameRange: nameRange, arguments: arguments, range: nameRange.lowerBound..<at)
        if let function { errors.append(contentsOf: function.arityErrors(call, unreadable: unreadable)) }
        return .call(call)
    }

    private mutating func failUnknown(_ name: String, _ range: Range<Int>) {
        let near = FunctionTable.nearest(name)
        let elsewhere = FunctionTable.sisterFunctions[name.lowercased()]
        fail("unknown-function", range, "Entra's expressions have no function `\(name)`", "called here",
             help: elsewhere ?? near.map { "did you mean `\($0)`? Names are case-sensitive" },
             replacement: elsewhere == nil ? near : nil)
    }

    // MARK: Characters

    private mutating func skipBlanks() {
        while let next = byte(at), next == 0x20 || next == 0x09 || next == 0x0A || next == 0x0D { at += 1 }
    }

    private mutating func skipToArgumentEnd() {
        var depth = 0
        while let next = byte(at) {
            switch next {
            case UInt8(ascii: "\""):
                at += 1
                while let inner = byte(at), inner != UInt8(ascii: "\"") { at += inner == UInt8(ascii: "\\") ? 2 : 1 }
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"):
                if depth == 0 { return }
                depth -= 1
            case UInt8(ascii: ","): if depth == 0 { return }
            default: break
            }
            at += 1
        }
        at = min(at, bytes.count)
    }

    private func comparisonSign() -> Expression.Comparison? {
        switch (byte(at), byte(at + 1)) {
        case (UInt8(ascii: "<"), UInt8(ascii: ">")): .notEqual
        case (UInt8(ascii: "<"), UInt8(ascii: "=")): .lessOrEqual
        case (UInt8(ascii: ">"), UInt8(ascii: "=")): .greaterOrEqual
        case (UInt8(ascii: "<"), _): .less
        case (UInt8(ascii: ">"), _): .greater
        case (UInt8(ascii: "="), _): .equal
        default: nil
        }
    }

    private func wordAhead() -> String? {
        var end = at
        while isWord(byte(end)) { end += 1 }
        return end > at ? String(decoding: bytes[at..<end], as: UTF8.self) : nil
    }

    private mutating func fail(
        _ kind: String, _ range: Range<Int>, _ message: String, _ label: String, help: String? = nil, replacement: String? = nil
    ) {
        errors.append(.init(kind: kind, range: range, message: message, label: label, help: help, replacement: replacement))
    }

    private func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }
    private func text(from index: Int) -> String { String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self) }
    private func character(_ index: Int) -> String { String(decoding: bytes[index...index], as: UTF8.self) }

    private func characterEnd(_ index: Int) -> Int {
        var end = index + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return min(end, bytes.count)
    }

    private func isDigit(_ byte: UInt8?) -> Bool { byte.map { $0 >= 0x30 && $0 <= 0x39 } ?? false }
    private func isHex(_ byte: UInt8?) -> Bool {
        byte.map { ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) } ?? false
    }
    private func isWord(_ byte: UInt8?) -> Bool {
        byte.map { isDigit($0) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x5F } ?? false
    }
}
