import Diagnostics
import Microsoft
import Plan
import PowerShellSyntax

/// A script of the plan's own, read and found to be PowerShell.
public struct ScriptFile: Sendable {
    /// nil for the common module.
    public let script: ConnectorScript?
    /// In the plan.
    public let path: String
    public let text: String
    public let file: FileID
    let tree: ScriptTree

    public var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}

extension CheckedConnector {
    /// Scripts of the plan's own, and what the wizard is told about them.
    public struct ScriptsTarget: Sendable {
        public struct Parameter: Sendable {
            public enum Value: Sendable {
                case text(String)
                case secret(SecretName)
            }

            public let name: String
            public let value: Value
            public let span: Span

            /// Its key in `ConfigParameters`, for the page where it is set.
            public var globalName: String { name + "_Global" }

            public var isSecret: Bool {
                if case .secret = value { true } else { false }
            }
        }

        /// The page of that name, with what the host needs where the plan says nothing.
        public struct Capabilities: Sendable {
            public let dnStyle: PowerShellCapabilities.DNStyle
            public let exportType: PowerShellCapabilities.ExportType
            public let deltaImport: Bool
            public let partitions: Bool
            public let hierarchy: Bool
            public let dnAsAnchor: Bool
            public let impersonate: Bool
            public let signedScripts: Bool

            init(_ written: PowerShellCapabilities) {
                dnStyle = written.dnStyle?.value ?? .none
                exportType = written.exportType?.value ?? .objectReplace
                deltaImport = written.deltaImport?.value ?? false
                partitions = written.partitions?.value ?? false
                hierarchy = written.hierarchy?.value ?? false
                dnAsAnchor = written.dnAsAnchor?.value ?? false
                impersonate = written.impersonate?.value ?? false
                signedScripts = written.signedScripts?.value ?? false
            }
        }

        public let folder: String
        /// In the order of the wizard.
        public let files: [ScriptFile]
        public let module: ScriptFile?
        /// The module's name on the host. The folder for temporary files is shared by all connectors, so it is the connector's own.
        public let moduleName: String?
        public let user: String?
        public let password: SecretName?
        public let parameters: [Parameter]
        public let capabilities: Capabilities

        public func file(_ script: ConnectorScript) -> ScriptFile? { files.first { $0.script == script } }
    }
}

extension Checker {
    mutating func scriptsTarget(
        _ connector: Connector, _ settings: PowerShellSettings, _ folder: Spanned<String>
    ) -> CheckedConnector.ScriptsTarget? {
        let parameters = scriptParameters(settings)
        checkCapabilities(connector, settings)
        guard let path = folderPath(folder) else { return nil }
        let found = scripts.files(in: path)
        guard !found.isEmpty else {
            report.add(.noScripts(folder, known: scripts.folders, isBesideOneFile: scripts.isBesideOneFile))
            return nil
        }
        var files: [ScriptFile] = []
        var isReadable = true
        let needed: [(ConnectorScript, Bool)] = ConnectorScript.allCases.map { script in
            switch script {
            case .schema, .import, .export: (script, true)
            case .partition: (script, settings.capabilities.partitions?.value == true)
            case .hierarchy: (script, settings.capabilities.hierarchy?.value == true)
            default: (script, false)
            }
        }
        for (script, isNeeded) in needed {
            if let file = found.first(where: { $0.name.lowercased() == script.fileName }) {
                if let read = scriptFile(file, script) { files.append(read) } else { isReadable = false }
            } else if isNeeded {
                report.add(.missingScript(script, folder, found: found.map(\.name)))
                isReadable = false
            }
        }
        let modules = found.filter { $0.name.lowercased().hasSuffix(".psm1") }
        var module: ScriptFile?
        if modules.count > 1 {
            report.add(.severalModules(folder, modules.map(\.name)))
            isReadable = false
        } else if let file = modules.first {
            module = scriptFile(file, nil)
            isReadable = isReadable && module != nil
        }
        guard isReadable else { return nil }
        let hostName = connector.connectorName?.value ?? Checker.hostName(connector.name.value)
        return CheckedConnector.ScriptsTarget(
            folder: path, files: files, module: module, moduleName: module.map { _ in hostName + ".psm1" }, user: settings.user?.value,
            password: settings.password?.value, parameters: parameters,
            capabilities: CheckedConnector.ScriptsTarget.Capabilities(settings.capabilities))
    }

