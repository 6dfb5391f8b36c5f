/// A step that changes a table with rows. Each can be run again: what is done already is left alone.
enum MigrationStatement: Hashable, Sendable {
    case renameTable(SQLName, to: SQLName)
    /// `key` is the column of a primary key: Db2 can rename none, and makes it anew.
    case renameConstraint(String, to: String, on: SQLName, key: String?)
    case renameColumn(SQLName, from: SQLColumn, to: SQLColumn)
    case addColumn(SQLName, SQLColumn)
    case dropColumn(SQLName, SQLColumn)
    /// Drops a column that is to be made anew, unless it was already.
    case dropFormerColumn(SQLName, SQLColumn)
    /// Type, nullability and default; the name stays. `isKey`: of the primary key.
    case alterColumn(SQLName, from: SQLColumn, to: SQLColumn, isKey: Bool)
    /// Gives a value to rows that have none.
    case fill(SQLName, SQLColumn, SQLValue)
    case stop(MigrationGuard, SQLName)
    case dropIndex(String, on: SQLName)
    case dropTriggers([String], on: SQLName)
    /// Db2 stamps a new row by a trigger.
    case createInsertTrigger(SQLTable)
    /// Rights that would outlive their table: MySQL keeps them by its name.
    case revoke(SQLName, from: String)
    /// Rights that an account has no more on something that stays; nothing where it is gone, or never had them.
    case takeBack([SQLStatement.Right], on: SQLName, from: String)
    case dropView(SQLName)
    case dropTable(SQLName)
    /// MySQL keeps a note only together with the whole column.
    case describeAgain(SQLName, note: String, columns: [SQLColumn])
}

/// What data must not be for a step to be run.
enum MigrationGuard: Hashable, Sendable {
    case absent(SQLColumn)
    case longer(SQLColumn, than: Int)
    case duplicates(String)
    case rows
}

extension SQLType {
    /// What becomes of the values when a column of this type gets another one.
    enum Change: Hashable, Sendable {
        case none, widened, narrowed, other
    }

    func change(to other: SQLType, in dialect: Dialect) -> Change {
        guard spelled(in: dialect) != other.spelled(in: dialect) else { return .none }
        if case .instant(let old) = self, case .instant(let new) = other { return new > old ? .widened : .narrowed }
        guard case .text(let old) = self, case .text(let new) = other else { return .other }
        guard let new else { return .widened }
        guard let old else { return .narrowed }
        return new > old ? .widened : .narrowed
    }
}
