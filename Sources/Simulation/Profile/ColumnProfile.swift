import Expressions

/// What a column of a file holds.
public struct ColumnProfile: Sendable {
    /// Characters that a column has at all.
    public struct Characters: OptionSet, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        public static let letters = Characters(rawValue: 1)
        public static let digits = Characters(rawValue: 2)
        public static let accents = Characters(rawValue: 4)
        /// Cyrillic, Greek, Han and whatever else is not Latin.
        public static let otherScripts = Characters(rawValue: 8)
        public static let punctuation = Characters(rawValue: 16)
        public static let blanks = Characters(rawValue: 32)
        public static let control = Characters(rawValue: 64)

        public var names: [String] {
            let all: [(Characters, String)] = [
                (.letters, "letters"), (.digits, "digits"), (.accents, "accents"), (.otherScripts, "other scripts"), (.punctuation, "punctuation"),
                (.blanks, "blanks"), (.control, "control characters"),
            ]
            return all.filter { contains($0.0) }.map(\.1)
        }
    }

    /// Beyond so many, values are no longer told apart.
    public static let distinctLimit = 1 << 20
    /// Columns with more values than this are not listed value by value.
    static let listLimit = 24

    public let name: String
    public private(set) var rows = 0
    public private(set) var filled = 0
    /// In UTF-16 units, as every limit of Microsoft's side counts.
    public private(set) var minLength = Int.max
    public private(set) var maxLength = 0
    public private(set) var characters: Characters = []
    /// Values with blanks before or behind.
    public private(set) var padded = 0
    /// Value → count, as long as there are few.
    public private(set) var values: [String: Int]? = [:]
    private var hashes: Set<UInt64> = []
    private var isInteger = true, isBoolean = true, isDate = true, isDateTime = true, startsWithZero = false

    init(_ name: String) {
        self.name = name
    }

    public var distinct: Int { hashes.count }
    public var isDistinctExact: Bool { hashes.count < ColumnProfile.distinctLimit }
    /// Values that stand in more than one row, counted by row beyond the first.
    public var repeated: Int { filled - distinct }
    /// Everybody has one, and nobody the same as another.
    public var identifies: Bool { rows > 0 && filled == rows && isDistinctExact && distinct == filled }

    mutating func add(_ text: String) {
        rows += 1
        guard !text.isEmpty else { return }
        filled += 1
        let length = text.utf16.count
        minLength = min(minLength, length)
        maxLength = max(maxLength, length)
        if hashes.count < ColumnProfile.distinctLimit {
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hashes.insert(hash)
        }
        if values != nil {
            values?[text, default: 0] += 1
            if (values?.count ?? 0) > ColumnProfile.listLimit { values = nil }
        }
        look(text)
        if text.first == " " || text.last == " " { padded += 1 }
        if isInteger {
            isInteger = Int(text) != nil && text.first != "+"
            if text.utf8.count > 1, text.first == "0" { startsWithZero = true }
        }
        if isBoolean { isBoolean = ["true", "false"].contains(text.lowercased()) }
        if isDate { isDate = text.utf8.count == 10 && Day(text, format: "yyyy-MM-dd") != nil }
        if isDateTime { isDateTime = text.utf8.count > 10 && Instant.parseISO(text) != nil }
    }

    private mutating func look(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x30...0x39: characters.insert(.digits)
            case 0x41...0x5A, 0x61...0x7A: characters.insert(.letters)
            case 0x20, 0xA0: characters.insert(.blanks)
            case 0x00...0x1F, 0x7F...0x9F: characters.insert(.control)
            case 0x21...0x7E: characters.insert(.punctuation)
            case 0xC0...0x24F, 0x300...0x36F, 0x1E00...0x1EFF: characters.insert(.accents)
            default: characters.insert(scalar.properties.isAlphabetic ? .otherScripts : .punctuation)
            }
        }
    }

    /// A type that every value of the column has, as a plan writes it. Numbers that are names stay texts: keys, those with leading zeros,
    /// and codes that all have the same four digits or more.
    public func type(isKey: Bool = false) -> AttributeType {
        let isOptional = filled < rows || rows == 0
        guard filled > 0 else { return AttributeType(.string(maxLength: 64), optional: true) }
        if isBoolean { return AttributeType(.boolean, optional: isOptional) }
        if isDate { return AttributeType(.date(format: nil), optional: isOptional) }
        if isDateTime { return AttributeType(.datetime(format: nil), optional: isOptional) }
        if isInteger, !startsWithZero, !isKey, !identifies, minLength != maxLength || maxLength < 4 { return AttributeType(.integer, optional: isOptional) }
        // Room for the values of tomorrow: the next of the lengths that people choose.
        let room = [4, 8, 16, 32, 64, 128, 256, 512, 1024].first { $0 >= maxLength } ?? maxLength
        return AttributeType(.string(maxLength: room), optional: isOptional)
    }
}
