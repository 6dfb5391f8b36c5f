import Diagnostics
import LDAP
import Microsoft
import Plan

extension Diagnostic {
    static func unknownDirectory(_ name: Spanned<String>) -> Diagnostic {
        let known = LDAPDirectory.allCases.map(\.rawValue)
        let lower = name.value.lowercased()
        let isAD = ["ad", "active-directory", "ad-ds"].contains(lower)
        let isOID = ["oid", "oracle-internet-directory"].contains(lower)
        if isAD {
            return Diagnostic(
                .unknownDirectory, "Active Directory is no target of the LDAP connector", at: Label(name.span),
                why: "Entra Connect or Cloud Sync would carry the accounts back: a loop that Microsoft does not support.",
                help: [FixIt("use a connector of kind active-directory")])
        }
        if isOID {
            return Diagnostic(
                .unknownDirectory, "Oracle Internet Directory is no target of the LDAP connector", at: Label(name.span),
                why: "Microsoft names it as not supported. Oracle's other server, the Directory Server Enterprise Edition, is.",
                help: [FixIt("reach it through a web service or PowerShell instead")])
        }
        return Diagnostic(
            .unknownDirectory, "`\(name.value)` is no directory that the connector knows", at: Label(name.span),
            help: [
                nearest(to: name.value, among: known).map { FixIt("did you mean `\($0)`?", replace: name.span, with: $0) }
                    ?? FixIt("write one of \(known.joined(separator: ", "))")
            ])
    }

    static func ldapAnchor(_ anchor: Spanned<String>, _ directory: LDAPDirectory) -> Diagnostic {
        Diagnostic(
            .anchor, "the anchor of \(directory.rawValue) is `\(directory.anchor)`",
            at: Label(anchor.span),
            why: "The Generic LDAP connector has one anchor for each kind of server.",
            help: [FixIt("write `\(directory.anchor)`", replace: anchor.span, with: directory.anchor)])
    }

    static func containerOutsideBase(_ container: Spanned<DistinguishedName>, _ base: Spanned<DistinguishedName>) -> Diagnostic {
        Diagnostic(
            .containerOutsideBase, "`\(container.value)` is not below the base DN",
            at: Label(container.span), and: [Label(base.span, "the base DN")],
            why: "A connector serves one partition; outside it nothing is found or created.",
            help: [FixIt("let the container end with `\(base.value)`")])
    }

    // MARK: Connection

    static func bindingIsOne(_ security: Spanned<LDAPSettings.Security>, _ authentication: Spanned<LDAPSettings.Authentication>) -> Diagnostic {
        Diagnostic(
            .ldapAuthentication, "`\(authentication.value.rawValue)` can't be combined with `\(security.value.rawValue)`",
            at: Label(security.span), and: [Label(authentication.span, "a binding of its own")],
            why: "The wizard has one list, Binding: Anonymous, Basic, Kerberos, SSL or TLS.",
            help: [FixIt("remove `security`, or use a simple bind or a certificate over TLS")])
    }

    static func ldapPort(_ port: Spanned<Int>, _ security: LDAPSettings.Security, _ said: Span?) -> Diagnostic {
        let right = security == .tls ? 636 : 389
        let meaning = switch security {
        case .tls: "LDAPS, which is TLS from the first byte"
        case .startTLS: "Start TLS, which begins in the clear"
        case .none: "no protection"
        }
        let word = security == .tls ? "start-tls" : "tls"
        return Diagnostic(
            .ldapPort, "port \(port.value) does not speak what `security: \(security.rawValue)` asks for",
            at: Label(port.span), and: said.map { [Label($0, meaning)] } ?? [],
            why: "Port 636 is LDAPS and answers nothing else; port 389 is plain LDAP, protected by Start TLS if at all.",
            help: [FixIt("write \(right), or security: \(word)", replace: port.span, with: String(right))])
    }

    static func plainPassword(_ connector: Connector, _ span: Span) -> Diagnostic {
        Diagnostic(
            .plainPassword, "the password of `\(connector.name.value)` crosses the network in the clear", at: Label(span),
            why: "A simple bind sends name and password as they are, and the directory is not on the connector's own server.",
            help: [FixIt("write security: tls, or start-tls"), acceptance("plain-password", connector.name.value)])
    }

    static func credentialMissing(_ authentication: LDAPSettings.Authentication, _ key: String, _ span: Span) -> Diagnostic {
        let example = switch key {
        case "realm": "realm: CORP.CONTOSO.COM"
        case "user": authentication == .kerberos ? "user: svc-ecma" : "user: CN=svc-ecma,OU=Services,DC=contoso,DC=com"
        case "password": "password: {secret: ECMA_LDAP_PASSWORD}"
        default: "certificate: {subject: CN=ecma01.contoso.com}"
        }
        let why = switch key {
        case "realm": "Of all bindings Kerberos alone asks for Realm/Domain, and does not work without it."
        default: nil as String?
        }
        return Diagnostic(
            .ldapAuthentication, "authentication `\(authentication.rawValue)` needs `\(key)`", at: Label(span), why: why,
            help: [FixIt("add \(example)")])
    }

