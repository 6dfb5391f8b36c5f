import Diagnostics
import Expressions
import Microsoft
import Plan
import PowerShellSyntax

/// What import and export scripts do with objects.
extension ConnectorScriptChecks {
    mutating func checkImport(_ file: ScriptFile) {
        let literals = ScriptLiterals(file.tree)
        checkObjectType(file, literals)
        checkValueTypes(file)
        checkEnd(of: file)
        let sources = [file] + (target.module.map { [$0] } ?? [])
        let isSeen = !sources.contains(where: hasForeignCode)
        if isSeen, !sources.contains(where: { mentions(member: "anchorattributes", in: $0) }) { add(.noAnchors(file.name, connector.anchor, start(file))) }
        if target.capabilities.deltaImport {
            let all = sources + [target.file(.beginImport)].compactMap { $0 }
            if isSeen, !all.contains(where: { mentions(member: "importtype", in: $0) }) {
                add(.noDelta(file.name, start(file), subject(file.name)), overruledAt: file.name)
            }
        }
    }

    mutating func checkExport(_ file: ScriptFile) {
        checkExportType(file)
    }

    private func mentions(member: String, in file: ScriptFile) -> Bool {
        var found = false
        file.tree.body.walk { row in
            for element in row {
                switch element.kind {
                case .member(let name), .staticMember(let name): found = found || name.lowercased() == member
                default: break
                }
            }
        }
        return found
    }

    // MARK: The end of an import

    private mutating func checkEnd(of file: ScriptFile) {
        var always: Span?
        var isTold = false
        var isPaged = false
        for source in [file] + (target.module.map { [$0] } ?? []) {
            source.tree.body.walk { row in
                for (index, element) in row.enumerated() {
                    switch element.kind {
                    case .member(let name):
                        isPaged = isPaged || ["pagesize", "customdata"].contains(name.lowercased())
                        guard name.lowercased() == "moretoimport", index + 2 < row.count, row[index + 1].isSymbol("=") else { continue }
                        let isTrue = row[index + 2].variable == "true" && index + 3 == row.count
                        if isTrue { always = always ?? element.span.union(row[index + 2].span) } else { isTold = true }
                    default: break
                    }
                }
            }
            for call in MethodCall.all(in: source.tree.body) where call.name.lowercased() == "new" && call.isOf("GetImportEntriesResults") {
                guard call.arguments.count == 3, let more = call.arguments[1].first, call.arguments[1].count == 1 else { continue }
                isPaged = true
                if more.variable == "true" { always = always ?? more.span } else { isTold = true }
            }
        }
        if let always, !isTold {
            add(.endlessImport(always, file.name))
        } else if !isPaged, !hasForeignCode(file) {
            add(.unpagedImport(start(file), file.name, subject(file.name)), overruledAt: file.name)
        }
    }

    // MARK: Types of values

    private static let taken: [String: String] = [
        "string": "String", "bool": "Boolean", "boolean": "Boolean", "long": "Integer", "int64": "Integer",
    ]
    private static let refused: [String: String] = [
        "int": "[long]", "int32": "[long]", "uint32": "[long]", "int16": "[long]", "byte": "[long]", "decimal": "[string]", "double": "[string]",
        "single": "[string]", "float": "[string]", "guid": "[string]", "datetime": "[string]", "timespan": "[string]", "char": "[string]",
    ]

    private mutating func checkValueTypes(_ file: ScriptFile) {
        for call in MethodCall.all(in: file.tree.body) {
            let isValue = ["createattributeadd", "createattributereplace"].contains(call.name.lowercased())
            guard isValue || (call.name.lowercased() == "create" && call.isOf("AnchorAttribute")), call.arguments.count > 1,
                let cast = call.arguments[1].first, case .type(let written) = cast.kind,
                call.arguments[1].count > 1
            else { continue }
            if case .staticMember = call.arguments[1][call.arguments[1].startIndex + 1].kind { continue }
            let type = written.lowercased().hasPrefix("system.") ? String(written.lowercased().dropFirst(7)) : written.lowercased()
            let name = call.arguments[0].count == 1 ? call.arguments[0].first?.stringValue : nil
            let attribute = name.flatMap { connector.attribute($0) }
            if let better = Self.refused[type] {
                let wanted = attribute.map { self.cast(for: $0.type) } ?? better
                add(.valueType(cast.span, written, wanted, file.name))
            } else if let host = Self.taken[type], let attribute, host != hostKind(attribute.type) {
                add(.valueType(cast.span, written, self.cast(for: attribute.type), file.name, attribute))
            }
        }
    }

    private func hostKind(_ type: AttributeType) -> String {
        switch type.base {
        case .boolean: "Boolean"
        case .integer: "Integer"
        default: "String"
        }
    }

