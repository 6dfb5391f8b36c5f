import Plan

/// Which system of the plan each management agent of MIM connects to: one system must not be two in the proofs.
///
/// A plan may say it (`today: legacy.ad` on a source or connector). Otherwise the same table of a database, the one MIM Service, the
/// one Active Directory and the same name are taken for the same system.
public struct SystemLinks {
    private var systems: [String: String] = [:]

    public init(plan: Plan) {
        guard let legacy = plan.legacy else { return }
        var free = Set(plan.sources.map(\.name.value) + plan.connectors.map(\.name.value))
        func link(_ agent: String, _ system: String) {
            guard systems[agent] == nil, free.contains(system) else { return }
            systems[agent] = system
            free.remove(system)
        }
        let said = plan.sources.map { ($0.name.value, $0.today) } + plan.connectors.map { ($0.name.value, $0.today) }
        for case (let system, let today?) in said { link(SystemLinks.agentName(today.value), system) }

        var tables: [String: String] = [:]
        for source in plan.sources { tables[SystemLinks.table(source.database?.value, source.table?.value) ?? ""] = source.name.value }
        for connector in plan.connectors {
            if case .sql(let settings) = connector.settings {
                tables[SystemLinks.table(settings.database?.value, settings.table?.value) ?? ""] = connector.name.value
            }
        }
        tables[""] = nil
        for agent in legacy.agents where agent.kind?.value == .sql {
            if let table = SystemLinks.table(agent.database, agent.table), let system = tables[table] { link(agent.name.value, system) }
        }
        func linkOnly(_ kind: Legacy.AgentKind, _ isOne: (Connector) -> Bool) {
            let agents = legacy.agents.filter { $0.kind?.value == kind }, connectors = plan.connectors.filter(isOne)
            if agents.count == 1, connectors.count == 1 { link(agents[0].name.value, connectors[0].name.value) }
        }
        linkOnly(.mimService) { connector in
            if case .powershell(let settings) = connector.settings { settings.service != nil } else { false }
        }
        linkOnly(.activeDirectory) { $0.kind.value == .activeDirectory }
        for agent in legacy.agents { link(agent.name.value, agent.name.value) }
        // The one place where people come from, and the one source of the plan.
        let unlinked = plan.sources.map(\.name.value).filter(free.contains)
        let readers = SystemLinks.readers(legacy).filter { systems[$0] == nil }
        if unlinked.count == 1, readers.count == 1, unlinked.count == plan.sources.count { link(readers[0], unlinked[0]) }
    }

    /// Agents that bring people from a table or a file.
    private static func readers(_ legacy: Legacy) -> [String] {
        let bring = Set(legacy.imports.filter { EstateBuilder.isPerson($0.metaverseType) }.map(\.agent.value))
        return legacy.agents.filter { agent in
            (agent.kind?.value == .sql || agent.kind?.value == .textFile) && bring.contains(agent.name.value)
        }.map(\.name.value)
    }

    /// Agents that bring people, and stand for no system of the plan.
    func strangers(_ legacy: Legacy) -> [Legacy.Agent] {
        let readers = SystemLinks.readers(legacy)
        return legacy.agents.filter { readers.contains($0.name.value) && systems[$0.name.value] == nil }
    }

    /// The name under which the proofs know what an agent connects to.
    public func system(of agent: String) -> String { systems[agent] ?? "legacy.\(agent)" }

    /// `legacy.ad` → `ad`
    static func agentName(_ text: String) -> String { text.hasPrefix("legacy.") ? String(text.dropFirst("legacy.".count)) : text }

    /// A table without its schema: MIM often leaves it out.
    private static func table(_ database: String?, _ table: String?) -> String? {
        guard let database, let table else { return nil }
        let name = table.split(separator: ".").last.map(String.init) ?? table
        return "\(database)/\(name)".lowercased()
    }
}
