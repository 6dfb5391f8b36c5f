import Analysis
import Expressions
import Microsoft
import Plan

/// What a MIM administrator does to make the agent that sends, page by page of Management Agent Designer, and what MIM's own rules must
/// say for the plan's rules to hold. Labels and defaults: those of Microsoft's PowerShell connector.
struct BulkClientSheet {
    let client: BulkClient
    let legacy: Legacy?
    let header: [String]

    var text: String {
        var text = ""
        for line in header { text += Markdown.comment(line) + "\n" }
        text += "\n# \(Markdown.text("MIM sends \(client.source.title)"))\n\n"
        text += "An interim: MIM consolidates by the rules that it has, and one more management agent posts people to the provisioning job. "
        text += "In Synchronization Service Manager, Management Agents, Create, choose PowerShell (Microsoft).\n"
        for (number, page) in [connectivity, capabilities, global, types, joins, precedence, flows, deprovisioning, runs].enumerated() {
            text += "\n## \(number + 1). \(page.title)\n\n\(page.text)"
        }
        return text
    }

    private typealias Page = (title: String, text: String)

    private func steps(_ steps: [String]) -> String { steps.map { "- [ ] \($0)\n" }.joined() }

    private var connectivity: Page {
        let names = client.parameters.map(\.name).joined(separator: ",")
        return ("Connectivity", Markdown.table(header: ["Field", "Value"], rows: [
            ["Schema Script", "the text of \(Markdown.code("schema.ps1"))"], ["Additional Config Parameter Names", Markdown.code(names)],
            ["Additional Encrypted Config Parameter Names", "empty: the certificate is the only credential, and stays in its store"],
            ["Signed Scripts Only", "as the server's policy has it"],
        ]))
    }

    private var capabilities: Page {
        ("Capabilities", Markdown.table(header: ["Field", "Value"], rows: [
            ["Distinguished Name Style", Markdown.code("None")], ["Export Type", Markdown.code("ObjectReplace")],
            ["Object Confirmation", Markdown.code("Normal")], ["Enable Import", "on"], ["Enable Delta Import", "off"], ["Enable Export", "on"],
        ]) + "\nWith another export type a request would hold only what changed, and the service would not know the rest.\n")
    }

    private var global: Page {
        ("Global Parameters", Markdown.table(header: ["Field", "Value"], rows: [
            ["Import Script", "the text of \(Markdown.code("import.ps1"))"], ["Export Script", "the text of \(Markdown.code("export.ps1"))"],
        ] + client.parameters.map { parameter in
            [Markdown.code(parameter.name + "_Global"), (parameter.value.map { Markdown.code($0) + ". " } ?? "") + Markdown.cell(parameter.what)]
        }))
    }

    private var types: Page {
        ("Object Types, Attributes and Anchors", steps([
            "Object type \(Markdown.code(BulkClient.objectType)); all attributes.", "Anchor: \(Markdown.code(client.anchor)).",
            "Connector filter: none. Join and projection: none; people come from MIM and go out.",
        ]))
    }

    // MARK: The plan's rules in MIM's words

    private func agents(_ part: CheckedConsolidation.Part) -> [Legacy.Agent] {
        guard let legacy else { return [] }
        let plan = part.source.plan
        return legacy.agents.filter { agent in
            if let today = plan?.today { return today.value == "legacy.\(agent.name.value)" }
            guard let table = plan?.table?.value else { return agent.name.value == part.name }
            return agent.table.map { last($0) == last(table) } ?? false
        }
    }

    private func last(_ table: String) -> String { table.split(separator: ".").last.map { $0.lowercased() } ?? "" }

    private func agentName(_ part: CheckedConsolidation.Part) -> String {
        agents(part).first.map { $0.notes.title ?? $0.name.value } ?? "the agent of \(part.source.title)"
    }

    private var joins: Page {
        let rows = client.rules.parts.map { part in
            [Markdown.cell(agentName(part)), part.keys.map { Markdown.code($0.name) }.joined(separator: ", then "), Markdown.cell(part.source.title)]
        }
        return ("Join rules of the sources' agents", "Who is who: people are found by these, in this order, and compared without regard to case.\n\n"
            + Markdown.table(header: ["Agent", "Joins by", "Source"], rows: rows))
    }

