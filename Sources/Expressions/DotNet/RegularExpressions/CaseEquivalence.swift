/// Which units are the same when case is ignored: those with the same small letter in the invariant culture. `k`, `K` and the Kelvin sign
/// are one; `i` and `I` are one, `ı` and `İ` stand alone; `ß` and `ẞ` are one.
enum CaseEquivalence {
    /// The other units that equal this one.
    static func others(of unit: UInt16) -> [UInt16] {
        if unit < 0x80, unit != 0x4B, unit != 0x6B {
            switch unit {
            case 0x41...0x5A, 0x61...0x7A: return [unit ^ 0x20]
            default: return []
            }
        }
        return table[unit] ?? []
    }

    static func lower(_ unit: UInt16) -> UInt16 {
        guard unit >= 0x80 else { return 0x41...0x5A ~= unit ? unit | 0x20 : unit }
        guard let scalar = Unicode.Scalar(unit) else { return unit }
        return UInt16(truncatingIfNeeded: Casing.Rules.invariant.lower(scalar).value)
    }

    private static let table: [UInt16: [UInt16]] = {
        var groups: [UInt16: [UInt16]] = [:]
        for unit in UInt16.min...UInt16.max {
            let small = lower(unit)
            if small != unit { groups[small, default: [small]].append(unit) }
        }
        var others: [UInt16: [UInt16]] = [:]
        for group in groups.values {
            for unit in group { others[unit] = group.filter { $0 != unit } }
        }
        return others
    }()
}
