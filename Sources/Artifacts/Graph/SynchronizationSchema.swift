import Analysis
import Expressions
import JSON
import Microsoft
import Plan

/// A mapping as the synchronization schema of its job holds it. Shapes: Microsoft Graph, synchronizationSchema and the types below it.
struct JobSchema {
    let mapping: CheckedMapping
    let plan: CheckedPlan
    /// Set for a mapping that begins at rows of HR; Microsoft's own connectors have names of their own.
    let layout: InboundLayout?

    /// Expressions that the service is asked to parse, by target: its own tree is what goes into the schema.
    var expressions: [(target: String, text: String)] {
        mapping.attributes.compactMap { item in
            if case .expression(let tree) = source(of: item) { (item.target.name, text(of: tree)) } else { nil }
        } + (disabledExpression.map { [("accountDisabled", $0)] } ?? [])
    }

    func source(of item: CheckedAttributeMapping) -> InboundLayout.JobSource {
        if let layout { return layout.jobSource(of: item) }
        switch item.value {
        case .direct(let attribute): return .attribute(attribute.schemaName)
        case .constant(let text): return .constant(text)
        case .expression(let tree): return .expression(tree)
        }
    }

    /// The text that the service parses, over its own names.
    private func text(of tree: Expression) -> String {
        tree.printed(
            renaming: { name in layout?.name(ofColumn: name) ?? (mapping.native == nil ? nil : name) ?? EntraSourceAttribute.named(name)?.schemaName ?? extensionName(name) },
            literal: BundleText.escaped)
    }

    /// The schema name of a directory extension that an expression reads.
    private func extensionName(_ name: String) -> String {
        for item in mapping.attributes {
            if case .direct(let attribute) = item.value, attribute.name == name { return attribute.schemaName }
        }
        return "extension_${extensionAppId}_\(name)"
    }

    /// The name of an attribute on the target's side.
    func targetName(_ item: CheckedAttribute) -> String {
        guard let connector = mapping.connector else { return item.schemaName }
        return connector.kind.isHosted ? ECMAHost.targetName(item.name) : item.name
    }

    /// What is put in place of the job's own attribute mappings.
    func attributeMappings(variable: (String) -> String) -> JSON {
        var rows = mapping.attributes.map { item in
            JobSchema.row(
                target: targetName(item.target), source: json(item, variable), onCreate: item.onCreate,
                priority: item.matchingPriority, defaultValue: item.defaultValue)
        }
        if sendsActive { rows.append(JobSchema.row(target: "accountEnabled", source: JobSchema.attribute("active"))) }
        if disabledExpression != nil {
            rows.append(JobSchema.row(target: "accountDisabled", source: .string(variable("accountDisabled"))))
        }
        return .array(rows)
    }

    /// The sender says who is enabled; the plan has not mapped it otherwise.
    private var sendsActive: Bool {
        guard layout != nil, case .entra = mapping.to else { return false }
        return !mapping.attributes.contains { $0.target.name == "accountEnabled" }
    }

    /// Active Directory knows the opposite of `active`.
    private var disabledExpression: String? {
        guard layout != nil, mapping.connector?.kind == .activeDirectory,
            !mapping.attributes.contains(where: { $0.target.name == "accountDisabled" })
        else { return nil }
        return "Not([active])"
    }

    private func json(_ item: CheckedAttributeMapping, _ variable: (String) -> String) -> JSON {
        switch source(of: item) {
        case .attribute(let name): JobSchema.attribute(name)
        case .constant(let text): JobSchema.constant(text)
        case .expression: .string(variable(item.target.name))
        }
    }

    static func attribute(_ name: String) -> JSON {
        ["type": "Attribute", "name": .string(name), "expression": .string("[\(name)]"), "parameters": []]
    }

    static func constant(_ text: String) -> JSON {
        let text = BundleText.escaped(text)
        let quoted = Expression.string(text, 0..<0).description
        return ["type": "Constant", "name": .string(text), "expression": .string(quoted), "parameters": []]
    }

    private static func row(
        target: String, source: JSON, onCreate: Bool = false, priority: Int = 0, defaultValue: String? = nil
    ) -> JSON {
        [
            "targetAttributeName": .string(target),
            "source": source,
            "defaultValue": defaultValue.map { .string(BundleText.escaped($0)) } ?? .null,
            "flowType": onCreate ? "ObjectAddOnly" : "Always",
            "flowBehavior": "FlowWhenChanged",
            "matchingPriority": .integer(priority),
            "exportMissingReferences": false,
        ]
    }

