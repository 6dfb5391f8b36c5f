import Diagnostics
import Expressions
import Plan

/// What one row of a staging table may take in MySQL and MariaDB, against the columns that it is to have.
///
/// Sources: MySQL 8.0 reference, limits on table column count and row size, and data type storage requirements; MariaDB's
/// documentation on the error "Row size too large (> 8126)". The sums were held against MariaDB 10.11, to the byte, and are by
/// `Tests/Support/widest-row`.
struct RowSize {
    /// Of a table of InnoDB.
    static let maximumColumns = 1_017
    /// All columns of a row, large objects apart.
    static let maximumBytes = 65_535
    /// What is kept in a page of 16 KiB, in the row format DYNAMIC.
    static let maximumInPage = 8_125

    /// The least length, in characters of four bytes, whose text MariaDB keeps outside of the page.
    static let leastOutside = 64

    struct Column {
        let type: AttributeType.Base
        let isOptional: Bool
        var isKey = false
    }

    private(set) var columns = 0
    private(set) var bytes = 0
    private(set) var inPage = 0

    init(_ columns: [Column]) {
        self.columns = columns.count
        for column in columns { add(column) }
        // One bit for each column that may be empty.
        let bits = (columns.count(where: \.isOptional) + 7) / 8
        bytes += bits
        // Before a row stand five bytes, and behind its key six and seven of the transaction.
        inPage += bits + 5 + 6 + 7
    }

    private mutating func add(_ column: Column) {
        switch column.type {
        case .string(let length?) where length <= 4_000:
            let text = 4 * (column.isKey ? min(length, 450) : length)
            bytes += text + (text > 255 ? 2 : 1)
            // A long text is a pointer, when there is no room for it.
            inPage += text > 255 ? 21 : text + 1
        case .string, .binary:
            bytes += 12
            inPage += 21
        case .reference:
            bytes += 1_802
            inPage += 21
        case .integer: addFixed(8)
        case .boolean: addFixed(1)
        case .date: addFixed(3)
        case .datetime: addFixed(5)
        }
    }

    private mutating func addFixed(_ size: Int) {
        bytes += size
        inPage += size
    }

    /// A column that the database keeps: a date and time with three decimals.
    mutating func addStamp() {
        columns += 1
        addFixed(7)
    }

    /// The number, the word (20 characters), the instant and the mark of a change log.
    mutating func addChange() {
        columns += 3
        addFixed(8 + 1)
        bytes += 81
        inPage += 81
        addStamp()
    }
}

extension Checker {
    mutating func checkRowSize(_ connector: CheckedConnector, _ target: CheckedConnector.SQLTarget, _ written: Connector) {
        guard case .sql(let settings) = written.settings, let table = settings.table else { return }
        var flags: [String] = []
        for case .set(let name) in [connector.onDisable, connector.onDelete] where !flags.contains(name) && connector.attribute(name) == nil {
            flags.append(name)
        }
        func columns(inLog: Bool) -> [RowSize.Column] {
            connector.attributes.map { attribute in
                let isAnchor = attribute.name == connector.anchor
                return RowSize.Column(
                    type: attribute.type.base, isOptional: !isAnchor && (inLog || attribute.type.isOptional),
                    isKey: isAnchor || attribute.name.lowercased() == "employeeid")
            } + flags.map { _ in RowSize.Column(type: .boolean, isOptional: inLog) }
        }
        var row = RowSize(columns(inLog: false))
        for stamp in ["createdutc", "modifiedutc"] where !connector.attributes.contains(where: { $0.name.lowercased() == stamp }) { row.addStamp() }
        if let problem = problem(of: row, in: target.dialect) {
            report.add(.rowTooLarge(problem, longest(connector, problem), of: "`\(table.value)`", at: table.span, target.dialect))
            return
        }
        guard target.deltaView != nil || target.deltaImport == .trigger else { return }
        var change = RowSize(columns(inLog: true))
        change.addChange()
        if let problem = problem(of: change, in: target.dialect) {
            let span = settings.deltaView?.span ?? table.span
            report.add(.rowTooLarge(problem, longest(connector, problem), of: "the change log of `\(table.value)`", at: span, target.dialect))
        }
    }

    private func problem(of row: RowSize, in dialect: SQLDialect) -> RowProblem? {
        if row.columns > RowSize.maximumColumns { return .columns(row.columns) }
        if row.bytes > RowSize.maximumBytes { return .bytes(row.bytes) }
        // MySQL counts a text of any length as a pointer.
        return dialect == .mariadb && row.inPage > RowSize.maximumInPage ? .page(row.inPage) : nil
    }

    /// The columns that take most of it, as the plan declares them.
    private func longest(_ connector: CheckedConnector, _ problem: RowProblem) -> [AttributeDeclaration] {
        func share(_ declaration: AttributeDeclaration) -> Int {
            let row = RowSize([RowSize.Column(type: declaration.type.value.base, isOptional: false)])
            return if case .page = problem { row.inPage } else { row.bytes }
        }
        if case .columns = problem { return [] }
        return connector.declarations.enumerated().sorted { (share($0.element), $1.offset) > (share($1.element), $0.offset) }.prefix(2).map(\.element)
    }
}

private enum RowProblem {
    case columns(Int)
    case bytes(Int)
    case page(Int)
}

extension Diagnostic {
    fileprivate static func rowTooLarge(
        _ problem: RowProblem, _ longest: [AttributeDeclaration], of what: String, at span: Span, _ dialect: SQLDialect
    ) -> Diagnostic {
        let others = longest.map { Label($0.type.span, "one of the longest") }
        switch problem {
        case .columns(let count):
            return Diagnostic(
                .rowTooLarge, "\(what) would have \(count) columns, more than \(dialect.title) takes",
                at: Label(span), why: "A table of InnoDB has at most \(RowSize.maximumColumns).",
                help: [FixIt("leave attributes out that nothing needs")])
        case .bytes(let count):
            return Diagnostic(
                .rowTooLarge, "a row of \(what) could have \(count) bytes, more than \(dialect.title) takes",
                at: Label(span), and: others,
                why: "All columns together have at most \(RowSize.maximumBytes) bytes, and a character counts as four: create.sql would fail.",
                help: [FixIt("declare long texts as long as they are, or as `string`: what has no length, or more than 4000, is kept apart")])
        case .page(let count):
            return Diagnostic(
                .rowTooLarge, "a row of \(what) could take \(count) bytes of a page, more than \(dialect.title) lets it",
                at: Label(span), and: others,
                why: "InnoDB keeps at most \(RowSize.maximumInPage) bytes of a row in its page; texts of up to 63 characters always stay there, longer ones need not.",
                help: [FixIt("give some of the texts \(RowSize.leastOutside) characters: they take less of the page than one of 63")])
        }
    }
}
