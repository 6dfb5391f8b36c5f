/// MIM's functions in Entra's words, where there is an equal.
///
/// Facts: MIM's function reference and Entra's functions for customizing application data, held against each other in
/// docs/import.md. A form that only nearly means the same is no equal: it stays open, with the reason.
public struct RuleTranslation {
    /// Why there is no equal, as a clause.
    public struct Failure: Error, Equatable {
        public let reason: String
    }

    /// What each attribute is called where the expression will run; nil where nothing brings it.
    let name: (String) -> String?

    func entra(_ expression: RuleExpression) throws(Failure) -> String {
        switch expression {
        case .attribute(let attribute):
            guard let name = name(attribute) else { throw Failure(reason: "nothing in the plan brings `\(attribute)`") }
            return try RuleTranslation.reference(name)
        case .string(let text): return RuleTranslation.quoted(text)
        case .number(let number): return RuleTranslation.quoted(String(number))
        case .parameter(let name): throw Failure(reason: "the workflow supplies `\(name)`: it is not in the data")
        case .function(let function, let arguments): return try call(function, arguments)
        }
    }

    static func reference(_ name: String) throws(Failure) -> String {
        guard !name.isEmpty, !name.contains("]"), !name.contains("[") else { throw Failure(reason: "an attribute's name may hold no bracket") }
        return "[\(name)]"
    }

