import Analysis
import Microsoft
import Plan

/// A provisioning agent and ECMA host on a server of one's own: five steps (`agent.1` to `agent.5`).
struct AgentSection {
    let agent: CheckedAgent
    /// It runs connectors of the ECMA host.
    let isHost: Bool
    /// It serves applications, those that speak SCIM among them; else Active Directory.
    let servesApplications: Bool

    var section: ChecklistSection {
        var steps: [ChecklistStep] = [
            .init(
                id: "agent.1",
                action: "Choose the server: \(Markdown.code(agent.server)). Windows Server 2016 or later with desktop, .NET 4.7.2 (4.8 for LithnetRMA 2), 3 GB of memory"
                    + (servesApplications ? "; not the server of an agent for Cloud Sync or HR." : "; joined to the domain, and not the server of an agent for applications."),
                actors: [.hybridIdentity], evidence: "output of the prerequisites script"),
            .init(
                id: "agent.2",
                action: "Open the outbound names on port 443 and 80 (`*.msappproxy.net`, `*.servicebus.windows.net`, `*.microsoftonline.com`, `*.windowsazure.com`, `login.windows.net`); no TLS inspection on the way.",
                actors: [.operations], evidence: "connection test from the server"),
            .init(
                id: "agent.3",
                action: "Install the agent with the extension " + (servesApplications
                    ? "_On-premises application provisioning (Microsoft Entra ID to application)_" : "_HR-driven provisioning_")
                    + " and sign in; it registers with Entra ID.",
                actors: [.hybridIdentity], evidence: "the agent is listed as active in the portal", wait: "10 to 20 minutes before it can be chosen"),
        ]
        if isHost {
            steps += [
                .init(
                    id: "agent.4",
                    action: "In the host's wizard set port \(agent.port) and "
                        + (agent.hasAuthorityCertificate
                            ? "the certificate of your authority, whose subject is \(Markdown.code(agent.server))."
                            : "generate a certificate; it is self-signed, for tests only, and ends after 2 years."),
                    actors: [.hybridIdentity], evidence: "the service `Microsoft ECMA2Host` runs; the certificate's last day"
                        + (agent.certificateEnds.map { ", \(Markdown.code($0))," } ?? "") + " is in the calendar: it is renewed by hand"),
                .init(
                    id: "agent.5",
                    action: agent.standby.map {
                        "Install agent and host on the standby \(Markdown.code($0)), stopped and not assigned: one active, one passive. To fail over, stop and unassign the active one, then start and assign this one."
                    } ?? "If a second data centre is required: install a passive host there, stopped and not assigned.",
                    actors: [.hybridIdentity], evidence: "note"),
            ]
        }
        if !servesApplications {
            steps.append(.init(
                id: "agent.4",
                action: "Install a second agent of the same kind on another server of the forest; both are active. With one, nothing reaches Active Directory while it restarts.",
                actors: [.hybridIdentity], evidence: "two agents are listed as active"))
        }
        return .init(id: agent.name, title: "\(agent.title)", steps: steps)
    }
}

/// What is set up once for a connector of the ECMA host, or for an application that speaks SCIM.
struct ConnectorSection {
    let connector: CheckedConnector
    let plan: CheckedPlan

    var section: ChecklistSection? {
        switch connector.target {
        case .powershell(let target): powershell(target)
        case .scripts(let target): scripts(target)
        case .sql(let target): sql(target)
        case .ldap(let target): ldap(target)
        case .webService(let target): webService(target)
        case .ecma2(let target): custom(target)
        case .scim(let target): scim(target)
        case .activeDirectory: nil
        }
    }

    private var sheet: String { "ecma/\(connector.name).md" }
    private var tokenText: String { connector.token.map { Markdown.code($0.name) } ?? "" }

    private func common(_ prefix: String, from number: Int) -> [ChecklistStep] {
        [
            .init(
                id: "\(prefix).\(number)", action: "Configure the run profiles Export and Full Import.", actors: [.hybridIdentity],
                artifact: sheet, evidence: "both are present"),
            .init(
                id: "\(prefix).\(number + 1)",
                action: "Choose the object type \(Markdown.code(connector.objectType)), the anchor \(Markdown.code(connector.anchor)), and all \(connector.attributes.count) attributes of the sheet.",
                actors: [.hybridIdentity], artifact: sheet, evidence: "the list equals the sheet"),
            .init(
                id: "\(prefix).\(number + 2)", action: "Set deprovisioning: Disable flow \(flow(connector.onDisable)), Delete flow \(flow(connector.onDelete)).",
                actors: [.hybridIdentity], artifact: sheet, evidence: "a leaver's test shows it"),
        ]
    }

