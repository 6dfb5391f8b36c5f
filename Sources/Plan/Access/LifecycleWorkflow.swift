import Diagnostics

/// What Entra does at a moment in somebody's working life: a lifecycle workflow.
public struct LifecycleWorkflow: Sendable {
    public enum Moment: String, Sendable, CaseIterable {
        case hireDate = "hire-date"
        case leaveDate = "leave-date"
        case created
    }

    public enum Trigger: Sendable {
        /// So many days behind the moment; before it where they are negative.
        case moment(Spanned<Moment>, days: Spanned<Int>?)
        case changes([Spanned<String>], Span)
    }

    public enum People: Sendable {
        /// OData over a user's properties: `(department eq 'Sales')`.
        case rule(Spanned<String>)
        case group(Spanned<String>)
    }

    /// A task by its word, and what it is done with: groups, a package, minutes.
    public struct Task: Sendable {
        public var word: Spanned<String>
        public var values: [Spanned<String>]
        public var span: Span
    }

    public var name: Spanned<String>
    public var notes: Notes
    public var trigger: Trigger?
    public var people: People?
    public var tasks: [Task]
    public var span: Span
}
