extension Rule {
    public static let webServiceProject = Rule(
        "web-service-project",
        law: "A web service's project is the name of a .wsconfig file in the host's folder Service\\ECMA.",
        reason: "The wizard lists the files of that folder, and the connector does what the chosen one says.",
        wrong: "project: C:\\Projects\\hr.wsconfig",
        right: "project: hr.wsconfig",
        source: "entra-docs: on-premises-web-services-connector"
    )
    public static let webServiceAuthentication = Rule(
        "web-service-authentication",
        law: "A web service has a user and a password where it asks for them, and only there.",
        reason: "A certificate is named in the project, and a service that asks for nothing gets nothing.",
        wrong: "authentication: certificate\nuser: svc-ecma",
        right: "authentication: certificate",
        source: "MIMDocs: microsoft-identity-manager-2016-ma-ws"
    )
    public static let dateFormat = Rule(
        "date-format",
        law: "A date's format is a .NET pattern.",
        reason: "yyyy is the year, MM the month and dd the day; other letters stand in the date as they are.",
        wrong: "date-format: YYYY-MM-DD",
        right: "date-format: yyyy-MM-dd",
        source: ".NET: custom date and time format strings"
    )
    public static let webServiceTemplate = Rule(
        "web-service-template",
        law: "What Microsoft's template fixes stays as it is: for SAP ECC users only, by SOAP, with the anchor userName and Disable flow None.",
        reason: "The project's workflows know nothing else.",
        wrong: "template: sap-ecc\nanchor: employeeId",
        right: "template: sap-ecc\nanchor: userName",
        source: "entra-docs: on-premises-sap-connector-configure"
    )
    public static let sapStaysValid = Rule(
        "sap-stays-valid", .warning,
        law: "A mapping to SAP ECC writes expirationTime.",
        reason: "An account there ends with that date, and the host's Disable flow does nothing.",
        wrong: "attributes: {userName: …}",
        right: "attributes:\n  userName: …\n  expirationTime: '=Switch([IsSoftDeleted], \"9999-12-31\", \"True\", \"1990-01-01\")'",
        source: "entra-docs: on-premises-sap-connector-configure"
    )

    static let webServiceConnectorRules: [Rule] = [
        webServiceProject, webServiceAuthentication, dateFormat, webServiceTemplate, sapStaysValid,
    ]
}
