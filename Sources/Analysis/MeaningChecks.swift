import Diagnostics
import Expressions
import Plan

/// Mappings whose types fit, and which mean something else than they say.
extension Checker {
    /// `userType` is the directory's class of a user. A worker type written there makes guests of nobody and members of nobody.
    mutating func checkUserType(_ attribute: AttributeMapping, _ target: CheckedAttribute) {
        guard target.name == "userType" else { return }
        let classes = ["Member", "Guest"]
        switch attribute.value {
        case .direct(let name): report.add(.userType(attribute.target, name.span))
        case .constant(let text): if !classes.contains(text.value) { report.add(.userType(attribute.target, text.span)) }
        case .expression(let expression):
            guard let tree = expression.tree, !tree.texts.contains(where: classes.contains) else { return }
            report.add(.userType(attribute.target, expression.span))
        case .unreadable, .unresolved: break
        }
    }

    /// A record that HR sends again unchanged is skipped, so that nothing happens on the day itself. On creation the clock is read once, as it
    /// should.
    mutating func checkClock(_ attribute: AttributeMapping, _ mapping: Mapping, from: System) {
        guard from.isHRSource, mapping.via.map({ $0.value == .apiDriven }) ?? true, attribute.apply?.value != .onCreate,
            case .expression(let expression) = attribute.value,
            let call = expression.tree?.calls.first(where: { $0.name.lowercased() == "now" })
        else { return }
        report.add(.waitsForMidnight(attribute.target, expression.place(call.nameRange)))
    }
}

extension Expression {
    /// Every text in quotation marks.
    fileprivate var texts: [String] {
        switch self {
        case .string(let text, _): [text]
        case .attribute, .number, .keyword: []
        case .comparison(let left, _, let right, _): left.texts + right.texts
        case .call(let call): call.arguments.flatMap { $0?.texts ?? [] }
        }
    }
}

extension Diagnostic {
    fileprivate static func userType(_ target: Spanned<String>, _ value: Span) -> Diagnostic {
        Diagnostic(
            .userType, "`userType` is Member or Guest, and gets something else",
            at: Label(value),
            and: [Label(target.span, "the directory's class of a user")],
            why: "It decides what a user may see in the directory; whether somebody is an employee or a contractor stands in employeeType.",
            help: [FixIt("write `employeeType`", replace: target.span, with: "employeeType")])
    }

    fileprivate static func waitsForMidnight(_ target: Spanned<String>, _ call: Span) -> Diagnostic {
        let isEnabled = target.value == "accountEnabled"
        return Diagnostic(
            .waitsForMidnight, "`\(target.value)` reads the clock, and is worked out only when a changed record arrives",
            at: Label(call),
            and: [Label(target.span, "gets a value of that moment")],
            why: "API-driven provisioning skips a record that is the same as the last time: on the day itself nothing happens.",
            help: [FixIt(isEnabled
                ? "let the sender say who left: deprovisioning: {leavers: {when: {LastDay: {past: true}}}}, and remove this mapping"
                : "let HR send the value, or add apply: on-create where the day of creation is meant")])
    }
}
