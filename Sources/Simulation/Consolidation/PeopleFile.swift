import Analysis
import JSON

/// Consolidated people as a CSV file: the attributes, and who is active. Every engine writes the same.
public enum PeopleFile {
    /// The last column, where a rule says who left; no attribute has this name.
    public static let activeColumn = "entrain.active"

    public static func header(_ rules: CheckedConsolidation) -> [String] {
        rules.attributes.map(\.attribute.name) + (rules.saysWhoLeft ? [activeColumn] : [])
    }

    public static func record(_ person: ConsolidatedPerson) -> [String] {
        person.values.map { $0?.text ?? "" } + (person.isActive.map { [$0 ? "true" : "false"] } ?? [])
    }
}

extension CheckedConsolidation {
    var saysWhoLeft: Bool {
        if case .unknown = leavers { false } else { true }
    }
}

extension Consolidator.Summary {
    public func json(consolidation: String, environment: String?) -> JSON {
        .compact([
            "consolidation": .string(consolidation),
            "environment": environment.map { .string($0) },
            "rows": .object(rows.map { .init($0.source, .integer($0.count)) }),
            "people": .integer(people),
            "inSeveralSources": .integer(merged),
            "active": .integer(active),
            "inactive": .integer(inactive),
            "valuesInDispute": .integer(disagreements),
            "setAside": .object(setAside.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) }),
        ])
    }
}
