import Diagnostics
import Expressions
import LDAP
import Microsoft
import Plan

/// What the mapping that feeds a directory must give, so that the server takes the entry.
extension Checker {
    mutating func checkLDAPMapping(_ mapping: CheckedMapping, _ connector: CheckedConnector, _ target: CheckedConnector.LDAPTarget) {
        guard plan.isComplete else { return }
        checkDistinguishedName(mapping, connector, target)
        checkObjectClassMapping(mapping, connector, target)
        checkMandatoryAttributes(mapping, connector, target)
        checkAllowedAttributes(mapping, connector, target)
        checkPersonalAttributes(mapping, target)
        if target.directory == .adLDS, let password = mapping.attributes.first(where: { $0.isInitialPassword }) {
            addUnlessAccepted(.ldsPassword(connector, password), at: "\(connector.name).\(password.target.name)")
        }
    }

    // MARK: The name

    private mutating func checkDistinguishedName(
        _ mapping: CheckedMapping, _ connector: CheckedConnector, _ target: CheckedConnector.LDAPTarget
    ) {
        guard let item = mapping.attributes.first(where: { $0.target.name == "-dn-" }) else {
            // One that is written and can't be read was reported.
            let isTried = plan.mappings.contains { $0.name.value == mapping.name && $0.attributes.contains { $0.target.value == "-dn-" } }
            if !isTried { report.add(.dnNotMapped(connector, mapping, target)) }
            return
        }
        if !item.onCreate { report.add(.dnNotOnCreate(item.span)) }
        for template in NameTemplate.all(item.value) {
            do throws(DistinguishedNameError) {
                guard let pattern = try NamePattern(template) else { continue }
                checkPattern(pattern, item, mapping, connector, target)
            } catch {
                report.add(.badMappedName(template, error, item.span))
            }
        }
    }

    private mutating func checkPattern(
        _ pattern: NamePattern, _ item: CheckedAttributeMapping, _ mapping: CheckedMapping, _ connector: CheckedConnector,
        _ target: CheckedConnector.LDAPTarget
    ) {
        if let parent = pattern.parent {
            if !parent.isAtOrBelow(target.container) { report.add(.dnOutsideContainer(parent, item, connector, target)) }
        } else {
            let tail = pattern.constantTail
            if !tail.isAtOrBelow(target.container), !target.container.isAtOrBelow(tail) {
                report.add(.dnOutsideContainer(tail, item, connector, target))
            } else {
                addUnlessAccepted(.dnParentVaries(pattern.fillingsAbove, item, connector), at: "\(connector.name).-dn-")
            }
        }
        if pattern.ownName.allSatisfy({ $0.value.isConstant }) {
            report.add(.sameForEveryone(item))
            return
        }
        for (attribute, value) in pattern.ownName {
            checkNamingAttribute(attribute, value, item, mapping, connector, target)
            for case .hole(let filling) in value.pieces where Checker.mayHoldComma(filling) {
                addUnlessAccepted(.dnUnescaped(filling, item, connector), at: "\(connector.name).-dn-")
            }
        }
    }

    /// Names of people and places hold commas, quotation marks and plus signs; identifiers do not. Whoever replaces or cuts them has
    /// thought of it.
    private static func mayHoldComma(_ filling: String) -> Bool {
        ["displayName", "givenName", "surname", "companyName", "department", "jobTitle", "city", "officeLocation", "streetAddress"]
            .contains { filling == "[\($0)]" }
    }

    /// The entry's own name says the value of an attribute, and the mapping of that attribute says it, too.
    private mutating func checkNamingAttribute(
        _ attribute: String, _ value: NameTemplate, _ item: CheckedAttributeMapping, _ mapping: CheckedMapping,
        _ connector: CheckedConnector, _ target: CheckedConnector.LDAPTarget
    ) {
        let key = LDAPAttribute.canonical(attribute)
        if target.directory == .adLDS, key != "cn" {
            report.add(.ldsNaming(attribute, item))
            return
        }
        if !target.objectClasses.isEmpty, !target.schema.allows(attribute, target.objectClasses.map(\.name)) {
            report.add(.namingNotAllowed(attribute, item, target))
            return
        }
        guard let own = mapping.attributes.first(where: { LDAPAttribute.canonical($0.target.name) == key }) else { return }
        let given = NameTemplate.all(own.value)
        if given.count == 1, given[0] != value { addUnlessAccepted(.namingDiffers(attribute, item, own, connector), at: "\(connector.name).\(own.target.name)") }
    }

