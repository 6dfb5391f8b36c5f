import Diagnostics

/// The type of an attribute, as a plan writes it: `string(64)`, `string(64)?` (may be absent), `string(64)[]` (many values).
public struct AttributeType: Hashable, Sendable {
    public enum Base: Hashable, Sendable {
        /// UTF-16 text of at most so many units; nil where no limit is known.
        case string(maxLength: Int?)
        /// 64 bits.
        case integer
        case boolean
        /// A day; the text format where the source has one (.NET custom format).
        case date(format: String?)
        /// An instant; the text format where the source has one.
        case datetime(format: String?)
        case binary
        /// A link to another object of the named system.
        case reference(to: String)
    }

    public var base: Base
    public var isOptional: Bool
    public var isMultiValued: Bool

    public init(_ base: Base, optional: Bool = false, multiValued: Bool = false) {
        self.base = base
        self.isOptional = optional
        self.isMultiValued = multiValued
    }

    public static let text = AttributeType(.string(maxLength: nil))

    public var maxLength: Int? {
        guard case .string(let length) = base else { return nil }
        return length
    }

    public var optional: AttributeType {
        var type = self
        type.isOptional = true
        return type
    }
}

extension AttributeType: CustomStringConvertible {
    /// As a plan writes it.
    public var description: String {
        let name = switch base {
        case .string(let length): length.map { "string(\($0))" } ?? "string"
        case .integer: "integer"
        case .boolean: "boolean"
        case .date(let format): format.map { "date(\"\($0)\")" } ?? "date"
        case .datetime(let format): format.map { "datetime(\"\($0)\")" } ?? "datetime"
        case .binary: "binary"
        case .reference(let system): "reference(\(system))"
        }
        return name + (isMultiValued ? "[]" : "") + (isOptional ? "?" : "")
    }
}

/// Why a text is no type, as a fragment for a label, with what to write instead.
public struct AttributeTypeError: Error, Sendable {
    public let problem: String
    public let suggestion: String?
}

extension AttributeType {
    /// Reads what ``description`` writes. Blanks inside are free.
    ///
    /// - Parameter bareReference: whether `reference` alone will do, where nobody follows it.
    public static func parse(_ text: String, bareReference: Bool = false) -> Result<AttributeType, AttributeTypeError> {
        var rest = Substring(text.filter { $0 != " " })
        let optional = rest.hasSuffix("?")
        if optional { rest = rest.dropLast() }
        let multiValued = rest.hasSuffix("[]")
        if multiValued { rest = rest.dropLast(2) }
        if rest.hasSuffix("?") {
            return .failure(.init(problem: "the question mark comes last", suggestion: "\(rest.dropLast())[]?"))
        }
        var name = String(rest)
        var argument: String?
        if let open = rest.firstIndex(of: "(") {
            guard rest.hasSuffix(")") else {
                return .failure(.init(problem: "the parenthesis is not closed", suggestion: "\(rest))"))
            }
            name = String(rest[..<open])
            argument = String(rest[rest.index(after: open)...].dropLast())
        }
        let base: Base
        switch (name, argument) {
        case ("string", nil): base = .string(maxLength: nil)
        case ("string", let length?):
            guard let number = Int(length), number > 0, number <= 1 << 30 else {
                return .failure(.init(problem: "a length is a whole number above 0", suggestion: "string(64)"))
            }
            base = .string(maxLength: number)
        case ("integer", nil): base = .integer
        case ("boolean", nil): base = .boolean
        case ("date", let format): base = .date(format: format.map(unquoted))
        case ("datetime", let format): base = .datetime(format: format.map(unquoted))
        case ("binary", nil): base = .binary
        case ("reference", let system?) where !system.isEmpty: base = .reference(to: system)
        case ("reference", nil) where bareReference: base = .reference(to: "object")
        case ("reference", _):
            return .failure(.init(problem: "a reference says to what", suggestion: "reference(hr)"))
        case ("integer", _?), ("boolean", _?), ("binary", _?):
            return .failure(.init(problem: "`\(name)` takes nothing in parentheses", suggestion: name))
        default:
            let words = ["text": "string", "varchar": "string", "nvarchar": "string", "char": "string", "bool": "boolean",
                         "bit": "boolean", "int": "integer", "number": "integer", "bigint": "integer", "timestamp": "datetime",
                         "bytes": "binary"]
            let lower = name.lowercased()
            let known = ["string", "integer", "boolean", "date", "datetime", "binary", "reference"]
            let meant = words[lower] ?? known.first { $0 == lower } ?? nearest(to: lower, among: known)
            let tail = (argument.map { "(\($0))" } ?? "") + (multiValued ? "[]" : "") + (optional ? "?" : "")
            return .failure(.init(problem: "`\(name)` is no type", suggestion: meant.map { $0 + tail }))
        }
        return .success(AttributeType(base, optional: optional, multiValued: multiValued))
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, let first = text.first, first == text.last, first == "\"" || first == "'" else { return text }
        return String(text.dropFirst().dropLast())
    }
}
