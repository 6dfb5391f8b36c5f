extension Expression {
    /// Functions that always give the same for the same values, whatever the hour and the target.
    public static let plainFunctions: Set<String> = [
        "Append", "Coalesce", "IIF", "IsNull", "IsNullOrEmpty", "IsPresent", "Join", "Left", "Mid", "Not", "Replace", "Right", "Switch", "ToLower", "ToUpper", "Trim",
    ]

    /// What the expression gives wherever these attributes have these values; nil where it depends on others, on the hour or on the target.
    /// The value is absent where the attribute is left as it is.
    ///
    /// Of `Switch` and `IIF` the branches that are not chosen may read what is not known.
    public func value(knowing values: [String: Value]) -> Value? {
        if case .call(let call) = self, call.name == "Switch" || call.name == "IIF" {
            guard let slot = call.chosenSlot(knowing: values) else { return nil }
            guard slot < call.arguments.count, let branch = call.arguments[slot] else { return .absent }
            return branch.value(knowing: values)
        }
        return evaluated(knowing: values)
    }

    fileprivate func evaluated(knowing values: [String: Value]) -> Value? {
        guard attributes.allSatisfy({ values[$0.name] != nil }), calls.allSatisfy({ Expression.plainFunctions.contains($0.name) }),
            let now = Instant(year: 2000, month: 1, day: 1)
        else { return nil }
        let names = values.keys.sorted()
        let evaluator = Evaluator(self, column: { names.firstIndex(of: $0) })
        switch evaluator.evaluate(names.map { values[$0] ?? .absent }, EvaluationEnvironment(now: now, defaultDomain: "", random: { 0 })) {
        case .value(let value): return value
        case .ignoreAttribute: return .absent
        case .ignoreObject, .escrow, .failure: return nil
        }
    }
}

extension Expression.Call {
    /// The argument that a `Switch` or an `IIF` gives; one beyond the last where it gives nothing. nil where nobody can say.
    fileprivate func chosenSlot(knowing values: [String: Value]) -> Int? {
        // The same call, with numbers in the place of results: what is chosen is the evaluator's affair.
        var numbered = arguments
        for slot in arguments.indices.dropFirst() where name == "IIF" || slot % 2 == 1 { numbered[slot] = .string(String(slot), range) }
        let call = Expression.call(.init(name: name, nameRange: nameRange, arguments: numbered, range: range))
        switch call.evaluated(knowing: values) {
        case .text(let slot)?: return Int(slot)
        case .absent?: return arguments.count
        default: return nil
        }
    }
}
