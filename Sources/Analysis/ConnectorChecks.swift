import Diagnostics
import Expressions
import Microsoft
import Plan

extension Checker {
    mutating func checkConnectors(agents: [CheckedAgent]) -> [CheckedConnector] {
        var hostNames: [String: Span] = [:]
        var tokens: [String: Span] = [:]
        return plan.connectors.compactMap { connector in
            guard let kind = connector.kind?.value else { return nil }
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
            guard let target = target(connector, kind) else { return nil }
            let attributes = (connector.attributes ?? []).map { CheckedAttribute(name: $0.name.value, type: $0.type.value) }
            return CheckedConnector(
                name: connector.name.value, title: connector.notes.title ?? connector.name.value, because: connector.notes.because,
                kind: kind, hostName: hostName, agent: agent,
                objectType: connector.objectType?.value ?? (kind == .powershell ? "Person" : kind == .ldap ? "user" : "User"),
                anchor: connector.anchor?.value ?? "", attributes: attributes, token: connector.token?.value,
                autosyncMinutes: connector.autosync?.value ?? ECMAHost.minimumAutosyncMinutes,
                pageSize: connector.pageSize?.value ?? (kind == .powershell ? 1_000 : 100),
                onDisable: flow(connector.onDisable) ?? .none, onDelete: flow(connector.onDelete) ?? .delete, target: target,
                span: connector.span)
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

    private mutating func checkAttributeTypes(_ connector: Connector, _ kind: ConnectorKind) {
        guard kind.isHosted else { return }
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
            let isObjectClass = kind == .ldap && name.value == "objectClass"
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

    private mutating func target(_ connector: Connector, _ kind: ConnectorKind) -> CheckedConnector.Target? {
        switch kind {
        case .sql:
            guard let dialect = connector.dialect, let server = connector.server, let database = connector.database,
                let table = connector.table, let user = connector.user
            else { return nil }
            for name in [table, connector.view].compactMap({ $0 }) where name.value.split(separator: ".").count > 2 {
                report.add(.badTableName(name))
            }
            if let view = connector.view, view.value.lowercased() == table.value.lowercased() { report.add(.viewIsTable(view, table)) }
            let usesWindows = user.value.contains("\\")
            if dialect.value == .sqlServer ? usesWindows == (connector.password != nil) : connector.password == nil {
                report.add(.sqlAuthentication(user, isWindows: usesWindows && dialect.value == .sqlServer))
            }
            switch dialect.value {
            case .sqlServer, .postgresql: break
            case .mysql, .oracle, .db2: report.add(.dialectNotGenerated(dialect))
            }
            let key = "\(server.value)/\(database.value)/\(table.value)".lowercased()
            if let first = tables.updateValue(table.span, forKey: key) { report.add(.sharedTable(table, first)) }
            return .sql(.init(
                dialect: dialect.value, rehearsal: connector.rehearseOn?.value, server: server.value, database: database.value,
                table: table.value, view: connector.view?.value, user: user.value, password: connector.password?.value,
                reader: connector.reader?.value))
        case .powershell:
            guard let service = connector.service, let user = connector.user, let password = connector.password else { return nil }
            checkNoSecret(in: service)
            if !service.value.hasPrefix("http://") || !service.value.hasSuffix(":5725") { report.add(.mimAddress(service)) }
            for (attribute, _) in connector.lookups
            where connector.attributes?.contains(where: { $0.name.value == attribute.value }) == false {
                unknownName(attribute, "attribute of `\(connector.name.value)`", known: connector.attributes?.map(\.name.value) ?? [])
            }
            if let key = connector.adoptBy {
                if connector.attributes?.contains(where: { $0.name.value == key.value }) == false {
                    unknownName(key, "attribute of `\(connector.name.value)`", known: connector.attributes?.map(\.name.value) ?? [])
                }
            } else if let portal = plan.legacy?.agents.first(where: { $0.kind?.value == .mimService }) {
                addUnlessAccepted(.createsTwice(connector.name, portal), at: connector.name.value)
            }
            return .powershell(.init(
                service: service.value, user: user.value, password: password.value,
                lookups: connector.lookups.map { (attribute: $0.attribute.value, reference: $0.reference.value) },
                adoptBy: connector.adoptBy?.value))
        case .ldap: return ldapTarget(connector)
        case .webService:
            guard let project = connector.project, let server = connector.server, let user = connector.user,
                let password = connector.password
            else { return nil }
            return .webService(
                project: project.value, server: server.value, port: connector.port?.value, user: user.value, password: password.value)
        case .ecma2:
            guard let library = connector.library else { return nil }
            return .ecma2(library: library.value, takenFrom: connector.takenFrom?.value)
        case .scim:
            guard let url = connector.url else { return nil }
            checkNoSecret(in: url)
            return .scim(url: url.value)
        case .activeDirectory:
            guard let domain = connector.domain, let container = connector.container else { return nil }
            return .activeDirectory(domain: domain.value, container: container.value)
        }
    }

    private mutating func ldapTarget(_ connector: Connector) -> CheckedConnector.Target? {
        guard let name = connector.directory else { return nil }
        guard let directory = LDAPDirectory(rawValue: name.value) else {
            report.add(.unknownDirectory(name))
            return nil
        }
        guard let server = connector.server, let base = connector.baseDN, let container = connector.container,
            let user = connector.user, let password = connector.password
        else { return nil }
        if let anchor = connector.anchor, anchor.value.lowercased() != directory.anchor.lowercased() {
            report.add(.ldapAnchor(anchor, directory))
        }
        if !container.value.lowercased().hasSuffix(base.value.lowercased()) { report.add(.containerOutsideBase(container, base)) }
        let security: CheckedConnector.LDAPTarget.Security
        if let word = connector.security {
            guard let known = CheckedConnector.LDAPTarget.Security(rawValue: word.value) else {
                report.add(.badSecurity(word))
                return nil
            }
            security = known
        } else {
            security = .tls
        }
        return .ldap(.init(
            directory: directory, server: server.value, port: connector.port?.value ?? (security == .tls ? 636 : 389),
            security: security, baseDN: base.value, container: container.value, user: user.value, password: password.value))
    }

    // MARK: What the mappings must give

    mutating func checkConnectorsAgainstMappings(_ connectors: [CheckedConnector], _ mappings: [CheckedMapping]) {
        for connector in connectors {
            let feeding = mappings.filter { $0.connector?.name == connector.name }
            guard let mapping = feeding.first else {
                if plan.isComplete, !plan.mappings.contains(where: { $0.to?.value == connector.name }) {
                    report.add(.unusedConnector(connector))
                }
                continue
            }
            guard connector.kind.isHosted else { continue }
            for second in feeding.dropFirst() { report.add(.twoFeeders(connector, mapping, second)) }
            // An LDAP server makes its own anchor; for the others Entra has to bring it.
            if connector.kind != .ldap, !connector.anchor.isEmpty, plan.isComplete {
                if let value = mapping.attributes.first(where: { $0.target.name == connector.anchor }) {
                    checkAnchorSource(value, connector)
                } else {
                    report.add(.anchorNotMapped(connector, mapping))
                }
            }
            if connector.kind == .ldap, plan.isComplete {
                let dn = mapping.attributes.first { $0.target.name == "-dn-" }
                if let dn {
                    if !dn.onCreate { report.add(.dnNotOnCreate(dn.span)) }
                } else {
                    report.add(.dnNotMapped(connector, mapping))
                }
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
