/// T-SQL for SQL Server 2016 SP1 and later. Each step is a batch of its own, because `CREATE VIEW` and `CREATE TRIGGER` must be the
/// first of theirs.
extension SQLWriter {
    mutating func writeSQLServer(_ statement: SQLStatement) {
        switch statement {
        case .settings: settings()
        case .requireDatabase(let name): requireDatabase(name)
        case .begin(let work): if work.isOneTransaction { beginTransaction() }
        case .commit(let work): commit(work)
        case .createSchema(let name):
            // CREATE SCHEMA must be alone in its batch, so the guard needs a batch of text.
            line("IF SCHEMA_ID(\(string(name))) IS NULL")
            batch("    EXEC (\(string("CREATE SCHEMA \(id(name))")));")
        case .createTable(let table): create(table)
        case .createUniqueIndex(let name, let table, let column):
            line("IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(\(string(id(table)))) AND name = \(string(name)))")
            line("    CREATE UNIQUE NONCLUSTERED INDEX \(id(name)) ON \(id(table)) (\(id(column)))")
            batch("    WHERE \(id(column)) IS NOT NULL;")
        case .createModificationTrigger(let name, let table, let column, let key):
            createTrigger(SQLName(schema: table.schema, name: name), on: table, column: column, key: key)
        case .createView(let view, let table, let columns):
            line("CREATE OR ALTER VIEW \(id(view))")
            line("AS")
            line("SELECT")
            list(columns.map(id), indent: "    ")
            batch("FROM \(id(table));")
        case .describe(let table, let note, let columns): describe(table, note, columns)
        case .grant(let rights, let object, let account): grant(rights, on: object, to: account)
        case .trackChanges(let table, let account): trackChanges(of: table, for: account)
        case .showColumnDifferences(let object, let columns, let comparison): compare(object, columns, comparison)
        case .countRows(let table): batch("SELECT COUNT_BIG(*) AS [Rows] FROM \(id(table));")
        case .showDuplicates(let table, let column):
            line("SELECT \(id(column)), COUNT_BIG(*) AS [Rows] FROM \(id(table))")
            batch("WHERE \(id(column)) IS NOT NULL GROUP BY \(id(column)) HAVING COUNT_BIG(*) > 1;")
        case .showRowsWithout(let column, let table, let key):
            line("SELECT \(key.map(id) ?? "*") FROM \(id(table))")
            batch("WHERE \(isAbsent(column));")
        case .drop(let table, let view, let trigger, let changes, let database):
            drop(table, views: [view, changes?.view].compactMap { $0 }, trigger: trigger, log: changes?.table.name, database: database)
        case .comment, .changeLog, .testRows, .migrate: break
        }
    }

    private mutating func batch(_ last: String) {
        line(last)
        endBatch()
    }

    /// A failed step of a transaction ends it; without this the batches behind it would go on outside of any.
    mutating func endBatch() {
        line("GO")
        if isOneTransaction {
            line("IF @@TRANCOUNT = 0 SET NOEXEC ON;")
            line("GO")
        }
    }

    private mutating func beginTransaction() {
        line("SET XACT_ABORT ON;")
        batch("BEGIN TRANSACTION;")
        isOneTransaction = true
    }

    /// What `requireDatabase` or a failed step switched off must not stay off in an editor's window.
    private mutating func commit(_ work: SQLStatement.Work) {
        isOneTransaction = false
        if work.isOneTransaction { batch("COMMIT TRANSACTION;") }
        batch("SET NOEXEC OFF;")
    }

    /// A filtered index wants these of whoever creates it and of whoever writes to the table; sqlcmd starts with quoted
    /// identifiers off, and a trigger keeps what it was created with.
    private mutating func settings() {
        line("")
        comment("What a filtered index asks for; sqlcmd starts with QUOTED_IDENTIFIER off.")
        line("SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL, QUOTED_IDENTIFIER ON;")
        line("SET NUMERIC_ROUNDABORT OFF;")
        batch("SET NOCOUNT ON;")
    }

    /// An editor opens in `master`. USE is no help: Azure SQL has none across databases.
    private mutating func requireDatabase(_ name: String) {
        refuseOtherDatabase(than: name, then: "SET NOEXEC ON;")
        line("GO")
    }

    private mutating func refuseOtherDatabase(than name: String, then stop: String) {
        line("IF DB_NAME() <> \(string(name))")
        line("BEGIN")
        line("    DECLARE @other nvarchar(2000) = \(string("Nothing was done: connect to the database \(id(name)) first."));")
        line("    RAISERROR (N'%s', 16, 1, @other);")
        line("    \(stop)")
        line("END;")
    }

