import Diagnostics
import Expressions
import Microsoft
import Plan

extension Checker {
    mutating func checkMappings(
        sources: [CheckedSource], extensions: [CheckedAttribute], connectors: inout [CheckedConnector]
    ) -> [CheckedMapping] {
        var result: [CheckedMapping] = []
        checkNativeKeys()
        for mapping in plan.mappings {
            let known = ["entra"] + sources.map(\.name) + connectors.map(\.name)
            guard let from = mapping.from.flatMap({ resolve($0, sources, connectors, known) }),
                let to = mapping.to.flatMap({ resolve($0, sources, connectors, known) })
            else { continue }
            guard let via = checkRoad(mapping, from: from, to: to) else { continue }
            if from.isHRSource, plan.tenant?.notify == nil, plan.isComplete { report.add(.nobodyNotified(mapping.name, plan.tenant?.span)) }
            checkGallery(mapping, via)
            let attributes = checkAttributes(mapping, from: from, to: to, extensions: extensions)

            // A connector that declares no attributes takes those of the mapping that feeds it.
            var target = to
            if case .connector(let connector) = to, let index = connectors.firstIndex(where: { $0.name == connector.name }),
                plan.connectors.first(where: { $0.name.value == connector.name })?.attributes == nil
            {
                connectors[index] = connector.adding(attributes.map(\.target))
                target = .connector(connectors[index])
            }
            // Of consolidated people the sources' own rules decide, row by row.
            let leavers = from.leavesByRow ? [] : leaverGroups(from: from)
            if let system = via.native {
                checkNative(system, mapping, from: from, to: to)
            } else {
                checkEnabled(attributes, mapping, from: from, to: to, hasRule: !leavers.isEmpty || from.leavesByRow)
            }
            checkScope(mapping.scope, from: from, what: "mapping `\(mapping.name.value)`")
            result.append(CheckedMapping(
                name: mapping.name.value, title: mapping.notes.title ?? mapping.name.value, because: mapping.notes.because, from: from,
                to: target, via: via, attributes: attributes, scope: mapping.scope, leavers: leavers,
                deletionThreshold: plan.deprovisioning.compactMap { $0.atMost?.value }.min(),
                keepsOutOfScope: mapping.outOfScope?.value == .keep, gallery: mapping.gallery?.value, template: mapping.template?.value, takesOver: takenOver(mapping), span: mapping.span))
        }
        missesMappings = result.count < plan.mappings.count
        return result
    }

    /// The job holds the expression with the names that its schema has; those of HR's own columns are long.
    private mutating func checkLength(of expression: MappedExpression, _ tree: Expression, from: System) {
        let prefix = from.isHRSource ? SCIMSlot.customURN(plan: plan.name?.value ?? "").utf16.count + 1 : 0
        let length = expression.text.utf16.count + prefix * tree.attributes.count
        if length > ProvisioningLimits.expressionLength { report.add(.expressionTooLong(length, expression.span)) }
    }

    private mutating func resolve(
        _ name: Spanned<String>, _ sources: [CheckedSource], _ connectors: [CheckedConnector], _ known: [String]
    ) -> System? {
        if name.value == "entra" { return .entra }
        if let source = sources.first(where: { $0.name == name.value }) { return .source(source) }
        if let connector = connectors.first(where: { $0.name == name.value }) { return .connector(connector) }
        // A connector or a consolidation that has problems of its own was declared all the same.
        if plan.connectors.contains(where: { $0.name.value == name.value }) { return nil }
        if plan.consolidations.contains(where: { $0.name.value == name.value }) { return nil }
        unknownName(name, "system", known: known)
        return nil
    }

    // MARK: The road

