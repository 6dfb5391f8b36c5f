import Analysis
import Expressions
import Plan

/// What the mappings of one version of a plan give the people of one source, row by row: who is in scope, who left, which values.
///
/// Mappings from the source are run on the row; mappings from Entra ID on what those give. What the target holds already is not
/// known here: `SelectUniqueValue` takes its first candidate, and objects that only a directory knows are absent.
public struct PersonRun {
    /// What one mapping gives one person.
    public struct Outcome: Sendable, Hashable {
        public var isInScope: Bool
        public var isLeaver: Bool
        /// By target attribute; one that is left alone or absent is not in it.
        public var values: [String: String]
        /// Why the row is not sent.
        public var rejection: String?
    }

    /// By mapping; only mappings that the source's people can reach.
    public typealias Outcomes = [String: Outcome]

    public let keyName: String
    private let inbound: [Inbound]
    private let outbound: [Outbound]
    private let world: EvaluationEnvironment

    private struct Inbound {
        let mapping: CheckedMapping
        let reader: RowReader
        let scope: RowScope
        let leavers: RowScope
        let values: [(target: String, value: (RowReader.Values, [Value]) -> Value?)]
    }

    private struct Outbound {
        let mapping: CheckedMapping
        let scope: [[(attribute: String, test: ClauseEvaluator)]]
        let values: [(target: String, value: ([String: Value]) -> Value?)]
    }

    /// - Parameter header: the first line of the rows.
    /// - Throws: ``HeaderError`` when a mapping reads a column that the rows do not have.
    public init?(_ plan: CheckedPlan, source: String, header: [String], today: Day) throws(HeaderError) {
        guard let origin = plan.sources.first(where: { $0.name == source }) else { return nil }
        keyName = origin.key
        let now = Instant(year: today.year, month: today.month, day: today.day)
        guard let now else { return nil }
        let world = EvaluationEnvironment(now: now, random: { 0 })
        self.world = world
        var inbound: [Inbound] = []
        for mapping in plan.mappings where mapping.from.name == source {
            guard let layout = InboundLayout(mapping, customURN: plan.customURN) else { continue }
            let reader = try RowReader(header: header, layout: layout, leavers: mapping.leavers)
            let positions = Dictionary(layout.columns.enumerated().map { ($1.attribute.name, $0) }, uniquingKeysWith: { first, _ in first })
            let column: (String) -> Int? = { name in header.firstIndex(of: name) }
            inbound.append(Inbound(
                mapping: mapping, reader: reader, scope: RowScope(mapping.scope, column: column, today: today),
                leavers: RowScope(mapping.leavers, column: column, today: today),
                values: mapping.attributes.map { item in
                    switch item.value {
                    case .direct(let attribute):
                        let position = positions[attribute.name]
                        return (item.target.name, { _, row in position.map { row[$0] } })
                    case .constant(let text): return (item.target.name, { _, _ in .text(text) })
                    case .expression(let tree):
                        let evaluator = Evaluator(tree) { positions[$0] }
                        return (item.target.name, { _, row in evaluator.evaluate(row, world).value })
                    }
                }))
        }
        self.inbound = inbound
        outbound = plan.mappings.filter { $0.from.name == "entra" }.map { mapping in
            Outbound(
                mapping: mapping,
                scope: mapping.scope.map { $0.clauses.map { ($0.attribute.value, ClauseEvaluator($0.test)) } },
                values: mapping.attributes.map { item in
                    switch item.value {
                    case .direct(let attribute): return (item.target.name, { $0[attribute.name] })
                    case .constant(let text): return (item.target.name, { _ in .text(text) })
                    case .expression(let tree):
                        let names = tree.attributes.map(\.name)
                        let evaluator = Evaluator(tree) { name in names.firstIndex(of: name) }
                        return (item.target.name, { person in evaluator.evaluate(names.map { person[$0] ?? .absent }, world).value })
                    }
                })
        }
    }

    /// nil for a row without a key.
    public func run(_ record: CSVReader.Record) -> (key: String, outcomes: Outcomes)? {
        guard let first = inbound.first, record.problem == nil, record.fields.count == first.reader.width else { return nil }
        let key = record.fields[first.reader.keyPosition]
        guard !key.isEmpty else { return nil }
        var outcomes: Outcomes = [:]
        // What Entra ID has of the person, by the names of plans.
        var person: [String: Value] = [:]
        for item in inbound {
            switch item.reader.values(record) {
            case .failure(let error):
                outcomes[item.mapping.name] = Outcome(isInScope: false, isLeaver: false, values: [:], rejection: error.rejection.reason)
            case .success(let values):
                let row = zip(item.reader.layout.columns, values).map { Self.value($1, $0.attribute.type) }
                let isInScope = item.mapping.scope.isEmpty || item.scope.holds(for: record.fields) == true
                let isLeaver = !item.mapping.leavers.isEmpty && item.leavers.holds(for: record.fields) == true
                var outcome = Outcome(isInScope: isInScope, isLeaver: isLeaver, values: [:])
                if isInScope {
                    for (target, value) in item.values {
                        guard let value = value(values, row), !value.isAbsentOrEmpty else { continue }
                        outcome.values[target] = Self.text(value)
                        if item.mapping.to.name == "entra" { person[target] = value }
                    }
                    if item.mapping.to.name == "entra" { person["IsSoftDeleted"] = .boolean(isLeaver) }
                }
                outcomes[item.mapping.name] = outcome
            }
        }
        guard !person.isEmpty else { return (key, outcomes) }
        for item in outbound {
            let isInScope = item.scope.isEmpty || item.scope.contains { clauses in
                clauses.allSatisfy { $0.test.holds(for: person[$0.attribute].flatMap(Self.text)) == true }
            }
            var outcome = Outcome(isInScope: isInScope, isLeaver: person["IsSoftDeleted"] == .boolean(true), values: [:])
            if isInScope {
                for (target, value) in item.values { outcome.values[target] = value(person).flatMap(Self.text) }
            }
            outcomes[item.mapping.name] = outcome
        }
        return (key, outcomes)
    }

    private static func value(_ text: String, _ type: AttributeType) -> Value {
        if text.isEmpty { return .absent }
        switch type.base {
        case .integer: return Int(text).map(Value.integer) ?? .text(text)
        case .boolean: return .boolean(text == "true")
        default: return .text(text)
        }
    }

    private static func text(_ value: Value) -> String? {
        switch value {
        case .list(let values): values.compactMap(text).joined(separator: "; ")
        case .roles(let names, _): names.joined(separator: "; ")
        default: value.text
        }
    }
}

extension Outcome {
    fileprivate var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }
}
