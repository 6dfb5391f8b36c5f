import XML

/// What one export of MIM says, as it says it: names are the files' own, nothing is judged.
public struct MIMExport: Sendable {
    public enum Kind: String, Sendable {
        /// The synchronization engine: `MV.xml` and the agents' files.
        case serverConfiguration = "server-configuration"
        /// One agent, exported by itself.
        case singleAgent = "single-agent"
        /// The MIM Service without the engine.
        case serviceOnly = "service-only"
    }

    public var kind = Kind.serverConfiguration
    public var server: String?
    /// The engine's own spelling, without a zone: `2013-03-31 12:24:48.304`.
    public var exported: String?
    /// Paths below the folder that was handed over, sorted.
    public var files: [String] = []
    /// By name.
    public var agents: [ManagementAgent] = []
    public var metaverse = Metaverse()
    /// In the order of the file, which within one attribute is the order of precedence.
    public var importFlows: [ImportFlow] = []
    public var service: PortalService?

    public init() {}

    public func agent(id: String) -> ManagementAgent? { agents.first { $0.id == id } }

    /// An agent's name; its id where the export has no file of it.
    public func agentName(_ id: String) -> String { agent(id: id)?.name ?? id }

    /// Agents that flows name and that have no file.
    public var danglingAgents: [String] {
        var ids: [String] = []
        for id in importFlows.map(\.agent) + metaverse.deletionRules.flatMap(\.agents) where agent(id: id) == nil && !ids.contains(id) {
            ids.append(id)
        }
        return ids.sorted()
    }

    /// Object types of the metaverse that serve MIM itself and nobody else.
    public static let machinery: Set<String> = ["synchronizationRule", "expectedRuleEntry", "detectedRuleEntry", "function"]
}

/// An id as the engine writes it: upper case, in braces. The service writes `urn:uuid:` and lower case, or bare.
func engineID(_ text: String) -> String {
    var text = text.trimmed
    if text.lowercased().hasPrefix("urn:uuid:") { text = String(text.dropFirst(9)) }
    text = text.uppercased()
    if text.hasPrefix("{") { text = String(text.dropFirst()) }
    if text.hasSuffix("}") { text = String(text.dropLast()) }
    return "{\(text)}"
}
