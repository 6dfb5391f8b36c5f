import Microsoft

/// The mapping of one HR source into Entra ID, with the source itself.
struct InboundDraft {
    /// One attribute of Entra ID, as it will be written.
    struct Item {
        let target: String
        var value: YAMLValue
        /// MIM's value over the source's attributes, where Entra's is the same.
        var source: RuleExpression?
        var isOpen: Bool
        var beside: String?
        var metaverse: String?
    }

    let chain: PersonChain
    let estate: MIMEstate
    let leaver: LeaverTest?
    let gaps: Gaps
    private(set) var items: [Item] = []
    /// Attributes of the source that are needed beside those that the items read.
    private var alsoRead: [String] = []
    /// Metaverse attribute → Entra attribute.
    private(set) var entraNames: [String: String] = [:]
    /// Attribute of the source → the Entra attribute that is a copy of it.
    private(set) var copies: [String: String] = [:]
    private(set) var scope: [[YAMLEntry]] = []
    private(set) var open: [YAMLValue] = []
    private var notes: [String] = []

    var slug: String { chain.member.slug }
    var name: String { "\(slug)-to-entra" }
    private var agent: ManagementAgent { chain.member.agent }

    init(_ chain: PersonChain, estate: MIMEstate, leaver: LeaverTest?, gaps: Gaps) {
        self.chain = chain
        self.estate = estate
        self.leaver = leaver
        self.gaps = gaps
    }

    // MARK: Building

    mutating func build(extensions: inout [(name: String, type: String, because: String)], targets: [TargetDraft]) {
        guard let key = chain.key else { return }
        copies[key.source] = "employeeId"
        if let metaverse = key.metaverse { entraNames[metaverse] = "employeeId" }
        addNamed()
        addComputed()
        addRequired()
        addForOthers(&extensions, targets)
        addScope()
        noteDeadEnds()
    }

    /// Metaverse attributes that Entra has a name for: by what they become in Active Directory, or by their own.
    private mutating func addNamed() {
        for metaverse in chain.order where entraNames[metaverse] == nil || metaverse == chain.key?.metaverse {
            guard let target = entraAttribute(for: metaverse), !items.contains(where: { $0.target == target.name }), target.name != "employeeId"
            else { continue }
            // Nobody reads a dead end today; it stays behind until somebody asks for it.
            if target.kind == .datetime, !isReadByAnybody(metaverse) { continue }
            add(target, metaverse)
        }
    }

    private func entraAttribute(for metaverse: String) -> EntraUserAttribute? {
        for flow in directoryFlows {
            if case .direct = flow.mapping.value, flow.mapping.sources == [metaverse], let found = EntraNames.named(byActiveDirectory: flow.attribute),
                found.name != "accountEnabled"
            {
                return found
            }
        }
        return EntraNames.named(byMetaverse: metaverse).flatMap { $0.name == "accountEnabled" ? nil : $0 }
    }

    /// Exports of people to Active Directory, in the order of the export.
    private var directoryFlows: [ExportFlow] {
        estate.members.filter { $0.role == .directory }.flatMap(\.agent.exportFlows).filter { $0.metaverseType == chain.peopleType && !$0.isMachinery }
    }

    private func isReadByAnybody(_ metaverse: String) -> Bool {
        estate.export.agents.contains { $0.exportFlows.contains { $0.metaverseType == chain.peopleType && $0.mapping.sources.contains(metaverse) } }
    }

    /// What MIM computes on the way to Active Directory and Entra ID wants, too: the user principal name, above all.
    private mutating func addComputed() {
        for flow in directoryFlows {
            guard case .expression(let expression) = flow.mapping.value, let target = EntraNames.named(byActiveDirectory: flow.attribute),
                target.name != "accountEnabled", !items.contains(where: { $0.target == target.name }),
                let composed = expression.replacing({ chain.value(of: $0) })
            else { continue }
            items.append(item(
                target, composed, onCreate: flow.mapping.isInitialOnly || target.isUnique, metaverse: nil,
                beside: "as MIM writes \(flow.attribute) of \(directoryName(flow))", place: nil))
        }
    }

