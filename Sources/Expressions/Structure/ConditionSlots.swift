/// The condition of `IIF` and `CBool`. The structural form has no comparison: its three parts are three parameters of the function,
/// the sign a constant like any other. `IIF([a] = "0", "x", "y")` has the keys `one` to `five`; `IIF(IsPresent([a]), "x", "y")` has
/// `one`, `four` and `five`.
///
/// Source: the schema that ``ParameterKeys`` names (`AccountEnabled`, `DisplayName`). That `CBool` does the same is a guess.
enum ConditionSlots {
    static func has(_ function: String) -> Bool { function == "IIF" || function == "CBool" }

    /// The slots of the structural form, from those of the text.
    static func spread(_ arguments: [MappingSource?], condition: Expression?) -> [MappingSource?] {
        guard case .comparison(let left, let sign, let right, _)? = condition else {
            return arguments.isEmpty ? [] : [arguments[0], nil, nil] + arguments.dropFirst()
        }
        let text = Expression.string(sign.rawValue, 0..<0)
        return [MappingSource(left), MappingSource(text), MappingSource(right)] + arguments.dropFirst()
    }

    /// The slots of the text, from those of the structural form; nil where the first three are no condition.
    static func join(_ slots: [Expression?]) -> [Expression?]? {
        let parts = slots.prefix(3) + Array(repeating: nil, count: max(0, 3 - slots.count))
        let rest = Array(slots.dropFirst(3))
        switch (parts[0], parts[1], parts[2]) {
        case (let value, nil, nil): return [value] + rest
        case (let left?, .string(let text, _)?, let right?):
            guard let sign = Expression.Comparison(rawValue: text) else { return nil }
            return [.comparison(left, sign, right, 0..<0)] + rest
        default: return nil
        }
    }
}
