import Diagnostics
import Plan

/// A rule of MIM that is still in MIM's words, and what waits for it.
public struct UnresolvedRule: Sendable {
    public let rule: String
    /// `mailNickname of hr-to-entra`, `hr-to-entra`, `phase replace-hr-agents`
    public let place: String
    /// The mapping that can't run without it; nil where a phase names it.
    public let mapping: String?
    /// The phases that can't be generated without it.
    public let phases: [String]
}

extension Checker {
    /// Rules of MIM that nobody has put into words yet are no errors: a draft is read long before it is whole.
    mutating func checkUnresolved() -> [UnresolvedRule] {
        var result: [UnresolvedRule] = []
        for mapping in plan.mappings {
            let name = mapping.name.value
            let phases = plan.phases.filter { $0.starts.contains { $0.value == name } }.map(\.name.value)
            for attribute in mapping.attributes {
                guard case .unresolved(let item) = attribute.value else { continue }
                report.add(.unresolvedRule(item, "`\(attribute.target.value)`", phases))
                result.append(UnresolvedRule(
                    rule: item.rule.value, place: "\(attribute.target.value) of \(name)", mapping: name, phases: phases))
            }
            for item in mapping.unresolved {
                report.add(.unresolvedRule(item, "mapping `\(name)`", phases))
                result.append(UnresolvedRule(rule: item.rule.value, place: name, mapping: name, phases: phases))
            }
        }
        for phase in plan.phases {
            for item in phase.unresolved {
                report.add(.unresolvedRule(item, "phase `\(phase.name.value)`", [phase.name.value]))
                result.append(UnresolvedRule(
                    rule: item.rule.value, place: "phase \(phase.name.value)", mapping: nil, phases: [phase.name.value]))
            }
        }
        return result
    }
}

extension Checker {
    /// Whether something must be decided before a phase can be generated. What such a phase loses is not held against it: the
    /// entries that keep it open say what has to be decided, and without them everything is checked.
    func isOpen(_ phase: String) -> Bool {
        plan.phases.contains { $0.name.value == phase && !$0.unresolved.isEmpty }
    }
}

extension CheckedPlan {
    /// The open rules that stop phases from being generated.
    public var obstacles: [UnresolvedRule] { unresolved.filter { !$0.phases.isEmpty } }
}

extension Diagnostic {
    fileprivate static func unresolvedRule(_ item: Unresolved, _ owner: String, _ phases: [String]) -> Diagnostic {
        let because = item.because.map { $0.hasSuffix(".") || $0.hasSuffix("?") ? $0 : $0 + "." }
        let waiting = phases.isEmpty ? "" : " `compile` refuses \(phases.map { "`\($0)`" }.joined(separator: " and ")) until it is."
        let found = item.at.map { " It is in \($0)." } ?? ""
        return Diagnostic(
            .unresolvedRule, "something is unresolved for \(owner)",
            at: Label(item.rule.span, item.reads.isEmpty ? "" : "reads \(item.reads.joined(separator: ", "))"),
            why: [because, (found + waiting).isEmpty ? nil : String((found + waiting).dropFirst())].compactMap { $0 }.joined(separator: " "),
            help: [FixIt("put it into an expression or a clause, or decide that it goes, and remove `unresolved`")])
    }
}
