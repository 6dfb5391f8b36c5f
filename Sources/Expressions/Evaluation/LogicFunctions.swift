extension Compiler {
    func logicFunction(_ call: Expression.Call, _ arguments: [Evaluator.Node?]) -> Evaluator.Node {
        let first = slot(arguments, 0)
        switch call.name {
        case "IIF":
            let yes = slot(arguments, 1)
            let no = slot(arguments, 2)
            // Only the branch that is chosen: the other may hold a date that is not there.
            return { row, world in try Wanted.truth(first(row, world)) ? yes(row, world) : no(row, world) }
        case "Switch": return switchFunction(arguments)
        case "Coalesce":
            let sources = arguments.compactMap { $0 }
            return { row, world in
                for source in sources {
                    let value = try source(row, world)
                    if value != .absent { return value }
                }
                return .absent
            }
        case "IgnoreFlowIfNullOrEmpty":
            return { row, world in
                let value = try first(row, world)
                if value.isAbsentOrEmpty { throw Stop.ignoreAttribute }
                return value
            }
        case "IsNull": return { row, world in .boolean(try first(row, world) == .absent) }
        case "IsNullOrEmpty": return { row, world in .boolean(try first(row, world).isAbsentOrEmpty) }
        case "IsPresent": return { row, world in .boolean(!(try first(row, world).isAbsentOrEmpty)) }
        case "IsString":
            return { row, world in
                if case .text = try first(row, world) { .boolean(true) } else { .boolean(false) }
            }
        case "Not":
            return { row, world in
                switch try first(row, world) {
                case .boolean(true), .text("True"): .boolean(false)
                default: .boolean(true)
                }
            }
        case "CBool": return { row, world in .boolean(try Wanted.truth(first(row, world))) }
        default: return { _, _ in .absent }
        }
    }

    private func switchFunction(_ arguments: [Evaluator.Node?]) -> Evaluator.Node {
        let source = slot(arguments, 0)
        let fallback = arguments.count > 1 ? arguments[1] : nil
        var pairs: [(key: Evaluator.Node, value: Evaluator.Node)] = []
        for index in stride(from: 2, to: arguments.count - 1, by: 2) {
            pairs.append((slot(arguments, index), slot(arguments, index + 1)))
        }
        let cases = pairs
        return { row, world in
            // An absent source equals the key "".
            let text = try Wanted.text(source(row, world))
            for (key, value) in cases where Comparing.exactly(text, try Wanted.text(key(row, world))) {
                return try value(row, world)
            }
            return try fallback?(row, world) ?? .absent
        }
    }

    func bitAnd(_ arguments: [Evaluator.Node?]) -> Evaluator.Node {
        let a = slot(arguments, 0)
        let b = slot(arguments, 1)
        return { row, world in .integer(try Wanted.number(a(row, world), "BitAnd") & Wanted.number(b(row, world), "BitAnd")) }
    }
}
