/// The road: people from HR into Entra ID first, then Entra feeds MIM, then what MIM provisioned gets its data from elsewhere.
struct PhasesDraft {
    static let header = ["The road from today to the day MIM is switched off: HR first, then MIM's HR agents, then what MIM provisions."]
    let plan: DraftPlan

    init(_ plan: DraftPlan) {
        self.plan = plan
    }

    var entries: [YAMLEntry] { [YAMLEntry("phases", .list(phases))] }

    private var phases: [YAMLValue] {
        var result: [YAMLValue] = []
        let usable = plan.targets.filter(\.isUsable)
        let toMIM = usable.filter { $0.kind == .portal || $0.kind.isStaging }
        let others = usable.filter { !($0.kind == .portal || $0.kind.isStaging) }
        if !plan.inbound.isEmpty {
            result.append(phase(
                "hr-direct", "Provision from HR straight into Entra ID", starts: plan.inbound.map(\.name),
                checks: ["Every person in HR has exactly one account in Entra ID with the same employeeId."]))
        }
        if !toMIM.isEmpty {
            let redirects = toMIM.compactMap { target -> (String, String)? in
                target.kind.isStaging ? ("legacy.\(target.member.slug)", target.slug) : nil
            }
            result.append(phase(
                "replace-hr-agents", "Replace MIM's HR management agents", starts: toMIM.map(\.startedName), redirects: redirects,
                checks: ["A full import from the staging table, without synchronization, shows 0 adds, 0 deletes, and no update that is not explained."]))
        }
        result.append(phase(
            "retire-mim", "What MIM provisioned gets its data elsewhere, and MIM is switched off", starts: others.map(\.startedName),
            stops: toMIM.map(\.startedName) + ["legacy"],
            checks: ["No change in any system by one of MIM's accounts for 30 days."]))
        return result
    }

    /// What must be decided first. What one system no longer gets is one question, however many attributes it is.
    private func openRules(of phase: String) -> [String] {
        var lost: [String: [String]] = [:]
        var rules: [String] = []
        for (key, message) in plan.gaps.filter({ $0.key.hasPrefix("open:\(phase):") }).sorted(by: { $0.key < $1.key }) {
            let parts = message.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
            if key.hasPrefix("open:\(phase):lost-export:"), parts.count == 5 {
                lost[parts[3], default: []].append(parts[1])
            } else {
                rules.append(message)
            }
        }
        for (system, attributes) in lost.sorted(by: { $0.key < $1.key }) {
            let names = attributes.sorted().map { "`\($0)`" }.joined(separator: ", ")
            rules.append("nobody writes \(names) of `\(system)` any more: map \(attributes.count == 1 ? "it" : "them"), or accept `lost-export`")
        }
        return rules
    }

    private func phase(
        _ name: String, _ title: String, starts: [String], stops: [String] = [], redirects: [(String, String)] = [], checks: [String]
    ) -> YAMLValue {
        var entries = [
            YAMLEntry("name", .text(name), above: name == "hr-direct" || plan.inbound.isEmpty ? [] : [""], mark: "phase:\(name)"),
            YAMLEntry("title", .text(title)),
        ]
        if !starts.isEmpty { entries.append(YAMLEntry("starts", .inlineList(starts.map { .text($0) }), mark: "phase:\(name)")) }
        if !stops.isEmpty { entries.append(YAMLEntry("stops", .inlineList(stops.map { .text($0) }), mark: "phase:\(name)")) }
        if !redirects.isEmpty {
            entries.append(YAMLEntry("redirects", .map(redirects.map { YAMLEntry($0.0, .text($0.1)) }), mark: "phase:\(name)"))
        }
        let open = openRules(of: name)
        if !open.isEmpty {
            entries.append(YAMLEntry("unresolved", .list(open.map { .map([YAMLEntry("rule", .text(PlanText.escaped($0)))]) })))
        }
        if !starts.isEmpty {
            entries.append(YAMLEntry(
                "pilot",
                .list([
                    .inlineMap([YAMLEntry("users", .inlineList([.text("ada.lovelace@${domain}")])), YAMLEntry("for", .text("1 week"))]),
                    .inlineMap([YAMLEntry("group", .text("Identity migration pilot")), YAMLEntry("for", .text("2 weeks"))]),
                    .text("everyone"),
                ])))
        }
        entries.append(YAMLEntry("checks", .list(checks.map { .text($0) })))
        return .map(entries)
    }
}
