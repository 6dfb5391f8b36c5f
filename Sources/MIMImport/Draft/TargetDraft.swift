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
    var container: String?
    var leaverContainer: String?
    var hasFlag = false
    private(set) var isUsable = false
    var mappingName = ""
    var scopeKey: String?

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

    func mark(_ attribute: String) -> String { "attribute:\(mappingName):\(attribute)" }

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
}

extension TargetDraft.Kind {
    var isStaging: Bool { if case .staging = self { true } else { false } }
}
