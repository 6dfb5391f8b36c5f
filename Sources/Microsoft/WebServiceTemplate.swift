/// A project of the Web Services connector that Microsoft gives away (Connectors for Microsoft Identity Manager 2016), and what
/// it fixes. Sources: entra-docs, on-premises-sap-connector-configure and on-premises-web-services-connector.
public struct WebServiceTemplate: Sendable, Hashable {
    public enum Name: String, Sendable, CaseIterable {
        case sapECC = "sap-ecc"
        case oracleEBS = "oracle-ebs"
        case peopleSoft = "peoplesoft"
    }

    public let name: Name
    public let title: String
    /// nil: published under no name that we know.
    public let project: String?
    public let objectType: String
    /// nil: not documented.
    public let anchor: String?
    /// Attributes that documented mappings write; a project has more.
    public let attributes: [String]
    /// Whether the project has the workflow behind Test Connection; nil: not documented.
    public let hasConnectionTest: Bool?

    public static func named(_ name: Name) -> WebServiceTemplate {
        switch name {
        case .sapECC:
            WebServiceTemplate(
                name: name, title: "SAP ECC (NetWeaver AS ABAP 7.51)", project: "sapecc.wsconfig", objectType: "User", anchor: "userName",
                attributes: ["userName", "export_password", "expirationTime"], hasConnectionTest: false)
        case .oracleEBS:
            WebServiceTemplate(
                name: name, title: "Oracle E-Business Suite", project: nil, objectType: "User", anchor: nil, attributes: [],
                hasConnectionTest: nil)
        case .peopleSoft:
            WebServiceTemplate(
                name: name, title: "PeopleSoft", project: nil, objectType: "User", anchor: nil, attributes: [], hasConnectionTest: nil)
        }
    }
}
