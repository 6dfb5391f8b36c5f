import Diagnostics
import Expressions
import Microsoft
import Plan

extension Checker {
    /// Scopes become Entra's scoping filters: only attributes and tests that those know.
    mutating func checkScope(_ groups: [ScopeGroup], from system: System, what: String) {
        for clause in groups.flatMap(\.clauses) {
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
            if Pattern(text) == nil {
                report.add(.clauseType(clause, "this is no regular expression", help: "look for a parenthesis or bracket that is not closed"))
            } else if Pattern.repeatsRepetition(text) {
                report.add(.clauseType(
                    clause, "a repetition is repeated here, which may take for ever on a text that does not match",
                    help: "repeat once: ^a+$ instead of ^(a+)+$"))
            }
        case .isOneOf(let texts) where texts.isEmpty:
            report.add(.clauseNeverHolds(clause, "the list is empty"))
        case .equals(let text):
            if let limit = attribute.type.maxLength, text.utf16.count > limit {
                report.add(.clauseNeverHolds(clause, "`\(attribute.name)` holds at most \(limit) characters"))
            }
        default: break
        }
    }

    // MARK: Leavers

    /// The clauses that make a row of this source a leaver.
    func leaverGroups(from system: System) -> [ScopeGroup] {
        guard case .source(let source) = system else { return [] }
        return plan.deprovisioning.flatMap { rule in
            rule.when.flatMap { part -> [ScopeGroup] in
                if let name = part.source { return name.value == source.name ? part.groups : [] }
                // Without a source's name the rule is for every source that has its attributes.
                let attributes = part.groups.flatMap(\.clauses).map(\.attribute.value)
                return attributes.allSatisfy { source.attribute($0) != nil } ? part.groups : []
            }
        }
    }

    mutating func checkDeprovisioning(sources: [CheckedSource], connectors: [CheckedConnector]) {
        for rule in plan.deprovisioning {
            for part in rule.when {
                if let name = part.source {
                    guard let source = sources.first(where: { $0.name == name.value }) else {
                        unknownName(name, "source", known: sources.map(\.name))
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
                        } else {
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
