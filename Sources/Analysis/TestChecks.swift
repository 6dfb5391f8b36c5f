import Diagnostics
import Plan

/// A plan's tests name what the plan has: a test of a phase or attribute that does not exist would hold for ever.
extension Checker {
    mutating func checkTests(sources: [CheckedSource]) {
        let systems = ["entra"] + plan.connectors.map(\.name.value)
        for test in plan.tests {
            for (name, rows) in test.rows {
                guard let source = plan.sources.first(where: { $0.name.value == name.value }) else {
                    unknownName(name, "source", known: plan.sources.map(\.name.value))
                    continue
                }
                let known = source.attributes.map(\.name.value)
                for (attribute, _) in rows.joined() where !known.contains(attribute.value) {
                    unknownName(attribute, "attribute of `\(source.name.value)`", known: known)
                }
            }
            for (name, _) in test.existing where !systems.contains(name.value) { unknownName(name, "system", known: systems) }
            for one in test.expectations {
                if !plan.phases.contains(where: { $0.name.value == one.phase.value }) { unknownName(one.phase, "phase", known: plan.phases.map(\.name.value)) }
                guard systems.contains(one.target.value) else {
                    unknownName(one.target, "system", known: systems)
                    continue
                }
                let written = plan.mappings.filter { $0.to?.value == one.target.value }
                var known = written.flatMap { mapping in mapping.attributes.map(\.target.value) + mapping.match.map(\.target.value) }
                if one.target.value == "entra" { known += ["accountEnabled", "IsSoftDeleted", "objectId"] } else { known += ["accountDisabled"] }
                for (attribute, _) in one.values where !known.contains(attribute.value) {
                    unknownName(attribute, "attribute that is written to `\(one.target.value)`", known: known.sorted())
                }
            }
        }
    }
}
