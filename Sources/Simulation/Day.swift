/// A day of the calendar, read from a source's text format and written as ISO 8601.
public struct Day: Hashable, Comparable, Sendable {
    public let year: Int
    public let month: Int
    public let day: Int

    /// nil for a day that the calendar does not have.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[month - 1] else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    public static func < (left: Day, right: Day) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// `yyyy-MM-dd`
    public var text: String {
        func digits(_ number: Int, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
        }
        return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
    }

    /// By a .NET custom format of `yyyy`, `MM`, `M`, `dd`, `d` and separators; strictly, nothing may be left over.
    public init?(_ text: String, format: String) {
        var rest = Substring(text)
        var (year, month, day): (Int?, Int?, Int?)
        var pattern = Substring(format)
        while let letter = pattern.first {
            let run = pattern.prefix { $0 == letter }
            pattern = pattern.dropFirst(run.count)
            switch letter {
            case "y", "M", "d":
                let isFixed = run.count > 1
                let digits = rest.prefix(isFixed ? run.count : 2).prefix { $0.isASCII && $0.isNumber }
                guard let number = Int(digits), !isFixed || digits.count == run.count else { return nil }
                rest = rest.dropFirst(digits.count)
                switch letter {
                case "y": year = run.count == 2 ? 2_000 + number : number
                case "M": month = number
                default: day = number
                }
            default:
                guard rest.hasPrefix(run) else { return nil }
                rest = rest.dropFirst(run.count)
            }
        }
        guard rest.isEmpty, let year, let month, let day else { return nil }
        self.init(year: year, month: month, day: day)
    }
}
