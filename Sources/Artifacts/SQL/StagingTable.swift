import Analysis

/// The table between Entra and MIM, as one dialect has it: the Generic SQL connector writes it, a management agent of MIM reads it.
///
/// The two contracts and the layout are those of the connectors reference, D.1 and D.2. The connector's INSERT names only what it was
/// sent, so each column that it does not know has a default (X113); both connectors take a name's case as it is (X099).
struct StagingTable {
    let dialect: Dialect
    let table: SQLTable
    let view: SQLName?
    /// What the table is for, in a sentence.
    let note: String
    /// The column by which MIM joins people, where it is not the primary key.
    let joinColumn: SQLColumn?
    /// The column that holds the instant of the last update; nil where the connector has one of that name.
    let modifiedColumn: String?
    /// The account of the connector.
    let writer: String
    /// The account of MIM's management agent.
    let reader: String?
    /// What changed since MIM's last delta import, where the plan wants one.
    let changes: ChangeLog?
    /// Whether SQL Server itself keeps track of changes for the host.
    let tracksChanges: Bool
    /// Names that the dialect cannot hold, and what stands for them.
    let shortened: [(name: String, to: String)]

    var name: SQLName { table.name }

    /// What MIM sees.
    var sharedColumns: [SQLColumn] { table.columns.filter { !$0.isHousekeeping } }

    var triggerName: String? { modifiedColumn.map { name.part("TR", $0, in: dialect) } }

    init(_ connector: CheckedConnector, _ target: CheckedConnector.SQLTarget, in dialect: Dialect, of plan: CheckedPlan) {
        let notes = ColumnNotes(connector, in: plan)
        // MIM's redirected agent knows people by its anchor: no two rows may share one.
        let joinKey = plan.phases.flatMap(\.redirects).first { $0.connector.name == connector.name }?.agent.anchor
        let name = SQLName(target.table, in: dialect)
        var columns = connector.attributes.map { attribute in
            let isAnchor = attribute.name == connector.anchor
            let type = SQLType(attribute.type)
            let isKey = isAnchor || StagingTable.isJoinColumn(attribute.name)
            return SQLColumn(
                name: dialect.fitted(attribute.name),
                type: isKey ? type.asKey : type,
                isNullable: attribute.type.isOptional && !isAnchor,
                defaultValue: type == .boolean && !attribute.type.isOptional && !isAnchor ? .no : nil,
                note: notes.note(on: attribute.name))
        }
        columns += StagingTable.flags(of: connector).map { flag in
            SQLColumn(
                name: dialect.fitted(flag), type: .boolean, isNullable: false, defaultValue: .no,
                note: "Set by the ECMA host when a person leaves.")
        }
        let modified = "ModifiedUtc"
        let stamps = [
            ("CreatedUtc", "When the row came, in UTC. Kept by the database."),
            (modified, "When the row was last written, in UTC. Kept by the database."),
        ].filter { stamp in !connector.attributes.contains { $0.name.lowercased() == stamp.0.lowercased() } }
        columns += stamps.map { stamp in
            SQLColumn(
                name: stamp.0, type: .instant(decimals: 3), isNullable: false, defaultValue: .now, note: stamp.1, isHousekeeping: true)
        }

        let anchor = dialect.fitted(connector.anchor)
        let key = columns.contains { $0.name == anchor } ? anchor : nil
        self.dialect = dialect
        self.table = SQLTable(name: name, columns: columns, key: key, note: notes.note)
        self.view = target.view.map { SQLName($0, in: dialect) }
        self.note = notes.note
        self.joinColumn = columns.first { column in
            (joinKey.map { column.name == $0 } ?? StagingTable.isJoinColumn(column.name)) && column.type.isIdentifying
        }
        self.modifiedColumn = key != nil && stamps.contains { $0.0 == modified } ? modified : nil
        self.tracksChanges = target.deltaImport == .changeTracking && dialect == .sqlServer
        if let key, target.deltaView != nil || target.deltaImport == .trigger {
            self.changes = ChangeLog(
                of: name, view: target.deltaView.map { SQLName($0, in: dialect) }, anchor: key, columns: columns.filter { !$0.isHousekeeping },
                words: ChangeLog.Words(add: target.changeWords.add, modify: target.changeWords.modify, delete: target.changeWords.delete),
                modificationTrigger: modifiedColumn.map { name.part("TR", $0, in: dialect) }, in: dialect)
        } else {
            self.changes = nil
        }
        self.writer = target.user
        self.reader = target.reader
        var names = connector.attributes.map { (name: $0.name, to: dialect.fitted($0.name)) }
        for text in [target.table, target.view, target.deltaView].compactMap({ $0 }) {
            let fitted = SQLName(text, in: dialect)
            if !text.hasSuffix(fitted.name) { names.append((text, fitted.title)) }
        }
        self.shortened = names.filter { $0.name != $0.to }
    }

    /// Where the plan names no agent of MIM: agents join on the employee number in nearly every estate (D.2).
    private static func isJoinColumn(_ name: String) -> Bool { name.lowercased() == "employeeid" }

    /// Booleans that the host sets on leaving. They must not be among the selected attributes (B.0), yet need a column,
    /// and MIM has to see them.
    private static func flags(of connector: CheckedConnector) -> [String] {
        var flags: [String] = []
        for case .set(let name) in [connector.onDisable, connector.onDelete]
        where !flags.contains(name) && connector.attribute(name) == nil {
            flags.append(name)
        }
        return flags
    }
}