    /// `name type NULL CONSTRAINT … DEFAULT (…)`
    func sqlServerDefinition(_ column: SQLColumn, of table: SQLName) -> String {
        var item = "\(id(column.name)) \(column.type.spelled(in: dialect))\(column.isIdentity ? " IDENTITY(1, 1)" : "")"
        item += column.isNullable ? " NULL" : " NOT NULL"
        if let value = column.defaultValue {
            let name = table.part("DF", column.name, in: dialect)
            item += " CONSTRAINT \(id(name)) DEFAULT (\(value == .no ? "0" : "sysutcdatetime()"))"
        }
        return item
    }

    private mutating func create(_ table: SQLTable) {
        line("IF OBJECT_ID(\(string(id(table.name))), N'U') IS NULL")
        line("CREATE TABLE \(id(table.name)) (")
        var items = table.columns.map { sqlServerDefinition($0, of: table.name) }
        if let key = table.key {
            items.append("CONSTRAINT \(id(table.name.part("PK", in: dialect))) PRIMARY KEY CLUSTERED (\(id(key)))")
        }
        list(items, indent: "    ")
        batch(");")
    }

    private mutating func createTrigger(_ name: SQLName, on table: SQLName, column: String, key: String) {
        line("CREATE OR ALTER TRIGGER \(id(name)) ON \(id(table))")
        line("AFTER UPDATE")
        line("AS")
        line("BEGIN")
        line("    SET NOCOUNT ON;")
        line("    -- The update below would fire this trigger again where RECURSIVE_TRIGGERS is on.")
        line("    IF TRIGGER_NESTLEVEL(@@PROCID) > 1 RETURN;")
        line("    UPDATE changed SET \(id(column)) = sysutcdatetime()")
        line("    FROM \(id(table)) AS changed")
        line("    INNER JOIN inserted ON inserted.\(id(key)) = changed.\(id(key));")
        batch("END;")
    }

    /// The procedures for notes know "add" and "update" only, so the notes are data and one loop decides for each.
    private mutating func describe(_ table: SQLName, _ note: String, _ columns: [SQLColumn]) {
        line("DECLARE @notes TABLE (Number int IDENTITY PRIMARY KEY, ColumnName sysname NULL, Note nvarchar(3000) NOT NULL);")
        line("INSERT INTO @notes (ColumnName, Note) VALUES (NULL, \(string(note)));")
        for column in columns {
            line("INSERT INTO @notes (ColumnName, Note) VALUES (\(string(column.name)), \(string(column.note)));")
        }
        line("DECLARE @schema sysname = \(schema(of: table)), @table sysname = \(string(table.name));")
        line("DECLARE @object int = OBJECT_ID(\(string(id(table))));")
        line("DECLARE @number int = 1, @column sysname, @kind varchar(128), @note nvarchar(3000);")
        line("WHILE EXISTS (SELECT 1 FROM @notes WHERE Number = @number)")
        line("BEGIN")
        line("    SELECT @column = ColumnName, @kind = CASE WHEN ColumnName IS NOT NULL THEN 'COLUMN' END, @note = Note")
        line("    FROM @notes WHERE Number = @number;")
        line("    IF EXISTS (")
        line("        SELECT 1 FROM sys.extended_properties")
        line("        WHERE class = 1 AND name = N'MS_Description' AND major_id = @object")
        line("            AND minor_id = COALESCE(COLUMNPROPERTY(@object, @column, 'ColumnId'), 0))")
        line("        EXEC sys.sp_updateextendedproperty N'MS_Description', @note, 'SCHEMA', @schema, 'TABLE', @table, @kind, @column;")
        line("    ELSE")
        line("        EXEC sys.sp_addextendedproperty N'MS_Description', @note, 'SCHEMA', @schema, 'TABLE', @table, @kind, @column;")
        line("    SET @number += 1;")
        batch("END;")
    }

    /// A user of the database is made from the login; the login is a server's matter and the DBA's.
    private mutating func grant(_ rights: [SQLStatement.Right], on object: SQLName, to account: String) {
        let missing = "The login \(id(account)) does not exist: create it, then run this script again."
        line("IF DATABASE_PRINCIPAL_ID(\(string(account))) IS NULL AND SUSER_ID(\(string(account))) IS NOT NULL")
        line("    CREATE USER \(id(account)) FOR LOGIN \(id(account));")
        line("IF DATABASE_PRINCIPAL_ID(\(string(account))) IS NULL")
        line("    PRINT \(string(missing));")
        line("ELSE")
        batch("    GRANT \(spelled(rights)) ON OBJECT::\(id(object)) TO \(id(account));")
    }

