import Analysis
import Expressions

/// One field of a row, read as its attribute is declared. An empty field is an absent value.
enum FieldValue {
    /// Why a field can't be read: a code, and a sentence that names the attribute and never the value, which is a person's.
    struct Problem: Error {
        let code: String
        let reason: String
    }

    /// The value as it travels: days as `yyyy-MM-dd`, Booleans as `true` and `false`, everything else as it is.
    static func read(_ raw: String, as attribute: CheckedAttribute) -> Result<String, Problem> {
        func problem(_ code: String, _ reason: String) -> Result<String, Problem> { .failure(Problem(code: code, reason: reason)) }
        if raw.isEmpty {
            return attribute.type.isOptional ? .success(raw) : problem("missing-value", "\(attribute.name) is required and empty")
        }
        switch attribute.type.base {
        case .string(let limit?):
            let length = raw.utf16.count
            if length > limit { return problem("too-long", "\(attribute.name) has \(length) characters, the plan says at most \(limit)") }
        case .integer:
            guard Int(raw) != nil else { return problem("bad-integer", "\(attribute.name) is not a whole number") }
        case .boolean:
            switch raw.lowercased() {
            case "true": return .success("true")
            case "false": return .success("false")
            default: return problem("bad-boolean", "\(attribute.name) is neither true nor false")
            }
        case .date(let format):
            let format = format ?? "yyyy-MM-dd"
            guard let day = Day(raw, format: format) else { return problem("bad-date", "\(attribute.name) is no day of the form \(format)") }
            return .success(day.text)
        case .string(nil), .datetime, .binary, .reference: break
        }
        return .success(raw)
    }

    /// How most fields of a column are read; ``read(_:as:)`` says what is wrong with the others.
    enum Rule {
        /// In UTF-16 code units.
        case text(limit: Int)
        case integer, boolean, other

        init(_ type: AttributeType) {
            self = switch type.base {
            case .string(let limit): .text(limit: limit ?? .max)
            case .datetime, .binary, .reference: .text(limit: .max)
            case .integer: .integer
            case .boolean: .boolean
            case .date: .other
            }
        }

        /// Whether the field travels as it is.
        func isPlain(_ raw: String) -> Bool {
            switch self {
            // A UTF-16 code unit is one byte of UTF-8 at least.
            case .text(let limit): !raw.isEmpty && raw.utf8.count <= limit
            case .integer: Int(raw) != nil
            case .boolean: raw == "true" || raw == "false"
            case .other: false
            }
        }
    }
}
