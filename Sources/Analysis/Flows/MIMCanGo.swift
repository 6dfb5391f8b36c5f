import Diagnostics
import Plan

/// MIM is switched off when nothing is left that only MIM does.
extension Checker {
    /// - Parameter running: the mappings that go on when the phase is complete.
    mutating func checkMIMCanGo(_ phase: CheckedPhase, _ running: [CheckedMapping]) {
        guard phase.retiresMIM, plan.isComplete, let legacy = plan.legacy else { return }
        let handed = Set(plan.phases.flatMap(\.handsOver).map { Heir.name(of: $0.thing.value) })
        let place = plan.phases.first { $0.name.value == phase.name }?.stops.first { $0.value == "legacy" }?.span ?? phase.span
        var seen: Set<String> = []
        let flows = legacy.imports.map { ($0.metaverseType, $0.span) } + legacy.exports.map { ($0.metaverseType, $0.span) }
        for (type, span) in flows where seen.insert(type).inserted {
            count(.mimCanGo, looked: 1)
            if EstateBuilder.isPerson(type) || handed.contains(Heir.name(of: type)) { continue }
            count(.mimCanGo, accepted: addUnlessAccepted(.stillInMIM(type, span, at: place), at: type))
        }
        // Objects without a flow are MIM's all the same: it joins, makes and deletes them.
        var told = Set((seen + legacy.exports.map(\.objectType)).map(Heir.name(of:)))
        for agent in legacy.agents {
            for type in agent.objectTypes where !isKnownElsewhere(type) && told.insert(Heir.name(of: type)).inserted {
                count(.mimCanGo, looked: 1)
                if handed.contains(Heir.name(of: type)) { continue }
                count(.mimCanGo, accepted: addUnlessAccepted(.stillInMIM(type, agent.span, at: place, hasFlows: false), at: type))
            }
        }
        // Tables that only MIM reads: the job would go on, and its table is dropped with MIM.
        for redirect in plan.phases.flatMap(\.redirects) {
            guard let mapping = running.first(where: { $0.to.name == redirect.connector.value }) else { continue }
            count(.mimCanGo, looked: 1)
            count(.mimCanGo, accepted: addUnlessAccepted(.interimRemains(mapping, redirect.connector, at: place), at: mapping.name))
        }
        for used in legacy.uses {
            count(.mimCanGo, looked: 1)
            if handed.contains(used.value.rawValue) { continue }
            count(.mimCanGo, accepted: addUnlessAccepted(.stillInMIM(used, at: place), at: used.value.rawValue))
        }
    }

    /// People, whose mappings are the plan; what only holds other objects; and MIM's own books.
    private func isKnownElsewhere(_ type: String) -> Bool {
        let name = type.lowercased()
        return EstateBuilder.isPerson(type) || Checker.typesWithoutHeir.contains(name)
    }

    /// The tree of Active Directory, and what the MIM Service keeps of its own rules: an agent has them selected, and nobody takes them over.
    ///
    /// Source: ma-export files of MIM (mim-export.md), in which the first four are selected wherever a forest is.
    private static let typesWithoutHeir: Set<String> = [
        "container", "domaindns", "organizationalunit", "builtindomain", "synchronizationrule", "detectedruleentry", "expectedruleentry",
    ]

    /// A word for somebody who can't do it, or whom the plan does not have.
    mutating func checkHeirs() {
        let handed = plan.phases.flatMap(\.handsOver)
        var reported: Set<Span> = []
        for (thing, to) in handed {
            if !checkThing(thing, &reported) { continue }
            guard let heir = Heir.named(to.value) else {
                // A sentence has several words; one alone is meant to be known.
                if !to.value.contains(" ") { report.add(.unknownHeir(thing, to)) }
                continue
            }
            if !heir.takes(thing.value) { report.add(.wrongHeir(thing, to, heir)) }
            if heir.word == "nobody", let other = handed.first(where: { $0.thing.span == thing.span && $0.to.span != to.span }) {
                report.add(.nobodyAndSomebody(thing, to, other.to))
            }
        }
        var first: [String: Spanned<String>] = [:]
        for (thing, _) in handed {
            let name = Heir.name(of: thing.value)
            guard let earlier = first[name] else {
                first[name] = thing
                continue
            }
            if earlier.span != thing.span, reported.insert(thing.span).inserted { report.add(.handedOverTwice(thing, earlier)) }
        }
        for (index, phase) in plan.phases.enumerated() {
            let started = plan.phases[...index].flatMap(\.starts).map(\.value)
            for (thing, to) in phase.handsOver {
                let prefix: String? = switch to.value {
                case "access-packages": "access."
                case "lifecycle-workflows": "workflows."
                default: nil
                }
                guard let prefix, Heir.named(to.value)?.takes(thing.value) == true, plan.isComplete else { continue }
                if !started.contains(where: { $0.hasPrefix(prefix) }) { addUnlessAccepted(.heirIsMissing(thing, to, prefix), at: thing.value) }
            }
        }
    }
}

