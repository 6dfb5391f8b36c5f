import Analysis
import Expressions
import Plan

/// What a MIM administrator changes in a management agent that reads a staging table from now on, page by page of Management Agent
/// Designer. Sources: MIM documentation (Connect to a Microsoft SQL Server Database, Configure Columns, Delta Views for Database
/// Management Agents) and exported agents for what is stored.
struct ManagementAgentSheet {
    let agent: Legacy.Agent
    let connector: CheckedConnector
    let target: CheckedConnector.SQLTarget
    let legacy: Legacy
    let header: [String]

    private var title: String { agent.notes.title ?? agent.name.value }
    /// What MIM sees of the table.
    private var object: String { target.view ?? target.table }

    var text: String {
        var text = ""
        for line in header { text += Markdown.comment(line) + "\n" }
        text += "\n# \(Markdown.text("MIM: \(title) reads \(connector.title)"))\n\n"
        text += "In Synchronization Service Manager, Management Agents, choose \(Markdown.code(title)), then Properties. "
        text += "Pages that are not named here stay as they are. Save the agent first (Export Management Agent): it is the way back.\n"
        for (number, page) in [database, columns, rules, flows, deletion, runs].enumerated() {
            text += "\n## \(number + 1). \(page.title)\n\n\(page.text)"
        }
        return text
    }

    private typealias Page = (title: String, text: String)

    private func steps(_ steps: [String]) -> String { steps.map { "- [ ] \($0)\n" }.joined() }

    // MARK: Pages

    private var database: Page {
        func today(_ value: String?) -> String { value.map { Markdown.code($0) } ?? "" }
        let isWindows = target.reader?.contains("\\") ?? true
        let parts = (target.reader ?? "").split(separator: "\\", maxSplits: 1).map(String.init)
        var rows = [
            ["Server", today(agent.server), Markdown.code(target.odbc.port.map { "\(target.server),\($0)" } ?? target.server)],
            ["Database", today(agent.database), Markdown.code(target.database)],
            ["Table/View", today(agent.table), Markdown.code(object)],
            ["Delta view", "", target.deltaView.map { Markdown.code($0) } ?? "leave empty: full imports only"],
            ["Multi-value table", "", "leave empty: the host writes no attribute of many values"],
            ["Authentication mode", "", isWindows ? "Windows integrated authentication" : "SQL Server authentication"],
        ]
        switch parts.count {
        case 2: rows += [["User name", "", Markdown.code(parts[1])], ["Domain", "", Markdown.code(parts[0])]]
        case 1: rows.append(["User name", "", Markdown.code(parts[0])])
        default: rows.append(["User name", "", "an account that may read \(Markdown.code(object))"])
        }
        rows.append(["Password", "", "type it; it is in no file"])
        return ("Connect to Database", Markdown.table(header: ["Field", "Today", "Then"], rows: rows))
    }

    private var columns: Page {
        let anchor = agent.anchor ?? connector.anchor
        var text = "After Next the list shows the columns of \(Markdown.code(object)). Add the new ones, and let the missing ones go.\n\n"
        let read = readColumns
        text += Markdown.table(
            header: ["Column", "Type in MIM", "Read by"],
            rows: connector.attributes.map { attribute in
                [Markdown.code(attribute.name), kind(attribute.type), flowNames(of: attribute.name)]
            })
        let missing = read.filter { connector.attribute($0) == nil }
        text += "\n"
        var list: [String] = []
        if !missing.isEmpty {
            list.append("Columns that are gone: \(missing.map { Markdown.code($0) }.joined(separator: ", ")). Their flows end, see below.")
        }
        list.append("Set Anchor: \(Markdown.code(anchor)), as today. With another anchor every person would be a new object.")
        let type = agent.objectTypes.first ?? "person"
        list.append("Object Type: Fixed object type \(Markdown.code(type)).")
        list.append("Convert empty string to NULL on import stays on: Entra writes no empty value.")
        if target.deltaView != nil {
            let words = target.changeWords
            list.append(
                "Configure Delta: the change type column is \(Markdown.code(ChangeLog.word)); the values are \(Markdown.code(words.add)), "
                    + "\(Markdown.code(words.modify)) and \(Markdown.code(words.delete)), one for each object. The column for an attribute's name stays empty.")
        }
        for reference in references { list.append("\(Markdown.code(reference)): Edit, Reference (DN), if it is one today.") }
        return ("Configure Columns", text + steps(list))
    }

