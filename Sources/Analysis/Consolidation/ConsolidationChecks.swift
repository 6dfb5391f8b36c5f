import Diagnostics
import Expressions
import Plan

extension Checker {
    /// A consolidation as a source that mappings can begin at; nil where too little of it could be read.
    mutating func checkConsolidation(_ item: Consolidation, among sources: [CheckedSource]) -> CheckedSource? {
        guard let parts = checkParts(item, among: sources), let first = parts.first, let key = first.keys.first else { return nil }
        // The person's key is the first identifier of every part, under the name that the first source of `from` gives it.
        let keyName = item.from.first.flatMap { name in parts.first { $0.name == name.value } }?.keys.first?.name ?? key.name
        let attributes = checkConsolidatedAttributes(item, parts: parts, key: keyName)
        checkEngine(item, parts: parts)
        let source = CheckedSource(
            name: item.name.value, title: item.notes.title ?? item.name.value, kind: nil, key: keyName,
            attributes: attributes.map(\.attribute), plan: nil, span: item.span)
        return source.consolidating(CheckedConsolidation(
            parts: parts, key: keyName, attributes: attributes, leaversLast: item.leaversLast,
            leavers: consolidatedLeavers(source, parts: parts), engine: item.runsOn?.value ?? .dataFactory))
    }

    // MARK: Sources and identifiers

    /// In the order of precedence; nil where a source has no identifier, or none is known.
    private mutating func checkParts(_ item: Consolidation, among sources: [CheckedSource]) -> [CheckedConsolidation.Part]? {
        let findings = report.diagnostics.count
        for (index, name) in item.from.enumerated() {
            if let earlier = item.from[..<index].first(where: { $0.value == name.value }) {
                report.add(.sourceTwice(name, earlier.span, list: "from"))
            } else if plan.consolidations.contains(where: { $0.name.value == name.value }) {
                report.add(.consolidatesConsolidation(name, item, sources: plan.sources.map(\.name.value)))
            } else if !sources.contains(where: { $0.name == name.value && $0.consolidation == nil }) {
                unknownName(name, "source", known: sources.filter { $0.consolidation == nil }.map(\.name))
            }
        }
        if item.from.count == 1, let only = item.from.first { report.add(.oneSource(item, only)) }
        for name in item.precedence + item.samePerson.map(\.source) + item.severalRows.compactMap(\.source)
        where !item.from.contains(where: { $0.value == name.value }) {
            unknownName(name, "source of this consolidation", known: item.from.map(\.value))
        }
        for (index, name) in item.precedence.enumerated() {
            if let earlier = item.precedence[..<index].first(where: { $0.value == name.value }) {
                report.add(.sourceTwice(name, earlier.span, list: "precedence"))
            }
        }
        // A misspelt name is missing, too, and was reported.
        let isSpelt = item.precedence.allSatisfy { name in item.from.contains { $0.value == name.value } }
        if !item.precedence.isEmpty, isSpelt {
            let missing = item.from.filter { name in !item.precedence.contains { $0.value == name.value } }
            if !missing.isEmpty { report.add(.precedenceGap(item, missing: missing.map(\.value))) }
        }
        for name in item.from where !item.samePerson.contains(where: { $0.source.value == name.value && !$0.attributes.isEmpty }) && !item.samePerson.isEmpty {
            report.add(.nobodyFound(name, item))
        }
        guard report.diagnostics.count == findings else { return nil }

        var parts: [CheckedConsolidation.Part] = []
        for name in item.precedence {
            guard let source = sources.first(where: { $0.name == name.value }),
                let same = item.samePerson.first(where: { $0.source.value == name.value })
            else { continue }
            let keys = same.attributes.compactMap { key(of: source, $0, isFirst: $0.value == same.attributes.first?.value) }
            guard keys.count == same.attributes.count else { continue }
            parts.append(.init(
                source: source, keys: keys, severalRows: severalRows(item, of: source), leavers: leaverGroups(from: .source(source))))
        }
        guard parts.count == item.from.count, !parts.isEmpty else { return nil }
        checkKeyTypes(item, parts)
        return parts
    }

