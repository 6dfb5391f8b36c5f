import Analysis
import ArgumentParser
import Artifacts
import Delivery
import Diagnostics

struct Compile: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a plan and write what is deployed.",
        discussion: """
            Writes the artifacts of each phase: SQL, DSN files, PowerShell scripts, connector settings, requests to Microsoft \
            Graph, checklists. Nothing is written before everything is generated; the output folder is then replaced in one step. \
            Files in it that Entrain did not make are kept.

            A rule of MIM that is still unresolved stops the phase that needs it, and with it the run; --until writes the road up to a \
            phase before that.

            With --check nothing is written; the command says whether the folder is what would be written now.

            Exit status: 0 written, or up to date; 1 errors in the plan, or out of date; 2 could not run.
            """
    )

    @OptionGroup var options: PlanOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write.", valueName: "folder"), completion: .directory)
    var output: String

    @Option(help: ArgumentHelp("The last phase that is written; all of them if left out.", valueName: "phase"))
    var until: String?

    @Flag(help: "Write nothing; say whether the folder is up to date.")
    var check = false

    func run() throws {
        let result = try options.check()
        options.show(result, toStandardOutput: options.format != .text)
        if result.report.hasErrors {
            if options.format == .text {
                Terminal.printError("\n\(count(result.report.count(.error), "error")): nothing was written\n")
            }
            throw ExitCode(1)
        }
        let plan = try road(of: try result.onePlan())
        try refuse(plan.obstacles)
        try options.refuse(outputOverPlan: output)
        let context = EmissionContext(plan: plan, sources: result.sources)
        let artifacts = Generator.artifacts(of: plan, sources: result.sources)
        let manifest = Delivery.manifest(of: artifacts, in: context)
        if check {
            try report(Delivery.drift(of: artifacts, manifest: manifest, from: output), artifacts: artifacts.count + 1)
            return
        }
        do {
            let outcome = try Delivery.write(artifacts, manifest: manifest, to: output)
            if options.format == .text { Terminal.print(CompileSummary(plan, artifacts, outcome, output: output).text) }
        } catch {
            Terminal.printError("entrain: \(error)\nNothing in \(output) was changed.\n")
            throw ExitCode(2)
        }
    }

    private func road(of plan: CheckedPlan) throws -> CheckedPlan {
        guard let until else { return plan }
        if let road = plan.until(until) { return road }
        let names = plan.phases.map(\.name)
        let hint = nearest(to: until, among: names).map { "did you mean `\($0)`?" } ?? "the phases are \(names.joined(separator: ", "))"
        Terminal.printError("entrain: the plan has no phase `\(until)`; \(hint)\n")
        throw ExitCode(2)
    }

    /// A phase that needs a rule nobody has put into words yet would be half made.
    private func refuse(_ obstacles: [UnresolvedRule]) throws {
        guard !obstacles.isEmpty else { return }
        var phases: [String] = []
        for name in obstacles.flatMap(\.phases) where !phases.contains(name) { phases.append(name) }
        var text = "\n\(count(obstacles.count, "rule")) of MIM \(obstacles.count == 1 ? "is" : "are") unresolved: nothing was written\n"
        for phase in phases {
            let places = obstacles.filter { $0.phases.contains(phase) }.map(\.place)
            var told: [String] = []
            for place in places where !told.contains(place) { told.append(place) }
            text += "  \(phase): " + told.map { place in
                let times = places.count { $0 == place }
                return times == 1 ? place : "\(place) (\(times))"
            }.joined(separator: ", ") + "\n"
        }
        Terminal.printError(text)
        throw ExitCode(1)
    }

    private func report(_ drift: Delivery.Drift, artifacts: Int) throws {
        // For tools standard output holds the findings and nothing else.
        let tell = options.format == .text ? Terminal.print : Terminal.printError
        if drift.isEmpty {
            tell("\(output) is up to date: \(count(artifacts, "file"))\n")
            return
        }
        for path in drift.missing { tell("missing    \(output)/\(path)\n") }
        for path in drift.different { tell("different  \(output)/\(path)\n") }
        for path in drift.surplus { tell("surplus    \(output)/\(path)\n") }
        Terminal.printError("entrain: \(output) is out of date; run `entrain compile` without --check\n")
        throw ExitCode(1)
    }
}

/// What `compile` prints when it is done: the road, and what there is for each phase.
struct CompileSummary {
    let text: String

    init(_ plan: CheckedPlan, _ artifacts: [Artifact], _ outcome: StagedTree.Outcome, output: String) {
        var text = "\n\(plan.title)" + (plan.environment.map { "  ·  \($0)" } ?? "") + "\n"
        for phase in plan.phases {
            text += "\n  \(phase.number)  \(phase.title)\n"
            for mapping in phase.starts {
                text += "     + \(mapping.title): \(count(mapping.attributes.count, "attribute"))\n"
            }
            for (agent, connector) in phase.redirects {
                text += "     > MIM's \(agent.notes.title ?? agent.name.value) reads \(connector.name)\n"
            }
            for mapping in phase.stopsMappings { text += "     - \(mapping.title)\n" }
            if phase.retiresMIM {
                text += "     - MIM, \(count(phase.stopsAgents.count, "agent"))\n"
            } else {
                for agent in phase.stopsAgents { text += "     - MIM's \(agent.notes.title ?? agent.name.value)\n" }
            }
            let files = artifacts.filter { $0.path.hasPrefix(phase.folder + "/") }
            var kinds: [(name: String, count: Int)] = []
            for file in files {
                let parts = file.path.split(separator: "/")
                let kind = parts.count > 2 ? String(parts[1]) : String(parts.last ?? "")
                if let index = kinds.firstIndex(where: { $0.name == kind }) { kinds[index].count += 1 } else { kinds.append((kind, 1)) }
            }
            let list = kinds.map { $0.count == 1 ? $0.name : "\($0.name) \($0.count)" }.joined(separator: ", ")
            text += "     \(count(files.count, "file")): \(list)\n"
        }
        text += "\n\(count(outcome.written, "file")) in \(output)"
        if !outcome.removed.isEmpty { text += ", \(outcome.removed.count) of the last time removed" }
        if !outcome.kept.isEmpty { text += ", \(count(outcome.kept.count, "file")) of yours kept" }
        text += "\n"
        for path in outcome.overwrittenEdits { text += "note: \(path) had been edited by hand; edit the plan instead\n" }
        text += "Begin with \(output)/README.md\n"
        self.text = text
    }
}