    private func flow(_ flow: HostFlow) -> String {
        switch flow {
        case .none: "`None`"
        case .delete: "`Delete`"
        case .set(let attribute): "`Set attribute value` on \(Markdown.code(attribute))"
        }
    }

    private func powershell(_ target: CheckedConnector.PowerShellTarget) -> ChecklistSection {
        let folder = "powershell/\(connector.name)"
        let steps: [ChecklistStep] = [
            .init(
                id: "ps.0",
                action: "Install the module LithnetRMA on the host, and give \(Markdown.code(target.user)) management policy rules to create, read, change and delete \(Markdown.code(connector.objectType)) with the attributes of the sheet, exempt from authorization workflows.",
                actors: [.mim], evidence: "a test object was created and deleted by the account"),
            .init(
                id: "ps.1", action: "Put the schema script in place.", actors: [.mim], artifact: "\(folder)/schema.ps1",
                evidence: "the wizard shows the type and its attributes"),
            .init(
                id: "ps.2", action: "Declare the additional configuration parameter `ServiceAddress`; it appears on the Global page.",
                actors: [.hybridIdentity], artifact: sheet, evidence: "the page shows it"),
            .init(
                id: "ps.3", action: "Put the import script in place.", actors: [.mim], artifact: "\(folder)/import.ps1",
                evidence: "the cache holds the number of people that the connector manages"),
            .init(
                id: "ps.4", action: "Put the export script in place.", actors: [.mim], artifact: "\(folder)/export.ps1",
                evidence: "create, change and delete of a test user"),
            .init(
                id: "ps.5",
                action: "Set the script's parameters: service \(Markdown.code(target.service)), account \(Markdown.code(target.user)); type the secrets \(Markdown.code(target.password.name)) and \(tokenText).",
                actors: [.hybridIdentity, .security], artifact: sheet, evidence: "the page was read by a second person"),
        ]
        return .init(id: connector.name, title: "Connector: \(connector.title)", steps: schema + steps + common("ps", from: 6) + oneWriter)
    }

    /// Scripts of the plan's own.
    private func scripts(_ target: CheckedConnector.ScriptsTarget) -> ChecklistSection {
        let folder = "powershell/\(connector.name)"
        let secrets = target.parameters.compactMap { parameter -> String? in
            if case .secret(let name) = parameter.value { Markdown.code(name.name) } else { nil }
        }
        let typed = ([target.password.map { Markdown.code($0.name) }, tokenText].compactMap { $0 } + secrets).filter { !$0.isEmpty }
        var steps: [ChecklistStep] = []
        if target.capabilities.signedScripts {
            steps.append(.init(
                id: "script.sign",
                action: "Sign every script of the folder with a certificate that the host's server trusts as a publisher; what is pasted afterwards must be the signed text, line for line.",
                actors: [.security, .application], artifact: "\(folder)/export.ps1",
                evidence: "`Get-AuthenticodeSignature` says Valid on the host for each"))
        }
        if let user = target.user {
            steps.append(.init(
                id: "script.account", action: "Give \(Markdown.code(user)) the rights in the target that the scripts use, and no others.",
                actors: [.owner], evidence: "a test object was created, changed and deleted by the account"))
        }
        if let module = target.moduleName {
            steps.append(.init(
                id: "script.module", action: "Put the common module in place, under the name \(Markdown.code(module)).", actors: [.hybridIdentity],
                artifact: "\(folder)/module.psm1", evidence: "the page was read by a second person"))
        }
        for file in target.files {
            guard let script = file.script else { continue }
            let evidence = switch script {
            case .schema: "the wizard shows the type and its attributes"
            case .import: "the cache holds the number of objects that the target has"
            case .export: "create, change and delete of a test user"
            default: "a full run ends without errors"
            }
            steps.append(.init(
                id: "script.\(script.rawValue)", action: "Put the \(script.setting.lowercased()) in place.", actors: [.hybridIdentity],
                artifact: "\(folder)/\(script.fileName)", evidence: evidence))
        }
        steps.append(.init(
            id: "script.parameters",
            action: "Set the scripts' parameters as the sheet says; type the secrets \(typed.joined(separator: ", ")).",
            actors: [.hybridIdentity, .security], artifact: sheet, evidence: "the page was read by a second person"))
        return .init(id: connector.name, title: "Connector: \(connector.title)", steps: steps + common("script", from: 1))
    }

