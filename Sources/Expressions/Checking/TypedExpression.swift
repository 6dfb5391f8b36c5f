/// An expression with what is known of each part, and what is wrong with it.
public struct TypedExpression: Sendable {
    /// A part: its place, its text, what is known of it.
    public struct Node: Sendable {
        public let text: String
        public let range: Range<Int>
        public let type: Inferred
        public let children: [Node]
    }

    public let type: Inferred
    public let root: Node
    /// In the order of the text.
    public let findings: [ExpressionError]

    public var hasErrors: Bool { findings.contains { !$0.isWarning } }
}
