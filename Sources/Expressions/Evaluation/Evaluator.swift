/// An expression made ready for many rows: names are positions, patterns and formats are read once.
public struct Evaluator: Sendable {
    typealias Node = @Sendable ([Value], EvaluationEnvironment) throws -> Value

    private let root: Node

    /// - Parameter column: the position of an attribute in a row; nil for one that rows don't have, which is then absent.
    public init(_ tree: Expression, column: @escaping (String) -> Int?) {
        root = Compiler(column: column).node(tree)
    }

    /// The outcome for one row. Never ends otherwise.
    public func evaluate(_ row: [Value], _ environment: EvaluationEnvironment) -> Outcome {
        do {
            return .value(try root(row, environment))
        } catch Stop.ignoreAttribute {
            return .ignoreAttribute
        } catch Stop.ignoreObject {
            return .ignoreObject
        } catch Stop.escrow {
            return .escrow
        } catch Stop.failure(let reason) {
            return .failure(reason)
        } catch {
            return .failure("the expression could not be evaluated")
        }
    }
}

/// Tree → closures.
struct Compiler {
    let column: (String) -> Int?

    func node(_ tree: Expression) -> Evaluator.Node {
        switch tree {
        case .string(let text, _):
            let value = Value.text(text)
            return { _, _ in value }
        case .number(let digits, _):
            let value = NumberText.value(digits).map(Value.integer) ?? .text(digits)
            return { _, _ in value }
        case .attribute(let name, _):
            guard let position = column(name) else { return { _, _ in .absent } }
            return { row, _ in position < row.count ? row[position] : .absent }
        case .keyword("IgnoreAttributeFlow", _): return { _, _ in throw Stop.ignoreAttribute }
        case .keyword("IgnoreObjectFlow", _): return { _, _ in throw Stop.ignoreObject }
        case .keyword(let word, _): return { _, _ in .text(word) }
        case .comparison(let left, let sign, let right, _):
            let a = node(left)
            let b = node(right)
            return { row, world in .boolean(Comparing.holds(try a(row, world), sign, try b(row, world))) }
        case .call(let call): return self.call(call)
        }
    }

    private func call(_ call: Expression.Call) -> Evaluator.Node {
        let arguments = call.arguments.map { $0.map { node($0) } }
        guard let function = FunctionTable.named(call.name) else {
            let name = call.name
            return { _, _ in throw Stop.failure("there is no function \(name)") }
        }
        switch function.family {
        case .text: return textFunction(call, arguments)
        case .logic: return logicFunction(call, arguments)
        case .numbers: return bitAnd(arguments)
        case .dates: return dateFunction(call, arguments)
        case .lists: return listFunction(call, arguments)
        case .generated: return generatedFunction(call, arguments)
        case .roles: return roleFunction(call, arguments)
        }
    }

    /// A slot, or what gives nothing.
    func slot(_ arguments: [Evaluator.Node?], _ index: Int) -> Evaluator.Node {
        (index < arguments.count ? arguments[index] : nil) ?? { _, _ in .absent }
    }

    /// The text of a constant in a slot.
    func constant(_ call: Expression.Call, _ index: Int) -> String? {
        guard index < call.arguments.count, case .string(let text, _)? = call.arguments[index] else { return nil }
        return text
    }
}

enum Comparing {
    /// As integers where both sides read as integers, else as texts; absent equals the empty text.
    static func holds(_ left: Value, _ sign: Expression.Comparison, _ right: Value) -> Bool {
        if let a = integer(left), let b = integer(right) {
            switch sign {
            case .equal: return a == b
            case .notEqual: return a != b
            case .less: return a < b
            case .lessOrEqual: return a <= b
            case .greater: return a > b
            case .greaterOrEqual: return a >= b
            }
        }
        if case .date(let a) = left, case .date(let b) = right {
            switch sign {
            case .equal: return a == b
            case .notEqual: return a != b
            case .less: return a < b
            case .lessOrEqual: return a <= b
            case .greater: return a > b
            case .greaterOrEqual: return a >= b
            }
        }
        let a = left.text ?? ""
        let b = right.text ?? ""
        switch sign {
        case .equal: return exactly(a, b)
        case .notEqual: return !exactly(a, b)
        case .less: return Array(a.utf16).lexicographicallyPrecedes(Array(b.utf16))
        case .lessOrEqual: return !Array(b.utf16).lexicographicallyPrecedes(Array(a.utf16))
        case .greater: return Array(b.utf16).lexicographicallyPrecedes(Array(a.utf16))
        case .greaterOrEqual: return !Array(a.utf16).lexicographicallyPrecedes(Array(b.utf16))
        }
    }

    /// Unit by unit: Swift's own equality takes composed and decomposed letters for the same, .NET's ordinal one does not.
    static func exactly(_ a: String, _ b: String) -> Bool {
        ExactSearch.areEqual(a, b)
    }

    static func integer(_ value: Value) -> Int? {
        switch value {
        case .integer(let number): number
        case .text(let text): NumberText.value(text)
        default: nil
        }
    }
}

/// What a function wants of a value, or the reason why it can't have it.
enum Wanted {
    static func text(_ value: Value) throws -> String {
        switch value {
        case .absent: return ""
        case .list(let values):
            // One value in a list is that value; the service takes single values where it can.
            if values.count == 1 { return try text(values[0]) }
            if values.isEmpty { return "" }
            throw Stop.failure("a text is wanted, and there are \(values.count) values")
        case .roles: throw Stop.failure("a text is wanted, and there are roles")
        default: return value.text ?? ""
        }
    }

    static func number(_ value: Value, _ what: String) throws -> Int {
        if let number = Comparing.integer(value) { return number }
        if case .boolean(let flag) = value { return flag ? 1 : 0 }
        throw Stop.failure("\(what) wants a whole number")
    }

    static func date(_ value: Value, _ what: String) throws -> Instant {
        switch value {
        case .date(let instant): return instant
        case .text(let text):
            if let instant = CDate.parse(text) { return instant }
            throw Stop.failure("\(what) wants a date; this text is none")
        default: throw Stop.failure("\(what) wants a date")
        }
    }

    static func list(_ value: Value) -> [Value] {
        switch value {
        case .absent: []
        case .list(let values): values
        default: [value]
        }
    }

    static func truth(_ value: Value) throws -> Bool {
        switch value {
        case .boolean(let flag): return flag
        case .integer(let number): return number != 0
        case .text("True"), .text("true"): return true
        case .text("False"), .text("false"), .text(""), .absent: return false
        case .text(let text):
            if let number = NumberText.value(text) { return number != 0 }
            throw Stop.failure("a condition is wanted, and this text is neither True nor False")
        default: throw Stop.failure("a condition is wanted")
        }
    }
}
