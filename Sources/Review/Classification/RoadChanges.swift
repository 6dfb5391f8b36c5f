import Analysis
import Artifacts
import Diagnostics
import Expressions
import Plan

extension Classifier {
    // MARK: Leavers

    func whenText(_ subject: Subject, _ portrait: Portrait) -> String? {
        let facts = (portrait.facts[subject] ?? [:]).filter { $0.key == "when" || $0.key.hasPrefix("when ") }
        return facts.isEmpty ? nil : facts.sorted { $0.key < $1.key }.map { $0.key == "when" ? $0.value : "\($0.key.dropFirst(5)): \($0.value)" }.joined(separator: "; ")
    }

    mutating func changeRule(_ subject: Subject, _ aspect: String, _ values: Differences.Values) {
        let name = Prose(code: subject.name)
        if aspect == "at-most" {
            let isRaised = (values.after.flatMap { Int($0) } ?? .max) > (values.before.flatMap { Int($0) } ?? .max)
            let title: Prose = values.after == nil ? "\(name) no longer has a threshold" : isRaised ? "\(name) lets more deletions through" : "\(name) lets fewer deletions through"
            add(isRaised ? .thresholdRaised : .thresholdLowered, subject, title, before: values.before ?? "none", after: values.after ?? "none", aspect: aspect)
            return
        }
        let source = aspect == "when" ? nil : String(aspect.dropFirst(5))
        let relation = leaverRelation(subject, source)
        let rule: ChangeRule, title: Prose
        switch relation {
        case .same: (rule, title) = (.leaversRewritten, "\(name) is written otherwise")
        case .wider: (rule, title) = (.leaversWidened, "\(name) finds more people")
        case .narrower: (rule, title) = (.leaversNarrowed, "\(name) finds fewer people")
        case .disjoint, .unclear: (rule, title) = (.leaversChanged, "\(name) finds other people")
        }
        add(
            rule, subject, title, before: values.before ?? "nobody", after: values.after ?? "nobody", aspect: aspect,
            population: source.map { "people of \(code: $0)" } ?? "people of every source with these attributes")
    }

    private func leaverRelation(_ subject: Subject, _ source: String?) -> ScopeRelation {
        func groups(_ version: Version, _ name: String, _ source: (String?) -> Bool) -> [ScopeGroup] {
            version.plan.plan.deprovisioning.first { $0.name.value == name }?.when.filter { source($0.source?.value) }.flatMap(\.groups) ?? []
        }
        let oldName = oldSubject(subject).owner
        let before = groups(old, oldName) { $0.map(renames.system) == source }
        let after = groups(new, subject.owner) { $0 == source }
        let formerSource = old.plan.sources.first { renames.system($0.name) == source }?.name
        let named = renamed(before, of: formerSource)
        // A rule without a source's name is for all that have its attributes: only what they agree on is known.
        var types: [String: AttributeType] = [:]
        for name in Set((named + after).flatMap(\.clauses).map(\.attribute.value)) {
            let now = new.plan.sources.filter { source == nil || $0.name == source }.compactMap { $0.attribute(name)?.type }
            let then = old.plan.sources.filter { source == nil || $0.name == formerSource }.compactMap { $0.attribute(name)?.type }
            let all = now + then
            guard let type = all.first, !then.isEmpty, all.allSatisfy({ $0.optional == type.optional }) else { continue }
            types[name] = all.contains { $0.isOptional } ? type.optional : type
        }
        return ScopeComparison.relation(from: named, to: after, types: types, emptyIsEveryone: false)
    }

    mutating func addAction(_ subject: Subject) {
        let facts = after.facts[subject] ?? [:]
        let title: Prose = "\(code: subject.owner) says what becomes of leavers in \(code: subject.part ?? "")"
        let isHard = facts["disable"] != nil || (facts["delete"] ?? "never") != "never"
        add(isHard ? .leaverActionHarder : .leaverActionSofter, subject, .added, title, after: actionText(facts))
    }

    mutating func removeAction(_ subject: Subject) {
        let title: Prose = "\(code: subject.owner) no longer says what becomes of leavers in \(code: subject.part ?? "")"
        add(.leaverActionSofter, subject, .removed, title, before: actionText(before.facts[subject] ?? [:]))
    }

    private func actionText(_ facts: [String: String]) -> String {
        facts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    }

    mutating func changeAction(_ subject: Subject, _ aspect: String, _ values: Differences.Values) {
        let place: Prose = "leavers in \(code: subject.part ?? "")"
        switch aspect {
        case "disable", "delete":
            let isSooner = days(values.after) < days(values.before)
            let verb = aspect == "disable" ? "disabled" : "deleted"
            add(
                isSooner ? .leaverActionHarder : .leaverActionSofter, subject,
                isSooner ? "\(place) are \(verb) sooner, or where they were not" : "\(place) are \(verb) later, or not at all",
                before: values.before ?? "not said", after: values.after ?? "not said", aspect: aspect)
        case "within": add(.promiseChanged, subject, "something else is promised of \(place)", before: values.before, after: values.after, aspect: aspect)
        default:
            add(.leaverActionSofter, subject, "\(place) are treated otherwise: \(code: aspect)", before: values.before, after: values.after, aspect: aspect)
        }
    }

    private func days(_ text: String?) -> Int {
        switch text {
        case nil, "never": .max
        case "at once": 0
        case let text?: text.split(separator: " ").lazy.compactMap { Int($0) }.first ?? .max
        }
    }

    // MARK: Phases

