/// A setting of the PowerShell connector as its configuration stores it: name, page, type, and the value that the product sets.
///
/// Source: an exported management agent and an exported host configuration of microsoft/MIMPowerShellConnectors; so lists and
/// defaults are exact, and the dash in one name is U+2013.
public struct PowerShellSetting: Sendable, Hashable {
    /// The page of the wizard, in the word of the configuration.
    public enum Use: String, Sendable {
        case connectivity = "Connectivity"
        case capabilities = "Capabilities"
        case global = "Global"
        case runStep = "RunStep"
    }

    public enum Kind: String, Sendable {
        case string = "String"
        case encrypted = "EncryptedString"
        case text = "Text"
        case dropDown = "DropDown"
        case checkBox = "CheckBox"
    }

    public let name: String
    public let use: Use
    public let kind: Kind
    /// `0` and `1` for boxes.
    public let standard: String

    public init(name: String, use: Use, kind: Kind, standard: String) {
        self.name = name
        self.use = use
        self.kind = kind
        self.standard = standard
    }

    /// In the wizard's order.
    public static let all: [PowerShellSetting] = connectivity + capabilities + global

    private static func settings(_ use: Use, _ rows: [(String, Kind, String)]) -> [PowerShellSetting] {
        rows.map { PowerShellSetting(name: $0.0, use: use, kind: $0.1, standard: $0.2) }
    }

    public static let moduleName = "Common Module Script Name (with extension)"
    public static let module = "Common Module Script"
    public static let parameterNames = "Additional Config Parameter Names"
    public static let encryptedParameterNames = "Additional Encrypted Config Parameter Names"

    public static let connectivity = settings(.connectivity, [
        ("Server", .string, ""), ("Domain", .string, ""), ("User", .string, ""), ("Password", .encrypted, ""),
        ("Impersonate Connector Account", .checkBox, "0"), ("Load User Profile When Impersonating", .checkBox, "0"),
        ("Logon Type When Impersonating", .dropDown, "None"), ("Signed Scripts Only", .checkBox, "0"), (moduleName, .string, ""),
        (module, .text, ""), ("Validation Script", .text, ""), ("Schema Script", .text, ""), (parameterNames, .string, ""),
        (encryptedParameterNames, .string, ""),
    ])

    public static let capabilities = settings(.capabilities, [
        ("Distinguished Name Style", .dropDown, "Ldap"), ("Export Type", .dropDown, "AttributeUpdate"),
        ("Data Normalization", .dropDown, "None"), ("Object Confirmation", .dropDown, "Normal"),
        ("Use DN As Anchor (Only LDAP style DN)", .checkBox, "0"), ("Concurrent Operations Of Several Connectors", .checkBox, "1"),
        ("Partitions (Only LDAP style DN)", .checkBox, "0"), ("Hierarchy (Only LDAP style DN)", .checkBox, "0"),
        ("Enable Import", .checkBox, "1"), ("Enable Delta Import", .checkBox, "0"), ("Enable Export", .checkBox, "0"),
        ("Enable Full Export", .checkBox, "0"), ("No Reference Values In First Export Pass", .checkBox, "0"),
        ("Enable Object Rename", .checkBox, "0"), ("Delete-Add As Replace", .checkBox, "0"),
        ("Enable Password operations", .checkBox, "0"), ("Enable Export Password In First Pass", .checkBox, "0"),
    ])

    public static let global = settings(.global, [
        ("Partition Script", .text, ""), ("Hierarchy Script", .text, ""), ("Begin Import Script", .text, ""),
        ("Import Script", .text, ""), ("End Import Script", .text, ""), ("Begin Export Script", .text, ""),
        ("Export Script", .text, ""), ("End Export Script", .text, ""), ("Begin Password Script", .text, ""),
        ("Password Extension Script", .text, ""), ("End Password Script", .text, ""),
        ("PowerShell script execution timeout in minutes (0 \u{2013} disabled)", .string, "0"),
    ])
}
