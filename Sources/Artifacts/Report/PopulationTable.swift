import Analysis
import Plan

/// Whose accounts live where, today and after each phase.
extension ReportPage {
    func populations(_ writer: inout HTMLWriter) {
        writer.element(
            "p", [:],
            "Who lives in Active Directory is synchronized from there, and Entra ID does not let HR change them; who was converted, or never had an AD account, is written by HR.")
        let head = ["Population", "Who", "Today"] + plan.phases.map { "After phase \($0.number)" }
        table(&writer, "Populations and where they live", style: "find", head: head) { rows in
            for population in plan.populations {
                rows.line()
                rows.element("tr") { row in
                    row.element("th", ["scope": "row"]) { cell in
                        cell.write(population.title)
                        cell.element("code", ["class": "under"], population.name)
                    }
                    row.element("td") { cell in
                        cell.write("People of \(population.source.title): ")
                        words(&cell, ScopeWords(population.scope, of: population.source).sentence)
                        if let because = population.because { cell.element("span", ["class": "under"], because) }
                    }
                    for number in 0...plan.phases.count { row.element("td", [:], ReportPage.home(population, after: number)) }
                }
            }
        }
    }

    private func words(_ writer: inout HTMLWriter, _ prose: Prose) {
        for piece in prose.pieces {
            switch piece {
            case .text(let text): writer.write(text)
            case .code(let text): code(&writer, text)
            }
        }
    }

    private static func home(_ population: CheckedPopulation, after phase: Int) -> String {
        switch population.home(after: phase) {
        case .cloud: "Cloud"
        case .hybrid: "Active Directory, synchronized"
        case .converted: population.directoryAccount == .written ? "Cloud; AD account written on" : "Cloud; AD account frozen"
        }
    }
}
