import Microsoft

/// A system that MIM provisions, as a target of Entra ID: its connector and the mapping that feeds it.
struct TargetDraft {
    enum Kind: Equatable {
        case portal
        /// The table that MIM reads instead of an HR source.
        case staging(of: String)
        case directory
        case ldap
        case sql
        case ecma2
    }

    /// One attribute of the target.
    struct Item {
        let name: String
        var value: YAMLValue
        /// As the connector declares it; nil where it declares none.
        var type: String?
        var isOpen: Bool
        var beside: String?
    }

    let member: MIMEstate.Member
    /// The estate's own, which is a parameter in a plan.
    let domain: String?
    let kind: Kind
    let slug: String
    let peopleType: String
    /// The object type whose flows are of people.
    let objectType: String
    private let flows: [ExportFlow]
    private(set) var items: [Item] = []
    private(set) var leftOut: [String] = []
    private(set) var match: (source: String, target: String)?
    private(set) var sourceName = "entra"
    private var container: String?
    private var leaverContainer: String?
    private var hasFlag = false
    private(set) var isUsable = false
    private var mappingName = ""
    private var scopeKey: String?

    var isHosted: Bool { kind != .directory }

    // MARK: Choosing

    static func all(in estate: MIMEstate, chains: [PersonChain]) -> [TargetDraft] {
        guard !chains.isEmpty else { return [] }
        var taken = Set(estate.members.map(\.slug))
        var result: [TargetDraft] = []
        let people = estate.peopleType ?? "person"
        func add(_ member: MIMEstate.Member, _ kind: Kind, _ slug: String) {
            let flows = member.agent.exportFlows.filter { $0.metaverseType == people && !$0.isMachinery }
            let type = flows.first?.objectType ?? member.agent.objectTypes.first ?? "person"
            result.append(TargetDraft(
                member: member, domain: DraftPlan.domain(estate.export), kind: kind, slug: slug, peopleType: people, objectType: type, flows: flows.filter { $0.objectType == type }))
        }
        for member in estate.members where member.role == .portal { add(member, .portal, member.slug) }
        for chain in chains {
            // A text file has no place to be redirected to; a table has.
            guard case .database = chain.member.agent.connection else { continue }
            add(chain.member, .staging(of: chain.member.slug), PlanText.slug(chain.member.slug + "-staging", spare: "staging", taken: &taken))
        }
        for member in estate.members {
            let takes = member.agent.exportFlows.contains { $0.metaverseType == people && !$0.isMachinery }
            switch member.role {
            case .directory where takes && member.agent.category.lowercased() == "ad": add(member, .directory, member.slug)
            case .applicationDirectory where takes: add(member, .ldap, member.slug)
            case .application where takes:
                switch member.agent.connection {
                case .database: add(member, .sql, member.slug)
                case .ecma2: add(member, .ecma2, member.slug)
                default: break
                }
            default: break
            }
        }
        return result
    }

    private init(
        member: MIMEstate.Member, domain: String?, kind: Kind, slug: String, peopleType: String, objectType: String, flows: [ExportFlow]
    ) {
        self.member = member
        self.domain = domain
        self.kind = kind
        self.slug = slug
        self.peopleType = peopleType
        self.objectType = objectType
        self.flows = flows
    }

    func isStaging(of source: MIMEstate.Member) -> Bool { kind == .staging(of: source.slug) }

    /// Whether it gets a metaverse attribute as it is, from Entra ID.
    func wants(_ metaverse: String) -> Bool {
        guard isHosted, !kind.isStaging else { return false }
        return flows.contains { $0.mapping.sources.contains(metaverse) }
    }

    // MARK: Building

    mutating func build(from inbound: [InboundDraft], leavers: [(source: String, test: LeaverTest)], gaps: Gaps) {
        guard let first = inbound.first, gaps["target:\(slug)"] == nil else { return }
        mappingName = kind == .directory ? "\(first.slug)-to-\(slug)" : "entra-to-\(slug)"
        switch kind {
        case .portal: buildPortal(inbound, gaps)
        case .staging(let source): if let draft = inbound.first(where: { $0.slug == source }) { buildStaging(draft, gaps) }
        case .directory: buildDirectory(first, leavers.first { $0.source == first.slug }?.test, gaps)
        case .ldap, .sql, .ecma2: buildApplication(inbound, leavers, gaps)
        }
    }

