import Analysis
import Diagnostics

/// The scripts of connectors that write to the MIM Service through the PowerShell connector and LithnetRMA: three a connector,
/// pasted into the wizard of the ECMA host.
///
/// Source of the calling contract: MIMDocs, microsoft-identity-manager-2016-connector-powershell, and the samples of
/// microsoft/MIMPowerShellConnectors, which decide where the two differ.
public struct PowerShellConnectorEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        phase.newConnectors.flatMap { connector -> [Artifact] in
            guard case .powershell(let target) = connector.target else { return [] }
            return scripts(of: connector, target, in: context).map { script in
                Artifact(
                    "\(phase.folder)/powershell/\(connector.name)/\(script.name).ps1", script.text.text,
                    summary: "\(script.title) of \(connector.title)", origins: [connector.span])
            }
        }
    }

    private struct Script {
        let name: String
        let title: String
        let text: PowerShellScript
    }

    private func scripts(
        of connector: CheckedConnector, _ target: CheckedConnector.PowerShellTarget, in context: EmissionContext
    ) -> [Script] {
        let attributes = PortalAttribute.all(of: connector, target)
        func header(_ script: String, _ what: String) -> ScriptHeader {
            ScriptHeader(
                context.header("\(script) of the connector \(connector.name) (\(connector.hostName)): \(what).", from: connector.span))
        }
        let type = connector.objectType
        let deletes = connector.onDelete == .delete || connector.onDisable == .delete
        let verbs = deletes ? "creates, changes and deletes" : "creates and changes"
        return [
            Script(
                name: "schema", title: "Schema script",
                text: SchemaScript.text(
                    connector, attributes, header("Schema script", "what the ECMA Connector Host shows to Entra ID"))),
            Script(
                name: "import", title: "Import script",
                text: ImportScript.text(
                    connector, target, attributes, header("Import script", "full import of \(type) from the MIM Service"))),
            Script(
                name: "export", title: "Export script",
                text: ExportScript.text(
                    connector, target, attributes, header("Export script", "\(verbs) \(type) in the MIM Service"))),
        ]
    }
}

/// The first lines of a script's help: what it is, and what made it.
struct ScriptHeader: Sendable, Hashable {
    let what: String
    let origin: String

    /// - Parameter lines: those of ``EmissionContext/header(_:from:)``.
    init(_ lines: [String]) {
        what = lines.first ?? ""
        origin = lines.dropFirst().joined(separator: " ")
    }
}
