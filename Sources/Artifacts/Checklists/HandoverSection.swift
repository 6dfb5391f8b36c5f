import Analysis
import Plan

/// What MIM did beside people: who does it from here on, and what has to be done for that.
struct HandoverSection {
    let phase: CheckedPhase

    var section: ChecklistSection? {
        guard !phase.handsOver.isEmpty else { return nil }
        var steps: [ChecklistStep] = []
        for (thing, to) in phase.handsOver {
            let what = Legacy.Capability(rawValue: thing).map { Markdown.text($0.title.prefix(1).uppercased() + $0.title.dropFirst()) } ?? "Objects of type \(Markdown.code(thing))"
            let name = ChecklistEmitter.name(of: thing)
            guard let heir = Heir.named(to) else {
                steps.append(.init(id: "over.\(name)", action: "\(what): \(Markdown.text(to)).", actors: [.owner, .mim], evidence: "the owner's signature"))
                continue
            }
            for (index, step) in heir.steps.enumerated() {
                steps.append(.init(
                    id: "over.\(name).\(heir.word)\(heir.steps.count > 1 ? ".\(index + 1)" : "")", action: "\(what), \(Markdown.code(heir.word)): \(step.action)",
                    actors: [.owner, .mim], evidence: step.evidence))
            }
        }
        return .init(id: "over", title: "What MIM did beside people", introduction: "Each has somebody who does it from here on.", steps: unique(steps))
    }

    /// Two sentences for one thing are two steps.
    private func unique(_ steps: [ChecklistStep]) -> [ChecklistStep] {
        var used: [String: Int] = [:]
        return steps.map { step in
            used[step.id, default: 0] += 1
            guard let number = used[step.id], number > 1 else { return step }
            return ChecklistStep(id: "\(step.id)-\(number)", action: step.action, actors: step.actors, evidence: step.evidence)
        }
    }
}
