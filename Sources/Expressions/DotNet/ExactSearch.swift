import Glibc

/// Where one sequence occurs in another, unit by unit, in time that grows with their lengths only.
public enum ExactSearch {
    /// Whether two texts are the same, scalar by scalar: to Swift's own equality composed and decomposed letters are, to .NET's ordinal one they are not.
    public static func areEqual(_ one: String, _ other: String) -> Bool {
        let answer = one.utf8.withContiguousStorageIfAvailable { one in
            other.utf8.withContiguousStorageIfAvailable { other in
                guard one.count == other.count else { return false }
                guard let left = one.baseAddress, let right = other.baseAddress else { return true }
                return memcmp(left, right, one.count) == 0
            }
        }
        return (answer ?? nil) ?? one.utf8.elementsEqual(other.utf8)
    }

    /// Whether a text is a part of another, scalar by scalar: to Swift's own search an `e` with an accent behind it holds no `e`.
    public static func contains(_ part: String, in text: String) -> Bool {
        // UTF-8 has no sequence inside another, so that bytes decide.
        firstIndex(of: Array(part.utf8), in: text.utf8) != nil
    }

    /// Where `wanted` occurs first at or after a position; nothing at all is found at once.
    static func firstIndex<Unit: Equatable>(of wanted: [Unit], in units: some Collection<Unit>, from start: Int = 0) -> Int? {
        let start = max(0, start)
        if wanted.isEmpty { return start <= units.count ? start : nil }
        // Knuth, Morris and Pratt: a value from a directory may be long, and no pattern may make the search quadratic.
        let borders = borders(of: wanted)
        var matched = 0
        var position = start
        for unit in units.dropFirst(start) {
            while matched > 0, wanted[matched] != unit { matched = borders[matched - 1] }
            if wanted[matched] == unit { matched += 1 }
            position += 1
            if matched == wanted.count { return position - matched }
        }
        return nil
    }

    /// For every prefix the length of its longest proper prefix that is also its end.
    private static func borders<Unit: Equatable>(of text: [Unit]) -> [Int] {
        var borders = [0]
        var length = 0
        for unit in text.dropFirst() {
            while length > 0, text[length] != unit { length = borders[length - 1] }
            if text[length] == unit { length += 1 }
            borders.append(length)
        }
        return borders
    }
}