    private mutating func key(of source: CheckedSource, _ name: Spanned<String>, isFirst: Bool) -> CheckedAttribute? {
        guard let attribute = source.attribute(name.value) else {
            unknownName(name, "attribute of `\(source.name)`", known: source.attributes.map(\.name))
            return nil
        }
        // What is wrong with a source's own key was said there.
        let isOwnKey = name.value == source.key
        if attribute.type.isMultiValued || (isFirst && attribute.type.isOptional) {
            if !isOwnKey { report.add(.keyMayBeAbsent(name, source.plan?.attributes.first { $0.name.value == name.value }?.type.span ?? name.span)) }
            return nil
        }
        if !attribute.type.identifies, let type = source.plan?.attributes.first(where: { $0.name.value == name.value })?.type {
            if !isOwnKey { report.add(.noIdentifier(name, type)) }
            return nil
        }
        return attribute
    }

    /// Identifiers that stand in the same place are compared with one another.
    private mutating func checkKeyTypes(_ item: Consolidation, _ parts: [CheckedConsolidation.Part]) {
        for place in 0..<(parts.map(\.keys.count).max() ?? 0) {
            let having = parts.filter { $0.keys.count > place }
            guard let first = having.first else { continue }
            for other in having.dropFirst() where isInteger(first.keys[place]) != isInteger(other.keys[place]) {
                func span(_ part: CheckedConsolidation.Part) -> Span {
                    item.samePerson.first { $0.source.value == part.name }.map { $0.attributes[place].span } ?? item.span
                }
                addUnlessAccepted(
                    .keyTypes((first.keys[place], span(first)), (other.keys[place], span(other)), in: item.name.value), at: item.name.value)
            }
        }
    }

    private func isInteger(_ attribute: CheckedAttribute) -> Bool { attribute.type.base == .integer }

    private mutating func severalRows(_ item: Consolidation, of source: CheckedSource) -> CheckedConsolidation.SeveralRows {
        let own = item.severalRows.first { $0.source?.value == source.name } ?? item.severalRows.first { $0.source == nil }
        guard case .newestBy(let name)? = own?.choice.value else { return .reject }
        guard let attribute = source.attribute(name.value) else {
            unknownName(name, "attribute of `\(source.name)`", known: source.attributes.map(\.name))
            return .reject
        }
        guard canOrder(attribute, name, of: source) else { return .reject }
        return .newest(attribute)
    }

    private mutating func canOrder(_ attribute: CheckedAttribute, _ name: Spanned<String>, of source: CheckedSource) -> Bool {
        let isOrdered = switch attribute.type.base {
        case .date, .integer: true
        default: false
        }
        guard isOrdered, !attribute.type.isOptional, !attribute.type.isMultiValued else {
            report.add(.newestByWhat(attribute, name, source: source.name))
            return false
        }
        return true
    }

    // MARK: Attributes

