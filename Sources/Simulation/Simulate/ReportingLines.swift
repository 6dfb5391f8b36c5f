import Analysis
import Expressions
import Plan

/// Who reports to whom in one source, as far as rows say it.
struct ReportingLines {
    /// A column of the source that names another of its people, and where mappings write it.
    let column: String
    /// By person: the manager's number; `none` where there is none, `missing` where nobody has the key.
    private(set) var managers: [Int32]
    private var circles: [Bool] = []

    static let none: Int32 = -1
    static let missing: Int32 = -2

    init(_ column: String, count: Int) {
        self.column = column
        managers = [Int32](repeating: ReportingLines.none, count: count)
    }

    mutating func set(_ person: Int, _ manager: String, in population: Population) {
        guard !manager.isEmpty else { return }
        managers[person] = population.numbers[manager.lowercased()].map(Int32.init) ?? ReportingLines.missing
    }

    /// Finds the circles: everybody has one manager at most, so each walk ends nowhere, at somebody seen before, or where it began.
    mutating func findCircles() {
        circles = [Bool](repeating: false, count: managers.count)
        // 0: not seen; otherwise the number of the walk on which it was.
        var walks = [Int32](repeating: 0, count: managers.count)
        for start in managers.indices where walks[start] == 0 {
            let walk = Int32(start + 1)
            var at = Int32(start)
            while at >= 0, walks[Int(at)] == 0 {
                walks[Int(at)] = walk
                at = managers[Int(at)]
            }
            guard at >= 0, walks[Int(at)] == walk else { continue }
            let first = at
            repeat {
                circles[Int(at)] = true
                at = managers[Int(at)]
            } while at != first
        }
    }

    func isInCircle(_ person: Int) -> Bool { circles[person] }

    /// Steps from a person back to the same one.
    func circle(of person: Int) -> Int {
        var steps = 1
        var at = Int(managers[person])
        while at != person, steps <= managers.count {
            at = Int(managers[at])
            steps += 1
        }
        return steps
    }
}
