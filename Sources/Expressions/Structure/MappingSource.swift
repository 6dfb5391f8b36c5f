import JSON

/// The structural form of an expression: what the synchronization schema of Microsoft Graph holds as the `source` of an attribute
/// mapping, beside the expression's text.
///
/// ```json
/// {"type": "Function", "name": "Append", "expression": "Append([mail], \"x\")", "parameters": [
///   {"key": "source", "value": {"type": "Attribute", "name": "mail", "expression": "[mail]", "parameters": []}},
///   {"key": "suffix", "value": {"type": "Constant", "name": "x", "expression": "\"x\"", "parameters": []}}]}
/// ```
///
/// Source: Microsoft Graph v1.0, resource types `attributeMappingSource` and `stringKeyAttributeMappingSourceValuePair`.
public struct MappingSource: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case attribute = "Attribute"
        case constant = "Constant"
        case function = "Function"
    }

    public struct Parameter: Sendable, Hashable {
        /// The parameter's name. A parameter that may stand several times has one entry each time, with the same key.
        public let key: String
        public let value: MappingSource

        public init(key: String, value: MappingSource) {
            self.key = key
            self.value = value
        }
    }

    /// How deep sources may stand in one another: the 100 calls that ``ExpressionParser`` takes, and what the innermost holds.
    /// A JSON text ends sooner: three of the 256 levels of ``JSONReader`` are one of ours.
    public static let maximumDepth = 101

    public let type: Kind
    /// The function's name, the attribute's, or the constant's bare text. Graph allows null.
    public let name: String?
    /// The same in the language's text, Graph's member `expression`. Graph allows null, and a job from Active Directory to Entra has it
    /// for the constant `%DomainFQDN%` (2020-04; source at ``ParameterKeys``).
    public let text: String?
    /// The arguments that are given, in the order of their slots; empty for anything but a function.
    public let parameters: [Parameter]

    public init(type: Kind, name: String?, text: String?, parameters: [Parameter] = []) {
        self.type = type
        self.name = name
        self.text = text
        self.parameters = parameters
    }

    /// The object as Graph takes it; `parameters` is always there, as Graph writes it.
    public var json: JSON {
        [
            "type": .string(type.rawValue),
            "name": name.map(JSON.string) ?? .null,
            "expression": text.map(JSON.string) ?? .null,
            "parameters": .array(parameters.map { ["key": .string($0.key), "value": $0.value.json] }),
        ]
    }
}

/// Why a structural form can't be read, and where.
public struct MappingSourceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A JSON pointer (RFC 6901): `/parameters/0/value/name`; empty for the whole.
    public let pointer: String
    public let problem: String

    public init(pointer: String, problem: String) {
        self.pointer = pointer
        self.problem = problem
    }

    public var description: String { pointer.isEmpty ? problem : "\(pointer): \(problem)" }
}
