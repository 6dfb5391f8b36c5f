import Diagnostics
import Microsoft
import Plan

/// What can be said of populations by themselves, and of the phases that convert them. Who writes them is a proof: ``OneHome``.
extension Checker {
    mutating func checkPopulations(sources: [CheckedSource]) -> [CheckedPopulation] {
        var result: [CheckedPopulation] = []
        for population in plan.populations {
            guard let from = population.from, let lives = population.lives else { continue }
            guard let source = sources.first(where: { $0.name == from.value }) else {
                let isDeclared = plan.consolidations.contains { $0.name.value == from.value }
                if !isDeclared { unknownName(from, "source", known: sources.map(\.name)) }
                continue
            }
            let findings = report.diagnostics.count
            checkScope(population.scope, from: .source(source), what: "population `\(population.name.value)`")
            if let account = population.directoryAccount, lives.value == .cloud { report.add(.accountOfCloudPeople(population.name, account.span)) }
            if let tie = population.needs.first, lives.value == .cloud { report.add(.tieOfCloudPeople(population.name, tie)) }
            guard report.diagnostics.count == findings else { continue }
            result.append(CheckedPopulation(
                name: population.name.value, title: population.notes.title ?? population.name.value, because: population.notes.because,
                source: source, scope: population.scope, lives: lives.value, needs: population.needs.map(\.value),
                directoryAccount: population.directoryAccount?.value ?? .frozen, convertedIn: nil, span: population.span))
        }
        for (index, one) in result.enumerated() {
            for other in result[(index + 1)...] where other.source.name == one.source.name {
                guard case .possible(let witness) = one.overlaps(other.scope) else { continue }
                addUnlessAccepted(.populationsOverlap(other, one, witness), at: other.name)
            }
        }
        return result
    }

    /// What phases convert, in order; populations learn their phase.
    mutating func checkConversions(_ phases: inout [CheckedPhase], _ populations: inout [CheckedPopulation]) {
        var converted: [String: Span] = [:]
        var peopleFirst: (name: String, span: Span)?
        if let phase = plan.phases.first(where: { !$0.converts.isEmpty }), let first = phase.converts.first, plan.isComplete,
            plan.tenant?.synchronization?.version == nil
        {
            addUnlessAccepted(.synchronizationUnsaid(plan.tenant, phase.name.value, at: first.span), at: phase.name.value)
        }
        for (index, phase) in plan.phases.enumerated() where index < phases.count {
            var groups: [String] = []
            for conversion in phase.converts {
                switch conversion {
                case .group(let name):
                    if let first = converted.updateValue(name.span, forKey: "group \(name.value)") { report.add(.convertedTwice(name, first)) }
                    // In one phase the checklist puts groups first.
                    if let peopleFirst { addUnlessAccepted(.groupAfterPeople(name, peopleFirst.name, peopleFirst.span), at: name.value) }
                    groups.append(name.value)
                case .population(let name):
                    guard let written = plan.populations.first(where: { $0.name.value == name.value }) else {
                        unknownName(name, "population", known: plan.populations.map(\.name.value))
                        continue
                    }
                    if let first = converted.updateValue(name.span, forKey: name.value) { report.add(.convertedTwice(name, first)) }
                    if written.lives?.value == .cloud {
                        report.add(.convertsCloudPeople(name, written.name.span))
                    } else if let tie = written.needs.first {
                        addUnlessAccepted(.notConvertible(name, tie), at: name.value)
                    }
                    if let place = populations.firstIndex(where: { $0.name == name.value }), populations[place].convertedIn == nil {
                        populations[place].convertedIn = index + 1
                    }
                }
            }
            if peopleFirst == nil {
                for case .population(let name) in phase.converts where peopleFirst == nil { peopleFirst = (phase.name.value, name.span) }
            }
            if let first = phase.converts.first { checkSynchronizationVersion(at: first.span) }
            phases[index].convertsGroups = groups
        }
        for index in phases.indices { phases[index].converts = populations.filter { $0.convertedIn == index + 1 } }
    }

    /// Older engines go on writing what was converted.
    private mutating func checkSynchronizationVersion(at span: Span) {
        guard let synchronization = plan.tenant?.synchronization, let engine = synchronization.engine?.value,
            let written = synchronization.version, let version = VersionNumber(written.value)
        else { return }
        let least = SynchronizationGates.conversion(engine)
        if version < least { report.add(.synchronizationTooOld(written, engine, least, needed: span)) }
    }
}

/// The first versions that can do something.
///
/// Source: entra-docs, user-source-of-authority-guidance and cloud-sync group provisioning to AD.
public enum SynchronizationGates {
    /// The source of authority of users and groups moves to the cloud.
    public static func conversion(_ engine: Synchronization.Engine) -> VersionNumber {
        switch engine {
        case .connectSync: VersionNumber(2, 5, 76, 0)
        case .cloudSync: VersionNumber(1, 1, 1370, 0)
        }
    }
}
