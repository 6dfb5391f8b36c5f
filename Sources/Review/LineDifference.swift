/// The lines by which two texts differ, as few as Myers' algorithm finds.
///
/// Source: E. W. Myers, An O(ND) difference algorithm and its variations, 1986. Texts that differ in more than ``limit`` lines are
/// told as one block each: nobody reads such a difference line by line.
struct LineDifference {
    static let limit = 1_500

    enum Line: Equatable {
        case same(String), removed(String), added(String)
    }

    let lines: [Line]

    init(_ old: [String], _ new: [String]) {
        var start = 0
        while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
        var end = 0
        while end < old.count - start, end < new.count - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
        let a = Array(old[start..<old.count - end]), b = Array(new[start..<new.count - end])
        let middle = Self.steps(a, b) ?? (a.map(Line.removed) + b.map(Line.added))
        lines = old[..<start].map(Line.same) + middle + old[(old.count - end)...].map(Line.same)
    }

    var added: Int { lines.count { if case .added = $0 { true } else { false } } }
    var removed: Int { lines.count { if case .removed = $0 { true } else { false } } }

    /// What changed with three lines around it; `…` stands for what is left out.
    func hunks(around: Int = 3, limit: Int = 200) -> [String] {
        var keep = [Bool](repeating: false, count: lines.count)
        for (index, line) in lines.enumerated() {
            if case .same = line { continue }
            for near in max(0, index - around)...min(lines.count - 1, index + around) { keep[near] = true }
        }
        var result: [String] = []
        var isOpen = true
        for (index, line) in lines.enumerated() {
            guard keep[index] else {
                if isOpen { result.append("…") }
                isOpen = false
                continue
            }
            isOpen = true
            if result.count >= limit { return result + ["… and more"] }
            switch line {
            case .same(let text): result.append("  " + text)
            case .removed(let text): result.append("- " + text)
            case .added(let text): result.append("+ " + text)
            }
        }
        return result
    }

    /// nil where the texts differ too much.
    private static func steps(_ a: [String], _ b: [String]) -> [Line]? {
        if a.isEmpty { return b.map(Line.added) }
        if b.isEmpty { return a.map(Line.removed) }
        let most = min(a.count + b.count, limit)
        var furthest = [Int](repeating: 0, count: 2 * most + 3)
        var trace: [[Int]] = []
        let middle = most + 1
        for distance in 0...most {
            trace.append(furthest)
            for diagonal in stride(from: -distance, through: distance, by: 2) {
                let goesDown = diagonal == -distance || (diagonal != distance && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1])
                var x = goesDown ? furthest[middle + diagonal + 1] : furthest[middle + diagonal - 1] + 1
                while x < a.count, x - diagonal < b.count, x - diagonal >= 0, a[x] == b[x - diagonal] { x += 1 }
                furthest[middle + diagonal] = x
                if x >= a.count, x - diagonal >= b.count { return walk(back: trace, a, b, middle) }
            }
        }
        return nil
    }

    private static func walk(back trace: [[Int]], _ a: [String], _ b: [String], _ middle: Int) -> [Line] {
        var lines: [Line] = []
        var x = a.count, y = b.count
        for distance in trace.indices.reversed() {
            let furthest = trace[distance]
            let diagonal = x - y
            let goesDown = diagonal == -distance || (diagonal != distance && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1])
            let before = goesDown ? diagonal + 1 : diagonal - 1
            let fromX = distance == 0 ? 0 : furthest[middle + before]
            let fromY = distance == 0 ? 0 : fromX - before
            while x > fromX, y > fromY, x > 0, y > 0, a[x - 1] == b[y - 1] {
                lines.append(.same(a[x - 1]))
                x -= 1
                y -= 1
            }
            if distance == 0 { break }
            if goesDown { lines.append(.added(b[y - 1])) } else { lines.append(.removed(a[x - 1])) }
            x = fromX
            y = fromY
        }
        return lines.reversed()
    }
}
