import Diagnostics
import Microsoft
import Plan

extension CheckedConnector {
    /// The address by which Entra ID reaches the connector, through the agent. A certificate of an authority is made out to the
    /// server's name; the self-signed one is reached as localhost. nil for what the ECMA host does not run.
    public var tenantURL: String? {
        guard kind.isHosted else { return nil }
        let host = agent.flatMap { $0.hasAuthorityCertificate ? $0.server : nil } ?? "localhost"
        return ECMAHost.tenantURL(host: host, port: agent?.port ?? ECMAHost.defaultPort, connector: hostName)
    }
}

extension Checker {
    /// What the server of an agent must be; rules X006 to X022 of the connectors reference.
    mutating func checkAgents(today: String?) -> [CheckedAgent] {
        plan.agents.map { agent in
            let connectors = plan.connectors.filter { $0.agent?.value == agent.name.value }
            let hosted = connectors.filter(\.kind.value.isHosted)
            checkServes(agent, connectors)
            checkServer(agent)
            if !hosted.isEmpty { checkCertificate(agent, today: today) }
            checkVersion(agent, connectors)
            checkPowerShell(agent, hosted)
            checkTraces(agent, hosted)
            return CheckedAgent(
                name: agent.name.value, title: agent.notes.title ?? agent.name.value, server: agent.server?.value ?? "",
                port: agent.port?.value ?? ECMAHost.defaultPort, hasAuthorityCertificate: agent.certificate?.value == .authority,
                certificateEnds: agent.certificateEnds?.value, standby: agent.standby?.value, version: agent.version?.value,
                span: agent.span)
        }
    }

    /// Applications on one side, HR and Cloud Sync on the other.
    private mutating func checkServes(_ agent: Agent, _ connectors: [Connector]) {
        guard let directory = connectors.first(where: { $0.kind.value == .activeDirectory }),
            let application = connectors.first(where: { $0.kind.value != .activeDirectory })
        else { return }
        report.add(.agentServesBoth(agent, directory, application))
    }

    private mutating func checkServer(_ agent: Agent) {
        if let system = agent.operatingSystem {
            switch system.value {
            case .windowsServer2012R2: report.add(.oldServer(system))
            case .windowsServer2016Core, .windowsServer2019Core, .windowsServer2022Core, .windowsServer2025Core: report.add(.serverCore(system))
            case .windowsServer2016, .windowsServer2019, .windowsServer2022, .windowsServer2025: break
            }
        }
        if let standby = agent.standby, standby.value.lowercased() == agent.server?.value.lowercased() {
            report.add(.standbyIsServer(standby, agent.server))
        }
        if let memory = agent.memory, memory.value < AgentVersions.memory { addUnlessAccepted(.littleMemory(memory, agent), at: agent.name.value) }
        if let framework = agent.dotNet, isBelow(framework.value, AgentVersions.dotNet) {
            report.add(.oldFramework(framework, least: AgentVersions.dotNet, why: "The provisioning agent and the ECMA host run on it."))
        }
    }

    private mutating func checkCertificate(_ agent: Agent, today: String?) {
        guard agent.certificate?.value == .authority else {
            addUnlessAccepted(.selfSigned(agent), at: agent.name.value)
            return
        }
        guard let server = agent.server else { return }
        if ["localhost", "127.0.0.1", "."].contains(server.value.lowercased()) { report.add(.certificateForLocalhost(server, agent)) }
        if let subject = agent.certificateSubject, subject.value.lowercased() != server.value.lowercased() {
            report.add(.certificateSubject(subject, server))
        }
        if let ends = agent.certificateEnds, let today, ends.value < today { report.add(.certificateEnded(ends)) }
    }

    private mutating func checkVersion(_ agent: Agent, _ connectors: [Connector]) {
        guard let version = agent.version else { return }
        for connector in connectors {
            let gate: String
            switch connector.kind.value {
            case .sql, .ldap, .scim: gate = AgentVersions.applications
            case .powershell, .webService, .ecma2: gate = AgentVersions.scriptsAndServices
            case .activeDirectory: continue
            }
            if isBelow(version.value, gate) { report.add(.oldAgent(version, connector, least: gate)) }
        }
    }

