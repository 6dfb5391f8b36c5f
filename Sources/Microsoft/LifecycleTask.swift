/// A task of lifecycle workflows, by the word that plans use.
///
/// Ids and categories: Microsoft Entra ID Governance, "Lifecycle Workflow built-in tasks". Arguments of groups, packages and access passes:
/// the same page; those marked there as strings of ids take them with commas between. Tasks whose ids two pages give differently, and
/// previews, are left out.
public enum LifecycleTask: String, Sendable, CaseIterable {
    case welcomeMail = "welcome-mail"
    case onboardingReminder = "onboarding-reminder"
    case accessPass = "access-pass"
    case mailManagerOfMove = "mail-manager-of-move"
    case requestPackage = "request-package"
    case addToGroups = "add-to-groups"
    case enable
    case disable
    case removeFromGroups = "remove-from-groups"
    case removeFromAllGroups = "remove-from-all-groups"
    case removeFromAllTeams = "remove-from-all-teams"
    case removePackage = "remove-package"
    case removeAllPackages = "remove-all-packages"
    case cancelRequests = "cancel-requests"
    case removeAllLicences = "remove-all-licences"
    case revokeTokens = "revoke-tokens"
    case delete
    case mailManagerBefore = "mail-manager-before"
    case mailOnLastDay = "mail-on-last-day"
    case mailManagerAfter = "mail-manager-after"

    public enum Category: String, Sendable, CaseIterable {
        case joiner, mover, leaver
    }

    /// What stands behind the word.
    public enum Argument: Sendable {
        case none
        /// Groups by display name.
        case groups
        /// A package of the plan.
        case package
        /// How long a temporary access pass is good for: 10 to 43200 minutes.
        case minutes
    }

    public static let mostInWorkflow = 25
    public static let mostWorkflows = 100
    /// Before and behind the date that a workflow waits for.
    public static let days = -180...180
    public static let accessPassMinutes = 10...43_200

    public var id: String { facts.id }
    public var title: String { facts.title }
    public var categories: Set<Category> { facts.categories }
    public var argument: Argument { facts.argument }

    /// It works on accounts of the cloud; on synchronized ones only with an agent on premises that was installed for it.
    public var wantsCloudAccount: Bool { self == .enable || self == .disable || self == .delete }

    private var facts: (id: String, title: String, categories: Set<Category>, argument: Argument) {
        switch self {
        case .welcomeMail: ("70b29d51-b59a-4773-9280-8841dfd3f2ea", "Send welcome email to new hire", [.joiner], .none)
        case .onboardingReminder: ("3c860712-2d37-42a4-928f-5c93935d26a1", "Send onboarding reminder email", [.joiner], .none)
        case .accessPass: ("1b555e50-7f65-41d5-b514-5894a026d10d", "Generate Temporary Access Pass and send it to the manager", [.joiner], .minutes)
        case .mailManagerOfMove: ("aab41899-9972-422a-9d97-f626014578b7", "Send email to notify the manager of the move", [.mover], .none)
        case .requestPackage: ("c1ec1e76-f374-4375-aaa6-0bb6bd4c60be", "Request access package assignment", [.joiner, .mover], .package)
        case .addToGroups: ("22085229-5809-45e8-97fd-270d28d66910", "Add user to groups", [.joiner, .mover, .leaver], .groups)
        case .enable: ("6fc52c9d-398b-4305-9763-15f42c1676fc", "Enable user account", [.joiner, .leaver], .none)
        case .disable: ("1dfdfcc7-52fa-4c2e-bf3a-e3919cc12950", "Disable user account", [.leaver], .none)
        case .removeFromGroups: ("1953a66c-751c-45e5-8bfe-01462c70da3c", "Remove user from selected groups", [.joiner, .mover, .leaver], .groups)
        case .removeFromAllGroups: ("b3a31406-2a15-4c9a-b25b-a658fa5f07fc", "Remove user from all groups", [.leaver], .none)
        case .removeFromAllTeams: ("81f7b200-2816-4b3b-8c5d-dc556f07b024", "Remove user from all Teams", [.leaver], .none)
        case .removePackage: ("4a0b64f2-c7ec-46ba-b117-18f262946c50", "Remove access package assignment", [.mover, .leaver], .package)
        case .removeAllPackages: ("42ae2956-193d-4f39-be06-691b8ac4fa1d", "Remove all access package assignments", [.mover, .leaver], .none)
        case .cancelRequests: ("498770d9-bab7-4e4c-b73d-5ded82a1d0b3", "Cancel pending access package requests", [.leaver], .none)
        case .removeAllLicences: ("8fa97d28-3e52-4985-b3a9-a1126f9b8b4e", "Remove all licenses", [.leaver], .none)
        case .revokeTokens: ("509589a4-0466-4471-829e-49c5e502bdee", "Revoke all refresh tokens", [.mover, .leaver], .none)
        case .delete: ("8d18588d-9ad3-4c0f-99d0-ec215f0e3dff", "Delete user account", [.leaver], .none)
        case .mailManagerBefore: ("52853a3e-f4e5-4eb8-bb24-1ac09a1da935", "Send email to the manager before the last day", [.leaver], .none)
        case .mailOnLastDay: ("9c0a1eaf-5bda-4392-9d9e-6e155bb57411", "Send email on the last day", [.leaver], .none)
        case .mailManagerAfter: ("6f22ddd4-b3a5-47a4-a846-0d7c201a49ce", "Send email to the manager after the last day", [.leaver], .none)
        }
    }
}
