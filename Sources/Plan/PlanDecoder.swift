import Diagnostics
import Expressions
import YAMLSyntax

/// One file of the plan, parsed.
public struct PlanFile: Sendable {
    public let path: String
    public let tree: YAMLTree

    public init(path: String, tree: YAMLTree) {
        self.path = path
        self.tree = tree
    }
}

extension Plan {
    /// The plan of the given files, for one environment's values. Names stand once across all files.
    public static func decode(
        _ files: [PlanFile], sources: SourceMap, parameters: [String: String], environment: String?, into report: inout Report
    ) -> Plan {
        var decoder = Decoder(sources: sources, parameters: parameters)
        var plan = Plan()
        plan.environment = environment
        for file in files {
            guard let root = file.tree.root, !root.isNull else { continue }
            guard let fields = decoder.fields(root, Vocabulary.plan) else { continue }
            decoder.decode(fields, into: &plan)
        }
        decoder.checkNamesOnce(plan)
        plan.isComplete = !decoder.lostSomething
        report.add(contentsOf: decoder.report)
        return plan
    }
}

extension Decoder {
    fileprivate mutating func decode(_ fields: Fields, into plan: inout Plan) {
        plan.written.add(fields, self)
        if let version = text(fields["entrain"]), version.value != "1" {
            report.add(.languageVersion(version.value, version.span))
        }
        if let name = text(fields["name"]) {
            if let first = plan.name {
                report.add(.duplicateName("name", name.span, first: first.span, "the plan's name"))
            }
            // It becomes a part of names, addresses and file headers.
            if !isName(name.value) {
                report.add(.badName(name.value, name.span))
                lostSomething = true
            }
            plan.name = name
        }
        plan.title = text(fields["title"])?.value ?? plan.title
        plan.because = text(fields["because"], mayBreak: true)?.value ?? plan.because
        if let node = fields["tenant"], let tenant = tenant(node) { plan.tenant = tenant }
        plan.sources += named(fields["sources"], "sources").compactMap { source($0, $1) }
        plan.consolidations += named(fields["consolidation"], "consolidation").compactMap { consolidation($0, $1) }
        plan.populations += named(fields["populations"], "populations").compactMap { population($0, $1) }
        plan.extensions += named(fields["extensions"], "extensions", anyName: true).compactMap { extensionAttribute($0, $1) }
        plan.agents += named(fields["agents"], "agents").compactMap { agent($0, $1) }
        plan.connectors += named(fields["connectors"], "connectors").compactMap { connector($0, $1) }
        plan.mappings += named(fields["mappings"], "mappings").compactMap { mapping($0, $1) }
        plan.deprovisioning += named(fields["deprovisioning"], "deprovisioning").compactMap { rule($0, $1, plan) }
        if let node = fields["access"], let access = self.fields(node, Vocabulary.access) {
            plan.accessPackages += named(access["packages"], "packages").compactMap { package($0, $1) }
        }
        plan.workflows += named(fields["workflows"], "workflows").compactMap { workflow($0, $1) }
        if let node = fields["accepts"] { plan.accepts += items(node, "`accepts`").compactMap { acceptance($0) } }
        if let node = fields["phases"] { plan.phases += items(node, "`phases`").compactMap { phase($0) } }
        if let node = fields["legacy"] { plan.legacy = legacy(node) ?? plan.legacy }
    }

    mutating func items(_ node: YAMLNode, _ what: String) -> [YAMLNode] {
        guard node.kind == .sequence else {
            if !node.isNull {
                report.add(.wrongShape(what, wanted: "a list, each item behind a `-`", found: node))
                lostSomething = true
            }
            return []
        }
        return node.items
    }

    private mutating func tenant(_ node: YAMLNode) -> Tenant? {
        guard let fields = fields(node, Vocabulary.tenant) else { return nil }
        return Tenant(id: text(fields["id"]), domain: text(fields["domain"]), domains: names(fields["domains"], "a domain of the tenant", ignoringCase: true), notify: text(fields["notify"]),
            kind: word(fields["kind"], "kind of tenant"), licence: word(fields["licence"], "licence"),
            synchronization: fields["synchronization"].flatMap { synchronization($0) }, span: node.span)
    }

    private mutating func source(_ name: Spanned<String>, _ node: YAMLNode) -> Source? {
        guard let fields = fields(node, Vocabulary.source) else { return nil }
        return Source(
            name: name, notes: notes(fields), kind: word(fields["kind"], "kind of source"), key: text(fields["key"]),
            attributes: declarations(fields["attributes"]), server: text(fields["server"]), database: text(fields["database"]),
            table: text(fields["table"]), file: text(fields["file"]), url: text(fields["url"]), apartFrom: names(fields["apart-from"], "a source"),
            lookAhead: boolean(fields["termination-look-ahead"]),
            today: text(fields["today"]), every: minutes(fields["every"]), ahead: minutes(fields["ahead"]),
            keyReuse: word(fields["key-reuse"], "reuse of keys"), span: name.span)
    }

    /// `Name: type` or `Name: {type: …, because: …}`.
    mutating func declarations(_ node: YAMLNode?) -> [AttributeDeclaration] {
        named(node, "attributes", anyName: true).compactMap { name, value in
            if value.kind == .mapping {
                guard let fields = fields(value, Vocabulary.attributeDeclaration), let typeNode = fields["type"],
                    let type = type(typeNode)
                else { return nil }
                return AttributeDeclaration(name: name, type: type, notes: notes(fields), path: text(fields["path"]))
            }
            return type(value).map { AttributeDeclaration(name: name, type: $0) }
        }
    }