    /// Attributes that MIM does not have as it is installed.
    private var schema: [ChecklistStep] {
        let own = connector.attributes.filter { MIMPersonAttribute.type(of: $0.name) == nil && !isLookup($0.name) }
        guard !own.isEmpty else { return [] }
        let list = own.map { "\(Markdown.code($0.name)) (\(kind($0)))" }.joined(separator: ", ")
        return [
            .init(
                id: "ps.schema",
                action: "See that \(Markdown.code(connector.objectType)) in the MIM Service has the attributes \(list), bound to it; create what is missing. \(Markdown.code(connector.anchor)) is unique.",
                actors: [.mim], evidence: "the schema page of the portal")
        ]
    }

    private func isLookup(_ name: String) -> Bool {
        if case .powershell(let target) = connector.target { target.lookups.contains { $0.attribute == name } } else { false }
    }

    private func kind(_ attribute: CheckedAttribute) -> String {
        switch attribute.type.base {
        case .boolean: "Boolean"
        case .integer: "Integer"
        case .date, .datetime: "DateTime"
        default: "String"
        }
    }

    /// What MIM itself still writes to the portal, and Entra writes from now on.
    private var oneWriter: [ChecklistStep] {
        guard let legacy = plan.legacy else { return [] }
        let portals = legacy.agents.filter { $0.kind?.value == .mimService }.map(\.name.value)
        let names = connector.attributes.map(\.name)
        let both = legacy.exports.filter { portals.contains($0.agent.value) && names.contains($0.attribute.value) }.map(\.attribute.value)
        guard !both.isEmpty else { return [] }
        return [
            .init(
                id: "ps.writer",
                action: "Remove MIM's own export flows to the portal for \(both.map { Markdown.code($0) }.joined(separator: ", ")): Entra writes them from now on, and two writers would take turns. Values that people change in the portal themselves are overwritten; tell them.",
                actors: [.mim, .owner], evidence: "the export flows of the portal's agent after the change")
        ]
    }

    private func sql(_ target: CheckedConnector.SQLTarget) -> ChecklistSection {
        let folder = "sql/\(connector.name)"
        let steps: [ChecklistStep] = [
            .init(
                id: "sql.0",
                action: "On \(Markdown.code(target.server)), database \(Markdown.code(target.database)), create the staging table \(Markdown.code(target.table)), its view and the grants; install the 64-bit ODBC driver on the host.",
                actors: [.database], artifact: "\(folder)/create.sql", evidence: "the first query of `verify.sql` returns no row"),
            .init(
                id: "sql.1", action: "Put the file DSN on the host and choose it in the wizard"
                    + (target.password.map { "; type the password \(Markdown.code($0.name)) there, it is not in the file" } ?? "") + ".",
                actors: [.hybridIdentity, .database], artifact: "odbc/\(connector.name).dsn", evidence: "test connection"),
            .init(
                id: "sql.2", action: "Set the schema pages: object type, attribute detection by table, anchor and DN, data types.",
                actors: [.hybridIdentity], artifact: sheet, evidence: "types equal those of the table"),
            .init(
                id: "sql.3", action: "Set the Global page: time zone UTC and date format `yyyy-MM-dd HH:mm:ss`.", actors: [.hybridIdentity],
                artifact: sheet, evidence: "a date goes there and back"),
        ]
        return .init(id: connector.name, title: "Connector: \(connector.title)", steps: steps + common("sql", from: 4))
    }

