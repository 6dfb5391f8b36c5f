import Microsoft

/// What a target becomes in the draft: its connector, its mapping, and the parameters that they need.
extension TargetDraft {
    var mappings: [YAMLEntry] {
        guard let match else { return [] }
        var entries = [
            YAMLEntry("title", .text(PlanText.escaped(title))),
            YAMLEntry("from", .text(sourceName)),
            YAMLEntry("to", .text(slug)),
            YAMLEntry("via", .text(kind == .directory ? "api-driven" : "ecma-host")),
        ]
        if kind == .portal { entries.append(YAMLEntry("takes-over", .text("legacy.\(member.slug)"))) }
        entries.append(YAMLEntry(
            "match", .inlineMap([YAMLEntry(PlanText.escaped(match.source), .text(PlanText.escaped(match.target)))]), mark: "match:\(mappingName)"))
        if let scopeKey {
            entries.append(YAMLEntry(
                "scope", .list([.inlineMap([YAMLEntry(scopeKey, .inlineMap([YAMLEntry("present", .word("true"))]))])]), beside: "people of HR",
                mark: "scope:\(mappingName)"))
        }
        let notes = leftOut.isEmpty ? [] : LegacyDraft.wrapped("Not taken along: " + leftOut.joined(separator: ", ") + ".")
        entries.append(YAMLEntry(
            "attributes",
            .map(items.filter { $0.name != match.target }.map { YAMLEntry(PlanText.escaped($0.name), $0.value, beside: $0.beside, mark: mark($0.name)) }),
            above: notes))
        return [YAMLEntry(mappingName, .map(entries), mark: "target:\(slug)")]
    }

    var startedName: String { mappingName }

    private var title: String {
        switch kind {
        case .portal: "Entra ID to the MIM portal"
        case .staging: "Entra ID to the table that MIM reads instead of \(member.agent.name)"
        case .directory: "HR into \(member.agent.name)"
        case .ldap, .sql, .ecma2: "Entra ID to \(member.agent.name)"
        }
    }

    private var attributeEntries: [YAMLEntry] {
        items.compactMap { item in item.type.map { YAMLEntry(PlanText.escaped(item.name), .text($0), mark: "declared:\(slug):\(item.name)") } }
    }

    private var secretStem: String { String(LegacyDraft.secretName(slug).dropFirst("INITIAL_".count).prefix(40)) }

    private func secret(_ prefix: String) -> YAMLValue { .inlineMap([YAMLEntry("secret", .text(prefix + secretStem))]) }

    var connectorEntry: YAMLEntry {
        var entries = [YAMLEntry("title", .text(PlanText.escaped(connectorTitle)))]
        func add(_ key: String, _ value: String) { entries.append(YAMLEntry(key, .text(value))) }
        if kind == .directory {
            add("kind", "active-directory")
            add("agent", "domain-agent")
            add("today", "legacy.\(member.slug)")
            entries.append(YAMLEntry("domain", .text("${\(parameterStem)Domain}")))
            entries.append(YAMLEntry("container", .text(PlanText.escaped(container ?? TargetDraft.base(of: member, container: container)))))
            return YAMLEntry(slug, .map(entries), above: ["", "\(member.agent.id), \(member.agent.file)"], mark: "target:\(slug)")
        }
        switch kind {
        case .portal: add("kind", "powershell")
        case .staging, .sql: add("kind", "sql")
        case .ldap: add("kind", "ldap")
        case .ecma2, .directory: add("kind", "ecma2")
        }
        add("agent", "headquarters")
        entries.append(YAMLEntry("token", secret("ECMA_TOKEN_")))
        switch kind {
        case .portal:
            add("today", "legacy.\(member.slug)")
            add("service", "${mimService}")
            add("user", "${mimServiceAccount}")
            entries.append(YAMLEntry("password", secret("ECMA_PASSWORD_")))
            add("object-type", objectType)
            add("anchor", "EntraObjectId")
        case .staging:
            add("dialect", "sql-server")
            add("server", "${sqlServer}")
            add("database", "IdentityStaging")
            add("table", "dbo.\(PlanText.camel(member.slug).prefix(1).uppercased() + PlanText.camel(member.slug).dropFirst())Staging")
            add("user", "${sqlAccount}")
            add("anchor", "EntraObjectId")
        case .sql:
            add("today", "legacy.\(member.slug)")
            add("dialect", TargetDraft.dialect(member.agent))
            if case .database(let it) = member.agent.connection {
                add("server", PlanText.escaped(it.server ?? it.dataSource ?? "localhost"))
                add("database", PlanText.escaped(it.database ?? "unknown"))
                add("table", PlanText.escaped(it.table ?? "unknown"))
            }
            add("user", "${sqlAccount}")
            if TargetDraft.dialect(member.agent) != "sql-server" { entries.append(YAMLEntry("password", secret("ECMA_PASSWORD_"))) }
            add("anchor", PlanText.escaped(match?.target ?? ""))
        case .ldap:
            add("today", "legacy.\(member.slug)")
            add("directory", TargetDraft.directory(member.agent))
            add("server", "${\(parameterStem)Server}")
            add("base-dn", PlanText.escaped(TargetDraft.base(of: member, container: container)))
            add("container", PlanText.escaped(container ?? TargetDraft.base(of: member, container: container)))
            add("user", "${\(parameterStem)Account}")
            entries.append(YAMLEntry("password", secret("ECMA_PASSWORD_")))
            add("object-type", objectType)
            add("anchor", TargetDraft.directory(member.agent) == "ad-lds" ? "objectGUID" : TargetDraft.directory(member.agent) == "edirectory" ? "GUID" : "-dn-")
        case .ecma2:
            add("today", "legacy.\(member.slug)")
            if case .ecma2(let it) = member.agent.connection { add("library", PlanText.escaped(it.assembly ?? "unknown.dll")) }
            add("from", "legacy.\(member.slug)")
            add("object-type", PlanText.escaped(objectType))
            add("anchor", PlanText.escaped(match?.target ?? ""))
        case .directory: break
        }
        var attributes = attributeEntries
        if kind == .ldap, TargetDraft.directory(member.agent) == "ad-lds" { attributes.insert(YAMLEntry("objectGUID", .text("string(36)?")), at: 0) }
        entries.append(YAMLEntry("attributes", .map(attributes)))
        if kind == .portal, let key = items.first(where: { !$0.isOpen && $0.value == .text("employeeId") }) {
            entries.append(YAMLEntry("adopt-by", .text(PlanText.clean(key.name)), beside: "people whom the portal has already get their EntraObjectId by it"))
        }
        let deletes = member.agent.deprovisioning == .delete && !kind.isStaging && kind != .portal
        entries.append(YAMLEntry(
            "on-disable", .text(hasFlag || kind == .portal || kind.isStaging || !deletes ? "nothing" : "delete"),
            beside: hasFlag || kind == .portal || kind.isStaging ? "an attribute says it" : nil))
        entries.append(YAMLEntry(
            "on-delete", .text(deletes ? "delete" : "nothing"),
            beside: kind.isStaging ? "a row that vanishes is, to MIM, a person who left" : kind == .portal ? "MIM deletes a person whom the portal loses" : nil))
        return YAMLEntry(slug, .map(entries), above: ["", "\(member.agent.id), \(member.agent.file)"], mark: "target:\(slug)")
    }

