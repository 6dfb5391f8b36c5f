import Analysis
import Diagnostics
import Microsoft

/// The file that the wizard's Import takes, for connectors whose settings have published names: those of PowerShell.
///
/// Passwords, the secret token and the certificate's thumbprint stay blank: the wizard leaves them out of its own exports as well, and
/// the thumbprint is that of one machine. Source of the shape: an exported configuration of microsoft/MIMPowerShellConnectors.
public struct ConfigurationFileEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        phase.newConnectors.compactMap { connector -> Artifact? in
            let scripts = ConnectorScriptFile.all(of: connector, in: context)
            let configuration: PowerShellConfiguration
            switch connector.target {
            case .powershell(let target): configuration = PowerShellConfiguration(target, scripts)
            case .scripts(let target): configuration = PowerShellConfiguration(target, scripts)
            default: return nil
            }
            let header = context.header("Configuration of the connector \(connector.name) for the Import of the ECMA host's wizard.", from: connector.span)
            return Artifact(
                "\(phase.folder)/ecma/\(connector.name).xml",
                ConfigurationFile(connector: connector, configuration: configuration, plan: context.plan.name).text(header: header),
                summary: "Settings of \(connector.title), for the wizard's Import", origins: [connector.span])
        }
    }
}

/// The document of one connector.
struct ConfigurationFile {
    let connector: CheckedConnector
    let configuration: PowerShellConfiguration
    let plan: String

    /// When everything was made: the file is the same whenever it is compiled.
    private static let time = "2020-01-01T00:00:00Z"
    private static let longTime = "Wednesday, January 1, 2020 12:00:00 AM"