    private func directoryName(_ flow: ExportFlow) -> String {
        estate.members.first { $0.agent.exportFlows.contains { $0.attribute == flow.attribute && $0.mapping.place == flow.mapping.place } }?.slug ?? "AD"
    }

    /// Entra ID creates nobody without them.
    private mutating func addRequired() {
        for name in ["displayName", "mailNickname", "userPrincipalName"] where !items.contains(where: { $0.target == name }) {
            if name == "userPrincipalName", let nick = items.first(where: { $0.target == "mailNickname" }), !nick.isOpen, let source = nick.source,
                let text = try? RuleTranslation(name: { $0 }).entra(source)
            {
                items.append(Item(
                    target: name,
                    value: .map([
                        YAMLEntry("expression", .text(PlanText.escaped("Join(\"@\", Left(\(text), 64), \"") + "${domain}\")")), YAMLEntry("apply", .text("on-create")),
                    ]), source: nil, isOpen: gaps[mark(name)] != nil, beside: "MIM makes none; from the account name"))
                if let reason = gaps[mark(name)] { items[items.count - 1].value = unresolved("accountName + \"@\" + domain", [], nil, reason) }
                continue
            }
            items.append(Item(
                target: name, value: unresolved("no flow of MIM makes it from \(agent.name)", [], nil, "Entra ID creates no user without it"),
                source: nil, isOpen: true))
        }
        if leaver == nil {
            items.append(Item(
                target: "accountEnabled",
                value: unresolved(
                    "how MIM tells leavers is not in the export's flows", [], nil,
                    "say who left in a deprovisioning rule, by a status or a date of \(agent.name), and remove this"),
                source: nil, isOpen: true))
        }
    }

    /// What MIM still reads from its HR agent, or what targets get, and Entra has no attribute for.
    private mutating func addForOthers(_ extensions: inout [(name: String, type: String, because: String)], _ targets: [TargetDraft]) {
        for item in items where !item.isOpen {
            if case .attribute(let name)? = item.source, copies[name] == nil { copies[name] = item.target }
        }
        let staging = targets.contains { $0.isStaging(of: chain.member) }
        for metaverse in chain.order where entraNames[metaverse] == nil {
            guard isReadByAnybody(metaverse), let value = chain.value(of: metaverse) else { continue }
            if let source = chain.copied(by: metaverse), let copy = copies[source] {
                entraNames[metaverse] = copy
            } else if case .string = value {
                continue
            } else if targets.contains(where: { $0.wants(metaverse) }) {
                let reads = estate.members.filter { $0.agent.exportFlows.contains { $0.mapping.sources.contains(metaverse) } }.map(\.slug)
                let unique = reads.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
                extend(metaverse, value, "MIM's \(metaverse) reaches \(unique.joined(separator: ", "))", &extensions)
            }
        }
        guard staging else { return }
        // A reference does not pass the ECMA host: the key that it holds travels as a text, too.
        for source in chain.readAttributes where copies[source] == nil || schemaType(source) == .reference {
            extend(source, .attribute(source), "MIM's agent \(slug) reads \(source); the staging table must have it", &extensions)
        }
    }

