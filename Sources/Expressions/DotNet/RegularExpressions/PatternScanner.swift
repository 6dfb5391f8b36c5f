/// Reads a pattern unit by unit: what both passes over it, the one that numbers the groups and the one that builds the tree, have in common.
struct PatternScanner {
    let units: [UInt16]
    var at = 0
    var options: PatternOptions = []
    private var classDepth = 0

    init(_ units: [UInt16]) { self.units = units }

    var isAtEnd: Bool { at >= units.count }

    func peek(_ distance: Int = 0) -> UInt16? {
        at + distance < units.count ? units[at + distance] : nil
    }

    func isNext(_ character: Unicode.Scalar, _ distance: Int = 0) -> Bool {
        peek(distance).map { UInt32($0) == character.value } ?? false
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard isNext(character) else { return false }
        at += 1
        return true
    }

    /// White space and `#` to the end of the line where option x says so, and `(?#…)` everywhere.
    mutating func skipBlanks() throws(PatternError) {
        while true {
            if options.contains(.ignoreWhiteSpace) {
                while let unit = peek(), [0x09, 0x0A, 0x0C, 0x0D, 0x20].contains(unit) { at += 1 }
                if isNext("#") {
                    while let unit = peek(), unit != 0x0A { _ = unit; at += 1 }
                    continue
                }
            }
            guard isNext("("), isNext("?", 1), isNext("#", 2) else { return }
            let start = at
            while let unit = peek(), unit != UInt16(ascii: ")") { _ = unit; at += 1 }
            if isAtEnd { throw PatternError("a comment is never closed", at: start, help: "close it with `)`") }
            at += 1
        }
    }

    /// The digits that follow; .NET's numbers end at 2147483647.
    mutating func decimal() throws(PatternError) -> Int? {
        let start = at
        var value = 0
        while let digit = peek(), 0x30...0x39 ~= digit {
            value = value * 10 + Int(digit - 0x30)
            if value > Int(Int32.max) { throw PatternError("this number is larger than .NET's numbers", at: start, help: "2147483647 is the largest") }
            at += 1
        }
        return at > start ? value : nil
    }

    /// The name that follows; empty where none does.
    mutating func name() -> String {
        let start = at
        while let unit = peek(), UnitProperties.isWord(unit) { at += 1 }
        return String(decoding: units[start..<at], as: UTF16.self)
    }

    /// `ims-nx`, up to the first letter that is no option.
    mutating func takeOptions() {
        var isOff = false
        while let unit = peek() {
            if unit == UInt16(ascii: "-") {
                isOff = true
            } else if unit == UInt16(ascii: "+") {
                isOff = false
            } else if let option = PatternOptions(letter: unit) {
                if isOff { options.subtract(option) } else { options.formUnion(option) }
            } else {
                return
            }
            at += 1
        }
    }

    // MARK: Escapes

    /// The unit that an escape stands for, behind its backslash.
    mutating func escapedUnit() throws(PatternError) -> UInt16 {
        let start = at - 1
        guard let unit = peek() else { throw PatternError("a backslash ends the pattern", at: start, help: "write `\\\\` for a backslash itself") }
        if 0x30...0x37 ~= unit { return octal() }
        at += 1
        switch Unicode.Scalar(unit) {
        case "x": return try hexadecimal(2)
        case "u": return try hexadecimal(4)
        case "a": return 0x07
        case "b": return 0x08
        case "t": return 0x09
        case "n": return 0x0A
        case "v": return 0x0B
        case "f": return 0x0C
        case "r": return 0x0D
        case "e": return 0x1B
        case "c": return try control()
        default:
            guard UnitProperties.isWord(unit) else { return unit }
            let letter = String(decoding: [unit], as: UTF16.self)
            throw PatternError("`\\\(letter)` is no escape of .NET", at: start, help: Self.helpForEscape[letter] ?? "write `\(letter)` for the character itself")
        }
    }

    /// What other engines mean by escapes that .NET refuses.
    private static let helpForEscape = [
        "h": "for blanks and tabs write [ \\t]",
        "H": "for all but blanks and tabs write [^ \\t]",
        "R": "for any line break write (?:\\r\\n|\\n|\\r)",
        "X": "for a letter and its marks write (?:\\P{M}\\p{M}*)",
        "Q": ".NET has no quoting; put a backslash before each special character",
        "E": ".NET has no quoting; put a backslash before each special character",
        "K": "look behind instead: (?<=…)",
        "N": "for all but a line feed write [^\\n]",
        "g": "a group is referred to by \\1 or \\k<name>",
        "z": "write \\z outside of brackets",
    ]

    /// Up to three octal digits, of which the low eight bits count.
    private mutating func octal() -> UInt16 {
        var value: UInt16 = 0
        var count = 0
        while count < 3, let digit = peek(), 0x30...0x37 ~= digit {
            value = value * 8 + (digit - 0x30)
            count += 1
            at += 1
        }
        return value & 0xFF
    }

    private mutating func hexadecimal(_ count: Int) throws(PatternError) -> UInt16 {
        let start = at - 2
        var value: UInt16 = 0
        for _ in 0..<count {
            guard let digit = peek(), let number = Self.hexDigit(digit) else {
                throw PatternError(
                    count == 2 ? "`\\x` takes two hexadecimal digits" : "`\\u` takes four hexadecimal digits", at: start,
                    help: count == 2 ? "write for example \\x41" : "write for example \\u0041")
            }
            value = value << 4 | number
            at += 1
        }
        return value
    }

    private static func hexDigit(_ unit: UInt16) -> UInt16? {
        switch unit {
        case 0x30...0x39: unit - 0x30
        case 0x41...0x46: unit - 0x37
        case 0x61...0x66: unit - 0x57
        default: nil
        }
    }