    static func needless(
        _ key: String, _ authentication: LDAPSettings.Authentication, _ span: Span, _ said: Span?
    ) -> Diagnostic {
        Diagnostic(
            .ldapAuthentication, "authentication `\(authentication.rawValue)` takes no `\(key)`",
            at: Label(span), and: said.map { [Label($0, "how the connector binds")] } ?? [],
            why: "The wizard's page would not use it, and whoever reads the plan would think that it does.",
            help: [FixIt("remove `\(key)`, or choose another authentication")])
    }

    static func certificateNeedsTLS(_ span: Span, _ said: Span?) -> Diagnostic {
        Diagnostic(
            .ldapAuthentication, "a client certificate needs TLS",
            at: Label(said ?? span), and: said == nil ? [] : [Label(span, "how the connector binds")],
            why: "The certificate is shown while the TLS connection is made; the wizard offers it for SSL and TLS only.",
            help: [FixIt("write security: tls, or start-tls")])
    }

    static func bindName(_ user: Spanned<String>, _ problem: String) -> Diagnostic {
        Diagnostic(
            .badDistinguishedName, "`\(user.value)` is no distinguished name", at: Label(user.span, problem),
            why: "A simple bind names the account by its distinguished name.",
            help: [FixIt("write the whole name: CN=svc-ecma,OU=Services,DC=contoso,DC=com")])
    }

    // MARK: Schema

    static func unknownObjectClass(_ name: Spanned<String>, _ schema: LDAPSchema) -> Diagnostic {
        Diagnostic(
            .objectClass, "there is no object class `\(name.value)`", at: Label(name.span),
            why: "Which attributes a person must have depends on the class, and the server refuses whoever lacks one.",
            help: [
                nearest(to: name.value, among: schema.names).map { FixIt("did you mean `\($0)`?", replace: name.span, with: $0) }
                    ?? FixIt("declare it: classes: {\(name.value): {superior: inetOrgPerson, must: […], may: […]}}")
            ])
    }

    static func classCircle(_ name: Spanned<String>, _ superior: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .objectClass, "the object class `\(name.value)` extends itself", at: Label(superior.span), and: [Label(name.span, "the class")],
            help: [FixIt("name the class that it extends in the directory's schema")])
    }

    static func objectTypeKind(_ type: Spanned<String>, _ item: LDAPObjectClass) -> Diagnostic {
        Diagnostic(
            .objectClass, "`\(type.value)` is \(item.kind.withArticle) class and can't be the object type", at: Label(type.span),
            why: "Target object takes the one structural class of a person. Auxiliary classes come with the mapping of objectClass.",
            help: [
                FixIt(item.kind == .auxiliary
                    ? "write object-type: inetOrgPerson, and auxiliary-classes: [\(item.name)]" : "write a structural class, for example inetOrgPerson")
            ])
    }

    static func notAuxiliary(_ name: Spanned<String>, _ item: LDAPObjectClass) -> Diagnostic {
        Diagnostic(
            .objectClass, "`\(name.value)` is \(item.kind.withArticle) class, not an auxiliary one", at: Label(name.span),
            why: "An entry has one structural class, its object type; only auxiliary classes can be added to it.",
            help: [FixIt("remove it; if people are of this class, write object-type: \(item.name)")])
    }

    // MARK: Changes

    static func noDelta(_ span: Span, _ name: Span, _ directory: LDAPDirectory) -> Diagnostic {
        Diagnostic(
            .noDelta, "the connector can't ask \(directory.title) for changes", at: Label(span), and: [Label(name, "the directory")],
            why: "For this server the Generic LDAP connector has full imports only.",
            help: [FixIt("remove `delta-import`")])
    }

    static func deltaMissesDeletes(_ connector: Connector, _ span: Span, _ directory: LDAPDirectory) -> Diagnostic {
        Diagnostic(
            .deltaMissesDeletes, "a delta import of \(directory.title) sees no deletes", at: Label(span),
            why: "Changes are found by time stamps, and what is gone has none. Until the next full import the host takes deleted people for present.",
            help: [
                FixIt("remove `delta-import`; or plan a full import from time to time, and accept it"),
                acceptance("delta-misses-deletes", connector.name.value),
            ])
    }

    static func changeLogMissing(_ span: Span, _ directory: LDAPDirectory) -> Diagnostic {
        Diagnostic(
            .changeLog, "\(directory.title) has no change log of a usual name", at: Label(span),
            why: "Delta Import wants the change log's DN.",
            help: [FixIt("add change-log: cn=changelog, or what the directory's administrators say")])
    }

    static func needlessChangeLog(_ span: Span, _ reason: String) -> Diagnostic {
        Diagnostic(
            .changeLog, "`change-log` has no effect here", at: Label(span, reason),
            help: [FixIt("remove it, or write delta-import: true where the server keeps a change log")])
    }

    static func hashedElsewhere(_ hashes: Spanned<Bool>, _ directory: LDAPDirectory) -> Diagnostic {
        Diagnostic(
            .hashedPassword, "the connector hashes passwords for OpenLDAP only", at: Label(hashes.span),
            why: "To \(directory.title) it sends them as they are, and the server hashes them.",
            help: [FixIt("remove `hash-passwords`")])
    }
}

extension LDAPObjectClass.Kind {
    var withArticle: String { self == .structural ? "a structural" : "an \(rawValue)" }
}
