import Diagnostics
import YAMLSyntax

/// A domain of Active Directory.
public struct ActiveDirectorySettings: Sendable {
    public var domain: Spanned<String>?
    public var container: Spanned<String>?
}

extension Decoder {
    mutating func activeDirectorySettings(_ fields: Fields) -> ActiveDirectorySettings {
        ActiveDirectorySettings(
            domain: text(fields["domain"]),
            container: text(fields["container"]))
    }
}

extension Vocabulary {
    static let activeDirectoryConnector: [KeySet.Key] = [
        .init("agent", required: true, "the provisioning agent joined to the domain"),
        .init("domain", required: true, "the AD domain"),
        .init("container", required: true, "where people are created when no mapping says otherwise"),
        .init("anchor", "the attribute that identifies an object"),
    ]
}