    private var precedence: Page {
        let rows = client.attributes.map { attribute in
            [
                Markdown.code(attribute.name),
                attribute.origins.map { origin in "\(Markdown.cell(agentName(origin.part))): \(Markdown.code(origin.attribute))" }.joined(separator: ", then "),
            ]
        }
        return ("Attribute flow precedence", "In Metaverse Designer, for the metaverse attribute that each of these is taken from:\n\n"
            + Markdown.table(header: ["Attribute", "The strongest first"], rows: rows))
    }

    /// The metaverse attributes that an agent fills from an attribute, by the plan's legacy.
    private func metaverse(_ attribute: BulkClient.Attribute) -> String {
        var found: [String] = []
        for origin in attribute.origins {
            for agent in agents(origin.part) {
                for flow in legacy?.imports ?? [] where flow.agent.value == agent.name.value {
                    guard case .direct(origin.attribute) = flow.value, !found.contains(flow.metaverseAttribute.value) else { continue }
                    found.append(flow.metaverseAttribute.value)
                }
            }
        }
        return found.isEmpty ? "the one that holds it" : found.map { Markdown.code($0) }.joined(separator: " or ")
    }

    private var flows: Page {
        var rows = client.attributes.map { attribute in
            [metaverse(attribute), Markdown.code(attribute.name), attribute.type, attribute.name == client.anchor ? "initial flow only" : ""]
        }
        if client.sendsActive {
            rows.append(["a rule, see below", Markdown.code(BulkClient.active), "Boolean", "never absent"])
        }
        var text = "Export flows, direct; nulls are allowed.\n\n" + Markdown.table(header: ["Metaverse", "Agent", "Type", ""], rows: rows)
        if client.sendsActive { text += "\n" + leavers }
        return ("Attribute Flow", text)
    }

    /// Who left, in words.
    private var leavers: String {
        func clauses(_ groups: [ScopeGroup]) -> String {
            groups.map { group in group.clauses.map { "\(Markdown.code($0.attribute.value)) \(Self.words($0.test))" }.joined(separator: " and ") }
                .joined(separator: "; or ")
        }
        switch client.rules.leavers {
        case .unknown: return ""
        case .person(let groups): return "\(Markdown.code(BulkClient.active)) is false where \(clauses(groups)); else true.\n"
        case .allRows:
            let list = client.rules.parts.map { "- \(Markdown.cell(agentName($0))): \(clauses($0.leavers))\n" }.joined()
            return "\(Markdown.code(BulkClient.active)) is false for whoever left every source that has a row of them; else true. Who left:\n\n" + list
        }
    }

    private static func words(_ test: Clause.Test) -> String {
        switch test {
        case .equals(let text): "is \(Markdown.code(text))"
        case .isNot(let text): "is not \(Markdown.code(text))"
        case .isOneOf(let texts): "is one of \(texts.map { Markdown.code($0) }.joined(separator: ", "))"
        case .matches(let text): "matches \(Markdown.code(text))"
        case .matchesNot(let text): "does not match \(Markdown.code(text))"
        case .isPresent(let wanted): wanted ? "has a value" : "has no value"
        case .isTrue(let flag): flag ? "is true" : "is false"
        case .includes(let text): "holds \(Markdown.code(text))"
        case .endsWith(let text): "ends with \(Markdown.code(text))"
        case .isAbove(let number): "is above \(number)"
        case .isAtLeast(let number): "is at least \(number)"
        case .isPast(let past): past ? "is a day that is over" : "is a day that is not over"
        }
    }

    private var deprovisioning: Page {
        ("Deprovisioning", steps([
            "Stage a delete on the object for the next export run: the script then sends the person once more, as inactive. The endpoint deletes nobody.",
            "Provisioning (a synchronization rule or the provisioning extension) makes a \(Markdown.code(BulkClient.objectType)) in this agent for everybody in the mapping's scope, and for nobody whom another sender sends.",
        ]))
    }

    private var runs: Page {
        ("Run profiles", steps([
            "Export: batch size \(ProvisioningLimits.bulkOperations) or a multiple; the number of deletes to process is the plan's limit.",
            "Full Import (Stage Only) and Delta Synchronization behind each export: the ledger confirms it.",
            "At most \(ProvisioningLimits.bulkCallsPerDay) requests a day and tenant over all senders (6,000 with a Governance licence).",
        ]))
    }
}
