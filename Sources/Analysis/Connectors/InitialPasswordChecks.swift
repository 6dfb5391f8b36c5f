import Diagnostics
import Expressions
import Microsoft
import Plan

extension CheckedAttributeMapping {
    /// Whether it writes a password. `export_password` is the connector's own name for it.
    public var isInitialPassword: Bool {
        ["export_password", "userpassword", "unicodepwd"].contains(target.name.lowercased())
    }
}

extension Checker {
    /// A password is given once, and no log shows it.
    mutating func checkInitialPassword(_ mapping: CheckedMapping) {
        for item in mapping.attributes where item.isInitialPassword {
            switch item.value {
            case .constant: report.add(.literalSecret(item.span))
            case .direct: report.add(.passwordNotRedacted(item))
            case .expression(let tree):
                if !Checker.varies(tree) { report.add(.literalSecret(item.span)) }
                if case .call(let call) = tree, call.name == "Redact" { break }
                report.add(.passwordNotRedacted(item))
            }
            if !item.onCreate { report.add(.passwordOnCreate(item)) }
        }
    }

    /// Whether two people get different values: a text alone is a password that is in the plan.
    private static func varies(_ tree: Expression) -> Bool {
        !tree.attributes.isEmpty || tree.calls.contains { $0.name == "RandomString" || $0.name == "Guid" }
    }
}

extension Diagnostic {
    fileprivate static func passwordNotRedacted(_ item: CheckedAttributeMapping) -> Diagnostic {
        Diagnostic(
            .initialPassword, "the provisioning log would show the password of `\(item.target.name)`", at: Label(item.span),
            why: "Whatever a mapping gives is logged, unless Redact is around the whole of it.",
            help: [FixIt("write {expression: 'Redact(…)', apply: on-create}")])
    }

    fileprivate static func passwordOnCreate(_ item: CheckedAttributeMapping) -> Diagnostic {
        Diagnostic(
            .initialPassword, "`\(item.target.name)` is written on creation only", at: Label(item.span, "applied always"),
            why: "Passwords are not synchronised: an initial one may be set, and each later cycle would set it back.",
            help: [FixIt("add `apply: on-create`")])
    }
}