    /// The road of a mapping, said or implied; nil when there is none between its two ends.
    private mutating func checkRoad(_ mapping: Mapping, from: System, to: System) -> Via? {
        let ends = mapping.to ?? mapping.name
        let allowed: [Via]
        switch (from, to) {
        case (.source(let source), .entra):
            allowed = inboundRoads(source) + [.mim]
        case (.source(let source), .connector(let connector)) where connector.kind == .activeDirectory:
            allowed = inboundRoads(source)
        case (.source(let source), .connector(let connector)):
            report.add(.noRoad(ends, "from HR to `\(connector.name)`",
                why: "On-premises applications are provisioned from Entra ID; HR data reaches them through it.",
                help: "map `\(source.name)` to entra, and entra to `\(connector.name)`"))
            return nil
        case (.entra, .connector(let connector)):
            switch connector.kind {
            case .activeDirectory:
                report.add(.noRoad(ends, "from Entra ID to Active Directory users",
                    why: "Cloud Sync provisions users to AD in preview only; AD accounts come from HR through API-driven or HR-driven provisioning.",
                    help: "let the mapping begin at the HR source: from: hr"))
                return nil
            case .scim: allowed = [.scim]
            default: allowed = [.ecmaHost]
            }
        case (.entra, .entra), (.entra, .source), (.connector, _), (.source, .source):
            report.add(.noRoad(ends, "from \(from.title) to \(to.title)",
                why: "Provisioning runs from HR into Entra ID or AD, and from Entra ID into applications.",
                help: "let it begin at a source or at entra, and end at entra or a connector"))
            return nil
        }
        guard let via = mapping.via else { return allowed[0] }
        guard allowed.contains(via.value) else {
            report.add(.wrongVia(via, from: from, to: to, allowed: allowed))
            return nil
        }
        return via.value
    }

    private func inboundRoads(_ source: CheckedSource) -> [Via] {
        switch source.kind {
        case .workday: [.apiDriven, .workday]
        case .successfactors: [.apiDriven, .successfactors]
        default: [.apiDriven]
        }
    }

    // MARK: Attributes

