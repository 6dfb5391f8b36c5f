import Diagnostics

/// What people may ask for, or get by a rule, as one thing: an access package of Entra's entitlement management.
public struct AccessPackage: Sendable {
    /// Where the package gives a role.
    public enum Resource: Sendable {
        /// A group of the cloud, by its display name.
        case group(Spanned<String>, Spanned<GroupRole>?, Span)
        /// An application, by its display name, and the display name of one of its roles.
        case application(Spanned<String>, role: Spanned<String>?, Span)

        /// `group Ledger`, `group Ledger as owner`, `User of SAP`
        public var words: String {
            switch self {
            case .group(let name, let role, _): "group \(name.value)\(role?.value == .owner ? " as owner" : "")"
            case .application(let name, let role, _): "\(role?.value ?? "?") of \(name.value)"
            }
        }

        public var span: Span {
            switch self {
            case .group(_, _, let span), .application(_, _, let span): span
            }
        }
    }

    public enum GroupRole: String, Sendable, CaseIterable {
        case member, owner
    }

    /// People, for asking, approving and reviewing.
    public enum People: Sendable, Equatable {
        /// Every member of the tenant, guests not included.
        case everyone
        /// The manager of whoever asks.
        case manager
        case group(String)
        /// A user principal name.
        case user(String)

        public var words: String {
            switch self {
            case .everyone: "everyone"
            case .manager: "the manager"
            case .group(let name): "the group \(name)"
            case .user(let name): name
            }
        }
    }

    public struct Review: Sendable {
        public enum Otherwise: String, Sendable, CaseIterable {
            case keep, remove
        }

        public var every: Spanned<Interval>?
        public var by: Spanned<People>?
        /// The first day of the first review, `yyyy-MM-dd`.
        public var from: Spanned<String>?
        /// Where no reviewer answers.
        public var otherwise: Spanned<Otherwise>?
        public var span: Span
    }

    public enum Interval: String, Sendable, CaseIterable {
        case month, quarter
        case halfYear = "half-year"
        case year
    }

    public var name: Spanned<String>
    public var notes: Notes
    public var catalog: Spanned<String>?
    public var resources: [Resource]
    public var ask: [Spanned<People>]
    /// A membership rule of Entra: whoever it holds for has the package, without asking.
    public var assignedTo: Spanned<String>?
    /// Stage by stage.
    public var approve: [Spanned<People>]
    /// Who approves where the manager is not known.
    public var fallback: Spanned<People>?
    /// In days.
    public var duration: Spanned<Int>?
    public var review: Review?
    /// The group whose members have what the package gives today.
    public var holders: Spanned<String>?
    /// The set, rule or role of MIM.
    public var replaces: Spanned<String>?
    public var span: Span
}
