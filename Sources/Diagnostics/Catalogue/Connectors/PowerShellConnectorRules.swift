extension Rule {
    public static let pageSize = Rule(
        "page-size", .warning,
        law: "A page of a PowerShell import has at most 9,999 objects.",
        reason: "The connector hands no more to one call.",
        wrong: "page-size: 50000",
        right: "page-size: 1000",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-powershell"
    )

    public static let mimAddress = Rule(
        "mim-address",
        law: "The MIM Service is reached at `http://HOST:5725`.",
        reason: "The ECMA host runs Windows PowerShell, which speaks WS-HTTP to that port; messages are signed and encrypted.",
        wrong: "service: https://mim.contoso.com",
        right: "service: http://mim.contoso.com:5725",
        source: "LithnetRMA: Set-ResourceManagementClient"
    )

    public static let createsTwice = Rule(
        "creates-twice", .warning,
        law: "A connector to the MIM Service says how the people who are there already are found.",
        reason: "They carry no anchor of Entra's yet. The host would not find them and create every one a second time.",
        wrong: "mim-portal: {kind: powershell, anchor: EntraObjectId, …}",
        right: "mim-portal: {kind: powershell, anchor: EntraObjectId, adopt-by: EmployeeID, …}"
    )

    static let powerShellConnectorRules: [Rule] = [
        pageSize, mimAddress, createsTwice,
    ]
}
