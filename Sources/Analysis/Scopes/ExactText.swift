import Expressions

/// A text compared scalar by scalar, as Entra's filters compare. `String` takes `é` and `e` with an accent behind it for equal;
/// .NET's ordinal comparison does not.
struct ExactText: Hashable, Sendable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (left: ExactText, right: ExactText) -> Bool { ExactSearch.areEqual(left.text, right.text) }

    func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        hasher.combine(UInt8(0xFF))
    }
}

extension String {
    /// Whether the other text is a part of this one, scalar by scalar.
    func exactlyContains(_ other: String) -> Bool { ExactSearch.contains(other, in: self) }

    func exactlyEnds(with other: String) -> Bool {
        utf8.count >= other.utf8.count && utf8.suffix(other.utf8.count).elementsEqual(other.utf8)
    }
}
