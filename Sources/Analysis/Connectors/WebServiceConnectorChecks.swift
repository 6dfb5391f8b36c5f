import Diagnostics
import Expressions
import Microsoft
import Plan

extension CheckedConnector {
    public struct WebServiceTarget: Sendable {
        public typealias Authentication = WebServiceSettings.Authentication

        public let template: WebServiceTemplate?
        /// A file name that ends in `.wsconfig`.
        public let project: String
        public let serviceProtocol: WebServiceSettings.ServiceProtocol
        public let server: String
        public let port: Int?
        /// nil: as the project has it.
        public let securityMode: WebServiceSettings.SecurityMode?
        public let authentication: Authentication
        public let access: Access
        public let dateFormat: String?
        public let timeZone: String?
        public let testsConnection: Bool

        /// What the Global page asks for.
        public enum Access: Sendable, Hashable {
            case account(user: String, SecretName)
            /// The service asks for nothing, or for a certificate, which the project names.
            case open
        }
    }
}

extension Checker {
    mutating func webServiceTarget(_ connector: Connector, _ settings: WebServiceSettings) -> CheckedConnector.WebServiceTarget? {
        let template = settings.template.flatMap { WebServiceTemplate.Name(rawValue: $0.value.rawValue) }.map(WebServiceTemplate.named)
        let project = checkProject(connector, settings, template)
        let authentication = settings.authentication?.value ?? .basic
        let access = checkAccess(connector, settings, authentication)
        checkDateFormat(settings.dateFormat)
        if let template { checkTemplate(connector, settings, template) }
        guard let project, let server = settings.server, let access else { return nil }
        if authentication == .basic, let mode = settings.securityMode, mode.value == .transportCredentialOnly || mode.value == .none,
            !isSameMachine(server.value, connector)
        {
            addUnlessAccepted(.plainServicePassword(connector, mode), at: connector.name.value)
        }
        return CheckedConnector.WebServiceTarget(
            template: template, project: project, serviceProtocol: settings.serviceProtocol?.value ?? .soap, server: server.value,
            port: settings.port?.value, securityMode: settings.securityMode?.value, authentication: authentication, access: access,
            dateFormat: settings.dateFormat?.value, timeZone: settings.timeZone?.value, testsConnection: settings.testsConnection?.value ?? false)
    }

    private mutating func checkProject(
        _ connector: Connector, _ settings: WebServiceSettings, _ template: WebServiceTemplate?
    ) -> String? {
        guard let project = settings.project else {
            if let project = template?.project { return project }
            report.add(.noProject(connector, settings.template))
            return nil
        }
        let text = project.value
        if text.contains("/") || text.contains("\\") {
            report.add(.projectIsPath(project))
        } else if !text.lowercased().hasSuffix(".wsconfig") || text.utf8.count == ".wsconfig".utf8.count {
            report.add(.projectEnding(project))
        }
        return text
    }

    /// nil: it can't be known; reported.
    private mutating func checkAccess(
        _ connector: Connector, _ settings: WebServiceSettings, _ authentication: WebServiceSettings.Authentication
    ) -> CheckedConnector.WebServiceTarget.Access? {
        switch authentication {
        case .none, .certificate:
            if let user = settings.user { report.add(.needlessAccount("user", authentication, user.span, settings.authentication?.span)) }
            if let password = settings.password {
                report.add(.needlessAccount("password", authentication, password.span, settings.authentication?.span))
            }
            return .open
        case .basic, .digest, .windows:
            guard let user = settings.user, let password = settings.password else {
                let key = settings.user == nil ? "user" : "password"
                report.add(.accountMissing(key, authentication, settings.authentication?.span ?? connector.name.span))
                return nil
            }
            return .account(user: user.value, password.value)
        }
    }

    /// A .NET pattern; letters that mean something else than a day are the usual mistake.
    private mutating func checkDateFormat(_ format: Spanned<String>?) {
        guard let format else { return }
        for (wrong, right) in [("YYYY", "yyyy"), ("DD", "dd")] where format.value.contains(wrong) {
            let better = format.value.replacing("YYYY", with: "yyyy").replacing("DD", with: "dd")
            report.add(.dateFormat(format, wrong, right, better))
            return
        }
    }

