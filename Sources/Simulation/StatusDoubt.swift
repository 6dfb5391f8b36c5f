import Expressions
import Plan

/// Whether anyone can say from a row if the person left. A blank or misspelt status would keep a leaver's account open.
struct StatusDoubt: Sendable {
    /// Columns that decide: position, name, and the texts that the rule compares with.
    private let decisive: [(position: Int, name: String, texts: [String])]

    /// - Parameter position: of an attribute in a row; every attribute of the clauses has one.
    init(_ groups: [ScopeGroup], position: (String) -> Int?) {
        decisive = groups.flatMap(\.clauses).compactMap { clause in
            // An absent value decides where the rule asks for one.
            if case .isPresent = clause.test { return nil }
            if case .isPast = clause.test { return nil }
            let texts: [String] = switch clause.test {
            case .equals(let text), .isNot(let text): [text]
            case .isOneOf(let texts): texts
            default: []
            }
            return position(clause.attribute.value).map { ($0, clause.attribute.value, texts) }
        }
    }

    /// The columns that it looks at.
    var positions: [Int] { decisive.map(\.position) }

    /// The attribute in doubt, a code and the reason; nil where the row is clear.
    func doubt(in row: [String]) -> (column: String, code: String, reason: String)? {
        for (position, name, texts) in decisive {
            let value = row[position]
            if value.isEmpty { return (name, "missing-status", "\(name) says who left, and is empty") }
            // A rule may list several spellings, and this is one of them.
            if texts.contains(where: { ExactSearch.areEqual($0, value) }) { continue }
            let folded = folded(value)
            for text in texts where self.folded(text) == folded {
                return (name, "doubtful-status", "\(name) is almost `\(text)`, which the rule for leavers compares with letter by letter")
            }
        }
        return nil
    }

    private func folded(_ text: String) -> String {
        text.lowercased().filter { $0 != " " && $0 != "\t" }
    }
}
