import Analysis
import Diagnostics
import Expressions
import Microsoft
import Plan

/// The rows of HR through the phases of a plan, against what exists already: what becomes of everybody, and why.
///
/// The phases follow each other as in the tenant: what one has made is there for the next. In each, a person goes from the source into
/// Entra ID (or Active Directory), and as Entra ID has them then, on into the applications. People come in the order of their keys,
/// whatever the order of the rows is: where two want the same name, the one with the first key gets it.
public struct Simulator {
    /// What the run can't begin with.
    public struct Problem: Error, CustomStringConvertible, Sendable {
        public let description: String

        init(_ description: String) {
            self.description = description
        }
    }

    /// A header that does not fit, and of which source's file.
    public struct RowsHeaderError: Error, Sendable {
        public let source: String
        public let error: HeaderError
    }

    /// Whose values are traced.
    public enum Tracing: Sendable {
        case nobody
        case person(String)
        case everybody
    }

    public var tracing = Tracing.nobody
    let plan: CheckedPlan
    let today: Day
    /// How many phases are walked.
    let phaseCount: Int
    let shapes: [SystemShape]
    let indexes: [ObjectIndex]
    private let populations: [Population]
    private let unique: UniqueValues
    private let environment: EvaluationEnvironment
    /// By population: its mappings.
    private let inbound: [[InboundRun]]
    private let outbound: [MappingRun]
    /// By mapping from Entra ID and group of its scope: the slots of the user that are tested.
    private let outboundScopes: [[[(slot: Int?, test: ClauseEvaluator)]]]
    /// By phase: the mappings that run, by name.
    private let running: [Set<String>]
    private let mim: MIMFlows
    private let entra: Int
    private let given: Set<String>

    /// - Parameters:
    ///   - rows: by source, the bytes of its CSV file. Sources without a file are left out, and with them their mappings.
    ///   - existing: by system, the bytes of an export.
    ///   - phase: the last phase to walk; all of them where it is nil.
    /// - Throws: ``Problem``, ``RowsHeaderError``; what ``Consolidator`` throws.
    public init(_ plan: CheckedPlan, rows: [String: [UInt8]], existing: [String: [UInt8]] = [:], through phase: Int? = nil, today: Day) throws {
        let objects = try existing.map { name, bytes in (name, try ExistingObjects(bytes, of: name)) }
        try self.init(plan, rows: rows, objects: Dictionary(uniqueKeysWithValues: objects), through: phase, today: today)
    }

