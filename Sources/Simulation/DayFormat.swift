/// A .NET custom format of `yyyy`, `MM`, `M`, `dd`, `d` and separators, taken apart once.
struct DayFormat: Sendable {
    private enum Part: Sendable {
        /// Digits: exactly so many, or with 1 up to two.
        case year(Int), month(Int), day(Int)
        case byte(UInt8)
    }

    /// What most sources have.
    static let iso = DayFormat("yyyy-MM-dd")

    private let parts: [Part]
    /// Whether what it reads is written as ISO 8601 already.
    let isISO: Bool

    init(_ format: String) {
        var parts: [Part] = []
        var rest = Substring(format)
        while let letter = rest.first {
            let run = rest.prefix { $0 == letter }
            rest = rest.dropFirst(run.count)
            switch letter {
            case "y": parts.append(.year(run.count))
            case "M": parts.append(.month(run.count))
            case "d": parts.append(.day(run.count))
            default: parts += run.utf8.map(Part.byte)
            }
        }
        self.parts = parts
        isISO = format == "yyyy-MM-dd"
    }

    /// Strictly: nothing may be left over. nil for a day that the calendar does not have.
    func day(_ bytes: UnsafeBufferPointer<UInt8>) -> Day? {
        isISO ? DayFormat.isoDay(bytes) : anyDay(bytes)
    }

    /// The same for the form that most sources have.
    private static func isoDay(_ bytes: UnsafeBufferPointer<UInt8>) -> Day? {
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        var highest: UInt8 = 0
        @inline(__always) func digit(_ at: Int) -> Int {
            let digit = bytes[at] &- 0x30
            highest = max(highest, digit)
            return Int(digit)
        }
        let year = digit(0) * 1_000 + digit(1) * 100 + digit(2) * 10 + digit(3)
        let month = digit(5) * 10 + digit(6)
        let day = digit(8) * 10 + digit(9)
        return highest < 10 ? Day(year: year, month: month, day: day) : nil
    }

    private func anyDay(_ bytes: UnsafeBufferPointer<UInt8>) -> Day? {
        var at = 0
        var (year, month, day): (Int?, Int?, Int?)
        func number(_ width: Int) -> Int? {
            var number = 0
            let start = at
            while at - start < (width == 1 ? 2 : width), at < bytes.count, case let digit = bytes[at] &- 0x30, digit < 10 {
                // No year has so many digits.
                guard at - start < 9 else { return nil }
                number = number * 10 + Int(digit)
                at += 1
            }
            return at > start && (width == 1 || at - start == width) ? number : nil
        }
        for part in parts {
            switch part {
            case .byte(let byte):
                guard at < bytes.count, bytes[at] == byte else { return nil }
                at += 1
            case .year(let width):
                guard let number = number(width) else { return nil }
                year = width == 2 ? 2_000 + number : number
            case .month(let width):
                guard let number = number(width) else { return nil }
                month = number
            case .day(let width):
                guard let number = number(width) else { return nil }
                day = number
            }
        }
        guard at == bytes.count, let year, let month, let day else { return nil }
        return Day(year: year, month: month, day: day)
    }
}
