import JSON

/// What MIM's administrators changed between two exports, in the words of a plan.
public struct InventoryComparison {
    public struct Change: Sendable, Equatable {
        public enum Kind: String, Sendable {
            case added = "+", removed = "-", changed = "~"
        }

        public let kind: Kind
        /// `legacy.hr-system`, `legacy.flows.import.person.displayName`
        public let subject: String
        public let before: String?
        public let after: String?

        public var text: String {
            switch (before, after) {
            case (let before?, let after?): "\(kind.rawValue) \(subject): \(before)  →  \(after)"
            case (let value?, nil), (nil, let value?): "\(kind.rawValue) \(subject)" + (value.isEmpty ? "" : ": \(value)")
            case (nil, nil): "\(kind.rawValue) \(subject)"
            }
        }
    }

    private let names: [String: String]

    /// - Parameter estate: the newer export; its names are used for what both have.
    public init(_ estate: MIMEstate) {
        var names = Dictionary(estate.members.map { ($0.agent.id, $0.slug) }, uniquingKeysWith: { first, _ in first })
        for agent in estate.dangling { names[agent.id] = agent.slug }
        self.names = names
    }

    /// - Parameters: the texts of two `inventory.json`.
    public func changes(from old: JSON, to new: JSON) -> [Change] {
        let before = facts(old)
        let after = facts(new)
        var changes: [Change] = []
        for (subject, value) in after.order.map({ ($0, after.values[$0] ?? "") }) {
            if let earlier = before.values[subject] {
                if earlier != value { changes.append(Change(kind: .changed, subject: subject, before: earlier, after: value)) }
            } else {
                changes.append(Change(kind: .added, subject: subject, before: nil, after: value))
            }
        }
        for subject in before.order where after.values[subject] == nil {
            changes.append(Change(kind: .removed, subject: subject, before: before.values[subject], after: nil))
        }
        return changes.sorted { ($0.subject, $0.kind.rawValue) < ($1.subject, $1.kind.rawValue) }
    }

    // MARK: Facts

    private struct Facts {
        var values: [String: String] = [:]
        var order: [String] = []

        /// The same subject twice is one fact with both values.
        mutating func add(_ subject: String, _ value: String) {
            if let earlier = values[subject] {
                values[subject] = earlier + ", " + value
            } else {
                values[subject] = value
                order.append(subject)
            }
        }
    }

    private func facts(_ inventory: JSON) -> Facts {
        var facts = Facts()
        for agent in items(inventory["agents"]) {
            let name = self.name(text(agent["id"]) ?? "", text(agent["name"]))
            let subject = "legacy.agents.\(name)"
            facts.add(subject, text(agent["category"]) ?? "")
            for key in ["server", "database", "table", "forest", "serviceHost", "sampleFile", "assembly"] {
                if let value = text(agent["connection"]?[key]) { facts.add("\(subject).\(key)", value) }
            }
            if let action = text(agent["deprovisioning"]?["action"]) ?? text(agent["deprovisioning"]?["kind"]) {
                facts.add("\(subject).deprovisioning", action)
            }
            for attribute in items(agent["attributes"]) {
                facts.add("\(subject).attributes.\(text(attribute["name"]) ?? "")", [
                    text(attribute["type"]), attribute["length"].flatMap(number).map { "(\($0))" }, attribute["multivalued"] == true ? "[]" : nil,
                ].compactMap { $0 }.joined())
            }
            for filter in items(agent["connectorFilters"]) {
                let alternatives = items(filter["anyOf"]).map { alternative in
                    items(alternative).map { condition in
                        [text(condition["attribute"]), text(condition["operator"]), text(condition["value"]).map { "\"\($0)\"" }].compactMap { $0 }
                            .joined(separator: " ")
                    }.joined(separator: " and ")
                }
                facts.add(
                    "\(subject).filter.\(text(filter["objectType"]) ?? "")",
                    alternatives.isEmpty ? text(filter["kind"]) ?? "" : alternatives.joined(separator: ", or "))
            }
            for join in items(agent["joins"]) {
                let pairs = items(join["mappings"]).map { "\(describe($0)) = \(text($0["metaverseAttribute"]) ?? "")" }
                facts.add("\(subject).join.\(text(join["objectType"]) ?? "")", pairs.joined(separator: " and "))
            }
            for projection in items(agent["projections"]) {
                facts.add(
                    "\(subject).projection.\(text(projection["objectType"]) ?? "")",
                    text(projection["metaverseType"]) ?? text(projection["kind"]) ?? "")
            }
            for flow in items(agent["exportFlows"]) {
                let once = flow["initialOnly"] == true ? " on creation" : ""
                facts.add(
                    "legacy.flows.export.\(name).\(text(flow["objectType"]) ?? "").\(text(flow["attribute"]) ?? "")", describe(flow) + once)
            }
        }
        for flow in items(inventory["importFlows"]) {
            let agent = name(text(flow["agentId"]) ?? "", text(flow["agent"]))
            facts.add(
                "legacy.flows.import.\(text(flow["metaverseType"]) ?? "").\(text(flow["metaverseAttribute"]) ?? "")", "\(agent): \(describe(flow))")
        }
        if let value = text(inventory["metaverse"]?["provisioning"]) { facts.add("metaverse.provisioning", value) }
        for rule in items(inventory["metaverse"]?["deletionRules"]) {
            let agents = items(rule["agentIds"]).compactMap(text).map { name($0, nil) }
            facts.add(
                "metaverse.deletion.\(text(rule["metaverseType"]) ?? "")",
                ([text(rule["kind"]) ?? ""] + agents).joined(separator: " "))
        }
        for rule in items(inventory["service"]?["syncRules"]) {
            let scope = (items(rule["inboundScope"]) + items(rule["outboundScope"])).map { condition in
                [text(condition["attribute"]), text(condition["operator"]), text(condition["value"])].compactMap { $0 }.joined(separator: " ")
            }
            facts.add("portal rule `\(text(rule["name"]) ?? "")`", ([text(rule["direction"]) ?? ""] + scope).joined(separator: ", "))
        }
        return facts
    }

    private func name(_ id: String, _ title: String?) -> String {
        if let name = names[id] { return name }
        var taken: Set<String> = []
        return title.map { PlanText.slug($0, spare: "agent", taken: &taken) } ?? id
    }

    private func describe(_ flow: JSON) -> String {
        if flow["secret"] == true { return "a secret constant" }
        if let expression = text(flow["expression"]) { return expression }
        if let constant = text(flow["constant"]) { return "\"\(constant)\"" }
        let from = items(flow["from"]).compactMap(text).joined(separator: ", ")
        if let rule = text(flow["rule"]) { return "code \(rule) of \(from)" }
        if let part = flow["part"].flatMap(number) { return "part \(part) of \(from)" }
        return from
    }

    private func items(_ json: JSON?) -> [JSON] { if case .array(let items)? = json { items } else { [] } }

    private func text(_ json: JSON?) -> String? { if case .string(let text)? = json { text } else { nil } }

    private func number(_ json: JSON) -> Int? { if case .integer(let number) = json { number } else { nil } }
}
