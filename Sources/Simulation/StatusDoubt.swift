import Plan

/// Whether anyone can say from a row if the person left. A blank or misspelt status would keep a leaver's account open.
struct StatusDoubt: Sendable {
    /// Columns that decide: position, and what the rules compare it with.
    private let decisive: [(position: Int, texts: DecisiveTexts)]

    /// - Parameter position: of an attribute in a row; every attribute of the clauses has one.
    init(_ groups: [ScopeGroup], position: (String) -> Int?) {
        decisive = groups.decisiveTexts.compactMap { texts in position(texts.attribute).map { ($0, texts) } }
    }

    /// The columns that it looks at.
    var positions: [Int] { decisive.map(\.position) }

    /// The attribute in doubt, a code and the reason; nil where the row is clear.
    func doubt(in row: [String]) -> (column: String, code: String, reason: String)? {
        for index in decisive.indices {
            let value = row[decisive[index].position]
            if value.isEmpty {
                let name = decisive[index].texts.attribute
                return (name, "missing-status", "\(name) says who left, and is empty")
            }
            if let text = decisive[index].texts.almost(value) {
                let name = decisive[index].texts.attribute
                return (name, "doubtful-status", "\(name) is almost `\(text)`, which the rule for leavers compares with letter by letter")
            }
        }
        return nil
    }
}
