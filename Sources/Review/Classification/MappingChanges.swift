import Analysis
import Artifacts
import Diagnostics
import Expressions
import Plan

extension Classifier {
    mutating func addMapping(_ subject: Subject) {
        guard let mapping = new.mappings[subject.owner] else { return }
        add(.newApplication, subject, .added, "mapping \(code: subject.name) provisions from \(code: mapping.from.name) to \(code: mapping.to.name)")
    }

    mutating func changeMapping(_ subject: Subject, _ aspect: String, _ values: Differences.Values) {
        let name = Prose(code: subject.name)
        switch aspect {
        case "scope": changeScope(subject, values)
        case "from": add(.mappingRerouted, subject, "\(name) begins at another system", before: values.before, after: values.after, aspect: aspect)
        case "to": add(.mappingRerouted, subject, "\(name) ends at another system", before: values.before, after: values.after, aspect: aspect)
        case "via": add(.roadChanged, subject, "\(name) takes another road", before: values.before, after: values.after, aspect: aspect)
        case "gallery", "template":
            add(.roadChanged, subject, "the application of \(name) is made of another gallery item", before: values.before, after: values.after, aspect: aspect)
        case "starts in":
            let title: Prose = values.after == nil ? "no phase starts \(name) any more" : values.before == nil ? "a phase starts \(name)" : "\(name) starts in another phase"
            add(.startsElsewhere, subject, title, before: values.before, after: values.after, aspect: aspect)
        case "stops in":
            let title: Prose = values.after == nil ? "no phase stops \(name) any more" : values.before == nil ? "a phase stops \(name)" : "\(name) stops in another phase"
            add(.stopsElsewhere, subject, title, before: values.before, after: values.after, aspect: aspect)
        case "takes-over": add(.mimStops, subject, "\(name) takes over from another agent of MIM", before: values.before, after: values.after, aspect: aspect)
        case "out-of-scope":
            let keeps = values.after == "keep"
            add(
                keeps ? .outOfScopeKept : .outOfScopeDeprovisioned, subject,
                keeps ? "\(name) leaves accounts alone whose people leave its scope" : "\(name) deprovisions whoever leaves its scope",
                before: values.before, after: values.after, aspect: aspect)
        case "unresolved": add(.decisionChanged, subject, "other rules of \(name) are still to be decided", before: values.before, after: values.after, aspect: aspect)
        default: add(.valueChanged, subject, "\(code: aspect) of \(name) changes", before: values.before, after: values.after, aspect: aspect)
        }
    }

    private mutating func changeScope(_ subject: Subject, _ values: Differences.Values) {
        guard let mapping = new.mappings[subject.owner], let former = old.mappings[oldSubject(subject).owner] else { return }
        let scope = renamed(former.scope, of: former.from.name)
        let relation = ScopeComparison.relation(from: scope, to: mapping.scope, types: types(former, mapping, scope))
        let name = Prose(code: subject.name)
        var rule: ChangeRule, title: Prose
        switch relation {
        case .same: (rule, title) = (.scopeRewritten, "the scope of \(name) is written otherwise")
        case .wider: (rule, title) = (.scopeWidened, "\(name) is for more people")
        case .narrower: (rule, title) = (.scopeNarrowed, "\(name) is for fewer people")
        case .disjoint: (rule, title) = (.scopeReplaced, "\(name) is for entirely other people")
        case .unclear: (rule, title) = (.scopeChanged, "\(name) is for other people")
        }
        if mapping.keepsOutOfScope, rule.risk == .destructive { rule = .scopeLeft }
        let who: Prose = mapping.from.name == "entra" ? "users of Entra ID" : "people of \(code: mapping.from.name)"
        add(rule, subject, title, before: values.before ?? "everyone", after: values.after ?? "everyone", aspect: "scope", population: who)
    }

    /// The clauses with the attributes' new names.
    func renamed(_ groups: [ScopeGroup], of system: String?) -> [ScopeGroup] {
        guard !renames.isEmpty, let system else { return groups }
        return groups.map { group in
            var group = group
            for index in group.clauses.indices {
                group.clauses[index].attribute.value = renames.attribute(group.clauses[index].attribute.value, of: system)
            }
            return group
        }
    }

    /// Types that both versions agree on: of the others nothing is assumed.
    private func types(_ former: CheckedMapping, _ mapping: CheckedMapping, _ scope: [ScopeGroup]) -> [String: AttributeType] {
        let names = Set((scope + mapping.scope).flatMap(\.clauses).map(\.attribute.value))
        let types = new.types(of: mapping.from, names)
        let reversed = Dictionary(names.map { (renames.attribute($0, of: former.from.name), $0) }, uniquingKeysWith: { first, _ in first })
        let formerTypes = old.types(of: former.from, reversed.values)
        return types.filter { name, type in reversed[name].flatMap { formerTypes[$0] } == type }
    }

