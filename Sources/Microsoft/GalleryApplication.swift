/// The gallery items from which provisioning applications are made. Their ids are published nowhere, so they are found by name
/// when a bundle runs (graph.md, section 2; the names: documentation of 2025-2026).
public enum GalleryApplication: String, Sendable, CaseIterable {
    case onPremisesECMA = "On-premises ECMA app"
    case onPremisesSCIM = "On-premises SCIM app"
    case apiDrivenToEntra = "API-driven provisioning to Microsoft Entra ID"
    case apiDrivenToActiveDirectory = "API-driven provisioning to on-premises Active Directory"
    case workdayToEntra = "Workday to Microsoft Entra ID User Provisioning"
    case workdayToActiveDirectory = "Workday to Active Directory User Provisioning"
    case successFactorsToEntra = "SuccessFactors to Microsoft Entra ID User Provisioning"
    case successFactorsToActiveDirectory = "SuccessFactors to Active Directory User Provisioning"

    /// Whether its job runs through an agent on a server of one's own.
    public var needsAgent: Bool {
        switch self {
        case .onPremisesECMA, .onPremisesSCIM, .apiDrivenToActiveDirectory, .workdayToActiveDirectory,
            .successFactorsToActiveDirectory:
            true
        case .apiDrivenToEntra, .workdayToEntra, .successFactorsToEntra:
            false
        }
    }
}
