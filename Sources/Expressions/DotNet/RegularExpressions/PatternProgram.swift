/// A pattern as instructions for ``PatternMatcher``.
struct PatternProgram: Sendable {
    enum Instruction: Sendable {
        /// One unit, forward or, inside of what looks behind, backward.
        case unit(UInt16, isBack: Bool)
        case set(Int, isBack: Bool)
        /// One set many times, without a place on the stack for each.
        case run(Int, least: Int32, most: Int32, isLazy: Bool, isBack: Bool)
        case anchor(PatternTree.Anchor)
        case jump(Int)
        /// Goes on; if that fails, from there.
        case orElse(Int)
        /// Register := where a capture begins.
        case mark(Int)
        /// A capture from the register to here; -1 for no group.
        case capture(group: Int, releasing: Int, register: Int)
        case reference(Int, ignoresCase: Bool, isBack: Bool)
        /// Begins a loop: its register holds where the present round began and how many rounds were made beyond those it must make.
        case loopStart(Int, count: Int32, hasBegun: Bool)
        /// Behind a round: another from the body on, or straight on. `extra`: how many rounds it may make beyond those it must.
        case loopGreedy(Int, extra: Int32, body: Int)
        case loopLazy(Int, extra: Int32, body: Int, again: Int)
        /// One more round of a lazy loop, after what follows it failed.
        case loopAgain(Int, body: Int)
        /// Register := the height of the stack, and the position.
        case barrier(Int)
        /// Forgets the ways back since the barrier.
        case commit(Int, restoresPosition: Bool)
        /// What must not match has matched.
        case refuse(Int)
        case unlessCaptured(Int, Int)
        case match
    }

    fileprivate(set) var code: [Instruction] = []
    fileprivate(set) var sets: [UnitSet] = []
    fileprivate(set) var registers = 0
    let highestGroup: Int
    /// Units that a match can begin with; nil: any, or none.
    let first: FirstUnits?
    /// Every match begins at the start of the text, or where the search began.
    let isAnchored: Bool

    init(_ tree: PatternTree, highestGroup: Int) {
        self.highestGroup = highestGroup
        first = FirstUnits(tree)
        isAnchored = PatternProgram.isAnchored(tree)
        var builder = PatternProgramBuilder()
        builder.build(tree, isBack: false)
        code = builder.code + [.match]
        sets = builder.sets
        registers = builder.registers
    }

    private static func isAnchored(_ tree: PatternTree) -> Bool {
        switch tree {
        case .anchor(.start), .anchor(.searchStart): true
        case .sequence(let parts): parts.first.map(isAnchored) ?? false
        case .capture(let body, _, _), .atomic(let body): isAnchored(body)
        case .choice(let branches): branches.allSatisfy(isAnchored)
        default: false
        }
    }
}

private struct PatternProgramBuilder {
    var code: [PatternProgram.Instruction] = []
    var sets: [UnitSet] = []
    var registers = 0
    private var numbers: [UnitSet: Int] = [:]

    private mutating func register() -> Int {
        registers += 1
        return registers - 1
    }

    private mutating func number(_ set: UnitSet) -> Int {
        if let known = numbers[set] { return known }
        sets.append(set)
        numbers[set] = sets.count - 1
        return sets.count - 1
    }

    /// An instruction whose target is not known yet.
    private mutating func hole() -> Int {
        code.append(.match)
        return code.count - 1
    }

    mutating func build(_ tree: PatternTree, isBack: Bool) {
        switch tree {
        case .empty: break
        case .unit(let unit): code.append(.unit(unit, isBack: isBack))
        case .set(let set): code.append(.set(number(set), isBack: isBack))
        case .anchor(let anchor): code.append(.anchor(anchor))
        case .sequence(let parts):
            // What looks behind reads from right to left.
            for part in isBack ? parts.reversed() : parts { build(part, isBack: isBack) }
        case .choice(let branches): buildChoice(branches, isBack)
        case .loop(let body, let least, let most, let isLazy):
            buildLoop(body, Int32(least), most.map { Int32($0) } ?? .max, isLazy, isBack)
        case .capture(let body, let group, let releasing):
            let start = register()
            code.append(.mark(start))
            build(body, isBack: isBack)
            code.append(.capture(group: group ?? -1, releasing: releasing ?? -1, register: start))
        case .atomic(let body):
            let barrier = register()
            code.append(.barrier(barrier))
            build(body, isBack: isBack)
            code.append(.commit(barrier, restoresPosition: false))
        case .look(let body, let isBehind, false):
            let barrier = register()
            code.append(.barrier(barrier))
            build(body, isBack: isBehind)
            code.append(.commit(barrier, restoresPosition: true))
        case .look(let body, let isBehind, true):
            let barrier = register()
            code.append(.barrier(barrier))
            let other = hole()
            build(body, isBack: isBehind)
            code.append(.refuse(barrier))
            code[other] = .orElse(code.count)
        case .reference(let group, let ignoresCase): code.append(.reference(group, ignoresCase: ignoresCase, isBack: isBack))
        case .ifCaptured(let group, let yes, let no):
            let test = hole()
            build(yes, isBack: isBack)
            let end = hole()
            code[test] = .unlessCaptured(group, code.count)
            build(no, isBack: isBack)
            code[end] = .jump(code.count)
        case .ifMatches(let condition, let yes, let no):
            let barrier = register()
            code.append(.barrier(barrier))
            let other = hole()
            build(condition, isBack: isBack)
            code.append(.commit(barrier, restoresPosition: true))
            build(yes, isBack: isBack)
            let end = hole()
            code[other] = .orElse(code.count)
            build(no, isBack: isBack)
            code[end] = .jump(code.count)
        }
    }

    private mutating func buildChoice(_ branches: [PatternTree], _ isBack: Bool) {
        var ends: [Int] = []
        for branch in branches.dropLast() {
            let other = hole()
            build(branch, isBack: isBack)
            ends.append(hole())
            code[other] = .orElse(code.count)
        }
        if let last = branches.last { build(last, isBack: isBack) }
        for end in ends { code[end] = .jump(code.count) }
    }

    private mutating func buildLoop(_ body: PatternTree, _ least: Int32, _ most: Int32, _ isLazy: Bool, _ isBack: Bool) {
        switch body {
        case .unit(let unit):
            code.append(.run(number(UnitSet([unit]).ready()), least: least, most: most, isLazy: isLazy, isBack: isBack))
            return
        case .set(let set):
            code.append(.run(number(set), least: least, most: most, isLazy: isLazy, isBack: isBack))
            return
        default: break
        }
        let loop = register()
        code.append(.loopStart(loop, count: least == 0 ? 0 : 1 - least, hasBegun: least > 0))
        let entry = least == 0 ? hole() : nil
        let start = code.count
        build(body, isBack: isBack)
        if let entry { code[entry] = .jump(code.count) }
        let extra = most == .max ? Int32.max : most - least
        if isLazy {
            let test = hole()
            let end = hole()
            code[test] = .loopLazy(loop, extra: extra, body: start, again: code.count)
            code.append(.loopAgain(loop, body: start))
            code[end] = .jump(code.count)
        } else {
            code.append(.loopGreedy(loop, extra: extra, body: start))
        }
    }
}
