import Diagnostics
import Expressions
import Microsoft
import Plan

/// Whether rules for leavers and mappings say the same of the same people.
///
/// Each value is worked out for somebody who left and for somebody who works, as far as the rule's own attributes, or Entra's flag, decide it.
/// What depends on anything else is not judged.
extension Checker {
    mutating func checkAgreement(_ mapping: CheckedMapping) {
        guard plan.isComplete else { return }
        for rule in plan.deprovisioning {
            let action = rule.actions.first { $0.system.value == mapping.to.name }
            // That it is kept, or disabled never, was held against the job.
            if action?.keep == true || action?.disable == .never { continue }
            for item in mapping.attributes {
                guard let flag = LeaverFlag(item.target.name, of: mapping.to) else { continue }
                guard let judged = judge(item, samples(of: rule, for: mapping, item), reads: { flag.reads($0, item) }) else { continue }
                report.add(.leaverDisagrees(judged, flag, item, mapping, rule, repair(rule, mapping, flag, item)))
                // Of one value one thing is said, by whatever rule.
                return
            }
            checkSets(action, rule, mapping)
        }
    }

    private mutating func checkSets(_ action: DeprovisioningRule.Action?, _ rule: DeprovisioningRule, _ mapping: CheckedMapping) {
        guard let action, let connector = mapping.connector, connector.onDisable != .delete else { return }
        var isToldBySet = false
        for (attribute, value) in action.set where connector.onDisable != .set(attribute.value) {
            guard let item = mapping.attributes.first(where: { $0.target.name == attribute.value }) else { continue }
            let isBoolean = item.target.type.base == .boolean
            let wanted = isBoolean ? value.value.lowercased() : value.value
            let people = samples(of: rule, for: mapping, item)
            let judged = judge(item, people) { given in
                guard let text = given.text, !text.isEmpty else { return given.isAbsentOrEmpty && item.defaultValue == nil ? .nothing : .unknown }
                return (isBoolean ? text.lowercased() : text) == wanted ? .leaver : .worker
            }
            guard let judged else { continue }
            isToldBySet = true
            let others = (people.workers + people.leavers).compactMap { Checker.value(of: item, $0)?.text }
            let leaver = isBoolean ? (wanted == "true" ? "True" : "False") : value.value
            let worker = isBoolean ? (leaver == "True" ? "False" : "True") : others.first { !$0.isEmpty && $0 != leaver } ?? "…"
            report.add(.setDisagrees(judged, (attribute, value), item, mapping, rule, repair(rule, mapping, worker: worker, leaver: leaver)))
        }
        if !isToldBySet { checkFlags(action, rule, mapping, connector) }
    }

    /// Where nobody knows which value of a target's own attribute means what, some attribute must differ at least.
    private mutating func checkFlags(
        _ action: DeprovisioningRule.Action, _ rule: DeprovisioningRule, _ mapping: CheckedMapping, _ connector: CheckedConnector
    ) {
        guard action.disable == .atOnce, mapping.from.isEntraTenant, connector.onDisable == .none else { return }
        let flags = mapping.attributes.filter { Checker.tellsOfLeavers($0) }
        guard let first = flags.first, let left = LeaverSamples.ofEntra.leavers.first, let works = LeaverSamples.ofEntra.workers.first else { return }
        let isSame = flags.allSatisfy { item in
            guard let one = Checker.value(of: item, left), let other = Checker.value(of: item, works) else { return false }
            return one == other
        }
        if isSame { report.add(.sameForAll(first, mapping, action, rule)) }
    }

