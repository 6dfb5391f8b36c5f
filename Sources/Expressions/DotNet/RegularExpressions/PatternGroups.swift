/// The groups of a pattern and their numbers, which must be known before it is read: `\2` may stand before the second group.
///
/// Groups without a name count from 1 in the order of their parentheses; those with a name get the numbers left, in the order of their
/// first appearance. Equal names, and equal numbers, are one group.
///
/// Source: dotnet docs, grouping-constructs-in-regular-expressions ("Named matched subexpressions").
struct PatternGroups: Sendable {
    private(set) var numbers: Set<Int> = [0]
    private(set) var names: [String: Int] = [:]

    var highest: Int { numbers.max() ?? 0 }

    func number(_ name: String) -> Int? { names[name] }

    /// - Parameter name: a name, or a number in digits.
    func group(_ name: String) -> Int? {
        names[name] ?? Int(name).flatMap { numbers.contains($0) ? $0 : nil }
    }

    init(_ units: [UInt16]) throws(PatternError) {
        var scanner = PatternScanner(units)
        var saved: [PatternOptions] = []
        var ordered: [String] = []
        var next = 1
        /// The parentheses of a condition, `(?(…)`, capture nothing.
        var isCondition = false
        while let unit = scanner.peek() {
            scanner.at += 1
            switch Unicode.Scalar(unit) {
            case "\\":
                // Of longer escapes only the control character can hold what is not its own.
                scanner.at += scanner.isNext("c") ? 2 : 1
            case "#" where scanner.options.contains(.ignoreWhiteSpace):
                scanner.at -= 1
                try scanner.skipBlanks()
            case "[": _ = try scanner.characterClass()
            case ")":
                if let options = saved.popLast() { scanner.options = options }
            case "(":
                if scanner.isNext("?"), scanner.isNext("#", 1) {
                    scanner.at -= 1
                    try scanner.skipBlanks()
                    continue
                }
                saved.append(scanner.options)
                let wasCondition = isCondition
                isCondition = false
                guard scanner.take("?") else {
                    if !wasCondition, !scanner.options.contains(.explicitCapture) {
                        numbers.insert(next)
                        next += 1
                    }
                    continue
                }
                if scanner.peek(1) != nil, scanner.isNext("<") || scanner.isNext("'") {
                    scanner.at += 1
                    guard let first = scanner.peek(), first != UInt16(ascii: "0"), UnitProperties.isWord(first) else { continue }
                    if 0x31...0x39 ~= first {
                        if let number = try scanner.decimal() { numbers.insert(number) }
                    } else {
                        let name = scanner.name()
                        if !ordered.contains(name) { ordered.append(name) }
                    }
                    continue
                }
                scanner.takeOptions()
                if scanner.take(")") {
                    // The options hold on behind the parenthesis.
                    saved.removeLast()
                } else if scanner.isNext("(") {
                    isCondition = true
                }
            default: break
            }
        }
        for name in ordered {
            while numbers.contains(next) { next += 1 }
            names[name] = next
            numbers.insert(next)
            next += 1
        }
    }
}
