import Analysis
import Expressions
import Plan

/// The rules of a consolidation as a mapping data flow: from one file a source to the bodies of `bulkUpload` requests.
///
/// Its four results, each in a folder of the run: the requests, the people as a table, who was set aside and why, and the sums that
/// the pipeline looks at before anything is sent. The same rules run in `Simulation`; a test runs this script on the same rows.
struct ConsolidationFlow {
    typealias X = DataFlowExpression

    static let requests = "requests"
    static let people = "people"
    static let setAside = "setAside"
    static let sums = "sums"

    let rules: CheckedConsolidation
    let parts: [PartFlow]
    private let columns: [String: String]
    private(set) var script = DataFlowScript()

    /// - Parameter mapsEnabled: whether the mapping writes `accountEnabled` itself, so that nothing is sent of it.
    init(_ rules: CheckedConsolidation, layout: InboundLayout, mapsEnabled: Bool) {
        self.rules = rules
        var streams = FlowNames(reserved: [Self.requests, Self.people, Self.setAside, Self.sums, "known", "with", "p", "all", "refer"])
        parts = rules.parts.indices.map { PartFlow(rules, $0, name: streams.unique(rules.parts[$0].name)) }
        var names = FlowNames(reserved: ["aside", "active"])
        columns = Dictionary(rules.attributes.map { ($0.attribute.name, "p_" + names.unique($0.attribute.name)) }, uniquingKeysWith: { first, _ in first })

        let (merged, keyless) = merge()
        sinkSums(merged)
        let whole = script.filter(merged, .isNull(.column("p_aside")), as: "allWhole")
        sinkSetAside(merged, keyless)
        sinkPeople(whole)
        let request = RequestFlow(layout: layout, sendsActive: !mapsEnabled && saysWhoLeft) { [columns] in .column(columns[$0] ?? "p_") }
        request.sink(whole, key: .column(columns[rules.key] ?? "p_"), in: &script, as: Self.requests)
    }

    private var saysWhoLeft: Bool {
        if case .unknown = rules.leavers { false } else { true }
    }

    private func column(_ attribute: String) -> X { .column(columns[attribute] ?? "p_") }

    // MARK: Rows → people

    /// Everybody, with `p_aside` saying why where the person is set aside; and by part, the rows that belong to nobody.
    private mutating func merge() -> (merged: String, keyless: [String]) {
        var keyless: [String] = []
        var identified: [String] = []
        // By place of the identifier: streams of pairs of the sources gone through.
        var pairs = [[String]](repeating: [], count: rules.keyCount)
        for part in parts {
            let (rows, without) = part.rows(in: &script)
            keyless.append(without)
            var own = rows
            if rules.keyCount > 1 {
                if part.index > 0 { own = part.identified(rows, among: known(pairs, before: part), in: &script) }
                if part.index < parts.count - 1 {
                    for place in part.part.keys.indices {
                        pairs[place].append(script.select(own, [
                            (new: "known_key", old: part.own("key\(place + 1)")), (new: "known_person", old: part.own("person")),
                        ], as: "\(part.name)Pairs\(place + 1)"))
                    }
                }
            }
            identified.append(own)
        }
        let persons = zip(parts, identified).map { part, rows in part.onePerPerson(rows, in: &script) }
        let ids = zip(parts, persons).map { part, stream in
            script.select(stream, [(new: "person", old: part.own("person"))], as: "\(part.name)Ids")
        }
        let all = script.union(ids, as: "allIds")
        var wide = script.aggregate(all, by: [("person", nil)], [("p_sources", .call("count", [.integer(1)]))], as: "allPersons")
        for (part, stream) in zip(parts, persons) {
            wide = script.join(wide, stream, on: .equal(.column("person"), .column(part.own("person"))), "left", as: "with\(capital(part.name))")
        }
        let key = columns[rules.key] ?? "p_"
        wide = script.derive(wide, [(key, .coalesce(parts.map { .column($0.own("key")) }))], as: "allKeys")
        wide = refer(wide, identified, key: key)
        let merged = script.derive(wide, rules.attributes.filter { $0.attribute.name != rules.key }.flatMap(values), as: "allValues")
        return (script.derive(merged, judgement, as: "allJudged"), keyless)
    }

    /// By place: who has an identifier, among the sources before this one.
    private mutating func known(_ pairs: [[String]], before part: PartFlow) -> [String?] {
        pairs.enumerated().map { place, streams in
            guard !streams.isEmpty, place < part.part.keys.count else { return nil }
            let all = script.union(streams, as: "\(part.name)Known\(place + 1)")
            let present = script.filter(all, .isPresent(.column("known_key")), as: "\(part.name)KnownHere\(place + 1)")
            return script.aggregate(
                present, by: [("known_key", nil), ("known_person", nil)], [("known_rows", .call("count", [.integer(1)]))],
                as: "\(part.name)KnownOnce\(place + 1)")
        }
    }

