import Diagnostics
import Expressions
import YAMLSyntax

extension Decoder {
    mutating func mapping(_ name: Spanned<String>, _ node: YAMLNode) -> Mapping? {
        guard let fields = fields(node, Vocabulary.mapping) else { return nil }
        let match = named(fields["match"], "match", anyName: true).compactMap { source, value in
            text(value).map { (source: source, target: $0) }
        }
        let attributes = named(fields["attributes"], "attributes", anyName: true).compactMap { attribute($0, $1) }
        return Mapping(
            name: name, notes: notes(fields), from: text(fields["from"]), to: text(fields["to"]), via: word(fields["via"], "road"),
            match: match, scope: scope(fields["scope"], of: "mapping `\(name.value)`"), outOfScope: word(fields["out-of-scope"], "choice"),
            gallery: text(fields["gallery"]), template: text(fields["template"]), takesOver: text(fields["takes-over"]), attributes: attributes, unresolved: unresolvedRules(fields["unresolved"]), span: name.span)
    }

    private mutating func attribute(_ target: Spanned<String>, _ node: YAMLNode) -> AttributeMapping? {
        let unreadable = AttributeMapping(target: target, value: .unreadable, span: node.span)
        switch node.kind {
        case .sequence:
            report.add(.listAsAttribute(node.items.compactMap(\.text), node.span))
            return unreadable
        case .scalar:
            guard let raw = node.text, !node.isNull else {
                report.add(.wrongShape("the value of `\(target.value)`", wanted: "an attribute, an expression behind `=`, or {constant: …}", found: node))
                return unreadable
            }
            if raw.first == "=" {
                return expression(node, dropping: 1).map { AttributeMapping(target: target, value: .expression($0), span: node.span) }
            }
            if raw.contains("("), raw.hasSuffix(")") {
                report.add(.expressionWithoutSign(node.span, insertion: node.place(of: 0..<0, in: sources)))
                return unreadable
            }
            return text(node).map { AttributeMapping(target: target, value: .direct($0), span: node.span) }
        case .mapping:
            guard let fields = fields(node, Vocabulary.attributeValue) else { return unreadable }
            let given = ["from", "constant", "expression", "unresolved"].filter { fields[$0] != nil }
            // An empty one was reported as that.
            if given.isEmpty, node.entries.contains(where: { fields.keySpans[$0.key.text ?? ""] != nil && $0.value.isBlank }) { return unreadable }
            guard given.count == 1 else {
                report.add(.oneValue(given, node.span))
                return unreadable
            }
            let value: AttributeMapping.Value
            if let node = fields["from"] {
                guard let source = text(node) else { return nil }
                value = .direct(source)
            } else if let node = fields["constant"] {
                guard let constant = text(node) else { return nil }
                value = .constant(constant)
            } else if let node = fields["expression"] {
                guard let tree = expression(node, dropping: node.text?.first == "=" ? 1 : 0) else { return nil }
                value = .expression(tree)
            } else if let node = fields["unresolved"] {
                guard let rule = text(node, mayBreak: true) else { return nil }
                value = .unresolved(unresolved(rule, fields, span: node.span))
            } else {
                return nil
            }
            return AttributeMapping(
                target: target, value: value, apply: word(fields["apply"], "apply"), defaultValue: text(fields["default"], mayBreak: true),
                because: text(fields["because"], mayBreak: true)?.value, span: node.span)
        }
    }

    private mutating func expression(_ node: YAMLNode, dropping prefix: Int) -> MappedExpression? {
        guard let raw = node.text else {
            report.add(.wrongShape("an expression", wanted: "a text", found: node))
            return nil
        }
        // A parameter may stand in an expression; `${name}` of an unknown name is a group of a regular expression.
        let written = String(raw.dropFirst(prefix))
        let (text, origins) = substitution(written, node, offset: prefix, unknownIsText: true)
        let (tree, errors) = ExpressionParser.parse(text)
        var offsets = node.offsets(in: sources).map { Array($0.dropFirst(prefix)) }
        if let all = offsets, let origins { offsets = origins.map { all[min($0, all.count - 1)] } }
        let mapped = MappedExpression(
            text: text, tree: tree, span: node.span, offsets: offsets, isVerbatim: text == written && offsets != nil, isWhole: errors.isEmpty)
        for error in errors {
            report.add(.badExpression(error, mapped.place(error.range), exact: mapped.isVerbatim, commentLost: commentFollows(node)))
        }
        return mapped
    }

