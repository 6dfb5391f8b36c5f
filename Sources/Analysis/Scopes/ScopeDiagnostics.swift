import Diagnostics
import Expressions
import Plan

/// What a scope is for, which decides whom it fails.
enum ScopeUse {
    case scope, leavers
}

extension Diagnostic {
    static func slowPattern(_ clause: Clause) -> Diagnostic {
        Diagnostic(
            .slowPattern, "this pattern may take very long",
            at: Label(clause.span, "what is repeated here can be told in many ways"),
            why: "On a text that almost matches, every way is tried, and how long the service waits is not documented.",
            help: [FixIt("repeat once: ^a+$ instead of ^(a+)+$; begin the branches of a choice differently")])
    }

    /// - Parameter isOnlyGroup: whether nothing else lets anybody in.
    static func clauseNeverHolds(_ reason: Contradiction, in use: ScopeUse, isOnlyGroup: Bool) -> Diagnostic {
        let last = reason.clauses[reason.clauses.count - 1]
        let why = switch (use, isOnlyGroup) {
        case (.scope, true): "Nobody would be in scope, and whoever was before is disabled."
        case (.scope, false): "This group lets nobody in; whoever it let in before is disabled unless another group does."
        case (.leavers, true): "Nobody would be a leaver, and the accounts of those who left stay open."
        case (.leavers, false): "Nobody would be a leaver by this group, and the accounts of those it means stay open."
        }
        if reason.clauses.count == 1 {
            let (problem, help) = reason.ofOneClause
            return Diagnostic(.clauseNeverHolds, "this clause can never hold", at: Label(last.span, problem), why: why, help: [FixIt(help)])
        }
        return Diagnostic(
            .clauseNeverHolds, "these clauses can never hold together",
            at: Label(last.span, "no value of `\(last.attribute.value)` passes this as well"),
            and: reason.clauses.dropLast().map { Label($0.span, "asked of the same attribute here") },
            why: why,
            help: [FixIt("keep one of them, or put them into groups of their own: of several groups, one must hold")])
    }
}

extension Contradiction {
    /// Why the one clause holds for no value of its type, with what to do.
    fileprivate var ofOneClause: (problem: String, help: String) {
        let name = clauses[0].attribute.value
        let emptyHelp = type?.isOptional ?? true ? "write {present: false} for those who have none" : "correct the value"
        switch clauses[0].test {
        case .isPresent(false):
            return ("`\(name)` is never absent", "ask for a value instead; declared as \((type ?? .text).optional), the attribute may be absent")
        case .isOneOf(let texts) where texts.isEmpty: return ("the list is empty", "correct the value")
        case .equals(""): return ("an empty text counts as absent", emptyHelp)
        case .isOneOf(let texts) where texts.allSatisfy(\.isEmpty): return ("an empty text counts as absent", emptyHelp)
        case .isAbove: return ("no integer is larger", "correct the value")
        default: break
        }
        let problem = switch type?.base {
        case .string(let limit?): "`\(name)` holds at most \(limit) characters"
        case .integer: "`\(name)` is an integer"
        case .boolean: "`\(name)` is boolean: `True` or `False`"
        default: "`\(name)` has no such value"
        }
        let help = if case .boolean = type?.base { "write true or false, without quotation marks" } else { "correct the value" }
        return (problem, help)
    }
}
