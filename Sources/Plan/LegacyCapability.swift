extension Legacy {
    /// What MIM does beside moving values between systems.
    ///
    /// Source: entra-docs, migrate-from-microsoft-identity-manager (what each becomes in the cloud).
    public enum Capability: String, Sendable, CaseIterable {
        case passwordSync = "password-sync"
        case selfServiceReset = "self-service-reset"
        case selfServiceGroups = "self-service-groups"
        case criteriaGroups = "criteria-groups"
        case distributionLists = "distribution-lists"
        case requests
        case policies
        case workflows
        case notifications
        case roles
        case privilegedAccess = "privileged-access"
        case certificates
        case reporting
        case addressLists = "address-lists"
        case photos

        /// For the middle of a sentence.
        public var title: String {
            switch self {
            case .passwordSync: "synchronization of passwords"
            case .selfServiceReset: "self-service reset of passwords"
            case .selfServiceGroups: "groups that people manage themselves"
            case .criteriaGroups: "groups by criteria"
            case .distributionLists: "distribution lists"
            case .requests: "requests and approvals of the portal"
            case .policies: "sets and management policy rules"
            case .workflows: "workflows"
            case .notifications: "mails to people"
            case .roles: "roles and their attestation"
            case .privilegedAccess: "privileged access"
            case .certificates: "management of certificates"
            case .reporting: "reports"
            case .addressLists: "address lists between organisations"
            case .photos: "photos"
            }
        }
    }
}
