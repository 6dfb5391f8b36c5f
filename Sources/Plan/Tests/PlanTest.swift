import Diagnostics

/// What must come out for given people: `tests/*.yaml` of a plan.
public struct PlanTest: Sendable {
    public enum Outcome: String, Sendable, CaseIterable {
        case created, updated, unchanged, disabled, deleted
        case outOfScope = "out-of-scope"
        case refused
    }

    /// Attributes and their values; an empty text is an absent value.
    public typealias Object = [(name: Spanned<String>, value: String)]

    public struct Expectation: Sendable {
        public var phase: Spanned<String>
        public var key: Spanned<String>
        public var target: Spanned<String>
        public var outcome: Spanned<Outcome>?
        /// What the target holds afterwards.
        public var values: Object
        /// Codes of what the simulation must find.
        public var findings: [Spanned<String>]
    }

    public var name: Spanned<String>
    public var notes: Notes
    public var today: Spanned<String>?
    public var rows: [(source: Spanned<String>, rows: [Object])]
    public var existing: [(system: Spanned<String>, objects: [Object])]
    public var expectations: [Expectation]
    public var span: Span
}