    private var rules: Page {
        let anchor = agent.anchor ?? connector.anchor
        return ("Configure Connector Filter, Join and Projection Rules", steps([
            "Connector filters stay; one that tests a column which is gone ends with it.",
            "The join rule stays on \(Markdown.code(anchor)): its column has a unique index, and nobody is without a value. It finds everyone whom MIM has.",
            "Projection stays on for joiners, and is watched in the first run: a projection of somebody who is there already means that the join failed.",
        ]))
    }

    private var flows: Page {
        let imports = legacy.imports.filter { $0.agent.value == agent.name.value }
        var rows: [[String]] = []
        for flow in imports {
            let sources = names(of: flow.value)
            let lost = sources.filter { connector.attribute($0) == nil }
            let stays = lost.isEmpty ? "stays" : "ends: \(lost.map { Markdown.code($0) }.joined(separator: ", ")) is not in the table"
            rows.append([
                Markdown.code("\(flow.metaverseType).\(flow.metaverseAttribute.value)"), Markdown.cell(spelled(flow.value)), String(flow.rank), stays,
            ])
        }
        var text = rows.isEmpty
            ? "The plan lists no import flow of this agent.\n"
            : Markdown.table(header: ["Metaverse attribute", "From", "Rank", "After the change"], rows: rows)
        let exports = legacy.exports.filter { $0.agent.value == agent.name.value }.map(\.attribute.value)
        if !exports.isEmpty {
            text += "\n" + steps([
                "Delete the export flows of \(exports.map { Markdown.code($0) }.joined(separator: ", ")): nobody writes to the table but the ECMA host."
            ])
        }
        return ("Configure Attribute Flow", text)
    }

    private var deletion: Page {
        let today = switch agent.deletes {
        case true?: "delete"
        case false?: "disconnect"
        case nil: "what it is today"
        }
        return ("Configure Deprovisioning", steps([
            "Stays at \(today). Whoever leaves keeps a row, with a mark; a row that vanishes is, to MIM, a person who left.",
            "Read the metaverse's object deletion rule once more: does it fire when this agent's connector goes?",
        ]))
    }

    private var runs: Page {
        let delta = target.deltaView == nil ? [] : [
            "Delta Import (Stage Only), in a schedule of three steps: \(Markdown.code("delta-offer.sql")), the import, and \(Markdown.code("delta-clear.sql")) when it has succeeded; both are beside create.sql in \(Markdown.code("../sql/\(connector.name)")).",
        ]
        return ("Run profiles", steps(delta + [
            "Full Import (Stage Only), with the threshold Specify number of deletions to process set to the plan's limit.",
            "Full Synchronization, only after the counts were compared.",
            "Schedules start behind Entra's cycle of about 40 minutes.",
        ]))
    }

    // MARK: What is read

    private func names(of value: Legacy.Value) -> [String] {
        switch value {
        case .direct(let name): [name]
        case .rule(_, let reads), .script(_, let reads): reads
        case .constant, .secret: []
        }
    }

    private func spelled(_ value: Legacy.Value) -> String {
        switch value {
        case .direct(let name): name
        case .rule(let text, _): "rule: \(text)"
        case .constant(let text): "constant: \(text)"
        case .secret(let secret): "secret: \(secret.name)"
        case .script(let name, _): "rules extension: \(name)"
        }
    }

    /// In the order of the flows, each once.
    private var readColumns: [String] {
        var result: [String] = []
        for flow in legacy.imports where flow.agent.value == agent.name.value {
            for name in names(of: flow.value) where !result.contains(name) { result.append(name) }
        }
        return result
    }

    private func flowNames(of column: String) -> String {
        let readers = legacy.imports.filter { $0.agent.value == agent.name.value && names(of: $0.value).contains(column) }
        if readers.isEmpty { return column == (agent.anchor ?? connector.anchor) ? "anchor" : "nothing: leave it unselected" }
        return readers.map { Markdown.code($0.metaverseAttribute.value) }.joined(separator: ", ")
    }

    /// Columns that name other people.
    private var references: [String] {
        let people: Set<String> = ["manager", "assistant", "secretary"]
        return legacy.imports.filter { $0.agent.value == agent.name.value && people.contains($0.metaverseAttribute.value.lowercased()) }
            .flatMap { names(of: $0.value) }.filter { connector.attribute($0) != nil }
    }

    private func kind(_ type: AttributeType) -> String {
        switch type.base {
        case .string, .date, .datetime, .reference: "String"
        case .integer: "Number"
        case .boolean: "Boolean"
        case .binary: "Binary"
        }
    }
}
