import Diagnostics
import YAMLSyntax

/// A domain of Active Directory.
public struct ActiveDirectorySettings: Sendable {
    public var domain: Spanned<String>?
    public var container: Spanned<String>?
    public var firstPassword: Spanned<FirstPassword>?

    /// How a new person comes to a password: the one that the agent makes is seen by nobody.
    public enum FirstPassword: String, Sendable, CaseIterable {
        /// A temporary access pass, handed out by a lifecycle workflow; the password is set by self-service then.
        case accessPass = "access-pass"
        /// Self-service reset with writeback, by what HR knows of the person.
        case selfService = "self-service"
        /// The manager gets it from the service desk.
        case manager
        case serviceDesk = "service-desk"
    }
}

extension Decoder {
    mutating func activeDirectorySettings(_ fields: Fields) -> ActiveDirectorySettings {
        ActiveDirectorySettings(
            domain: text(fields["domain"]),
            container: text(fields["container"]), firstPassword: word(fields["first-password"], "road of a first password"))
    }
}

extension Vocabulary {
    static let activeDirectoryConnector: [KeySet.Key] = [
        .init("agent", required: true, "the provisioning agent joined to the domain"),
        .init("domain", required: true, "the AD domain"),
        .init("container", required: true, "where people are created when no mapping says otherwise"),
        .init("first-password", "how a new person comes to a password: access-pass, self-service, manager or service-desk"),
        .init("anchor", "the attribute that identifies an object"),
    ]
}
