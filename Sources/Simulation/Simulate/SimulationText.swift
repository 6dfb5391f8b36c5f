import Expressions

/// The sums as a terminal shows them.
public struct SimulationText {
    public init() {}

    public func render(_ summary: SimulationSummary) -> String {
        var text = ""
        for source in summary.sources {
            text += "\(source.rows) row\(source.rows == 1 ? "" : "s") of \(source.name)"
            text += source.people == source.rows ? "\n" : ", \(source.people) people\n"
        }
        for (source, sums) in summary.homes {
            text += "of \(source): \(sums.map { "\($0.count) \($0.name ?? "in no population")" }.joined(separator: ", "))\n"
        }
        if !summary.sourcesWithoutRows.isEmpty {
            text += "no rows of \(summary.sourcesWithoutRows.joined(separator: ", ")): what begins there is left out\n"
        }
        if !summary.systemsWithoutExport.isEmpty {
            text += "no export of \(summary.systemsWithoutExport.joined(separator: ", ")): nobody is there yet\n"
        }
        for (system, attributes) in summary.unknownAttributes {
            text += "the export of \(system) does not tell \(attributes.joined(separator: ", ")): old values unknown\n"
        }
        for phase in summary.phases {
            text += "\n\(phase.number) \(phase.name) — \(phase.title)\n"
            for line in summary.lines where line.phase == phase.number { text += render(line) }
        }
        return text
    }

    private func render(_ line: SimulationSummary.Line) -> String {
        let outcomes = Fate.Kind.allCases.compactMap { kind in line.outcomes[kind].map { "\($0) \(kind.rawValue)" } }
        var text = "  \(line.mapping) → \(line.target)   \(outcomes.isEmpty ? "nobody" : outcomes.joined(separator: " · "))\n"
        if let threshold = line.threshold, line.isOverThreshold {
            text += "    ! \(line.removals) disabled and deleted, \(threshold) allowed: Entra ID holds them back and puts the job into quarantine\n"
        }
        func list(_ counts: [String: Int]) -> String {
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        }
        if !line.findings.isEmpty { text += "    found    \(list(line.findings))\n" }
        if !line.changes.isEmpty { text += "    changes  \(list(line.changes))\n" }
        if line.comparedWithMIM > 0 {
            text += "    MIM      \(line.comparedWithMIM) written values compared, "
            text += line.differentFromMIM.isEmpty ? "all the same\n" : "others than MIM's: \(list(line.differentFromMIM))\n"
        }
        return text
    }
}

extension PersonStory {
    /// The whole story, phase by phase, attribute by attribute.
    public func text(_ summary: SimulationSummary, _ places: PlanPlaces) -> String {
        let origin = rows.map { "\($0.source), line \($0.line)" }.joined(separator: "; ")
        var text = "\(key ?? "somebody without a key") of \(source)" + (origin.isEmpty ? "" : " (\(origin))")
        text += population.map { ", one of \($0)\n" } ?? "\n"
        for step in steps {
            let phase = summary.phases[step.phase - 1]
            text += "\n\(phase.number) \(phase.name) — \(phase.title)\n"
            if step.fates.isEmpty { text += "  nothing\n" }
            for fate in step.fates {
                text += "\n  \(fate.mapping) → \(fate.target): \(fate.kind.rawValue)\(fate.isLeaver ? " (has left)" : "")\n"
                for finding in fate.findings {
                    text += "    ! \(finding.code): \(finding.reason)"
                    if let row = finding.row { text += " — \(row.source), line \(row.line)" + (finding.column.map { ", column \($0)" } ?? "") }
                    text += (finding.place.map { " — \(places.name($0))" } ?? "") + "\n"
                }
                if fate.kind == .unchanged, !fate.values.isEmpty {
                    text += "    \(fate.values.count { $0.text != nil }) values are there already\n"
                } else {
                    for value in fate.values { text += line(value, fate, places) }
                }
                let told = Set(fate.values.map(\.attribute))
                for change in fate.changes where !told.contains(change.attribute) {
                    text += "    \(change.attribute): \(shown(change))   \(places.name(change.place))\n"
                }
            }
        }
        return text
    }

    private func line(_ value: TracedValue, _ fate: Fate, _ places: PlanPlaces) -> String {
        let change = fate.changes.first { $0.attribute == value.attribute }
        var text = "    \(value.attribute): "
        if let change {
            text += shown(change)
        } else {
            text += value.text.map { "\(quoted($0)) stays" } ?? "nothing is written"
        }
        if let copied = value.copied { text += "   from \(copied)" }
        text += "   \(places.name(value.place))\n"
        if let trace = value.trace { text += render(trace, indent: "      ") }
        return text
    }

    private func shown(_ change: Fate.Change) -> String {
        let before = change.isKnown ? change.before.map(quoted) ?? "nothing" : "unknown"
        var text = "\(before) → \(change.after.map(quoted) ?? "nothing")"
        if case .value(let old)? = change.mim { text += old == change.after ? "   as MIM does" : "   MIM gives \(quoted(old))" }
        return text
    }

    private func render(_ trace: Trace, indent: String) -> String {
        let value = switch trace.outcome {
        case .value(let value): value.shown.map(quoted) ?? "absent"
        case .ignoreAttribute: "the attribute is left alone"
        case .ignoreObject: "the person is left alone"
        case .escrow: "no candidate is free"
        case .failure(let reason): "fails: \(reason)"
        }
        return "\(indent)\(trace.text) = \(value)\n" + trace.parts.map { render($0, indent: indent + "  ") }.joined()
    }

    /// Control characters would move a terminal's cursor.
    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