    private mutating func checkConsolidatedAttributes(
        _ item: Consolidation, parts: [CheckedConsolidation.Part], key: String
    ) -> [CheckedConsolidation.Attribute] {
        var result: [CheckedConsolidation.Attribute] = []
        let keyOrigins = parts.enumerated().map { CheckedConsolidation.Origin(part: $0, attribute: $1.keys[0]) }
        let everyConflict = item.onConflict

        // What the plan names, as it says.
        var taken: Set<String> = Set(keyOrigins.map { "\($0.part).\($0.attribute.name)" })
        var written: [String: CheckedConsolidation.Attribute] = [:]
        for attribute in item.attributes {
            if attribute.name.value == key {
                report.add(.keyIsGiven(attribute.name, in: item))
                continue
            }
            var origins: [CheckedConsolidation.Origin] = []
            for origin in attribute.from {
                guard let index = parts.firstIndex(where: { $0.name == origin.source.value }) else {
                    unknownName(origin.source, "source of this consolidation", known: item.from.map(\.value))
                    continue
                }
                guard let found = parts[index].source.attribute(origin.attribute.value) else {
                    unknownName(origin.attribute, "attribute of `\(parts[index].name)`", known: parts[index].source.attributes.map(\.name))
                    continue
                }
                if origins.contains(where: { $0.part == index }) {
                    report.add(.originTwice(origin, attribute.name))
                    continue
                }
                taken.insert("\(index).\(found.name)")
                origins.append(.init(part: index, attribute: found))
            }
            guard !origins.isEmpty else { continue }
            written[attribute.name.value] = consolidated(
                attribute.name.value, from: origins, at: attribute.name.span, conflict: attribute.onConflict ?? everyConflict,
                because: attribute.because, in: item, parts: parts)
        }

        // Everything else under its own name, in the order of precedence.
        result.append(.init(
            attribute: CheckedAttribute(name: key, type: mergedType(keyOrigins, of: parts, consolidation: item.name.value)), from: keyOrigins,
            onConflict: .first, because: nil))
        var seen: Set<String> = [key]
        for part in parts {
            for attribute in part.source.attributes where !seen.contains(attribute.name) {
                if let own = written[attribute.name] {
                    seen.insert(attribute.name)
                    result.append(own)
                    continue
                }
                if item.attributes.contains(where: { $0.name.value == attribute.name }) { continue }
                let origins = parts.enumerated().compactMap { index, part -> CheckedConsolidation.Origin? in
                    guard let found = part.source.attribute(attribute.name), !taken.contains("\(index).\(attribute.name)") else { return nil }
                    return .init(part: index, attribute: found)
                }
                guard !origins.isEmpty, seen.insert(attribute.name).inserted else { continue }
                let span = parts[origins[origins.count - 1].part].source.plan?.attributes.first { $0.name.value == attribute.name }?.name.span
                result.append(consolidated(
                    attribute.name, from: origins, at: span ?? item.span, conflict: everyConflict, because: nil, in: item, parts: parts))
            }
        }
        for attribute in item.attributes where !seen.contains(attribute.name.value) {
            if let own = written[attribute.name.value] { result.append(own) }
        }
        return result
    }

    private mutating func consolidated(
        _ name: String, from origins: [CheckedConsolidation.Origin], at span: Span, conflict: Spanned<Consolidation.OnConflict>?,
        because: String?, in item: Consolidation, parts: [CheckedConsolidation.Part]
    ) -> CheckedConsolidation.Attribute {
        let first = origins[0]
        // What has a problem is an attribute all the same: whoever maps it says nothing new.
        var onConflict = CheckedConsolidation.OnConflict.first
        var attribute: CheckedConsolidation.Attribute {
            .init(
                attribute: CheckedAttribute(name: name, type: mergedType(origins, of: parts, consolidation: item.name.value)), from: origins,
                onConflict: onConflict, because: because)
        }
        for origin in origins where origin.attribute.type.isMultiValued {
            report.add(.consolidatedMany(origin.attribute, span, source: parts[origin.part].name))
            return attribute
        }
        for other in origins.dropFirst() where !isAlike(first.attribute.type, other.attribute.type) {
            report.add(.consolidatedType(
                name, (first.attribute, parts[first.part].source), (other.attribute, parts[other.part].source), at: span))
            return attribute
        }
        switch conflict?.value {
        case nil, .first?: break
        case .reject?: onConflict = .reject
        case .newestBy(let by)?:
            // An attribute of one source only has nobody to disagree with.
            guard origins.count > 1 else { break }
            var byPart: [Int: CheckedAttribute] = [:]
            for origin in origins {
                let source = parts[origin.part].source
                guard let found = source.attribute(by.value) else {
                    unknownName(by, "attribute of `\(source.name)`", known: source.attributes.map(\.name))
                    continue
                }
                if canOrder(found, by, of: source) { byPart[origin.part] = found }
            }
            onConflict = .newest(byPart)
        }
        return attribute
    }

    /// Whether values of the two are one kind of value, once each is read in its source's own form.
    private func isAlike(_ left: AttributeType, _ right: AttributeType) -> Bool {
        switch (left.base, right.base) {
        case (.string, .string), (.integer, .integer), (.boolean, .boolean), (.date, .date), (.reference, .reference), (.binary, .binary): true
        case (.datetime(let one), .datetime(let other)): one == other
        default: false
        }
    }

