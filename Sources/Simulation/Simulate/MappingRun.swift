import Analysis
import Diagnostics
import Expressions
import Plan

/// One mapping made ready for many people: where it reads, what it computes, where it writes.
final class MappingRun {
    enum Origin {
        /// A place in the row: a column of the source, or a slot of the Entra user.
        case place(Int)
        case constant(Value)
        case expression(Computed)
    }

    /// Shared by all people, hence in a place of its own.
    final class Computed {
        let evaluator: Evaluator
        let world: EvaluationEnvironment

        init(_ evaluator: Evaluator, _ world: EvaluationEnvironment) {
            self.evaluator = evaluator
            self.world = world
        }
    }

    /// Where an attribute is found in the row.
    let place: (String) -> Int?

    final class Item {
        let mapping: CheckedAttributeMapping
        let slot: Int
        let origin: Origin
        /// The source's attribute where it is copied as it is.
        let column: String?
        let mim: MIMFlows.Way?
        /// Where values of this attribute are claimed, if no two objects may have the same.
        let uniquePlace: String?
        /// Its expression tries several candidates.
        let selects: Bool
        /// The place in the plan.
        let span: Span

        init(
            mapping: CheckedAttributeMapping, slot: Int, origin: Origin, column: String?, mim: MIMFlows.Way?, uniquePlace: String?, selects: Bool, span: Span
        ) {
            self.mapping = mapping
            self.slot = slot
            self.origin = origin
            self.column = column
            self.mim = mim
            self.uniquePlace = uniquePlace
            self.selects = selects
            self.span = span
        }
    }

    let mapping: CheckedMapping
    /// Of the mapping.
    let name: String
    /// Of the target, among the simulator's systems.
    let system: Int
    let items: [Item]
    /// Those by which people are matched, in the order in which they are tried.
    let matches: [Item]
    /// Slots whose values follow Entra's flag for leavers.
    let flags: Set<Int>

    init(
        _ mapping: CheckedMapping, system: Int, shape: SystemShape, mim: MIMFlows, source: String?, unique: UniqueValues,
        environment: EvaluationEnvironment, place: @escaping (String) -> Int?
    ) {
        self.mapping = mapping
        name = mapping.name
        self.system = system
        self.place = place
        var flags: Set<Int> = []
        items = mapping.attributes.compactMap { item in
            guard let slot = shape.slot(item.target.name) else { return nil }
            var column: String?
            var reads: [String] = []
            let uniquePlace = shape.slots[slot].isUnique ? UniqueValues.place(shape.name, item.target.name) : nil
            var selects = false
            let origin: Origin
            switch item.value {
            case .direct(let attribute):
                guard let position = place(attribute.name) else { return nil }
                origin = .place(position)
                column = attribute.name
                reads = [attribute.name]
            case .constant(let text): origin = .constant(.text(text))
            case .expression(let tree):
                var world = environment
                selects = tree.calls.contains { $0.name == "SelectUniqueValue" }
                if selects {
                    let claimed = UniqueValues.place(shape.name, item.target.name)
                    world.isTaken = { unique.owner(of: $0, in: claimed) != nil }
                }
                origin = .expression(Computed(Evaluator(tree, column: place), world))
                reads = tree.attributes.map(\.name)
            }
            if mapping.from.name == "entra", reads.contains(where: { ["issoftdeleted", "accountenabled"].contains($0.lowercased()) }) { flags.insert(slot) }
            return Item(
                mapping: item, slot: slot, origin: origin, column: column,
                mim: source.flatMap { mim.way(to: shape.name, item.target.name, from: $0) },
                uniquePlace: uniquePlace ?? (selects ? UniqueValues.place(shape.name, item.target.name) : nil), selects: selects, span: item.span)
        }
        matches = items.filter { $0.mapping.matchingPriority > 0 }.sorted { $0.mapping.matchingPriority < $1.mapping.matchingPriority }
        self.flags = flags
    }

    func outcome(_ item: Item, _ row: [Value]) -> Outcome {
        switch item.origin {
        case .place(let position): .value(row[position])
        case .constant(let value): .value(value)
        case .expression(let computed): computed.evaluator.evaluate(row, computed.world)
        }
    }
}

extension MappingRun {
    /// The value of an item with all that led to it.
    func traced(_ item: Item, _ row: [Value], text: String?) -> TracedValue {
        var trace: Trace?
        if case .expression(let tree) = item.mapping.value, case .expression(let computed) = item.origin {
            trace = Trace(tree, column: place, row: row, computed.world)
        }
        return TracedValue(attribute: item.mapping.target.name, text: text, trace: trace, copied: item.column, place: item.span)
    }
}

/// A mapping from a source, with what decides about a row before any value is computed.
final class InboundRun {
    /// What a row says, once it can be read.
    struct Admitted {
        let row: [Value]
        let isInScope: Bool
        /// nil where no rule says who left.
        let isLeaver: Bool?
    }

    let run: MappingRun
    /// Days from the day a person left until the object is deleted, with the column that says the day; 0 without one: at once.
    let deletion: (days: Int, column: Int?)?
    private let reader: RowReader
    private let scope: RowScope
    private let groups: [RowScope]
    private let leavers: RowScope
    private let hasRule: Bool
    private let isConsolidated: Bool
    private let places: [Int?]
    private let declarations: [String: Span]
    private let today: Day

