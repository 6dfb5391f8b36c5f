/// The intervals of `DateAdd` and `DateDiff`, by the rules of VB.NET: note that `n` is minutes and `m` months.
enum DateInterval: String, CaseIterable, Sendable {
    case yyyy, m, d, ww, h, n, s

    /// A day that the new month does not have becomes its last one; nil outside the years 1...9999.
    func add(_ value: Int, to instant: Instant) -> Instant? {
        switch self {
        case .yyyy: Self.add(months: value.multipliedReportingOverflow(by: 12), to: instant)
        case .m: Self.add(months: (value, false), to: instant)
        case .ww: Self.add(value, Instant.ticksPerDay * 7, to: instant)
        case .d: Self.add(value, Instant.ticksPerDay, to: instant)
        case .h: Self.add(value, Instant.ticksPerHour, to: instant)
        case .n: Self.add(value, Instant.ticksPerMinute, to: instant)
        case .s: Self.add(value, Instant.ticksPerSecond, to: instant)
        }
    }

    /// Positive when `second` is later. Years and months are differences of the calendar's numbers (31 December to 1 January is a
    /// year), weeks are counted from Sunday to Sunday, everything shorter is time that has passed, cut towards zero.
    func difference(_ first: Instant, _ second: Instant) -> Int {
        switch self {
        case .yyyy: second.year - first.year
        case .m: (second.year - first.year) * 12 + second.month - first.month
        case .ww: Int((Self.ticksOfSunday(second) - Self.ticksOfSunday(first)) / Instant.ticksPerDay / 7)
        case .d: Int((second.ticks - first.ticks) / Instant.ticksPerDay)
        case .h: Int((second.ticks - first.ticks) / Instant.ticksPerHour)
        case .n: Int((second.ticks - first.ticks) / Instant.ticksPerMinute)
        case .s: Int((second.ticks - first.ticks) / Instant.ticksPerSecond)
        }
    }

    private static func add(_ value: Int, _ unit: Int64, to instant: Instant) -> Instant? {
        let (ticks, overflow) = Int64(value).multipliedReportingOverflow(by: unit)
        return overflow ? nil : instant.adding(ticks: ticks)
    }

    private static func add(months: (partialValue: Int, overflow: Bool), to instant: Instant) -> Instant? {
        let (year, month, day) = instant.date
        let (total, overflow) = months.partialValue.addingReportingOverflow(year * 12 + month - 1)
        guard !months.overflow, !overflow, total >= 12, total < 120_000 else { return nil }
        let target = (year: total / 12, month: total % 12 + 1)
        return Instant(
            year: target.year, month: target.month, day: min(day, Gregorian.days(in: target.month, of: target.year)),
            hour: instant.hour, minute: instant.minute, second: instant.second, ticks: instant.fraction)
    }

    /// The same time of day on the Sunday before, or on this one; may be before the first instant there is.
    private static func ticksOfSunday(_ instant: Instant) -> Int64 {
        instant.ticks - Int64(instant.dayOfWeek) * Instant.ticksPerDay
    }
}
