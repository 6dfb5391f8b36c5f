extension MappingSource {
    /// The structural form of a tree. The text is the one that the language prints, ``Expression/description``.
    ///
    /// - An attribute `[mail]` has the name `mail`.
    /// - A text and a number are constants alike: the name is the bare text, the expression has quotation marks even for a number
    ///   (`attributeMappingSource`, example `Mid`). That `&HF7` keeps its letters is a guess.
    /// - A call has an entry for each slot that is filled; an empty one leaves no trace (`synchronizationSchema: parseExpression`,
    ///   example `Replace`). The keys are those of ``ParameterKeys``, many of them a guess.
    /// - A condition is spread over three entries (``ConditionSlots``).
    /// - `IgnoreAttributeFlow`, `vbTextCompare` and their like are constants whose expression has no quotation marks: a guess.
    ///
    /// A comparison where the language has none becomes a function by the name of its sign, so that nothing is lost from sight;
    /// ``expression()`` refuses it, as the parser does.
    public init(_ expression: Expression) {
        let text = expression.description
        switch expression {
        case .attribute(let name, _):
            self.init(type: .attribute, name: name, text: text)
        case .string(let value, _), .number(let value, _):
            self.init(type: .constant, name: value, text: Expression.quoted(value))
        case .keyword(let word, _):
            self.init(type: .constant, name: word, text: word)
        case .comparison(let left, let sign, let right, _):
            self.init(type: .function, name: sign.rawValue, text: text, parameters: [
                Parameter(key: "left", value: MappingSource(left)), Parameter(key: "right", value: MappingSource(right)),
            ])
        case .call(let call):
            self.init(type: .function, name: call.name, text: text, parameters: Self.parameters(of: call))
        }
    }

    private static func parameters(of call: Expression.Call) -> [Parameter] {
        var slots = call.arguments.map { $0.map { MappingSource($0) } }
        if ConditionSlots.has(call.name) {
            slots = ConditionSlots.spread(slots, condition: call.arguments.first ?? nil)
        }
        let keys = ParameterKeys.of(call.name, slots: slots.count)
        return slots.enumerated().compactMap { slot, value in value.map { Parameter(key: keys.key(slot), value: $0) } }
    }
}
