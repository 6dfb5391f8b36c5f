import Diagnostics

/// A PowerShell script as far as checks need it: blocks of statements, statements as rows of elements, each with its exact place.
///
/// This is no compiler's tree: operators have no precedence here. What nests in the text nests in the tree, commands are told from
/// expressions, and strings are read.
public struct ScriptTree: Sendable {
    public let body: Block
    /// What PowerShell would refuse for certain; the first counts, others may follow from it.
    public let errors: [ScriptError]
}

/// Something that no PowerShell reads.
public struct ScriptError: Sendable, Hashable {
    public enum Problem: Sendable, Hashable {
        /// The bracket that is open, and what stands in the way of closing it; nil: the end of the file.
        case notClosed(String, by: String?)
        case nothingToClose(String)
        case unterminatedString
        case unterminatedHereString
        case unterminatedComment
        case tooDeep
    }

    public let problem: Problem
    public let span: Span
    /// Where the script stops making sense, for a bracket that is closed by another kind.
    public let other: Span?
}

public struct Block: Sendable {
    public let statements: [Statement]
    /// With its brackets, if it has any.
    public let span: Span
}

public struct Statement: Sendable {
    public let elements: [Element]

    /// The empty place is the statement's own: a statement has elements.
    public var span: Span? {
        guard let first = elements.first, let last = elements.last else { return nil }
        return first.span.union(last.span)
    }
}

public struct Element: Sendable {
    public indirect enum Kind: Sendable {
        /// `$name`, `${name}`, `$env:name`: the name without the sign, its scope kept.
        case variable(String)
        /// `@name` as an argument.
        case splat(String)
        case string(StringLiteral)
        /// A bare word or a number.
        case word(String)
        /// `-Name` of a command, without the dash.
        case parameter(String)
        /// An operator, a comma, a pipe or a redirection; operators of letters in small letters with an ASCII dash, `-eq`.
        case symbol(String)
        /// `.Name` directly behind a value. Empty where the name is worked out.
        case member(String)
        /// `::Name`
        case staticMember(String)
        /// `[System.String]`, without blanks.
        case type(String)
        /// `[Alias('x')]`
        case attribute(Attribute)
        /// `[…]` directly behind a value.
        case index(Block)
        /// `(…)` directly behind a member.
        case call(Block)
        case parentheses(Block)
        case subexpression(Block)
        case array(Block)
        case hash([HashEntry])
        case scriptBlock(Block)
        case command(Command)
        /// In small letters.
        case keyword(String)
        case function(FunctionDefinition)
        case parameters([ParameterDeclaration])
    }

    public let kind: Kind
    public let span: Span
}

public struct StringLiteral: Sendable {
    /// What the string is; nil when it depends on a value.
    public let value: String?
    /// The variables and subexpressions inside.
    public let parts: [Element]
}

public struct Attribute: Sendable {
    public let name: String
    public let arguments: Block
}

public struct HashEntry: Sendable {
    /// nil when it depends on a value.
    public let key: String?
    public let keySpan: Span
    public let value: [Element]
}

public struct Command: Sendable {
    public enum Invocation: Sendable {
        case plain
        /// `& name`
        case call
        /// `. name`
        case dotSource
    }

    /// nil when it depends on a value.
    public let name: String?
    public let nameSpan: Span
    public let invocation: Invocation
    public let arguments: [Element]
}

public struct FunctionDefinition: Sendable {
    public let name: String
    public let nameSpan: Span
    /// Those in parentheses behind the name; those of a `param` block stand in the body.
    public let inlineParameters: [ParameterDeclaration]?
    public let body: Block

    public var parameters: [ParameterDeclaration] { inlineParameters ?? body.parameterBlock?.parameters ?? [] }
}

public struct ParameterDeclaration: Sendable {
    public let name: String
    public let nameSpan: Span
    /// Types and attributes, in order.
    public let decorations: [Element]
    public let hasDefault: Bool
    /// With types, attributes and default.
    public let span: Span

    public var aliases: [String] {
        decorations.flatMap { element -> [String] in
            guard case .attribute(let attribute) = element.kind, attribute.name.lowercased() == "alias" else { return [] }
            return attribute.arguments.statements.flatMap(\.elements).compactMap { $0.stringValue }
        }
    }

    public var isMandatory: Bool {
        decorations.contains { element in
            guard case .attribute(let attribute) = element.kind, attribute.isNamed("Parameter") else { return false }
            let elements = attribute.arguments.statements.flatMap(\.elements)
            guard let index = elements.firstIndex(where: { $0.word?.lowercased() == "mandatory" }) else { return false }
            // `Mandatory` alone is `Mandatory = $true`.
            guard elements.indices.contains(index + 2), case .symbol("=") = elements[index + 1].kind else { return true }
            return elements[index + 2].variable != "false"
        }
    }
}

extension Attribute {
    /// With or without its namespace.
    public func isNamed(_ name: String) -> Bool {
        let wanted = name.lowercased()
        let own = self.name.lowercased()
        return own == wanted || own.hasSuffix("." + wanted) || own == wanted + "attribute"
    }
}

extension Block {
    /// The `param` block of a script or function, and the attributes before it.
    public var parameterBlock: (parameters: [ParameterDeclaration], attributes: [Attribute], span: Span)? {
        var attributes: [Attribute] = []
        for statement in statements {
            for element in statement.elements {
                switch element.kind {
                case .parameters(let parameters): return (parameters, attributes, element.span)
                case .attribute(let attribute): attributes.append(attribute)
                default:
                    // `using` may stand before it, and nothing else.
                    guard case .keyword("using") = statement.elements[0].kind else { return nil }
                }
            }
        }
        return nil
    }
}

extension Element {
    /// The value of a string that depends on nothing.
    public var stringValue: String? {
        if case .string(let literal) = kind { literal.value } else { nil }
    }

    public var word: String? {
        if case .word(let word) = kind { word } else { nil }
    }

    /// A string's value or a bare word: what a command takes for text.
    public var text: String? { stringValue ?? word }

    public var variable: String? {
        if case .variable(let name) = kind { name.lowercased() } else { nil }
    }

    public func isSymbol(_ symbol: String) -> Bool {
        if case .symbol(symbol) = kind { true } else { false }
    }
}