    /// Source: sql-docs, enable and disable change tracking.
    private mutating func trackChanges(of table: SQLName, for account: String) {
        line("IF NOT EXISTS (SELECT 1 FROM sys.change_tracking_databases WHERE database_id = DB_ID())")
        batch("    ALTER DATABASE CURRENT SET CHANGE_TRACKING = ON (CHANGE_RETENTION = 7 DAYS, AUTO_CLEANUP = ON);")
        line("IF NOT EXISTS (SELECT 1 FROM sys.change_tracking_tables WHERE object_id = OBJECT_ID(\(string(id(table)))))")
        batch("    ALTER TABLE \(id(table)) ENABLE CHANGE_TRACKING;")
        line("IF DATABASE_PRINCIPAL_ID(\(string(account))) IS NOT NULL")
        batch("    GRANT VIEW CHANGE TRACKING ON OBJECT::\(id(table)) TO \(id(account));")
    }

    /// Names are compared byte for byte: the Generic SQL connector does so since 1.1.2005.
    private mutating func compare(_ object: SQLName, _ columns: [SQLColumn], _ comparison: SQLStatement.Comparison) {
        let exact = "COLLATE Latin1_General_BIN2"
        line("SELECT e.ColumnName AS ExpectedColumn, e.ColumnType AS ExpectedType, e.Nullable AS ExpectedNullable,")
        line("    f.ColumnName AS FoundColumn, f.ColumnType AS FoundType, f.Nullable AS FoundNullable")
        line("FROM (VALUES")
        list(expectation(columns), indent: "    ")
        line(") AS e (ColumnName, ColumnType, Nullable)")
        line("FULL JOIN (")
        line("    SELECT COLUMN_NAME AS ColumnName, IS_NULLABLE AS Nullable, DATA_TYPE + CASE")
        line("        WHEN CHARACTER_MAXIMUM_LENGTH = -1 THEN N'(max)'")
        line("        WHEN CHARACTER_MAXIMUM_LENGTH IS NOT NULL THEN N'(' + CAST(CHARACTER_MAXIMUM_LENGTH AS nvarchar(11)) + N')'")
        line("        WHEN DATA_TYPE = N'datetime2' THEN N'(' + CAST(DATETIME_PRECISION AS nvarchar(11)) + N')'")
        line("        ELSE N'' END AS ColumnType")
        line("    FROM INFORMATION_SCHEMA.COLUMNS")
        line("    WHERE TABLE_SCHEMA = \(schema(of: object)) AND TABLE_NAME = \(string(object.name))")
        line(") AS f ON f.ColumnName = e.ColumnName \(exact)")
        var differs = "e.ColumnName IS NULL OR f.ColumnName IS NULL"
        if comparison == .everything {
            differs += " OR e.ColumnType <> f.ColumnType \(exact) OR e.Nullable <> f.Nullable \(exact)"
        }
        line("WHERE \(differs)")
        batch("ORDER BY e.ColumnName, f.ColumnName;")
    }

    /// One batch, so that the variable lives to its end; the lock keeps out rows that would come between counting and dropping.
    private mutating func drop(_ table: SQLName, views: [SQLName], trigger: String?, log: SQLName?, database: String?) {
        line("")
        comment("1: drop the table although it has rows.")
        line("DECLARE @Confirm bit = 0;")
        line("")
        line("SET NOCOUNT, XACT_ABORT ON;")
        if let database { refuseOtherDatabase(than: database, then: "RETURN;") }
        line("DECLARE @rows bigint = 0;")
        line("BEGIN TRANSACTION;")
        line("IF OBJECT_ID(\(string(id(table))), N'U') IS NOT NULL")
        line("    SELECT @rows = COUNT_BIG(*) FROM \(id(table)) WITH (TABLOCKX, HOLDLOCK);")
        line("IF @rows > 0 AND @Confirm = 0")
        line("BEGIN")
        line("    ROLLBACK TRANSACTION;")
        line("    DECLARE @message nvarchar(2000) = \(string("Nothing was dropped: \(id(table)) has "))")
        line("        + CAST(@rows AS nvarchar(20)) + N' rows. Set @Confirm to 1 at the top if they may be lost.';")
        line("    RAISERROR (N'%s', 16, 1, @message);")
        line("END")
        line("ELSE")
        line("BEGIN")
        for view in views { line("    DROP VIEW IF EXISTS \(id(view));") }
        if let trigger { line("    DROP TRIGGER IF EXISTS \(id(SQLName(schema: table.schema, name: trigger)));") }
        line("    DROP TABLE IF EXISTS \(id(table));")
        if let log { line("    DROP TABLE IF EXISTS \(id(log));") }
        line("    COMMIT TRANSACTION;")
        batch("END;")
    }
}

extension SQLStatement.Work {
    /// Whether all of it is one transaction of T-SQL.
    fileprivate var isOneTransaction: Bool { self == .rows || self == .migration }
}
