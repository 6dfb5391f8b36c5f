import Diagnostics
import Plan

/// What one management agent of MIM can tell of a population: its rows are those of one source, and have that source's columns only.
///
/// A person of a consolidation has values of several sources. What another source says of somebody, no filter of this agent can ask.
public enum AgentKnowledge: Sendable {
    /// The population's scope, in the agent's own columns.
    case told([ScopeGroup])
    /// No row can be one of them: each has the columns that they lack.
    case nobody([String])
    /// The attributes of people that no row of the agent says; what the agent can say of them, everyone where that is nothing.
    case untold([String], atLeast: [ScopeGroup])

    public init(of population: CheckedPopulation, by agent: Legacy.Agent, in plan: CheckedPlan) {
        let system = SystemLinks(plan: plan.plan).system(of: agent.name.value)
        var impossible: [String] = []
        var missing: [String] = []
        var told: [ScopeGroup] = []
        var isEveryone = population.scope.isEmpty
        for group in population.scope {
            var clauses: [Clause] = []
            var lacking: [String] = []
            var refuted: [String] = []
            for clause in group.clauses {
                guard let column = AgentKnowledge.column(clause.attribute.value, of: population.source, in: system) else {
                    lacking.append(clause.attribute.value)
                    continue
                }
                if clause.test == .isPresent(false), !column.type.isOptional { refuted.append(column.name) }
                clauses.append(Clause(attribute: Spanned(column.name, clause.attribute.span), test: clause.test, span: clause.span))
            }
            if !refuted.isEmpty {
                impossible += refuted.filter { !impossible.contains($0) }
                continue
            }
            missing += lacking.filter { !missing.contains($0) }
            if clauses.isEmpty { isEveryone = true }
            told.append(ScopeGroup(clauses: clauses, span: group.span))
        }
        if told.isEmpty, !isEveryone {
            self = .nobody(impossible)
        } else if !missing.isEmpty {
            self = .untold(missing, atLeast: isEveryone ? [] : told)
        } else {
            self = .told(told)
        }
    }

    /// The column of a system's rows that alone makes an attribute of the population's people; nil where other sources have a say in it.
    private static func column(_ name: String, of source: CheckedSource, in system: String) -> CheckedAttribute? {
        guard let rules = source.consolidation else { return source.attribute(name) }
        guard let attribute = rules.attributes.first(where: { $0.attribute.name == name }), attribute.from.count == 1,
            let origin = attribute.from.first, rules.parts[origin.part].name == system
        else { return nil }
        return origin.attribute
    }
}

extension CheckedPlan {
    /// The source whose rows an agent reads for a population.
    public func source(of population: CheckedPopulation, readBy agent: Legacy.Agent) -> CheckedSource? {
        guard let rules = population.source.consolidation else { return population.source }
        let system = SystemLinks(plan: plan).system(of: agent.name.value)
        return rules.parts.first { $0.name == system }?.source
    }

    /// What flows of MIM read of an agent, its anchor among it.
    public func columns(readBy agent: Legacy.Agent) -> Set<String> {
        var columns: Set<String> = agent.anchor.map { [$0] } ?? []
        for flow in legacy?.imports ?? [] where flow.agent.value == agent.name.value {
            switch flow.value {
            case .direct(let name): columns.insert(name)
            case .rule(_, let reads), .script(_, let reads): columns.formUnion(reads)
            case .constant, .secret: break
            }
        }
        return columns
    }

    /// MIM writes people, and no Active Directory among what it writes: whoever lives in the cloud does not come back to AD by it, and has
    /// accounts that MIM keeps.
    public var isMIMApartFromDirectory: Bool { plan.legacy?.isApartFromDirectory ?? false }

    /// The agents by which MIM writes people today.
    public var agentsOfMIMWritingPeople: [Legacy.Agent] {
        legacy?.agentsWritingPeople ?? []
    }
}

extension Legacy {
    var agentsWritingPeople: [Agent] {
        let names = Set(exports.filter { EstateBuilder.isPerson($0.metaverseType) }.map(\.agent.value))
        return agents.filter { names.contains($0.name.value) }
    }

    /// See ``CheckedPlan/isMIMApartFromDirectory``.
    var isApartFromDirectory: Bool { !agentsWritingPeople.isEmpty && !agents.contains { $0.kind?.value == .activeDirectory } }
}

extension CheckedPopulation {
    /// MIM sends them, until Azure does: whoever leaves its metaverse is sent no more.
    public var isSentByMIM: Bool { source.consolidation?.engine == .mim }
}

extension CheckedMapping {
    /// See ``CheckedPopulation/isSentByMIM``.
    public var isSentByMIM: Bool { if case .source(let source) = from { source.consolidation?.engine == .mim } else { false } }
}
