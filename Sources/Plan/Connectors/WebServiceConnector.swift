import Diagnostics
import YAMLSyntax

/// A REST or SOAP service, through the Web Services connector.
public struct WebServiceSettings: Sendable {
    public var project: Spanned<String>?
    public var server: Spanned<String>?
    public var port: Spanned<Int>?
    public var user: Spanned<String>?
    public var password: Spanned<SecretName>?
}

extension Decoder {
    mutating func webServiceSettings(_ fields: Fields) -> WebServiceSettings {
        WebServiceSettings(
            project: text(fields["project"]),
            server: text(fields["server"]),
            port: integer(fields["port"], in: 1...65_535),
            user: text(fields["user"]),
            password: secret(fields["password"]))
    }
}

extension Vocabulary {
    static let webServiceConnector: [KeySet.Key] = [
        .init("project", required: true, "the .wsconfig file"),
        .init("server", required: true, "the web service's host"),
        .init("port", "its port"),
        .init("user", required: true, "the account that calls it"),
        .init("password", required: true, "the account's password, named"),
    ]
}