    /// Attributes that the template does not have, by side: the plan's own columns, and directory extensions of Entra's user.
    var addedAttributes: JSON? {
        var source = layout?.customColumns.map { column in
            JobSchema.definition(SCIMSlot.custom(column.name).path(customURN: layout?.customURN ?? ""), column.type)
        } ?? []
        var target: [JSON] = []
        for name in extensionNames {
            let definition = JobSchema.definition("extension_${extensionAppId}_\(name.name)", name.type)
            if case .entra = mapping.from { source.append(definition) } else { target.append(definition) }
        }
        if source.isEmpty, target.isEmpty { return nil }
        return .compact([
            "source": source.isEmpty ? nil : .array(source),
            "target": target.isEmpty ? nil : .array(target),
        ])
    }

    /// The plan's extensions that the mapping reads or writes.
    private var extensionNames: [CheckedAttribute] {
        plan.extensions.filter { item in
            mapping.attributes.contains { row in
                if row.target.name == item.name, mapping.to.isEntraTenant { return true }
                guard mapping.from.isEntraTenant else { return false }
                switch row.value {
                case .direct(let source): return source.name == item.name
                case .expression(let tree): return tree.attributes.contains { $0.name == item.name }
                case .constant: return false
                }
            } || (mapping.from.isEntraTenant && mapping.scope.flatMap(\.clauses).contains { $0.attribute.value == item.name })
        }
    }

    private static func definition(_ name: String, _ type: AttributeType) -> JSON {
        [
            "name": .string(name),
            "type": .string(schemaType(type)),
            "anchor": false,
            "required": false,
            "multivalued": false,
            "caseExact": true,
            "mutability": "ReadWrite",
            "flowNullValues": false,
        ]
    }

    /// The filter operators that the scope uses, each once.
    var operators: [String] {
        Set(mapping.scope.flatMap(\.clauses).map { JobSchema.operation($0.test).name }).sorted()
    }

    /// `attributeType` of Graph. Dates travel as text (inbound-provisioning-api: custom attributes).
    static func schemaType(_ type: AttributeType) -> String {
        switch type.base {
        case .boolean: "Boolean"
        case .integer: "Integer"
        default: "String"
        }
    }

    // MARK: Scope

    /// The scope as Entra's filter: clauses of a group all hold, of the groups one does. `null` for everyone.
    var filter: JSON {
        guard !mapping.scope.isEmpty else { return .null }
        return .object([
            .init("groups", .array(mapping.scope.enumerated().map { index, group in
                ["name": .string("\(mapping.name)-\(index + 1)"), "clauses": .array(group.clauses.map(clause))]
            })),
            .init("inputFilterGroups", []),
            .init("categoryFilterGroups", []),
        ])
    }

    private func clause(_ clause: Clause) -> JSON {
        let name: String
        if let layout {
            name = SCIMSlot.custom(clause.attribute.value).path(customURN: layout.customURN)
        } else if mapping.native != nil {
            name = clause.attribute.value
        } else {
            name = EntraSourceAttribute.named(clause.attribute.value)?.schemaName ?? extensionName(clause.attribute.value)
        }
        let (operation, values) = JobSchema.operation(clause.test)
        return [
            "sourceOperandName": .string(name),
            "operatorName": .string(operation),
            "targetOperand": ["values": .strings(values.map(BundleText.escaped))],
        ]
    }

    /// The operators by the names that the portal shows; the bundle asks the service for its own list before it writes.
    static func operation(_ test: Clause.Test) -> (name: String, values: [String]) {
        switch test {
        case .equals(let text): ("EQUALS", [text])
        case .isNot(let text): ("NOT EQUALS", [text])
        case .isOneOf(let texts): ("REGEX MATCH", ["^(" + texts.map(RegularExpression.escaped).joined(separator: "|") + ")$"])
        case .matches(let pattern): ("REGEX MATCH", [pattern])
        case .matchesNot(let pattern): ("NOT REGEX MATCH", [pattern])
        case .isPresent(let present): (present ? "IS NOT NULL" : "IS NULL", [])
        case .isTrue(let flag): (flag ? "IS TRUE" : "IS FALSE", [])
        case .includes(let text): ("Includes", [text])
        case .endsWith(let text): ("ENDS_WITH", [text])
        case .isAbove(let number): ("Greater_Than", [String(number)])
        case .isAtLeast(let number): ("Greater_Than_OR_EQUALS", [String(number)])
        case .isPast: ("IS TRUE", [])
        }
    }
}

enum RegularExpression {
    /// A text that matches itself.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if "\\^$.|?*+()[]{}".unicodeScalars.contains(scalar) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}
