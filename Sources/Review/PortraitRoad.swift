import Analysis
import Diagnostics
import Expressions
import Plan

extension Portrait {
    mutating func addMappings(_ plan: CheckedPlan) {
        let written = Dictionary(plan.plan.mappings.map { ($0.name.value, $0) }, uniquingKeysWith: { first, _ in first })
        for mapping in plan.mappings {
            let subject = Subject(.mapping, mapping.name)
            add(subject, at: mapping.span)
            let own = written[mapping.name]
            set(subject, "from", renames.system(mapping.from.name), at: own?.from?.span)
            set(subject, "to", renames.system(mapping.to.name), at: own?.to?.span)
            set(subject, "via", mapping.via.rawValue, at: own?.via?.span)
            set(subject, "gallery", mapping.gallery, at: own?.gallery?.span)
            set(subject, "template", mapping.template?.lowercased(), at: own?.template?.span)
            // It names the application, whether it is said or not.
            set(subject, "title", mapping.title)
            set(subject, "because", mapping.because)
            set(subject, "scope", ScopeText.of(mapping.scope) { renames.attribute($0, of: mapping.from.name) }, at: mapping.scope.first?.span)
            set(subject, "out-of-scope", mapping.keepsOutOfScope ? "keep" : "deprovision", at: own?.outOfScope?.span)
            set(subject, "takes-over", own?.takesOver?.value, at: own?.takesOver?.span)
            addOpen(own?.unresolved ?? [], of: subject)
            if let former = own?.notes.was, renames.isEmpty { formerNames[subject] = former }
            for item in mapping.attributes { add(item, of: mapping) }
            for item in own?.attributes ?? [] {
                guard case .unresolved(let rule) = item.value else { continue }
                let subject = Subject(.value, mapping.name, renames.attribute(item.target.value, of: mapping.to.name))
                add(subject, at: item.span)
                addOpen([rule], of: subject)
            }
        }
    }

    /// What a person still has to decide.
    private mutating func addOpen(_ rules: [Unresolved], of subject: Subject) {
        guard !rules.isEmpty else { return }
        let place = rules.first?.span
        set(subject, "unresolved", rules.map(Self.text).sorted().joined(separator: "\n"), at: place)
        let notes = rules.flatMap { [$0.at, $0.because] }.compactMap { $0 }
        set(subject, "unresolved-notes", notes.isEmpty ? nil : notes.joined(separator: "\n"), at: place)
    }

    private static func text(_ rule: Unresolved) -> String {
        rule.rule.value + (rule.reads.isEmpty ? "" : " of \(rule.reads.joined(separator: ", "))")
    }

    private mutating func add(_ item: CheckedAttributeMapping, of mapping: CheckedMapping) {
        let target = renames.attribute(item.target.name, of: mapping.to.name)
        let subject = Subject(.value, mapping.name, target)
        add(subject, at: item.span)
        set(subject, "value", ValueText.of(item.value) { renames.attribute($0, of: mapping.from.name) }, at: item.span)
        set(subject, "apply", item.onCreate ? "on-create" : "always", at: item.span)
        set(subject, "default", item.defaultValue, at: item.span)
        set(subject, "match", item.matchingPriority > 0 ? String(item.matchingPriority) : nil, at: item.span)
        set(subject, "because", item.because)
    }

    mutating func addRules(_ plan: CheckedPlan) {
        for rule in plan.plan.deprovisioning {
            let subject = Subject(.rule, rule.name.value)
            add(subject, at: rule.span)
            for part in rule.when {
                let source = part.source?.value
                let aspect = source.map { "when \(renames.system($0))" } ?? "when"
                set(subject, aspect, ScopeText.of(part.groups) { name in leaverAttribute(name, source, plan) }, at: part.source?.span ?? part.groups.first?.span)
            }
            set(subject, "at-most", rule.atMost.map { String($0.value) }, at: rule.atMost?.span)
            set(subject, "title", rule.notes.title == rule.name.value ? nil : rule.notes.title)
            set(subject, "because", rule.notes.because)
            if let former = rule.notes.was, renames.isEmpty { formerNames[subject] = former }
            for action in rule.actions {
                let subject = Subject(.action, rule.name.value, renames.system(action.system.value))
                add(subject, at: action.system.span)
                set(subject, "disable", action.disable?.text, at: action.span)
                set(subject, "delete", action.delete?.text, at: action.span)
                let texts = action.set.map { "\(renames.attribute($0.attribute.value, of: action.system.value)): \($0.value.value)" }
                set(subject, "set", texts.isEmpty ? nil : texts.sorted().joined(separator: ", "), at: action.span)
                set(subject, "move", action.move?.value, at: action.move?.span)
                set(subject, "within", action.within.map { Minutes.text($0.value) }, at: action.within?.span)
                set(subject, "keep", action.keep ? "true" : nil, at: action.span)
            }
        }
    }

