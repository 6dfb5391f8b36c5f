/// An expression with the value of each part that counted, for one row: what a debugger would show.
///
/// A branch that was not taken has no part here.
public struct Trace: Sendable {
    public let text: String
    public let outcome: Outcome
    public let parts: [Trace]
    /// Of `Switch`, `IIF` and `Coalesce`: which branch was taken, as ``BranchPoint`` counts them.
    public let branch: Int?
    /// Bytes of the expression's text.
    public let range: Range<Int>

    /// - Parameter column: the position of an attribute in a row.
    public init(_ tree: Expression, column: @escaping (String) -> Int?, row: [Value], _ world: EvaluationEnvironment) {
        func value(_ tree: Expression) -> Outcome { Evaluator(tree, column: column).evaluate(row, world) }
        func text(_ tree: Expression) -> String? {
            if case .value(let value) = value(tree) { value.text ?? "" } else { nil }
        }
        func part(_ tree: Expression) -> Trace { Trace(tree, column: column, row: row, world) }
        self.text = tree.description
        outcome = value(tree)
        range = tree.range
        var branch: Int?
        var parts: [Expression] = []
        switch tree {
        case .attribute, .string, .number, .keyword: break
        case .comparison(let left, _, let right, _): parts = [left, right]
        case .call(let call):
            let arguments = call.arguments.compactMap { $0 }
            switch call.name {
            case "Switch" where call.arguments.count > 1:
                guard let source = call.arguments[0] else { break }
                parts = [source]
                branch = 0
                for (number, index) in stride(from: 2, to: call.arguments.count - 1, by: 2).enumerated() {
                    guard let key = call.arguments[index], let wanted = text(source), let known = text(key), Comparing.exactly(wanted, known) else { continue }
                    branch = number + 1
                    if let taken = call.arguments[index + 1] { parts.append(taken) }
                    break
                }
                if branch == 0, let fallback = call.arguments[1] { parts.append(fallback) }
            case "IIF" where call.arguments.count == 3:
                guard let condition = call.arguments[0] else { break }
                parts = [condition]
                let holds = if case .value(let value) = value(condition) { (try? Wanted.truth(value)) ?? false } else { false }
                branch = holds ? 0 : 1
                if let taken = call.arguments[holds ? 1 : 2] { parts.append(taken) }
            case "Coalesce":
                for (number, argument) in arguments.enumerated() {
                    parts.append(argument)
                    if value(argument) != .value(.absent) {
                        branch = number
                        break
                    }
                }
            case "SelectUniqueValue":
                for (number, argument) in arguments.enumerated() {
                    parts.append(argument)
                    if let text = text(argument), !world.isTaken(text) {
                        branch = number
                        break
                    }
                }
            default: parts = arguments
            }
        }
        self.branch = branch
        // A constant is its own value.
        self.parts = parts.filter { if case .string = $0 { false } else if case .number = $0 { false } else { true } }.map(part)
    }

    /// The trace and all its parts, outermost first.
    public var all: [Trace] { [self] + parts.flatMap(\.all) }
}

/// A place of an expression where it goes one of several ways.
public struct BranchPoint: Sendable, Hashable {
    public let name: String
    public let range: Range<Int>
    /// What each way is called.
    public let branches: [String]

    /// Every `Switch` and `IIF`, in the order of the text.
    public static func all(in tree: Expression) -> [BranchPoint] {
        tree.calls.compactMap { call in
            switch call.name {
            case "Switch" where call.arguments.count > 1:
                let keys = stride(from: 2, to: call.arguments.count - 1, by: 2).map { call.arguments[$0]?.description ?? "" }
                return BranchPoint(name: call.name, range: call.range, branches: ["the default"] + keys)
            case "IIF" where call.arguments.count == 3:
                return BranchPoint(name: call.name, range: call.range, branches: ["True", "False"])
            default: return nil
            }
        }
    }
}
