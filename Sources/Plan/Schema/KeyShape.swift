import Expressions
import Microsoft

/// What may stand behind a key, as an editor can check it while one types.
///
/// Keys and their words are the decoder's own (``Vocabulary``); what this adds is the form of their values. A key that is not named
/// here takes a text, so a new one is never refused by an editor that the checker would accept.
indirect enum KeyShape: Sendable {
    case text
    /// A text of a pattern (ECMA-262), with an example.
    case pattern(String, example: String)
    case number
    /// `yyyy-MM-dd`
    case day
    case integer(ClosedRange<Int>)
    case boolean
    /// One of the words.
    case words([String])
    /// One text or a list of them.
    case texts
    /// `{secret: NAME}`
    case secret
    /// A mapping whose keys are these.
    case keys(KeySet)
    /// Things by name: lower-case letters, digits and hyphens.
    case named(KeyShape)
    /// By any name, such as that of an attribute.
    case byName(KeyShape)
    case list(KeyShape)
    case oneOf([KeyShape])
    /// What the schema defines once, by its name there.
    case reference(String)
}

extension KeyShape {
    static func words<Word: RawRepresentable & CaseIterable>(of type: Word.Type) -> KeyShape where Word.RawValue == String {
        .words(Word.allCases.map(\.rawValue))
    }