    /// The folder without a slash at its end; nil for one that is not below the plan.
    private mutating func folderPath(_ folder: Spanned<String>) -> String? {
        var path = folder.value
        while path.hasSuffix("/") { path.removeLast() }
        if path.hasPrefix("./") { path.removeFirst(2) }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !path.isEmpty, !path.contains("\\"), !path.contains(":"), !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else {
            report.add(.scriptFolder(folder))
            return nil
        }
        return path
    }

    /// nil when it can't be read; that was reported.
    private mutating func scriptFile(_ file: PlanScripts.File, _ script: ConnectorScript?) -> ScriptFile? {
        let start = Span(file: file.id, start: 0, end: 0)
        guard file.bytes.count <= FrontEnd.scriptLimit else {
            report.add(.unreadableScript(file.name, start, "it is larger than 1 MiB", help: "move what is not code, such as tables, out of it"))
            return nil
        }
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            report.add(.unreadableScript(file.name, start, "it is not UTF-8", help: "save it as UTF-8; editors on Windows may say UTF-8 with BOM"))
            return nil
        }
        if let offset = file.bytes.firstIndex(where: { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D || $0 == 0x7F }) {
            let place = Span(file: file.id, start: Int32(offset), end: Int32(offset) + 1)
            report.add(.unreadableScript(file.name, place, "a control character stands in it", help: "remove it; in a string write it as a number, [char]27"))
            return nil
        }
        let tree = ScriptParser.parse(file.bytes, file: file.id)
        if let error = tree.errors.first {
            report.add(.scriptSyntax(file.name, error))
            return nil
        }
        return ScriptFile(script: script, path: file.path, text: text, file: file.id, tree: tree)
    }

    // MARK: Parameters and capabilities

    private mutating func scriptParameters(_ settings: PowerShellSettings) -> [CheckedConnector.ScriptsTarget.Parameter] {
        var seen: [String: Span] = [:]
        return settings.parameters.map { parameter in
            let name = parameter.name
            let folded = name.value.lowercased()
            if let suffix = ["_global", "_partition", "_runstep"].first(where: folded.hasSuffix) {
                report.add(.parameterSuffix(name, String(name.value.dropLast(suffix.count))))
            } else if name.value.contains(",") || name.value.isEmpty || name.value.contains(where: \.isWhitespace) {
                report.add(.parameterName(name))
            }
            if let first = seen.updateValue(name.span, forKey: folded) { report.add(.sameParameter(name, first)) }
            switch parameter.value {
            case .text(let text):
                // A name like that, and a text: somebody is about to commit a secret.
                if !text.value.isEmpty, ScriptSecrets.isSecretName(name.value) { report.add(.literalSecret(text.span)) }
                if text.value.contains("://") { checkNoSecret(in: text) }
                return .init(name: name.value, value: .text(text.value), span: name.span)
            case .secret(let secret):
                return .init(name: name.value, value: .secret(secret.value), span: name.span)
            }
        }
    }

    private mutating func checkCapabilities(_ connector: Connector, _ settings: PowerShellSettings) {
        let written = settings.capabilities
        if written.dnStyle?.value != .ldap {
            for (key, flag) in [("partitions", written.partitions), ("hierarchy", written.hierarchy), ("dn-as-anchor", written.dnAsAnchor)] {
                if let flag, flag.value { report.add(.needsLDAPStyle(key, flag.span, written.dnStyle?.span)) }
            }
        }
        if let flag = written.impersonate, flag.value {
            addUnlessAccepted(.impersonation(flag.span, connector.name.value), at: connector.name.value)
        }
    }
}
