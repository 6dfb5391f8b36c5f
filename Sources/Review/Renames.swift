/// Names of an old plan and what the new one calls the same things.
struct Renames: Sendable, Hashable {
    private(set) var names: [Subject: String] = [:]

    var isEmpty: Bool { names.isEmpty }

    mutating func add(_ subject: Subject, now name: String) {
        names[subject] = name
    }

    func thing(_ kind: Subject.Kind, _ name: String) -> String {
        names.isEmpty ? name : names[Subject(kind, name)] ?? name
    }

    /// Sources, consolidations and connectors share one name space.
    func system(_ name: String) -> String {
        guard !names.isEmpty else { return name }
        for kind in [Subject.Kind.source, .consolidation, .connector] {
            if let new = names[Subject(kind, name)] { return new }
        }
        return name
    }

    /// - Parameter system: by its old name.
    func attribute(_ name: String, of system: String) -> String {
        guard !names.isEmpty else { return name }
        if system == "entra" { return names[Subject(.extensionAttribute, name)] ?? name }
        return names[Subject(.sourceAttribute, system, name)] ?? names[Subject(.column, system, name)] ?? name
    }

    /// What `accepts` names: a thing, or a thing and its part.
    func accepted(_ name: String) -> String {
        guard !names.isEmpty else { return name }
        let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let owner = parts.first else { return name }
        var now = system(owner)
        for kind in [Subject.Kind.mapping, .rule, .phase, .agent, .population] where now == owner { now = thing(kind, owner) }
        return parts.count == 2 ? "\(now).\(attribute(parts[1], of: owner))" : now
    }

    func subject(_ old: Subject) -> Subject {
        guard !names.isEmpty else { return old }
        guard let part = old.part else { return Subject(old.kind, thing(old.kind, old.owner)) }
        return Subject(old.kind, thing(old.kind.owner, old.owner), names[old] ?? part)
    }
}

extension Renames {
    /// What the new plan says by `was`, and what is the same but for its name.
    static func between(_ old: Portrait, _ new: Portrait) -> Renames {
        var renames = Renames()
        for (subject, former) in new.formerNames.sorted(by: { $0.key < $1.key }) {
            let before = subject.part == nil ? Subject(subject.kind, former) : Subject(subject.kind, subject.owner, former)
            // A former name that is still in use, or a name that the old plan has as well, is no rename.
            guard old.has(before), !new.has(before), !old.has(subject) else { continue }
            renames.add(before, now: subject.part ?? subject.owner)
        }
        renames.addTwins(old, new)
        return renames
    }

    /// A thing that went and one that came with the same content, where there is one of each.
    private mutating func addTwins(_ old: Portrait, _ new: Portrait) {
        for kind in [Subject.Kind.source, .consolidation, .population, .agent, .connector, .mapping, .phase, .rule, .package, .workflow] {
            let gone = old.subjects(of: kind).filter { !new.has($0) && names[$0] == nil }
            guard !gone.isEmpty else { continue }
            let taken = Set(names.filter { $0.key.kind == kind }.map(\.value))
            let come = new.subjects(of: kind).filter { !old.has($0) && !taken.contains($0.owner) }
            guard !come.isEmpty else { continue }
            let before = Dictionary(grouping: gone) { old.content(of: $0) }
            let after = Dictionary(grouping: come) { new.content(of: $0) }
            for (content, subjects) in before where subjects.count == 1 && !content.isEmpty {
                if let twins = after[content], twins.count == 1 { add(subjects[0], now: twins[0].owner) }
            }
        }
    }
}