    /// What a rule sets, some mapping gives.
    mutating func checkSetsAreMapped(_ mappings: [CheckedMapping]) {
        guard plan.isComplete else { return }
        for action in plan.deprovisioning.flatMap(\.actions) {
            let feeding = plan.mappings.filter { $0.to?.value == action.system.value }
            guard let mapping = feeding.first, let connector = mappings.lazy.compactMap(\.connector).first(where: { $0.name == action.system.value }),
                connector.onDisable != .delete
            else { continue }
            let tried = Set(feeding.flatMap { $0.attributes.map(\.target.value) + $0.match.map(\.target.value) })
            let declared = plan.connectors.first { $0.name.value == connector.name }?.attributes
            for (attribute, value) in action.set where !tried.contains(attribute.value) && connector.onDisable != .set(attribute.value) {
                // What the system does not have was reported as that.
                if let declared, connector.kind != .activeDirectory, !declared.contains(where: { $0.name.value == attribute.value }) { continue }
                report.add(.setByNothing(attribute, value, mapping, connector))
            }
        }
    }

    // MARK: Values

    private func samples(of rule: DeprovisioningRule, for mapping: CheckedMapping, _ item: CheckedAttributeMapping) -> LeaverSamples {
        guard case .source(let source) = mapping.from else { return .ofEntra }
        let tree: Expression? = if case .expression(let tree) = item.value { tree } else { nil }
        // A value that is the same for everyone needs no look at the rule's attributes.
        let isConstant = Checker.value(of: item, [:]) != nil
        let parts = source.consolidation?.parts.map(\.source) ?? []
        let own = leaverGroups(of: rule, from: source)
        if isConstant {
            return ([source] + parts).contains { !leaverGroups(of: rule, from: $0).isEmpty } ? .anybody : LeaverSamples()
        }
        guard !own.isEmpty, !mapping.from.leavesByRow else { return LeaverSamples() }
        return LeaverSamples(rule: own, all: leaverGroups(from: mapping.from), of: source, scope: mapping.scope, reading: tree)
    }

    static func value(of item: CheckedAttributeMapping, _ known: LeaverSamples.Row) -> Value? {
        switch item.value {
        case .constant(let text): .text(text)
        case .direct(let attribute): known[attribute.name]
        case .expression(let tree): tree.value(knowing: known)
        }
    }

    /// nil where rule and value agree, or nobody knows.
    private func judge(_ item: CheckedAttributeMapping, _ samples: LeaverSamples, reads: (Value) -> Disagreement.Said) -> Disagreement? {
        func given(_ rows: [LeaverSamples.Row], _ wanted: Disagreement.Said, onlyAll: Bool) -> Disagreement.Given? {
            let values = rows.map { row in Checker.value(of: item, row).map { (row: row, value: $0, said: reads($0)) } }
            let known = values.compactMap { $0 }.filter { $0.said != .unknown }
            guard let found = known.first(where: { $0.said == wanted }) ?? (onlyAll ? nil : known.first) else { return nil }
            if onlyAll || found.said != wanted {
                // One of whom nobody knows may be as the rule says.
                guard known.count == rows.count, known.allSatisfy({ $0.said == wanted || $0.said == .nothing }) else { return nil }
            }
            return .init(value: found.value, row: found.row)
        }
        let worker = given(samples.workers, .leaver, onlyAll: true)
        if item.onCreate {
            // Whoever leaves has an account already.
            guard Checker.value(of: item, samples.leavers.first ?? [:]) != nil, !samples.leavers.isEmpty else { return nil }
            return Disagreement(leaver: nil, worker: worker, isOnCreate: true)
        }
        let leaver = given(samples.leavers, .worker, onlyAll: false)
        return leaver == nil && worker == nil ? nil : Disagreement(leaver: leaver, worker: worker, isOnCreate: false)
    }

    private func repair(_ rule: DeprovisioningRule, _ mapping: CheckedMapping, _ flag: LeaverFlag, _ item: CheckedAttributeMapping) -> String? {
        let usual = repair(rule, mapping, worker: flag.ofWorkers, leaver: flag.ofLeavers)
        // Workday's future hires are active before their first day.
        guard mapping.native == .workday, usual == "=Switch([Active], \"\(flag.ofWorkers)\", \"0\", \"\(flag.ofLeavers)\")" else { return usual }
        return "=" + NativeExpression.enabled(item.target.name, .workday)
    }

