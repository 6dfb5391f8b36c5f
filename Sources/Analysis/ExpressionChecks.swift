import Diagnostics
import Expressions
import Microsoft
import Plan

extension Checker {
    /// Types of an expression where it stands; what the service would refuse is reported.
    mutating func checkExpression(
        _ tree: Expression, _ written: MappedExpression, _ attribute: AttributeMapping, _ mapping: Mapping, from: System, to: System,
        _ extensions: [CheckedAttribute]
    ) -> TypedExpression? {
        var context = ExpressionContext(attributes: [:])
        var known: [String: AttributeType] = [:]
        for (name, _) in tree.attributes {
            // An unknown name was reported; here it counts as text.
            var type = attributeType(name, of: from, extensions) ?? AttributeType(.string(maxLength: nil), optional: true)
            if isPresent(name, in: mapping.scope) { type.isOptional = false }
            known[name] = type
        }
        context.attributes = known
        context.via = mapping.via.flatMap { ExpressionContext.Road(rawValue: $0.value.rawValue) }
        context.target = attribute.target.value
        context.onCreate = attribute.apply?.value == .onCreate
        switch to {
        case .entra: context.to = .entra
        case .connector(let connector): context.to = connector.kind == .activeDirectory ? .activeDirectory : .application
        case .source: break
        }
        let typed = ExpressionChecker.check(tree, in: context)
        for finding in typed.findings {
            report.add(.badExpression(finding, written.place(finding.range), exact: written.isVerbatim))
        }
        return typed
    }

    private func attributeType(_ name: String, of system: System, _ extensions: [CheckedAttribute]) -> AttributeType? {
        switch system {
        case .source(let source): source.attribute(name)?.type
        case .entra: extensions.first { $0.name == name }?.type ?? EntraSourceAttribute.named(name)?.type
        case .connector: nil
        }
    }

    /// Whether every value that the expression gives can be written to the target.
    mutating func checkFlow(of typed: TypedExpression, _ written: MappedExpression, into target: CheckedAttribute, hasDefault: Bool) {
        let type = typed.type
        let whole = written.place(typed.root.range)
        if type.isMultiValued, !target.type.isMultiValued {
            report.add(.expressionManyIntoOne(target, whole))
            return
        }
        if case .string(let limit?) = target.type.base {
            if let length = type.maxLength {
                if length > limit {
                    report.add(.expressionTooLong(target, length, limit, whole, part: widest(typed.root, above: limit).map { written.place($0.range) }))
                }
            } else {
                report.add(.expressionUnbounded(target, limit, whole, part: unbounded(typed.root).map { written.place($0.range) }))
            }
        }
        if type.mayBeAbsent, !target.type.isOptional, !hasDefault, target.name != "accountEnabled" {
            report.add(.expressionMayBeAbsent(target, whole, part: type.absenceAt.map(written.place)))
        }
        switch target.type.base {
        case .boolean:
            if let values = type.values, let wrong = values.first(where: { $0 != "True" && $0 != "False" }) {
                report.add(.expressionValue(target, wrong, whole))
            } else if type.values == nil, type.base != .boolean {
                report.add(.expressionType(target, type, whole))
            }
        case .integer where type.base != .number && type.values?.allSatisfy({ Int($0) != nil }) != true:
            report.add(.expressionType(target, type, whole))
        case .reference:
            report.add(.expressionType(target, type, whole))
        default: break
        }
    }

    /// Active Directory has no empty values.
    mutating func checkEmptiness(of typed: TypedExpression, _ written: MappedExpression, into target: CheckedAttribute, at place: String) {
        if case .attribute? = written.tree { return }
        // A text of blanks only is nobody's name; what is absent happens. SelectUniqueValue can't be wrapped.
        if case .call(let call)? = written.tree, call.name == "SelectUniqueValue" { return }
        guard hasAbsentPart(typed.root) else { return }
        let type = typed.type
        guard type.base == .string, !type.isMultiValued, type.minLength == 0, type.values?.contains("") != false else { return }
        let whole = written.place(typed.root.range)
        addUnlessAccepted(
            Diagnostic(
                .mayBeEmpty, "`\(target.name)` may be given an empty text", at: Label(whole),
                why: "Active Directory refuses an empty value, and the person's whole update with it.",
                help: [
                    FixIt("wrap it: IgnoreFlowIfNullOrEmpty(\(written.text)) leaves the attribute alone then")
                ]),
            at: place)
    }

