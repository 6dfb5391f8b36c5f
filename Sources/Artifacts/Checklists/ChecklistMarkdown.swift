/// A checklist as Markdown with boxes to tick: it works as the body of an issue or a pull request.
struct ChecklistMarkdown {
    private(set) var text = ""

    /// - Parameters:
    ///   - picture: a Mermaid diagram; none where it is empty.
    ///   - carried: what was ticked before; each step takes its own.
    init(_ checklist: Checklist, header: [String], picture: String, carried: inout CarriedTicks) {
        for line in header { text += Markdown.comment(line) + "\n" }
        text += "\n# \(Markdown.text(checklist.title))\n"
        for paragraph in checklist.introduction { text += "\n\(paragraph)\n" }
        if !picture.isEmpty {
            text += "\n```mermaid\n\(picture)```\n\nA thick line is new in this phase, a dotted one ends in it.\n"
        }
        text += "\n## Who does what\n\n"
        text += Markdown.table(
            header: ["", "Role"], rows: checklist.roles.map { ["**\($0.rawValue)**", Markdown.cell($0.title)] })
        if !checklist.preconditions.isEmpty {
            text += "\n## Before it begins\n\n"
            steps(checklist.preconditions, prefix: "before", &carried)
        }
        for section in checklist.sections {
            text += "\n## \(Markdown.text(section.title))\n\n"
            if let introduction = section.introduction { text += "\(introduction)\n\n" }
            steps(section.steps, prefix: section.id, &carried)
        }
        text += "\n## The way back\n\n"
        steps(checklist.rollback, prefix: "back", &carried)
        if !checklist.exit.isEmpty {
            text += "\n## Go, or no go\n\n"
            steps(checklist.exit, prefix: "exit", &carried)
        }
    }

    private mutating func steps(_ steps: [ChecklistStep], prefix: String, _ carried: inout CarriedTicks) {
        for step in steps {
            let actors = step.actors.map(\.rawValue).joined(separator: ", ")
            let kept = carried.take("\(prefix)/\(step.id)", action: step.action)
            text += "- [\(kept.isTicked ? "x" : " ")] **\(prefix)/\(step.id)** \(step.action) _(\(actors))_\n"
            if step.isPointOfNoReturn { text += "  - **Point of no return.** Signed by name and date.\n" }
            if let artifact = step.artifact { text += "  - File: [\(Markdown.text(artifact))](\(artifact))\n" }
            if let wait = step.wait { text += "  - Wait: \(wait)\n" }
            if let evidence = step.evidence { text += "  - Evidence: \(evidence)\n" }
            for note in kept.notes { text += "\(note)\n" }
        }
    }
}
