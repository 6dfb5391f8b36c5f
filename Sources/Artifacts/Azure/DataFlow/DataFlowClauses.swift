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

    /// Codes of rows that say no clear status: ``DecisiveTexts``, which the local engine asks, too.
    static func doubts(_ groups: [ScopeGroup], column: (String) -> X) -> [(when: X, then: X)] {
        groups.decisiveTexts.flatMap { decisive -> [(when: X, then: X)] in
            let value = column(decisive.attribute)
            let missing: (when: X, then: X) = (.isNull(value), .text("missing-status"))
            guard !decisive.texts.isEmpty else { return [missing] }
            let folded = X.call("lower", [.call("replace", [.call("replace", [value, .text(" "), .text("")]), .text("\t"), .text("")])])
            let isNone = decisive.texts.map { X.binary("!=", value, .text($0)) }
            let isAlmost = X.any(decisive.folded.map { .equal(folded, .text($0)) })
            return [missing, (.all([.isPresent(value)] + isNone + [isAlmost]), .text("doubtful-status"))]
        }
    }
}