    mutating func changePhase(_ subject: Subject, _ aspect: String, _ values: Differences.Values) {
        let name = Prose(code: subject.name)
        switch aspect {
        case "pilot":
            // With nobody to reach there is nothing to tell.
            if new.plan.phases.first(where: { $0.name == subject.name })?.starts.isEmpty == true { return }
            let isWider = reachesMoreSooner(values)
            add(
                isWider ? .pilotWidened : .pilotChanged, subject,
                isWider ? "phase \(name) reaches more people sooner" : "the pilot of phase \(name) has other steps",
                before: values.before ?? "everyone at once", after: values.after ?? "everyone at once", aspect: aspect)
        case "pilot-time": add(.pilotTime, subject, "steps of the pilot of \(name) last for another time", before: values.before, after: values.after, aspect: aspect)
        case "converts":
            add(
                .conversionChanged, subject, "the source of authority of other people or groups moves in \(name)", before: values.before,
                after: values.after, aspect: aspect)
        case "hands-over": add(.handsOverChanged, subject, "other things are handed over in \(name)", before: values.before, after: values.after, aspect: aspect)
        case "unresolved": add(.decisionChanged, subject, "other things are still to be decided for \(name)", before: values.before, after: values.after, aspect: aspect)
        case "checks": add(.checksChanged, subject, "other things are confirmed at the end of \(name)", before: values.before, after: values.after, aspect: aspect)
        default: add(.checksChanged, subject, "\(code: aspect) of phase \(name) changes", before: values.before, after: values.after, aspect: aspect)
        }
    }

    /// Fewer steps before everyone, or a first step that is no longer single users.
    private func reachesMoreSooner(_ values: Differences.Values) -> Bool {
        func steps(_ text: String?) -> [String] { (text ?? "everyone").components(separatedBy: ", then ") }
        let old = steps(values.before), new = steps(values.after)
        if new.count < old.count { return true }
        func rank(_ step: String?) -> Int { step == "everyone" ? 2 : step?.hasPrefix("group ") == true ? 1 : 0 }
        if rank(new.first) > rank(old.first) { return true }
        func users(_ step: String) -> Set<String> { Set(step.components(separatedBy: " and ")) }
        return rank(new.first) == 0 && users(new[0]).count > users(old[0]).count
    }

    mutating func changeMIMAgent(_ subject: Subject, _ aspect: String, _ values: Differences.Values) {
        let name = Prose(code: subject.name)
        switch aspect {
        case "reads":
            let title: Prose = values.after == nil ? "MIM's agent \(name) is no longer redirected" : values.before == nil ? "MIM's agent \(name) reads \(code: values.after ?? "")" : "MIM's agent \(name) reads another connector's target"
            add(values.before == nil ? .redirectAdded : .redirectChanged, subject, title, before: values.before, after: values.after, aspect: aspect)
        case "redirected in":
            // With the redirect itself it was told already.
            guard values.before != nil, values.after != nil else { return }
            add(.redirectAdded, subject, "MIM's agent \(name) is redirected in another phase", before: values.before, after: values.after, aspect: aspect)
        case "stops in":
            let title: Prose = values.after == nil ? "MIM's agent \(name) no longer stops by itself" : values.before == nil ? "MIM's agent \(name) stops" : "MIM's agent \(name) stops in another phase"
            add(.mimStops, subject, title, before: values.before, after: values.after, aspect: aspect)
        default: add(.legacyChanged, subject, "\(code: aspect) of MIM's agent \(name) is told otherwise", before: values.before, after: values.after)
        }
    }

    // MARK: Access

    mutating func changePackage(_ subject: Subject, _ aspect: String, _ values: Differences.Values) {
        let name = Prose(code: subject.name)
        guard aspect == "resources" else {
            let rule: ChangeRule = aspect == "replaces" ? .wordsChanged : .accessChanged
            add(rule, subject, "\(code: aspect) of access package \(name) changes", before: values.before, after: values.after)
            return
        }
        let old = items(values.before), new = items(values.after)
        let isLoss = !old.isSubset(of: new)
        add(
            isLoss ? .accessRemoved : .accessAdded, subject,
            isLoss ? "access package \(name) gives less" : "access package \(name) gives more", before: values.before, after: values.after)
    }

    // MARK: Workflows

    mutating func addWorkflow(_ subject: Subject) {
        let tasks = after.facts[subject]?["tasks"]
        add(takesAway(tasks) ? .workflowTakesAway : .workflowAdded, subject, .added, "workflow \(code: subject.name) is new", after: tasks)
    }

    mutating func changeWorkflow(_ subject: Subject, _ aspect: String, _ values: Differences.Values) {
        let rule: ChangeRule =
            switch aspect {
            case "title", "because": .wordsChanged
            // Other tasks, or the same for other people or on another day.
            case "tasks": takesAway(values.after) ? .workflowTakesAway : .workflowChanged
            default: takesAway(after.facts[subject]?["tasks"]) ? .workflowTakesAway : .workflowChanged
            }
        add(rule, subject, "\(code: aspect) of workflow \(code: subject.name) changes", before: values.before, after: values.after)
    }

    private func takesAway(_ tasks: String?) -> Bool {
        (tasks ?? "").split(separator: ";").contains { task in
            let word = task.split(separator: " ").first.map(String.init) ?? ""
            return word == "delete" || word == "disable" || word.hasPrefix("remove-")
        }
    }

    private func items(_ text: String?) -> Set<String> {
        Set((text ?? "").drop { $0 == "[" }.split(separator: ", ").map { $0.last == "]" ? String($0.dropLast()) : String($0) })
    }
}

extension String {
    /// Foundation has this, and Foundation stays out of the library.
    fileprivate func components(separatedBy separator: String) -> [String] {
        var parts: [String] = []
        var rest = Substring(self)
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