    private func cast(for type: AttributeType) -> String {
        switch type.base {
        case .boolean: "[bool]"
        case .integer: "[long]"
        default: "[string]"
        }
    }

    // MARK: Kinds of changes

    /// With ObjectReplace a change is called Replace, with the others Update. A script that asks for the wrong one never sees a change.
    private mutating func checkExportType(_ file: ScriptFile) {
        let isReplace = target.capabilities.exportType == .objectReplace
        let wanted = isReplace ? "replace" : "update"
        let other = isReplace ? "update" : "replace"
        var found: [String: Span] = [:]
        for source in [file] + (target.module.map { [$0] } ?? []) {
            source.tree.body.walk { row in
                for (index, element) in row.enumerated() {
                    if case .staticMember(let name) = element.kind, index > 0, case .type(let type) = row[index - 1].kind,
                        type.lowercased().hasSuffix("objectmodificationtype")
                    {
                        found[name.lowercased()] = found[name.lowercased()] ?? element.span
                    }
                    guard case .member(let name) = element.kind, name.lowercased() == "objectmodificationtype" else { continue }
                    // `-eq 'Update'`
                    if index + 2 < row.count, let text = row[index + 2].stringValue, ["-eq", "-ne", "-ceq"].contains(where: row[index + 1].isSymbol) {
                        found[text.lowercased()] = found[text.lowercased()] ?? row[index + 2].span
                    }
                }
                // `switch ($entry.ObjectModificationType) { 'Add' { … } }`
                if let at = row.firstIndex(where: { if case .keyword("switch") = $0.kind { true } else { false } }), at + 2 < row.count,
                    case .parentheses(let condition) = row[at + 1].kind, condition.statements.flatMap(\.elements).contains(where: { element in
                        if case .member(let name) = element.kind { name.lowercased() == "objectmodificationtype" } else { false }
                    }), case .scriptBlock(let body) = row[at + 2].kind
                {
                    for clause in body.statements { if let label = clause.elements.first, let text = label.text { found[text.lowercased()] = found[text.lowercased()] ?? label.span } }
                    if body.statements.contains(where: { $0.elements.first?.word?.lowercased() == "default" }) { found[wanted] = found[wanted] ?? start(file) }
                }
            }
        }
        // A script that tells all three apart. One that asks for Update alone may treat the rest alike, and rightly.
        if let place = found[other], found[wanted] == nil, found["add"] != nil, found["delete"] != nil {
            add(.exportType(place, target.capabilities.exportType, file.name, subject(file.name)), overruledAt: file.name)
        }
    }
}

/// Names of enumerations' members.
extension ConnectorScriptChecks {
    /// Arguments and properties whose texts become members of an enumeration.
    private static let arguments: [(method: String, type: String?, index: Int, enumeration: String)] = [
        ("create", "CSEntryChangeResult", 2, "MAExportError"), ("createanchorattribute", nil, 1, "AttributeType"),
        ("createsinglevaluedattribute", nil, 1, "AttributeType"), ("createmultivaluedattribute", nil, 1, "AttributeType"),
        ("createanchorattribute", nil, 2, "AttributeOperation"), ("createsinglevaluedattribute", nil, 2, "AttributeOperation"),
        ("createmultivaluedattribute", nil, 2, "AttributeOperation"),
    ]
    private static let properties = [
        "objectmodificationtype": "ObjectModificationType", "errorcodeimport": "MAImportError", "importtype": "OperationType",
    ]

    mutating func checkEnumerations(_ file: ScriptFile) {
        var found: [Diagnostic] = []
        func check(_ name: String, _ span: Span, _ enumeration: String, replacement: (String) -> String) {
            guard let members = MetadirectoryServices.members(of: enumeration),
                !members.contains(where: { $0.lowercased() == name.lowercased() }), Int(name) == nil
            else { return }
            // The methods of every enumeration.
            guard !["parse", "tryparse", "getnames", "getvalues", "isdefined", "toobject", "getname"].contains(name.lowercased()) else { return }
            let near = nearest(to: name, among: members)
            found.append(.unknownMember(name, span, enumeration, near: near, edit: near.map(replacement)))
        }
        let literals = ScriptLiterals(file.tree)
        file.tree.body.walk { row in
            for (index, element) in row.enumerated() {
                if case .type(let type) = element.kind, index + 1 < row.count {
                    let name = MetadirectoryServices.name(of: type) ?? type
                    switch row[index + 1].kind {
                    case .staticMember(let member): check(member, row[index + 1].span, name) { "::\($0)" }
                    case .string: if let text = row[index + 1].stringValue { check(text, row[index + 1].span, name) { "'\($0)'" } }
                    default: break
                    }
                }
                if case .member(let member) = element.kind, let enumeration = Self.properties[member.lowercased()], index + 2 < row.count,
                    ["=", "-eq", "-ne", "-ceq"].contains(where: row[index + 1].isSymbol), let text = row[index + 2].stringValue
                {
                    check(text, row[index + 2].span, enumeration) { "'\($0)'" }
                }
            }
        }
        for call in MethodCall.all(in: file.tree.body) {
            for argument in Self.arguments where argument.method == call.name.lowercased() && argument.index < call.arguments.count {
                if let type = argument.type, !call.isOf(type) { continue }
                let elements = call.arguments[argument.index]
                // A member behind its type was looked at above.
                guard elements.count == 1, let values = literals.values(elements) else { continue }
                for value in values where !value.value.hasPrefix("$") { check(value.value, value.span, argument.enumeration) { "'\($0)'" } }
            }
        }
        for diagnostic in found { add(diagnostic) }
    }
}