    private mutating func extend(
        _ name: String, _ value: RuleExpression, _ because: String, _ extensions: inout [(name: String, type: String, because: String)]
    ) {
        var target = PlanText.camel(name)
        var isReference = false
        var type = "string(256)"
        if case .attribute(let source) = value {
            switch schemaType(source) {
            case .reference:
                isReference = true
                target += "Key"
                type = "string(\(min(256, keyLength)))"
            case .boolean: type = "boolean"
            case .integer: type = "integer"
            case .binary: return
            case .string: type = "string(\(min(256, chain.length(of: source) ?? 256)))"
            }
            if isMultivalued(source) { return }
        } else {
            type = "string(\(min(256, value.bound(chain.length) ?? 256)))"
        }
        if EntraUserAttribute.named(target) != nil { target += "Value" }
        let mark = mark(target)
        if let existing = extensions.first(where: { $0.name == target }) {
            guard existing.type == type else { return }
        } else if gaps[mark] == nil {
            extensions.append((target, type, because))
        }
        guard gaps[mark] == nil, !items.contains(where: { $0.target == target }) else { return }
        let limit = type.hasPrefix("string") ? AttributeLimit(name: target, length: Int(type.dropFirst(7).dropLast()) ?? 256) : nil
        var item = self.item(named: target, limit: isReference ? nil : limit, value, onCreate: false, metaverse: nil, beside: nil, place: nil, kind: nil)
        item.beside = nil
        items.append(item)
        guard !item.isOpen else {
            extensions.removeAll { $0.name == target }
            items.removeLast()
            return
        }
        if case .attribute(let source) = value { copies[source] = target }
        if chain.gifts[name] != nil, entraNames[name] == nil { entraNames[name] = target }
        for metaverse in chain.order where chain.copied(by: metaverse) == name && entraNames[metaverse] == nil { entraNames[metaverse] = target }
    }

    private struct AttributeLimit {
        let name: String
        let length: Int?
    }

    private mutating func add(_ target: EntraUserAttribute, _ metaverse: String) {
        guard let gift = chain.gifts[metaverse] else { return }
        let flow = gift.flow
        let rank = flow.of > 1 ? ", rank \(flow.rank) of \(flow.of)" : ""
        var beside = "\(metaverse)\(rank)"
        if flow.rank > 1 {
            let winner = estate.export.importFlows.first { $0.metaverseType == flow.metaverseType && $0.metaverseAttribute == metaverse && $0.rank == 1 }
            beside += ": today \(winner.flatMap { estate.slug(id: $0.agent) } ?? "another agent") comes first; who may write it tomorrow?"
        }
        if flow.precedence != "ranked" { beside += ", \(flow.precedence) precedence" }
        let onCreate = target.name == "mailNickname" || target.name == "userPrincipalName"
        guard let value = gift.value else {
            items.append(Item(
                target: target.name,
                value: unresolved(
                    MIMWords.describe(flow.mapping), flow.mapping.sources, MIMWords.place(flow.file, flow.mapping.place),
                    ScriptProposal.reason(flow.mapping, attribute: metaverse)),
                source: nil, isOpen: true, beside: beside, metaverse: metaverse))
            return
        }
        var item = item(target, value, onCreate: onCreate, metaverse: metaverse, beside: beside, place: MIMWords.place(flow.file, flow.mapping.place))
        item.metaverse = metaverse
        items.append(item)
        if !item.isOpen, entraNames[metaverse] == nil { entraNames[metaverse] = target.name }
    }

    private func item(
        _ target: EntraUserAttribute, _ value: RuleExpression, onCreate: Bool, metaverse: String?, beside: String?, place: String?
    ) -> Item {
        item(
            named: target.name, limit: target.kind == .string ? .init(name: target.name, length: target.maxLength) : nil, value, onCreate: onCreate,
            metaverse: metaverse, beside: beside, place: place, kind: target.kind)
    }

