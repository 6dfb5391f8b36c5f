import Plan

/// A day of the calendar, read from a source's text format and written as ISO 8601.
public struct Day: Hashable, Comparable, Sendable {
    public let year: Int
    public let month: Int
    public let day: Int

    /// nil for a day that the calendar does not have.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), day >= 1, day <= CalendarDay.length(of: month, in: year) else { return nil }
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

    /// By a .NET custom format; see ``DayFormat``.
    public init?(_ text: String, format: String) {
        var text = text
        let format = format == "yyyy-MM-dd" ? DayFormat.iso : DayFormat(format)
        guard let day = text.withUTF8({ format.day($0) }) else { return nil }
        self = day
    }
}
