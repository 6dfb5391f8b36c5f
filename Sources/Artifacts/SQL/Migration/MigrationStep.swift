import Diagnostics

/// One change of a staging table, and what it asks of the rows that are there.
struct MigrationStep: Hashable, Sendable {
    enum Kind: String, Hashable, Sendable, Comparable {
        /// No value is touched.
        case safe
        /// It stops where the rows do not allow it.
        case checked
        /// Values are lost, or may be: the plan accepts it, with a reason and an end.
        case lossy

        private var rank: Int { self == .safe ? 0 : self == .checked ? 1 : 2 }

        static func < (left: Kind, right: Kind) -> Bool { left.rank < right.rank }
    }

    let kind: Kind
    /// `add the column CostCenter`
    let title: String
    /// What a person does or knows before.
    var needs: String?
    let statements: [SQLStatement]
    /// What must be accepted, and of which column; nil column: of the table.
    var finding: Finding?

    struct Finding: Hashable, Sendable {
        let rule: Rule
        let column: String?
        /// `string(64)` → `string(32)`, in words.
        let message: String
    }
}