    private func ldap(_ target: CheckedConnector.LDAPTarget) -> ChecklistSection {
        let mapping = plan.mappings.first { $0.connector?.name == connector.name }
        let entries = DirectoryEntries(target: target, mapping: mapping)
        let folder = "ldap/\(connector.name)"
        let secret: String = switch target.credentials {
        case .simple(_, let password), .kerberos(_, _, let password): "type the secrets \(Markdown.code(password.name)) and \(tokenText)."
        case .certificate, .anonymous: "type the secret \(tokenText)."
        }
        let account: String = switch target.credentials {
        case .simple(let user, _), .kerberos(let user, _, _): Markdown.code(user)
        case .certificate(_, _, let subject): "the account of the certificate \(Markdown.code(subject))"
        case .anonymous: "whoever is not signed in"
        }
        var steps: [ChecklistStep] = [
            .init(
                id: "ldap.1",
                action: "See that \(Markdown.code(target.container.description)) exists on \(Markdown.code("\(target.server):\(target.port)")), and that \(account) may create, change and delete below it: the connector creates no containers.",
                actors: [.owner], artifact: entries.containers.isEmpty ? nil : "\(folder)/containers.ldif", evidence: "a search as that account")
        ]
        if entries.person(domain: plan.domain) != nil {
            steps.append(.init(
                id: "ldap.rehearsal",
                action: "Rehearse in a test directory with the same schema: add the example person, find it, remove it with \(Markdown.code("rehearsal-delete.ldif")).",
                actors: [.owner], artifact: "\(folder)/rehearsal.ldif", evidence: "what the search showed; the person is gone"))
        }
        steps += [
            .init(
                id: "ldap.2",
                action: "Set the Connectivity page; \(secret)" + (target.security == .none ? "" : " Verify issuer, subject and thumbprint of the server's certificate."),
                actors: [.hybridIdentity, .security], artifact: sheet, evidence: "the Global page shows the server's controls"),
            .init(
                id: "ldap.3", action: "Choose the partition \(Markdown.code(target.baseDN.description)), and only that one.", actors: [.hybridIdentity],
                artifact: sheet, evidence: "exactly one is ticked"),
        ]
        return .init(id: connector.name, title: "Connector: \(connector.title)", steps: steps + common("ldap", from: 4))
    }

    private func custom(_ target: CheckedConnector.CustomTarget) -> ChecklistSection {
        let libraries = ([target.library] + target.dependencies).map(Markdown.code).joined(separator: ", ")
        let agent = target.takenFrom.map { "the management agent \(Markdown.code($0.notes.title ?? $0.name.value))" } ?? "the connector's management agent"
        let steps: [ChecklistStep] = [
            .init(
                id: "host.0", action: "Export \(agent) as XML in MIM's Synchronization Service Manager, and take along \(libraries).", actors: [.mim],
                evidence: "the XML, whose category is `Extensible2`"),
            .init(
                id: "host.1",
                action: "Copy the libraries to \(Markdown.code(ECMAHost.libraryFolder)), import the XML in the wizard, walk through all its pages; type passwords again and the secret \(tokenText).",
                actors: [.hybridIdentity, .security], artifact: sheet, evidence: "the page was read by a second person"),
        ]
        return .init(id: connector.name, title: "Connector: \(connector.title)", steps: steps + common("host", from: 2))
    }

    private func webService(_ target: CheckedConnector.WebServiceTarget) -> ChecklistSection {
        var secrets = [tokenText]
        if case .account(_, let password) = target.access { secrets.insert(Markdown.code(password.name), at: 0) }
        let word = secrets.count == 1 ? "secret" : "secrets"
        let steps: [ChecklistStep] = [
            .init(
                id: "host.0",
                action: "Fit the project \(Markdown.code(target.project)) to this system in the Web Service Configuration Tool, save and close it, and copy it to \(Markdown.code(ECMAHost.libraryFolder)).",
                actors: [.owner], evidence: "the tool's own test of each workflow"),
            .init(
                id: "host.1", action: "Walk through the wizard's pages; type the \(word) \(secrets.joined(separator: " and ")).",
                actors: [.hybridIdentity, .security], artifact: sheet, evidence: "the page was read by a second person"),
        ]
        return .init(id: connector.name, title: "Connector: \(connector.title)", steps: steps + common("host", from: 2))
    }

    private func scim(_ target: CheckedConnector.SCIMTarget) -> ChecklistSection {
        let page = "scim/\(connector.name).md"
        let caller = connector.agent.map { "the agent's server \(Markdown.code($0.server))" } ?? "the Internet"
        return .init(
            id: connector.name, title: "Connector: \(connector.title)",
            steps: [
                .init(
                    id: "scim.1",
                    action: "See that \(Markdown.code(target.url)) answers from \(caller), with a certificate that is trusted there.",
                    actors: [.owner], evidence: "a query for a user that is not there gives an empty list"),
                .init(
                    id: "scim.2", action: "Let the application's owner issue the bearer token \(tokenText), and note the day on which it ends.",
                    actors: [.owner, .security], artifact: page, evidence: "the day is in the calendar"),
            ])
    }

}

