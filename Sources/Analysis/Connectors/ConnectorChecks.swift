import Diagnostics
import Expressions
import Microsoft
import Plan

extension Checker {
    mutating func checkConnectors(agents: [CheckedAgent]) -> [CheckedConnector] {
        var hostNames: [String: Span] = [:]
        var tokens: [String: Span] = [:]
        return plan.connectors.compactMap { (connector) -> CheckedConnector? in
            let kind = connector.kind.value
            var agent: CheckedAgent?
            if let name = connector.agent {
                agent = agents.first { $0.name == name.value }
                if agent == nil { unknownName(name, "agent", known: agents.map(\.name)) }
            }
            let hostName = connector.connectorName?.value ?? Checker.hostName(connector.name.value)
            if kind.isHosted {
                checkHostName(connector, hostName, &hostNames)
                if let token = connector.token, let first = tokens.updateValue(token.span, forKey: token.value.name) {
                    report.add(.sharedToken(token, first))
                }
            }
            if let minutes = connector.autosync, minutes.value < ECMAHost.minimumAutosyncMinutes { report.add(.autosync(minutes)) }
            if let size = connector.pageSize, size.value > ECMAHost.maximumPageSize, kind == .powershell { report.add(.pageSize(size)) }
            checkAttributeTypes(connector, kind)
            guard let target = target(connector) else { return nil }
            let attributes = (connector.attributes ?? []).map { CheckedAttribute(name: $0.name.value, type: $0.type.value) }
            return CheckedConnector(
                name: connector.name.value, title: connector.notes.title ?? connector.name.value, because: connector.notes.because,
                kind: kind, hostName: hostName, agent: agent,
                objectType: connector.objectType?.value ?? Checker.objectType(target),
                anchor: connector.anchor?.value ?? "", attributes: attributes, token: connector.token?.value,
                autosyncMinutes: connector.autosync?.value ?? ECMAHost.minimumAutosyncMinutes,
                pageSize: connector.pageSize?.value ?? (kind == .powershell ? 1_000 : 100),
                onDisable: flow(connector.onDisable) ?? .none, onDelete: flow(connector.onDelete) ?? .delete, target: target,
                was: connector.notes.was, declarations: connector.attributes ?? [], span: connector.span)
        }
    }

    /// The type of people, where the plan names none.
    private static func objectType(_ target: CheckedConnector.Target) -> String {
        switch target {
        case .powershell, .scripts: "Person"
        case .ldap(let target): target.directory.personClass
        default: "User"
        }
    }