    private mutating func checkAttributes(
        _ mapping: Mapping, from: System, to: System, extensions: [CheckedAttribute]
    ) -> [CheckedAttributeMapping] {
        var result: [CheckedAttributeMapping] = []
        var written: [String: Span] = [:]
        for (index, pair) in mapping.match.enumerated() {
            guard let source = sourceAttribute(pair.source, of: from, extensions) else { continue }
            // An optional key was reported where it is declared.
            if source.type.isOptional, !isEntra(from), !isKey(source.name, of: from) { report.add(.matchMayBeAbsent(pair.source, source.type)) }
            guard let target = targetAttribute(pair.target, of: to, extensions, inferred: source.type) else { continue }
            checkMatchTarget(pair.target, of: to)
            let own = mapping.attributes.first { $0.target.value == pair.target.value }
            // The value is worked out below, from this attribute: people are matched by what it gives.
            if let own, isMatched(own, by: pair.source, to: to) { continue }
            checkFlow(source, into: target, at: pair.source.span, in: mapping, to: to, hasDefault: false)
            written[target.name] = pair.target.span
            result.append(CheckedAttributeMapping(
                target: target, value: .direct(source), onCreate: own?.apply?.value == .onCreate, defaultValue: nil,
                matchingPriority: index + 1, because: own?.because, span: pair.source.span.union(pair.target.span)))
        }
        for attribute in mapping.attributes {
            var matchingPriority = 0
            if let index = mapping.match.firstIndex(where: { $0.target.value == attribute.target.value }) {
                let pair = mapping.match[index]
                if case .direct(let source) = attribute.value, source.value == pair.source.value { continue }
                guard isMatched(attribute, by: pair.source, to: to) else {
                    report.add(.matchDiffers(attribute.target, pair.target.span))
                    continue
                }
                matchingPriority = index + 1
            }
            var inferred: AttributeType?
            var typedExpression: TypedExpression?
            var isSound = true
            let value: CheckedAttributeMapping.Value
            switch attribute.value {
            case .direct(let name):
                guard let source = sourceAttribute(name, of: from, extensions) else { continue }
                inferred = source.type
                value = .direct(source)
            case .constant(let text):
                inferred = AttributeType(.string(maxLength: text.value.utf16.count))
                value = .constant(text.value)
            case .expression(let expression):
                guard let tree = expression.tree else { continue }
                checkLength(of: expression, tree, from: from)
                for reference in tree.attributes {
                    let place = expression.place(reference.range.lowerBound + 1..<reference.range.upperBound - 1)
                    // What an unknown attribute gives nobody knows; to say more would only repeat it.
                    if sourceAttribute(Spanned(reference.name, place), of: from, extensions) == nil { isSound = false }
                }
                let typed = checkExpression(tree, expression, attribute, mapping, from: from, to: to, extensions)
                typedExpression = typed
                inferred = typed.map { AttributeType(inferredFrom: $0.type) } ?? inferred
                value = .expression(tree)
            case .unreadable, .unresolved: continue
            }
            guard let target = targetAttribute(attribute.target, of: to, extensions, inferred: inferred) else { continue }
            if let first = written.updateValue(attribute.target.span, forKey: target.name) {
                report.add(.writtenTwice(attribute.target, first))
            }
            checkUserType(attribute, target)
            checkClock(attribute, mapping, from: from)
            switch attribute.value {
            case .direct(let name):
                if case .direct(let source) = value {
                    if case .connector(let connector) = to, connector.kind == .activeDirectory {
                        checkPlacePresence(
                            mayBeAbsent: source.type.isOptional && !isPresent(source.name, in: mapping.scope), attribute, mapping)
                    }
                    checkFlow(source, into: target, at: name.span, in: mapping, to: to, hasDefault: attribute.defaultValue != nil)
                    if isEntra(to), attribute.because == nil, case .date = source.type.base, case .datetime = target.type.base {
                        addUnlessAccepted(.dayBecomesMoment(source, target, at: name.span, mapping.name.value), at: "\(mapping.name.value).\(target.name)")
                    }
                }
            case .constant(let text): checkConstant(text, into: target)
            case .expression(let expression):
                if let typed = typedExpression, isSound, !typed.hasErrors, expression.isWhole {
                    checkFlow(of: typed, expression, into: target, hasDefault: attribute.defaultValue != nil)
                    if case .connector(let connector) = to, connector.kind == .activeDirectory {
                        checkPlacePresence(mayBeAbsent: typed.type.mayBeAbsent, attribute, mapping)
                        checkEmptiness(of: typed, expression, into: target, at: "\(mapping.name.value).\(target.name)")
                    }
                }
            case .unreadable, .unresolved: break
            }
            result.append(CheckedAttributeMapping(
                target: target, value: value, onCreate: attribute.apply?.value == .onCreate,
                defaultValue: attribute.defaultValue?.value, matchingPriority: matchingPriority, because: attribute.because, span: attribute.target.span))
        }
        // What was tried counts: that it can't be read, or names nothing, was said already.
        let tried = mapping.attributes.map(\.target.value) + mapping.match.map(\.target.value) + result.map(\.target.name)
        checkRequired(mapping, to: to, written: Set(tried))
        return result
    }

    /// `match: {userPrincipalName: userName}` with `userName: '=ToUpper(Word([userPrincipalName], 1, "@"))'`: an application is asked for
    /// the value that the expression makes of the attribute.
    private func isMatched(_ attribute: AttributeMapping, by source: Spanned<String>, to: System) -> Bool {
        guard case .connector(let connector) = to, connector.kind != .activeDirectory, case .expression(let expression) = attribute.value
        else { return false }
        return expression.tree?.attributes.contains { $0.name == source.value } ?? true
    }

    private func isKey(_ attribute: String, of system: System) -> Bool {
        if case .source(let source) = system { source.key == attribute } else { false }
    }

    private func isEntra(_ system: System) -> Bool {
        if case .entra = system { true } else { false }
    }

    mutating func sourceAttribute(_ name: Spanned<String>, of system: System, _ extensions: [CheckedAttribute]) -> CheckedAttribute? {
        switch system {
        case .source(let source):
            if let attribute = source.attribute(name.value) { return attribute }
            unknownName(name, "attribute of `\(source.name)`", known: source.attributes.map(\.name))
        case .entra:
            if let own = extensions.first(where: { $0.name == name.value }) { return own }
            if let found = EntraSourceAttribute.named(name.value) {
                return CheckedAttribute(name: name.value, schemaName: found.schemaName, type: found.type)
            }
            if EntraSourceAttribute.hidden.contains(name.value) {
                report.add(.hiddenSource(name))
            } else {
                unknownName(name, "user attribute of Entra ID",
                    known: EntraUserAttribute.all.map(\.name) + EntraSourceAttribute.pseudoNames + extensions.map(\.name))
            }
        case .connector: break
        }
        return nil
    }