    /// What is known of a value that any of the origins may give. A person may be in one source alone, so the value is there for
    /// certain only where every source has it for certain.
    private func mergedType(
        _ origins: [CheckedConsolidation.Origin], of parts: [CheckedConsolidation.Part], consolidation: String
    ) -> AttributeType {
        var type = origins[0].attribute.type
        switch type.base {
        case .string:
            let lengths = origins.map { $0.attribute.type.textLength }
            type.base = .string(maxLength: lengths.contains(nil) ? nil : lengths.compactMap { $0 }.max())
        case .integer where origins.contains(where: { $0.attribute.type.base != .integer }):
            // Identifiers of unlike types are compared as text.
            let lengths = origins.map { $0.attribute.type.textLength }
            type.base = .string(maxLength: lengths.contains(nil) ? nil : lengths.compactMap { $0 }.max())
        case .date: type.base = .date(format: nil)
        case .reference(let system) where parts.contains(where: { $0.name == system }): type.base = .reference(to: consolidation)
        default: break
        }
        type.isOptional = origins.count < parts.count || origins.contains { $0.attribute.type.isOptional }
        return type
    }

    // MARK: Leavers and engines

    /// A rule that names the consolidation looks at people; rules that name the sources look at rows. Where both are missing, a
    /// rule without a name looks at people.
    private func consolidatedLeavers(_ source: CheckedSource, parts: [CheckedConsolidation.Part]) -> CheckedConsolidation.Leavers {
        let named = plan.deprovisioning.flatMap(\.when).filter { $0.source?.value == source.name }.flatMap(\.groups)
        if !named.isEmpty { return .person(named) }
        if parts.allSatisfy({ !$0.leavers.isEmpty }) { return .allRows }
        let unnamed = leaverGroups(from: .source(source))
        return unnamed.isEmpty ? .unknown : .person(unnamed)
    }

    /// What is generated for the engine must run the rules as they run here.
    private mutating func checkEngine(_ item: Consolidation, parts: [CheckedConsolidation.Part]) {
        guard let engine = item.runsOn else { return }
        switch engine.value {
        case .dataFactory:
            checkReading(engine, parts)
            for part in parts {
                for attribute in part.source.plan?.attributes ?? [] where attribute.name.value.contains(where: { "{}\\".contains($0) }) {
                    report.add(.engineCannotName(attribute.name, engine))
                }
            }
            checkTests(engine, item, parts)
        case .logicApps:
            checkReading(engine, parts)
            checkFinding(engine, item, parts)
            checkDays(engine, parts)
            checkTests(engine, item, parts)
        case .mim: checkDeciding(engine, item)
        }
    }

    private mutating func checkReading(_ engine: Spanned<Consolidation.Engine>, _ parts: [CheckedConsolidation.Part]) {
        for part in parts {
            // Whatever system it is: a file that it drops can be read.
            guard let kind = part.source.kind, kind != .csv, kind != .sql, part.source.plan?.file == nil else { continue }
            report.add(.engineCannotRead(engine, part.source, kind))
        }
    }

    /// Rules that name a part, the people, or nobody.
    private mutating func checkTests(_ engine: Spanned<Consolidation.Engine>, _ item: Consolidation, _ parts: [CheckedConsolidation.Part]) {
        let names = Set(parts.map(\.name) + [item.name.value])
        for rule in plan.deprovisioning.flatMap(\.when) where rule.source.map({ names.contains($0.value) }) ?? true {
            for clause in rule.groups.flatMap(\.clauses) {
                switch clause.test {
                case .matches, .matchesNot: report.add(.engineCannotTest(clause, engine.value))
                default: break
                }
            }
        }
    }

    /// A workflow finds people by one place in one text; it does not try a second identifier where the first finds nobody.
    private mutating func checkFinding(_ engine: Spanned<Consolidation.Engine>, _ item: Consolidation, _ parts: [CheckedConsolidation.Part]) {
        for same in item.samePerson where same.attributes.count > 1 {
            report.add(.engineCannotFind(engine, same.attributes[1], "tries several identifiers one after the other"))
            return
        }
        for part in parts {
            for attribute in part.source.plan?.attributes ?? [] {
                guard case .reference(let system) = attribute.type.value.base, let target = parts.first(where: { $0.name == system }),
                    target.source.key != target.keys[0].name
                else { continue }
                let what = "turns `\(target.source.key)` of `\(system)` into the person's key"
                report.add(.engineCannotFind(engine, Spanned(attribute.name.value, attribute.type.span), what))
            }
        }
    }