    // MARK: Object classes

    private mutating func checkObjectClassMapping(
        _ mapping: CheckedMapping, _ connector: CheckedConnector, _ target: CheckedConnector.LDAPTarget
    ) {
        let names = target.objectClasses.map(\.name)
        guard let structural = names.first else { return }
        let auxiliary = Array(names.dropFirst())
        guard let item = mapping.attributes.first(where: { $0.target.name.lowercased() == "objectclass" }) else {
            let isTried = plan.mappings.contains {
                $0.name.value == mapping.name && $0.attributes.contains { $0.target.value.lowercased() == "objectclass" }
            }
            if !auxiliary.isEmpty, !isTried { report.add(.objectClassNotMapped(names, connector, mapping)) }
            return
        }
        if !item.target.type.isMultiValued { report.add(.objectClassIsMany(item, declared(item.target.name, connector))) }
        if !item.onCreate { report.add(.objectClassOnCreate(item)) }
        guard let given = Checker.split(item.value) else {
            report.add(.objectClassBySplit(item, names))
            return
        }
        let known = Set((target.schema.lineage(of: structural).map(\.name) + auxiliary.flatMap { target.schema.lineage(of: $0).map(\.name) })
            .map { $0.lowercased() })
        for name in given where !known.contains(name.lowercased()) { report.add(.classNotDeclared(name, item, connector)) }
        let folded = Set(given.map { $0.lowercased() })
        for name in names where !folded.contains(name.lowercased()) { report.add(.classNotGiven(name, item, names)) }
    }