    init(_ plan: CheckedPlan, rows: [String: [UInt8]], objects: [String: ExistingObjects], through phase: Int?, today: Day) throws {
        self.plan = plan
        self.today = today
        phaseCount = phase ?? plan.phases.count
        given = Set(objects.keys)
        guard let now = Instant(year: today.year, month: today.month, day: today.day) else { throw Problem("the day is out of range") }
        environment = EvaluationEnvironment(now: now, defaultDomain: plan.domain, random: { 0 })
        mim = MIMFlows(plan)
        unique = UniqueValues()

        // Systems, Entra ID first.
        var shapes = [SystemShape(.entra, in: plan)]
        entra = 0
        for mapping in plan.mappings where !shapes.contains(where: { $0.name == mapping.to.name }) {
            shapes.append(SystemShape(mapping.to, in: plan))
        }
        self.shapes = shapes
        for name in objects.keys.sorted() where !shapes.contains(where: { $0.name == name }) {
            throw Problem("the plan writes to no system `\(name)`; it writes to \(shapes.map { "`\($0.name)`" }.joined(separator: ", "))")
        }
        indexes = try shapes.map { shape in
            var matched: Set<Int> = []
            for mapping in plan.mappings where mapping.to.name == shape.name {
                for item in mapping.attributes where item.matchingPriority > 0 { if let slot = shape.slot(item.target.name) { matched.insert(slot) } }
                if let key = Simulator.adoption(mapping), let slot = shape.slot(key) { matched.insert(slot) }
            }
            let found = objects[shape.name] ?? .none
            let index = ObjectIndex(found, shape, matchedBy: matched)
            if objects[shape.name] != nil, !matched.isEmpty, matched.allSatisfy({ index.columns[$0] == nil }) {
                let names = matched.sorted().map { "`\(shape.slots[$0].name)`" }.joined(separator: " or ")
                throw Problem("the export of `\(shape.name)` has no \(names), by which people are matched; everybody would look new")
            }
            return index
        }

        // Who runs when.
        var running: [Set<String>] = []
        var now_: Set<String> = []
        for phase in plan.phases {
            for mapping in phase.stopsMappings { now_.remove(mapping.name) }
            for mapping in phase.starts { now_.insert(mapping.name) }
            running.append(now_)
        }
        self.running = running

        // Sources in the order in which the road takes them up.
        let sources = Simulator.sources(plan, phases: running.prefix(phaseCount))
        var populations: [Population] = []
        var inbound: [[InboundRun]] = []
        let (mim, unique, environment) = (mim, unique, environment)
        for source in sources where Simulator.hasRows(source, rows) {
            do {
                let population = try Population(source, files: rows, today: today)
                inbound.append(try plan.mappings.filter { $0.from.name == source.name }.map { mapping in
                    let system = shapes.firstIndex { $0.name == mapping.to.name } ?? 0
                    return try InboundRun(mapping, in: plan, header: population.columns, today: today) { place in
                        MappingRun(
                            mapping, system: system, shape: shapes[system], mim: mim, source: source.name, unique: unique, environment: environment,
                            place: place)
                    }
                })
                populations.append(population)
            } catch let error as HeaderError {
                throw RowsHeaderError(source: source.name, error: error)
            } catch let error as Consolidator.PartHeaderError {
                throw RowsHeaderError(source: error.source, error: error.error)
            }
        }
        self.populations = populations
        self.inbound = inbound
        let users = shapes[0]
        outbound = plan.mappings.filter { $0.from.name == "entra" }.map { mapping in
            let system = shapes.firstIndex { $0.name == mapping.to.name } ?? 0
            return MappingRun(
                mapping, system: system, shape: shapes[system], mim: mim, source: sources.first?.name, unique: unique, environment: environment,
                place: { users.slot($0) })
        }
        outboundScopes = outbound.map { run in
            run.mapping.scope.map { $0.clauses.map { (users.slot($0.attribute.value), ClauseEvaluator($0.test)) } }
        }
    }

    private func isTraced(_ key: String) -> Bool {
        switch tracing {
        case .nobody: false
        case .everybody: true
        case .person(let wanted): wanted.lowercased() == key.lowercased()
        }
    }

    /// The sources whose rows are wanted, in order.
    public static func sources(_ plan: CheckedPlan, through phase: Int? = nil) -> [CheckedSource] {
        var running: [Set<String>] = []
        for phase in plan.phases.prefix(phase ?? plan.phases.count) { running.append(Set(phase.starts.map(\.name))) }
        return sources(plan, phases: running[...])
    }

    private static func sources(_ plan: CheckedPlan, phases: ArraySlice<Set<String>>) -> [CheckedSource] {
        var result: [CheckedSource] = []
        for names in phases {
            for mapping in plan.mappings where names.contains(mapping.name) {
                if case .source(let source) = mapping.from, !result.contains(where: { $0.name == source.name }) { result.append(source) }
            }
        }
        return result
    }

    private static func hasRows(_ source: CheckedSource, _ rows: [String: [UInt8]]) -> Bool {
        if let rules = source.consolidation { return rules.parts.contains { rows[$0.name] != nil } }
        return rows[source.name] != nil
    }

    /// The attribute by which a connector's script finds people who are there already.
    private static func adoption(_ mapping: CheckedMapping) -> String? {
        if case .powershell(let target)? = mapping.connector?.target { target.adoptBy } else { nil }
    }

    // MARK: The walk

    /// An object of a target, as far as the walk has come.
    struct ObjectState {
        /// Of the export; nil for one that the walk has made.
        let object: Int32?
        var values: [Value]
        var isEnabled: Bool?
        /// Deleted by the walk; Entra ID would make a new one.
        var isGone = false
    }

    /// What everybody shares.
    private struct World {
        /// By system: who has taken an object of the export.
        var owners: [[String?]]
        var lines: [[ReportingLines]] = []
        /// By population and mapping: who gets an object.
        var provisioned: [[[Bool]]] = []
    }

