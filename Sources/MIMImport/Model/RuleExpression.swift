/// An expression of a declarative rule, as its `fn` tree says it.
public indirect enum RuleExpression: Sendable, Hashable {
    case function(String, [RuleExpression])
    case attribute(String)
    case string(String)
    case number(Int)
    /// `$name$`: a value that the workflow supplies.
    case parameter(String)

    /// As the portal shows it: `+` between its operands, everything else as a call.
    public var text: String {
        switch self {
        case .function("+", let operands): operands.map(\.text).joined(separator: " + ")
        case .function(let name, let arguments): "\(name)(\(arguments.map(\.text).joined(separator: ", ")))"
        case .attribute(let name): name
        case .string(let text): "\"\(text)\""
        case .number(let number): String(number)
        case .parameter(let name): "$\(name)$"
        }
    }

    /// The attributes that it reads, each once, in order.
    public var attributes: [String] {
        var names: [String] = []
        collect(into: &names)
        return names
    }

    private func collect(into names: inout [String]) {
        switch self {
        case .function(_, let arguments): for argument in arguments { argument.collect(into: &names) }
        case .attribute(let name): if !names.contains(name) { names.append(name) }
        case .string, .number, .parameter: break
        }
    }

    /// The names of the functions in it, each once, in order.
    public var functions: [String] {
        guard case .function(let name, let arguments) = self else { return [] }
        var names = [name]
        for inner in arguments.flatMap(\.functions) where !names.contains(inner) { names.append(inner) }
        return names
    }
}