    /// Whether YAML cut a comment off behind an unquoted scalar: ` #` inside an expression looks like one.
    private func commentFollows(_ node: YAMLNode) -> Bool {
        guard node.isPlain else { return false }
        let bytes = sources[node.span.file].bytes
        var i = Int(node.span.end)
        while i < bytes.count, bytes[i] == 0x20 { i += 1 }
        return i < bytes.count && bytes[i] == UInt8(ascii: "#")
    }

    /// A mapping is one group; a list holds several, of which one must hold.
    ///
    /// - Parameter owner: whose scope it is; nil where the clauses say who left.
    mutating func scope(_ node: YAMLNode?, of owner: String?) -> [ScopeGroup] {
        guard let node, !node.isNull else { return [] }
        let groups = node.kind == .sequence ? node.items : [node]
        if groups.isEmpty { report.add(.emptyScope(node.span, of: owner)) }
        return groups.compactMap { group in
            if group.isBlank {
                report.add(.emptyScope(group.span, of: owner))
                return nil
            }
            guard group.kind == .mapping else {
                report.add(.wrongShape("a group of a scope", wanted: "clauses: an attribute and what it must be", found: group))
                return nil
            }
            return ScopeGroup(clauses: group.entries.compactMap { clause($0.key, $0.value) }, span: group.span)
        }
    }

    private mutating func clause(_ key: YAMLNode, _ node: YAMLNode) -> Clause? {
        let attribute = plainName(key)
        func made(_ test: Clause.Test) -> Clause { Clause(attribute: attribute, test: test, span: key.span.union(node.span)) }
        switch node.kind {
        case .scalar:
            guard let text = text(node) else { return nil }
            if node.isPlain, text.value == "true" || text.value == "false" { return made(.isTrue(text.value == "true")) }
            return made(.equals(text.value))
        case .sequence:
            report.add(.listAsClause(attribute.value, node.span))
            return made(.isOneOf(texts(node).map(\.value)))
        case .mapping:
            // A test that can't be read still says that a value is wanted: what follows from it is no second finding.
            let unreadable = made(.isPresent(true))
            guard let fields = fields(node, Vocabulary.clause) else { return unreadable }
            guard fields.keys.count == 1, let (name, value) = fields.keys.first else {
                report.add(.oneTest(node.span))
                return unreadable
            }
            switch name {
            case "in":
                if value.isBlank, value.kind != .scalar {
                    report.add(.emptyMapping("the list of texts of `\(attribute.value)`", at: value.span, help: "write {in: [one, two]}"))
                    return unreadable
                }
                return made(.isOneOf(texts(value).map(\.value)))
            case "not": return text(value).map { made(.isNot($0.value)) }
            case "matches": return text(value).map { made(.matches($0.value)) }
            case "not-matches": return text(value).map { made(.matchesNot($0.value)) }
            case "present": return boolean(value).map { made(.isPresent($0.value)) } ?? unreadable
            case "includes": return text(value).map { made(.includes($0.value)) }
            case "ends-with": return text(value).map { made(.endsWith($0.value)) }
            case "above": return integer(value, in: Int.min...Int.max).map { made(.isAbove($0.value)) } ?? unreadable
            case "at-least": return integer(value, in: Int.min...Int.max).map { made(.isAtLeast($0.value)) } ?? unreadable
            case "past": return boolean(value).map { made(.isPast($0.value)) } ?? unreadable
            default: return unreadable
            }
        }
    }

