import Analysis
import Diagnostics
import Expressions
import Plan

/// What decides about a row of a mapping's source before any value is computed: whether it can be read, who is in scope, who has left.
final class RowGate {
    /// What a row says, once it can be read.
    struct Admitted {
        let row: [Value]
        let isInScope: Bool
        /// nil where no rule says who left.
        let isLeaver: Bool?
    }

    /// By attribute of the source: its place in a row that is let in.
    let positions: [String: Int]
    /// Days from the day a person left until the object is deleted, with the column that says the day; 0 without one: at once.
    let deletion: (days: Int, column: Int?)?
    private let reader: RowReader
    private let scope: RowScope
    private let groups: [RowScope]
    private let leavers: RowScope
    private let hasRule: Bool
    private let hasScope: Bool
    /// Of the mapping.
    private let span: Span
    private let isConsolidated: Bool
    private let places: [Int?]
    private let kinds: [Value.ColumnKind]
    private let declarations: [String: Span]
    private let today: Day

    /// - Throws: ``HeaderError`` where a column that the mapping reads is not in the rows.
    init(_ mapping: CheckedMapping, in plan: CheckedPlan, header: [String], today: Day) throws(HeaderError) {
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
        positions = Dictionary(layout.columns.enumerated().map { ($1.attribute.name, $0) }, uniquingKeysWith: { first, _ in first })
        hasScope = !mapping.scope.isEmpty
        span = mapping.span
        places = layout.columns.map { column($0.attribute.name) }
        kinds = layout.columns.map { Value.ColumnKind($0.attribute.type) }
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

    typealias Admission = Result<Admitted, Refused>

    func admit(_ arrival: Population.Arrival) -> Admission {
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
        var row: [Value] = []
        row.reserveCapacity(texts.count)
        for index in texts.indices { row.append(Value(column: texts[index], kinds[index])) }
        var isInScope = true
        if hasScope {
            guard let answer = scope.holds(for: arrival.fields) else {
                return .failure(Refused(finding: Fate.Finding(
                    code: "slow-pattern", reason: "a pattern of the scope takes too long on this row", row: arrival.rows.first, place: span)))
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
