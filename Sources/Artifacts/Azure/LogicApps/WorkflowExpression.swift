import JSON

/// An expression of the Workflow Definition Language of Logic Apps: what is meant. ``text`` spells it.
///
/// **Nothing may fail on the way that is not taken.** Microsoft's reference says that parameters of a function are evaluated from left
/// to right, and nowhere that `if` leaves one of them out. So every expression here has a value for every input: what is not there is the
/// empty text, never null, and what is no number is guarded before it is read as one.
///
/// Source of the functions: azure-docs, expression-functions-reference.
indirect enum WorkflowExpression: Hashable, Sendable {
    case text(String)
    case integer(Int)
    case call(String, [WorkflowExpression])
    /// `value['name']`
    case member(WorkflowExpression, String)
    /// `list[place]`
    case element(WorkflowExpression, WorkflowExpression)
    /// `value?['name']`: null where there is none.
    case maybe(WorkflowExpression, String)

    static let item = WorkflowExpression.call("item", [])
    static let empty = WorkflowExpression.text("")
    static let yes = WorkflowExpression.call("equals", [.integer(1), .integer(1)])
    static let no = WorkflowExpression.call("equals", [.integer(1), .integer(0)])

    /// What a Select or Query action makes.
    static func body(_ action: String) -> WorkflowExpression { .call("body", [.text(action)]) }
    /// What a Compose action makes.
    static func outputs(_ action: String) -> WorkflowExpression { .call("outputs", [.text(action)]) }

    static func column(_ name: String) -> WorkflowExpression { .member(.item, name) }

    static func equal(_ left: WorkflowExpression, _ right: WorkflowExpression) -> WorkflowExpression { .call("equals", [left, right]) }
    static func isEmpty(_ value: WorkflowExpression) -> WorkflowExpression { .equal(value, .empty) }
    static func isPresent(_ value: WorkflowExpression) -> WorkflowExpression { .not(.isEmpty(value)) }

    static func not(_ condition: WorkflowExpression) -> WorkflowExpression {
        switch condition {
        case yes: no
        case no: yes
        case .call("not", let inner): inner[0]
        default: .call("not", [condition])
        }
    }

    static func `if`(_ condition: WorkflowExpression, _ value: WorkflowExpression, _ other: WorkflowExpression) -> WorkflowExpression {
        .call("if", [condition, value, other])
    }

    /// One alone is itself; none at all is `yes`, or `no`.
    static func all(_ conditions: [WorkflowExpression]) -> WorkflowExpression {
        conditions.isEmpty ? yes : conditions.count == 1 ? conditions[0] : .call("and", conditions)
    }

    static func any(_ conditions: [WorkflowExpression]) -> WorkflowExpression {
        conditions.isEmpty ? no : conditions.count == 1 ? conditions[0] : .call("or", conditions)
    }

    static func concat(_ parts: [WorkflowExpression]) -> WorkflowExpression {
        parts.isEmpty ? .empty : parts.count == 1 ? parts[0] : .call("concat", parts)
    }

    static func length(_ value: WorkflowExpression) -> WorkflowExpression { .call("length", [value]) }
    static func minus(_ left: WorkflowExpression, _ right: WorkflowExpression) -> WorkflowExpression { .call("sub", [left, right]) }
    static func plus(_ left: WorkflowExpression, _ right: WorkflowExpression) -> WorkflowExpression { .call("add", [left, right]) }
    static func slice(_ text: WorkflowExpression, _ start: WorkflowExpression, _ length: WorkflowExpression) -> WorkflowExpression {
        .call("substring", [text, start, length])
    }

    /// The text without its first characters; as much as there is.
    static func dropFirst(_ text: WorkflowExpression) -> WorkflowExpression {
        .slice(text, .call("min", [.integer(1), .length(text)]), .call("max", [.integer(0), .minus(.length(text), .integer(1))]))
    }

    /// The first character, or nothing.
    static func first(_ text: WorkflowExpression) -> WorkflowExpression {
        .slice(text, .integer(0), .call("min", [.integer(1), .length(text)]))
    }

    static func replacing(_ text: WorkflowExpression, _ needles: [WorkflowExpression], with other: WorkflowExpression) -> WorkflowExpression {
        needles.reduce(text) { .call("replace", [$0, $1, other]) }
    }

    /// The first code whose condition holds, or nothing. Flat, where a chain of `if` would be nested as deep as it is long.
    static func firstCode(_ cases: [(when: WorkflowExpression, code: String)]) -> WorkflowExpression {
        cases.isEmpty ? .empty : .call("first", [.call("split", [
            .concat(cases.map { .if($0.when, .text($0.code + ";"), .empty) } + [.text(";")]), .text(";"),
        ])])
    }

    /// The first value whose condition holds; `last` where none does.
    static func firstValue(_ cases: [(when: WorkflowExpression, then: WorkflowExpression)], else last: WorkflowExpression) -> WorkflowExpression {
        cases.reversed().reduce(last) { .if($1.when, $1.then, $0) }
    }

    /// Letters A to Z as small ones: asked of printable ASCII only, where every rule of case is the same.
    static func lower(_ text: WorkflowExpression) -> WorkflowExpression { .call("toLower", [text]) }

    /// A text as JSON has it, in quotation marks: that of a list with this one element, without its brackets.
    static func quoted(_ value: WorkflowExpression) -> WorkflowExpression {
        let list = WorkflowExpression.call("string", [.call("createArray", [value])])
        return .slice(list, .integer(1), .minus(.length(list), .integer(2)))
    }
}