    private mutating func checkPowerShell(_ agent: Agent, _ hosted: [Connector]) {
        guard let policy = agent.executionPolicy else { return }
        if let connector = hosted.first(where: { $0.kind.value == .powershell }) {
            if policy.value != .remoteSigned { report.add(.executionPolicy(policy, connector)) }
        } else if policy.value != .remoteSigned, policy.value != .undefined {
            report.add(.executionPolicy(policy, nil))
        }
    }

    private mutating func checkTraces(_ agent: Agent, _ hosted: [Connector]) {
        if let debug = agent.debug, debug.value { report.add(.hostDebug(debug)) }
        guard let logging = agent.logging, logging.value != .error, logging.value != .off else { return }
        let withLogin = hosted.first { connector in
            if case .sql(let settings) = connector.settings { settings.password != nil } else { false }
        }
        if let withLogin { addUnlessAccepted(.hostLogging(logging, withLogin, agent), at: agent.name.value) }
    }

    private func isBelow(_ text: String, _ least: String) -> Bool {
        guard let version = VersionNumber(text), let least = VersionNumber(least) else { return false }
        return version < least
    }
}

extension Diagnostic {
    static func agentServesBoth(_ agent: Agent, _ directory: Connector, _ application: Connector) -> Diagnostic {
        Diagnostic(
            .agentServesBoth, "the agent `\(agent.name.value)` serves applications and Active Directory",
            at: Label(directory.agent?.span ?? directory.span, "for AD"), and: [Label(application.agent?.span ?? application.span, "for an application")],
            why: "Microsoft wants an agent of its own for HR-driven provisioning and Cloud Sync, on another server.",
            help: [FixIt("declare a second agent, and let `\(directory.name.value)` use it")])
    }

    static func oldServer(_ system: Spanned<Agent.OperatingSystem>) -> Diagnostic {
        Diagnostic(
            .agentServer, "the provisioning agent does not run on Windows Server 2012 R2", at: Label(system.span),
            why: "Windows Server 2016 is the oldest that Microsoft supports for it.",
            help: [FixIt("plan a newer server, for example windows-server-2022")])
    }

    static func serverCore(_ system: Spanned<Agent.OperatingSystem>) -> Diagnostic {
        let whole = String(system.value.rawValue.dropLast("-core".count))
        return Diagnostic(
            .agentServer, "the provisioning agent does not run on Server Core", at: Label(system.span),
            why: "Its wizard, and that of the ECMA host, need the desktop.",
            help: [FixIt("install the server with desktop, and write `\(whole)`", replace: system.span, with: whole)])
    }

    static func standbyIsServer(_ standby: Spanned<String>, _ server: Spanned<String>?) -> Diagnostic {
        Diagnostic(
            .agentServer, "the standby is the server itself", at: Label(standby.span),
            and: server.map { [Label($0.span, "the active one")] } ?? [],
            why: "A passive agent takes over when the server of the active one is gone.",
            help: [FixIt("name a server in another data centre, or leave `standby` out")])
    }

    static func oldFramework(_ version: Spanned<String>, least: String, why: String) -> Diagnostic {
        Diagnostic(
            .agentServer, ".NET Framework \(version.value) is too old", at: Label(version.span, "\(least) or later is needed"), why: why,
            help: [FixIt("install \(least) or later, and write its version")])
    }

    static func littleMemory(_ memory: Spanned<Int>, _ agent: Agent) -> Diagnostic {
        Diagnostic(
            .agentMemory, "a server with \(memory.value) GB is small for the agent", at: Label(memory.span),
            why: "Microsoft asks for \(AgentVersions.memory) GB, and the host keeps every object of its targets in memory.",
            help: [FixIt("plan \(AgentVersions.memory) GB or more"), acceptance("agent-memory", agent.name.value)])
    }

    static func selfSigned(_ agent: Agent) -> Diagnostic {
        Diagnostic(
            .selfSignedCertificate,
            agent.certificate == nil ? "nothing says which certificate the ECMA host has" : "the ECMA host has a self-signed certificate",
            at: Label(agent.certificate?.span ?? agent.name.span, agent.certificate == nil ? "then it is the self-signed one" : ""),
            why: "The wizard's own certificate is for tests: it ends after two years, nothing renews it, and it can't be revoked.",
            help: [FixIt("write `certificate: authority` once your authority has issued one to the server's name"),
                acceptance("self-signed-certificate", agent.name.value)])
    }

