/// Text → ``PatternTree``, with the grammar of .NET's `Regex` and without any of its options from outside.
///
/// Open groups stand on a stack of the parser's own. Source: dotnet docs, regular-expression-language-quick-reference and its pages.
struct PatternParser {
    /// A limit of ours: .NET has none, and no pattern written by people comes near.
    static let maximumDepth = 250

    /// What a group's content becomes.
    private enum Kind {
        case root, plain, atomic
        case capture(Int?, releasing: Int?)
        case look(isBehind: Bool, isNegative: Bool)
        case ifCaptured(Int)
        case ifMatches(PatternTree?)
    }

    private struct Frame {
        let kind: Kind
        let start: Int
        /// What holds again behind the group.
        let options: PatternOptions
        var alternatives: [PatternTree] = []
        var parts: [PatternTree] = []
    }

    private var scanner: PatternScanner
    private let groups: PatternGroups
    private var open: [Frame] = []
    private var frame = Frame(kind: .root, start: 0, options: [])
    /// How many groups without a name were opened.
    private var captures = 0
    /// The next parenthesis is that of a condition and captures nothing.
    private var isCondition = false

    private init(_ units: [UInt16], _ groups: PatternGroups) {
        scanner = PatternScanner(units)
        self.groups = groups
    }

    static func parse(_ units: [UInt16]) throws(PatternError) -> (tree: PatternTree, groups: PatternGroups) {
        let groups = try PatternGroups(units)
        var parser = PatternParser(units, groups)
        return (try parser.parse(), groups)
    }

    private mutating func parse() throws(PatternError) -> PatternTree {
        while true {
            try scanner.skipBlanks()
            guard let unit = scanner.peek() else { break }
            let start = scanner.at
            if let part = try part(unit) { frame.parts.append(try repeated(part, from: start)) }
        }
        guard open.isEmpty else {
            throw PatternError("a parenthesis is never closed", at: frame.start, help: "close it with `)`, or write `\\(` for the parenthesis itself")
        }
        return try content(of: frame)
    }

    /// What begins here; nil where nothing comes of it that could be repeated.
    private mutating func part(_ unit: UInt16) throws(PatternError) -> PatternTree? {
        let start = scanner.at
        scanner.at += 1
        switch Unicode.Scalar(unit) {
        case "[": return .set(try scanner.characterClass())
        case "(":
            try openGroup()
            return nil
        case ")": return try closeGroup(start)
        case "|":
            endAlternative()
            return nil
        case "\\": return try escape()
        case "^": return .anchor(scanner.options.contains(.multiline) ? .lineStart : .start)
        case "$": return .anchor(scanner.options.contains(.multiline) ? .lineEnd : .endOrLastLineFeed)
        case ".": return .set(scanner.options.contains(.singleline) ? .all : .notLineFeed)
        case "*", "+", "?", "{":
            scanner.at = start
            guard isQuantifier else {
                scanner.at += 1
                return literal(unit)
            }
            throw PatternError(
                "nothing stands before this repetition", at: start,
                help: "write `\\\(String(decoding: [unit], as: UTF16.self))` for the character itself")
        default: return literal(unit)
        }
    }

    private func literal(_ unit: UInt16) -> PatternTree {
        guard scanner.options.contains(.ignoreCase) else { return .unit(unit) }
        let others = CaseEquivalence.others(of: unit)
        return others.isEmpty ? .unit(unit) : .set(UnitSet([unit] + others).ready())
    }

    // MARK: Repetitions

    /// Whether `*`, `+`, `?`, `{n}`, `{n,}` or `{n,m}` comes next; any other brace stands for itself.
    private var isQuantifier: Bool {
        guard let unit = scanner.peek() else { return false }
        guard unit == UInt16(ascii: "{") else { return scanner.isNext("*") || scanner.isNext("+") || scanner.isNext("?") }
        func digits(_ from: Int) -> Int {
            var distance = from
            while let digit = scanner.peek(distance), 0x30...0x39 ~= digit { distance += 1 }
            return distance
        }
        var distance = digits(1)
        guard distance > 1 else { return false }
        if scanner.isNext(",", distance) { distance = digits(distance + 1) }
        return scanner.isNext("}", distance)
    }

