/// Names and values of the provisioning agent and the ECMA Connector Host (on-premises provisioning documentation of 2025-2026).
public enum ECMAHost {
    public static let extensionURN = "urn:ietf:params:scim:schemas:extension:ECMA2Host:2.0:User"
    public static let defaultPort = 8585
    /// The target directory's name in the portal and the synchronization schema.
    public static let directoryName = "ScimOnPremises"
    public static let minimumAutosyncMinutes = 120
    /// Objects that the host hands to one import call of the PowerShell connector at most.
    public static let maximumPageSize = 9_999

    /// The name of a connector's attribute as Entra shows it.
    public static func targetName(_ attribute: String) -> String { "\(extensionURN):\(attribute)" }

    /// The tenant URL of a connector; its name keeps its case.
    public static func tenantURL(host: String, port: Int, connector: String) -> String {
        "https://\(host):\(port)/ecma2host_\(connector)/scim"
    }

    /// Where the host looks for connectors and their projects (entra-docs).
    public static let libraryFolder = #"C:\Program Files\Microsoft ECMA2Host\Service\ECMA"#

    /// Where the host keeps the copies of libraries that it runs.
    public static func cacheFolder(connector: String) -> String { libraryFolder + #"\Cache\"# + connector }

    public static let genericSQLLibrary = "Microsoft.IAM.Connector.GenericSql.dll"
    public static let genericLDAPLibrary = "Microsoft.IAM.Connector.GenericLdap.dll"
    public static let powerShellLibrary = "Microsoft.IAM.Connector.PowerShell.dll"
    public static let webServicesLibrary = "Microsoft.IdentityManagement.MA.WebServices.dll"
}
