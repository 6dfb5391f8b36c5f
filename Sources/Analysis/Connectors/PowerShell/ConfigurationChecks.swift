import Diagnostics
import Microsoft
import PowerShellSyntax

/// What scripts read of `$ConfigParameters`: a name that is there, and a secret as a secret.
extension ConnectorScriptChecks {
    private static let suffixes = ["_Global", "_Partition", "_RunStep"]

    mutating func checkConfiguration(_ file: ScriptFile) {
        var found: [Diagnostic] = []
        file.tree.body.walk { row in
            for index in row.indices where row[index].variable == "configparameters" {
                guard let (key, place, next) = self.key(row, after: index) else { continue }
                if let parameter = parameter(of: key) {
                    if next < row.count, case .member(let member) = row[next].kind {
                        found += valueMismatch(parameter, member, row[next].span)
                    }
                } else if !isBuiltIn(key) {
                    found.append(unknownKey(key, place))
                }
            }
        }
        for diagnostic in found { add(diagnostic) }
    }

    /// `['key']`, `.Item('key')` or `.Contains('key')` behind the variable: the key, its place, and the index of what follows.
    private func key(_ row: [Element], after index: Int) -> (String, Span, Int)? {
        guard index + 1 < row.count else { return nil }
        if case .index(let block) = row[index + 1].kind, let element = only(block), let key = element.stringValue {
            return (key, element.span, index + 2)
        }
        if index + 2 < row.count, case .member(let member) = row[index + 1].kind, case .call(let block) = row[index + 2].kind,
            ["item", "contains"].contains(member.lowercased()), let element = only(block), let key = element.stringValue
        {
            return (key, element.span, index + 3)
        }
        return nil
    }

    private func only(_ block: Block) -> Element? {
        block.statements.count == 1 && block.statements[0].elements.count == 1 ? block.statements[0].elements[0] : nil
    }

    private func parameter(of key: String) -> CheckedConnector.ScriptsTarget.Parameter? {
        target.parameters.first { parameter in
            Self.suffixes.contains { (parameter.name + $0).lowercased() == key.lowercased() }
        }
    }

    private func isBuiltIn(_ key: String) -> Bool {
        PowerShellSetting.all.contains { $0.name.lowercased() == key.lowercased() } || key.lowercased().hasPrefix("pagesize")
    }

    private func unknownKey(_ key: String, _ place: Span) -> Diagnostic {
        if let parameter = target.parameters.first(where: { $0.name.lowercased() == key.lowercased() }) {
            return .parameterWithoutSuffix(key, parameter.globalName, place)
        }
        let known = target.parameters.map(\.globalName) + PowerShellSetting.connectivity.map(\.name)
        return .unknownParameter(key, place, near: nearest(to: key, among: known), connector: connector.name)
    }

    private func valueMismatch(
        _ parameter: CheckedConnector.ScriptsTarget.Parameter, _ member: String, _ span: Span
    ) -> [Diagnostic] {
        switch (member.lowercased(), parameter.isSecret) {
        case ("value", true): [.secretReadAsText(parameter, span)]
        case ("securevalue", false): [.textReadAsSecret(parameter, span)]
        default: []
        }
    }

    mutating func checkUnusedParameters() {
        // Any text that is the parameter's name may be its reading: helper functions take the name without the suffix.
        var texts: Set<String> = []
        var isOpen = false
        for file in all {
            file.tree.body.walk { row in
                for (index, element) in row.enumerated() {
                    if let text = element.text { texts.insert(text.lowercased()) }
                    if element.variable == "configparameters", index + 1 < row.count, case .index(let block) = row[index + 1].kind,
                        case let elements = block.statements.flatMap(\.elements), elements.contains(where: { $0.stringValue == nil }),
                        elements.contains(where: { if case .string = $0.kind { true } else { false } })
                    {
                        isOpen = true
                    }
                }
            }
        }
        guard !isOpen else { return }
        // A name that is no name was reported.
        for parameter in target.parameters where !parameter.name.contains(",") {
            let names = [parameter.name] + Self.suffixes.map { parameter.name + $0 }
            if !names.contains(where: { texts.contains($0.lowercased()) }) { add(.unusedParameter(parameter, connector.name)) }
        }
    }
}

extension Diagnostic {
    fileprivate static func parameterWithoutSuffix(_ key: String, _ name: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .scriptConfiguration, "the configuration has no `\(key)`",
            at: Label(span), why: "The connector keeps an additional parameter under its name and the page where it is set.",
            help: [FixIt("write '\(name)'", replace: span, with: "'\(name)'")])
    }

    fileprivate static func unknownParameter(_ key: String, _ span: Span, near: String?, connector: String) -> Diagnostic {
        let name = key.hasSuffix("_Global") ? String(key.dropLast(7)) : key
        return Diagnostic(
            .scriptConfiguration, "the configuration has no `\(key)`",
            at: Label(span), why: "The script would stop here: nobody is asked for a value that is not declared.",
            help: [
                near.map { FixIt("did you mean '\($0)'?", replace: span, with: "'\($0)'") }
                    ?? FixIt("declare it in the plan: parameters: {\(name): …}, and read '\(name)_Global'")
            ])
    }

    fileprivate static func secretReadAsText(_ parameter: CheckedConnector.ScriptsTarget.Parameter, _ span: Span) -> Diagnostic {
        Diagnostic(
            .scriptConfiguration, "`\(parameter.name)` is a secret, and this reads it as a text",
            at: Label(span), and: [Label(parameter.span, "declared here")],
            why: "An encrypted parameter has its value in SecureValue; Value does not hold it.",
            help: [FixIt("write .SecureValue", replace: span, with: ".SecureValue")])
    }

    fileprivate static func textReadAsSecret(_ parameter: CheckedConnector.ScriptsTarget.Parameter, _ span: Span) -> Diagnostic {
        Diagnostic(
            .scriptConfiguration, "`\(parameter.name)` is a text, and this reads it as a secret",
            at: Label(span), and: [Label(parameter.span, "declared here")],
            why: "SecureValue is filled for encrypted parameters only.",
            help: [
                FixIt("write .Value", replace: span, with: ".Value"),
                FixIt("or declare it a secret: \(parameter.name): {secret: SOME_NAME}"),
            ])
    }

    fileprivate static func unusedParameter(_ parameter: CheckedConnector.ScriptsTarget.Parameter, _ connector: String) -> Diagnostic {
        Diagnostic(
            .unusedScriptParameter, "no script of `\(connector)` reads `\(parameter.name)`",
            at: Label(parameter.span, "declared here"),
            help: [FixIt("read $ConfigParameters['\(parameter.globalName)'].\(parameter.isSecret ? "SecureValue" : "Value"), or remove it")])
    }
}