    private func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    // MARK: References

    /// A reference to a source's own key becomes the person's key, where the two may differ: adds `…_ref_…` columns.
    private mutating func refer(_ wide: String, _ identified: [String], key: String) -> String {
        var result = wide
        for (target, rows) in zip(parts, identified) {
            let sources = references(to: target)
            guard !sources.isEmpty else { continue }
            // Who has the key; where several people do, nobody can say.
            let own = script.derive(rows, [(target.own("sourceKey"), PartFlow.folded(target.column(target.part.source.key)))], as: "\(target.name)Referred")
            let counted = script.aggregate(own, by: [(target.own("sourceKey"), nil)], [
                (target.own("persons"), .call("countDistinct", [.column(target.own("person"))])),
                (target.own("refPerson"), .call("min", [.column(target.own("person"))])),
            ], as: "\(target.name)Referees")
            let one = script.filter(counted, .equal(.column(target.own("persons")), .integer(1)), as: "\(target.name)Referee")
            let keys = script.select(wide, [(new: "refer_person", old: "person"), (new: "refer_key", old: key)], as: "refer\(capital(target.name))")
            let told = script.join(one, keys, on: .equal(.column(target.own("refPerson")), .column("refer_person")), "inner", as: "\(target.name)RefereeKeys")
            for (source, column) in sources {
                let name = "\(source.name)_ref_\(column.dropFirst(source.name.count + 1))"
                let few = script.select(told, [(new: "\(name)_from", old: target.own("sourceKey")), (new: name, old: "refer_key")], as: FlowNames.stream(name))
                result = script.join(
                    result, few, on: .equal(PartFlow.folded(.column(column)), .column("\(name)_from")), "left", as: FlowNames.stream("with_\(name)"))
            }
        }
        return result
    }

    /// Columns of any part that refer to a part whose own key may not be the person's.
    private func references(to target: PartFlow) -> [(source: PartFlow, column: String)] {
        guard rules.translatesReferences(to: target.index) else { return [] }
        return parts.flatMap { part in
            part.columns.filter { $0.attribute.type.base == .reference(to: target.part.name) }.map { (part, $0.column) }
        }
    }

    private func isTranslated(_ attribute: CheckedAttribute) -> Bool {
        guard case .reference(let system) = attribute.type.base, let part = rules.parts.firstIndex(where: { $0.name == system }) else { return false }
        return rules.translatesReferences(to: part)
    }

    // MARK: Values

    private func value(_ origin: CheckedConsolidation.Origin) -> X {
        let part = parts[origin.part]
        let raw = part.column(origin.attribute.name)
        guard isTranslated(origin.attribute), case .column(let column) = raw else { return raw }
        return .coalesce([.column("\(part.name)_ref_\(column.dropFirst(part.name.count + 1))"), raw])
    }

    /// The value of an attribute: the origins' in their order; those where the person works first; the newest first.
    private func values(_ attribute: CheckedConsolidation.Attribute) -> [(String, X)] {
        let name = columns[attribute.attribute.name] ?? "p_"
        let all = attribute.from.map(value)
        guard attribute.from.count > 1 else { return [(name, all[0])] }

        if case .newest(let by) = attribute.onConflict {
            // How new each row is, where it has a value.
            func age(_ origin: CheckedConsolidation.Origin, _ value: X) -> X {
                guard let column = by[origin.part] else { return .call("toLong", [.call("null", [])]) }
                return .iif(.isNull(value), .call("toLong", [.call("null", [])]), PartFlow.order(column, parts[origin.part].column(column.name)))
            }
            let ages = zip(attribute.from, all).map(age)
            func newest(_ conditions: [X]) -> X {
                let own = zip(ages, conditions).map { X.iif($1, $0, .call("toLong", [.call("null", [])])) }
                let top = X.call("greatest", own)
                return .cases(zip(zip(ages, conditions), all).map { pair, value in
                    (when: .all([.isPresent(pair.0), pair.1, .equal(pair.0, top)]), then: value)
                })
            }
            let anywhere = newest(attribute.from.map { _ in X.yes })
            return [(name, rules.leaversLast ? .coalesce([newest(attribute.from.map(here)), anywhere]) : anywhere)]
        }
        let working = rules.leaversLast ? zip(attribute.from, all).map { X.iif(here($0), $1, X.noText) } : []
        return [(name, .coalesce(working + all))]
    }

    /// Whether there is a row of the part, and the person works there.
    private func here(_ origin: CheckedConsolidation.Origin) -> X {
        let left = X.column(parts[origin.part].own("left"))
        return .all([.isPresent(left), .equal(left, .integer(0))])
    }

