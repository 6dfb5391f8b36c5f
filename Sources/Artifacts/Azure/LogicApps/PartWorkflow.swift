import Analysis
import Expressions
import JSON
import Plan

/// The rows of one source, in a workflow: read, checked, and found again by their key.
struct PartWorkflow {
    typealias X = WorkflowExpression

    let rules: CheckedConsolidation
    let index: Int
    /// The end of its actions' names, and the name of its column in a person's row.
    let name: String
    let columns: [(attribute: CheckedAttribute, column: String)]
    /// How long a key is made, so that its place among the keys tells the place of its row.
    let keyWidth: Int

    var part: CheckedConsolidation.Part { rules.parts[index] }
    var isTable: Bool { part.source.kind == .sql }

    /// Between fields, and between rows: characters that no text of people holds.
    static let field = X.text("\u{1F}")
    static let row = X.text("\u{1E}")
    /// Before a key among keys: no printable ASCII, so that it is in none, and no control character, which a search might leave out.
    static let keyMark = X.text("\u{A7}")

    init(_ rules: CheckedConsolidation, _ index: Int, name: String, keyWidth: Int) {
        self.rules = rules
        self.index = index
        self.name = name
        self.keyWidth = keyWidth
        let read = rules.columns(ofPart: index)
        var names = FlowNames()
        columns = rules.parts[index].source.attributes.filter { read.contains($0.name) }.map { ($0, names.unique($0.name)) }
    }

    private func action(_ what: String) -> String { "\(what)_\(name)" }

    private func spelled(_ attribute: String) -> String { columns.first { $0.attribute.name == attribute }?.column ?? "" }

    /// A value of a row that stands in `v`.
    func value(_ attribute: String, of row: X) -> X { .member(.member(row, "v"), spelled(attribute)) }

    private var newest: CheckedAttribute? {
        if case .newest(let by) = part.severalRows { by } else { nil }
    }

    /// Attributes by which rows are ordered, for themselves or against those of other sources.
    private var orders: [CheckedAttribute] {
        var result: [CheckedAttribute] = newest.map { [$0] } ?? []
        for attribute in rules.attributes {
            guard case .newest(let by) = attribute.onConflict, let own = by[index], !result.contains(where: { $0.name == own.name }) else { continue }
            result.append(own)
        }
        return result
    }

    func order(_ attribute: CheckedAttribute, of row: X) -> X { .member(row, "n_" + spelled(attribute.name)) }

    // MARK: Actions

    func add(to actions: inout WorkflowActions) {
        if isTable { addTable(to: &actions) } else { addFile(to: &actions) }
        addRows(to: &actions)
    }

