/// A checklist as Markdown with boxes to tick: it works as the body of an issue or a pull request.
struct ChecklistMarkdown {
    private(set) var text = ""

    init(_ checklist: Checklist, header: [String]) {
        for line in header { text += Markdown.comment(line) + "\n" }
        text += "\n# \(Markdown.text(checklist.title))\n"
        for paragraph in checklist.introduction { text += "\n\(paragraph)\n" }
        text += "\n## Who does what\n\n"
        text += Markdown.table(
            header: ["", "Role"], rows: checklist.roles.map { ["**\($0.rawValue)**", Markdown.cell($0.title)] })
        if !checklist.preconditions.isEmpty {
            text += "\n## Before it begins\n\n"
            steps(checklist.preconditions, prefix: "before")
        }
        for section in checklist.sections {
            text += "\n## \(Markdown.text(section.title))\n\n"
            if let introduction = section.introduction { text += "\(introduction)\n\n" }
            steps(section.steps, prefix: section.id)
        }
        text += "\n## The way back\n\n"
        steps(checklist.rollback, prefix: "back")
        if !checklist.exit.isEmpty {
            text += "\n## Go, or no go\n\n"
            steps(checklist.exit, prefix: "exit")
        }
    }

    private mutating func steps(_ steps: [ChecklistStep], prefix: String) {
        for step in steps {
            let actors = step.actors.map(\.rawValue).joined(separator: ", ")
            text += "- [ ] **\(prefix)/\(step.id)** \(step.action) _(\(actors))_\n"
            if step.isPointOfNoReturn { text += "  - **Point of no return.** Signed by name and date.\n" }
            if let artifact = step.artifact { text += "  - File: [\(Markdown.text(artifact))](\(artifact))\n" }
            if let wait = step.wait { text += "  - Wait: \(wait)\n" }
            if let evidence = step.evidence { text += "  - Evidence: \(evidence)\n" }
        }
    }
}