    /// Without regular expressions a day can be taken apart only where each of its parts has a place of its own.
    private mutating func checkDays(_ engine: Spanned<Consolidation.Engine>, _ parts: [CheckedConsolidation.Part]) {
        for part in parts {
            for attribute in part.source.plan?.attributes ?? [] {
                guard case .date(let format?) = attribute.type.value.base, !AttributeType.hasFixedPlaces(format) else { continue }
                report.add(.engineCannotDate(attribute, format, engine))
            }
        }
    }

    /// MIM's metaverse knows one order of sources for each attribute, and one row of each source.
    private mutating func checkDeciding(_ engine: Spanned<Consolidation.Engine>, _ item: Consolidation) {
        for rows in item.severalRows {
            if case .newestBy = rows.choice.value {
                report.add(.engineCannotDecide(
                    engine, rows.choice.span, "takes the newest of several rows",
                    why: "A management agent has one object for one anchor; a second row with the same one is an error of the import.",
                    help: "let a view of the source hand out one row a person, and write `reject`"))
            }
        }
        let conflicts = [item.onConflict] + item.attributes.map(\.onConflict)
        for case let conflict? in conflicts {
            switch conflict.value {
            case .first: break
            case .reject, .newestBy:
                report.add(.engineCannotDecide(
                    engine, conflict.span, "looks at what the other sources say",
                    why: "Attribute flow precedence takes the first source that has a value, and asks no other.",
                    help: "write `first`, or run it on data-factory"))
            }
        }
        if item.leaversLast {
            report.add(.engineCannotDecide(
                engine, engine.span, "puts the source where a person left behind the others",
                why: "Attribute flow precedence is one order for everybody, whether they left or not.",
                help: "write `leavers-last: false`, or run it on data-factory"))
        }
    }

    /// Who sends must be there as long as it sends.
    mutating func checkSenders(_ phases: [CheckedPhase]) {
        var running: [CheckedMapping] = []
        for phase in phases {
            running += phase.starts
            running.removeAll { mapping in phase.stopsMappings.contains { $0.name == mapping.name } }
            guard phase.retiresMIM else { continue }
            for mapping in running {
                guard case .source(let source) = mapping.from, source.consolidation?.engine == .mim,
                    let item = plan.consolidations.first(where: { $0.name.value == source.name }), let engine = item.runsOn,
                    let stop = plan.phases.first(where: { $0.name.value == phase.name })?.stops.first(where: { $0.value == "legacy" })
                else { continue }
                report.add(.senderEnds(engine, source.name, stop))
            }
            return
        }
    }

    /// A person's key changes when a stronger source begins to know them; then another match must find the account.
    mutating func checkKeyChanges(_ mappings: [CheckedMapping]) {
        for mapping in mappings {
            guard case .source(let people) = mapping.from, let rules = people.consolidation, rules.keyCount > 1,
                mapping.attributes.count(where: { $0.matchingPriority > 0 }) == 1,
                let match = mapping.attributes.first(where: { $0.matchingPriority == 1 }), case .direct(let by) = match.value, by.name == rules.key
            else { continue }
            addUnlessAccepted(.keyChanges(match, by, people, rules, in: mapping.name), at: mapping.name)
        }
    }
}

extension AttributeType {
    /// Whether each part of a day stands at a place of its own: `dd/MM/yyyy`, not `d/M/yyyy`.
    public static func hasFixedPlaces(_ format: String) -> Bool {
        var widths: [Character: [Int]] = [:]
        var rest = Substring(format)
        while let letter = rest.first {
            let run = rest.prefix { $0 == letter }
            if "yMd".contains(letter) { widths[letter, default: []].append(run.count) }
            rest = rest.dropFirst(run.count)
        }
        return (widths["y"] == [4] || widths["y"] == [2]) && widths["M"] == [2] && widths["d"] == [2]
    }
}

extension CheckedSource {
    func consolidating(_ consolidation: CheckedConsolidation) -> CheckedSource {
        var result = self
        result.consolidation = consolidation
        return result
    }
}
