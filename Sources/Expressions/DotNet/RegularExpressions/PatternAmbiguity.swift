/// Whether a loop of a pattern can read one text in more and more ways, twice as many for each few characters: then a text that almost
/// matches takes exponential time, since every way is tried.
///
/// The pattern becomes an automaton with a place for each character it can read (Glushkov's). A loop is ambiguous if two different
/// ways lead from one of its places back to it over the same text: two edges between the same places, or two chains of places that read
/// the same characters, part and meet again.
///
/// Not looked for: loops in a row, as in `\s*\s*x`, whose ways grow with a power of the length only; what follows the loop (where nothing
/// can fail there, no way but the first is tried). Beyond some hundred places, or much work, nothing is found.
enum PatternAmbiguity {
    static func isExponential(_ tree: PatternTree) -> Bool {
        var automaton = Automaton()
        guard automaton.fragment(tree) != nil else { return false }
        return automaton.isAmbiguous || automaton.inner.contains(where: isExponential)
    }
}

private struct Automaton {
    struct Fragment {
        var first: [Int] = []
        var last: [Int] = []
        var isNullable = true
    }

    private static let placeLimit = 200
    private static let workLimit = 400_000

    private var places: [[UnitSet]] = []
    /// For each place, the places that may follow and in how many ways.
    private var next: [[Int: Int]] = []
    /// Parts that are matched for themselves: what looks around, and atomic groups.
    private(set) var inner: [PatternTree] = []

    /// nil: too large.
    mutating func fragment(_ tree: PatternTree) -> Fragment? {
        switch tree {
        case .empty, .anchor, .reference: return Fragment()
        case .unit(let unit): return place([UnitSet([unit]).ready()])
        case .set(let set): return place([set])
        case .sequence(let parts):
            var whole = Fragment()
            for part in parts {
                guard let fragment = fragment(part) else { return nil }
                whole = join(whole, fragment)
            }
            return whole
        case .choice(let branches): return either(branches)
        case .capture(let body, _, _): return fragment(body)
        case .look(let body, _, _):
            inner.append(body)
            return Fragment()
        case .atomic(let body):
            // Seen from outside, it reads what it reads in one way.
            inner.append(body)
            let (sets, mayBeEmpty) = FirstUnits.sets(of: body)
            guard var fragment = place(sets) else { return nil }
            fragment.isNullable = mayBeEmpty
            return fragment
        case .ifCaptured(_, let yes, let no): return either([yes, no])
        case .ifMatches(let condition, let yes, let no):
            inner.append(condition)
            return either([yes, no])
        case .loop(let body, let least, let most, _): return loop(body, least, most)
        }
    }

    private mutating func place(_ sets: [UnitSet]) -> Fragment? {
        guard places.count < Automaton.placeLimit else { return nil }
        places.append(sets)
        next.append([:])
        return Fragment(first: [places.count - 1], last: [places.count - 1], isNullable: false)
    }

    private mutating func either(_ branches: [PatternTree]) -> Fragment? {
        var whole = Fragment(isNullable: false)
        for branch in branches {
            guard let fragment = fragment(branch) else { return nil }
            whole.first += fragment.first
            whole.last += fragment.last
            whole.isNullable = whole.isNullable || fragment.isNullable
        }
        return whole
    }

    private mutating func connect(_ from: [Int], _ to: [Int]) {
        for a in from {
            for b in to { next[a][b, default: 0] += 1 }
        }
    }

    private mutating func join(_ a: Fragment, _ b: Fragment) -> Fragment {
        connect(a.last, b.first)
        return Fragment(
            first: a.first + (a.isNullable ? b.first : []), last: b.last + (b.isNullable ? a.last : []),
            isNullable: a.isNullable && b.isNullable)
    }

