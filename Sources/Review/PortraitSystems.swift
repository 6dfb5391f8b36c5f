import Analysis
import Diagnostics
import Expressions
import Plan

extension Portrait {
    mutating func addHeader(_ plan: CheckedPlan) {
        let subject = Subject(.plan, "plan")
        add(subject, at: plan.nameSpan)
        set(subject, "name", plan.name, at: plan.nameSpan)
        set(subject, "title", plan.title == plan.name ? nil : plan.title)
        set(subject, "because", plan.because)
        let tenant = Subject(.tenant, "tenant")
        add(tenant, at: plan.plan.tenant?.span)
        addWritten(plan.plan.written.section("tenant"), to: tenant, except: [])
    }

    mutating func addSources(_ plan: CheckedPlan) {
        let renames = renames
        for (name, thing) in plan.plan.written.things("sources") {
            let subject = Subject(.source, name)
            add(subject, at: thing.span)
            addWritten(thing, to: subject, except: ["attributes"]) { key, value in
                switch key {
                case "key": renames.attribute(value.description, of: name)
                case "apart-from": value.texts.map(renames.system).sorted().joined(separator: ", ")
                default: value.description
                }
            }
        }
        for source in plan.plan.sources {
            for attribute in source.attributes {
                add(attribute, to: Subject(.sourceAttribute, source.name.value, attribute.name.value))
            }
        }
        for item in plan.plan.consolidations { add(item) }
        for attribute in plan.plan.extensions {
            let subject = Subject(.extensionAttribute, attribute.name.value)
            add(attribute.name, attribute.type.value, attribute.notes, at: attribute.type.span, to: subject)
        }
    }

    private mutating func add(_ attribute: AttributeDeclaration, to subject: Subject) {
        add(attribute.name, attribute.type.value, attribute.notes, at: attribute.type.span, to: subject)
        set(subject, "path", attribute.path?.value)
    }

    private mutating func add(_ name: Spanned<String>, _ type: AttributeType, _ notes: Notes, at place: Span, to subject: Subject) {
        add(subject, at: name.span)
        set(subject, "type", text(type), at: place)
        set(subject, "title", notes.title)
        set(subject, "because", notes.because)
        if let former = notes.was, renames.isEmpty { formerNames[subject] = former }
    }

    private func text(_ type: AttributeType) -> String {
        guard case .reference(let system) = type.base else { return type.description }
        var type = type
        type.base = .reference(to: renames.system(system))
        return type.description
    }

    mutating func addAgents(_ plan: CheckedPlan) {
        for (name, thing) in plan.plan.written.things("agents") {
            let subject = Subject(.agent, name)
            add(subject, at: thing.span)
            addWritten(thing, to: subject, except: [])
        }
        // What is left out has a meaning, too.
        for agent in plan.agents {
            let subject = Subject(.agent, agent.name)
            set(subject, "port", String(agent.port))
            if facts[renames.subject(subject)]?["certificate-subject"] == agent.server { facts[renames.subject(subject)]?["certificate-subject"] = nil }
        }
    }

    mutating func addConnectors(_ plan: CheckedPlan) {
        let renames = renames
        let written = plan.plan.written.things("connectors")
        for (name, thing) in written {
            let subject = Subject(.connector, name)
            add(subject, at: thing.span)
            addWritten(thing, to: subject, except: ["attributes"]) { key, value in Self.setting(key, value, of: name, renames) }
        }
        let declared = Dictionary(plan.plan.connectors.map { ($0.name.value, $0.attributes ?? []) }, uniquingKeysWith: { first, _ in first })
        for connector in plan.connectors {
            addDefaults(connector)
            // In Active Directory the attributes are the directory's own.
            if connector.kind == .activeDirectory { continue }
            let places = Dictionary((declared[connector.name] ?? []).map { ($0.name.value, $0) }, uniquingKeysWith: { first, _ in first })
            for attribute in connector.attributes {
                let subject = Subject(.column, connector.name, attribute.name)
                if let written = places[attribute.name] {
                    add(written, to: subject)
                } else {
                    add(subject, at: nil)
                    set(subject, "type", attribute.type.description)
                }
            }
        }
    }

