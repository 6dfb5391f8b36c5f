import Diagnostics
import Expressions
import Microsoft
import Plan

extension Checker {
    /// Scopes become Entra's scoping filters: only attributes and tests that those know.
    mutating func checkScope(_ groups: [ScopeGroup], from system: System, what: String) {
        /// Clauses that were found wrong already; nothing follows from them.
        var wrong: Set<Span> = []
        var types: [String: AttributeType] = [:]
        for clause in groups.flatMap(\.clauses) {
            let findings = report.diagnostics.count
            defer { if report.diagnostics.count > findings { wrong.insert(clause.span) } }
            guard let attribute = sourceAttribute(clause.attribute, of: system, extensionAttributes) else { continue }
            if case .isPast = clause.test {
                report.add(.filterCannot(clause, "compares no dates", help: "let the sender compute it: an attribute of the source that says Active or Inactive"))
                continue
            }
            switch attribute.type.base {
            case .date, .datetime:
                report.add(.filterCannot(clause, "takes no date attributes", help: "let the sender compute a text or a Boolean from the date"))
            case .reference:
                report.add(.filterCannot(clause, "takes no references", help: "compare a text attribute that says the same"))
            default:
                if attribute.type.isMultiValued {
                    report.add(.filterCannot(clause, "takes no attributes with many values", help: "let the sender compute a text or a Boolean"))
                }
            }
            checkTest(clause, of: attribute)
            types[attribute.name] = attribute.type
        }
        for group in groups {
            let clauses = group.clauses.filter { !wrong.contains($0.span) }
            for reason in ScopeSatisfiability.contradictions(in: clauses, types: types) {
                report.add(.clauseNeverHolds(reason, in: .scope, isOnlyGroup: groups.count == 1))
            }
        }
    }

    var extensionAttributes: [CheckedAttribute] {
        plan.extensions.map { CheckedAttribute(name: $0.name.value, type: $0.type.value.optional) }
    }

    private mutating func checkTest(_ clause: Clause, of attribute: CheckedAttribute) {
        switch clause.test {
        case .isTrue where attribute.type.base != .boolean:
            report.add(.clauseType(clause, "`\(attribute.name)` is \(attribute.type), not boolean",
                help: "put the text into quotation marks, or use {present: true}"))
        case .isAbove where attribute.type.base != .integer, .isAtLeast where attribute.type.base != .integer:
            report.add(.clauseType(clause, "`\(attribute.name)` is \(attribute.type), not integer",
                help: "numbers are compared in integer attributes only"))
        case .matches(let text), .matchesNot(let text):
            do {
                if try Pattern(text).repeatsAmbiguously { report.add(.slowPattern(clause)) }
            } catch {
                report.add(.clauseType(
                    clause, "this is no regular expression: \(error.reason), \(error.place)", help: error.help ?? "correct the pattern"))
            }
        default: break
        }
    }

    // MARK: Leavers

    /// The clauses that make a row of this source a leaver.
    func leaverGroups(from system: System) -> [ScopeGroup] {
        guard case .source(let source) = system else { return [] }
        return plan.deprovisioning.flatMap { leaverGroups(of: $0, from: source) }
    }

    func leaverGroups(of rule: DeprovisioningRule, from source: CheckedSource) -> [ScopeGroup] {
        rule.when.flatMap { part -> [ScopeGroup] in
            if let name = part.source { return name.value == source.name ? part.groups : [] }
            // Without a source's name the rule is for every source that has its attributes.
            let attributes = part.groups.flatMap(\.clauses).map(\.attribute.value)
            return attributes.allSatisfy { source.attribute($0) != nil } ? part.groups : []
        }
    }

    /// Groups of a rule whose clauses are sound. Without a source's name the rule is for every source that has its attributes, and
    /// a group is in vain only where it is for each of them.
    private mutating func checkLeavers(_ groups: [ScopeGroup], of source: String?, among sources: [CheckedSource]) {
        let readers = sources.filter { reader in
            source.map { $0 == reader.name } ?? groups.flatMap(\.clauses).allSatisfy { reader.attribute($0.attribute.value) != nil }
        }
        for group in groups {
            let reasons = readers.map { reader in
                let types = Dictionary(reader.attributes.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
                return ScopeSatisfiability.contradictions(in: group.clauses, types: types)
            }
            guard let first = reasons.first, reasons.allSatisfy({ !$0.isEmpty }) else { continue }
            for reason in first { report.add(.clauseNeverHolds(reason, in: .leavers, isOnlyGroup: groups.count == 1)) }
        }
    }

    mutating func checkDeprovisioning(sources: [CheckedSource], connectors: [CheckedConnector]) {
        for rule in plan.deprovisioning {
            if !rule.hasThreshold, plan.isComplete { addUnlessAccepted(.noThreshold(rule), at: rule.name.value) }
            for part in rule.when {
                let findings = report.diagnostics.count
                defer { if report.diagnostics.count == findings { checkLeavers(part.groups, of: part.source?.value, among: sources) } }
                if let name = part.source {
                    guard let source = sources.first(where: { $0.name == name.value }) else {
                        // A consolidation that has problems of its own was declared all the same.
                        let isDeclared = plan.consolidations.contains { $0.name.value == name.value }
                        if !isDeclared { unknownName(name, "source", known: sources.map(\.name)) }
                        continue
                    }
                    for clause in part.groups.flatMap(\.clauses) {
                        if let attribute = source.attribute(clause.attribute.value) {
                            checkTest(clause, of: attribute)
                        } else {
                            unknownName(clause.attribute, "attribute of `\(source.name)`", known: source.attributes.map(\.name))
                        }
                    }
                } else {
                    for clause in part.groups.flatMap(\.clauses) {
                        if let attribute = sources.lazy.compactMap({ $0.attribute(clause.attribute.value) }).first {
                            checkTest(clause, of: attribute)
                        } else if plan.consolidations.allSatisfy({ item in sources.contains { $0.name == item.name.value } }) {
                            unknownName(clause.attribute, "attribute of a source", known: sources.flatMap(\.attributes).map(\.name))
                        }
                    }
                }
            }
            for action in rule.actions {
                if action.system.value == "entra" { continue }
                guard let connector = connectors.first(where: { $0.name == action.system.value }) else {
                    unknownName(action.system, "system", known: ["entra"] + connectors.map(\.name))
                    continue
                }
                for (attribute, _) in action.set {
                    let declared = plan.connectors.first { $0.name.value == connector.name }?.attributes
                    if let declared, !declared.contains(where: { $0.name.value == attribute.value }), connector.kind != .activeDirectory {
                        unknownName(attribute, "attribute of `\(connector.name)`", known: declared.map(\.name.value))
                    }
                }
            }
        }
    }
}
