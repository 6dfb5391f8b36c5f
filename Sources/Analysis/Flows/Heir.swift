import Plan

/// Who does from the end of MIM on what MIM did beside people: the roads that Microsoft documents, and those that are no road.
///
/// Source: entra-docs, migrate-from-microsoft-identity-manager; cloud-sync group provisioning to AD.
public struct Heir: Sendable {
    public let word: String
    /// What it is, for the middle of a sentence.
    public let title: String
    /// Types of objects and capabilities that it takes; nil for any.
    let takes: Set<String>?
    /// What people do, and how it is seen.
    public let steps: [(action: String, evidence: String)]

    public func takes(_ thing: String) -> Bool { takes?.contains(Heir.name(of: thing)) ?? true }

    /// One name for what has several.
    static func name(of thing: String) -> String {
        switch thing.lowercased() {
        case "organizationalunit", "organisation", "organisationalunit", "orgunit": "organization"
        case let name: name
        }
    }

    public static func named(_ word: String) -> Heir? { all.first { $0.word == word } }

    /// Those that take a thing, the likeliest first.
    public static func of(_ thing: String) -> [Heir] { all.filter { $0.takes(thing) } }

    public static let all: [Heir] = [
        Heir(
            word: "cloud-sync", title: "Cloud Sync provisions security groups of the cloud to Active Directory", takes: ["group"],
            steps: [
                (
                    "The agent of Cloud Sync is 1.1.1370.0 or newer, Connect Sync (where it runs) 2.2.8.0, and AD's schema is that of Windows Server 2016 (`msDS-ExternalDirectoryObjectId`). One configuration for each domain, with the container of its groups.",
                    "the versions; the configuration"
                ),
                (
                    "Each group is a security group of the cloud, new or converted, without a mail address and below 50,000 members; descriptions are cut at 448 characters. Members are those who have an account in AD; members that AD owns are switched on in the configuration.",
                    "the list of groups, with owner; `mailEnabled` is false"
                ),
                ("Compare the members in AD before and after, and end MIM's group flows in the same window: universal scope replaces global and domain local.", "members before = members after"),
            ]),
        Heir(
            word: "dynamic-groups", title: "dynamic membership groups of Entra ID", takes: ["group", "criteria-groups"],
            steps: [
                ("Write each set or criterion as a membership rule. XPath over references and over other sets has none: name the attribute, or keep members by hand.", "the rules, read by a second person"),
                ("Compare the members with those of today before anything depends on the new group.", "the difference: nobody, or explained"),
            ]),
        Heir(
            word: "exchange-online", title: "Exchange Online", takes: ["group", "distribution-lists", "contact", "room", "equipment"],
            steps: [
                ("Make distribution lists, contacts and rooms in Exchange Online, with their addresses, owners and members; remove the objects on premises from synchronization.", "mail to each reaches its members; no address twice")
            ]),
        Heir(
            word: "my-groups", title: "self-service groups of Entra ID (My Groups)", takes: ["self-service-groups"],
            steps: [("Allow owners to manage their groups, and who may make new ones; name and expiry policies are set.", "an owner added and removed a member")]),
        Heir(
            word: "cross-tenant-sync", title: "cross-tenant synchronization", takes: ["contact", "address-lists"],
            steps: [("Set up cross-tenant synchronization with each organisation; people of the other side appear as members or guests in the address list.", "somebody of each organisation is found in the address list")]),
        Heir(
            word: "self-service-reset", title: "self-service password reset of Entra ID, with writeback", takes: ["self-service-reset"],
            steps: [("Switch on self-service reset with writeback, and let people register their methods before MIM's reset ends. Accounts in AD that Cloud Sync made take no writeback.", "share of people with a registered method")]),
        Heir(
            word: "single-sign-on", title: "single sign-on, so that there is one password, or none", takes: ["password-sync"],
            steps: [("Each application that got passwords from MIM signs in by Entra ID, or its own passwords are managed by itself. The agents on domain controllers (PCNS) are removed.", "the list of applications, each with its way to sign in")]),
        Heir(
            word: "passwordless", title: "sign-in without passwords", takes: ["password-sync", "certificates"],
            steps: [("People have a passkey, Windows Hello or a certificate of the new authority.", "share of sign-ins without a password")]),
        Heir(
            word: "access-packages", title: "access packages", takes: ["requests", "roles", "policies", "self-service-groups"],
            steps: [("Every request and role that people used in the last year is an access package, or is dropped by its owner.", "the list of requests and roles, each with its package or a reason")]),
        Heir(
            word: "lifecycle-workflows", title: "lifecycle workflows", takes: ["policies", "workflows", "notifications"],
            steps: [("Every policy rule and workflow that ran in the last year is a workflow of Entra ID, or an extension of one, or is dropped by its owner.", "the list of rules, each with its workflow or a reason")]),
        Heir(
            word: "privileged-identity-management", title: "Privileged Identity Management", takes: ["privileged-access"],
            steps: [("Roles are eligible and activated; MIM's bastion forest is kept for isolated environments only.", "an activation and its approval")]),
        Heir(
            word: "azure-monitor", title: "provisioning and audit logs in Azure Monitor", takes: ["reporting"],
            steps: [("Logs go to a workspace, and the reports that somebody reads are queries there; MIM's history is archived for as long as the rule says.", "each report with its reader")]),
        Heir(
            word: "microsoft-365", title: "Microsoft 365, where people change their photo themselves", takes: ["photos"],
            steps: [("Photos that only MIM has are written to Microsoft 365 once.", "people without a photo before and after")]),
        Heir(
            word: "script", title: "a script with an owner", takes: nil,
            steps: [("A script of its own does it: it has an owner, a schedule, a log that somebody reads, and an account with the least rights.", "owner, schedule and place of the log")]),
        Heir(
            word: "nobody", title: "nobody: it ends with MIM", takes: nil,
            steps: [("It ends with MIM. Whoever uses it today knows, and what it left in other systems is removed or has an owner.", "the owner's signature")]),
    ]
}
