import Diagnostics
import Microsoft
import PowerShellSyntax

/// Commands that somebody has to bring, and the module that brings the plan's own.
extension ConnectorScriptChecks {
    mutating func checkCommands(_ file: ScriptFile) {
        let own = Set((file.tree.body.functions + (target.module?.tree.body.functions ?? [])).map { $0.name.lowercased() })
        let names = (file.tree.body.functions + (target.module?.tree.body.functions ?? [])).map(\.name)
        let isOpen = hasForeignCode(file) || target.module.map(hasForeignCode) == true
        var unknown: [(name: String, span: Span)] = []
        for command in file.tree.body.commands() where command.invocation != .dotSource {
            guard let name = command.name, Self.looksOwn(name), !own.contains(name.lowercased()), !WindowsPowerShell.isBuiltIn(name) else { continue }
            if let near = nearest(to: name, among: names) {
                add(.misspeltCommand(name, command.nameSpan, near, file.name), overruledAt: "\(file.name).\(name)")
            } else if !isOpen, !unknown.contains(where: { $0.name.lowercased() == name.lowercased() }) {
                unknown.append((name, command.nameSpan))
            }
        }
        guard !unknown.isEmpty else { return }
        add(.unknownCommands(unknown, file.name, subject(file.name)), overruledAt: file.name)
    }

    /// `Verb-Noun`
    private static func looksOwn(_ name: String) -> Bool {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } }
            && parts[0].allSatisfy(\.isLetter)
    }

    mutating func checkModuleUse(_ file: ScriptFile, _ script: ConnectorScript) {
        guard let module = target.module else { return }
        let functions = Set(module.tree.body.functions.map { $0.name.lowercased() })
            .subtracting(file.tree.body.functions.map { $0.name.lowercased() })
        let commands = file.tree.body.commands()
        let loads = commands.filter { ["import-module", "ipmo"].contains($0.name?.lowercased()) }
        let isLoaded = !loads.isEmpty || commands.contains { $0.invocation == .dotSource } || usesModule(file)
        if !isLoaded, let call = commands.first(where: { functions.contains($0.name?.lowercased() ?? "") }) {
            add(.moduleNotLoaded(call.name ?? "", call.nameSpan, file.name, script))
        }
        var found: [Diagnostic] = []
        var namesConnectorFolder: Span?
        var namesTemporaryFolder: Span?
        file.tree.body.walk { row in
            for (index, element) in row.enumerated() {
                // A name other than the configured one is no file on the host.
                if let text = element.text, text.lowercased().hasSuffix(".psm1"), text.lowercased() != target.moduleName?.lowercased(),
                    !text.contains("\\"), !text.contains("/")
                {
                    found.append(.moduleByName(text, element.span, file.name, target.moduleName ?? ""))
                }
                if case .staticMember(let member) = element.kind, member.lowercased() == "mafolder", index > 0 {
                    namesConnectorFolder = namesConnectorFolder ?? row[index - 1].span.union(element.span)
                }
                if element.stringValue?.lowercased() == "machine" || element.variable == "env:temp" || element.variable == "env:windir" {
                    namesTemporaryFolder = namesTemporaryFolder ?? element.span
                }
            }
        }
        if isLoaded {
            if script.findsModuleInConnectorFolder, namesConnectorFolder == nil, let place = namesTemporaryFolder {
                found.append(.moduleFolder(place, file.name, script))
            } else if !script.findsModuleInConnectorFolder, let place = namesConnectorFolder, namesTemporaryFolder == nil {
                found.append(.moduleFolder(place, file.name, script))
            }
        }
        for diagnostic in found { add(diagnostic) }
    }

    private func usesModule(_ file: ScriptFile) -> Bool {
        file.tree.body.statements.contains { statement in
            guard case .keyword("using") = statement.elements[0].kind, statement.elements.count > 1 else { return false }
            return statement.elements[1].word?.lowercased() == "module"
        }
    }
}

extension Diagnostic {
    fileprivate static func misspeltCommand(_ name: String, _ span: Span, _ near: String, _ file: String) -> Diagnostic {
        Diagnostic(
            .unknownCommand, "`\(file)` calls `\(name)`, which nothing here defines",
            at: Label(span), help: [FixIt("did you mean `\(near)`?", replace: span, with: near)])
    }

    fileprivate static func unknownCommands(_ names: [(name: String, span: Span)], _ file: String, _ subject: String) -> Diagnostic {
        let list = names.map { "`\($0.name)`" }
        let text = list.count == 1 ? list[0] : list.dropLast().joined(separator: ", ") + " and " + list[list.count - 1]
        return Diagnostic(
            .unknownCommand, "`\(file)` calls \(text), which nothing here defines",
            at: Label(names[0].span), and: names.dropFirst().prefix(4).map { Label($0.span) },
            why: "It would have to come from a module that is installed for all users of the host's server.",
            help: [
                FixIt("define it in the script or in module.psm1, or name its module: Import-Module -Name …"),
                acceptance("unknown-command", subject),
            ])
    }

    fileprivate static func moduleNotLoaded(_ name: String, _ span: Span, _ file: String, _ script: ConnectorScript) -> Diagnostic {
        Diagnostic(
            .scriptModule, "`\(file)` calls `\(name)` of the module and does not load it",
            at: Label(span), why: "The connector puts the module's file on the server; each script has to load it.",
            help: [FixIt("load it first:\n\(loading(script))")])
    }

    fileprivate static func moduleByName(_ text: String, _ span: Span, _ file: String, _ name: String) -> Diagnostic {
        Diagnostic(
            .scriptModule, "on the host there is no module `\(text)`",
            at: Label(span), why: "The module is unpacked under the name of the configuration, \(name): one folder serves all connectors.",
            help: [FixIt("read the name where it is kept: $ConfigParameters['\(PowerShellSetting.moduleName)'].Value")])
    }

    fileprivate static func moduleFolder(_ span: Span, _ file: String, _ script: ConnectorScript) -> Diagnostic {
        let isFolder = script.findsModuleInConnectorFolder
        return Diagnostic(
            .scriptModule, "`\(file)` looks for the module where it is not",
            at: Label(span),
            why: isFolder
                ? "For imports and exports it is unpacked into the connector's own folder."
                : "For this script it is unpacked into the machine's TEMP folder: the connector has no folder yet.",
            help: [FixIt("load it from there:\n\(loading(script))")])
    }

    private static func loading(_ script: ConnectorScript) -> String {
        let folder = script.findsModuleInConnectorFolder
            ? "[Microsoft.MetadirectoryServices.MAUtils]::MAFolder" : "[System.Environment]::GetEnvironmentVariable('TEMP', 'Machine')"
        return "$folder = \(folder)\n$name = $ConfigParameters['\(PowerShellSetting.moduleName)'].Value\nImport-Module -Name (Join-Path -Path $folder -ChildPath $name)"
    }
}