    private func mark(_ attribute: String) -> String { "attribute:\(mappingName):\(attribute)" }

    /// Flows of one attribute are one item: the one that always runs, or the one that runs on creation.
    private var byAttribute: [(flow: ExportFlow, onCreate: Bool)] {
        var names: [String] = []
        for flow in flows where !names.contains(flow.attribute) { names.append(flow.attribute) }
        return names.compactMap { name in
            let own = flows.filter { $0.attribute == name }
            if let always = own.first(where: { !$0.mapping.isInitialOnly }) { return (always, false) }
            return own.first.map { ($0, true) }
        }
    }

    private static func entraName(_ metaverse: String, _ inbound: [InboundDraft]) -> String? {
        inbound.lazy.compactMap { $0.entraNames[metaverse] }.first
    }

    /// Length of an attribute of Entra ID, an extension's where it is one.
    private static func entraLength(_ name: String, _ inbound: [InboundDraft]) -> Int? {
        if name == "IsSoftDeleted" { return 5 }
        if let attribute = EntraUserAttribute.named(name) { return attribute.maxLength }
        for draft in inbound {
            guard let item = draft.items.first(where: { $0.target == name }), let source = item.source else { continue }
            if case .attribute(let source) = source, draft.schemaType(source) == .reference { return draft.keyLength }
            return min(256, source.bound(draft.chain.length) ?? 256)
        }
        return 256
    }

    private func schemaType(_ attribute: String) -> SchemaType {
        if case .database(let database) = member.agent.connection, let column = database.columns.first(where: { $0.name == attribute }) {
            if column.isReference { return .reference }
            switch column.type {
            case "Bool", "Boolean": return .boolean
            case "Number": return .integer
            case "Binary": return .binary
            default: return .string
            }
        }
        return member.agent.schema.attribute(attribute)?.type ?? .string
    }

    /// A value over Entra's attributes; the reason in its place where there is none.
    private func value(
        _ flow: ExportFlow, onCreate: Bool, _ inbound: [InboundDraft], _ leavers: [(source: String, test: LeaverTest)], limit: Int?
    ) -> Result<(value: YAMLValue, length: Int?, isFlag: Bool), Open> {
        let apply = onCreate ? [YAMLEntry("apply", .text("on-create"))] : []
        let words = MIMWords.describe(flow.mapping)
        func open(_ reason: String) -> Open {
            Open(rule: words, reads: flow.mapping.sources, place: MIMWords.place(member.agent.file, flow.mapping.place), reason: reason)
        }
        switch flow.mapping.value {
        case .secret: return .failure(.leaveOut("\(flow.attribute) (a secret constant)"))
        case .constant(let text): return .success((.inlineMap([YAMLEntry("constant", .text(PlanText.escaped(text)))] + apply), text.utf16.count, false))
        case .direct:
            guard let metaverse = flow.mapping.sources.first, let name = TargetDraft.entraName(metaverse, inbound) else {
                return .failure(.leaveOut("\(flow.attribute) (from \(flow.mapping.sources.first ?? "nothing"), which HR does not give)"))
            }
            let length = TargetDraft.entraLength(name, inbound)
            if let limit, length.map({ $0 > limit }) ?? true, let reference = try? RuleTranslation.reference(name) {
                return .success((DraftValue.expression("Left(\(reference), \(limit))", apply), limit, false))
            }
            return .success((DraftValue.direct(name, apply), length, false))
        case .expression(let expression):
            // A flag that says who left is Entra's own.
            if let test = LeaverTest(expression, flag: flow.attribute), flow.attribute.lowercased().contains("disabled"),
                leavers.contains(where: { $0.test.word == test.word })
            {
                return .success((DraftValue.direct("IsSoftDeleted", apply), 5, true))
            }
            let lost = expression.attributes.filter { TargetDraft.entraName($0, inbound) == nil }
            guard lost.isEmpty else { return .failure(open("nothing in the plan brings \(lost.joined(separator: ", ")) to Entra ID")) }
            do throws(RuleTranslation.Failure) {
                var text = try RuleTranslation(name: { TargetDraft.entraName($0, inbound) }).entra(expression)
                let bound = expression.bound { TargetDraft.entraName($0, inbound).flatMap { TargetDraft.entraLength($0, inbound) } }
                if let limit, bound.map({ $0 > limit }) ?? true { text = "Left(\(text), \(limit))" }
                return .success((DraftValue.expression(text, apply), min(bound ?? limit ?? 256, limit ?? .max), false))
            } catch {
                return .failure(open(error.reason))
            }
        case .script, .dnPart, .unknown:
            return .failure(open(ScriptProposal.reason(flow.mapping, attribute: flow.attribute)))
        }
    }

