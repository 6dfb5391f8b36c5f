import Analysis
import Expressions
import Plan

/// The rows of one source, in a data flow: read, checked, and made one row a person.
struct PartFlow {
    typealias X = DataFlowExpression

    let rules: CheckedConsolidation
    let index: Int
    /// The stream's name, and the prefix of its columns.
    let name: String
    /// By the source's attribute.
    let columns: [(attribute: CheckedAttribute, column: String)]

    var part: CheckedConsolidation.Part { rules.parts[index] }

    init(_ rules: CheckedConsolidation, _ index: Int, name: String) {
        self.rules = rules
        self.index = index
        self.name = name
        let read = rules.columns(ofPart: index)
        var names = FlowNames(reserved: ["person", "problem", "left", "newest", "rows", "key", "ambiguous", "copies", "top"])
        columns = rules.parts[index].source.attributes.filter { read.contains($0.name) }.map { ($0, name + "_" + names.unique($0.name)) }
    }

    func column(_ attribute: String) -> X {
        .column(columns.first { $0.attribute.name == attribute }?.column ?? name)
    }

    func own(_ name: String) -> String { "\(self.name)_\(name)" }

    private var newest: CheckedAttribute? {
        if case .newest(let by) = part.severalRows { by } else { nil }
    }

    // MARK: Rows

    /// The rows that belong to somebody, with their values in their own form; and those that belong to nobody.
    func rows(in script: inout DataFlowScript) -> (rows: String, keyless: String) {
        script.add([], "source", [
            .output(columns.map { ($0.attribute.name, "string") }), .option("allowSchemaDrift", "false"),
            .option("validateSchema", "true"), .option("ignoreNoFilesFound", "false"),
        ], as: name)
        let named = script.select(name, columns.map { (new: $0.column, old: $0.attribute.name) }, as: "\(name)Named")
        // An empty field is an absent value, quoted or not.
        let read = script.derive(named, columns.map { _, column in
            (column, .iif(.any([.isNull(.column(column)), .equal(.column(column), .text(""))]), X.noText, .column(column)))
        }, as: "\(name)Read")
        let key = column(part.keys[0].name)
        // Printable ASCII without a blank at either end.
        let isKey = X.all([.isPresent(key), .call("regexMatch", [key, .text("^[!-~]([ -~]*[!-~])?$")])])
        let keyless = script.filter(read, .not(isKey), as: "\(name)Keyless")
        let keyed = script.filter(read, isKey, as: "\(name)Keyed")
        let checked = script.derive(keyed, [(own("problem"), .cases(columns.flatMap { checks($0.attribute, .column($0.column)) }))], as: "\(name)Checked")
        let formed = script.derive(checked, columns.compactMap { attribute, column in
            form(attribute, .column(column)).map { (column, $0) }
        }, as: "\(name)Formed")
        var judged: [(String, X)] = [
            (own("left"), .iif(groups(part.leavers), .integer(1), .integer(0))),
            (own("problem"), .coalesce([.column(own("problem")), .cases(DataFlowClauses.doubts(part.leavers, column: column))])),
        ]
        for place in 0..<part.keys.count { judged.append((own("key\(place + 1)"), PartFlow.folded(column(part.keys[place].name)))) }
        if index == 0 || rules.keyCount == 1 {
            judged.append((own("person"), PartFlow.folded(key)))
            judged.append((own("ambiguous"), .integer(0)))
        }
        if let newest { judged.append((own("newest"), PartFlow.order(newest, column(newest.name)))) }
        return (script.derive(formed, judged, as: "\(name)Rows"), keyless)
    }

    private func groups(_ groups: [ScopeGroup]) -> X { DataFlowClauses.condition(groups, column: column) }

    /// What is wrong with a value, in the order of the local engine.
    private func checks(_ attribute: CheckedAttribute, _ value: X) -> [(when: X, then: X)] {
        var result: [(when: X, then: X)] = []
        if !attribute.type.isOptional { result.append((.isNull(value), .text("missing-value"))) }
        func present(_ condition: X) -> X { .all([.isPresent(value), condition]) }
        switch attribute.type.base {
        case .string(let limit?): result.append((present(.binary(">", .call("length", [value]), .integer(limit))), .text("too-long")))
        case .integer: result.append((present(.not(.call("regexMatch", [value, .text("^[+-]?[0-9]{1,18}$")]))), .text("bad-integer")))
        case .boolean:
            let lower = X.call("lower", [value])
            result.append((present(.not(.any([.equal(lower, .text("true")), .equal(lower, .text("false"))]))), .text("bad-boolean")))
        case .date(let format):
            // A day that the calendar does not have may be read as another one; written back, it is not the same text.
            let pattern = X.text(format ?? "yyyy-MM-dd")
            let day = X.call("toDate", [value, pattern])
            var bad = X.isNull(day)
            if isFixed(format ?? "yyyy-MM-dd") { bad = .any([bad, .binary("!=", .call("toString", [day, pattern]), value)]) }
            result.append((present(bad), .text("bad-date")))
        case .string(nil), .datetime, .binary, .reference: break
        }
        return result
    }

    /// Whether each day has one spelling: `dd`, not `d`.
    private func isFixed(_ format: String) -> Bool {
        var pattern = Substring(format)
        while let letter = pattern.first {
            let run = pattern.prefix { $0 == letter }
            if "yMd".contains(letter), run.count == 1 { return false }
            pattern = pattern.dropFirst(run.count)
        }
        return true
    }