    /// What Microsoft's project fixes.
    private mutating func checkTemplate(_ connector: Connector, _ settings: WebServiceSettings, _ template: WebServiceTemplate) {
        guard let word = settings.template else { return }
        if let type = connector.objectType, type.value != template.objectType {
            report.add(.templateFixes("object-type", type, template.objectType, template, word.span))
        }
        if let anchor = connector.anchor, let fixed = template.anchor, anchor.value != fixed {
            report.add(.templateFixes("anchor", anchor, fixed, template, word.span))
        }
        guard template.name == .sapECC else { return }
        if settings.serviceProtocol?.value == .rest, let kind = settings.serviceProtocol { report.add(.sapIsSOAP(kind, word.span)) }
        if settings.testsConnection?.value == true, settings.project == nil, let test = settings.testsConnection {
            report.add(.templateHasNoTest(test.span, template))
        }
        if let flow = connector.onDisable, flow.value != "nothing", flow.value != "none" { report.add(.sapDisables(flow)) }
    }

    // MARK: What the mapping must give

    mutating func checkWebServiceMapping(
        _ mapping: CheckedMapping, _ connector: CheckedConnector, _ target: CheckedConnector.WebServiceTarget
    ) {
        guard plan.isComplete, target.template?.name == .sapECC else { return }
        let written = plan.mappings.first { $0.name.value == mapping.name }
        let tried = Set(written.map { $0.attributes.map(\.target.value) + $0.match.map(\.target.value) } ?? [])
        // Who writes the flow down without a mapping of the flag was told so for every kind of connector.
        let isReported = plan.connectors.first { $0.name.value == connector.name }?.onDisable != nil
            && !mapping.attributes.contains { Checker.tellsOfLeavers($0) }
        if !tried.contains("expirationTime"), !isReported { addUnlessAccepted(.sapStaysValid(connector, mapping), at: connector.name) }
        if let item = mapping.attributes.first(where: { $0.target.name == "userName" }), !item.onCreate {
            report.add(.sapRename(item))
        }
    }
}

extension Diagnostic {
    fileprivate static func noProject(_ connector: Connector, _ template: Spanned<WebServiceSettings.Template>?) -> Diagnostic {
        Diagnostic(
            .webServiceProject, "`\(connector.name.value)` names no project", at: Label(template?.span ?? connector.name.span),
            why: template == nil ? "The connector does what a project says: its schema, and its calls for import and export."
                : "The name of this template's file is not documented, and it may have been changed to fit.",
            help: [FixIt("add project: NAME.wsconfig, the file in the folder Service\\ECMA of the host")])
    }

    fileprivate static func projectIsPath(_ project: Spanned<String>) -> Diagnostic {
        let name = project.value.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? project.value
        return Diagnostic(
            .webServiceProject, "a project is named without its folder", at: Label(project.span),
            why: "The wizard lists the files that are in the folder Service\\ECMA of the host, and no others.",
            help: [FixIt("write \(name), and put the file there", replace: project.span, with: name)])
    }

    fileprivate static func projectEnding(_ project: Spanned<String>) -> Diagnostic {
        let bare = project.value.split(separator: ".").first.map(String.init) ?? "tickets"
        return Diagnostic(
            .webServiceProject, "`\(project.value)` is no project of the Web Services connector", at: Label(project.span, "does not end in .wsconfig"),
            why: "A project is a .wsconfig file, made by the Web Service Configuration Tool.",
            help: [FixIt("write the name of that file, for example \(bare).wsconfig")])
    }

    fileprivate static func needlessAccount(
        _ key: String, _ authentication: WebServiceSettings.Authentication, _ span: Span, _ said: Span?
    ) -> Diagnostic {
        Diagnostic(
            .webServiceAuthentication, "authentication `\(authentication.rawValue)` takes no `\(key)`",
            at: Label(span), and: said.map { [Label($0, "how the service is called")] } ?? [],
            why: authentication == .certificate
                ? "The certificate is named in the project's own generated.config, which is edited by hand." : "The service is called without one.",
            help: [FixIt("remove `\(key)`, or choose another authentication")])
    }

