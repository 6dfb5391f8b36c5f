import Expressions

/// An attribute of the Entra user as a target of provisioning.
///
/// Facts: the Microsoft Graph user reference, Microsoft 365 directory preparation, the AD schema and the provisioning documentation
/// of 2026-11. Where no limit is documented, `maxLength` is that of the AD counterpart and `isDocumentedLength` is false.
public struct EntraUserAttribute: Sendable {
    public enum Kind: Sendable { case string, boolean, datetime, reference, complex }

    /// What happens when an inbound mapping writes it.
    public enum Inbound: Sendable {
        case writable
        /// Only meaningful when the user is created.
        case createOnly
        /// Accepted by the mapping, but the value does not change.
        case ignored
        /// Possible, but unreliable or governed elsewhere.
        case avoid
        /// Through Microsoft Graph, not through a mapping.
        case graphOnly
        case never
    }

    /// Microsoft Graph's name.
    public let name: String
    /// The name in the synchronization schema, often the older one.
    public let schemaName: String
    public let kind: Kind
    public let isMultiValued: Bool
    public let maxLength: Int?
    public let isDocumentedLength: Bool
    public let isRequiredOnCreate: Bool
    public let isUnique: Bool
    public let inbound: Inbound
    /// nil: possible, not recommended.
    public let isMatchable: Bool?
    /// The attribute of Active Directory that holds the same.
    public let activeDirectoryName: String?

    /// The attribute's type as a plan would declare it. Single-valued to provisioning, even where Graph has a list.
    public var type: AttributeType {
        let base: AttributeType.Base = switch kind {
        case .string, .complex: .string(maxLength: maxLength)
        case .boolean: .boolean
        case .datetime: .datetime(format: nil)
        case .reference: .reference(to: "entra")
        }
        // `businessPhones` is one number, `telephoneNumber`, to the provisioning service.
        return AttributeType(base, optional: !isRequiredOnCreate, multiValued: isMultiValued && (kind == .complex || name == schemaName))
    }

    fileprivate init(
        _ name: String, _ schemaName: String, _ kind: Kind, multi: Bool = false, length: Int? = nil, documented: Bool = true,
        required: Bool = false, unique: Bool = false, _ inbound: Inbound, match: Bool? = nil, ad: String? = nil
    ) {
        self.name = name
        self.schemaName = schemaName
        self.kind = kind
        self.isMultiValued = multi
        self.maxLength = length
        self.isDocumentedLength = documented
        self.isRequiredOnCreate = required
        self.isUnique = unique
        self.inbound = inbound
        self.isMatchable = match
        self.activeDirectoryName = ad
    }
}

extension EntraUserAttribute {
    /// By Graph name or by schema name, spelled exactly.
    public static func named(_ name: String) -> EntraUserAttribute? { byName[name] }

    private static let byName: [String: EntraUserAttribute] = {
        var index: [String: EntraUserAttribute] = [:]
        for attribute in all { index[attribute.schemaName] = attribute }
        for attribute in all { index[attribute.name] = attribute }
        return index
    }()

