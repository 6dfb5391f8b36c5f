import Diagnostics
import Expressions

/// What one mapping makes of one person in its target, in one phase. Every person that a mapping looks at gets exactly one.
public struct Fate: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case created, updated, unchanged, disabled, deleted
        /// The mapping does not mean them, or an expression leaves them alone.
        case outOfScope = "out-of-scope"
        /// Something is wrong with the row or a value; the target stays as it is.
        case refused
    }

    /// An attribute that is written.
    public struct Change: Sendable, Hashable {
        public let attribute: String
        /// nil where the target has none, or where the export of the target does not tell (`isKnown`).
        public let before: String?
        public let after: String?
        /// Whether `before` was to be had.
        public let isKnown: Bool
        /// What MIM would write; nil where its flow is none that can be followed here.
        public let mim: MIMValue?
        /// Where the plan says it.
        public let place: Span
    }

    /// Something to know about: the reason of a refusal, or what a data steward should look at.
    public struct Finding: Sendable, Hashable {
        public let code: String
        public let reason: String
        public var row: SourceRow?
        public var column: String?
        /// The target's attribute.
        public var attribute: String?
        public var place: Span?
    }

    public let mapping: String
    public let target: String
    public var kind: Kind
    public var changes: [Change] = []
    public var findings: [Finding] = []
    /// A rule says that the person left.
    public var isLeaver = false
    /// Of somebody who is traced: every value, written or not.
    public var values: [TracedValue] = []
    /// Of somebody who is traced: what the target holds afterwards, by attribute; nil where it has no object.
    public var object: [String: String]?
    /// Of somebody who is traced: the groups of the scope that hold.
    public var scopeGroups: [Int] = []

    init(_ mapping: String, _ target: String, _ kind: Kind, _ findings: [Finding] = []) {
        self.mapping = mapping
        self.target = target
        self.kind = kind
        self.findings = findings
    }
}

/// How a value came about.
public struct TracedValue: Sendable {
    public let attribute: String
    /// As the target gets it; nil where nothing is written.
    public let text: String?
    /// nil for a copy and a constant.
    public let trace: Trace?
    /// The column or attribute that is copied.
    public let copied: String?
    /// Where the plan says it.
    public let place: Span
}

/// What MIM's own flows make of an attribute, where they only copy or give a constant.
public enum MIMValue: Sendable, Hashable {
    case value(String)
    case nothing
}

/// One person's way through the phases. Rows that belong to nobody are one, too, without a key.
public struct PersonStory: Sendable {
    public struct Step: Sendable {
        /// The number of the phase, from 1.
        public let phase: Int
        /// Of mappings from the source first, then of those from Entra ID.
        public let fates: [Fate]
    }

    /// The source or consolidation; `entra` for somebody whom only Entra ID knows.
    public let source: String
    public let key: String?
    public let rows: [SourceRow]
    public internal(set) var steps: [Step]
    /// Where the person lives, by the name of a population; nil where the plan says nothing of them.
    public internal(set) var population: String? = nil
}
