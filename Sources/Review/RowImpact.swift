import Analysis
import Diagnostics
import Expressions
import Simulation

/// Runs both versions over the rows of a source, and tells whom each change reaches.
public struct RowImpact {
    public struct Problem: Error, Sendable, CustomStringConvertible {
        public let description: String
    }

    private let review: Review
    private let source: String
    private let rows: [UInt8]
    private let today: Day

    /// - Throws: ``Problem`` where the new version has no such source.
    public init(_ review: Review, source: String, rows: [UInt8], today: Day) throws {
        guard review.new.plan.sources.contains(where: { $0.name == source }) else {
            let names = review.new.plan.sources.map(\.name)
            let near = nearest(to: source, among: names)
            throw Problem(description: "the plan has no source `\(source)`; " + (near.map { "did you mean `\($0)`?" } ?? "it has \(names.joined(separator: ", "))"))
        }
        self.review = review
        self.source = source
        self.rows = rows
        self.today = today
    }

    /// By the change's index in the review.
    public func impacts() throws -> [Int: [Impact]] {
        var csv = CSVReader(rows)
        guard let header = csv.next(), header.problem == nil else { throw Problem(description: "its first line names no columns") }
        csv.width = header.fields.count
        let oldSource = review.old.plan.sources.contains { $0.name == source } ? source : nil
        let before: PersonRun?, after: PersonRun?
        do {
            before = try oldSource.flatMap { try PersonRun(review.old.plan, source: $0, header: header.fields, today: today) }
            after = try PersonRun(review.new.plan, source: source, header: header.fields, today: today)
        } catch let error as HeaderError {
            throw Problem(description: error.isTwice ? "the header names `\(error.name)` twice" : "it has no column `\(error.name)`, which a mapping of `\(source)` reads")
        }
        let questions = review.changes.enumerated().compactMap { index, change in question(change).map { (index, $0) } }
        guard !questions.isEmpty else { return [:] }
        var people: [[Impact.Person]] = Array(repeating: [], count: questions.count)
        var total = 0
        while let record = csv.next() {
            total += 1
            let old = before?.run(record), new = after?.run(record)
            guard let key = new?.key ?? old?.key else { continue }
            for (position, (_, question)) in questions.enumerated() {
                if let (was, now) = question.answer(old?.outcomes[question.oldMapping], new?.outcomes[question.mapping]) {
                    people[position].append(.init(key: key, before: was, after: now))
                }
            }
        }
        var result: [Int: [Impact]] = [:]
        for (position, (index, question)) in questions.enumerated() {
            result[index, default: []].append(Impact(total: total, people: people[position], what: question.what))
        }
        return result
    }

    private struct Question {
        let mapping: String
        let oldMapping: String
        let what: String
        /// What it was and is for one person; nil where the change does not reach them.
        let answer: (PersonRun.Outcome?, PersonRun.Outcome?) -> (String?, String?)?
    }

    /// What to ask the rows about a change; nil where they have no answer.
    private func question(_ change: Change) -> Question? {
        let name = change.subject.owner
        func asked(_ what: String, _ answer: @escaping (PersonRun.Outcome?, PersonRun.Outcome?) -> (String?, String?)?) -> Question? {
            let former = change.kind == .renamed ? change.before ?? name : name
            return Question(mapping: name, oldMapping: former, what: what, answer: answer)
        }
        func scope(_ outcome: PersonRun.Outcome?) -> Bool { outcome?.isInScope == true }
        switch change.subject.kind {
        case .mapping:
            switch change.rule {
            case .scopeNarrowed, .scopeReplaced, .scopeChanged, .scopeLeft:
                return asked("people fall out of scope") { scope($0) && !scope($1) ? ("in scope", "out of scope") : nil }
            case .scopeWidened: return asked("people come into scope") { !scope($0) && scope($1) ? ("out of scope", "in scope") : nil }
            case .newApplication: return asked("people are in scope") { scope($1) ? (nil, "in scope") : nil }
            case .mappingRemoved: return asked("people were in scope") { old, _ in scope(old) ? ("in scope", nil) : nil }
            default: return nil
            }
        case .value:
            guard let target = change.subject.part else { return nil }
            if change.rule == .overwritesValues { return asked("people are overwritten") { scope($0) && scope($1) ? (nil, $1?.values[target]) : nil } }
            return asked("people get another value") { old, new in
                guard scope(old), scope(new), old?.values[target] != new?.values[target] else { return nil }
                return (old?.values[target], new?.values[target])
            }
        case .sourceAttribute where change.subject.owner == source:
            guard let mapping = review.new.plan.mappings.first(where: { $0.from.name == source }) else { return nil }
            return Question(mapping: mapping.name, oldMapping: mapping.name, what: "people are no longer sent") { old, new in
                old?.rejection == nil && new?.rejection != nil ? ("sent", new?.rejection) : nil
            }
        case .rule:
            // The people of this source, whichever mapping sends them.
            guard let mapping = review.new.plan.mappings.first(where: { $0.from.name == source && !$0.leavers.isEmpty }) else { return nil }
            switch change.rule {
            case .leaversWidened, .leaversChanged, .ruleAdded:
                return Question(mapping: mapping.name, oldMapping: mapping.name, what: "people become leavers") { old, new in
                    old?.isLeaver != true && new?.isLeaver == true ? ("stays", "leaver") : nil
                }
            case .leaversNarrowed:
                return Question(mapping: mapping.name, oldMapping: mapping.name, what: "people are no longer leavers") { old, new in
                    old?.isLeaver == true && new?.isLeaver != true ? ("leaver", "stays") : nil
                }
            default: return nil
            }
        default: return nil
        }
    }
}
