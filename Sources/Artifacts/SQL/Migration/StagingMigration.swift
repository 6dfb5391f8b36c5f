import Analysis
import Diagnostics
import Plan

/// What becomes of the staging tables when one plan follows another.
public struct StagingMigration: Sendable {
    /// A table that changes, in one dialect.
    public struct Table: Sendable {
        public let connector: String
        /// Whether it is only rehearsed in this dialect.
        public let isRehearsal: Bool
        public let dialect: String
        public let safe: Int
        public let checked: Int
        public let lossy: Int
    }

    public private(set) var artifacts: [Artifact] = []
    /// Steps that lose values and are not accepted, and what no migration can do.
    public private(set) var report = Report()
    public private(set) var tables: [Table] = []
    /// What changes without a script, a sentence each.
    public private(set) var remarks: [String] = []

    public var isEmpty: Bool { artifacts.isEmpty && remarks.isEmpty && report.diagnostics.isEmpty }

    /// - Parameters:
    ///   - connector: the one that is migrated, by its name in the new plan, or in the old one where it is gone; nil: all.
    ///   - sources: of the new plan.
    public init(from old: CheckedPlan, to new: CheckedPlan, sources: SourceMap, connector wanted: String? = nil) {
        let context = EmissionContext(plan: new, sources: sources)
        var met: Set<String> = []
        for connector in new.connectors {
            guard case .sql(let target) = connector.target else { continue }
            let former = StagingMigration.former(of: connector, in: old)
            if let former { met.insert(former.name) }
            guard wanted == nil || wanted == connector.name else { continue }
            guard let former, case .sql(let formerTarget) = former.target else {
                remarks.append("\(connector.name) is new: its create.sql makes the table")
                continue
            }
            guard StagingMigration.isSamePlace(formerTarget, target) else {
                remarks.append("\(connector.name) moves to another place: create.sql makes the table there, and the old one stays as it is")
                continue
            }
            let pair = ConnectorMigration(
                old: former, oldTarget: formerTarget, new: connector, newTarget: target, oldPlan: old, newPlan: new, context: context)
            let production = Dialect(target.dialect)
            migrate(pair, in: production, folder: connector.name, database: target.database)
            if target.deltaImport == .changeTracking, formerTarget.deltaImport != .changeTracking || formerTarget.user != target.user {
                // ALTER DATABASE does not run inside a transaction, which migrate.sql is.
                remarks.append("\(connector.name) is to be tracked for \(target.user): run the new plan's create.sql, too; it leaves the table as it is")
            }
            if let rehearsal = target.rehearsal.map(Dialect.init), formerTarget.rehearsal.map(Dialect.init) == rehearsal {
                migrate(pair, in: rehearsal, folder: "\(connector.name)/rehearsal-\(rehearsal.word)", database: nil)
            }
        }
        for connector in old.connectors where !met.contains(connector.name) && (wanted == nil || wanted == connector.name) {
            guard case .sql(let target) = connector.target else { continue }
            drop(connector, target, from: old, context)
        }
    }

    /// The connector as the old plan has it, under its name or the former one.
    private static func former(of connector: CheckedConnector, in old: CheckedPlan) -> CheckedConnector? {
        old.connectors.first { $0.name == connector.name } ?? old.connectors.first { $0.name == connector.was }
    }

    /// A server may be renamed or moved with its databases; a database or a dialect that differs is another place. Oracle and Db2 move no
    /// table to another schema.
    private static func isSamePlace(_ old: CheckedConnector.SQLTarget, _ new: CheckedConnector.SQLTarget) -> Bool {
        guard Dialect(old.dialect) == Dialect(new.dialect), old.database == new.database else { return false }
        let dialect = Dialect(new.dialect)
        guard dialect == .oracle || dialect == .db2 else { return true }
        return SQLName(old.table, in: dialect).schema == SQLName(new.table, in: dialect).schema
    }

    private mutating func migrate(_ pair: ConnectorMigration, in dialect: Dialect, folder: String, database: String?) {
        let diff = pair.diff(in: dialect)
        guard !diff.changesAnchor else {
            if database != nil { report.add(.anchorChanged(pair.new, was: pair.old.anchor)) }
            return
        }
        let steps = diff.steps
        guard !steps.isEmpty else { return }
        if database != nil {
            for finding in steps.compactMap(\.finding) { addUnlessAccepted(finding, pair.new, in: pair.newPlan) }
        }
        let back = pair.reversed.diff(in: dialect).steps
        artifacts += MigrationScripts(pair: pair, diff: diff, steps: steps, back: back, server: pair.newTarget.server, database: database)
            .artifacts(in: folder)
        tables.append(
            Table(
                connector: pair.new.name, isRehearsal: database == nil, dialect: dialect.title, safe: steps.count { $0.kind == .safe },
                checked: steps.count { $0.kind == .checked }, lossy: steps.count { $0.kind == .lossy }))
    }

    private mutating func addUnlessAccepted(_ finding: MigrationStep.Finding, _ connector: CheckedConnector, in plan: CheckedPlan) {
        let subject = connector.name + (finding.column.map { ".\($0)" } ?? "")
        if !StagingMigration.accepts(finding.rule, at: subject, in: plan) { report.add(.lossyStep(finding, connector, subject)) }
    }

    private static func accepts(_ rule: Rule, at subject: String, in plan: CheckedPlan) -> Bool {
        plan.acceptances.contains { $0.finding?.value == rule.code && $0.at?.value == subject }
    }

