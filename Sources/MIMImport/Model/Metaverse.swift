/// The type of an attribute, in the schema's five words.
public enum SchemaType: String, Sendable {
    case string, reference, binary, boolean, integer

    /// - Parameter syntax: an LDAP or Active Directory syntax id. Dates are texts or large integers: there is no syntax for them.
    init(syntax: String) {
        self = switch syntax {
        case "1.3.6.1.4.1.1466.115.121.1.12", "1.2.840.113556.1.4.903", "1.2.840.113556.1.4.904", "1.2.840.113556.1.4.1221": .reference
        case "1.3.6.1.4.1.1466.115.121.1.5", "1.3.6.1.4.1.1466.115.121.1.40", "1.2.840.113556.1.4.907": .binary
        case "1.3.6.1.4.1.1466.115.121.1.7": .boolean
        case "1.3.6.1.4.1.1466.115.121.1.27", "1.2.840.113556.1.4.906": .integer
        default: .string
        }
    }
}

/// An attribute of a schema.
public struct SchemaAttribute: Sendable {
    public var name: String
    public var type: SchemaType
    public var isMultivalued: Bool
    public var length: Int?
    public var isIndexed = false
    public var isImmutable = false
    public var isExportOnly = false
    public var isEncrypted = false
    public var isAnchor = false
}

public struct SchemaClass: Sendable {
    public var name: String
    /// Names, or what stands for one where the schema has no such attribute.
    public var attributes: [String]
    public var required: [String]
    /// Attributes that the class marks as its anchor.
    public var anchor: [String]
}

/// The schema of the metaverse or of a connected system.
public struct Schema: Sendable {
    public var classes: [SchemaClass] = []
    public var attributes: [SchemaAttribute] = []
    private var index: [String: Int] = [:]

    public init() {}

    public func attribute(_ name: String) -> SchemaAttribute? {
        index[name].map { attributes[$0] }
    }

    mutating func add(_ attribute: SchemaAttribute) {
        if index[attribute.name] == nil { index[attribute.name] = attributes.count }
        attributes.append(attribute)
    }
}

public struct Metaverse: Sendable {
    public struct DeletionRule: Sendable {
        public enum Kind: Sendable, Equatable {
            /// The object goes when any of the agents lets go of it.
            case declaredAny
            /// The object goes with the last connector, not counting the agents.
            case declaredLast
            case scripted
            case unknown(String)

            public var name: String {
                switch self {
                case .declaredAny: "declared-any"
                case .declaredLast: "declared-last"
                case .scripted: "rules-extension"
                case .unknown(let name): name
                }
            }
        }

        public var metaverseType: String
        public var kind: Kind
        public var agents: [String]
    }

    /// Whether the export has a metaverse configuration at all.
    public var isPresent = false
    public var version: String?
    public var schema = Schema()
    /// `none`, `scripted`, `sync-rule` or `both`.
    public var provisioning: String?
    public var rulesExtension: String?
    public var passwordSync: Bool?
    public var deletionRules: [DeletionRule] = []
    /// Whether an agent's values are withdrawn when its object is disconnected, by the agent's id.
    public var recall: [(agent: String, isOn: Bool)] = []
    public var file: String?
}
