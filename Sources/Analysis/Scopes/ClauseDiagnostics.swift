import Diagnostics
import Plan

extension Diagnostic {
    static func filterCannot(_ clause: Clause, _ what: String, help: String) -> Diagnostic {
        Diagnostic(
            .filterCannot, "Entra's scoping filter \(what)",
            at: Label(clause.span, "`\(clause.attribute.value)`"),
            help: [FixIt(help)])
    }

    static func clauseType(_ clause: Clause, _ problem: String, help: String) -> Diagnostic {
        Diagnostic(.clauseType, "this test does not fit its attribute", at: Label(clause.span, problem), help: [FixIt(help)])
    }
}
