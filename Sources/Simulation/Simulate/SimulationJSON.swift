import JSON

extension PersonStory {
    /// One object for each phase and mapping.
    public func json(_ summary: SimulationSummary, _ places: PlanPlaces) -> [JSON] {
        steps.flatMap { step in
            step.fates.map { fate in
                .compact([
                    "phase": .string(summary.phases[step.phase - 1].name),
                    "source": .string(source),
                    "key": key.map { .string($0) },
                    "rows": .array(rows.map(\.json)),
                    "population": population.map { .string($0) },
                    "mapping": .string(fate.mapping),
                    "target": .string(fate.target),
                    "outcome": .string(fate.kind.rawValue),
                    "leaver": fate.isLeaver ? true : nil,
                    "changes": fate.changes.isEmpty ? nil : .array(fate.changes.map { $0.json(places) }),
                    "findings": fate.findings.isEmpty ? nil : .array(fate.findings.map { $0.json(places) }),
                ])
            }
        }
    }
}

extension Fate.Change {
    func json(_ places: PlanPlaces) -> JSON {
        .compact([
            "attribute": .string(attribute),
            "from": isKnown ? before.map { .string($0) } ?? .null : nil,
            "to": after.map { .string($0) } ?? .null,
            "mim": mim.map { value in if case .value(let text) = value { .string(text) } else { .null } },
            "plan": .string(places.name(place)),
        ])
    }
}

extension Fate.Finding {
    func json(_ places: PlanPlaces) -> JSON {
        .compact([
            "code": .string(code),
            "reason": .string(reason),
            "source": row.map { .string($0.source) },
            "line": row.map { .integer($0.line) },
            "column": column.map { .string($0) },
            "attribute": attribute.map { .string($0) },
            "plan": place.map { .string(places.name($0)) },
        ])
    }
}

extension SimulationSummary {
    public var json: JSON {
        [
            "summary": .compact([
                "sources": .array(sources.map { ["source": .string($0.name), "rows": .integer($0.rows), "people": .integer($0.people)] }),
                "populations": homes.isEmpty ? nil : .array(homes.flatMap { source, sums in
                    sums.map { sum -> JSON in .compact(["source": .string(source), "population": sum.name.map { .string($0) }, "people": .integer(sum.count)]) }
                }),
                "sourcesWithoutRows": .strings(sourcesWithoutRows),
                "systemsWithoutExport": .strings(systemsWithoutExport),
                "notInExport": .object(unknownAttributes.map { .init($0.system, .strings($0.attributes)) }),
                "mappings": .array(lines.map { line in
                    .compact([
                        "phase": .string(phases[line.phase - 1].name),
                        "mapping": .string(line.mapping),
                        "source": .string(line.source),
                        "target": .string(line.target),
                        "total": .integer(line.total),
                        "outcomes": .object(Fate.Kind.allCases.map { .init($0.rawValue, .integer(line.outcomes[$0] ?? 0)) }),
                        "findings": counts(line.findings),
                        "changedAttributes": counts(line.changes),
                        "comparedWithMIM": .integer(line.comparedWithMIM),
                        "differentFromMIM": counts(line.differentFromMIM),
                        "atMost": line.threshold.map { .integer($0) },
                        "overThreshold": .bool(line.isOverThreshold),
                    ])
                }),
            ]),
        ]
    }

    private func counts(_ numbers: [String: Int]) -> JSON {
        .object(numbers.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) })
    }
}
