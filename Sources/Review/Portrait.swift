import Analysis
import Diagnostics
import Expressions
import Plan

/// A checked plan as facts: what each thing is, aspect by aspect, in a text that is the same wherever the meaning is the same.
///
/// Two plans are compared by their facts, so what a portrait does not hold (the order of keys, comments, files) is no change, and
/// what it holds is one wherever nobody knows better.
struct Portrait: Sendable {
    var facts: [Subject: [String: String]] = [:]
    private(set) var places: [Subject: Span] = [:]
    private(set) var aspectPlaces: [Subject: [String: Span]] = [:]
    /// What the plan says by `was`.
    var formerNames: [Subject: String] = [:]
    let renames: Renames

    init(_ plan: CheckedPlan, renames: Renames = Renames()) {
        self.renames = renames
        addHeader(plan)
        addSources(plan)
        addPopulations(plan)
        addAgents(plan)
        addConnectors(plan)
        addMappings(plan)
        addRules(plan)
        addPackages(plan)
        addWorkflows(plan)
        addPhases(plan)
        addLegacy(plan)
        addAcceptances(plan)
    }

    func has(_ subject: Subject) -> Bool { facts[subject] != nil }

    func subjects(of kind: Subject.Kind) -> [Subject] { facts.keys.filter { $0.kind == kind }.sorted() }

    /// Everything that is said of a thing and its parts but its names and the words for people.
    func content(of subject: Subject) -> [String] {
        var lines: [String] = []
        for (other, aspects) in facts where other == subject || other.parent == subject {
            for (aspect, value) in aspects where !Self.isName(aspect) { lines.append("\(other.part ?? "") \(aspect) \(value)") }
        }
        return lines.sorted()
    }

    private static func isName(_ aspect: String) -> Bool {
        ["title", "because", "connector-name", "starts in", "stops in"].contains(aspect)
    }

    // MARK: Building

    mutating func add(_ subject: Subject, at place: Span?) {
        let subject = renames.subject(subject)
        if facts[subject] == nil { facts[subject] = [:] }
        if let place { places[subject] = place }
    }

    mutating func set(_ subject: Subject, _ aspect: String, _ value: String?, at place: Span? = nil) {
        guard let value else { return }
        let subject = renames.subject(subject)
        facts[subject, default: [:]][aspect] = value
        if let place { aspectPlaces[subject, default: [:]][aspect] = place }
    }

    /// The keys of a thing as they were written, but those that have facts of their own.
    mutating func addWritten(_ thing: WrittenThing, to subject: Subject, except left: Set<String>, value: (String, WrittenValue) -> String = { $1.description }) {
        for (key, written) in thing.values where !left.contains(key) && key != "was" {
            // A title that says the name again says nothing.
            if key == "title", written.value.description == subject.part ?? subject.owner { continue }
            guard let counted = LeftOut.value(key, of: subject.kind, written.value) else { continue }
            set(subject, key, value(key, counted), at: written.span)
        }
        if let former = thing.text("was"), renames.isEmpty { formerNames[subject] = former }
    }
}