extension Checker {
    /// What is handed over is something of MIM: a type of its flows or agents, or what it is used for.
    ///
    /// - Returns: whether it is known; who takes what is not, is no second finding.
    private mutating func checkThing(_ thing: Spanned<String>, _ reported: inout Set<Span>) -> Bool {
        guard let legacy = plan.legacy, Legacy.Capability(rawValue: thing.value) == nil else { return true }
        var types = legacy.imports.map(\.metaverseType) + legacy.exports.flatMap { [$0.metaverseType, $0.objectType] } + legacy.agents.flatMap(\.objectTypes)
        if types.contains(where: { Heir.name(of: $0) == Heir.name(of: thing.value) }) { return true }
        guard reported.insert(thing.span).inserted else { return false }
        types += Legacy.Capability.allCases.map(\.rawValue)
        unknownName(thing, "type of objects in MIM, or use of it,", known: types)
        return false
    }
}

extension Diagnostic {
    fileprivate static func unknownHeir(_ thing: Spanned<String>, _ to: Spanned<String>) -> Diagnostic {
        let near = nearest(to: to.value, among: Heir.all.map(\.word))
        return Diagnostic(
            .wrongHeir, "`\(to.value)` is no word for who takes `\(thing.value)` over", at: Label(to.span),
            why: "A word has steps in the checklist; whatever else is said is a sentence, for people.",
            help: [near.map { FixIt("did you mean `\($0)`?", replace: to.span, with: $0) } ?? FixIt(options(thing.value))])
    }

    fileprivate static func nobodyAndSomebody(_ thing: Spanned<String>, _ nobody: Spanned<String>, _ other: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .wrongHeir, "`\(thing.value)` ends with MIM, and goes to `\(other.value)`", at: Label(nobody.span), and: [Label(other.span, "and this")],
            why: "The checklist would have it removed, and set up elsewhere.", help: [FixIt("write one of the two")])
    }

    fileprivate static func handedOverTwice(_ thing: Spanned<String>, _ first: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .wrongHeir, "`\(thing.value)` is handed over a second time", at: Label(thing.span), and: [Label(first.span, "handed over here")],
            why: "What has a new owner is no longer MIM's to give.", help: [FixIt("say it once, with all who take it: \(thing.value): [one, another]")])
    }

    private static func options(_ thing: String) -> String {
        let heirs = Heir.of(thing)
        let words = heirs.map { "`\($0.word)` (\($0.title))" }
        return "who can: " + words.joined(separator: "; ") + "; or say it in words"
    }

    static func stillInMIM(_ type: String, _ flow: Span, at span: Span, hasFlows: Bool = true) -> Diagnostic {
        let first = Heir.of(type).prefix(2).filter { $0.word != "script" }.map(\.word)
        let road = first.isEmpty ? "nobody" : first.count == 1 ? first[0] : "[\(first.joined(separator: ", "))]"
        return Diagnostic(
            .stillInMIM, "objects of type `\(type)` are left to MIM when it is switched off", at: Label(span),
            and: [Label(flow, hasFlows ? "flows of this type" : "this agent holds them")],
            why: "Entra provisions users to applications, and nothing else; no job of this plan takes them over.",
            help: [
                FixIt("say who does it from then on:\nhands-over: {\(type): \(road)}"), FixIt(options(type)), acceptance("still-in-mim", type),
            ])
    }

    static func interimRemains(_ mapping: CheckedMapping, _ connector: Spanned<String>, at span: Span) -> Diagnostic {
        Diagnostic(
            .interimRemains, "`\(mapping.name)` goes on writing what only MIM reads", at: Label(span, "MIM is switched off here"),
            and: [Label(connector.span, "MIM's agent reads it")],
            why: "The job provisions into a table that nobody reads any more; it fails, and sends mails, on the day on which the table is dropped.",
            help: [FixIt("stop it in the same phase: stops: [legacy, \(mapping.name)]"), acceptance("interim-remains", mapping.name)])
    }

    static func stillInMIM(_ used: Spanned<Legacy.Capability>, at span: Span) -> Diagnostic {
        let name = used.value.rawValue
        let road = Heir.of(name).first?.word ?? "nobody"
        return Diagnostic(
            .stillInMIM, "\(used.value.title): left to MIM when it is switched off", at: Label(span), and: [Label(used.span, "MIM is used for it")],
            why: "Whoever uses it finds it gone, and no job of this plan takes it over.",
            help: [
                FixIt("say who does it from then on:\nhands-over: {\(name): \(road)}"), FixIt(options(name)), acceptance("still-in-mim", name),
            ])
    }

    fileprivate static func wrongHeir(_ thing: Spanned<String>, _ to: Spanned<String>, _ heir: Heir) -> Diagnostic {
        Diagnostic(
            .wrongHeir, "`\(thing.value)` can't be handed over to `\(to.value)`", at: Label(to.span),
            and: [Label(thing.span, "what MIM did")],
            why: "That is \(heir.title).", help: [FixIt(options(thing.value))])
    }

    fileprivate static func heirIsMissing(_ thing: Spanned<String>, _ to: Spanned<String>, _ prefix: String) -> Diagnostic {
        Diagnostic(
            .wrongHeir, "`\(thing.value)` is handed over to `\(to.value)`, and the plan has started none", at: Label(to.span),
            and: [Label(thing.span, "what MIM did")],
            why: "From this phase on people find neither the old nor the new.",
            help: [FixIt("start one in this phase or before it: starts: [\(prefix)NAME]"), acceptance("wrong-heir", thing.value)])
    }
}