    /// Without a source's name the rule is for every source that has the attribute.
    func leaverAttribute(_ name: String, _ source: String?, _ plan: CheckedPlan) -> String {
        if renames.isEmpty { return name }
        let sources = source.map { [$0] } ?? plan.sources.filter { $0.attribute(name) != nil }.map(\.name)
        return sources.map { renames.attribute(name, of: $0) }.first { $0 != name } ?? name
    }

    mutating func addPackages(_ plan: CheckedPlan) {
        let packages = Dictionary(plan.plan.accessPackages.map { ($0.name.value, $0) }, uniquingKeysWith: { first, _ in first })
        guard case .keys(let entries)? = plan.plan.written.section("access")["packages"] else { return }
        for entry in entries {
            let subject = Subject(.package, entry.key)
            add(subject, at: packages[entry.key]?.span)
            guard case .keys(let keys) = entry.value else { continue }
            for key in keys where key.key != "was" {
                // Approvers are asked stage by stage; the other lists have no order.
                let value: String? = switch key.key {
                case "resources": packages[entry.key]?.resources.map(\.words).sorted().joined(separator: ", ")
                case "ask": packages[entry.key]?.ask.map(\.value.words).sorted().joined(separator: ", ")
                default: key.value.description
                }
                set(subject, key.key, value)
            }
            if let former = packages[entry.key]?.notes.was, renames.isEmpty { formerNames[subject] = former }
        }
    }

    mutating func addWorkflows(_ plan: CheckedPlan) {
        for workflow in plan.plan.workflows {
            let subject = Subject(.workflow, workflow.name.value)
            add(subject, at: workflow.span)
            set(subject, "title", workflow.notes.title)
            set(subject, "because", workflow.notes.because)
            switch workflow.trigger {
            case .moment(let moment, let days): set(subject, "on", "\(moment.value.rawValue)\(days.map { " \($0.value < 0 ? "" : "+")\($0.value) days" } ?? "")")
            case .changes(let names, _): set(subject, "on", "changes of \(names.map(\.value).sorted().joined(separator: ", "))")
            case nil: break
            }
            switch workflow.people {
            case .rule(let rule): set(subject, "people", rule.value)
            case .group(let group): set(subject, "people", "the group \(group.value)")
            case nil: break
            }
            let tasks = workflow.tasks.map { task in
                task.values.isEmpty ? task.word.value : "\(task.word.value) \(task.values.map(\.value).joined(separator: ", "))"
            }
            set(subject, "tasks", tasks.joined(separator: "; "))
            if let former = workflow.notes.was, renames.isEmpty { formerNames[subject] = former }
        }
    }

    mutating func addPopulations(_ plan: CheckedPlan) {
        for population in plan.plan.populations {
            let subject = Subject(.population, population.name.value)
            let from = population.from?.value ?? ""
            add(subject, at: population.span)
            set(subject, "from", renames.system(from), at: population.from?.span)
            set(subject, "scope", ScopeText.of(population.scope) { renames.attribute($0, of: from) }, at: population.scope.first?.span)
            set(subject, "lives", population.lives?.value.rawValue, at: population.lives?.span)
            let needs = population.needs.map(\.value.rawValue).sorted()
            set(subject, "needs-ad-for", needs.isEmpty ? nil : needs.joined(separator: ", "), at: population.needs.first?.span)
            // Frozen is what is taken where nothing is said.
            if population.directoryAccount?.value == .written { set(subject, "ad-account", "written", at: population.directoryAccount?.span) }
            set(subject, "title", population.notes.title == population.name.value ? nil : population.notes.title)
            set(subject, "because", population.notes.because)
            if let former = population.notes.was, renames.isEmpty { formerNames[subject] = former }
        }
    }

