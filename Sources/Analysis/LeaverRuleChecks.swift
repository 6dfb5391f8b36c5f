import Diagnostics
import Expressions
import Microsoft
import Plan

/// What rules for leavers say, held against what carries it out: who sends, who disables, who deletes.
///
/// A rule decides who is sent as inactive. When, is the day on which it holds; what becomes of the account is the job's own doing
/// (cloud-hr.md, B.8 and F.1).
extension Checker {
    mutating func checkLeaverRules(_ mappings: [CheckedMapping], connectors: [CheckedConnector]) {
        checkThresholds()
        for rule in plan.deprovisioning {
            for action in rule.actions {
                checkDisabling(action, mappings, connectors)
                checkMeans(action, rule, mappings, connectors)
            }
        }
        for mapping in mappings {
            checkSomebodyStays(mapping)
            checkAgreement(mapping)
        }
        checkSetsAreMapped(mappings)
    }

    /// A job has one threshold: the smallest that a rule names, for all leavers together.
    private mutating func checkThresholds() {
        let rules = plan.deprovisioning.filter { $0.atMost != nil }
        guard rules.count > 1, let least = rules.min(by: { ($0.atMost?.value ?? 0) < ($1.atMost?.value ?? 0) }) else { return }
        for rule in rules where rule.atMost?.value != least.atMost?.value {
            addUnlessAccepted(.severalThresholds(rule, least), at: rule.name.value)
        }
    }

    private mutating func checkDisabling(_ action: DeprovisioningRule.Action, _ mappings: [CheckedMapping], _ connectors: [CheckedConnector]) {
        if case .days(let days)? = action.disable {
            report.add(.disabledAtOnce(action, "nothing waits \(days) day\(days == 1 ? "" : "s") before it disables in `\(action.system.value)`"))
            return
        }
        guard action.disable == .never || action.keep else { return }
        let isSent = mappings.contains { $0.isInbound && $0.to.name == action.system.value && $0.via == .apiDriven && $0.to.isDirectoryOrTenant }
        let connector = connectors.first { $0.name == action.system.value }
        let host = switch connector?.onDisable {
        case .set?, .delete?: true
        default: false
        }
        if isSent || host { report.add(.disabledAtOnce(action, "leavers are disabled in `\(action.system.value)`, whatever the rule says")) }
    }

    /// What nothing carries out.
    private mutating func checkMeans(
        _ action: DeprovisioningRule.Action, _ rule: DeprovisioningRule, _ mappings: [CheckedMapping], _ connectors: [CheckedConnector]
    ) {
        let isDirectory = connectors.contains { $0.name == action.system.value && $0.kind == .activeDirectory }
        if action.system.value == "entra", let first = action.set.first { report.add(.nothingSets(first.attribute, action.system.value)) }
        guard let move = action.move else { return }
        guard isDirectory else {
            if action.system.value == "entra" || connectors.contains(where: { $0.name == action.system.value }) {
                report.add(.nothingMoves(move, action.system.value))
            }
            return
        }
        // Whoever leaves is moved by the mapping that says where people are.
        guard let mapping = mappings.first(where: { $0.isInbound && $0.to.name == action.system.value }), plan.isComplete else { return }
        let places = mapping.attributes.filter { $0.target.name == "parentDistinguishedName" }.flatMap { NameTemplate.all($0.value) }
        let mayGive = places.contains { template in
            template.pieces.contains { piece in
                switch piece {
                case .hole: true
                case .text(let text): text.lowercased() == move.value.lowercased()
                }
            }
        }
        if !mayGive { addUnlessAccepted(.neverMoved(move, mapping, rule.name.value), at: "\(rule.name.value).\(action.system.value)") }
    }

    /// A rule by which everybody of a mapping is a leaver disables all of them.
    private mutating func checkSomebodyStays(_ mapping: CheckedMapping) {
        guard plan.isComplete, case .source(let source) = mapping.from, !mapping.leavers.isEmpty, let first = mapping.leavers.first,
            mapping.leavers.flatMap(\.clauses).allSatisfy({ source.attribute($0.attribute.value) != nil }), isPossible(mapping.scope, source),
            case .nobody = ScopeSatisfiability.remainder(of: mapping.scope, without: mapping.leavers, types: source.types)
        else { return }
        report.add(.everybodyLeaves(mapping, at: first.span))
    }

