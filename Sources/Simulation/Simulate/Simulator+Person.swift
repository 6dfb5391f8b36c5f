import Analysis
import Diagnostics
import Expressions
import Microsoft
import Plan

/// One person, one mapping: matching, values, collisions, and what the target holds afterwards.
extension Simulator {
    struct Case {
        let run: MappingRun
        let row: [Value]
        let isInScope: Bool
        let isLeaver: Bool?
        let isDeleted: Bool
        let owner: String
        let key: String
        let arrival: Population.Arrival?
        let population: Int?
        /// Of the mapping among those of its source; nil from Entra ID.
        let number: Int?

        var isInbound: Bool { number != nil }
    }

    func load(_ object: Int32, _ system: Int) -> ObjectState {
        let index = indexes[system], shape = shapes[system]
        let record = index.objects.record(Int(object))
        var values = [Value](repeating: .absent, count: index.columns.count)
        for slot in values.indices {
            if let column = index.columns[slot] { values[slot] = Value(column: record[column], shape.kinds[slot]) }
        }
        let isEnabled = index.isEnabled(record)
        if let flag = shape.softDeleted { values[flag] = .boolean(isEnabled == false) }
        if let place = shape.objectID, values[place] == .absent { values[place] = .text("entra:\(object + 1)") }
        return ObjectState(object: object, values: values, isEnabled: isEnabled)
    }

    func fate(_ person: Case, _ states: inout [ObjectState?], _ world: inout World) -> Fate {
        var fate = decide(person, &states, &world)
        guard isTraced(person.key), let state = states[person.run.system], !state.isGone else { return fate }
        let shape = shapes[person.run.system]
        var object: [String: String] = [:]
        for (slot, value) in zip(shape.slots, state.values) {
            if let text = value.shown, !text.isEmpty { object[slot.name] = text }
        }
        if let isEnabled = state.isEnabled {
            switch shape.kind {
            case .entra: object["accountEnabled"] = isEnabled ? "True" : "False"
            case .activeDirectory: object["accountDisabled"] = isEnabled ? "False" : "True"
            case .application: break
            }
        }
        fate.object = object
        return fate
    }