    mutating func rule(_ name: Spanned<String>, _ node: YAMLNode, _ plan: Plan) -> DeprovisioningRule? {
        let systems = node.entries.compactMap(\.key.text).filter { !Vocabulary.deprovisioning.names.contains($0) }
        guard let fields = fields(node, Vocabulary.deprovisioning, alsoAllowed: Set(systems)) else { return nil }
        var when: [(source: Spanned<String>?, groups: [ScopeGroup])] = []
        if let node = fields["when"] {
            let bySource = node.kind == .mapping && node.entries.allSatisfy { entry in
                entry.value.kind != .scalar && !isTest(entry.value)
            }
            if bySource {
                for entry in node.entries {
                    let groups = scope(entry.value, of: nil)
                    // An empty one was reported; that nobody is a leaver then is no second finding.
                    if groups.isEmpty { lostSomething = true }
                    when.append((Spanned(entry.key.text ?? "", entry.key.span), groups))
                }
            } else {
                when.append((nil, scope(node, of: nil)))
            }
        }
        let actions = systems.compactMap { system -> DeprovisioningRule.Action? in
            guard let value = fields[system], let span = fields.keySpans[system] else { return nil }
            return action(Spanned(system, span), value)
        }
        return DeprovisioningRule(
            name: name, notes: notes(fields), when: when, actions: actions, atMost: integer(fields["at-most"], in: 1...1_000_000), hasThreshold: fields["at-most"] != nil,
            span: name.span)
    }

    /// `{past: true}` tests an attribute; `{EmployeeStatus: Terminated}` holds clauses of a source.
    private func isTest(_ node: YAMLNode) -> Bool {
        node.kind == .mapping && !node.entries.isEmpty && node.entries.allSatisfy { Vocabulary.clause.names.contains($0.key.text ?? "") }
    }

    private mutating func action(_ system: Spanned<String>, _ node: YAMLNode) -> DeprovisioningRule.Action? {
        if node.isBlank {
            report.add(.nothingSaid("nothing is said of leavers in `\(system.value)`", at: node.span, help: "write what happens, as {disable: at once, delete: never}, or {keep: true}"))
            return nil
        }
        guard let fields = fields(node, Vocabulary.deprovisioningAction) else { return nil }
        checkKeep(fields)
        if let node = fields["set"], node.kind == .mapping, node.isBlank {
            report.add(.nothingSaid("nothing is set of leavers in `\(system.value)`", at: node.span, help: "write what leavers get, as `set: {EmployeeStatus: Terminated}`, or take `set` out"))
        }
        let set = named(fields["set"], "set", anyName: true).compactMap { attribute, value in
            text(value).map { (attribute: attribute, value: $0) }
        }
        return .init(
            system: system, disable: delay(fields["disable"]), delete: delay(fields["delete"]), set: set, move: text(fields["move"]),
            keep: boolean(fields["keep"])?.value ?? false, within: minutes(fields["within"]), span: node.span)
    }

    /// Who is kept is neither disabled nor anything else.
    private mutating func checkKeep(_ fields: Fields) {
        guard fields["keep"]?.text == "true",
            let other = ["disable", "delete", "set", "move"].first(where: { key in fields[key].map { $0.text != "never" } ?? false }), let span = fields.keySpans[other]
        else { return }
        report.add(.eitherOr("keep: true", other, span))
    }

    /// In days.
    private static let longestDelay = 3_650

    private mutating func delay(_ node: YAMLNode?) -> DeprovisioningRule.Delay? {
        guard let text = text(node) else { return nil }
        switch text.value {
        case "at once": return .atOnce
        case "never": return .never
        default:
            let words = text.value.split(separator: " ")
            if words.count == 3, words[0] == "after", words[2] == "days" || words[2] == "day", let days = Int(words[1]), days > 0 {
                if days > Decoder.longestDelay { report.add(.longDelay(text.value, text.span, most: Decoder.longestDelay)) }
                return .days(days)
            }
            report.add(.badDelay(text.value, text.span))
            return nil
        }
    }
}
