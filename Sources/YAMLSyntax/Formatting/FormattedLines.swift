/// A YAML text line by line, with what each line is.
struct FormattedLines {
    /// A line without its break.
    struct Line {
        let start: Int
        var text: [UInt8]
        /// Whether the line begins inside a scalar or a flow collection of an earlier line, and which.
        var inside: Inside?

        var indent: Int { text.prefix { $0 == 0x20 }.count }
        var isBlank: Bool { text.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
        var isComment: Bool { inside == nil && text.first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "#") }
    }

    enum Inside: Equatable {
        /// With the line on which it begins.
        case block(Int), quoted(Int), plain(Int), flow(Int)
    }

    /// A block collection: where its keys or dashes stand.
    private struct Collection {
        let column: Int
        let firstLine: Int
        var lastLine: Int
        /// The column after formatting.
        var target: Int
    }

    private(set) var lines: [Line] = []
    private let events: YAMLEvents
    private let hasMark: Bool
    private let size: Int

    init(_ bytes: [UInt8], _ events: YAMLEvents) {
        self.events = events
        hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        size = bytes.count
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == 0x0A {
            lines.append(Line(start: start, text: Self.withoutReturn(bytes[start..<index])))
            start = index + 1
        }
        if start < bytes.count { lines.append(Line(start: start, text: Self.withoutReturn(bytes[start...]))) }
        markInsides(bytes)
    }

    private static func withoutReturn(_ slice: ArraySlice<UInt8>) -> [UInt8] {
        Array(slice.last == 0x0D ? slice.dropLast() : slice)
    }

