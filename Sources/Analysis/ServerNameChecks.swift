import Diagnostics
import Plan

/// Names of servers, of agents and connectors alike: what stands there goes into addresses, DSN files and commands.
extension Checker {
    mutating func checkServerNames() {
        for agent in plan.agents {
            for server in [agent.server, agent.standby].compactMap({ $0 }) { checkServerName(server) }
        }
        for connector in plan.connectors {
            switch connector.settings {
            case .sql(let settings): if let server = settings.server { checkServerName(server, takesInstance: settings.dialect?.value == .sqlServer) }
            case .ldap(let settings): if let server = settings.server { checkServerName(server) }
            case .webService(let settings): if let server = settings.server { checkServerName(server) }
            default: break
            }
        }
    }

    /// - Parameter takesInstance: SQL Server's name may be `host\INSTANCE`.
    private mutating func checkServerName(_ name: Spanned<String>, takesInstance: Bool = false) {
        let text = name.value
        let parts = text.split(separator: "\\", maxSplits: 1, omittingEmptySubsequences: false)
        let isHost = Parameters.Kind.host.problem(with: text) == nil && (parts.count == 1 || takesInstance && !parts.contains(""))
        // IPv6
        let isAddress = text.contains(":") && text.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit || "[:]".utf8.contains($0) }
            && text.utf8.count(where: { $0 == UInt8(ascii: ":") }) > 1
        if !isHost, !isAddress { report.add(.badServer(name, takesInstance: takesInstance)) }
    }
}

extension Diagnostic {
    fileprivate static func badServer(_ name: Spanned<String>, takesInstance: Bool) -> Diagnostic {
        let text = name.value
        let help = if text.contains("://") {
            "leave the protocol out: the server's name alone, for example ldap01.contoso.com"
        } else if text.contains(",") || text.contains(":") {
            "leave the port out, and write it as `port`"
        } else if text.contains("\\") {
            "leave the instance out, and write its port as `port`"
        } else {
            "write the server's name, for example sql01.contoso.com"
        }
        return Diagnostic(
            .badServer, "`\(text)` is no name of a server", at: Label(name.span),
            why: "It goes into addresses and DSN files: letters, digits, hyphens and dots, or an address of IPv6"
                + (takesInstance ? "; for SQL Server a backslash and the instance behind it." : "."),
            help: [FixIt(help)])
    }
}
