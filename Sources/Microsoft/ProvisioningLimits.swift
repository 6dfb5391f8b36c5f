/// Limits of the provisioning service (inbound-provisioning-api pages of 2025, known-issues).
public enum ProvisioningLimits {
    /// Operations of one bulk request.
    public static let bulkOperations = 50
    /// bulkUpload calls in 5 seconds.
    public static let bulkCallsPer5Seconds = 40
    /// bulkUpload calls of a tenant in 24 hours with P1 or P2; 6,000 with a Governance licence.
    public static let bulkCallsPerDay = 2_000
    /// Characters of a mapping expression.
    public static let expressionLength = 10_000
    /// Values of directory extensions that one user has, of all applications together (Microsoft Graph, extensibility overview).
    public static let extensionValues = 100
    /// Characters of a directory extension of type String.
    public static let extensionLength = 256
    /// Days for which a soft-deleted user can be restored.
    public static let softDeleteDays = 30
    /// Minutes until the service has worked off what was sent to bulkUpload (inbound-provisioning-api-faqs: five to ten).
    public static let inboundMinutes = 10
    /// Minutes until the agent has written what HR changed to Active Directory.
    public static let directoryAgentMinutes = 2
    /// Minutes from cycle to cycle of a job that provisions applications (how-provisioning-works: about 40).
    public static let cycleMinutes = 40
    /// Default of the accidental-deletion threshold.
    public static let deletionThreshold = 500
    /// The last day of MIM 2016's support.
    public static let mimSupportEnds = "2029-01-09"
}
