import Diagnostics
import Expressions
import Microsoft
import PowerShellSyntax

/// The schema script declares what the plan maps: the same names, types and anchor.
extension ConnectorScriptChecks {
    /// An attribute as a schema script declares it.
    struct DeclaredAttribute {
        let name: Spanned<String>
        let type: Spanned<String>?
        let isMultiValued: Bool
    }

    /// What can be seen of a schema script without running it.
    struct DeclaredSchema {
        var attributes: [DeclaredAttribute] = []
        var anchor: Spanned<String>?
        /// A declaration that can't be seen; nil: all are.
        var unseen: Span?
    }

    /// Never declared by a script: the host has them by itself.
    private static let ofTheHost: Set<String> = ["-dn-", "export_password"]

    mutating func checkSchema(_ file: ScriptFile) {
        let literals = ScriptLiterals(file.tree)
        let schema = declaredSchema(file, literals)
        checkObjectType(file, literals)
        guard schema.unseen == nil, !schema.attributes.isEmpty else {
            add(.unseenSchema(schema.unseen ?? start(file), file.name, subject(file.name)), overruledAt: file.name)
            return
        }
        var expected = connector.attributes.filter { !Self.ofTheHost.contains($0.name) }.map { ($0.name, hostType($0.type)) }
        for case .set(let flag) in [connector.onDisable, connector.onDelete] where !expected.contains(where: { $0.0 == flag }) {
            expected.append((flag, "Boolean"))
        }
        for attribute in schema.attributes {
            let name = attribute.name
            guard let (_, type) = expected.first(where: { $0.0 == name.value }) else {
                let near = expected.map(\.0).filter { wanted in !schema.attributes.contains { $0.name.value == wanted } }
                add(.surplusAttribute(name, file.name, connector.name, near: nearest(to: name.value, among: near)))
                continue
            }
            if let found = attribute.type, found.value.lowercased() != type.lowercased(),
                MetadirectoryServices.members(of: "AttributeType")?.contains(where: { $0.lowercased() == found.value.lowercased() }) == true
            {
                add(.attributeType(name.value, found, type, file, declared[name.value]))
            }
            if attribute.isMultiValued { add(.multiValuedInSchema(name, file.name)) }
        }
        for (name, _) in expected where !schema.attributes.contains(where: { $0.name.value == name }) {
            // A name that nearly fits was reported.
            guard nearest(to: name, among: schema.attributes.map(\.name.value).filter { other in !expected.contains { $0.0 == other } }) == nil else { continue }
            add(.missingAttribute(name, file.name, after: schema.attributes[schema.attributes.count - 1].name.span, declared[name] ?? connector.span))
        }
        if let anchor = schema.anchor {
            if anchor.value != connector.anchor { add(.anchorDiffers(anchor, connector, file.name)) }
        } else {
            add(.unseenAnchor(schema.attributes[0].name.span, file.name, connector.anchor, subject(file.name)), overruledAt: file.name)
        }
    }

    private func hostType(_ type: AttributeType) -> String {
        switch type.base {
        case .boolean: "Boolean"
        case .integer: "Integer"
        // The host has no dates; they travel as text.
        default: "String"
        }
    }

