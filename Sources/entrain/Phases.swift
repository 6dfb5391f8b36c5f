import Analysis
import ArgumentParser
import JSON
import Plan

struct Phases: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the road: what each phase starts and stops, and what was proven of it.",
        discussion: """
            Exit status: 0 fine, 1 the plan has errors, 2 could not run.
            """
    )

    @OptionGroup var options: PlanOptions

    func run() throws {
        let result = try options.check()
        guard let plan = result.plans.first else {
            options.show(result, toStandardOutput: false)
            throw ExitCode(1)
        }
        switch options.format {
        case .json: Terminal.print(RoadJSON(plan).value.prettyText)
        case .text, .sarif, .github, .azure: Terminal.print(RoadText(plan, color: Terminal.wantsColor(1)).text)
        }
    }
}

/// The road for a person at a terminal.
struct RoadText {
    private(set) var text = ""
    private let color: Bool

    init(_ plan: CheckedPlan, color: Bool) {
        self.color = color
        text += bold(plan.title) + "\n"
        if let today = plan.estates.first, !today.flows.isEmpty {
            line("today", "\(count(plan.legacy?.agents.count ?? 0, "agent")) of MIM, \(count(today.flows.count, "flow"))")
        }
        for phase in plan.phases {
            text += "\n" + bold("\(phase.number)  \(phase.name)") + "  \(phase.title)\n"
            if !phase.starts.isEmpty { line("starts", phase.starts.map(\.name).joined(separator: ", ")) }
            let stops = phase.stopsMappings.map(\.name) + (phase.retiresMIM ? ["MIM"] : phase.stopsAgents.map { "legacy.\($0.name.value)" })
            if !stops.isEmpty { line("stops", stops.joined(separator: ", ")) }
            let converts = phase.converts.map(\.name) + phase.convertsGroups.map { "the group \($0)" }
            if !converts.isEmpty { line("converts", converts.joined(separator: ", ")) }
            for (agent, connector) in phase.redirects { line("redirects", "legacy.\(agent.name.value) to \(connector.name)") }
            for (thing, to) in phase.handsOver { line("hands over", "\(thing): \(to)") }
            if !phase.pilot.isEmpty { line("pilot", phase.pilot.map(RoadText.step).joined(separator: ", then ")) }
            for verdict in phase.verdicts { line(verdict.proof.rawValue, said(verdict)) }
        }
    }

    static func step(_ step: Phase.PilotStep) -> String {
        func during(_ text: String?) -> String { text.map { " for \($0)" } ?? "" }
        return switch step {
        case .users(let users, let duration, _): users.map(\.value).joined(separator: " and ") + during(duration)
        case .group(let group, let duration, _): "\(group.value)\(during(duration))"
        case .everyone: "everyone"
        }
    }

    private func said(_ verdict: Verdict) -> String {
        if verdict.open > 0 { return mark("✗", "31") + " \(verdict.open) open, of \(verdict.things); entrain check says where" }
        let accepted = verdict.accepted > 0 ? ", \(verdict.accepted) of them accepted with a reason" : ""
        return mark("✓", "32") + " proven of \(verdict.things)\(accepted)"
    }

    private mutating func line(_ label: String, _ content: String) {
        text += "   " + label + String(repeating: " ", count: max(1, 20 - label.count)) + content + "\n"
    }

    private func bold(_ text: String) -> String { color ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
    private func mark(_ sign: String, _ code: String) -> String { color ? "\u{1B}[\(code)m\(sign)\u{1B}[0m" : sign }
}

/// The road for programs.
struct RoadJSON {
    let plan: CheckedPlan

    init(_ plan: CheckedPlan) { self.plan = plan }

    var value: JSON {
        .compact([
            "plan": .string(plan.name),
            "title": .string(plan.title),
            "environment": plan.environment.map(JSON.string),
            "phases": .array(plan.phases.map { phase in
                .compact([
                    "number": .integer(phase.number),
                    "name": .string(phase.name),
                    "title": .string(phase.title),
                    "starts": .strings(phase.starts.map(\.name)),
                    "stops": .strings(phase.stopsMappings.map(\.name) + phase.stopsAgents.map { "legacy.\($0.name.value)" }),
                    "retiresMIM": .bool(phase.retiresMIM),
                    "converts": .strings(phase.converts.map(\.name)),
                    "convertsGroups": .strings(phase.convertsGroups),
                    "redirects": .array(phase.redirects.map { ["agent": .string($0.agent.name.value), "connector": .string($0.connector.name)] }),
                    "handsOver": .array(phase.handsOver.map { ["thing": .string($0.thing), "to": .string($0.to)] }),
                    "pilot": .strings(phase.pilot.map(RoadText.step)),
                    "proofs": .array(phase.verdicts.map { verdict in
                        [
                            "proof": .string(verdict.proof.rawValue), "looked": .integer(verdict.looked), "accepted": .integer(verdict.accepted),
                            "open": .integer(verdict.open),
                        ]
                    }),
                ])
            }),
        ])
    }
}
