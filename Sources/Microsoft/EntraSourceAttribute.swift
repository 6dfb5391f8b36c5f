import Expressions

/// What an application's mapping can read of an Entra user beside the attributes that can be written.
public enum EntraSourceAttribute {
    /// Graph name or pseudo name → the name in the synchronization schema, and its type.
    ///
    /// `objectId` is Graph's `id` under the provisioning service's own name; `IsSoftDeleted` is made by the service.
    public static func named(_ name: String) -> (schemaName: String, type: AttributeType)? {
        switch name {
        case "objectId", "id": return ("objectId", AttributeType(.string(maxLength: 36)))
        case "IsSoftDeleted", "isSoftDeleted": return ("IsSoftDeleted", AttributeType(.boolean))
        case "appRoleAssignments": return ("appRoleAssignments", AttributeType(.string(maxLength: nil), optional: true, multiValued: true))
        default:
            guard let attribute = EntraUserAttribute.named(name), !hidden.contains(attribute.name) else { return nil }
            return (attribute.schemaName, attribute.type)
        }
    }

    public static let pseudoNames = ["objectId", "IsSoftDeleted", "appRoleAssignments"]

    /// Not offered as a source of an on-premises application (known issues of on-premises provisioning).
    public static let hidden: Set<String> = ["userType", "onPremisesSamAccountName"]
}