    /// Few rounds show the same as many: up to three that must be made, then two more or a loop.
    private mutating func loop(_ body: PatternTree, _ least: Int, _ most: Int?) -> Fragment? {
        let isEndless = most.map { $0 > 10 } ?? true
        let rounds = isEndless ? max(1, min(least, 2)) : min(least, 3) + min((most ?? 0) - least, 2)
        var whole = Fragment()
        for round in 0..<rounds {
            guard var fragment = fragment(body) else { return nil }
            if isEndless, round == rounds - 1 { connect(fragment.last, fragment.first) }
            if round >= min(least, 3) { fragment.isNullable = true }
            whole = join(whole, fragment)
        }
        return whole
    }

    // MARK: Ways

    var isAmbiguous: Bool {
        let component = components()
        for (from, targets) in next.enumerated() where targets.contains(where: { $0.value > 1 && component[$0.key] == component[from] }) {
            return true
        }
        return readsTheSameTwice(component)
    }

    /// Numbers the places: two have the same number where each leads to the other.
    private func components() -> [Int] {
        // By reachability: the graph is small.
        let reach = next.indices.map { start -> Set<Int> in
            var seen: Set<Int> = []
            var open = Array(next[start].keys)
            while let place = open.popLast() {
                if seen.insert(place).inserted { open += next[place].keys }
            }
            return seen
        }
        var number = Array(next.indices)
        for a in next.indices {
            for b in next.indices where b < a && reach[a].contains(b) && reach[b].contains(a) {
                number[a] = number[b]
                break
            }
        }
        return number
    }

    /// Whether two chains inside of one component part and meet again over the same characters.
    private func readsTheSameTwice(_ component: [Int]) -> Bool {
        let count = places.count
        // Where every component is one place, there is nowhere to part.
        guard Set(component).count < count else { return false }
        let signs = signatures()
        let inside = next.indices.map { from in next[from].keys.filter { component[$0] == component[from] } }
        var before = Array(repeating: [Int](), count: count)
        for (from, targets) in inside.enumerated() {
            for target in targets { before[target].append(from) }
        }
        var work = 0
        func reach(_ steps: [[Int]], sharing shares: (Int, Int, Int, Int) -> Bool) -> Set<Int>? {
            var seen = Set(next.indices.map { $0 * count + $0 })
            var open = Array(seen)
            while let pair = open.popLast() {
                let (a, b) = (pair / count, pair % count)
                for x in steps[a] {
                    for y in steps[b] {
                        work += 1
                        if work > Automaton.workLimit { return nil }
                        if shares(a, b, x, y), seen.insert(x * count + y).inserted { open.append(x * count + y) }
                    }
                }
            }
            return seen
        }
        func overlap(_ a: Int, _ b: Int) -> Bool { a == b || zip(signs[a], signs[b]).contains { $0 & $1 != 0 } }
        // A step reads the character of the place it leads to.
        guard let forward = reach(inside, sharing: { _, _, x, y in overlap(x, y) }),
            let backward = reach(before, sharing: { a, b, _, _ in overlap(a, b) })
        else { return false }
        return forward.contains { $0 / count != $0 % count && backward.contains($0) && component[$0 / count] == component[$0 % count] }
    }

    /// For each place, which of some sample units it reads: the first ones, the ends of all ranges, one of each category.
    private func signatures() -> [[UInt64]] {
        var samples = Set(UInt16(0)..<0x180)
        for set in places.joined() {
            for range in set.ranges { samples.formUnion([range.lowerBound, range.upperBound]) }
        }
        samples.formUnion(Automaton.representatives)
        let units = samples.sorted()
        return places.map { sets in
            var bits = Array(repeating: UInt64(0), count: units.count / 64 + 1)
            for (index, unit) in units.enumerated() where sets.contains(where: { $0.contains(unit) }) { bits[index / 64] |= 1 << UInt64(index % 64) }
            return bits
        }
    }

    private static let representatives: [UInt16] = {
        var found: [UInt8: UInt16] = [:]
        for unit in UInt16(0x180)...UInt16.max where found[UnitProperties.category(unit)] == nil { found[UnitProperties.category(unit)] = unit }
        return Array(found.values)
    }()
}
