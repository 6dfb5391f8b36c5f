import Diagnostics
import Expressions
import LDAP
import Microsoft
import Plan

/// Accounts of Active Directory: where they stand, what they are called, and how people get their first password.
extension Checker {
    mutating func checkActiveDirectory(_ mappings: [CheckedMapping]) {
        for connector in plan.connectors { checkContainers(of: connector) }
        var asked: Set<String> = []
        for mapping in mappings {
            guard let connector = mapping.connector, connector.kind == .activeDirectory else { continue }
            if asked.insert(connector.name).inserted { checkFirstPassword(connector) }
            for item in mapping.attributes {
                switch item.target.name {
                case "parentDistinguishedName": checkPlaces(item, mapping, connector)
                case "cn", "sAMAccountName", "userPrincipalName":
                    checkName(item, mapping)
                    if NameTemplate.all(item.value).count == 1, NameTemplate.all(item.value)[0].isConstant { report.add(.oneNameForAll(item)) }
                    if item.target.name == "sAMAccountName" { checkAccountName(item) }
                default: break
                }
            }
        }
    }

    // MARK: Containers

    /// `contoso.com` → `DC=contoso,DC=com`
    private func root(of domain: String) -> DistinguishedName {
        DistinguishedName(domain.split(separator: ".").map { DistinguishedName.RelativeName("DC", String($0)) })
    }

    private mutating func checkContainers(of connector: Connector) {
        guard case .activeDirectory(let settings) = connector.settings, let domain = settings.domain else { return }
        if let container = settings.container { checkContainer(container, in: domain) }
        for action in plan.deprovisioning.flatMap(\.actions) where action.system.value == connector.name.value {
            if let move = action.move { checkContainer(move, in: domain) }
        }
    }

    private mutating func checkContainer(_ container: Spanned<String>, in domain: Spanned<String>) {
        switch DistinguishedName.parse(container.value) {
        case .success(let name):
            if !name.isAtOrBelow(root(of: domain.value)) { report.add(.containerOutsideDomain(container, domain, root(of: domain.value))) }
        case .failure(let error): report.add(.badContainer(container, error))
        }
    }

    /// Every container that an expression can give, as far as its texts tell.
    private mutating func checkPlaces(_ item: CheckedAttributeMapping, _ mapping: CheckedMapping, _ connector: CheckedConnector) {
        guard case .activeDirectory(let settings)? = plan.connectors.first(where: { $0.name.value == connector.name })?.settings,
            let domain = settings.domain
        else { return }
        let written = plan.mappings.first { $0.name.value == mapping.name }?.attributes.first { $0.target.value == item.target.name }
        checkFillings(item, mapping, connector, at: written?.span ?? item.span)
        for template in NameTemplate.all(item.value) {
            guard let tail = template.pieces.last, case .text(let text) = tail else { continue }
            if template.isConstant {
                checkContainer(Spanned(text, written?.span ?? item.span), in: domain)
            } else {
                // What stands above the domain differs from person to person.
                let levels = text.split(separator: ",")
                let top = levels.drop { !$0.lowercased().hasPrefix("dc=") }.joined(separator: ",")
                let root = root(of: domain.value)
                if !top.isEmpty, case .success(let name) = DistinguishedName.parse(top), !name.isSame(as: root) {
                    report.add(.containerOutsideDomain(Spanned(text, written?.span ?? item.span), domain, root))
                }
            }
        }
    }

    /// A container of which a part is somebody's value: it must be there, it must be a part of a name, and the container must exist.
    private mutating func checkFillings(_ item: CheckedAttributeMapping, _ mapping: CheckedMapping, _ connector: CheckedConnector, at span: Span) {
        guard case .source(let source) = mapping.from else { return }
        var fillings: [String] = []
        for template in NameTemplate.all(item.value) where template.pieces.count > 1 {
            for case .hole(let filling) in template.pieces where !fillings.contains(filling) { fillings.append(filling) }
        }
        guard !fillings.isEmpty else { return }
        addUnlessAccepted(.containerVaries(fillings, connector, at: span), at: "\(connector.name).parentDistinguishedName")
        for filling in fillings {
            guard let attribute = source.attributes.first(where: { "[\($0.name)]" == filling }) else { continue }
            if attribute.type.isOptional, !isPresent(attribute.name, in: mapping.scope) {
                addUnlessAccepted(.containerOfNothing(attribute.name, mapping, at: span), at: mapping.name)
            }
            // A number, and what HR gives people as their key, has no commas.
            if case .string = attribute.type.base, attribute.name != source.key {
                addUnlessAccepted(.containerUnescaped(filling, connector, at: span), at: "\(connector.name).parentDistinguishedName")
            }
        }
    }

