/// An object class of a directory's schema.
public struct LDAPObjectClass: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case structural, auxiliary, abstract
    }

    public let name: String
    public let kind: Kind
    /// The class that it extends.
    public let superior: String?
    /// Attributes that an entry must have. Those that the server itself fills are not among them.
    public let must: [String]
    public let may: [String]
    /// More attributes are allowed than `may` lists.
    public let isOpen: Bool

    public init(
        _ name: String, _ kind: Kind = .structural, under superior: String? = nil, must: [String] = [], may: [String] = [],
        isOpen: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.superior = superior
        self.must = must
        self.may = may
        self.isOpen = isOpen
    }
}

extension LDAPObjectClass {
    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    /// The classes of the standards that directories have for people. Each with the document that defines it.
    static let standard: [LDAPObjectClass] = [
        // RFC 4512, 4519.
        .init("top", .abstract),
        .init(
            "person", under: "top", must: ["sn", "cn"], may: words("userPassword telephoneNumber seeAlso description")),
        .init(
            "organizationalPerson", under: "person",
            may: words("""
                title x121Address registeredAddress destinationIndicator preferredDeliveryMethod telexNumber teletexTerminalIdentifier \
                telephoneNumber internationaliSDNNumber facsimileTelephoneNumber street postOfficeBox postalCode postalAddress \
                physicalDeliveryOfficeName ou st l
                """)),
        .init("residentialPerson", under: "person", must: ["l"], isOpen: true),
        .init("uidObject", .auxiliary, under: "top", must: ["uid"]),
        .init("extensibleObject", .auxiliary, under: "top", isOpen: true),
        // RFC 2798.
        .init(
            "inetOrgPerson", under: "organizationalPerson",
            may: words("""
                audio businessCategory carLicense departmentNumber displayName employeeNumber employeeType givenName homePhone \
                homePostalAddress initials jpegPhoto labeledURI mail manager mobile o pager photo roomNumber secretary uid userCertificate \
                x500uniqueIdentifier preferredLanguage userSMIMECertificate userPKCS12
                """)),
        // RFC 4524.
        .init("account", under: "top", must: ["uid"], may: words("description seeAlso l o ou host")),
        .init("simpleSecurityObject", .auxiliary, under: "top", must: ["userPassword"]),
        // RFC 2307.
        .init(
            "posixAccount", .auxiliary, under: "top", must: words("cn uid uidNumber gidNumber homeDirectory"),
            may: words("userPassword loginShell gecos description")),
        .init(
            "shadowAccount", .auxiliary, under: "top", must: ["uid"],
            may: words("""
                userPassword shadowLastChange shadowMin shadowMax shadowWarning shadowInactive shadowExpire shadowFlag description
                """)),
        // eduPerson, Internet2 (of 2021-11).
        .init(
            "eduPerson", .auxiliary, under: "top",
            may: words("""
                eduPersonAffiliation eduPersonAnalyticsTag eduPersonAssurance eduPersonDisplayPronouns eduPersonEntitlement eduPersonNickname \
                eduPersonOrcid eduPersonOrgDN eduPersonOrgUnitDN eduPersonPrimaryAffiliation eduPersonPrimaryOrgUnitDN eduPersonPrincipalName \
                eduPersonPrincipalNamePrior eduPersonScopedAffiliation eduPersonTargetedID eduPersonUniqueId
                """)),
        // What is nobody. RFC 4519, 2307.
        .init("groupOfNames", under: "top", must: ["member", "cn"], isOpen: true),
        .init("groupOfUniqueNames", under: "top", must: ["uniqueMember", "cn"], isOpen: true),
        .init("posixGroup", under: "top", must: ["cn", "gidNumber"], isOpen: true),
        .init("organizationalUnit", under: "top", must: ["ou"], isOpen: true),
        .init("organization", under: "top", must: ["o"], isOpen: true),
        .init("organizationalRole", under: "top", must: ["cn"], isOpen: true),
        .init("device", under: "top", must: ["cn"], isOpen: true),
    ]

    /// AD LDS has classes of Active Directory under the standards' names: of a person only `cn` must be there, which is part of the
    /// name. What else `top` and `user` want the server fills itself. (Microsoft: Active Directory Schema, classes Person,
    /// Organizational-Person, User, InetOrgPerson; AD LDS gets them from MS-User.LDF and MS-InetOrgPerson.LDF.)
    static let adLDS: [LDAPObjectClass] = [
        .init("person", under: "top", must: ["cn"], isOpen: true),
        .init("organizationalPerson", under: "person", isOpen: true),
        .init("user", under: "organizationalPerson", isOpen: true),
        .init("inetOrgPerson", under: "user", isOpen: true),
        .init("contact", under: "organizationalPerson", must: ["cn"], isOpen: true),
        .init("group", under: "top", must: ["groupType"], isOpen: true),
        .init("container", under: "top", must: ["cn"], isOpen: true),
    ]
}
