import Diagnostics
import Expressions
import LDAP
import Microsoft
import Plan

extension CheckedConnector {
    public struct LDAPTarget: Sendable {
        /// How the connector proves who it is. What a kind needs is in its case.
        public enum Credentials: Sendable, Hashable {
            case simple(user: String, SecretName)
            case kerberos(user: String, realm: String, SecretName)
            case certificate(location: String, store: String, subject: String)
            case anonymous
        }

        public let directory: LDAPDirectory
        public let server: String
        public let port: Int
        public let security: LDAPSettings.Security
        public let credentials: Credentials
        public let baseDN: DistinguishedName
        public let container: DistinguishedName
        /// The structural class first, then the auxiliary ones; each is in the schema. Empty where one of them is wrong.
        public let objectClasses: [LDAPObjectClass]
        public let schema: LDAPSchema
        /// nil: full imports only.
        public let delta: Delta?
        public let hashesPasswords: Bool

        /// How changes are found.
        public struct Delta: Sendable, Hashable {
            /// nil: the server needs none.
            public let changeLog: DistinguishedName?
            /// Whether deletes are among the changes.
            public let seesDeletes: Bool
        }
    }
}

extension Checker {
    mutating func ldapTarget(_ connector: Connector, _ settings: LDAPSettings) -> CheckedConnector.LDAPTarget? {
        guard let name = settings.directory else { return nil }
        guard let directory = LDAPDirectory(rawValue: name.value) else {
            report.add(.unknownDirectory(name))
            return nil
        }
        if let anchor = connector.anchor, !directory.anchors.contains(where: { $0.lowercased() == anchor.value.lowercased() }) {
            report.add(.ldapAnchor(anchor, directory))
        }
        let security = checkLDAPConnection(connector, settings)
        let credentials = ldapCredentials(connector, settings, directory, security)
        let schema = checkObjectClassDeclarations(settings, directory)
        let classes = checkObjectClasses(connector, settings, directory, schema)
        let delta = checkDelta(connector, settings, name, directory)
        if let hashes = settings.hashesPasswords, hashes.value, !directory.takesHashedPasswords {
            report.add(.hashedElsewhere(hashes, directory))
        }
        guard let server = settings.server, let base = settings.baseDN, let container = settings.container, let credentials else { return nil }
        if !container.value.isAtOrBelow(base.value) { report.add(.containerOutsideBase(container, base)) }
        return CheckedConnector.LDAPTarget(
            directory: directory, server: server.value, port: settings.port?.value ?? (security == .tls ? 636 : 389), security: security,
            credentials: credentials, baseDN: base.value, container: container.value, objectClasses: classes, schema: schema, delta: delta,
            hashesPasswords: settings.hashesPasswords?.value ?? false)
    }

    // MARK: Connection

    /// Kerberos and anonymous binds are choices of their own in the wizard's list, beside SSL and TLS, and so exclude them.
    private mutating func checkLDAPConnection(_ connector: Connector, _ settings: LDAPSettings) -> LDAPSettings.Security {
        let authentication = settings.authentication?.value ?? .simple
        let isOwnBinding = authentication == .kerberos || authentication == .anonymous
        let security = settings.security?.value ?? (isOwnBinding ? .none : .tls)
        if isOwnBinding, security != .none, let security = settings.security, let authentication = settings.authentication {
            report.add(.bindingIsOne(security, authentication))
        }
        if let port = settings.port {
            switch (security, port.value) {
            case (.tls, 389), (.startTLS, 636), (.none, 636): report.add(.ldapPort(port, security, settings.security?.span))
            default: break
            }
        }
        if security == .none, authentication == .simple, let server = settings.server, !isSameMachine(server.value, connector) {
            addUnlessAccepted(.plainPassword(connector, settings.security?.span ?? server.span), at: connector.name.value)
        }
        return security
    }

    /// Whether the connector reaches the target without leaving its own server.
    func isSameMachine(_ server: String, _ connector: Connector) -> Bool {
        let lower = server.lowercased()
        if ["localhost", "127.0.0.1", "::1"].contains(lower) { return true }
        let agent = plan.agents.first { $0.name.value == connector.agent?.value }
        return agent?.server?.value.lowercased() == lower
    }

