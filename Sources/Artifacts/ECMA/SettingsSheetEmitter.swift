import Analysis
import Diagnostics
import JSON
import Microsoft

/// The settings of every connector that the ECMA host runs, to be typed into its wizard: a page for people and the same as JSON.
///
/// The wizard's own import file is ``ConfigurationFileEmitter``'s, for the one kind whose names inside it are published.
public struct SettingsSheetEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        phase.newConnectors.flatMap { connector -> [Artifact] in
            let mappings = context.plan.mappings.filter { $0.connector?.name == connector.name }
            let scripts = ConnectorScriptFile.all(of: connector, in: context)
            guard let sheet = SettingsSheet(connector, mappings: mappings, scripts: scripts) else { return [] }
            let place = SettingsSheetPlace(
                connector, header: context.header("Settings of the connector \(connector.name)", from: connector.span))
            let path = "\(phase.folder)/ecma/\(connector.name)"
            let origins = [connector.span]
            return [
                Artifact(
                    "\(path).md", SettingsSheetMarkdown(sheet, place).text,
                    summary: "Settings of \(connector.title), page by page", origins: origins),
                Artifact(
                    "\(path).json", SettingsSheetJSON(sheet, place).value.prettyText,
                    summary: "Settings of \(connector.title), for programs", origins: origins),
            ]
        }
    }
}

/// Which connector a sheet is for, where it is typed in, and what made it.
struct SettingsSheetPlace: Sendable, Hashable {
    let connector: String
    let title: String
    let because: String?
    let hostName: String
    /// The Windows server; nil where the plan names no agent.
    let server: String?
    /// The address by which Entra ID reaches the connector, through the agent where there is one.
    let tenantURL: String
    let program: Program
    let origin: String

    enum Program: Sendable, Hashable {
        /// The configuration wizard of the ECMA Connector Host.
        case wizard
        /// Entra's portal.
        case portal
    }

    /// - Parameter header: the lines of ``EmissionContext/header(_:from:)``.
    init(_ connector: CheckedConnector, header: [String]) {
        self.connector = connector.name
        title = connector.title
        because = connector.because
        hostName = connector.hostName
        server = connector.agent?.server
        if case .scim(let target) = connector.target {
            tenantURL = target.url
            program = .portal
        } else {
            tenantURL = connector.tenantURL ?? ""
            program = .wizard
        }
        origin = header.dropFirst().joined(separator: " ")
    }
}