    private func item(
        named name: String, limit: AttributeLimit?, _ value: RuleExpression, onCreate: Bool, metaverse: String?, beside: String?, place: String?,
        kind: EntraUserAttribute.Kind?
    ) -> Item {
        if let reason = gaps[mark(name)] { return Item(target: name, value: unresolved(value.text, value.attributes, place, reason), source: value, isOpen: true, beside: beside) }
        if kind == .datetime {
            return Item(
                target: name, value: unresolved(value.text, value.attributes, place, "in MIM it is a text; say the format of its dates at the source"),
                source: value, isOpen: true, beside: beside)
        }
        let apply = onCreate ? [YAMLEntry("apply", .text("on-create"))] : []
        switch value {
        case .attribute(let source):
            if let limit = limit?.length, chain.length(of: source).map({ $0 > limit }) ?? true, schemaType(source) == .string {
                let text = (try? RuleTranslation.reference(source)).map { "Left(\($0), \(limit))" }
                if let text { return Item(target: name, value: expression(text, apply), source: value, isOpen: false, beside: beside) }
            }
            return Item(target: name, value: direct(source, apply), source: value, isOpen: false, beside: beside)
        case .string(let text):
            return Item(
                target: name, value: .inlineMap([YAMLEntry("constant", .text(PlanText.escaped(text)))] + apply), source: value, isOpen: false, beside: beside)
        default:
            do throws(RuleTranslation.Failure) {
                var text = try RuleTranslation(name: { $0 }).entra(value)
                if let limit = limit?.length, value.bound(chain.length).map({ $0 > limit }) ?? true { text = "Left(\(text), \(limit))" }
                return Item(target: name, value: DraftValue.expression(text, apply, domain: domain), source: value, isOpen: false, beside: beside)
            } catch {
                return Item(target: name, value: unresolved(value.text, value.attributes, place, error.reason), source: value, isOpen: true, beside: beside)
            }
        }
    }

    private var domain: String? { DraftPlan.domain(estate.export) }

    private func direct(_ source: String, _ apply: [YAMLEntry]) -> YAMLValue { DraftValue.direct(source, apply) }

    private func expression(_ text: String, _ apply: [YAMLEntry]) -> YAMLValue { DraftValue.expression(text, apply) }

    private func unresolved(_ rule: String, _ reads: [String], _ place: String?, _ because: String) -> YAMLValue {
        DraftValue.unresolved(rule, reads, place, because)
    }

    private func mark(_ target: String) -> String { "attribute:\(name):\(target)" }

    func schemaType(_ attribute: String) -> SchemaType {
        if case .database(let database) = agent.connection, let column = database.columns.first(where: { $0.name == attribute }) {
            if column.isReference { return .reference }
            switch column.type {
            case "Bool", "Boolean": return .boolean
            case "Number": return .integer
            case "Binary": return .binary
            default: return .string
            }
        }
        return agent.schema.attribute(attribute)?.type ?? .string
    }

    func isMultivalued(_ attribute: String) -> Bool { agent.schema.attribute(attribute)?.isMultivalued ?? false }

    /// What MIM writes to Active Directory without an error fits Entra's attribute, too.
    var keyLength: Int {
        guard let key = chain.key else { return 16 }
        return min(16, chain.length(of: key.source) ?? 16)
    }

