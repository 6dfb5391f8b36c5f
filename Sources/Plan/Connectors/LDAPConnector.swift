import Diagnostics
import LDAP
import YAMLSyntax

/// A directory server, through the Generic LDAP connector.
public struct LDAPSettings: Sendable {
    public enum Security: String, Sendable, CaseIterable {
        /// LDAPS: TLS from the first byte.
        case tls
        case startTLS = "start-tls"
        case none
    }

    public enum Authentication: String, Sendable, CaseIterable {
        /// A DN and its password.
        case simple
        case kerberos
        /// A client certificate (SASL EXTERNAL).
        case certificate
        case anonymous
    }

    /// Where Windows keeps the client certificate.
    public struct Certificate: Sendable {
        public enum Location: String, Sendable, CaseIterable {
            case localMachine = "LocalMachine"
            case currentUser = "CurrentUser"
        }

        public var location: Spanned<Location>?
        public var store: Spanned<String>?
        public var subject: Spanned<String>?
        public var span: Span
    }

    /// An object class that the organisation added to the schema.
    public struct ObjectClass: Sendable {
        public enum Kind: String, Sendable, CaseIterable {
            case structural, auxiliary, abstract
        }

        public var name: Spanned<String>
        public var kind: Spanned<Kind>?
        public var superior: Spanned<String>?
        public var must: [Spanned<String>]
        public var may: [Spanned<String>]
    }

    public var directory: Spanned<String>?
    public var server: Spanned<String>?
    public var port: Spanned<Int>?
    public var security: Spanned<Security>?
    public var authentication: Spanned<Authentication>?
    public var user: Spanned<String>?
    public var password: Spanned<SecretName>?
    public var realm: Spanned<String>?
    public var certificate: Certificate?
    public var baseDN: Spanned<DistinguishedName>?
    public var container: Spanned<DistinguishedName>?
    public var auxiliaryClasses: [Spanned<String>]
    public var classes: [ObjectClass]
    public var deltaImport: Spanned<Bool>?
    public var changeLog: Spanned<DistinguishedName>?
    public var hashesPasswords: Spanned<Bool>?
}

extension Decoder {
    mutating func ldapSettings(_ fields: Fields) -> LDAPSettings {
        LDAPSettings(
            directory: text(fields["directory"]),
            server: text(fields["server"]),
            port: integer(fields["port"], in: 1...65_535),
            security: word(fields["security"], "protection of a connection"),
            authentication: word(fields["authentication"], "authentication"),
            user: text(fields["user"]),
            password: secret(fields["password"]),
            realm: text(fields["realm"]),
            certificate: fields["certificate"].flatMap { clientCertificate($0) },
            baseDN: distinguishedName(fields["base-dn"]),
            container: distinguishedName(fields["container"]),
            auxiliaryClasses: texts(fields["auxiliary-classes"]),
            classes: named(fields["classes"], "object classes", anyName: true).compactMap { objectClass($0, $1) },
            deltaImport: boolean(fields["delta-import"]),
            changeLog: distinguishedName(fields["change-log"]),
            hashesPasswords: boolean(fields["hash-passwords"]))
    }

    private mutating func clientCertificate(_ node: YAMLNode) -> LDAPSettings.Certificate? {
        guard let fields = fields(node, Vocabulary.clientCertificate) else { return nil }
        return LDAPSettings.Certificate(
            location: word(fields["location"], "certificate store"), store: text(fields["store"]), subject: text(fields["subject"]), span: node.span)
    }

    private mutating func objectClass(_ name: Spanned<String>, _ node: YAMLNode) -> LDAPSettings.ObjectClass? {
        guard let fields = fields(node, Vocabulary.objectClass) else { return nil }
        return LDAPSettings.ObjectClass(
            name: name, kind: word(fields["kind"], "kind of object class"), superior: text(fields["superior"]), must: texts(fields["must"]),
            may: texts(fields["may"]))
    }

    /// A distinguished name; what is wrong in it is shown at its own place.
    mutating func distinguishedName(_ node: YAMLNode?) -> Spanned<DistinguishedName>? {
        guard let node, let text = text(node) else { return nil }
        switch DistinguishedName.parse(text.value) {
        case .success(let name) where !name.names.isEmpty: return Spanned(name, text.span)
        case .success:
            report.add(.badDistinguishedName(text.value, "a distinguished name has one level at least", at: text.span))
            return nil
        case .failure(let error):
            // Places are only exact where no parameter changed the text.
            let place = text.value == node.text ? node.place(of: error.range, in: sources) : text.span
            report.add(.badDistinguishedName(text.value, error.problem, at: place))
            return nil
        }
    }
}

extension Vocabulary {
    static let ldapConnector: [KeySet.Key] = [
        .init("directory", required: true, "ad-lds, openldap, 389-directory or another of the supported servers"),
        .init("server", required: true, "the directory server"),
        .init("port", "636 with tls, 389 else"),
        .init("security", "tls, start-tls or none; tls where nothing is said"),
        .init("authentication", "simple, kerberos, certificate or anonymous; simple where nothing is said"),
        .init("user", "the DN of the account that binds; with kerberos, its name"),
        .init("password", "the account's password, named"),
        .init("realm", "the Kerberos realm of the account"),
        .init("certificate", "the client certificate that binds"),
        .init("base-dn", required: true, "the partition"),
        .init("container", required: true, "where people are created"),
        .init("auxiliary-classes", "classes that people have beside the object type, for example posixAccount"),
        .init("classes", "object classes that the organisation added to the schema"),
        .init("delta-import", "true: the host also asks for changes only"),
        .init("change-log", "the DN of the change log, where it is not the server's usual one"),
        .init("hash-passwords", "true: the connector hashes initial passwords, for OpenLDAP"),
    ]

    public static let clientCertificate = KeySet("a client certificate", [
        .init("location", "LocalMachine or CurrentUser; LocalMachine where nothing is said"),
        .init("store", "the store; My where nothing is said"),
        .init("subject", required: true, "the certificate's subject"),
    ])

    public static let objectClass = KeySet("an object class", [
        .init("kind", "structural, auxiliary or abstract; structural where nothing is said"),
        .init("superior", "the class that it extends; top where nothing is said"),
        .init("must", "attributes that an entry must have"),
        .init("may", "attributes that an entry may have"),
    ])
}

extension Diagnostic {
    static func badDistinguishedName(_ text: String, _ problem: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .badDistinguishedName, "`\(text)` is no distinguished name", at: Label(span, problem),
            help: [FixIt("write each level as attribute=value, from the entry to the root, with commas between: OU=People,DC=contoso,DC=com")])
    }
}
