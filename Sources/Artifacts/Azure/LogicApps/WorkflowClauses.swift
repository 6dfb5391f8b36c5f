import Plan

/// Clauses of a plan as conditions of a workflow. An absent value makes a test false.
enum WorkflowClauses {
    typealias X = WorkflowExpression

    static let today = "Today"

    static func condition(_ groups: [ScopeGroup], column: (String) -> X) -> X {
        .any(groups.map { group in .all(group.clauses.map { condition($0, column($0.attribute.value)) }) })
    }

    private static func condition(_ clause: Clause, _ value: X) -> X {
        func present(_ test: X) -> X { .all([.isPresent(value), test]) }
        switch clause.test {
        case .equals(let text): return .equal(value, .text(text))
        case .isNot(let text): return present(.not(.equal(value, .text(text))))
        case .isOneOf(let texts): return .call("contains", [.call("createArray", texts.map { .text($0) }), value])
        case .isPresent(let wanted): return wanted ? .isPresent(value) : .isEmpty(value)
        case .isTrue(let flag): return .equal(.lower(value), .text(flag ? "true" : "false"))
        // On a text, `contains` regards case.
        case .includes(let text): return present(.call("contains", [value, .text(text)]))
        // `endsWith` does not: the end is cut off and compared.
        case .endsWith(let text):
            let length = X.integer(text.utf16.count)
            let start = X.call("max", [.integer(0), .minus(.length(value), length)])
            return .equal(.slice(value, start, .minus(.length(value), start)), .text(text))
        case .isAbove(let number): return present(.call("greater", [.number(value), .integer(number)]))
        case .isAtLeast(let number): return present(.call("greaterOrEquals", [.number(value), .integer(number)]))
        case .isPast(let past):
            let order = X.call(past ? "less" : "greaterOrEquals", [WorkflowDays.order(value), .outputs(today)])
            return .all([WorkflowDays.isDay(value), order])
        // Refused where the plan is checked: the language has no regular expressions.
        case .matches, .matchesNot: return .no
        }
    }

    /// Codes of rows that say no clear status: ``DecisiveTexts``, which the local engine asks, too.
    static func doubts(_ groups: [ScopeGroup], column: (String) -> X) -> [(when: X, code: String)] {
        groups.decisiveTexts.flatMap { decisive -> [(when: X, code: String)] in
            let value = column(decisive.attribute)
            let missing: (when: X, code: String) = (.isEmpty(value), "missing-status")
            guard !decisive.texts.isEmpty else { return [missing] }
            func isAmong(_ texts: [String], _ value: X) -> X { .call("contains", [.call("createArray", texts.map { .text($0) }), value]) }
            let folded = X.lower(.replacing(value, [.text(" "), .text("\t")], with: .empty))
            return [missing, (.all([.not(isAmong(decisive.texts, value)), isAmong(decisive.folded, folded)]), "doubtful-status")]
        }
    }
}

/// Days in a workflow: texts `yyyy-MM-dd`, and `?` where a text is none.
enum WorkflowDays {
    typealias X = WorkflowExpression

    static let unreadable = "?"

    private static func parts(_ format: String) -> [(letter: Character, range: Range<Int>)] {
        var result: [(letter: Character, range: Range<Int>)] = []
        var place = 0
        var rest = Substring(format)
        while let letter = rest.first {
            let run = rest.prefix { $0 == letter }
            result.append((letter, place..<place + run.utf16.count))
            place += run.utf16.count
            rest = rest.dropFirst(run.count)
        }
        return result
    }

    /// A text in a source's own format → `yyyy-MM-dd`, or `?`. Whether the calendar has the day is not asked here.
    static func form(_ value: X, format: String) -> X {
        let parts = parts(format)
        let width = format.utf16.count
        // A text of another length must not be cut where it has no place.
        let padded = X.if(.equal(.length(value), .integer(width)), value, .text(String(repeating: "0", count: width)))
        func piece(_ letter: Character) -> X {
            guard let range = parts.first(where: { $0.letter == letter })?.range else { return .empty }
            return .slice(padded, .integer(range.lowerBound), .integer(range.count))
        }
        let year = parts.first { $0.letter == "y" }?.range.count == 2 ? X.concat([.text("20"), piece("y")]) : piece("y")
        let characters = Array(format)
        let between = parts.filter { !"yMd".contains($0.letter) }.map { part -> X in
            .equal(.slice(padded, .integer(part.range.lowerBound), .integer(part.range.count)), .text(String(characters[part.range])))
        }
        let isDay = X.all([.equal(.length(value), .integer(width)), .isDigits(.concat([piece("y"), piece("M"), piece("d")]))] + between)
        return .if(.isEmpty(value), .empty, .if(isDay, .concat([year, .text("-"), piece("M"), .text("-"), piece("d")]), .text(unreadable)))
    }

    private static func spelled(_ value: X) -> X {
        .if(.any([.isEmpty(value), .equal(value, .text(unreadable))]), .text("0000-00-00"), value)
    }

    /// A day as the number yyyyMMdd; 0 where there is none.
    static func order(_ value: X) -> X { .call("int", [.call("replace", [spelled(value), .text("-"), .empty])]) }

    static func isDay(_ value: X) -> X { .not(.any([.isEmpty(value), .equal(value, .text(unreadable))])) }

    /// Whether a text of the form `yyyy-MM-dd` is a day that the calendar does not have.
    static func isWrong(_ value: X) -> X {
        let text = spelled(value)
        func number(_ start: Int, _ count: Int) -> X { .call("int", [.slice(text, .integer(start), .integer(count))]) }
        let (year, month, day) = (number(0, 4), number(5, 2), number(8, 2))
        func divides(_ number: Int) -> X { .equal(.call("mod", [year, .integer(number)]), .integer(0)) }
        let isLeap = X.any([.all([divides(4), .not(divides(100))]), divides(400)])
        let length = X.if(
            .equal(month, .integer(2)), .if(isLeap, .integer(29), .integer(28)),
            .if(.call("contains", [.call("createArray", [4, 6, 9, 11].map { .integer($0) }), month]), .integer(30), .integer(31)))
        return .all([.isPresent(value), .any([
            .call("less", [year, .integer(1)]), .call("less", [month, .integer(1)]), .call("greater", [month, .integer(12)]),
            .call("less", [day, .integer(1)]), .call("greater", [day, length]),
        ])])
    }
}
