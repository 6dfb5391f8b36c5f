/// What an agent is on the way out of MIM.
public enum AgentRole: String, Sendable {
    case hrSource = "HR source"
    case organisationSource = "source of other objects"
    case directory = "Active Directory"
    case applicationDirectory = "LDAP directory"
    case portal = "MIM portal"
    case roleManagement = "role management (BHOLD)"
    case application = "application"
    /// Neither gives nor takes people.
    case idle = "nothing of people"
    case package = "package"

    /// How hard it is to move, from the least, and why.
    public enum Effort: Int, Sendable, Comparable {
        case none, low, medium, high

        public static func < (left: Effort, right: Effort) -> Bool { left.rawValue < right.rawValue }

        public var name: String {
            switch self {
            case .none: "nothing to do"
            case .low: "low"
            case .medium: "medium"
            case .high: "high"
            }
        }
    }
}

/// An export with a first reading of it: who is who, and what people are called.
public struct MIMEstate: Sendable {
    public struct Member: Sendable {
        public let agent: ManagementAgent
        public let role: AgentRole
        /// Its name in a plan.
        public let slug: String
    }

    public let export: MIMExport
    /// In the order of the inventory.
    public let members: [Member]
    /// The metaverse type of people; nil where no type has flows.
    public let peopleType: String?
    /// Agents without a file, by id, with a name in a plan.
    public let dangling: [(id: String, slug: String)]

    public init(_ export: MIMExport) {
        let export = export.completedFromPortal
        self.export = export
        let people = MIMEstate.peopleType(export)
        var taken: Set<String> = ["entra", "legacy"]
        members = export.agents.map { agent in
            let spare = "agent-" + agent.id.lowercased().filter { $0 != "{" && $0 != "}" }.prefix(8)
            return Member(
                agent: agent, role: MIMEstate.role(agent, export, people: people), slug: PlanText.slug(agent.name, spare: spare, taken: &taken))
        }
        dangling = export.danglingAgents.map { id in
            (id, PlanText.slug("agent-" + id.filter { $0 != "{" && $0 != "}" }.prefix(8), spare: "agent", taken: &taken))
        }
        peopleType = people
    }

    public func member(id: String) -> Member? { members.first { $0.agent.id == id } }

    /// The plan's name of an agent, by its id.
    func slug(id: String) -> String? { member(id: id)?.slug ?? dangling.first { $0.id == id }?.slug }

    // MARK: Reading

    private static let notPeople: Set<String> = [
        "group", "contact", "organization", "organizationalunit", "domain", "computer", "printer", "role", "locality", "device", "crossref",
        "location", "orgunit",
    ]

    /// The type most import flows of people go to: `person` where there is one.
    private static func peopleType(_ export: MIMExport) -> String? {
        var counts: [String: Int] = [:]
        for flow in export.importFlows where !MIMExport.machinery.contains(flow.metaverseType) && !notPeople.contains(flow.metaverseType.lowercased()) {
            counts[flow.metaverseType, default: 0] += 1
        }
        for flow in export.agents.flatMap(\.exportFlows)
        where !MIMExport.machinery.contains(flow.metaverseType) && !notPeople.contains(flow.metaverseType.lowercased()) {
            counts[flow.metaverseType, default: 0] += 1
        }
        if let person = counts.keys.first(where: { $0.lowercased() == "person" }) { return person }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    private static func role(_ agent: ManagementAgent, _ export: MIMExport, people: String?) -> AgentRole {
        if agent.isPackage { return .package }
        let category = agent.category.lowercased()
        let gives = export.importFlows.contains { $0.agent == agent.id && $0.metaverseType == people }
        let givesOthers = export.importFlows.contains { $0.agent == agent.id && !MIMExport.machinery.contains($0.metaverseType) }
        let takes = agent.exportFlows.contains { $0.metaverseType == people }
        if category == "fim" { return .portal }
        if category == "ad" || category == "ad gal" { return .directory }
        if isRoleManagement(agent) { return .roleManagement }
        if ["adam", "iplanet", "ibm ds", "edirectory"].contains(category) || agent.subtype == "Generic LDAP (Microsoft)" { return .applicationDirectory }
        if gives {
            let creates = agent.projections.contains { projection in
                projection.metaverseType == people || projection.metaverseType == nil
                    && export.importFlows.contains { $0.agent == agent.id && $0.objectType == projection.objectType && $0.metaverseType == people }
            }
            // A table or a file that people come from is HR's, also where another rule creates the person.
            if creates || !takes { return .hrSource }
        }
        if takes || gives { return .application }
        return givesOthers ? .organisationSource : .idle
    }

    private static func isRoleManagement(_ agent: ManagementAgent) -> Bool {
        if agent.name.lowercased().contains("bhold") { return true }
        if case .database(let database) = agent.connection { return database.database?.lowercased().hasPrefix("bhold") ?? false }
        return false
    }
}
