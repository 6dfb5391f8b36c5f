/// What a plan file may cost. A person's plan is far below; what is above is an accident or an attack.
public struct YAMLLimits: Sendable {
    /// Bytes of one file.
    public var fileSize = 64 << 20
    /// Collections inside collections.
    public var depth = 128
    /// Nodes after every alias was replaced by what it stands for.
    public var expandedNodes = 4_000_000

    public init() {}
}
