/// The LDAP servers that Microsoft lists for the Generic LDAP connector, as far as anchors go (MIMDocs: generic LDAP).
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

    /// The anchor that the connector takes for this server.
    public var anchor: String {
        switch self {
        case .adLDS: "objectGUID"
        case .eDirectory: "GUID"
        default: "-dn-"
        }
    }
}
