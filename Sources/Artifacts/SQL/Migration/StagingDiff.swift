import Diagnostics

/// The way from one staging table to another of the same database, step by step: safe ones first, then those that look at the rows,
/// then those that lose values. Renames are those that the new plan tells (`was`).
struct StagingDiff {
    let old: StagingTable
    let new: StagingTable
    /// New name: old name.
    let renamed: [String: String]
    /// What rows that are there already get in a new column, where the new plan gives everyone the same.
    let constants: [String: SQLValue]

    private var dialect: Dialect { new.dialect }
    private var table: SQLName { new.name }
    private let pairs: [(old: SQLColumn, new: SQLColumn)]

    init(from old: StagingTable, to new: StagingTable, renamed: [String: String], constants: [String: SQLValue]) {
        self.old = old
        self.new = new
        self.constants = constants
        let names = Set(old.table.columns.map(\.name))
        let kept = Set(new.table.columns.map(\.name))
        // A name that the old plan has, and the new one has no more, was renamed; anything else was migrated before.
        self.renamed = renamed.filter { names.contains($0.value) && !kept.contains($0.value) && !names.contains($0.key) }
        let former = self.renamed
        pairs = new.table.columns.compactMap { column in
            old.table.columns.first { $0.name == former[column.name] ?? column.name }.map { ($0, column) }
        }
    }

    /// Whether the anchor is another column: no change of a table makes that right.
    var changesAnchor: Bool {
        guard let key = new.table.key else { return old.table.key != nil }
        return (renamed[key] ?? key) != old.table.key
    }

    /// In the order in which they are run; empty where the tables are the same.
    var steps: [MigrationStep] {
        var steps = body
        guard !steps.isEmpty || !closing(isRebuilt: false).isEmpty else { return [] }
        let changesTable = !steps.isEmpty
        if changesTable { steps.insert(contentsOf: opening, at: 0) }
        return steps + closing(isRebuilt: changesTable)
    }

    private var body: [MigrationStep] {
        let all = renames + relaxed + widened + added + required + newIndex(afterLoss: false) + lossy + newIndex(afterLoss: true)
        // An index that only goes is a change, too.
        let goes = indexes.new == nil && indexes.old != nil
            ? [MigrationStep(kind: .safe, title: "let rows share a value of \(indexes.old?.column ?? "")", statements: [])] : []
        return logSteps(.remove) + goes + all
    }

    // MARK: Before and after

    /// What depends on the table and would stand in the way. It comes back at the end.
    private var opening: [MigrationStep] {
        var statements: [SQLStatement] = []
        // PostgreSQL changes no column that a view shows.
        if dialect == .postgresql {
            statements += [old.changes?.view, old.view].compactMap { $0 }.map { .migrate(.dropView($0)) }
        }
        statements.append(.migrate(.dropTriggers(triggers(of: old), on: old.name)))
        statements += indexRemoval
        return [MigrationStep(kind: .safe, title: "set aside what depends on the table", statements: statements)]
    }

    private func triggers(of staging: StagingTable) -> [String] {
        var names = staging.triggerName.map { [$0] } ?? []
        if let changes = staging.changes {
            switch dialect {
            case .mysql, .db2: names += ["Insert", "Update", "Delete"].map { changes.trigger($0, in: dialect) }
            case .sqlServer, .postgresql, .oracle: names.append(changes.trigger(in: dialect))
            }
        }
        if dialect == .db2 { names.append(staging.name.part("TI", in: dialect)) }
        return names
    }

    private func closing(isRebuilt: Bool) -> [MigrationStep] {
        var steps: [MigrationStep] = []
        if isRebuilt {
            var statements: [SQLStatement] = [.migrate(.createInsertTrigger(new.table))]
            if let trigger = new.triggerName, let column = new.modifiedColumn, let key = new.table.key {
                statements.append(.createModificationTrigger(trigger, on: table, column: column, key: key))
            }
            steps.append(MigrationStep(kind: .safe, title: "keep \(new.modifiedColumn ?? "the stamps") again", statements: statements))
        }
        steps += logSteps(.create(isRebuilt: isRebuilt))
        steps += views(isRebuilt: isRebuilt)
        if old.table.note != new.table.note || notesDiffer {
            steps.append(
                MigrationStep(
                    kind: .safe, title: "write the notes of the catalogue",
                    statements: [
                        .describe(table, note: new.note, columns: new.table.columns),
                        .migrate(.describeAgain(table, note: new.note, columns: new.table.columns)),
                    ]))
        }
        return steps + grants(isRebuilt: isRebuilt)
    }

