extension ExpressionChecker {
    mutating func logicResult(_ function: Function, _ call: Expression.Call, _ arguments: [Node?]) -> Inferred {
        func node(_ slot: Int) -> Node? { slot < arguments.count ? arguments[slot] : nil }
        switch function.name {
        case "IIF":
            if let condition = node(0), isNullTest(call.arguments.first ?? nil) { addNullTest(condition.range) }
            guard let yes = node(1)?.type, let no = node(2)?.type else { return Inferred(.string) }
            var type = branch(yes).union(branch(no))
            // Both branches leave the target alone: there is no value at all.
            if type.minLength == .max { type.minLength = 0 }
            return type
        case "Switch": return switchResult(call, arguments)
        case "Coalesce":
            let types = arguments.compactMap { $0?.type }
            guard var result = types.first else { return Inferred(.string) }
            for type in types.dropFirst() { result = result.union(type) }
            result.mayBeAbsent = types.allSatisfy(\.mayBeAbsent)
            if !result.mayBeAbsent { result.absenceAt = nil }
            result.isLiteral = false
            // The first that is there decides; its emptiness counts.
            return result
        case "IgnoreFlowIfNullOrEmpty":
            guard var type = node(0)?.type else { return Inferred(.string) }
            if !type.mayBeAbsent, !type.mayBeEmpty {
                warn("ignore-flow-without-effect", call.nameRange, "the value is never absent or empty", "so this never leaves the target alone",
                     help: "leave the wrapper away")
            } else if case .call(let inner)? = call.arguments.first ?? nil, inner.name == "Switch", inner.arguments.count > 1,
                case .string(let text, _)? = inner.arguments[1], !text.isEmpty, !type.mayBeAbsent
            {
                warn("ignore-flow-without-effect", call.nameRange, "the default of the Switch is never empty", "so only an empty value leaves the target alone")
            }
            type.mayBeDropped = type.mayBeDropped || type.mayBeAbsent || type.minLength == 0
            type.mayBeAbsent = false
            if type.mayBeDropped { type.absenceAt = type.absenceAt ?? call.range }
            if !type.isMultiValued { type.minLength = max(type.minLength, 1) }
            type.values = type.values.map { $0.filter { !$0.isEmpty } }
            type.isLiteral = false
            return type
        case "IsNull", "IsNullOrEmpty", "IsPresent", "IsString", "Not", "CBool": return .boolean
        default: return Inferred(.string)
        }
    }

    /// A branch that drops the attribute gives no value.
    private func branch(_ type: Inferred) -> Inferred {
        guard type.mayBeDropped, type.values == [], type.maxLength == 0 else { return type }
        var dropped = Inferred(.string)
        dropped.mayBeDropped = true
        dropped.absenceAt = type.absenceAt
        dropped.minLength = .max
        dropped.maxLength = 0
        dropped.values = []
        return dropped
    }

    func isNullTest(_ tree: Expression?) -> Bool {
        guard case .call(let call)? = tree else { return false }
        return ["IsNull", "IsNullOrEmpty", "IsPresent"].contains(call.name)
    }

    private mutating func switchResult(_ call: Expression.Call, _ arguments: [Node?]) -> Inferred {
        guard let source = arguments.first ?? nil else { return Inferred(.string) }
        if isNullTest(call.arguments[0]) {
            warn("switch-null-test-source", source.range, "Switch is documented not to take a test for missing values", "this test",
                 help: "let Switch look at the attribute itself; an absent one equals the key \"\"")
        }
        if source.type.base == .reference {
            warn("switch-on-reference", source.range, "Switch is documented not to take references", "this is one")
        }
        if source.type.isMultiValued {
            warn("multivalued-not-allowed", source.range, "`Switch` takes one value", "this has many", help: "choose one with Item(…, 1)")
        }
        var result: Inferred?
        func add(_ type: Inferred) { result = result?.union(branch(type)) ?? branch(type) }
        for slot in stride(from: 3, to: arguments.count, by: 2) {
            if let value = arguments[slot]?.type { add(value) }
        }
        let isExhausted = coversEveryValue(source.type, arguments)
        if !isExhausted {
            if arguments.count > 1, let fallback = arguments[1]?.type {
                add(fallback)
            } else {
                var absent = Inferred(.string)
                absent.mayBeAbsent = true
                absent.absenceAt = call.nameRange
                absent.minLength = .max
                absent.maxLength = 0
                absent.values = []
                add(absent)
            }
        }
        guard var type = result else { return Inferred(.string) }
        type.isLiteral = false
        if type.minLength == .max { type.minLength = 0 }
        return type
    }

