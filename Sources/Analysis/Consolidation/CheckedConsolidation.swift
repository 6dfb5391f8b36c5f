import Expressions
import Plan

/// The rules by which rows of several sources become people, with names resolved and types merged.
///
/// Every engine runs the same rules: the local one in `Simulation`, Data Factory, Logic Apps, MIM.
///
/// **Who is who.** The sources are gone through in the order of precedence. A row's identifiers are tried in their order: it is the
/// person who has the same value in the same place in a row of a stronger source; where two people have it, the row is set aside.
/// A row that finds nobody is a new person, whose key is the row's first identifier. Identifiers are compared without regard to
/// the case of A to Z.
///
/// **Which row.** Of several rows of one source that are one person, one counts (``SeveralRows``). Rows that say the same are one.
///
/// **Which value.** Of an attribute, the first origin that has a value counts, unless ``OnConflict`` says otherwise. An origin
/// where the person left comes last where ``leaversLast`` says so.
///
/// **What can't be trusted.** A row that can't be read as declared, or about which nobody can say if the person left, sets its
/// person aside, with all rows of all sources: half of what is known of somebody must not become an account.
public struct CheckedConsolidation: Sendable {
    /// One source of several.
    public struct Part: Sendable {
        public let source: CheckedSource
        /// The attributes by which its people are found, in the order in which they are tried; the first identifies a person.
        public let keys: [CheckedAttribute]
        public let severalRows: SeveralRows
        /// Which of its rows are leavers.
        public let leavers: [ScopeGroup]

        public var name: String { source.name }
    }

    public enum SeveralRows: Sendable {
        case reject
        case newest(CheckedAttribute)
    }

    /// An attribute of one of the parts.
    public struct Origin: Sendable {
        /// The place in ``CheckedConsolidation/parts``.
        public let part: Int
        public let attribute: CheckedAttribute
    }

    public enum OnConflict: Sendable {
        case first
        case reject
        /// By part, the attribute that says how new a row is.
        case newest([Int: CheckedAttribute])
    }

    public struct Attribute: Sendable {
        public let attribute: CheckedAttribute
        /// The strongest first; at most one of each part.
        public let from: [Origin]
        public let onConflict: OnConflict
        public let because: String?
    }

    /// Who of the people has left.
    public enum Leavers: Sendable {
        /// Nothing says so.
        case unknown
        /// Whoever is a leaver in every source that has a row of them.
        case allRows
        /// Clauses over the person's attributes.
        case person([ScopeGroup])
    }

    /// The strongest first.
    public let parts: [Part]
    /// The person's attribute that identifies them.
    public let key: String
    /// In the order in which the sources declare them, strongest source first.
    public let attributes: [Attribute]
    public let leaversLast: Bool
    public let leavers: Leavers
    public let engine: Consolidation.Engine

    /// How many identifiers a row may have.
    public var keyCount: Int { parts.map(\.keys.count).max() ?? 0 }
}

extension CheckedConsolidation {
    /// The names of a part's attributes that any rule reads.
    public func columns(ofPart index: Int) -> Set<String> {
        var names = Set(parts[index].keys.map(\.name))
        for attribute in attributes {
            for origin in attribute.from where origin.part == index { names.insert(origin.attribute.name) }
            if case .newest(let by) = attribute.onConflict, let column = by[index] { names.insert(column.name) }
        }
        if case .newest(let by) = parts[index].severalRows { names.insert(by.name) }
        for clause in parts[index].leavers.flatMap(\.clauses) { names.insert(clause.attribute.value) }
        if isReferred(index) { names.insert(parts[index].source.key) }
        return names
    }

    /// Whether an attribute of any part refers to this one's people by its key.
    private func isReferred(_ index: Int) -> Bool {
        parts.contains { part in part.source.attributes.contains { $0.type.base == .reference(to: parts[index].name) } }
    }

    /// Whether a reference to a part must be turned into the person's key: its own key may be another than the person's.
    public func translatesReferences(to index: Int) -> Bool {
        keyCount > 1 || parts[index].source.key != parts[index].keys[0].name
    }
}
