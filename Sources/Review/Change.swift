import Artifacts
import Diagnostics

/// One change between two versions of a plan: what it does to people or systems, where and how much it weighs.
public struct Change: Sendable, Hashable {
    public enum Kind: String, Sendable {
        case added, removed, changed, renamed
    }

    /// A line of a plan.
    public struct Place: Sendable, Hashable {
        public let file: String
        public let line: Int
        /// In the old version: what is gone has no place in the new one.
        public let isOld: Bool
        /// The characters, in the new version's sources.
        public let span: Span
    }

    /// The plan's word that the risk was seen.
    public struct Acceptance: Sendable, Hashable {
        public let by: String
        public let until: String
        public let because: String
    }

    public let rule: ChangeRule
    public let subject: Subject
    public let kind: Kind
    /// One clause, which makes sense alone.
    package let title: Prose
    public let before: String?
    public let after: String?
    /// The phases in which it takes effect.
    public let phases: [String]
    /// Whom it is about; nil where it is about no people.
    package let population: Prose?
    public let place: Place?
    public var acceptance: Acceptance?
    /// Whom it reaches, where rows were given.
    public var impact: Impact?
    /// The environments in which it is one; empty where it is one in all.
    public var environments: [String] = []

    public var risk: Risk { rule.risk }
    public var text: String { title.plain }

    /// The same in another environment but for the lines of the files with its values.
    struct Identity: Hashable {
        let rule: ChangeRule
        let subject: Subject
        let title: Prose
        let before: String?
        let after: String?
    }

    var identity: Identity { Identity(rule: rule, subject: subject, title: title, before: before, after: after) }
}

/// Whom a change reaches, of the rows that were given.
public struct Impact: Sendable, Hashable {
    public struct Person: Sendable, Hashable {
        public let key: String
        public let before: String?
        public let after: String?
    }

    /// Of how many.
    public let total: Int
    public let people: [Person]
    /// What happens to them, such as `fall out of scope`.
    public let what: String
}
