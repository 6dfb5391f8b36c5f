import Analysis
import Diagnostics

/// The settings of every application that speaks SCIM, as the portal asks for them: a page for people and the same as JSON.
public struct SCIMSettingsEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        phase.newConnectors.flatMap { connector -> [Artifact] in
            guard case .scim(let target) = connector.target else { return [] }
            let mapping = context.plan.mappings.first { $0.connector?.name == connector.name }
            let sheet = SCIMPages(connector, target, mapping: mapping, notify: context.plan.notify).sheet
            let place = SettingsSheetPlace(
                connector, header: context.header("Settings of the connector \(connector.name)", from: connector.span))
            let path = "\(phase.folder)/scim/\(connector.name)"
            let origins = [connector.span] + (mapping.map { [$0.span] } ?? [])
            return [
                Artifact(
                    "\(path).md", SettingsSheetMarkdown(sheet, place).text, summary: "Settings of \(connector.title), as the portal asks for them",
                    origins: origins),
                Artifact(
                    "\(path).json", SettingsSheetJSON(sheet, place).value.prettyText, summary: "Settings of \(connector.title), for programs",
                    origins: origins),
            ]
        }
    }
}