    /// The texts of `Split("a,b", ",")`.
    private static func split(_ value: CheckedAttributeMapping.Value) -> [String]? {
        guard case .expression(.call(let call)) = value, call.name == "Split", call.arguments.count == 2,
            case .string(let text, _)? = call.arguments[0], case .string(let sign, _)? = call.arguments[1], !sign.isEmpty
        else { return nil }
        return text.split(separator: sign).map { $0.drop { $0 == " " } }.map { part in
            String(part.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
    }

    // MARK: Attributes

    private mutating func checkMandatoryAttributes(
        _ mapping: CheckedMapping, _ connector: CheckedConnector, _ target: CheckedConnector.LDAPTarget
    ) {
        let written = plan.mappings.first { $0.name.value == mapping.name }
        let tried = Set((written.map { $0.attributes.map(\.target.value) + $0.match.map(\.target.value) } ?? []).map(LDAPAttribute.canonical))
        for (attribute, item) in target.schema.mandatory(target.objectClasses.map(\.name)) {
            let key = LDAPAttribute.canonical(attribute)
            // AD LDS takes the common name from the distinguished name.
            if target.directory == .adLDS, key == "cn", !tried.contains(key) { continue }
            let declaration = plan.connectors.first { $0.name.value == connector.name }?.attributes?
                .first { LDAPAttribute.canonical($0.name.value) == key }
            guard let given = mapping.attributes.first(where: { LDAPAttribute.canonical($0.target.name) == key }) else {
                // A required attribute that is not mapped has a finding of its own.
                let isReported = declaration.map { !$0.type.value.isOptional } ?? false
                if !tried.contains(key), !isReported { report.add(.mandatoryNotMapped(attribute, item, connector, mapping)) }
                continue
            }
            if mayBeAbsent(given, mapping) { report.add(.mandatoryMayBeAbsent(attribute, item, given, declaration)) }
        }
    }

    /// Whether some in scope have no value. Where the target is required, the flow was checked already.
    private func mayBeAbsent(_ item: CheckedAttributeMapping, _ mapping: CheckedMapping) -> Bool {
        guard item.target.type.isOptional, item.defaultValue == nil else { return false }
        switch item.value {
        case .constant: return false
        case .direct(let source): return source.type.isOptional && !isPresent(source.name, in: mapping.scope)
        // The type may be declared wider than what the expression gives; only the declaration can promise it.
        case .expression: return true
        }
    }

    private mutating func checkAllowedAttributes(
        _ mapping: CheckedMapping, _ connector: CheckedConnector, _ target: CheckedConnector.LDAPTarget
    ) {
        let names = target.objectClasses.map(\.name)
        guard !names.isEmpty else { return }
        for item in mapping.attributes {
            let key = item.target.name.lowercased()
            if LDAPAttribute.ofConnector.contains(key) || key == "objectclass" || key == connector.anchor.lowercased() { continue }
            if !target.schema.allows(item.target.name, names) { report.add(.notInClass(item, target)) }
        }
    }

    private mutating func checkPersonalAttributes(_ mapping: CheckedMapping, _ target: CheckedConnector.LDAPTarget) {
        for item in mapping.attributes where LDAPAttribute.personal.contains(LDAPAttribute.canonical(item.target.name)) {
            let templates = NameTemplate.all(item.value)
            if !templates.isEmpty, templates.allSatisfy(\.isConstant) { report.add(.sameForEveryone(item)) }
        }
    }

    private func declared(_ attribute: String, _ connector: CheckedConnector) -> AttributeDeclaration? {
        plan.connectors.first { $0.name.value == connector.name }?.attributes?.first { $0.name.value == attribute }
    }
}

extension Diagnostic {
    fileprivate static func dnNotMapped(
        _ connector: CheckedConnector, _ mapping: CheckedMapping, _ target: CheckedConnector.LDAPTarget
    ) -> Diagnostic {
        Diagnostic(
            .anchor, "mapping `\(mapping.name)` gives no `-dn-`",
            at: Label(mapping.span), and: [Label(connector.span, "an LDAP directory")],
            why: "The distinguished name says where a person is created; no default exists.",
            help: [FixIt("add -dn-: {expression: 'Join(\"\", \"CN=\", [employeeId], \",\(target.container)\")', apply: on-create}")])
    }

    fileprivate static func dnNotOnCreate(_ span: Span) -> Diagnostic {
        Diagnostic(
            .anchor, "`-dn-` is written on creation only",
            at: Label(span, "applied always"),
            why: "A changed distinguished name is a rename, which on-premises provisioning does not do.",
            help: [FixIt("add `apply: on-create`")])
    }

    fileprivate static func badMappedName(_ template: NameTemplate, _ error: DistinguishedNameError, _ span: Span) -> Diagnostic {
        let text = template.pieces.map { if case .text(let text) = $0 { text } else { "" } }.joined()
        return Diagnostic(
            .badDistinguishedName, "`\(text)` is no distinguished name", at: Label(span, error.problem),
            why: "The directory refuses the entry.",
            help: [FixIt("write attribute=value for each level, with commas between: CN=…,OU=People,DC=contoso,DC=com")])
    }

    fileprivate static func dnOutsideContainer(
        _ parent: DistinguishedName, _ item: CheckedAttributeMapping, _ connector: CheckedConnector, _ target: CheckedConnector.LDAPTarget
    ) -> Diagnostic {
        Diagnostic(
            .dnOutsideContainer,
            parent.names.isEmpty ? "`-dn-` names no container of `\(connector.name)`" : "`-dn-` creates people in `\(parent)`, outside the container",
            at: Label(item.span), and: [Label(connector.span, "its container is \(target.container)")],
            why: "The connector creates no parents: in a place that is not there every create fails.",
            help: [FixIt("let the name end with \",\(target.container)\", or correct `container`")])
    }

    fileprivate static func dnParentVaries(
        _ fillings: [String], _ item: CheckedAttributeMapping, _ connector: CheckedConnector
    ) -> Diagnostic {
        let list = fillings.map { "`\($0)`" }.joined(separator: ", ")
        return Diagnostic(
            .dnParentVaries, "people of `\(connector.name)` are created in containers that depend on \(list)", at: Label(item.span),
            why: "The connector creates no parents. Whoever has a value for which no container is there is not created.",
            help: [
                FixIt("name the containers with Switch, so that they can be created before; or create them, and accept it"),
                acceptance("dn-parent-varies", "\(connector.name).-dn-"),
            ])
    }

    fileprivate static func dnUnescaped(_ filling: String, _ item: CheckedAttributeMapping, _ connector: CheckedConnector) -> Diagnostic {
        Diagnostic(
            .dnUnescaped, "`\(filling)` goes into a distinguished name as it is", at: Label(item.span),
            why: "A comma in it, as in `Contoso, Ltd` or `Lovelace, Ada`, ends the name there: the person is refused, or created elsewhere.",
            help: [
                FixIt("take an identifier such as [mailNickname] or [employeeId]; or escape the comma with Replace"),
                acceptance("dn-unescaped", "\(connector.name).-dn-"),
            ])
    }

    fileprivate static func ldsNaming(_ attribute: String, _ item: CheckedAttributeMapping) -> Diagnostic {
        Diagnostic(
            .namingNotAllowed, "AD LDS names people by CN, not by `\(attribute)`", at: Label(item.span),
            why: "A class of Active Directory has one naming attribute, and that of people is cn.",
            help: [FixIt("begin the name with CN=")])
    }

    fileprivate static func namingNotAllowed(
        _ attribute: String, _ item: CheckedAttributeMapping, _ target: CheckedConnector.LDAPTarget
    ) -> Diagnostic {
        let classes = target.objectClasses.map(\.name).joined(separator: ", ")
        return Diagnostic(
            .namingNotAllowed, "people of the class \(classes) have no attribute `\(attribute)`", at: Label(item.span, "names the entry by it"),
            why: "The attribute of the entry's own name is an attribute of the entry; the server refuses one that its classes do not allow.",
            help: [FixIt("begin the name with an attribute of the class, for example CN= or UID=")])
    }

    fileprivate static func namingDiffers(
        _ attribute: String, _ item: CheckedAttributeMapping, _ own: CheckedAttributeMapping, _ connector: CheckedConnector
    ) -> Diagnostic {
        Diagnostic(
            .namingDiffers, "`\(own.target.name)` gets another value than the distinguished name says",
            at: Label(own.span), and: [Label(item.span, "\(attribute)= something else here")],
            why: "The name's own value belongs to the entry as well. Some servers refuse the entry, others keep both values, of which the host reads one.",
            help: [
                FixIt("give both the same expression, and `\(own.target.name)` on creation only"),
                acceptance("naming-differs", "\(connector.name).\(own.target.name)"),
            ])
    }

    // MARK: Object classes

    private static func splitText(_ names: [String]) -> String { "Split(\"\(names.joined(separator: ","))\", \",\")" }

    fileprivate static func objectClassNotMapped(
        _ names: [String], _ connector: CheckedConnector, _ mapping: CheckedMapping
    ) -> Diagnostic {
        Diagnostic(
            .objectClassMapping, "mapping `\(mapping.name)` does not say that people are \(names.dropFirst().joined(separator: ", ")), too",
            at: Label(mapping.span), and: [Label(connector.span, "declares the classes")],
            why: "The host knows the structural class only. Auxiliary classes come from the mapping of objectClass.",
            help: [FixIt("add objectClass: {expression: '\(splitText(names))', apply: on-create}")])
    }

    fileprivate static func objectClassBySplit(_ item: CheckedAttributeMapping, _ names: [String]) -> Diagnostic {
        Diagnostic(
            .objectClassMapping, "`objectClass` is a list, and this is not", at: Label(item.span),
            why: "Entra sends a list only where an expression makes one; as one text the server looks for a class of that whole name.",
            help: [FixIt("write {expression: '\(splitText(names))', apply: on-create}")])
    }

    fileprivate static func objectClassIsMany(_ item: CheckedAttributeMapping, _ declaration: AttributeDeclaration?) -> Diagnostic {
        Diagnostic(
            .objectClassMapping, "`objectClass` has many values", at: Label(declaration?.type.span ?? item.span, "declared with one"),
            why: "Treat as single value is off for this attribute alone; the host would keep one class and lose the others.",
            help: [
                declaration.map { FixIt("write string(256)[]", replace: $0.type.span, with: "string(256)[]") } ?? FixIt("map it with Split")
            ])
    }

    fileprivate static func objectClassOnCreate(_ item: CheckedAttributeMapping) -> Diagnostic {
        Diagnostic(
            .objectClassMapping, "`objectClass` is written on creation only", at: Label(item.span, "applied always"),
            why: "A person's structural class can't change, and the auxiliary ones that others added would be taken away.",
            help: [FixIt("add `apply: on-create`")])
    }

    fileprivate static func classNotDeclared(_ name: String, _ item: CheckedAttributeMapping, _ connector: CheckedConnector) -> Diagnostic {
        Diagnostic(
            .objectClassMapping, "`\(name)` is no class of `\(connector.name)`", at: Label(item.span, "given here"),
            and: [Label(connector.span, "does not declare it")],
            why: "What a class makes mandatory is only known of declared ones.",
            help: [FixIt("add it to auxiliary-classes of `\(connector.name)`, or take it out here")])
    }

    fileprivate static func classNotGiven(_ name: String, _ item: CheckedAttributeMapping, _ names: [String]) -> Diagnostic {
        Diagnostic(
            .objectClassMapping, "`objectClass` leaves out `\(name)`", at: Label(item.span),
            why: "New people would not be of that class, and their attributes of it are refused.",
            help: [FixIt("write \(splitText(names))")])
    }

    // MARK: Attributes

    fileprivate static func mandatoryNotMapped(
        _ attribute: String, _ item: LDAPObjectClass, _ connector: CheckedConnector, _ mapping: CheckedMapping
    ) -> Diagnostic {
        Diagnostic(
            .mandatoryAttribute, "mapping `\(mapping.name)` gives no `\(attribute)`",
            at: Label(mapping.span), and: [Label(connector.span, "people are of the class \(item.name)")],
            why: "Every entry of the class \(item.name) must have it; the server refuses one without.",
            help: [FixIt("map it\(example(attribute))")])
    }

    private static func example(_ attribute: String) -> String {
        switch LDAPAttribute.canonical(attribute) {
        case "sn": ": sn: surname"
        case "cn": ": cn: mailNickname"
        case "uid": ": uid: mailNickname"
        case "gidnumber": ": gidNumber: {constant: '10000'}"
        case "uidnumber": " from a directory extension that holds a number of its own for each person"
        case "homedirectory": ": homeDirectory: '=Join(\"\", \"/home/\", [mailNickname])'"
        default: ""
        }
    }

    fileprivate static func mandatoryMayBeAbsent(
        _ attribute: String, _ item: LDAPObjectClass, _ given: CheckedAttributeMapping, _ declaration: AttributeDeclaration?
    ) -> Diagnostic {
        var fix = FixIt("give it a value for everyone: a default, an expression, or a scope that asks for it")
        if let declaration, case .expression = given.value {
            fix = FixIt(
                "declare it required, so that the expression is checked", replace: declaration.type.span,
                with: declaration.type.value.description.replacingLastMark)
        }
        return Diagnostic(
            .mandatoryAttribute, "`\(attribute)` must have a value, and may get none",
            at: Label(given.span), and: declaration.map { [Label($0.type.span, "declared optional")] } ?? [],
            why: "Every entry of the class \(item.name) must have it; the server refuses whoever has no value.",
            help: [fix])
    }

    fileprivate static func notInClass(_ item: CheckedAttributeMapping, _ target: CheckedConnector.LDAPTarget) -> Diagnostic {
        let names = target.objectClasses.map(\.name)
        let allowed = Set(names.flatMap { target.schema.lineage(of: $0) }.flatMap { $0.must + $0.may })
        return Diagnostic(
            .notInClass, "people of the class \(names.joined(separator: ", ")) have no attribute `\(item.target.name)`", at: Label(item.span),
            why: "A server refuses an entry with an attribute that none of its classes allows.",
            help: [
                nearest(to: item.target.name, among: allowed.sorted()).map { FixIt("did you mean `\($0)`?") }
                    ?? FixIt("map another attribute, or name the class that has it in auxiliary-classes")
            ])
    }

    fileprivate static func sameForEveryone(_ item: CheckedAttributeMapping) -> Diagnostic {
        Diagnostic(
            .sameForEveryone, "everyone gets the same `\(item.target.name)`", at: Label(item.span),
            why: item.target.name == "-dn-" ? "Two entries can't have one name: the second person is refused."
                : "To the systems behind the directory two people with one \(item.target.name) are one account.",
            help: [FixIt("take an attribute that each person has for themselves, for example \(item.target.name == "-dn-" ? "mailNickname" : "a directory extension")")])
    }

    fileprivate static func ldsPassword(_ connector: CheckedConnector, _ item: CheckedAttributeMapping) -> Diagnostic {
        Diagnostic(
            .ldsPassword, "AD LDS takes no passwords from the connector", at: Label(item.span),
            why: "People can't be provisioned with passwords there. Without the password they are created disabled, or the password policy is switched off.",
            help: [
                FixIt("remove it, and map msDS-UserAccountDisabled: IsSoftDeleted"),
                acceptance("lds-password", "\(connector.name).\(item.target.name)"),
            ])
    }
}

extension String {
    /// `string(64)?` → `string(64)`
    fileprivate var replacingLastMark: String { hasSuffix("?") ? String(dropLast()) : self }
}
