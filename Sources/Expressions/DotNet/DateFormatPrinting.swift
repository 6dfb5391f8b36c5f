extension DateFormat {
    /// The instant as a UTC date: `z` prints `+0` and `K` prints `Z`.
    func print(_ instant: Instant) -> String {
        var output = Output(instant: instant)
        for token in tokens { output.write(token) }
        return String(decoding: output.bytes, as: UTF8.self)
    }

    private struct Output {
        var bytes: [UInt8] = []
        private let instant: Instant
        private let date: (year: Int, month: Int, day: Int)

        init(instant: Instant) {
            self.instant = instant
            date = instant.date
        }

        mutating func write(_ token: Token) {
            switch token {
            case .literal(let text): bytes += text
            case .point: bytes.append(UInt8(ascii: "."))
            case .zulu: bytes.append(UInt8(ascii: "Z"))
            case .greenwich:
                // .NET's reader knows the word GMT, its printer does not and finds a month in it.
                write("G")
                write(.month, 1)
                write("T")
            case .field(let field, let count): write(field, count)
            }
        }

        private mutating func write(_ field: Field, _ count: Int) {
            switch field {
            case .year: count <= 2 ? write(date.year % 100, count) : write(date.year, count)
            case .month: count <= 2 ? write(date.month, count) : write(Gregorian.monthNames[date.month - 1], short: count == 3)
            case .day: count <= 2 ? write(date.day, count) : write(Gregorian.dayNames[instant.dayOfWeek], short: count == 3)
            case .hour24: write(instant.hour, min(count, 2))
            case .hour12: write((instant.hour + 11) % 12 + 1, min(count, 2))
            case .minute: write(instant.minute, min(count, 2))
            case .second: write(instant.second, min(count, 2))
            case .fraction: writeFraction(count)
            case .shortFraction: writeShortFraction(count)
            case .half: write(instant.hour < 12 ? (count == 1 ? "A" : "AM") : (count == 1 ? "P" : "PM"))
            case .offset: write(count == 1 ? "+0" : count == 2 ? "+00" : "+00:00")
            case .zone: write("Z")
            case .era: write("A.D.")
            }
        }

        private mutating func writeFraction(_ count: Int) {
            var value = instant.fraction
            for _ in count..<7 { value /= 10 }
            write(value, count)
        }

        /// Without its zeros at the end; when nothing is left, the point before it goes too.
        private mutating func writeShortFraction(_ count: Int) {
            let start = bytes.count
            writeFraction(count)
            while bytes.count > start, bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
            if bytes.count == start, bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
        }

        private mutating func write(_ name: String, short: Bool = false) {
            bytes += short ? Array(name.utf8.prefix(3)) : Array(name.utf8)
        }

        private mutating func write(_ value: Int, _ width: Int) {
            let digits = String(value).utf8
            bytes += repeatElement(UInt8(ascii: "0"), count: max(0, width - digits.count))
            bytes += digits
        }
    }
}
