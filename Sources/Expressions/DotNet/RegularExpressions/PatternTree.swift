/// A regular expression as a tree. Every text unit in it is one of UTF-16, as in .NET.
///
/// Groups are nested no deeper than ``PatternParser/maximumDepth``, so that walking the tree by recursion is safe.
indirect enum PatternTree: Sendable {
    case empty
    case unit(UInt16)
    case set(UnitSet)
    case anchor(Anchor)
    case sequence([PatternTree])
    case choice([PatternTree])
    /// `most` nil: without end.
    case loop(PatternTree, least: Int, most: Int?, isLazy: Bool)
    /// A group that keeps what it matched. `releasing`: a balancing group takes the last capture of another group away.
    case capture(PatternTree, group: Int?, releasing: Int?)
    /// `(?>…)`: once matched it is not gone back into.
    case atomic(PatternTree)
    case look(PatternTree, isBehind: Bool, isNegative: Bool)
    case reference(Int, ignoresCase: Bool)
    case ifCaptured(Int, yes: PatternTree, no: PatternTree)
    case ifMatches(PatternTree, yes: PatternTree, no: PatternTree)

    enum Anchor: Sendable {
        /// `\A`, and `^` without the option m.
        case start
        /// `\z`
        case end
        /// `\Z`, and `$` without the option m: the end, or before a line feed that ends the text.
        case endOrLastLineFeed
        /// `^` and `$` with the option m. A line ends at a line feed only.
        case lineStart, lineEnd
        /// `\G`: where the search began.
        case searchStart
        case wordBoundary, noWordBoundary
    }
}

struct PatternOptions: OptionSet, Sendable {
    let rawValue: UInt8
    static let ignoreCase = PatternOptions(rawValue: 1)
    static let multiline = PatternOptions(rawValue: 2)
    static let singleline = PatternOptions(rawValue: 4)
    static let explicitCapture = PatternOptions(rawValue: 8)
    static let ignoreWhiteSpace = PatternOptions(rawValue: 16)

    /// The option that an inline letter stands for, in either case.
    init?(letter: UInt16) {
        switch letter | 0x20 {
        case 0x69: self = .ignoreCase
        case 0x6D: self = .multiline
        case 0x73: self = .singleline
        case 0x6E: self = .explicitCapture
        case 0x78: self = .ignoreWhiteSpace
        default: return nil
        }
    }

    init(rawValue: UInt8) { self.rawValue = rawValue }
}
