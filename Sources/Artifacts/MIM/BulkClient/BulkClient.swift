import Analysis
import Expressions
import Microsoft

/// MIM as the sender of `bulkUpload`, for the time until Data Factory or Logic Apps take over: what the scripts and the sheet of one
/// management agent have in common.
///
/// MIM's synchronization rules consolidate: join rules find who is who, attribute flow precedence chooses the values. The agent, of
/// Microsoft's PowerShell connector, takes the person and posts what every other sender posts, by the same layout.
///
/// Sources: the connector's contract (MIMDocs, microsoft-identity-manager-2016-connector-powershell), and entra-docs,
/// inbound-provisioning-api-configure-app and -faqs for the requests.
struct BulkClient {
    /// An attribute of the agent, and one place in SCIM that it is written to.
    struct Place: Hashable {
        let attribute: String
        /// `core`, `name`, `address`, `phone`, `enterprise`, `manager`, `custom` or `userName`: the words of the export script.
        let part: String
        let name: String
    }

    struct Attribute {
        /// In the agent: letters and digits.
        let name: String
        let column: CheckedAttribute
        let origins: [(part: CheckedConsolidation.Part, attribute: String)]
        /// A member of the connector's `AttributeType`.
        var type: String {
            switch column.type.base {
            case .boolean: "Boolean"
            case .integer: "Integer"
            default: "String"
            }
        }
    }

    static let objectType = "person"
    static let active = "active"
    /// Between two requests: 20 in 5 seconds at most, where 40 are allowed.
    static let pause = 250

    let mapping: CheckedMapping
    let source: CheckedSource
    let rules: CheckedConsolidation
    let layout: InboundLayout
    let attributes: [Attribute]
    let places: [Place]
    let sendsActive: Bool
    let tenantID: String

    /// nil for a mapping that MIM does not send.
    init?(_ mapping: CheckedMapping, in plan: CheckedPlan) {
        guard case .source(let source) = mapping.from, let rules = source.consolidation, rules.engine == .mim,
            let layout = InboundLayout(mapping, customURN: plan.customURN)
        else { return nil }
        self.mapping = mapping
        self.source = source
        self.rules = rules
        self.layout = layout
        tenantID = plan.tenantID
        var names = FlowNames(reserved: [Self.active])
        let attributes = layout.columns.map { column in
            Attribute(
                name: names.unique(column.attribute.name), column: column.attribute,
                origins: rules.attributes.first { $0.attribute.name == column.attribute.name }?.from.map { (rules.parts[$0.part], $0.attribute.name) } ?? [])
        }
        self.attributes = attributes
        let mapsEnabled = mapping.attributes.contains { $0.target.name == "accountEnabled" }
        if case .unknown = rules.leavers { sendsActive = false } else { sendsActive = !mapsEnabled }
        let shape = SCIMUserShape(layout)
        func places(_ part: String, _ all: [SCIMUserShape.Place]) -> [Place] {
            all.map { Place(attribute: attributes[$0.column].name, part: part, name: $0.name) }
        }
        self.places = [Place(attribute: attributes[shape.userName].name, part: "userName", name: "userName")]
            + places("name", shape.name) + places("core", shape.core) + places("address", shape.address) + places("phone", shape.phones)
            + places("enterprise", shape.enterprise)
            + (shape.manager.map { [Place(attribute: attributes[$0].name, part: "manager", name: "manager")] } ?? []) + places("custom", shape.custom)
    }

    var anchor: String { attributes.first { $0.column.name == layout.key.name }?.name ?? "" }

    /// Parameters of the agent beside the product's own, with what the plan knows of their values.
    var parameters: [(name: String, value: String?, what: String)] {
        [
            ("TenantId", tenantID, "The tenant."),
            ("ClientId", nil, "The application id of the registration that sends."),
            ("CertificateThumbprint", nil, "Of its certificate in LocalMachine\\My of the MIM server; the service account may read the private key."),
            ("ServicePrincipalId", nil, "The object id of the provisioning application's service principal; not its client id."),
            ("JobId", nil, "The id of its provisioning job; begins with API2AAD or API2AD."),
            ("LedgerFolder", nil, "A folder that only the service account and administrators read: it holds what was sent of each person."),
        ]
    }

    var scripts: [(setting: String, file: String, what: String, text: (ScriptHeader) -> PowerShellScript)] {
        [
            ("Schema Script", "schema.ps1", "what MIM can export", schemaScript),
            ("Import Script", "import.ps1", "what was sent and taken, so that exports are confirmed", importScript),
            ("Export Script", "export.ps1", "posts people to bulkUpload", exportScript),
        ]
    }
}