    /// Characters that the SAM refuses in a user's name (cloud-hr.md, D.2).
    private static let refusedInAccountName = Set("\"/\\[]:;|=,+*?<>@")

    private mutating func checkAccountName(_ item: CheckedAttributeMapping) {
        let texts: [String] = switch item.value {
        case .direct: []
        case .constant(let text): [text]
        case .expression(let tree): tree.writtenTexts
        }
        for text in texts {
            if let sign = text.first(where: Checker.refusedInAccountName.contains) { report.add(.accountName(item, "`\(sign)` can't stand in it")) }
        }
        if case .constant(let text) = item.value {
            if text.hasSuffix(".") { report.add(.accountName(item, "it does not end with a dot")) }
            if text.allSatisfy({ $0 == "." || $0 == " " }) { report.add(.accountName(item, "it has more than dots and blanks")) }
        }
    }

    /// Where the expression gives nothing the container of the connector counts, but on creation only.
    mutating func checkPlacePresence(mayBeAbsent: Bool, _ attribute: AttributeMapping, _ mapping: Mapping) {
        guard mayBeAbsent, attribute.target.value == "parentDistinguishedName", attribute.defaultValue == nil else { return }
        addUnlessAccepted(.containerMayBeAbsent(attribute, mapping), at: mapping.name.value)
    }

    // MARK: Names

    /// Names are given once: a changed one is another sign-in, another path.
    private mutating func checkName(_ item: CheckedAttributeMapping, _ mapping: CheckedMapping) {
        if !item.onCreate, item.because == nil { addUnlessAccepted(.renamesAccounts(item, mapping), at: "\(mapping.name).\(item.target.name)") }
        guard case .source(let source) = mapping.from, case .expression(.call(let call)) = item.value, call.name == "SelectUniqueValue",
            let last = call.arguments.last ?? nil
        else { return }
        let reads = last.attributes.map(\.name)
        // A random part is free some time or other.
        if reads.contains(source.key) || last.calls.contains(where: { ["RandomString", "Guid"].contains($0.name) }) { return }
        addUnlessAccepted(.candidatesRunOut(item, source.key), at: "\(mapping.name).\(item.target.name)")
    }

    /// The agent makes a random password that nobody ever sees.
    private mutating func checkFirstPassword(_ connector: CheckedConnector) {
        guard case .activeDirectory(let settings)? = plan.connectors.first(where: { $0.name.value == connector.name })?.settings, plan.isComplete
        else { return }
        guard let road = settings.firstPassword else {
            addUnlessAccepted(.noFirstPassword(connector), at: connector.name)
            return
        }
        let givesPasses = plan.workflows.contains { $0.tasks.contains { $0.word.value == "access-pass" } }
        if road.value == .accessPass, !givesPasses { addUnlessAccepted(.noAccessPass(road), at: connector.name) }
    }
}

/// User principal names end in a domain that the tenant has verified.
extension Checker {
    mutating func checkDomains(_ mappings: [CheckedMapping]) {
        // A domain that is none was reported as that.
        guard let tenant = plan.tenant, let first = tenant.domain, Parameters.Kind.domain.problem(with: first.value) == nil else { return }
        let verified = [first] + tenant.domains
        for mapping in mappings where mapping.isInbound {
            for item in mapping.attributes where item.target.name == "userPrincipalName" {
                let written = plan.mappings.first { $0.name.value == mapping.name }?.attributes.first { $0.target.value == item.target.name }
                for ending in item.value.endings ?? [] {
                    guard let at = ending.lastIndex(of: "@"), !ending.contains("${") else { continue }
                    let domain = String(ending[ending.index(after: at)...]).lowercased()
                    // The first domain of a tenant needs no verification.
                    if domain.hasSuffix(".onmicrosoft.com") || verified.contains(where: { $0.value.lowercased() == domain }) { continue }
                    report.add(.unverifiedDomain(domain, verified.map(\.value), at: written?.span ?? item.span, said: first.span))
                }
            }
        }
    }
}

extension CheckedAttributeMapping.Value {
    /// With what each of its values ends; nil where nobody knows.
    var endings: Set<String>? {
        switch self {
        case .direct: nil
        case .constant(let text): [text]
        case .expression(let tree): tree.endings
        }
    }
}

extension Expression {
    /// Texts of the expression that go into what it gives, as far as that is plain.
    fileprivate var writtenTexts: [String] {
        switch self {
        case .string(let text, _): return [text]
        case .attribute, .number, .keyword, .comparison: return []
        case .call(let call):
            let arguments = call.arguments
            let parts: [Expression?] = switch call.name {
            case "Append", "Join", "SelectUniqueValue": arguments
            case "ToLower", "ToUpper", "Trim", "Left", "NormalizeDiacritics", "StripSpaces": Array(arguments.prefix(1))
            case "IIF" where arguments.count == 3: Array(arguments.dropFirst())
            case "Switch" where arguments.count >= 4: [arguments[1]] + stride(from: 3, to: arguments.count, by: 2).map { arguments[$0] }
            default: []
            }
            return parts.flatMap { $0?.writtenTexts ?? [] }
        }
    }

