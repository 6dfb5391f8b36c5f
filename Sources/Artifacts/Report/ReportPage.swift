import Analysis
import Diagnostics
import Plan

/// The page's frame: head, contents, sections in their order. Each section is a file of its own.
struct ReportPage {
    let context: EmissionContext
    /// The generated files beside the page.
    let paths: Set<String>

    var plan: CheckedPlan { context.plan }

    private struct Section {
        let id: StaticString
        let title: String
        let content: (inout HTMLWriter) -> Void
    }

    var html: String {
        let pictures = plan.estates.isEmpty ? nil : EstatePicture(plan, map: context.map)
        let matrix = AttributeMatrix(plan)
        let decisions = Decisions(plan.plan).all
        let open = OpenQuestions(plan).all
        var sections: [Section] = []
        if let pictures { sections.append(Section(id: "today", title: "The estate today") { today(&$0, pictures) }) }
        sections.append(Section(id: "road", title: "The road") { road(&$0) })
        sections.append(Section(id: "phases", title: "Phase by phase") { phases(&$0, pictures) })
        if !plan.populations.isEmpty { sections.append(Section(id: "people", title: "Who lives where") { populations(&$0) }) }
        if !plan.estates.isEmpty {
            sections.append(Section(id: "proofs", title: "What is proven") { proofs(&$0) })
            sections.append(Section(id: "attributes", title: "Attributes") { attributes(&$0, matrix) })
        }
        sections.append(Section(id: "connectors", title: "Connectors") { connectors(&$0) })
        sections.append(Section(id: "risks", title: "Risks") { risks(&$0) })
        sections.append(Section(id: "decisions", title: "Decisions") { self.decisions(&$0, decisions) })
        sections.append(Section(id: "open", title: "Open questions") { questions(&$0, open) })

        var writer = HTMLWriter()
        writer.raw("<!DOCTYPE html>\n")
        writer.element("html", ["lang": "en"]) { html in
            html.line()
            html.element("head") { head(&$0) }
            html.line()
            html.element("body") { body in
                body.line()
                body.element("a", ["class": "skip", "href": "#content"], "Skip to the content")
                header(&body, open: open.count, decisions: decisions.count)
                body.line()
                body.element("div", ["class": "frame"]) { frame in
                    contents(&frame, sections)
                    frame.line()
                    frame.element("main", ["id": "content"]) { main in
                        for section in sections {
                            main.line()
                            main.element("section", ["id": "\(section.id)", "aria-labelledby": "\(section.id)-title"]) { content in
                                content.element("h2", ["id": "\(section.id)-title"], section.title)
                                section.content(&content)
                            }
                        }
                    }
                }
                body.line()
                body.element("footer") { footer in
                    footer.element("p", [:], context.header("", from: plan.nameSpan)[1] + " Edit the plan, not this page.")
                }
                body.line()
                body.element("script") { $0.raw(PackageResources.report_js) }
            }
        }
        writer.line()
        return writer.text
    }

    private func head(_ writer: inout HTMLWriter) {
        writer.void("meta", ["charset": "utf-8"])
        writer.line()
        writer.element("title", [:], plan.title)
        writer.line()
        writer.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        writer.void("meta", ["name": "color-scheme", "content": "light dark"])
        writer.void("meta", ["name": "generator", "content": "Entrain"])
        writer.line()
        writer.element("style") { style in
            style.raw(PackageResources.report_css)
            style.raw(Picture.styles)
        }
        writer.line()
    }

    // MARK: The first screen