    private mutating func targetAttribute(
        _ name: Spanned<String>, of system: System, _ extensions: [CheckedAttribute], inferred: AttributeType?
    ) -> CheckedAttribute? {
        switch system {
        case .entra:
            if let own = extensions.first(where: { $0.name == name.value }) { return own }
            guard let attribute = EntraUserAttribute.named(name.value) else {
                unknownUserAttribute(name, inferred, extensions)
                return nil
            }
            switch attribute.inbound {
            case .writable, .createOnly: break
            case .never, .graphOnly: report.add(.unwritable(name, attribute.inbound))
            case .ignored, .avoid: report.add(.unreliable(name))
            }
            return CheckedAttribute(name: attribute.name, schemaName: attribute.schemaName, type: attribute.type)
        case .connector(let connector):
            let declared = plan.connectors.first { $0.name.value == connector.name }?.attributes
            if let declared {
                if let found = connector.attribute(name.value) { return found }
                if connector.kind != .activeDirectory {
                    unknownName(name, "attribute of `\(connector.name)`", known: declared.map(\.name.value))
                    return nil
                }
            }
            if connector.kind == .activeDirectory {
                guard let attribute = ActiveDirectoryAttribute.named(name.value) else {
                    unknownName(name, "user attribute of Active Directory", known: ActiveDirectoryAttribute.all.map(\.name))
                    return nil
                }
                return CheckedAttribute(name: attribute.name, type: attribute.type)
            }
            if name.value.contains(".") || name.value.contains("[") { report.add(.dottedAttribute(name)) }
            // A column needs a width, and an expression whose length has no bound gives none.
            guard let inferred, inferred.base != .string(maxLength: nil) else {
                report.add(.typeNeeded(name, connector: connector.name))
                return nil
            }
            return CheckedAttribute(name: name.value, type: inferred)
        case .source:
            return nil
        }
    }

    private mutating func checkMatchTarget(_ target: Spanned<String>, of system: System) {
        guard case .entra = system, let attribute = EntraUserAttribute.named(target.value) else { return }
        if attribute.isMatchable != true { report.add(.badMatchTarget(target)) }
    }

    /// Whether every value of the source can be written to the target.
    private mutating func checkFlow(
        _ source: CheckedAttribute, into target: CheckedAttribute, at span: Span, in mapping: Mapping, to: System, hasDefault: Bool
    ) {
        let from = source.type
        let into = target.type
        if case .reference = from.base, case .connector(let connector) = to, connector.kind.isHosted {
            report.add(.referenceToHost(source, target, span))
            return
        }
        if from.isMultiValued, !into.isMultiValued {
            report.add(.manyIntoOne(source, target, span))
            return
        }
        switch (from.base, into.base) {
        case (_, .string(let limit?)):
            if let length = from.textLength {
                if length > limit { report.add(.tooLong(source, length, target, limit, span, isOwn: mapping.from?.value != "entra")) }
            } else if case .string = from.base {
                report.add(.unknownLength(source, target, limit, span))
            }
        case (_, .string(nil)), (.boolean, .boolean), (.integer, .integer), (.binary, .binary), (.reference, .reference),
            (.date, .date), (.datetime, .datetime), (.date, .datetime), (.datetime, .date):
            break
        default:
            report.add(.typeMismatch(source, target, span))
        }
        if from.isOptional, !into.isOptional, !hasDefault, target.name != "accountEnabled", !isPresent(source.name, in: mapping.scope) {
            report.add(.mayBeAbsent(source, target, span, fromEntra: mapping.from?.value == "entra"))
        }
    }

    /// Whether everyone in scope has a value. A clause on an absent value is false, whatever its test; only `{present: false}`
    /// holds for those who have none.
    func isPresent(_ attribute: String, in scope: [ScopeGroup]) -> Bool {
        !scope.isEmpty && scope.allSatisfy { group in
            group.clauses.contains { $0.attribute.value == attribute && $0.test != .isPresent(false) }
        }
    }