    private struct Open: Error {
        var rule = ""
        var reads: [String] = []
        var place: String?
        var reason = ""
        /// Nothing that could be resolved: what is said of it in a comment.
        var note: String?

        static func leaveOut(_ note: String) -> Open { Open(note: note) }
    }

    private mutating func add(
        _ name: String, _ flow: ExportFlow, onCreate: Bool, _ inbound: [InboundDraft], _ leavers: [(source: String, test: LeaverTest)],
        declares: Bool, limit: Int?, _ gaps: Gaps
    ) {
        if let reason = gaps[mark(name)] {
            guard reason != TargetDraft.remove else { return }
            let value = DraftValue.unresolved(
                MIMWords.describe(flow.mapping), flow.mapping.sources, MIMWords.place(member.agent.file, flow.mapping.place), reason)
            items.append(Item(name: name, value: value, type: declares ? "string(256)?" : nil, isOpen: true))
            return
        }
        switch value(flow, onCreate: onCreate, inbound, leavers, limit: limit) {
        case .success(let found):
            if found.isFlag { hasFlag = true }
            let type: String
            switch schemaType(flow.attribute) {
            case .boolean: type = "boolean"
            case .integer: type = "integer?"
            default: type = "string(\(limit ?? found.length ?? 256))?"
            }
            items.append(Item(
                name: name, value: found.value, type: declares ? (type == "boolean" && !found.isFlag ? "boolean?" : type) : nil, isOpen: false,
                beside: flow.mapping.kind == "direct" ? nil : nil))
        case .failure(let open):
            if let note = open.note {
                leftOut.append(note)
            } else {
                items.append(Item(
                    name: name, value: DraftValue.unresolved(open.rule, open.reads, open.place, open.reason), type: declares ? "string(256)?" : nil,
                    isOpen: true))
            }
        }
    }

    /// The word for a part that must not be written at all.
    static let remove = "remove"

    // MARK: The portal

    private mutating func buildPortal(_ inbound: [InboundDraft], _ gaps: Gaps) {
        items = [Item(name: "EntraObjectId", value: .text("objectId"), type: "string(36)", isOpen: false, beside: "an attribute that is added to Person")]
        match = ("objectId", "EntraObjectId")
        scopeKey = "employeeId"
        for (flow, onCreate) in byAttribute {
            if schemaType(flow.attribute) == .reference {
                leftOut.append("\(flow.attribute) (a reference: the ECMA host takes none)")
                continue
            }
            if schemaType(flow.attribute) == .binary {
                leftOut.append("\(flow.attribute) (binary)")
                continue
            }
            add(flow.attribute, flow, onCreate: onCreate, inbound, [], declares: true, limit: nil, gaps)
        }
        items.append(Item(name: "IsSoftDeleted", value: .text("IsSoftDeleted"), type: "boolean", isOpen: false, beside: "an attribute that is added to Person"))
        isUsable = items.count > 2
    }

    // MARK: The staging table

