import Analysis
import Plan

/// `README.md` of the output: the road on one page, and where everything is.
struct IndexEmitter {
    func emit(_ artifacts: [Artifact], in context: EmissionContext) -> Artifact {
        let plan = context.plan
        var text = ""
        for line in context.header("What was generated", from: plan.nameSpan) { text += Markdown.comment(line) + "\n" }
        text += "\n# \(Markdown.text(plan.title))\n"
        if let because = plan.because { text += "\n\(Markdown.text(because))\n" }
        text += "\nTenant \(Markdown.code(plan.tenantID)), domain \(Markdown.code(plan.domain))"
            + (plan.environment.map { ", environment \(Markdown.code($0))" } ?? "") + ".\n"
        text += "\n```mermaid\n\(road(plan))```\n"
        text += "\nThe whole design is in [report.html](report.html): one page, to be read in a browser and printed."
        if !plan.estates.isEmpty {
            text += " Pictures: [the road](pictures/road.svg), [the estate today](\(PictureEmitter.path(0, plan)))"
            text += plan.phases.map { ", [after phase \($0.number)](\(PictureEmitter.path($0.number, plan)))" }.joined() + "."
        }
        text += "\n"
        if artifacts.contains(where: { $0.path == "deploy.sh" }) {
            text += "\nThe requests to Microsoft Graph are sent by [deploy.sh](deploy.sh), on Windows by [deploy.ps1](deploy.ps1): "
                + "`./deploy.sh PHASE/graph/bundle.json --state FOLDER`. Each step that was done is remembered in FOLDER.\n"
        }
        for phase in plan.phases {
            text += "\n## Phase \(phase.number): \(Markdown.text(phase.title))\n"
            if let because = phase.because { text += "\n\(Markdown.text(because))\n" }
            text += "\n"
            for mapping in phase.starts {
                text += "- starts \(Markdown.text(mapping.title)): \(Markdown.code(mapping.from.name)) to \(Markdown.code(mapping.to.name)), "
                    + "\(mapping.attributes.count) attributes\n"
            }
            for (agent, connector) in phase.redirects {
                text += "- MIM's \(Markdown.text(agent.notes.title ?? agent.name.value)) reads \(Markdown.code(connector.name))\n"
            }
            for mapping in phase.stopsMappings { text += "- stops \(Markdown.text(mapping.title))\n" }
            if phase.retiresMIM {
                text += "- retires MIM\n"
            } else {
                for agent in phase.stopsAgents { text += "- stops MIM's \(Markdown.text(agent.notes.title ?? agent.name.value))\n" }
            }
            let files = artifacts.filter { $0.path.hasPrefix(phase.folder + "/") }.sorted { $0.path < $1.path }
            text += "\n"
            text += Markdown.table(
                header: ["File", "What it is"],
                rows: files.map { file in
                    let name = String(file.path.dropFirst(phase.folder.count + 1))
                    return ["[\(Markdown.cell(name))](\(file.path))", Markdown.cell(file.summary)]
                })
        }
        return Artifact("README.md", text, summary: "The road on one page", origins: [plan.nameSpan])
    }

    /// Who feeds whom, phase by phase. Labels are quoted by Mermaid's rules: in double quotation marks, its own marks as entities.
    private func road(_ plan: CheckedPlan) -> String {
        var text = "flowchart LR\n"
        var nodes: [String] = []
        func node(_ system: System) -> String {
            if let index = nodes.firstIndex(of: system.name) { return "n\(index)" }
            nodes.append(system.name)
            return "n\(nodes.count - 1)[\"\(MermaidEstate.label(system.title))\"]"
        }
        for phase in plan.phases {
            for mapping in phase.starts {
                let from = node(mapping.from)
                let to = node(mapping.to)
                text += "    \(from) -- \"\(phase.number)\" --> \(to)\n"
            }
        }
        return text
    }
}
