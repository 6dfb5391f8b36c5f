import Diagnostics
import Microsoft
import Plan

/// What a plan promises, held against what Microsoft's services and its own sources take: time for leavers, days for joiners, licences.
extension Checker {
    mutating func checkPromises(_ mappings: [CheckedMapping], sources: [CheckedSource]) {
        for source in plan.sources {
            if let reuse = source.keyReuse, reuse.value == .afterLeaving { addUnlessAccepted(.keyReused(source, reuse), at: source.name.value) }
        }
        checkLeaversInTime(mappings, sources)
        checkLookAhead(mappings)
        checkLicence()
    }

    // MARK: Leavers

    /// The longest chain of waits: until the source is read, until Entra ID has worked it off, until the job's next cycle.
    private mutating func checkLeaversInTime(_ mappings: [CheckedMapping], _ sources: [CheckedSource]) {
        for rule in plan.deprovisioning {
            for action in rule.actions {
                guard let promise = action.within else { continue }
                var worst: (source: Source, waits: [(minutes: Int, what: String)])?
                for source in plan.sources {
                    guard let every = source.every, isLeaverSource(source.name.value, of: rule),
                        let waits = waits(from: source.name.value, every: every.value, to: action.system.value, mappings, sources)
                    else { continue }
                    if waits.reduce(0, { $0 + $1.minutes }) > worst?.waits.reduce(0, { $0 + $1.minutes }) ?? 0 { worst = (source, waits) }
                }
                guard let worst, let every = worst.source.every else { continue }
                let sum = worst.waits.reduce(0) { $0 + $1.minutes }
                guard sum > promise.value else { continue }
                addUnlessAccepted(
                    .leaverTooLate(rule, action, promise, worst.source, every, worst.waits, sum), at: "\(rule.name.value).\(action.system.value)")
            }
        }
    }

    private func isLeaverSource(_ source: String, of rule: DeprovisioningRule) -> Bool {
        rule.when.contains { part in
            guard let name = part.source?.value else { return true }
            return name == source || plan.consolidations.contains { $0.name.value == name && $0.from.contains { $0.value == source } }
        }
    }

    private func waits(
        from source: String, every: Int, to system: String, _ mappings: [CheckedMapping], _ sources: [CheckedSource]
    ) -> [(minutes: Int, what: String)]? {
        func begins(_ mapping: CheckedMapping) -> Bool {
            guard case .source(let from) = mapping.from else { return false }
            return from.name == source || from.consolidation?.parts.contains { $0.name == source } == true
        }
        let direct = mappings.first { begins($0) && $0.to.name == system }
        guard let first = direct ?? mappings.first(where: { begins($0) && $0.to.isEntraTenant }) else { return nil }
        var waits = [(every, "until `\(source)` is read")]
        // What puts several sources together in Azure runs once a night, however often they are read.
        if case .source(let from) = first.from, let rules = from.consolidation, rules.engine != .mim, every < 1_440 {
            waits = [(1_440, "until the sender runs, every night")]
        }
        waits.append((ProvisioningLimits.inboundMinutes, "until the job has worked it off"))
        if let direct {
            if direct.connector != nil { waits.append((ProvisioningLimits.directoryAgentMinutes, "until the agent has written AD")) }
            return waits
        }
        guard mappings.contains(where: { $0.from.isEntraTenant && $0.to.name == system }) else { return nil }
        return waits + [(ProvisioningLimits.cycleMinutes, "until the application's next cycle")]
    }

    // MARK: Joiners

    /// A workflow before the first day needs an account that is there by then.
    private mutating func checkLookAhead(_ mappings: [CheckedMapping]) {
        for workflow in plan.workflows {
            guard case .moment(let moment, let days?)? = workflow.trigger, moment.value == .hireDate, days.value < 0 else { continue }
            for source in plan.sources {
                guard let ahead = source.ahead, ahead.value < -days.value * 1_440 else { continue }
                let feeds = mappings.contains { mapping in
                    guard case .source(let from) = mapping.from, mapping.to.isEntraTenant else { return false }
                    let isIts = from.name == source.name.value || from.consolidation?.parts.contains { $0.name == source.name.value } == true
                    return isIts && mapping.attributes.contains { $0.target.name == "employeeHireDate" }
                }
                if feeds { addUnlessAccepted(.feedTooLate(workflow, days, source, ahead), at: workflow.name.value) }
            }
        }
    }

