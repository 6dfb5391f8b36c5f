import Analysis
import Diagnostics

/// The scripts of PowerShell connectors, pasted into the wizard of the ECMA host: those that are generated for the MIM Service, and
/// the plan's own as they are, so that the output is complete.
///
/// Source of the calling contract: MIMDocs, microsoft-identity-manager-2016-connector-powershell, and the samples of
/// microsoft/MIMPowerShellConnectors, which decide where the two differ.
public struct PowerShellConnectorEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        phase.newConnectors.flatMap { connector in
            ConnectorScriptFile.all(of: connector, in: context).map { file in
                Artifact(
                    "\(phase.folder)/powershell/\(connector.name)/\(file.name)", file.text, summary: "\(file.title) of \(connector.title)",
                    origins: [connector.span])
            }
        }
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