    /// `hr-staging` → `HrStaging`: the name goes into an address, a folder and a case-sensitive path.
    static func hostName(_ name: String) -> String {
        name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private mutating func checkHostName(_ connector: Connector, _ hostName: String, _ seen: inout [String: Span]) {
        let span = connector.connectorName?.span ?? connector.name.span
        let isPlain = hostName.unicodeScalars.allSatisfy {
            ("A"..."Z").contains($0) || ("a"..."z").contains($0) || ("0"..."9").contains($0)
        }
        if !isPlain || hostName.isEmpty { report.add(.badConnectorName(hostName, span)) }
        if let first = seen.updateValue(span, forKey: hostName.lowercased()) { report.add(.sameConnectorName(hostName, span, first)) }
    }

    private static let otherTypes: Set<String> = [
        "group", "groups", "contact", "computer", "device", "room", "organizationalunit", "organization", "container", "role",
        "groupofnames", "groupofuniquenames", "posixgroup", "printer", "set",
    ]

    private mutating func checkAttributeTypes(_ connector: Connector, _ kind: ConnectorKind) {
        guard kind.isHosted else { return }
        if let type = connector.objectType, Checker.otherTypes.contains(type.value.lowercased()) { report.add(.objectType(type)) }
        var folded: [String: Span] = [:]
        for attribute in connector.attributes ?? [] where kind == .sql {
            if let first = folded.updateValue(attribute.name.span, forKey: attribute.name.value.lowercased()) {
                report.add(.sameColumn(attribute.name, first))
            }
        }
        // A PowerShell connector's own script marks a deleted person; elsewhere the host does.
        let setByHost = [connector.onDisable, kind == .powershell ? nil : connector.onDelete]
        for text in setByHost.compactMap({ $0 }) where text.value.hasPrefix("set ") {
            let name = String(text.value.dropFirst(4))
            if let declared = connector.attributes?.first(where: { $0.name.value == name }) {
                report.add(.flagIsSelected(text, declared))
            }
        }
        for attribute in connector.attributes ?? [] {
            let name = attribute.name
            if name.value.contains(".") || name.value.contains("[") { report.add(.dottedAttribute(name)) }
            let type = attribute.type.value
            let isObjectClass = kind == .ldap && name.value.lowercased() == "objectclass"
            if type.isMultiValued, !isObjectClass { report.add(.hostCannot("has many values", attribute.type)) }
            switch type.base {
            case .reference: report.add(.hostCannot("is a reference", attribute.type))
            case .binary: report.add(.hostCannot("is binary", attribute.type))
            default: break
            }
        }
        guard let anchor = connector.anchor, let declared = connector.attributes, kind != .ldap else { return }
        guard let attribute = declared.first(where: { $0.name.value == anchor.value }) else {
            unknownName(anchor, "attribute of `\(connector.name.value)`", known: declared.map(\.name.value))
            return
        }
        if attribute.type.value.base == .boolean { report.add(.booleanAnchor(anchor, attribute.type.span)) }
        if attribute.type.value.isOptional { report.add(.anchorMayBeAbsent(anchor, attribute.type.span)) }
    }

    private mutating func flow(_ text: Spanned<String>?) -> HostFlow? {
        guard let text else { return nil }
        switch text.value {
        case "nothing", "none": return HostFlow.none
        case "delete": return .delete
        default:
            guard text.value.hasPrefix("set ") else {
                report.add(.badHostFlow(text))
                return nil
            }
            return .set(String(text.value.dropFirst(4)))
        }
    }

    private mutating func target(_ connector: Connector) -> CheckedConnector.Target? {
        switch connector.settings {
        case .sql(let settings): sqlTarget(connector, settings).map { .sql($0) }
        case .powershell(let settings): powerShellTarget(connector, settings)
        case .ldap(let settings): ldapTarget(connector, settings).map { .ldap($0) }
        case .webService(let settings): webServiceTarget(connector, settings).map { .webService($0) }
        case .ecma2(let settings): customTarget(connector, settings).map { .ecma2($0) }
        case .scim(let settings): scimTarget(connector, settings).map { .scim($0) }
        case .activeDirectory(let settings): activeDirectoryTarget(connector, settings).map { .activeDirectory($0) }
        }
    }

    // MARK: What the mappings must give

    mutating func checkConnectorsAgainstMappings(_ connectors: [CheckedConnector], _ mappings: [CheckedMapping]) {
        let feeders = Dictionary(grouping: mappings.indices) { mappings[$0].connector?.name ?? "" }
        for connector in connectors {
            let feeding = feeders[connector.name, default: []].map { mappings[$0] }
            guard let mapping = feeding.first else {
                if plan.isComplete, !plan.mappings.contains(where: { $0.to?.value == connector.name }) {
                    report.add(.unusedConnector(connector))
                }
                continue
            }
            guard connector.kind.isHosted else { continue }
            for second in feeding.dropFirst() { report.add(.twoFeeders(connector, mapping, second)) }
            checkLeaverFlows(connector, fedBy: mapping)
            if case .sql(let settings)? = plan.connectors.first(where: { $0.name.value == connector.name })?.settings,
                let reader = settings.reader, plan.isComplete,
                !plan.phases.contains(where: { $0.redirects.contains { $0.connector.value == connector.name } })
            {
                addUnlessAccepted(.stagingUnread(connector, reader.span), at: connector.name)
            }
            // An LDAP server makes its own anchor; for the others Entra has to bring it.
            if connector.kind != .ldap, !connector.anchor.isEmpty, plan.isComplete {
                if let value = mapping.attributes.first(where: { $0.target.name == connector.anchor }) {
                    checkAnchorSource(value, connector)
                } else {
                    report.add(.anchorNotMapped(connector, mapping))
                }
            }
            checkInitialPassword(mapping)
            switch connector.target {
            case .ldap(let target): checkLDAPMapping(mapping, connector, target)
            case .webService(let target): checkWebServiceMapping(mapping, connector, target)
            default: break
            }
            let tried = plan.mappings.first { $0.name.value == mapping.name }.map { written in
                Set(written.attributes.map(\.target.value) + written.match.map(\.target.value))
            } ?? []
            let written = plan.connectors.first { $0.name.value == connector.name }
            let mark = connector.kind == .powershell ? written?.onDelete?.value : nil
            for attribute in connector.attributes
            where !tried.contains(attribute.name) && attribute.name != connector.anchor && mark != "set \(attribute.name)" {
                let declared = written?.attributes?.first { $0.name.value == attribute.name }?.name.span
                addUnlessAccepted(.attributeNotFed(attribute, connector, at: declared ?? connector.span), at: "\(connector.name).\(attribute.name)")
            }
        }
    }

    /// An anchor never changes; a name of a person does.
    private mutating func checkAnchorSource(_ value: CheckedAttributeMapping, _ connector: CheckedConnector) {
        guard case .direct(let source) = value.value else { return }
        if ["userPrincipalName", "mail", "displayName", "mailNickname", "surname"].contains(source.name) {
            addUnlessAccepted(.mutableAnchor(connector, source, value.span), at: "\(connector.name).\(value.target.name)")
        }
    }
}
