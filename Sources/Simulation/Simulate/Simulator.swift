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
    /// How many read rows beside each other. People come in their order all the same, and `visit` is called by one at a time.
    public var threads = 1
    let plan: CheckedPlan
    let today: Day
    /// How many phases are walked.
    let phaseCount: Int
    let shapes: [SystemShape]
    let indexes: [ObjectIndex]
    let populations: [Population]
    let unique: UniqueValues
    private let environment: EvaluationEnvironment
    /// By population: its mappings.
    private let inbound: [[InboundRun]]
    /// By population of rows: the plan's populations over that source.
    private let homes: [[(name: String, scope: RowScope?)]]
    private let outbound: [MappingRun]
    /// By mapping from Entra ID and group of its scope: the slots of the user that are tested.
    private let outboundScopes: [[[(slot: Int?, test: ClauseEvaluator)]]]
    /// By phase: the mappings that run, by name.
    private let running: [Set<String>]
    /// By phase, population and mapping of it: whether it runs.
    private let inboundRuns: [[[Bool]]]
    /// By phase and mapping from Entra ID.
    private let outboundRuns: [[Bool]]
    private let mim: MIMFlows
    let entra: Int
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
            let index = try ObjectIndex(found, shape, matchedBy: matched)
            if found.count > 0, !matched.isEmpty, matched.allSatisfy({ index.columns[$0] == nil }) {
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
        homes = populations.map { rows in
            plan.populations.filter { $0.source.name == rows.source.name }.map { home in
                // A population without a scope is everyone.
                let scope = home.scope.isEmpty ? nil : RowScope(home.scope, column: { rows.columns.firstIndex(of: $0) }, today: today)
                return (home.name, scope)
            }
        }
        self.inbound = inbound
        let users = shapes[0]
        outbound = plan.mappings.filter { $0.from.name == "entra" }.map { mapping in
            let system = shapes.firstIndex { $0.name == mapping.to.name } ?? 0
            return MappingRun(
                mapping, system: system, shape: shapes[system], mim: mim, source: sources.first?.name, unique: unique, environment: environment,
                place: { users.slot($0) })
        }
        inboundRuns = running.map { names in inbound.map { $0.map { names.contains($0.run.name) } } }
        outboundRuns = running.map { [outbound] names in outbound.map { names.contains($0.name) } }
        outboundScopes = outbound.map { run in
            run.mapping.scope.map { $0.clauses.map { (users.slot($0.attribute.value), ClauseEvaluator($0.test)) } }
        }
    }

    func isTraced(_ key: String) -> Bool {
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
    static func adoption(_ mapping: CheckedMapping) -> String? {
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
    struct World {
        /// By system: who has taken an object of the export.
        var owners: [[String?]]
        var lines: [[ReportingLines]] = []
        /// By population and mapping: who gets an object.
        var provisioned: [[[Bool]]] = []
        /// By population and mapping: who has left.
        var left: [[[Bool]]] = []
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
        summary.sourcesWithoutRows = Simulator.sources(plan, through: phaseCount).map(\.name).filter { name in
            !populations.contains { $0.source.name == name }
        }
        var world = World(owners: indexes.map { [String?](repeating: nil, count: $0.objects.count) })
        for (system, shape) in shapes.enumerated() {
            if !given.contains(shape.name) { summary.systemsWithoutExport.append(shape.name) }
            try claim(system)
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
            try forEachReady(place) { arrival, admissions in
                let story = self.story(arrival, admissions, of: place, &world)
                summary.add(story)
                summary.addHome(of: story)
                try visit(story)
                done += 1
                if done % 4_096 == 0 { progress(done) }
            }
        }
        // Whom only Entra ID knows goes on into the applications all the same.
        for object in 0..<indexes[entra].objects.count where world.owners[entra][object] == nil {
            var states = [ObjectState?](repeating: nil, count: shapes.count)
            states[entra] = load(Int32(object), entra)
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
    private func claim(_ system: Int) throws {
        let shape = shapes[system], index = indexes[system]
        var claimed: [(Int, Int)] = []
        for (slot, item) in shape.slots.enumerated() {
            let isSelected = (inbound.joined().map(\.run) + outbound).contains { run in
                run.system == system && run.items.contains { $0.slot == slot && $0.uniquePlace != nil }
            }
            if let column = index.columns[slot], item.isUnique || isSelected { claimed.append((column, unique.place(shape.name, item.name))) }
        }
        guard !claimed.isEmpty else { return }
        try index.objects.forEach { object, field in
            for (column, place) in claimed {
                let value = field(column)
                if !value.isEmpty { unique.take(value, in: place, by: .object(Int32(object))) }
            }
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
            var left = provisioned
            if !columns.isEmpty {
                try forEachReady(place) { arrival, admissions in
                    for (line, position) in positions.enumerated() {
                        if let position { lines[line].set(arrival.number, arrival.fields[position], in: population) }
                    }
                    for number in admissions.indices {
                        guard case .success(let admitted) = admissions[number] else { continue }
                        if admitted.isInScope { provisioned[number][arrival.number] = true }
                        if admitted.isLeaver == true { left[number][arrival.number] = true }
                    }
                }
            }
            for index in lines.indices { lines[index].findCircles() }
            world.lines.append(lines)
            world.provisioned.append(provisioned)
            world.left.append(left)
        }
    }

    private func story(
        _ arrival: Population.Arrival, _ admissions: [RowGate.Admission], of place: Int, _ world: inout World
    ) -> PersonStory {
        var states = [ObjectState?](repeating: nil, count: shapes.count)
        let owner = "\(populations[place].source.name) \(arrival.key)"
        let steps = (0..<phaseCount).map { phase in
            var fates: [Fate] = []
            for (number, run) in inbound[place].enumerated() where inboundRuns[phase][place][number] {
                switch admissions[number] {
                case .failure(let refused):
                    fates.append(Fate(run.run.name, shapes[run.run.system].name, .refused, [refused.finding]))
                case .success(let admitted):
                    let case_ = Case(
                        run: run.run, row: admitted.row, isInScope: admitted.isInScope, isLeaver: admitted.isLeaver,
                        isDeleted: admitted.isLeaver == true && run.gate.isDeleted(arrival), owner: owner, key: arrival.key, arrival: arrival,
                        population: place, number: number)
                    var fate = fate(case_, &states, &world)
                    if isTraced(arrival.key) { fate.scopeGroups = run.gate.scopeGroups(arrival) }
                    fates.append(fate)
                }
            }
            fates += onward(phase, owner, arrival.key, arrival, place, &states, &world)
            return PersonStory.Step(phase: phase + 1, fates: fates)
        }
        let home = homes[place].first { $0.scope.map { $0.holds(for: arrival.fields) == true } ?? true }
        return PersonStory(source: populations[place].source.name, key: arrival.key, rows: arrival.rows, steps: steps, population: home?.name)
    }

    /// Everybody of a population in order, with what each of its mappings says of the row.
    private func forEachReady(_ place: Int, _ visit: (Population.Arrival, [RowGate.Admission]) throws -> Void) throws {
        let population = populations[place]
        guard threads > 1, population.rows() != nil else {
            try population.forEach { arrival in try visit(arrival, inbound[place].map { $0.gate.admit(arrival) }) }
            return
        }
        try withoutActuallyEscaping(visit) { visit in
            let shared = Shared(population: population, inbound: inbound[place], visit: visit)
            let size = Simulator.block
            try Workers.run((population.count + size - 1) / size, threads: threads) { workers in
                guard var rows = shared.population.rows() else { return { _ in } }
                let gates = shared.inbound.map { $0.ownGate() }
                return { block in
                    var ready: [(Population.Arrival, [RowGate.Admission])] = []
                    ready.reserveCapacity(size)
                    for number in block * size..<min((block + 1) * size, shared.population.count) {
                        guard let arrival = shared.population.arrival(number, &rows) else { continue }
                        ready.append((arrival, gates.map { $0.admit(arrival) }))
                    }
                    try workers.inTurn(block) { for (arrival, admissions) in ready { try shared.visit(arrival, admissions) } }
                }
            }
        }
    }

    /// How many people a thread takes at once.
    private static let block = 256

    /// Read by all threads; visited in turn.
    private final class Shared: @unchecked Sendable {
        let population: Population
        let inbound: [InboundRun]
        let visit: (Population.Arrival, [RowGate.Admission]) throws -> Void

        init(population: Population, inbound: [InboundRun], visit: @escaping (Population.Arrival, [RowGate.Admission]) throws -> Void) {
            self.population = population
            self.inbound = inbound
            self.visit = visit
        }
    }

    /// From Entra ID into the applications.
    func onward(
        _ phase: Int, _ owner: String, _ key: String, _ arrival: Population.Arrival?, _ place: Int?, _ states: inout [ObjectState?], _ world: inout World
    ) -> [Fate] {
        guard let user = states[entra], !user.isGone else { return [] }
        var fates: [Fate] = []
        for (index, run) in outbound.enumerated() where outboundRuns[phase][index] {
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
}
