import Expressions

/// A regular expression in the part of the language that .NET and the engine here read alike, asked only about texts on which
/// it surely ends soon.
///
/// Left out, because one of the two reads it otherwise or not at all: options, lookaround, named groups, possessive repetition,
/// class operations, POSIX classes, `\b`, and every escape but `\d`, `\w`, `\s`, their opposites and escaped punctuation.
struct ComparablePattern: Sendable {
    /// How many steps a search may take at most.
    static let stepLimit = 100_000

    private let pattern: Pattern
    private let repetitions: Int
    private let choices: Int

    init?(_ text: String) {
        guard text.utf8.count <= 1_000, !Pattern.repeatsRepetition(text), let choices = ComparablePattern.choices(text),
            let pattern = Pattern(text)
        else { return nil }
        self.pattern = pattern
        self.choices = choices.ways
        repetitions = choices.repetitions
    }

    /// Whether the text matches; nil where that is not asked: the search might take long, or the text holds characters that the two
    /// engines sort into different classes.
    func matches(_ text: String) -> Bool? {
        guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        var steps = choices
        // Each repetition ends at any place of the text, and the search begins at any.
        for _ in 0...repetitions {
            let (product, overflow) = steps.multipliedReportingOverflow(by: text.utf8.count + 1)
            if overflow || product > ComparablePattern.stepLimit { return nil }
            steps = product
        }
        return pattern.matches(text)
    }

    /// How many ways there are through the alternatives, and how many repetitions; nil for what is left out. Operators in a class
    /// are counted too, which only makes the estimate larger.
    private static func choices(_ text: String) -> (ways: Int, repetitions: Int)? {
        let bytes = Array(text.utf8)
        guard bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        var ways = 1, alternatives = 1, repetitions = 0
        var inClass = false
        var i = 0
        func next(_ distance: Int = 1) -> UInt8 { i + distance < bytes.count ? bytes[i + distance] : 0 }
        /// The alternatives of a group multiply those of the others; where a parenthesis is none, two factors stand for one sum.
        func endGroup() -> Bool {
            let (product, overflow) = ways.multipliedReportingOverflow(by: alternatives)
            alternatives = 1
            ways = product
            return !overflow && product <= stepLimit
        }
        while i < bytes.count {
            switch bytes[i] {
            case UInt8(ascii: "\\"):
                let escaped = next()
                let isPunctuation = escaped > 0x20 && !isAlphanumeric(escaped) && escaped != UInt8(ascii: "<") && escaped != UInt8(ascii: ">")
                guard isPunctuation || "dDwWsS".utf8.contains(escaped) else { return nil }
                i += 1
            case UInt8(ascii: "["):
                // An empty class, a closing bracket as its first member and a class in a class are read differently.
                if inClass || next() == UInt8(ascii: "]") || (next() == UInt8(ascii: "^") && next(2) == UInt8(ascii: "]")) { return nil }
                inClass = true
            case UInt8(ascii: "]"): inClass = false
            case UInt8(ascii: "&"), UInt8(ascii: "~"), UInt8(ascii: "-"):
                if inClass, next() == bytes[i] { return nil }
            case UInt8(ascii: "("):
                if next() == UInt8(ascii: "?"), next(2) != UInt8(ascii: ":") { return nil }
                if next() == UInt8(ascii: "*") { return nil }
                guard endGroup() else { return nil }
                // The question mark of `(?:` is no repetition.
                if next() == UInt8(ascii: "?") { i += 1 }
            case UInt8(ascii: ")"):
                if "*+{".utf8.contains(next()) { return nil }
                guard endGroup() else { return nil }
            case UInt8(ascii: "|"): alternatives += 1
            case UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "{"):
                if bytes[i] == UInt8(ascii: "{"), !(0x30...0x39).contains(next()) { return nil }
                repetitions += 1
                if next() == UInt8(ascii: "+") { return nil }
            case UInt8(ascii: "}"):
                if next() == UInt8(ascii: "+") { return nil }
            default: break
            }
            i += 1
        }
        guard endGroup() else { return nil }
        return (ways, repetitions)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
