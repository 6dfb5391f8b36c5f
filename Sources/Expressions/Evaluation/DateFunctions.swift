/// What the functions of dates take.
enum DateLimits {
    /// A file time begins in 1601; a date of 9999 is documented to fail.
    static func haveFileTime(_ date: Instant) -> Bool {
        date.fileTime >= 0 && Instant(year: 9999, month: 1, day: 1).map { date < $0 } == true
    }

    /// Names of .NET's DateTimeStyles.
    static let styles: Set<String> = [
        "None", "AllowLeadingWhite", "AllowTrailingWhite", "AllowInnerWhite", "AllowWhiteSpaces", "NoCurrentDateDefault", "AdjustToUniversal",
        "AssumeLocal", "AssumeUniversal", "RoundtripKind",
    ]
}

extension Compiler {
    func dateFunction(_ call: Expression.Call, _ arguments: [Evaluator.Node?]) -> Evaluator.Node {
        let first = slot(arguments, 0)
        let second = slot(arguments, 1)
        let third = slot(arguments, 2)
        switch call.name {
        case "CDate":
            return { row, world in
                let value = try first(row, world)
                if case .date = value { return value }
                guard let instant = CDate.parse(try Wanted.text(value)) else { throw Stop.failure("CDate: this is no date") }
                return .date(instant)
            }
        case "Now": return { _, world in .date(world.now) }
        case "DateAdd":
            return { row, world in
                let interval = try Compiler.interval(first(row, world))
                let value = try Wanted.number(second(row, world), "DateAdd")
                let date = try Wanted.date(third(row, world), "DateAdd")
                guard let result = interval.add(value, to: date) else { throw Stop.failure("DateAdd: the calendar ends there") }
                return .date(result)
            }
        case "DateDiff":
            return { row, world in
                let interval = try Compiler.interval(first(row, world))
                let a = try Wanted.date(second(row, world), "DateDiff")
                let b = try Wanted.date(third(row, world), "DateDiff")
                return .integer(interval.difference(a, b))
            }
        case "DateFromNum":
            return { row, world in
                guard let instant = Instant(fileTime: Int64(try Wanted.number(first(row, world), "DateFromNum"))) else {
                    throw Stop.failure("DateFromNum: the number is no date")
                }
                return .date(instant)
            }
        case "NumFromDate":
            return { row, world in
                let date = try Wanted.date(first(row, world), "NumFromDate")
                guard DateLimits.haveFileTime(date) else { throw Stop.failure("NumFromDate takes dates from 1601 to 9998") }
                return .integer(Int(date.fileTime))
            }
        case "FormatDateTime": return formatDateTime(call, arguments)
        default: return { _, _ in .absent }
        }
    }

    private static func interval(_ value: Value) throws -> DateInterval {
        guard let interval = DateInterval(rawValue: try Wanted.text(value)) else { throw Stop.failure("there is no such interval of dates") }
        return interval
    }

    private func formatDateTime(_ call: Expression.Call, _ arguments: [Evaluator.Node?]) -> Evaluator.Node {
        let source = slot(arguments, 0)
        let hasStyles = arguments.count != 3
        let inputIndex = hasStyles ? 2 : 1
        let outputIndex = hasStyles ? 3 : 2
        let input = slot(arguments, inputIndex)
        let output = slot(arguments, outputIndex)
        let styles = slot(arguments, hasStyles ? 1 : 99)
        let readyInput = constant(call, inputIndex).map { DateFormat($0) }
        let readyOutput = constant(call, outputIndex).map { DateFormat($0) }
        return { row, world in
            let text = try Wanted.text(source(row, world))
            let style = try Wanted.text(styles(row, world))
            // Without styles the documented default allows white space around the date.
            let ignoresBlanks = style.isEmpty || style.contains("AllowWhiteSpaces") || style.contains("AllowLeadingWhite")
                || style.contains("AllowTrailingWhite")
            guard let from = try readyInput ?? DateFormat(Wanted.text(input(row, world))),
                let to = try readyOutput ?? DateFormat(Wanted.text(output(row, world)))
            else { throw Stop.failure("FormatDateTime: this is no date format") }
            guard let instant = from.parse(text, ignoring: ignoresBlanks) else { throw Stop.failure("FormatDateTime: the text does not have the input format") }
            return .text(to.print(instant))
        }
    }
}
