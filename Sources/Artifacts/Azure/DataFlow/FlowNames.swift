import Analysis

/// Names of streams and columns in a data flow: letters, digits and underscores, unique without regard to case.
struct FlowNames {
    private var taken: Set<String>

    init(reserved: [String] = []) {
        taken = Set(reserved.map { $0.lowercased() })
    }

    /// `agency-workers` → `agencyWorkers`, `First name` → `FirstName`; a digit behind it where that is taken.
    mutating func unique(_ text: String) -> String {
        var name = ""
        var startsWord = false
        for scalar in text.unicodeScalars {
            let isPlain = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
            guard isPlain else {
                startsWord = !name.isEmpty
                continue
            }
            name += startsWord ? String(scalar).uppercased() : String(scalar)
            startsWord = false
        }
        if name.first?.isLetter != true { name = "c" + name }
        var result = name
        var number = 2
        while !taken.insert(result.lowercased()).inserted {
            result = "\(name)\(number)"
            number += 1
        }
        return result
    }
}
