import Diagnostics
import Expressions
import Plan

/// What happens in a target when a person leaves: the host's flows, the mapping of Entra's flag and the plan's own rule must say the
/// same. Rules X065 to X075 of the connectors reference.
extension Checker {
    mutating func checkLeaverFlows(_ connector: CheckedConnector, fedBy mapping: CheckedMapping) {
        guard plan.isComplete, let written = plan.connectors.first(where: { $0.name.value == connector.name }) else { return }
        let flag = mapping.attributes.first { Checker.tellsOfLeavers($0) }
        let action = plan.deprovisioning.lazy.flatMap(\.actions).first { $0.system.value == connector.name }

        switch connector.onDisable {
        case .none:
            // What the plan says of it elsewhere was decided with open eyes.
            if flag == nil, action?.keep != true, written.onDisable != nil {
                addUnlessAccepted(.leaversStay(connector, written.onDisable?.span ?? written.span), at: connector.name)
            }
        case .set, .delete:
            if let flag { addUnlessAccepted(.twoDisables(connector, written.onDisable?.span ?? written.span, flag), at: connector.name) }
        }
        guard let action else {
            if connector.onDelete == .none, written.onDelete != nil { addUnlessAccepted(.neverPurged(connector, written.onDelete?.span ?? written.span), at: connector.name) }
            return
        }
        switch (action.delete, connector.onDelete) {
        case (.never?, .delete): report.add(.deleteMismatch(action, written, says: "never", host: "deletes"))
        case (.atOnce?, .none), (.days?, .none): report.add(.deleteMismatch(action, written, says: "yes", host: "keeps"))
        case (.days(let days)?, _) where days != 30: report.add(.deleteDelay(action, days))
        case (.atOnce?, _) where connector.onDisable != .delete: report.add(.deleteDelay(action, 0))
        default: break
        }
    }

    /// Whether the value follows Entra's flag for leavers.
    static func tellsOfLeavers(_ mapping: CheckedAttributeMapping) -> Bool {
        let flags: Set<String> = ["issoftdeleted", "accountenabled"]
        switch mapping.value {
        case .direct(let source): return flags.contains(source.name.lowercased())
        case .constant: return false
        case .expression(let tree): return tree.attributes.contains { flags.contains($0.name.lowercased()) }
        }
    }
}

extension Diagnostic {
    static func leaversStay(_ connector: CheckedConnector, _ span: Span) -> Diagnostic {
        Diagnostic(
            .leaversStay, "whoever leaves stays active in `\(connector.name)`", at: Label(span, "the host does nothing"),
            and: [Label(connector.span, "and no attribute follows IsSoftDeleted")],
            why: "Entra tells an application of a leaver by one flag; without a mapping and without a flow it is dropped.",
            help: [
                FixIt("map it, for example `IsSoftDeleted: IsSoftDeleted`, or write `on-disable: set` and a Boolean attribute"),
                acceptance("leavers-stay", connector.name),
            ])
    }

    static func twoDisables(_ connector: CheckedConnector, _ span: Span, _ flag: CheckedAttributeMapping) -> Diagnostic {
        Diagnostic(
            .twoDisables, "two mechanisms disable people in `\(connector.name)`", at: Label(span, "the host's own"),
            and: [Label(flag.span, "`\(flag.target.name)` follows Entra's flag")],
            why: "Which of the two the host heeds for a connector's own schema is documented nowhere; they are alternatives.",
            help: [FixIt("write `on-disable: nothing`, or drop the mapping"), acceptance("two-disables", connector.name)])
    }

    static func neverPurged(_ connector: CheckedConnector, _ span: Span) -> Diagnostic {
        Diagnostic(
            .neverPurged, "nobody ever removes a leaver from `\(connector.name)`", at: Label(span),
            why: "Entra sends no delete for people who were unassigned, and this connector ignores the others.",
            help: [
                FixIt("say it in the rule: `deprovisioning: {leavers: {\(connector.name): {disable: at once, delete: never}}}`"),
                acceptance("never-purged", connector.name),
            ])
    }

    static func deleteMismatch(_ action: DeprovisioningRule.Action, _ connector: Connector, says: String, host: String) -> Diagnostic {
        let name = connector.name.value
        let deletes = host == "deletes"
        return Diagnostic(
            .deleteMismatch,
            deletes ? "the rule keeps leavers in `\(name)`, and the host deletes them" : "the rule deletes leavers in `\(name)`, and the host keeps them",
            at: Label(action.span, "delete: \(deletes ? "never" : "…")"),
            and: [Label(connector.onDelete?.span ?? connector.span, deletes ? "deletes" : "keeps them")],
            why: "Thirty days after Entra deletes a person it sends one delete, and the host does with it what on-delete says.",
            help: [FixIt("write `on-delete: \(deletes ? "nothing" : "delete")`, or change the rule")])
    }

    static func deleteDelay(_ action: DeprovisioningRule.Action, _ days: Int) -> Diagnostic {
        Diagnostic(
            .deleteMismatch, days == 0 ? "nothing deletes at once in `\(action.system.value)`" : "nothing deletes after \(days) days in `\(action.system.value)`",
            at: Label(action.span),
            why: "Entra sends the delete when it purges the person, 30 days after its own; the number can't be changed.",
            help: [
                FixIt(days == 0
                    ? "write `delete: after 30 days`, or `on-disable: delete` at the connector if an object is to go at once"
                    : "write `delete: after 30 days`, or `delete: never`")
            ])
    }

    static func noThreshold(_ rule: DeprovisioningRule) -> Diagnostic {
        Diagnostic(
            .noThreshold, "nothing stops `\(rule.name.value)` when it disables nearly everyone", at: Label(rule.name.span),
            why: "A wrong column or an empty file makes everybody a leaver. Over its threshold a job stops, and a person decides.",
            help: [
                FixIt("add `at-most:` and a number below a tenth of the people in scope, for example `at-most: 50`"),
                acceptance("no-threshold", rule.name.value),
            ])
    }

    static func objectType(_ type: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .objectType, "`\(type.value)` is no person", at: Label(type.span),
            why: "The ECMA host provisions users only: no groups, contacts, devices or units.",
            help: [FixIt("keep MIM for these objects until they have another home; groups of AD have Cloud Sync")])
    }

    static func stagingUnread(_ connector: CheckedConnector, _ reader: Span) -> Diagnostic {
        Diagnostic(
            .stagingUnread, "MIM never starts to read `\(connector.name)`", at: Label(reader, "the account that would"),
            and: [Label(connector.span)],
            why: "As long as its HR agent reads HR itself, people have two masters: HR through MIM, and HR through Entra ID.",
            help: [
                FixIt("redirect the agent in a phase: `redirects: {legacy.hr-system: \(connector.name)}`"),
                acceptance("staging-unread", connector.name),
            ])
    }
}