    private mutating func control() throws(PatternError) -> UInt16 {
        let start = at - 2
        guard let unit = peek() else { throw PatternError("`\\c` takes a letter", at: start, help: "write for example \\cM") }
        at += 1
        let capital = 0x61...0x7A ~= unit ? unit - 0x20 : unit
        guard 0x40...0x5F ~= capital else { throw PatternError("`\\c` takes a letter", at: start, help: "write for example \\cM") }
        return capital - 0x40
    }

    /// A property's braces and what stands in them, behind `\p` or `\P`.
    mutating func property(isNegated: Bool) throws(PatternError) -> PropertyOrBlock {
        let start = at - 2
        guard take("{") else { throw PatternError("`\\p` takes a name in braces", at: start, help: "write for example \\p{Lu}") }
        let nameStart = at
        while let unit = peek(), UnitProperties.isWord(unit) || unit == UInt16(ascii: "-") { at += 1 }
        let name = String(decoding: units[nameStart..<at], as: UTF16.self)
        guard take("}") else { throw PatternError("the name of `\\p` is never closed", at: start, help: "close it with `}`") }
        if let categories = UnitProperties.categories(name) {
            // With option i, the three cases of letters are one.
            let cased: UInt32 = 0b111
            let all = options.contains(.ignoreCase) && name.utf8.count == 2 && categories & cased != 0 ? cased : categories
            return .property(.init(categories: all, isNegated: isNegated))
        }
        guard let block = UnicodeBlocks.named(name) else {
            throw PatternError(
                "`\(name)` is no Unicode category or block that .NET knows", at: nameStart,
                help: "a category is L, Lu, Nd …, a block IsGreek, IsCyrillic …; scripts have no names in .NET")
        }
        return .block(block, isNegated: isNegated)
    }

    enum PropertyOrBlock {
        case property(UnitSet.Property)
        case block(ClosedRange<UInt16>, isNegated: Bool)

        func add(to set: inout UnitSet) {
            switch self {
            case .property(let property): set.add(property)
            case .block(let range, false): set.add(range)
            case .block(let range, true):
                if range.lowerBound > 0 { set.add(0...range.lowerBound - 1) }
                if range.upperBound < .max { set.add(range.upperBound + 1...UInt16.max) }
            }
        }
    }

    /// `\d`, `\W` …
    static func shorthand(_ unit: UInt16) -> UnitSet.Property? {
        var property: UnitSet.Property
        switch Unicode.Scalar(unit | 0x20) {
        case "d": property = UnitProperties.digit
        case "w": property = UnitProperties.word
        case "s": property = UnitProperties.whiteSpace
        default: return nil
        }
        guard 0x41...0x5A ~= unit || 0x61...0x7A ~= unit else { return nil }
        property.isNegated = unit & 0x20 == 0
        return property
    }

    // MARK: Classes

    /// A class behind its opening bracket.
    mutating func characterClass() throws(PatternError) -> UnitSet {
        let start = at - 1
        classDepth += 1
        defer { classDepth -= 1 }
        if classDepth > PatternParser.maximumDepth { throw PatternError("classes are nested more than \(PatternParser.maximumDepth) deep", at: start) }
        var set = UnitSet()
        set.ignoresCase = options.contains(.ignoreCase)
        set.isNegated = take("^")
        let contentStart = at
        /// The lower end of a range whose dash was read.
        var lower: (unit: UInt16, at: Int)?
        while let unit = peek() {
            let place = at
            at += 1
            var value = unit
            var isEscaped = false
            if unit == UInt16(ascii: "]"), place > contentStart { return set.ready() }
            if unit == UInt16(ascii: "\\"), let next = peek() {
                if let property = Self.shorthand(next) {
                    at += 1
                    if let lower { throw Self.notARange(lower.at) }
                    set.add(property)
                    continue
                }
                if next | 0x20 == UInt16(ascii: "p") {
                    at += 1
                    if let lower { throw Self.notARange(lower.at) }
                    try property(isNegated: next == UInt16(ascii: "P")).add(to: &set)
                    continue
                }
                value = try escapedUnit()
                isEscaped = true
                // An escaped dash ends a range or stands for itself; it never begins one.
                if next == UInt16(ascii: "-"), lower == nil {
                    set.add(value...value)
                    continue
                }
            }
            if let from = lower {
                lower = nil
                if unit == UInt16(ascii: "["), !isEscaped {
                    // The dash was that of a subtraction.
                    set.add(from.unit...from.unit)
                    try subtract(from: &set)
                } else if from.unit > value {
                    throw PatternError("this range runs backwards", at: from.at, help: "write the lower character first; a dash for itself stands last or escaped, `\\-`")
                } else {
                    set.add(from.unit...value)
                }
            } else if isNext("-"), peek(1) != nil, !isNext("]", 1) {
                lower = (value, place)
                at += 1
            } else if unit == UInt16(ascii: "-"), !isEscaped, place > contentStart, isNext("[") {
                at += 1
                try subtract(from: &set)
            } else {
                set.add(value...value)
            }
        }
        throw PatternError("a bracket is never closed", at: start, help: "close it with `]`, or write `\\[` for the bracket itself")
    }

    private mutating func subtract(from set: inout UnitSet) throws(PatternError) {
        let start = at - 2
        set.subtract(try characterClass())
        if !isAtEnd, !isNext("]") {
            throw PatternError("something follows a class that is taken away", at: start, help: "write it last: [a-z0-9-[aeiou]]")
        }
    }

    private static func notARange(_ at: Int) -> PatternError {
        PatternError("a class can't end a range", at: at, help: "put the dash last or escape it: `\\-`")
    }
}

extension UInt16 {
    init(ascii character: Unicode.Scalar) { self = UInt16(truncatingIfNeeded: character.value) }
}
