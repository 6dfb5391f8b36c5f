/// The first look at a file of rows: where parts begin that can be read on their own, and which keys stand twice.
///
/// Where a row begins can be known only from the beginning of the file: a line break may stand inside quotation marks. So each part
/// begins behind a line break, in the hope that it is one between rows; a part that turns out to have begun elsewhere is read again.
struct RowSurvey {
    struct Part {
        var start: Int
        var limit: Int
        var line: Int
    }

    private(set) var parts: [Part] = []
    private(set) var rows = 0
    /// Of them, those that are rows at all.
    private(set) var readable = 0
    private(set) var duplicates: DuplicateKeys
    /// Whether a column stands in any row; nil where a header says it.
    private(set) var seen: [Bool]?

    /// What a worker found in a part.
    private struct Finding {
        var start = 0
        var end: PartEnd
        var rows = 0
        var readable = 0
        var hashes: [UInt64] = []
        var seen: [Bool]?
    }

    private struct PartEnd {
        var offset: Int
        var lines: Int
    }

    private final class State: @unchecked Sendable {
        // Touched in turn only.
        var parts: [Part] = []
        var rows = 0
        var readable = 0
        var keys: HashSet
        var twice: Set<UInt64> = []
        var next: PartEnd
        var seen: [Bool]?

        init(keys: HashSet, next: PartEnd) {
            self.keys = keys
            self.next = next
        }
    }

    /// - Parameters:
    ///   - start, line: of the first row.
    ///   - rules: what a row must have to be looked at.
    init<Scanner: RowScanner>(
        _ input: any RowBytes, from start: Int, line: Int, rules: RowRules, threads: Int, chunk: Int, scanner: @escaping @Sendable () -> Scanner
    ) throws {
        let hash = KeyHash()
        let count = max(1, (input.size - start + chunk - 1) / chunk)
        // As many as there would be were all rows like the first ones; the set grows where there are more.
        var sample = [UInt8](repeating: 0, count: min(1 << 14, max(0, input.size - start)))
        let sampled = try sample.withUnsafeMutableBytes { try input.read(into: $0, at: start) }
        let breaks = sample.prefix(sampled).count { $0 == 0x0A } + 1
        let expected = sampled == 0 ? 0 : (input.size - start) / max(1, sampled / breaks)
        let state = State(keys: HashSet(expecting: expected), next: PartEnd(offset: start, lines: line))

        try Workers.run(count, threads: threads) { workers in
            var reader = PartScanner(input, scanner())
            func find(_ part: Int, from begin: Int) throws -> Finding {
                var finding = Finding(start: begin, end: PartEnd(offset: begin, lines: 0))
                let end = try reader.read(from: begin, before: start + (part + 1) * chunk, line: 0) { scanner, _ in
                    finding.rows += 1
                    if !scanner.row.hasProblem { finding.readable += 1 }
                    guard rules.structure(scanner) == nil else { return }
                    finding.hashes.append(hash.of(scanner.field(rules.keyPosition)))
                }
                finding.end = PartEnd(offset: end.offset, lines: end.line)
                finding.seen = reader.scanner.seen
                return finding
            }
            return { part in
                let nominal = start + part * chunk
                let hoped = part == 0 ? start : try reader.lineBreak(from: nominal - 1, before: nominal + chunk)
                var finding = try hoped.map { try find(part, from: $0) }
                try workers.inTurn(part) {
                    if finding?.start != state.next.offset {
                        finding = state.next.offset >= nominal + chunk ? nil : try find(part, from: state.next.offset)
                    }
                    guard let finding else { return }
                    state.parts.append(Part(start: finding.start, limit: nominal + chunk, line: state.next.lines))
                    state.rows += finding.rows
                    state.readable += finding.readable
                    state.next = PartEnd(offset: finding.end.offset, lines: state.next.lines + finding.end.lines)
                    for hash in finding.hashes where !state.keys.insert(hash) { state.twice.insert(hash) }
                    if let seen = finding.seen { state.seen = zip(seen, state.seen ?? seen).map { $0 || $1 } }
                }
            }
        }
        parts = state.parts
        rows = state.rows
        readable = state.readable
        seen = state.seen
        duplicates = try DuplicateKeys(input, parts: state.parts, hashes: state.twice, hash: hash, rules: rules, scanner: scanner)
    }
}
