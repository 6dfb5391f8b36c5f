import Diagnostics
import Plan
import PowerShellSyntax

/// Which names speak of secrets.
enum ScriptSecrets {
    private static let words = ["password", "passwd", "pwd", "secret", "apikey", "token", "passphrase", "connectionstring"]

    /// `$adminPassword`, `client_secret`; not `PasswordScript` or `TokenUrl`.
    static func isSecretName(_ name: String) -> Bool {
        let folded = String(name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " })
        return words.contains { folded.hasSuffix($0) && ($0 != "connectionstring" || folded == $0) }
    }
}

/// Secrets that are written into a script.
extension ConnectorScriptChecks {
    mutating func checkSecrets(_ file: ScriptFile) {
        var found: [Span] = []
        file.tree.body.walk { row in
            for (index, element) in row.enumerated() {
                switch element.kind {
                // `$password = 'x'`, `$options.Password = 'x'`
                case .variable(let name), .member(let name):
                    guard ScriptSecrets.isSecretName(name), index + 2 < row.count, row[index + 1].isSymbol("=") else { continue }
                    if index + 3 == row.count || row[index + 3].isSymbol(",") { found += literal(row[index + 2]) }
                // `@{ Password = 'x' }`
                case .hash(let entries):
                    for entry in entries where entry.value.count == 1 {
                        guard let key = entry.key else { continue }
                        if ScriptSecrets.isSecretName(key) { found += literal(entry.value[0]) }
                        if key.lowercased() == "authorization", let text = entry.value[0].stringValue?.lowercased(),
                            text.hasPrefix("bearer ") || text.hasPrefix("basic ")
                        {
                            found.append(entry.value[0].span)
                        }
                    }
                case .command(let command): found += secrets(of: command)
                default: break
                }
            }
        }
        for span in found { add(.literalSecret(inScript: span, file.name)) }
    }

    private func secrets(of command: Command) -> [Span] {
        var found: [Span] = []
        let arguments = command.arguments
        for index in arguments.indices {
            guard case .parameter(let name) = arguments[index].kind, index + 1 < arguments.count else { continue }
            if ScriptSecrets.isSecretName(name) || (name.lowercased() == "string" && isSecureString(command)) {
                found += literal(arguments[index + 1])
            }
        }
        // ConvertTo-SecureString 'x' -AsPlainText -Force
        if isSecureString(command), let first = arguments.first, first.text != nil { found += literal(first) }
        return found
    }

    private func isSecureString(_ command: Command) -> Bool {
        command.name?.lowercased() == "convertto-securestring"
            && command.arguments.contains { if case .parameter(let name) = $0.kind { name.lowercased().hasPrefix("asplain") } else { false } }
    }

    /// A text that is no name of a parameter of the configuration.
    private func literal(_ element: Element) -> [Span] {
        guard let text = element.stringValue, !text.isEmpty else { return [] }
        let names = target.parameters.flatMap { [$0.name, $0.globalName] }
        return names.contains { $0.lowercased() == text.lowercased() } ? [] : [element.span]
    }
}

extension Diagnostic {
    fileprivate static func literalSecret(inScript span: Span, _ file: String) -> Diagnostic {
        Diagnostic(
            .literalSecret, "a secret is written into `\(file)`",
            at: Label(span, "this would be in git for ever"),
            why: "The script is committed with the plan, and stands readable in the connector's configuration.",
            help: [FixIt("declare it, parameters: {ApiToken: {secret: SOME_NAME}}, and read $ConfigParameters['ApiToken_Global'].SecureValue; change this one if it is real, it was seen")])
    }
}
