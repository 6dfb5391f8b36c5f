/// A day of the calendar, as plans write it: `yyyy-MM-dd`.
public enum CalendarDay {
    /// A plan is about people of today: a year beyond these is a slip of the finger.
    static let years = 2000...2199

    /// What is wrong with a text that should be a day, empty where it has not the form of one; nil where the calendar has it.
    public static func problem(with text: String) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], let year = number(parts[0]), let month = number(parts[1]), let day = number(parts[2])
        else { return "" }
        if !years.contains(year) { return "no plan is about the year \(year)" }
        if !(1...12).contains(month) { return "a year has twelve months" }
        let last = length(of: month, in: year)
        return (1...last).contains(day) ? nil : "\(names[month - 1]) \(year) has \(last) days"
    }

    private static let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]

    /// - Parameter month: from 1 to 12.
    public static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Digits only: `Int` reads a sign, too.
    private static func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }
}