    private mutating func repeated(_ part: PatternTree, from start: Int) throws(PatternError) -> PatternTree {
        try scanner.skipBlanks()
        guard isQuantifier, let unit = scanner.peek() else { return part }
        let place = scanner.at
        scanner.at += 1
        var least = 0
        var most: Int?
        switch Unicode.Scalar(unit) {
        case "*": break
        case "+": least = 1
        case "?": most = 1
        default:
            least = try scanner.decimal() ?? 0
            most = least
            if scanner.take(",") { most = try scanner.decimal() }
            _ = scanner.take("}")
        }
        if most == Int(Int32.max) { most = nil }
        try scanner.skipBlanks()
        let isLazy = scanner.take("?")
        if let most, least > most { throw PatternError("this repetition's limits are in the wrong order", at: place, help: "write {\(most),\(least)}") }
        try scanner.skipBlanks()
        if isQuantifier {
            let isPossessive = scanner.isNext("+") && !isLazy
            let text = String(decoding: scanner.units[start..<place], as: UTF16.self)
            let sign = String(decoding: scanner.units[place..<scanner.at], as: UTF16.self)
            throw PatternError(
                "a repetition is repeated", at: scanner.at,
                help: isPossessive ? ".NET has no possessive repetition; write (?>\(text)\(sign))" : "put the inner one into parentheses: (?:\(text)\(sign))")
        }
        if most == 0 { return .empty }
        if least == 1, most == 1 { return part }
        return .loop(part, least: least, most: most, isLazy: isLazy)
    }

    // MARK: Groups

    private mutating func endAlternative() {
        frame.alternatives.append(Self.sequence(frame.parts))
        frame.parts = []
    }

    private static func sequence(_ parts: [PatternTree]) -> PatternTree {
        switch parts.count {
        case 0: .empty
        case 1: parts[0]
        default: .sequence(parts)
        }
    }

    private mutating func push(_ kind: Kind, _ start: Int, restoring options: PatternOptions) throws(PatternError) {
        if open.count >= Self.maximumDepth {
            throw PatternError("groups are nested more than \(Self.maximumDepth) deep", at: start, help: "write the pattern with fewer groups")
        }
        open.append(frame)
        frame = Frame(kind: kind, start: start, options: options)
    }

    private mutating func closeGroup(_ start: Int) throws(PatternError) -> PatternTree? {
        guard var outer = open.popLast() else {
            throw PatternError("this parenthesis closes nothing", at: start, help: "remove it, or write `\\)` for the parenthesis itself")
        }
        let closed = frame
        let tree = try content(of: closed)
        scanner.options = closed.options
        if case .ifMatches(nil) = outer.kind {
            outer = Frame(kind: .ifMatches(tree), start: outer.start, options: outer.options)
            frame = outer
            return nil
        }
        frame = outer
        return tree
    }

    private func content(of frame: Frame) throws(PatternError) -> PatternTree {
        let branches = frame.alternatives + [Self.sequence(frame.parts)]
        func choice() -> PatternTree { branches.count == 1 ? branches[0] : .choice(branches) }
        func two() throws(PatternError) -> (PatternTree, PatternTree) {
            if branches.count > 2 { throw PatternError("a condition has more than two branches", at: frame.start, help: "write (?(name)yes|no)") }
            return (branches[0], branches.count > 1 ? branches[1] : .empty)
        }
        switch frame.kind {
        case .root, .plain: return choice()
        case .atomic: return .atomic(choice())
        case .capture(let group, let releasing): return .capture(choice(), group: group, releasing: releasing)
        case .look(let isBehind, let isNegative): return .look(choice(), isBehind: isBehind, isNegative: isNegative)
        case .ifCaptured(let group):
            let (yes, no) = try two()
            return .ifCaptured(group, yes: yes, no: no)
        case .ifMatches(let condition):
            let (yes, no) = try two()
            return .ifMatches(condition ?? .empty, yes: yes, no: no)
        }
    }

