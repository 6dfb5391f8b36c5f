import Expressions

/// An attribute that says who left, and the texts that a plan compares it with.
public struct DecisiveTexts: Sendable {
    public let attribute: String
    /// As they are written, each once; a value that is one of them is clear, whichever clause it stands in.
    public let texts: [String]
    /// Each of ``texts`` without regard to case and blanks.
    private let foldedTexts: [String]

    fileprivate init(attribute: String, texts: [String]) {
        self.attribute = attribute
        self.texts = DecisiveTexts.each(texts)
        foldedTexts = self.texts.map(DecisiveTexts.folded)
    }

    /// The texts without regard to case and blanks, each once: a value that is one of these, and none of ``texts``, is in doubt.
    public var folded: [String] { DecisiveTexts.each(foldedTexts) }

    public static func folded(_ text: String) -> String {
        text.lowercased().filter { $0 != " " && $0 != "\t" }
    }

    /// The first of the texts that a value in doubt is almost; nil where it is clear.
    public func almost(_ value: String) -> String? {
        if texts.contains(where: { ExactSearch.areEqual($0, value) }) { return nil }
        for index in foldedTexts.indices where DecisiveTexts.isFolded(value, foldedTexts[index]) { return texts[index] }
        return nil
    }

    /// Whether a value is a text that was folded, once it is folded, too. Asked of every row: most have another word of ASCII.
    private static func isFolded(_ value: String, _ wanted: String) -> Bool {
        if value.utf8.contains(where: { $0 >= 0x80 }) { return ExactSearch.areEqual(folded(value), wanted) }
        var rest = wanted.utf8[...]
        for byte in value.utf8 where byte != 0x20 && byte != 0x09 {
            guard rest.popFirst() == (byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte) else { return false }
        }
        return rest.isEmpty
    }

    fileprivate static func each(_ texts: [String]) -> [String] {
        texts.enumerated().filter { index, text in !texts[..<index].contains { ExactSearch.areEqual($0, text) } }.map(\.element)
    }
}

extension [ScopeGroup] {
    /// The attributes whose values decide, in the order in which clauses first name them. Every clause is looked at, because one
    /// rule may list `Left` and another one `left`: what is clear to one of them is no misspelling to the other.
    ///
    /// An absent value decides by itself where a clause asks for one, and a day that is not over may be absent.
    public var decisiveTexts: [DecisiveTexts] {
        var order: [String] = []
        var texts: [String: [String]] = [:]
        for clause in flatMap(\.clauses) {
            let own: [String]
            switch clause.test {
            case .isPresent, .isPast: continue
            case .equals(let text), .isNot(let text): own = [text]
            case .isOneOf(let list): own = list
            default: own = []
            }
            let name = clause.attribute.value
            if texts[name] == nil { order.append(name) }
            texts[name, default: []] += own
        }
        return order.map { DecisiveTexts(attribute: $0, texts: texts[$0] ?? []) }
    }
}