    private mutating func buildStaging(_ draft: InboundDraft, _ gaps: Gaps) {
        guard let key = draft.chain.key else { return }
        match = ("objectId", "EntraObjectId")
        scopeKey = "employeeId"
        items = [Item(name: "EntraObjectId", value: .text("objectId"), type: "string(36)", isOpen: false)]
        for source in draft.chain.readAttributes + (draft.chain.readAttributes.contains(key.source) ? [] : [key.source]) {
            guard source.lowercased() != "entraobjectid", source.lowercased() != "issoftdeleted" else { continue }
            guard let copy = draft.copies[source], gaps[mark(source)] == nil else {
                leftOut.append("\(source)\(gaps[mark(source)].map { " (\($0))" } ?? " (no attribute of Entra ID is a copy of it)")")
                continue
            }
            let type: String
            switch draft.schemaType(source) {
            case .boolean: type = "boolean?"
            case .integer: type = "integer?"
            default: type = "string(\(TargetDraft.entraLength(copy, [draft]) ?? 256))" + (source == key.source ? "" : "?")
            }
            items.append(Item(name: source, value: DraftValue.direct(copy), type: type, isOpen: false))
        }
        items.append(Item(name: "IsSoftDeleted", value: .text("IsSoftDeleted"), type: "boolean", isOpen: false))
        isUsable = items.count > 2
    }

    // MARK: Active Directory

    private mutating func buildDirectory(_ draft: InboundDraft, _ leaver: LeaverTest?, _ gaps: Gaps) {
        sourceName = draft.slug
        guard let key = draft.chain.key else { return }
        match = (key.source, "employeeID")
        for (flow, onCreate) in byAttribute {
            let lower = flow.attribute.lowercased()
            if lower == "employeeid" || lower == "useraccountcontrol" { continue }
            if lower == "dn" {
                addPlacement(flow, draft, gaps)
                continue
            }
            guard let attribute = ActiveDirectoryAttribute.all.first(where: { $0.name.lowercased() == lower }), !lower.hasPrefix("msexch"), lower != "homemdb",
                lower != "mailnickname", lower != "unicodepwd"
            else {
                leftOut.append(flow.attribute + (flow.mapping.kind == "constant" && lower == "unicodepwd" ? " (a secret constant)" : ""))
                continue
            }
            addToDirectory(attribute.name, flow, onCreate: onCreate || lower == "samaccountname" || lower == "userprincipalname", draft, limit: attribute.maxLength, gaps)
        }
        isUsable = !items.isEmpty
    }

    private mutating func addToDirectory(
        _ name: String, _ flow: ExportFlow, onCreate: Bool, _ draft: InboundDraft, limit: Int?, _ gaps: Gaps
    ) {
        let apply = onCreate ? [YAMLEntry("apply", .text("on-create"))] : []
        let place = MIMWords.place(member.agent.file, flow.mapping.place)
        func open(_ reason: String) {
            items.append(Item(
                name: name, value: DraftValue.unresolved(MIMWords.describe(flow.mapping), flow.mapping.sources, place, reason), type: nil, isOpen: true))
        }
        if let reason = gaps[mark(name)] {
            open(reason)
            return
        }
        switch flow.mapping.value {
        case .secret: leftOut.append("\(name) (a secret constant)")
        case .script, .dnPart, .unknown: open(ScriptProposal.reason(flow.mapping, attribute: name))
        default:
            guard let expression = PersonChain.value(flow.mapping), let composed = expression.replacing({ draft.chain.value(of: $0) }) else {
                leftOut.append("\(name) (from \(flow.mapping.sources.joined(separator: ", ")), which \(draft.slug) does not give)")
                return
            }
            write(name, composed, limit: limit, draft, apply)
        }
    }