    /// Behind an opening parenthesis.
    private mutating func openGroup() throws(PatternError) {
        let start = scanner.at - 1
        let options = scanner.options
        guard scanner.isNext("?"), !scanner.isNext(")", 1) else {
            if isCondition || scanner.options.contains(.explicitCapture) {
                isCondition = false
                return try push(.plain, start, restoring: options)
            }
            captures += 1
            return try push(.capture(captures, releasing: nil), start, restoring: options)
        }
        isCondition = false
        scanner.at += 1
        guard let unit = scanner.peek() else { throw Self.unknownGroup(start) }
        scanner.at += 1
        switch Unicode.Scalar(unit) {
        case ":": try push(.plain, start, restoring: options)
        case "=": try push(.look(isBehind: false, isNegative: false), start, restoring: options)
        case "!": try push(.look(isBehind: false, isNegative: true), start, restoring: options)
        case ">": try push(.atomic, start, restoring: options)
        case "<" where scanner.take("="): try push(.look(isBehind: true, isNegative: false), start, restoring: options)
        case "<" where scanner.take("!"): try push(.look(isBehind: true, isNegative: true), start, restoring: options)
        case "<": try push(try namedGroup(start, close: ">"), start, restoring: options)
        case "'": try push(try namedGroup(start, close: "'"), start, restoring: options)
        case "(": try push(try condition(start), start, restoring: options)
        case "P": throw PatternError("`(?P` opens no group of .NET", at: start, help: "write (?<name>…), and \\k<name> to refer to it")
        case "|": throw PatternError("`(?|` opens no group of .NET", at: start, help: "give the groups of both branches one name: (?<a>x)|(?<a>y)")
        case "R", "&", "0": throw PatternError("a pattern of .NET can't call itself", at: start, help: "match nested pairs with a balancing group, (?<open>\\()…(?<-open>\\))")
        default:
            scanner.at -= 1
            // In a conditional construct no option can be set.
            if case .ifMatches = frame.kind {} else { scanner.takeOptions() }
            if scanner.take(")") { return }
            guard scanner.take(":") else {
                scanner.options = options
                throw Self.unknownGroup(start)
            }
            try push(.plain, start, restoring: options)
        }
    }

    private static func unknownGroup(_ start: Int) -> PatternError {
        PatternError("what follows `(?` opens no group of .NET", at: start, help: "write (?:…) for a group, (?<name>…) for a named one, (?i:…) for options")
    }

    private static func badName(_ at: Int) -> PatternError {
        PatternError("a group's name is letters, digits and `_`", at: at, help: "write (?<name>…)")
    }

    /// `(?<name>`, `(?<3>`, `(?<new-old>` or `(?<-old>`, behind the opening mark.
    private mutating func namedGroup(_ start: Int, close: Unicode.Scalar) throws(PatternError) -> Kind {
        var group: Int?
        let nameStart = scanner.at
        guard let first = scanner.peek() else { throw Self.unknownGroup(start) }
        if 0x30...0x39 ~= first {
            group = try scanner.decimal()
            if group == 0 { throw PatternError("group 0 is the whole match", at: nameStart, help: "number groups from 1") }
        } else if UnitProperties.isWord(first) {
            group = groups.number(scanner.name())
        } else if first != UInt16(ascii: "-") {
            throw Self.badName(nameStart)
        }
        if let group, !groups.numbers.contains(group) { throw Self.unknownGroup(start) }
        var releasing: Int?
        if scanner.take("-") {
            let place = scanner.at
            if let number = try scanner.decimal() {
                guard groups.numbers.contains(number) else { throw Self.undefined("\(number)", place) }
                releasing = number
            } else {
                let name = scanner.name()
                if name.isEmpty { throw Self.badName(place) }
                guard let number = groups.number(name) else { throw Self.undefined(name, place) }
                releasing = number
            }
        }
        guard scanner.take(close) else { throw scanner.isAtEnd ? Self.unknownGroup(start) : Self.badName(nameStart) }
        return .capture(group, releasing: releasing)
    }

    private static func undefined(_ name: String, _ at: Int) -> PatternError {
        PatternError("the pattern has no group `\(name)`", at: at, help: "groups without a name are numbered from 1, those with one come after them")
    }