/// The enterprise application of a mapping to a connector: the article's seven steps (`app.1` to `app.7`).
struct ApplicationSection {
    let mapping: CheckedMapping
    let phase: CheckedPhase
    let plan: CheckedPlan

    var section: ChecklistSection {
        let names = ApplicationNames(mapping: mapping, plan: plan)
        let bundle = "graph/bundle.json"
        let connector = mapping.connector
        var url = ""
        if let connector {
            if case .scim(let target) = connector.target { url = target.url } else { url = connector.tenantURL ?? "" }
        }
        let attributes = connector?.kind.isHosted == false
            ? "Write the attribute mappings, \(mapping.attributes.count) in all; what else the application's own list holds is deleted."
            : "Write the attribute mappings. The connector's \(connector?.attributes.count ?? 0) attributes appear by themselves after the first connection; the placeholder mapping is replaced."
        // The service calls an application in the cloud itself.
        let agent: [ChecklistStep] = connector?.agent.map { agent in
            [
                .init(
                    id: "app.3",
                    action: "Assign the agent on \(Markdown.code(agent.server)): portal, Provisioning, On-premises connectivity. No request does this.",
                    actors: [.hybridIdentity], evidence: "the agent is shown as assigned", wait: "10 to 20 minutes, or restart the agent's service")
            ]
        } ?? []
        let users = phase.pilot.flatMap { step -> [String] in
            if case .users(let users, _, _) = step { users.map { Markdown.code($0.value) } } else { [] }
        }
        let groups = phase.pilot.compactMap { step -> String? in
            if case .group(let group, _, _) = step { Markdown.code(group.value) } else { nil }
        }
        let steps: [ChecklistStep] = [
            .init(
                id: "app.1", action: "Create the enterprise application \(Markdown.code(names.displayName)).", actors: [.application],
                artifact: bundle, evidence: "its object id"),
            .init(id: "app.2", action: "Switch provisioning to automatic.", actors: [.application], artifact: bundle, evidence: "the mode is shown"),
        ] + agent + [
            .init(
                id: "app.4",
                action: "Connect: tenant URL \(Markdown.code(url)), case as written, and the secret \(connector?.token.map { Markdown.code($0.name) } ?? ""); test the connection.",
                actors: [.application], artifact: bundle, evidence: "the test succeeds"),
            .init(
                id: "app.5",
                action: attributes,
                actors: [.application], artifact: bundle, evidence: "the schema before and after", wait: "several minutes until they appear"),
            .init(
                id: "app.6",
                action: "Put the test user in scope: \(users.joined(separator: ", "))"
                    + (groups.isEmpty ? "." : "; later the group \(groups.joined(separator: ", "))."),
                actors: [.application], artifact: bundle, evidence: "the assignment; the user is licensed and enabled"),
            .init(
                id: "app.7", action: "Run the tests: provision on demand, then a whole cycle; create, update, disable and delete as planned.",
                actors: [.application, .operations], artifact: bundle, evidence: "provisioning log of each",
                wait: "the first cycle takes up to 40 minutes"),
        ] + widening
        return .init(id: mapping.name, title: "Application: \(mapping.title)", steps: before + steps)
    }

    /// The steps of the pilot behind the first, each with its requests.
    private var widening: [ChecklistStep] {
        phase.pilot.enumerated().dropFirst().map { index, step in
            .init(
                id: "app.\(index + 7)", action: "Widen the scope: \(Markdown.text(PilotText.of(step))).", actors: [.application],
                artifact: "graph/widen-\(index + 1).json",
                evidence: "log: as many creates and updates as people in scope; failures below 1 %; 0 unplanned disables",
                wait: "two cycles, and what the step before asked for" + (duration(phase.pilot[index - 1]).map { " (\($0))" } ?? ""))
        }
    }

    private func duration(_ step: Phase.PilotStep) -> String? {
        switch step {
        case .users(_, let duration, _), .group(_, let duration, _): duration
        case .everyone: nil
        }
    }

    /// MIM's agent for the same kind of system, where this phase ends it.
    private var before: [ChecklistStep] {
        guard mapping.connector?.kind == .ldap else { return [] }
        return phase.stopsAgents.filter { $0.kind?.value == .ldap }.map { agent in
            .init(
                id: "app.0",
                action: "Stop MIM's exports of the agent \(Markdown.code(agent.notes.title ?? agent.name.value)) for the people in scope, without deprovisioning: one writer at any time.",
                actors: [.mim], evidence: "pending exports of the agent: 0")
        }
    }
}
