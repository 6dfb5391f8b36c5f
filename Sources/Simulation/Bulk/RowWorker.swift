import Analysis

/// Rows of a part → operations and rejections. Each worker has its own.
final class RowWorker {
    private let rules: RowRules
    private let duplicates: DuplicateKeys
    private let program: SCIMUserProgram
    private let hash: KeyHash?
    // The worker's own.
    @exclusivity(unchecked) private var doubt: ByteDoubt
    private let scratch = ByteBuffer(capacity: 1 << 12)
    private let values: UnsafeMutablePointer<Slice>
    private let positions: UnsafeMutableBufferPointer<Int>
    private let columns: ColumnReaders
    private let leavers: ByteScope?
    let part = BulkPart()

    /// - Parameter hash: nil where nobody asks for the keys.
    init(_ rules: RowRules, _ duplicates: DuplicateKeys, _ program: SCIMUserProgram, _ hash: KeyHash?) {
        self.hash = hash
        self.rules = rules
        self.duplicates = duplicates
        self.program = program
        doubt = ByteDoubt(rules.status)
        positions = .allocate(capacity: rules.positions.count)
        _ = positions.initialize(from: rules.positions)
        columns = rules.columns()
        leavers = rules.leavers?()
        values = .allocate(capacity: max(1, rules.positions.count))
        values.initialize(repeating: Slice(start: UnsafePointer(ScannedRow.nothing), count: 0), count: max(1, rules.positions.count))
    }

    deinit {
        values.deallocate()
        positions.deallocate()
    }

    func take<Scanner: RowScanner>(_ scanner: Scanner) {
        part.summary.rows += 1
        let line = scanner.row.line
        if !scanner.row.hasProblem { part.readable += 1 }
        if let fault = rules.structure(scanner) { return reject(rules.rejection(fault, scanner)) }
        let key = scanner.field(rules.keyPosition)
        if let hash { part.keys.append(hash.of(key)) }
        if let rejection = duplicates.rejection(key, line: line, name: rules.keyName) { return reject(rejection) }
        if let found = doubt.doubt(scanner, width: rules.width) {
            return reject(Rejection(line: line, key: key.text, column: found.column, code: found.code, reason: found.reason))
        }
        scratch.count = 0
        // Its fields are no longer than a row.
        let size = scanner.row.length + positions.count * ColumnReaders.most
        scratch.reserve(size)
        for index in 0..<positions.count {
            let raw = scanner.field(positions[index])
            guard let value = columns.value(index, raw, scratch) else {
                let problem = columns.problem(index, raw)
                return reject(Rejection(
                    line: line, key: key.text, column: rules.columnNames[index], code: problem?.code ?? "bad-value", reason: problem?.reason ?? ""))
            }
            values[index] = value
        }
        var active: Bool?
        if let leavers {
            guard let isLeaver = leavers.holds(scanner) else {
                return reject(Rejection(
                    line: line, key: key.text, column: nil, code: "slow-pattern",
                    reason: "a pattern of the rule for leavers takes too long on this row, so nobody can say whether the person left"))
            }
            active = !isLeaver
        }
        program.append(key: key, values: UnsafeMutableBufferPointer(start: values, count: positions.count), size: size, active: active, to: part.operations)
        part.close(active: active)
    }

    private func reject(_ rejection: Rejection) { part.reject(rejection.json, line: rejection.line, code: rejection.code) }
}
