/// The LDAP servers that Microsoft lists for the Generic LDAP connector, and what the connector does with each. Sources: MIMDocs,
/// microsoft-identity-manager-2016-connector-genericldap; entra-docs, app-provisioning-ldap.
public enum LDAPDirectory: String, Sendable, CaseIterable {
    case adLDS = "ad-lds"
    case openLDAP = "openldap"
    case directory389 = "389-directory"
    case apache = "apache-directory"
    case tivoli = "ibm-tivoli"
    case isode
    case eDirectory = "edirectory"
    case openDJ = "opendj"
    case oracleDSEE = "oracle-dsee"
    case radiantOne = "radiantone"

    /// How the connector learns of changes that others made.
    public enum Delta: Sendable, Hashable {
        /// By the server's own counter; nothing is configured.
        case counter
        /// From a change log below this name.
        case changeLog(String)
        /// From a change log whose name depends on the installation.
        case ownChangeLog
        /// By time stamps: deletes are not seen.
        case timeStamps
        case none
    }

    /// As the product is called.
    public var title: String {
        switch self {
        case .adLDS: "AD LDS"
        case .openLDAP: "OpenLDAP"
        case .directory389: "389 Directory Server"
        case .apache: "Apache Directory"
        case .tivoli: "IBM Tivoli Directory Server"
        case .isode: "Isode M-Vault"
        case .eDirectory: "eDirectory"
        case .openDJ: "OpenDJ"
        case .oracleDSEE: "Oracle Directory Server Enterprise Edition"
        case .radiantOne: "RadiantOne VDS"
        }
    }

    /// What the connector takes as an anchor for this server, the usual one first. `-dn-` stands for the distinguished name.
    public var anchors: [String] {
        switch self {
        case .adLDS: ["objectGUID"]
        case .eDirectory: ["GUID"]
        // Since version 1.1.2005 of the connector.
        case .openLDAP: ["-dn-", "entryUUID"]
        default: ["-dn-"]
        }
    }

    public var anchor: String { anchors[0] }

    /// The structural class of people, where the plan names none.
    public var personClass: String { self == .adLDS ? "user" : "inetOrgPerson" }

    public var delta: Delta {
        switch self {
        case .adLDS: .counter
        case .openLDAP: .changeLog("cn=accesslog")
        case .directory389, .tivoli, .isode, .openDJ, .oracleDSEE: .changeLog("cn=changelog")
        case .eDirectory: .timeStamps
        case .apache: .none
        case .radiantOne: .ownChangeLog
        }
    }

    /// Whether the connector can give a new person an initial password. AD LDS takes none from it (entra-docs).
    public var takesPasswords: Bool { self != .adLDS }

    /// Whether the connector can hash passwords before it writes them; since version 1.1.1431, for OpenLDAP (MIMDocs: version history).
    public var takesHashedPasswords: Bool { self == .openLDAP }

    /// What the page Global names as the password attribute.
    public var passwordAttribute: String { self == .adLDS ? "unicodePwd" : "userPassword" }
}
