import Analysis
import Diagnostics
import Microsoft

/// A script as it is deployed: its file, the field of the wizard that takes it, and its text.
struct ConnectorScriptFile: Sendable, Hashable {
    /// `Import Script`
    let setting: String
    let name: String
    let text: String
    /// For the index: `Import script`.
    let title: String
    /// Whether Entrain wrote it; else the plan holds it.
    let isGenerated: Bool
}

extension ConnectorScriptFile {
    /// The scripts of a connector in the wizard's order; none for one of another kind.
    static func all(of connector: CheckedConnector, in context: EmissionContext) -> [ConnectorScriptFile] {
        switch connector.target {
        case .powershell(let target): return generated(connector, target, in: context)
        case .scripts(let target):
            let scripts = target.files.compactMap { file in
                file.script.map { script in
                    ConnectorScriptFile(
                        setting: script.setting, name: script.fileName, text: file.text, title: sentence(script.setting), isGenerated: false)
                }
            }
            let module = target.module.map { file in
                ConnectorScriptFile(
                    setting: PowerShellSetting.module, name: "module.psm1", text: file.text, title: sentence(PowerShellSetting.module),
                    isGenerated: false)
            }
            return (module.map { [$0] } ?? []) + scripts
        default: return []
        }
    }

    /// `Import Script` → `Import script`
    private static func sentence(_ setting: String) -> String {
        setting.prefix(1) + setting.dropFirst().lowercased()
    }

    private static func generated(
        _ connector: CheckedConnector, _ target: CheckedConnector.PowerShellTarget, in context: EmissionContext
    ) -> [ConnectorScriptFile] {
        let attributes = PortalAttribute.all(of: connector, target)
        func header(_ script: String, _ what: String) -> ScriptHeader {
            ScriptHeader(
                context.header("\(script) of the connector \(connector.name) (\(connector.hostName)): \(what).", from: connector.span))
        }
        func file(_ script: ConnectorScript, _ text: PowerShellScript) -> ConnectorScriptFile {
            ConnectorScriptFile(
                setting: script.setting, name: script.fileName, text: text.text, title: sentence(script.setting), isGenerated: true)
        }
        let type = connector.objectType
        let deletes = connector.onDelete == .delete || connector.onDisable == .delete
        let verbs = deletes ? "creates, changes and deletes" : "creates and changes"
        return [
            file(
                .schema,
                SchemaScript.text(connector, attributes, header("Schema script", "what the ECMA Connector Host shows to Entra ID"))),
            file(
                .import,
                ImportScript.text(
                    connector, target, attributes, header("Import script", "full import of \(type) from the MIM Service"))),
            file(
                .export,
                ExportScript.text(connector, target, attributes, header("Export script", "\(verbs) \(type) in the MIM Service"))),
        ]
    }
}
