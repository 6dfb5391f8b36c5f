/// What a condition says of attributes in the branch that it guards: behind `IsPresent([a])`, and in a `Switch` on `[a]` that has
/// the key `""`, `[a]` is there. These are the forms that Microsoft documents for values that may be missing.
extension ExpressionChecker {
    mutating func typedArguments(_ call: Expression.Call) -> [Node?] {
        var nodes: [Node?] = []
        for (slot, argument) in call.arguments.enumerated() {
            guard let argument else {
                nodes.append(nil)
                continue
            }
            let present = ExpressionChecker.present(in: call, slot)
            let before = context.attributes
            for name in present { context.attributes?[name]?.isOptional = false }
            nodes.append(node(argument))
            context.attributes = before
        }
        return nodes
    }

    /// The attributes that are there whenever this argument is evaluated.
    private static func present(in call: Expression.Call, _ slot: Int) -> [String] {
        guard let condition = call.arguments.first ?? nil else { return [] }
        switch (call.name, slot) {
        case ("IIF", 1): return known(condition, isTrue: true)
        case ("IIF", 2): return known(condition, isTrue: false)
        case ("Switch", 1):
            let keys = keys(of: call)
            if case .attribute(let name, _) = condition { return keys.contains("") ? [name] : [] }
            if keys.contains("True"), !keys.contains("False") { return known(condition, isTrue: false) }
            if keys.contains("False"), !keys.contains("True") { return known(condition, isTrue: true) }
            return []
        case ("Switch", 3...) where slot % 2 == 1:
            guard case .string(let key, _)? = call.arguments[slot - 1] else { return [] }
            if case .attribute(let name, _) = condition { return key.isEmpty ? [] : [name] }
            if key == "True" || key == "False" { return known(condition, isTrue: key == "True") }
            return []
        default: return []
        }
    }

    private static func keys(of call: Expression.Call) -> Set<String> {
        var keys: Set<String> = []
        for slot in stride(from: 2, to: call.arguments.count, by: 2) {
            if case .string(let key, _)? = call.arguments[slot] { keys.insert(key) }
        }
        return keys
    }

    private static func known(_ condition: Expression, isTrue: Bool) -> [String] {
        guard case .call(let call) = condition, case .some(.some(let inner)) = call.arguments.first else { return [] }
        if call.name == "Not" { return known(inner, isTrue: !isTrue) }
        guard case .attribute(let name, _) = inner else { return [] }
        switch call.name {
        case "IsPresent": return isTrue ? [name] : []
        case "IsNull", "IsNullOrEmpty": return isTrue ? [] : [name]
        default: return []
        }
    }
}