    fileprivate var endings: Set<String>? {
        switch self {
        case .string(let text, _): return [text]
        case .attribute, .number, .keyword, .comparison: return nil
        case .call(let call):
            let arguments = call.arguments
            func last(of argument: Expression??) -> Set<String>? { (argument ?? nil)?.endings }
            func all(_ branches: [Expression?]) -> Set<String>? {
                var result: Set<String> = []
                for branch in branches {
                    guard let endings = branch?.endings else { return nil }
                    result.formUnion(endings)
                }
                return result
            }
            switch call.name {
            case "Append": return last(of: arguments.last)
            case "Join":
                guard arguments.count > 2, case .string(let separator, _)? = arguments[0] else { return last(of: arguments.last) }
                return last(of: arguments.last).map { Set($0.map { separator + $0 }) }
            case "SelectUniqueValue": return all(arguments)
            case "ToLower", "ToUpper": return last(of: arguments.first).map { Set($0.map { $0.lowercased() }) }
            case "IIF" where arguments.count == 3: return all(Array(arguments.dropFirst()))
            case "Switch" where arguments.count >= 4: return all([arguments[1]] + stride(from: 3, to: arguments.count, by: 2).map { arguments[$0] })
            default: return nil
            }
        }
    }
}

extension Diagnostic {
    fileprivate static func badContainer(_ container: Spanned<String>, _ error: DistinguishedNameError) -> Diagnostic {
        Diagnostic(
            .badDistinguishedName, "`\(container.value)` is no distinguished name", at: Label(container.span, error.problem),
            help: [FixIt("write a container of AD as OU=People,DC=contoso,DC=com; a comma within a value as \\,")])
    }

    fileprivate static func containerOutsideDomain(_ container: Spanned<String>, _ domain: Spanned<String>, _ root: DistinguishedName) -> Diagnostic {
        Diagnostic(
            .containerOutsideDomain, "`\(container.value)` is not in the domain `\(domain.value)`", at: Label(container.span),
            and: [Label(domain.span, "the connector's domain")],
            why: "A job writes one domain; elsewhere AD answers that there is no superior reference, and nobody is created.",
            help: [FixIt("let it end in \(root.description), or give the other domain a connector of its own")])
    }

    fileprivate static func containerMayBeAbsent(_ attribute: AttributeMapping, _ mapping: Mapping) -> Diagnostic {
        Diagnostic(
            .containerMayBeAbsent, "nobody knows where `\(mapping.name.value)` puts people without the value", at: Label(attribute.span, "may give nothing"),
            why: "The connector's container counts then, but on creation only: whoever loses the value later stays where they were.",
            help: [FixIt("give it a container for that case, for example as the default of Switch"), acceptance("container-may-be-absent", mapping.name.value)])
    }

    fileprivate static func containerVaries(_ fillings: [String], _ connector: CheckedConnector, at span: Span) -> Diagnostic {
        let list = fillings.map { "`\($0)`" }.joined(separator: ", ")
        return Diagnostic(
            .dnParentVaries, "people of `\(connector.name)` are placed in containers that depend on \(list)", at: Label(span),
            why: "The agent makes no containers. Where a value has none, AD answers that there is no superior reference, and the person is not created.",
            help: [
                FixIt("name the containers with Switch, with a default; or see that they are there, and accept it"),
                acceptance("dn-parent-varies", "\(connector.name).parentDistinguishedName"),
            ])
    }

    fileprivate static func containerUnescaped(_ filling: String, _ connector: CheckedConnector, at span: Span) -> Diagnostic {
        Diagnostic(
            .dnUnescaped, "`\(filling)` goes into a distinguished name as it is", at: Label(span),
            why: "A comma, a plus sign or a quotation mark in it, as in `Research, Europe`, ends that part of the name: the container is another one, or none.",
            help: [
                FixIt("name the containers with Switch over \(filling)"), acceptance("dn-unescaped", "\(connector.name).parentDistinguishedName"),
            ])
    }

    fileprivate static func containerOfNothing(_ attribute: String, _ mapping: CheckedMapping, at span: Span) -> Diagnostic {
        Diagnostic(
            .containerMayBeAbsent, "people without `\(attribute)` are placed in a container without a name", at: Label(span, "`\(attribute)` may be absent"),
            why: "What is left, as in `OU=,OU=People`, is no distinguished name: AD refuses it, on creation and on every change.",
            help: [
                FixIt("name the containers with Switch and a default; or keep them out of scope: {\(attribute): {present: true}}"),
                acceptance("container-may-be-absent", mapping.name),
            ])
    }

