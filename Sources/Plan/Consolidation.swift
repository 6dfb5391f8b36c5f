import Diagnostics

/// Several sources that make one person: the rules by which rows become people.
public struct Consolidation: Sendable {
    /// What runs the rules.
    public enum Engine: String, Sendable, CaseIterable {
        case dataFactory = "data-factory"
        case logicApps = "logic-apps"
        case mim
    }

    /// `hr.FirstName`: an attribute of one source.
    public struct Origin: Sendable {
        public var source: Spanned<String>
        public var attribute: Spanned<String>
        public var span: Span
    }

    /// What happens where several rows of one source are one person.
    public enum SeveralRows: Sendable {
        /// The person is set aside.
        case reject
        /// The row with the latest day, or the greatest number, counts.
        case newestBy(Spanned<String>)
    }

    /// What happens where sources say different things of one person.
    public enum OnConflict: Sendable {
        /// The first of the sources that has a value counts.
        case first
        /// The person is set aside.
        case reject
        /// The row with the latest day, or the greatest number, counts.
        case newestBy(Spanned<String>)
    }

    /// An attribute of a person, and where it comes from.
    public struct Attribute: Sendable {
        public var name: Spanned<String>
        /// The strongest first.
        public var from: [Origin]
        public var onConflict: Spanned<OnConflict>?
        public var because: String?
    }

    public var name: Spanned<String>
    public var notes: Notes
    public var from: [Spanned<String>]
    /// By source: the attributes by which its people are found among the others', the first of which identifies a person.
    public var samePerson: [(source: Spanned<String>, attributes: [Spanned<String>])]
    /// The strongest first.
    public var precedence: [Spanned<String>]
    /// By source; nil where it is for all of them.
    public var severalRows: [(source: Spanned<String>?, choice: Spanned<SeveralRows>)]
    public var onConflict: Spanned<OnConflict>?
    public var leaversLast: Bool
    public var attributes: [Attribute]
    public var runsOn: Spanned<Engine>?
    public var span: Span
}