extension WorkflowExpression {
    /// Whether a text is a whole number of at most 18 digits, with or without a sign.
    static func isInteger(_ value: WorkflowExpression) -> WorkflowExpression {
        let digits = magnitude(value)
        return .all([isDigits(digits), .call("lessOrEquals", [.length(digits), .integer(18)])])
    }

    /// The number that a text is; 0 where it is none.
    static func number(_ value: WorkflowExpression) -> WorkflowExpression {
        let sign = WorkflowExpression.if(.equal(.first(value), .text("-")), .integer(-1), .integer(1))
        return .call("mul", [sign, .call("int", [.if(isInteger(value), magnitude(value), .text("0"))])])
    }

    private static func magnitude(_ value: WorkflowExpression) -> WorkflowExpression {
        .if(.call("contains", [.call("createArray", [.text("+"), .text("-")]), .first(value)]), .dropFirst(value), value)
    }

    /// One digit or more, and nothing else.
    static func isDigits(_ value: WorkflowExpression) -> WorkflowExpression {
        .all([.isPresent(value), .isEmpty(.replacing(value, (0...9).map { .text(String($0)) }, with: .empty))])
    }
}

extension WorkflowExpression {
    var text: String {
        switch self {
        case .text(let text): WorkflowWriter.literal(text)
        case .integer(let number): String(number)
        case .call(let name, let arguments): "\(name)(\(arguments.map(\.text).joined(separator: ",")))"
        case .member(let value, let name): "\(value.text)[\(WorkflowWriter.literal(name))]"
        case .element(let value, let place): "\(value.text)[\(place.text)]"
        case .maybe(let value, let name): "\(value.text)?[\(WorkflowWriter.literal(name))]"
        }
    }

    /// As a value of a workflow's definition.
    var json: JSON { .string("@\(text)") }
}

/// Quotes text for the Workflow Definition Language: the only place of the program that does.
enum WorkflowWriter {
    /// In apostrophes, which are doubled inside. A control character is written by its code, because nothing says what the language does
    /// with one.
    static func literal(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return quoted(text) }
        var parts: [String] = []
        var run = ""
        for scalar in text.unicodeScalars {
            guard isControl(scalar) else {
                run.unicodeScalars.append(scalar)
                continue
            }
            if !run.isEmpty { parts.append(quoted(run)) }
            run = ""
            parts.append("decodeUriComponent('\(encoded(scalar))')")
        }
        if !run.isEmpty { parts.append(quoted(run)) }
        return parts.count == 1 ? parts[0] : "concat(\(parts.joined(separator: ",")))"
    }

    private static func quoted(_ text: String) -> String {
        var result = "'"
        for scalar in text.unicodeScalars { result += scalar == "'" ? "''" : String(scalar) }
        return result + "'"
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0xFEFF }

    private static func encoded(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf8.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.utf8.count < 2 ? "0" : "") + digits
        }.joined()
    }
}
