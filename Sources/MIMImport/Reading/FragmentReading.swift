import XML

/// The grammar of a declarative rule's flows: `<import-flow>` and `<export-flow>` with a tree of `fn`.
enum FragmentReading {
    /// - Parameter text: one value of `PersistentFlow` or `InitialFlow`.
    static func flow(_ text: String) -> PortalService.RuleFlow? {
        guard let element = try? XMLReader().tree(of: text), element.name == "import-flow" || element.name == "export-flow",
            let target = element.text("dest")
        else { return nil }
        let sources = element.child("src")?.children("attr").map(\.text).filter { !$0.isEmpty } ?? []
        let function = element.child("fn")
        var value: FlowMapping.Value
        if let function, let tree = expression(function) {
            value = .expression(tree)
        } else if sources.isEmpty {
            value = .constant(element.text("src") ?? "")
        } else {
            value = .direct
        }
        if takesPassword(target) {
            switch value {
            case .constant: value = .secret(isExpression: false)
            case .expression: value = .secret(isExpression: true)
            default: break
            }
        }
        return PortalService.RuleFlow(
            direction: element.name == "import-flow" ? "import" : "export", target: target, sources: sources, value: value,
            allowsNull: element["allows-null"].map { $0 == "true" }, isCustom: function.map { $0["isCustomExpression"] == "true" })
    }

    static func expression(_ element: XMLElement) -> RuleExpression? {
        guard element.name == "fn", let name = element["id"] else { return nil }
        return .function(name, element.children("arg").map(argument))
    }

    private static func argument(_ element: XMLElement) -> RuleExpression {
        if let function = element.child("fn").flatMap({ expression($0) }) { return function }
        // Spaces count inside the quotation marks and mean nothing around them.
        let text = element.text
        if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") { return .string(String(text.dropFirst().dropLast())) }
        if let number = Int(text) { return .number(number) }
        if text.count > 2, text.hasPrefix("$"), text.hasSuffix("$") { return .parameter(String(text.dropFirst().dropLast())) }
        return .attribute(text)
    }

    /// `<scoping><scope><csAttribute/><csOperator/><csValue/></scope>…</scoping>`; all must hold.
    static func scope(_ text: String) -> [PortalService.ScopeCondition] {
        guard let root = try? XMLReader().tree(of: text) else { return [] }
        let scopes = root.name == "scope" ? [root] : root.children("scope") + root.children("scoping").flatMap { $0.children("scope") }
        return scopes.compactMap { scope in
            guard let attribute = scope.text("csAttribute") else { return nil }
            return .init(attribute: attribute, operator: scope.text("csOperator") ?? "", value: scope.child("csValue")?.text)
        }
    }
}

extension RuleExpression {
    /// From a tree of `fn` elements; nil for anything else.
    public init?(_ element: XMLElement) {
        guard let expression = FragmentReading.expression(element) else { return nil }
        self = expression
    }
}
