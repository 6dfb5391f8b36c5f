/// Bounds of entitlement management and lifecycle workflows that no page gives.
public enum GovernanceLimits {
    /// UTF-16 units of a display name: assumed. Graph documents 256 for users, groups and applications; of packages, catalogues and workflows it
    /// says nothing.
    public static let title = 256
}
