import Diagnostics
import Microsoft
import Plan

extension Checker {
    mutating func checkPhases(
        mappings: [CheckedMapping], legacyAgents: [Legacy.Agent], agents: [CheckedAgent], packages: [CheckedPackage],
        workflows: [CheckedWorkflow]
    ) -> [CheckedPhase] {
        let numbers = Dictionary(mappings.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        var startedAccess: [String: Span] = [:]
        var running: [String: Span] = [:]
        // By what is written: a mapping with problems of its own, or from a source that has some, fills its target all the same.
        var begun: Set<String> = []
        var stopped: [String: Span] = [:]
        var stoppedAgents: [String: Span] = [:]
        var usedConnectors: Set<String> = []
        var usedAgents: Set<String> = []
        var result: [CheckedPhase] = []

        for (index, phase) in plan.phases.enumerated() {
            var starts: [CheckedMapping] = []
            var newPackages: [CheckedPackage] = []
            var newWorkflows: [CheckedWorkflow] = []
            for name in phase.starts {
                if name.value.hasPrefix("access.") || name.value.hasPrefix("workflows.") {
                    if let first = startedAccess.updateValue(name.span, forKey: name.value) { report.add(.startedTwice(name, first)) }
                    if let package = resolvePackage(name, packages) { newPackages.append(package) }
                    if let workflow = resolveWorkflow(name, workflows) { newWorkflows.append(workflow) }
                    continue
                }
                guard let mapping = resolveMapping(name, mappings, numbers) else { continue }
                if let first = running.updateValue(name.span, forKey: name.value) { report.add(.startedTwice(name, first)) }
                starts.append(mapping)
            }
            begun.formUnion(phase.starts.map(\.value))
            checkOrder(phase, starts, begun: begun, mappings: mappings)
            begun.subtract(phase.stops.map(\.value))

            var stopsMappings: [CheckedMapping] = []
            var stopsAgents: [Legacy.Agent] = []
            var retiresMIM = false
            for name in phase.stops {
                if name.value == "legacy" {
                    retiresMIM = true
                    stopsAgents += legacyAgents.filter { stoppedAgents[$0.name.value] == nil }
                    for agent in legacyAgents { stoppedAgents[agent.name.value] = name.span }
                } else if name.value.hasPrefix("legacy.") {
                    guard let agent = resolveAgent(name, legacyAgents) else { continue }
                    if let first = stoppedAgents.updateValue(name.span, forKey: agent.name.value) {
                        report.add(.stoppedTwice(name, first))
                    } else {
                        stopsAgents.append(agent)
                    }
                } else if let mapping = resolveMapping(name, mappings, numbers) {
                    if running.removeValue(forKey: name.value) == nil {
                        report.add(.stoppedBeforeStart(name, stopped[name.value]))
                    } else {
                        stopped[name.value] = name.span
                        stopsMappings.append(mapping)
                    }
                }
            }

            checkStillFed(phase, running: running, begun: begun, mappings: mappings, numbers)

            var newConnectors: [CheckedConnector] = []
            for connector in starts.compactMap(\.connector) where usedConnectors.insert(connector.name).inserted {
                newConnectors.append(connector)
            }
            let newAgents = newConnectors.compactMap(\.agent).filter { usedAgents.insert($0.name).inserted }

            let fed = Set(plan.mappings.filter { begun.contains($0.name.value) }.compactMap { $0.to?.value })
            let redirects = checkRedirects(phase, legacyAgents, stoppedAgents, mappings, fed: fed)
            checkPilot(phase)
            result.append(CheckedPhase(
                number: index + 1, name: phase.name.value, title: phase.notes.title ?? phase.name.value, because: phase.notes.because,
                starts: starts, stopsMappings: stopsMappings, stopsAgents: stopsAgents, retiresMIM: retiresMIM, redirects: redirects,
                newConnectors: newConnectors, newAgents: newAgents, pilot: phase.pilot, checks: phase.checks.map(\.value),
                handsOver: phase.handsOver.map { (thing: $0.thing.value, to: $0.to.value) }, packages: newPackages,
                workflows: newWorkflows, span: phase.span))
        }

        if plan.isComplete {
            if plan.phases.isEmpty { report.add(.noPhases()) }
            let started = Set(plan.phases.flatMap(\.starts).map(\.value))
            // A misspelt start was reported as that.
            let misspelt = Set(started.filter { numbers[$0] == nil }
                .compactMap { nearest(to: $0, among: mappings.map(\.name)) })
            for mapping in mappings where !started.contains(mapping.name) && !misspelt.contains(mapping.name) && !plan.phases.isEmpty {
                report.add(.neverStarted(mapping))
            }
            checkAccessIsStarted(startedAccess)
        }
        return result
    }

    /// - Parameter numbers: of the mappings, by name.
    private mutating func resolveMapping(_ name: Spanned<String>, _ mappings: [CheckedMapping], _ numbers: [String: Int]) -> CheckedMapping? {
        if let number = numbers[name.value] { return mappings[number] }
        // A mapping with problems of its own was declared all the same.
        if !plan.mappings.contains(where: { $0.name.value == name.value }) {
            let agents = plan.legacy.map { ["legacy"] + $0.agents.map { "legacy.\($0.name.value)" } } ?? []
            unknownName(name, "mapping", known: plan.mappings.map(\.name.value) + agents + accessNames)
        }
        return nil
    }

    private mutating func resolveAgent(_ name: Spanned<String>, _ agents: [Legacy.Agent]) -> Legacy.Agent? {
        if let agent = agents.first(where: { "legacy.\($0.name.value)" == name.value }) { return agent }
        unknownName(name, "management agent of MIM", known: agents.map { "legacy.\($0.name.value)" })
        return nil
    }

    /// People are in Entra before Entra provisions them anywhere.
    private mutating func checkOrder(
        _ phase: Phase, _ starts: [CheckedMapping], begun: Set<String>, mappings: [CheckedMapping]
    ) {
        guard !isEntraFed(by: begun), plan.isComplete else { return }
        for mapping in starts {
            guard case .entra = mapping.from, let place = phase.starts.first(where: { $0.value == mapping.name }) else { continue }
            let later = mappings.first { if case .entra = $0.to { true } else { false } }
            report.add(.entraEmpty(place, feeder: later))
        }
    }

    private func isEntraFed(by begun: Set<String>) -> Bool {
        plan.mappings.contains { $0.to?.value == "entra" && begun.contains($0.name.value) }
    }

    /// Nothing goes on from Entra when nothing fills it any more.
    private mutating func checkStillFed(
        _ phase: Phase, running: [String: Span], begun: Set<String>, mappings: [CheckedMapping], _ numbers: [String: Int]
    ) {
        let stopsFeeder = phase.stops.first { name in numbers[name.value].map { mappings[$0].to.isEntraTenant } == true }
        guard let stopsFeeder, !isEntraFed(by: begun) else { return }
        if let orphan = mappings.first(where: { running[$0.name] != nil && $0.from.isEntraTenant }) {
            report.add(.entraDriesUp(stopsFeeder, orphan))
        }
    }

    private mutating func checkRedirects(
        _ phase: Phase, _ agents: [Legacy.Agent], _ stopped: [String: Span], _ mappings: [CheckedMapping], fed: Set<String>
    ) -> [(agent: Legacy.Agent, connector: CheckedConnector)] {
        var result: [(agent: Legacy.Agent, connector: CheckedConnector)] = []
        for (name, target) in phase.redirects {
            guard let agent = resolveAgent(name, agents) else { continue }
            guard let connector = mappings.lazy.compactMap(\.connector).first(where: { $0.name == target.value }) else {
                if !plan.connectors.contains(where: { $0.name.value == target.value }) {
                    unknownName(target, "connector", known: plan.connectors.map(\.name.value))
                }
                continue
            }
            if let place = stopped[agent.name.value] { report.add(.redirectedAfterStop(name, place)) }
            if !fed.contains(connector.name) { report.add(.redirectedToNothing(target)) }
            if isOpen(phase.name.value) {
                result.append((agent, connector))
                continue
            }
            checkNothingLost(redirecting: agent, to: connector, at: name.span)
            checkWriteBack(redirecting: agent, to: connector, at: name.span)
            checkDeletes(redirecting: agent, to: connector, at: target.span)
            if plan.isComplete, let written = plan.connectors.first(where: { $0.name.value == connector.name }) {
                checkReadByMIM(written, agent: agent, at: target.span)
            }
            if let anchor = agent.anchor, connector.attribute(anchor) == nil, plan.isComplete {
                report.add(.lostAnchor(anchor, agent, connector, at: name.span))
            }
            if let anchor = agent.anchor, let attribute = connector.attribute(anchor), attribute.type.isOptional, connector.kind == .sql {
                addUnlessAccepted(.joinMayBeAbsent(attribute, agent, connector, at: name.span), at: "\(connector.name).\(anchor)")
            }
            result.append((agent, connector))
        }
        return result
    }

    /// What MIM reads from HR today it must find in the place that it is pointed at instead.
    private mutating func checkNothingLost(redirecting agent: Legacy.Agent, to connector: CheckedConnector, at span: Span) {
        guard plan.isComplete, let legacy = plan.legacy else { return }
        var seen: Set<String> = []
        for flow in legacy.imports where flow.agent.value == agent.name.value {
            let names: [String] = switch flow.value {
            case .direct(let name): [name]
            case .rule(_, let reads), .script(_, let reads): reads
            case .constant, .secret: []
            }
            for name in names where seen.insert(name).inserted && connector.attribute(name) == nil {
                addUnlessAccepted(
                    .lostAttribute(name, agent: agent.name.value, connector: connector, flow: flow, at: span),
                    at: "\(agent.name.value).\(name)")
            }
        }
    }

    /// What MIM writes back to HR through the agent ends with the redirect.
    private mutating func checkWriteBack(redirecting agent: Legacy.Agent, to connector: CheckedConnector, at span: Span) {
        guard plan.isComplete, let legacy = plan.legacy else { return }
        for flow in legacy.exports where flow.agent.value == agent.name.value {
            addUnlessAccepted(
                .writeBackEnds(flow, agent.name.value, connector, at: span), at: "\(agent.name.value).\(flow.attribute.value)")
        }
    }

    /// A row that vanishes is, to MIM, a person who left.
    private mutating func checkDeletes(redirecting agent: Legacy.Agent, to connector: CheckedConnector, at span: Span) {
        guard plan.isComplete, connector.onDelete == .delete || connector.onDisable == .delete else { return }
        addUnlessAccepted(.deleteReachesMIM(connector, at: span), at: connector.name)
    }

    /// A test user before a group, a group before everyone.
    private mutating func checkPilot(_ phase: Phase) {
        var last = -1
        for step in phase.pilot {
            let rank = switch step {
            case .users: 0
            case .group: 1
            case .everyone: 2
            }
            if rank < last { report.add(.pilotOrder(step.span)) }
            last = max(last, rank)
        }
        switch phase.pilot.first {
        case .everyone(let span)? where plan.isComplete, .group(_, _, let span)? where plan.isComplete: report.add(.pilotWithoutTest(span))
        default: break
        }
        if phase.starts.isEmpty, phase.stops.isEmpty, phase.redirects.isEmpty, phase.converts.isEmpty, plan.isComplete { report.add(.idlePhase(phase.name)) }
        if phase.pilot.isEmpty, phase.starts.contains(where: { !accessNames.contains($0.value) }), plan.isComplete { report.add(.noPilot(phase.name)) }
    }
}
