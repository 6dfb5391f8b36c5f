import Analysis
import Expressions
import Plan

/// The rows of one person → the person, or why there is none.
struct PersonMerger {
    struct Row {
        let part: Int
        let line: Int
        let offset: Int
        let newest: Int
        let isLeaver: Bool
        let problem: PartReader.Problem?
    }

    struct Failure: Error {
        let aside: SetAside
    }

    private struct Chosen {
        let row: SourceRow
        let values: [String]
        let isLeaver: Bool
    }

    private let rules: CheckedConsolidation
    private let readers: [PartReader]
    private var csvs: [CSVReader]
    private let personKey: (Int, String) -> String?
    /// By attribute: the columns of its origins, and of what says how new their rows are.
    private let columns: [[(origin: CheckedConsolidation.Origin, column: Int, newest: Int?, reference: Int?)]]
    private let leavers: RowScope?
    private let status: StatusDoubt?

    /// - Parameter personKey: the key of the person whom a part's own key names.
    init(rules: CheckedConsolidation, readers: [PartReader], files: [[UInt8]], today: Day, personKey: @escaping (Int, String) -> String?) {
        self.rules = rules
        self.readers = readers
        csvs = files.map { CSVReader($0) }
        self.personKey = personKey
        columns = rules.attributes.map { attribute in
            attribute.from.compactMap { origin in
                guard let column = readers[origin.part].column(origin.attribute.name) else { return nil }
                var newest: Int?
                if case .newest(let by) = attribute.onConflict { newest = by[origin.part].flatMap { readers[origin.part].column($0.name) } }
                var reference: Int?
                if case .reference(let system) = origin.attribute.type.base,
                    let part = rules.parts.firstIndex(where: { $0.name == system }), rules.translatesReferences(to: part)
                {
                    reference = part
                }
                return (origin, column, newest, reference)
            }
        }
        let names = rules.attributes.map(\.attribute.name)
        if case .person(let groups) = rules.leavers {
            leavers = RowScope(groups, column: { names.firstIndex(of: $0) }, today: today)
            status = StatusDoubt(groups) { names.firstIndex(of: $0) }
        } else {
            leavers = nil
            status = nil
        }
    }

