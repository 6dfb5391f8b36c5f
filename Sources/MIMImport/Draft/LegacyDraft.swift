/// `legacy.yaml`: what MIM does today, all of it, but for what serves MIM itself.
struct LegacyDraft {
    let estate: MIMEstate
    private var export: MIMExport { estate.export }

    init(_ estate: MIMEstate) {
        self.estate = estate
    }

    var entries: [YAMLEntry] {
        let agents = estate.members.map(agent) + estate.dangling.map(danglingAgent)
        let imports = importFlows
        let exports = exportFlows
        var legacy = [YAMLEntry("agents", .map(agents))]
        let uses = UsesDraft(estate).uses
        if !uses.isEmpty {
            let lines = uses.flatMap { LegacyDraft.wrapped("\($0.capability.rawValue): \($0.evidence)") }
            legacy.insert(
                YAMLEntry(
                    "uses", .inlineList(uses.map { .text($0.capability.rawValue) }),
                    above: ["Beside its flows, as far as the export shows it; what else people use MIM for is added by hand."] + lines),
                at: 0)
        }
        var flows: [YAMLEntry] = []
        if !imports.isEmpty { flows.append(YAMLEntry("import", .map(imports))) }
        if !exports.isEmpty { flows.append(YAMLEntry("export", .map(exports))) }
        if !flows.isEmpty { legacy.append(YAMLEntry("flows", .map(flows), above: [""])) }
        return [YAMLEntry("legacy", .map(legacy))]
    }

    var header: [String] {
        let imports = export.importFlows
        let exports = export.agents.flatMap(\.exportFlows)
        let left = (imports.count { $0.isMachinery }, exports.count { $0.isMachinery })
        var lines = ["What MIM does today, as its export says it. Written by `entrain import`; keep it beside the next export."]
        if let server = export.server {
            lines.append("Read from the export of server \(server)" + (export.exported.map { " of \($0)" } ?? "") + ".")
        }
        lines.append("")
        lines.append(
            "\(imports.count) import and \(exports.count) export flows; left out, because they serve MIM itself and go when it goes: "
                + "\(left.0) and \(left.1).")
        return lines.map { $0.isEmpty ? " " : $0 }
    }

    // MARK: Agents

    private func agent(_ member: MIMEstate.Member) -> YAMLEntry {
        let agent = member.agent
        var entries = [
            YAMLEntry("title", .text(PlanText.escaped(agent.name.isEmpty ? agent.id : agent.name))),
            YAMLEntry("kind", .text(LegacyDraft.kind(agent))),
        ]
        func add(_ key: String, _ value: String?) {
            if let value, !value.isEmpty { entries.append(YAMLEntry(key, .text(PlanText.escaped(value)))) }
        }
        switch agent.connection {
        case .database(let it):
            add("server", it.server ?? it.dataSource)
            add("database", it.database)
            add("table", it.table)
        case .directory(let it):
            add("forest", it.forest)
            if let port = it.port, port != "0" { add("port", port) }
        case .portal(let it):
            add("server", it.serviceHost ?? it.server)
        case .textFile(let it):
            add("file", agent.runProfiles.flatMap(\.steps).compactMap(\.inputFile).first ?? it.sampleFile)
        case .ecma2, .other: break
        }
        if agent.anchor.count == 1 { add("anchor", agent.anchor[0]) }
        let types = agent.objectTypes.map { YAMLValue.text(PlanText.escaped($0)) }
        if !types.isEmpty { entries.append(YAMLEntry("object-types", .inlineList(types))) }
        if case .ecma2(let it) = agent.connection, LegacyDraft.kind(agent) == "ecma2" {
            // What the ECMA host leaves out of a connector that is taken along.
            func list(_ key: String, _ names: [String]) {
                if !names.isEmpty { entries.append(YAMLEntry(key, .inlineList(names.map { .text(PlanText.escaped($0)) }))) }
            }
            let used = Set(agent.exportFlows.map(\.attribute) + export.importFlows.filter { $0.agent == agent.id }.flatMap(\.mapping.sources))
            let attributes = agent.schema.attributes.filter { used.contains($0.name) }
            list("partitions", agent.partitions.filter(\.isSelected).map(\.name))
            list("multi-valued", attributes.filter(\.isMultivalued).map(\.name))
            list("references", attributes.filter { $0.type == .reference }.map(\.name))
            if it.isFileBased { entries.append(YAMLEntry("file-based", .word("true"))) }
        }
        add("rules-extension", agent.rulesExtension)
        switch agent.deprovisioning {
        case .delete?: add("deprovisioning", "delete")
        case .disconnect?, .explicitDisconnect?: add("deprovisioning", "disconnect")
        case .scripted?, .unknown?, nil: break
        }
        var above = ["", "\(agent.id), \(agent.file): \(member.role.rawValue)"]
        if case .ecma2(let it) = agent.connection, let assembly = it.assembly { above.append("Library: \(assembly)") }
        if agent.deprovisioning == .scripted { above.append("Deprovisioning is decided by code: \(agent.rulesExtension ?? "a rules extension")") }
        let unused = unusedAttributes(of: agent)
        if !unused.isEmpty, unused.count <= 60 { above += LegacyDraft.wrapped("Selected, and used by no flow, join or filter: " + unused.joined(separator: ", ") + ".") }
        return YAMLEntry(member.slug, .map(entries), above: above)
    }