    private func line(at offset: Int) -> Int {
        var low = 0, high = lines.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lines[middle].start <= offset { low = middle } else { high = middle }
        }
        return low
    }

    private func column(_ offset: Int) -> Int { offset - lines[line(at: offset)].start }

    private mutating func markInsides(_ bytes: [UInt8]) {
        guard !lines.isEmpty else { return }
        var depth: [(start: Int, isFlow: Bool)] = []
        for event in events.events {
            switch event.kind {
            case .scalar(_, let style):
                let first = line(at: event.start)
                // The mark of a block's end is the start of what follows.
                var end = event.end
                if style >= 4 {
                    while end > event.start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0D { end -= 1 }
                    end = max(end, event.start)
                }
                let last = line(at: max(event.start, end - 1))
                guard last > first else { continue }
                let inside: Inside = style >= 4 ? .block(first) : style == 1 ? .plain(first) : .quoted(first)
                for index in first + 1...last where lines[index].inside == nil { lines[index].inside = inside }
            case .mapping(let isFlow), .sequence(let isFlow): depth.append((event.start, isFlow))
            case .end:
                guard let open = depth.popLast(), open.isFlow, !depth.contains(where: \.isFlow) else { continue }
                let first = line(at: open.start), last = line(at: max(open.start, event.end - 1))
                guard last > first else { continue }
                for index in first + 1...last {
                    if case .block = lines[index].inside { continue }
                    if case .quoted = lines[index].inside { continue }
                    lines[index].inside = .flow(first)
                }
            default: break
            }
        }
    }

    // MARK: Comments

    /// The comments in their order, without the blanks at their ends.
    var comments: [[UInt8]] {
        var scalars: [(Int, Int)] = []
        for event in events.events {
            if case .scalar(_, let style) = event.kind, event.end > event.start {
                // A block's first line may hold a comment behind its sign.
                scalars.append((style >= 4 ? lines[line(at: event.start)].start + lines[line(at: event.start)].text.count : event.start, event.end))
            }
        }
        var result: [[UInt8]] = []
        var next = 0
        for line in lines {
            var at = 0
            while at < line.text.count {
                let offset = line.start + at
                while next < scalars.count, scalars[next].1 <= offset { next += 1 }
                if next < scalars.count, scalars[next].0 <= offset {
                    at = min(line.text.count, scalars[next].1 - line.start)
                    continue
                }
                if line.text[at] == UInt8(ascii: "#"), at == 0 || line.text[at - 1] == 0x20 || line.text[at - 1] == 0x09 {
                    result.append(Self.trimmed(Array(line.text[at...])))
                    break
                }
                at += 1
            }
        }
        return result
    }

    private static func trimmed(_ text: [UInt8]) -> [UInt8] {
        var text = text
        while text.last == 0x20 || text.last == 0x09 { text.removeLast() }
        return text
    }

    /// Whether the text ends within a block scalar, without a line break: readers differ in what that says.
    var endsInBlock: Bool {
        guard let last = lines.last, last.isBlank, last.start + last.text.count == size, !last.text.isEmpty else { return false }
        for event in events.events.reversed() {
            if case .scalar(_, let style) = event.kind { return style >= 4 }
        }
        return false
    }

    // MARK: Ways

    /// No blanks at the ends of lines, no more than one blank line, one break at the end.
    func tidied() -> [UInt8]? { written(lines.map(\.text)) }

    private func written(_ texts: [[UInt8]]) -> [UInt8]? {
        var result: [UInt8] = []
        var blanks = 0
        var isFirst = true
        for (index, text) in texts.enumerated() {
            let inside = lines[index].inside
            var text = text
            // In a block blanks at an end are a part of the text.
            if case .block = inside {} else { text = Self.trimmed(text) }
            if text.isEmpty, inside == nil {
                blanks += 1
                continue
            }
            if blanks > 0, !isFirst { result.append(0x0A) }
            blanks = 0
            isFirst = false
            result += text
            result.append(0x0A)
        }
        return result
    }

    /// And two blanks an indent, one blank behind a colon. nil for forms that are better left to their writer.
    func indented() -> [UInt8]? {
        guard !hasMark, !lines.isEmpty, lines.allSatisfy({ $0.inside != nil || !$0.text.prefix { $0 == 0x20 || $0 == 0x09 }.contains(0x09) }) else { return nil }
        guard let collections = blockCollections() else { return nil }
        var texts: [[UInt8]] = []
        var shifts = [Int](repeating: 0, count: lines.count)
        var targets = [Int?](repeating: nil, count: lines.count)
        var owners = [Int](repeating: 0, count: lines.count)
        for (index, line) in lines.enumerated() where line.inside == nil && !line.isBlank && !line.isComment {
            let around = collections.filter { $0.firstLine <= index && index <= $0.lastLine }
            if let own = around.last(where: { $0.column == line.indent }) {
                targets[index] = own.target
                owners[index] = own.target
            } else if line.text.starts(with: [0x2D, 0x2D, 0x2D]) || line.text.starts(with: [0x2E, 0x2E, 0x2E]) || line.text.first == UInt8(ascii: "%") {
                targets[index] = 0
            } else {
                // A value on a line of its own belongs to the key above it.
                let parent = around.last { $0.column < line.indent }
                targets[index] = parent.map { $0.target + 2 } ?? 0
                owners[index] = parent?.target ?? 0
            }
            shifts[index] = (targets[index] ?? line.indent) - line.indent
        }
        for (index, line) in lines.enumerated() {
            if line.isBlank, line.inside == nil {
                texts.append([])
            } else if line.isComment {
                texts.append(Self.indented(line.text, to: commentTarget(index, targets)))
            } else if let inside = line.inside {
                switch inside {
                case .block(let first): texts.append(blockLine(index, first, owners[first]))
                case .quoted(let first), .plain(let first):
                    texts.append(line.isBlank ? [] : Self.indented(line.text, to: max(owners[first] + 2, line.indent + shifts[first])))
                case .flow(let first):
                    texts.append(line.isBlank ? [] : Self.indented(line.text, to: max(owners[first] + 1, line.indent + shifts[first])))
                }
            } else {
                texts.append(Self.indented(line.text, to: targets[index] ?? line.indent))
            }
        }
        return written(spaced(texts))
    }

    private static func indented(_ text: [UInt8], to column: Int) -> [UInt8] {
        [UInt8](repeating: 0x20, count: max(0, column)) + text.drop { $0 == 0x20 || $0 == 0x09 }
    }

    /// A comment stands as the line below it does, or as the one above where it stood so.
    private func commentTarget(_ index: Int, _ targets: [Int?]) -> Int {
        let indent = lines[index].indent
        let below = lines.indices.dropFirst(index + 1).first { targets[$0] != nil }
        let above = lines.indices.prefix(index).last { targets[$0] != nil }
        for near in [below, above] {
            if let near, lines[near].indent == indent, let target = targets[near] { return target }
        }
        guard let near = below ?? above, let target = targets[near] else { return indent }
        return max(0, indent + target - lines[near].indent)
    }

    /// A line of a block scalar keeps its place relative to the block's first line.
    private func blockLine(_ index: Int, _ first: Int, _ owner: Int) -> [UInt8] {
        let line = lines[index]
        let own = lines.indices.filter { lines[$0].inside == .block(first) && !lines[$0].isBlank }
        guard let least = own.map({ lines[$0].indent }).min(), !hasIndicator(first) else { return line.text }
        if line.isBlank { return line.text.count <= least ? [] : Array(line.text.dropFirst(least)) }
        return [UInt8](repeating: 0x20, count: owner + 2 + line.indent - least) + line.text.drop { $0 == 0x20 }
    }

    /// `|2`: the writer counted the blanks.
    private func hasIndicator(_ first: Int) -> Bool {
        guard let sign = lines[first].text.lastIndex(where: { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: ">") }) else { return false }
        return lines[first].text[sign...].dropFirst().prefix(2).contains { (0x31...0x39).contains($0) }
    }

    /// In the order in which they begin; nil where one has a form that is left alone.
    private func blockCollections() -> [Collection]? {
        var result: [Collection] = []
        var open: [Int?] = []
        var flow = 0
        for event in events.events {
            switch event.kind {
            case .mapping(let isFlow), .sequence(let isFlow):
                if isFlow || flow > 0 {
                    flow += 1
                    open.append(nil)
                    continue
                }
                // An anchor or a tag on the line above moves the mark.
                if event.anchor != nil || event.tag?.isEmpty == false { return nil }
                let first = line(at: event.start), column = column(event.start)
                let parent = open.last.flatMap { $0 }.map { result[$0] }
                // In a line of its own or behind a dash: two columns behind what it belongs to.
                let target = parent.map { $0.target + 2 } ?? 0
                result.append(Collection(column: column, firstLine: first, lastLine: first, target: target))
                open.append(result.count - 1)
            case .end:
                if let last = open.popLast() {
                    if let index = last { result[index].lastLine = max(result[index].lastLine, lastLine(before: event.start)) } else { flow -= 1 }
                }
            default: break
            }
        }
        return result
    }

    /// libyaml ends a block at the next token, far below.
    private func lastLine(before offset: Int) -> Int {
        var index = line(at: min(offset, max(0, size - 1)))
        if offset < size, column(offset) <= lines[index].indent, index > 0, lines[index].start + lines[index].indent >= offset { index -= 1 }
        return max(0, index)
    }

    // MARK: Blanks

    /// One blank behind dashes and colons, but where values stand in a column.
    private func spaced(_ texts: [[UInt8]]) -> [[UInt8]] {
        var result = texts
        for index in texts.indices where lines[index].inside == nil && !lines[index].isBlank && !lines[index].isComment {
            result[index] = Self.withDashes(texts[index])
        }
        let keys = keyPlaces()
        // By line: where the value stands after the key, in the text as it is now.
        var gaps: [Int: (mapping: Int, end: Int, value: Int)] = [:]
        // Values that stand in one column behind keys of other lengths were put there by hand.
        var columns: [[Int]: Set<Int>] = [:]
        for (index, key) in keys {
            let moved = result[index].count - lines[index].text.count
            let end = key.end + moved, value = key.value + moved
            guard end >= 0, value <= result[index].count, value > end,
                result[index][end..<value].filter({ $0 != 0x20 }) == [UInt8(ascii: ":")]
            else { continue }
            gaps[index] = (key.mapping, end, value)
            columns[[key.mapping, value], default: []].insert(end)
        }
        for (index, gap) in gaps {
            if gap.value == gap.end + 2, result[index][gap.end] == UInt8(ascii: ":") { continue }
            if (columns[[gap.mapping, gap.value]]?.count ?? 0) > 1 { continue }
            result[index] = Array(result[index][..<gap.end]) + [UInt8(ascii: ":"), 0x20] + Array(result[index][gap.value...])
        }
        return result
    }

    private static func withDashes(_ text: [UInt8]) -> [UInt8] {
        var at = text.prefix { $0 == 0x20 }.count
        var result = Array(text[..<at])
        while at + 1 < text.count, text[at] == UInt8(ascii: "-"), text[at + 1] == 0x20 {
            let blanks = text[(at + 1)...].prefix { $0 == 0x20 }.count
            guard at + 1 + blanks < text.count, text[at + 1 + blanks] != UInt8(ascii: "#") else { break }
            result += [UInt8(ascii: "-"), 0x20]
            at += 1 + blanks
        }
        return result + text[at...]
    }

    /// Keys of block mappings whose value begins on their line: where the key ends and the value begins, by columns.
    private func keyPlaces() -> [Int: (mapping: Int, end: Int, value: Int)] {
        var places: [Int: (mapping: Int, end: Int, value: Int)] = [:]
        // For each open collection: whether it is a block mapping, and the key that waits for its value.
        var stack: [(number: Int, isBlock: Bool, isMapping: Bool, key: YAMLEvents.Event?)] = []
        func place(_ event: YAMLEvents.Event) {
            guard let top = stack.last, top.isMapping else { return }
            if let key = top.key {
                stack[stack.count - 1].key = nil
                let index = line(at: key.start)
                // Behind an alias or an anchor a colon would be a part of the name.
                if top.isBlock, key.end > key.start, key.isPlainKey, event.end > event.start || event.start > key.end, line(at: event.start) == index,
                    lines[index].inside == nil, event.start > key.end
                {
                    places[index] = places[index] ?? (top.number, key.end - lines[index].start, event.start - lines[index].start)
                }
            } else {
                stack[stack.count - 1].key = event
            }
        }
        for (number, event) in events.events.enumerated() {
            switch event.kind {
            case .scalar, .alias: place(event)
            case .mapping(let isFlow):
                place(event)
                stack.append((number, !isFlow && !stack.contains { !$0.isBlock }, true, nil))
            case .sequence(let isFlow):
                place(event)
                stack.append((number, !isFlow && !stack.contains { !$0.isBlock }, false, nil))
            case .end: _ = stack.popLast()
            default: break
            }
        }
        return places
    }
}
