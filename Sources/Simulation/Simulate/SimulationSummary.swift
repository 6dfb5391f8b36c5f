import Analysis
import JSON

/// The sums of a simulation.
public struct SimulationSummary: Sendable {
    /// What one mapping made of everybody, in one phase.
    public struct Line: Sendable {
        public let phase: Int
        public let mapping: String
        public let source: String
        public let target: String
        /// Rows that were set aside count here with the refused, by row; everybody else once.
        public var outcomes: [Fate.Kind: Int] = [:]
        /// People and rows by the code of a finding.
        public var findings: [String: Int] = [:]
        /// By attribute: how many people's is written on an existing object.
        public var changes: [String: Int] = [:]
        /// By attribute: where MIM's value was to be had, and how often the new one is another.
        public var comparedWithMIM = 0
        public var differentFromMIM: [String: Int] = [:]
        /// How many the job may disable and delete in one cycle.
        public var threshold: Int?

        public var total: Int { outcomes.values.reduce(0, +) }
        /// Entra counts disables and deletes together (entra-docs: accidental-deletions).
        public var removals: Int { (outcomes[.disabled] ?? 0) + (outcomes[.deleted] ?? 0) }
        public var isOverThreshold: Bool { threshold.map { removals > $0 } ?? false }
    }

    public struct SourceSum: Sendable {
        public let name: String
        public let rows: Int
        public let people: Int
    }

    public private(set) var lines: [Line] = []
    public let sources: [SourceSum]
    /// Phases that were walked: number, name, title.
    public let phases: [(number: Int, name: String, title: String)]
    /// Systems of which no export was given: nobody was there.
    public internal(set) var systemsWithoutExport: [String] = []
    /// Sources whose mappings were left out.
    public internal(set) var sourcesWithoutRows: [String] = []
    /// Attributes that mappings write and that the export does not hold, by system.
    public private(set) var unknownAttributes: [(system: String, attributes: [String])] = []
    private var places: [Int: [String: Int]] = [:]
    /// By source: how many people are in each of the plan's populations, and in none.
    private var homeCounts: [String: [String: Int]] = [:]
    private let homeNames: [(source: String, names: [String])]

    init(_ plan: CheckedPlan, phases count: Int, running: [Set<String>], sources: [(String, Int, Int)]) {
        self.sources = sources.map { SourceSum(name: $0.0, rows: $0.1, people: $0.2) }
        phases = plan.phases.prefix(count).map { ($0.number, $0.name, $0.title) }
        let known = Set(sources.map(\.0))
        homeNames = sources.compactMap { source in
            let names = plan.populations.filter { $0.source.name == source.0 }.map(\.name)
            return names.isEmpty ? nil : (source.0, names)
        }
        for (phase, names) in running.prefix(count).enumerated() {
            // As people travel: from the sources, then on from Entra ID.
            let travelled = plan.mappings.filter(\.isInbound) + plan.mappings.filter { !$0.isInbound }
            for mapping in travelled where names.contains(mapping.name) && (!mapping.isInbound || known.contains(mapping.from.name)) {
                places[phase + 1, default: [:]][mapping.name] = lines.count
                var line = Line(phase: phase + 1, mapping: mapping.name, source: mapping.from.name, target: mapping.to.name)
                line.threshold = mapping.deletionThreshold
                lines.append(line)
            }
        }
    }

    /// Of sources over which the plan says populations.
    public var homes: [(source: String, populations: [(name: String?, count: Int)])] {
        homeNames.map { source, names in
            let counts = homeCounts[source] ?? [:]
            let all: [(name: String?, count: Int)] = names.map { ($0, counts[$0] ?? 0) }
            return (source, all + (counts[""].map { [(nil, $0)] } ?? []))
        }
    }

    mutating func addHome(of story: PersonStory) {
        if !homeNames.isEmpty { homeCounts[story.source, default: [:]][story.population ?? "", default: 0] += 1 }
    }

    mutating func add(_ story: PersonStory) {
        for step in story.steps {
            for fate in step.fates {
                guard let place = places[step.phase]?[fate.mapping] else { continue }
                let isNobody = story.key == nil || fate.findings.first.map { ["duplicate-key", "repeated-row"].contains($0.code) } == true
                lines[place].outcomes[fate.kind, default: 0] += isNobody ? max(1, story.rows.count) : 1
                for code in Set(fate.findings.map(\.code)) { lines[place].findings[code, default: 0] += 1 }
                for change in fate.changes {
                    if fate.kind != .created { lines[place].changes[change.attribute, default: 0] += 1 }
                    if case .value(let text)? = change.mim {
                        lines[place].comparedWithMIM += 1
                        if text != change.after { lines[place].differentFromMIM[change.attribute, default: 0] += 1 }
                    }
                }
            }
        }
    }

    mutating func findUnknown(_ shapes: [SystemShape], _ indexes: [ObjectIndex], given: Set<String>) {
        for (shape, index) in zip(shapes, indexes) where given.contains(shape.name) {
            let missing = zip(shape.slots, index.columns).compactMap { slot, column in
                column == nil && slot.name != "IsSoftDeleted" && slot.name != "objectId" ? slot.name : nil
            }
            if !missing.isEmpty { unknownAttributes.append((shape.name, missing)) }
        }
    }

    public func line(_ phase: Int, _ mapping: String) -> Line? { places[phase]?[mapping].map { lines[$0] } }

    public var refused: Int { lines.reduce(0) { $0 + ($1.outcomes[.refused] ?? 0) } }
    public var isOverThreshold: Bool { lines.contains(where: \.isOverThreshold) }
}