    /// What is left out has a meaning, too: saying a default is no change.
    private mutating func addDefaults(_ connector: CheckedConnector) {
        let subject = Subject(.connector, connector.name)
        set(subject, "anchor", renames.attribute(connector.anchor, of: connector.name))
        guard connector.kind.isHosted else { return }
        set(subject, "connector-name", connector.hostName)
        set(subject, "object-type", connector.objectType)
        set(subject, "autosync", String(connector.autosyncMinutes))
        set(subject, "page-size", String(connector.pageSize))
        set(subject, "on-disable", text(connector.onDisable, connector.name))
        set(subject, "on-delete", text(connector.onDelete, connector.name))
        if case .ldap(let target) = connector.target {
            set(subject, "port", String(target.port))
            set(subject, "security", target.security.rawValue)
        }
        switch connector.target {
        case .ldap where facts[renames.subject(subject)]?["authentication"] == "simple",
            .webService where facts[renames.subject(subject)]?["authentication"] == "basic":
            facts[renames.subject(subject)]?["authentication"] = nil
        default: break
        }
        if case .scripts(let target) = connector.target {
            for file in target.files + [target.module].compactMap({ $0 }) {
                set(subject, "script \(file.name)", Self.lines(file.text), at: Span(file: file.file, start: 0, end: 0))
            }
        }
        if case .webService(let target) = connector.target { set(subject, "project", target.project) }
    }

    /// Without what an editor changes by itself: ends of lines, blanks before them, empty lines at the end.
    private static func lines(_ script: String) -> String {
        var lines = script.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
            String(line.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    private func text(_ flow: HostFlow, _ connector: String) -> String {
        switch flow {
        case .none: "nothing"
        case .delete: "delete"
        case .set(let name): "set \(renames.attribute(name, of: connector))"
        }
    }

    private static func setting(_ key: String, _ value: WrittenValue, of connector: String, _ renames: Renames) -> String {
        switch key {
        case "agent": renames.thing(.agent, value.description)
        case "anchor", "adopt-by": renames.attribute(value.description, of: connector)
        case "lookups":
            if case .keys(let entries) = value {
                "{" + entries.map { "\(renames.attribute($0.key, of: connector)): \($0.value)" }.sorted().joined(separator: ", ") + "}"
            } else {
                value.description
            }
        default: value.description
        }
    }

    mutating func addLegacy(_ plan: CheckedPlan) {
        guard let legacy = plan.legacy else { return }
        let uses = legacy.uses.map(\.value.rawValue).sorted()
        set(Subject(.plan, "plan"), "uses of MIM", uses.isEmpty ? nil : uses.joined(separator: ", "), at: legacy.uses.first?.span)
        if case .keys(let agents)? = plan.plan.written.section("legacy")["agents"] {
            for agent in agents {
                let subject = Subject(.mimAgent, agent.key)
                add(subject, at: legacy.agents.first { $0.name.value == agent.key }?.span)
                if case .keys(let entries) = agent.value {
                    for entry in entries { set(subject, entry.key, LeftOut.value(entry.key, of: .mimAgent, entry.value)?.description) }
                }
            }
        }
        for (name, flows) in Dictionary(grouping: legacy.imports, by: { "\($0.metaverseType).\($0.metaverseAttribute.value)" }) {
            let subject = Subject(.mimFlow, name)
            add(subject, at: flows.first?.span)
            set(subject, "from", flows.map { "\($0.rank). \($0.agent.value): \($0.value.text)" }.sorted().joined(separator: ", "))
        }
        for (name, flows) in Dictionary(grouping: legacy.exports, by: { "\($0.agent.value).\($0.objectType).\($0.attribute.value)" }) {
            let subject = Subject(.mimFlow, name)
            add(subject, at: flows.first?.span)
            set(subject, "to", flows.map { "\($0.metaverseType): \($0.value.text)" + ($0.onCreate ? ", on creation only" : "") }.sorted().joined(separator: "; "))
        }
    }
}

extension Legacy.Value {
    /// As a person would say it.
    fileprivate var text: String {
        switch self {
        case .direct(let attribute): attribute
        case .rule(let rule, let reads): rule + (reads.isEmpty ? "" : " of \(reads.joined(separator: ", "))")
        case .constant(let text): "{constant: \(PlainText.of(text))}"
        case .secret(let name): "{secret: \(name)}"
        case .script(let script, let reads): "{script: \(script)}" + (reads.isEmpty ? "" : " of \(reads.joined(separator: ", "))")
        }
    }
}