    /// Text as RFC 4180 has it → rows of fields, without a loop: between two quotation marks a comma is a comma.
    private func addFile(to actions: inout WorkflowActions) {
        let path = (part.source.plan?.file?.value ?? "\(part.name).csv").split(separator: "/").map(String.init)
        let address = X.concat([
            .call("parameters", [.text("storageUrl")]), .call("parameters", [.text("inbox")]), .text("/" + path.joined(separator: "/")),
        ])
        actions.add(action("Read"), WorkflowActions.http(
            "GET", address, audience: "https://storage.azure.com/", headers: ["x-ms-version": "2021-12-02"]))
        let type = X.call("coalesce", [.maybe(.maybe(.outputs(action("Read")), "headers"), "Content-Type"), .empty])
        actions.stop(
            action("Stop_where_no_text_is"), when: .not(.call("contains", [.lower(type), .text("text/plain")])), code: action("type"),
            message: .text("Nothing was sent. \(part.name): the file must be stored with the content type text/plain; charset=utf-8."))
        let text = X.body(action("Read"))
        let mark = X.text("\u{FEFF}")
        actions.compose(action("Parts"), .call("split", [.if(.equal(.first(text), mark), .dropFirst(text), text), .text("\"")]))
        let parts = X.outputs(action("Parts"))
        let count = X.length(parts)
        let piece = X.element(parts, .item)
        let isInside = X.equal(.call("mod", [.item, .integer(2)]), .integer(1))
        let isFirst = X.equal(.item, .integer(0))
        let isLast = X.equal(.item, .minus(count, .integer(1)))
        // Nothing between a closing and an opening quotation mark: one that was doubled.
        let isDoubled = X.all([.not(isInside), .isEmpty(piece), .not(isFirst), .not(isLast)])
        let breaks: [X] = [.text("\r\n"), .text("\n"), .text("\r")]
        let cut = X.call("replace", [.replacing(piece, breaks, with: Self.row), .text(","), Self.field])
        actions.select(
            action("Segments"), from: .call("range", [.integer(0), count]), value: .if(isInside, piece, .if(isDoubled, .text("\""), cut)))
        let ends = X.call("createArray", [.text(","), .text("\n"), .text("\r")])
        let end = X.slice(piece, .call("max", [.integer(0), .minus(.length(piece), .integer(1))]), .call("min", [.integer(1), .length(piece)]))
        actions.query(action("Broken"), from: .call("range", [.integer(0), count]), where: .all([
            .not(isInside), .isPresent(piece),
            .any([.all([.not(isFirst), .not(.call("contains", [ends, .first(piece)]))]), .all([.not(isLast), .not(.call("contains", [ends, end]))])]),
        ]))
        actions.query(
            action("Records"), from: .call("split", [.call("join", [.body(action("Segments")), .empty]), Self.row]), where: .isPresent(.item))
        let records = X.body(action("Records"))
        actions.stop(
            action("Stop_where_it_is_no_CSV"),
            when: .any([
                .call("greater", [.length(.body(action("Broken"))), .integer(0)]), .equal(.call("mod", [count, .integer(2)]), .integer(0)),
                .call("contains", [text, Self.row]), .call("contains", [text, Self.field]), .equal(.length(records), .integer(0)),
            ]),
            code: action("csv"), message: .text("Nothing was sent. \(part.name): a quotation mark stands where none may, or the file is empty."))
        actions.compose(action("Header"), .call("split", [.call("first", [records]), Self.field]))
        let header = X.outputs(action("Header"))
        actions.stop(
            action("Stop_where_columns_differ"),
            when: .any([
                .not(.equal(
                    .length(.call("intersection", [header, .call("createArray", columns.map { .text($0.attribute.name) })])), .integer(columns.count))),
                .not(.equal(.length(.call("union", [header, header])), .length(header))),
            ]),
            code: action("columns"), message: .text("Nothing was sent. \(part.name): a column is missing, or stands twice."))
        // How many fields stand before the name.
        let line = X.concat([Self.field, .call("join", [header, Self.field]), Self.field])
        actions.compose(action("Columns"), .object(columns.map { attribute, column in
            let before = X.call("first", [.call("split", [line, .concat([Self.field, .text(attribute.name), Self.field])])])
            return .init(column, X.minus(.length(.call("split", [before, Self.field])), .integer(1)).json)
        }), private: false)
        actions.select(action("Fields"), from: .call("skip", [records, .integer(1)]), value: .call("split", [.item, Self.field]))
        actions.query(action("Whole"), from: .body(action("Fields")), where: .equal(.length(.item), .length(header)))
        actions.select(action("Values"), from: .body(action("Whole")), columns.map { _, column in
            (column, .element(.item, .member(.outputs(action("Columns")), column)))
        })
    }

    static func connectionName(_ name: String) -> String { "sql_\(name)" }

