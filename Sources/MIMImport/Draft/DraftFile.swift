/// A file of a draft plan.
public struct DraftFile: Sendable {
    public var path: String
    public var text: String
    /// Where the parts that have a name were written.
    public var marks: [(mark: String, place: Range<Int>)]
    /// For a manifest, one line.
    public var summary: String
}

/// Parts of a draft that a checker refused, with what it said: they are written as open rules.
public typealias Gaps = [String: String]