    static let type = KeyShape.pattern(
        #"^\s*(string(\s*\(\s*[1-9][0-9]*\s*\))?|integer|boolean|(date|datetime)(\s*\(.*\))?|binary|reference\s*\(\s*[^()]+\))\s*(\[\]\s*)?(\?\s*)?(\[\]\s*)?$"#, example: "string(64)?")
    static let delay = KeyShape.pattern("^(at once|never|after [1-9][0-9]{0,3} days?)$", example: "after 30 days")
    /// An editor reads `4.8` as a number.
    static let version = KeyShape.oneOf([.pattern(#"^[0-9]{1,7}(\.[0-9]{1,7}){0,3}$"#, example: "1.1.2334.0"), .number])
    static let hostFlow = KeyShape.pattern("^(nothing|none|delete|set .*)$", example: "nothing")

    /// By owner and key, then by key alone.
    static func of(_ key: String, in owner: String) -> KeyShape {
        byOwner["\(owner)/\(key)"] ?? byKey[key] ?? .text
    }

    private static let byKey: [String: KeyShape] = [
        "port": .integer(1...65_535),
        "autosync": .integer(1...100_000),
        "page-size": .integer(1...1_000_000),
        "memory": .integer(1...16_384),
        "token": .secret, "password": .secret,
        "trust-server-certificate": .boolean, "debug": .boolean,
        "server-certificate": .words(of: Agent.Certificate.self),
        "dialect": .words(of: SQLDialect.self), "rehearse-on": .words(of: SQLDialect.self),
        "encrypt": .words(of: ODBCSettings.Encryption.self),
        "on-disable": .hostFlow, "on-delete": .hostFlow,
        "lookups": .byName(.text),
        "delta-import": .boolean, "hash-passwords": .boolean, "test-connection": .boolean,
        "dependencies": .texts, "auxiliary-classes": .texts,
        "change-words": .keys(Vocabulary.changeWords),
        "certificate-ends": .day, "until": .day,
        "os": .words(of: Agent.OperatingSystem.self), "execution-policy": .words(of: Agent.ExecutionPolicy.self),
        "logging": .words(of: Agent.Logging.self), "version": .version, "dot-net": .version,
        "apply": .words(of: Apply.self),
    ]

    private static let byOwner: [String: KeyShape] = {
        var shapes: [String: KeyShape] = [:]
        func add(_ set: KeySet, _ keys: [String: KeyShape]) {
            for (key, shape) in keys { shapes["\(set.owner)/\(key)"] = shape }
        }
        add(Vocabulary.plan, [
            "entrain": .words(["1"]), "name": .reference("name"), "tenant": .keys(Vocabulary.tenant),
            "parameters": .byName(.oneOf([.words(of: Parameters.Kind.self), .keys(Vocabulary.parameter)])),
            "sources": .named(.keys(Vocabulary.source)), "consolidation": .named(.keys(Vocabulary.consolidation)),
            "populations": .named(.keys(Vocabulary.population)),
            "extensions": .byName(.oneOf([.reference("type"), .keys(Vocabulary.extensionAttribute)])),
            "legacy": .keys(Vocabulary.legacy), "agents": .named(.keys(Vocabulary.agent)), "connectors": .named(.reference("connector")),
            "mappings": .named(.keys(Vocabulary.mapping)), "deprovisioning": .named(.reference("deprovisioning-rule")),
            "access": .keys(Vocabulary.access), "workflows": .named(.keys(Vocabulary.workflow)), "accepts": .list(.keys(Vocabulary.accept)), "phases": .list(.keys(Vocabulary.phase)),
        ])
        add(Vocabulary.agent, ["certificate": .words(of: Agent.Certificate.self)])
        add(Vocabulary.tenant, [
            "kind": .words(of: Tenant.Kind.self), "licence": .words(of: Licence.self), "synchronization": .keys(Vocabulary.synchronization), "domains": .texts,
        ])
        add(Vocabulary.synchronization, ["by": .words(of: Synchronization.Engine.self)])
        let tie = KeyShape.words(of: Population.Tie.self)
        add(Vocabulary.population, [
            "scope": .reference("scope"), "lives": .words(of: Population.Home.self), "needs-ad-for": .oneOf([tie, .list(tie)]),
            "ad-account": .words(of: Population.DirectoryAccount.self),
        ])
        add(Vocabulary.parameter, ["type": .words(of: Parameters.Kind.self)])
        let span = KeyShape.pattern("^[1-9][0-9]{0,4} (minute|hour|day)s?$", example: "15 minutes")
        add(Vocabulary.source, ["every": span, "ahead": span, "key-reuse": .words(of: Source.KeyReuse.self), "kind": .words(of: SourceKind.self), "attributes": .reference("declarations"), "apart-from": .texts, "termination-look-ahead": .boolean])
        let newest = KeyShape.keys(Vocabulary.newestBy)
        let severalRows = KeyShape.oneOf([.words(["reject"]), newest])
        let onConflict = KeyShape.oneOf([.words(["first", "reject"]), newest])
        add(Vocabulary.consolidatedAttribute, ["from": .texts, "on-conflict": onConflict])
        add(Vocabulary.consolidation, [
            "from": .texts, "same-person": .byName(.texts), "precedence": .texts, "runs-on": .words(of: Consolidation.Engine.self),
            "several-rows": .oneOf([severalRows, .named(severalRows)]), "on-conflict": onConflict, "leavers-last": .boolean,
            "attributes": .byName(.oneOf([.texts, .keys(Vocabulary.consolidatedAttribute)])),
        ])
        add(Vocabulary.unresolved, ["reads": .texts])
        add(Vocabulary.extensionAttribute, ["type": .reference("type")])
        add(Vocabulary.attributeDeclaration, ["type": .reference("type")])
        add(Vocabulary.mapping, [
            "template": .pattern("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", example: "01234567-89ab-cdef-0123-456789abcdef"),
            "via": .words(of: Via.self), "match": .byName(.text), "scope": .reference("scope"), "attributes": .byName(.reference("value")),
            "unresolved": .list(.keys(Vocabulary.unresolved)),
        ])
        add(Vocabulary.attributeValue, ["reads": .texts])
        add(Vocabulary.clause, [
            "in": .texts, "present": .boolean, "past": .boolean, "above": .integer(Int.min...Int.max), "at-least": .integer(Int.min...Int.max),
        ])
        add(Vocabulary.deprovisioning, ["when": .reference("leavers"), "at-most": .integer(1...1_000_000)])
        add(Vocabulary.deprovisioningAction, ["disable": .delay, "delete": .delay, "set": .byName(.text), "keep": .boolean, "within": span])
        add(Vocabulary.access, ["packages": .named(.keys(Vocabulary.accessPackage))])
        let people = KeyShape.keys(Vocabulary.accessPeople)
        let askers = KeyShape.oneOf([.words(["everyone"]), people]), approvers = KeyShape.oneOf([.words(["manager"]), people])
        add(Vocabulary.accessPackage, [
            "resources": .list(.keys(Vocabulary.accessResource)), "ask": .oneOf([askers, .list(askers)]),
            "approve": .oneOf([approvers, .list(approvers)]), "fallback": people,
            "for": .pattern("^[1-9][0-9]{0,3} days?$", example: "365 days"), "review": .keys(Vocabulary.accessReview),
        ])
        add(Vocabulary.accessReview, [
            "every": .words(of: AccessPackage.Interval.self), "by": approvers, "from": .day, "otherwise": .words(of: AccessPackage.Review.Otherwise.self),
        ])
        let word = KeyShape.words(of: LifecycleTask.self)
        add(Vocabulary.workflow, [
            "on": .oneOf([.words(of: LifecycleWorkflow.Moment.self), .keys(Vocabulary.workflowChange)]), "days": .integer(LifecycleTask.days),
            "people": .keys(Vocabulary.workflowPeople), "tasks": .list(.oneOf([word, .byName(.texts)])),
        ])
        add(Vocabulary.workflowChange, ["changes": .texts])
        add(Vocabulary.phase, [
            "name": .reference("name"), "starts": .texts, "stops": .texts, "redirects": .byName(.text),
            "pilot": .list(.oneOf([.words(["everyone"]), .keys(Vocabulary.pilotStep)])), "checks": .texts,
            "converts": .list(.oneOf([.reference("name"), .keys(Vocabulary.convertedGroup)])),
            "hands-over": .byName(.texts), "unresolved": .list(.keys(Vocabulary.unresolved)),
        ])
        add(Vocabulary.pilotStep, ["users": .texts, "for": .pattern("^[1-9][0-9]{0,3} (hour|day|week|month)s?$", example: "2 weeks")])
        let use = KeyShape.words(of: Legacy.Capability.self)
        add(Vocabulary.legacy, ["uses": .oneOf([use, .list(use)]), "agents": .named(.keys(Vocabulary.legacyAgent)), "flows": .keys(Vocabulary.legacyFlows)])
        add(Vocabulary.legacyAgent, [
            "kind": .words(of: Legacy.AgentKind.self), "object-types": .texts, "deprovisioning": .words(["delete", "disconnect"]),
            "partitions": .texts, "multi-valued": .texts, "references": .texts, "file-based": .boolean,
            // Read past, never taken: MIM's own setting.
            "port": .text,
        ])
        add(Vocabulary.legacyFlows, [
            "import": .byName(.byName(.reference("import-flow"))), "export": .byName(.byName(.oneOf([.keys(Vocabulary.legacyExport), .list(.keys(Vocabulary.legacyExport))]))),
        ])
        add(Vocabulary.legacyExport, ["attributes": .byName(.oneOf([.reference("flow"), .list(.reference("flow"))]))])
        add(Vocabulary.legacyFlow, ["reads": .texts, "equal": .list(.reference("flow"))])
        add(Vocabulary.clientCertificate, ["location": .words(of: LDAPSettings.Certificate.Location.self)])
        add(Vocabulary.objectClass, ["kind": .words(of: LDAPSettings.ObjectClass.Kind.self), "must": .texts, "may": .texts])
        add(Vocabulary.powerShellCapabilities, [
            "dn-style": .words(of: PowerShellCapabilities.DNStyle.self), "export-type": .words(of: PowerShellCapabilities.ExportType.self),
            "partitions": .boolean, "hierarchy": .boolean, "dn-as-anchor": .boolean, "impersonate": .boolean, "signed-scripts": .boolean,
        ])
        add(Vocabulary.connector(.sql), ["delta-import": .words(of: DeltaImport.self)])
        add(Vocabulary.connector(.ldap), [
            "security": .words(of: LDAPSettings.Security.self), "authentication": .words(of: LDAPSettings.Authentication.self),
            "certificate": .keys(Vocabulary.clientCertificate), "classes": .byName(.keys(Vocabulary.objectClass)),
        ])
        add(Vocabulary.connector(.webService), [
            "template": .words(of: WebServiceSettings.Template.self), "protocol": .words(of: WebServiceSettings.ServiceProtocol.self),
            "security-mode": .words(of: WebServiceSettings.SecurityMode.self), "authentication": .words(of: WebServiceSettings.Authentication.self),
        ])
        add(Vocabulary.connector(.activeDirectory), ["first-password": .words(of: ActiveDirectorySettings.FirstPassword.self)])
        add(Vocabulary.connector(.powershell), [
            "parameters": .byName(.oneOf([.text, .keys(Vocabulary.scriptParameter)])), "capabilities": .keys(Vocabulary.powerShellCapabilities),
        ])
        for kind in ConnectorKind.allCases {
            add(Vocabulary.connector(kind), ["kind": .words([kind.rawValue]), "attributes": .reference("declarations")])
        }
        return shapes
    }()
}
