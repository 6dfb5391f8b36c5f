/// Which version of the provisioning agent brought what (connectors reference A.8; entra-docs, the agent's version history).
public enum AgentVersions {
    /// On-premises SCIM, SQL and LDAP in the general agent, 2022-12.
    public static let applications = "1.1.1107.0"
    /// Web services, PowerShell and custom ECMA2 connectors, 2023-09.
    public static let scriptsAndServices = "1.1.1365.0"

    // MARK: The server (entra-docs: prerequisites of on-premises provisioning)

    public static let dotNet = "4.7.2"
    /// What LithnetRMA 2 asks for under Windows PowerShell.
    public static let dotNetForLithnet2 = "4.8"
    /// Gigabytes.
    public static let memory = 3
}
