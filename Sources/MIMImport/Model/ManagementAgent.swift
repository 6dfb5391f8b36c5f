import XML

public struct ManagementAgent: Sendable {
    public struct FilterCondition: Sendable {
        public var attribute: String
        public var `operator`: String
        public var value: String?
    }

    public struct ConnectorFilter: Sendable {
        public var objectType: String
        public var isScripted: Bool
        public var isImportFilter: Bool
        /// Who is out: any of these, in each of which all conditions hold.
        public var alternatives: [[FilterCondition]]
        public var place: XMLPlace
    }

    public struct JoinRule: Sendable {
        public var objectType: String
        /// From 1, among the rules of the object type.
        public var order: Int
        public var metaverseType: String?
        public var syncRule: String?
        public var mappings: [(metaverseAttribute: String, mapping: FlowMapping)]
        /// The name that the DLL is given to choose among several candidates.
        public var resolution: String?
        public var hasResolution: Bool
        public var place: XMLPlace
    }

    public struct Projection: Sendable {
        public enum Kind: String, Sendable {
            case declared
            case syncRule = "sync-rule"
            case scripted = "rules-extension"
        }

        public var objectType: String
        public var kind: Kind
        public var metaverseType: String?
        public var syncRule: String?
    }

    public struct Partition: Sendable {
        public var id: String
        public var name: String
        public var isSelected: Bool
        public var objectTypes: [String]
        public var include: [String]
        public var exclude: [String]
    }

    public struct RunStep: Sendable {
        public var does: String
        public var partition: String?
        public var inputFile: String?
        public var outputFile: String?
        public var objects: Int?
        public var deletions: Int?
    }

    public struct RunProfile: Sendable {
        public var name: String
        public var steps: [RunStep]
    }

    public enum Deprovisioning: Sendable, Equatable {
        case disconnect
        case explicitDisconnect
        case delete
        case scripted
        case unknown(String)

        /// The word that the inventory has for a declared action.
        public var action: String? {
            switch self {
            case .disconnect: "disconnect"
            case .explicitDisconnect: "disconnect for good"
            case .delete: "delete"
            case .scripted: nil
            case .unknown(let name): name
            }
        }
    }

    public var file: String
    public var name: String
    public var id: String
    public var category: String
    public var subtype: String?
    public var listName: String?
    public var company: String?
    public var description: String?
    public var modified: String?
    /// An installation package: it configures nothing.
    public var isPackage = false
    public var schema = Schema()
    /// The attributes that MIM may read or write; not those that it does.
    public var selectedAttributes: [String] = []
    public var anchor: [String] = []
    public var connection = AgentConnection.other(configuration: nil)
    public var partitions: [Partition] = []
    public var runProfiles: [RunProfile] = []
    public var filters: [ConnectorFilter] = []
    public var joins: [JoinRule] = []
    public var projections: [Projection] = []
    public var exportFlows: [ExportFlow] = []
    public var deprovisioning: Deprovisioning?
    public var rulesExtension: String?
    public var passwordSync = false
    public var dnAttributes: [String] = []

    /// Of the selected partitions, each once.
    public var objectTypes: [String] {
        var types: [String] = []
        for type in partitions.filter(\.isSelected).flatMap(\.objectTypes) where !types.contains(type) { types.append(type) }
        return types
    }
}

/// Where an agent connects, as far as it matters on the way out. No credential is in an export, and none would be kept.
public enum AgentConnection: Sendable {
    public struct Column: Sendable {
        public var name: String
        public var type: String
        public var databaseType: String?
        public var length: Int?
        public var isNullable: Bool
        public var isReadOnly: Bool
        public var isReference: Bool
    }

    public struct Database: Sendable {
        public var server: String?
        public var database: String?
        public var table: String?
        public var deltaTable: String?
        public var multivaluedTable: String?
        public var dataSource: String?
        public var authentication: String?
        public var objectType: String?
        public var objectTypeColumn: String?
        public var columns: [Column] = []
        public var multivaluedColumns: [Column] = []
    }

    public struct Directory: Sendable {
        public var forest: String?
        public var port: String?
        public var exchange: String?
        public var exchangeServer: String?
    }

    public struct Portal: Sendable {
        public var server: String?
        public var database: String?
        public var serviceHost: String?
    }

    public struct TextFile: Sendable {
        public var sampleFile: String?
        public var delimiter: String?
        public var codePage: String?
        public var hasHeaders: Bool?
        public var columns: [String] = []
        public var objectTypeColumn: String?
    }

    public struct Parameter: Sendable {
        public enum Value: Sendable {
            case text(String)
            /// A script: only how long it is.
            case script(length: Int)
            case secret
        }

        public var name: String
        public var use: String
        public var type: String
        public var value: Value
    }

    public struct ECMA2: Sendable {
        public var assembly: String?
        public var imports = false
        public var exports = false
        /// Exchanges files, instead of a call for each page.
        public var isFileBased = false
        public var parameters: [Parameter] = []
    }

    case database(Database)
    case directory(Directory)
    case portal(Portal)
    case textFile(TextFile)
    case ecma2(ECMA2)
    /// A kind that is not known here, by the element that configures it.
    case other(configuration: String?)
}
