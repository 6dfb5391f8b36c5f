import Diagnostics
import Expressions
import Plan

/// People of a source, where their accounts live, and from when on.
public struct CheckedPopulation: Sendable {
    /// Where an account lives at one moment of the road.
    public enum Home: String, Sendable {
        case cloud
        case hybrid
        /// Born in Active Directory; its source of authority is the cloud.
        case converted
    }

    public let name: String
    public let title: String
    public let because: String?
    public let source: CheckedSource
    public let scope: [ScopeGroup]
    public let lives: Population.Home
    /// What ties them to Active Directory.
    public let needs: [Population.Tie]
    public let directoryAccount: Population.DirectoryAccount
    /// The number of the phase that converts them.
    public internal(set) var convertedIn: Int?
    public let span: Span

    /// - Parameter phase: the number of the phase that is complete; 0 is today.
    public func home(after phase: Int) -> Home {
        if lives == .cloud { return .cloud }
        return convertedIn.map { $0 <= phase } == true ? .converted : .hybrid
    }

    /// Nobody writes an AD account of theirs.
    public func isOutsideDirectory(after phase: Int) -> Bool {
        switch home(after: phase) {
        case .cloud: true
        case .hybrid: false
        case .converted: directoryAccount == .frozen
        }
    }

    /// Whether somebody can be one of them and in a scope over the same source.
    public func overlaps(_ scope: [ScopeGroup]) -> ScopeSatisfiability.JointVerdict {
        ScopeSatisfiability.canBothHold(self.scope, scope, types: source.types)
    }

    /// Whether a mapping may take some of them.
    public func isTaken(by mapping: CheckedMapping) -> Bool {
        guard mapping.from.name == source.name else { return false }
        if case .possible = overlaps(mapping.scope) { return true }
        return false
    }
}

extension CheckedSource {
    /// By attribute.
    var types: [String: AttributeType] { Dictionary(attributes.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first }) }
}

extension CheckedPlan {
    /// The agents of MIM that read what a population is said over; none where MIM never did.
    public func agentsOfMIM(reading population: CheckedPopulation) -> [Legacy.Agent] {
        guard let legacy else { return [] }
        let links = SystemLinks(plan: plan)
        let names = [population.source.name] + (population.source.consolidation?.parts.map(\.name) ?? [])
        return legacy.agents.filter { names.contains(links.system(of: $0.name.value)) }
    }
}
