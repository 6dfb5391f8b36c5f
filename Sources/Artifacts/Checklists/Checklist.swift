/// Who does a step. The abbreviations are those of the checklists' first table.
enum Role: String, CaseIterable {
    case hybridIdentity = "HIA"
    case application = "AppA"
    case privilegedRole = "PRA"
    case mim = "MIMA"
    case database = "DBA"
    case activeDirectory = "ADM"
    case hr = "HR"
    case owner = "APP"
    case security = "SEC"
    case operations = "OPS"
    case lead = "PM"

    var title: String {
        switch self {
        case .hybridIdentity: "Hybrid Identity Administrator"
        case .application: "Application Administrator"
        case .privilegedRole: "Privileged Role Administrator"
        case .mim: "MIM administrator"
        case .database: "database administrator"
        case .activeDirectory: "AD domain administrator"
        case .hr: "HR system owner"
        case .owner: "application owner"
        case .security: "security officer"
        case .operations: "operations, service desk"
        case .lead: "migration lead"
        }
    }
}

/// One thing to do, with a name that stays the same from compile to compile.
struct ChecklistStep {
    /// `app.1`, unique in its section.
    let id: String
    let action: String
    let actors: [Role]
    /// The generated file that the step uses: a path relative to the checklist, or nil.
    var artifact: String?
    /// What is attached to the record afterwards.
    var evidence: String?
    /// How long nothing happens.
    var wait: String?
    /// Cannot be undone; somebody signs.
    var isPointOfNoReturn = false
}

struct ChecklistSection {
    /// Prefix of the ids of its steps: the mapping, connector or agent it is about.
    let id: String
    let title: String
    var introduction: String?
    var steps: [ChecklistStep]
}

struct Checklist {
    var title: String
    var introduction: [String]
    var preconditions: [ChecklistStep]
    var sections: [ChecklistSection]
    var rollback: [ChecklistStep]
    var exit: [ChecklistStep]

    /// Everything in its order, each part with the prefix of its ids.
    var parts: [ChecklistSection] {
        [.init(id: "before", title: "Before it begins", steps: preconditions)] + sections + [
            .init(id: "back", title: "The way back", steps: rollback), .init(id: "exit", title: "Go, or no go", steps: exit),
        ]
    }

    var roles: [Role] {
        let all = (preconditions + sections.flatMap(\.steps) + rollback + exit).flatMap(\.actors)
        return Role.allCases.filter(all.contains)
    }
}
