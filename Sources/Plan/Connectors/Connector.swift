import Diagnostics
import Expressions
import YAMLSyntax

public enum ConnectorKind: String, Sendable, CaseIterable {
    case sql, powershell, ldap
    case webService = "web-service"
    case ecma2, scim
    case activeDirectory = "active-directory"

    /// Whether the ECMA Connector Host runs it.
    public var isHosted: Bool {
        switch self {
        case .sql, .powershell, .ldap, .webService, .ecma2: true
        case .scim, .activeDirectory: false
        }
    }
}

/// What is provisioned. Which keys a kind has is in ``Vocabulary``; missing ones were reported.
public struct Connector: Sendable {
    /// What only one kind has.
    public enum Settings: Sendable {
        case sql(SQLSettings)
        case powershell(PowerShellSettings)
        case ldap(LDAPSettings)
        case webService(WebServiceSettings)
        case ecma2(CustomSettings)
        case scim(SCIMSettings)
        case activeDirectory(ActiveDirectorySettings)
    }

    public var name: Spanned<String>
    public var notes: Notes
    public var kind: Spanned<ConnectorKind>
    public var agent: Spanned<String>?
    public var anchor: Spanned<String>?
    public var attributes: [AttributeDeclaration]?
    public var connectorName: Spanned<String>?
    public var objectType: Spanned<String>?
    public var token: Spanned<SecretName>?
    /// The management agent of MIM that serves the same system: `legacy.NAME`.
    public var today: Spanned<String>?
    public var autosync: Spanned<Int>?
    public var pageSize: Spanned<Int>?
    public var onDisable: Spanned<String>?
    public var onDelete: Spanned<String>?
    public var settings: Settings
    public var span: Span
}

extension Decoder {
    mutating func connector(_ name: Spanned<String>, _ node: YAMLNode) -> Connector? {
        guard node.kind == .mapping else {
            _ = fields(node, Vocabulary.connector(.sql))
            return nil
        }
        guard let kindNode = node["kind"], let kind: Spanned<ConnectorKind> = word(kindNode, "kind of connector") else {
            if node["kind"] == nil {
                report.add(.missingKey(Vocabulary.connector(.sql).keys[0], owner: "a connector", at: node))
            }
            lostSomething = true
            return nil
        }
        var elsewhere: [String: String] = [:]
        for other in ConnectorKind.allCases where other != kind.value {
            for key in Vocabulary.connector(other).names where elsewhere[key] == nil { elsewhere[key] = other.rawValue }
        }
        guard let fields = fields(node, Vocabulary.connector(kind.value), elsewhere: elsewhere) else { return nil }
        var connector = Connector(name: name, notes: notes(fields), kind: kind, settings: settings(kind.value, fields), span: name.span)
        connector.agent = text(fields["agent"])
        connector.anchor = text(fields["anchor"])
        connector.attributes = fields["attributes"].map { declarations($0) }
        connector.connectorName = text(fields["connector-name"])
        connector.objectType = text(fields["object-type"])
        connector.token = secret(fields["token"])
        connector.today = text(fields["today"])
        connector.autosync = integer(fields["autosync"], in: 1...100_000)
        connector.pageSize = integer(fields["page-size"], in: 1...1_000_000)
        connector.onDisable = text(fields["on-disable"])
        connector.onDelete = text(fields["on-delete"])
        return connector
    }

    private mutating func settings(_ kind: ConnectorKind, _ fields: Fields) -> Connector.Settings {
        switch kind {
        case .sql: .sql(sqlSettings(fields))
        case .powershell: .powershell(powerShellSettings(fields))
        case .ldap: .ldap(ldapSettings(fields))
        case .webService: .webService(webServiceSettings(fields))
        case .ecma2: .ecma2(customSettings(fields))
        case .scim: .scim(scimSettings(fields))
        case .activeDirectory: .activeDirectory(activeDirectorySettings(fields))
        }
    }
}

extension Vocabulary {
    /// Keys that every connector has.
    static let anyConnector: [KeySet.Key] = [
        .init("kind", required: true, "sql, powershell, ldap, web-service, ecma2, scim or active-directory"),
        .init("attributes", "names and types; left out, they come from the mapping that feeds it"),
        .init("today", "the agent of MIM that serves the same system today, if neither table nor name tells"),
    ]

    /// Keys of every connector that the ECMA Connector Host runs.
    static let hostConnector: [KeySet.Key] = anyConnector + [
        .init("agent", required: true, "which provisioning agent and ECMA host serve it"),
        .init("anchor", required: true, "the attribute that identifies an object and never changes"),
        .init("connector-name", "its name in the ECMA host; letters and digits"),
        .init("object-type", "the type it provisions"),
        .init("token", required: true, "the host's secret token, named"),
        .init("autosync", "minutes between two refreshes of the host's cache; at least 120"),
        .init("page-size", "objects of one import call"),
        .init("on-disable", required: true, "nothing, delete, or set and a Boolean attribute: set Disabled"),
        .init("on-delete", required: true, "nothing or delete"),
    ]

    public static func connector(_ kind: ConnectorKind) -> KeySet {
        let keys: [KeySet.Key] = switch kind {
        case .sql: hostConnector + sqlConnector
        case .powershell: hostConnector + powerShellConnector
        case .ldap: hostConnector + ldapConnector
        case .webService: hostConnector + webServiceConnector
        case .ecma2: hostConnector + customConnector
        case .scim: anyConnector + scimConnector
        case .activeDirectory: anyConnector + activeDirectoryConnector
        }
        return KeySet("a connector of kind `\(kind.rawValue)`", keys, notes: true)
    }
}
