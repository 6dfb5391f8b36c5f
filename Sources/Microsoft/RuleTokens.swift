/// What is wrong with a rule over users, and where.
public struct RuleProblem: Error, Equatable {
    /// `department` is compared with …
    public let message: String
    /// In bytes of the rule.
    public let range: Range<Int>
    public let why: String?
    public let help: String
    /// What stands there instead, where that is certain.
    public let replacement: String?
    /// Names of which one may have been meant.
    public let known: [String]

    init(_ message: String, _ range: Range<Int>, why: String? = nil, help: String, replacement: String? = nil, known: [String] = []) {
        self.known = known
        self.message = message
        self.range = range
        self.why = why
        self.help = help
        self.replacement = replacement
    }
}

/// The parts of a rule over users, which two of Microsoft's services read in two languages: words, texts and brackets.
struct RuleTokens {
    enum Kind: Equatable {
        case word(String)
        /// With the sign that stands around it.
        case text(String, quote: UInt8)
        /// `(`, `)`, `[`, `]`, `,`, `:`
        case sign(UInt8)
        case end
    }

    struct Token {
        let kind: Kind
        let range: Range<Int>
    }

    private(set) var tokens: [Token] = []
    private var index = 0

    /// How deep brackets may stand in each other: nobody writes more, and each costs a frame of the stack.
    static let deepest = 64

    /// - Parameter escape: what stands before a quotation mark inside a text; nil where it is doubled.
    init(_ text: String, escape: UInt8?) throws(RuleProblem) {
        let bytes = Array(text.utf8)
        var i = 0
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
        let signs = Set("()[],:".utf8)
        let quotes = Set("'\"".utf8)
        while i < bytes.count {
            let start = i
            if isBlank(bytes[i]) {
                i += 1
            } else if signs.contains(bytes[i]) {
                i += 1
                tokens.append(Token(kind: .sign(bytes[start]), range: start..<i))
            } else if quotes.contains(bytes[i]) {
                let quote = bytes[i]
                var content: [UInt8] = []
                i += 1
                while i < bytes.count {
                    if let escape, bytes[i] == escape, i + 1 < bytes.count {
                        content.append(bytes[i + 1])
                        i += 2
                    } else if bytes[i] == quote, escape == nil || quote == UInt8(ascii: "'"), i + 1 < bytes.count, bytes[i + 1] == quote {
                        content.append(quote)
                        i += 2
                    } else if bytes[i] == quote {
                        break
                    } else {
                        content.append(bytes[i])
                        i += 1
                    }
                }
                guard i < bytes.count else {
                    throw RuleProblem("a text of the rule does not end", start..<bytes.count, help: "close it with \(quote == UInt8(ascii: "'") ? "'" : "\"")")
                }
                i += 1
                tokens.append(Token(kind: .text(String(decoding: content, as: UTF8.self), quote: quote), range: start..<i))
            } else {
                while i < bytes.count, !isBlank(bytes[i]), !signs.contains(bytes[i]), !quotes.contains(bytes[i]) { i += 1 }
                tokens.append(Token(kind: .word(String(decoding: bytes[start..<i], as: UTF8.self)), range: start..<i))
            }
        }
        tokens.append(Token(kind: .end, range: bytes.count..<bytes.count))
    }

    var next: Token { tokens[index] }

    mutating func take() -> Token {
        defer { if index < tokens.count - 1 { index += 1 } }
        return tokens[index]
    }

    func isSign(_ sign: Character) -> Bool { next.kind == .sign(sign.asciiValue ?? 0) }

    mutating func skip(_ sign: Character) -> Bool {
        guard isSign(sign) else { return false }
        _ = take()
        return true
    }

    /// The word that comes next, if one does.
    var word: String? { if case .word(let word) = next.kind { word } else { nil } }

    mutating func expect(_ sign: Character, opened: Range<Int>? = nil) throws(RuleProblem) {
        if skip(sign) { return }
        if let opened {
            throw RuleProblem("a bracket of the rule is not closed", opened, help: "close it with `\(sign)`, or take it out")
        }
        throw RuleProblem("`\(sign)` is missing in the rule", next.range, help: "write `\(sign)` here")
    }

    /// Nothing may stand behind the rule.
    mutating func expectEnd(joiners: String) throws(RuleProblem) {
        switch next.kind {
        case .end: return
        case .sign(UInt8(ascii: ")")):
            throw RuleProblem("a bracket of the rule closes nothing", next.range, help: "take it out, or open it before")
        default:
            throw RuleProblem("something stands behind the rule's end", next.range, help: "join what is compared with \(joiners)")
        }
    }
}
