import Analysis
import Expressions

/// An attribute of the MIM Service as the three scripts of a connector see it.
struct PortalAttribute: Sendable, Hashable {
    /// Its type in MIM; the words are those of the scripts.
    enum Kind: String, Sendable {
        case string = "String"
        case boolean = "Boolean"
        case integer = "Integer"
        case dateTime = "DateTime"
        case reference = "Reference"
    }

    /// The name that Entra sends.
    let name: String
    /// The name in MIM; another one where the attribute is the key of a reference.
    let stored: String
    let kind: Kind
    /// For a reference, the attribute by which its target is found; else empty.
    let key: String

    /// The type that the host is shown, a member of `AttributeType`. The host has no dates, and no references to send.
    var hostType: String {
        switch kind {
        case .string, .dateTime, .reference: Kind.string.rawValue
        case .boolean, .integer: kind.rawValue
        }
    }
}

extension PortalAttribute {
    /// The attribute of a person that references are looked up by where a connector has it.
    private static let usualKey = "EmployeeID"

    /// In the plan's order; behind them what the host itself sets, which no mapping brings.
    static func all(of connector: CheckedConnector, _ target: CheckedConnector.PowerShellTarget) -> [PortalAttribute] {
        let key = connector.attribute(usualKey) == nil ? connector.anchor : usualKey
        var result = connector.attributes.map { attribute in
            if let lookup = target.lookups.first(where: { $0.attribute == attribute.name }) {
                return PortalAttribute(name: attribute.name, stored: lookup.reference, kind: .reference, key: key)
            }
            return PortalAttribute(name: attribute.name, stored: attribute.name, kind: kind(of: attribute.type), key: "")
        }
        for case .set(let name) in [connector.onDisable, connector.onDelete] where !result.contains(where: { $0.name == name }) {
            result.append(PortalAttribute(name: name, stored: name, kind: .boolean, key: ""))
        }
        return result
    }

    private static func kind(of type: AttributeType) -> Kind {
        switch type.base {
        case .boolean: .boolean
        case .integer: .integer
        case .date, .datetime: .dateTime
        // The host takes neither binary values nor references; a plan with one has not come this far.
        case .string, .binary, .reference: .string
        }
    }
}
