/// What the MIM Service holds.
public struct PortalService: Sendable {
    public struct RuleFlow: Sendable {
        /// `import` or `export`.
        public var direction: String
        public var target: String
        public var sources: [String]
        public var value: FlowMapping.Value
        public var allowsNull: Bool?
        /// How its function was typed in the portal; nil where it has none.
        public var isCustom: Bool?
    }

    public struct ScopeCondition: Sendable {
        public var attribute: String
        public var `operator`: String
        public var value: String?
    }

    public struct SyncRule: Sendable {
        public var id: String
        public var name: String
        public var direction: String
        public var agent: String?
        public var agentID: String?
        /// The agent's kind in the engine's words, where the portal holds a copy of its configuration.
        public var agentCategory: String?
        public var objectType: String?
        public var metaverseType: String?
        public var precedence: Int?
        public var createsInMetaverse: Bool
        public var createsInExternal: Bool
        public var deprovisions: Bool
        public var isFilterBased: Bool?
        public var inboundScope: [ScopeCondition] = []
        public var outboundScope: [ScopeCondition] = []
        public var parameters: [(name: String, type: String)] = []
        public var relationship: [(metaverse: String, external: String)] = []
        public var persistentFlows: [RuleFlow] = []
        public var initialFlows: [RuleFlow] = []
        /// The rule's id in the engine, found by what it does.
        public var engineMatch: String?
    }

    public struct Activity: Sendable {
        public var name: String
        /// The id of a synchronization rule in the portal.
        public var syncRule: String?
        public var action: String?
        /// `[//Target/DisplayName] = …` of a function activity.
        public var computes: String?
    }

    public struct Workflow: Sendable {
        public var id: String
        public var name: String
        public var phase: String?
        public var activities: [Activity]
    }

    public struct PolicyRule: Sendable {
        public var id: String
        public var name: String
        public var kind: String?
        public var isDisabled: Bool
        public var actions: [String]
        public var workflows: [String]
        public var currentSet: String?
        public var finalSet: String?
    }

    public struct PortalSet: Sendable {
        public var id: String
        public var name: String
        /// XPath.
        public var filter: String?
        /// Explicit members.
        public var members: Int
    }

    public struct Function: Sendable {
        public var name: String
        public var returns: String?
        public var parameters: [String]
    }

    public struct SchemaBinding: Sendable {
        public var name: String
        public var type: String
        public var isMultivalued: Bool
    }

    /// How many objects there are, by type.
    public var objects: [String: Int] = [:]
    /// Objects that were only referred to.
    public var placeholders: [String: Int] = [:]
    public var syncRules: [SyncRule] = []
    public var workflows: [Workflow] = []
    public var policyRules: [PolicyRule] = []
    public var sets: [PortalSet] = []
    public var functions: [Function] = []
    /// By object type, each list by name.
    public var schema: [String: [SchemaBinding]] = [:]
}
