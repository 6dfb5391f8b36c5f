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
        let uniquePlace: Int?
        /// Its expression tries several candidates.
        let selects: Bool
        /// The place in the plan.
        let span: Span
        /// Of the target.
        let name: String
        let onCreate: Bool
        let limit: Limit
        let comparison: Comparison

        /// What a value of the target's type must be.
        enum Limit { case none, length(Int), integer, boolean }
        /// When two values are the same.
        enum Comparison { case exact, folded, day }

        init(
            mapping: CheckedAttributeMapping, slot: Int, origin: Origin, column: String?, mim: MIMFlows.Way?, uniquePlace: Int?, selects: Bool, comparison: Comparison, span: Span
        ) {
            name = mapping.target.name
            onCreate = mapping.onCreate
            switch mapping.target.type.base {
            case .string(let limit): self.limit = limit.map(Limit.length) ?? .none
            case .integer: limit = .integer
            case .boolean: limit = .boolean
            default: limit = .none
            }
            self.mapping = mapping
            self.slot = slot
            self.origin = origin
            self.column = column
            self.mim = mim
            self.uniquePlace = uniquePlace
            self.selects = selects
            self.span = span
            self.comparison = comparison
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
            let uniquePlace = shape.slots[slot].isUnique ? unique.place(shape.name, item.target.name) : nil
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
                    let claimed = unique.place(shape.name, item.target.name)
                    world.isTaken = { unique.owner(of: $0, in: claimed) != nil }
                }
                origin = .expression(Computed(Evaluator(tree, column: place), world))
                reads = tree.attributes.map(\.name)
            }
            if mapping.from.name == "entra", reads.contains(where: { ["issoftdeleted", "accountenabled"].contains($0.lowercased()) }) { flags.insert(slot) }
            return Item(
                mapping: item, slot: slot, origin: origin, column: column,
                mim: source.flatMap { mim.way(to: shape.name, item.target.name, from: $0) },
                uniquePlace: uniquePlace ?? (selects ? unique.place(shape.name, item.target.name) : nil), selects: selects, comparison: Item.Comparison(shape.slots[slot].type), span: item.span)
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

extension MappingRun.Item.Comparison {
    init(_ type: AttributeType) {
        self = switch type.base {
        case .boolean, .integer: .folded
        case .date, .datetime: .day
        default: .exact
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

/// A mapping from a source.
final class InboundRun {
    let run: MappingRun
    let gate: RowGate
    private let make: () -> RowGate?

    /// - Throws: ``HeaderError`` where a column that the mapping reads is not in the rows.
    init(
        _ mapping: CheckedMapping, in plan: CheckedPlan, header: [String], today: Day, make: (_ place: @escaping (String) -> Int?) -> MappingRun
    ) throws(HeaderError) {
        let gate = try RowGate(mapping, in: plan, header: header, today: today)
        run = make { gate.positions[$0] }
        self.gate = gate
        self.make = { try? RowGate(mapping, in: plan, header: header, today: today) }
    }

    /// One that shares nothing, for another thread: two threads that count the users of one place in memory hold each other up.
    func ownGate() -> RowGate { make() ?? gate }
}

extension Value {
    /// What a field of a row becomes.
    enum ColumnKind {
        case integer, boolean, text

        init(_ type: AttributeType) {
            self = switch type.base {
            case .integer: .integer
            case .boolean: .boolean
            default: .text
            }
        }
    }

    /// A field of a row as its type says.
    init(column text: String, _ kind: ColumnKind) {
        if text.isEmpty {
            self = .absent
            return
        }
        switch kind {
        case .integer: self = Int(text).map(Value.integer) ?? .text(text)
        case .boolean: self = .boolean(text.lowercased() == "true")
        case .text: self = .text(text)
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
