import Analysis
import ArgumentParser
import Artifacts
import Diagnostics
import JSON

struct LineageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lineage",
        abstract: "Follow one attribute: where its value comes from and goes to, today and after each phase.",
        discussion: """
            The attribute is SYSTEM.ATTRIBUTE: a source, a connector or entra by its name in the plan, legacy.AGENT for an agent of \
            MIM that no system of the plan stands for, or metaverse.TYPE.ATTRIBUTE.

            Exit status: 0 fine, 1 the plan has errors, 2 could not run, or there is no such attribute.
            """
    )

    @OptionGroup var options: PlanOptions

    @Argument(help: ArgumentHelp("The attribute, for example ad.displayName.", valueName: "system.attribute"))
    var attribute: String

    @Flag(help: "Draw it as SVG, for the end of the road or for --phase.")
    var svg = false

    @Option(help: ArgumentHelp("With --svg: the phase after which it is drawn, or today.", valueName: "name"))
    var phase: String?

    func run() throws {
        let result = try options.check()
        guard let plan = result.plans.first else {
            options.show(result, toStandardOutput: false)
            throw ExitCode(1)
        }
        guard let found = find(in: plan) else {
            let known = Set(plan.estates.flatMap(\.flows).flatMap { [$0.writes] + $0.reads }.map(\.description)).sorted()
            let near = nearest(to: attribute, among: known)
            Terminal.printError(
                "entrain: nothing flows to or from `\(attribute)`" + (near.map { "; did you mean `\($0)`?" } ?? "; write SYSTEM.ATTRIBUTE, for example \(known.first ?? "entra.mail")") + "\n")
            throw ExitCode(2)
        }
        if svg {
            let names = ["today"] + plan.phases.map(\.name)
            guard let index = phase.map({ names.firstIndex(of: $0) }) ?? plan.estates.indices.last, plan.estates.indices.contains(index) else {
                Terminal.printError("entrain: the plan has no phase `\(phase ?? "")`; it has \(names.joined(separator: ", "))\n")
                throw ExitCode(2)
            }
            let moment = index == 0 ? "today" : "after phase \(index), \(plan.phases[index - 1].title)"
            Terminal.print(LineagePicture(Lineage(of: found, in: plan.estates[index]), moment: moment, of: plan).svg)
            return
        }
        let lineages = plan.estates.map { Lineage(of: found, in: $0) }
        switch options.format {
        case .json: Terminal.print(json(found, lineages, plan, result.sources).prettyText)
        case .text, .sarif, .github, .azure: Terminal.print(text(found, lineages, plan, result.sources))
        }
    }

    /// As written, or by Entra's other name of the attribute.
    private func find(in plan: CheckedPlan) -> AttributeRef? {
        let all = Set(plan.estates.flatMap(\.flows).flatMap { [$0.writes] + $0.reads })
        let wanted = attribute.lowercased()
        if let match = all.first(where: { $0.description.lowercased() == wanted }) { return match }
        return all.first { $0 == AttributeRef($0.system, String(attribute.dropFirst($0.system.count + 1))) && wanted.hasPrefix($0.system.lowercased() + ".") }
    }

    private func place(_ flow: Flow, _ sources: SourceMap) -> String {
        "\(sources[flow.span.file].path):\(sources.position(of: flow.span.start, in: flow.span.file).line)"
    }

    // MARK: Text

    private func text(_ attribute: AttributeRef, _ lineages: [Lineage], _ plan: CheckedPlan, _ sources: SourceMap) -> String {
        var text = "\(attribute)\n"
        var last = ""
        for (index, lineage) in lineages.enumerated() {
            var part = ""
            for step in lineage.comesFrom { part += up(step, "   ", sources) }
            if !lineage.goesTo.isEmpty {
                part += "   goes to\n"
                for step in lineage.goesTo { part += down(step, "      ", sources) }
            }
            if part.isEmpty { part = "   nothing flows\n" }
            let title = index == 0 ? "today" : "after phase \(index), \(plan.phases[index - 1].name)"
            text += "\n\(title)\n" + (part == last ? "   as before\n" : part)
            last = part
        }
        return text
    }

    private func up(_ step: Lineage.Step, _ indent: String, _ sources: SourceMap) -> String {
        let reads = step.flow.reads.isEmpty ? "a constant" : step.flow.reads.map(\.description).joined(separator: ", ")
        let rank = step.flow.rank.map { ", rank \($0)" } ?? ""
        let when = step.flow.isOnCreate ? ", on creation" : ""
        var text = "\(indent)\(step.flow.writes) from \(reads)  (\(step.flow.engineName)\(rank)\(when); \(place(step.flow, sources)))\n"
        for next in step.next { text += up(next, indent + "   ", sources) }
        return text
    }

    private func down(_ step: Lineage.Step, _ indent: String, _ sources: SourceMap) -> String {
        var text = "\(indent)\(step.flow.writes)  (\(step.flow.engineName); \(place(step.flow, sources)))\n"
        for next in step.next { text += down(next, indent + "   ", sources) }
        return text
    }

    // MARK: JSON

    private func json(_ attribute: AttributeRef, _ lineages: [Lineage], _ plan: CheckedPlan, _ sources: SourceMap) -> JSON {
        return [
            "attribute": .string(attribute.description),
            "estates": .array(lineages.enumerated().map { index, lineage in
                [
                    "phase": .integer(index),
                    "name": .string(index == 0 ? "today" : plan.phases[index - 1].name),
                    "comesFrom": .array(lineage.comesFrom.map { json($0, sources) }),
                    "goesTo": .array(lineage.goesTo.map { json($0, sources) }),
                ]
            }),
        ]
    }

    private func json(_ step: Lineage.Step, _ sources: SourceMap) -> JSON {
        .compact([
            "writes": .string(step.flow.writes.description),
            "reads": .strings(step.flow.reads.map(\.description)),
            "engine": .string(step.flow.engineName),
            "rank": step.flow.rank.map(JSON.integer),
            "onCreate": step.flow.isOnCreate ? true : nil,
            "place": .string(place(step.flow, sources)),
            "next": step.next.isEmpty ? nil : .array(step.next.map { json($0, sources) }),
        ])
    }
}
