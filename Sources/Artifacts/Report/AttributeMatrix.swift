import Analysis
import Diagnostics
import Plan

/// Target × source × phase: for each attribute that a system gets, from what it is made, today and after each phase.
struct AttributeMatrix {
    struct Cell: Hashable {
        /// `Firstname, LastName`
        let value: String
        /// `HR into Entra ID`
        let engine: String
        /// The attributes of HR in the end, where `value` names others.
        let origin: String
    }

    struct Row {
        let attribute: String
        /// By estate; empty where nobody writes it.
        let cells: [[Cell]]

        var changes: Bool { cells.dropFirst().contains { $0 != cells[0] } }
    }

    struct Table {
        let system: String
        let title: String
        var rows: [Row]
    }

    private(set) var tables: [Table] = []
    /// Rows beyond what a page can hold.
    private(set) var left = 0

    static let limit = 2500

    init(_ plan: CheckedPlan) {
        let sources = Set(plan.sources.map(\.name))
        let titles = Titles(plan)
        var order: [String] = []
        var attributes: [String: [AttributeRef]] = [:]
        var seen: Set<AttributeRef> = []
        for estate in plan.estates {
            for flow in estate.flows where flow.writes.system != "metaverse" && flow.engine != .entra && seen.insert(flow.writes).inserted {
                if attributes[flow.writes.system] == nil { order.append(flow.writes.system) }
                attributes[flow.writes.system, default: []].append(flow.writes)
            }
        }
        // Entra first, then the plan's connectors, then what only MIM knows.
        let known = ["entra"] + plan.connectors.map(\.name)
        let place = Dictionary(known.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let sorted = order.enumerated().sorted { left, right in
            let a = place[left.element] ?? known.count + left.offset, b = place[right.element] ?? known.count + right.offset
            return a < b
        }.map(\.element)
        let constants = AttributeMatrix.constants(plan)
        var budget = AttributeMatrix.limit
        for system in sorted {
            let all = attributes[system] ?? []
            let shown = all.prefix(max(0, budget))
            left += all.count - shown.count
            budget -= shown.count
            guard !shown.isEmpty else { continue }
            let rows = shown.map { attribute in
                Row(
                    attribute: attribute.attribute,
                    cells: plan.estates.map { estate in
                        var cells: [Cell] = []
                        for flow in estate.flows(into: attribute) {
                            let cell = AttributeMatrix.cell(flow, estate, sources, titles, constants)
                            if !cells.contains(cell) { cells.append(cell) }
                        }
                        return cells
                    })
            }.sorted { $0.attribute.lowercased() < $1.attribute.lowercased() }
            tables.append(Table(system: system, title: titles.system(system), rows: rows))
        }
    }

    /// The plan's own constants, by the place of their flow.
    private static func constants(_ plan: CheckedPlan) -> [Span: String] {
        var result: [Span: String] = [:]
        for mapping in plan.mappings {
            for item in mapping.attributes {
                if case .constant(let text) = item.value { result[item.span] = text }
            }
        }
        return result
    }

    private static func cell(_ flow: Flow, _ estate: Estate, _ sources: Set<String>, _ titles: Titles, _ constants: [Span: String]) -> Cell {
        let value = flow.reads.isEmpty ? constants[flow.span].map { "“\($0)”" } ?? "a constant" : flow.reads.map { read in
            // The type of an object says little here.
            read.system == "metaverse" ? String(read.attribute.drop { $0 != "." }.dropFirst()) : read.attribute
        }.joined(separator: ", ")
        var roots: Set<AttributeRef> = []
        for read in flow.reads where !sources.contains(read.system) {
            roots.formUnion(estate.roots(of: read) { read, _ in sources.contains(read.system) })
        }
        let names = roots.filter { sources.contains($0.system) }.map(\.description).sorted()
        let origin = names.count > 4 ? names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more" : names.joined(separator: ", ")
        return Cell(value: value, engine: titles.engine(flow.engine), origin: origin)
    }

    /// What people call systems and engines.
    struct Titles {
        private let systems: [String: String]
        private let mappings: [String: String]
        private let agents: [String: String]

        init(_ plan: CheckedPlan) {
            agents = Dictionary(plan.legacy?.agents.map { ($0.name.value, $0.notes.title ?? $0.name.value) } ?? [], uniquingKeysWith: { a, _ in a })
            mappings = Dictionary(plan.mappings.map { ($0.name, $0.title) }, uniquingKeysWith: { a, _ in a })
            systems = Dictionary(
                plan.sources.map { ($0.name, $0.title) } + plan.connectors.map { ($0.name, $0.title) } + [("entra", "Microsoft Entra ID")],
                uniquingKeysWith: { a, _ in a })
        }

        func system(_ name: String) -> String {
            systems[name] ?? (name.hasPrefix("legacy.") ? agents[String(name.dropFirst("legacy.".count))] : nil) ?? name
        }

        func engine(_ engine: Flow.Engine) -> String {
            switch engine {
            case .managementAgent(let name): "MIM, \(agents[name] ?? name)"
            case .mapping(let name): mappings[name] ?? name
            case .consolidation(let name): "consolidation, \(system(name))"
            case .entra: "Entra ID"
            }
        }
    }
}

extension ReportPage {
    func attributes(_ writer: inout HTMLWriter, _ matrix: AttributeMatrix) {
        writer.element("p") { line in
            line.write("What each system gets, from what it is made, and through whom: today and after each phase. Under it, the attributes of HR that it comes from in the end. ")
            line.element("code", [:], "entrain lineage PLAN SYSTEM.ATTRIBUTE")
            line.write(" follows one attribute step by step.")
        }
        writer.line()
        writer.element("div", ["class": "filters", "hidden": ""]) { filters in
            filters.element("label", ["for": "system"], "System")
            filters.element("select", ["id": "system"]) { select in
                select.element("option", ["value": ""], "All systems")
                for table in matrix.tables { select.element("option", ["value": table.system], table.title) }
            }
            filters.element("label") { label in
                label.void("input", ["type": "checkbox", "id": "changed"])
                label.write(" only what changes on the road")
            }
        }
        let head = ["Attribute", "Today"] + plan.phases.map { "Phase \($0.number)" }
        for table in matrix.tables {
            writer.line()
            writer.element("div", ["class": "matrix", "data-system": table.system]) { part in
                self.table(&part, table.title, style: "find attributes", isTitled: true, head: head) { rows in
                    for row in table.rows { self.row(&rows, row) }
                }
            }
        }
        if matrix.left > 0 {
            writer.element("p", ["class": "muted"], "\(matrix.left) more attributes are not on this page; entrain lineage follows any of them.")
        }
    }

    private func row(_ writer: inout HTMLWriter, _ row: AttributeMatrix.Row) {
        writer.line()
        writer.element("tr", row.changes ? ["data-changes": ""] : [:]) { line in
            line.element("th", ["scope": "row"]) { code(&$0, row.attribute) }
            for (index, cells) in row.cells.enumerated() {
                let before = index > 0 ? row.cells[index - 1] : []
                if cells.isEmpty {
                    line.element("td", ["class": "muted"], index > 0 && !before.isEmpty ? "ends" : "—")
                } else if index > 0, cells == before {
                    line.element("td", ["class": "muted"], "as before")
                } else {
                    line.element("td", index > 0 ? ["class": "new"] : [:]) { cell in
                        for item in cells {
                            cell.element("span", ["class": "value"], item.value)
                            cell.element("span", ["class": "under"], item.engine + (item.origin.isEmpty ? "" : "; \(item.origin)"))
                        }
                    }
                }
            }
        }
    }
}
