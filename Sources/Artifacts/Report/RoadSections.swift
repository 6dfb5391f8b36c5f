import Analysis
import Plan

/// Where the road begins, where it goes, and each phase.
extension ReportPage {
    func today(_ writer: inout HTMLWriter, _ pictures: EstatePicture) {
        guard let legacy = plan.legacy, let estate = plan.estates.first else {
            writer.element("p", [:], "The plan says nothing of an estate that runs today.")
            return
        }
        writer.element(
            "p", [:],
            "\(legacy.agents.count) management agents of MIM move values between HR, directories and applications, by \(legacy.imports.count) import and \(legacy.exports.count) export flows; \(estate.flows.count) flows are in the proofs.")
        picture(&writer, pictures.picture(0), file: PictureEmitter.path(0, plan))
        var imports: [String: Int] = [:], exports: [String: Int] = [:], types: [String: [String]] = [:]
        for flow in legacy.imports {
            imports[flow.agent.value, default: 0] += 1
            if types[flow.agent.value]?.contains(flow.metaverseType) != true { types[flow.agent.value, default: []].append(flow.metaverseType) }
        }
        for flow in legacy.exports {
            exports[flow.agent.value, default: 0] += 1
            if types[flow.agent.value]?.contains(flow.metaverseType) != true { types[flow.agent.value, default: []].append(flow.metaverseType) }
        }
        var ends: [String: CheckedPhase] = [:]
        for phase in plan.phases { for agent in phase.stopsAgents { ends[agent.name.value] = phase } }
        table(&writer, "Management agents of MIM", style: "find", head: ["Agent", "Kind", "Types of objects", "Import flows", "Export flows", "Ends with"]) { rows in
            for agent in legacy.agents {
                rows.line()
                rows.element("tr") { row in
                    row.element("th", ["scope": "row"]) { cell in
                        cell.write(agent.notes.title ?? agent.name.value)
                        cell.element("code", ["class": "under"], "legacy.\(agent.name.value)")
                    }
                    row.element("td", [:], agent.kind?.value.rawValue ?? "not known")
                    row.element("td", [:], types[agent.name.value, default: []].joined(separator: ", "))
                    row.element("td", ["class": "n"], "\(imports[agent.name.value] ?? 0)")
                    row.element("td", ["class": "n"], "\(exports[agent.name.value] ?? 0)")
                    row.element("td") { cell in
                        if let phase = ends[agent.name.value] {
                            cell.element("a", ["href": "#phase-\(phase.number)"], "Phase \(phase.number)")
                        } else {
                            cell.write("stays")
                        }
                    }
                }
            }
        }
    }

    func road(_ writer: inout HTMLWriter) {
        guard !plan.phases.isEmpty else {
            writer.element("p", [:], "The plan has no phases.")
            return
        }
        picture(&writer, RoadPicture(plan: plan).picture, file: "pictures/road.svg")
    }

    func phases(_ writer: inout HTMLWriter, _ pictures: EstatePicture?) {
        for phase in plan.phases {
            writer.line()
            writer.element("article", ["id": "phase-\(phase.number)", "class": "phase", "aria-labelledby": "phase-\(phase.number)-title"]) { article in
                article.element("h3", ["id": "phase-\(phase.number)-title"]) { title in
                    title.element("span", ["class": "no"], "\(phase.number)")
                    title.write(phase.title)
                }
                if let because = phase.because { article.element("p", ["class": "why"], because) }
                if let pictures { picture(&article, pictures.picture(phase.number), file: PictureEmitter.path(phase.number, plan)) }
                article.element("div", ["class": "columns"]) { columns in
                    changes(&columns, phase)
                    confirmations(&columns, phase)
                }
                verdicts(&article, phase)
                let checklist = "\(phase.folder)/checklist.md"
                if paths.contains(checklist) {
                    article.element("p", ["class": "more"]) { line in
                        line.element("a", ["href": checklist], "The checklist of phase \(phase.number)")
                        line.write(", and \(paths.count { $0.hasPrefix(phase.folder + "/") } - 1) other files in ")
                        line.element("code", [:], phase.folder + "/")
                    }
                }
            }
        }
    }