    private func isPossible(_ scope: [ScopeGroup], _ source: CheckedSource) -> Bool {
        scope.isEmpty || scope.contains { group in
            if case .possible = ScopeSatisfiability.canHold(group.clauses, types: source.types) { true } else { false }
        }
    }
}

extension System {
    fileprivate var isDirectoryOrTenant: Bool {
        switch self {
        case .entra: true
        case .connector(let connector): connector.kind == .activeDirectory
        case .source: false
        }
    }
}

extension Diagnostic {
    fileprivate static func severalThresholds(_ rule: DeprovisioningRule, _ least: DeprovisioningRule) -> Diagnostic {
        let (own, counts) = (rule.atMost?.value ?? 0, least.atMost?.value ?? 0)
        return Diagnostic(
            .severalThresholds, "`\(rule.name.value)` says \(own) at most, and \(counts) counts for all rules together",
            at: Label(rule.atMost?.span ?? rule.span), and: [Label(least.atMost?.span ?? least.span, "the smallest")],
            why: "A job has one threshold, and counts everybody whom it disables or deletes in a cycle, by whatever rule.",
            help: [FixIt("write `at-most` in one rule, with a number for all leavers of a cycle"), acceptance("several-thresholds", rule.name.value)])
    }

    fileprivate static func disabledAtOnce(_ action: DeprovisioningRule.Action, _ title: String) -> Diagnostic {
        Diagnostic(
            .disableMismatch, title, at: Label(action.span),
            why: "The rule says who is sent as inactive; the job disables the account in the cycle that sees it, and knows no later day.",
            help: [
                FixIt("write `disable: at once`; who is to stay longer is no leaver yet: let the rule's clauses hold later, by a date of HR, or have a workflow do it on a day after the last")
            ])
    }

    fileprivate static func nothingSets(_ attribute: Spanned<String>, _ system: String) -> Diagnostic {
        Diagnostic(
            .noEffect, "nothing sets `\(attribute.value)` of leavers in `\(system)`", at: Label(attribute.span),
            why: "What a leaver's account holds in Entra ID, the mappings say, as of everybody.",
            help: [FixIt("map it with an expression that looks at the status, and take it out here")])
    }

    fileprivate static func nothingMoves(_ move: Spanned<String>, _ system: String) -> Diagnostic {
        Diagnostic(
            .noEffect, "nothing moves leavers in `\(system)`", at: Label(move.span), why: "Only accounts of Active Directory are in containers that a mapping can change.",
            help: [FixIt("take `move` out")])
    }

    fileprivate static func neverMoved(_ move: Spanned<String>, _ mapping: CheckedMapping, _ rule: String) -> Diagnostic {
        Diagnostic(
            .neverMoved, "no mapping moves leavers to `\(move.value)`", at: Label(move.span), and: [Label(mapping.span, "says where people are")],
            why: "An account is moved when `parentDistinguishedName` gives another container for it; the job has no other way.",
            help: [
                FixIt("let parentDistinguishedName look at the status: =Switch([Status], \"OU=People,…\", \"Left\", \"\(move.value)\")"),
                acceptance("never-moved", "\(rule).\(mapping.to.name)"),
            ])
    }

    fileprivate static func everybodyLeaves(_ mapping: CheckedMapping, at span: Span) -> Diagnostic {
        Diagnostic(
            .everybodyLeaves, "everybody whom `\(mapping.name)` takes is a leaver", at: Label(span, "holds for all of them"),
            and: [Label(mapping.span, mapping.scope.isEmpty ? "takes everyone" : "takes the people of its scope")],
            why: "All of them would be sent as inactive, and disabled in the first cycle.",
            help: [FixIt("name what tells those who left from those who work: {EmployeeStatus: Terminated}")])
    }
}
