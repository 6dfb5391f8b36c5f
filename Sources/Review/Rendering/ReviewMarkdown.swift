import Artifacts
import Diagnostics

/// Changes as a comment of a pull request: a line that says it all, a picture, the details folded.
///
/// GitHub refuses a comment of more than 65,536 characters; what does not fit is counted. Source: GitHub's REST API, "body is too
/// long (maximum is 65536 characters)". Azure DevOps takes more.
public struct ReviewMarkdown {
    /// In bytes, of which a character has at least one.
    public static let limit = 65_000

    public init() {}

    public func render(_ comparison: Comparison, plan: String, artifacts: [ArtifactDifference] = []) -> String {
        // A bot finds its own comment by the first line.
        var text = Markdown.comment("entrain diff \(plan)") + "\n\n"
        text += "### " + Markdown.text(plan) + ": " + comparison.summary + "\n"
        if comparison.isEmpty { return text + "\nNothing changes for people or systems.\n" }
        text += "\n" + counts(comparison) + "\n"
        if let picture = PhasePicture(comparison)?.text { text += "\n" + picture }
        var left = Self.limit - text.utf8.count - 400
        var omitted = 0
        for risk in Risk.allCases.reversed() {
            let changes = comparison.changes.filter { $0.risk == risk }
            guard !changes.isEmpty else { continue }
            var items = ""
            for change in changes {
                let one = item(change)
                if items.utf8.count + one.utf8.count > left { omitted += 1 } else { items += one }
            }
            guard !items.isEmpty else { continue }
            let block = details("\(risk.rawValue.prefix(1).uppercased() + risk.rawValue.dropFirst()) (\(changes.count))", items, isOpen: risk == .destructive)
            text += "\n" + block
            left -= block.utf8.count
        }
        if omitted > 0 { text += "\n… and \(omitted) more; `entrain diff` tells all of them.\n" }
        for (phase, files) in ArtifactDifference.byPhase(artifacts) {
            var blocks = ""
            for file in files {
                let one = "- \(file.kind.rawValue) \(Markdown.code(file.path)), \(file.added) lines added, \(file.removed) removed\n"
                if blocks.utf8.count + one.utf8.count + 200 < left { blocks += one }
            }
            guard !blocks.isEmpty else { continue }
            let block = details("Files of \(phase) (\(files.count))", blocks, isOpen: false)
            text += "\n" + block
            left -= block.utf8.count
        }
        return text
    }

    private func counts(_ comparison: Comparison) -> String {
        let open = comparison.changes(from: .destructive).count
        let accepted = comparison.changes.count { $0.acceptance != nil }
        var parts: [String] = []
        if open > 0 { parts.append("**\(open) destructive change\(open == 1 ? " is" : "s are") not accepted.**") }
        if accepted > 0 { parts.append("\(accepted) \(accepted == 1 ? "is" : "are") accepted in the plan.") }
        if let worst = comparison.changes.first { parts.append("The worst: \(Markdown.text(worst.title)).") }
        return parts.joined(separator: " ")
    }

    /// HTML around Markdown: GitHub wants blank lines between the two.
    private func details(_ summary: String, _ content: String, isOpen: Bool) -> String {
        "<details\(isOpen ? " open" : "")><summary>\(Markdown.text(summary))</summary>\n\n\(content)\n</details>\n"
    }

    private func item(_ change: Change) -> String {
        var text = "- **" + Markdown.text(change.title) + "** " + Markdown.code(change.rule.code) + "\n"
        func line(_ label: String, _ content: String?) {
            if let content { text += "  - \(label): \(content)\n" }
        }
        line("was", change.before.map(shown))
        line("now", change.after.map(shown))
        line("where", change.place.map { Markdown.code("\($0.file):\($0.line)") + ($0.isOld ? ", in the old version" : "") })
        line("whom", change.population.map(Markdown.text))
        line("when", change.phases.isEmpty ? nil : "phase" + (change.phases.count == 1 ? " " : "s ") + change.phases.map(Markdown.code).joined(separator: ", "))
        line("only in", change.environments.isEmpty ? nil : change.environments.map(Markdown.code).joined(separator: ", "))
        line("why", Markdown.text(change.rule.reason))
        line("people", change.impact.map { Markdown.text($0.text) })
        if let acceptance = change.acceptance {
            line("accepted", "by \(Markdown.text(acceptance.by)) until \(Markdown.text(acceptance.until)): \(Markdown.text(acceptance.because))")
        } else if change.risk == .destructive {
            line("to accept it", Markdown.code("{finding: \(change.rule.code), at: \(change.subject.name), until: YYYY-MM-DD, by: …, because: …}"))
        }
        return text
    }

    private func shown(_ text: String) -> String {
        Markdown.code(text.unicodeScalars.count > 400 ? String(text.prefix(400)) + "…" : text)
    }
}