    private func hasAbsentPart(_ node: TypedExpression.Node) -> Bool {
        node.children.isEmpty ? node.type.mayBeAbsent : node.children.contains(where: hasAbsentPart)
    }

    /// The innermost part that is already longer than the target takes. A part that the function around it cuts is not at fault.
    private func widest(_ node: TypedExpression.Node, above limit: Int) -> TypedExpression.Node? {
        for child in node.children {
            if let length = child.type.maxLength, length > limit, length <= node.type.maxLength ?? .max {
                return widest(child, above: limit) ?? child
            }
        }
        return nil
    }

    /// The innermost part whose length nobody knows.
    private func unbounded(_ node: TypedExpression.Node) -> TypedExpression.Node? {
        for child in node.children where child.type.maxLength == nil { return unbounded(child) ?? child }
        return nil
    }
}

extension AttributeType {
    /// The type of a column for what an expression gives.
    init(inferredFrom type: Inferred) {
        let base: Base = switch type.base {
        case .number: .integer
        case .boolean: .boolean
        case .binary: .binary
        default: .string(maxLength: type.maxLength)
        }
        self.init(base, optional: type.mayBeAbsent, multiValued: type.isMultiValued)
    }
}

extension Diagnostic {
    fileprivate static func expressionManyIntoOne(_ target: CheckedAttribute, _ span: Span) -> Diagnostic {
        Diagnostic(
            .typeMismatch, "`\(target.name)` takes one value", at: Label(span, "the expression gives a list"),
            why: "The service takes no list for an attribute with one value, and the whole person stays as they were.",
            help: [FixIt("choose one with `Item(…, 1)`, or join them with `Join(\"; \", …)`")])
    }

    fileprivate static func expressionTooLong(
        _ target: CheckedAttribute, _ length: Int, _ limit: Int, _ span: Span, part: Span?
    ) -> Diagnostic {
        Diagnostic(
            .tooLong, "`\(target.name)` takes \(limit) characters, this expression gives up to \(length)",
            at: Label(span), and: part.map { [Label($0, "this part alone may be too long")] } ?? [],
            why: "A longer value is refused, and the person's whole update with it.",
            help: [FixIt("cut it: Left(…, \(limit))")])
    }

    fileprivate static func expressionUnbounded(_ target: CheckedAttribute, _ limit: Int, _ span: Span, part: Span?) -> Diagnostic {
        Diagnostic(
            .unknownLength, "`\(target.name)` takes \(limit) characters, and this expression may give more",
            at: Label(span), and: part.map { [Label($0, "nobody says how long this is")] } ?? [],
            why: "A longer value is refused, and the person's whole update with it.",
            help: [FixIt("cut it: Left(…, \(limit))")])
    }

    fileprivate static func expressionMayBeAbsent(_ target: CheckedAttribute, _ span: Span, part: Span?) -> Diagnostic {
        Diagnostic(
            .mayBeAbsent, "`\(target.name)` is required, but this expression may give no value",
            at: Label(span), and: part.map { [Label($0, "this part lets it in")] } ?? [],
            why: "A person without the value is not created at all.",
            help: [FixIt("give it a value for that case: Coalesce(…, \"…\"), or the default of Switch")])
    }

    fileprivate static func expressionValue(_ target: CheckedAttribute, _ value: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .typeMismatch, "`\(target.name)` is a Boolean, and this expression may give `\(value)`",
            at: Label(span),
            why: "The service does not guess: a value of another type is refused.",
            help: [FixIt("write \"True\" and \"False\"")])
    }

    fileprivate static func expressionType(_ target: CheckedAttribute, _ type: Inferred, _ span: Span) -> Diagnostic {
        let help = switch target.type.base {
        case .boolean: "let Switch give \"True\" and \"False\", or use a function that is true or false"
        case .reference: "a reference takes a direct mapping only"
        default: "give a whole number"
        }
        return Diagnostic(
            .typeMismatch, "`\(target.name)` wants \(target.type), this expression gives \(type)",
            at: Label(span),
            why: "The service does not guess: a value of another type is refused.",
            help: [FixIt(help)])
    }
}
