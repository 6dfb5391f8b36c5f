/// Numbers with dots between them, as products count their versions: `1.1.2334.0`, `4.7.2`.
public struct VersionNumber: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let parts: [Int]

    /// nil unless the text is one to four numbers below ten million with dots between them.
    public init?(_ text: String) {
        let words = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...4).contains(words.count) else { return nil }
        var parts: [Int] = []
        for word in words {
            guard (1...7).contains(word.utf8.count), word.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(word) else {
                return nil
            }
            parts.append(number)
        }
        self.parts = parts
    }

    public init(_ parts: Int...) {
        self.parts = parts
    }

    /// A part that is not said is 0: `4.8` is `4.8.0`.
    private func part(_ index: Int) -> Int { index < parts.count ? parts[index] : 0 }

    public static func < (left: VersionNumber, right: VersionNumber) -> Bool {
        for index in 0..<max(left.parts.count, right.parts.count) where left.part(index) != right.part(index) {
            return left.part(index) < right.part(index)
        }
        return false
    }

    public static func == (left: VersionNumber, right: VersionNumber) -> Bool { !(left < right) && !(right < left) }

    public func hash(into hasher: inout Hasher) {
        var significant = parts[...]
        while significant.last == 0 { significant.removeLast() }
        hasher.combine(significant)
    }

    public var description: String { parts.map(String.init).joined(separator: ".") }
}
