import Analysis
import Microsoft

/// What a person types so that Microsoft's own connector reads an HR system (entra-docs: workday-inbound-tutorial,
/// workday-inbound-cloud-only-tutorial, sap-successfactors-inbound-provisioning-tutorial).
struct NativeConnection {
    let system: NativeHRSystem
    let mapping: CheckedMapping
    let plan: CheckedPlan

    private var source: CheckedSource? {
        if case .source(let source) = mapping.from { source } else { nil }
    }

    /// What the settings must hold afterwards, by keys that are documented.
    var settings: [String] {
        (plan.notify == nil ? [] : ["SyncNotificationSettings"]) + (mapping.keepsOutOfScope ? ["SkipOutOfScopeDeletions"] : [])
    }

    private var credentials: String {
        let url = source?.plan?.url.map { " \($0.value)" } ?? ""
        return switch system {
        case .workday:
            "Admin credentials: the URL of Workday's web services\(url), the integration system user as NAME@TENANT, and its password."
        case .successFactors:
            "Admin credentials: the API user as NAME@COMPANY, its password, and the tenant URL\(url)."
        }
    }

    var instruction: String {
        var sentences = [credentials]
        if case .activeDirectory(let target)? = mapping.connector?.target {
            sentences.append("Active Directory forest \(target.domain), container \(target.container).")
        }
        sentences.append("Test connection, and save.")
        if let mail = plan.notify {
            var settings = "Settings: notification mail to \(mail)"
            if let threshold = mapping.deletionThreshold { settings += ", accidental deletion prevention at \(threshold)" }
            if source?.plan?.lookAhead?.value == true { settings += ", the termination look-ahead query (a preview) on" }
            sentences.append(settings + ".")
        }
        if mapping.keepsOutOfScope {
            sentences.append(
                "SkipOutOfScopeDeletions True, as Microsoft's page of that name says: read the settings, add it, give the password again, write them.")
        }
        return BundleText.escaped(sentences.joined(separator: " "))
    }
}
