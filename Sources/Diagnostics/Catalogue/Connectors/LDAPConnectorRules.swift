extension Rule {
    public static let unknownDirectory = Rule(
        "unknown-directory",
        law: "An LDAP connector names one of the servers that Microsoft lists; Active Directory is not among them.",
        reason: "Accounts in AD would be carried back into Entra ID by Entra Connect or Cloud Sync.",
        wrong: "kind: ldap\ndirectory: active-directory",
        right: "kind: active-directory",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-genericldap"
    )

    public static let containerOutsideBase = Rule(
        "container-outside-base",
        law: "People are created below the base DN.",
        reason: "A connector serves one partition.",
        wrong: "base-dn: DC=apps,DC=contoso,DC=com\ncontainer: OU=People,DC=contoso,DC=com",
        right: "base-dn: DC=contoso,DC=com\ncontainer: OU=People,DC=contoso,DC=com",
        source: "entra-docs: on-premises-ldap-connector-configure"
    )

    static let ldapConnectorRules: [Rule] = [
        unknownDirectory, containerOutsideBase,
    ]
}