    private mutating func extensionAttribute(_ name: Spanned<String>, _ node: YAMLNode) -> ExtensionAttribute? {
        if node.kind == .mapping {
            guard let fields = fields(node, Vocabulary.extensionAttribute), let typeNode = fields["type"], let type = type(typeNode)
            else { return nil }
            return ExtensionAttribute(name: name, type: type, notes: notes(fields))
        }
        return type(node).map { ExtensionAttribute(name: name, type: $0, notes: Notes()) }
    }

    private mutating func acceptance(_ node: YAMLNode) -> Acceptance? {
        guard let fields = fields(node, Vocabulary.accept) else { return nil }
        let until = text(fields["until"])
        if let finding = until.flatMap(Diagnostic.badDay) { report.add(finding) }
        return Acceptance(
            finding: text(fields["finding"]), at: text(fields["at"]), until: until, because: text(fields["because"], mayBreak: true),
            by: text(fields["by"]), span: node.span)
    }

    private mutating func phase(_ node: YAMLNode) -> Phase? {
        guard let fields = fields(node, Vocabulary.phase), let name = text(fields["name"]) else { return nil }
        // A phase is a folder of the output.
        if !isName(name.value) {
            report.add(.badName(name.value, name.span))
            lostSomething = true
        }
        let redirects = named(fields["redirects"], "redirects", anyName: true).compactMap { agent, value in
            text(value).map { (agent: agent, connector: $0) }
        }
        let pilot = fields["pilot"].map { node in items(node, "`pilot`").compactMap { pilotStep($0) } } ?? []
        return Phase(
            name: name, notes: notes(fields), starts: texts(fields["starts"]), stops: texts(fields["stops"]), redirects: redirects,
            converts: fields["converts"].map { node in items(node, "`converts`").compactMap { conversion($0) } } ?? [], pilot: pilot,
            checks: names(fields["checks"], "what is confirmed"),
            handsOver: named(fields["hands-over"], "hands-over", anyName: true).flatMap { thing, value -> [(thing: Spanned<String>, to: Spanned<String>)] in
                guard !value.isBlank else {
                    report.add(.nothingSaid("nobody takes `\(thing.value)` over", at: value.span, help: "write who does it: a word such as script or nobody, or a sentence"))
                    // Whoever was to be named is missing, not the hand-over.
                    lostSomething = true
                    return []
                }
                return names(value, "who takes it over").map { (thing: thing, to: $0) }
            }, unresolved: unresolvedRules(fields["unresolved"]), span: name.span)
    }

    private mutating func pilotStep(_ node: YAMLNode) -> Phase.PilotStep? {
        if node.kind == .scalar {
            guard let text = text(node) else { return nil }
            guard text.value == "everyone" else {
                report.add(.badWord(text.value, text.span, what: "pilot step", known: ["everyone"]))
                return nil
            }
            return .everyone(node.span)
        }
        guard let fields = fields(node, Vocabulary.pilotStep) else { return nil }
        let duration = pilotDuration(fields["for"])
        if let group = text(fields["group"]) { return .group(group, duration: duration, node.span) }
        let written = fields["users"].map { !$0.isBlank } ?? false
        let users = names(fields["users"], "a user of the pilot", ignoringCase: true)
        for user in users { checkUser(user) }
        guard !users.isEmpty else {
            if written || fields.keySpans["group"] != nil { return nil }
            report.add(.wrongShape("a step of the pilot", wanted: "users, a group, or everyone", found: node))
            return nil
        }
        return .users(users, duration: duration, node.span)
    }

    /// `ada@contoso.com`
    mutating func checkUser(_ user: Spanned<String>) {
        let parts = user.value.split(separator: "@", omittingEmptySubsequences: false)
        if parts.count != 2 || parts.contains(where: \.isEmpty) || user.value.contains(" ") { report.add(.badUser(user)) }
    }

    /// Systems share one name space, because mappings and rules name any of them.
    fileprivate mutating func checkNamesOnce(_ plan: Plan) {
        var systems: [String: Span] = ["entra": Span(file: FileID(index: 0), start: 0, end: 0)]
        func once(_ name: Spanned<String>, _ seen: inout [String: Span], _ what: String, _ report: inout Report) {
            if name.value == "entra", what != "mapping" {
                report.add(.reservedName(name.span))
            } else if let first = seen.updateValue(name.span, forKey: name.value) {
                report.add(.duplicateName(name.value, name.span, first: first, what))
            }
        }
        for name in plan.sources.map(\.name) + plan.consolidations.map(\.name) + plan.connectors.map(\.name) {
            once(name, &systems, "system", &report)
        }
        func all(_ names: [Spanned<String>], _ what: String) {
            var seen: [String: Span] = [:]
            for name in names { once(name, &seen, what, &report) }
        }
        all(plan.agents.map(\.name), "agent")
        all(plan.mappings.map(\.name), "mapping")
        all(plan.deprovisioning.map(\.name), "deprovisioning rule")
        all(plan.phases.map(\.name), "phase")
        all(plan.extensions.map(\.name), "extension")
        all(plan.populations.map(\.name), "population")
        all(plan.accessPackages.map(\.name), "access package")
        all(plan.workflows.map(\.name), "workflow")
    }
}
