import Diagnostics
import Expressions
import Plan

extension AttributeType {
    /// Whether two people can be told apart by such a value.
    var identifies: Bool {
        switch base {
        case .string, .integer, .reference: true
        case .boolean, .date, .datetime, .binary: false
        }
    }
}

extension Checker {
    /// Whoever is read goes somewhere: by a mapping, by a consolidation, or as what another source refers to.
    mutating func checkSourcesAreUsed() {
        guard plan.isComplete, !plan.mappings.isEmpty else { return }
        var used = Set((plan.mappings.flatMap { [$0.from, $0.to] }).compactMap { $0?.value })
        used.formUnion(plan.consolidations.flatMap(\.from).map(\.value))
        // Where a name is misspelt, it may have been one of these.
        let declared = Set(["entra"] + plan.sources.map(\.name.value) + plan.consolidations.map(\.name.value) + plan.connectors.map(\.name.value))
        guard used.isSubset(of: declared) else { return }
        for source in plan.sources {
            for attribute in source.attributes {
                if case .reference(let system) = attribute.type.value.base, system != source.name.value { used.insert(system) }
            }
        }
        for source in plan.sources where !used.contains(source.name.value) {
            addUnlessAccepted(.unusedSource(source.name, isConsolidation: false), at: source.name.value)
        }
        for item in plan.consolidations where !used.contains(item.name.value) {
            addUnlessAccepted(.unusedSource(item.name, isConsolidation: true), at: item.name.value)
        }
    }
}
