import Analysis
import Expressions
import Plan

/// What is asked of a value before it is written.
extension Simulator {
    func misfit(_ text: String, _ item: MappingRun.Item) -> (code: String, reason: String)? {
        switch item.limit {
        case .none: return nil
        case .length(let limit):
            // A UTF-16 code unit is one byte of UTF-8 at least.
            if text.utf8.count <= limit { return nil }
            let length = text.utf16.count
            return length > limit ? ("too-long", "`\(item.name)` would have \(length) characters; it takes \(limit)") : nil
        case .integer: return Int(text) == nil ? ("bad-integer", "`\(item.name)` takes a whole number") : nil
        case .boolean:
            return ["true", "false", "0", "1"].contains(text.lowercased()) ? nil : ("bad-boolean", "`\(item.name)` takes True or False")
        }
    }

    /// What a directory refuses as a name.
    ///
    /// Source: entra-docs, plan-cloud-hr-provision and hr-user-creation-issues (letters, digits and `' . - _ ! # ^ ~` before the @); the
    /// characters of sAMAccountName are those of Microsoft's naming conventions in Active Directory.
    func misnamed(_ text: String, _ target: CheckedAttribute, _ kind: SystemShape.Kind) -> (code: String, reason: String)? {
        guard kind != .application else { return nil }
        switch target.name {
        case "userPrincipalName":
            let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                return ("bad-name", "`\(target.name)` would be no name and domain with one @ between them")
            }
            let wrong = parts[0].unicodeScalars.first { scalar in
                !(scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "'.-_!#^~".unicodeScalars.contains(scalar)))
            }
            if wrong != nil { return ("bad-name", "before the @ `\(target.name)` takes letters A to Z, digits and ' . - _ ! # ^ ~ only") }
            if parts[0].first == "." || parts[0].last == "." { return ("bad-name", "before the @ `\(target.name)` neither begins nor ends with a dot") }
            let domain = parts[1].lowercased()
            let verified = [plan.domain.lowercased()] + (plan.plan.tenant?.domains.map { $0.value.lowercased() } ?? [])
            if !verified.contains(domain), !domain.hasSuffix(".onmicrosoft.com") {
                return ("unverified-domain", "`\(target.name)` would end in a domain that the plan does not know as verified")
            }
        case "sAMAccountName":
            if text.unicodeScalars.contains(where: { $0.value < 0x20 || "\"/\\[]:;|=,+*?<>@".unicodeScalars.contains($0) }) || text.last == "." {
                return ("bad-name", "`\(target.name)` takes none of \" / \\ [ ] : ; | = , + * ? < > @, and no dot at its end")
            }
        default: break
        }
        return nil
    }

    func same(_ old: String?, _ new: String, _ comparison: MappingRun.Item.Comparison) -> Bool {
        guard let old, !old.isEmpty else { return false }
        switch comparison {
        case .folded: return old.lowercased() == new.lowercased()
        // Directories tell a day with its midnight.
        case .day: return old == new || (old.hasPrefix(new) && new.utf8.count == 10) || (new.hasPrefix(old) && old.utf8.count == 10)
        case .exact: return ExactSearch.areEqual(old, new)
        }
    }

    func isSameReference(_ old: String?, _ new: String, _ item: MappingRun.Item, _ system: Int, _ before: ObjectState) -> Bool {
        guard case .reference = shapes[system].slots[item.slot].type.base, let old, !old.isEmpty else { return false }
        for slot in shapes[system].slots.indices {
            for object in indexes[system].objects(with: new, in: slot) where indexes[system].isNamed(old, Int(object)) { return true }
        }
        return false
    }

    /// What is wrong with the person that a value names.
    func reference(_ person: Case, _ item: MappingRun.Item, _ world: World) -> Fate.Finding? {
        guard let place = person.population, let number = person.number, let arrival = person.arrival, let column = item.column,
            let line = world.lines[place].first(where: { $0.column == column })
        else { return nil }
        // One copy of it is enough to tell.
        guard person.run.items.first(where: { $0.column == column })?.slot == item.slot else { return nil }
        func finding(_ code: String, _ reason: String) -> Fate.Finding {
            Fate.Finding(code: code, reason: reason, row: arrival.rows.first, column: column, attribute: item.mapping.target.name, place: item.span)
        }
        let manager = line.managers[arrival.number]
        if manager == ReportingLines.missing {
            return finding("missing-manager", "no row of `\(populations[place].source.name)` has the key that \(column) names")
        }
        guard manager >= 0 else { return nil }
        if line.isInCircle(arrival.number) {
            let steps = line.circle(of: arrival.number)
            return finding("manager-circle", steps == 1 ? "the person is their own manager" : "\(steps) people report to each other in a circle, this one among them")
        }
        if !world.provisioned[place][number][Int(manager)] {
            let text = arrival.fields[populations[place].columns.firstIndex(of: column) ?? 0]
            let exists = person.run.matches.contains { !indexes[person.run.system].objects(with: text, in: $0.slot).isEmpty }
            if !exists { return finding("manager-not-provisioned", "the manager's row is out of scope or refused, so the reference stays empty") }
        }
        if person.isLeaver != true, world.left[place][number][Int(manager)] {
            return finding("manager-left", "the manager has left: approvals and mails to them reach nobody")
        }
        return nil
    }

    func firstCandidate(_ item: MappingRun.Item, _ row: [Value]) -> String? {
        guard case .expression(let computed) = item.origin else { return nil }
        var free = computed.world
        free.isTaken = { _ in false }
        if case .value(let value) = computed.evaluator.evaluate(row, free) { return value.shown }
        return nil
    }

    func name(_ owner: UniqueValues.Owner, _ system: Int) -> String {
        switch owner {
        case .person(let name): name
        case .object(let object): "an object of `\(shapes[system].name)` that exists (item \(object + 1) of the export)"
        }
    }

    func mimValue(_ item: MappingRun.Item, _ person: Case) -> MIMValue? {
        switch item.mim {
        case nil: return nil
        case .constant(let text)?: return .value(text)
        case .column(let column)?:
            guard let place = person.population, let arrival = person.arrival, arrival.record != nil,
                let position = populations[place].columns.firstIndex(of: column)
            else { return nil }
            let text = arrival.fields[position]
            // What HR leaves empty another system may give.
            return text.isEmpty ? nil : .value(text)
        }
    }
}
