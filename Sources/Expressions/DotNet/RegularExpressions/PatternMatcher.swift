/// Runs a program over one text, going back where a way leads nowhere.
///
/// All state that going back must restore is on one stack of its own, so neither patterns nor texts can exhaust the thread's. Steps are
/// counted over all searches in the text; when too many are made, ``PatternTookTooLong`` ends it. The rules of going back, of rounds
/// that match nothing and of balancing groups are those of .NET's interpreter.
struct PatternMatcher {
    /// Steps that every text may take, and those for each of its units.
    static let steps = 5_000_000
    private static let stepsPerUnit = 64
    /// How many entries the stack may have.
    private static let stackLimit = 8_000_000

    private enum Kind {
        /// Goes on at `index` from position `a`.
        case choice
        /// A register had the values `a` and `b`.
        case register
        /// The last capture of a group goes.
        case uncapture
        /// The last capture of a group was cell `a`.
        case recapture
        /// A greedy run may give a unit back: it starts no lower than `a` and is at `b`.
        case run
        /// A lazy run at `a` may take `b` units more.
        case lazyRun
    }

    private struct Entry {
        let kind: Kind
        let index: Int32
        var a: Int32
        var b: Int32
    }

    private struct Cell {
        let start: Int32
        let end: Int32
        /// The group's capture before this one; -1 for none.
        let previous: Int32
    }

    private let program: PatternProgram
    let text: [UInt16]
    private var stepsLeft: Int
    private var stack: [Entry] = []
    private var registers: [(a: Int32, b: Int32)]
    private var cells: [Cell] = []
    private var top: [Int32]
    private var start = 0
    private var end = 0

    init(_ program: PatternProgram, _ text: [UInt16], steps: Int = PatternMatcher.steps) {
        self.program = program
        self.text = text
        stepsLeft = steps + text.count * PatternMatcher.stepsPerUnit
        registers = Array(repeating: (0, 0), count: program.registers)
        top = Array(repeating: -1, count: program.highestGroup + 1)
    }

    // MARK: Results

    /// The last match.
    var range: Range<Int> { start..<end }

    /// The last capture of a group in the last match; group 0 is the match.
    func range(ofGroup group: Int) -> Range<Int>? {
        if group == 0 { return range }
        guard top.indices.contains(group), top[group] >= 0 else { return nil }
        let cell = cells[Int(top[group])]
        // A balancing group of two that overlap the wrong way has a length below zero in .NET, which shows as nothing.
        return Int(cell.start)..<max(Int(cell.start), Int(cell.end))
    }

    // MARK: Searching

    /// The first match at or after a position. `\G` holds at `origin`.
    mutating func search(from first: Int, origin: Int) throws(PatternTookTooLong) -> Bool {
        var position = first
        while position <= text.count {
            if let units = program.first {
                while position < text.count, !units.contains(text[position]) { position += 1 }
                if position == text.count { return false }
            }
            if try run(at: position, origin: origin) { return true }
            if program.isAnchored, position >= origin { return false }
            position += 1
        }
        return false
    }

    /// Calls back for each match from the left; behind an empty one the next search starts a unit further, as in .NET.
    mutating func forEachMatch(_ body: (PatternMatcher) -> Void) throws(PatternTookTooLong) {
        var position = 0
        var origin = 0
        while try search(from: position, origin: origin) {
            body(self)
            origin = end
            position = end > start ? end : end + 1
        }
    }

