import Diagnostics
import Plan

/// MIM is switched off when nothing is left that only MIM does.
extension Checker {
    mutating func checkMIMCanGo(_ phase: CheckedPhase) {
        guard phase.retiresMIM, let legacy = plan.legacy else { return }
        let handed = Set(plan.phases.flatMap(\.handsOver).map { $0.thing.value.lowercased() })
        let place = plan.phases.first { $0.name.value == phase.name }?.stops.first { $0.value == "legacy" }?.span ?? phase.span
        var seen: Set<String> = []
        let flows = legacy.imports.map { ($0.metaverseType, $0.span) } + legacy.exports.map { ($0.metaverseType, $0.span) }
        for (type, span) in flows where seen.insert(type).inserted {
            count(.mimCanGo, looked: 1)
            if EstateBuilder.isPerson(type) || handed.contains(type.lowercased()) { continue }
            count(.mimCanGo, accepted: addUnlessAccepted(.stillInMIM(type, span, at: place), at: type))
        }
    }
}

extension Diagnostic {
    static func stillInMIM(_ type: String, _ flow: Span, at span: Span) -> Diagnostic {
        let road = switch type.lowercased() {
        case "group": "Cloud Sync writes AD's security groups, Exchange Online has the distribution lists"
        case "contact": "cross-tenant synchronization, or contacts of Exchange Online"
        default: "nobody: its system ends with MIM"
        }
        return Diagnostic(
            .stillInMIM, "objects of type `\(type)` are left to MIM when it is switched off", at: Label(span),
            and: [Label(flow, "flows of this type")],
            why: "Entra provisions users to applications, and nothing else; no job of this plan takes them over.",
            help: [
                FixIt("say who does it from then on:\nhands-over: {\(type): \"\(road)\"}"),
                acceptance("still-in-mim", type),
            ])
    }
}
