import Diagnostics
import Plan

/// Names of tables and columns, against the database that is to hold them.
extension Checker {
    mutating func checkDatabaseNames(_ connectors: [CheckedConnector]) {
        for connector in connectors {
            guard let written = plan.connectors.first(where: { $0.name.value == connector.name }) else { continue }
            var columns = connector.attributes.map { attribute in
                let declared = written.attributes?.first { $0.name.value == attribute.name }?.name
                return declared ?? Spanned(attribute.name, connector.span)
            }
            guard case .sql(let target) = connector.target, case .sql(let settings) = written.settings else {
                checkVisible(columns, connector)
                continue
            }
            columns += flags(written, connector)
            let objects = [settings.table, settings.view, settings.deltaView].compactMap { $0 }
            checkVisible(objects + columns, connector)
            // In Oracle an account is a name like any other.
            let accounts = target.dialect == .oracle ? [settings.user, settings.reader].compactMap { $0 } : []
            for name in objects + columns + accounts {
                if let problem = unholdable(name.value, in: target.dialect) { report.add(.unholdableName(name, target.dialect, problem)) }
            }
            checkLength(objects.flatMap { name in name.value.split(separator: ".").map { (name, String($0)) } } + columns.map { ($0, $0.value) }, connector, target)
            if target.dialect == .mysql || target.dialect == .mariadb {
                checkSchemaIsDatabase(objects, target)
                checkRowSize(connector, target, written)
            }
            checkReserved(objects.map { ($0, String($0.value.split(separator: ".").last ?? "")) } + columns.map { ($0, $0.value) }, connector, target)
            checkCase(objects, columns, connector, target)
            if let anchor = connector.attribute(connector.anchor), case .string(let length?) = anchor.type.base, length > 450,
                let type = written.attributes?.first(where: { $0.name.value == anchor.name })?.type
            {
                report.add(.anchorTooLong(anchor.name, length, type.span))
            }
        }
    }

    /// The Booleans that the host sets, which have columns of their own.
    private func flags(_ written: Connector, _ connector: CheckedConnector) -> [Spanned<String>] {
        var flags: [Spanned<String>] = []
        for (flow, text) in [(connector.onDisable, written.onDisable), (connector.onDelete, written.onDelete)] {
            guard case .set(let name) = flow, let text, connector.attribute(name) == nil, !flags.contains(where: { $0.value == name }) else { continue }
            flags.append(Spanned(name, text.span))
        }
        return flags
    }

    /// A name with a character that no reader sees is, to a database and to a reviewer, not the name that it looks like.
    private mutating func checkVisible(_ names: [Spanned<String>], _ connector: CheckedConnector) {
        for name in names {
            guard let hidden = name.value.unicodeScalars.first(where: \.properties.isDefaultIgnorableCodePoint) else { continue }
            addUnlessAccepted(.invisibleCharacter(name, hidden, connector), at: "\(connector.name).\(name.value)")
        }
    }

    private mutating func checkLength(
        _ names: [(written: Spanned<String>, word: String)], _ connector: CheckedConnector, _ target: CheckedConnector.SQLTarget
    ) {
        let (limit, unit) = target.dialect.longestName
        for (name, word) in names where target.dialect.length(ofName: word) > limit {
            addUnlessAccepted(.longName(name, word, connector, target.dialect, "\(limit) \(unit)"), at: "\(connector.name).\(word)")
        }
    }

    private func unholdable(_ name: String, in dialect: SQLDialect) -> String? {
        switch dialect {
        case .oracle: name.contains("\"") ? "no spelling for a quotation mark in a name" : nil
        case .mysql, .mariadb:
            if name.unicodeScalars.contains(where: { $0.value > 0xFFFF }) {
                "no character beyond the Basic Multilingual Plane in a name"
            } else if name.last == " " {
                "no name that ends in a blank"
            } else {
                nil
            }
        case .sqlServer, .postgresql, .db2: nil
        }
    }

    private mutating func checkSchemaIsDatabase(_ objects: [Spanned<String>], _ target: CheckedConnector.SQLTarget) {
        for name in objects {
            let parts = name.value.split(separator: ".")
            if parts.count == 2, String(parts[0]) != target.database {
                report.add(.schemaIsDatabase(name, String(parts[0]), String(parts[1]), target.database))
            }
        }
    }

    private mutating func checkReserved(
        _ names: [(written: Spanned<String>, word: String)], _ connector: CheckedConnector, _ target: CheckedConnector.SQLTarget
    ) {
        let reserved = ReservedWords.of(target.dialect)
        for (name, word) in names where reserved.contains(word.uppercased()) {
            addUnlessAccepted(.reservedWord(name, word, connector, target.dialect), at: "\(connector.name).\(word)")
        }
    }

