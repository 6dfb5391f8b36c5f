import Diagnostics
import JSON

/// Changes for code-scanning services and as annotations: those that a person must look at stand beside their line.
public enum ReviewSARIF {
    public static func render(_ comparison: Comparison, prefix: String) -> String {
        let renderer = SARIFRenderer(prefix: prefix)
        let rules = Set(comparison.changes.map(\.rule)).sorted { $0.code < $1.code }
        let indexes = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.code, $0) })
        var fingerprints = Fingerprints()
        let results = comparison.changes.map { change in
            var result = SARIFRenderer.Result(
                rule: indexes[change.rule.code] ?? 0, level: change.risk.level, message: change.message,
                fingerprint: fingerprints.next(change.rule.code, change.subject.name, change.title.plain))
            if let place = change.place, !place.isOld {
                result.locations = [[
                    "physicalLocation": ["artifactLocation": ["uri": .string(renderer.uri(place.file))], "region": ["startLine": .integer(place.line)]]
                ]]
            }
            result.suppression = change.acceptance.map { "accepted by \($0.by) until \($0.until): \($0.because)" }
            return (change.rule.code, result)
        }
        return renderer.document(rules: rules.map(rule), results: results)
    }

    public static func annotations(_ comparison: Comparison, _ service: AnnotationRenderer.Service, prefix: String) -> String {
        let renderer = AnnotationRenderer(service, prefix: prefix)
        return comparison.changes.filter { $0.risk > .cosmetic && $0.acceptance == nil }.map { change in
            let level = change.risk == .destructive ? "error" : change.risk == .disruptive ? "warning" : "notice"
            let place = change.place.flatMap { $0.isOld ? nil : $0 }
            return renderer.render(.init(
                level: level, code: change.rule.code, message: change.message, file: place.map { prefix + $0.file },
                start: place.map { Position(line: $0.line, column: 1) }))
        }.joined()
    }

    private static func rule(_ rule: ChangeRule) -> JSON {
        [
            "id": .string(rule.code),
            "shortDescription": ["text": .string(rule.change)],
            "fullDescription": ["text": .string(rule.reason)],
            "help": ["text": .string("\(rule.change) \(rule.reason)\n\nSource: \(rule.source)")],
            "defaultConfiguration": ["level": .string(rule.risk.level)],
        ]
    }
}

extension Risk {
    fileprivate var level: String {
        switch self {
        case .destructive: "error"
        case .disruptive: "warning"
        case .additive, .cosmetic: "note"
        }
    }
}

extension Change {
    /// Title, values and reason in a few lines.
    fileprivate var message: String {
        var lines = [title.marked]
        if let before { lines.append("was: \(before)") }
        if let after { lines.append("now: \(after)") }
        return lines.joined(separator: "\n") + "\n" + rule.reason
    }
}