    private mutating func run(at position: Int, origin: Int) throws(PatternTookTooLong) -> Bool {
        stack.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
        for group in top.indices { top[group] = -1 }
        var at = position
        var counter = 0
        while true {
            stepsLeft -= 1
            if stepsLeft < 0 || stack.count > PatternMatcher.stackLimit { throw PatternTookTooLong() }
            switch program.code[counter] {
            case .unit(let unit, let isBack):
                if isBack {
                    if at > 0, text[at - 1] == unit {
                        at -= 1
                        counter += 1
                        continue
                    }
                } else if at < text.count, text[at] == unit {
                    at += 1
                    counter += 1
                    continue
                }
            case .set(let set, let isBack):
                if isBack {
                    if at > 0, program.sets[set].contains(text[at - 1]) {
                        at -= 1
                        counter += 1
                        continue
                    }
                } else if at < text.count, program.sets[set].contains(text[at]) {
                    at += 1
                    counter += 1
                    continue
                }
            case .run(let set, let least, let most, let isLazy, let isBack):
                if takeRun(set, least, most, isLazy, isBack, &at, counter) {
                    counter += 1
                    continue
                }
            case .anchor(let anchor):
                if holds(anchor, at, origin) {
                    counter += 1
                    continue
                }
            case .jump(let target):
                counter = target
                continue
            case .orElse(let other):
                stack.append(Entry(kind: .choice, index: Int32(other), a: Int32(at), b: 0))
                counter += 1
                continue
            case .mark(let register):
                set(register, Int32(at), 0)
                counter += 1
                continue
            case .capture(let group, let releasing, let register):
                if capture(group, releasing, Int(registers[register].a), at) {
                    counter += 1
                    continue
                }
            case .reference(let group, let ignoresCase, let isBack):
                if takeReference(group, ignoresCase, isBack, &at) {
                    counter += 1
                    continue
                }
            case .loopStart(let loop, let count, let hasBegun):
                set(loop, hasBegun ? Int32(at) : -1, count)
                counter += 1
                continue
            case .loopGreedy(let loop, let extra, let body):
                let (mark, count) = registers[loop]
                // A round that matched nothing ends the loop, unless it must be made.
                if count >= extra || count >= 0 && mark == Int32(at) {
                    counter += 1
                } else {
                    if count >= 0 { stack.append(Entry(kind: .choice, index: Int32(counter + 1), a: Int32(at), b: 0)) }
                    set(loop, Int32(at), extra == .max && count >= 0 ? count : count + 1)
                    counter = body
                }
                continue
            case .loopLazy(let loop, let extra, let body, let again):
                let (mark, count) = registers[loop]
                if count < 0 {
                    set(loop, Int32(at), count + 1)
                    counter = body
                } else {
                    if count < extra, mark != Int32(at) { stack.append(Entry(kind: .choice, index: Int32(again), a: Int32(at), b: 0)) }
                    counter += 1
                }
                continue
            case .loopAgain(let loop, let body):
                let count = registers[loop].b
                set(loop, Int32(at), count == .max ? count : count + 1)
                counter = body
                continue
            case .barrier(let register):
                let height = stack.count + 1
                set(register, Int32(height), Int32(at))
                counter += 1
                continue
            case .commit(let register, let restoresPosition):
                commit(Int(registers[register].a))
                if restoresPosition { at = Int(registers[register].b) }
                counter += 1
                continue
            case .refuse(let register):
                let height = Int(registers[register].a)
                while stack.count > height { _ = undo() }
            case .unlessCaptured(let group, let other):
                counter = top[group] >= 0 ? counter + 1 : other
                continue
            case .match:
                start = position
                end = at
                return true
            }
            // This way leads nowhere: back to the last choice.
            var found = false
            while !found {
                guard !stack.isEmpty else { return false }
                found = resume(&at, &counter)
            }
        }
    }

    // MARK: Going back

    /// Takes the last entry away, or what is left to try of it; whether there is something to try.
    private mutating func resume(_ at: inout Int, _ counter: inout Int) -> Bool {
        let last = stack.count - 1
        let entry = stack[last]
        switch entry.kind {
        case .choice:
            at = Int(entry.a)
            counter = Int(entry.index)
            stack.removeLast()
            return true
        case .run:
            // Towards its start, which lies left of it when it went forward.
            let next = entry.b > entry.a ? entry.b - 1 : entry.b + 1
            if next == entry.a { stack.removeLast() } else { stack[last].b = next }
            at = Int(next)
            counter = Int(entry.index) + 1
            return true
        case .lazyRun:
            guard case .run(let set, _, _, _, let isBack) = program.code[Int(entry.index)] else { return undo() }
            let place = isBack ? Int(entry.a) - 1 : Int(entry.a)
            guard place >= 0, place < text.count, program.sets[set].contains(text[place]) else {
                stack.removeLast()
                return false
            }
            at = isBack ? place : place + 1
            if entry.b == 1 {
                stack.removeLast()
            } else {
                stack[last].a = Int32(at)
                if entry.b != .max { stack[last].b -= 1 }
            }
            counter = Int(entry.index) + 1
            return true
        case .register, .uncapture, .recapture: return undo()
        }
    }

    /// Takes the last entry away and restores what it remembers. Always false: there is nothing to try.
    private mutating func undo() -> Bool {
        guard let entry = stack.popLast() else { return false }
        switch entry.kind {
        case .register: registers[Int(entry.index)] = (entry.a, entry.b)
        case .uncapture: top[Int(entry.index)] = cells.popLast()?.previous ?? -1
        case .recapture: top[Int(entry.index)] = entry.a
        case .choice, .run, .lazyRun: break
        }
        return false
    }

