import Analysis
import Expressions
import Microsoft
import Plan

/// The attributes of a target, each with its place: what mappings write, match by and read.
final class SystemShape {
    struct Slot {
        let name: String
        let type: AttributeType
        /// No two objects may have the same value.
        let isUnique: Bool
    }

    enum Kind { case entra, activeDirectory, application }

    let name: String
    let kind: Kind
    private(set) var slots: [Slot] = []
    /// By slot.
    private(set) var kinds: [Value.ColumnKind] = []
    private var places: [String: Int] = [:]
    /// Where Entra's word for leavers is.
    private(set) var softDeleted: Int?
    private(set) var objectID: Int?

    init(_ system: System, in plan: CheckedPlan) {
        name = system.name
        switch system {
        case .entra: kind = .entra
        case .connector(let connector): kind = connector.kind == .activeDirectory ? .activeDirectory : .application
        case .source: kind = .application
        }
        for mapping in plan.mappings where mapping.to.name == name {
            for item in mapping.attributes { add(item.target.name, item.target.type) }
        }
        guard case .entra = system else { return }
        objectID = add("objectId", AttributeType(.string(maxLength: nil)))
        softDeleted = add("IsSoftDeleted", AttributeType(.boolean))
        for mapping in plan.mappings where mapping.from.name == name {
            for item in mapping.attributes {
                switch item.value {
                case .direct(let attribute): add(attribute.name, attribute.type)
                case .constant: break
                case .expression(let tree):
                    for (name, _) in tree.attributes { add(name, EntraSourceAttribute.named(name)?.type ?? .text) }
                }
            }
            for clause in mapping.scope.flatMap(\.clauses) {
                add(clause.attribute.value, EntraSourceAttribute.named(clause.attribute.value)?.type ?? .text)
            }
        }
    }

    @discardableResult
    private func add(_ name: String, _ type: AttributeType) -> Int {
        let key = self.key(name)
        if let place = places[key] { return place }
        places[key] = slots.count
        slots.append(Slot(name: name, type: type, isUnique: isUnique(name)))
        kinds.append(Value.ColumnKind(type))
        return slots.count - 1
    }

    /// Entra ID and Active Directory refuse a second object with the value; whatever else must be unique, only its system knows.
    private func isUnique(_ name: String) -> Bool {
        switch kind {
        case .entra: EntraUserAttribute.named(name)?.isUnique == true
        case .activeDirectory: ["samaccountname", "userprincipalname"].contains(name.lowercased())
        case .application: false
        }
    }

    /// The two names that Entra's attributes have are one; case counts nowhere.
    func key(_ name: String) -> String {
        guard kind == .entra else { return name.lowercased() }
        return (EntraSourceAttribute.named(name)?.schemaName ?? EntraUserAttribute.named(name)?.schemaName ?? name).lowercased()
    }

    func slot(_ name: String) -> Int? { places[key(name)] }
}