    mutating func addPhases(_ plan: CheckedPlan) {
        let names = plan.plan.phases.map { renames.thing(.phase, $0.name.value) }
        set(Subject(.plan, "plan"), "phases", names.joined(separator: ", "), at: plan.plan.phases.first?.span)
        for phase in plan.plan.phases {
            let subject = Subject(.phase, phase.name.value)
            let name = renames.thing(.phase, phase.name.value)
            add(subject, at: phase.span)
            set(subject, "title", phase.notes.title == phase.name.value ? nil : phase.notes.title)
            set(subject, "because", phase.notes.because)
            let place = phase.pilot.first?.span
            set(subject, "pilot", phase.pilot.isEmpty ? nil : phase.pilot.map(\.people).joined(separator: ", then "), at: place)
            set(subject, "pilot-time", phase.pilot.contains { $0.time != nil } ? phase.pilot.map { $0.time ?? "–" }.joined(separator: ", ") : nil, at: place)
            set(subject, "checks", phase.checks.isEmpty ? nil : phase.checks.map(\.value).sorted().joined(separator: "\n"), at: phase.checks.first?.span)
            let converted = phase.converts.map { conversion in
                switch conversion {
                case .population(let name): renames.thing(.population, name.value)
                case .group(let name): "the group \(name.value)"
                }
            }
            set(subject, "converts", converted.isEmpty ? nil : converted.sorted().joined(separator: ", "), at: phase.converts.first?.span)
            let handed = phase.handsOver.map { "\($0.thing.value): \($0.to.value)" }.sorted()
            set(subject, "hands-over", handed.isEmpty ? nil : handed.joined(separator: "\n"), at: phase.handsOver.first?.thing.span)
            addOpen(phase.unresolved, of: subject)
            if let former = phase.notes.was, renames.isEmpty { formerNames[subject] = former }
            for start in phase.starts {
                let subject =
                    if start.value.hasPrefix("access.") { Subject(.package, String(start.value.dropFirst("access.".count))) }
                    else if start.value.hasPrefix("workflows.") { Subject(.workflow, String(start.value.dropFirst("workflows.".count))) }
                    else { Subject(.mapping, start.value) }
                set(subject, "starts in", name, at: start.span)
            }
            for stop in phase.stops {
                if stop.value == "legacy" {
                    set(Subject(.plan, "plan"), "MIM ends in", name, at: stop.span)
                } else if stop.value.hasPrefix("legacy.") {
                    set(Subject(.mimAgent, String(stop.value.dropFirst(7))), "stops in", name, at: stop.span)
                } else {
                    set(Subject(.mapping, stop.value), "stops in", name, at: stop.span)
                }
            }
            for redirect in phase.redirects where redirect.agent.value.hasPrefix("legacy.") {
                let agent = Subject(.mimAgent, String(redirect.agent.value.dropFirst(7)))
                set(agent, "reads", renames.system(redirect.connector.value), at: redirect.connector.span)
                set(agent, "redirected in", name, at: redirect.agent.span)
            }
        }
    }

    mutating func addAcceptances(_ plan: CheckedPlan) {
        for item in plan.acceptances {
            guard let finding = item.finding, let at = item.at else { continue }
            let subject = Subject(.acceptance, "\(finding.value) at \(renames.accepted(at.value))")
            add(subject, at: item.span)
            set(subject, "until", item.until?.value, at: item.until?.span)
            set(subject, "because", item.because?.value, at: item.because?.span)
            set(subject, "by", item.by?.value, at: item.by?.span)
        }
    }
}

extension DeprovisioningRule.Delay {
    var text: String {
        switch self {
        case .atOnce: "at once"
        case .days(let days): days == 1 ? "after 1 day" : "after \(days) days"
        case .never: "never"
        }
    }

    /// How long a person has; nil for ever.
    var days: Int? {
        switch self {
        case .atOnce: 0
        case .days(let days): days
        case .never: nil
        }
    }
}

extension Phase.PilotStep {
    var people: String {
        switch self {
        case .users(let users, _, _): users.map(\.value).sorted().joined(separator: " and ")
        case .group(let group, _, _): "group \(group.value)"
        case .everyone: "everyone"
        }
    }

    var time: String? {
        switch self {
        case .users(_, let time, _), .group(_, let time, _): time
        case .everyone: nil
        }
    }
}
