/// A class of UTF-16 units: ranges and Unicode properties, perhaps negated, perhaps less another class.
struct UnitSet: Sendable, Hashable {
    /// `\d`, `\W`, `\p{Lu}` …
    struct Property: Sendable, Hashable {
        /// General categories, a bit for each.
        var categories: UInt32 = 0
        var isWhiteSpace = false
        var isNegated = false

        func contains(_ unit: UInt16) -> Bool {
            let isIn = isWhiteSpace ? UnitProperties.isWhiteSpace(unit) : categories >> UInt32(UnitProperties.category(unit)) & 1 == 1
            return isIn != isNegated
        }
    }

    private(set) var ranges: [ClosedRange<UInt16>] = []
    private(set) var properties: [Property] = []
    var isNegated = false
    var ignoresCase = false
    /// `[a-z-[aeiou]]`: none or one.
    private(set) var subtracted: [UnitSet] = []
    /// The answer for the first 256 units, which is nearly every question.
    private(set) var low = Bits256()

    static let notLineFeed: UnitSet = {
        var set = UnitSet([0x0A])
        set.isNegated = true
        return set.ready()
    }()
    static let all = UnitSet(ranges: [0...0xFFFF]).ready()

    init(_ units: [UInt16] = []) { ranges = units.map { $0...$0 } }
    init(ranges: [ClosedRange<UInt16>]) { self.ranges = ranges }
    init(_ property: Property) { properties = [property] }

    mutating func add(_ range: ClosedRange<UInt16>) { ranges.append(range) }
    mutating func add(_ property: Property) { properties.append(property) }
    mutating func subtract(_ other: UnitSet) { subtracted = [other] }

    /// With the table of the first units made, after the last change.
    func ready() -> UnitSet {
        var set = self
        set.low = Bits256()
        // A letter beyond the table may equal one in it.
        if !properties.isEmpty || ignoresCase && ranges.contains(where: { $0.upperBound >= 256 }) {
            for unit in UInt16(0)..<256 where decide(unit) { set.low.insert(unit) }
            return set
        }
        for range in ranges where range.lowerBound < 256 {
            for unit in range.lowerBound...min(range.upperBound, 255) {
                set.low.insert(unit)
                if ignoresCase { for other in CaseEquivalence.others(of: unit) where other < 256 { set.low.insert(other) } }
            }
        }
        if isNegated { set.low.invert() }
        if let subtracted = subtracted.first { set.low.subtract(subtracted.ready().low) }
        return set
    }

    func contains(_ unit: UInt16) -> Bool {
        unit < 256 ? low.contains(unit) : decide(unit)
    }

    private func decide(_ unit: UInt16) -> Bool {
        var isIn = holds(unit) || properties.contains { $0.contains(unit) }
        if !isIn, ignoresCase { isIn = CaseEquivalence.others(of: unit).contains(where: holds) }
        return isIn != isNegated && !subtracted.contains { $0.decide(unit) }
    }

    private func holds(_ unit: UInt16) -> Bool { ranges.contains { $0.contains(unit) } }
}

/// A set of the first 256 units.
struct Bits256: Sendable, Hashable {
    private var a: UInt64 = 0, b: UInt64 = 0, c: UInt64 = 0, d: UInt64 = 0

    func contains(_ unit: UInt16) -> Bool {
        let word = unit < 128 ? (unit < 64 ? a : b) : (unit < 192 ? c : d)
        return word >> UInt64(unit & 63) & 1 == 1
    }

    mutating func invert() { (a, b, c, d) = (~a, ~b, ~c, ~d) }
    mutating func subtract(_ other: Bits256) { (a, b, c, d) = (a & ~other.a, b & ~other.b, c & ~other.c, d & ~other.d) }
    mutating func formUnion(_ other: Bits256) { (a, b, c, d) = (a | other.a, b | other.b, c | other.c, d | other.d) }

    mutating func insert(_ unit: UInt16) {
        let bit = UInt64(1) << UInt64(unit & 63)
        switch unit {
        case ..<64: a |= bit
        case ..<128: b |= bit
        case ..<192: c |= bit
        default: d |= bit
        }
    }
}