    private func declaredSchema(_ file: ScriptFile, _ literals: ScriptLiterals) -> DeclaredSchema {
        var result = DeclaredSchema()
        var anchors: [Spanned<String>] = []
        func add(_ names: [Spanned<String>], _ types: [Spanned<String>]?, isMultiValued: Bool, isAnchor: Bool) {
            for (index, name) in names.enumerated() {
                let type = types.flatMap { $0.count == names.count ? $0[index] : $0.count == 1 ? $0[0] : nil }
                if !result.attributes.contains(where: { $0.name == name }) {
                    result.attributes.append(DeclaredAttribute(name: name, type: type, isMultiValued: isMultiValued))
                }
            }
            if isAnchor, names.count == 1 { anchors.append(names[0]) }
        }
        for call in MethodCall.all(in: file.tree.body) {
            let folded = call.name.lowercased()
            guard ["createanchorattribute", "createsinglevaluedattribute", "createmultivaluedattribute"].contains(folded) else { continue }
            guard let first = call.arguments.first, let names = literals.values(first) else {
                result.unseen = result.unseen ?? call.nameSpan
                continue
            }
            let types = call.arguments.count > 1 ? literals.values(call.arguments[1]) : nil
            add(names, types, isMultiValued: folded == "createmultivaluedattribute", isAnchor: folded == "createanchorattribute")
        }
        // The helper of Microsoft's samples, and others of that shape.
        for command in file.tree.body.commands() where command.name?.lowercased().hasSuffix("schemaattribute") == true {
            func argument(_ name: String) -> [Element]? {
                guard let index = command.arguments.firstIndex(where: { if case .parameter(let own) = $0.kind { own.lowercased() == name } else { false } })
                else { return nil }
                return Array(command.arguments[(index + 1)...].prefix { if case .parameter = $0.kind { false } else { true } })
            }
            guard let written = argument("name"), let names = texts(written, literals) else {
                result.unseen = result.unseen ?? command.nameSpan
                continue
            }
            add(
                names, argument("datatype").flatMap { texts($0, literals) }, isMultiValued: argument("multivalued") != nil,
                isAnchor: argument("anchor") != nil)
        }
        result.anchor = anchors.count == 1 ? anchors[0] : anchor(in: file, literals, among: result.attributes)
        return result
    }

    /// Arguments of a command may be bare words.
    private func texts(_ elements: [Element], _ literals: ScriptLiterals) -> [Spanned<String>]? {
        if elements.count == 1, let word = elements[0].word { return [Spanned(word, elements[0].span)] }
        return literals.values(elements)
    }

    /// The anchor of a loop: `if ($name -eq 'Id') { CreateAnchorAttribute … }`, or a column of the table that says so.
    private func anchor(in file: ScriptFile, _ literals: ScriptLiterals, among attributes: [DeclaredAttribute]) -> Spanned<String>? {
        var found: [Spanned<String>] = []
        file.tree.body.walk { row in
            if let at = row.firstIndex(where: { $0.isSymbol("-eq") || $0.isSymbol("-ceq") }) {
                for side in [row[..<at], row[(at + 1)...]] {
                    if let values = literals.values(side), values.count == 1, attributes.contains(where: { $0.name.value == values[0].value }) {
                        found.append(values[0])
                    }
                }
            }
            for element in row {
                guard case .hash(let entries) = element.kind,
                    entries.contains(where: { entry in
                        ["anchor", "isanchor"].contains(entry.key?.lowercased()) && entry.value.count == 1 && entry.value[0].variable == "true"
                    }),
                    let name = entries.first(where: { $0.key?.lowercased() == "name" })?.value.first, let text = name.stringValue
                else { continue }
                found.append(Spanned(text, name.span))
            }
        }
        return found.count == 1 ? found[0] : nil
    }

    /// `[SchemaType]::Create('Person', …)`, `$entry.ObjectType = 'Person'`.
    mutating func checkObjectType(_ file: ScriptFile, _ literals: ScriptLiterals) {
        var found: [Spanned<String>] = []
        for call in MethodCall.all(in: file.tree.body) where call.name.lowercased() == "create" && call.isOf("SchemaType") {
            if let values = call.arguments.first.flatMap({ literals.values($0) }) { found += values }
        }
        file.tree.body.walk { row in
            guard let at = row.firstIndex(where: { if case .member(let name) = $0.kind { name.lowercased() == "objecttype" } else { false } }),
                at + 2 < row.count, row[at + 1].isSymbol("="), let values = literals.values(row[(at + 2)...])
            else { return }
            found += values
        }
        for type in found where type.value != connector.objectType { add(.objectType(type, connector, file)) }
    }
}

extension Diagnostic {
    fileprivate static func unseenSchema(_ span: Span, _ file: String, _ subject: String) -> Diagnostic {
        Diagnostic(
            .unseenSchema, "which attributes `\(file)` declares can't be seen",
            at: Label(span, "worked out when it runs"),
            why: "The wizard offers what the script declares at that moment; whether it is what the plan maps shows only there.",
            help: [
                FixIt("write the names as they are: [Microsoft.MetadirectoryServices.SchemaAttribute]::CreateSingleValuedAttribute('Name', 'String'), or a table of them and a loop"),
                acceptance("unseen-schema", subject),
            ])
    }