    private mutating func write(
        _ name: String, _ value: RuleExpression, limit: Int?, _ draft: InboundDraft, _ apply: [YAMLEntry]
    ) {
        switch value {
        case .attribute(let source) where limit == nil || (draft.chain.length(of: source).map { $0 <= limit ?? 0 } ?? false) || draft.schemaType(source) != .string:
            items.append(Item(name: name, value: DraftValue.direct(source, apply), type: nil, isOpen: false))
        case .string(let text):
            items.append(Item(
                name: name, value: .inlineMap([YAMLEntry("constant", .text(PlanText.escaped(text)))] + apply), type: nil, isOpen: false))
        default:
            do throws(RuleTranslation.Failure) {
                var text = try RuleTranslation(name: { $0 }).entra(value)
                if let limit, value.bound(draft.chain.length).map({ $0 > limit }) ?? true { text = "Left(\(text), \(limit))" }
                items.append(Item(name: name, value: DraftValue.expression(text, apply, domain: domain), type: nil, isOpen: false))
            } catch {
                items.append(Item(
                    name: name, value: DraftValue.unresolved(value.text, value.attributes, nil, error.reason), type: nil, isOpen: true))
            }
        }
    }

    /// A distinguished name is two attributes in Entra's job: the name, and the container.
    private mutating func addPlacement(_ flow: ExportFlow, _ draft: InboundDraft, _ gaps: Gaps) {
        let place = MIMWords.place(member.agent.file, flow.mapping.place)
        func open(_ reason: String) {
            items.append(Item(
                name: "parentDistinguishedName",
                value: DraftValue.unresolved(MIMWords.describe(flow.mapping), flow.mapping.sources, place, reason), type: nil, isOpen: true))
        }
        guard case .expression(let expression) = flow.mapping.value, let placement = Placement(expression) else {
            open("the name and the container can't be told apart")
            return
        }
        container = placement.usualContainer
        if case .function("IIF", let arguments) = placement.container, case .string(let text) = arguments[1] { leaverContainer = text }
        if gaps[mark("cn")] == nil, !byAttribute.contains(where: { $0.flow.attribute.lowercased() == "cn" }),
            let name = placement.name.replacing({ draft.chain.value(of: $0) })
        {
            write("cn", name, limit: 64, draft, [YAMLEntry("apply", .text("on-create"))])
        }
        guard let value = placement.container.replacing({ draft.chain.value(of: $0) }) else {
            open("HR does not give what it reads")
            return
        }
        if let reason = gaps[mark("parentDistinguishedName")] {
            open(reason)
            return
        }
        write("parentDistinguishedName", value, limit: nil, draft, [])
    }

    // MARK: Applications

    private mutating func buildApplication(_ inbound: [InboundDraft], _ leavers: [(source: String, test: LeaverTest)], _ gaps: Gaps) {
        for (flow, onCreate) in byAttribute {
            let lower = flow.attribute.lowercased()
            if kind == .ldap, lower == "dn" {
                addDN(flow, inbound, gaps)
                continue
            }
            if schemaType(flow.attribute) == .reference || schemaType(flow.attribute) == .binary {
                leftOut.append("\(flow.attribute) (\(schemaType(flow.attribute) == .reference ? "a reference" : "binary"): the ECMA host takes none)")
                continue
            }
            if lower == "dn" {
                leftOut.append("dn")
                continue
            }
            add(flow.attribute, flow, onCreate: onCreate, inbound, leavers, declares: true, limit: limit(of: flow.attribute), gaps)
        }
        // The host finds people by one attribute; MIM's join names it.
        let join = member.agent.joins.first { join in
            join.objectType == objectType && join.mappings.count == 1 && join.mappings[0].mapping.kind == "direct"
                && TargetDraft.entraName(join.mappings[0].metaverseAttribute, inbound) != nil
        }
        if let join, let target = join.mappings[0].mapping.sources.first, let source = TargetDraft.entraName(join.mappings[0].metaverseAttribute, inbound) {
            match = (source, target)
        } else if let item = items.first(where: { !$0.isOpen && $0.value == .text("employeeId") }) {
            match = ("employeeId", item.name)
        }
        guard let match else { return }
        if let index = items.firstIndex(where: { $0.name == match.target }) {
            items[index].value = .text(match.source)
            items[index].type = items[index].type.map { $0.hasSuffix("?") ? String($0.dropLast()) : $0 }
            items[index].isOpen = false
        } else {
            items.insert(Item(
                name: match.target, value: .text(match.source), type: "string(\(TargetDraft.entraLength(match.source, inbound) ?? 256))", isOpen: false), at: 0)
        }
        scopeKey = match.source == "employeeId" ? "employeeId" : nil
        isUsable = kind == .ldap ? items.contains { $0.name == "-dn-" && !$0.isOpen } : !items.isEmpty
    }

