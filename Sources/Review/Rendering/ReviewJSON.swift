import Artifacts
import Diagnostics
import JSON

/// Changes for tools.
public enum ReviewJSON {
    public static func render(_ comparison: Comparison, artifacts: [ArtifactDifference]? = nil) -> String {
        JSON.compact([
            "summary": .object(
                Risk.allCases.reversed().map { .init($0.rawValue, .integer(comparison.count($0))) }
                    + [.init("accepted", .integer(comparison.changes.count { $0.acceptance != nil }))]),
            "environments": comparison.addedEnvironments.isEmpty && comparison.removedEnvironments.isEmpty ? nil : [
                "added": .strings(comparison.addedEnvironments), "removed": .strings(comparison.removedEnvironments),
            ],
            "changes": .array(comparison.changes.map(json)),
            "artifacts": artifacts.map { .array($0.map(json)) },
        ]).prettyText
    }

    private static func json(_ change: Change) -> JSON {
        .compact([
            "code": .string(change.rule.code),
            "risk": .string(change.risk.rawValue),
            "kind": .string(change.kind.rawValue),
            "subject": ["kind": .string(change.subject.kind.rawValue), "name": .string(change.subject.name)],
            "message": .string(change.title.marked),
            "before": change.before.map(JSON.string) ?? .null,
            "after": change.after.map(JSON.string) ?? .null,
            "reason": .string(change.rule.reason),
            "population": change.population.map { .string($0.marked) },
            "phases": .strings(change.phases),
            "environments": change.environments.isEmpty ? nil : .strings(change.environments),
            "place": change.place.map { ["file": .string($0.file), "line": .integer($0.line), "version": .string($0.isOld ? "old" : "new")] },
            "people": change.impact.map { impact in
                [
                    "total": .integer(impact.total), "affected": .integer(impact.people.count), "what": .string(impact.what),
                    "who": .array(impact.people.map { person in
                        .compact(["key": .string(person.key), "before": person.before.map(JSON.string), "after": person.after.map(JSON.string)])
                    }),
                ]
            },
            "acceptance": change.acceptance.map { ["by": .string($0.by), "until": .string($0.until), "because": .string($0.because)] },
        ])
    }

    private static func json(_ file: ArtifactDifference) -> JSON {
        .compact([
            "phase": file.phase.map(JSON.string), "path": .string(file.path), "change": .string(file.kind.rawValue),
            "added": .integer(file.added), "removed": .integer(file.removed),
        ])
    }
}
