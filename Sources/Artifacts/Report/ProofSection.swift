import Analysis

/// Every proof of every phase on one table.
extension ReportPage {
    func proofs(_ writer: inout HTMLWriter) {
        writer.element(
            "p", [:],
            "Each phase was proven over the whole estate: MIM's own flows until they end, and the mappings of the plan from the phase that starts them. A finding that the plan accepts counts as accepted, with its reason among the risks.")
        table(&writer, "Proofs by phase", head: ["Proof"] + plan.phases.map { "Phase \($0.number)" }) { rows in
            for proof in Verdict.Proof.allCases {
                rows.line()
                rows.element("tr") { row in
                    row.element("th", ["scope": "row"]) { cell in
                        cell.write(proof.title)
                        cell.element("span", ["class": "under"], proof.law)
                    }
                    for phase in plan.phases {
                        guard let verdict = phase.verdict(proof) else {
                            row.element("td", ["class": "muted n"], "nothing to prove")
                            continue
                        }
                        row.element("td") { cell in
                            cell.element("span", ["class": verdict.holds ? "good" : "bad"], verdict.holds ? "✓ holds" : "✗ refuted")
                            cell.element("span", ["class": "under"], ReportPage.said(verdict))
                        }
                    }
                }
            }
        }
    }
}