    private func decide(_ person: Case, _ states: inout [ObjectState?], _ world: inout World) -> Fate {
        let run = person.run, system = run.system, shape = shapes[system]
        var fate = Fate(run.name, shape.name, .unchanged)
        fate.isLeaver = person.isLeaver == true
        func finding(_ code: String, _ reason: String, _ item: MappingRun.Item? = nil) -> Fate.Finding {
            Fate.Finding(
                code: code, reason: reason, row: person.arrival?.rows.first, column: item?.column, attribute: item?.mapping.target.name,
                place: item?.span ?? run.mapping.span)
        }

        // Somebody out of scope who may be another source's: the job looks for nobody, and leaves alone whom it has never written. Whether
        // it has, no export tells.
        if !person.isInScope, person.isInbound, states[system] == nil {
            fate.kind = .outOfScope
            if case .object(let object) = match(person, world, claims: false) {
                let isOn = indexes[system].isEnabled(indexes[system].objects.record(Int(object))) != false
                if isOn, run.mapping.keepsOutOfScope {
                    fate.findings.append(finding("kept", "the person exists in `\(shape.name)`, and `out-of-scope: keep` leaves the account as it is"))
                } else if isOn {
                    fate.findings.append(finding(
                        "left-scope", "the person exists in `\(shape.name)` and is out of the mapping's scope: an account that this job has written is disabled"))
                }
            }
            return fate
        }

        // Matching.
        if states[system] == nil {
            switch match(person, world) {
            case .object(let object):
                world.owners[system][Int(object)] = person.owner
                states[system] = load(object, system)
            case .nobody: break
            case .problem(let code, let reason, let item):
                fate.kind = person.isInScope ? .refused : .outOfScope
                fate.findings.append(finding(code, reason, item))
                return fate
            }
        }
        let before = states[system].flatMap { $0.isGone ? nil : $0 }

        if !person.isInScope {
            fate.kind = .outOfScope
            guard let before, before.isEnabled != false else { return fate }
            if run.mapping.keepsOutOfScope {
                fate.findings.append(finding("kept", "the person is out of scope, and `out-of-scope: keep` leaves the account as it is"))
                return fate
            }
            let left = finding("left-scope", "the person exists in `\(shape.name)` and is out of the mapping's scope")
            // An object that carries the user's own id was written by this job.
            guard before.object == nil || run.matches.contains(where: { $0.column.map { shapes[entra].slot($0) == shapes[entra].objectID } == true }) else {
                fate.findings.append(left)
                return fate
            }
            leave(&fate, run, &states, left)
            return fate
        }
        if before == nil, person.isLeaver == true, !person.isInbound {
            // A disabled user is never created in the target (entra-docs: on-premises-application-provisioning).
            fate.kind = .outOfScope
            fate.findings.append(finding("never-created", "the user is disabled in Entra ID; a disabled user is never created in an application"))
            return fate
        }

        // Values.
        let isTraced = isTraced(person.key)
        var values = before?.values ?? [Value](repeating: .absent, count: shape.slots.count)
        for item in run.items where before == nil || !item.onCreate {
            let slot = item.slot
            var value: Value
            switch run.outcome(item, person.row) {
            case .value(let result): value = result
            case .ignoreAttribute: continue
            case .ignoreObject:
                fate = Fate(run.name, shape.name, .outOfScope, [finding("ignored", "the expression leaves the person alone", item)])
                return fate
            case .escrow:
                return refused(fate, finding("no-free-value", "no candidate for `\(item.mapping.target.name)` is free", item))
            case .failure(let reason):
                return refused(fate, finding("expression-fails", "the expression of `\(item.mapping.target.name)` fails: \(reason)", item))
            }
            if isTraced { fate.values.append(run.traced(item, person.row, text: value.isAbsentOrEmpty ? nil : value.shown)) }
            if value.isAbsentOrEmpty {
                if before == nil, let fallback = item.mapping.defaultValue {
                    value = .text(fallback)
                } else {
                    // Nothing is written for an absent value (entra-docs: customize-application-attributes).
                    if let old = before?.values[slot].shown, !old.isEmpty {
                        fate.findings.append(finding("old-value-stays", "`\(item.mapping.target.name)` keeps its old value: the new one is empty, and nothing is written", item))
                    }
                    continue
                }
            }
            let text = value.shown ?? ""
            if let misfit = misfit(text, item) { return refused(fate, finding(misfit.code, misfit.reason, item)) }
            if let misnamed = misnamed(text, item.mapping.target, shape.kind) { return refused(fate, finding(misnamed.code, misnamed.reason, item)) }
            if let finding = reference(person, item, world) { fate.findings.append(finding) }
            let old = before?.values[slot].shown
            if let before, same(old, text, item.comparison) || isSameReference(old, text, item, system, before) {
                values[slot] = value
                continue
            }
            if let place = item.uniquePlace {
                if let owner = unique.owner(of: text, in: place), owner != before?.object.map(UniqueValues.Owner.object), owner != .person(person.owner) {
                    return refused(fate, finding("not-unique", "`\(item.mapping.target.name)` is taken already, by \(name(owner, system))", item))
                }
                if item.selects, let first = firstCandidate(item, person.row), first.lowercased() != text.lowercased() {
                    let owner = unique.owner(of: first, in: place).map { name($0, system) } ?? "somebody else"
                    fate.findings.append(finding("next-candidate", "`\(first)` is taken by \(owner); the next free candidate counts", item))
                }
            }
            values[slot] = value
            let isKnown = before?.object == nil || indexes[system].columns[slot] != nil
            fate.changes.append(Fate.Change(
                attribute: item.mapping.target.name, before: old.flatMap { $0.isEmpty ? nil : $0 }, after: text, isKnown: isKnown, mim: mimValue(item, person),
                place: item.span))
        }
        if before == nil {
            for item in run.items where !item.mapping.target.type.isOptional && values[item.slot].isAbsentOrEmpty {
                if case .boolean = item.mapping.target.type.base { continue }
                return refused(fate, finding("missing-required", "`\(item.mapping.target.name)` is required and would be empty", item))
            }
        }
        for item in run.items {
            if let place = item.uniquePlace, let text = values[item.slot].shown, !text.isEmpty { unique.take(text, in: place, by: .person(person.owner)) }
        }

        // Who left, and who comes back.
        var state = before ?? ObjectState(object: nil, values: values, isEnabled: true)
        state.values = values
        fate.kind = before == nil ? .created : fate.changes.isEmpty ? .unchanged : .updated
        if person.isInbound, let isLeaver = person.isLeaver {
            let flag = shape.kind == .entra ? "accountEnabled" : "accountDisabled"
            func text(_ isEnabled: Bool) -> String { (shape.kind == .entra) == isEnabled ? "True" : "False" }
            if let before, before.isEnabled != !isLeaver, before.isEnabled != nil || isLeaver {
                fate.changes.append(Fate.Change(
                    attribute: flag, before: before.isEnabled.map(text), after: text(!isLeaver), isKnown: before.isEnabled != nil, mim: nil, place: run.mapping.span))
                fate.kind = isLeaver ? .disabled : .updated
            } else if before == nil, isLeaver {
                fate.changes.append(Fate.Change(attribute: flag, before: nil, after: text(false), isKnown: true, mim: nil, place: run.mapping.span))
                fate.findings.append(finding("created-disabled", "the person has left and does not exist in `\(shape.name)`: a disabled account is created"))
            }
            state.isEnabled = !isLeaver
            if person.isDeleted, before != nil {
                fate.kind = .deleted
                state.isGone = true
            }
        } else if !person.isInbound, person.isLeaver == true, before != nil {
            if fate.changes.contains(where: { change in run.flags.contains { shape.slots[$0].name == change.attribute } }) { fate.kind = .disabled }
            if before?.isEnabled != false, let flow = run.mapping.connector?.onDisable, flow != .none { disable(&fate, flow, run, &state) }
            state.isEnabled = false
        }
        if let flag = shape.softDeleted { state.values[flag] = .boolean(state.isEnabled == false) }
        if let place = shape.objectID, state.values[place] == .absent { state.values[place] = .text("new:\(person.key)") }
        states[system] = state
        return fate
    }