    private func form(_ attribute: CheckedAttribute, _ value: X) -> X? {
        switch attribute.type.base {
        case .boolean: .call("lower", [value])
        case .date(let format?) where format != "yyyy-MM-dd":
            .call("toString", [.call("toDate", [value, .text(format)]), .text("yyyy-MM-dd")])
        default: nil
        }
    }

    /// A to Z as a to z, and nothing else.
    static func folded(_ value: X) -> X {
        .call("translate", [value, .text("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), .text("abcdefghijklmnopqrstuvwxyz")])
    }

    /// A whole number, or a day as the number yyyyMMdd.
    static func order(_ attribute: CheckedAttribute, _ value: X) -> X {
        switch attribute.type.base {
        case .date: .call("toLong", [.call("replace", [value, .text("-"), .text("")])])
        default: .call("toLong", [value])
        }
    }

    // MARK: Who is who

    /// The rows with their persons, where several identifiers are tried one after the other.
    ///
    /// - Parameter known: by place of the identifier, a stream of the pairs (`known_key`, `known_person`) of stronger sources.
    func identified(_ rows: String, among known: [String?], in script: inout DataFlowScript) -> String {
        let key = own("key1")
        // Rows with the same first identifier are one person, whatever else they say.
        var people = script.aggregate(rows, by: [(key, nil)], [(own("members"), .call("count", [.integer(1)]))], as: "\(name)Keys")
        var found: [(count: String, person: String)] = []
        for (place, stream) in known.enumerated() {
            guard let stream, place < part.keys.count else { continue }
            let tried = script.join(
                rows, stream, on: .equal(.column(own("key\(place + 1)")), .column("known_key")), "left", as: "\(name)Tried\(place + 1)")
            let count = own("found\(place + 1)")
            let person = own("candidate\(place + 1)")
            let counted = script.aggregate(tried, by: [(own("group\(place + 1)"), .column(key))], [
                (count, .call("countDistinct", [.column("known_person")])), (person, .call("min", [.column("known_person")])),
            ], as: "\(name)Found\(place + 1)")
            people = script.join(
                people, counted, on: .equal(.column(key), .column(own("group\(place + 1)"))), "inner", as: "\(name)Sought\(place + 1)")
            found.append((count, person))
        }
        var person: [(when: X, then: X)] = []
        var ambiguous: [(when: X, then: X)] = []
        for item in found {
            person.append((.equal(.column(item.count), .integer(1)), .column(item.person)))
            person.append((.binary(">", .column(item.count), .integer(1)), .column(key)))
            ambiguous.append((.equal(.column(item.count), .integer(1)), .integer(0)))
            ambiguous.append((.binary(">", .column(item.count), .integer(1)), .integer(1)))
        }
        let told = script.derive(people, [
            (own("person"), .coalesce([.cases(person), .column(key)])),
            (own("ambiguous"), ambiguous.isEmpty ? .integer(0) : .coalesce([.cases(ambiguous), .integer(0)])),
        ], as: "\(name)Told")
        let few = script.select(told, [
            (new: own("toldKey"), old: key), (new: own("person"), old: own("person")), (new: own("ambiguous"), old: own("ambiguous")),
        ], as: "\(name)People")
        return script.join(rows, few, on: .equal(.column(key), .column(own("toldKey"))), "inner", as: "\(name)Identified")
    }

    // MARK: One row a person

    /// `…_person`, `…_rows` (1, unless they say different things), `…_problem`, `…_ambiguous`, `…_key`, `…_left`, and the values.
    func onePerPerson(_ rows: String, in script: inout DataFlowScript) -> String {
        let facts = script.aggregate(rows, by: [(own("factsPerson"), .column(own("person")))], [
            (own("problem"), .call("min", [.column(own("problem"))])),
            (own("ambiguous"), .call("max", [.column(own("ambiguous"))])),
            (own("key"), .call("min", [column(part.keys[0].name)])),
        ] + (newest == nil ? [] : [(own("top"), .call("max", [.column(own("newest"))]))]), as: "\(name)Facts")
        // Rows that say the same are one.
        let said = columns.map { ($0.column, X?.none) }
        let distinct = script.aggregate(
            rows, by: [(own("person"), nil), (own("left"), nil)] + (newest == nil ? [] : [(own("newest"), nil)]) + said,
            [(own("copies"), .call("count", [.integer(1)]))], as: "\(name)Distinct")
        var counting = distinct
        if newest != nil {
            let tops = script.select(facts, [(new: own("topPerson"), old: own("factsPerson")), (new: own("top"), old: own("top"))], as: "\(name)Tops")
            counting = script.join(distinct, tops, on: .all([
                .equal(.column(own("person")), .column(own("topPerson"))), .equal(.column(own("newest")), .column(own("top"))),
            ]), "inner", as: "\(name)Newest")
        }
        // Where one row is left, the least of its values is its value.
        let one = script.aggregate(counting, by: [(own("person"), nil)], [
            (own("rows"), .call("count", [.integer(1)])), (own("left"), .call("min", [.column(own("left"))])),
        ] + columns.map { ($0.column, .call("min", [.column($0.column)])) }, as: "\(name)One")
        return script.join(one, facts, on: .equal(.column(own("person")), .column(own("factsPerson"))), "inner", as: "\(name)Person")
    }
}
