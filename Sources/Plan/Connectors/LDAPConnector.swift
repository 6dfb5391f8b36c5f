import Diagnostics
import YAMLSyntax

/// A directory server, through the Generic LDAP connector.
public struct LDAPSettings: Sendable {
    public var directory: Spanned<String>?
    public var server: Spanned<String>?
    public var port: Spanned<Int>?
    public var security: Spanned<String>?
    public var baseDN: Spanned<String>?
    public var container: Spanned<String>?
    public var user: Spanned<String>?
    public var password: Spanned<SecretName>?
}

extension Decoder {
    mutating func ldapSettings(_ fields: Fields) -> LDAPSettings {
        LDAPSettings(
            directory: text(fields["directory"]),
            server: text(fields["server"]),
            port: integer(fields["port"], in: 1...65_535),
            security: text(fields["security"]),
            baseDN: text(fields["base-dn"]),
            container: text(fields["container"]),
            user: text(fields["user"]),
            password: secret(fields["password"]))
    }
}

extension Vocabulary {
    static let ldapConnector: [KeySet.Key] = [
        .init("directory", required: true, "ad-lds, openldap, 389-directory or another of the supported servers"),
        .init("server", required: true, "the directory server"),
        .init("port", "636 with tls, 389 else"),
        .init("security", "tls, start-tls or none"),
        .init("base-dn", required: true, "the partition"),
        .init("container", required: true, "where people are created"),
        .init("user", required: true, "the DN of the account that binds"),
        .init("password", required: true, "the account's password, named"),
    ]
}
