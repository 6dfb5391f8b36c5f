import Analysis
import Artifacts
import Diagnostics
import Plan

/// Differences → changes: gives each its rule, its words and its place. What is told of a thing as a whole is not told of its parts.
struct Classifier {
    let old: Version
    let new: Version
    let before: Portrait
    let after: Portrait
    let renames: Renames
    /// New name → old name, by thing.
    let formerNames: [Subject: String]
    var found: [Change] = []

    init(old: Version, new: Version, before: Portrait, after: Portrait, renames: Renames) {
        self.old = old
        self.new = new
        self.before = before
        self.after = after
        self.renames = renames
        formerNames = Dictionary(renames.names.map { (renames.subject($0.key), $0.key.part ?? $0.key.owner) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func changes(_ differences: Differences) -> [Change] {
        for subject in formerNames.keys.sorted() { addRename(of: subject) }
        var bySubject: [Subject: [String: Differences.Values]] = [:]
        for (fact, values) in differences.facts { bySubject[fact.subject, default: [:]][fact.aspect] = values }
        for subject in bySubject.keys.sorted() {
            guard let aspects = bySubject[subject] else { continue }
            if let presence = aspects[""] {
                let isAdded = presence.before == nil
                if let parent = subject.parent, bySubject[parent]?[""] != nil { continue }
                if isAdded { addAdded(subject) } else { addRemoved(subject) }
            } else {
                addChanged(subject, aspects)
            }
        }
        return found.sorted { left, right in
            if left.risk != right.risk { return left.risk > right.risk }
            if left.subject != right.subject { return left.subject < right.subject }
            return left.rule.code < right.rule.code
        }
    }

    // MARK: Words

    mutating func add(
        _ rule: ChangeRule, _ subject: Subject, _ title: Prose, before: String? = nil, after: String? = nil, aspect: String? = nil,
        population: Prose? = nil
    ) {
        add(rule, subject, .changed, title, before: before, after: after, aspect: aspect, population: population)
    }

    mutating func add(
        _ rule: ChangeRule, _ subject: Subject, _ kind: Change.Kind, _ title: Prose, before: String? = nil, after: String? = nil,
        aspect: String? = nil, population: Prose? = nil
    ) {
        let version = kind == .removed ? old : new
        let portrait = kind == .removed ? self.before : self.after
        var span = aspect.flatMap { portrait.aspectPlaces[subject]?[$0] } ?? portrait.places[subject]
        var isOld = kind == .removed
        // A key that is gone has a place in the old version only.
        if kind == .changed, let aspect, portrait.aspectPlaces[subject]?[aspect] == nil, after == nil,
            let gone = self.before.aspectPlaces[subject]?[aspect]
        {
            span = gone
            isOld = true
        }
        if span == nil, let parent = subject.parent { span = portrait.places[parent] }
        let place = span.map { (isOld ? old : new).place($0, isOld: isOld) }
        var named = subject
        if kind == .removed { named = oldSubject(subject) }
        found.append(Change(
            rule: rule, subject: subject, kind: kind, title: title, before: before, after: after, phases: version.phases(of: named),
            population: population ?? people(of: named, in: version), place: place))
    }

    /// What the old version calls it.
    func oldSubject(_ subject: Subject) -> Subject {
        guard !renames.isEmpty else { return subject }
        let owner = formerNames[Subject(subject.kind.owner, subject.owner)] ?? subject.owner
        return Subject(subject.kind, owner, formerNames[subject] ?? subject.part)
    }

    /// Whom a thing is about.
    private func people(of subject: Subject, in version: Version) -> Prose? {
        switch subject.kind {
        case .mapping, .value: version.mappings[subject.owner].map(people)
        case .connector, .column: version.plan.mappings.first { $0.to.name == subject.owner }.map(people)
        case .source, .sourceAttribute, .consolidation: "people of \(code: subject.owner)"
        case .rule, .action: "leavers"
        default: nil
        }
    }

    func people(of mapping: CheckedMapping) -> Prose {
        let who: Prose = mapping.from.name == "entra" ? "users of Entra ID" : "people of \(code: mapping.from.name)"
        guard let scope = ScopeText.of(mapping.scope) else { return "all \(who)" }
        return "\(who) where \(code: scope)"
    }

    private mutating func addRename(of subject: Subject) {
        guard let former = formerNames[subject] else { return }
        let rule = subject.kind == .column ? ChangeRule.columnRenamed : .renamed
        add(rule, subject, .renamed, "\(subject.kind.rawValue) \(code: former) is now \(code: subject.part ?? subject.owner)", before: former, after: subject.part ?? subject.owner)
    }

    // MARK: Whole things

    private mutating func addAdded(_ subject: Subject) {
        let name = Prose(code: subject.name)
        switch subject.kind {
        case .plan, .tenant: break
        case .source: add(.sourceAdded, subject, .added, "source \(name) is new")
        case .sourceAttribute: add(.sourceAttributeAdded, subject, .added, "\(name) is new", after: after.facts[subject]?["type"])
        case .consolidation: add(.sourceAdded, subject, .added, "consolidation \(name) is new")
        case .population: add(.populationAdded, subject, .added, "population \(name) is new", after: after.facts[subject]?["lives"])
        case .extensionAttribute: add(.extensionAdded, subject, .added, "extension \(name) is new", after: after.facts[subject]?["type"])
        case .agent: add(.agentAdded, subject, .added, "agent \(name) is new", after: after.facts[subject]?["server"])
        case .connector: add(.connectorAdded, subject, .added, "connector \(name) is new", after: after.facts[subject]?["kind"])
        case .column: addColumn(subject)
        case .mapping: addMapping(subject)
        case .value: addValue(subject)
        case .rule: add(.ruleAdded, subject, .added, "the deprovisioning rule \(name) is new", after: whenText(subject, after))
        case .action: addAction(subject)
        case .package: add(.accessAdded, subject, .added, "access package \(name) is new")
        case .workflow: addWorkflow(subject)
        case .phase: add(.phaseAdded, subject, .added, "phase \(name) is new")
        case .acceptance: add(.acceptanceChanged, subject, .added, "accepted: \(code: subject.owner)", after: acceptanceText(subject))
        case .mimAgent: add(.legacyChanged, subject, .added, "MIM's agent \(name) is new in the plan")
        case .mimFlow: add(.legacyChanged, subject, .added, "MIM's flow \(name) is new in the plan")
        }
    }

    private mutating func addRemoved(_ subject: Subject) {
        let name = Prose(code: subject.name)
        switch subject.kind {
        case .plan, .tenant: break
        case .source: add(.sourceRemoved, subject, .removed, "source \(name) is gone")
        case .sourceAttribute: add(.sourceAttributeRemoved, subject, .removed, "\(name) is gone", before: before.facts[subject]?["type"])
        case .consolidation: add(.sourceRemoved, subject, .removed, "consolidation \(name) is gone")
        case .population: add(.populationRemoved, subject, .removed, "population \(name) is gone", before: before.facts[subject]?["lives"])
        case .extensionAttribute: add(.extensionRemoved, subject, .removed, "extension \(name) is gone", before: before.facts[subject]?["type"])
        case .agent: add(.agentRemoved, subject, .removed, "agent \(name) is gone", before: before.facts[subject]?["server"])
        case .connector: add(.connectorRemoved, subject, .removed, "connector \(name) is gone", before: before.facts[subject]?["kind"])
        case .column: add(.columnDropped, subject, .removed, "\(name) is gone", before: before.facts[subject]?["type"])
        case .mapping: add(.mappingRemoved, subject, .removed, "mapping \(name) is gone")
        case .value: removeValue(subject)
        case .rule: add(.ruleRemoved, subject, .removed, "the deprovisioning rule \(name) is gone", before: whenText(subject, before))
        case .action: removeAction(subject)
        case .package: add(.accessRemoved, subject, .removed, "access package \(name) is gone")
        case .workflow: add(.workflowRemoved, subject, .removed, "workflow \(name) is gone", before: before.facts[subject]?["tasks"])
        case .phase: add(.phaseRemoved, subject, .removed, "phase \(name) is gone")
        case .acceptance: add(.acceptanceRemoved, subject, .removed, "no longer accepted: \(code: subject.owner)")
        case .mimAgent: add(.legacyChanged, subject, .removed, "MIM's agent \(name) is gone from the plan")
        case .mimFlow: add(.legacyChanged, subject, .removed, "MIM's flow \(name) is gone from the plan")
        }
    }

    private func acceptanceText(_ subject: Subject) -> String? {
        guard let facts = after.facts[subject] else { return nil }
        return [facts["because"], facts["by"].map { "by \($0)" }, facts["until"].map { "until \($0)" }].compactMap { $0 }.joined(separator: ", ")
    }

    // MARK: Aspects

    private mutating func addChanged(_ subject: Subject, _ aspects: [String: Differences.Values]) {
        for (aspect, values) in aspects.sorted(by: { $0.key < $1.key }) {
            if addWords(subject, aspect, values) { continue }
            switch subject.kind {
            case .plan: changePlan(subject, aspect, values)
            case .tenant: changeTenant(subject, aspect, values)
            case .source: changeSource(subject, aspect, values)
            case .sourceAttribute: changeSourceType(subject, aspect, values)
            case .consolidation: changeConsolidation(subject, aspect, values)
            case .population:
                add(.populationChanged, subject, "\(code: aspect) of population \(code: subject.name) changes", before: values.before, after: values.after, aspect: aspect)
            case .extensionAttribute: changeExtension(subject, aspect, values)
            case .agent: changeAgent(subject, aspect, values)
            case .connector: changeConnector(subject, aspect, values)
            case .column: changeColumn(subject, aspect, values)
            case .mapping: changeMapping(subject, aspect, values)
            case .value: changeValue(subject, aspect, values, all: aspects)
            case .rule: changeRule(subject, aspect, values)
            case .action: changeAction(subject, aspect, values)
            case .package: changePackage(subject, aspect, values)
            case .workflow: changeWorkflow(subject, aspect, values)
            case .phase: changePhase(subject, aspect, values)
            case .acceptance: add(.acceptanceChanged, subject, "the acceptance of \(code: subject.owner) changes", before: values.before, after: values.after, aspect: aspect)
            case .mimAgent: changeMIMAgent(subject, aspect, values)
            case .mimFlow: add(.legacyChanged, subject, "MIM's flow \(code: subject.name) is told otherwise", before: values.before, after: values.after)
            }
        }
    }

    /// Titles and reasons are for people, but where they name an application.
    private mutating func addWords(_ subject: Subject, _ aspect: String, _ values: Differences.Values) -> Bool {
        if aspect == "unresolved-notes" {
            // Where the rule came or went, its notes did.
            if values.before != nil, values.after != nil {
                add(.wordsChanged, subject, "what is said of undecided rules of \(code: subject.name) changes", before: values.before, after: values.after, aspect: aspect)
            }
            return true
        }
        guard aspect == "title" || aspect == "because", subject.kind != .acceptance else { return false }
        let what = aspect == "title" ? "title" : "reason"
        if aspect == "title", subject.kind == .mapping {
            add(.applicationRenamed, subject, "the application of \(code: subject.name) gets another name", before: values.before, after: values.after, aspect: aspect)
        } else {
            add(.wordsChanged, subject, "the \(what) of \(code: subject.name) changes", before: values.before, after: values.after, aspect: aspect)
        }
        return true
    }
}

extension Prose {
    init(code: String) {
        self = "\(code: code)"
    }
}