    static func certificateForLocalhost(_ server: Spanned<String>, _ agent: Agent) -> Diagnostic {
        Diagnostic(
            .hostCertificate, "a certificate of an authority is not made out to `\(server.value)`",
            at: Label(server.span), and: agent.certificate.map { [Label($0.span)] } ?? [],
            why: "Entra's agent calls the host by the name in the certificate, and refuses another one.",
            help: [FixIt("write the server's full name, for example ecma01.contoso.com")])
    }

    static func certificateSubject(_ subject: Spanned<String>, _ server: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .hostCertificate, "the certificate is made out to `\(subject.value)`, and the host is called `\(server.value)`",
            at: Label(subject.span), and: [Label(server.span, "the server")],
            why: "The tenant URL names the server; the test of the connection fails when the certificate's subject is another name.",
            help: [FixIt("have it issued to `\(server.value)`, or write the server's name as in the certificate")])
    }

    static func certificateEnded(_ ends: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .certificateEnded, "the certificate of the ECMA host ended on \(ends.value)", at: Label(ends.span),
            why: "Nothing renews it by itself; provisioning stops when it is no longer valid.",
            help: [FixIt("renew it in the wizard, on its Settings tab, and write its new last day")])
    }

    static func oldAgent(_ version: Spanned<String>, _ connector: Connector, least: String) -> Diagnostic {
        Diagnostic(
            .agentVersion, "agent \(version.value) knows no connectors of kind `\(connector.kind.value.rawValue)`",
            at: Label(version.span), and: [Label(connector.kind.span, "`\(connector.name.value)`")],
            why: "They came with \(least). Support covers the newest version and the one before; there is no update by itself.",
            help: [FixIt("install the newest agent, and write its version")])
    }

    static func executionPolicy(_ policy: Spanned<Agent.ExecutionPolicy>, _ connector: Connector?) -> Diagnostic {
        let isUndefined = policy.value == .undefined
        return Diagnostic(
            .executionPolicy,
            connector.map { "the scripts of `\($0.name.value)` do not run under the execution policy `\(policy.value.rawValue)`" }
                ?? "the agent can't register under the execution policy `\(policy.value.rawValue)`",
            at: Label(policy.span), and: connector.map { [Label($0.kind.span, "runs scripts that are not signed")] } ?? [],
            why: connector == nil
                ? "Its registration wants Undefined or RemoteSigned."
                : isUndefined
                    ? "Windows PowerShell takes Undefined for Restricted, under which no script runs."
                    : "The connector runs unsigned scripts under RemoteSigned and Unrestricted, and the agent refuses Unrestricted.",
            help: [FixIt("set RemoteSigned for the machine", replace: policy.span, with: Agent.ExecutionPolicy.remoteSigned.rawValue)])
    }

    static func hostDebug(_ debug: Spanned<Bool>) -> Diagnostic {
        Diagnostic(
            .hostDebug, "the host's authentication is switched off", at: Label(debug.span),
            why: "With Debug anybody who reaches the port reads and writes the targets. It is for one look into the cache.",
            help: [FixIt("write `false`, and restart the service after the look", replace: debug.span, with: "false")])
    }

    static func hostLogging(_ logging: Spanned<Agent.Logging>, _ connector: Connector, _ agent: Agent) -> Diagnostic {
        Diagnostic(
            .hostLogging, "the host's log would hold the password of `\(connector.name.value)`",
            at: Label(logging.span), and: [Label(connector.name.span, "signs in with user and password")],
            why: "At \(logging.value.rawValue) the Generic SQL connector writes its connection string to the event log.",
            help: [FixIt("write Error", replace: logging.span, with: "Error"), acceptance("host-logging", agent.name.value)])
    }

    static func tenantKind(_ kind: Spanned<Tenant.Kind>, _ connector: Connector) -> Diagnostic {
        Diagnostic(
            .tenantKind, "an on-premises application can't be provisioned from this kind of tenant",
            at: Label(kind.span), and: [Label(connector.name.span, "runs in the ECMA host")],
            why: "Azure AD B2C and External ID tenants have no provisioning to on-premises applications.",
            help: [FixIt("plan for the workforce tenant")])
    }
}