    mutating func merge(key: String, _ rows: [Row], isAmbiguous: Bool) -> Result<ConsolidatedPerson, Failure> {
        let sorted = rows.sorted { ($0.part, $0.line) < ($1.part, $1.line) }
        func aside(_ column: String?, _ code: String, _ reason: String) -> Result<ConsolidatedPerson, Failure> {
            .failure(Failure(aside: SetAside(
                key: key, column: column, code: code, reason: reason,
                rows: sorted.map { SourceRow(source: rules.parts[$0.part].name, line: $0.line) })))
        }
        if isAmbiguous { return aside(nil, "ambiguous-person", "several people have an identifier that this row has, too") }
        for row in sorted {
            guard let problem = row.problem else { continue }
            let place = "line \(row.line) of \(rules.parts[row.part].name)"
            return aside(problem.column, problem.code, "\(place): \(problem.reason)")
        }

        // One row of each source.
        var chosen = [Chosen?](repeating: nil, count: rules.parts.count)
        for part in rules.parts.indices {
            var own = sorted.filter { $0.part == part }
            guard !own.isEmpty else { continue }
            var code = "several-rows"
            var reason = "\(rules.parts[part].name) has several rows of this person, which say different things"
            if case .newest(let by) = rules.parts[part].severalRows {
                let newest = own.map(\.newest).max()
                own = own.filter { $0.newest == newest }
                code = "same-newest"
                reason = "\(rules.parts[part].name) has several rows of this person with the newest \(by.name), which say different things"
            }
            let values = own.map { read(part, $0.offset) }
            guard let first = values.first, values.allSatisfy({ $0 == first }) else { return aside(nil, code, reason) }
            chosen[part] = Chosen(row: SourceRow(source: rules.parts[part].name, line: own[0].line), values: first, isLeaver: own[0].isLeaver)
        }

        var values: [ConsolidatedPerson.Value?] = []
        for (attribute, origins) in zip(rules.attributes, columns) {
            // The key is the strongest source's, wherever the person works now: another key would be another account.
            if attribute.attribute.name == rules.key {
                values.append(keyValue(key, chosen, origins[0].origin))
                continue
            }
            var candidates: [(text: String, from: Chosen, attribute: String, newest: Int, place: Int)] = []
            for (place, one) in origins.enumerated() {
                guard let from = chosen[one.origin.part], !from.values[one.column].isEmpty else { continue }
                var text = from.values[one.column]
                if let part = one.reference { text = personKey(part, text) ?? text }
                candidates.append((text, from, one.origin.attribute.name, one.newest.map { PartReader.order(from.values[$0]) } ?? 0, place))
            }
            guard let strongest = candidates.first else {
                values.append(nil)
                continue
            }
            let agree = candidates.allSatisfy { $0.text == strongest.text }
            if case .reject = attribute.onConflict, !agree {
                let sources = candidates.map { "\($0.from.row.source) (line \($0.from.row.line))" }.joined(separator: " and ")
                return aside(attribute.attribute.name, "sources-disagree", "\(sources) say different things of \(attribute.attribute.name)")
            }
            let last = rules.leaversLast
            candidates.sort { one, other in
                if last, one.from.isLeaver != other.from.isLeaver { return !one.from.isLeaver }
                if one.newest != other.newest { return one.newest > other.newest }
                return one.place < other.place
            }
            let winner = candidates[0]
            let reason: ConsolidatedPerson.Reason
            if candidates.count == 1 {
                reason = .only
            } else if agree {
                reason = .agreed
            } else if last, !winner.from.isLeaver, strongest.from.isLeaver {
                reason = .working
            } else if case .newest = attribute.onConflict, candidates.contains(where: { $0.newest < winner.newest }) {
                reason = .newest
            } else {
                reason = .first
            }
            values.append(.init(
                text: winner.text, row: winner.from.row, attribute: winner.attribute, reason: reason,
                others: candidates.dropFirst().filter { $0.text != winner.text }.map { ($0.from.row, $0.text) }))
        }

        var isActive: Bool?
        switch rules.leavers {
        case .unknown: break
        case .allRows: isActive = !chosen.allSatisfy { $0?.isLeaver ?? true }
        case .person:
            let texts = values.map { $0?.text ?? "" }
            if let doubt = status?.doubt(in: texts) { return aside(doubt.column, doubt.code, doubt.reason) }
            guard let left = leavers?.holds(for: texts) else {
                return aside(nil, "slow-pattern", "a pattern of the rule for leavers takes too long, so nobody can say whether the person left")
            }
            isActive = !left
        }
        return .success(ConsolidatedPerson(key: key, values: values, isActive: isActive, rows: chosen.compactMap { $0?.row }))
    }

    private func keyValue(_ key: String, _ chosen: [Chosen?], _ origin: CheckedConsolidation.Origin) -> ConsolidatedPerson.Value? {
        guard let part = chosen.firstIndex(where: { $0 != nil }), let from = chosen[part] else { return nil }
        let others = chosen.enumerated().compactMap { place, other -> (row: SourceRow, text: String)? in
            other.map { ($0.row, readers[place].key($0.values)) }
        }.dropFirst()
        let unlike = others.filter { PartReader.folded($0.text) != PartReader.folded(key) }
        return .init(
            text: key, row: from.row, attribute: rules.parts[part].keys[0].name,
            reason: others.isEmpty ? .only : unlike.isEmpty ? .agreed : .first, others: Array(unlike))
    }

    private mutating func read(_ part: Int, _ offset: Int) -> [String] {
        csvs[part].seek(to: offset)
        guard let record = csvs[part].next() else { return [] }
        return readers[part].values(record).values
    }
}
