import Diagnostics
import Expressions
import Microsoft
import Plan

/// Everybody lives in one place, and nobody is written where they do not live.
///
/// Entra ID refuses changes to whom Active Directory synchronizes, so HR may fill cloud people and converted people only; and an AD account
/// of somebody who lives in the cloud would be synchronized into a second account, or take the first one over.
extension Checker {
    /// - Parameter running: the mappings that run once the phase is complete.
    mutating func checkOneHome(_ phase: CheckedPhase, _ running: [CheckedMapping], _ populations: [CheckedPopulation]) {
        guard !populations.isEmpty else { return }
        let fresh = Set(phase.starts.map(\.name))
        for mapping in running where mapping.isInbound {
            let isFresh = fresh.contains(mapping.name)
            if isFresh { checkNobodyIsMissing(mapping, in: phase, populations) }
            for population in populations where population.source.name == mapping.from.name {
                let changes = isFresh || population.convertedIn == phase.number
                guard changes, case .possible(let witness) = population.overlaps(mapping.scope) else { continue }
                count(.oneHome, looked: 1)
                let place = isFresh ? placeOfStart(mapping.name, in: phase) : placeOfConversion(population.name, in: phase)
                switch (mapping.to, population.home(after: phase.number)) {
                case (.entra, .hybrid):
                    count(.oneHome, accepted: addUnlessAccepted(.writesSynchronized(mapping, population, witness, at: place), at: mapping.name))
                case (.connector(let connector), _) where connector.kind == .activeDirectory && population.isOutsideDirectory(after: phase.number):
                    count(.oneHome, accepted: addUnlessAccepted(
                        .cloudPeopleInDirectory(mapping, population, after: phase.number, witness, at: place), at: mapping.name))
                default: break
                }
            }
        }
        checkNobodyComesBack(phase, running, fresh, populations)
    }

    /// Everybody whom a mapping takes belongs to a population.
    private mutating func checkNobodyIsMissing(_ mapping: CheckedMapping, in phase: CheckedPhase, _ populations: [CheckedPopulation]) {
        guard case .source(let source) = mapping.from else { return }
        count(.oneHome, looked: 1)
        let own = populations.filter { $0.source.name == source.name }
        let place = placeOfStart(mapping.name, in: phase)
        if own.isEmpty {
            count(.oneHome, accepted: addUnlessAccepted(.populationMissing(mapping, source, nil, tested: [], at: place), at: mapping.name))
            return
        }
        // A population without a scope is everyone.
        let covers = own.flatMap { $0.scope.isEmpty ? [ScopeGroup(clauses: [], span: $0.span)] : $0.scope }
        if case .somebody(let witness) = ScopeSatisfiability.remainder(of: mapping.scope, without: covers, types: source.types) {
            var tested: [String] = []
            for clause in covers.flatMap(\.clauses) where !tested.contains(clause.attribute.value) { tested.append(clause.attribute.value) }
            count(.oneHome, accepted: addUnlessAccepted(.populationMissing(mapping, source, witness, tested: tested, at: place), at: mapping.name))
        }
    }

    /// What Entra ID hands to MIM, MIM writes to Active Directory: nobody who lives outside it may come back that way.
    private mutating func checkNobodyComesBack(
        _ phase: CheckedPhase, _ running: [CheckedMapping], _ fresh: Set<String>, _ populations: [CheckedPopulation]
    ) {
        let toMIM = connectorsOfMIM
        guard !toMIM.isEmpty else { return }
        for mapping in running where mapping.from.isEntraTenant && toMIM.contains(mapping.to.name) {
            for population in populations where population.isOutsideDirectory(after: phase.number) {
                for feeder in running where feeder.to.isEntraTenant && population.isTaken(by: feeder) {
                    let changes = fresh.contains(mapping.name) || fresh.contains(feeder.name) || population.convertedIn == phase.number
                    guard changes else { continue }
                    count(.oneHome, looked: 1)
                    guard let witness = EntraTraits(of: population, from: feeder).meets(mapping.scope) else { continue }
                    let name = fresh.contains(mapping.name) ? mapping.name : fresh.contains(feeder.name) ? feeder.name : nil
                    let place = name.map { placeOfStart($0, in: phase) } ?? placeOfConversion(population.name, in: phase)
                    count(.oneHome, accepted: addUnlessAccepted(
                        .cloudPeopleInMIM(mapping, population, feeder, witness, at: place), at: mapping.name))
                }
            }
        }
    }

