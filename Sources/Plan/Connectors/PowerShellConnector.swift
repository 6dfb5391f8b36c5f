import Diagnostics
import YAMLSyntax

/// Scripts that the PowerShell connector runs; today those for the MIM Service.
public struct PowerShellSettings: Sendable {
    public var service: Spanned<String>?
    public var user: Spanned<String>?
    public var password: Spanned<SecretName>?
    /// Attribute: the reference it stands for. Text keys that a script resolves.
    public var lookups: [(attribute: Spanned<String>, reference: Spanned<String>)]
    public var adoptBy: Spanned<String>?
}

extension Decoder {
    mutating func powerShellSettings(_ fields: Fields) -> PowerShellSettings {
        PowerShellSettings(
            service: text(fields["service"]),
            user: text(fields["user"]),
            password: secret(fields["password"]),
            lookups: named(fields["lookups"], "lookups", anyName: true).compactMap { attribute, value in
                text(value).map { (attribute: attribute, reference: $0) }
            },
            adoptBy: text(fields["adopt-by"]))
    }
}

extension Vocabulary {
    static let powerShellConnector: [KeySet.Key] = [
        .init("service", required: true, "the address of the MIM Service"),
        .init("user", required: true, "the account that calls the MIM Service"),
        .init("password", required: true, "the account's password, named"),
        .init("lookups", "reference attributes that the script finds by a text key"),
        .init("adopt-by", "the attribute by which people who are there already are found, to get their anchor"),
    ]
}