    private var connectorTitle: String {
        if case .staging = kind { return "Staging table that MIM reads instead of \(member.agent.name)" }
        return member.agent.name
    }

    private var parameterStem: String { PlanText.camel(slug) }

    func parameters(domain: String) -> [DraftPlan.Parameter] {
        switch kind {
        case .portal:
            var service = "http://fimservice.\(domain):5725"
            if case .portal(let it) = member.agent.connection, let host = it.serviceHost, host.hasPrefix("http://"), host.hasSuffix(":5725") { service = host }
            return [
                .init(name: "mimService", type: "url", value: service, comment: nil),
                .init(name: "mimServiceAccount", type: "text", value: "CORP\\svc-ecma-mim", comment: "the account that calls the MIM Service"),
            ]
        case .staging:
            return [
                .init(name: "sqlServer", type: "host", value: "sql01.\(domain)", comment: "of the staging table"),
                .init(name: "sqlAccount", type: "text", value: "CORP\\svc-ecma-sql", comment: "the connector's account"),
            ]
        case .sql: return [.init(name: "sqlAccount", type: "text", value: "CORP\\svc-ecma-sql", comment: "the connector's account")]
        case .directory: return [.init(name: "\(parameterStem)Domain", type: "domain", value: domain, comment: nil)]
        case .ldap:
            return [
                .init(name: "\(parameterStem)Server", type: "host", value: "ldap01.\(domain)", comment: nil),
                .init(name: "\(parameterStem)Account", type: "text", value: "CN=svc-ecma,\(TargetDraft.base(of: member, container: container))", comment: "the DN of the account that binds"),
            ]
        case .ecma2: return []
        }
    }

    var leaverAction: YAMLEntry? {
        func entry(_ parts: [(String, String)]) -> YAMLEntry {
            YAMLEntry(slug, .inlineMap(parts.map { YAMLEntry($0.0, .text(PlanText.escaped($0.1))) }), mark: "leaver:\(slug)")
        }
        switch kind {
        case .portal: return entry([("disable", "at once"), ("delete", "never")])
        case .staging: return entry([("disable", "at once"), ("delete", "never")])
        case .directory:
            return entry([("disable", "at once")] + (leaverContainer.map { [("move", $0)] } ?? []) + [("delete", "never")])
        case .ldap, .sql, .ecma2:
            return entry([("disable", "at once"), ("delete", member.agent.deprovisioning == .delete ? "after 30 days" : "never")])
        }
    }

    private static func dialect(_ agent: ManagementAgent) -> String {
        switch agent.category.lowercased() {
        case "oracle": "oracle"
        case "db2": "db2"
        default: "sql-server"
        }
    }

    private static func directory(_ agent: ManagementAgent) -> String {
        switch agent.category.lowercased() {
        case "adam": "ad-lds"
        case "edirectory": "edirectory"
        case "iplanet": "oracle-dsee"
        case "ibm ds": "ibm-tivoli"
        default: "openldap"
        }
    }

    /// The first partition that holds people, by its name.
    private static func base(of member: MIMEstate.Member, container: String?) -> String {
        let names = member.agent.partitions.filter(\.isSelected).map(\.name)
        if names.isEmpty, let container {
            // The partition's own name ends every name in it.
            let parts = container.split(separator: ",").map(String.init)
            let domain = parts.reversed().prefix { $0.lowercased().hasPrefix("dc=") }.reversed()
            if !domain.isEmpty { return domain.joined(separator: ",") }
        }
        return names.first { $0.lowercased().contains("dc=") && !$0.lowercased().hasPrefix("cn=") } ?? names.first { $0.contains("=") } ?? "DC=example,DC=com"
    }
}