    fileprivate static func oneNameForAll(_ item: CheckedAttributeMapping) -> Diagnostic {
        Diagnostic(
            .sameForEveryone, "everybody gets the same `\(item.target.name)`", at: Label(item.span, "no attribute of a person is in it"),
            why: "The second person is refused, because the name is taken.",
            help: [FixIt("make it of what HR knows of a person: {expression: 'Left([UserID], 20)', apply: on-create}")])
    }

    fileprivate static func accountName(_ item: CheckedAttributeMapping, _ problem: String) -> Diagnostic {
        Diagnostic(
            .accountName, "Active Directory refuses such a `sAMAccountName`", at: Label(item.span, problem),
            why: "It has 20 characters at most, none of \" / \\ [ ] : ; | = , + * ? < > @, and no dot at the end.",
            help: [FixIt("take the sign out, or another: a hyphen and a dot between letters may stand in it")])
    }

    fileprivate static func renamesAccounts(_ item: CheckedAttributeMapping, _ mapping: CheckedMapping) -> Diagnostic {
        let name = item.target.name
        let why = switch name {
        case "cn": "A changed value moves the account to another distinguished name, and whatever knows it by the old one loses it."
        default: "A changed value is another name to sign in with, and profiles, shares and applications know people by the old one."
        }
        return Diagnostic(
            .renamesAccounts, "`\(name)` follows every change of HR", at: Label(item.span), why: why,
            help: [
                FixIt("give it once: apply: on-create; or say how renames are announced: because: …"),
                acceptance("renames-accounts", "\(mapping.name).\(name)"),
            ])
    }

    fileprivate static func candidatesRunOut(_ item: CheckedAttributeMapping, _ key: String) -> Diagnostic {
        Diagnostic(
            .candidatesRunOut, "the candidates for `\(item.target.name)` may all be taken", at: Label(item.span, "the last one does not read `\(key)`"),
            why: "Where no candidate is free the person is not created, and two of one name who come at once get the same.",
            help: [FixIt("let the last candidate hold the key, for example Join(\"\", \"E\", [\(key)])")])
    }

    fileprivate static func noFirstPassword(_ connector: CheckedConnector) -> Diagnostic {
        Diagnostic(
            .noFirstPassword, "nothing says how people get a first password for `\(connector.name)`", at: Label(connector.span),
            why: "The agent gives a new account a random password that is written down nowhere.",
            help: [
                FixIt("first-password: service-desk      # or access-pass, self-service, manager"), acceptance("no-first-password", connector.name),
            ])
    }

    fileprivate static func noAccessPass(_ road: Spanned<ActiveDirectorySettings.FirstPassword>) -> Diagnostic {
        Diagnostic(
            .noFirstPassword, "no workflow gives anybody an access pass", at: Label(road.span),
            why: "With a temporary access pass people sign in at Entra ID and set their password there; something has to hand it to them.",
            help: [FixIt("add a workflow on the hire date with the task {access-pass: 480}, or name another road")])
    }

    fileprivate static func unverifiedDomain(_ domain: String, _ verified: [String], at span: Span, said: Span) -> Diagnostic {
        Diagnostic(
            .unverifiedDomain, "user principal names may end in `\(domain)`, and the tenant has not verified it", at: Label(span),
            and: [Label(said, verified.count == 1 ? "the only domain that the plan knows" : "the plan knows \(verified.map { "`\($0)`" }.joined(separator: ", "))")],
            why: "A user whose name ends in another domain is not created.",
            help: [FixIt("if it is verified, say so: tenant: {domains: [\(domain)], …}")])
    }
}

extension CheckedMapping {
    /// Whether an account's container may change after its creation.
    public var movesAccounts: Bool {
        attributes.contains { item in
            guard item.target.name == "parentDistinguishedName", !item.onCreate else { return false }
            if case .constant = item.value { return false }
            return NameTemplate.all(item.value).count != 1 || NameTemplate.all(item.value).contains { !$0.isConstant }
        }
    }

    /// The containers of Active Directory in which the mapping places people, as far as its texts tell; the connector's own is among them.
    public var containers: [String] {
        guard case .activeDirectory(let target)? = connector?.target else { return [] }
        var result = [target.container]
        for item in attributes where item.target.name == "parentDistinguishedName" {
            for template in NameTemplate.all(item.value) where template.isConstant {
                for case .text(let text) in template.pieces where !result.contains(where: { $0.lowercased() == text.lowercased() }) { result.append(text) }
            }
        }
        return result
    }
}