    fileprivate static func accountMissing(
        _ key: String, _ authentication: WebServiceSettings.Authentication, _ span: Span
    ) -> Diagnostic {
        Diagnostic(
            .webServiceAuthentication, "authentication `\(authentication.rawValue)` needs `\(key)`", at: Label(span),
            help: [FixIt(key == "user" ? "add user: svc-ecma, or write authentication: none" : "add password: {secret: ECMA_SERVICE_PASSWORD}")])
    }

    fileprivate static func plainServicePassword(
        _ connector: Connector, _ mode: Spanned<WebServiceSettings.SecurityMode>
    ) -> Diagnostic {
        Diagnostic(
            .plainPassword, "the password of `\(connector.name.value)` crosses the network in the clear", at: Label(mode.span),
            why: "In this mode the call is plain HTTP, and basic authentication sends name and password as they are.",
            help: [FixIt("let the service speak HTTPS, and write security-mode: Transport"), acceptance("plain-password", connector.name.value)])
    }

    fileprivate static func dateFormat(_ format: Spanned<String>, _ wrong: String, _ right: String, _ better: String) -> Diagnostic {
        Diagnostic(
            .dateFormat, "`\(wrong)` is no part of a date in a .NET pattern", at: Label(format.span),
            why: "The letters would stand in each date as they are: the pattern for years is yyyy, and that for days dd.",
            help: [FixIt("write \(better)", replace: format.span, with: better)])
    }

    fileprivate static func templateFixes(
        _ key: String, _ given: Spanned<String>, _ right: String, _ template: WebServiceTemplate, _ said: Span
    ) -> Diagnostic {
        let why = key == "object-type"
            ? "Only users are provisioned: no roles, profiles or groups."
            : "The project names the attribute by which an account is found."
        return Diagnostic(
            .webServiceTemplate, "the \(key) of \(template.title) is `\(right)`", at: Label(given.span), and: [Label(said, "the template")], why: why,
            help: [FixIt("write \(right)", replace: given.span, with: right)])
    }

    fileprivate static func sapIsSOAP(_ kind: Spanned<WebServiceSettings.ServiceProtocol>, _ said: Span) -> Diagnostic {
        Diagnostic(
            .webServiceTemplate, "SAP ECC is called by SOAP", at: Label(kind.span), and: [Label(said, "the template")],
            why: "The template's workflows call the BAPIs of the user administration as SOAP services.",
            help: [FixIt("write soap", replace: kind.span, with: "soap")])
    }

    fileprivate static func templateHasNoTest(_ span: Span, _ template: WebServiceTemplate) -> Diagnostic {
        Diagnostic(
            .webServiceTemplate, "the project \(template.project ?? "") has no workflow for Test Connection", at: Label(span),
            why: "The box is for projects that have one: the wizard would run what is not there.",
            help: [FixIt("remove `test-connection`, or name a project of your own that has it")])
    }

    fileprivate static func sapDisables(_ flow: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .webServiceTemplate, "SAP ECC disables nobody by the host", at: Label(flow.span),
            why: "An account ends with its expirationTime, which a mapping writes; Disable flow is None.",
            help: [
                FixIt("write on-disable: nothing, and map expirationTime from IsSoftDeleted", replace: flow.span, with: "nothing")
            ])
    }

    fileprivate static func sapStaysValid(_ connector: CheckedConnector, _ mapping: CheckedMapping) -> Diagnostic {
        Diagnostic(
            .sapStaysValid, "leavers keep their account in `\(connector.name)`", at: Label(mapping.span, "does not write expirationTime"),
            and: [Label(connector.span, "SAP ECC")],
            why: "An account in SAP ECC ends with its expirationTime, and the host's Disable flow does nothing there.",
            help: [
                FixIt("add expirationTime: '=Switch([IsSoftDeleted], \"9999-12-31\", \"True\", \"1990-01-01\")'"),
                acceptance("sap-stays-valid", connector.name),
            ])
    }

    fileprivate static func sapRename(_ item: CheckedAttributeMapping) -> Diagnostic {
        Diagnostic(
            .webServiceTemplate, "`userName` is written on creation only", at: Label(item.span, "applied always"),
            why: "It is the anchor: another user name is another account to SAP, and anchors can't change.",
            help: [FixIt("add `apply: on-create`")])
    }
}
