extension MappingSource {
    /// The tree that the structural form stands for, built from its parameters. Each text that is there, at the top or further in,
    /// must say the same.
    ///
    /// Some things only the text tells: a number from a text of the same digits, empty slots at the end, and which of several
    /// repeated slots are empty. So the result is spelled as ``text`` is, with ranges into it. Without a text, constants are
    /// texts, slots stand together, and the ranges are those of the result's own ``Expression/description``.
    ///
    /// Whether the functions exist and have the right arguments is not looked at; that is the work of ``ExpressionChecker``.
    /// Keys that no source is known for are not held against the text, and the arguments then stand in their order.
    ///
    /// - Throws: ``MappingSourceError`` with the place in this form: a name is missing, a key unknown, something has parameters that
    ///   is no function, a condition is none, the form is nested deeper than ``maximumDepth``, a text can't be read (one of more
    ///   than 10,000 bytes can't), or a text and the parameters disagree: then the message has both. They do, too, where a constant
    ///   without a text of its own is left out of the text around it, as `%DomainFQDN%` is.
    public func expression() throws(MappingSourceError) -> Expression {
        try tree(at: "", depth: 1)
    }

    private func tree(at pointer: String, depth: Int) throws(MappingSourceError) -> Expression {
        guard depth <= Self.maximumDepth else {
            throw MappingSourceError(pointer: pointer, problem: "sources are nested more than \(Self.maximumDepth) deep")
        }
        let built = try built(at: pointer, depth: depth)
        let given = self.text.flatMap { $0.isEmpty ? nil : $0 }
        // What has no text of its own is held against the text around it.
        if given == nil, depth > 1 { return built }

        let text = given ?? built.description
        let (tree, errors) = ExpressionParser.parse(text)
        if let error = errors.first(where: { !$0.isWarning && !Self.judgements.contains($0.kind) }) {
            let problem = given == nil ? "the parameters say `\(text)`, which is no expression" : "the text `\(text)` can't be read"
            throw MappingSourceError(pointer: "\(pointer)/expression", problem: "\(problem): \(error.message)")
        }
        guard let tree, try agrees(with: MappingSource(tree), at: pointer) else {
            let problem = given == nil
                ? "the parameters say `\(text)`, which reads as something else"
                : "the text says `\(text)`, but the parameters say `\(built.description)`"
            throw MappingSourceError(pointer: pointer, problem: problem)
        }
        return tree
    }

    /// What the parser says of an expression that it has read in full.
    private static let judgements: Set = [
        "not-a-function", "unknown-function", "too-few-arguments", "too-many-arguments", "missing-argument", "switch-without-pairs",
        "switch-unpaired",
    ]

    // MARK: Building

    private func built(at pointer: String, depth: Int) throws(MappingSourceError) -> Expression {
        guard let name else { throw MappingSourceError(pointer: "\(pointer)/name", problem: "the name is missing") }
        guard type == .function || parameters.isEmpty else {
            throw MappingSourceError(pointer: "\(pointer)/parameters", problem: "only a function has parameters")
        }
        switch type {
        case .attribute: return .attribute(name, 0..<0)
        case .constant: return .string(name, 0..<0)
        case .function: break
        }
        var arguments: [Expression?] = []
        for index in try slots(at: pointer) {
            guard let index else {
                arguments.append(nil)
                continue
            }
            arguments.append(
                try parameters[index].value.tree(at: "\(pointer)/parameters/\(index)/value", depth: depth + 1))
        }
        if ConditionSlots.has(name), !arguments.isEmpty {
            guard let joined = ConditionSlots.join(arguments) else {
                throw MappingSourceError(
                    pointer: "\(pointer)/parameters", problem: "a condition is a value, or a value, a sign and another value")
            }
            arguments = joined
        }
        while let last = arguments.last, last == nil { arguments.removeLast() }
        return .call(Expression.Call(name: name, nameRange: 0..<0, arguments: arguments, range: 0..<0))
    }

    /// For each slot, the parameter that fills it.
    private func slots(at pointer: String) throws(MappingSourceError) -> [Int?] {
        let name = name ?? ""
        let keys = ParameterKeys.of(name, slots: isOldDateFormat ? 3 : 4)
        guard !keys.isGuess || parameters.allSatisfy({ keys.keys.contains($0.key) }) else { return Array(parameters.indices) }
        var slots: [Int?] = []
        for (index, parameter) in parameters.enumerated() {
            guard var slot = keys.keys.firstIndex(of: parameter.key) else {
                let known = keys.keys.isEmpty ? "none" : keys.keys.joined(separator: ", ")
                throw MappingSourceError(
                    pointer: "\(pointer)/parameters/\(index)/key",
                    problem: "`\(name)` has no parameter `\(parameter.key)`; it has \(known)")
            }
            if keys.repeats, slot == keys.keys.count - 1 { slot = max(slot, slots.count) }
            while slots.count <= slot { slots.append(nil) }
            guard slots[slot] == nil else {
                throw MappingSourceError(
                    pointer: "\(pointer)/parameters/\(index)/key", problem: "`\(parameter.key)` is given twice")
            }
            slots[slot] = index
        }
        return slots
    }

    /// With four slots an input format is required; without one, the call has three.
    private var isOldDateFormat: Bool {
        name == "FormatDateTime" && parameters.allSatisfy { $0.key == "source" || $0.key == "outputFormat" }
    }

    // MARK: Agreement

    /// Whether the form of a text says the same as this one. The texts further in have been looked at one by one.
    private func agrees(with other: MappingSource, at pointer: String) throws(MappingSourceError) -> Bool {
        guard type == other.type, name == other.name, parameters.count == other.parameters.count else { return false }
        if type == .constant, let text, !text.isEmpty, Self.isWord(text) != Self.isWord(other.text) {
            return false
        }
        let order = type == .function ? try slots(at: pointer).compactMap { $0 } : []
        for (index, theirs) in zip(order, other.parameters) {
            let ours = parameters[index]
            if ours.key != theirs.key, ParameterKeys.isAttested(ours.key, of: name ?? "") { return false }
            guard try ours.value.agrees(with: theirs.value, at: "\(pointer)/parameters/\(index)/value") else { return false }
        }
        return true
    }

    /// Whether a constant's text is a bare word, such as `IgnoreAttributeFlow`, and not a text or a number.
    private static func isWord(_ text: String?) -> Bool {
        text?.unicodeScalars.first { !$0.properties.isWhitespace }?.properties.isAlphabetic ?? false
    }
}
