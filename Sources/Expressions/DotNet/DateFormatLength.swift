extension DateFormat {
    /// UTF-16 units of the shortest and the longest text that ``print(_:)`` gives.
    var printedLength: ClosedRange<Int> {
        var least = 0
        var most = 0
        for token in tokens {
            let (low, high) = DateFormat.length(of: token)
            least += low
            most += high
        }
        // A point before an `F` that prints nothing goes with it.
        if tokens.contains(where: { if case .field(.shortFraction, _) = $0 { true } else { false } }) { least = max(0, least - 1) }
        return least...most
    }

    private static func length(of token: Token) -> (Int, Int) {
        switch token {
        case .literal(let bytes):
            let count = String(decoding: bytes, as: UTF8.self).utf16.count
            return (count, count)
        case .point: return (0, 1)
        case .zulu: return (1, 1)
        case .greenwich: return (3, 4)
        case .field(let field, let count):
            switch field {
            case .year: return count <= 2 ? (1, 2) : (count, max(count, 4))
            case .month, .day:
                // Names: May to September, Friday and Monday to Wednesday.
                return count <= 2 ? (count, 2) : (3, count == 3 ? 3 : 9)
            case .hour24, .hour12, .minute, .second: return (min(count, 2), 2)
            case .half: return (1, 2)
            case .offset: return count == 1 ? (2, 3) : count == 2 ? (3, 3) : (6, 6)
            case .zone: return (0, 6)
            case .era: return (1, 4)
            case .fraction: return (count, count)
            case .shortFraction: return (0, count)
            }
        }
    }
}
