import Analysis
import Diagnostics
import Plan

/// What was accepted, what the compiler warns of, and what can't be undone.
extension ReportPage {
    func risks(_ writer: inout HTMLWriter) {
        writer.element("h3", [:], "Accepted")
        if plan.acceptances.isEmpty {
            writer.element("p", [:], "Nothing was accepted: no finding is overruled.")
        } else {
            let saysWho = plan.acceptances.contains { $0.by != nil }
            var codes: [String] = []
            for acceptance in plan.acceptances where !codes.contains(acceptance.finding?.value ?? "") { codes.append(acceptance.finding?.value ?? "") }
            let head = ["At", "Because", "Until"] + (saysWho ? ["By"] : [])
            groupedTable(&writer, "Findings that the plan accepts", style: "find", head: head, bodies: { table in
                for code in codes {
                    table.line()
                    table.element("tbody") { body in
                        body.element("tr", ["class": "group"]) { row in
                            row.element("th", ["scope": "rowgroup", "colspan": "\(head.count)"]) { cell in
                                cell.element("code", [:], code)
                                if let rule = Rule.named(code) { cell.element("span", ["class": "under"], rule.law) }
                            }
                        }
                        for acceptance in plan.acceptances where acceptance.finding?.value ?? "" == code {
                            body.line()
                            body.element("tr") { row in
                                row.element("th", ["scope": "row"]) { self.code(&$0, acceptance.at?.value ?? "") }
                                row.element("td", [:], acceptance.because?.value ?? "")
                                row.element("td", ["class": "n"], acceptance.until?.value ?? "")
                                if saysWho { row.element("td", [:], acceptance.by?.value ?? "not said") }
                            }
                        }
                    }
                }
            })
        }
        writer.element("h3", [:], "Warnings")
        if plan.warnings.isEmpty {
            writer.element("p", [:], "The compiler warns of nothing.")
        } else {
            table(&writer, "Warnings of the compiler", style: "find", head: ["Warning", "Why it matters", "Where"]) { rows in
                for warning in plan.warnings {
                    rows.line()
                    rows.element("tr") { row in
                        row.element("th", ["scope": "row"]) { cell in
                            prose(&cell, warning.message)
                            cell.element("code", ["class": "under"], warning.code)
                        }
                        row.element("td") { prose(&$0, warning.why ?? warning.rule.reason) }
                        row.element("td") { cell in
                            if let place = warning.primary { cell.element("code", [:], context.place(place.span)) }
                        }
                    }
                }
            }
        }
        let previews = Previews(plan).all
        writer.element("h3", [:], "Previews")
        if previews.isEmpty {
            writer.element("p", [:], "The plan asks for nothing that Microsoft calls a preview.")
        } else {
            writer.element("ul") { list in for preview in previews { list.element("li", [:], preview) } }
        }
        let lasting = plan.phases.filter(\.retiresMIM)
        writer.element("h3", [:], "Points of no return")
        if lasting.isEmpty {
            writer.element("p", [:], "None: every phase can be rolled back to the estate before it.")
        } else {
            for phase in lasting {
                writer.element("p") { line in
                    line.element("a", ["href": "#phase-\(phase.number)"], "Phase \(phase.number)")
                    line.write(
                        " switches MIM off. It can be started again until it is uninstalled and its service accounts and staging databases are removed; those steps are marked in the checklist, and signed by name and date.")
                }
            }
        }
    }

    /// A message in which names stand in backticks.
    func prose(_ writer: inout HTMLWriter, _ text: String) {
        for (index, part) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
            if index % 2 == 1 { writer.element("code", [:], String(part)) } else { writer.write(String(part)) }
        }
    }
}

/// What a plan uses that Microsoft's documentation calls a preview.
struct Previews {
    let plan: CheckedPlan

    init(_ plan: CheckedPlan) { self.plan = plan }

    /// Facts: entra-docs of 2026-08 on clearing attribute values, and of Cloud Sync on users; a plan can ask for neither yet, so only what
    /// is handed over in words can name one.
    var all: [String] {
        plan.phases.flatMap(\.handsOver).filter { item in
            let words = item.to.lowercased()
            return words.contains("cloud sync") && ["user", "person"].contains(item.thing.lowercased())
        }.map { "\($0.thing): Cloud Sync provisions users to Active Directory in preview only." }
    }
}
