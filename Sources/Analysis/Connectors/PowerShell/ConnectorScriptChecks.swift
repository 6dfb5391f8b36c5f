import Diagnostics
import Microsoft
import Plan
import PowerShellSyntax

extension Checker {
    /// What the scripts of connectors do, now that their attributes are known.
    mutating func checkScripts(of connectors: [CheckedConnector]) {
        for connector in connectors {
            switch connector.target {
            case .powershell: checkPortalLengths(connector)
            case .scripts(let target):
                for finding in ConnectorScriptChecks(connector, target, declared: declarations(of: connector)).findings {
                    if let subject = finding.subject {
                        addUnlessAccepted(finding.diagnostic, at: subject)
                    } else {
                        report.add(finding.diagnostic)
                    }
                }
            default: break
            }
        }
    }

    private func declarations(of connector: CheckedConnector) -> [String: Span] {
        let written = plan.connectors.first { $0.name.value == connector.name }?.attributes ?? []
        return Dictionary(written.map { ($0.name.value, $0.name.span) }) { first, _ in first }
    }
}

/// All checks of one connector's own scripts. Each family of checks is a file of its own.
struct ConnectorScriptChecks {
    struct Finding {
        let diagnostic: Diagnostic
        /// What an acceptance names; nil for what nobody may overrule.
        let subject: String?
    }

    let connector: CheckedConnector
    let target: CheckedConnector.ScriptsTarget
    /// Where the plan declares the attributes.
    let declared: [String: Span]
    private(set) var findings: [Finding] = []

    init(_ connector: CheckedConnector, _ target: CheckedConnector.ScriptsTarget, declared: [String: Span]) {
        self.connector = connector
        self.target = target
        self.declared = declared
        for file in all {
            if let script = file.script {
                checkParameters(file, script)
                checkOutput(file, script)
                checkModuleUse(file, script)
            }
            checkConfiguration(file)
            checkEnumerations(file)
            checkSecrets(file)
            checkCommands(file)
        }
        if let schema = target.file(.schema) { checkSchema(schema) }
        if let file = target.file(.import) { checkImport(file) }
        if let file = target.file(.export) { checkExport(file) }
        checkUnusedParameters()
    }

    mutating func add(_ diagnostic: Diagnostic) {
        findings.append(Finding(diagnostic: diagnostic, subject: nil))
    }

    /// - Parameter subject: what an acceptance of it names, behind the connector's name.
    mutating func add(_ diagnostic: Diagnostic, overruledAt subject: String) {
        findings.append(Finding(diagnostic: diagnostic, subject: self.subject(subject)))
    }

    func subject(_ part: String) -> String { "\(connector.name).\(part)" }

    var all: [ScriptFile] { target.files + (target.module.map { [$0] } ?? []) }

    /// The first place of a file.
    func start(_ file: ScriptFile) -> Span { Span(file: file.file, start: 0, end: 0) }

    /// Whether code comes from somewhere that the plan doesn't see: another module, a script that is dot-sourced.
    func hasForeignCode(_ file: ScriptFile) -> Bool {
        if file.text.lowercased().contains("#requires -module") { return true }
        return file.tree.body.commands().contains { command in
            if command.invocation == .dotSource { return true }
            guard ["import-module", "ipmo", "add-pssnapin", "import-pssession"].contains(command.name?.lowercased()) else { return false }
            return command.arguments.contains { $0.text.map { !$0.lowercased().hasSuffix(".psm1") && $0 != "Stop" } == true }
        }
    }
}
