extension DateFormat {
    /// Reads the text exactly as the format says, as .NET's `ParseExact`: nothing may be missing, doubled with another value or left
    /// over, and a weekday must be that of the date. An offset is converted away; without one the time is UTC.
    ///
    /// - Parameters:
    ///   - today: gives the year, or the whole date, that the format does not name. Without it they are the year 1 and 0001-01-01.
    ///   - outerWhiteSpace: whether white space around the text (and around the format) is ignored, as the engine's default style does.
    func parse(_ text: String, today: Instant? = nil, ignoring outerWhiteSpace: Bool = false) -> Instant? {
        var reading = Reading(outerWhiteSpace ? text.trimmingWhiteSpace() : text[...])
        var rest = outerWhiteSpace ? Self.trimmed(tokens[...]) : tokens[...]
        while let token = rest.popFirst() {
            if case .point = token, case .field(.shortFraction, _)? = rest.first, reading.scanner.next != UInt8(ascii: ".") {
                rest.removeFirst()
            } else if !reading.read(token) {
                return nil
            }
        }
        return reading.scanner.isAtEnd ? reading.instant(today: today) : nil
    }

    private static func trimmed(_ tokens: ArraySlice<Token>) -> ArraySlice<Token> {
        func isBlank(_ token: Token?) -> Bool {
            guard case .literal(let text)? = token else { return false }
            return String(decoding: text, as: UTF8.self).trimmingWhiteSpace().isEmpty
        }
        var tokens = tokens
        while isBlank(tokens.first) { tokens.removeFirst() }
        while isBlank(tokens.last) { tokens.removeLast() }
        return tokens
    }
}

/// What has been read so far. A field that stands twice in a format must have the same value twice.
private struct Reading {
    var scanner: ByteScanner
    private var year: Int?
    private var month: Int?
    private var day: Int?
    private var dayOfWeek: Int?
    private var hour: Int?
    private var minute: Int?
    private var second: Int?
    private var fraction: Int?
    private var isAfternoon: Bool?
    private var offset: Int?
    private var isTwoDigitYear = false
    private var isTwelveHours = false

    init(_ text: Substring) { scanner = ByteScanner(text) }

    mutating func read(_ token: DateFormat.Token) -> Bool {
        switch token {
        case .literal(let text): return scanner.take(text)
        case .point: return scanner.take(".")
        case .zulu:
            return (scanner.take("GMT".utf8, ignoringCase: true) || scanner.take("Z".utf8, ignoringCase: true))
                && !isAtLetter && agree(\.offset, 0)
        case .greenwich: return scanner.take("GMT".utf8) && agree(\.offset, 0)
        case .field(let field, let count): return read(field, count)
        }
    }

    private mutating func read(_ field: DateFormat.Field, _ count: Int) -> Bool {
        switch field {
        case .year:
            isTwoDigitYear = isTwoDigitYear || count <= 2
            return agree(\.year, number(count))
        case .month where count > 2: return agree(\.month, name(Gregorian.monthNames, short: count == 3).map { $0 + 1 })
        case .month: return agree(\.month, number(count))
        case .day where count > 2: return agree(\.dayOfWeek, name(Gregorian.dayNames, short: count == 3))
        case .day: return agree(\.day, number(count))
        case .hour12:
            isTwelveHours = true
            return agree(\.hour, number(min(count, 2)))
        case .hour24: return agree(\.hour, number(min(count, 2)))
        case .minute: return agree(\.minute, number(min(count, 2)))
        case .second: return agree(\.second, number(min(count, 2)))
        case .fraction: return agree(\.fraction, fraction(count...count))
        case .shortFraction: return agree(\.fraction, fraction(0...count))
        case .half: return agree(\.isAfternoon, half(isLetter: count == 1))
        case .offset: return agree(\.offset, offset(count))
        case .zone:
            if scanner.take("Z") { return agree(\.offset, 0) }
            return scanner.next == UInt8(ascii: "+") || scanner.next == UInt8(ascii: "-") ? agree(\.offset, offset(3)) : true
        case .era: return scanner.take("A.D.".utf8, ignoringCase: true) || scanner.take("AD".utf8, ignoringCase: true)
        }
    }

    private mutating func agree<Value: Equatable>(_ field: WritableKeyPath<Reading, Value?>, _ value: Value?) -> Bool {
        guard let value else { return false }
        if let earlier = self[keyPath: field] { return earlier == value }
        self[keyPath: field] = value
        return true
    }

    /// One letter reads one digit or two, several letters that many.
    private mutating func number(_ count: Int) -> Int? {
        scanner.digits(count == 1 ? 1...2 : count...count)?.value
    }

    private mutating func fraction(_ count: ClosedRange<Int>) -> Int? {
        guard var (value, length) = scanner.digits(count) else { return nil }
        while length < 7 {
            value *= 10
            length += 1
        }
        return value
    }

    private mutating func name(_ names: [String], short: Bool) -> Int? {
        names.firstIndex { scanner.take(short ? $0.utf8.prefix(3) : $0.utf8.prefix(.max), ignoringCase: true) }
    }

    /// A lone letter must be a capital one in .NET, the whole word need not.
    private mutating func half(isLetter: Bool) -> Bool? {
        if isLetter ? scanner.take("A") : scanner.take("AM".utf8, ignoringCase: true) { return false }
        return (isLetter ? scanner.take("P") : scanner.take("PM".utf8, ignoringCase: true)) ? true : nil
    }

    /// In minutes. Three letters read `+7:00`, `+07:00` and `+0700`; fewer read hours.
    private mutating func offset(_ count: Int) -> Int? {
        guard let sign = scanner.sign(), let hours = number(count == 2 ? 2 : 1) else { return nil }
        var minutes = 0
        if count > 2 {
            _ = scanner.take(":")
            guard let value = scanner.number(2) else { return nil }
            minutes = value
        }
        return minutes < 60 && hours * 60 + minutes <= 14 * 60 ? sign * (hours * 60 + minutes) : nil
    }

    private var isAtLetter: Bool {
        scanner.next.map { 65...90 ~= $0 || 97...122 ~= $0 || $0 >= 0x80 } ?? false
    }

    func instant(today: Instant?) -> Instant? {
        guard let hour = hourOfDay else { return nil }
        let hasDate = year != nil || month != nil || day != nil
        let missing = hasDate ? (month: 1, day: 1) : (month: today?.month ?? 1, day: today?.day ?? 1)
        let local = Instant(
            year: fullYear ?? today?.year ?? 1, month: month ?? missing.month, day: day ?? missing.day,
            hour: hour, minute: minute ?? 0, second: second ?? 0, ticks: fraction ?? 0)
        guard let local, dayOfWeek == nil || dayOfWeek == local.dayOfWeek else { return nil }
        return local.adding(ticks: -Int64(offset ?? 0) * Instant.ticksPerMinute)
    }

    /// .NET's window of the invariant calendar ends with 2049.
    private var fullYear: Int? {
        guard let year, isTwoDigitYear, year < 100 else { return year }
        return year < 50 ? 2000 + year : 1900 + year
    }

    /// 12 AM is 0, 12 PM is 12; a clock of 24 hours may name the half of the day, but only the right one.
    private var hourOfDay: Int? {
        let hour = hour ?? 0
        guard isTwelveHours else {
            return isAfternoon == nil || isAfternoon == (hour >= 12) ? hour : nil
        }
        return hour > 12 ? nil : hour % 12 + (isAfternoon == true ? 12 : 0)
    }
}
