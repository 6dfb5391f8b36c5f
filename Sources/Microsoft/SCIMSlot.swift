/// Where the value for an Entra attribute travels in the SCIM user of API-driven inbound provisioning.
///
/// The pairs are Microsoft's default mapping where documented, and the natural place by RFC 7643 else
/// (inbound-provisioning-api-concepts; the service reads only `type eq "work"` values of addresses and e-mails).
public enum SCIMSlot: Sendable, Hashable {
    /// `externalId`, `name.givenName` …
    case core([String])
    /// An attribute of the enterprise extension.
    case enterprise(String)
    /// `phoneNumbers[type eq "work"].value`
    case phone(type: String)
    /// A part of `addresses[type eq "work"]`.
    case address(String)
    /// `manager.value` of the enterprise extension: the manager's `externalId`.
    case manager
    /// An attribute of the plan's own extension.
    case custom(String)

    public static let coreURN = "urn:ietf:params:scim:schemas:core:2.0:User"
    public static let enterpriseURN = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
    public static let bulkURN = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"

    /// The extension in which a plan's own attributes travel. Only letters, digits and hyphens of the name survive.
    public static func customURN(plan: String) -> String {
        let namespace = plan.unicodeScalars.filter { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" }
        return "urn:ietf:params:scim:schemas:extension:\(String(String.UnicodeScalarView(namespace))):1.0:User"
    }

    /// The name of the source attribute in the synchronization schema.
    public func path(customURN: String) -> String {
        switch self {
        case .core(let path): path.joined(separator: ".")
        case .enterprise(let name): "\(SCIMSlot.enterpriseURN):\(name)"
        case .phone(let type): "phoneNumbers[type eq \"\(type)\"].value"
        case .address(let part): "addresses[type eq \"work\"].\(part)"
        case .manager: "\(SCIMSlot.enterpriseURN):manager"
        case .custom(let name): "\(customURN):\(name)"
        }
    }

    /// By the Graph name of the target.
    public static func natural(forEntra attribute: String) -> SCIMSlot? { table[attribute] }

    private static let table: [String: SCIMSlot] = [
        "employeeId": .core(["externalId"]),
        "accountEnabled": .core(["active"]),
        "userPrincipalName": .core(["userName"]),
        "displayName": .core(["displayName"]),
        "givenName": .core(["name", "givenName"]),
        "surname": .core(["name", "familyName"]),
        "mailNickname": .core(["nickName"]),
        "jobTitle": .core(["title"]),
        "employeeType": .core(["userType"]),
        "preferredLanguage": .core(["preferredLanguage"]),
        "department": .enterprise("department"),
        "companyName": .enterprise("organization"),
        "employeeOrgData.costCenter": .enterprise("costCenter"),
        "employeeOrgData.division": .enterprise("division"),
        "manager": .manager,
        "streetAddress": .address("streetAddress"),
        "city": .address("locality"),
        "state": .address("region"),
        "postalCode": .address("postalCode"),
        "country": .address("country"),
        "businessPhones": .phone(type: "work"),
        "mobilePhone": .phone(type: "mobile"),
        "faxNumber": .phone(type: "fax"),
    ]
}