    fileprivate static func unseenAnchor(_ span: Span, _ file: String, _ anchor: String, _ subject: String) -> Diagnostic {
        Diagnostic(
            .unseenSchema, "which attribute `\(file)` declares as the anchor can't be seen",
            at: Label(span, "among these"),
            help: [
                FixIt("write [Microsoft.MetadirectoryServices.SchemaAttribute]::CreateAnchorAttribute('\(anchor)', 'String')"),
                acceptance("unseen-schema", subject),
            ])
    }

    fileprivate static func surplusAttribute(_ name: Spanned<String>, _ file: String, _ connector: String, near: String?) -> Diagnostic {
        Diagnostic(
            .scriptAttributes, "`\(file)` declares `\(name.value)`, which `\(connector)` does not have",
            at: Label(name.span),
            help: [
                near.map { FixIt("did you mean `\($0)`?", replace: name.span, with: "'\($0.replacingQuotes)'") }
                    ?? FixIt("add it to the connector's attributes and map it, or remove it here")
            ])
    }

    fileprivate static func missingAttribute(_ name: String, _ file: String, after span: Span, _ declared: Span) -> Diagnostic {
        Diagnostic(
            .scriptAttributes, "`\(file)` does not declare `\(name)`",
            at: Label(span, "the last one that it declares"), and: [Label(declared, "in the plan")],
            why: "The wizard offers only what the schema script declares; the mapping would have no target.",
            help: [FixIt("declare it as well")])
    }

    fileprivate static func attributeType(
        _ name: String, _ found: Spanned<String>, _ wanted: String, _ file: ScriptFile, _ declared: Span?
    ) -> Diagnostic {
        // A string's place begins with its quote, that of a member with two colons.
        let bytes = Array(file.text.utf8)
        let isMember = bytes[Int(found.span.start)] == UInt8(ascii: ":")
        return Diagnostic(
            .scriptAttributes, "`\(name)` is \(found.value) in `\(file.name)` and \(wanted) in the plan",
            at: Label(found.span), and: declared.map { [Label($0, "in the plan")] } ?? [],
            why: "Entra sends what the schema declares; a value of another type is refused.",
            help: [FixIt("write \(wanted)", replace: found.span, with: isMember ? "::\(wanted)" : "'\(wanted)'")])
    }

    fileprivate static func multiValuedInSchema(_ name: Spanned<String>, _ file: String) -> Diagnostic {
        Diagnostic(
            .scriptAttributes, "`\(file)` declares `\(name.value)` with many values",
            at: Label(name.span), why: "On-premises provisioning writes single values only.",
            help: [FixIt("write CreateSingleValuedAttribute")])
    }

    fileprivate static func anchorDiffers(_ anchor: Spanned<String>, _ connector: CheckedConnector, _ file: String) -> Diagnostic {
        Diagnostic(
            .scriptAttributes, "the anchor is `\(anchor.value)` in `\(file)` and `\(connector.anchor)` in the plan",
            at: Label(anchor.span), and: [Label(connector.span, "its connector")],
            why: "The host finds an object again by the anchor that the schema declares.",
            help: [FixIt("declare `\(connector.anchor)` as the anchor, or change the plan's")])
    }

    fileprivate static func objectType(_ type: Spanned<String>, _ connector: CheckedConnector, _ file: ScriptFile) -> Diagnostic {
        Diagnostic(
            .scriptAttributes, "`\(file.name)` speaks of objects of type `\(type.value)`, the plan of `\(connector.objectType)`",
            at: Label(type.span), and: [Label(connector.span, "its connector")],
            why: "The host takes one type of objects, and refuses others.",
            help: [FixIt("write '\(connector.objectType.replacingQuotes)', or object-type: \(type.value) in the plan", replace: type.span, with: "'\(connector.objectType.replacingQuotes)'")])
    }
}

extension String {
    /// Inside single quotes of PowerShell.
    fileprivate var replacingQuotes: String { split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") }
}
