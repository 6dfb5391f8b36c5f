import XML

/// The one child of a flow that says how its value is made.
struct MappingReading {
    /// Whether the target takes a password: its constants are named, never repeated.
    let isSecret: Bool

    func mapping(of element: XMLElement) -> FlowMapping? {
        guard let child = element.children.first(where: { $0.name.hasSuffix("-mapping") }) else { return nil }
        var sources = child.children("src-attribute").map(MappingReading.source)
        var origin: FlowMapping.Origin?
        var value: FlowMapping.Value
        switch child.name {
        case "direct-mapping": value = .direct
        case "constant-mapping": value = .constant(child.child("constant-value")?.rawText ?? "")
        case "dn-part-mapping": 
            value = .dnPart(child.text("dn-part").flatMap { Int($0) } ?? 0)
            sources = ["<dn>"]
        case "scripted-mapping": value = .script(child.text("script-context") ?? "")
        case "sync-rule-mapping":
            origin = FlowMapping.Origin(
                rule: engineID(child["sync-rule-id"] ?? ""), mapping: engineID(child["sync-rule-mapping-id"] ?? ""),
                isInitialOnly: child["initial-flow-only"] == "true", isExistenceTest: child["is-existence-test"] == "true")
            let content = child.child("sync-rule-value")
            switch child["mapping-type"] {
            case "direct": value = .direct
            case "constant": value = .constant(content?.rawText ?? "")
            case "expression":
                let tree = content?.children.first.flatMap { $0.child("fn") }.flatMap { FragmentReading.expression($0) }
                value = tree.map { .expression($0) } ?? .unknown("expression")
            case let other: value = .unknown(other ?? "sync-rule-mapping")
            }
        default: value = .unknown(child.name)
        }
        if isSecret {
            switch value {
            case .constant: value = .secret(isExpression: false)
            case .expression: value = .secret(isExpression: true)
            default: break
            }
        }
        return FlowMapping(value: value, sources: sources, origin: origin, place: child.place)
    }

    /// An attribute; what is none stands in angle brackets.
    static func source(_ element: XMLElement) -> String {
        element["intrinsic"] == "true" ? "<\(element.text)>" : element.text
    }
}

/// Whether an attribute takes a password. Constants for it stand in the clear in an export.
func takesPassword(_ name: String) -> Bool {
    let name = name.lowercased()
    return ["unicodepwd", "userpassword", "export_password", "dbcspwd", "pwd"].contains(name) || name.hasSuffix("password")
        || name.hasSuffix("passwd") || name.hasSuffix("secret")
}
