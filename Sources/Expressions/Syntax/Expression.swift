/// An expression of Entra's mapping language, as a tree. Ranges are UTF-8 offsets into the text that was parsed.
public indirect enum Expression: Sendable, Hashable {
    case attribute(String, Range<Int>)
    case string(String, Range<Int>)
    /// The digits as they were typed (`-1`, `&HF7`): to the service, a number is a constant like any other.
    case number(String, Range<Int>)
    case keyword(String, Range<Int>)
    case comparison(Expression, Comparison, Expression, Range<Int>)
    /// `nil` stands for an empty slot, an optional argument left out between two commas.
    case call(Call)

    public struct Call: Sendable, Hashable {
        public let name: String
        public let nameRange: Range<Int>
        public let arguments: [Expression?]
        public let range: Range<Int>
    }

    public enum Comparison: String, Sendable, CaseIterable {
        case equal = "="
        case notEqual = "<>"
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case less = "<"
        case greater = ">"
    }

    public var range: Range<Int> {
        switch self {
        case .attribute(_, let range), .string(_, let range), .number(_, let range), .keyword(_, let range),
            .comparison(_, _, _, let range):
            range
        case .call(let call): call.range
        }
    }

    /// Every attribute reference, in the order of the text.
    public var attributes: [(name: String, range: Range<Int>)] {
        switch self {
        case .attribute(let name, let range): [(name, range)]
        case .string, .number, .keyword: []
        case .comparison(let left, _, let right, _): left.attributes + right.attributes
        case .call(let call): call.arguments.flatMap { $0?.attributes ?? [] }
        }
    }

    /// Every call, outermost first.
    public var calls: [Call] {
        switch self {
        case .attribute, .string, .number, .keyword: []
        case .comparison(let left, _, let right, _): left.calls + right.calls
        case .call(let call): [call] + call.arguments.flatMap { $0?.calls ?? [] }
        }
    }
}

extension Expression: CustomStringConvertible {
    /// The text of the language; parsing it gives the same tree again, ranges apart.
    public var description: String { printed(renaming: { $0 }) }

    /// The text with attribute names replaced: a source's column becomes the name that the service knows it by.
    ///
    /// - Parameter literal: what is made of the texts, for a place that gives some characters a meaning of its own.
    public func printed(renaming rename: (String) -> String, literal: (String) -> String = { $0 }) -> String {
        switch self {
        case .attribute(let name, _): "[\(rename(name))]"
        case .string(let text, _): Expression.quoted(literal(text))
        case .number(let digits, _): digits
        case .keyword(let word, _): word
        case .comparison(let left, let sign, let right, _):
            "\(left.printed(renaming: rename, literal: literal)) \(sign.rawValue) \(right.printed(renaming: rename, literal: literal))"
        case .call(let call):
            "\(call.name)(\(call.arguments.map { $0?.printed(renaming: rename, literal: literal) ?? "" }.joined(separator: ", ")))"
        }
    }

    /// Only `\\` and `\"` are escapes; any other backslash stands for itself together with what follows.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            default: result.unicodeScalars.append(character)
            }
        }
        return result + "\""
    }
}
