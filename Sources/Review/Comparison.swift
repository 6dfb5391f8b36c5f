import Analysis
import Diagnostics

/// Two versions of a plan in all environments that both have: one list of changes, each told once.
public struct Comparison: Sendable {
    /// The worst first, then by thing.
    public private(set) var changes: [Change] = []
    /// The comparisons of the environments, in their order.
    public private(set) var reviews: [Review] = []
    public let addedEnvironments: [String]
    public let removedEnvironments: [String]

    /// - Parameters:
    ///   - old: the checked plan of each environment; one without a name where the plan has no environments.
    ///   - today: `yyyy-MM-dd`; an acceptance that has ended accepts nothing.
    public init(from old: [Version], to new: [Version], today: String?) {
        let before = old.map(\.plan.environment), after = new.map(\.plan.environment)
        addedEnvironments = after.compactMap { $0 }.filter { !before.contains($0) && before != [nil] }
        removedEnvironments = before.compactMap { $0 }.filter { !after.contains($0) && after != [nil] }
        for version in new {
            // A plan that had no environments yet was the same for all.
            let former = old.first { $0.plan.environment == version.plan.environment } ?? (before == [nil] || after == [nil] ? old.first : nil)
            if let former { reviews.append(Review(from: former, to: version, today: today)) }
        }
        merge()
    }

    /// Tells whom the changes of a review reach; see ``Impact``.
    public mutating func add(_ impacts: [Int: [Impact]], toReview index: Int) {
        guard reviews.indices.contains(index) else { return }
        // The rows of one source may have no answer where those of another had one.
        for (change, found) in impacts {
            guard let impact = found.first, reviews[index].changes.indices.contains(change) else { continue }
            let known = reviews[index].changes[change].impact
            if known == nil || known?.people.isEmpty == true { reviews[index].changes[change].impact = impact }
        }
        merge()
    }

    private mutating func merge() {
        var order: [Change] = []
        var places: [Change.Identity: Int] = [:]
        for review in reviews {
            for var change in review.changes {
                let name = review.new.plan.environment ?? review.old.plan.environment ?? ""
                if let index = places[change.identity] {
                    order[index].environments.append(name)
                } else {
                    change.environments = [name]
                    places[change.identity] = order.count
                    order.append(change)
                }
            }
        }
        for index in order.indices where order[index].environments.count == reviews.count { order[index].environments = [] }
        changes = order.enumerated().sorted { left, right in
            left.element.risk != right.element.risk ? left.element.risk > right.element.risk
                : left.element.subject != right.element.subject ? left.element.subject < right.element.subject : left.offset < right.offset
        }.map(\.element)
    }

    public var isEmpty: Bool { changes.isEmpty && addedEnvironments.isEmpty && removedEnvironments.isEmpty }

    /// Changes of a risk or a worse one that nobody accepted.
    public func changes(from risk: Risk) -> [Change] {
        changes.filter { $0.risk >= risk && $0.acceptance == nil }
    }

    public func count(_ risk: Risk) -> Int { changes.count { $0.risk == risk } }

    /// `1 destructive change, 2 additive changes`
    public var summary: String {
        if isEmpty { return "nothing changes" }
        let parts = Risk.allCases.reversed().compactMap { risk -> String? in
            let number = count(risk)
            return number == 0 ? nil : "\(number) \(risk.rawValue) change\(number == 1 ? "" : "s")"
        }
        let environments = addedEnvironments.map { "environment \($0) is new" } + removedEnvironments.map { "environment \($0) is gone" }
        return (parts + environments).joined(separator: ", ")
    }
}