    private func header(_ writer: inout HTMLWriter, open: Int, decisions: Int) {
        writer.line()
        writer.element("header", ["class": "top"]) { header in
            header.element("p", ["class": "kind"], "Migration design")
            header.element("h1", [:], plan.title)
            if let because = plan.because { header.element("p", ["class": "lead"], because) }
            header.element("p", ["class": "facts"]) { facts in
                facts.write("Tenant ")
                facts.element("code", [:], plan.tenantID)
                facts.write(", domain ")
                facts.element("code", [:], plan.domain)
                if let environment = plan.environment {
                    facts.write(", environment ")
                    facts.element("code", [:], environment)
                }
            }
            let verdicts = plan.phases.flatMap(\.verdicts)
            let refuted = verdicts.reduce(0) { $0 + $1.open }
            header.line()
            header.element("dl", ["class": "numbers"]) { list in
                func number(_ value: Int, _ what: String, _ link: String) {
                    list.element("div") { item in
                        item.element("dt", [:], what)
                        item.element("dd") { $0.element("a", ["href": link], "\(value)") }
                    }
                }
                number(plan.phases.count, plan.phases.count == 1 ? "phase" : "phases", "#road")
                if let today = plan.estates.first, !today.flows.isEmpty { number(today.flows.count, "flows of MIM today", "#today") }
                if !plan.estates.isEmpty { number(plan.mappings.reduce(0) { $0 + $1.attributes.count }, "attributes mapped", "#attributes") }
                number(plan.acceptances.count, plan.acceptances.count == 1 ? "risk accepted" : "risks accepted", "#risks")
                number(decisions, decisions == 1 ? "decision" : "decisions", "#decisions")
                number(open, open == 1 ? "open question" : "open questions", "#open")
            }
            if !verdicts.isEmpty {
                header.element("p", ["class": refuted == 0 ? "verdict good" : "verdict bad"]) { line in
                    line.element("strong", [:], refuted == 0 ? "Every proof holds" : "\(refuted) refuted")
                    line.write(refuted == 0
                        ? " in all \(plan.phases.count) phases, as far as the plan and its acceptances say." : ": see what is proven.")
                }
            }
        }
    }

    private func contents(_ writer: inout HTMLWriter, _ sections: [Section]) {
        writer.line()
        writer.element("nav", ["class": "contents", "aria-label": "Contents"]) { nav in
            nav.element("ol") { list in
                for section in sections {
                    list.element("li") { item in
                        item.element("a", ["href": "#\(section.id)"], section.title)
                        if "\(section.id)" == "phases" {
                            item.element("ol") { inner in
                                for phase in plan.phases {
                                    inner.element("li") { $0.element("a", ["href": "#phase-\(phase.number)"], "\(phase.number). \(phase.title)") }
                                }
                            }
                        }
                    }
                }
            }
            nav.line()
            nav.element("div", ["class": "search", "role": "search", "hidden": ""]) { search in
                search.element("label", ["for": "search"], "Search tables and lists")
                search.void("input", ["id": "search", "type": "search", "autocomplete": "off", "spellcheck": "false"])
                search.element("p", ["id": "found", "role": "status"], "")
            }
        }
    }

    // MARK: Shared pieces

    /// A table that scrolls by itself where the page is narrow.
    ///
    /// - Parameters:
    ///   - isTitled: the caption is shown; where a heading says it already, only screen readers hear it.
    ///   - rows: writes the bodies.
    func groupedTable(
        _ writer: inout HTMLWriter, _ caption: String, style: String = "", isTitled: Bool = false, head: [String],
        bodies: (inout HTMLWriter) -> Void
    ) {
        writer.line()
        writer.element("div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": "Table: " + caption]) { area in
            area.element("table", ["class": style]) { table in
                table.element("caption", ["class": isTitled ? "" : "quiet"], caption)
                table.line()
                table.element("thead") { $0.element("tr") { row in for name in head { row.element("th", ["scope": "col"], name) } } }
                bodies(&table)
            }
        }
    }

    func table(
        _ writer: inout HTMLWriter, _ caption: String, style: String = "", isTitled: Bool = false, head: [String],
        _ rows: (inout HTMLWriter) -> Void
    ) {
        groupedTable(&writer, caption, style: style, isTitled: isTitled, head: head, bodies: { table in
            table.element("tbody") { body in
                rows(&body)
                body.line()
            }
        })
    }

    /// A name or a path. It may be broken where people would break it.
    func code(_ writer: inout HTMLWriter, _ text: String, style: String = "") {
        writer.element("code", style.isEmpty ? [:] : ["class": style]) { element in
            var part = ""
            for scalar in text.unicodeScalars {
                part.unicodeScalars.append(scalar)
                guard [",", ".", "/", "\\", "@", "_", "-", ":", "="].contains(scalar) else { continue }
                element.write(part)
                element.void("wbr")
                part = ""
            }
            element.write(part)
        }
    }

    func picture(_ writer: inout HTMLWriter, _ picture: Picture, file: String) {
        writer.line()
        writer.element("figure") { figure in
            figure.element("div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": "Picture: " + picture.title]) { picture.write(into: &$0) }
            figure.element("figcaption") { caption in
                caption.write(picture.title + ".")
                if paths.contains(file) {
                    caption.write(" ")
                    caption.element("a", ["href": file], "As a file")
                }
            }
        }
    }

    func link(_ writer: inout HTMLWriter, _ path: String, _ text: String) {
        if paths.contains(path) { writer.element("a", ["href": path], text) } else { writer.write(text) }
    }
}