    /// An expression that says what the rule says.
    private func repair(_ rule: DeprovisioningRule, _ mapping: CheckedMapping, worker: String, leaver: String) -> String? {
        guard case .source(let source) = mapping.from else { return "=Switch([IsSoftDeleted], \"\(worker)\", \"True\", \"\(leaver)\")" }
        let groups = leaverGroups(of: rule, from: source)
        guard groups.count == 1, groups[0].clauses.count == 1, let clause = groups[0].clauses.first else { return nil }
        let keys: [String]
        switch clause.test {
        case .equals(let text): keys = [text]
        case .isOneOf(let list) where list.count <= 4: keys = list
        case .isTrue(let flag): keys = [flag ? "True" : "False"]
        default: return nil
        }
        return "=Switch([\(clause.attribute.value)], \"\(worker)\", \(keys.map { "\"\($0)\", \"\(leaver)\"" }.joined(separator: ", ")))"
    }
}

/// How a mapping and a rule differ.
struct Disagreement {
    /// As of whom a value is.
    enum Said {
        case leaver, worker
        /// The account stays as it is.
        case nothing
        case unknown
    }

    struct Given {
        let value: Value
        let row: LeaverSamples.Row

        /// `Active` is 1
        func who(_ item: CheckedAttributeMapping) -> String? {
            let names: [String] = switch item.value {
            case .constant: []
            case .direct(let attribute): [attribute.name]
            case .expression(let tree): tree.attributes.map(\.name)
            }
            guard let name = names.first(where: { row[$0] != nil }), let value = row[name] else { return nil }
            return value.text.map { "`\(name)` \($0)" } ?? "no `\(name)`"
        }

        var text: String {
            if let text = value.text, !text.isEmpty { text } else { "nothing" }
        }
    }

    /// What somebody who left gets, where it is not what the rule says.
    let leaver: Given?
    /// What somebody who works gets, where it is what leavers get.
    let worker: Given?
    let isOnCreate: Bool

    /// What is shown at the value.
    func example(_ item: CheckedAttributeMapping) -> String {
        if isOnCreate { return "written when the account is created, and never again" }
        guard let given = leaver ?? worker else { return "" }
        return given.who(item).map { "\($0) gives \(given.text)" } ?? "\(given.text) for everybody"
    }
}

/// An attribute whose two values mean the same in every plan.
///
/// Source: Microsoft Graph, user (accountEnabled); entra-docs, workday-inbound-tutorial (accountDisabled); RFC 7643, 4.1.1 (active); Active
/// Directory schema (msDS-UserAccountDisabled).
struct LeaverFlag {
    let ofLeavers: String
    var ofWorkers: String { ofLeavers == "True" ? "False" : "True" }

    init?(_ attribute: String, of system: System) {
        switch (system, attribute) {
        case (.entra, "accountEnabled"): ofLeavers = "False"
        case (.connector(let connector), "accountDisabled") where connector.kind == .activeDirectory: ofLeavers = "True"
        case (.connector(let connector), "active") where connector.kind == .scim: ofLeavers = "False"
        case (.connector(let connector), _) where connector.kind == .ldap && attribute.lowercased() == "msds-useraccountdisabled": ofLeavers = "True"
        default: return nil
        }
    }

    func reads(_ value: Value, _ item: CheckedAttributeMapping) -> Disagreement.Said {
        if value.isAbsentOrEmpty { return item.defaultValue == nil ? .nothing : .unknown }
        switch value.text?.lowercased() {
        case ofLeavers.lowercased()?: return .leaver
        case ofWorkers.lowercased()?: return .worker
        default: return .unknown
        }
    }
}

