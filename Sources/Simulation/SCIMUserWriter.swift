import Analysis
import Expressions
import JSON
import Microsoft

/// One person as a SCIM user of API-driven inbound provisioning (inbound-provisioning-api-concepts).
///
/// Values go where ``InboundLayout`` says; an empty value is left out: the service then leaves the target alone.
struct SCIMUserWriter {
    private let layout: InboundLayout
    private let userNameIndex: Int
    private let core: [(name: String, column: Int, isBoolean: Bool)]
    private let nameParts: [(name: String, column: Int)]
    private let address: [(name: String, column: Int)]
    private let phones: [(type: String, column: Int)]
    private let enterprise: [(name: String, column: Int)]
    private let manager: Int?
    private let custom: [(name: String, column: Int, type: AttributeType)]

    init(_ layout: InboundLayout) {
        self.layout = layout
        var core: [(String, Int, Bool)] = []
        var nameParts: [(String, Int)] = []
        var address: [(String, Int)] = []
        var phones: [(String, Int)] = []
        var enterprise: [(String, Int)] = []
        var custom: [(String, Int, AttributeType)] = []
        var manager: Int?
        for (index, column) in layout.columns.enumerated() {
            for slot in column.slots {
                switch slot {
                case .core(let path):
                    if path == ["externalId"] || path == ["userName"] { continue }
                    if path.count == 2 { nameParts.append((path[1], index)) } else { core.append((path[0], index, column.attribute.type.base == .boolean)) }
                case .enterprise(let name): enterprise.append((name, index))
                case .phone(let type): phones.append((type, index))
                case .address(let part): address.append((part, index))
                case .manager: manager = index
                case .custom(let name): custom.append((name, index, column.attribute.type))
                }
            }
        }
        self.core = core
        self.nameParts = nameParts
        self.address = address
        self.phones = phones
        self.enterprise = enterprise
        self.custom = custom
        self.manager = manager
        userNameIndex = layout.columns.firstIndex { $0.attribute.name == layout.userName.name } ?? 0
    }

    /// - Parameter active: nil where the plan maps `accountEnabled` itself.
    func user(key: String, values: [String], active: Bool?) -> JSON {
        var schemas = [SCIMSlot.coreURN]
        func present(_ column: Int) -> String? { values[column].isEmpty ? nil : values[column] }
        func object(_ parts: [(name: String, column: Int)]) -> [JSON.Member] {
            parts.compactMap { part in present(part.column).map { .init(part.name, .string($0)) } }
        }

        var members: [JSON.Member] = [
            .init("externalId", .string(key)),
            .init("userName", .string(present(userNameIndex) ?? key)),
        ]
        let names = object(nameParts)
        if !names.isEmpty { members.append(.init("name", .object(names))) }
        for item in core {
            guard let value = present(item.column) else { continue }
            members.append(.init(item.name, item.isBoolean ? .bool(value == "true") : .string(value)))
        }
        if let active { members.append(.init("active", .bool(active))) }
        let parts = object(address)
        if !parts.isEmpty { members.append(.init("addresses", [.object([.init("type", "work")] + parts)])) }
        let numbers = phones.compactMap { item in
            present(item.column).map { JSON.object([.init("type", .string(item.type)), .init("value", .string($0))]) }
        }
        if !numbers.isEmpty { members.append(.init("phoneNumbers", .array(numbers))) }

        var work = object(enterprise)
        // The manager's externalId; the service resolves it, in whatever order people come.
        if let manager, let value = present(manager) { work.append(.init("manager", ["value": .string(value)])) }
        if !work.isEmpty {
            schemas.append(SCIMSlot.enterpriseURN)
            members.append(.init(SCIMSlot.enterpriseURN, .object(work)))
        }
        let own = custom.compactMap { item in
            present(item.column).map { JSON.Member(item.name, value($0, item.type)) }
        }
        if !own.isEmpty {
            schemas.append(layout.customURN)
            members.append(.init(layout.customURN, .object(own)))
        }
        return .object([.init("schemas", .strings(schemas))] + members)
    }

    private func value(_ text: String, _ type: AttributeType) -> JSON {
        switch type.base {
        case .boolean: .bool(text == "true")
        case .integer: Int(text).map(JSON.integer) ?? .string(text)
        default: .string(text)
        }
    }
}
