/// A thing of a plan that can change: a mapping, a column of a connector, a phase.
public struct Subject: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case plan, tenant, source
        case sourceAttribute = "source attribute"
        case consolidation, population
        case extensionAttribute = "extension"
        case agent, connector, column, mapping
        /// An attribute mapping: what one target attribute gets.
        case value = "attribute mapping"
        case rule = "deprovisioning rule"
        /// What a rule does in one system.
        case action = "deprovisioning action"
        case package = "access package"
        case workflow
        case phase, acceptance
        case mimAgent = "management agent"
        case mimFlow = "flow of MIM"

        /// Whether its subjects are parts of another thing.
        var isPart: Bool {
            switch self {
            case .sourceAttribute, .column, .value, .action: true
            default: false
            }
        }

        var owner: Kind {
            switch self {
            case .sourceAttribute: .source
            case .column: .connector
            case .value: .mapping
            case .action: .rule
            default: self
            }
        }
    }

    public let kind: Kind
    /// The name of the thing, or of the thing that it is a part of.
    public let owner: String
    /// The name of the part; nil for a thing.
    public let part: String?

    public init(_ kind: Kind, _ owner: String, _ part: String? = nil) {
        self.kind = kind
        self.owner = owner
        self.part = part
    }

    /// As `accepts` names it in `at`: `hr-to-entra`, `hr-staging.CostCenter`, `tenant`.
    public var name: String { part.map { "\(owner).\($0)" } ?? owner }

    /// What it is a part of; nil for a thing of its own.
    var parent: Subject? { part == nil ? nil : Subject(kind.owner, owner) }
}

extension Subject: Comparable {
    public static func < (left: Subject, right: Subject) -> Bool {
        if left.kind != right.kind { return left.kind.rank < right.kind.rank }
        if left.owner != right.owner { return left.owner < right.owner }
        return (left.part ?? "") < (right.part ?? "")
    }
}

extension Subject.Kind {
    fileprivate var rank: Int {
        switch self {
        case .plan: 0
        case .tenant: 1
        case .phase: 2
        case .mapping: 3
        case .value: 4
        case .rule: 5
        case .action: 6
        case .connector: 7
        case .column: 8
        case .source: 9
        case .sourceAttribute: 10
        case .consolidation: 11
        case .extensionAttribute: 12
        case .agent: 13
        case .package: 14
        case .mimAgent: 15
        case .mimFlow: 16
        case .acceptance: 17
        case .workflow: 18
        case .population: 19
        }
    }
}