    /// Backslash and quotation mark are escaped; `${` begins a parameter of the plan.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result + "\""
    }

    private func call(_ function: String, _ arguments: [RuleExpression]) throws(Failure) -> String {
        func expect(_ count: Int) throws(Failure) {
            guard arguments.count == count else { throw Failure(reason: "`\(function)` has \(arguments.count) arguments here") }
        }
        switch function {
        case "+", "Concatenate": return try join(arguments)
        case "IIF":
            try expect(3)
            return try choice(arguments[0], arguments[1], arguments[2])
        case "UpperCase":
            try expect(1)
            return "ToUpper(\(try entra(arguments[0])))"
        case "LowerCase":
            try expect(1)
            return "ToLower(\(try entra(arguments[0])))"
        case "ProperCase":
            // MIM separates at blanks only; without the second argument Entra separates at hyphens, too.
            try expect(1)
            return "PCase(\(try entra(arguments[0])), \" \")"
        case "Left", "Mid", "Word": return try part(function, arguments)
        case "Trim":
            try expect(1)
            return "Replace(Replace(\(try entra(arguments[0])), , \"^\\\\s+\", , \"\", , ), , \"\\\\s+$\", , \"\", , )"
        case "LTrim":
            try expect(1)
            return "Replace(\(try entra(arguments[0])), , \"^\\\\s+\", , \"\", , )"
        case "RTrim":
            try expect(1)
            return "Replace(\(try entra(arguments[0])), , \"\\\\s+$\", , \"\", , )"
        case "ReplaceString":
            try expect(3)
            guard case .string(let old) = arguments[1], case .string(let new) = arguments[2], !old.isEmpty, !old.contains("\\"), !new.contains("\\") else {
                throw Failure(reason: "only a fixed text without `\\n`, `\\r` and `\\t` is replaced by a fixed one")
            }
            return "Replace(\(try entra(arguments[0])), \(RuleTranslation.quoted(old)), , , \(RuleTranslation.quoted(new)), , )"
        default: throw Failure(reason: RuleTranslation.reasons[function] ?? "Entra's language has no `\(function)`")
        }
    }

    private static let reasons: [String: String] = [
        "Right": "Entra's language has no `Right`; a pattern with Replace may do",
        "LeftPad": "Entra's language has no `LeftPad`; MIM leaves longer texts whole, a replacement by pattern cuts them",
        "RightPad": "Entra's language has no `RightPad`; MIM leaves longer texts whole, `Left(Append(…), n)` cuts them",
        "DateTimeFormat": "MIM guesses the format of the input by the server's culture; Entra's FormatDateTime wants it named",
        "BitOr": "Entra's language has no `BitOr`; for userAccountControl there is accountEnabled",
        "BitAnd": "a number is tested here; the condition has to be put as a comparison",
        "RandomNum": "Entra's language has no random number; RandomString gives digits of a fixed length",
        "EscapeDNComponent": "Entra's language does not escape names of a DN; inbound provisioning to AD does it by itself",
        "ConvertSidToString": "binary values do not flow",
        "ConvertStringToGuid": "binary values do not flow",
        "CRLF": "a constant of Entra's language holds no line break",
        "Null": "in MIM the next agent in precedence contributes; Entra has no precedence",
    ]

    // MARK: Texts

    /// Operands of nested additions are one list; a separator that stands between all of them is Join's own.
    private func join(_ operands: [RuleExpression]) throws(Failure) -> String {
        var parts: [RuleExpression] = []
        func flatten(_ list: [RuleExpression]) {
            for item in list {
                if case .function(let name, let inner) = item, name == "+" || name == "Concatenate" { flatten(inner) } else { parts.append(item) }
            }
        }
        flatten(operands)
        guard let first = parts.first else { throw Failure(reason: "nothing is concatenated here") }
        if parts.count == 1 { return try entra(first) }
        if parts.count >= 3, parts.count % 2 == 1, case .string(let separator) = parts[1], !separator.isEmpty {
            let isRegular = parts.enumerated().allSatisfy { index, part in
                if index % 2 == 1 { return part == .string(separator) }
                if case .string = part { return false } else { return true }
            }
            if isRegular {
                var texts = [RuleTranslation.quoted(separator)]
                for index in stride(from: 0, to: parts.count, by: 2) { texts.append(try entra(parts[index])) }
                return "Join(\(texts.joined(separator: ", ")))"
            }
        }
        var texts = ["\"\""]
        for part in parts { texts.append(try entra(part)) }
        return "Join(\(texts.joined(separator: ", ")))"
    }

    private func part(_ function: String, _ arguments: [RuleExpression]) throws(Failure) -> String {
        func number(_ expression: RuleExpression, atLeast least: Int) throws(Failure) -> String {
            guard case .number(let number) = expression, number >= least else {
                throw Failure(reason: "only a fixed number is taken by `\(function)` here, from \(least)")
            }
            return String(number)
        }
        switch (function, arguments.count) {
        case ("Left", 2): return "Left(\(try entra(arguments[0])), \(try number(arguments[1], atLeast: 0)))"
        case ("Mid", 3):
            return "Mid(\(try entra(arguments[0])), \(try number(arguments[1], atLeast: 1)), \(try number(arguments[2], atLeast: 0)))"
        case ("Word", 3):
            guard case .string(let delimiters) = arguments[2] else { throw Failure(reason: "only fixed delimiters are taken by `Word`") }
            return "Word(\(try entra(arguments[0])), \(try number(arguments[1], atLeast: 1)), \(RuleTranslation.quoted(delimiters)))"
        default: throw Failure(reason: "`\(function)` has \(arguments.count) arguments here")
        }
    }

    // MARK: Conditions

    private static let comparisons = [
        "Eq": "=", "NotEquals": "<>", "LessThan": "<", "GreaterThan": ">", "LessThanOrEquals": "<=", "GreaterThanOrEquals": ">=",
    ]

    private func choice(_ condition: RuleExpression, _ yes: RuleExpression, _ no: RuleExpression) throws(Failure) -> String {
        guard case .function(let name, let operands) = condition else { throw Failure(reason: "the condition is no comparison") }
        if name == "IsPresent", operands.count == 1, case .attribute = operands[0] {
            // A test for absence in IIF is listed as unsupported; Switch on the value itself does it.
            return "Switch(\(try entra(operands[0])), \(try entra(yes)), \"\", \(try entra(no)))"
        }
        guard let sign = RuleTranslation.comparisons[name], operands.count == 2 else {
            throw Failure(reason: RuleTranslation.reasons[name] ?? "the condition `\(name)` has no equal")
        }
        if name == "Eq", case .attribute = operands[0], case .string = operands[1] {
            return try cases(operands[0], condition, yes, no)
        }
        return "IIF(\(try operand(operands[0])) \(sign) \(try operand(operands[1])), \(try entra(yes)), \(try entra(no)))"
    }

    /// A chain of `IIF(Eq(a, "x"), …, IIF(Eq(a, "y"), …, …))` on one attribute is one Switch.
    private func cases(
        _ attribute: RuleExpression, _ condition: RuleExpression, _ yes: RuleExpression, _ no: RuleExpression
    ) throws(Failure) -> String {
        var pairs: [(key: RuleExpression, value: RuleExpression)] = []
        var condition = condition
        var value = yes
        var rest = no
        while case .function("Eq", let operands) = condition, operands.count == 2, operands[0] == attribute, case .string(let key) = operands[1], !key.isEmpty {
            pairs.append((operands[1], value))
            guard case .function("IIF", let inner) = rest, inner.count == 3, case .function("Eq", let next) = inner[0], next.count == 2,
                next[0] == attribute, case .string(let key) = next[1], !key.isEmpty
            else { break }
            (condition, value, rest) = (inner[0], inner[1], inner[2])
        }
        guard !pairs.isEmpty else { throw Failure(reason: "a text is compared with the empty one") }
        var texts = [try entra(attribute), try entra(rest)]
        for pair in pairs {
            texts.append(try entra(pair.key))
            texts.append(try entra(pair.value))
        }
        return "Switch(\(texts.joined(separator: ", ")))"
    }

    private func operand(_ expression: RuleExpression) throws(Failure) -> String {
        if case .number(let number) = expression { return String(number) }
        return try entra(expression)
    }
}

extension RuleExpression {
    /// In Entra's words, with the attributes as they are called here; or why there are none.
    public var entra: Result<String, RuleTranslation.Failure> {
        do throws(RuleTranslation.Failure) {
            return .success(try RuleTranslation(name: { $0 }).entra(self))
        } catch {
            return .failure(error)
        }
    }
}
