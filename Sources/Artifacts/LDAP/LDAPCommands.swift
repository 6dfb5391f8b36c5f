import Analysis
import LDAP

/// How the tools of OpenLDAP reach a connector's directory as the connector does; each a line for a POSIX shell. Passwords are asked
/// for (`-W`).
struct LDAPCommands {
    let target: CheckedConnector.LDAPTarget

    init(_ target: CheckedConnector.LDAPTarget) {
        self.target = target
    }

    func add(_ file: String) -> String { "ldapadd \(connection) -f \(ShellWriter.literal(file))" }

    /// Entries that are there already are passed over.
    func addMissing(_ file: String) -> String { "ldapadd -c \(connection) -f \(ShellWriter.literal(file))" }

    func modify(_ file: String) -> String { "ldapmodify \(connection) -f \(ShellWriter.literal(file))" }

    func search(_ base: DistinguishedName, _ filter: String, showing attributes: [String]) -> String {
        "ldapsearch -LLL \(connection) -b \(ShellWriter.literal(base.description)) "
            + ([ShellWriter.literal(filter)] + attributes.map(ShellWriter.literal)).joined(separator: " ")
    }

    private var connection: String {
        let scheme = target.security == .tls ? "ldaps" : "ldap"
        let encryption = target.security == .startTLS ? "-ZZ " : ""
        let address = ShellWriter.literal("\(scheme)://\(target.server):\(target.port)")
        switch target.credentials {
        case .simple(let user, _): return "-x \(encryption)-H \(address) -D \(ShellWriter.literal(user)) -W"
        case .kerberos: return "-Y GSSAPI \(encryption)-H \(address)"
        case .certificate: return "-Y EXTERNAL \(encryption)-H \(address)"
        case .anonymous: return "-x \(encryption)-H \(address)"
        }
    }
}
