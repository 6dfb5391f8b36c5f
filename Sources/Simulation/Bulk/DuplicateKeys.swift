/// Keys that stand in more than one row. A few numbers of each are kept, and nothing of other rows.
struct DuplicateKeys: Sendable {
    private struct Known {
        /// The first of them: with thousands of rows of one key every rejection would name thousands.
        var lines: [Int]
        var count = 1
        var isSame = true
        let offset: Int
        let content: UInt64
    }

    private static let mostLines = 6
    private var known: [String: Known] = [:]
    private let candidates: Set<UInt64>
    private let hash: KeyHash

    var isEmpty: Bool { known.isEmpty }

    /// None.
    init() {
        candidates = []
        hash = KeyHash()
    }

    /// - Parameter hashes: of keys that may stand twice; of all others it is known that they do not.
    init<Scanner: RowScanner>(
        _ input: any RowBytes, parts: [RowPart], hashes: Set<UInt64>, hash: KeyHash, rules: RowRules, scanner: () -> Scanner
    ) throws {
        candidates = hashes
        self.hash = hash
        guard !hashes.isEmpty else { return }
        var reader = PartScanner(input, scanner())
        var other = PartScanner(input, scanner())
        for part in parts {
            _ = try reader.read(from: part.start, before: part.limit, line: part.line) { scanner, offset in
                guard rules.structure(scanner) == nil else { return }
                let key = scanner.field(rules.keyPosition)
                guard hashes.contains(hash.of(key)) else { return }
                var content: UInt64 = 0
                for position in 0..<rules.width { content = hash.joined(content, hash.ofExact(scanner.field(position))) }
                let folded = KeyHash.folded(key)
                guard let first = known[folded] else {
                    known[folded] = Known(lines: [scanner.row.line], offset: offset, content: content)
                    return
                }
                var isSame = first.isSame && first.content == content
                if isSame {
                    let row = scanner
                    _ = try other.read(from: first.offset, before: first.offset + 1, line: 1) { scanner, _ in
                        for position in 0..<rules.width where !scanner.field(position).equals(row.field(position)) { isSame = false }
                    }
                }
                known[folded]?.count += 1
                known[folded]?.isSame = isSame
                if first.lines.count < DuplicateKeys.mostLines { known[folded]?.lines.append(scanner.row.line) }
            }
        }
        known = known.filter { $0.value.count > 1 }
    }

    func rejection(_ key: Slice, line: Int, name: String) -> Rejection? {
        if candidates.isEmpty || !candidates.contains(hash.of(key)) { return nil }
        guard let known = known[KeyHash.folded(key)] else { return nil }
        if known.isSame {
            // The same row again: the first is sent.
            if line == known.lines.first { return nil }
            return Rejection(
                line: line, key: key.text, column: name, code: "repeated-row",
                reason: "the row is the same as that of line \(known.lines[0]), which is sent")
        }
        let few = known.lines.filter { $0 != line }.prefix(DuplicateKeys.mostLines - 1)
        let more = known.count - 1 - few.count
        let others = few.map(String.init).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        return Rejection(
            line: line, key: key.text, column: name, code: "duplicate-key",
            reason: "the same \(name) stands in line \(others), with other values; none of them is sent")
    }
}

extension Slice {
    func equals(_ other: Slice) -> Bool {
        guard count == other.count else { return false }
        for i in 0..<count where start[i] != other.start[i] { return false }
        return true
    }
}
