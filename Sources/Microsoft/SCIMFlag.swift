/// Flags behind a SCIM endpoint's address by which the provisioning service changes how it speaks (entra-docs:
/// application-provisioning-config-problem-scim-compatibility).
public enum SCIMFlag {
    /// Sends updates as RFC 7644 wants them: Booleans as Booleans, members removed one by one.
    public static let compliantPatch = "aadOptscim062020"
    /// Goes back to the older way.
    public static let olderPatch = "AzureAdScimPatch2017"

    public static let all = [compliantPatch, olderPatch]

    /// With or without a value: `flag`, `flag=true`.
    public static func isKnown(_ parameter: String) -> Bool {
        let name = parameter.prefix { $0 != "=" }.lowercased()
        return all.contains { $0.lowercased() == name }
    }
}