    private func limit(of attribute: String) -> Int? {
        if case .database(let database) = member.agent.connection {
            return database.columns.first { $0.name == attribute }.flatMap { $0.type == "String" ? $0.length : nil }
        }
        return member.agent.schema.attribute(attribute).flatMap { $0.type == .string ? $0.length : nil }
    }

    private mutating func addDN(_ flow: ExportFlow, _ inbound: [InboundDraft], _ gaps: Gaps) {
        guard case .expression(let expression) = flow.mapping.value else { return }
        if let placement = Placement(expression) { container = placement.usualContainer }
        let text = try? RuleTranslation(name: { TargetDraft.entraName($0, inbound) }).entra(expression)
        guard let text, gaps[mark("-dn-")] == nil else { return }
        items.append(Item(
            name: "-dn-", value: DraftValue.expression(text, [YAMLEntry("apply", .text("on-create"))]), type: "string(512)", isOpen: false))
    }

    // MARK: Writing

    var mappings: [YAMLEntry] {
        guard let match else { return [] }
        var entries = [
            YAMLEntry("title", .text(PlanText.escaped(title))),
            YAMLEntry("from", .text(sourceName)),
            YAMLEntry("to", .text(slug)),
            YAMLEntry("via", .text(kind == .directory ? "api-driven" : "ecma-host")),
        ]
        if kind == .portal { entries.append(YAMLEntry("takes-over", .text("legacy.\(member.slug)"))) }
        entries.append(YAMLEntry(
            "match", .inlineMap([YAMLEntry(PlanText.clean(match.source), .text(PlanText.escaped(match.target)))]), mark: "match:\(mappingName)"))
        if let scopeKey {
            entries.append(YAMLEntry(
                "scope", .list([.inlineMap([YAMLEntry(scopeKey, .inlineMap([YAMLEntry("present", .word("true"))]))])]), beside: "people of HR",
                mark: "scope:\(mappingName)"))
        }
        let notes = leftOut.isEmpty ? [] : LegacyDraft.wrapped("Not taken along: " + leftOut.joined(separator: ", ") + ".")
        entries.append(YAMLEntry(
            "attributes",
            .map(items.filter { $0.name != match.target }.map { YAMLEntry(PlanText.clean($0.name), $0.value, beside: $0.beside, mark: mark($0.name)) }),
            above: notes))
        return [YAMLEntry(mappingName, .map(entries), mark: "target:\(slug)")]
    }

    var startedName: String { mappingName }

    private var title: String {
        switch kind {
        case .portal: "Entra ID to the MIM portal"
        case .staging: "Entra ID to the table that MIM reads instead of \(member.agent.name)"
        case .directory: "HR into \(member.agent.name)"
        case .ldap, .sql, .ecma2: "Entra ID to \(member.agent.name)"
        }
    }

    private var attributeEntries: [YAMLEntry] {
        items.compactMap { item in item.type.map { YAMLEntry(PlanText.clean(item.name), .text($0), mark: "declared:\(slug):\(item.name)") } }
    }

    private var secretStem: String { String(LegacyDraft.secretName(slug).dropFirst("INITIAL_".count).prefix(40)) }

    private func secret(_ prefix: String) -> YAMLValue { .inlineMap([YAMLEntry("secret", .text(prefix + secretStem))]) }

