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
    /// The MIM Service, or scripts of the plan's own: one of the two.
    mutating func powerShellTarget(_ connector: Connector, _ settings: PowerShellSettings) -> CheckedConnector.Target? {
        switch (settings.service, settings.scripts) {
        case (let service?, let scripts?):
            report.add(.scriptsAndService(scripts, service))
            return nil
        case (nil, nil):
            report.add(.neitherScriptsNorService(connector.name))
            return nil
        case (_?, nil):
            for key in ["parameters", "capabilities"] { refuse(key, of: settings, with: "service") }
            return serviceTarget(connector, settings).map { .powershell($0) }
        case (nil, let scripts?):
            for key in ["lookups", "adopt-by"] { refuse(key, of: settings, with: "scripts") }
            return scriptsTarget(connector, settings, scripts).map { .scripts($0) }
        }
    }

    private mutating func refuse(_ key: String, of settings: PowerShellSettings, with other: String) {
        if let span = settings.keySpans[key] { report.add(.keyOfOtherScripts(key, span, with: other)) }
    }

    private mutating func serviceTarget(_ connector: Connector, _ settings: PowerShellSettings) -> CheckedConnector.PowerShellTarget? {
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

extension Checker {
    /// Texts that are longer than the indexed strings of `Person` hold.
    mutating func checkPortalLengths(_ connector: CheckedConnector) {
        let written = plan.connectors.first { $0.name.value == connector.name }?.attributes ?? []
        for attribute in connector.attributes where MIMPersonAttribute.strings.contains(attribute.name) {
            guard case .string(let length?) = attribute.type.base, length > MIMPersonAttribute.maximumLength else { continue }
            let span = written.first { $0.name.value == attribute.name }?.type.span ?? connector.span
            addUnlessAccepted(.longPortalText(attribute, length, connector, span), at: "\(connector.name).\(attribute.name)")
        }
    }
}

extension Diagnostic {
    static func scriptsAndService(_ scripts: Spanned<String>, _ service: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .scriptsOrService, "this connector has scripts of its own and a MIM Service",
            at: Label(scripts.span, "its own scripts"), and: [Label(service.span, "scripts are generated for this")],
            why: "The wizard has one field for each script.",
            help: [FixIt("remove `service` to run your scripts, or `scripts` to have them generated")])
    }

    static func neitherScriptsNorService(_ name: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .scriptsOrService, "`\(name.value)` says neither which scripts it runs nor which MIM Service it writes to",
            at: Label(name.span),
            why: "The PowerShell connector does nothing by itself: what it reads and writes is in its scripts.",
            help: [FixIt("add `scripts: scripts/\(name.value)` for scripts of your own, or `service: http://HOST:5725` to have them generated for the MIM Service")])
    }

    static func keyOfOtherScripts(_ key: String, _ span: Span, with other: String) -> Diagnostic {
        Diagnostic(
            .scriptsOrService, "`\(key)` means nothing beside `\(other)`", at: Label(span),
            why: other == "service"
                ? "The generated scripts declare the parameters and capabilities that they need themselves."
                : "What your own scripts look up is theirs to say.",
            help: [FixIt("remove it")])
    }

    static func longPortalText(_ attribute: CheckedAttribute, _ length: Int, _ connector: CheckedConnector, _ span: Span) -> Diagnostic {
        Diagnostic(
            .longPortalText, "`\(attribute.name)` may have \(length) characters, and the MIM Service takes \(MIMPersonAttribute.maximumLength)",
            at: Label(span),
            why: "It is an indexed string of Person; a longer value is refused when it comes, for this one person.",
            help: [
                FixIt("declare string(\(MIMPersonAttribute.maximumLength)) and shorten it in the mapping: Left([…], \(MIMPersonAttribute.maximumLength))"),
                acceptance("long-portal-text", "\(connector.name).\(attribute.name)"),
            ])
    }

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