    private var notesDiffer: Bool {
        pairs.contains { $0.old.note != $0.new.note } || new.table.columns.count != pairs.count
    }

    private func views(isRebuilt: Bool) -> [MigrationStep] {
        var steps: [MigrationStep] = []
        if let view = old.view, new.view != view, !(isRebuilt && dialect == .postgresql) {
            steps.append(
                MigrationStep(
                    kind: .checked, title: "drop the view \(view.title)", needs: "MIM's agent reads it no more.",
                    statements: revocations(on: view) + [.migrate(.dropView(view))]))
        }
        if let view = new.view, isRebuilt || old.view != view || old.sharedColumns.map(\.name) != new.sharedColumns.map(\.name) {
            steps.append(
                MigrationStep(
                    kind: .safe, title: "show the columns in the view \(view.title)",
                    needs: old.view == view ? nil : "Point MIM's agent to it, and refresh its schema.",
                    statements: [.createView(view, of: table, columns: new.sharedColumns.map(\.name))]))
        }
        return steps
    }

    // MARK: Rights

    private func grants(isRebuilt: Bool) -> [MigrationStep] {
        var steps: [MigrationStep] = []
        let wanted = (new.writerRights + new.readerRights).filter { entry in
            startsWithoutRights(entry.object, isRebuilt) || (isRebuilt && entry.object != table)
                || !Set(entry.rights).isSubset(of: old.rights(of: entry.account, on: former(entry.object)))
        }
        if !wanted.isEmpty { steps.append(MigrationStep(kind: .safe, title: "grant rights", statements: wanted.map(\.grant))) }
        var seen: Set<[String]> = []
        let lost = (old.writerRights + old.readerRights).compactMap { entry -> AccountRights? in
            guard let object = successor(of: entry.object), !startsWithoutRights(object, isRebuilt), seen.insert([entry.account, object.title]).inserted
            else { return nil }
            let kept = new.rights(of: entry.account, on: object)
            let rights = old.rights(of: entry.account, on: entry.object).filter { !kept.contains($0) }
            return rights.isEmpty ? nil : AccountRights(account: entry.account, object: object, rights: rights)
        }
        guard !lost.isEmpty else { return steps }
        let accounts = lost.map(\.account).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: " and ")
        steps.append(
            MigrationStep(
                kind: .safe, title: "take back rights of \(accounts)", 
                needs: "The ECMA host and MIM's agent sign in with their new accounts.",
                statements: lost.map { .migrate(.takeBack($0.rights, on: $0.object, from: $0.account)) }))
        return steps
    }

    /// What the old plan called a table or view of the new one.
    private func former(_ object: SQLName) -> SQLName { object == table ? old.name : object }

    /// What a table or view of the old plan is called now; nil where it is gone, and its rights with it.
    private func successor(of object: SQLName) -> SQLName? {
        if object == old.name { return table }
        let kept = [new.view, new.changes?.table.name, new.changes?.view].compactMap { $0 }
        return kept.contains(object) ? object : nil
    }

    /// Whether nobody but its owner has a right on it: it is new, or was made anew. MySQL keeps rights by name, and those of the old
    /// name were revoked.
    private func startsWithoutRights(_ object: SQLName, _ isRebuilt: Bool) -> Bool {
        if object == table { return dialect == .mysql && old.name != table }
        if object == new.view { return old.view != object || (isRebuilt && dialect == .postgresql) }
        if dialect == .mysql, object == new.changes?.view { return old.changes?.view != object }
        guard keepsLog else { return true }
        return object == new.changes?.view && (old.changes?.view != object || (isRebuilt && dialect == .postgresql))
    }

    // MARK: The change log: it is emptied by an import, so it is made anew rather than changed

    private enum LogWork {
        case remove
        case create(isRebuilt: Bool)
    }

    /// Whether the log is the same table as before.
    private var keepsLog: Bool {
        func shape(_ changes: ChangeLog?) -> [String] {
            changes.map { log in [log.table.name.title] + log.table.columns.map { "\($0.name) \($0.type.spelled(in: dialect)) \($0.isNullable)" } } ?? []
        }
        return shape(old.changes) == shape(new.changes)
    }

    private func logSteps(_ work: LogWork) -> [MigrationStep] {
        let isSame = keepsLog
        switch work {
        case .remove:
            guard !isSame, let log = old.changes else { return [] }
            var view: [SQLStatement] = log.view.map { [.migrate(.dropView($0))] } ?? []
            if let name = log.view, new.changes?.view != name { view += revocations(on: name) }
            return [
                MigrationStep(
                    kind: .checked, title: "drop the change log \(log.table.name.title)",
                    needs: "Run a delta import and delta-clear.sql first: it stops while changes are left.",
                    statements: guardRows(of: log.table.name) + view + revocations(on: log.table.name) + [.migrate(.dropTable(log.table.name))])
            ]
        case .create(let isRebuilt):
            guard let log = new.changes, isRebuilt || !isSame || old.changes != log else { return [] }
            var statements: [SQLStatement] = isSame ? [] : [
                .createTable(log.table), .describe(log.table.name, note: log.table.note, columns: log.table.columns),
            ]
            if let view = old.changes?.view, view != log.view, isSame { statements.append(.migrate(.dropView(view))) }
            statements.append(.changeLog(.createTriggers(log)))
            if log.view != nil { statements.append(.changeLog(.createView(log))) }
            return [MigrationStep(kind: .safe, title: "keep the change log \(log.table.name.title)", statements: statements)]
        }
    }

    private func revocations(on name: SQLName) -> [SQLStatement] {
        [old.writer, old.reader].compactMap { $0 }.map { .migrate(.revoke(name, from: $0)) }
    }

    private func guardRows(of name: SQLName) -> [SQLStatement] { [.migrate(.stop(.rows, name))] }

    // MARK: Safe

    private var renames: [MigrationStep] {
        var steps: [MigrationStep] = []
        if old.name != new.name {
            var statements = revocations(on: old.name)
            if let schema = new.name.schema, schema != old.name.schema { statements.append(.createSchema(schema)) }
            statements.append(.migrate(.renameTable(old.name, to: new.name)))
            if let key = old.table.key { statements += constraint("PK", nil, nil, key: key) }
            for column in old.table.columns { statements += constraints(of: column, named: column.name) }
            steps.append(MigrationStep(kind: .safe, title: "rename the table \(old.name.title) to \(new.name.title)", statements: statements))
        }
        for (former, column) in pairs where former.name != column.name {
            let moved: [SQLStatement] = [.migrate(.renameColumn(table, from: former, to: column))]
            steps.append(
                MigrationStep(
                    kind: .safe, title: "rename the column \(former.name) to \(column.name)",
                    needs: "MIM's agent knows it by its old name: refresh its schema, and change its flows.",
                    statements: moved + constraints(of: former, named: column.name, in: new.name)))
        }
        return steps
    }

    /// The constraints of a column carry the names of table and column: defaults in SQL Server, checks in Oracle.
    private func constraints(of column: SQLColumn, named name: String, in former: SQLName? = nil) -> [SQLStatement] {
        let prefix: String? = switch dialect {
        case .sqlServer: column.defaultValue == nil ? nil : "DF"
        case .oracle: column.type == .boolean ? "CK" : nil
        case .postgresql, .mysql, .db2: nil
        }
        return prefix.map { constraint($0, column.name, name, key: nil, in: former) } ?? []
    }

    private func constraint(_ prefix: String, _ column: String?, _ newColumn: String?, key: String?, in former: SQLName? = nil) -> [SQLStatement] {
        let from = (former ?? old.name).part(prefix, column, in: dialect)
        let to = new.name.part(prefix, newColumn, in: dialect)
        return from == to ? [] : [.migrate(.renameConstraint(from, to: to, on: new.name, key: key))]
    }

    /// The old column under its new name.
    private func renamedColumn(_ pair: (old: SQLColumn, new: SQLColumn)) -> SQLColumn {
        var column = pair.old
        column.name = pair.new.name
        return column
    }

    private func isKey(_ column: SQLColumn) -> Bool { column.name == new.table.key }

    private var relaxed: [MigrationStep] {
        pairs.filter { !$0.old.isNullable && $0.new.isNullable && change($0) != .other }.map { pair in
            var target = renamedColumn(pair)
            target.isNullable = true
            target.defaultValue = pair.new.defaultValue
            return MigrationStep(
                kind: .safe, title: "let \(target.name) be empty",
                statements: [.migrate(.alterColumn(table, from: renamedColumn(pair), to: target, isKey: isKey(target)))])
        }
    }

    private func change(_ pair: (old: SQLColumn, new: SQLColumn)) -> SQLType.Change { pair.old.type.change(to: pair.new.type, in: dialect) }

    /// The pair's old column as the steps before left it.
    private func relaxedColumn(_ pair: (old: SQLColumn, new: SQLColumn)) -> SQLColumn {
        var column = renamedColumn(pair)
        if pair.new.isNullable {
            column.isNullable = true
            column.defaultValue = pair.new.defaultValue
        }
        return column
    }

    private var widened: [MigrationStep] {
        pairs.filter { change($0) == .widened }.map { pair in
            let column = relaxedColumn(pair)
            var target = column
            target.type = pair.new.type
            target.note = pair.new.note
            return MigrationStep(
                kind: .safe, title: "widen \(column.name) to \(target.type.spelled(in: dialect))",
                statements: [.migrate(.alterColumn(table, from: column, to: target, isKey: isKey(target)))])
        }
    }

    private var addedColumns: [SQLColumn] {
        new.table.columns.filter { column in !pairs.contains { $0.new.name == column.name } }
    }

    private var added: [MigrationStep] {
        addedColumns.filter { $0.isNullable || $0.defaultValue != nil }.map { column in
            MigrationStep(
                kind: .safe, title: "add the column \(column.name)", needs: "Entra fills it in its next cycle; refresh the schema of MIM's agent.",
                statements: [.migrate(.addColumn(table, column))])
        }
    }

    private var indexes: (old: (name: String, column: String)?, new: (name: String, column: String)?) {
        func index(of staging: StagingTable) -> (name: String, column: String)? {
            guard let join = staging.joinColumn, join.name != staging.table.key else { return nil }
            return (staging.name.part("UX", join.name, in: dialect), join.name)
        }
        return (index(of: old), index(of: new))
    }

    /// SQL Server changes no column below an index, and only there a new one is made of the same.
    private var keepsIndex: Bool {
        guard let former = indexes.old, let index = indexes.new, former == index, let pair = pairs.first(where: { $0.new.name == index.column }) else {
            return false
        }
        if change(pair) == .other { return false }
        return dialect != .sqlServer || (change(pair) == .none && pair.old.isNullable == pair.new.isNullable)
    }

    /// Before anything else of a column is changed.
    private var indexRemoval: [SQLStatement] {
        guard let former = indexes.old, !keepsIndex else { return [] }
        return [.migrate(.dropIndex(former.name, on: old.name))]
    }

    // MARK: Checked

    private var required: [MigrationStep] {
        let new = addedColumns.filter { !$0.isNullable && $0.defaultValue == nil }.map { requiredColumn($0) }
        let tightened = pairs.filter { $0.old.isNullable && !$0.new.isNullable && change($0) != .other }.map { pair -> MigrationStep in
            var column = renamedColumn(pair)
            if change(pair) == .widened { column.type = pair.new.type }
            var target = column
            target.isNullable = false
            target.defaultValue = pair.new.defaultValue
            target.note = pair.new.note
            return MigrationStep(
                kind: .checked, title: "let \(target.name) no longer be empty", needs: filling(target),
                statements: fill(target) + [
                    .migrate(.stop(.absent(target), table)), .migrate(.alterColumn(table, from: column, to: target, isKey: isKey(target))),
                ])
        }
        return new + tightened
    }

    private func requiredColumn(_ column: SQLColumn) -> MigrationStep {
        var empty = column
        empty.isNullable = true
        return MigrationStep(
            kind: .checked, title: "add the column \(column.name), which every row must have", needs: filling(column),
            statements: [.migrate(.addColumn(table, empty))] + fill(column) + [
                .migrate(.stop(.absent(column), table)), .migrate(.alterColumn(table, from: empty, to: column, isKey: false)),
            ])
    }

    private func filling(_ column: SQLColumn) -> String? {
        if column.defaultValue == .no { return "Rows without a value get false." }
        if constants[column.name] != nil { return "Rows without a value get what the plan gives everyone." }
        return "It stops while a row has no value: put an UPDATE where the script says so, or let the column be empty first, until Entra has filled it."
    }

    private func fill(_ column: SQLColumn) -> [SQLStatement] {
        if column.defaultValue == .no { return [.migrate(.fill(table, column, .boolean(false)))] }
        if let constant = constants[column.name] { return [.migrate(.fill(table, column, constant))] }
        return [.comment(["To fill it here: an UPDATE of rows whose \(column.name) is null, on the next line."])]
    }

    private func newIndex(afterLoss: Bool) -> [MigrationStep] {
        guard let index = indexes.new, !keepsIndex else { return [] }
        let pair = pairs.first { $0.new.name == index.column }
        let isLost = pair.map { change($0) == .other || change($0) == .narrowed } ?? false
        guard isLost == afterLoss else { return [] }
        let wasUnique = pair != nil && indexes.old?.column == pair?.old.name
        let check: [SQLStatement] = wasUnique ? [] : [.migrate(.stop(.duplicates(index.column), table))]
        return [
            MigrationStep(
                kind: wasUnique ? .safe : .checked, title: "let no two rows share a value of \(index.column)",
                needs: wasUnique ? nil : "It stops where rows share one.",
                statements: check + [.createUniqueIndex(index.name, on: table, column: index.column)])
        ]
    }

    // MARK: Lossy

    private var lossy: [MigrationStep] {
        let narrowed = pairs.filter { change($0) == .narrowed }.map { pair -> MigrationStep in
            var column = relaxedColumn(pair)
            column.isNullable = pair.new.isNullable
            column.defaultValue = pair.new.defaultValue
            let type = pair.new.type.spelled(in: dialect)
            var check: [SQLStatement] = []
            if case .text(let length?) = pair.new.type { check = [.migrate(.stop(.longer(column, than: length), table))] }
            return MigrationStep(
                kind: .lossy, title: "narrow \(column.name) to \(type)", needs: "It stops where a text is longer.",
                statements: check + [.migrate(.alterColumn(table, from: column, to: pair.new, isKey: isKey(pair.new)))],
                finding: .init(
                    rule: .columnNarrowed, column: pair.new.name,
                    message: "`\(pair.new.name)` goes from \(pair.old.type.spelled(in: dialect)) to \(type)"))
        }
        let retyped = pairs.filter { change($0) == .other }.map { pair -> MigrationStep in
            let column = renamedColumn(pair)
            let anew = pair.new.isNullable || pair.new.defaultValue != nil
                ? [.migrate(.addColumn(table, pair.new))] : requiredColumn(pair.new).statements
            return MigrationStep(
                kind: .lossy, title: "make \(column.name) anew as \(pair.new.type.spelled(in: dialect))",
                needs: "Its values are lost; Entra fills it in its next cycle.",
                statements: [.migrate(.dropFormerColumn(table, column))] + anew,
                finding: .init(
                    rule: .columnRetyped, column: column.name,
                    message: "`\(column.name)` goes from \(pair.old.type.spelled(in: dialect)) to \(pair.new.type.spelled(in: dialect))"))
        }
        let dropped = old.table.columns.filter { column in !pairs.contains { $0.old.name == column.name } }.map { column in
            MigrationStep(
                kind: .lossy, title: "drop the column \(column.name)", needs: "Its values are lost. MIM's agent has no flow that reads it.",
                statements: [.migrate(.dropColumn(table, column))],
                finding: .init(rule: .columnDropped, column: column.name, message: "`\(column.name)` is no column any more"))
        }
        return narrowed + retyped + dropped
    }
}
