extension Compiler {
    func listFunction(_ call: Expression.Call, _ arguments: [Evaluator.Node?]) -> Evaluator.Node {
        let first = slot(arguments, 0)
        let second = slot(arguments, 1)
        switch call.name {
        case "Count": return { row, world in .integer(Wanted.list(try first(row, world)).count) }
        case "Item":
            return { row, world in
                let source = try first(row, world)
                if source == .absent { return .absent }
                let values = Wanted.list(source)
                let index = try Wanted.number(second(row, world), "Item")
                guard index >= 1, index <= values.count else { throw Stop.failure("Item: there is no value \(index) of \(values.count)") }
                return values[index - 1]
            }
        default:
            return { row, world in
                let source = try first(row, world)
                if source == .absent { return .absent }
                var seen: Set<[UInt8]> = []
                // By bytes: Swift's equality takes composed and decomposed letters for the same.
                return .list(Wanted.list(source).filter { seen.insert(Array(($0.text ?? "").utf8)).inserted })
            }
        }
    }

    func roleFunction(_ call: Expression.Call, _ arguments: [Evaluator.Node?]) -> Evaluator.Node {
        let first = slot(arguments, 0)
        switch call.name {
        case "SingleAppRoleAssignment":
            return { row, world in Wanted.list(try first(row, world)).first ?? .absent }
        default:
            // The documented samples differ in this one word.
            let key = call.name == "AppRoleAssignmentsComplex" ? "displayName" : "display"
            return { row, world in
                let roles = Wanted.list(try first(row, world)).compactMap(\.text)
                return roles.isEmpty ? .absent : .roles(roles, displayKey: key)
            }
        }
    }

    func generatedFunction(_ call: Expression.Call, _ arguments: [Evaluator.Node?]) -> Evaluator.Node {
        switch call.name {
        case "DefaultDomain": return { _, world in .text(world.defaultDomain) }
        case "Guid":
            return { _, world in
                let digits = Array("0123456789abcdef".utf8)
                var bits = [world.random(), world.random()]
                // Version 4, variant 1.
                bits[0] = bits[0] & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
                bits[1] = bits[1] & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
                var text: [UInt8] = []
                for (index, word) in bits.enumerated() {
                    for shift in stride(from: 60, through: 0, by: -4) {
                        text.append(digits[Int(word >> UInt64(shift) & 15)])
                        let count = index * 16 + (64 - shift) / 4
                        if [8, 12, 16, 20].contains(count) { text.append(UInt8(ascii: "-")) }
                    }
                }
                return .text(String(decoding: text, as: UTF8.self))
            }
        case "RandomString":
            let slots = (0..<5).map { slot(arguments, $0) }
            let avoid = slot(arguments, 5)
            return { row, world in
                let numbers = try slots.map { try Wanted.number($0(row, world), "RandomString") }
                return .text(try RandomText.make(numbers, avoiding: Wanted.text(avoid(row, world)), world.random))
            }
        default:
            let candidates = arguments.compactMap { $0 }
            return { row, world in
                for candidate in candidates {
                    let text = try Wanted.text(candidate(row, world))
                    if !world.isTaken(text) { return .text(text) }
                }
                throw Stop.escrow
            }
        }
    }
}

enum RandomText {
    private static let digits = Array("0123456789".unicodeScalars)
    private static let capitals = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ".unicodeScalars)
    private static let small = Array("abcdefghijklmnopqrstuvwxyz".unicodeScalars)
    private static let special = Array("!#$%&()*+,-./:;=?@_~".unicodeScalars)

    /// - Parameter numbers: length, then the least digits, special characters, capitals and small letters. What is left is small letters
    ///   (a guess: what fills the rest is not documented), or whatever class has any character left.
    static func make(_ numbers: [Int], avoiding: String, _ random: () -> UInt64) throws -> String {
        guard numbers.count == 5, (0...256).contains(numbers[0]), numbers.dropFirst().allSatisfy({ (0...256).contains($0) }) else {
            throw Stop.failure("RandomString: the numbers are out of range")
        }
        let least = numbers.dropFirst().reduce(0, +)
        guard least <= numbers[0] else { throw Stop.failure("RandomString: the minimums need more characters than the length") }
        let avoided = Set(avoiding.unicodeScalars)
        let classes = [digits, special, capitals, small].map { $0.filter { !avoided.contains($0) } }
        var result: [Unicode.Scalar] = []
        func pick(_ characters: [Unicode.Scalar], _ count: Int) throws {
            guard count > 0 else { return }
            guard !characters.isEmpty else { throw Stop.failure("RandomString: no character is left to choose") }
            for _ in 0..<count { result.append(characters[Int(random() % UInt64(characters.count))]) }
        }
        for (characters, count) in zip(classes, numbers.dropFirst()) { try pick(characters, count) }
        let filler = [classes[3], classes[2], classes[0], classes[1]].first { !$0.isEmpty } ?? []
        try pick(filler, numbers[0] - least)
        // Fisher and Yates, so that the classes do not stand in order.
        for i in stride(from: result.count - 1, to: 0, by: -1) { result.swapAt(i, Int(random() % UInt64(i + 1))) }
        return String(String.UnicodeScalarView(result))
    }
}
