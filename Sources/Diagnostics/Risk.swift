/// What a change of a plan may do to people and systems.
public enum Risk: String, Sendable, CaseIterable, Comparable {
    /// Nobody's account and no value changes.
    case cosmetic
    /// Something more is provisioned; what is there stays as it is.
    case additive
    /// People and values stay, but a job runs a full cycle, an application is set up anew, or values stop or begin to flow.
    case disruptive
    /// Accounts may be disabled or deleted, data may be lost, or people may be taken for others.
    case destructive

    private var rank: Int {
        switch self {
        case .cosmetic: 0
        case .additive: 1
        case .disruptive: 2
        case .destructive: 3
        }
    }

    public static func < (left: Risk, right: Risk) -> Bool { left.rank < right.rank }
}
