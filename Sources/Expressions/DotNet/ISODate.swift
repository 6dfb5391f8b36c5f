extension Instant {
    /// Reads ISO 8601: a calendar date, alone (midnight) or with a time of day and `Z` or an offset (without: UTC).
    ///
    /// Extended or basic form, but not a mixture; hours and minutes may stand alone, `24:00` ends the day, and a fraction of
    /// the second may have any length. As in RFC 3339, `t`, `z` and a blank for the `T` are taken. Week and ordinal dates are not.
    public static func parseISO(_ text: String) -> Instant? {
        var reader = ISOReader(text, .standard)
        guard let (day, isExtended) = reader.day() else { return nil }
        if reader.scanner.isAtEnd { return day }
        guard reader.takeSeparator(), let time = reader.time(isExtended: isExtended) else { return nil }
        return reader.end(day, time)
    }
}

/// Reads the parts of an ISO 8601 text.
struct ISOReader {
    /// How much of the standard is taken: all that is named at `Instant.parseISO`, or what .NET is sure to read.
    enum Dialect { case standard, dotNet }

    var scanner: ByteScanner
    let dialect: Dialect

    init(_ text: some StringProtocol, _ dialect: Dialect) {
        scanner = ByteScanner(text)
        self.dialect = dialect
    }

    /// `yyyy-MM-dd` (extended) or `yyyyMMdd`.
    mutating func day() -> (day: Instant, isExtended: Bool)? {
        guard let year = scanner.number(4) else { return nil }
        let isExtended = scanner.take("-")
        guard isExtended || dialect == .standard, let month = scanner.number(2), scanner.take("-") == isExtended,
            let day = scanner.number(2), let instant = Instant(year: year, month: month, day: day)
        else { return nil }
        return (instant, isExtended)
    }

    mutating func takeSeparator() -> Bool {
        scanner.take("T") || scanner.take(" ") || dialect == .standard && scanner.take("t")
    }

    /// `HH`, `HH:mm`, `HH:mm:ss` or `HH:mm:ss.f…` as ticks since midnight; without the colons if not extended.
    mutating func time(isExtended: Bool) -> Int64? {
        guard let hour = scanner.number(2) else { return nil }
        var minute = 0
        var second = 0
        var fraction = 0
        if isExtended ? scanner.take(":") : isAtDigit {
            guard let value = scanner.number(2) else { return nil }
            minute = value
            if isExtended ? scanner.take(":") : isAtDigit {
                guard let value = scanner.number(2) else { return nil }
                second = value
                if scanner.take(".") || dialect == .standard && scanner.take(",") {
                    guard let value = fractionOfSecond() else { return nil }
                    fraction = value
                }
            }
        } else if dialect == .dotNet {
            return nil
        }
        let isEndOfDay = dialect == .standard && hour == 24 && minute == 0 && second == 0 && fraction == 0
        guard minute < 60, second < 60, hour < 24 || isEndOfDay else { return nil }
        return Int64((hour * 60 + minute) * 60 + second) * Instant.ticksPerSecond + Int64(fraction)
    }

    /// What follows the time: nothing or `Z`, or an offset, which makes the local time an instant.
    mutating func end(_ day: Instant, _ time: Int64) -> Instant? {
        if scanner.isAtEnd || scanner.take("Z") || dialect == .standard && scanner.take("z") {
            return scanner.isAtEnd ? day.adding(ticks: time) : nil
        }
        guard let minutes = offset(), scanner.isAtEnd else { return nil }
        return day.adding(ticks: time - Int64(minutes) * Instant.ticksPerMinute)
    }

    /// `±HH:mm`, `±HHmm` or `±HH` in minutes; at most 14 hours, as in .NET.
    private mutating func offset() -> Int? {
        guard let sign = scanner.sign(), let hours = scanner.number(2) else { return nil }
        var minutes = 0
        if scanner.take(":") || isAtDigit {
            guard let value = scanner.number(2) else { return nil }
            minutes = value
        }
        guard minutes < 60, hours * 60 + minutes <= 14 * 60 else { return nil }
        return sign * (hours * 60 + minutes)
    }

    /// All digits that follow, as ticks: rounded to the nearest one (a tie to the even one), possibly to a whole second.
    private mutating func fractionOfSecond() -> Int? {
        guard var (ticks, count) = scanner.digits(1...7) else { return nil }
        while count < 7 {
            ticks *= 10
            count += 1
        }
        guard let eighth = scanner.digits(1...1)?.value else { return ticks }
        var hasMore = false
        while let digit = scanner.digits(1...1)?.value { hasMore = hasMore || digit > 0 }
        let isTie = eighth == 5 && !hasMore
        return eighth < 5 || isTie && ticks.isMultiple(of: 2) ? ticks : ticks + 1
    }

    private var isAtDigit: Bool { scanner.next.map { 48...57 ~= $0 } ?? false }
}
