import Diagnostics
import Expressions
import Microsoft
import Plan

extension CheckedConnector {
    public struct PowerShellTarget: Sendable {
        public let service: String
        public let user: String
        public let password: SecretName
        /// Attribute → the reference that the script finds by it.
        public let lookups: [(attribute: String, reference: String)]
        /// The attribute by which people who are there already are found, to get their anchor; nil: nobody is.
        public let adoptBy: String?
    }
}

extension Checker {
    mutating func powerShellTarget(_ connector: Connector, _ settings: PowerShellSettings) -> CheckedConnector.PowerShellTarget? {
        guard let service = settings.service, let user = settings.user, let password = settings.password else { return nil }
        checkNoSecret(in: service)
        if !service.value.hasPrefix("http://") || !service.value.hasSuffix(":5725") { report.add(.mimAddress(service)) }
        for (attribute, _) in settings.lookups
        where connector.attributes?.contains(where: { $0.name.value == attribute.value }) == false {
            unknownName(attribute, "attribute of `\(connector.name.value)`", known: connector.attributes?.map(\.name.value) ?? [])
        }
        if let key = settings.adoptBy {
            if connector.attributes?.contains(where: { $0.name.value == key.value }) == false {
                unknownName(key, "attribute of `\(connector.name.value)`", known: connector.attributes?.map(\.name.value) ?? [])
            }
        } else if let portal = plan.legacy?.agents.first(where: { $0.kind?.value == .mimService }) {
            addUnlessAccepted(.createsTwice(connector.name, portal), at: connector.name.value)
        }
        return CheckedConnector.PowerShellTarget(
            service: service.value, user: user.value, password: password.value,
            lookups: settings.lookups.map { (attribute: $0.attribute.value, reference: $0.reference.value) },
            adoptBy: settings.adoptBy?.value)
    }
}

extension Diagnostic {
    static func mimAddress(_ service: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .mimAddress, "this is not the address of the MIM Service",
            at: Label(service.span),
            why: "Windows PowerShell reaches it at port 5725 over http; the messages themselves are signed and encrypted.",
            help: [FixIt("write http://HOST:5725")])
    }

    static func createsTwice(_ connector: Spanned<String>, _ portal: Legacy.Agent) -> Diagnostic {
        Diagnostic(
            .createsTwice, "`\(connector.value)` would create the people whom MIM already has a second time",
            at: Label(connector.span), and: [Label(portal.span, "MIM's own agent for the portal")],
            why: "They carry no anchor of Entra's yet, so the host does not find them.",
            help: [
                FixIt("say by which attribute they are found and get their anchor, for example `adopt-by: EmployeeID`"),
                acceptance("creates-twice", connector.value),
            ])
    }
}
