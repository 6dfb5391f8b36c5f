/// A YAML text as it is to be written: values, and the comments that tell a reader where they came from.
public indirect enum YAMLValue: Sendable, Equatable {
    /// Any text; quoted where YAML would take it for something else.
    case text(String)
    /// A word that must not be quoted: `true`, `false`.
    case word(String)
    case map([YAMLEntry])
    case list([YAMLValue])
    /// In braces or brackets, on one line.
    case inlineMap([YAMLEntry])
    case inlineList([YAMLValue])
    /// A blank line and comments before an item of a list.
    case commented([String], YAMLValue)
}

public struct YAMLEntry: Sendable, Equatable {
    public var key: String
    public var value: YAMLValue
    /// Lines above it.
    public var above: [String]
    /// At the end of its first line.
    public var beside: String?
    /// Names the text of this entry, for whoever wants to know where it was written.
    public var mark: String?

    public init(_ key: String, _ value: YAMLValue, above: [String] = [], beside: String? = nil, mark: String? = nil) {
        self.key = key
        self.value = value
        self.above = above
        self.beside = beside
        self.mark = mark
    }
}
