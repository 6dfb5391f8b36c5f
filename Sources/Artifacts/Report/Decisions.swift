import Diagnostics
import Plan

/// What was decided, and why: every `because` of the plan, in the order of its sections.
struct Decisions {
    struct Decision {
        let kind: String
        let name: String
        let because: String
        let span: Span
    }

    private(set) var all: [Decision] = []

    init(_ plan: Plan) {
        for phase in plan.phases { add("phase", phase.notes.title ?? phase.name.value, phase.notes.because, phase.span) }
        for source in plan.sources {
            add("source", source.notes.title ?? source.name.value, source.notes.because, source.span)
            for attribute in source.attributes { add("attribute", "\(source.name.value).\(attribute.name.value)", attribute.notes.because, attribute.name.span) }
        }
        for population in plan.populations { add("population", population.notes.title ?? population.name.value, population.notes.because, population.span) }
        for item in plan.extensions { add("extension attribute", item.name.value, item.notes.because, item.name.span) }
        for connector in plan.connectors { add("connector", connector.notes.title ?? connector.name.value, connector.notes.because, connector.span) }
        for mapping in plan.mappings {
            add("mapping", mapping.notes.title ?? mapping.name.value, mapping.notes.because, mapping.span)
            for attribute in mapping.attributes {
                add("attribute", "\(mapping.to?.value ?? mapping.name.value).\(attribute.target.value)", attribute.because, attribute.span)
            }
        }
        for rule in plan.deprovisioning { add("deprovisioning", rule.notes.title ?? rule.name.value, rule.notes.because, rule.span) }
        for package in plan.accessPackages { add("access package", package.notes.title ?? package.name.value, package.notes.because, package.span) }
        for agent in plan.legacy?.agents ?? [] { add("MIM agent", agent.notes.title ?? agent.name.value, agent.notes.because, agent.span) }
    }

    private mutating func add(_ kind: String, _ name: String, _ because: String?, _ span: Span) {
        if let because { all.append(Decision(kind: kind, name: name, because: because, span: span)) }
    }
}

extension ReportPage {
    func decisions(_ writer: inout HTMLWriter, _ decisions: [Decisions.Decision]) {
        guard !decisions.isEmpty else {
            writer.element("p") { line in
                line.write("The plan gives no reasons: ")
                line.element("code", [:], "because: …")
                line.write(" at any named thing puts one here.")
            }
            return
        }
        table(&writer, "Decisions and their reasons", style: "find wide-last", head: ["What", "Kind", "Because", "Where"]) { rows in
            for decision in decisions {
                rows.line()
                rows.element("tr") { row in
                    row.element("th", ["scope": "row"]) { decision.kind == "attribute" ? code(&$0, decision.name) : $0.write(decision.name) }
                    row.element("td", [:], decision.kind)
                    row.element("td", [:], decision.because)
                    row.element("td") { code(&$0, context.place(decision.span)) }
                }
            }
        }
    }
}
