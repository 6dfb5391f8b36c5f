/// What a staging script does, step by step. How it is spelled is ``SQLWriter``'s business.
enum SQLStatement: Hashable, Sendable {
    /// Lines of a comment; it belongs to the statement that follows.
    case comment([String])
    /// The session settings that the rest relies on.
    case settings
    /// Around a script's work: all or nothing, where the dialect can.
    case begin(Work), commit(Work)
    /// Stops unless connected to this database.
    case requireDatabase(String)

    // MARK: create.sql: each does nothing where its object is there already

    case createSchema(String)
    case createTable(SQLTable)
    /// Values are unique where there are any.
    case createUniqueIndex(String, on: SQLName, column: String)
    /// Keeps a column at the instant of the row's last update. `key` is the primary key.
    case createModificationTrigger(String, on: SQLName, column: String, key: String)
    case createView(SQLName, of: SQLName, columns: [String])
    /// Notes in the database's catalogue.
    case describe(SQLName, note: String, columns: [SQLColumn])
    /// Gives an account rights on a table or a view; says so where there is no such account.
    case grant([Right], on: SQLName, to: String)
    case changeLog(ChangeLogStatement)
    /// Lets SQL Server keep track of changes, and an account read them.
    case trackChanges(of: SQLName, for: String)

    // MARK: verify.sql

    /// Columns that are missing, unexpected or of another type: no row is good news.
    case showColumnDifferences(SQLName, [SQLColumn], Comparison)
    case countRows(SQLName)
    case showDuplicates(SQLName, column: String)
    /// Rows without a value; an empty text is none.
    case showRowsWithout(SQLColumn, of: SQLName, key: String?)

    // MARK: seed.sql, unseed.sql

    case testRows(TestRowStatement)

    // MARK: rollback.sql

    /// Drops the view, the change log, the trigger and the table, unless the table has rows and nobody confirmed, or it is another
    /// database.
    case drop(SQLName, view: SQLName?, trigger: String?, changes: ChangeLog?, database: String?)

    // MARK: migrate.sql

    case migrate(MigrationStatement)

    /// What a script does, and so what stands around it.
    enum Work: Hashable, Sendable {
        /// It changes nothing.
        case reading
        /// It writes rows, in one transaction.
        case rows
        /// It makes what is not there; each step is right on its own.
        case schema
        /// It changes what is there: one transaction where the dialect can.
        case migration
    }

    enum Right: String, Hashable, Sendable, CaseIterable {
        case select = "SELECT"
        case insert = "INSERT"
        case update = "UPDATE"
        case delete = "DELETE"
    }

    enum Comparison: Hashable, Sendable {
        case everything
        /// A view's columns: PostgreSQL calls all of them nullable.
        case names
    }
}