    /// Whether some key equals the source whatever it is: all its values are known, and each has a key.
    private func coversEveryValue(_ source: Inferred, _ arguments: [Node?]) -> Bool {
        guard let values = source.asText.values, !values.isEmpty else { return false }
        // By bytes, as Switch compares: Swift takes composed and decomposed letters for the same.
        var keys: Set<[UInt8]> = []
        for slot in stride(from: 2, to: arguments.count, by: 2) {
            if let key = literal(arguments[slot]) { keys.insert(Array(key.utf8)) }
        }
        return values.allSatisfy { keys.contains(Array($0.utf8)) }
    }

    // MARK: Dates

    mutating func dateResult(_ function: Function, _ call: Expression.Call, _ arguments: [Node?]) -> Inferred {
        func node(_ slot: Int) -> Node? { slot < arguments.count ? arguments[slot] : nil }
        switch function.name {
        case "CDate":
            if let text = literal(node(0)), CDate.parse(text) == nil {
                add("bad-date", node(0)?.range ?? call.range, "`\(text)` is no date", "in a form that CDate reads", help: "write \"2027-03-01\" or \"2027-03-01T08:00:00Z\"")
            }
            return .datetime
        case "DateFromNum":
            if let number = number(node(0)), Instant(fileTime: Int64(number)) == nil {
                add("out-of-range", node(0)?.range ?? call.range, "`DateFromNum` takes the 100 nanoseconds since 1601", "this is no date of the years 1601 to 9999")
            }
            return .datetime
        case "DateAdd", "Now": return .datetime
        case "DateDiff": return .number
        case "NumFromDate":
            if let text = literal(node(0)), CDate.parse(text) == nil {
                add("bad-date", node(0)?.range ?? call.range, "`\(text)` is no date", "in ISO 8601", help: "write \"2027-03-01T08:00:00Z\"")
            } else if let date = constantDate(call.arguments.first ?? nil), !DateLimits.haveFileTime(date) {
                add("out-of-range", node(0)?.range ?? call.range, "`NumFromDate` takes dates from 1601 to 9998", "this is none of them",
                    help: "for an account that never expires, write the number 9223372036854775807 as a text")
            }
            return .number
        case "FormatDateTime": return formatDateTime(call, arguments)
        default: return .datetime
        }
    }

    /// The date of a constant, or of CDate around one.
    private func constantDate(_ tree: Expression?) -> Instant? {
        switch tree {
        case .string(let text, _): CDate.parse(text)
        case .call(let call) where call.name == "CDate" && call.arguments.count == 1: constantDate(call.arguments[0])
        default: nil
        }
    }

