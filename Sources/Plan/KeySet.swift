/// The keys that one kind of mapping of the plan language may have: read by the decoder, and by whatever documents the language.
public struct KeySet: Sendable {
    public struct Key: Sendable {
        public let name: String
        public let isRequired: Bool
        /// One line for people.
        public let summary: String

        init(_ name: String, required: Bool = false, _ summary: String) {
            self.name = name
            self.isRequired = required
            self.summary = summary
        }
    }

    /// With its article: `a source`, `a connector of kind sql`.
    public let owner: String
    public let keys: [Key]

    init(_ owner: String, _ keys: [Key], notes: Bool = false) {
        self.owner = owner
        self.keys = keys + (notes ? KeySet.notes : [])
    }

    public var names: [String] { keys.map(\.name) }

    /// What any named thing may carry.
    static let notes: [Key] = [
        Key("title", "how people call it"),
        Key("because", "the reason of the decision; it goes into the report"),
        Key("was", "its former name, so that a rename is seen as one"),
    ]
}