    public static let all: [EntraUserAttribute] = [
        .init("accountEnabled", "accountEnabled", .boolean, required: true, .writable, ad: "userAccountControl"),
        .init("userPrincipalName", "userPrincipalName", .string, length: 113, required: true, unique: true, .writable, match: true, ad: "userPrincipalName"),
        .init("displayName", "displayName", .string, length: 256, required: true, .writable, ad: "displayName"),
        .init("mailNickname", "mailNickname", .string, length: 64, required: true, .writable, match: true, ad: "mailNickname"),
        .init("givenName", "givenName", .string, length: 64, .writable, ad: "givenName"),
        .init("surname", "surname", .string, length: 64, .writable, ad: "sn"),
        .init("employeeId", "employeeId", .string, length: 16, .writable, match: true, ad: "employeeID"),
        .init("employeeType", "employeeType", .string, length: 256, documented: false, .writable, ad: "employeeType"),
        .init("employeeHireDate", "employeeHireDate", .datetime, .writable),
        .init("employeeLeaveDateTime", "employeeLeaveDateTime", .datetime, .writable),
        .init("employeeOrgData.costCenter", "employeeOrgData.costCenter", .string, length: 64, documented: false, .writable),
        .init("employeeOrgData.division", "employeeOrgData.division", .string, length: 256, documented: false, .writable, ad: "division"),
        .init("userType", "userType", .string, .writable),
        .init("usageLocation", "usageLocation", .string, length: 2, .writable, ad: "msExchUsageLocation"),
        .init("preferredLanguage", "preferredLanguage", .string, length: 10, documented: false, .writable, ad: "preferredLanguage"),
        .init("preferredDataLocation", "preferredDataLocation", .string, .writable, ad: "msDS-preferredDataLocation"),
        .init("manager", "manager", .reference, .writable, ad: "manager"),
        .init("jobTitle", "jobTitle", .string, length: 128, .writable, ad: "title"),
        .init("department", "department", .string, length: 64, .writable, ad: "department"),
        .init("companyName", "companyName", .string, length: 64, .writable, ad: "company"),
        .init("officeLocation", "physicalDeliveryOfficeName", .string, length: 128, documented: false, .writable, ad: "physicalDeliveryOfficeName"),
        .init("streetAddress", "streetAddress", .string, length: 1024, .writable, ad: "streetAddress"),
        .init("city", "city", .string, length: 128, .writable, ad: "l"),
        .init("state", "state", .string, length: 128, .writable, ad: "st"),
        .init("postalCode", "postalCode", .string, length: 40, .writable, ad: "postalCode"),
        .init("country", "country", .string, length: 128, .writable, ad: "co"),
        .init("mobilePhone", "mobile", .string, length: 64, .writable, ad: "mobile"),
        .init("businessPhones", "telephoneNumber", .string, multi: true, length: 64, documented: false, .writable, ad: "telephoneNumber"),
        .init("faxNumber", "facsimileTelephoneNumber", .string, length: 64, documented: false, .writable, ad: "facsimileTelephoneNumber"),
        .init("mail", "mail", .string, length: 256, documented: false, .ignored, match: true, ad: "mail"),
        .init("otherMails", "otherMails", .string, multi: true, length: 250, .avoid),
        .init("proxyAddresses", "proxyAddresses", .string, multi: true, length: 1123, .never, ad: "proxyAddresses"),
        .init("imAddresses", "imAddresses", .string, multi: true, .never),
        .init("showInAddressList", "showInAddressList", .boolean, .avoid, ad: "msExchHideFromAddressLists"),
        .init("onPremisesExtensionAttributes.extensionAttribute1", "extensionAttribute1", .string, length: 1024, .writable, match: false, ad: "extensionAttribute1"),
        .init("onPremisesExtensionAttributes.extensionAttribute2", "extensionAttribute2", .string, length: 1024, .writable, match: false, ad: "extensionAttribute2"),
        .init("onPremisesExtensionAttributes.extensionAttribute3", "extensionAttribute3", .string, length: 1024, .writable, match: false, ad: "extensionAttribute3"),
        .init("onPremisesExtensionAttributes.extensionAttribute4", "extensionAttribute4", .string, length: 1024, .writable, match: false, ad: "extensionAttribute4"),
        .init("onPremisesExtensionAttributes.extensionAttribute5", "extensionAttribute5", .string, length: 1024, .writable, match: false, ad: "extensionAttribute5"),
        .init("onPremisesExtensionAttributes.extensionAttribute6", "extensionAttribute6", .string, length: 1024, .writable, match: false, ad: "extensionAttribute6"),
        .init("onPremisesExtensionAttributes.extensionAttribute7", "extensionAttribute7", .string, length: 1024, .writable, match: false, ad: "extensionAttribute7"),
        .init("onPremisesExtensionAttributes.extensionAttribute8", "extensionAttribute8", .string, length: 1024, .writable, match: false, ad: "extensionAttribute8"),
        .init("onPremisesExtensionAttributes.extensionAttribute9", "extensionAttribute9", .string, length: 1024, .writable, match: false, ad: "extensionAttribute9"),
        .init("onPremisesExtensionAttributes.extensionAttribute10", "extensionAttribute10", .string, length: 1024, .writable, match: false, ad: "extensionAttribute10"),
        .init("onPremisesExtensionAttributes.extensionAttribute11", "extensionAttribute11", .string, length: 1024, .writable, match: false, ad: "extensionAttribute11"),
        .init("onPremisesExtensionAttributes.extensionAttribute12", "extensionAttribute12", .string, length: 1024, .writable, match: false, ad: "extensionAttribute12"),
        .init("onPremisesExtensionAttributes.extensionAttribute13", "extensionAttribute13", .string, length: 1024, .writable, match: false, ad: "extensionAttribute13"),
        .init("onPremisesExtensionAttributes.extensionAttribute14", "extensionAttribute14", .string, length: 1024, .writable, match: false, ad: "extensionAttribute14"),
        .init("onPremisesExtensionAttributes.extensionAttribute15", "extensionAttribute15", .string, length: 1024, .writable, match: false, ad: "extensionAttribute15"),
        .init("passwordProfile.password", "passwordProfile.password", .string, length: 256, .createOnly, ad: "unicodePwd"),
        .init("passwordProfile.forceChangePasswordNextSignIn", "passwordProfile.forceChangePasswordNextSignIn", .boolean, .createOnly, ad: "pwdLastSet"),
        .init("passwordPolicies", "passwordPolicies", .string, .avoid),
        .init("ageGroup", "ageGroup", .string, .graphOnly),
        .init("consentProvidedForMinor", "consentProvidedForMinor", .string, .graphOnly),
        .init("legalAgeGroupClassification", "legalAgeGroupClassification", .string, .never),
        .init("onPremisesImmutableId", "onPremisesImmutableId", .string, .graphOnly, match: false, ad: "mS-DS-ConsistencyGuid"),
        .init("onPremisesSyncEnabled", "onPremisesSyncEnabled", .boolean, .never),
        .init("onPremisesDistinguishedName", "onPremisesDistinguishedName", .string, .never, ad: "distinguishedName"),
        .init("onPremisesDomainName", "onPremisesDomainName", .string, .never),
        .init("onPremisesSamAccountName", "onPremisesSamAccountName", .string, .never, ad: "sAMAccountName"),
        .init("onPremisesSecurityIdentifier", "onPremisesSecurityIdentifier", .string, .never, ad: "objectSid"),
        .init("onPremisesUserPrincipalName", "onPremisesUserPrincipalName", .string, .never, ad: "userPrincipalName"),
        .init("onPremisesLastSyncDateTime", "onPremisesLastSyncDateTime", .datetime, .never),
        .init("id", "id", .string, .never),
        .init("createdDateTime", "createdDateTime", .datetime, .never),
        .init("creationType", "creationType", .string, .never),
        .init("deletedDateTime", "deletedDateTime", .datetime, .never),
        .init("lastPasswordChangeDateTime", "lastPasswordChangeDateTime", .datetime, .never),
        .init("signInSessionsValidFromDateTime", "signInSessionsValidFromDateTime", .datetime, .never),
        .init("securityIdentifier", "securityIdentifier", .string, .never),
        .init("externalUserState", "externalUserState", .string, .never),
        .init("externalUserStateChangeDateTime", "externalUserStateChangeDateTime", .datetime, .never),
        .init("assignedLicenses", "assignedLicenses", .complex, multi: true, .never),
        .init("assignedPlans", "assignedPlans", .complex, multi: true, .never),
        .init("provisionedPlans", "provisionedPlans", .complex, multi: true, .never),
        .init("licenseAssignmentStates", "licenseAssignmentStates", .complex, multi: true, .never),
        .init("onPremisesProvisioningErrors", "onPremisesProvisioningErrors", .complex, multi: true, .never),
        .init("serviceProvisioningErrors", "serviceProvisioningErrors", .complex, multi: true, .never),
        .init("isResourceAccount", "isResourceAccount", .boolean, .never),
        .init("isManagementRestricted", "isManagementRestricted", .boolean, .never),
        .init("signInActivity", "signInActivity", .complex, .never),
        .init("identities", "identities", .complex, multi: true, .never),
        .init("authorizationInfo.certificateUserIds", "authorizationInfo.certificateUserIds", .string, multi: true, .avoid, ad: "altSecurityIdentities"),
        .init("aboutMe", "aboutMe", .string, .never),
        .init("birthday", "birthday", .datetime, .never),
        .init("hireDate", "hireDate", .datetime, .never),
        .init("interests", "interests", .string, multi: true, .never),
        .init("mySite", "mySite", .string, .never),
        .init("pastProjects", "pastProjects", .string, multi: true, .never),
        .init("preferredName", "preferredName", .string, .never),
        .init("responsibilities", "responsibilities", .string, multi: true, .never),
        .init("schools", "schools", .string, multi: true, .never),
        .init("skills", "skills", .string, multi: true, .never),
        .init("mailboxSettings", "mailboxSettings", .complex, .never),
    ]
}
