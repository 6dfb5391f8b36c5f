import Diagnostics
import Expressions
import Microsoft
import Plan

/// Where an attribute of HR goes when Entra ID has none for it: a directory extension, of which there are not many.
extension Checker {
    mutating func checkExtensionBudget() {
        let most = ProvisioningLimits.extensionValues
        guard plan.extensions.count > most else { return }
        report.add(.extensionBudget(plan.extensions[most].name, count: plan.extensions.count, most: most))
    }

    /// A target that Entra ID does not have: the name that is near, or the extension to declare.
    mutating func unknownUserAttribute(_ name: Spanned<String>, _ type: AttributeType?, _ extensions: [CheckedAttribute]) {
        let known = EntraUserAttribute.all.map(\.name) + extensions.map(\.name)
        guard plan.isComplete, nearest(to: name.value, among: known) == nil, let proposal = AttributeBudget.proposal(for: name.value, type) else {
            return unknownName(name, "user attribute of Entra ID", known: known)
        }
        report.add(.unknownUserAttribute(name, proposal))
    }
}

enum AttributeBudget {
    /// What to type; nil where the name can't be an extension's.
    static func proposal(for name: String, _ type: AttributeType?) -> String? {
        // Graph: letters and digits after a letter; the plan's own names are as strict.
        guard let first = name.unicodeScalars.first, ("a"..."z").contains(first) || ("A"..."Z").contains(first),
            name.unicodeScalars.allSatisfy({ ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) })
        else { return nil }
        let type = type ?? AttributeType(.string(maxLength: nil))
        if type.isMultiValued { return "declare an extension for one text, and join the values: extensions: {\(name): string(\(extensionLength))}" }
        let word: String
        switch type.base {
        case .string(let limit?) where limit <= extensionLength: word = "string(\(limit))"
        case .string: return "declare an extension, and cut what is longer with Left: extensions: {\(name): string(\(extensionLength))}"
        case .reference: return "declare an extension for the other one's key: extensions: {\(name): string(16)}"
        // A day travels as text.
        case .date: word = "string(10)"
        case .integer: word = "integer"
        case .boolean: word = "boolean"
        case .datetime: word = "datetime"
        case .binary: return nil
        }
        return "declare an extension of that name: extensions: {\(name): \(word)}"
    }

    private static let extensionLength = ProvisioningLimits.extensionLength
}

extension Diagnostic {
    fileprivate static func unknownUserAttribute(_ name: Spanned<String>, _ proposal: String) -> Diagnostic {
        Diagnostic(
            .unknownName, "there is no user attribute of Entra ID named `\(name.value)`",
            at: Label(name.span),
            why: "What HR has and Entra ID has no attribute for goes to a directory extension.",
            help: [FixIt(proposal)])
    }

    fileprivate static func extensionBudget(_ first: Spanned<String>, count: Int, most: Int) -> Diagnostic {
        Diagnostic(
            .extensionBudget, "the plan declares \(count) extensions, and a user has at most \(most) values of them",
            at: Label(first.span, "one too many"),
            why: "The limit counts the extensions of all applications of the tenant together; Graph refuses the value that is one too many.",
            help: [
                FixIt("write extensionAttribute1 to 15 first: they are Entra's own, and not counted"),
                FixIt("leave out what no target reads"),
            ])
    }
}