    /// Behind `(?(`.
    private mutating func condition(_ start: Int) throws(PatternError) -> Kind {
        let place = scanner.at
        if let number = try scanner.decimal() {
            guard scanner.take(")") else { throw PatternError("a number alone names a group in a condition", at: place, help: "write (?(\(number))yes|no)") }
            guard groups.numbers.contains(number) else { throw Self.undefined("\(number)", place) }
            return .ifCaptured(number)
        }
        if let group = groups.number(scanner.name()), scanner.take(")") { return .ifCaptured(group) }
        // Anything else is a pattern, read as a group of its own.
        scanner.at = place - 1
        isCondition = true
        if scanner.isNext("?", 1) {
            if scanner.isNext("#", 2) { throw PatternError("a condition can't be a comment", at: place) }
            if scanner.isNext("'", 2) || scanner.isNext("<", 2) && !scanner.isNext("!", 3) && !scanner.isNext("=", 3) {
                throw PatternError("a condition captures nothing", at: place, help: "write the pattern without a name: (?(…)yes|no)")
            }
        }
        return .ifMatches(nil)
    }

    // MARK: Escapes

    /// Behind a backslash.
    private mutating func escape() throws(PatternError) -> PatternTree {
        let start = scanner.at - 1
        guard let unit = scanner.peek() else { throw PatternError("a backslash ends the pattern", at: start, help: "write `\\\\` for a backslash itself") }
        if let anchor = Self.anchor(unit) {
            scanner.at += 1
            return .anchor(anchor)
        }
        if let property = PatternScanner.shorthand(unit) {
            scanner.at += 1
            return .set(UnitSet(property).ready())
        }
        if unit | 0x20 == UInt16(ascii: "p") {
            scanner.at += 1
            var set = UnitSet()
            set.ignoresCase = scanner.options.contains(.ignoreCase)
            try scanner.property(isNegated: unit == UInt16(ascii: "P")).add(to: &set)
            return .set(set.ready())
        }
        if let group = try reference(start) { return .reference(group, ignoresCase: scanner.options.contains(.ignoreCase)) }
        return literal(try scanner.escapedUnit())
    }

    private static func anchor(_ unit: UInt16) -> PatternTree.Anchor? {
        switch Unicode.Scalar(unit) {
        case "b": .wordBoundary
        case "B": .noWordBoundary
        case "A": .start
        case "G": .searchStart
        case "Z": .endOrLastLineFeed
        case "z": .end
        default: nil
        }
    }

    /// `\1`, `\k<name>`, `\k'name'`, and the old spelling `\<name>`; nil, and nothing read, where the escape is none of them.
    private mutating func reference(_ start: Int) throws(PatternError) -> Int? {
        let mark = scanner.at
        guard let unit = scanner.peek() else { return nil }
        if 0x31...0x39 ~= unit {
            let number = try scanner.decimal() ?? 0
            if groups.numbers.contains(number) { return number }
            if number <= 9 { throw Self.undefined("\(number)", mark) }
            // Two digits and more that name no group are a character in octal.
            scanner.at = mark
            return nil
        }
        let isNamed = scanner.take("k")
        let close: Unicode.Scalar = scanner.isNext("'") ? "'" : ">"
        guard scanner.take("<") || scanner.take("'"), !scanner.isAtEnd else {
            if isNamed { throw PatternError("`\\k` takes a group's name", at: start, help: "write \\k<name>") }
            scanner.at = mark
            return nil
        }
        let place = scanner.at
        if let number = try scanner.decimal() {
            if scanner.take(close) {
                guard groups.numbers.contains(number) else { throw Self.undefined("\(number)", place) }
                return number
            }
        } else {
            let name = scanner.name()
            if !name.isEmpty, scanner.take(close) {
                guard let number = groups.number(name) else { throw Self.undefined(name, place) }
                return number
            }
        }
        if isNamed { throw PatternError("`\\k` takes a group's name", at: start, help: "write \\k<name>") }
        scanner.at = mark
        return nil
    }
}
