import Diagnostics
import Plan

/// MIM is switched off when nothing is left that only MIM does.
extension Checker {
    mutating func checkMIMCanGo(_ phase: CheckedPhase) {
        guard phase.retiresMIM, let legacy = plan.legacy else { return }
        let handed = Set(plan.phases.flatMap(\.handsOver).map { Heir.name(of: $0.thing.value) })
        let place = plan.phases.first { $0.name.value == phase.name }?.stops.first { $0.value == "legacy" }?.span ?? phase.span
        var seen: Set<String> = []
        let flows = legacy.imports.map { ($0.metaverseType, $0.span) } + legacy.exports.map { ($0.metaverseType, $0.span) }
        for (type, span) in flows where seen.insert(type).inserted {
            count(.mimCanGo, looked: 1)
            if EstateBuilder.isPerson(type) || handed.contains(Heir.name(of: type)) { continue }
            count(.mimCanGo, accepted: addUnlessAccepted(.stillInMIM(type, span, at: place), at: type))
        }
        for used in legacy.uses {
            count(.mimCanGo, looked: 1)
            if handed.contains(used.value.rawValue) { continue }
            count(.mimCanGo, accepted: addUnlessAccepted(.stillInMIM(used, at: place), at: used.value.rawValue))
        }
    }

    /// A word for somebody who can't do it, or whom the plan does not have.
    mutating func checkHeirs() {
        for (thing, to) in plan.phases.flatMap(\.handsOver) {
            guard let heir = Heir.named(to.value) else { continue }
            if !heir.takes(thing.value) { report.add(.wrongHeir(thing, to, heir)) }
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

extension Diagnostic {
    private static func options(_ thing: String) -> String {
        let heirs = Heir.of(thing)
        let words = heirs.map { "`\($0.word)` (\($0.title))" }
        return "who can: " + words.joined(separator: "; ") + "; or say it in words"
    }

    static func stillInMIM(_ type: String, _ flow: Span, at span: Span) -> Diagnostic {
        let first = Heir.of(type).prefix(2).filter { $0.word != "script" }.map(\.word)
        let road = first.isEmpty ? "nobody" : first.count == 1 ? first[0] : "[\(first.joined(separator: ", "))]"
        return Diagnostic(
            .stillInMIM, "objects of type `\(type)` are left to MIM when it is switched off", at: Label(span),
            and: [Label(flow, "flows of this type")],
            why: "Entra provisions users to applications, and nothing else; no job of this plan takes them over.",
            help: [
                FixIt("say who does it from then on:\nhands-over: {\(type): \(road)}"), FixIt(options(type)), acceptance("still-in-mim", type),
            ])
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
