/// A .NET date format, custom (`yyyy-MM-dd`) or standard (`d`, `s`, `o`…), in the invariant culture.
///
/// Sources: learn.microsoft.com "Custom date and time format strings" and "Standard date and time format strings"; finer points
/// (what a letter alone reads, what is optional) follow `DateTimeFormat` and `DateTimeParse` of .NET.
struct DateFormat: Sendable {
    enum Field: Sendable {
        case year, month, day, hour24, hour12, minute, second, half, offset, zone, era
        /// `f`: digits to read and print; `F`: digits that are left out at the end when they are zero.
        case fraction, shortFraction
    }

    enum Token: Sendable {
        /// A letter and how often it stands there.
        case field(Field, Int)
        case literal([UInt8])
        /// An unquoted `.`, which `F` behind it makes optional.
        case point
        /// An unquoted `Z` and an unquoted `GMT`: letters for the printer, but names of UTC for the reader.
        case zulu, greenwich
    }

    let tokens: [Token]

    /// Nil where .NET throws: nothing, one letter that is no standard format, an open quotation, more than seven `f`, a lone `%` or `\`.
    init?(_ format: String) {
        var reader = Reader(scalars: Array(format.unicodeScalars)[...])
        if reader.scalars.count == 1 {
            guard let pattern = Self.standard[format] else { return nil }
            reader.scalars = Array(pattern.unicodeScalars)[...]
        }
        guard !reader.scalars.isEmpty, let tokens = reader.tokens() else { return nil }
        self.tokens = tokens
    }

    /// The invariant culture's patterns. `U` prints UTC, which an `Instant` is already.
    private static let standard = [
        "d": "MM/dd/yyyy",
        "D": "dddd, dd MMMM yyyy",
        "f": "dddd, dd MMMM yyyy HH:mm",
        "F": "dddd, dd MMMM yyyy HH:mm:ss",
        "g": "MM/dd/yyyy HH:mm",
        "G": "MM/dd/yyyy HH:mm:ss",
        "m": "MMMM dd", "M": "MMMM dd",
        "o": "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK", "O": "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
        "r": "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'", "R": "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
        "s": "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
        "t": "HH:mm",
        "T": "HH:mm:ss",
        "u": "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
        "U": "dddd, dd MMMM yyyy HH:mm:ss",
        "y": "yyyy MMMM", "Y": "yyyy MMMM",
    ]
}

extension DateFormat {
    private struct Reader {
        var scalars: ArraySlice<Unicode.Scalar>

        mutating func tokens() -> [Token]? {
            var tokens: [Token] = []
            while let scalar = scalars.first {
                guard let token = token(scalar) else { return nil }
                tokens.append(token)
            }
            return tokens
        }

        private mutating func token(_ scalar: Unicode.Scalar) -> Token? {
            if let field = Self.fields[scalar] {
                let count = run(of: scalar)
                let isFraction = field == .fraction || field == .shortFraction
                return isFraction && count > 7 ? nil : .field(field, count)
            }
            scalars.removeFirst()
            switch scalar {
            case "K": return .field(.zone, 1)
            case "Z": return .zulu
            case ".": return .point
            case "'", "\"": return quotation(scalar)
            case "\\": return scalars.popFirst().map { .literal(Array(String($0).utf8)) }
            case "%":
                guard let next = scalars.first, next != "%" else { return nil }
                guard let field = Self.fields[next] else { return token(next) }
                scalars.removeFirst()
                return .field(field, 1)
            case "G" where scalars.starts(with: ["M", "T"]):
                scalars.removeFirst(2)
                return .greenwich
            default: return .literal(Array(String(scalar).utf8))
            }
        }

        private mutating func run(of scalar: Unicode.Scalar) -> Int {
            let run = scalars.prefix { $0 == scalar }
            scalars.removeFirst(run.count)
            return run.count
        }

        /// Up to the same mark again; a backslash takes the next character as it is.
        private mutating func quotation(_ mark: Unicode.Scalar) -> Token? {
            var text = String.UnicodeScalarView()
            while let scalar = scalars.popFirst() {
                if scalar == mark { return .literal(Array(String(text).utf8)) }
                guard scalar == "\\" else { text.append(scalar); continue }
                guard let escaped = scalars.popFirst() else { return nil }
                text.append(escaped)
            }
            return nil
        }

        private static let fields: [Unicode.Scalar: Field] = [
            "y": .year, "M": .month, "d": .day, "H": .hour24, "h": .hour12, "m": .minute, "s": .second,
            "f": .fraction, "F": .shortFraction, "t": .half, "z": .offset, "g": .era,
        ]
    }
}