    /// Choices above a height go; what restores state stays, for choices below.
    private mutating func commit(_ height: Int) {
        var kept = height
        for index in stack.indices.dropFirst(height) {
            switch stack[index].kind {
            case .choice, .run, .lazyRun: continue
            case .register, .uncapture, .recapture:
                stack[kept] = stack[index]
                kept += 1
            }
        }
        stack.removeLast(stack.count - kept)
    }

    private mutating func set(_ register: Int, _ a: Int32, _ b: Int32) {
        let old = registers[register]
        stack.append(Entry(kind: .register, index: Int32(register), a: old.a, b: old.b))
        registers[register] = (a, b)
    }

    // MARK: Instructions

    private mutating func takeRun(
        _ index: Int, _ least: Int32, _ most: Int32, _ isLazy: Bool, _ isBack: Bool, _ at: inout Int, _ counter: Int
    ) -> Bool {
        let set = program.sets[index]
        let room = isBack ? at : text.count - at
        guard Int(least) <= room else { return false }
        let wanted = min(isLazy ? Int(least) : Int(most), room)
        var taken = 0
        if isBack {
            while taken < wanted, set.contains(text[at - 1 - taken]) { taken += 1 }
        } else {
            while taken < wanted, set.contains(text[at + taken]) { taken += 1 }
        }
        stepsLeft -= taken >> 2
        guard taken >= Int(least) else { return false }
        if isLazy {
            at += isBack ? -taken : taken
            if most > least {
                stack.append(Entry(kind: .lazyRun, index: Int32(counter), a: Int32(at), b: most == .max ? .max : most - least))
            }
        } else {
            let lowest = isBack ? at - Int(least) : at + Int(least)
            at += isBack ? -taken : taken
            if at != lowest { stack.append(Entry(kind: .run, index: Int32(counter), a: Int32(lowest), b: Int32(at))) }
        }
        return true
    }

    private func holds(_ anchor: PatternTree.Anchor, _ at: Int, _ origin: Int) -> Bool {
        let count = text.count
        return switch anchor {
        case .start: at == 0
        case .end: at == count
        case .endOrLastLineFeed: at == count || at == count - 1 && text[at] == 0x0A
        case .lineStart: at == 0 || text[at - 1] == 0x0A
        case .lineEnd: at == count || text[at] == 0x0A
        case .searchStart: at == origin
        case .wordBoundary: isBoundary(at)
        case .noWordBoundary: !isBoundary(at)
        }
    }

    private func isBoundary(_ at: Int) -> Bool {
        let before = at > 0 && UnitProperties.isWord(text[at - 1])
        let behind = at < text.count && UnitProperties.isWord(text[at])
        return before != behind
    }

    private mutating func capture(_ group: Int, _ releasing: Int, _ mark: Int, _ at: Int) -> Bool {
        var start = min(mark, at), end = max(mark, at)
        if releasing >= 0 {
            // Group 0 is captured only when all is matched.
            guard top[releasing] >= 0 else { return false }
            let index = top[releasing]
            let old = cells[Int(index)]
            // The new capture is what lies between the two, or what they share.
            if start >= Int(old.end) {
                (start, end) = (Int(old.end), start)
            } else if end <= Int(old.start) {
                start = Int(old.start)
            } else {
                (start, end) = (max(start, Int(old.start)), min(end, Int(old.end)))
            }
            stack.append(Entry(kind: .recapture, index: Int32(releasing), a: index, b: 0))
            top[releasing] = old.previous
        }
        if group >= 0 {
            stack.append(Entry(kind: .uncapture, index: Int32(group), a: 0, b: 0))
            cells.append(Cell(start: Int32(start), end: Int32(end), previous: top[group]))
            top[group] = Int32(cells.count - 1)
        }
        return true
    }

    /// A group that has captured nothing matches nowhere.
    private mutating func takeReference(_ group: Int, _ ignoresCase: Bool, _ isBack: Bool, _ at: inout Int) -> Bool {
        guard top[group] >= 0 else { return false }
        let cell = cells[Int(top[group])]
        let length = max(0, Int(cell.end) - Int(cell.start))
        let from = isBack ? at - length : at
        guard from >= 0, from + length <= text.count else { return false }
        stepsLeft -= length >> 2
        for offset in 0..<length {
            let a = text[Int(cell.start) + offset], b = text[from + offset]
            if a != b, !ignoresCase || CaseEquivalence.lower(a) != CaseEquivalence.lower(b) { return false }
        }
        at = isBack ? from : from + length
        return true
    }
}