    private func danglingAgent(_ agent: (id: String, slug: String)) -> YAMLEntry {
        YAMLEntry(
            agent.slug,
            .map([YAMLEntry("title", .text(agent.id)), YAMLEntry("kind", .text("other"))]),
            above: ["", "Flows name it, and the export has no file of it."])
    }

    static func kind(_ agent: ManagementAgent) -> String {
        switch agent.category.lowercased() {
        case "ad", "ad gal": "active-directory"
        case "adam", "iplanet", "ibm ds", "edirectory": "ldap"
        case "fim": "mim-service"
        case "mssql", "oracle", "db2": "sql"
        case "delimited", "fixed", "avp", "ldif", "dsml": "text-file"
        case "extensible": "ecma1"
        case "extensible2": agent.subtype == "Generic SQL (Microsoft)" ? "sql" : agent.subtype == "Generic LDAP (Microsoft)" ? "ldap" : "ecma2"
        default: "other"
        }
    }

    private func unusedAttributes(of agent: ManagementAgent) -> [String] {
        var used = Set(export.importFlows.filter { $0.agent == agent.id }.flatMap(\.mapping.sources))
        used.formUnion(agent.exportFlows.map(\.attribute))
        used.formUnion(agent.joins.flatMap(\.mappings).flatMap(\.mapping.sources))
        used.formUnion(agent.filters.flatMap(\.alternatives).flatMap { $0 }.map(\.attribute))
        used.formUnion(agent.anchor)
        return agent.selectedAttributes.filter { !used.contains($0) && !takesPassword($0) }
    }