    private func changes(_ writer: inout HTMLWriter, _ phase: CheckedPhase) {
        writer.element("div") { column in
            column.element("h4", [:], "What changes")
            column.element("ul", ["class": "changes"]) { list in
                func item(_ sign: String, _ verb: String, _ content: (inout HTMLWriter) -> Void) {
                    list.element("li") { item in
                        item.element("span", ["class": "sign", "aria-hidden": "true"], sign)
                        item.write(verb + " ")
                        content(&item)
                    }
                }
                for mapping in phase.starts {
                    item("+", "starts") { line in
                        line.element("strong", [:], mapping.title)
                        line.write(": \(mapping.attributes.count) attributes from \(mapping.from.title) to \(mapping.to.title)")
                        if let agent = mapping.connector?.agent { line.write(", through the agent on \(agent.server)") }
                        if let taken = mapping.takesOver { line.write("; takes over what MIM's \(title(ofAgent: taken)) wrote") }
                    }
                }
                for population in phase.converts {
                    item("→", "converts") { line in
                        line.element("strong", [:], population.title)
                        line.write(": their source of authority is the cloud from here on")
                    }
                }
                for group in phase.convertsGroups { item("→", "converts the group") { $0.element("strong", [:], group) } }
                for (agent, connector) in phase.redirects {
                    item("→", "redirects") { line in
                        line.write("MIM's ")
                        line.element("strong", [:], agent.notes.title ?? agent.name.value)
                        line.write(" to \(connector.title)")
                    }
                }
                for mapping in phase.stopsMappings { item("−", "stops") { $0.element("strong", [:], mapping.title) } }
                if phase.retiresMIM {
                    item("−", "switches off") { line in
                        line.element("strong", [:], "MIM")
                        line.write(", \(phase.stopsAgents.count) agents")
                    }
                } else {
                    for agent in phase.stopsAgents {
                        item("−", "stops") { line in
                            line.write("MIM's ")
                            line.element("strong", [:], agent.notes.title ?? agent.name.value)
                        }
                    }
                }
                for (thing, to) in phase.handsOver {
                    item("→", "hands over") { line in
                        line.element("strong", [:], thing)
                        line.write(": \(Heir.named(to)?.title ?? to)")
                    }
                }
            }
        }
    }

    private func title(ofAgent name: String) -> String {
        plan.legacy?.agents.first { $0.name.value == name }?.notes.title ?? name
    }

    private func confirmations(_ writer: inout HTMLWriter, _ phase: CheckedPhase) {
        writer.element("div") { column in
            column.element("h4", [:], "Before the next phase, a person confirms")
            if phase.checks.isEmpty {
                column.element("p", ["class": "muted"], "Nothing: the plan names no checks.")
            } else {
                column.element("ul") { list in for check in phase.checks { list.element("li", [:], check) } }
            }
        }
    }

    private func verdicts(_ writer: inout HTMLWriter, _ phase: CheckedPhase) {
        guard !phase.verdicts.isEmpty else { return }
        writer.element("ul", ["class": "verdicts", "aria-label": "Proofs of phase \(phase.number)"]) { list in
            for verdict in phase.verdicts {
                list.element("li", ["class": verdict.holds ? "good" : "bad"]) { item in
                    item.element("span", ["class": "mark", "aria-hidden": "true"], verdict.holds ? "✓" : "✗")
                    item.element("strong", [:], verdict.proof.title)
                    item.write(" " + ReportPage.said(verdict))
                }
            }
        }
    }

    static func said(_ verdict: Verdict) -> String {
        if !verdict.holds { return "\(verdict.open) open, of \(verdict.things)" }
        return "\(verdict.things)" + (verdict.accepted > 0 ? ", \(verdict.accepted) accepted" : "")
    }
}

extension Verdict.Proof {
    /// For the beginning of a line.
    var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
