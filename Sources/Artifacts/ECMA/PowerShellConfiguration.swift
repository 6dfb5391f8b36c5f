import Analysis
import Microsoft
import Plan

/// Every setting of a PowerShell connector with its value: the settings sheet and the configuration file both say this.
struct PowerShellConfiguration: Sendable, Hashable {
    struct Entry: Sendable, Hashable {
        let setting: PowerShellSetting
        let value: Value
        let origin: SettingsSheet.Origin
        let note: Prose?
    }

    enum Value: Sendable, Hashable {
        case text(String)
        case check(Bool)
        case number(Int)
        case empty
        /// Named; the value is in no file.
        case secret(String)
        case script(ConnectorScriptFile)
    }

    let connectivity: [Entry]
    let capabilities: [Entry]
    let global: [Entry]
    /// What each run profile asks again; the host's page size stands apart.
    let runStep: [Entry]

    /// What is not the product's own value.
    private struct Choice {
        let value: Value
        let origin: SettingsSheet.Origin
        let note: Prose?

        init(_ value: Value, _ origin: SettingsSheet.Origin, note: Prose? = nil) {
            self.value = value
            self.origin = origin
            self.note = note
        }
    }

    private init(_ choices: [String: Choice], _ parameters: [(name: String, value: Value)], _ runStepNote: Prose) {
        func entries(_ settings: [PowerShellSetting]) -> [Entry] {
            settings.map { setting in
                let choice = choices[setting.name]
                return Entry(
                    setting: setting, value: choice?.value ?? Self.standard(of: setting), origin: choice?.origin ?? .standard, note: choice?.note)
            }
        }
        func parameter(_ name: String, _ use: PowerShellSetting.Use, _ value: Value) -> PowerShellSetting {
            let isSecret = if case .secret = value { true } else { false }
            return PowerShellSetting(name: name, use: use, kind: isSecret ? .encrypted : .string, standard: "")
        }
        connectivity = entries(PowerShellSetting.connectivity)
        capabilities = entries(PowerShellSetting.capabilities)
        global = entries(PowerShellSetting.global)
            + parameters.map { Entry(setting: parameter($0.name + "_Global", .global, $0.value), value: $0.value, origin: .plan, note: nil) }
        runStep = parameters.map {
            Entry(setting: parameter($0.name + "_RunStep", .runStep, $0.value), value: .empty, origin: .standard, note: runStepNote)
        }
    }

    private static func standard(of setting: PowerShellSetting) -> Value {
        switch setting.kind {
        case .checkBox: .check(setting.standard == "1")
        default: setting.standard.isEmpty ? .empty : Int(setting.standard).map { .number($0) } ?? .text(setting.standard)
        }
    }

    /// `DOMAIN\user`; the scripts get both as one credential.
    private static func account(_ user: String?, _ password: SecretName?) -> [String: Choice] {
        guard let user else { return [:] }
        let parts = user.split(separator: "\\", maxSplits: 1)
        return [
            "Domain": Choice(parts.count == 2 ? .text(String(parts[0])) : .empty, .plan),
            "User": Choice(.text(parts.count == 2 ? String(parts[1]) : user), .plan),
            "Password": Choice(password.map { .secret($0.name) } ?? .empty, .plan),
        ]
    }

    private static let both: [String: Choice] = [
        "Enable Import": Choice(.check(true), .required),
        "Enable Export": Choice(.check(true), .required, note: "Off as the product comes."),
    ]

    /// The MIM Service, by generated scripts.
    init(_ target: CheckedConnector.PowerShellTarget, _ scripts: [ConnectorScriptFile]) {
        var choices = Self.account(target.user, target.password).merging(Self.both) { $1 }
        choices["Server"] = Choice(.empty, .standard, note: "The scripts take the address from the Global page.")
        choices["Impersonate Connector Account"] = Choice(
            .check(false), .standard, note: "The scripts use the credential that they are passed.")
        choices["Distinguished Name Style"] = Choice(.text("None"), .required)
        choices["Export Type"] = Choice(
            .text("ObjectReplace"), .required, note: "The export script expects all attributes of a changed person.")
        choices[PowerShellSetting.parameterNames] = Choice(.text(SharedFunctions.addressParameter), .required)
        for script in scripts { choices[script.setting] = Choice(.script(script), .generated) }
        self.init(
            choices, [(SharedFunctions.addressParameter, .text(target.service))], "The scripts read the one of the Global page.")
    }

    /// Scripts of the plan's own.
    init(_ target: CheckedConnector.ScriptsTarget, _ scripts: [ConnectorScriptFile]) {
        let capabilities = target.capabilities
        var choices = Self.account(target.user, target.password).merging(Self.both) { $1 }
        for script in scripts { choices[script.setting] = Choice(.script(script), .plan) }
        if let name = target.moduleName {
            choices[PowerShellSetting.moduleName] = Choice(
                .text(name), .required, note: "One folder on the server serves all connectors, so the name is this connector's own.")
        }
        func names(_ isSecret: Bool) -> Choice {
            let names = target.parameters.filter { $0.isSecret == isSecret }.map(\.name)
            return Choice(names.isEmpty ? .empty : .text(names.joined(separator: ",")), names.isEmpty ? .standard : .plan)
        }
        choices[PowerShellSetting.parameterNames] = names(false)
        choices[PowerShellSetting.encryptedParameterNames] = names(true)
        choices["Distinguished Name Style"] = Choice(.text(capabilities.dnStyle.setting), .plan)
        choices["Export Type"] = Choice(.text(capabilities.exportType.setting), .plan)
        func flag(_ name: String, _ isOn: Bool) {
            if isOn { choices[name] = Choice(.check(true), .plan) }
        }
        flag("Use DN As Anchor (Only LDAP style DN)", capabilities.dnAsAnchor)
        flag("Partitions (Only LDAP style DN)", capabilities.partitions)
        flag("Hierarchy (Only LDAP style DN)", capabilities.hierarchy)
        flag("Enable Delta Import", capabilities.deltaImport)
        flag("Impersonate Connector Account", capabilities.impersonate)
        if capabilities.impersonate {
            choices["Logon Type When Impersonating"] = Choice(
                .text("LogOnNetwork"), .target, note: "What the account may: LogOnService for one that may run services.")
        }
        flag("Signed Scripts Only", capabilities.signedScripts)
        self.init(
            choices,
            target.parameters.map { parameter in
                switch parameter.value {
                case .text(let text): (parameter.name, text.isEmpty ? .empty : .text(text))
                case .secret(let secret): (parameter.name, .secret(secret.name))
                }
            }, "Empty: the one of the Global page counts.")
    }
}

extension PowerShellCapabilities.DNStyle {
    /// As the list of the wizard spells it.
    var setting: String {
        switch self {
        case .none: "None"
        case .generic: "Generic"
        case .ldap: "Ldap"
        }
    }
}

extension PowerShellCapabilities.ExportType {
    var setting: String {
        switch self {
        case .attributeUpdate: "AttributeUpdate"
        case .attributeReplace: "AttributeReplace"
        case .objectReplace: "ObjectReplace"
        case .multivaluedReferenceAttributeUpdate: "MultivaluedReferenceAttributeUpdate"
        }
    }
}