    var connectorEntry: YAMLEntry {
        var entries = [YAMLEntry("title", .text(PlanText.escaped(connectorTitle)))]
        func add(_ key: String, _ value: String) { entries.append(YAMLEntry(key, .text(value))) }
        if kind == .directory {
            add("kind", "active-directory")
            add("agent", "domain-agent")
            add("today", "legacy.\(member.slug)")
            entries.append(YAMLEntry("domain", .text("${\(parameterStem)Domain}")))
            entries.append(YAMLEntry("container", .text(PlanText.escaped(container ?? TargetDraft.base(of: member, container: container)))))
            return YAMLEntry(slug, .map(entries), above: ["", "\(member.agent.id), \(member.agent.file)"], mark: "target:\(slug)")
        }
        switch kind {
        case .portal: add("kind", "powershell")
        case .staging, .sql: add("kind", "sql")
        case .ldap: add("kind", "ldap")
        case .ecma2, .directory: add("kind", "ecma2")
        }
        add("agent", "headquarters")
        entries.append(YAMLEntry("token", secret("ECMA_TOKEN_")))
        switch kind {
        case .portal:
            add("today", "legacy.\(member.slug)")
            add("service", "${mimService}")
            add("user", "${mimServiceAccount}")
            entries.append(YAMLEntry("password", secret("ECMA_PASSWORD_")))
            add("object-type", objectType)
            add("anchor", "EntraObjectId")
        case .staging:
            add("dialect", "sql-server")
            add("server", "${sqlServer}")
            add("database", "IdentityStaging")
            add("table", "dbo.\(PlanText.camel(member.slug).prefix(1).uppercased() + PlanText.camel(member.slug).dropFirst())Staging")
            add("user", "${sqlAccount}")
            add("anchor", "EntraObjectId")
        case .sql:
            add("today", "legacy.\(member.slug)")
            add("dialect", TargetDraft.dialect(member.agent))
            if case .database(let it) = member.agent.connection {
                add("server", PlanText.escaped(it.server ?? it.dataSource ?? "localhost"))
                add("database", PlanText.escaped(it.database ?? "unknown"))
                add("table", PlanText.escaped(it.table ?? "unknown"))
            }
            add("user", "${sqlAccount}")
            if TargetDraft.dialect(member.agent) != "sql-server" { entries.append(YAMLEntry("password", secret("ECMA_PASSWORD_"))) }
            add("anchor", PlanText.escaped(match?.target ?? ""))
        case .ldap:
            add("today", "legacy.\(member.slug)")
            add("directory", TargetDraft.directory(member.agent))
            add("server", "${\(parameterStem)Server}")
            add("base-dn", PlanText.escaped(TargetDraft.base(of: member, container: container)))
            add("container", PlanText.escaped(container ?? TargetDraft.base(of: member, container: container)))
            add("user", "${\(parameterStem)Account}")
            entries.append(YAMLEntry("password", secret("ECMA_PASSWORD_")))
            add("object-type", objectType)
            add("anchor", TargetDraft.directory(member.agent) == "ad-lds" ? "objectGUID" : TargetDraft.directory(member.agent) == "edirectory" ? "GUID" : "-dn-")
        case .ecma2:
            add("today", "legacy.\(member.slug)")
            if case .ecma2(let it) = member.agent.connection { add("library", PlanText.escaped(it.assembly ?? "unknown.dll")) }
            add("from", "legacy.\(member.slug)")
            add("object-type", PlanText.escaped(objectType))
            add("anchor", PlanText.escaped(match?.target ?? ""))
        case .directory: break
        }
        var attributes = attributeEntries
        if kind == .ldap, TargetDraft.directory(member.agent) == "ad-lds" { attributes.insert(YAMLEntry("objectGUID", .text("string(36)?")), at: 0) }
        entries.append(YAMLEntry("attributes", .map(attributes)))
        if kind == .portal, let key = items.first(where: { !$0.isOpen && $0.value == .text("employeeId") }) {
            entries.append(YAMLEntry("adopt-by", .text(PlanText.clean(key.name)), beside: "people whom the portal has already get their EntraObjectId by it"))
        }
        let deletes = member.agent.deprovisioning == .delete && !kind.isStaging && kind != .portal
        entries.append(YAMLEntry(
            "on-disable", .text(hasFlag || kind == .portal || kind.isStaging || !deletes ? "nothing" : "delete"),
            beside: hasFlag || kind == .portal || kind.isStaging ? "an attribute says it" : nil))
        entries.append(YAMLEntry(
            "on-delete", .text(deletes ? "delete" : "nothing"),
            beside: kind.isStaging ? "a row that vanishes is, to MIM, a person who left" : kind == .portal ? "MIM deletes a person whom the portal loses" : nil))
        return YAMLEntry(slug, .map(entries), above: ["", "\(member.agent.id), \(member.agent.file)"], mark: "target:\(slug)")
    }