    private mutating func addScope() {
        var alternatives: [[YAMLEntry]] = []
        let types = Set(chain.gifts.values.map(\.flow.objectType))
        for filter in agent.filters where types.contains(filter.objectType) {
            let place = MIMWords.place(agent.file, filter.place)
            if filter.isScripted {
                open.append(DraftValue.openRule("connector filter of \(filter.objectType) in code: \(agent.rulesExtension ?? "a rules extension")", [], place, "who is left out is decided by code"))
                continue
            }
            let text = MIMWords.describe(filter)
            guard gaps["scope:\(name)"] == nil else {
                open.append(DraftValue.openRule(text, filter.alternatives.flatMap { $0 }.map(\.attribute), place, gaps["scope:\(name)"] ?? ""))
                continue
            }
            let draft = self
            let negation = FilterNegation(
                filter, isOptional: { draft.chain.isNullable($0) && draft.chain.key?.source != $0 }, type: { draft.schemaType($0) })
            switch negation.scope {
            case .success(let groups):
                alternatives = alternatives.isEmpty ? groups : alternatives.flatMap { old in groups.map { FilterNegation.merged(old, $0) } }.compactMap { $0 }
                alsoRead += filter.alternatives.flatMap { $0 }.map(\.attribute)
            case .failure(let problem):
                open.append(DraftValue.openRule(text, filter.alternatives.flatMap { $0 }.map(\.attribute), place, problem.reason))
            }
        }
        // The portal's own filter of an inbound rule says who is in.
        for rule in estate.export.service?.syncRules ?? [] where rule.agentID == agent.id && rule.metaverseType == chain.peopleType && !rule.inboundScope.isEmpty {
            let text = rule.inboundScope.map { "\($0.attribute) \($0.operator) \($0.value ?? "")" }.joined(separator: " and ")
            let clauses = rule.inboundScope.compactMap { DraftValue.clause($0.attribute, $0.operator, $0.value ?? "") }
            if clauses.count == rule.inboundScope.count, gaps["scope:\(name)"] == nil, rule.inboundScope.allSatisfy({ schemaType($0.attribute) == .string }) {
                alternatives = alternatives.isEmpty ? [clauses] : alternatives.compactMap { FilterNegation.merged($0, clauses) }
                alsoRead += rule.inboundScope.map(\.attribute)
            } else {
                open.append(DraftValue.openRule("scope of `\(rule.name)`: \(text)", rule.inboundScope.map(\.attribute), nil, gaps["scope:\(name)"] ?? "Entra's filter has no such operator"))
            }
        }
        // A group that asks for more than another adds nobody.
        scope = alternatives.enumerated().filter { index, group in
            !alternatives.enumerated().contains { other, smaller in
                other != index && smaller.allSatisfy(group.contains) && (smaller.count < group.count || other < index)
            }
        }.map(\.element)
        for join in agent.joins where types.contains(join.objectType) {
            for (metaverse, mapping) in join.mappings {
                guard case .script(let rule) = mapping.value else { continue }
                open.append(DraftValue.openRule(
                    "join by \(metaverse): \(rule)", mapping.sources, MIMWords.place(agent.file, mapping.place),
                    "code makes the value that people are matched by"))
            }
        }
    }

    private mutating func noteDeadEnds() {
        let ends = chain.order.filter { name in entraNames[name] == nil && !isReadByAnybody(name) && !items.contains { $0.metaverse == name } }
        if !ends.isEmpty { notes += LegacyDraft.wrapped("Not taken along, because no flow of MIM reads what they become: \(ends.joined(separator: ", ")).") }
    }

    // MARK: Writing

    var entry: YAMLEntry {
        guard let key = chain.key else { return YAMLEntry(name, .map([])) }
        var entries = [
            YAMLEntry("title", .text(PlanText.escaped("\(agent.name) into Entra ID"))),
            YAMLEntry("from", .text(slug)),
            YAMLEntry("to", .text("entra")),
            YAMLEntry("via", .text("api-driven")),
            YAMLEntry("match", .inlineMap([YAMLEntry(PlanText.escaped(key.source), .text("employeeId"))]), beside: joinNote, mark: "match:\(name)"),
        ]
        if !scope.isEmpty {
            entries.append(YAMLEntry(
                "scope", .list(scope.map { .inlineMap($0) }), above: ["MIM's filters say who is out; this says who is in."], mark: "scope:\(name)"))
        }
        if !open.isEmpty { entries.append(YAMLEntry("unresolved", .list(open))) }
        entries.append(YAMLEntry(
            "attributes",
            .map(items.map { YAMLEntry($0.target, $0.value, beside: $0.beside, mark: mark($0.target)) }), above: notes))
        return YAMLEntry(name, .map(entries))
    }

    private var joinNote: String? {
        guard let key = chain.key else { return nil }
        let count = agent.joins.count { join in chain.gifts.values.contains { $0.flow.objectType == join.objectType } }
        return "joined by \(key.metaverse ?? "its anchor")" + (count > 1 ? "; \(count - 1) more join rule\(count > 2 ? "s" : "") in MIM" : "")
    }

