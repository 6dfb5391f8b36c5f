/// A point in time, always UTC: what the engine's date functions hand to each other.
///
/// Counted as .NET's `DateTime` does, in ticks of 100 nanoseconds since 0001-01-01, up to the end of the year 9999.
public struct Instant: Hashable, Comparable, Sendable {
    public let ticks: Int64

    static let ticksPerSecond: Int64 = 10_000_000
    static let ticksPerMinute = 60 * ticksPerSecond
    static let ticksPerHour = 60 * ticksPerMinute
    static let ticksPerDay = 24 * ticksPerHour
    /// 9999-12-31T23:59:59.9999999
    private static let lastTick = 3_652_059 * ticksPerDay - 1
    /// 1601-01-01, where Windows and Active Directory begin to count.
    private static let ticksTo1601 = 504_911_232_000_000_000 as Int64

    /// Nil outside the years 1...9999.
    public init?(ticks: Int64) {
        guard 0...Self.lastTick ~= ticks else { return nil }
        self.ticks = ticks
    }

    /// Nil for a date or a time that does not exist; `ticks` is the part of a second, 0..<10,000,000.
    public init?(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, ticks: Int = 0
    ) {
        guard let date = Gregorian.day(year: year, month: month, day: day),
            0..<24 ~= hour, 0..<60 ~= minute, 0..<60 ~= second, 0..<Int(Self.ticksPerSecond) ~= ticks
        else { return nil }
        self.ticks = Int64(((date * 24 + hour) * 60 + minute) * 60 + second) * Self.ticksPerSecond + Int64(ticks)
    }

    /// The instant of an Active Directory number (100 ns since 1601-01-01). As in .NET, nil before 1601 and after 9999;
    /// `9223372036854775807`, "never", is therefore no instant.
    public init?(fileTime: Int64) {
        guard fileTime >= 0, fileTime <= Self.lastTick - Self.ticksTo1601 else { return nil }
        ticks = fileTime + Self.ticksTo1601
    }

    /// 100 ns since 1601-01-01; negative for an earlier instant, which .NET refuses to convert.
    public var fileTime: Int64 { ticks - Self.ticksTo1601 }

    public static func < (first: Instant, second: Instant) -> Bool { first.ticks < second.ticks }

    /// Nil when the sum leaves the years 1...9999.
    func adding(ticks more: Int64) -> Instant? {
        let (sum, overflow) = ticks.addingReportingOverflow(more)
        return overflow ? nil : Instant(ticks: sum)
    }
}

extension Instant {
    public var date: (year: Int, month: Int, day: Int) { Gregorian.date(ofDay: dayNumber) }
    public var year: Int { date.year }
    public var month: Int { date.month }
    public var day: Int { date.day }
    public var hour: Int { Int(ticks / Self.ticksPerHour % 24) }
    public var minute: Int { Int(ticks / Self.ticksPerMinute % 60) }
    public var second: Int { Int(ticks / Self.ticksPerSecond % 60) }
    /// The part of a second, in ticks.
    public var fraction: Int { Int(ticks % Self.ticksPerSecond) }
    /// 0 is Sunday.
    public var dayOfWeek: Int { (dayNumber + 1) % 7 }

    private var dayNumber: Int { Int(ticks / Self.ticksPerDay) }
}

extension Instant {
    /// `M/d/yyyy h:mm:ss tt`: the form in which the engine's date functions give and take dates. A part of a second is lost, as there.
    public var text: String {
        let (year, month, day) = date
        let half = hour < 12 ? "AM" : "PM"
        return "\(month)/\(day)/\(padded(year, 4)) \((hour + 11) % 12 + 1):\(padded(minute, 2)):\(padded(second, 2)) \(half)"
    }

    /// `yyyy-MM-ddTHH:mm:ssZ`
    public var isoText: String {
        let (year, month, day) = date
        let time = "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(time)Z"
    }

    private func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
