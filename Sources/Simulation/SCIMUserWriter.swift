import Analysis
import Expressions
import JSON
import Microsoft

/// One person as a SCIM user of API-driven inbound provisioning (inbound-provisioning-api-concepts).
///
/// Values go where ``InboundLayout`` says; an empty value is left out: the service then leaves the target alone.
struct SCIMUserWriter {
    private let shape: SCIMUserShape
    private let customURN: String

    init(_ layout: InboundLayout) {
        shape = SCIMUserShape(layout)
        customURN = layout.customURN
    }

    /// - Parameter active: nil where the plan maps `accountEnabled` itself.
    func user(key: String, values: [String], active: Bool?) -> JSON {
        var schemas = [SCIMSlot.coreURN]
        func present(_ column: Int) -> String? { values[column].isEmpty ? nil : values[column] }
        func object(_ parts: [SCIMUserShape.Place]) -> [JSON.Member] {
            parts.compactMap { part in present(part.column).map { .init(part.name, .string($0)) } }
        }

        var members: [JSON.Member] = [
            .init("externalId", .string(key)),
            .init("userName", .string(present(shape.userName) ?? key)),
        ]
        let names = object(shape.name)
        if !names.isEmpty { members.append(.init("name", .object(names))) }
        for item in shape.core {
            guard let value = present(item.column) else { continue }
            members.append(.init(item.name, item.type.base == .boolean ? .bool(value == "true") : .string(value)))
        }
        if let active { members.append(.init("active", .bool(active))) }
        let parts = object(shape.address)
        if !parts.isEmpty { members.append(.init("addresses", [.object([.init("type", "work")] + parts)])) }
        let numbers = shape.phones.compactMap { item in
            present(item.column).map { JSON.object([.init("type", .string(item.name)), .init("value", .string($0))]) }
        }
        if !numbers.isEmpty { members.append(.init("phoneNumbers", .array(numbers))) }

        var work = object(shape.enterprise)
        // The manager's externalId; the service resolves it, in whatever order people come.
        if let manager = shape.manager, let value = present(manager) { work.append(.init("manager", ["value": .string(value)])) }
        if !work.isEmpty {
            schemas.append(SCIMSlot.enterpriseURN)
            members.append(.init(SCIMSlot.enterpriseURN, .object(work)))
        }
        let own = shape.custom.compactMap { item in
            present(item.column).map { JSON.Member(item.name, value($0, item.type)) }
        }
        if !own.isEmpty {
            schemas.append(customURN)
            members.append(.init(customURN, .object(own)))
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
