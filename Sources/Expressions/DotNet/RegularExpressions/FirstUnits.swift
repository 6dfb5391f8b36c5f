/// Which units a match can begin with, so that a search steps over all others.
struct FirstUnits: Sendable {
    private var low = Bits256()
    private var sets: [UnitSet] = []

    /// nil where a match may be empty, or where it is not worth knowing.
    init?(_ tree: PatternTree) {
        let (sets, mayBeEmpty) = FirstUnits.sets(of: tree)
        guard !mayBeEmpty, sets.count <= 16 else { return nil }
        self.sets = sets
        for set in sets { low.formUnion(set.low) }
    }

    func contains(_ unit: UInt16) -> Bool {
        unit < 256 ? low.contains(unit) : sets.contains { $0.contains(unit) }
    }

    static func sets(of tree: PatternTree) -> (sets: [UnitSet], mayBeEmpty: Bool) {
        var sets: [UnitSet] = []
        let mayBeEmpty = collect(tree, into: &sets)
        return (sets, mayBeEmpty)
    }

    /// - Returns: whether the part may match nothing, so that what follows it counts too.
    private static func collect(_ tree: PatternTree, into sets: inout [UnitSet]) -> Bool {
        switch tree {
        case .empty, .anchor, .look: return true
        case .unit(let unit):
            sets.append(UnitSet([unit]).ready())
            return false
        case .set(let set):
            sets.append(set)
            return false
        case .sequence(let parts):
            for part in parts where !collect(part, into: &sets) { return false }
            return true
        case .choice(let branches):
            var mayBeEmpty = false
            for branch in branches where collect(branch, into: &sets) { mayBeEmpty = true }
            return mayBeEmpty
        case .loop(let body, let least, _, _):
            let mayBeEmpty = collect(body, into: &sets)
            return mayBeEmpty || least == 0
        case .capture(let body, _, _), .atomic(let body): return collect(body, into: &sets)
        case .reference, .ifCaptured, .ifMatches:
            sets.append(.all)
            return true
        }
    }
}
