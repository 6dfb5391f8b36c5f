extension ExpressionChecker {
    typealias Node = TypedExpression.Node

    /// What a call gives; its arguments are held against the function's slots on the way.
    mutating func result(of function: Function, _ call: Expression.Call, _ arguments: [Node?]) -> Inferred {
        for (slot, argument) in arguments.enumerated() {
            guard let argument, let parameter = function.parameter(slot) else { continue }
            check(argument, parameter, of: function, call, slot: slot)
            if case .keyword(let word, let range)? = call.arguments[slot], word.hasPrefix("Ignore") {
                // A branch decides that the target is left alone; in the middle of a value nobody can (functions page: IIF, Switch).
                let isBranch = function.name == "IIF" && slot > 0 || function.name == "Switch" && (slot == 1 || slot > 2 && slot % 2 == 1)
                if !isBranch {
                    add("type-mismatch", range, "`\(word)` stands in a branch of IIF or Switch only", "an argument of `\(function.name)`",
                        help: "write IIF(condition, \(word), …)")
                }
            }
        }
        switch function.family {
        case .text: return textResult(function, call, arguments)
        case .logic: return logicResult(function, call, arguments)
        case .numbers: return bitAndResult(arguments)
        case .dates: return dateResult(function, call, arguments)
        case .lists: return listResult(function, call, arguments)
        case .generated: return generatedResult(function, call, arguments)
        case .roles: return roleResult(function, call, arguments)
        }
    }

    private mutating func check(_ argument: Node, _ parameter: Function.Parameter, of function: Function, _ call: Expression.Call, slot: Int) {
        let type = argument.type
        let what = "`\(function.name)`"
        switch parameter.kind {
        case .text, .pattern, .format, .styles, .culture:
            if function.name == "FormatDateTime" || function.name == "Switch" { break }
            checkSingle(argument, what)
            if type.base == .binary {
                add("type-mismatch", argument.range, "\(what) takes text", "this is binary")
            }
        case .textOrMany, .any: break
        case .number: checkNumber(argument, what, parameter.name)
        case .date:
            checkSingle(argument, what)
            if type.base == .string || type.base == .number || type.base == .boolean || isAttribute(argument, call, slot) {
                add("type-mismatch", argument.range, "\(what) takes a date", "this is \(type.base == .datetime ? "text with a date" : type.base.rawValue)",
                    help: "write CDate(\(argument.text))", replacement: "CDate(\(argument.text))")
            }
        case .boolean:
            checkSingle(argument, what)
            if type.isLiteral, let value = type.values?.first, value != "True", value != "False" {
                warn("type-mismatch", argument.range, "\(what) takes True or False", "this is neither, so the result is True", help: "write \"True\" or \"False\"")
            }
        case .condition: checkCondition(argument, what)
        case .conditionOrAny: break
        case .many: checkMany(argument, what)
        case .interval:
            if let value = literal(argument), !["yyyy", "m", "d", "ww", "h", "n", "s"].contains(value) {
                let meant = Self.intervals[value.lowercased()]
                add("bad-interval", argument.range, "`\(value)` is no interval", "in \(what)",
                    help: meant.map { "did you mean \"\($0)\"?" } ?? "write \"yyyy\", \"m\" (months), \"d\", \"ww\", \"h\", \"n\" (minutes) or \"s\"",
                    replacement: meant.map { "\"\($0)\"" })
            }
        case .compare:
            guard case .keyword(let word, _)? = call.arguments[slot], word == "vbTextCompare" || word == "vbBinaryCompare" else {
                // A bare word is no keyword for the checker either; one message is enough.
                findings.removeAll { $0.range == argument.range && $0.kind == "unknown-keyword" }
                add("bad-enum", argument.range, "\(what) compares by vbTextCompare or vbBinaryCompare", "this is neither",
                    help: "vbTextCompare ignores case, vbBinaryCompare does not")
                return
            }
        case .roles:
            guard case .attribute("appRoleAssignments", _)? = call.arguments[slot] else {
                add("wrong-attribute", argument.range, "\(what) takes the attribute appRoleAssignments", "this is another",
                    help: "write \(function.name)([appRoleAssignments])")
                return
            }
        case .attribute: break
        }
    }

    private func isAttribute(_ argument: Node, _ call: Expression.Call, _ slot: Int) -> Bool {
        if case .attribute? = call.arguments[slot] { argument.type.base == .datetime } else { false }
    }

    /// What people write for the intervals; minutes are `n`, as in Visual Basic.
    private static let intervals = [
        "y": "yyyy", "yy": "yyyy", "yyyy": "yyyy", "year": "yyyy", "years": "yyyy", "m": "m", "mm": "m", "month": "m", "months": "m", "d": "d",
        "dd": "d", "day": "d", "days": "d", "w": "ww", "ww": "ww", "week": "ww", "weeks": "ww", "h": "h", "hh": "h", "hour": "h", "hours": "h",
        "n": "n", "mi": "n", "min": "n", "minute": "n", "minutes": "n", "s": "s", "ss": "s", "sec": "s", "second": "s", "seconds": "s",
    ]

    /// The text of a constant written in this place.
    func literal(_ node: Node?) -> String? {
        guard let node, node.type.isLiteral else { return nil }
        return node.type.values?.first
    }

    /// The number of a constant written in this place.
    func number(_ node: Node?) -> Int? { literal(node).flatMap(NumberText.value) }

    private mutating func checkSingle(_ argument: Node, _ what: String) {
        if argument.type.isMultiValued {
            warn("multivalued-not-allowed", argument.range, "\(what) takes one value", "this has many",
                 help: "choose one with Item(…, 1), or join them with Join(\";\", …)")
        }
    }

    private mutating func checkNumber(_ argument: Node, _ what: String, _ name: String) {
        checkSingle(argument, what)
        let type = argument.type
        if let digits = literal(argument), NumberText.isTooLarge(digits) {
            add("out-of-range", argument.range, "\(what) takes a whole number for `\(name)`", "this has more than 64 bits",
                help: "the largest is 9223372036854775807")
            return
        }
        switch type.base {
        case .number: break
        case .string:
            if let values = type.values, !values.isEmpty {
                if !values.contains(where: { NumberText.value($0) != nil }) {
                    add("type-mismatch", argument.range, "\(what) takes a whole number for `\(name)`", "this is text")
                }
            } else if !type.isLiteral {
                warn("type-mismatch", argument.range, "\(what) takes a whole number for `\(name)`", "this is text",
                     help: "a value that is no number fails when the mapping runs")
            }
        default:
            add("type-mismatch", argument.range, "\(what) takes a whole number for `\(name)`", "this is \(type.base.rawValue)")
        }
    }

    private mutating func checkCondition(_ argument: Node, _ what: String) {
        let type = argument.type
        switch type.base {
        case .boolean, .number: break
        default:
            if type.isLiteral, type.values != ["True"], type.values != ["False"] {
                add("type-mismatch", argument.range, "the condition of \(what) is true or false", "this is text",
                    help: "compare: [a] = \(argument.text)")
            } else if type.base == .datetime || type.base == .binary {
                add("type-mismatch", argument.range, "the condition of \(what) is true or false", "this is \(type.base.rawValue)")
            }
        }
    }

    private mutating func checkMany(_ argument: Node, _ what: String) {
        guard !argument.type.isMultiValued else { return }
        // Without a schema an attribute may have many values.
        if context.attributes == nil, argument.children.isEmpty, !argument.type.isLiteral { return }
        add("not-multivalued", argument.range, "\(what) takes an attribute with many values, or Split(…)", "this is one value")
    }
}