extension Diagnostic {
    fileprivate static func leaverDisagrees(
        _ found: Disagreement, _ flag: LeaverFlag, _ item: CheckedAttributeMapping, _ mapping: CheckedMapping, _ rule: DeprovisioningRule, _ repair: String?
    ) -> Diagnostic {
        let name = "`\(item.target.name)`"
        let title = switch (found.leaver, found.worker) {
        case (_?, _?): "\(name) is the wrong way round: who left by `\(rule.name.value)` stays enabled, and who works is disabled"
        case (nil, _?) where !found.isOnCreate: "\(name) disables whoever works, too"
        default: "who left by `\(rule.name.value)` stays enabled: \(name) says so"
        }
        return Diagnostic(
            .leaverDisagrees, title, at: Label(item.span, found.example(item)), and: [Label(rule.span, "says who left")],
            why: "The rule says who left, and the mapping alone what becomes of the account in \(mapping.to.title).",
            help: [
                FixIt(found.isOnCreate
                    ? "take `apply: on-create` away"
                    : repair.map { "write \(item.target.name): '\($0)'" } ?? "give \(flag.ofLeavers) to whom the rule takes, and \(flag.ofWorkers) to everybody else"),
                FixIt("or correct the rule's `when`, if it names the wrong people"),
            ])
    }

    fileprivate static func setDisagrees(
        _ found: Disagreement, _ set: (attribute: Spanned<String>, value: Spanned<String>), _ item: CheckedAttributeMapping, _ mapping: CheckedMapping,
        _ rule: DeprovisioningRule, _ repair: String?
    ) -> Diagnostic {
        let name = "`\(set.attribute.value)`"
        let title = switch (found.leaver, found.worker) {
        case (let leaver?, nil): "whoever left gets \(leaver.text) as \(name), and `\(rule.name.value)` sets \(set.value.value)"
        case (_?, _?): "\(name) is the wrong way round: not who left gets \(set.value.value), but who works"
        case (nil, _) where found.isOnCreate: "nobody who leaves gets \(set.value.value) as \(name)"
        default: "who works gets \(set.value.value) as \(name), too"
        }
        var help = [
            FixIt(found.isOnCreate
                ? "take `apply: on-create` away"
                : repair.map { "write \(item.target.name): '\($0)' in `\(mapping.name)`" } ?? "give it to whom the rule takes, and to nobody else")
        ]
        if found.worker == nil, let leaver = found.leaver, let text = leaver.value.text, !text.isEmpty {
            help.append(FixIt("or let the rule say what the mapping gives: set: {\(set.attribute.value): \(text)}"))
        }
        return Diagnostic(
            .leaverDisagrees, title, at: Label(set.value.span, "the rule"), and: [Label(item.span, found.example(item))],
            why: "What leavers get in \(mapping.to.title), the mapping alone decides; the rule is a promise that it keeps or breaks.", help: help)
    }

    fileprivate static func setByNothing(
        _ attribute: Spanned<String>, _ value: Spanned<String>, _ mapping: Mapping, _ connector: CheckedConnector
    ) -> Diagnostic {
        Diagnostic(
            .leaverDisagrees, "nothing sets `\(attribute.value)` of leavers in `\(connector.name)`", at: Label(attribute.span.union(value.span)),
            and: [Label(mapping.name.span, "does not map it")],
            why: "What leavers get in \(connector.title), the mapping alone decides; the rule is a promise that it keeps or breaks.",
            help: [
                FixIt(mapping.from?.value == "entra"
                    ? "map it: \(attribute.value): '=Switch([IsSoftDeleted], \"…\", \"True\", \"\(value.value)\")'"
                    : "map it with an expression that looks at what the rule looks at"),
                FixIt("or take it out of `set`"),
            ])
    }

    fileprivate static func sameForAll(
        _ item: CheckedAttributeMapping, _ mapping: CheckedMapping, _ action: DeprovisioningRule.Action, _ rule: DeprovisioningRule
    ) -> Diagnostic {
        Diagnostic(
            .leaverDisagrees, "who left looks in `\(mapping.to.name)` like who works: `\(item.target.name)` is the same of both",
            at: Label(item.span), and: [Label(action.span, "disables them")],
            why: "Entra tells \(mapping.to.title) of a leaver by one flag, and what the mapping makes of it does not depend on it.",
            help: [FixIt("give leavers another value: '=Switch([IsSoftDeleted], \"…\", \"True\", \"…\")'")])
    }
}
