/// How short matches of a pattern can be, and what follows for the length of a text in which they are replaced.
struct PatternLengths: Sendable {
    /// Of a match.
    private let shortest: Int
    /// Of what a group captures; groups that are not named here can capture nothing at all.
    private let shortestCaptures: [Int: Int]
    private let looksAround: Bool

    init(_ tree: PatternTree) {
        var captures: [Int: Int] = [:]
        var looksAround = false
        shortest = PatternLengths.shortest(tree, &captures, &looksAround)
        shortestCaptures = captures
        self.looksAround = looksAround
    }

    /// How long a text can become when its matches are replaced by a template; nil: nobody can say.
    ///
    /// - Parameter length: of the text, at most.
    func longestResult(from length: Int, template: ReplacementTemplate) -> Int? {
        var literal = 0, parts = 0, wholes = 0
        for part in template.parts {
            switch part {
            case .text(let units): literal += units.count
            // What looks around captures beyond the match.
            case .group(let group): if looksAround, group > 0 { wholes += 1 } else { parts += 1 }
            case .before, .behind, .all: wholes += 1
            }
        }
        let matches = mostMatches(in: length, each: shortest)
        let copies = product(product(matches, wholes), length)
        // All matches together are no longer than the text, so each reference brings no more than the text once.
        if parts > 0 { return sum(product(length, parts), sum(product(matches, literal), copies)) }
        return sum(length, sum(product(matches, max(0, literal - shortest)), copies))
    }

    /// How long a text can become when in each match a group's part is replaced.
    func longestResult(from length: Int, replacingGroup group: Int, with added: Int) -> Int? {
        let part = shortestCaptures[group] ?? 0
        let matches = min(mostMatches(in: length, each: shortest), mostMatches(in: length, each: part))
        return sum(length, product(matches, max(0, added - part)))
    }

    private func mostMatches(in length: Int, each: Int) -> Int { each > 0 ? length / each : length + 1 }

    private func sum(_ a: Int?, _ b: Int?) -> Int? {
        guard let a, let b else { return nil }
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? nil : sum
    }

    private func product(_ a: Int?, _ b: Int?) -> Int? {
        guard let a, let b else { return nil }
        let (product, overflow) = a.multipliedReportingOverflow(by: b)
        return overflow ? nil : product
    }

    private static func shortest(_ tree: PatternTree, _ captures: inout [Int: Int], _ looksAround: inout Bool) -> Int {
        switch tree {
        case .empty, .anchor, .reference: return 0
        case .unit, .set: return 1
        // Far below the limits of integers, and more than any text has.
        case .sequence(let parts): return parts.reduce(0) { min($0 + shortest($1, &captures, &looksAround), 1 << 40) }
        case .choice(let branches): return branches.map { shortest($0, &captures, &looksAround) }.min() ?? 0
        case .loop(let body, let least, _, _): return min(shortest(body, &captures, &looksAround) * least, 1 << 30)
        case .capture(let body, let group, let releasing):
            let length = shortest(body, &captures, &looksAround)
            if let group { captures[group] = min(captures[group] ?? .max, releasing == nil ? length : 0) }
            return length
        case .atomic(let body): return shortest(body, &captures, &looksAround)
        case .look(let body, _, _):
            looksAround = true
            _ = shortest(body, &captures, &looksAround)
            return 0
        case .ifCaptured(_, let yes, let no):
            return min(shortest(yes, &captures, &looksAround), shortest(no, &captures, &looksAround))
        case .ifMatches(let condition, let yes, let no):
            looksAround = true
            _ = shortest(condition, &captures, &looksAround)
            return min(shortest(yes, &captures, &looksAround), shortest(no, &captures, &looksAround))
        }
    }
}
