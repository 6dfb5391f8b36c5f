import Analysis
import Diagnostics
import Plan

/// What a new version of a plan changes for people and systems.
public struct Review: Sendable {
    /// The worst first, then by thing.
    public var changes: [Change]
    public let old: Version
    public let new: Version
    public let differences: Differences

    /// - Parameter today: `yyyy-MM-dd`; an acceptance that has ended accepts nothing.
    public init(from old: Version, to new: Version, today: String? = nil) {
        self.old = old
        self.new = new
        let after = Portrait(new.plan)
        let renames = Renames.between(Portrait(old.plan), after)
        let before = Portrait(old.plan, renames: renames)
        differences = Differences(before, after)
        var classifier = Classifier(old: old, new: new, before: before, after: after, renames: renames)
        changes = classifier.changes(differences)
        accept(today: today)
    }

    /// The worst risk that nobody accepted; nil where nothing changes.
    public var risk: Risk? { changes.filter { $0.acceptance == nil }.map(\.risk).max() }

    /// Accepts what the new plan accepts. An acceptance counts for the change that it comes with: one that the old plan has as well
    /// was for an earlier one.
    private mutating func accept(today: String?) {
        let known = Set(old.plan.acceptances.map(AcceptanceText.init))
        for item in new.plan.acceptances where !known.contains(AcceptanceText(item)) {
            guard let finding = item.finding?.value, let at = item.at?.value, let by = item.by?.value, let until = item.until?.value else { continue }
            if let today, until < today { continue }
            for index in changes.indices where changes[index].rule.code == finding && changes[index].subject.name == at {
                changes[index].acceptance = .init(by: by, until: until, because: item.because?.value ?? "")
            }
        }
    }
}

private struct AcceptanceText: Hashable {
    let texts: [String?]

    init(_ item: Acceptance) {
        texts = [item.finding?.value, item.at?.value, item.until?.value, item.by?.value, item.because?.value]
    }
}
