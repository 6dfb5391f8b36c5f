import Diagnostics
import Expressions
import Microsoft
import Plan

extension CheckedConnector {
    public struct SCIMTarget: Sendable {
        public let url: String
    }
}

extension Checker {
    mutating func scimTarget(_ connector: Connector, _ settings: SCIMSettings) -> CheckedConnector.SCIMTarget? {
        guard let url = settings.url else { return nil }
        checkNoSecret(in: url)
        checkSCIMAddress(url, hasAgent: connector.agent != nil)
        return CheckedConnector.SCIMTarget(url: url.value)
    }

    private mutating func checkSCIMAddress(_ url: Spanned<String>, hasAgent: Bool) {
        // The scheme has no case.
        guard url.value.lowercased().hasPrefix("https://") else {
            report.add(.scimNotSecure(url))
            return
        }
        let rest = url.value.dropFirst("https://".count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let host = authority.split(separator: "@").last.map { part in
            part.hasPrefix("[") ? part.prefix { $0 != "]" } : part.prefix { $0 != ":" }
        } ?? ""
        if host.isEmpty || rest.contains("#") || rest.contains(" ") {
            report.add(.scimBadAddress(url))
            return
        }
        if !hasAgent, Checker.isPrivate(String(host).lowercased()) { report.add(.scimUnreachable(url, String(host))) }
        if let mark = rest.firstIndex(of: "?") {
            let query = rest[rest.index(after: mark)...]
            for flag in query.split(separator: "&") where !SCIMFlag.isKnown(String(flag)) { report.add(.scimUnknownFlag(url, String(flag))) }
        }
    }

    /// Names and numbers that mean nothing outside a network: RFC 1918, 6761, 6762, and the suffixes that companies use.
    private static func isPrivate(_ host: String) -> Bool {
        if host.hasPrefix("[") { return host == "[::1" || host.hasPrefix("[fc") || host.hasPrefix("[fd") || host.hasPrefix("[fe80") }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        if numbers.count == 4, numbers.allSatisfy({ $0 != nil }) {
            let bytes = numbers.compactMap { $0 }
            return bytes[0] == 10 || bytes[0] == 127 || (bytes[0] == 172 && (16...31).contains(bytes[1])) || (bytes[0] == 192 && bytes[1] == 168)
                || (bytes[0] == 169 && bytes[1] == 254)
        }
        return !host.contains(".") || [".local", ".localhost", ".internal", ".lan", ".corp", ".home", ".intranet"].contains { host.hasSuffix($0) }
    }
}

extension Diagnostic {
    fileprivate static func scimNotSecure(_ url: Spanned<String>) -> Diagnostic {
        let isPlain = url.value.lowercased().hasPrefix("http://")
        return Diagnostic(
            .scimAddress, isPlain ? "a SCIM endpoint is called by https" : "`\(url.value)` is no address", at: Label(url.span),
            why: "The bearer token goes with every request; whoever reads one can do what Entra can do there.",
            help: [
                isPlain ? FixIt("write https", replace: url.span, with: "https://" + url.value.dropFirst("http://".count))
                    : FixIt("write https://HOST/scim")
            ])
    }

    fileprivate static func scimBadAddress(_ url: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .scimAddress, "`\(url.value)` is no address of a SCIM endpoint", at: Label(url.span),
            help: [FixIt("write https://HOST/scim, without a blank or #")])
    }

    fileprivate static func scimUnreachable(_ url: Spanned<String>, _ host: String) -> Diagnostic {
        Diagnostic(
            .scimAddress, "the provisioning service can't reach `\(host.hasPrefix("[") ? host + "]" : host)`", at: Label(url.span),
            why: "Without an agent it calls from the Internet, where this name or number means nothing.",
            help: [FixIt("add `agent`: the provisioning agent in that network calls it then, by the gallery's On-premises SCIM app")])
    }

    fileprivate static func scimUnknownFlag(_ url: Spanned<String>, _ flag: String) -> Diagnostic {
        let near = nearest(to: flag, among: SCIMFlag.all)
        return Diagnostic(
            .scimFlag, "`\(flag)` is no flag of the provisioning service", at: Label(url.span),
            why: "What stands behind the question mark changes how the service speaks SCIM, and it knows two words.",
            help: [near.map { FixIt("did you mean `\($0)`?") } ?? FixIt("remove it; the flags are \(SCIMFlag.all.joined(separator: " and "))")])
    }
}