extension Diagnostic {
    fileprivate static func noAnchors(_ file: String, _ anchor: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .scriptAnchor, "`\(file)` gives its objects no anchor",
            at: Label(span, "no AnchorAttributes in it"),
            why: "The host keeps an object by its anchor; the samples set it beside the attribute of the same name.",
            help: [FixIt("add $entry.AnchorAttributes.Add([Microsoft.MetadirectoryServices.AnchorAttribute]::Create('\(anchor)', $value))")])
    }

    fileprivate static func noDelta(_ file: String, _ span: Span, _ subject: String) -> Diagnostic {
        Diagnostic(
            .scriptDeltaImport, "delta import is on, and `\(file)` never asks which import it is",
            at: Label(span, "no ImportType in it"),
            why: "The host calls the same script for full and delta imports; OpenImportConnectionRunStep.ImportType tells them apart.",
            help: [
                FixIt("read $OpenImportConnectionRunStep.ImportType, and keep the watermark in CustomData; or remove `delta-import`"),
                acceptance("delta-import", subject),
            ])
    }

    fileprivate static func endlessImport(_ span: Span, _ file: String) -> Diagnostic {
        Diagnostic(
            .endlessImport, "the import of `\(file)` never ends",
            at: Label(span, "always"),
            why: "The host calls the script again for as long as it says that there is more.",
            help: [FixIt("set it to whether objects are left: $results.MoreToImport = $index -lt $objects.Count")])
    }

    fileprivate static func unpagedImport(_ span: Span, _ file: String, _ subject: String) -> Diagnostic {
        Diagnostic(
            .unpagedImport, "`\(file)` hands over everything in one call",
            at: Label(span, "reads neither PageSize nor CustomData"),
            why: "One call brings at most 9,999 objects.",
            help: [
                FixIt("hand over $OpenImportConnectionRunStep.PageSize objects a call, keep the place in CustomData, and set MoreToImport"),
                acceptance("unpaged-import", subject),
            ])
    }

    fileprivate static func valueType(
        _ span: Span, _ found: String, _ wanted: String, _ file: String, _ attribute: CheckedAttribute? = nil
    ) -> Diagnostic {
        Diagnostic(
            .scriptValueType,
            attribute.map { "a value of `\($0.name)` is made a [\(found)] in `\(file)`" } ?? "the host takes no value of type [\(found)], as `\(file)` makes it",
            at: Label(span),
            why: "Values are texts, Booleans, 64-bit numbers or bytes; dates and GUIDs travel as text.",
            help: [FixIt("write \(wanted)", replace: span, with: wanted)])
    }

    fileprivate static func exportType(
        _ span: Span, _ type: PowerShellCapabilities.ExportType, _ file: String, _ subject: String
    ) -> Diagnostic {
        let isReplace = type == .objectReplace
        return Diagnostic(
            .scriptExportType, "`\(file)` waits for \(isReplace ? "Update" : "Replace"), and the host sends \(isReplace ? "Replace" : "Update")",
            at: Label(span),
            why: isReplace
                ? "With the export type object-replace a change is a Replace with all attributes of the object."
                : "With the export type \(type.rawValue) a change is an Update with the attributes that changed.",
            help: [
                FixIt("handle \(isReplace ? "Replace" : "Update") as well, or choose another export type: capabilities: {export-type: \(isReplace ? "attribute-update" : "object-replace")}"),
                acceptance("script-export-type", subject),
            ])
    }

    fileprivate static func unknownMember(_ name: String, _ span: Span, _ enumeration: String, near: String?, edit: String?) -> Diagnostic {
        Diagnostic(
            .unknownMember, "\(enumeration) has no member `\(name)`",
            at: Label(span), why: "PowerShell finds out when this line runs, for the first person whom it concerns.",
            help: [
                near.flatMap { near in edit.map { FixIt("did you mean `\(near)`?", replace: span, with: $0) } }
                    ?? FixIt("its members are \((MetadirectoryServices.members(of: enumeration) ?? []).joined(separator: ", "))")
            ])
    }
}
