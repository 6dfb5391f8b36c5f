import Diagnostics
import YAMLSyntax

/// A REST or SOAP service, through the Web Services connector.
public struct WebServiceSettings: Sendable {
    public enum ServiceProtocol: String, Sendable, CaseIterable {
        case rest, soap
    }

    public enum Template: String, Sendable, CaseIterable {
        case sapECC = "sap-ecc"
        case oracleEBS = "oracle-ebs"
        case peopleSoft = "peoplesoft"
    }

    /// How the connection itself is protected, under the names of Windows Communication Foundation.
    public enum SecurityMode: String, Sendable, CaseIterable {
        case none = "None"
        case transport = "Transport"
        case transportCredentialOnly = "TransportCredentialOnly"
        case transportWithMessageCredential = "TransportWithMessageCredential"
        case message = "Message"
    }

    /// What the service asks for, the client credential type.
    public enum Authentication: String, Sendable, CaseIterable {
        case none, basic, digest, windows, certificate
    }

    public var template: Spanned<Template>?
    public var project: Spanned<String>?
    public var serviceProtocol: Spanned<ServiceProtocol>?
    public var server: Spanned<String>?
    public var port: Spanned<Int>?
    public var securityMode: Spanned<SecurityMode>?
    public var authentication: Spanned<Authentication>?
    public var user: Spanned<String>?
    public var password: Spanned<SecretName>?
    public var dateFormat: Spanned<String>?
    public var timeZone: Spanned<String>?
    public var testsConnection: Spanned<Bool>?
}

extension Decoder {
    mutating func webServiceSettings(_ fields: Fields) -> WebServiceSettings {
        WebServiceSettings(
            template: word(fields["template"], "template"),
            project: text(fields["project"]),
            serviceProtocol: word(fields["protocol"], "protocol"),
            server: text(fields["server"]),
            port: integer(fields["port"], in: 1...65_535),
            securityMode: word(fields["security-mode"], "security mode"),
            authentication: word(fields["authentication"], "authentication"),
            user: text(fields["user"]),
            password: secret(fields["password"]),
            dateFormat: text(fields["date-format"]),
            timeZone: text(fields["time-zone"]),
            testsConnection: boolean(fields["test-connection"]))
    }
}

extension Vocabulary {
    static let webServiceConnector: [KeySet.Key] = [
        .init("template", "Microsoft's project that this one is made from: sap-ecc, oracle-ebs or peoplesoft"),
        .init("project", "the .wsconfig file; with sap-ecc sapecc.wsconfig where nothing is said"),
        .init("protocol", "rest or soap; soap where nothing is said"),
        .init("server", required: true, "the web service's host"),
        .init("port", "its port"),
        .init("security-mode", "None, Transport, TransportCredentialOnly, TransportWithMessageCredential or Message, as the project has it"),
        .init("authentication", "none, basic, digest, windows or certificate; basic where nothing is said"),
        .init("user", "the account that calls it"),
        .init("password", "the account's password, named"),
        .init("date-format", "how the service writes dates, as a .NET pattern: yyyy-MM-dd"),
        .init("time-zone", "the service's time zone, as Windows names it"),
        .init("test-connection", "true: the project has that workflow, and the wizard runs it"),
    ]
}