    private mutating func formatDateTime(_ call: Expression.Call, _ arguments: [Node?]) -> Inferred {
        if arguments.count == 3 {
            warn("too-few-arguments", call.range, "`FormatDateTime` has no slot for styles here", "read as (source, input format, output format)",
                 help: "write FormatDateTime(source, , input, output)")
        }
        let formats = arguments.count == 3 ? [1, 2] : [2, 3]
        for slot in formats where slot < arguments.count {
            if let text = literal(arguments[slot]), DateFormat(text) == nil {
                add("bad-date", arguments[slot]?.range ?? call.range, "`\(text)` is no date format of .NET", "here", help: "write for example \"yyyy-MM-dd\"")
            }
        }
        if arguments.count > 3, let styles = literal(arguments[1]), !styles.isEmpty {
            let unknown = styles.split(separator: ",").map { $0.trimmingWhiteSpace() }.first { !DateLimits.styles.contains(String($0)) }
            if let unknown {
                add("bad-enum", arguments[1]?.range ?? call.range, "`\(unknown)` is no style of .NET's dates", "the second slot",
                    help: "leave the slot empty: FormatDateTime(source, , input, output); the usual style is \"AllowWhiteSpaces\"")
            }
        }
        if let source = arguments.first ?? nil, let text = literal(source), formats[0] < arguments.count, let input = literal(arguments[formats[0]]),
            let format = DateFormat(input), format.parse(text, ignoring: true) == nil
        {
            add("bad-date", source.range, "`\(text)` does not have the form \(input)", "the source", help: "write the input format that the text has")
        }
        guard let last = formats.last, last < arguments.count, let output = literal(arguments[last]), let format = DateFormat(output) else {
            return .text(0, nil)
        }
        let length = format.printedLength
        return .text(length.lowerBound, length.upperBound)
    }

    // MARK: Numbers

    /// No more bits than either operand has; a constant that is not negative keeps the result between 0 and itself.
    func bitAndResult(_ arguments: [Node?]) -> Inferred {
        let constants = arguments.prefix(2).map { number($0) }
        if constants.count == 2, let a = constants[0], let b = constants[1] {
            var type = Inferred.literal(String(a & b))
            type.base = .number
            type.isLiteral = false
            return type
        }
        guard let most = constants.compactMap({ $0 }).filter({ $0 >= 0 }).min() else { return .number }
        return Inferred(.number, length: 1...String(most).utf16.count)
    }

    // MARK: Lists, generated values, roles

    mutating func listResult(_ function: Function, _ call: Expression.Call, _ arguments: [Node?]) -> Inferred {
        let source = arguments.first.flatMap { $0?.type } ?? Inferred(.string)
        switch function.name {
        case "Count": return .number
        case "Item":
            if arguments.count > 1, let index = number(arguments[1]), index < 1 {
                add("out-of-range", arguments[1]?.range ?? call.range, "`Item` counts from 1", "this is below")
            }
            var type = source
            type.isMultiValued = false
            type.minLength = 0
            type.values = nil
            type.isLiteral = false
            return type
        default:
            var type = source
            type.isMultiValued = true
            type.isLiteral = false
            return type
        }
    }

    mutating func generatedResult(_ function: Function, _ call: Expression.Call, _ arguments: [Node?]) -> Inferred {
        switch function.name {
        case "Guid": return .text(36, 36)
        case "DefaultDomain": return .text(1, 255)
        case "RandomString":
            let numbers = arguments.prefix(5).map { number($0) }
            if let length = numbers.first ?? nil {
                if length > 256 || length < 0 {
                    add("out-of-range", arguments[0]?.range ?? call.range, "`RandomString` gives at most 256 characters", "\(length) are asked for")
                    return .text(0, 256)
                }
                let least = numbers.dropFirst().compactMap { $0 }.reduce(0) { $0.addingReportingOverflow($1).partialValue }
                if least > length {
                    add("out-of-range", arguments[0]?.range ?? call.range, "the minimums need \(least) characters", "only \(length) are asked for")
                }
                return .text(length, length)
            }
            return .text(0, 256)
        case "SelectUniqueValue":
            let types = arguments.compactMap { $0?.type.asText }
            guard var result = types.first else { return Inferred(.string) }
            for type in types.dropFirst() { result = result.union(type) }
            result.isLiteral = false
            return result
        default: return Inferred(.string)
        }
    }

    mutating func roleResult(_ function: Function, _ call: Expression.Call, _ arguments: [Node?]) -> Inferred {
        if function.name == "SingleAppRoleAssignment" {
            var type = Inferred(.string)
            type.mayBeAbsent = true
            type.absenceAt = call.range
            return type
        }
        var type = Inferred(.complex)
        type.isMultiValued = true
        type.mayBeAbsent = true
        return type
    }
}