    /// Connectors whose target MIM reads: the one of its own portal, and those to which an agent is redirected.
    private var connectorsOfMIM: Set<String> {
        // Where MIM has no agent of Active Directory, nothing that it is handed gets there.
        guard let legacy = plan.legacy, !legacy.isApartFromDirectory else { return [] }
        let links = SystemLinks(plan: plan)
        let portals = legacy.agents.filter { $0.kind?.value == .mimService }.map { links.system(of: $0.name.value) }
        return Set(portals + plan.phases.flatMap(\.redirects).map(\.connector.value)).intersection(plan.connectors.map(\.name.value))
    }

    private func placeOfConversion(_ population: String, in phase: CheckedPhase) -> Span {
        let written = plan.phases.first { $0.name.value == phase.name }?.converts ?? []
        for case .population(let name) in written where name.value == population { return name.span }
        return phase.span
    }
}

/// What Entra ID is known to hold of the people of a population, by the mapping that fills it: constants, what is copied from an attribute of
/// which the population or the mapping's scope says something, and what an expression makes of such attributes alone.
struct EntraTraits {
    private let groups: [[Clause]]

    init(of population: CheckedPopulation, from feeder: CheckedMapping) {
        let own = population.scope.isEmpty ? [[]] : population.scope.map(\.clauses)
        let scope = feeder.scope.isEmpty ? [[]] : feeder.scope.map(\.clauses)
        var groups: [[Clause]] = []
        for one in own {
            for other in scope {
                let both = one + other
                guard case .possible = ScopeSatisfiability.canHold(both, types: population.source.types) else { continue }
                groups.append(EntraTraits.clauses(both, feeder, population.source))
            }
        }
        self.groups = groups
    }

    private static func clauses(_ known: [Clause], _ feeder: CheckedMapping, _ source: CheckedSource) -> [Clause] {
        var clauses: [Clause] = []
        // What is written on creation only may be another value today.
        for item in feeder.attributes where !item.onCreate {
            let name = Spanned(key(item.target.name), item.span)
            switch item.value {
            case .constant(let text): clauses.append(Clause(attribute: name, test: .equals(text), span: item.span))
            case .direct(let attribute):
                if !attribute.type.isOptional { clauses.append(Clause(attribute: name, test: .isPresent(true), span: item.span)) }
                for clause in known where clause.attribute.value == attribute.name {
                    // An absent value of HR leaves Entra's as it is.
                    if clause.test == .isPresent(false) { continue }
                    clauses.append(Clause(attribute: name, test: clause.test, span: clause.span))
                }
            case .expression(let tree):
                if let text = value(of: tree, known) { clauses.append(Clause(attribute: name, test: .equals(text), span: item.span)) }
            }
        }
        return clauses
    }

    /// The text that an expression gives everybody of whom this is known; nil where they may get different ones, or none.
    private static func value(of tree: Expression, _ known: [Clause]) -> String? {
        guard tree.calls.allSatisfy({ Expression.plainFunctions.contains($0.name) }), let now = Instant(year: 2000, month: 1, day: 1) else { return nil }
        var names: [String] = []
        var row: [Value] = []
        for (name, _) in tree.attributes where !names.contains(name) {
            let value = known.lazy.filter { $0.attribute.value == name }.compactMap { clause -> Value? in
                switch clause.test {
                case .isPresent(false): .absent
                case .equals(let text): .text(text)
                default: nil
                }
            }.first
            guard let value else { return nil }
            names.append(name)
            row.append(value)
        }
        let world = EvaluationEnvironment(now: now, defaultDomain: "", random: { 0 })
        guard case .value(let value) = Evaluator(tree, column: { names.firstIndex(of: $0) }).evaluate(row, world), case .text(let text) = value, !text.isEmpty
        else { return nil }
        return text
    }

    /// One name for each attribute of a user: Graph's and the schema's are two.
    private static func key(_ name: String) -> String { EntraSourceAttribute.named(name)?.schemaName ?? name }

    /// Somebody of them who may be in a scope over Entra's attributes; nil where there is proof that nobody is.
    func meets(_ scope: [ScopeGroup]) -> [String: String]? {
        var types: [String: AttributeType] = [:]
        let wanted = (scope.isEmpty ? [[]] : scope.map(\.clauses)).map { clauses in
            clauses.map { clause in
                let key = EntraTraits.key(clause.attribute.value)
                types[key] = EntraSourceAttribute.named(clause.attribute.value)?.type
                return Clause(attribute: Spanned(key, clause.attribute.span), test: clause.test, span: clause.span)
            }
        }
        for group in groups {
            for other in wanted {
                if case .possible(let witness) = ScopeSatisfiability.canHold(group + other, types: types) { return witness ?? [:] }
            }
        }
        return nil
    }
}