    /// Attributes without which a row can't become a user.
    private var needed: Set<String> {
        var names: Set<String> = []
        for item in items where !item.isOpen && ["displayName", "mailNickname", "userPrincipalName"].contains(item.target) {
            names.formUnion(item.source?.neededAttributes ?? [])
        }
        if !items.contains(where: { $0.target == "userPrincipalName" && $0.source != nil }), let nick = items.first(where: { $0.target == "mailNickname" }) {
            names.formUnion(nick.source?.neededAttributes ?? [])
        }
        return names
    }

    var sourceEntry: YAMLEntry {
        guard let key = chain.key else { return YAMLEntry(slug, .map([])) }
        var read = Set(items.flatMap { $0.source?.attributes ?? [] } + alsoRead + [key.source])
        read.formUnion(items.compactMap { item in if case .attribute(let name)? = item.source { name } else { nil } })
        if let leaver { read.insert(leaver.attribute) }
        let names = agent.selectedAttributes.filter(read.contains) + read.subtracting(agent.selectedAttributes).sorted()
        let needed = needed
        let attributes = names.map { name -> YAMLEntry in
            var type: String
            switch schemaType(name) {
            case .string: type = chain.length(of: name).map { "string(\($0))" } ?? "string"
            case .integer: type = "integer"
            case .boolean: type = "boolean"
            case .binary: type = "binary"
            case .reference: type = "reference(\(slug))"
            }
            var beside: String?
            if name == key.source {
                if let length = chain.length(of: name), length > 16 { beside = "\(length) in the source; Entra's employeeId takes 16" }
                if chain.length(of: name) == nil { beside = "its length is not in the export; Entra's employeeId takes 16" }
                type = "string(\(keyLength))"
            } else {
                if isMultivalued(name) { type += "[]" }
                if chain.isNullable(name), !needed.contains(name) {
                    type += "?"
                } else if chain.isNullable(name) {
                    beside = "may be empty in the source; a row without it is rejected, not sent: ask"
                }
            }
            return YAMLEntry(PlanText.escaped(name), .text(type), beside: beside, mark: "source:\(slug):\(name)")
        }
        var entries = [YAMLEntry("title", .text(PlanText.escaped(agent.name)))]
        switch agent.connection {
        case .database(let it):
            entries.append(YAMLEntry("kind", .text("sql")))
            if let server = it.server ?? it.dataSource { entries.append(YAMLEntry("server", .text(PlanText.escaped(server)))) }
            if let database = it.database { entries.append(YAMLEntry("database", .text(PlanText.escaped(database)))) }
            if let table = it.table { entries.append(YAMLEntry("table", .text(PlanText.escaped(table)))) }
        case .textFile(let it):
            entries.append(YAMLEntry("kind", .text("csv")))
            let file = agent.runProfiles.flatMap(\.steps).compactMap(\.inputFile).first ?? it.sampleFile ?? "\(slug).csv"
            entries.append(YAMLEntry("file", .text(PlanText.escaped(file)), beside: it.codePage == "65001" || it.codePage == nil ? nil : "code page \(it.codePage ?? ""); UTF-8 is wanted"))
        default:
            entries.append(YAMLEntry("kind", .text("rest"), beside: "the agent is of kind \(PlanText.clean(agent.category)): who sends its rows?"))
        }
        entries.append(YAMLEntry("today", .text("legacy.\(slug)")))
        let others = estate.members.filter { $0.role == .hrSource && $0.slug != slug }
        entries.append(YAMLEntry("key", .text(PlanText.escaped(key.source))))
        entries.append(YAMLEntry("attributes", .map(attributes)))
        return YAMLEntry(slug, .map(entries), above: others.isEmpty ? [] : ["", "Does it share people with \(others.map(\.slug).joined(separator: ", "))? If not, say `apart-from`; if so, consolidate them."])
    }
}