    /// What the SQL connector calls Get rows (V2), which a data gateway serves as well.
    private func addTable(to actions: inout WorkflowActions) {
        let words = (part.source.plan?.table?.value ?? part.name).split(separator: ".", maxSplits: 1).map(String.init)
        let table = "[\(words.count == 2 ? words[0] : "dbo")].[\(words.last ?? "")]"
        func twice(_ value: X) -> X { .call("encodeURIComponent", [.call("encodeURIComponent", [value])]) }
        let path = X.concat([
            .text("/v2/datasets/"), twice(.text(part.source.plan?.server?.value ?? "default")), .text(","),
            twice(.text(part.source.plan?.database?.value ?? "default")), .text("/tables/"), twice(.text(table)), .text("/items"),
        ])
        actions.add(action("Read"), [
            "type": "ApiConnection",
            "inputs": [
                "host": ["connection": ["name": .string("@parameters('$connections')['\(Self.connectionName(name))']['connectionId']")]],
                "method": "get", "path": path.json,
            ],
            // Without it the connector hands out one page.
            "runtimeConfiguration": ["paginationPolicy": ["minimumItemCount": 100_000], "secureData": ["properties": ["inputs", "outputs"]]],
        ])
        actions.select(
            action("Values"), from: .call("coalesce", [.maybe(.body(action("Read")), "value"), .call("json", [.text("[]")])]),
            columns.map { attribute, column in
                let text = X.call("string", [.call("coalesce", [.maybe(.item, attribute.name), .empty])])
                guard case .date = attribute.type.base else { return (column, text) }
                // A column of a day's type comes as 2026-11-24T00:00:00.
                return (column, .call("first", [.call("split", [text, .text("T")])]))
            })
    }

    private func addRows(to actions: inout WorkflowActions) {
        let key = spelled(part.keys[0].name)
        actions.query(action("Keyed"), from: .body(action("Values")), where: Self.isKey(.column(key)))
        actions.select(action("Formed"), from: .body(action("Keyed")), columns.map { ($1, form($0, .column($1))) })
        // A chain of checks is cut where an expression would come near the limit of 8,192 characters.
        let checks = columns.flatMap { self.checks($0, .member(.item, $1)) }
            + WorkflowClauses.doubts(part.leavers) { .column(spelled($0)) }
        let groups = Self.groups(checks)
        actions.select(
            action("Checked"), from: .body(action("Formed")),
            [("v", .item)] + groups.enumerated().map { ("d\($0 + 1)", .firstCode($1)) })
        let inner = X.member(.item, "v")
        func own(_ attribute: String) -> X { .member(inner, spelled(attribute)) }
        let doubts = groups.indices.map { X.column("d\($0 + 1)") }
        actions.select(action("Judged"), from: .body(action("Checked")), [
            ("key", .lower(own(part.keys[0].name))),
            ("problem", .firstValue(doubts.dropLast().map { (.isPresent($0), $0) }, else: doubts.last ?? .empty)),
            ("left", .if(WorkflowClauses.condition(part.leavers, column: own), .text("1"), .text("0"))),
        ] + orders.map { ("n_" + spelled($0.name), Self.order($0, own($0.name))) } + [("v", inner)])
        // Rows that say the same are one; behind them stands the row of nobody, for whom a source does not know.
        var nobody: JSON = ["key": "", "problem": "", "left": ""]
        for attribute in orders { nobody = nobody.with("n_" + spelled(attribute.name), 0) }
        nobody = nobody.with("v", .object(columns.map { .init($0.column, "") }))
        var rows = X.body(action("Judged"))
        if let newest { rows = .call("reverse", [.call("sort", [rows, .text("n_" + spelled(newest.name))])]) }
        actions.compose(action("Rows"), .call("union", [rows, .call("createArray", [.call("json", [.text(nobody.compactText)])])]))
        actions.select(action("Keys"), from: .outputs(action("Rows")), value: padded(.column("key")))
        actions.compose(action("Index"), .call("join", [.body(action("Keys")), .empty]))
        actions.query(action("Doubtful"), from: .outputs(action("Rows")), where: .isPresent(.column("problem")))
        actions.select(action("DoubtfulKeys"), from: .body(action("Doubtful")), value: padded(.column("key")))
        actions.compose(action("Doubts"), .call("join", [.body(action("DoubtfulKeys")), .empty]))
    }

    static func groups(_ checks: [(when: X, code: String)], limit: Int = 5_000) -> [[(when: X, code: String)]] {
        var result: [[(when: X, code: String)]] = [[]]
        var size = 0
        for check in checks {
            let own = check.when.text.utf8.count + 2 * check.code.utf8.count
            if size + own > limit, size > 0 {
                result.append([])
                size = 0
            }
            result[result.count - 1].append(check)
            size += own
        }
        return result
    }

