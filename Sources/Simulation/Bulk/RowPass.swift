import Analysis

/// One way through a file of rows, by several workers: each takes a part, and what they make is put together in the order of the rows.
///
/// Where a row begins can be known only from the beginning of the file: a line break may stand inside quotation marks. So each part
/// begins behind a line break, in the hope that it is one between rows; a part that turns out to have begun elsewhere is read again.
struct RowPass<Scanner: RowScanner>: Sendable {
    let input: any RowBytes
    /// Of the first row.
    let start: Int
    let line: Int
    let rules: RowRules
    let layout: InboundLayout
    let hash: KeyHash
    let threads: Int
    let chunk: Int
    let scanner: @Sendable () -> Scanner

    /// Takes how many rows are done, and how many bytes of how many.
    typealias Progress = @Sendable (_ rows: Int, _ bytes: Int, _ of: Int) -> Void

    struct Outcome {
        var summary = BulkBundle.Summary()
        /// Where each part began indeed.
        var parts: [RowPart] = []
        /// Rows that are rows at all.
        var readable = 0
        /// Whether a column stands in any row; nil where a header says it.
        var seen: [Bool]?
        /// Of keys that may stand twice; all others stand once.
        var repeated: Set<UInt64> = []
    }

    /// Writes the requests as if every key stood once, and finds out which do not.
    func first(to sink: any BulkSink, _ progress: @escaping Progress) throws -> Outcome {
        let state = State()
        state.next = PartEnd(offset: start, line: line)
        try Workers.run(max(1, (input.size - start + chunk - 1) / chunk), threads: threads) { workers in
            var reader = PartScanner(input, scanner())
            let worker = RowWorker(rules, DuplicateKeys(), SCIMUserProgram(layout), hash)
            let keys = KeyNumbers()
            func read(from begin: Int, before limit: Int) throws -> PartEnd {
                worker.part.clear()
                let end = try reader.read(from: begin, before: limit, line: 0) { scanner, _ in worker.take(scanner) }
                return PartEnd(offset: end.offset, line: end.line)
            }
            return { index in
                let nominal = start + index * chunk
                let limit = nominal + chunk
                let hoped = index == 0 ? start : try reader.lineBreak(from: nominal - 1, before: limit)
                var end = try hoped.map { try read(from: $0, before: limit) }
                let place: BulkPart.Place? = try workers.inTurn(index) {
                    let begin = state.next
                    if hoped != begin.offset { end = begin.offset >= limit ? nil : try read(from: begin.offset, before: limit) }
                    guard let end else { return nil }
                    state.outcome.parts.append(RowPart(start: begin.offset, limit: limit, line: begin.line))
                    state.outcome.readable += worker.part.readable
                    if let seen = reader.scanner.seen { state.outcome.seen = zip(seen, state.outcome.seen ?? seen).map { $0 || $1 } }
                    state.next = PartEnd(offset: end.offset, line: begin.line + end.line)
                    if !state.keys.contains(where: { $0 === keys }) { state.keys.append(keys) }
                    let place = try state.total.add(worker.part, lines: begin.line, sink)
                    progress(state.total.summary.rows, end.offset, input.size)
                    return place
                }
                guard let place else { return }
                try keys.add(worker.part.keys)
                try worker.part.write(place, to: sink)
            }
        }
        try state.total.finish(sink)
        state.outcome.summary = state.total.summary
        state.outcome.repeated = KeyNumbers.repeated(in: state.keys)
        return state.outcome
    }

    /// Writes them again, without the rows whose keys stand more than once.
    func second(_ parts: [RowPart], without duplicates: DuplicateKeys, to sink: any BulkSink, _ progress: @escaping Progress) throws -> BulkBundle.Summary {
        let total = BulkPart.Total()
        try Workers.run(parts.count, threads: threads) { workers in
            var reader = PartScanner(input, scanner())
            let worker = RowWorker(rules, duplicates, SCIMUserProgram(layout), nil)
            return { index in
                let part = parts[index]
                worker.part.clear()
                let end = try reader.read(from: part.start, before: part.limit, line: part.line) { scanner, _ in worker.take(scanner) }
                let place = try workers.inTurn(index) {
                    let place = try total.add(worker.part, lines: 0, sink)
                    progress(total.summary.rows, end.offset, input.size)
                    return place
                }
                try worker.part.write(place, to: sink)
            }
        }
        try total.finish(sink)
        return total.summary
    }

    private struct PartEnd {
        var offset = 0
        var line = 0
    }

    /// Touched in turn only.
    private final class State: @unchecked Sendable {
        var outcome = Outcome()
        let total = BulkPart.Total()
        var next = PartEnd()
        var keys: [KeyNumbers] = []
    }
}

/// A part of a file of rows that can be read on its own.
struct RowPart {
    var start: Int
    /// Rows that begin before it belong to the part.
    var limit: Int
    /// Of its first byte.
    var line: Int
}