    func text(header: [String]) -> String {
        XMLElement(
            "Configuration",
            [("xmlns:xsd", "http://www.w3.org/2001/XMLSchema"), ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")],
            [
                XMLElement("Connectors", [XMLElement("Connector", [connectorConfiguration, schema, host])]),
                XMLElement("Setting", [
                    XMLElement("Port", String(connector.agent?.port ?? ECMAHost.defaultPort)), XMLElement("Certificate", ""),
                ]),
            ]
        ).document(comment: header)
    }

    // MARK: Parameters and run profiles

    private var connectorConfiguration: XMLElement {
        let entries = configuration.capabilities + configuration.global + configuration.runStep
        var parameters: [XMLElement] = entries.map { parameter($0) }
        parameters.append(pageSize("PageSizeFullImport"))
        parameters += configuration.connectivity.map { parameter($0) }
        return XMLElement("ConnectorConfig", [
            XMLElement("Parameters", parameters),
            XMLElement("RunConfigurations", [run("Export", step: "Export", "PageSizeExport"), run("FullImport", step: "Import", "PageSizeFullImport")]),
            XMLElement("IsExportSupported", "true"),
            XMLElement("IsFullImportSupported", "true"),
            XMLElement("IsDeltaImportSupported", hasDelta ? "true" : "false"),
            XMLElement("IsExportOnly", "false"),
        ])
    }

    private var hasDelta: Bool {
        configuration.capabilities.contains { $0.setting.name == "Enable Delta Import" && $0.value == .check(true) }
    }

    private func parameter(_ entry: PowerShellConfiguration.Entry) -> XMLElement {
        let value = switch entry.value {
        case .text(let text): text
        case .check(let isOn): isOn ? "1" : "0"
        case .number(let number): String(number)
        case .script(let script): Self.withoutMark(script.text)
        case .empty, .secret: ""
        }
        return parameter(entry.setting, value)
    }

    private func pageSize(_ name: String) -> XMLElement {
        parameter(PowerShellSetting(name: name, use: .runStep, kind: .text, standard: ""), String(connector.pageSize))
    }

    private func parameter(_ setting: PowerShellSetting, _ value: String) -> XMLElement {
        XMLElement("Parameter", [
            XMLElement("Name", setting.name),
            XMLElement("Type", setting.kind.rawValue),
            XMLElement("Use", setting.use.rawValue),
            XMLElement("SchemaNumber", setting.use == .runStep ? "0" : "1"),
            XMLElement("Encrypted", setting.kind == .encrypted ? "true" : "false"),
            XMLElement("Value", value),
        ])
    }

    /// A byte-order mark belongs to a file, not to a field.
    private static func withoutMark(_ text: String) -> String {
        text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    private func run(_ name: String, step: String, _ size: String) -> XMLElement {
        XMLElement("RunConfiguration", [
            XMLElement("Id", identifier("run/\(name)")),
            XMLElement("Name", name),
            XMLElement("VersionNumber", "0"),
            XMLElement("CreationTime", Self.time),
            XMLElement("LastModificationTime", Self.time),
            XMLElement("RunSteps", [
                XMLElement("RunStep", [
                    XMLElement("Name", step),
                    XMLElement("Type", "None"),
                    XMLElement("Partition", "default"),
                    XMLElement("BatchSize", "0"),
                    XMLElement("Timeout", "0"),
                    XMLElement("Parameters", configuration.runStep.map { parameter($0) } + [pageSize(size)]),
                ])
            ]),
        ])
    }

    private func identifier(_ part: String) -> String {
        NameUUID.text(for: "urn:entrain:\(plan):\(connector.name):\(part)")
    }

    // MARK: Schema

    private var schema: XMLElement {
        XMLElement("Schema", [
            XMLElement("EntriesSchema", [
                XMLElement("EntrySchema", [
                    XMLElement("ExternalName", "User"),
                    XMLElement("ObjectType", connector.objectType),
                    XMLElement("SchemaAttributes", CommonPages(connector).selectedAttributes.map(attribute)),
                    XMLElement("IsDNAutogenerated", "false"),
                    XMLElement("DeprovisioningModel", [
                        XMLElement("HardDeleteStatusAttribute", ""),
                        XMLElement("SoftDeleteStatusAttribute", ""),
                        // Words for the other flows are published nowhere; the sheet says what is to be set by hand.
                        XMLElement("HardDelete", connector.onDelete == .none ? "None" : "TreatAsHard"),
                        XMLElement("SoftDelete", "None"),
                    ]),
                ])
            ]),
            XMLElement("Partitions", [
                XMLElement("Partition", [
                    XMLElement("Id", identifier("partition/default")), XMLElement("Name", "default"), XMLElement("DN", "default"),
                ])
            ]),
            XMLElement("ExportPasswordInFirstPass", "False"),
            XMLElement("SupportPassword", "False"),
        ])
    }

    private func attribute(_ attribute: CheckedAttribute) -> XMLElement {
        let isAnchor = attribute.name == connector.anchor
        let dn = connector.attribute("-dn-") == nil ? connector.anchor : "-dn-"
        let type = switch attribute.type.base {
        case .boolean: "Boolean"
        case .integer: "Integer"
        default: "String"
        }
        return XMLElement("AttributeSchema", [
            XMLElement("Name", attribute.name),
            XMLElement("IsAnchor", isAnchor ? "true" : "false"),
            XMLElement("IsDN", attribute.name == dn ? "true" : "false"),
            XMLElement("IsQueryAttribute", isAnchor ? "true" : "false"),
            XMLElement("IsDeprovisioningAttribute", "false"),
            XMLElement("Multivalued", "false"),
            XMLElement("TreatAsSingleValue", "false"),
            XMLElement("DataType", type),
        ])
    }

    private var host: XMLElement {
        let library = ECMAHost.powerShellLibrary
        return XMLElement("ECMAConfig", [
            XMLElement("ECMAFolderPath", ""),
            XMLElement("LibraryName", library.hasSuffix(".dll") ? String(library.dropLast(4)) : library),
            XMLElement("AutosyncTimer", String(connector.autosyncMinutes)),
            XMLElement("SecretToken", ""),
            XMLElement("ProfileName", connector.hostName),
            XMLElement("CreationDateTime", Self.longTime),
            XMLElement("ModificationDateTime", Self.longTime),
            XMLElement("Validated", "true"),
        ])
    }
}
