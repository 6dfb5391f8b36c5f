/// A script of the PowerShell connector: when it is called, with what, and what it must hand back.
///
/// Sources: MIMDocs, microsoft-identity-manager-2016-connector-powershell; and for the names that are really passed the samples of
/// microsoft/MIMPowerShellConnectors, which work.
public enum ConnectorScript: String, Sendable, CaseIterable {
    case validation, schema, partition, hierarchy
    case beginImport = "begin-import"
    case `import`
    case endImport = "end-import"
    case beginExport = "begin-export"
    case export
    case endExport = "end-export"

    /// A parameter of the call.
    public struct PassedParameter: Sendable, Hashable {
        /// The name that it is passed under.
        public let name: String
        /// Another name that the documentation gives it, or that says it better: a script may use it with an alias.
        public let documented: String?
        public let type: String
    }

    public var fileName: String { rawValue + ".ps1" }

    /// Its field in the wizard.
    public var setting: String {
        switch self {
        case .validation: "Validation Script"
        case .schema: "Schema Script"
        case .partition: "Partition Script"
        case .hierarchy: "Hierarchy Script"
        case .beginImport: "Begin Import Script"
        case .import: "Import Script"
        case .endImport: "End Import Script"
        case .beginExport: "Begin Export Script"
        case .export: "Export Script"
        case .endExport: "End Export Script"
        }
    }

    public var passed: [PassedParameter] {
        let configuration = PassedParameter(
            name: "ConfigParameters", documented: nil,
            type: "System.Collections.ObjectModel.KeyedCollection[string, Microsoft.MetadirectoryServices.ConfigParameter]")
        let credential = PassedParameter(name: "PSCredential", documented: "Credential", type: "System.Management.Automation.PSCredential")
        let schema = PassedParameter(name: "Schema", documented: "Types", type: "Microsoft.MetadirectoryServices.Schema")
        func step(_ name: String, _ type: String? = nil) -> PassedParameter {
            PassedParameter(name: name, documented: nil, type: "Microsoft.MetadirectoryServices.\(type ?? name)")
        }
        let openImport = step("OpenImportConnectionRunStep")
        let openExport = step("OpenExportConnectionRunStep")
        switch self {
        case .validation: return [step("ConfigParameterPage"), configuration, credential]
        case .schema, .partition: return [configuration, credential]
        case .hierarchy:
            return [
                .init(name: "HierarchyNode", documented: "ParentNode", type: "Microsoft.MetadirectoryServices.HierarchyNode"),
                configuration, credential,
            ]
        case .beginImport: return [configuration, schema, openImport, credential]
        case .import: return [configuration, schema, openImport, step("GetImportEntriesRunStep", "ImportRunStep"), credential]
        case .endImport: return [configuration, schema, openImport, step("CloseImportConnectionRunStep"), credential]
        case .beginExport: return [configuration, schema, openExport, credential]
        case .export:
            return [
                configuration, schema, openExport,
                .init(
                    name: "CSEntries", documented: nil,
                    type: "System.Collections.Generic.IList[Microsoft.MetadirectoryServices.CSEntryChange]"),
                credential,
            ]
        case .endExport: return [configuration, schema, openExport, step("CloseExportConnectionRunStep"), credential]
        }
    }

    /// The type of the one object that it hands back, in the namespace of the connectors; nil: nothing is taken.
    public var result: String? {
        switch self {
        case .validation: "ParameterValidationResult"
        case .schema: "Schema"
        case .partition: "Partition"
        case .hierarchy: "HierarchyNode"
        case .beginImport: "OpenImportConnectionResults"
        case .import: "GetImportEntriesResults"
        case .endImport: "CloseImportConnectionResults"
        case .export: "PutExportEntriesResults"
        case .beginExport, .endExport: nil
        }
    }

    /// Where the connector puts the common module before it runs the script: the folder of the connector, or the machine's TEMP.
    public var findsModuleInConnectorFolder: Bool {
        switch self {
        case .validation, .schema, .partition, .hierarchy: false
        default: true
        }
    }
}
