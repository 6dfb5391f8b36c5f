import XML

/// How a value is made, on either side of the metaverse.
public struct FlowMapping: Sendable {
    public enum Value: Sendable {
        /// One attribute, as it is.
        case direct
        case constant(String)
        /// A password or another value that must not be repeated anywhere.
        case secret(isExpression: Bool)
        /// A part of the distinguished name, from 1 at the left.
        case dnPart(Int)
        /// A rules extension: the name that the DLL is given.
        case script(String)
        case expression(RuleExpression)
        /// A mapping of a kind that is not known here, by its element's name.
        case unknown(String)
    }

    /// A declarative rule of the portal.
    public struct Origin: Sendable, Hashable {
        /// The id of the rule's metaverse object; not the rule's own id in the portal.
        public var rule: String
        public var mapping: String
        public var isInitialOnly: Bool
        public var isExistenceTest: Bool

        /// Written by MIM itself: the rule's id is the mapping's.
        public var isBuiltIn: Bool { rule == mapping }
    }

    public var value: Value
    /// Attributes it reads; what is no attribute stands in angle brackets: `<dn>`.
    public var sources: [String]
    public var origin: Origin?
    public var place: XMLPlace

    public var isInitialOnly: Bool { origin?.isInitialOnly ?? false }
    public var isExistenceTest: Bool { origin?.isExistenceTest ?? false }

    /// The word that the inventory has for it.
    public var kind: String {
        switch value {
        case .direct: "direct"
        case .constant, .secret(isExpression: false): "constant"
        case .dnPart: "dn-part"
        case .script: "rules-extension"
        case .expression, .secret(isExpression: true): "expression"
        case .unknown(let name): name
        }
    }
}

public struct ImportFlow: Sendable {
    public var metaverseType: String
    public var metaverseAttribute: String
    public var agent: String
    public var objectType: String
    public var mapping: FlowMapping
    /// `ranked`, `equal` or `manual`.
    public var precedence: String
    /// From 1: the first that has a value wins.
    public var rank: Int
    /// How many flows the attribute has.
    public var of: Int
    public var file: String
}

public struct ExportFlow: Sendable {
    public var metaverseType: String
    public var objectType: String
    public var attribute: String
    public var mapping: FlowMapping
    /// Whether an empty value is exported; nil where the file does not say, or it means nothing.
    public var allowsNull: Bool?
}