    /// Who is set aside, and who works.
    private var judgement: [(String, X)] {
        var aside: [(when: X, then: X)] = []
        func has(_ part: PartFlow, _ column: String, _ sign: String, _ number: Int) -> X {
            .all([.isPresent(.column(part.own(column))), .binary(sign, .column(part.own(column)), .integer(number))])
        }
        if rules.keyCount > 1 { aside += parts.map { (has($0, "ambiguous", ">", 0), .text("ambiguous-person")) } }
        aside += parts.map { (.isPresent(.column($0.own("problem"))), .column($0.own("problem"))) }
        aside += parts.map { part in
            let code = if case .newest = part.part.severalRows { "same-newest" } else { "several-rows" }
            return (has(part, "rows", ">", 1), .text(code))
        }
        for attribute in rules.attributes {
            guard case .reject = attribute.onConflict else { continue }
            let all = attribute.from.map(value)
            for (place, one) in all.enumerated() {
                for other in all.dropFirst(place + 1) {
                    aside.append((.all([.isPresent(one), .isPresent(other), .binary("!=", one, other)]), .text("sources-disagree")))
                }
            }
        }
        var result: [(String, X)] = []
        switch rules.leavers {
        case .unknown: break
        case .allRows:
            let left = parts.map { part in
                X.any([.isNull(.column(part.own("left"))), .equal(.column(part.own("left")), .integer(1))])
            }
            result.append(("p_active", .iif(.all(left), .text("false"), .text("true"))))
        case .person(let groups):
            aside += DataFlowClauses.doubts(groups, column: column)
            result.append(("p_active", .iif(DataFlowClauses.condition(groups, column: column), .text("false"), .text("true"))))
        }
        return [("p_aside", .cases(aside))] + result
    }

    // MARK: Results

    private mutating func sinkPeople(_ whole: String) {
        let select = script.select(whole, rules.attributes.map { (new: $0.attribute.name, old: columns[$0.attribute.name] ?? "p_") }
            + (saysWhoLeft ? [(new: "entrain.active", old: "p_active")] : []), as: "peopleColumns")
        script.add([select], "sink", DataFlowScript.oneFile("people.csv"), as: Self.people)
    }

    private mutating func sinkSetAside(_ merged: String, _ keyless: [String]) {
        let aside = script.filter(merged, .isPresent(.column("p_aside")), as: "allAside")
        let people = script.derive(aside, [("key", column(rules.key)), ("code", .column("p_aside")), ("source", X.noText)], as: "asidePeople")
        let few = script.select(people, ["key", "code", "source"].map { (new: $0, old: $0) }, as: "asideColumns")
        let rows = zip(parts, keyless).map { part, stream -> String in
            let key = part.column(part.part.keys[0].name)
            let told = script.derive(stream, [
                ("key", key), ("code", .iif(.isNull(key), .text("missing-key"), .text("bad-key"))), ("source", .text(part.part.name)),
            ], as: "\(part.name)Aside")
            return script.select(told, ["key", "code", "source"].map { (new: $0, old: $0) }, as: "\(part.name)AsideColumns")
        }
        let all = script.union([few] + rows, as: "asideAll")
        script.add([all], "sink", DataFlowScript.oneFile("set-aside.csv"), as: Self.setAside)
    }

    /// One row: what the pipeline looks at before it sends.
    private mutating func sinkSums(_ merged: String) {
        let isWhole = X.isNull(.column("p_aside"))
        let isInactive = saysWhoLeft ? X.all([isWhole, .equal(.column("p_active"), .text("false"))]) : X.no
        let people = script.aggregate(merged, by: [], [
            ("people", .call("sum", [.iif(isWhole, .integer(1), .integer(0))])),
            ("inactive", .call("sum", [.iif(isInactive, .integer(1), .integer(0))])),
            ("setAside", .call("sum", [.iif(isWhole, .integer(0), .integer(1))])),
        ], as: "allSums")
        script.add([people], "sink", DataFlowScript.oneFile("sums.json"), as: Self.sums)
    }
}

extension DataFlowScript {
    /// A sink that writes one file.
    static func oneFile(_ name: String) -> [DataFlowStatement.Argument] {
        [
            .option("allowSchemaDrift", "true"), .option("validateSchema", "false"), .texts("partitionFileNames", [name]),
            .option("skipDuplicateMapInputs", "true"), .option("skipDuplicateMapOutputs", "true"), .expression(.call("partitionBy", [.text("hash"), .integer(1)])),
        ]
    }
}

extension FlowNames {
    /// A column's name as a stream's, which has no underscores.
    static func stream(_ column: String) -> String {
        column.split(separator: "_").enumerated().map { index, word in index == 0 ? String(word) : word.prefix(1).uppercased() + word.dropFirst() }.joined()
    }
}
