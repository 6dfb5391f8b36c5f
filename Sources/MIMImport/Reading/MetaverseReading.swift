import XML

/// `mv-data`: the metaverse and the import flows into it.
struct MetaverseReading {
    let file: String
    var metaverse = Metaverse()
    var flows: [ImportFlow] = []
    /// What only Entra Connect's files have, and what they lack.
    var hasParameterValues = false
    var hasFlows = false
    private var schema = SchemaReading(keepsAttributes: true)
    private var type = ""
    private var attribute = ""
    private var precedence = ""
    private var first = 0

    init(file: String) {
        self.file = file
    }

    /// - Parameter path: below `mv-data`.
    mutating func interest(in name: String, _ attributes: XMLAttributes, path: ArraySlice<String>) -> XMLInterest {
        switch (path.first, path.count) {
        case (nil, _):
            switch name {
            case "schema": return .enter
            case "import-attribute-flow":
                hasFlows = true
                return .enter
            case "parameter-values":
                hasParameterValues = true
                return .skip
            case "version", "provisioning", "mv-deletion", "extension", "password-sync": return .take
            default: return .skip
            }
        case ("schema", 3): return SchemaReading.interest(in: name)
        case ("schema", _): return .enter
        case ("import-attribute-flow", 1):
            if name == "per-ma-options" { return .take }
            type = attributes["mv-object-type"] ?? ""
            return name == "import-flow-set" ? .enter : .skip
        case ("import-attribute-flow", 2):
            attribute = attributes["mv-attribute"] ?? ""
            precedence = attributes["type"] ?? "ranked"
            first = flows.count
            return name == "import-flows" ? .enter : .skip
        case ("import-attribute-flow", 3): return name == "import-flow" ? .take : .skip
        default: return .skip
        }
    }

    mutating func take(_ element: XMLElement) {
        switch element.name {
        case "class", "attribute-type": schema.take(element)
        case "import-flow":
            guard let mapping = MappingReading(isSecret: takesPassword(attribute)).mapping(of: element) else { return }
            flows.append(ImportFlow(
                metaverseType: type, metaverseAttribute: attribute, agent: engineID(element["src-ma"] ?? ""),
                objectType: element["cd-object-type"] ?? "", mapping: mapping, precedence: precedence, rank: flows.count - first + 1, of: 0,
                file: file))
        case "per-ma-options":
            metaverse.recall += element.children("ma-options").map { options in
                (engineID(options["ma-id"] ?? ""), options.text("enable-recall") == "true")
            }
        case "version": metaverse.version = element.text
        case "provisioning": metaverse.provisioning = element["type"]
        case "extension": metaverse.rulesExtension = element.text("assembly-name")
        case "password-sync": metaverse.passwordSync = element.text("password-sync-enabled").map { $0 == "1" }
        case "mv-deletion": metaverse.deletionRules = element.children("mv-deletion-rule").map(deletionRule)
        default: break
        }
    }

    mutating func leave(_ name: String) {
        guard name == "import-flows" else { return }
        for i in first..<flows.count { flows[i].of = flows.count - first }
    }

    var result: Metaverse {
        var result = metaverse
        result.schema = schema.result
        result.file = file
        return result
    }

    private func deletionRule(_ element: XMLElement) -> Metaverse.DeletionRule {
        let kind: Metaverse.DeletionRule.Kind = switch element["type"] {
        case "declared-any": .declaredAny
        case "declared-last": .declaredLast
        case "scripted": .scripted
        case let other: .unknown(other ?? "")
        }
        return .init(
            metaverseType: element["mv-object-type"] ?? "", kind: kind, agents: element.children("src-ma").map { engineID($0.text) })
    }
}
