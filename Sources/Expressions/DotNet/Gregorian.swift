/// The proleptic Gregorian calendar, as .NET's `DateTime` counts it: day 0 is 0001-01-01, a Monday.
///
/// Both directions reckon years from March, so that the leap day is the last of its year (Hinnant, "chrono-compatible low-level
/// date algorithms").
enum Gregorian {
    static let years = 1...9999

    static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// The number of days in a month; `month` is 1...12.
    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The day of a date, or nil for one that is not in the calendar of the years 1...9999.
    static func day(year: Int, month: Int, day: Int) -> Int? {
        guard years.contains(year), (1...12).contains(month), day >= 1, day <= days(in: month, of: year) else { return nil }
        let (year, fromMarch) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        return year * 365 + year / 4 - year / 100 + year / 400 + (153 * fromMarch + 2) / 5 + day - 1 - daysToMarch
    }

    /// The date of a day; `day` is not negative.
    static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = (day + daysToMarch).quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * fromMarch + 2) / 5 + 1)
    }

    /// Days from 0000-03-01 to 0001-01-01.
    private static let daysToMarch = 306

    static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
    /// Sunday first, as .NET's `DayOfWeek` numbers them.
    static let dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
}
