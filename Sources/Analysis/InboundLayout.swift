import Expressions
import Microsoft
import Plan

/// How the rows of a source travel in the SCIM users of API-driven inbound provisioning, and what the job reads there.
///
/// One rule, so that every sender is the same: **the sender sends what HR has, Entra's job computes.** A column that is mapped
/// directly travels in SCIM's natural place for its target; a column that an expression or a scope reads travels, under its own
/// name, in the plan's extension. Only what Entra can't know — whether a date is over, who is a leaver — is worked out before
/// sending, and travels as `active`.
public struct InboundLayout: Sendable {
    public struct Column: Sendable {
        public let attribute: CheckedAttribute
        /// Where its value is written; at least one.
        public let slots: [SCIMSlot]
    }

    public enum JobSource: Sendable {
        /// A source attribute by its name in the synchronization schema.
        case attribute(String)
        case constant(String)
        /// An expression over the source's names; ``name(ofColumn:)`` says what the synchronization schema calls them.
        case expression(Expression)
    }

    /// Columns in the order of the source's declaration; those that nothing reads are left out.
    public let columns: [Column]
    /// Becomes `externalId`.
    public let key: CheckedAttribute
    /// Becomes `userName`, which every SCIM user has. Where an expression makes the user principal name, this is the key.
    public let userName: CheckedAttribute
    public let customURN: String
    private let slotOfTarget: [String: SCIMSlot]

    /// nil for a mapping that does not begin at a source.
    public init?(_ mapping: CheckedMapping, customURN: String) {
        guard case .source(let source) = mapping.from, let key = source.attribute(source.key) else { return nil }
        var slots: [String: [SCIMSlot]] = [source.key: [.core(["externalId"])]]
        var slotOfTarget: [String: SCIMSlot] = [:]
        var userName = key
        func send(_ column: String, _ slot: SCIMSlot) {
            if slots[column]?.contains(slot) != true { slots[column, default: []].append(slot) }
        }
        for item in mapping.attributes {
            switch item.value {
            case .direct(let column):
                let slot = InboundLayout.slot(for: item.target.name, column: column.name, key: source.key, to: mapping.to)
                send(column.name, slot)
                slotOfTarget[item.target.name] = slot
                if slot == .core(["userName"]) { userName = column }
            case .expression(let tree):
                for (name, _) in tree.attributes { send(name, .custom(name)) }
            case .constant: break
            }
        }
        for clause in mapping.scope.flatMap(\.clauses) { send(clause.attribute.value, .custom(clause.attribute.value)) }
        self.columns = source.attributes.compactMap { attribute in
            slots[attribute.name].map { Column(attribute: attribute, slots: $0) }
        }
        self.key = key
        self.userName = userName
        self.customURN = customURN
        self.slotOfTarget = slotOfTarget
    }

    private static func slot(for target: String, column: String, key: String, to system: System) -> SCIMSlot {
        var name = target
        if case .connector = system {
            // Active Directory's attribute → the Entra attribute that holds the same.
            name = EntraUserAttribute.all.first { $0.activeDirectoryName == target && $0.inbound == .writable }?.name ?? target
        }
        guard let slot = SCIMSlot.natural(forEntra: name) else { return .custom(column) }
        // externalId is the key and nothing else.
        if slot == .core(["externalId"]), column != key { return .custom(column) }
        return slot
    }

    /// What the job's mapping of a target reads.
    public func jobSource(of item: CheckedAttributeMapping) -> JobSource {
        switch item.value {
        case .direct(let column):
            .attribute((slotOfTarget[item.target.name] ?? .custom(column.name)).path(customURN: customURN))
        case .constant(let text):
            .constant(text)
        case .expression(let tree):
            .expression(tree)
        }
    }

    /// What the synchronization schema calls a column that an expression reads.
    public func name(ofColumn column: String) -> String {
        SCIMSlot.custom(column).path(customURN: customURN)
    }

    /// The columns of the plan's extension, in order.
    public var customColumns: [CheckedAttribute] {
        columns.filter { column in column.slots.contains { if case .custom = $0 { true } else { false } } }.map(\.attribute)
    }
}