    private mutating func drop(
        _ connector: CheckedConnector, _ target: CheckedConnector.SQLTarget, from old: CheckedPlan, _ context: EmissionContext
    ) {
        if !StagingMigration.accepts(.tableDropped, at: connector.name, in: context.plan) {
            report.add(.tableDropped(connector, target, context.plan.nameSpan))
        }
        let dialect = Dialect(target.dialect)
        let staging = StagingTable(connector, target, in: dialect, of: old)
        let scripts = StagingScripts(staging: staging, server: target.server, database: target.database)
        let summary = "Drops the staging table of \(connector.name) in \(dialect.title)"
        let header = context.header(summary + ".", from: context.plan.nameSpan)
        let undo = "Makes the staging table of \(connector.name) in \(dialect.title) again, without rows"
        artifacts += [
            .script("\(connector.name)/migrate.sql", scripts.rollback(header: header), dialect, summary, context.plan.nameSpan),
            .script(
                "\(connector.name)/undo.sql", scripts.create(header: context.header(undo + ".", from: context.plan.nameSpan)), dialect, undo,
                context.plan.nameSpan),
        ]
        tables.append(Table(connector: connector.name, isRehearsal: false, dialect: dialect.title, safe: 0, checked: 0, lossy: 1))
    }
}

/// The two sides of one connector.
struct ConnectorMigration {
    let old: CheckedConnector
    let oldTarget: CheckedConnector.SQLTarget
    let new: CheckedConnector
    let newTarget: CheckedConnector.SQLTarget
    let oldPlan: CheckedPlan
    let newPlan: CheckedPlan
    let context: EmissionContext
    var isReversed = false

    /// The way back: what the new plan calls the former name is the name again.
    var reversed: ConnectorMigration {
        ConnectorMigration(
            old: new, oldTarget: newTarget, new: old, newTarget: oldTarget, oldPlan: newPlan, newPlan: oldPlan, context: context,
            isReversed: !isReversed)
    }

    func diff(in dialect: Dialect) -> StagingDiff {
        let declarations = isReversed ? old.declarations : new.declarations
        var renamed: [String: String] = [:]
        for attribute in declarations {
            guard let was = attribute.notes.was else { continue }
            let name = dialect.fitted(attribute.name.value), former = dialect.fitted(was)
            renamed[isReversed ? former : name] = isReversed ? name : former
        }
        let table = StagingTable(new, newTarget, in: dialect, of: newPlan)
        return StagingDiff(
            from: StagingTable(old, oldTarget, in: dialect, of: oldPlan), to: table, renamed: renamed, constants: constants(of: table, in: dialect))
    }

    /// What a mapping gives everyone.
    private func constants(of table: StagingTable, in dialect: Dialect) -> [String: SQLValue] {
        var result: [String: SQLValue] = [:]
        for mapping in newPlan.mappings where mapping.connector?.name == new.name {
            for attribute in mapping.attributes {
                guard case .constant(let text) = attribute.value,
                    let column = table.table.columns.first(where: { $0.name == dialect.fitted(attribute.target.name) })
                else { continue }
                switch column.type {
                case .text: result[column.name] = .text(text)
                case .integer: result[column.name] = Int(text).map { .integer($0) }
                case .boolean: result[column.name] = .boolean(text.lowercased() == "true")
                case .day, .instant, .bytes: break
                }
            }
        }
        return result
    }
}

extension Artifact {
    static func script(_ path: String, _ statements: [SQLStatement], _ dialect: Dialect, _ summary: String, _ origin: Span) -> Artifact {
        Artifact(path, StagingTableEmitter.marked(SQLWriter.script(statements, in: dialect), for: dialect), summary: summary, origins: [origin])
    }
}

extension Diagnostic {
    fileprivate static func lossyStep(_ finding: MigrationStep.Finding, _ connector: CheckedConnector, _ subject: String) -> Diagnostic {
        let declared = connector.declarations.first { $0.name.value == finding.column }
        let label = declared.map { Label($0.type.span) } ?? Label(connector.span, "in this connector")
        let why = switch finding.rule.code {
        case Rule.columnNarrowed.code: "A longer text that is there, or comes tomorrow, no longer fits; the script stops where there is one."
        case Rule.columnRetyped.code: "The column is dropped and made anew: MIM reads nothing there until Entra's next cycle."
        default: "Its values are lost, and MIM or a person may still read them."
        }
        var help = [acceptance(finding.rule.code, subject)]
        if finding.rule.code == Rule.columnDropped.code {
            help.insert(FixIt("if it has another name now, say so at that attribute: was: \(finding.column ?? "")"), at: 0)
        }
        return Diagnostic(finding.rule, finding.message, at: label, why: why, help: help)
    }

    fileprivate static func tableDropped(_ connector: CheckedConnector, _ target: CheckedConnector.SQLTarget, _ span: Span) -> Diagnostic {
        Diagnostic(
            .tableDropped, "the new plan has no connector `\(connector.name)`, whose table is \(target.table)",
            at: Label(span, "this plan"),
            why: "To an agent of MIM that still reads the table, a missing row is a deleted person.",
            help: [
                FixIt("if the connector has another name now, say so there: was: \(connector.name)"),
                acceptance(Rule.tableDropped.code, connector.name),
            ])
    }

    fileprivate static func anchorChanged(_ connector: CheckedConnector, was anchor: String) -> Diagnostic {
        Diagnostic(
            .anchorChanged, "the anchor of `\(connector.name)` was `\(anchor)` and is `\(connector.anchor)`",
            at: Label(connector.span),
            why: "With another anchor every object is a new one to the ECMA host and to MIM; the old ones would be deleted.",
            help: [FixIt("make a new connector with a table of its own, or give the anchor `was: \(anchor)` if only its name changed")])
    }

    /// The line to add when a person has looked at the finding and overrules it.
    private static func acceptance(_ code: String, _ at: String) -> FixIt {
        FixIt("if this was reviewed, accept it:\naccepts:\n  - {finding: \(code), at: \(at), until: YYYY-MM-DD, because: …}")
    }
}
