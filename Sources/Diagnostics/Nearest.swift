/// Finds the spelling that was probably meant: first without regard to case and punctuation, then by edit distance up to a
/// third of the word. One suggestion, not five.
public func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let folded = fold(word)
    let wanted = Array(folded.utf8)
    guard !wanted.isEmpty, wanted.count <= 200 else { return nil }
    let limit = max(1, wanted.count / 3)
    var best: (distance: Int, text: String)?
    // A beginning is a good guess too, when it is the beginning of one thing only: prod, production.
    let longer = wanted.count >= 3 ? candidates.filter { $0 != word && fold($0).hasPrefix(folded) } : []
    for candidate in candidates where candidate != word {
        let text = fold(candidate)
        if text == folded { return candidate }
        let letters = Array(text.utf8)
        guard abs(letters.count - wanted.count) <= limit else { continue }
        let distance = editDistance(wanted, letters, limit: limit)
        guard distance <= limit, wanted.count > 2 || distance == 0 else { continue }
        if let found = best, (found.distance, found.text) <= (distance, candidate) { continue }
        best = (distance, candidate)
    }
    return best?.text ?? (longer.count == 1 ? longer[0] : nil)
}

private func fold(_ word: String) -> String {
    String(word.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " })
}

/// Edit distance with transpositions of neighbours; gives up with `limit + 1`.
private func editDistance(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in 1...a.count {
        var current = [i] + [Int](repeating: 0, count: b.count)
        for j in 1...b.count {
            let cost = a[i - 1] == b[j - 1] ? 0 : 1
            current[j] = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                current[j] = min(current[j], before[j - 2] + 1)
            }
        }
        if current.allSatisfy({ $0 > limit }) { return limit + 1 }
        before = previous
        previous = current
    }
    return previous[b.count]
}
