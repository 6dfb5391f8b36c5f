/// Something that a database's catalogue knows, so that a step can ask whether it is there.
enum CatalogueObject: Hashable, Sendable {
    case table(SQLName)
    case view(SQLName)
    case column(SQLName, String)
    /// A column that may be empty.
    case nullableColumn(SQLName, String)
    /// A column that still has the type; two types of a name differ in more than a length.
    case typedColumn(SQLName, String, SQLType)
    case index(String, on: SQLName)
    case constraint(String, on: SQLName)
    case trigger(String, on: SQLName)
    /// A right that an account was given itself; nil: any.
    case right(SQLStatement.Right?, on: SQLName, of: String)
}

extension SQLWriter {
    /// `FROM … WHERE …`: a query of the catalogue that finds a row where the object is there.
    ///
    /// Sources: SQL Server's `sys` views, the standard's INFORMATION_SCHEMA as PostgreSQL and MySQL have it, Oracle's `ALL_` views, Db2's
    /// SYSCAT. For rights: `sys.database_permissions`, `aclexplode`, `mysql.tables_priv`, `ALL_TAB_PRIVS` and `SYSCAT.TABAUTH`.
    func presence(of object: CatalogueObject) -> String {
        switch dialect {
        case .sqlServer: presenceInSQLServer(object)
        case .postgresql: presenceInPostgreSQL(object)
        case .mysql: presenceInMySQL(object)
        case .oracle: presenceInOracle(object)
        case .db2: presenceInDb2(object)
        }
    }

    /// The schema of a name, as an expression of SQL.
    func schema(of name: SQLName) -> String {
        if let schema = name.schema { return string(schema) }
        return switch dialect {
        case .sqlServer, .postgresql: string(dialect.defaultSchema ?? "")
        case .mysql: "DATABASE()"
        case .oracle: "SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')"
        case .db2: "CURRENT SCHEMA"
        }
    }

    private func presenceInSQLServer(_ object: CatalogueObject) -> String {
        func id(of name: SQLName) -> String { "OBJECT_ID(\(string(self.id(name))))" }
        let exact = "COLLATE Latin1_General_BIN2"
        return switch object {
        case .table(let name): "FROM sys.tables WHERE object_id = \(id(of: name))"
        case .view(let name): "FROM sys.views WHERE object_id = \(id(of: name))"
        case .column(let table, let name): "FROM sys.columns WHERE object_id = \(id(of: table)) AND name = \(string(name)) \(exact)"
        case .nullableColumn(let table, let name):
            "FROM sys.columns WHERE object_id = \(id(of: table)) AND name = \(string(name)) \(exact) AND is_nullable = 1"
        case .typedColumn(let table, let name, let type):
            "FROM sys.columns WHERE object_id = \(id(of: table)) AND name = \(string(name)) \(exact) AND TYPE_NAME(user_type_id) = \(string(baseName(of: type)))"
        case .index(let name, let table): "FROM sys.indexes WHERE object_id = \(id(of: table)) AND name = \(string(name)) \(exact)"
        case .constraint(let name, let table): "FROM sys.objects WHERE parent_object_id = \(id(of: table)) AND name = \(string(name)) \(exact)"
        case .trigger(let name, let table): "FROM sys.triggers WHERE parent_id = \(id(of: table)) AND name = \(string(name)) \(exact)"
        case .right(let right, let object, let account):
            "FROM sys.database_permissions WHERE class = 1 AND major_id = \(id(of: object)) AND grantee_principal_id = DATABASE_PRINCIPAL_ID(\(string(account)))"
                + (right.map { " AND permission_name = \(string($0.rawValue))" } ?? "")
        }
    }

    private func presenceInPostgreSQL(_ object: CatalogueObject) -> String {
        func place(_ name: SQLName) -> String { "table_schema = \(schema(of: name)) AND table_name = \(string(name.name))" }
        return switch object {
        case .table(let name): "FROM information_schema.tables WHERE \(place(name)) AND table_type = 'BASE TABLE'"
        case .view(let name): "FROM information_schema.views WHERE \(place(name))"
        case .column(let table, let name): "FROM information_schema.columns WHERE \(place(table)) AND column_name = \(string(name))"
        case .nullableColumn(let table, let name):
            "FROM information_schema.columns WHERE \(place(table)) AND column_name = \(string(name)) AND is_nullable = 'YES'"
        case .typedColumn(let table, let name, let type):
            "FROM information_schema.columns WHERE \(place(table)) AND column_name = \(string(name)) AND data_type = \(string(baseName(of: type)))"
        case .index(let name, let table):
            "FROM pg_catalog.pg_indexes WHERE schemaname = \(schema(of: table)) AND tablename = \(string(table.name)) AND indexname = \(string(name))"
        case .constraint(let name, let table):
            "FROM information_schema.table_constraints WHERE \(place(table)) AND constraint_name = \(string(name))"
        case .trigger(let name, let table):
            "FROM information_schema.triggers WHERE event_object_schema = \(schema(of: table)) AND event_object_table = \(string(table.name)) AND trigger_name = \(string(name))"
        case .right(let right, let object, let account):
            "FROM pg_catalog.pg_class c CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) a WHERE c.oid = to_regclass(\(string(id(object))))"
                + " AND a.grantee = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = \(string(account)))"
                + (right.map { " AND a.privilege_type = \(string($0.rawValue))" } ?? "")
        }
    }

