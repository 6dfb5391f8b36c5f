import Expressions
import Plan

/// Whether anyone can say from a row if the person left. A blank or misspelt status would keep a leaver's account open.
struct StatusDoubt: Sendable {
    /// Columns that decide: position, name, and the texts that the rule compares with.
    private let decisive: [(position: Int, name: String, texts: [String])]
    /// By column: the texts as they are when case and blanks don't count.
    private let foldedTexts: [[String]]

    /// - Parameter position: of an attribute in a row; every attribute of the clauses has one.
    init(_ groups: [ScopeGroup], position: (String) -> Int?) {
        let decisive: [(position: Int, name: String, texts: [String])] = groups.flatMap(\.clauses).compactMap { clause in
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
        self.decisive = decisive
        foldedTexts = decisive.map { $0.texts.map(StatusDoubt.folded) }
    }

    /// The columns that it looks at.
    var positions: [Int] { decisive.map(\.position) }

    /// The attribute in doubt, a code and the reason; nil where the row is clear.
    func doubt(in row: [String]) -> (column: String, code: String, reason: String)? {
        for index in decisive.indices {
            let value = row[decisive[index].position]
            // A rule may list several spellings, and this is one of them.
            if !value.isEmpty, decisive[index].texts.contains(where: { ExactSearch.areEqual($0, value) }) { continue }
            if value.isEmpty {
                let name = decisive[index].name
                return (name, "missing-status", "\(name) says who left, and is empty")
            }
            for number in foldedTexts[index].indices where StatusDoubt.isFolded(value, foldedTexts[index][number]) {
                let (_, name, texts) = decisive[index]
                return (name, "doubtful-status", "\(name) is almost `\(texts[number])`, which the rule for leavers compares with letter by letter")
            }
        }
        return nil
    }

    private static func folded(_ text: String) -> String {
        text.lowercased().filter { $0 != " " && $0 != "\t" }
    }

    /// Whether a value is a text that was folded, once it is folded, too. Asked of every row: most have another word of ASCII.
    private static func isFolded(_ value: String, _ wanted: String) -> Bool {
        var rest = wanted.utf8[...]
        for byte in value.utf8 {
            if byte >= 0x80 { return folded(value) == wanted }
            if byte == 0x20 || byte == 0x09 { continue }
            guard let next = rest.popFirst() else { return value.utf8.contains { $0 >= 0x80 } && folded(value) == wanted }
            // A letter beyond ASCII may be folded into one of ASCII.
            if next != (byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte) { return value.utf8.contains { $0 >= 0x80 } && folded(value) == wanted }
        }
        return rest.isEmpty
    }
}
