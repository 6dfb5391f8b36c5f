import Expressions
import Microsoft

/// A SCIM user of API-driven inbound provisioning, as places for the columns of an ``InboundLayout``: whoever sends, here or in
/// Azure, fills the same shape. An absent value is left out, and an object without members, too.
public struct SCIMUserShape: Sendable {
    public struct Place: Sendable {
        /// The SCIM attribute, or the type of a phone number.
        public let name: String
        /// The position in ``InboundLayout/columns``.
        public let column: Int
        public let type: AttributeType
    }

    /// Of the person themselves, beside `externalId`, `userName` and `active`.
    public let core: [Place]
    /// Parts of `name`.
    public let name: [Place]
    /// Parts of the address of type `work`.
    public let address: [Place]
    public let phones: [Place]
    public let enterprise: [Place]
    /// Becomes `manager.value` of the enterprise extension.
    public let manager: Int?
    public let custom: [Place]
    /// What `userName` is taken from; an absent one is the key.
    public let userName: Int

    public init(_ layout: InboundLayout) {
        var core: [Place] = []
        var name: [Place] = []
        var address: [Place] = []
        var phones: [Place] = []
        var enterprise: [Place] = []
        var custom: [Place] = []
        var manager: Int?
        for (index, column) in layout.columns.enumerated() {
            func place(_ name: String) -> Place { Place(name: name, column: index, type: column.attribute.type) }
            for slot in column.slots {
                switch slot {
                case .core(let path):
                    if path == ["externalId"] || path == ["userName"] { continue }
                    if path.count == 2 { name.append(place(path[1])) } else { core.append(place(path[0])) }
                case .enterprise(let attribute): enterprise.append(place(attribute))
                case .phone(let type): phones.append(place(type))
                case .address(let part): address.append(place(part))
                case .manager: manager = index
                case .custom(let attribute): custom.append(place(attribute))
                }
            }
        }
        self.core = core
        self.name = name
        self.address = address
        self.phones = phones
        self.enterprise = enterprise
        self.custom = custom
        self.manager = manager
        userName = layout.columns.firstIndex { $0.attribute.name == layout.userName.name } ?? 0
    }
}