    private var connectorTitle: String {
        if case .staging = kind { return "Staging table that MIM reads instead of \(member.agent.name)" }
        return member.agent.name
    }

    private var parameterStem: String { PlanText.camel(slug) }

    func parameters(domain: String) -> [DraftPlan.Parameter] {
        switch kind {
        case .portal:
            var service = "http://fimservice.\(domain):5725"
            if case .portal(let it) = member.agent.connection, let host = it.serviceHost, host.hasPrefix("http://"), host.hasSuffix(":5725") { service = host }
            return [
                .init(name: "mimService", type: "url", value: service, comment: nil),
                .init(name: "mimServiceAccount", type: "text", value: "CORP\\svc-ecma-mim", comment: "the account that calls the MIM Service"),
            ]
        case .staging:
            return [
                .init(name: "sqlServer", type: "host", value: "sql01.\(domain)", comment: "of the staging table"),
                .init(name: "sqlAccount", type: "text", value: "CORP\\svc-ecma-sql", comment: "the connector's account"),
            ]
        case .sql: return [.init(name: "sqlAccount", type: "text", value: "CORP\\svc-ecma-sql", comment: "the connector's account")]
        case .directory: return [.init(name: "\(parameterStem)Domain", type: "domain", value: domain, comment: nil)]
        case .ldap:
            return [
                .init(name: "\(parameterStem)Server", type: "host", value: "ldap01.\(domain)", comment: nil),
                .init(name: "\(parameterStem)Account", type: "text", value: "CN=svc-ecma,\(TargetDraft.base(of: member, container: container))", comment: "the DN of the account that binds"),
            ]
        case .ecma2: return []
        }
    }

    var leaverAction: YAMLEntry? {
        func entry(_ parts: [(String, String)]) -> YAMLEntry {
            YAMLEntry(slug, .inlineMap(parts.map { YAMLEntry($0.0, .text(PlanText.escaped($0.1))) }), mark: "leaver:\(slug)")
        }
        switch kind {
        case .portal: return entry([("disable", "at once"), ("delete", "never")])
        case .staging: return entry([("disable", "at once"), ("delete", "never")])
        case .directory:
            return entry([("disable", "at once")] + (leaverContainer.map { [("move", $0)] } ?? []) + [("delete", "never")])
        case .ldap, .sql, .ecma2:
            return entry([("disable", "at once"), ("delete", member.agent.deprovisioning == .delete ? "after 30 days" : "never")])
        }
    }

    private static func dialect(_ agent: ManagementAgent) -> String {
        switch agent.category.lowercased() {
        case "oracle": "oracle"
        case "db2": "db2"
        default: "sql-server"
        }
    }

    private static func directory(_ agent: ManagementAgent) -> String {
        switch agent.category.lowercased() {
        case "adam": "ad-lds"
        case "edirectory": "edirectory"
        case "iplanet": "oracle-dsee"
        case "ibm ds": "ibm-tivoli"
        default: "openldap"
        }
    }

    /// The first partition that holds people, by its name.
    private static func base(of member: MIMEstate.Member, container: String?) -> String {
        let names = member.agent.partitions.filter(\.isSelected).map(\.name)
        if names.isEmpty, let container {
            // The partition's own name ends every name in it.
            let parts = container.split(separator: ",").map(String.init)
            let domain = parts.reversed().prefix { $0.lowercased().hasPrefix("dc=") }.reversed()
            if !domain.isEmpty { return domain.joined(separator: ",") }
        }
        return names.first { $0.lowercased().contains("dc=") && !$0.lowercased().hasPrefix("cn=") } ?? names.first { $0.contains("=") } ?? "DC=example,DC=com"
    }
}

extension TargetDraft.Kind {
    var isStaging: Bool { if case .staging = self { true } else { false } }
}