    /// The phases and mappings without anybody counted.
    public var outline: SimulationSummary {
        SimulationSummary(plan, phases: phaseCount, running: running, sources: populations.map { ($0.source.name, $0.rowCount, $0.count) })
    }

    /// Visits everybody, in order, and returns the sums.
    ///
    /// - Throws: whatever `visit` throws.
    public func run(progress: (Int) -> Void = { _ in }, visit: (PersonStory) throws -> Void) throws -> SimulationSummary {
        var summary = outline
        var world = World(owners: indexes.map { [String?](repeating: nil, count: $0.objects.count) })
        for (system, shape) in shapes.enumerated() {
            if !given.contains(shape.name) { summary.systemsWithoutExport.append(shape.name) }
            claim(system)
        }
        summary.findUnknown(shapes, indexes, given: given)
        try look(&world)
        var done = 0
        for (place, population) in populations.enumerated() {
            for refusal in population.refusals {
                let finding = Fate.Finding(code: refusal.code, reason: refusal.reason, row: refusal.rows.first, column: refusal.column)
                let story = PersonStory(source: population.source.name, key: refusal.key, rows: refusal.rows, steps: (0..<phaseCount).map { phase in
                    .init(phase: phase + 1, fates: inbound[place].filter { running[phase].contains($0.run.mapping.name) }.map {
                        Fate($0.run.mapping.name, $0.run.mapping.to.name, .refused, [finding])
                    })
                })
                summary.add(story)
                try visit(story)
            }
            try population.forEach { arrival in
                let story = self.story(arrival, of: place, &world)
                summary.add(story)
                try visit(story)
                done += 1
                if done % 4_096 == 0 { progress(done) }
            }
        }
        // Whom only Entra ID knows goes on into the applications all the same.
        for object in 0..<indexes[entra].objects.count where world.owners[entra][object] == nil {
            var states: [Int: ObjectState] = [entra: load(Int32(object), entra)]
            let key = states[entra].flatMap { state in
                ["employeeId", "userPrincipalName", "objectId"].lazy.compactMap { name in
                    shapes[entra].slot(name).flatMap { state.values[$0].shown }
                }.first
            } ?? "object \(object + 1)"
            let owner = "entra \(key)"
            let steps = (0..<phaseCount).map { phase in
                PersonStory.Step(phase: phase + 1, fates: onward(phase, owner, key, nil, nil, &states, &world))
            }
            let story = PersonStory(source: "entra", key: key, rows: [], steps: steps)
            summary.add(story)
            try visit(story)
        }
        progress(done)
        return summary
    }

    /// Values of the exports that nobody may have a second time.
    private func claim(_ system: Int) {
        let shape = shapes[system], index = indexes[system]
        var claimed: [(Int, String)] = []
        for (slot, item) in shape.slots.enumerated() {
            let isSelected = (inbound.joined().map(\.run) + outbound).contains { run in
                run.system == system && run.items.contains { $0.slot == slot && $0.uniquePlace != nil }
            }
            if let column = index.columns[slot], item.isUnique || isSelected { claimed.append((column, UniqueValues.place(shape.name, item.name))) }
        }
        guard !claimed.isEmpty else { return }
        for object in 0..<index.objects.count {
            let record = index.objects.record(object)
            for (column, place) in claimed where !record[column].isEmpty { unique.take(record[column], in: place, by: .object(Int32(object))) }
        }
    }

    /// The first look at all rows: who reports to whom, and who gets an object at all.
    private func look(_ world: inout World) throws {
        for (place, population) in populations.enumerated() {
            let columns = population.source.attributes.filter { attribute in
                guard case .reference(let other) = attribute.type.base else { return false }
                return other == population.source.name || population.source.consolidation != nil
            }.map(\.name)
            var lines = columns.map { ReportingLines($0, count: population.count) }
            let positions = columns.map { population.columns.firstIndex(of: $0) }
            var provisioned = inbound[place].map { _ in [Bool](repeating: false, count: population.count) }
            if !columns.isEmpty {
                try population.forEach { arrival in
                    for (line, position) in positions.enumerated() {
                        if let position { lines[line].set(arrival.number, arrival.fields[position], in: population) }
                    }
                    for (number, run) in inbound[place].enumerated() {
                        if case .success(let admitted) = run.admit(arrival), admitted.isInScope { provisioned[number][arrival.number] = true }
                    }
                }
            }
            for index in lines.indices { lines[index].findCircles() }
            world.lines.append(lines)
            world.provisioned.append(provisioned)
        }
    }

