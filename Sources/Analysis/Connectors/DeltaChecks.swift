import Diagnostics
import Plan

extension Checker {
    /// Names of at most this many characters say what changed.
    private static let maximumChangeWord = 20

    /// How MIM and the ECMA host find changes in the table.
    mutating func checkDelta(_ connector: Connector, _ settings: SQLSettings, _ dialect: Spanned<SQLDialect>) {
        let attributes = connector.attributes ?? []
        if let delta = settings.deltaView {
            if settings.view == nil || settings.reader == nil {
                report.add(.deltaViewAlone(delta, lacks: settings.view == nil ? "view" : "reader"))
            }
            for other in [settings.table, settings.view].compactMap({ $0 }) where other.value.lowercased() == delta.value.lowercased() {
                report.add(.deltaViewIsTaken(delta, other))
            }
            if let way = settings.deltaImport, way.value == .trigger { report.add(.oneLogTwoReaders(way, delta)) }
        }
        let hasLog = settings.deltaView != nil || settings.deltaImport?.value == .trigger
        if hasLog {
            let taken = ["changeid", "changetype", "changedutc", "isoffered"]
            for attribute in attributes where taken.contains(attribute.name.value.lowercased()) { report.add(.columnOfLog(attribute.name)) }
        }
        if let words = settings.changeWords { checkChangeWords(words, hasLog: hasLog, connector) }
        if let way = settings.deltaImport { checkDeltaImport(way, connector, dialect) }
    }

    private mutating func checkChangeWords(_ words: ChangeWords, hasLog: Bool, _ connector: Connector) {
        let given = [words.add, words.modify, words.delete]
        if !hasLog, let word = given.compactMap({ $0 }).first { report.add(.changeWordsWithoutLog(word)) }
        var seen: [String: Span?] = [:]
        for (word, standard) in zip(given, ["Add", "Modify", "Delete"]) {
            let text = word?.value ?? standard
            if let word, text.isEmpty || text.utf16.count > Checker.maximumChangeWord { report.add(.badChangeWord(word)) }
            if let first = seen.updateValue(word?.span, forKey: text.lowercased()), let span = word?.span ?? first {
                report.add(.sameChangeWord(text, span))
            }
        }
    }

    private mutating func checkDeltaImport(_ way: Spanned<DeltaImport>, _ connector: Connector, _ dialect: Spanned<SQLDialect>) {
        if dialect.value == .db2 {
            report.add(.deltaImport(way, "the connector has no delta import for Db2", dialect, "remove `delta-import`: full imports fill the host's cache"))
        } else if way.value == .snapshot || way.value == .changeTracking, dialect.value != .sqlServer {
            report.add(.deltaImport(way, "`\(way.value.rawValue)` is SQL Server's", dialect, "write `watermark`, or `trigger`"))
        }
        guard way.value == .watermark else { return }
        if let own = connector.attributes?.first(where: { $0.name.value.lowercased() == "modifiedutc" }) {
            report.add(.watermarkIsAttribute(way, own.name))
        }
        let deletes = [connector.onDisable, connector.onDelete].compactMap { $0 }.first { $0.value == "delete" }
        if deletes != nil || connector.onDelete == nil {
            addUnlessAccepted(.deltaSeesNoDeletes(way, deletes, connector), at: connector.name.value)
        }
    }
}

extension Diagnostic {
    static func deltaViewAlone(_ delta: Spanned<String>, lacks key: String) -> Diagnostic {
        Diagnostic(
            .deltaView, "a delta view needs `\(key)` beside it",
            at: Label(delta.span),
            why: key == "view"
                ? "MIM's agent reads full imports from a view with the same columns; the table has others as well."
                : "It is MIM's account that reads the view, and that offers and clears the changes.",
            help: [FixIt(key == "view" ? "add the view that full imports read: view: dbo.vwHR" : "name MIM's account: reader: CONTOSO\\svc-mimsync")])
    }

    static func deltaViewIsTaken(_ delta: Spanned<String>, _ other: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .tableName, "the delta view has a name that is taken",
            at: Label(delta.span), and: [Label(other.span, "taken here")],
            help: [FixIt("give the delta view a name of its own, for example dbo.vwHRDelta")])
    }

    static func oneLogTwoReaders(_ way: Spanned<DeltaImport>, _ delta: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .deltaView, "the ECMA host and MIM can't share one change log",
            at: Label(way.span, "read by the host"), and: [Label(delta.span, "cleared behind MIM's import")],
            why: "What one of the two has read is cleared before the other sees it.",
            help: [FixIt("let the host find changes by `watermark`, or by full imports", replace: way.span, with: "watermark")])
    }

    static func columnOfLog(_ name: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .deltaView, "`\(name.value)` is a column of the change log",
            at: Label(name.span),
            why: "The log has the table's columns beside its own: ChangeId, ChangeType, ChangedUtc and IsOffered.",
            help: [FixIt("rename the attribute")])
    }

    static func changeWordsWithoutLog(_ word: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .changeWords, "there is no change log that would use the word `\(word.value)`",
            at: Label(word.span), help: [FixIt("add `delta-view`, or remove `change-words`")])
    }

    static func badChangeWord(_ word: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .changeWords, word.value.isEmpty ? "a change has no word" : "`\(word.value)` is longer than 20 characters",
            at: Label(word.span), help: [FixIt("write one word, for example Modify")])
    }

    static func sameChangeWord(_ word: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .changeWords, "two kinds of change are called `\(word)`",
            at: Label(span), why: "MIM's agent tells them apart by the word alone.", help: [FixIt("give each a word of its own")])
    }

    static func deltaImport(_ way: Spanned<DeltaImport>, _ what: String, _ dialect: Spanned<SQLDialect>, _ help: String) -> Diagnostic {
        Diagnostic(.deltaImport, what, at: Label(way.span), and: [Label(dialect.span, "the dialect")], help: [FixIt(help)])
    }

    static func watermarkIsAttribute(_ way: Spanned<DeltaImport>, _ name: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .deltaImport, "the watermark `\(name.value)` is an attribute that Entra writes",
            at: Label(way.span), and: [Label(name.span, "declared here")],
            why: "The host compares it with the database's clock; only a column that the database keeps moves with every change.",
            help: [FixIt("rename the attribute: the database then keeps ModifiedUtc itself")])
    }

    static func deltaSeesNoDeletes(_ way: Spanned<DeltaImport>, _ deletes: Spanned<String>?, _ connector: Connector) -> Diagnostic {
        Diagnostic(
            .deltaSeesNoDeletes, "a watermark does not show that rows of `\(connector.name.value)` are deleted",
            at: Label(way.span), and: deletes.map { [Label($0.span, "deleted here")] } ?? [],
            why: "The host's cache keeps a deleted row until the next full import.",
            help: [
                FixIt(deletes == nil ? "write `on-delete: nothing`: rows are deleted where nothing is said" : "write `nothing`, or leave `delta-import` out"),
                acceptance("delta-sees-no-deletes", connector.name.value),
            ])
    }
}