    static func wrapped(_ text: String, width: Int = 120) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + word.count + 1 > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }

    // MARK: Flows

    private var importFlows: [YAMLEntry] {
        var types: [String] = []
        for flow in export.importFlows where !flow.isMachinery && !types.contains(flow.metaverseType) { types.append(flow.metaverseType) }
        return types.map { type in
            var attributes: [String] = []
            let flows = export.importFlows.filter { $0.metaverseType == type && !$0.isMachinery }
            for flow in flows where !attributes.contains(flow.metaverseAttribute) { attributes.append(flow.metaverseAttribute) }
            let entries = attributes.map { attribute -> YAMLEntry in
                let own = flows.filter { $0.metaverseAttribute == attribute }
                let items = own.map(importFlow)
                let isEqual = own.first?.precedence == "equal"
                let isManual = own.first?.precedence == "manual"
                let isShort = items.allSatisfy { if case .text = $0 { true } else { false } }
                let list: YAMLValue = isShort || isEqual ? .inlineList(items) : .list(items)
                return YAMLEntry(
                    PlanText.escaped(attribute), isEqual ? .inlineMap([YAMLEntry("equal", list)]) : list,
                    beside: isManual ? "manual precedence: code decides" : nil)
            }
            return YAMLEntry(PlanText.escaped(type), .map(entries), above: deletion(of: type))
        }
    }

    private func deletion(of type: String) -> [String] {
        guard let rule = export.metaverse.deletionRules.first(where: { $0.metaverseType == type }) else { return [] }
        let names = rule.agents.map { estate.slug(id: $0) ?? $0 }
        return switch rule.kind {
        case .declaredAny: ["Deleted from the metaverse when \(names.count > 1 ? "any of " : "")\(names.joined(separator: ", ")) no longer has it."]
        case .declaredLast: ["Deleted from the metaverse with the last agent that has it\(names.isEmpty ? "" : ", not counting " + names.joined(separator: ", "))."]
        case .scripted: ["Deletion is decided by code: \(export.metaverse.rulesExtension ?? "the metaverse rules extension")."]
        case .unknown(let name): ["Deletion rule of an unknown kind: \(name)."]
        }
    }

    private func importFlow(_ flow: ImportFlow) -> YAMLValue {
        let agent = estate.slug(id: flow.agent) ?? "unknown"
        if case .direct = flow.mapping.value, let source = flow.mapping.sources.first { return .text("\(agent).\(PlanText.escaped(source))") }
        return .inlineMap([YAMLEntry("from", .text(agent))] + value(flow.mapping, secret: flow.metaverseAttribute))
    }

    private var exportFlows: [YAMLEntry] {
        estate.members.compactMap { member in
            let flows = member.agent.exportFlows.filter { !$0.isMachinery }
            var types: [String] = []
            for flow in flows where !types.contains(flow.objectType) { types.append(flow.objectType) }
            guard !types.isEmpty else { return nil }
            return YAMLEntry(member.slug, .map(types.map { type in
                var origins: [String] = []
                for flow in flows where flow.objectType == type && !origins.contains(flow.metaverseType) { origins.append(flow.metaverseType) }
                let blocks = origins.map { origin in
                    [
                        YAMLEntry("from", .text(PlanText.escaped(origin))),
                        YAMLEntry("attributes", .map(attributes(flows.filter { $0.objectType == type && $0.metaverseType == origin }, member))),
                    ]
                }
                return YAMLEntry(PlanText.escaped(type), blocks.count == 1 ? .map(blocks[0]) : .list(blocks.map { .map($0) }))
            }))
        }
    }

    private func attributes(_ flows: [ExportFlow], _ member: MIMEstate.Member) -> [YAMLEntry] {
        var names: [String] = []
        for flow in flows where !names.contains(flow.attribute) { names.append(flow.attribute) }
        return names.map { name in
            let items = flows.filter { $0.attribute == name }.map { exportFlow($0, member) }
            let isShort = items.allSatisfy { if case .text = $0 { true } else { false } }
            return YAMLEntry(PlanText.escaped(name), items.count == 1 ? items[0] : isShort ? .inlineList(items) : .list(items))
        }
    }

    private func exportFlow(_ flow: ExportFlow, _ member: MIMEstate.Member) -> YAMLValue {
        if case .direct = flow.mapping.value, let source = flow.mapping.sources.first {
            let text = YAMLValue.text(PlanText.escaped(source))
            guard flow.mapping.isInitialOnly else { return text }
            return .inlineMap([YAMLEntry("from", text), YAMLEntry("apply", .text("on-create"))])
        }
        let apply = flow.mapping.isInitialOnly ? [YAMLEntry("apply", .text("on-create"))] : []
        return .inlineMap(value(flow.mapping, secret: "\(member.slug) \(flow.attribute)") + apply)
    }

    /// - Parameter secret: what a secret constant is named after.
    private func value(_ mapping: FlowMapping, secret: String) -> [YAMLEntry] {
        let reads = mapping.sources.isEmpty
            ? [] : [YAMLEntry("reads", .inlineList(mapping.sources.map { .text(PlanText.escaped($0)) }))]
        switch mapping.value {
        case .direct: return [YAMLEntry("rule", .text("a direct flow without a source"))]
        case .constant(let text): return [YAMLEntry("constant", .text(PlanText.escaped(text)))]
        case .secret: return [YAMLEntry("secret", .text(LegacyDraft.secretName(secret)))]
        case .dnPart(let part): return [YAMLEntry("rule", .text("part \(part) of the distinguished name"))] + reads
        case .script(let rule): return [YAMLEntry("script", .text(PlanText.escaped(rule.isEmpty ? "unnamed" : rule)))] + reads
        case .expression(let expression): return [YAMLEntry("rule", .text(PlanText.escaped(expression.text)))] + reads
        case .unknown(let name): return [YAMLEntry("rule", .text("a mapping of an unknown kind: \(PlanText.escaped(name))"))] + reads
        }
    }

    /// `INITIAL_CONTOSO_ACTIVE_DIRECTORY_UNICODEPWD`
    static func secretName(_ text: String) -> String {
        var name = "INITIAL"
        for scalar in (" " + text).uppercased().unicodeScalars {
            if ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) {
                name.unicodeScalars.append(scalar)
            } else if !name.hasSuffix("_") {
                name += "_"
            }
        }
        name = String(name.prefix(64))
        while name.hasSuffix("_") { name.removeLast() }
        return name
    }
}
