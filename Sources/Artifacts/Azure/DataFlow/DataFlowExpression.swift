/// An expression of Data Factory's mapping data flows: what is meant. ``text`` spells it.
///
/// Source of the functions: azure-docs, data-flow-expression-functions.
indirect enum DataFlowExpression: Hashable, Sendable {
    case column(String)
    case text(String)
    case integer(Int)
    case call(String, [DataFlowExpression])
    case binary(String, DataFlowExpression, DataFlowExpression)
    case not(DataFlowExpression)
    /// `#acc`, `#item`, `#result` of a function over an array.
    case inner(String)

    static let noText = DataFlowExpression.call("toString", [.call("null", [])])
    static let yes = DataFlowExpression.call("true", [])
    static let no = DataFlowExpression.call("false", [])

    static func isNull(_ value: DataFlowExpression) -> DataFlowExpression { .call("isNull", [value]) }
    static func isPresent(_ value: DataFlowExpression) -> DataFlowExpression { .not(.call("isNull", [value])) }
    static func iif(_ condition: DataFlowExpression, _ value: DataFlowExpression, _ other: DataFlowExpression) -> DataFlowExpression {
        .call("iif", [condition, value, other])
    }

    /// `==` on texts of which either may be absent: false where one is.
    static func equal(_ left: DataFlowExpression, _ right: DataFlowExpression) -> DataFlowExpression { .binary("==", left, right) }

    /// One alone is itself; none at all is `empty`.
    static func all(_ conditions: [DataFlowExpression]) -> DataFlowExpression { joined(conditions, "&&", empty: yes) }
    static func any(_ conditions: [DataFlowExpression]) -> DataFlowExpression { joined(conditions, "||", empty: no) }

    private static func joined(_ conditions: [DataFlowExpression], _ sign: String, empty: DataFlowExpression) -> DataFlowExpression {
        guard let first = conditions.first else { return empty }
        return conditions.dropFirst().reduce(first) { .binary(sign, $0, $1) }
    }

    /// The first that is not absent.
    static func coalesce(_ values: [DataFlowExpression]) -> DataFlowExpression {
        values.count == 1 ? values[0] : .call("coalesce", values)
    }

    /// The value behind the first condition that holds; absent where none does.
    static func cases(_ cases: [(when: DataFlowExpression, then: DataFlowExpression)]) -> DataFlowExpression {
        cases.isEmpty ? noText : .call("case", cases.flatMap { [$0.when, $0.then] })
    }

    static func concat(_ parts: [DataFlowExpression]) -> DataFlowExpression { parts.count == 1 ? parts[0] : .call("concat", parts) }
}

extension DataFlowExpression {
    var text: String {
        switch self {
        case .column(let name): DataFlowWriter.column(name)
        case .text(let text): DataFlowWriter.literal(text)
        case .integer(let number): String(number)
        case .call(let name, let arguments): "\(name)(\(arguments.map(\.text).joined(separator: ", ")))"
        // Every operation in parentheses: nothing depends on which sign binds closer.
        case .binary(let sign, let left, let right): "(\(left.text) \(sign) \(right.text))"
        case .not(let condition): "!(\(condition.text))"
        case .inner(let name): "#\(name)"
        }
    }
}

/// Quotes text for mapping data flows: the only place of the program that does.
enum DataFlowWriter {
    /// In single quotes, where nothing is interpolated; double quotes would read `{column}` inside.
    static func literal(_ text: String) -> String {
        var result = "'"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "'": result += "\\'"
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "'"
    }

    /// As it is where it is letters, digits and underscores; in braces else. A name that holds a brace or a backslash can't be
    /// written at all, and is refused where the plan is checked.
    static func column(_ name: String) -> String {
        let isPlain = name.unicodeScalars.allSatisfy {
            ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
        }
        let begins = name.unicodeScalars.first.map { ("a"..."z").contains($0) || ("A"..."Z").contains($0) } ?? false
        return isPlain && begins ? name : "{\(name)}"
    }
}