    // MARK: Licences

    private mutating func checkLicence() {
        guard let licence = plan.tenant?.licence else { return }
        let started = Set(plan.phases.flatMap(\.starts).map(\.value))
        for workflow in plan.workflows where started.contains("workflows.\(workflow.name.value)") {
            need(.governance, "lifecycle workflows", licence, at: workflow.name.span, workflow.name.value)
        }
        for package in plan.accessPackages where started.contains("access.\(package.name.value)") {
            if let rule = package.assignedTo {
                need(.governance, "rules that give access", licence, at: rule.span, package.name.value)
            } else {
                need(.p2, "access packages", licence, at: package.name.span, package.name.value)
            }
        }
    }
}

extension Checker {
    private mutating func need(_ least: Licence, _ what: String, _ licence: Spanned<Licence>, at span: Span, _ subject: String) {
        if licence.value < least { addUnlessAccepted(.licenceTooSmall(licence, least, what, at: span, subject), at: subject) }
    }
}

extension Diagnostic {
    fileprivate static func keyReused(_ source: Source, _ reuse: Spanned<Source.KeyReuse>) -> Diagnostic {
        Diagnostic(
            .keyReused, "`\(source.name.value)` gives keys of people who left to others", at: Label(reuse.span),
            why: "Somebody new with an old key is the old person to the job: the stranger's account is enabled again, with its mailbox and its rights.",
            help: [FixIt("key-reuse: never, with a key that HR gives once; or delete the accounts before a key is given again"), acceptance("key-reused", source.name.value)])
    }

    fileprivate static func leaverTooLate(
        _ rule: DeprovisioningRule, _ action: DeprovisioningRule.Action, _ promise: Spanned<Int>, _ source: Source, _ every: Spanned<Int>,
        _ waits: [(minutes: Int, what: String)], _ sum: Int
    ) -> Diagnostic {
        let chain = waits.map { "\(Minutes.text($0.minutes)) \($0.what)" }.joined(separator: ", ")
        // Where a sender waits for the night, reading more often helps nobody.
        let isRead = waits.first?.minutes == every.value
        return Diagnostic(
            .leaverTooLate, "leavers of `\(source.name.value)` may stay in `\(action.system.value)` for \(Minutes.text(sum))", at: Label(promise.span, "promised"),
            and: [Label(every.span, "how often it is read")], why: "In all: \(chain).",
            help: [
                FixIt("\(isRead ? "read the source more often, or promise" : "promise") what can be kept: within: \(Minutes.text(sum))"),
                acceptance("leaver-too-late", "\(rule.name.value).\(action.system.value)"),
            ])
    }

    fileprivate static func feedTooLate(
        _ workflow: LifecycleWorkflow, _ days: Spanned<Int>, _ source: Source, _ ahead: Spanned<Int>
    ) -> Diagnostic {
        Diagnostic(
            .feedTooLate, "`\(workflow.name.value)` runs \(-days.value) days before the first day, and people of `\(source.name.value)` come later",
            at: Label(days.span), and: [Label(ahead.span, "how far it looks ahead")],
            why: "Whoever has no account on that day is passed over; a run catches up for three days only.",
            help: [FixIt("let HR deliver people earlier, or let the workflow run later: days: -\(ahead.value / 1_440)"), acceptance("feed-too-late", workflow.name.value)])
    }

    fileprivate static func licenceTooSmall(_ licence: Spanned<Licence>, _ least: Licence, _ what: String, at span: Span, _ subject: String) -> Diagnostic {
        Diagnostic(
            .licenceTooSmall, "\(what) need \(least.title)", at: Label(span), and: [Label(licence.span, "what people are licensed for")],
            why: "The feature is missing, or refused when it runs.",
            help: [FixIt("write what people have: licence: \(least.rawValue); or leave it out of the phases"), acceptance("licence-too-small", subject)])
    }
}