    /// - Throws: ``HeaderError`` where a column that the mapping reads is not in the rows.
    init(
        _ mapping: CheckedMapping, in plan: CheckedPlan, header: [String], today: Day, make: (_ place: @escaping (String) -> Int?) -> MappingRun
    ) throws(HeaderError) {
        guard case .source(let source) = mapping.from, let layout = InboundLayout(mapping, customURN: plan.customURN) else {
            throw HeaderError(name: mapping.name, header: header, isTwice: false)
        }
        reader = try RowReader(header: header, layout: layout, leavers: mapping.leavers)
        let column: (String) -> Int? = { name in header.firstIndex(of: name) }
        scope = RowScope(mapping.scope, column: column, today: today)
        groups = mapping.scope.map { RowScope([$0], column: column, today: today) }
        let format: (String) -> String? = { name in
            if case .date(let format)? = source.attribute(name)?.type.base { format } else { nil }
        }
        leavers = RowScope(mapping.leavers, column: column, format: source.consolidation == nil ? format : { _ in nil }, today: today)
        let mapsEnabled = mapping.attributes.contains { $0.target.name == "accountEnabled" }
        isConsolidated = source.consolidation != nil
        hasRule = !mapsEnabled && (isConsolidated || !mapping.leavers.isEmpty)
        let positions = Dictionary(layout.columns.enumerated().map { ($1.attribute.name, $0) }, uniquingKeysWith: { first, _ in first })
        run = make { positions[$0] }
        places = layout.columns.map { column($0.attribute.name) }
        declarations = Dictionary((source.plan?.attributes ?? []).map { ($0.name.value, $0.name.span) }, uniquingKeysWith: { first, _ in first })
        self.today = today
        let action = plan.plan.deprovisioning.lazy.flatMap(\.actions).first { $0.system.value == mapping.to.name }
        switch action?.delete {
        case .atOnce?: deletion = (0, nil)
        case .days(let days)?:
            let past = mapping.leavers.lazy.flatMap(\.clauses).first { $0.test == .isPast(true) }
            deletion = past.flatMap { clause in column(clause.attribute.value).map { (days, $0) } }
        default: deletion = nil
        }
    }

    func admit(_ arrival: Population.Arrival) -> Result<Admitted, Refused> {
        let texts: [String]
        if let record = arrival.record {
            if let doubt = reader.doubt(record) { return .failure(refused(doubt, arrival)) }
            switch reader.values(record) {
            case .failure(let error): return .failure(refused(error.rejection, arrival))
            case .success(let values): texts = values
            }
        } else {
            texts = places.map { $0.map { arrival.fields[$0] } ?? "" }
        }
        var isLeaver = arrival.isActive.map { !$0 }
        if !isConsolidated, hasRule {
            guard let answer = leavers.holds(for: arrival.fields) else {
                return .failure(Refused(finding: Fate.Finding(
                    code: "slow-pattern", reason: "a pattern of the rule for leavers takes too long on this row, so nobody can say whether the person left",
                    row: arrival.rows.first)))
            }
            isLeaver = answer
        }
        let row = zip(reader.layout.columns, texts).map { Value(column: $1, $0.attribute.type) }
        var isInScope = true
        if !run.mapping.scope.isEmpty {
            guard let answer = scope.holds(for: arrival.fields) else {
                return .failure(Refused(finding: Fate.Finding(
                    code: "slow-pattern", reason: "a pattern of the scope takes too long on this row", row: arrival.rows.first, place: run.mapping.span)))
            }
            isInScope = answer
        }
        return .success(Admitted(row: row, isInScope: isInScope, isLeaver: hasRule ? isLeaver : nil))
    }

    struct Refused: Error {
        let finding: Fate.Finding
    }

    private func refused(_ rejection: Rejection, _ arrival: Population.Arrival) -> Refused {
        Refused(finding: Fate.Finding(
            code: rejection.code, reason: rejection.reason, row: arrival.rows.first, column: rejection.column,
            place: rejection.column.flatMap { declarations[$0] }))
    }

    /// The groups of the scope that hold for somebody.
    func scopeGroups(_ arrival: Population.Arrival) -> [Int] {
        groups.indices.filter { groups[$0].holds(for: arrival.fields) == true }
    }

    /// Whether so much time has passed since the person left that the object is deleted.
    func isDeleted(_ arrival: Population.Arrival) -> Bool {
        guard let deletion else { return false }
        guard let column = deletion.column else { return deletion.days == 0 }
        let name = reader.layout.columns.first { $0.attribute.name == columnName(column) }
        var format = "yyyy-MM-dd"
        if !isConsolidated, case .date(let own?)? = name?.attribute.type.base { format = own }
        guard let day = Day(arrival.fields[column], format: format) else { return false }
        return day.adding(deletion.days) < today
    }

    private func columnName(_ place: Int) -> String? {
        zip(reader.layout.columns, places).first { $0.1 == place }?.0.attribute.name
    }
}

extension Value {
    /// A field of a row as its type says.
    init(column text: String, _ type: AttributeType) {
        if text.isEmpty {
            self = .absent
            return
        }
        switch type.base {
        case .integer: self = Int(text).map(Value.integer) ?? .text(text)
        case .boolean: self = .boolean(text.lowercased() == "true")
        default: self = .text(text)
        }
    }

    /// As it is shown and compared: many values in one text.
    var shown: String? {
        switch self {
        case .list(let values): values.compactMap(\.shown).joined(separator: "; ")
        case .roles(let names, _): names.joined(separator: "; ")
        default: text
        }
    }
}

extension Day {
    func adding(_ days: Int) -> Day {
        var result = self
        for _ in 0..<max(0, days) {
            result = Day(year: result.year, month: result.month, day: result.day + 1)
                ?? Day(year: result.year, month: result.month + 1, day: 1) ?? Day(year: result.year + 1, month: 1, day: 1) ?? result
        }
        return result
    }
}