    /// One finding for a connector: where one name is mixed, they all are.
    private mutating func checkCase(
        _ objects: [Spanned<String>], _ columns: [Spanned<String>], _ connector: CheckedConnector, _ target: CheckedConnector.SQLTarget
    ) {
        let fold: (String) -> String
        switch target.dialect {
        case .oracle, .db2: fold = { $0.uppercased() }
        case .postgresql: fold = { $0.lowercased() }
        case .sqlServer, .mysql, .mariadb: return
        }
        let mixed = (objects + columns).filter { $0.value != fold($0.value) }
        guard let first = mixed.first else { return }
        addUnlessAccepted(.foldedName(first, fold(first.value), others: mixed.count - 1, connector, target.dialect), at: connector.name)
    }
}

extension SQLDialect {
    /// What people call the product.
    var title: String {
        switch self {
        case .sqlServer: "SQL Server"
        case .postgresql: "PostgreSQL"
        case .mysql: "MySQL"
        case .mariadb: "MariaDB"
        case .oracle: "Oracle"
        case .db2: "Db2"
        }
    }
}

extension SQLDialect {
    /// The longest name of a table or column. Sources: SQL Server (`sysname`), PostgreSQL (`NAMEDATALEN`), MySQL and MariaDB (identifiers),
    /// Oracle Database since 12.2, Db2 (SQL limits).
    var longestName: (limit: Int, unit: String) {
        switch self {
        case .sqlServer: (128, "UTF-16 units")
        case .postgresql: (63, "bytes")
        case .mysql, .mariadb: (64, "characters")
        case .oracle, .db2: (128, "bytes")
        }
    }

    func length(ofName name: String) -> Int {
        switch self {
        case .sqlServer: name.utf16.count
        case .mysql, .mariadb: name.unicodeScalars.count
        case .postgresql, .oracle, .db2: name.utf8.count
        }
    }
}

extension Diagnostic {
    static func invisibleCharacter(_ name: Spanned<String>, _ hidden: Unicode.Scalar, _ connector: CheckedConnector) -> Diagnostic {
        let digits = String(hidden.value, radix: 16, uppercase: true)
        let code = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        return Diagnostic(
            .invisibleCharacter, "a character that nobody sees stands in the name `\(name.value)`: U+\(code)",
            at: Label(name.span), why: "Whoever types the name as it looks names something else, and nothing says why it is not found.",
            help: [FixIt("type the name again, without it"), acceptance("invisible-character", "\(connector.name).\(name.value)")])
    }

    static func longName(
        _ name: Spanned<String>, _ word: String, _ connector: CheckedConnector, _ dialect: SQLDialect, _ limit: String
    ) -> Diagnostic {
        Diagnostic(
            .longName, "`\(word)` is too long for a name in \(dialect.title)",
            at: Label(name.span, "\(dialect.length(ofName: word)) of at most \(limit)"),
            why: "create.sql makes it shorter; then the ECMA host and MIM find it under another name than Entra ID writes to.",
            help: [FixIt("choose a shorter name"), acceptance("long-name", "\(connector.name).\(word)")])
    }

    static func unholdableName(_ name: Spanned<String>, _ dialect: SQLDialect, _ problem: String) -> Diagnostic {
        Diagnostic(
            .databaseName, "\(dialect.title) can't hold the name `\(name.value)`",
            at: Label(name.span), why: "\(dialect.title) has \(problem), not even between its quotes.",
            help: [FixIt("choose another name; letters, digits and _ are safe everywhere")])
    }

    static func schemaIsDatabase(_ name: Spanned<String>, _ schema: String, _ table: String, _ database: String) -> Diagnostic {
        Diagnostic(
            .databaseName, "`\(schema)` would be another database than `\(database)`",
            at: Label(name.span), why: "In MySQL and MariaDB a schema is a database.",
            help: [FixIt("leave the schema out", replace: name.span, with: table)])
    }

    static func reservedWord(_ name: Spanned<String>, _ word: String, _ connector: CheckedConnector, _ dialect: SQLDialect) -> Diagnostic {
        Diagnostic(
            .reservedWord, "`\(word)` is a word of \(dialect.title)'s own language",
            at: Label(name.span),
            why: "Where the connector writes such a name without brackets, its statements fail.",
            help: [FixIt("choose another name"), acceptance("reserved-word", "\(connector.name).\(word)")])
    }

    static func foldedName(
        _ name: Spanned<String>, _ folded: String, others: Int, _ connector: CheckedConnector, _ dialect: SQLDialect
    ) -> Diagnostic {
        let more = others == 0 ? "" : ", and \(others) more"
        return Diagnostic(
            .foldedName, "\(dialect.title) keeps `\(name.value)` under that name only between quotation marks\(more)",
            at: Label(name.span),
            why: "Without them \(dialect.title) looks for `\(folded)`. Whether the connector writes them is not documented.",
            help: [FixIt("write `\(folded)`: it is found either way"), acceptance("folded-name", connector.name)])
    }

    static func anchorTooLong(_ name: String, _ length: Int, _ span: Span) -> Diagnostic {
        Diagnostic(
            .anchorTooLong, "the anchor `\(name)` may have \(length) characters, more than an index holds",
            at: Label(span), why: "A key of SQL Server has at most 900 bytes; MIM takes no long text as an anchor.",
            help: [FixIt("choose an attribute of at most 450 characters")])
    }
}
