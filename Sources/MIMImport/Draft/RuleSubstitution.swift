extension RuleExpression {
    /// With expressions in place of attributes; nil where one has none.
    func replacing(_ replacement: (String) -> RuleExpression?) -> RuleExpression? {
        switch self {
        case .attribute(let name): return replacement(name)
        case .string, .number, .parameter: return self
        case .function(let name, let arguments):
            var result: [RuleExpression] = []
            for argument in arguments {
                guard let new = argument.replacing(replacement) else { return nil }
                result.append(new)
            }
            return .function(name, result)
        }
    }

    /// Operands of an addition, nested ones flattened; the expression itself where it is none.
    var operands: [RuleExpression] {
        if case .function(let name, let arguments) = self, name == "+" || name == "Concatenate" { return arguments.flatMap(\.operands) }
        return [self]
    }

    /// UTF-16 units of the longest value; nil where nobody knows.
    func bound(_ length: (String) -> Int?) -> Int? {
        switch self {
        case .attribute(let name): return length(name)
        case .string(let text): return text.utf16.count
        case .number(let number): return String(number).utf8.count
        case .parameter: return nil
        case .function(let name, let arguments):
            switch name {
            case "+", "Concatenate":
                var total = 0
                for argument in arguments {
                    guard let bound = argument.bound(length) else { return nil }
                    total += bound
                }
                return total
            case "IIF":
                guard arguments.count == 3, let yes = arguments[1].bound(length), let no = arguments[2].bound(length) else { return nil }
                return max(yes, no)
            case "Left":
                guard arguments.count == 2, case .number(let count) = arguments[1], count >= 0 else { return arguments.first?.bound(length) }
                return min(count, arguments[0].bound(length) ?? count)
            case "UpperCase", "LowerCase", "ProperCase", "Trim", "LTrim", "RTrim", "Mid", "Word": return arguments.first?.bound(length)
            default: return nil
            }
        }
    }

    /// The attributes without which there is no value: those outside of a branch that tests for their absence.
    var neededAttributes: [String] {
        switch self {
        case .attribute(let name): return [name]
        case .string, .number, .parameter: return []
        case .function("IIF", let arguments) where arguments.count == 3:
            var tested: [String] = []
            if case .function("IsPresent", let inner) = arguments[0] { tested = inner.flatMap(\.attributes) }
            let condition = tested.isEmpty ? arguments[0].attributes : []
            var result: [String] = []
            for name in condition + arguments[1].neededAttributes + arguments[2].neededAttributes
            where !tested.contains(name) && !result.contains(name) { result.append(name) }
            return result
        case .function(_, let arguments):
            var result: [String] = []
            for name in arguments.flatMap(\.neededAttributes) where !result.contains(name) { result.append(name) }
            return result
        }
    }
}

/// A person's place in a directory, taken apart: `CN=name,container`.
struct Placement {
    var name: RuleExpression
    var container: RuleExpression

    /// From a distinguished name that begins with `CN=` and a value, the same in every branch; nil for any other.
    init?(_ expression: RuleExpression) {
        if case .function("IIF", let arguments) = expression, arguments.count == 3,
            let yes = Placement(arguments[1]), let no = Placement(arguments[2]), yes.name == no.name
        {
            name = yes.name
            container = .function("IIF", [arguments[0], yes.container, no.container])
            return
        }
        let parts = expression.operands
        guard parts.count == 3, case .string(let prefix) = parts[0], prefix.lowercased() == "cn=", case .string(let rest) = parts[2],
            rest.hasPrefix(",")
        else { return nil }
        name = parts[1]
        container = .string(String(rest.dropFirst()))
    }

    /// The container of whoever is in none of the branches: the last one.
    var usualContainer: String? {
        var expression = container
        while case .function("IIF", let arguments) = expression, arguments.count == 3 { expression = arguments[2] }
        if case .string(let text) = expression { return text }
        return nil
    }
}

/// A word of a status attribute that says who left: `IIF(Eq(status, "Terminated"), 514, 512)`.
struct LeaverTest: Equatable {
    var attribute: String
    var word: String

    init(attribute: String, word: String) {
        self.attribute = attribute
        self.word = word
    }

    /// From an expression that writes Active Directory's `userAccountControl`, or a flag that says disabled.
    init?(_ expression: RuleExpression, flag: String) {
        guard case .function("IIF", let arguments) = expression, arguments.count == 3, case .function("Eq", let operands) = arguments[0],
            operands.count == 2, case .attribute(let attribute) = operands[0], case .string(let word) = operands[1]
        else { return nil }
        func number(_ expression: RuleExpression) -> Int? {
            switch expression {
            case .number(let number): number
            case .string(let text): Int(text)
            default: nil
            }
        }
        let flag = flag.lowercased()
        if flag == "useraccountcontrol" {
            // Bit 2 is ACCOUNTDISABLE.
            guard let yes = number(arguments[1]), let no = number(arguments[2]), yes & 2 == 2, no & 2 == 0 else { return nil }
        } else if flag.contains("disabled") {
            guard case .string(let yes) = arguments[1], yes.lowercased() == "true" || yes == "1" else { return nil }
        } else {
            return nil
        }
        self.attribute = attribute
        self.word = word
    }
}
