import Diagnostics
import YAMLSyntax

/// An application that speaks SCIM.
public struct SCIMSettings: Sendable {
    public var url: Spanned<String>?
}

extension Decoder {
    mutating func scimSettings(_ fields: Fields) -> SCIMSettings {
        SCIMSettings(
            url: text(fields["url"]))
    }
}

extension Vocabulary {
    static let scimConnector: [KeySet.Key] = [
        .init("url", required: true, "the SCIM endpoint"),
        .init("token", required: true, "the bearer token, named"),
        .init("agent", "the provisioning agent, for an endpoint on premises"),
        .init("anchor", "the attribute that identifies an object"),
    ]
}
