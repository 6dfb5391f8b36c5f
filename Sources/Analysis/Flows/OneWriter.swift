import Diagnostics
import Expressions
import Microsoft
import Plan

/// No attribute of a person has two authorities, unless nobody can be meant by both.
extension Checker {
    mutating func checkOneWriter(_ phase: CheckedPhase, _ before: Estate, _ after: Estate, sources: [CheckedSource]) {
        // By pair of engines: one finding names all their common attributes.
        var pairs: [[Flow.Engine]: [AttributeRef]] = [:]
        var order: [[Flow.Engine]] = []
        let fresh = Set(phase.starts.map { Flow.Engine.mapping($0.name) })
        var seen: Set<AttributeRef> = []
        for flow in after.flows where fresh.contains(flow.engine) && seen.insert(flow.writes).inserted {
            count(.oneWriter, looked: 1)
            var engines: [Flow.Engine] = []
            for other in after.flows(into: flow.writes) where !engines.contains(other.engine) { engines.append(other.engine) }
            for (index, one) in engines.enumerated() {
                for other in engines[(index + 1)...] where fresh.contains(one) || fresh.contains(other) {
                    if pairs[[one, other]] == nil { order.append([one, other]) }
                    pairs[[one, other], default: []].append(flow.writes)
                }
            }
        }
        for pair in order {
            guard let attributes = pairs[pair] else { continue }
            report(pair, attributes, phase, after, sources)
        }
    }

    private mutating func report(
        _ pair: [Flow.Engine], _ attributes: [AttributeRef], _ phase: CheckedPhase, _ estate: Estate, _ sources: [CheckedSource]
    ) {
        let mappings = pair.compactMap { engine in
            if case .mapping(let name) = engine { plan.mappings.first { $0.name.value == name } } else { nil }
        }
        let agents = pair.compactMap { engine in
            if case .managementAgent(let name) = engine { plan.legacy?.agents.first { $0.name.value == name } } else { nil }
        }
        if mappings.count == 2 {
            let fresh = phase.starts.contains { $0.name == mappings[1].name.value } ? mappings[1] : mappings[0]
            let other = fresh.name.value == mappings[0].name.value ? mappings[1] : mappings[0]
            switch overlap(fresh, other, sources) {
            case .nobody: return
            case .somebody(let witness):
                count(.oneWriter, accepted: addUnlessAccepted(
                    .twoWriters(fresh, other, attributes, witness: witness, at: placeOfStart(fresh.name.value, in: phase)),
                    at: fresh.name.value))
            }
        } else if let mapping = mappings.first, let agent = agents.first {
            let flow = attributes.lazy.flatMap { estate.flows(into: $0) }.first { $0.engine == .managementAgent(agent.name.value) }
            count(.oneWriter, accepted: addUnlessAccepted(
                .twoWriters(mapping, agent, flow, attributes, at: placeOfStart(mapping.name.value, in: phase)), at: mapping.name.value))
        }
    }

    private enum Overlap {
        case nobody
        /// With somebody who is meant by both, where one was found.
        case somebody([String: String]?)
    }

    private func overlap(_ one: Mapping, _ other: Mapping, _ sources: [CheckedSource]) -> Overlap {
        guard let from = one.from?.value, let otherFrom = other.from?.value else { return .somebody(nil) }
        guard from == otherFrom else {
            let apart = plan.sources.contains { source in
                (source.name.value == from && source.apartFrom.contains { $0.value == otherFrom })
                    || (source.name.value == otherFrom && source.apartFrom.contains { $0.value == from })
            }
            return apart ? .nobody : .somebody(nil)
        }
        let attributes = sources.first { $0.name == from }?.attributes ?? []
        var types = Dictionary(attributes.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
        if from == "entra" {
            for clause in (one.scope + other.scope).flatMap(\.clauses) {
                types[clause.attribute.value] = EntraSourceAttribute.named(clause.attribute.value)?.type
            }
        }
        switch ScopeSatisfiability.canBothHold(one.scope, other.scope, types: types) {
        case .never: return .nobody
        case .possible(let witness): return .somebody(witness)
        }
    }
}

extension Diagnostic {
    private static func list(_ attributes: [AttributeRef]) -> String {
        let names = attributes.map { "`\($0.attribute)`" }
        return names.count <= 5 ? names.joined(separator: ", ") : names.prefix(4).joined(separator: ", ") + " and \(names.count - 4) more"
    }

    static func twoWriters(
        _ mapping: Mapping, _ other: Mapping, _ attributes: [AttributeRef], witness: [String: String]?, at span: Span
    ) -> Diagnostic {
        let system = mapping.to?.value ?? ""
        var why = "Whoever wrote last wins, and a value goes to and fro with every cycle."
        if let witness, !witness.isEmpty {
            let person = witness.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
            why += " Somebody with \(person) is meant by both."
        }
        let isOneSource = mapping.from?.value == other.from?.value
        return Diagnostic(
            .twoWriters, "`\(mapping.name.value)` and `\(other.name.value)` both write \(list(attributes)) of `\(system)`",
            at: Label(span, "starts here"), and: [Label(other.name.span, "the other writer")], why: why,
            help: [
                isOneSource
                    ? FixIt("let their scopes exclude each other, or stop `\(other.name.value)` in this phase")
                    : FixIt("where nobody is in both, say so: `\(mapping.from?.value ?? ""): {apart-from: [\(other.from?.value ?? "")], …}`; else consolidate the two sources"),
                acceptance("two-writers", mapping.name.value),
            ])
    }

    static func twoWriters(
        _ mapping: Mapping, _ agent: Legacy.Agent, _ flow: Flow?, _ attributes: [AttributeRef], at span: Span
    ) -> Diagnostic {
        Diagnostic(
            .twoWriters, "MIM still writes \(list(attributes)) of `\(mapping.to?.value ?? "")`, and `\(mapping.name.value)` writes it too",
            at: Label(span, "starts here"), and: [Label(flow?.span ?? agent.span, "MIM's own flow")],
            why: "Whoever wrote last wins, and a value goes to and fro with every cycle.",
            help: [
                FixIt("say that the mapping takes over what MIM wrote: `takes-over: legacy.\(agent.name.value)`; or stop the agent in this phase: `stops: [legacy.\(agent.name.value)]`"),
                acceptance("two-writers", mapping.name.value),
            ])
    }
}
