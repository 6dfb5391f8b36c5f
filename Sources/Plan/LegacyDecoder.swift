import Diagnostics
import YAMLSyntax

extension Decoder {
    mutating func legacy(_ node: YAMLNode) -> Legacy? {
        guard let fields = fields(node, Vocabulary.legacy) else { return nil }
        let agents = named(fields["agents"], "legacy agents").compactMap { legacyAgent($0, $1) }
        var imports: [Legacy.ImportFlow] = []
        var exports: [Legacy.ExportFlow] = []
        if let node = fields["flows"], let flows = self.fields(node, Vocabulary.legacyFlows) {
            for (type, attributes) in named(flows["import"], "import flows", anyName: true) {
                for (attribute, value) in named(attributes, "import flows", anyName: true) {
                    imports += importFlows(type.value, attribute, value)
                }
            }
            for (agent, types) in named(flows["export"], "export flows", anyName: true) {
                for (type, value) in named(types, "export flows", anyName: true) {
                    exports += exportFlows(agent, type.value, value)
                }
            }
        }
        let uses = texts(fields["uses"]).compactMap { text -> Spanned<Legacy.Capability>? in
            guard let capability = Legacy.Capability(rawValue: text.value) else {
                report.add(.badWord(text.value, text.span, what: "use of MIM", known: Legacy.Capability.allCases.map(\.rawValue)))
                return nil
            }
            return Spanned(capability, text.span)
        }
        return Legacy(agents: agents, uses: uses, imports: imports, exports: exports, span: node.span)
    }

    private mutating func legacyAgent(_ name: Spanned<String>, _ node: YAMLNode) -> Legacy.Agent? {
        guard let fields = fields(node, Vocabulary.legacyAgent) else { return nil }
        enum Deprovisioning: String, CaseIterable { case delete, disconnect }
        let deprovisioning: Spanned<Deprovisioning>? = word(fields["deprovisioning"], "deprovisioning of MIM")
        return Legacy.Agent(
            name: name, notes: notes(fields), kind: word(fields["kind"], "kind of management agent"),
            server: text(fields["server"])?.value, database: text(fields["database"])?.value, table: text(fields["table"])?.value,
            anchor: text(fields["anchor"])?.value, objectTypes: texts(fields["object-types"]).map(\.value),
            partitions: texts(fields["partitions"]), multiValued: texts(fields["multi-valued"]), references: texts(fields["references"]),
            rulesExtension: text(fields["rules-extension"]), isFileBased: boolean(fields["file-based"]),
            deletes: deprovisioning.map { $0.value == .delete }, span: name.span)
    }

    /// A list is the precedence; `{equal: […]}` has none.
    private mutating func importFlows(_ type: String, _ attribute: Spanned<String>, _ node: YAMLNode) -> [Legacy.ImportFlow] {
        let flows = node.kind == .mapping ? node["equal"] ?? node : node
        if flows.isBlankCollection {
            report.add(.emptyFlows(attribute, at: flows))
            return []
        }
        if node.kind == .mapping, let equal = node["equal"] {
            return self.items(equal, "`equal`").compactMap { importFlow(type, attribute, $0, rank: 1) }
        }
        let items = node.kind == .sequence ? node.items : [node]
        return items.enumerated().compactMap { importFlow(type, attribute, $1, rank: $0 + 1) }
    }

    private mutating func importFlow(
        _ type: String, _ attribute: Spanned<String>, _ node: YAMLNode, rank: Int
    ) -> Legacy.ImportFlow? {
        if node.kind == .scalar {
            guard let text = text(node) else { return nil }
            guard let dot = text.value.firstIndex(of: ".") else {
                report.add(.badLegacySource(text.value, text.span))
                return nil
            }
            let agent = Spanned(String(text.value[..<dot]), node.place(of: 0..<text.value[..<dot].utf8.count, in: sources))
            let name = String(text.value[text.value.index(after: dot)...])
            return .init(
                metaverseType: type, metaverseAttribute: attribute, agent: agent, value: .direct(name), rank: rank, span: node.span)
        }
        guard let fields = fields(node, Vocabulary.legacyFlow) else { return nil }
        guard let agent = text(fields["from"]) else {
            report.add(.missingKey(Vocabulary.legacyFlow.keys[0], owner: "an import flow", at: node))
            return nil
        }
        guard let value = legacyValue(fields, direct: nil) else {
            report.add(.oneValue([], node.span))
            return nil
        }
        return .init(metaverseType: type, metaverseAttribute: attribute, agent: agent, value: value, rank: rank, span: node.span)
    }

    private mutating func exportFlows(_ agent: Spanned<String>, _ type: String, _ node: YAMLNode) -> [Legacy.ExportFlow] {
        // Flows from several metaverse types into one object type are a list.
        if node.kind == .sequence {
            if node.items.isEmpty { report.add(.emptyFlows(Spanned(type, node.span), at: node)) }
            return node.items.flatMap { exportFlows(agent, type, $0) }
        }
        guard let fields = fields(node, Vocabulary.legacyExport), let metaverseType = text(fields["from"])?.value else { return [] }
        var flows: [Legacy.ExportFlow] = []
        for (attribute, value) in named(fields["attributes"], "export flows", anyName: true) {
            let items = value.kind == .sequence ? value.items : [value]
            if items.isEmpty { report.add(.emptyFlows(attribute, at: value)) }
            for item in items {
                if item.isBlankCollection {
                    report.add(.emptyFlows(attribute, at: item))
                    continue
                }
                var onCreate = false
                let source: Legacy.Value?
                if item.kind == .scalar {
                    source = text(item).map { .direct($0.value) }
                } else if let flow = self.fields(item, Vocabulary.legacyFlow) {
                    let apply: Spanned<Apply>? = word(flow["apply"], "apply")
                    onCreate = apply?.value == .onCreate
                    source = legacyValue(flow, direct: text(flow["from"])?.value)
                    if source == nil, !["from", "rule", "script", "constant", "secret"].contains(where: { flow[$0] != nil }) {
                        report.add(.oneValue([], item.span))
                    }
                } else {
                    source = nil
                }
                guard let source else { continue }
                flows.append(.init(
                    agent: agent, objectType: type, metaverseType: metaverseType, attribute: attribute, value: source,
                    onCreate: onCreate, span: item.span))
            }
        }
        return flows
    }

    private mutating func legacyValue(_ fields: Fields, direct: String?) -> Legacy.Value? {
        let reads = texts(fields["reads"]).map(\.value)
        if let rule = text(fields["rule"]) { return .rule(rule.value, reads: reads) }
        if let script = text(fields["script"]) { return .script(script.value, reads: reads) }
        if let constant = text(fields["constant"], mayBreak: true) { return .constant(constant.value) }
        if let name = text(fields["secret"]) { return .secret(SecretName(name: name.value)) }
        return direct.map { .direct($0) }
    }
}

extension Diagnostic {
    fileprivate static func emptyFlows(_ attribute: Spanned<String>, at node: YAMLNode) -> Diagnostic {
        .emptyMapping("the flow of `\(attribute.value)`", at: node.span, help: "write where it comes from, or leave it out")
    }
}

extension YAMLNode {
    /// `{}` or `[]`
    fileprivate var isBlankCollection: Bool { isBlank && kind != .scalar }
}