    private mutating func ldapCredentials(
        _ connector: Connector, _ settings: LDAPSettings, _ directory: LDAPDirectory, _ security: LDAPSettings.Security
    ) -> CheckedConnector.LDAPTarget.Credentials? {
        let word = settings.authentication
        let authentication = word?.value ?? .simple
        let place = word?.span ?? connector.name.span
        func unneeded(_ key: String, _ span: Span?) {
            if let span { report.add(.needless(key, authentication, span, word?.span)) }
        }
        if authentication != .kerberos { unneeded("realm", settings.realm?.span) }
        if authentication != .certificate { unneeded("certificate", settings.certificate?.span) }
        switch authentication {
        case .simple:
            guard let user = settings.user, let password = settings.password else {
                report.add(.credentialMissing(authentication, settings.user == nil ? "user" : "password", place))
                return nil
            }
            checkBindName(user, directory)
            return .simple(user: user.value, password.value)
        case .kerberos:
            guard let user = settings.user, let password = settings.password, let realm = settings.realm else {
                let missing = settings.realm == nil ? "realm" : settings.user == nil ? "user" : "password"
                report.add(.credentialMissing(authentication, missing, place))
                return nil
            }
            return .kerberos(user: user.value, realm: realm.value, password.value)
        case .certificate:
            unneeded("password", settings.password?.span)
            if security == .none { report.add(.certificateNeedsTLS(place, settings.security?.span)) }
            guard let certificate = settings.certificate, let subject = certificate.subject else {
                if settings.certificate == nil { report.add(.credentialMissing(authentication, "certificate", place)) }
                return nil
            }
            return .certificate(
                location: certificate.location?.value.rawValue ?? "LocalMachine", store: certificate.store?.value ?? "My", subject: subject.value)
        case .anonymous:
            unneeded("user", settings.user?.span)
            unneeded("password", settings.password?.span)
            return .anonymous
        }
    }

    /// A simple bind names the account by its DN; AD LDS takes other forms, too.
    private mutating func checkBindName(_ user: Spanned<String>, _ directory: LDAPDirectory) {
        if directory == .adLDS, !user.value.contains("=") { return }
        if case .failure(let error) = DistinguishedName.parse(user.value) { report.add(.bindName(user, error.problem)) }
    }

    // MARK: Schema

    private mutating func checkObjectClassDeclarations(_ settings: LDAPSettings, _ directory: LDAPDirectory) -> LDAPSchema {
        let own = settings.classes.map { item in
            LDAPObjectClass(
                item.name.value, item.kind.flatMap { LDAPObjectClass.Kind(rawValue: $0.value.rawValue) } ?? .structural,
                under: item.superior?.value ?? "top", must: item.must.map(\.value), may: item.may.map(\.value))
        }
        let schema = LDAPSchema(directory, own: own)
        for item in settings.classes {
            guard let superior = item.superior else { continue }
            if schema.named(superior.value) == nil {
                report.add(.unknownObjectClass(superior, schema))
            } else if schema.lineage(of: superior.value).contains(where: { $0.name.lowercased() == item.name.value.lowercased() }) {
                report.add(.classCircle(item.name, superior))
            }
        }
        return schema
    }

    private mutating func checkObjectClasses(
        _ connector: Connector, _ settings: LDAPSettings, _ directory: LDAPDirectory, _ schema: LDAPSchema
    ) -> [LDAPObjectClass] {
        var result: [LDAPObjectClass] = []
        // What a wrong class would want is no use to anyone.
        var isSound = true
        let structural = schema.named(connector.objectType?.value ?? directory.personClass)
        if let type = connector.objectType {
            if let structural {
                if structural.kind != .structural {
                    report.add(.objectTypeKind(type, structural))
                    isSound = false
                }
            } else {
                isSound = false
                report.add(.unknownObjectClass(type, schema))
            }
        }
        if let structural { result.append(structural) }
        for name in settings.auxiliaryClasses {
            guard let item = schema.named(name.value) else {
                report.add(.unknownObjectClass(name, schema))
                isSound = false
                continue
            }
            if item.kind != .auxiliary {
                report.add(.notAuxiliary(name, item))
                isSound = false
            }
            result.append(item)
        }
        return isSound ? result : []
    }

    // MARK: Changes

    private mutating func checkDelta(
        _ connector: Connector, _ settings: LDAPSettings, _ name: Spanned<String>, _ directory: LDAPDirectory
    ) -> CheckedConnector.LDAPTarget.Delta? {
        let isWanted = settings.deltaImport?.value == true
        if let log = settings.changeLog {
            switch directory.delta {
            case .changeLog, .ownChangeLog: if !isWanted { report.add(.needlessChangeLog(log.span, "delta-import is not on")) }
            case .counter, .timeStamps, .none: report.add(.needlessChangeLog(log.span, "\(directory.title) has no change log for the connector"))
            }
        }
        guard isWanted, let wanted = settings.deltaImport else { return nil }
        switch directory.delta {
        case .counter: return .init(changeLog: nil, seesDeletes: true)
        case .changeLog(let usual):
            let log = settings.changeLog?.value ?? (try? DistinguishedName.parse(usual).get())
            return .init(changeLog: log, seesDeletes: true)
        case .ownChangeLog:
            guard let log = settings.changeLog else {
                report.add(.changeLogMissing(wanted.span, directory))
                return nil
            }
            return .init(changeLog: log.value, seesDeletes: true)
        case .timeStamps:
            addUnlessAccepted(.deltaMissesDeletes(connector, wanted.span, directory), at: connector.name.value)
            return .init(changeLog: nil, seesDeletes: false)
        case .none:
            report.add(.noDelta(wanted.span, name.span, directory))
            return nil
        }
    }
}
