import Expressions

/// The attributes of `Person` in the MIM Service as it is installed. Indexed strings hold 448 characters.
public enum MIMPersonAttribute {
    /// Characters of an indexed string.
    public static let maximumLength = 448

    public static func type(of name: String) -> AttributeType? {
        if strings.contains(name) { return AttributeType(.string(maxLength: maximumLength), optional: true) }
        if dates.contains(name) { return AttributeType(.datetime(format: nil), optional: true) }
        if booleans.contains(name) { return AttributeType(.boolean, optional: true) }
        if references.contains(name) { return AttributeType(.reference(to: "Person"), optional: true) }
        return nil
    }

    public static let strings: Set<String> = [
        "AccountName", "Domain", "DisplayName", "FirstName", "MiddleName", "LastName", "Email", "MailNickname", "EmployeeID",
        "EmployeeType", "JobTitle", "Department", "Company", "CostCenter", "CostCenterName", "OfficeLocation", "OfficePhone",
        "OfficeFax", "MobilePhone", "Address", "City", "PostalCode", "Country", "LoginName", "Description", "MVObjectID",
    ]
    public static let dates: Set<String> = ["EmployeeStartDate", "EmployeeEndDate", "ExpirationTime"]
    public static let booleans: Set<String> = ["IsRASEnabled", "Register", "RegistrationRequired"]
    public static let references: Set<String> = ["Manager", "Assistant", "DomainConfiguration", "TimeZone"]

    /// Never writable, whatever the rights (LithnetRMA leaves them out when it saves).
    public static let readOnly: Set<String> = [
        "Creator", "CreatedTime", "ExpectedRulesList", "DetectedRulesList", "DeletedTime", "ResourceTime", "ComputedMember",
        "ComputedActor", "ObjectID", "ObjectType",
    ]
}