    private mutating func checkConstant(_ text: Spanned<String>, into target: CheckedAttribute) {
        switch target.type.base {
        case .string(let limit?) where text.value.utf16.count > limit && target.name != "usageLocation":
            report.add(.constantTooLong(text, target, limit))
        case .boolean where text.value != "True" && text.value != "False":
            report.add(.badConstant(text, target, "a Boolean is `True` or `False` to the service"))
        case .integer where Int(text.value) == nil:
            report.add(.badConstant(text, target, "digits only"))
        case .reference:
            report.add(.badConstant(text, target, "a reference names another object; it takes a direct mapping only"))
        default: break
        }
        if target.name == "usageLocation" {
            let isCountry = text.value.utf8.count == 2 && text.value.allSatisfy { ("A"..."Z").contains($0) }
            if !isCountry || text.value == "UK" { report.add(.badConstant(text, target, "two capital letters of ISO 3166; the United Kingdom is GB")) }
        }
    }

    private mutating func checkRequired(_ mapping: Mapping, to: System, written: Set<String>) {
        let required: [String]
        switch to {
        case .entra:
            required = EntraUserAttribute.all.filter { $0.isRequiredOnCreate && $0.name != "accountEnabled" }.map(\.name)
        case .connector(let connector):
            let declared = plan.connectors.first { $0.name.value == connector.name }?.attributes ?? []
            // A missing anchor has a finding of its own.
            required = declared.filter { !$0.type.value.isOptional && $0.name.value != connector.anchor }.map(\.name.value)
        case .source: required = []
        }
        for name in required where !written.contains(name) && plan.isComplete {
            report.add(.requiredTarget(name, mapping, to: to))
        }
    }

    /// Whoever is no leaver is enabled: the sender works that out by the deprovisioning rule, unless the plan maps it itself.
    private mutating func checkEnabled(
        _ attributes: [CheckedAttributeMapping], _ mapping: Mapping, from: System, to: System, hasRule: Bool
    ) {
        guard case .entra = to, case .source(let source) = from, !hasRule, plan.isComplete else { return }
        // A rule that names an attribute wrongly was reported as that.
        let isTried = plan.deprovisioning.flatMap(\.when).contains { part in
            part.source.map { $0.value == source.name } ?? (plan.sources.count == 1)
        }
        if isTried { return }
        if !mapping.attributes.contains(where: { $0.target.value == "accountEnabled" }) {
            // Of consolidated people the rules of all sources, or one rule for the people, will do.
            let silent = source.consolidation?.parts.filter(\.leavers.isEmpty).map(\.name) ?? []
            report.add(.noLeaverRule(mapping, source: silent.isEmpty || silent.count == source.consolidation?.parts.count ? from.name : silent[0]))
        }
    }
}

extension AttributeType {
    /// UTF-16 units of the longest text that a value of this type becomes; nil where nobody knows.
    public var textLength: Int? {
        switch base {
        case .string(let length): length
        case .integer: 20
        case .boolean: 5
        case .date: 10
        case .datetime: 28
        case .reference: nil
        case .binary: nil
        }
    }
}

extension ActiveDirectoryAttribute {
    public var type: AttributeType {
        let base: AttributeType.Base = switch syntax {
        case "Integer", "FileTime64", "Bitmask32": .integer
        case "Boolean", "Boolean (virtual)": .boolean
        case "Octets", "Sid": .binary
        case "DN" where name == "manager": .reference(to: "ad")
        default: .string(maxLength: maxLength)
        }
        return AttributeType(base, optional: true, multiValued: false)
    }
}

extension CheckedConnector {
    /// With attributes that a mapping brought; its own stay first.
    func adding(_ more: [CheckedAttribute]) -> CheckedConnector {
        var all = attributes
        for attribute in more where !all.contains(where: { $0.name == attribute.name }) { all.append(attribute) }
        return CheckedConnector(
            name: name, title: title, because: because, kind: kind, hostName: hostName, agent: agent, objectType: objectType,
            anchor: anchor, attributes: all, token: token, autosyncMinutes: autosyncMinutes, pageSize: pageSize,
            onDisable: onDisable, onDelete: onDelete, target: target, was: was, declarations: declarations, span: span)
    }
}
