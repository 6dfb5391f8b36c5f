import Diagnostics
import Expressions
import Plan

/// What happens to an object in a target when its person leaves.
public enum HostFlow: Sendable, Hashable {
    case none
    case delete
    /// The Boolean attribute that is set.
    case set(String)
}

public struct CheckedConnector: Sendable {
    public enum Target: Sendable {
        case sql(SQLTarget)
        /// The MIM Service, by generated scripts.
        case powershell(PowerShellTarget)
        /// Whatever the plan's own scripts reach.
        case scripts(ScriptsTarget)
        case ldap(LDAPTarget)
        case webService(WebServiceTarget)
        case ecma2(CustomTarget)
        case scim(SCIMTarget)
        case activeDirectory(ActiveDirectoryTarget)
    }

    public let name: String
    public let title: String
    public let because: String?
    public let kind: ConnectorKind
    /// Its name in the ECMA host: letters and digits, case kept.
    public let hostName: String
    public let agent: CheckedAgent?
    public let objectType: String
    public let anchor: String
    public let attributes: [CheckedAttribute]
    public let token: SecretName?
    public let autosyncMinutes: Int
    public let pageSize: Int
    public let onDisable: HostFlow
    public let onDelete: HostFlow
    public let target: Target
    /// Its former name, so that a rename is seen as one.
    public let was: String?
    /// The attributes as the plan writes them, where it does: their places and former names.
    public let declarations: [AttributeDeclaration]
    public let span: Span

    public func attribute(_ name: String) -> CheckedAttribute? { attributes.first { $0.name == name } }
}
