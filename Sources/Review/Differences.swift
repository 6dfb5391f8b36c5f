/// All facts that two plans do not share.
///
/// Facts compose: what changes from a first plan to a second, and then to a third, is what changes from the first to the third.
/// So a change that was taken back leaves nothing.
public struct Differences: Sendable, Hashable {
    public struct Fact: Hashable, Sendable, Comparable {
        public let subject: Subject
        /// Empty: that the thing is there at all.
        public let aspect: String

        public static func < (left: Fact, right: Fact) -> Bool {
            left.subject == right.subject ? left.aspect < right.aspect : left.subject < right.subject
        }
    }

    /// nil: the fact does not hold on that side.
    public struct Values: Hashable, Sendable {
        public let before: String?
        public let after: String?
    }

    public private(set) var facts: [Fact: Values] = [:]

    public var isEmpty: Bool { facts.isEmpty }

    init(_ old: Portrait, _ new: Portrait) {
        for (subject, aspects) in old.facts {
            guard let others = new.facts[subject] else {
                facts[Fact(subject: subject, aspect: "")] = Values(before: "", after: nil)
                for (aspect, value) in aspects { facts[Fact(subject: subject, aspect: aspect)] = Values(before: value, after: nil) }
                continue
            }
            if aspects == others { continue }
            for (aspect, value) in aspects where others[aspect] != value {
                facts[Fact(subject: subject, aspect: aspect)] = Values(before: value, after: others[aspect])
            }
            for (aspect, value) in others where aspects[aspect] == nil {
                facts[Fact(subject: subject, aspect: aspect)] = Values(before: nil, after: value)
            }
        }
        for (subject, aspects) in new.facts where old.facts[subject] == nil {
            facts[Fact(subject: subject, aspect: "")] = Values(before: nil, after: "")
            for (aspect, value) in aspects { facts[Fact(subject: subject, aspect: aspect)] = Values(before: nil, after: value) }
        }
    }

    private init(_ facts: [Fact: Values]) {
        self.facts = facts
    }

    /// These differences and then others, as one step.
    public func followed(by later: Differences) -> Differences {
        var result = facts
        for (fact, values) in later.facts {
            let before = facts[fact].map(\.before) ?? values.before
            result[fact] = before == values.after ? nil : Values(before: before, after: values.after)
        }
        return Differences(result)
    }
}