    private func story(_ arrival: Population.Arrival, of place: Int, _ world: inout World) -> PersonStory {
        var states: [Int: ObjectState] = [:]
        let owner = "\(populations[place].source.name) \(arrival.key)"
        let admissions = inbound[place].map { $0.admit(arrival) }
        let steps = (0..<phaseCount).map { phase in
            var fates: [Fate] = []
            for (number, run) in inbound[place].enumerated() where running[phase].contains(run.run.mapping.name) {
                switch admissions[number] {
                case .failure(let refused):
                    fates.append(Fate(run.run.mapping.name, run.run.mapping.to.name, .refused, [refused.finding]))
                case .success(let admitted):
                    let case_ = Case(
                        run: run.run, row: admitted.row, isInScope: admitted.isInScope, isLeaver: admitted.isLeaver,
                        isDeleted: admitted.isLeaver == true && run.isDeleted(arrival), owner: owner, key: arrival.key, arrival: arrival,
                        population: place, number: number)
                    var fate = fate(case_, &states, &world)
                    if isTraced(arrival.key) { fate.scopeGroups = run.scopeGroups(arrival) }
                    fates.append(fate)
                }
            }
            fates += onward(phase, owner, arrival.key, arrival, place, &states, &world)
            return PersonStory.Step(phase: phase + 1, fates: fates)
        }
        return PersonStory(source: populations[place].source.name, key: arrival.key, rows: arrival.rows, steps: steps)
    }

    /// From Entra ID into the applications.
    private func onward(
        _ phase: Int, _ owner: String, _ key: String, _ arrival: Population.Arrival?, _ place: Int?, _ states: inout [Int: ObjectState], _ world: inout World
    ) -> [Fate] {
        guard let user = states[entra], !user.isGone else { return [] }
        var fates: [Fate] = []
        for (index, run) in outbound.enumerated() where running[phase].contains(run.mapping.name) {
            guard let user = states[entra] else { break }
            let groups = outboundScopes[index].indices.filter { group in
                outboundScopes[index][group].allSatisfy { slot, test in test.holds(for: slot.flatMap { user.values[$0].shown }) == true }
            }
            let isInScope = run.mapping.scope.isEmpty || !groups.isEmpty
            let case_ = Case(
                run: run, row: user.values, isInScope: isInScope, isLeaver: user.isEnabled == false, isDeleted: false, owner: owner,
                key: key, arrival: arrival, population: place, number: nil)
            var fate = fate(case_, &states, &world)
            if isTraced(case_.key) { fate.scopeGroups = groups }
            fates.append(fate)
        }
        return fates
    }

    // MARK: One person, one mapping

    private struct Case {
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

    private func load(_ object: Int32, _ system: Int) -> ObjectState {
        let index = indexes[system], shape = shapes[system]
        let record = index.objects.record(Int(object))
        var values = zip(shape.slots, index.columns).map { slot, column in
            column.map { Value(column: record[$0], slot.type) } ?? .absent
        }
        let isEnabled = index.isEnabled(record)
        if let flag = shape.softDeleted { values[flag] = .boolean(isEnabled == false) }
        if let place = shape.objectID, values[place] == .absent { values[place] = .text("entra:\(object + 1)") }
        return ObjectState(object: object, values: values, isEnabled: isEnabled)
    }

