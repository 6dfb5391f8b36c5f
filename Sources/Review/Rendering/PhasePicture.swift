import Analysis
import Diagnostics

/// The road with the phases that change marked by their worst change, as Mermaid.
struct PhasePicture {
    let text: String

    /// nil where no phase changes.
    init?(_ comparison: Comparison) {
        guard let review = comparison.reviews.last else { return nil }
        var worst: [String: Risk] = [:]
        for change in comparison.changes {
            for phase in change.phases { worst[phase] = max(worst[phase] ?? .cosmetic, change.risk) }
        }
        let phases = review.new.plan.phases
        guard phases.contains(where: { worst[$0.name] != nil }) else { return nil }
        var text = "```mermaid\nflowchart LR\n"
        for (index, phase) in phases.enumerated() {
            let changes = comparison.changes.count { $0.phases.contains(phase.name) }
            let label = changes == 0 ? phase.name : "\(phase.name)<br>\(changes) change\(changes == 1 ? "" : "s")"
            text += "    p\(phase.number)[\"\(phase.number) \(label)\"]\(worst[phase.name].map { ":::\($0.rawValue)" } ?? "")\n"
            if index > 0 { text += "    p\(phases[index - 1].number) --> p\(phase.number)\n" }
        }
        text += "    classDef destructive fill:#ffd6d6,stroke:#a40000,color:#3a0000,stroke-width:3px\n"
        text += "    classDef disruptive fill:#ffe9c7,stroke:#8a5300,color:#3a2300\n"
        text += "    classDef additive fill:#d9f2d9,stroke:#1c6b1c,color:#0b2e0b\n"
        text += "    classDef cosmetic fill:#e4ecf7,stroke:#345a8a,color:#12233a\n```\n"
        self.text = text
    }
}
