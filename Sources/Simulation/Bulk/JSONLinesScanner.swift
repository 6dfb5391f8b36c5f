import JSON

/// Rows as JSON Lines: an object on each line, its members by the names of columns. Members that nobody asks for are passed over;
/// one that is not there, or null, is an empty field.
struct JSONLinesScanner: RowScanner {
    static let badRow = "bad-json"

    private let names: [String: Int]
    private var start = UnsafePointer<UInt8>(ScannedRow.nothing)
    private var count = 0
    private var isAtEnd = false
    private var isLongest = false
    private var slices: [Slice]
    private var found: [Bool]
    private let scratch = ByteBuffer(capacity: 1 << 12)
    private(set) var at = 0
    private(set) var line = 1
    private(set) var row = ScannedRow()
    private(set) var reason = ""

    var seen: [Bool]? { found }

    init(names: [String]) {
        self.names = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        slices = Array(repeating: Slice(start: UnsafePointer(ScannedRow.nothing), count: 0), count: names.count)
        found = Array(repeating: false, count: names.count)
    }

    mutating func use(_ bytes: UnsafeBufferPointer<UInt8>, isAtEnd: Bool, isLongest: Bool) {
        start = bytes.baseAddress ?? UnsafePointer(ScannedRow.nothing)
        count = bytes.count
        at = 0
        self.isAtEnd = isAtEnd
        self.isLongest = isLongest
    }

    mutating func begin(line: Int) {
        self.line = line
        for index in found.indices { found[index] = false }
    }

    mutating func skipBlank() -> Bool {
        while at < count, start[at] == 0x0A || start[at] == 0x0D || start[at] == 0x20 || start[at] == 0x09 {
            if start[at] == 0x0A { line += 1 }
            at += 1
        }
        return at < count
    }

    mutating func skipToBreak() -> Bool {
        while at < count, start[at] != 0x0A { at += 1 }
        return at < count
    }

    func field(_ position: Int) -> Slice { slices[position] }

    mutating func next() -> Scan {
        guard skipBlank() else { return isAtEnd ? .end : .more }
        let begin = at
        let isWhole = skipToBreak() || isAtEnd
        if !isWhole, !isLongest || begin > 0 {
            at = begin
            return .more
        }
        row = ScannedRow(line: line, offset: begin, length: at - begin, fieldCount: slices.count)
        reason = ""
        guard isWhole else {
            reason = "the line is longer than \(RowLimits.longest >> 20) MiB"
            row.isCut = true
            row.hasProblem = true
            return .row
        }
        read(Array(UnsafeBufferPointer(start: start + begin, count: at - begin)))
        row.hasProblem = !reason.isEmpty
        return .row
    }

    private mutating func read(_ bytes: [UInt8]) {
        let members: [JSON.Member]
        do {
            guard case .object(let object) = try JSONReader.read(bytes) else {
                reason = "the line is JSON, and no object with a member for each column"
                return
            }
            members = object
        } catch {
            reason = "the line is no JSON: \(error)"
            return
        }
        var texts = [String?](repeating: nil, count: slices.count)
        var size = 0
        for member in members {
            guard let position = names[member.key] else { continue }
            if texts[position] != nil {
                reason = "the line names `\(member.key)` twice"
                return
            }
            found[position] = true
            guard let text = JSONLinesScanner.text(member.value) else {
                reason = "\(member.key) is a list or an object, and no single value"
                return
            }
            if text.utf8.contains(0) {
                reason = "\(member.key) holds a NUL character"
                return
            }
            texts[position] = text
            size += text.utf8.count
        }
        scratch.count = 0
        scratch.reserve(size)
        for (position, text) in texts.enumerated() {
            let from = scratch.count
            if let text { scratch.append(text) }
            slices[position] = Slice(start: UnsafePointer(scratch.start + from), count: scratch.count - from)
        }
    }

    private static func text(_ value: JSON) -> String? {
        switch value {
        case .null: ""
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .decimal(let text), .string(let text): text
        case .array, .object: nil
        }
    }
}
