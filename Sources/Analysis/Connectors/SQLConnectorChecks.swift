import Diagnostics
import Expressions
import Microsoft
import Plan

extension CheckedConnector {
    public struct SQLTarget: Sendable {
        public let dialect: SQLDialect
        public let rehearsal: SQLDialect?
        public let server: String
        public let database: String
        public let table: String
        /// The view that MIM's management agent reads.
        public let view: String?
        public let user: String
        /// nil: Windows authentication.
        public let password: SecretName?
        public let reader: String?
        /// The view of changes that MIM's delta import reads.
        public let deltaView: String?
        public let changeWords: ChangeWords
        /// How the ECMA host itself finds changes; nil: it does not.
        public let deltaImport: DeltaImport?
        public let odbc: ODBCTarget
    }

    /// What a change log calls a change. Source: the defaults of MIM's SQL management agent.
    public struct ChangeWords: Sendable, Hashable {
        public let add: String
        public let modify: String
        public let delete: String
    }
}

extension Checker {
    mutating func sqlTarget(_ connector: Connector, _ settings: SQLSettings) -> CheckedConnector.SQLTarget? {
        guard let dialect = settings.dialect, let server = settings.server, let database = settings.database,
            let table = settings.table, let user = settings.user
        else { return nil }
        for name in [table, settings.view, settings.deltaView].compactMap({ $0 }) where name.value.split(separator: ".").count > 2 {
            report.add(.badTableName(name))
        }
        if let view = settings.view, view.value.lowercased() == table.value.lowercased() { report.add(.viewIsTable(view, table)) }
        let usesWindows = user.value.contains("\\")
        if dialect.value == .sqlServer ? usesWindows == (settings.password != nil) : settings.password == nil {
            report.add(.sqlAuthentication(user, isWindows: usesWindows && dialect.value == .sqlServer))
        }
        checkDelta(connector, settings, dialect)
        let key = "\(server.value)/\(database.value)/\(table.value)".lowercased()
        if let first = tables.updateValue(table.span, forKey: key) { report.add(.sharedTable(table, first)) }
        return CheckedConnector.SQLTarget(
            dialect: dialect.value, rehearsal: settings.rehearseOn?.value, server: server.value, database: database.value,
            table: table.value, view: settings.view?.value, user: user.value, password: settings.password?.value,
            reader: settings.reader?.value, deltaView: settings.deltaView?.value,
            changeWords: CheckedConnector.ChangeWords(
                add: settings.changeWords?.add?.value ?? "Add", modify: settings.changeWords?.modify?.value ?? "Modify",
                delete: settings.changeWords?.delete?.value ?? "Delete"),
            deltaImport: settings.deltaImport?.value, odbc: odbcTarget(connector, settings, dialect))
    }
}

extension Diagnostic {
    static func viewIsTable(_ view: Spanned<String>, _ table: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .tableName, "the view has the table's name",
            at: Label(view.span), and: [Label(table.span, "the table")],
            help: [FixIt("give the view a name of its own, for example dbo.vwHR")])
    }

    static func sharedTable(_ table: Spanned<String>, _ first: Span) -> Diagnostic {
        Diagnostic(
            .tableName, "two connectors write the table `\(table.value)`",
            at: Label(table.span), and: [Label(first, "the first one")],
            why: "Each would take the other's rows for its own, and delete those that it does not know.",
            help: [FixIt("give each connector a table of its own")])
    }

    static func badTableName(_ name: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .tableName, "`\(name.value)` is not a table name",
            at: Label(name.span),
            help: [FixIt("write schema.table, for example dbo.HRStaging; the database has a key of its own")])
    }

    static func sqlAuthentication(_ user: Spanned<String>, isWindows: Bool) -> Diagnostic {
        Diagnostic(
            .sqlAuthentication, isWindows ? "a Windows account needs no password here" : "a database login needs a password",
            at: Label(user.span, isWindows ? "a backslash makes it a Windows account" : "a login of the database"),
            why: "The DSN says Trusted_Connection for Windows accounts; the connector types user and password for the others.",
            help: [FixIt(isWindows ? "remove `password`" : "add password: {secret: ECMA_SQL_PASSWORD}, or write DOMAIN\\account")])
    }
}