    private func refused(_ fate: Fate, _ finding: Fate.Finding) -> Fate {
        var fate = fate
        fate.kind = .refused
        fate.changes = []
        // Hints about values that are not written would only distract.
        fate.findings = [finding]
        return fate
    }

    /// An account whose person is out of scope.
    private func leave(_ fate: inout Fate, _ run: MappingRun, _ states: inout [ObjectState?], _ finding: Fate.Finding) {
        let system = run.system, shape = shapes[system]
        guard var state = states[system] else { return }
        if shape.kind == .application {
            guard let flow = run.mapping.connector?.onDisable, flow != .none else {
                fate.findings.append(finding)
                return
            }
            fate.findings.append(finding)
            disable(&fate, flow, run, &state)
        } else {
            let flag = shape.kind == .entra ? "accountEnabled" : "accountDisabled"
            let isEntra = shape.kind == .entra
            fate.kind = .disabled
            fate.findings.append(finding)
            fate.changes.append(Fate.Change(
                attribute: flag, before: state.isEnabled.map { $0 == isEntra ? "True" : "False" }, after: isEntra ? "False" : "True",
                isKnown: state.isEnabled != nil, mim: nil, place: run.mapping.span))
        }
        state.isEnabled = false
        if let place = shape.softDeleted { state.values[place] = .boolean(true) }
        states[system] = state
    }

    private func disable(_ fate: inout Fate, _ flow: HostFlow, _ run: MappingRun, _ state: inout ObjectState) {
        switch flow {
        case .none: break
        case .delete:
            fate.kind = .deleted
            state.isGone = true
        case .set(let attribute):
            fate.kind = .disabled
            fate.changes.append(Fate.Change(attribute: attribute, before: nil, after: "True", isKnown: false, mim: nil, place: run.mapping.span))
        }
    }

    enum Match {
        case object(Int32), nobody
        case problem(code: String, reason: String, MappingRun.Item)
    }

    private func match(_ person: Case, _ world: World, claims: Bool = true) -> Match {
        let run = person.run, index = indexes[run.system]
        var attempts = run.matches.map { ($0, $0.slot) }
        // The generated script looks for people who are there already by another attribute.
        if let key = Simulator.adoption(run.mapping), let item = run.items.first(where: { $0.mapping.target.name.lowercased() == key.lowercased() }) {
            attempts.append((item, item.slot))
        }
        for (item, slot) in attempts {
            guard case .value(let value) = run.outcome(item, person.row), let text = value.shown, !text.isEmpty else { continue }
            let found = index.objects(with: text, in: slot)
            guard let object = found.first else { continue }
            let name = shapes[run.system].name
            if found.count > 1 {
                return .problem(
                    code: "several-matches", reason: "\(found.count) objects of `\(name)` have this `\(item.mapping.target.name)`; nobody can say which is the person's", item)
            }
            if claims, let owner = world.owners[run.system][Int(object)], owner != person.owner {
                return .problem(code: "shared-object", reason: "the object of `\(name)` that matches belongs to \(owner) already", item)
            }
            return .object(object)
        }
        return .nobody
    }
}