    private func presenceInMySQL(_ object: CatalogueObject) -> String {
        func place(_ name: SQLName) -> String { "table_schema = \(schema(of: name)) AND table_name = \(string(name.name))" }
        return switch object {
        case .table(let name): "FROM information_schema.tables WHERE \(place(name)) AND table_type = 'BASE TABLE'"
        case .view(let name): "FROM information_schema.views WHERE \(place(name))"
        case .column(let table, let name): "FROM information_schema.columns WHERE \(place(table)) AND column_name = \(string(name))"
        case .nullableColumn(let table, let name):
            "FROM information_schema.columns WHERE \(place(table)) AND column_name = \(string(name)) AND is_nullable = 'YES'"
        case .typedColumn(let table, let name, let type):
            "FROM information_schema.columns WHERE \(place(table)) AND column_name = \(string(name)) AND data_type = \(string(baseName(of: type)))"
        case .index(let name, let table): "FROM information_schema.statistics WHERE \(place(table)) AND index_name = \(string(name))"
        case .constraint(let name, let table):
            "FROM information_schema.table_constraints WHERE \(place(table)) AND constraint_name = \(string(name))"
        case .trigger(let name, let table):
            "FROM information_schema.triggers WHERE event_object_schema = \(schema(of: table)) AND event_object_table = \(string(table.name)) AND trigger_name = \(string(name))"
        case .right(let right, let object, let account):
            "FROM mysql.tables_priv WHERE Db = \(schema(of: object)) AND Table_name = \(string(object.name))"
                + " AND User = \(string(self.account(account).user)) AND Host = \(string(self.account(account).host))"
                + (right.map { " AND FIND_IN_SET(\(string($0.rawValue)), Table_priv) > 0" } ?? "")
        }
    }

    private func presenceInOracle(_ object: CatalogueObject) -> String {
        func place(_ name: SQLName) -> String { "owner = \(schema(of: name)) AND table_name = \(string(name.name))" }
        return switch object {
        case .table(let name): "FROM all_tables WHERE \(place(name))"
        case .view(let name): "FROM all_views WHERE owner = \(schema(of: name)) AND view_name = \(string(name.name))"
        case .column(let table, let name): "FROM all_tab_columns WHERE \(place(table)) AND column_name = \(string(name))"
        case .nullableColumn(let table, let name):
            "FROM all_tab_columns WHERE \(place(table)) AND column_name = \(string(name)) AND nullable = 'Y'"
        case .typedColumn(let table, let name, let type):
            "FROM all_tab_columns WHERE \(place(table)) AND column_name = \(string(name)) AND data_type = \(string(baseName(of: type)))"
                + (type == .integer ? " AND data_precision = 19" : type == .boolean ? " AND data_precision = 1" : "")
        case .index(let name, let table):
            "FROM all_indexes WHERE table_owner = \(schema(of: table)) AND table_name = \(string(table.name)) AND index_name = \(string(name))"
        case .constraint(let name, let table): "FROM all_constraints WHERE \(place(table)) AND constraint_name = \(string(name))"
        case .trigger(let name, let table):
            "FROM all_triggers WHERE table_owner = \(schema(of: table)) AND table_name = \(string(table.name)) AND trigger_name = \(string(name))"
        // A login that nobody quotes is upper case.
        case .right(let right, let object, let account):
            "FROM all_tab_privs WHERE table_schema = \(schema(of: object)) AND table_name = \(string(object.name)) AND grantee = \(string(account.uppercased()))"
                + (right.map { " AND privilege = \(string($0.rawValue))" } ?? "")
        }
    }

    private func presenceInDb2(_ object: CatalogueObject) -> String {
        func place(_ name: SQLName) -> String { "tabschema = \(schema(of: name)) AND tabname = \(string(name.name))" }
        return switch object {
        case .table(let name): "FROM syscat.tables WHERE \(place(name)) AND type = 'T'"
        case .view(let name): "FROM syscat.views WHERE viewschema = \(schema(of: name)) AND viewname = \(string(name.name))"
        case .column(let table, let name): "FROM syscat.columns WHERE \(place(table)) AND colname = \(string(name))"
        case .nullableColumn(let table, let name): "FROM syscat.columns WHERE \(place(table)) AND colname = \(string(name)) AND nulls = 'Y'"
        case .typedColumn(let table, let name, let type):
            "FROM syscat.columns WHERE \(place(table)) AND colname = \(string(name)) AND typename = \(string(baseName(of: type)))"
        case .index(let name, let table): "FROM syscat.indexes WHERE \(place(table)) AND indname = \(string(name))"
        case .constraint(let name, let table): "FROM syscat.tabconst WHERE \(place(table)) AND constname = \(string(name))"
        case .trigger(let name, let table): "FROM syscat.triggers WHERE \(place(table)) AND trigname = \(string(name))"
        case .right(let right, let object, let account):
            "FROM syscat.tabauth WHERE \(place(object)) AND grantee = \(string(account.uppercased())) AND granteetype = 'U'"
                + (right.map { " AND \($0.rawValue.lowercased())auth IN ('Y', 'G')" } ?? "")
        }
    }

    /// The name of a type without its length, as the catalogue has it.
    private func baseName(of type: SQLType) -> String {
        let spelled = type.spelled(in: dialect)
        switch (dialect, type) {
        case (.postgresql, .text(_?)): return "character varying"
        case (.postgresql, .instant): return "timestamp without time zone"
        // Oracle keeps the decimals in the name.
        case (.oracle, .instant): return spelled
        default: return String(spelled.prefix { $0 != "(" })
        }
    }
}
