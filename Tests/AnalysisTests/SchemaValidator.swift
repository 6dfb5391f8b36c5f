import Foundation
import JSON
import YAMLSyntax

/// The keywords of JSON Schema that ours uses, and no others: an unknown one is an error, so that none is left out in silence.
struct SchemaValidator {
    let root: JSON

    func isValid(_ value: JSON) throws -> Bool { try isValid(value, root) }

    private static let known: Set<String> = [
        "$schema", "title", "description", "examples", "$defs", "$ref", "type", "enum", "const", "properties", "required",
        "additionalProperties", "propertyNames", "items", "anyOf", "oneOf", "allOf", "if", "then", "pattern", "minimum", "maximum",
        "minProperties", "maxProperties", "not",
    ]

    private func isValid(_ value: JSON, _ schema: JSON) throws -> Bool {
        if case .bool(let flag) = schema { return flag }
        guard case .object(let keywords) = schema else { throw Unknown(name: "a schema that is no object") }
        for keyword in keywords {
            guard Self.known.contains(keyword.key) else { throw Unknown(name: keyword.key) }
            guard try holds(keyword, of: value, schema) else { return false }
        }
        return true
    }

    private func holds(_ keyword: JSON.Member, of value: JSON, _ schema: JSON) throws -> Bool {
        switch (keyword.key, keyword.value) {
        case ("$ref", .string(let reference)):
            let name = String(reference.dropFirst("#/$defs/".count))
            guard let definition = root["$defs"]?[name] else { throw Unknown(name: reference) }
            return try isValid(value, definition)
        case ("type", .string(let type)): return Self.isOf(type, value)
        case ("type", .array(let types)): return types.contains { if case .string(let type) = $0 { Self.isOf(type, value) } else { false } }
        case ("enum", .array(let values)): return values.contains(value)
        case ("const", let wanted): return value == wanted
        case ("anyOf", .array(let schemas)): return try schemas.contains { try isValid(value, $0) }
        case ("not", let other): return try !isValid(value, other)
        case ("oneOf", .array(let schemas)): return try schemas.filter { try isValid(value, $0) }.count == 1
        case ("allOf", .array(let schemas)): return try schemas.allSatisfy { try isValid(value, $0) }
        case ("if", let condition):
            guard let then = schema["then"], try isValid(value, condition) else { return true }
            return try isValid(value, then)
        case ("pattern", .string(let pattern)):
            guard case .string(let text) = value else { return true }
            return try NSRegularExpression(pattern: pattern).firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
        case ("minimum", .integer(let limit)): if case .integer(let number) = value { return number >= limit }
        case ("maximum", .integer(let limit)): if case .integer(let number) = value { return number <= limit }
        case ("minProperties", .integer(let limit)): if case .object(let members) = value { return members.count >= limit }
        case ("maxProperties", .integer(let limit)): if case .object(let members) = value { return members.count <= limit }
        case ("required", .array(let names)):
            guard case .object = value else { return true }
            return names.allSatisfy { if case .string(let name) = $0 { value[name] != nil } else { false } }
        case ("properties", .object(let properties)):
            for property in properties {
                if let member = value[property.key], try !isValid(member, property.value) { return false }
            }
        case ("additionalProperties", let other):
            guard case .object(let members) = value else { return true }
            for member in members where schema["properties"]?[member.key] == nil {
                if try !isValid(member.value, other) { return false }
            }
        case ("propertyNames", let names):
            guard case .object(let members) = value else { return true }
            return try members.allSatisfy { try isValid(.string($0.key), names) }
        case ("items", let item):
            if case .array(let items) = value { return try items.allSatisfy { try isValid($0, item) } }
        default: break
        }
        return true
    }

    private static func isOf(_ type: String, _ value: JSON) -> Bool {
        switch (type, value) {
        case ("string", .string), ("integer", .integer), ("number", .integer), ("number", .decimal), ("boolean", .bool), ("array", .array),
            ("object", .object), ("null", .null):
            true
        default: false
        }
    }

    struct Unknown: Error { let name: String }
}

extension YAMLNode {
    /// The value that YAML 1.2's core schema reads, as an editor does.
    var json: JSON {
        switch kind {
        case .mapping: return .object(entries.map { .init($0.key.text ?? "", $0.value.json) })
        case .sequence: return .array(items.map(\.json))
        case .scalar:
            let text = text ?? ""
            guard isPlain else { return .string(text) }
            if isNull { return .null }
            switch text {
            case "true", "True", "TRUE": return .bool(true)
            case "false", "False", "FALSE": return .bool(false)
            default: break
            }
            if let number = Int(text) { return .integer(number) }
            let isDecimal = text.wholeMatch(of: /[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?/) != nil
            return isDecimal ? .decimal(text) : .string(text)
        }
    }
}
