import Analysis
import Microsoft
import Plan

/// The portal's sections for an application that speaks SCIM. Sources: entra-docs, on-premises-scim-provisioning,
/// use-scim-to-provision-users-and-groups, customize-application-attributes, accidental-deletions.
struct SCIMPages {
    typealias Page = SettingsSheet.Page
    typealias Field = SettingsSheet.Field

    let connector: CheckedConnector
    let target: CheckedConnector.SCIMTarget
    let mapping: CheckedMapping?
    let notify: String?

    init(_ connector: CheckedConnector, _ target: CheckedConnector.SCIMTarget, mapping: CheckedMapping?, notify: String?) {
        self.connector = connector
        self.target = target
        self.mapping = mapping
        self.notify = notify
    }

    var sheet: SettingsSheet {
        SettingsSheet(
            preparations: preparations,
            pages: (connector.agent.map { [connectivity($0)] } ?? []) + [credentials, users, attributeMappings, settings],
            tests: tests)
    }

    private var preparations: [Prose] {
        let gallery = GalleryApplication.onPremisesSCIM.rawValue
        guard let agent = connector.agent else {
            return [
                "The application is in the tenant: from the gallery if it is there, else as one of your own that is not.",
                "The provisioning service reaches \(code: target.url) from the Internet, over TLS 1.2, with a certificate of a public authority.",
                endpoint,
            ]
        }
        return [
            "The application is in the tenant: \(code: gallery) from the gallery.",
            "The provisioning agent is on \(code: agent.server), with the extension for on-premises applications. The ECMA host is not needed.",
            "The agent's server reaches \(code: target.url) and trusts its certificate.",
            "A second agent is on another server, if the application must go on when the first is down: for SCIM both are active and assigned.",
            endpoint,
        ]
    }

    private var endpoint: Prose {
        """
        The endpoint answers a query for a user that is not there with an empty list, and knows \(code: "/Schemas"): then its attributes \
        appear by themselves.
        """
    }

    private func connectivity(_ agent: CheckedAgent) -> Page {
        Page("On-Premises Connectivity", [
            Field(
                "Assign Agent(s)", .text(agent.server), .plan,
                note: "Then wait 10 to 20 minutes, or restart the agent's service, before the connection is tested.")
        ])
    }

    private var credentials: Page {
        Page("Admin Credentials", [
            Field("Tenant URL", .text(target.url), .plan, note: flag),
            Field(
                "Secret Token", connector.token.map { .secret($0.name) } ?? .shown("type the bearer token of the endpoint"), .plan,
                note: "The bearer token of the endpoint. A token that ends stops provisioning: note the day."),
            Field("Test Connection", .shown("press it, and Save when it succeeds"), .required),
        ])
    }

    private var flag: Prose? {
        target.url.lowercased().contains(SCIMFlag.compliantPatch.lowercased())
            ? "The flag makes updates as RFC 7644 wants them: Booleans as Booleans. Provision on demand may not heed it." : nil
    }

    private var users: Page {
        Page("Mappings", [
            Field("Provision Microsoft Entra ID Users: Enabled", .check(true), .required),
            Field("Target Object Actions: Create", .check(true), .required),
            Field("Target Object Actions: Update", .check(true), .required, note: "Disabling a person is an update."),
            Field("Target Object Actions: Delete", .check(true), .standard),
            Field("Provision Microsoft Entra ID Groups: Enabled", .check(false), .plan, note: "The plan provisions users only."),
        ])
    }

    private var attributeMappings: Page {
        let items = (mapping?.attributes ?? []).sorted { left, right in
            // What people are matched by comes first, as the portal's list has it on top.
            (left.matchingPriority == 0 ? Int.max : left.matchingPriority) < (right.matchingPriority == 0 ? Int.max : right.matchingPriority)
        }
        return Page(
            "Attribute Mappings",
            hint: "\(items.count) in all. Whatever else the application's own list holds is deleted from it. Field is the attribute of the target.",
            items.map { Field($0.target.name, source($0), .plan, note: notes($0)) })
    }

    private func source(_ item: CheckedAttributeMapping) -> SettingsSheet.Value {
        switch item.value {
        case .direct(let attribute): .text("[\(attribute.name)]")
        case .constant(let text): .text("\"\(text)\"")
        case .expression(let tree): .text(tree.description)
        }
    }

    private func notes(_ item: CheckedAttributeMapping) -> Prose? {
        var parts: [String] = []
        switch item.value {
        case .direct: parts.append("Direct")
        case .constant: parts.append("Constant")
        case .expression: parts.append("Expression")
        }
        if item.matchingPriority > 0 { parts.append("matching precedence \(item.matchingPriority)") }
        if item.onCreate { parts.append("only during object creation") }
        if let text = item.defaultValue { parts.append("default if null: \(text)") }
        return "\(parts.joined(separator: "; "))"
    }

    private var settings: Page {
        var fields: [Field] = [
            Field("Scope", .text("Sync only assigned users and groups"), .required, note: "The pilot is assigned; nobody else travels.")
        ]
        if let notify {
            fields += [
                Field("Send an email notification when a failure occurs", .check(true), .plan), Field("Notification Email", .text(notify), .plan),
            ]
        }
        if let threshold = mapping?.deletionThreshold {
            fields += [
                Field("Prevent accidental deletion", .check(true), .plan, note: "People who are disabled count as well."),
                Field("Accidental deletion threshold", .number(threshold), .plan),
            ]
        }
        fields.append(Field("Provisioning Status", .text("Off"), .required, note: "On after the tests below."))
        return Page("Settings", fields)
    }

    private var tests: [SettingsSheet.Test] {
        [
            SettingsSheet.Test(
                what: "The endpoint answers. In the portal, under Admin Credentials: Test Connection.", command: nil,
                expected: "A message that the supplied credentials are authorized to enable provisioning."),
            SettingsSheet.Test(
                what: "The attributes of the endpoint are known. In the portal: Attribute Mappings, Show advanced options, Edit attribute list.",
                command: nil, expected: "Every target attribute of the mapping is in the list, with the same spelling."),
            CommonPages.onDemand,
        ]
    }
}