    private func fate(_ person: Case, _ states: inout [Int: ObjectState], _ world: inout World) -> Fate {
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

    private func decide(_ person: Case, _ states: inout [Int: ObjectState], _ world: inout World) -> Fate {
        let run = person.run, system = run.system, shape = shapes[system]
        var fate = Fate(run.mapping.name, shape.name, .unchanged)
        fate.isLeaver = person.isLeaver == true
        func finding(_ code: String, _ reason: String, _ item: MappingRun.Item? = nil) -> Fate.Finding {
            Fate.Finding(
                code: code, reason: reason, row: person.arrival?.rows.first, column: item?.column, attribute: item?.mapping.target.name,
                place: item?.span ?? run.mapping.span)
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
            leave(&fate, run, &states, finding("left-scope", "the person exists in `\(shape.name)` and is out of the mapping's scope"))
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
        for item in run.items where before == nil || !item.mapping.onCreate {
            let slot = item.slot
            var value: Value
            switch run.outcome(item, person.row) {
            case .value(let result): value = result
            case .ignoreAttribute: continue
            case .ignoreObject:
                fate = Fate(run.mapping.name, shape.name, .outOfScope, [finding("ignored", "the expression leaves the person alone", item)])
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
            if let misfit = misfit(text, item.mapping.target) { return refused(fate, finding(misfit.code, misfit.reason, item)) }
            if let finding = reference(person, item, world) { fate.findings.append(finding) }
            let old = before?.values[slot].shown
            if let before, same(old, text, shape.slots[slot].type) || isSameReference(old, text, item, system, before) {
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
    private func leave(_ fate: inout Fate, _ run: MappingRun, _ states: inout [Int: ObjectState], _ finding: Fate.Finding) {
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

    private enum Match {
        case object(Int32), nobody
        case problem(code: String, reason: String, MappingRun.Item)
    }

    private func match(_ person: Case, _ world: World) -> Match {
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
            if let owner = world.owners[run.system][Int(object)], owner != person.owner {
                return .problem(code: "shared-object", reason: "the object of `\(name)` that matches belongs to \(owner) already", item)
            }
            return .object(object)
        }
        return .nobody
    }

    // MARK: Values

    private func misfit(_ text: String, _ target: CheckedAttribute) -> (code: String, reason: String)? {
        switch target.type.base {
        case .string(let limit?):
            let length = text.utf16.count
            return length > limit ? ("too-long", "`\(target.name)` would have \(length) characters; it takes \(limit)") : nil
        case .integer: return Int(text) == nil ? ("bad-integer", "`\(target.name)` takes a whole number") : nil
        case .boolean:
            return ["true", "false", "0", "1"].contains(text.lowercased()) ? nil : ("bad-boolean", "`\(target.name)` takes True or False")
        default: return nil
        }
    }

    private func same(_ old: String?, _ new: String, _ type: AttributeType) -> Bool {
        guard let old, !old.isEmpty else { return false }
        switch type.base {
        case .boolean, .integer: return old.lowercased() == new.lowercased()
        // Directories tell a day with its midnight.
        case .date, .datetime: return old == new || (old.hasPrefix(new) && new.utf8.count == 10) || (new.hasPrefix(old) && old.utf8.count == 10)
        default: return old.utf8.elementsEqual(new.utf8)
        }
    }

    private func isSameReference(_ old: String?, _ new: String, _ item: MappingRun.Item, _ system: Int, _ before: ObjectState) -> Bool {
        guard case .reference = shapes[system].slots[item.slot].type.base, let old, !old.isEmpty else { return false }
        for slot in shapes[system].slots.indices {
            for object in indexes[system].objects(with: new, in: slot) where indexes[system].isNamed(old, Int(object)) { return true }
        }
        return false
    }

    /// What is wrong with the person that a value names.
    private func reference(_ person: Case, _ item: MappingRun.Item, _ world: World) -> Fate.Finding? {
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
        return nil
    }

    private func firstCandidate(_ item: MappingRun.Item, _ row: [Value]) -> String? {
        guard case .expression(let evaluator, let world) = item.origin else { return nil }
        var free = world
        free.isTaken = { _ in false }
        if case .value(let value) = evaluator.evaluate(row, free) { return value.shown }
        return nil
    }

    private func name(_ owner: UniqueValues.Owner, _ system: Int) -> String {
        switch owner {
        case .person(let name): name
        case .object(let object): "an object of `\(shapes[system].name)` that exists (item \(object + 1) of the export)"
        }
    }

    private func mimValue(_ item: MappingRun.Item, _ person: Case) -> MIMValue? {
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
