extension Rule {
    public static let scimAddress = Rule(
        "scim-address",
        law: "A SCIM endpoint has an https address that the one who calls it can reach: the provisioning service from the Internet, or an agent from its own network.",
        reason: "A bearer token goes with every request, and the service finds no name that only the company's network knows.",
        wrong: "kind: scim\nurl: https://badges.corp.local/scim",
        right: "kind: scim\nagent: headquarters\nurl: https://badges.corp.local/scim",
        source: "entra-docs: on-premises-scim-provisioning, use-scim-to-provision-users-and-groups"
    )
    public static let scimFlag = Rule(
        "scim-flag",
        law: "The only thing behind the question mark of a SCIM address is a flag that the provisioning service knows.",
        reason: "By aadOptscim062020 it sends updates as the standard wants them, by AzureAdScimPatch2017 as it did before; it knows no others.",
        wrong: "url: https://badges.contoso.com/scim?aadOptscim",
        right: "url: https://badges.contoso.com/scim?aadOptscim062020",
        source: "entra-docs: application-provisioning-config-problem-scim-compatibility"
    )

    static let scimConnectorRules: [Rule] = [scimAddress, scimFlag]
}
