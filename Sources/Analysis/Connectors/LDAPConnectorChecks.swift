import Diagnostics
import Expressions
import Microsoft
import Plan

extension CheckedConnector {
    public struct LDAPTarget: Sendable {
        public enum Security: String, Sendable {
            case tls, startTLS = "start-tls", none
        }

        public let directory: LDAPDirectory
        public let server: String
        public let port: Int
        public let security: Security
        public let baseDN: String
        public let container: String
        public let user: String
        public let password: SecretName
    }
}

extension Checker {
    mutating func ldapTarget(_ connector: Connector, _ settings: LDAPSettings) -> CheckedConnector.LDAPTarget? {
        guard let name = settings.directory else { return nil }
        guard let directory = LDAPDirectory(rawValue: name.value) else {
            report.add(.unknownDirectory(name))
            return nil
        }
        guard let server = settings.server, let base = settings.baseDN, let container = settings.container,
            let user = settings.user, let password = settings.password
        else { return nil }
        if let anchor = connector.anchor, anchor.value.lowercased() != directory.anchor.lowercased() {
            report.add(.ldapAnchor(anchor, directory))
        }
        if !container.value.lowercased().hasSuffix(base.value.lowercased()) { report.add(.containerOutsideBase(container, base)) }
        let security: CheckedConnector.LDAPTarget.Security
        if let word = settings.security {
            guard let known = CheckedConnector.LDAPTarget.Security(rawValue: word.value) else {
                report.add(.badSecurity(word))
                return nil
            }
            security = known
        } else {
            security = .tls
        }
        return CheckedConnector.LDAPTarget(
            directory: directory, server: server.value, port: settings.port?.value ?? (security == .tls ? 636 : 389),
            security: security, baseDN: base.value, container: container.value, user: user.value, password: password.value)
    }
}

extension Diagnostic {
    static func unknownDirectory(_ name: Spanned<String>) -> Diagnostic {
        let known = LDAPDirectory.allCases.map(\.rawValue)
        let lower = name.value.lowercased()
        let isAD = lower == "ad" || lower == "active-directory" || lower == "ad-ds"
        let near = isAD ? nil : nearest(to: name.value, among: known)
        return Diagnostic(
            .unknownDirectory, isAD ? "Active Directory is no target of the LDAP connector" : "`\(name.value)` is no directory that the connector knows",
            at: Label(name.span),
            why: isAD ? "Entra Connect or Cloud Sync would carry the accounts back: a loop that Microsoft does not support." : nil,
            help: [
                isAD ? FixIt("use a connector of kind active-directory")
                    : near.map { FixIt("did you mean `\($0)`?", replace: name.span, with: $0) } ?? FixIt("write one of \(known.joined(separator: ", "))")
            ])
    }

    static func ldapAnchor(_ anchor: Spanned<String>, _ directory: LDAPDirectory) -> Diagnostic {
        Diagnostic(
            .anchor, "the anchor of \(directory.rawValue) is `\(directory.anchor)`",
            at: Label(anchor.span),
            why: "The Generic LDAP connector has one anchor for each kind of server.",
            help: [FixIt("write `\(directory.anchor)`", replace: anchor.span, with: directory.anchor)])
    }

    static func containerOutsideBase(_ container: Spanned<String>, _ base: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .containerOutsideBase, "`\(container.value)` is not below the base DN",
            at: Label(container.span), and: [Label(base.span, "the base DN")],
            why: "A connector serves one partition; outside it nothing is found or created.",
            help: [FixIt("let the container end with `\(base.value)`")])
    }

    static func badSecurity(_ word: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .badWord, "`\(word.value)` is no way to protect a connection", at: Label(word.span),
            help: [FixIt("write tls, start-tls or none")])
    }

    static func dnNotMapped(_ connector: CheckedConnector, _ mapping: CheckedMapping) -> Diagnostic {
        Diagnostic(
            .anchor, "mapping `\(mapping.name)` gives no `-dn-`",
            at: Label(mapping.span), and: [Label(connector.span, "an LDAP directory")],
            why: "The distinguished name says where a person is created; no default exists.",
            help: [FixIt("add -dn-: {expression: 'Join(\"\", \"CN=\", [employeeId], \",OU=People,DC=…\")', apply: on-create}")])
    }

    static func dnNotOnCreate(_ span: Span) -> Diagnostic {
        Diagnostic(
            .anchor, "`-dn-` is written on creation only",
            at: Label(span, "applied always"),
            why: "A changed distinguished name is a rename, which on-premises provisioning does not do.",
            help: [FixIt("add `apply: on-create`")])
    }
}
