/// Why .NET takes a text for no regular expression.
public struct PatternError: Error, Sendable, Hashable {
    /// One clause, in the user's words: `a bracket is never closed`.
    public let reason: String
    /// Where, in UTF-16 units from the start of the pattern.
    public let offset: Int
    /// What to type.
    public let help: String?

    init(_ reason: String, at offset: Int, help: String? = nil) {
        self.reason = reason
        self.offset = offset
        self.help = help
    }

    /// The place as people count it.
    public var place: String { "at character \(offset + 1) of the pattern" }
}

/// A search that took more steps than it may: on this text nobody can say whether the pattern matches.
public struct PatternTookTooLong: Error, Sendable, Hashable {
    public init() {}
}