    // MARK: Attribute mappings

    /// Attributes by which a directory knows whether an account is open.
    private static let switches: Set<String> = ["accountEnabled", "userAccountControl", "accountDisabled", "IsSoftDeleted", "msDS-UserAccountDisabled", "active"]

    private func isSwitch(_ subject: Subject, _ values: String?...) -> Bool {
        Self.switches.contains(subject.part ?? "") || values.contains { $0?.contains("IsSoftDeleted") == true }
    }

    mutating func addValue(_ subject: Subject) {
        let facts = after.facts[subject] ?? [:]
        let value = facts["value"]
        if let rule = facts["unresolved"] {
            add(.decisionChanged, subject, .added, "what \(code: subject.name) gets is still to be decided", after: rule)
        } else if facts["match"] != nil {
            add(.matchChanged, subject, .added, "\(code: subject.owner) matches people by \(code: subject.part ?? "")", after: value)
        } else if isSwitch(subject, value) {
            add(.enablementChanged, subject, .added, "\(code: subject.name), which says who is enabled, is written", after: value)
        } else {
            add(.attributeAdded, subject, .added, "\(code: subject.name) is written", after: value)
        }
    }

    mutating func removeValue(_ subject: Subject) {
        let facts = before.facts[subject] ?? [:]
        let value = facts["value"]
        if let rule = facts["unresolved"] {
            add(.decisionChanged, subject, .removed, "what \(code: subject.name) gets is no longer to be decided", before: rule)
        } else if facts["match"] != nil {
            add(.matchChanged, subject, .removed, "\(code: subject.owner) no longer matches people by \(code: subject.part ?? "")", before: value)
        } else if isSwitch(subject, value) {
            add(.enablementChanged, subject, .removed, "\(code: subject.name), which says who is enabled, is no longer written", before: value)
        } else {
            add(.attributeRemoved, subject, .removed, "\(code: subject.name) is no longer written", before: value)
        }
    }

    mutating func changeValue(_ subject: Subject, _ aspect: String, _ values: Differences.Values, all: [String: Differences.Values]) {
        let name = Prose(code: subject.name)
        let now = after.facts[subject] ?? [:]
        if let decided = all["value"], decided.before == nil || decided.after == nil {
            // A rule of MIM was put into words, or a value became one that waits for somebody.
            if aspect == "value" { decided.before == nil ? addValue(subject) : removeValue(subject) }
            if aspect == "unresolved", values.after == nil { add(.decisionChanged, subject, "what \(name) gets is decided", before: values.before, aspect: aspect) }
            if aspect == "unresolved", values.before == nil { add(.decisionChanged, subject, "what \(name) gets is to be decided", after: values.after, aspect: aspect) }
            return
        }
        switch aspect {
        case "unresolved": add(.decisionChanged, subject, "another rule of \(name) is still to be decided", before: values.before, after: values.after, aspect: aspect)
        case "match":
            let title: Prose = values.before == nil ? "people are matched by \(name)" : values.after == nil ? "people are no longer matched by \(name)" : "\(name) is tried in another place when people are matched"
            add(.matchChanged, subject, title, before: values.before, after: values.after, aspect: aspect)
        case "value":
            let rule: ChangeRule
            if now["match"] != nil || before.facts[subject]?["match"] != nil {
                rule = .matchChanged
            } else if isSwitch(subject, values.before, values.after) {
                rule = .enablementChanged
            } else {
                rule = now["apply"] == "on-create" ? .valueOnCreateChanged : .valueChanged
            }
            let title: Prose = rule == .matchChanged ? "people are matched otherwise by \(name)" : "\(name) gets another value"
            add(rule, subject, title, before: values.before, after: values.after, aspect: aspect)
        case "apply":
            if values.after == "always" {
                add(.overwritesValues, subject, "\(name) is written always, no longer on creation only", before: values.before, after: values.after, aspect: aspect)
            } else {
                add(.noLongerUpdated, subject, "\(name) is written on creation only", before: values.before, after: values.after, aspect: aspect)
            }
        case "default": add(.defaultChanged, subject, "the default of \(name) changes", before: values.before, after: values.after, aspect: aspect)
        default: add(.valueChanged, subject, "\(code: aspect) of \(name) changes", before: values.before, after: values.after, aspect: aspect)
        }
    }
}