    private func padded(_ key: X) -> X {
        .concat([Self.keyMark, .slice(.concat([key, .text(String(repeating: " ", count: keyWidth))]), .integer(0), .integer(keyWidth))])
    }

    /// The keys of everybody whom the source knows, in the form in which they are sought.
    var keys: X { .body(action("Keys")) }

    /// Where a key stands among the rows' keys, the first time or the second; below zero where it does not.
    func place(_ key: X, occurrence: Int) -> X {
        occurrence == 1 ? .call("indexOf", [.outputs(action("Index")), key])
            : .call("nthIndexOf", [.outputs(action("Index")), key, .integer(occurrence)])
    }

    func isDoubtful(_ key: X) -> X { .call("contains", [.outputs(action("Doubts")), key]) }

    /// The row at a place, or that of nobody.
    func row(at place: X) -> X {
        let rows = X.outputs(action("Rows"))
        return .element(rows, .if(
            .call("less", [place, .integer(0)]), .minus(.length(rows), .integer(1)),
            .call("div", [.call("max", [.integer(0), place]), .integer(keyWidth + 1)])))
    }

    /// Rows that belong to nobody: without a key, or of another width than the header.
    var rowsOfNobody: X {
        .minus(.length(isTable ? .body(action("Values")) : .body(action("Fields"))), .length(.body(action("Keyed"))))
    }

    // MARK: Values

    /// Printable ASCII without a blank at either end. Bytes are counted by their base64; what JSON escapes is no plain character.
    private static func isKey(_ key: X) -> X {
        let code = X.call("base64", [key])
        func without(_ text: X, _ letter: String) -> X { .length(.call("replace", [text, .text(letter), .empty])) }
        let bytes = X.minus(.call("div", [.call("mul", [.length(code), .integer(3)]), .integer(4)]), .minus(.length(code), without(code, "=")))
        let escaped = X.minus(.call("mul", [.integer(2), .length(key)]), .plus(without(key, "\""), without(key, "\\")))
        return .all([
            .isPresent(key), .equal(.call("trim", [key]), key), .equal(bytes, .length(key)),
            .equal(.length(.call("string", [.call("createArray", [key])])), .plus(.plus(.length(key), .integer(4)), escaped)),
            .not(.call("contains", [key, .text("\u{7F}")])),
        ])
    }

    /// What is wrong with a value, in the order of the local engine.
    private func checks(_ attribute: CheckedAttribute, _ value: X) -> [(when: X, code: String)] {
        var result: [(when: X, code: String)] = []
        if !attribute.type.isOptional { result.append((.isEmpty(value), "missing-value")) }
        func present(_ condition: X) -> X { .all([.isPresent(value), condition]) }
        switch attribute.type.base {
        case .string(let limit?): result.append((.call("greater", [.length(value), .integer(limit)]), "too-long"))
        case .integer: result.append((present(.not(.isInteger(value))), "bad-integer"))
        case .boolean:
            let words = X.call("createArray", ["", "true", "false"].map { .text($0) })
            result.append((.not(.call("contains", [words, value])), "bad-boolean"))
        case .date: result.append((WorkflowDays.isWrong(value), "bad-date"))
        case .string(nil), .datetime, .binary, .reference: break
        }
        // One that is longer than any key may be would be cut, and found under another's.
        if attribute.name == part.keys[0].name, attribute.type.textLength.map({ $0 >= keyWidth }) ?? true {
            result.append((.call("greaterOrEquals", [.length(value), .integer(keyWidth)]), "too-long"))
        }
        return result
    }

    private func form(_ attribute: CheckedAttribute, _ value: X) -> X {
        switch attribute.type.base {
        case .boolean: .lower(value)
        case .date(let format): WorkflowDays.form(value, format: format ?? "yyyy-MM-dd")
        default: value
        }
    }

    /// A whole number, or a day as the number yyyyMMdd.
    static func order(_ attribute: CheckedAttribute, _ value: X) -> X {
        switch attribute.type.base {
        case .date: WorkflowDays.order(value)
        default: .number(value)
        }
    }
}
