import Plan

/// Clauses of a plan as conditions of a data flow. None is ever null: an absent value makes a test false.
enum DataFlowClauses {
    typealias X = DataFlowExpression

    static func condition(_ groups: [ScopeGroup], column: (String) -> X) -> X {
        .any(groups.map { group in .all(group.clauses.map { condition($0, column($0.attribute.value)) }) })
    }

    private static func condition(_ clause: Clause, _ value: X) -> X {
        func present(_ test: X) -> X { .all([.isPresent(value), test]) }
        func contains(_ text: String) -> X { .binary(">", .call("instr", [value, .text(text)]), .integer(0)) }
        switch clause.test {
        case .equals(let text): return present(.equal(value, .text(text)))
        case .isNot(let text): return present(.binary("!=", value, .text(text)))
        case .isOneOf(let texts): return present(.any(texts.map { .equal(value, .text($0)) }))
        case .isPresent(let wanted): return wanted ? .isPresent(value) : .isNull(value)
        case .isTrue(let flag): return present(.equal(.call("lower", [value]), .text(flag ? "true" : "false")))
        case .includes(let text): return present(contains(text))
        case .endsWith(let text): return present(.call("endsWith", [value, .text(text)]))
        case .isAbove(let number): return present(.binary(">", .call("toLong", [value]), .integer(number)))
        case .isAtLeast(let number): return present(.binary(">=", .call("toLong", [value]), .integer(number)))
        case .isPast(let past):
            // Days stand as yyyy-MM-dd by now, and sort as texts.
            let today = X.call("toString", [.call("currentDate", [.text("UTC")]), .text("yyyy-MM-dd")])
            return present(.binary(past ? "<" : ">=", value, today))
        // Refused where the plan is checked: the two engines' regular expressions differ.
        case .matches, .matchesNot: return X.no
        }
    }

    /// Codes of rows that say no clear status; see `StatusDoubt` of the local engine.
    static func doubts(_ groups: [ScopeGroup], column: (String) -> X) -> [(when: X, then: X)] {
        groups.flatMap(\.clauses).flatMap { clause -> [(when: X, then: X)] in
            let value = column(clause.attribute.value)
            let texts: [String]
            switch clause.test {
            case .isPresent, .isPast: return []
            case .equals(let text), .isNot(let text): texts = [text]
            case .isOneOf(let list): texts = list
            default: texts = []
            }
            let folded = X.call("lower", [.call("replace", [.call("replace", [value, .text(" "), .text("")]), .text("\t"), .text("")])])
            return [(.isNull(value), .text("missing-status"))] + texts.map { text in
                let plain = text.lowercased().filter { $0 != " " && $0 != "\t" }
                return (.all([.isPresent(value), .binary("!=", value, .text(text)), .equal(folded, .text(plain))]), .text("doubtful-status"))
            }
        }
    }
}
